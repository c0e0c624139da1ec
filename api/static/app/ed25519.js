// verifies Ed25519 (RFC 8032 §5.1.7) where the browser cannot: whole numbers only, and no secret is involved
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * inverse(121666n));
const ROOT = power(2n, (P - 1n) / 4n);
const BY = mod(4n * inverse(5n));
const BASE = point(recover(BY, 0n), BY);
const ZERO = [0n, 1n, 1n, 0n];

export function verify(key, signature, message) {
  const a = decode(key);
  const s = number(signature.subarray(32));
  if (!a || s >= L || signature.length !== 64) return false;
  const first = signature.subarray(0, 32);
  const k = number(sha512(joined(first, key, message))) % L;
  const [x, y, z, t] = times(k, a);
  return same(encode(add(times(s, BASE), [P - x, y, z, P - t])), first);
}

function mod(a, m = P) {
  return ((a % m) + m) % m;
}

function power(base, by) {
  let result = 1n;
  for (let b = mod(base), e = by; e > 0n; e >>= 1n, b = (b * b) % P) if (e & 1n) result = (result * b) % P;
  return result;
}

function inverse(a) {
  return power(a, P - 2n);
}

function point(x, y) {
  return [x, y, 1n, (x * y) % P];
}

// the x of a y, with that lowest bit; null where there is none
function recover(y, bit) {
  const xx = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(xx, (P + 3n) / 8n);
  if (mod(x * x - xx)) x = (x * ROOT) % P;
  if (mod(x * x - xx) || (x === 0n && bit)) return null;
  return (x & 1n) === bit ? x : P - x;
}

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = ((y1 + x1) * (y2 + x2)) % P;
  const c = (((2n * t1 * t2) % P) * D) % P;
  const d = (2n * z1 * z2) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(by, what) {
  let result = ZERO;
  for (let p = what, k = by; k > 0n; k >>= 1n, p = add(p, p)) if (k & 1n) result = add(result, p);
  return result;
}

function encode([x, y, z]) {
  const over = inverse(z);
  const left = mod(y * over) | ((mod(x * over) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, (_, at) => Number((left >> BigInt(8 * at)) & 255n));
}

function decode(bytes) {
  const all = number(bytes);
  const y = all & (2n ** 255n - 1n);
  const x = y < P ? recover(y, all >> 255n) : null;
  return x === null ? null : point(x, y);
}

function number(bytes) {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function same(one, other) {
  return one.every((byte, at) => byte === other[at]);
}

function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const MASK = 2n ** 64n - 1n;

// SHA-512 (FIPS 180-4); its constants are roots of the first primes
export function sha512(bytes) {
  const primes = [];
  for (let n = 2; primes.length < 80; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const round = primes.map((p) => root(BigInt(p) << 192n, 3n) & MASK);
  let state = primes.slice(0, 8).map((p) => root(BigInt(p) << 128n, 2n) & MASK);
  const length = ((bytes.length + 17 + 127) >> 7) << 7;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 4, bytes.length * 8);
  for (let at = 0; at < length; at += 128) state = block(state, view, at, round);
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((word, at) => out.setBigUint64(at * 8, word));
  return new Uint8Array(out.buffer);
}

function block(state, view, at, round) {
  const w = [];
  for (let i = 0; i < 80; i += 1) w.push(i < 16 ? view.getBigUint64(at + i * 8) : (stir(w[i - 2], 19n, 61n, 6n) + w[i - 7] + stir(w[i - 15], 1n, 8n, 7n) + w[i - 16]) & MASK);
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 80; i += 1) {
    const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + round[i] + w[i];
    const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & MASK);
}

function turn(word, by) {
  return ((word >> by) | (word << (64n - by))) & MASK;
}

function stir(word, one, two, shift) {
  return turn(word, one) ^ turn(word, two) ^ (word >> shift);
}

// the whole root of a number, by Newton
function root(of, by) {
  let x = 1n << BigInt(Math.ceil(of.toString(2).length / Number(by)));
  for (;;) {
    const next = ((by - 1n) * x + of / x ** (by - 1n)) / by;
    if (next >= x) return x;
    x = next;
  }
}
