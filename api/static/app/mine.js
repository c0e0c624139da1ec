// what the phone knows of farms and lots: what the server told last, and what was recorded here since
import { all, asked, change, fact, setFacts } from "./box.js";
import { iso, learn } from "./clock.js";

const EMPTY = { households: [], plots: [], lots: [], products: [], places: [], parties: [], inputs: null, recent: [], held: [] };

// asks the server, where there is one; an answer that is no such JSON changes nothing
export async function refresh() {
  const sent = Date.now();
  const etag = await fact("mine_etag");
  const answer = await fetch("/api/v1/mine", { headers: etag ? { "If-None-Match": etag } : {}, credentials: "same-origin", cache: "no-store" });
  if (answer.status !== 200 || !answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.status;
  const told = await answer.json();
  if (!told.me || !told.now) return 0;
  await setFacts({ mine: told, mine_etag: answer.headers.get("ETag") ?? undefined, mine_at: Date.now() });
  await learn(told.now, sent);
  await decide(told.held ?? []);
  return 200;
}

// what the desk decided of records that were held
async function decide(held) {
  const settled = held.filter((each) => each.settled);
  if (!settled.length) return;
  await change(["records"], async ({ records }) => {
    for (const { id, settled: how, reason } of settled) {
      const one = await asked(records.get(id));
      if (one?.state === "held") records.put({ ...one, ...(/reject/.test(how) ? { state: "invalid", problem: { title: how, detail: reason } } : { state: "received" }) });
    }
  });
}

// what is known now: the server's word, with what this phone kept and the server does not show yet
export async function known(mine, light) {
  const told = { ...EMPTY, ...mine };
  if (light) return told;
  const states = await Promise.all(["waiting", "held", "received"].map((state) => all("records", state)));
  const records = states.flat().filter((each) => each.state !== "received" || Date.parse(told.now ?? 0) < Date.parse(each.receipt.received));
  return overlaid(told, records);
}

export function codeOf(key) {
  return key.split("/").at(-1);
}

export function sameKey(one, other) {
  return one === other || codeOf(one) === codeOf(other);
}

// adds what the records make, and takes away what they use up
export function overlaid(told, records) {
  const lots = new Map(told.lots.map((lot) => [codeOf(lot.key), { ...lot }]).reverse());
  const mine = { ...told, lots, plots: [...told.plots] };
  const seen = new Set(told.recent.map((each) => each.id));
  const fresh = records.filter((each) => !seen.has(each.id) && !["invalid", "aside"].includes(each.state));
  for (const record of fresh.sort((one, other) => (one.id < other.id ? -1 : 1))) {
    try {
      const envelope = JSON.parse(record.said);
      const [name] = record.form.split("/");
      WORKS[name]?.(mine, envelope.body, { party: envelope.party, time: envelope.entered });
    } catch (broken) {
      console.warn(record.id, String(broken));
    }
  }
  return { ...mine, lots: [...lots.values()].reverse() };
}

const WORKS = {
  harvest: (mine, body, at) => make(mine, { batch: body.batch, amount: body.amount, product: body.product }, "fresh", { ...at, plot: body.place }),
  process: (mine, body, at) => turn(mine, body.inputs, body.outputs, { ...at, kind: "made", product: body.product }),
  pack: (mine, body, at) => turn(mine, body.inputs, body.packs, { ...at, kind: "packs", product: body.product }),
  repack: (mine, body, at) => turn(mine, body.inputs, body.packs, { ...at, kind: "packs", product: body.product }),
  ship: (mine, body) => use(mine, body.goods),
  sell: (mine, body) => use(mine, body.goods),
  lose: (mine, body) => use(mine, body.goods),
  spray: (mine, body, at) => shut(mine, body, at),
  place: (mine, body, at) => plot(mine, body, at),
};

function make(mine, it, kind, { party, time, plot, product }) {
  const code = it.batch && codeOf(it.batch);
  if (!code || mine.lots.has(code)) return;
  mine.lots.set(code, { key: it.batch, code, party, product: it.product ?? product, kind, made: time, left: it.amount, plot, unsent: true });
}

function turn(mine, inputs, outputs, at) {
  use(mine, inputs);
  for (const each of outputs ?? []) make(mine, each, at.kind, at);
}

function use(mine, goods) {
  for (const each of goods ?? []) {
    const code = each.batch && codeOf(each.batch);
    const lot = mine.lots.get(code);
    if (!lot) continue;
    const left = lot.left && each.amount?.unit === lot.left.unit ? Number(lot.left.value) - Number(each.amount.value) : 0;
    if (left > 0) lot.left = { ...lot.left, value: String(Math.round(left * 1000) / 1000) };
    else mine.lots.delete(code);
  }
}

function shut(mine, body, at) {
  const days = body.pre_harvest_interval_days;
  const by = { closed_by: body.input_name };
  const until = iso(Date.parse(body.time ?? at.time) + (days ?? 0) * 864e5).slice(0, 10);
  const known = (one) => ((one.closed_until ?? "") < until ? { ...one, ...by, closed_until: until } : one);
  mine.plots = mine.plots.map((one) => (!sameKey(one.key, body.place) ? one : days === undefined ? { ...one, ...by, interval_unknown: true } : known(one)));
}

function plot(mine, body, at) {
  if (body.kind !== "plot") return;
  const one = mine.plots.find((each) => sameKey(each.key, body.key));
  const { base = 0, plants: rows = [], ...place } = body;
  const { party, closed_until, closed_by } = { party: at.party, ...one };
  const shown = { ...place, rows, plants: rows.map((each) => each.rows), number: base + 1, unsent: true };
  mine.plots = [...mine.plots.filter((each) => each !== one), { ...shown, party, closed_until, closed_by }];
}
