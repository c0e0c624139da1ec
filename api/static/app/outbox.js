// the outbox: keeps the exact bytes of a record first, and tells what waits, what was received and what needs you
import { all, asked, change, tally } from "./box.js";
import { iso, known, now } from "./clock.js";
import { sha256hex, sha256now, toHex, uuid7 } from "./ids.js";
import { proofOf } from "./session.js";

// waiting: not sent yet; invalid: needs you; aside: set aside; held: at the cooperative; received: done
export const STATES = ["waiting", "invalid", "aside", "held", "received"];
export const UNSENT = ["waiting", "invalid", "aside"];
const KEPT = 300;
const SOON = 200;
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("farm") : null;
const listeners = new Set();

// tells whoever shows the outbox, in every tab, that it changed
export function changed(far = true) {
  for (const each of listeners) each();
  if (far) channel?.postMessage("changed");
}

export function onChange(listener) {
  listeners.add(listener);
}

channel?.addEventListener("message", () => changed(false));

// keeps one record, or one for each of more.plots, in one transaction; gives what was kept
export async function keep(form, body, more) {
  const { party, device } = more;
  const media = await Promise.all([...(more.photos ?? []), ...(more.voice ? [more.voice] : [])].map(packed));
  const full = withMedia(body, media, more);
  const bodies = more.plots?.length ? more.plots.map((place) => ({ ...full, place })) : [full];
  const drafts = [];
  for (const each of bodies) {
    const id = uuid7(now());
    drafts.push({ id, body: each, visit: await proofOf(id, party) });
  }
  const names = media.map((it) => it.sha256);
  const kept = await change(["records", "media", "facts"], async ({ records, media: store, facts }) => {
    let seq = (await asked(facts.get(`seq:${device}`))) ?? 0;
    const before = more.instead && (await asked(records.get(more.instead)));
    const all = [...new Set([...names, ...(before?.media ?? [])])];
    const made = drafts.map((draft) => sealed(form, draft, { party, device, seq: (seq += 1), names: all, instead: more.instead }));
    facts.put(seq, `seq:${device}`);
    for (const each of media) store.put(each);
    for (const each of made) records.put(each);
    if (before && UNSENT.includes(before.state)) records.put({ ...before, state: "aside", replaced: made[0].id });
    remember(facts, (await asked(facts.get(`last:${party}`))) ?? {}, form, { party, bodies });
    return made;
  });
  note((before) => ({ device, seq: kept.at(-1).seq, unsent: (before.unsent ?? 0) + kept.length }));
  changed();
  setTimeout(mark, SOON);
  return kept;
}

// the envelope "phone/1", written once; its SHA-256 is over these very bytes. "entered" is by the phone's own clock
function sealed(form, { id, body, visit }, { party, device, seq, names, instead }) {
  const entered = iso(Date.now());
  const said = JSON.stringify({ v: "phone/1", form, id, device, seq, entered, clock: known(), party, visit, instead, body });
  const sha256 = toHex(sha256now(new TextEncoder().encode(said)));
  return { id, device, seq, form, party, entered, at: now(), said, sha256, media: names, state: "waiting" };
}

function withMedia(body, media, more) {
  const photos = media.slice(0, more.photos?.length ?? 0).map((it) => it.sha256);
  const full = { ...body };
  if (photos.length) full.photos = [...(body.photos ?? []), ...photos];
  if (more.voice) full.voice = media.at(-1).sha256;
  return full;
}

async function packed(blob) {
  const bytes = await blob.arrayBuffer();
  return { sha256: await sha256hex(bytes), type: blob.type.split(";")[0], bytes };
}

// what was said last of this form, and of this plot, so that next time it is proposed
function remember(facts, last, form, { party, bodies }) {
  const said = { ...last[form] };
  for (const body of bodies) {
    said[""] = body;
    if (body.place) said[body.place] = body;
  }
  facts.put({ ...last, [form]: said }, `last:${party}`);
}

// a mark outside the box: where the box is gone on the next start, it was evicted, and this says what was in it
function note(fresh) {
  try {
    const before = JSON.parse(localStorage.getItem("kept") ?? "{}");
    localStorage.setItem("kept", JSON.stringify({ ...before, ...fresh(before) }));
  } catch (nowhere) {
    console.warn(String(nowhere));
  }
}

// counts anew what the mark says
export async function mark() {
  const now = await counts();
  note(() => ({ unsent: UNSENT.reduce((sum, state) => sum + now[state], 0) }));
}

// everything on the phone, the newest first
export async function everything() {
  const records = await all("records");
  return records.sort((one, other) => (one.id < other.id ? 1 : -1));
}

// how many of each state
export function counts() {
  return tally(STATES);
}

// sets a record aside, or puts it back into the queue; one that was received stays what it is
export async function setAside(id, aside) {
  await change(["records"], async ({ records }) => {
    const one = await asked(records.get(id));
    if (one && UNSENT.includes(one.state)) records.put({ ...one, state: aside ? "aside" : "waiting" });
  });
  changed();
}

// of what was received the newest are kept, to be looked at
export async function prune() {
  if ((await counts()).received < 2 * KEPT) return;
  const received = await all("records", "received");
  await change(["records"], ({ records }) => { for (const one of received.slice(0, -KEPT)) records.delete(one.id); });
}
