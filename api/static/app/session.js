// who uses the phone, for whom, and whose card was shown: the session, the device and the visit
import { fact, setFacts } from "./box.js";
import { iso, now } from "./clock.js";
import { sha256, toBase64url } from "./ids.js";

export const VISIT = 30 * 60 * 1000;

export function session() {
  return fact("session");
}

// the visit that is on, if any: {party, label, card, verifier, at, until}
export async function visit() {
  const on = await fact("visit");
  return on && on.until > now() ? on : null;
}

// a card as its QR says it: #card=<id>.<secret>, or the same typed
export function readCard(text) {
  const found = /(?:card=)?([0-9A-Za-z-]+)\.([0-9A-Za-z -]+)$/.exec(text.trim());
  return found && { card: found[1], secret: found[2].replace(/[\s-]/g, "") };
}

// begins a visit of thirty minutes; only what proves the card is kept, not its secret
export async function beginVisit({ party, label, card, secret }) {
  const verifier = await sha256(`farm card proof\n${secret}`);
  const at = now();
  await setFacts({ visit: { party, label, card, verifier, at, until: at + VISIT }, for: party });
}

export function endVisit() {
  return setFacts({ visit: undefined });
}

// what an envelope says of the visit: the proof binds the record's id and the moment to the card
export async function proofOf(id, party) {
  const on = await visit();
  if (!on || on.party !== party || !crypto.subtle) return undefined;
  const at = iso();
  const key = await crypto.subtle.importKey("raw", on.verifier, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const proof = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${id}\n${at}`));
  return { card: on.card, at, proof: toBase64url(proof) };
}
