// sends photos and voices after the records that name them: in chunks, from where the last try ended
import { all, change, fact } from "./box.js";
import { session } from "./session.js";
import { isReceipt } from "./receipts.js";

const CHUNK = 64 * 1024;

// "taken" where one was received, "none" where nothing could be sent now, "failed" to try later
export async function sendMedia(ask) {
  if (!(await mayNow())) return "none";
  const [media, records] = await Promise.all([all("media"), all("records")]);
  const known = new Set(records.filter((one) => ["received", "held"].includes(one.state)).flatMap((one) => one.media ?? []));
  const ready = media.filter((each) => known.has(each.sha256) && !each.problem).sort((one, other) => one.bytes.byteLength - other.bytes.byteLength);
  let outcome = "none";
  for (const each of ready) {
    const sent = await sendOne(each, ask);
    if (sent === "failed") return "failed";
    if (sent === "taken") outcome = "taken";
  }
  return outcome;
}

// whether photos may go now: always, or only by wifi, as far as the phone tells what it is on
export async function mayNow() {
  if (!(await fact("only_wifi"))) return true;
  return ["wifi", "ethernet"].includes(navigator.connection?.type);
}

async function sendOne(each, ask) {
  const path = `/api/v1/media/${each.sha256}`;
  const head = await ask("HEAD", path);
  if (!head || ![200, 204, 404].includes(head.status)) return "failed";
  let offset = head.status === 404 ? 0 : Number(head.headers.get("Upload-Offset") ?? 0);
  const length = each.bytes.byteLength;
  if (!(offset >= 0 && offset <= length)) return "failed";
  for (;;) {
    const end = Math.min(length, offset + CHUNK);
    const headers = { "Upload-Offset": String(offset), "Upload-Length": String(length), "Upload-Complete": end === length ? "?1" : "?0" };
    const answer = await ask("PATCH", path, { body: each.bytes.slice(offset, end), type: "application/partial-upload", headers });
    if (answer?.status === 204 && end < length) offset = end;
    else return settled(each, answer);
  }
}

// the photo leaves the phone only on its own receipt; what the server can never read is kept and told
async function settled(each, answer) {
  const told = answer && /json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.json().catch(() => null) : null;
  if (answer?.status === 200 && (await isReceipt(told?.receipt ?? told, { id: `media:${each.sha256}`, sha256: each.sha256, form: "media/1" }, (await session())?.receipt_keys))) {
    await change(["media"], ({ media }) => { media.delete(each.sha256); });
    return "taken";
  }
  if (told?.title && [400, 415, 422].includes(answer.status)) {
    await change(["media"], ({ media }) => { media.put({ ...each, problem: told }); });
    return "none";
  }
  return "failed";
}
