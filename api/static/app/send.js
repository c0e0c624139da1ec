// sends what waits: small batches, one after the other, one tab at a time; forgets nothing without a verified receipt
import { all, asked, change, fact, setFacts } from "./box.js";
import { iso, learn } from "./clock.js";
import { toBase64url } from "./ids.js";
import { refresh } from "./mine.js";
import { changed, mark, prune } from "./outbox.js";
import { isReceipt } from "./receipts.js";
import { renew, session } from "./session.js";
import { sendMedia } from "./sendmedia.js";
import { alone } from "./turns.js";

const MOST = 50;
const AHEAD = 4 * MOST;
const BYTES = 60000;
const PATIENCE = 60000;
const LONGEST_PAUSE = 300;
const size = { next: 5 };
const passedOver = new Map();
const singly = new Set();
const askedAgain = new Set();
let failures = 0;
let timer;
let running = false;

// tries to send soon; while nothing fails the pause is none
export function kick(seconds = 0) {
  clearTimeout(timer);
  timer = setTimeout(drain, seconds * 1000);
}

// 2^n s, at most five minutes, spread so that a village does not call at once
function pause() {
  const most = Math.min(LONGEST_PAUSE, 2 ** failures);
  return most * (0.5 + Math.random() / 2);
}

export function isSending() {
  return running;
}

export async function drain() {
  if (running) return;
  running = true;
  try {
    const sent = await alone("outbox", allOut);
    if (sent === "failed") {
      failures = Math.min(failures + 1, 9);
      kick(pause());
    }
    if (sent === "done") failures = 0;
  } catch (wrong) {
    console.error(wrong);
    failures = Math.min(failures + 1, 9);
    kick(pause());
  } finally {
    running = false;
  }
}

// sends until nothing waits; says "done", "failed" (try later) or "stopped" (somebody must do something)
async function allOut() {
  if (!(await fact("session"))) return "stopped";
  let sent = 0;
  for (let batch = await nextBatch(); batch.length; batch = await nextBatch()) {
    const outcome = await sendBatch(batch);
    if (outcome !== "taken") return outcome;
    sent += batch.length;
    failures = 0;
    size.next = Math.min(MOST, size.next * 2);
  }
  const media = await sendMedia(ask);
  if (sent || media === "taken") await settle();
  return media === "failed" ? "failed" : "done";
}

// after something went: what the server shows now, and what the desk decided of what it held
async function settle() {
  await mark();
  await prune();
  await refresh();
  changed();
}

// what has been passed over least, and of that what is oldest; as many as fit
async function nextBatch() {
  const waiting = await all("records", "waiting", AHEAD);
  const over = (one) => passedOver.get(one.id) ?? 0;
  waiting.sort((one, other) => over(one) - over(other) || one.seq - other.seq || (one.id < other.id ? -1 : 1));
  const batch = [];
  let bytes = 0;
  for (const each of waiting.slice(0, singly.has(waiting[0]?.id) ? 1 : size.next)) {
    bytes += new TextEncoder().encode(JSON.stringify(each.said)).length + 1;
    if (batch.length && bytes > BYTES) break;
    batch.push(each);
  }
  return batch;
}

async function sendBatch(batch) {
  const sent = Date.now();
  const body = JSON.stringify({ sent: iso(sent), records: batch.map((each) => each.said) });
  const answer = await ask("POST", "/api/v1/sync", { body, type: "application/json" });
  const told = answer && (await jsonOf(answer));
  if (answer?.status === 200 && Array.isArray(told?.answers)) {
    await learn(told.now, sent);
    if (await take(batch, told.answers)) return heal(told.gaps ?? []);
  }
  if (answer?.status === 401) return needsSignin(told);
  const unreadable = told?.title && [400, 413, 422].includes(answer.status);
  if (unreadable && batch.length === 1) return refuse(batch[0], told);
  for (const each of batch) {
    passedOver.set(each.id, (passedOver.get(each.id) ?? 0) + 1);
    if (unreadable) singly.add(each.id);
  }
  size.next = Math.max(1, Math.floor(batch.length / 2));
  return unreadable ? "taken" : "failed";
}

// one request, with the session's token and the phone's signature; null where no answer came
export async function ask(method, path, { body, type, headers = {} } = {}, again = true) {
  const who = await session();
  const said = { "X-CSRF-Token": who?.csrf ?? "", ...headers };
  if (type) said["Content-Type"] = type;
  const key = body && type === "application/json" && (await fact("key"));
  if (key) said["Device-Signature"] = toBase64url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key.privateKey, new TextEncoder().encode(body)));
  const stop = new AbortController();
  const waiting = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(path, { method, body, headers: said, credentials: "same-origin", cache: "no-store", redirect: "error", signal: stop.signal });
    if (answer.status === 403 && again && (await renew())) return ask(method, path, { body, type, headers }, false);
    return answer;
  } catch (lost) {
    console.warn(String(lost));
    return null;
  } finally {
    clearTimeout(waiting);
  }
}

async function jsonOf(answer) {
  try {
    return /json/.test(answer.headers.get("Content-Type") ?? "") ? await answer.json() : null;
  } catch (half) {
    console.warn(String(half));
    return null;
  }
}

// applies the answers that are proven; gives how many records they settled
async function take(batch, answers) {
  const keys = await keysFor(answers);
  const settled = [];
  for (const one of batch) {
    const answer = answers.find((each) => each?.id === one.id && each.sha256 === one.sha256);
    const became = answer && (await outcomeOf(one, answer, keys));
    if (became) settled.push({ id: one.id, became });
  }
  await change(["records"], async ({ records }) => {
    for (const { id, became } of settled) {
      const now = await asked(records.get(id));
      if (now?.state === "waiting") records.put({ ...now, ...became });
    }
  });
  if (settled.length) changed();
  return settled.length;
}

// the keys that verify receipts; where one is signed by a key given since we signed in, the server is asked
async function keysFor(answers) {
  const known = (await session())?.receipt_keys ?? [];
  const strange = answers.some((each) => each?.receipt && !known.some((key) => key.id === each.receipt.key_id));
  if (!strange || !(await renew())) return known;
  return (await session()).receipt_keys;
}

async function outcomeOf(one, { status, receipt, problem, batches }, keys) {
  if (status === "invalid") return problem && { state: "invalid", problem };
  const form = `phone/1:${one.form}`;
  if (!(await isReceipt(receipt, { ...one, form }, keys))) return null;
  return { state: receipt.status === "held" ? "held" : "received", receipt, problem, batches, at: Date.now() };
}

async function refuse(one, problem) {
  await change(["records"], async ({ records }) => {
    records.put({ ...(await asked(records.get(one.id))), state: "invalid", problem });
  });
  changed();
  return "taken";
}

async function needsSignin(told) {
  if (!told?.title) return "failed";
  const before = await fact("signin_needed");
  await setFacts({ signin_needed: true });
  if (!before) changed();
  return "stopped";
}

// what the server misses though this phone has its receipt (it came back from an old backup) is sent once more
async function heal(gaps) {
  const missing = (one) => gaps.some((gap) => gap.device === one.device && gap.missing.some(([from, to]) => from <= one.seq && one.seq <= to));
  if (!gaps.length) return "taken";
  const lost = (await all("records")).filter((one) => ["received", "held"].includes(one.state) && missing(one) && !askedAgain.has(one.id));
  await change(["records"], ({ records }) => {
    for (const one of lost) {
      askedAgain.add(one.id);
      records.put({ ...one, state: "waiting" });
    }
  });
  return "taken";
}
