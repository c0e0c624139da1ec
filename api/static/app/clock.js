// learns how far the phone's clock is from the server's, and writes times of new records by it
import { setFacts, fact } from "./box.js";

export const WRONG = 5 * 60 * 1000;
let offset = null;

export async function wind() {
  offset = (await fact("clock")) ?? null;
}

// ms that the server is ahead of this phone, or null where it was never asked
export function known() {
  return offset;
}

// learns from an answer's "now"; sent and got are the phone's own ms
export async function learn(now, sent, got = Date.now()) {
  const there = Date.parse(now);
  if (Number.isNaN(there) || got - sent > 60000) return;
  const fresh = Math.round(there - (sent + got) / 2);
  if (offset !== null && Math.abs(fresh - offset) < 1000) return;
  offset = fresh;
  await setFacts({ clock: offset });
}

export function now() {
  return Date.now() + (offset ?? 0);
}

export function isWrong() {
  return Math.abs(offset ?? 0) > WRONG;
}

// an instant as it is written in records: local time with its offset
export function iso(ms = now()) {
  const there = new Date(ms);
  const minutes = -there.getTimezoneOffset();
  const two = (each) => String(Math.trunc(Math.abs(each))).padStart(2, "0");
  const local = new Date(ms + minutes * 60000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
