// who uses the phone, for whom, and whose card was shown: the session, the device and the visit
import { fact, setFacts } from "./box.js";
import { iso, learn } from "./clock.js";
import { readCode, sha256, toBase64url, uuid7 } from "./ids.js";

export const VISIT = 30 * 60 * 1000;
const ID_LENGTH = 8;
const CARD_LENGTH = 34;

export function session() {
  return fact("session");
}

// the visit that is on, if any: {party, label, card, verifier, at, until}
export async function visit() {
  return running(await fact("visit"));
}

export function running(on) {
  return on && on.until > Date.now() ? on : null;
}

// a card as its QR says it, or its 34 characters typed: {card, secret}; null while it is none
export function readCard(text) {
  const code = readCode(text.split("card=").at(-1).replace(/\./g, ""));
  return /^[0-9A-HJKMNP-TV-Z]*$/.test(code) && code.length === CARD_LENGTH ? { card: code.slice(0, ID_LENGTH), secret: code.slice(ID_LENGTH) } : null;
}

// signs in by a card; gives {status, told}: 200, 401 another card, 403 a PIN is wanted, 429 wait, 0 no network
export async function signIn({ card, secret, pin, newPin }) {
  const device = await ownKey();
  const sent = Date.now();
  const body = JSON.stringify({ card, secret, ...(pin ? { pin } : {}), ...(newPin ? { new_pin: newPin } : {}), ...(device ? { device } : {}) });
  try {
    const answer = await fetch("/api/v1/signin/card", { method: "POST", body, headers: { "Content-Type": "application/json" }, credentials: "same-origin", cache: "no-store" });
    const told = /json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.json() : null;
    if (answer.status === 200 && told?.me && told.receipt_keys) await begin(told);
    else if (answer.status === 200) return { status: 0 };
    if (told?.now) await learn(told.now, sent);
    return { status: answer.status, told };
  } catch (lost) {
    console.warn(String(lost));
    return { status: 0 };
  }
}

async function begin(told) {
  const before = await session();
  const device = told.device ?? before?.device ?? { id: uuid7(), number: crypto.getRandomValues(new Uint32Array(1))[0] & 0xfffff };
  const another = before?.me && before.me.party !== told.me.party ? { mine: undefined } : {};
  await setFacts({ session: { ...told, device }, signin_needed: undefined, for: undefined, visit: undefined, mine_etag: undefined, ...another });
}

// asks who we are: the token of a running session, and new keys; false where there is none, or somebody else's
export async function renew() {
  try {
    const answer = await fetch("/api/v1/signin", { credentials: "same-origin", cache: "no-store" });
    if (answer.status !== 200 || !/json/.test(answer.headers.get("Content-Type") ?? "")) return false;
    const told = await answer.json();
    if (!told.me || !told.csrf) return false;
    const before = await session();
    if (before?.me && before.me.party !== told.me.party) {
      await setFacts({ signin_needed: true });
      return false;
    }
    await setFacts({ session: { ...before, ...told, device: told.device ?? before?.device }, signin_needed: undefined });
    return true;
  } catch (lost) {
    console.warn(String(lost));
    return false;
  }
}

// the phone's own key: made once, never leaves it; none where the page is not secure
async function ownKey() {
  if (!crypto.subtle) return null;
  let pair = await fact("key");
  if (!pair) {
    pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    await setFacts({ key: pair });
  }
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const name = navigator.userAgentData?.platform || (/Android|iPhone|iPad|Windows|Linux/.exec(navigator.userAgent) ?? ["?"])[0];
  return { name, key: { kty, crv, x, y } };
}

// ends the session; the caller has made sure that nothing waits
export async function signOut() {
  const who = await session();
  await fetch("/api/v1/signin", { method: "DELETE", headers: { "X-CSRF-Token": who?.csrf ?? "" }, credentials: "same-origin" }).catch(() => null);
  await setFacts({ session: undefined, visit: undefined, for: undefined, mine: undefined, mine_etag: undefined, signin_needed: undefined });
}

// begins a visit of thirty minutes; only what proves the card is kept, not its secret
export async function beginVisit({ party, label, card, secret }) {
  await setFacts({ visit: { party, label, card, verifier: await verifierOf(secret), at: Date.now(), until: Date.now() + VISIT }, for: party });
}

export function endVisit() {
  return setFacts({ visit: undefined });
}

function verifierOf(secret) {
  return sha256(`farm card proof\n${secret}`);
}

// what an envelope says of the visit: the proof binds the record's id and the moment to the card
export async function proofOf(id, party) {
  const on = await visit();
  return on?.party === party ? proof(on, id, iso(on.at)) : undefined;
}

// that this card was just shown, about anything with an id
export async function proved({ card, secret }, id) {
  return proof({ card, verifier: await verifierOf(secret) }, id, iso(Date.now()));
}

async function proof({ card, verifier }, id, at) {
  if (!crypto.subtle) return undefined;
  const key = await crypto.subtle.importKey("raw", verifier, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const made = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${id}\n${at}`));
  return { card, at, proof: toBase64url(made) };
}
