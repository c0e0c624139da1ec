// carries the unsent queue in one file from this phone to another, or to the desk: the same ids, the same bytes
import { all, asked, change } from "./box.js";
import { fromBase64, sha256, sha256now, toBase64, toHex } from "./ids.js";
import { UNSENT, changed } from "./outbox.js";

const VERSION = "phone-queue/1";

// everything that no receipt was given for, with its photos and voices
export async function packQueue() {
  const [records, media] = await Promise.all([all("records"), all("media")]);
  const unsent = records.filter((one) => UNSENT.includes(one.state)).sort((one, other) => one.seq - other.seq);
  const shown = media.map(({ sha256: name, type, bytes }) => ({ sha256: name, type, data: toBase64(bytes) }));
  const file = { v: VERSION, made: new Date().toISOString(), records: unsent.map((one) => one.said), media: shown };
  return new File([JSON.stringify(file)], `so-nuong-che-${file.made.slice(0, 16).replace(/\D/g, "")}.json`, { type: "application/json" });
}

// by whatever the phone shares files with, otherwise as a download
export async function hand(file) {
  if (navigator.canShare?.({ files: [file] })) return navigator.share({ files: [file] }).catch((shy) => console.warn(String(shy)));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  return undefined;
}

// takes a queue in; what is here already stays as it is. Gives how many records were new; throws on another file
export async function unpackQueue(text) {
  const told = JSON.parse(text);
  if (told.v !== VERSION || !Array.isArray(told.records)) throw new TypeError(`Expected ${VERSION}, got another file.`);
  const records = told.records.map(recordOf);
  const media = await Promise.all((told.media ?? []).map(mediumOf));
  const fresh = await change(["records", "media"], async ({ records: store, media: pictures }) => {
    let count = 0;
    for (const one of records) {
      if (await asked(store.get(one.id))) continue;
      store.put(one);
      count += 1;
    }
    for (const each of media) pictures.put(each);
    return count;
  });
  changed();
  return fresh;
}

function recordOf(said) {
  const { v, id, device, seq, form, party, entered, body } = JSON.parse(said);
  if (v !== "phone/1" || !id || !form || typeof body !== "object" || !body) throw new TypeError("Expected a record of a phone, got another text.");
  const names = [...(body?.photos ?? []), ...(body?.voice ? [body.voice] : [])];
  return { id, device, seq, form, party, entered, at: Date.parse(entered), said, sha256: toHex(sha256now(new TextEncoder().encode(said))), media: names, state: "waiting", carried: true };
}

async function mediumOf({ sha256: name, type, data }) {
  const bytes = fromBase64(data);
  if (toHex(await sha256(bytes)) !== name) throw new TypeError("Expected a whole photo, got a broken one.");
  return { sha256: name, type, bytes: bytes.buffer };
}
