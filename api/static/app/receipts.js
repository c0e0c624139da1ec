// holds a receipt against the server's key: only then may a record be forgotten
import { fromBase64 } from "./ids.js";

// whether one of the keys signed that exactly this record came; a receipt of another record is none
export async function isReceipt(receipt, { id, sha256, form }, keys) {
  if (!receipt || receipt.id !== id || receipt.sha256 !== sha256 || receipt.form !== form) return false;
  const key = keys?.find((each) => each.id === receipt.key_id);
  if (!key) return false;
  try {
    return await signed(fromBase64(key.public), fromBase64(receipt.signature), new TextEncoder().encode(textOf(receipt)));
  } catch (unreadable) {
    console.warn(unreadable);
    return false;
  }
}

// the seven lines that are signed
export function textOf(receipt) {
  const received = new Date(receipt.received).toISOString();
  const lines = ["farm-traceability receipt v1", receipt.id, receipt.sha256, receipt.form, received, receipt.status, receipt.key_id];
  return lines.map((line) => `${line}\n`).join("");
}

async function signed(key, signature, bytes) {
  try {
    const known = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", known, signature, bytes);
  } catch {
    const own = await import("./ed25519.js");
    return own.verify(key, signature, bytes);
  }
}
