// makes what must be unique without asking anybody: record ids, codes of new lots, and SHA-256
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MEANT = { I: "1", L: "1", O: "0" };

// urn:uuid of version 7: 48 bits of milliseconds, then chance (RFC 9562 §5.7)
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 5, left = now; at >= 0; at -= 1, left = Math.floor(left / 256)) bytes[at] = left % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")}`;
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function toBase64url(bytes) {
  return toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function toBase64(bytes) {
  let text = "";
  const view = new Uint8Array(bytes);
  for (let at = 0; at < view.length; at += 8192) text += String.fromCharCode(...view.subarray(at, at + 8192));
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
}

// the code of a lot made on this phone: 20 bits of the device's number, 40 of chance, a check character
export function newCode(device) {
  const chance = crypto.getRandomValues(new Uint8Array(8));
  let body = "";
  for (let shift = 15; shift >= 0; shift -= 5) body += ALPHABET[(device >> shift) & 31];
  for (const byte of chance) body += ALPHABET[byte & 31];
  return body + checkCharacter(body);
}

// what was meant by a typed code: big letters, no blanks, I L O as 1 1 0
export function readCode(text) {
  return text.toUpperCase().replace(/[\s-]/g, "").replace(/[ILO]/g, (each) => MEANT[each]);
}

// whether thirteen characters agree with their last one: any wrong character or swap is caught
export function isCode(text) {
  const code = readCode(text);
  return /^[0-9A-HJKMNP-TV-Z]{13}$/.test(code) && checkCharacter(code.slice(0, 12)) === code[12];
}

function checkCharacter(body) {
  let total = 0;
  for (const each of body) {
    total = (total ^ ALPHABET.indexOf(each)) << 1;
    if (total > 31) total ^= 0b100101;
  }
  return ALPHABET[total];
}

export async function sha256hex(said) {
  return toHex(await sha256(said));
}

// SHA-256 of text or bytes; the platform does the long ones where it may
export async function sha256(said) {
  const bytes = typeof said === "string" ? new TextEncoder().encode(said) : new Uint8Array(said);
  if (bytes.length > 4096 && globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return sha256now(bytes);
}

const PRIMES = primes(64);
const FIRST = PRIMES.slice(0, 8).map((each) => fraction(Math.sqrt(each)));
const ROUND = PRIMES.map((each) => fraction(Math.cbrt(each)));

// SHA-256 (FIPS 180-4) without waiting: a record, its hash and its number are kept in one step
export function sha256now(bytes) {
  const state = Int32Array.from(FIRST);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  for (let at = 0; at < padded.length; at += 64) block(state, view, at);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => out.setInt32(at * 4, word));
  return new Uint8Array(out.buffer);
}

function block(state, view, at) {
  const w = new Int32Array(64);
  for (let i = 0; i < 64; i += 1) w[i] = i < 16 ? view.getInt32(at + i * 4) : small(w[i - 2], 17, 19, 10) + w[i - 7] + small(w[i - 15], 7, 18, 3) + w[i - 16];
  let [a, b, c, d, e, f, g, last] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (last + big(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
    const two = (big(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [last, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, last].forEach((word, i) => { state[i] += word; });
}

function turn(x, by) {
  return (x >>> by) | (x << (32 - by));
}

function small(x, one, two, shift) {
  return turn(x, one) ^ turn(x, two) ^ (x >>> shift);
}

function big(x, one, two, three) {
  return turn(x, one) ^ turn(x, two) ^ turn(x, three);
}

function fraction(root) {
  return ((root % 1) * 2 ** 32) | 0;
}

function primes(count) {
  const found = [];
  for (let each = 2; found.length < count; each += 1) if (found.every((one) => each % one)) found.push(each);
  return found;
}
