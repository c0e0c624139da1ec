// Codes as people type and scan them: own codes, Digital Links, plants' addresses, cards.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 13;
const ALIKE = "0DQ 8B3 5S6 2Z7 1T7 VYW MNW CG6 EF PR KXH 4A9 9GQ".split(" ");
const CSET82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;
const ADDRESS = /^[1-9]\d{0,4}-[1-9]\d{0,4}$/;

// α = x under x⁵ + x² + 1; what `traceability/identifiers/own_codes.py` computes.
const double = (value) => (value << 1) ^ (value > 15 ? 37 : 0);

// 0 when the thirteen characters agree; otherwise what the wrong ones add up to.
function syndrome(code) {
  return [...code].reduce((sum, c, at) => (at ? double(sum) : 0) ^ ALPHABET.indexOf(c), 0);
}

// As meant: capitals, no blanks or hyphens, I, L, O read as 1, 1, 0.
export function mended(text) {
  return text.toUpperCase().replace(/[ -]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");
}

// The code with its check character; `body` is twelve characters.
export function sealed(body) {
  return body + ALPHABET[syndrome(body + "0")];
}

// Sixty bits as a code: `bits` is a BigInt.
export function mint(bits) {
  let body = "";
  for (let shift = 55n; shift >= 0n; shift -= 5n) body += ALPHABET[Number((bits >> shift) & 31n)];
  return sealed(body);
}

// The code that a text means, or null.
export function ownCode(text) {
  const code = /^[\x00-\x7f]*$/.test(text) ? mended(text) : "";
  const whole = code.length === LENGTH && [...code].every((c) => ALPHABET.includes(c));
  return whole && syndrome(code) === 0 ? code : null;
}

// Which character slips, while typing: {code, left, wrong: places, meant: codes that it may be}.
export function typed(text, known = []) {
  const code = mended(text);
  const wrong = [...code].flatMap((c, at) => (ALPHABET.includes(c) && at < LENGTH ? [] : [at]));
  const left = Math.max(0, LENGTH - code.length);
  if (left && !wrong.length) {
    return { code, left, wrong, meant: code.length > 2 ? known.filter((one) => one.startsWith(code)) : [] };
  }
  if (ownCode(code)) return { code, left, wrong, meant: [] };
  const near = code.length === LENGTH ? likely(code, known) : [];
  return { code, left, wrong: wrong.length ? wrong : places(code, near), meant: near };
}

function places(code, near) {
  return near.length === 1 ? [...code].flatMap((c, at) => (c === near[0][at] ? [] : [at])) : [];
}

// Known codes one slip away; where there are none, the swaps and look-alikes that would be right.
function likely(code, known) {
  const away = (one) => [...one].filter((c, at) => c !== code[at]).length;
  const near = known.filter((one) => away(one) === 1 || (away(one) === 2 && swaps(code).includes(one)));
  if (near.length) return near;
  return [...swaps(code), ...twins(code)].filter(ownCode);
}

function swaps(code) {
  const all = [];
  for (let at = 1; at < LENGTH; at++) {
    all.push(code.slice(0, at - 1) + code[at] + code[at - 1] + code.slice(at + 1));
  }
  return all;
}

function twins(code) {
  return [...code].flatMap((c, at) =>
    [...new Set(ALIKE.filter((set) => set.includes(c)).join(""))]
      .filter((other) => other !== c && ALPHABET.includes(other))
      .map((other) => code.slice(0, at) + other + code.slice(at + 1)));
}

// A GTIN's, GLN's or SSCC's check digit: weights 3, 1, 3… from the right.
export function checked(digits) {
  if (!/^\d+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((all, d, at) => all + d * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

// What a scanned or typed text names: {kind, key, code?, plot?, row?, position?, card?, secret?} or null.
// `kind` is card, own, pack, plant, product, batch, unit, place or party; `key` a path such as /t/… or /01/….
export function readLink(text) {
  const said = text.trim();
  const card = /#card=([\w-]+)\.([\w-]+)$/.exec(said);
  if (card) return { kind: "card", card: card[1], secret: card[2] };
  if (!/^https?:\/\/|^\//i.test(said)) return own([said]);
  try {
    const path = said.replace(/^https?:\/\/[^/?#]*/i, "").split(/[?#]/)[0].replace(/\/$/, "");
    const parts = path.split("/").map(decodeURIComponent);
    return parts[1] === "t" && parts.length < 5 ? own(parts.slice(2)) : gs1(parts);
  } catch {
    return null;
  }
}

function own([text, tail]) {
  const code = text ? ownCode(text) : null;
  if (!code) return null;
  const key = `/t/${code}`;
  if (tail === undefined) return { kind: "own", key, code };
  if (ADDRESS.test(tail)) return plant(key, tail, `${key}/${tail}`);
  return CSET82.test(tail) ? { kind: "pack", key: `${key}/${encodeURIComponent(tail)}`, code } : null;
}

function plant(plot, address, key) {
  const [row, position] = address.split("-").map(Number);
  return { kind: "plant", key, plot, row, position };
}

const KEYS = { "01": [14, "product"], "00": [18, "unit"], 414: [13, "place"], 417: [13, "party"] };
const KINDS = { "10": "batch", "21": "pack", "10,21": "pack" };

// The rightmost key wins; qualifiers follow it in their order. A variant (22) does not identify.
function gs1(parts) {
  let at = parts.length - 2;
  while (at > 0 && !KEYS[parts[at]]) at -= 2;
  if (at < 1) return null;
  const [length, kind] = KEYS[parts[at]];
  const [code, number, ...rest] = parts.slice(at);
  if (number.length !== length || !checked(number)) return null;
  const pairs = [];
  for (let i = 0; i < rest.length; i += 2) pairs.push([rest[i], rest[i + 1]]);
  if (pairs.some(([, value]) => !CSET82.test(value ?? ""))) return null;
  const key = `/${code}/${number}`;
  if (code === "01") return goods(key, pairs);
  if (!pairs.length) return { kind, key };
  return code === "414" && pairs.length === 1 && pairs[0][0] === "254" ? extended(key, pairs[0][1]) : null;
}

function goods(key, pairs) {
  const kept = pairs.filter(([code]) => code !== "22");
  const order = pairs.map(([code]) => code).join();
  if (!/^(22)?(,?10)?(,?21)?$/.test(order)) return null;
  const kind = kept.length ? KINDS[kept.map(([code]) => code).join()] : "product";
  return { kind, key: key + kept.map(([code, value]) => `/${code}/${encodeURIComponent(value)}`).join("") };
}

function extended(key, extension) {
  const [, plot, address] = /^(.*)\.([^.]*)$/.exec(extension) ?? [];
  const whole = `${key}/254/${encodeURIComponent(extension)}`;
  if (!address || !ADDRESS.test(address)) return { kind: "place", key: whole };
  return plant(plot ? `${key}/254/${encodeURIComponent(plot)}` : key, address, whole);
}

// The path of a key, wherever it is kept: two texts name one thing when their paths are equal.
export function pathOf(uri) {
  return uri.replace(/^https?:\/\/[^/]*/i, "");
}

// The code at the end of an own key, in groups that can be read aloud; other keys as they are.
export function grouped(uri) {
  const code = readLink(uri)?.code;
  return code ? `${code.slice(0, 4)} ${code.slice(4, 8)} ${code.slice(8)}` : pathOf(uri);
}
