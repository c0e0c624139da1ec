// what a screen is given: words, elements, who and for whom, what is known, and the way to keep a record
import { facts, read, setFacts } from "./box.js";
import { h } from "./dom.js";
import { newCode } from "./ids.js";
import * as mines from "./mine.js";
import * as outbox from "./outbox.js";
import * as practice from "./practice.js";
import { askToPersist } from "./persist.js";
import { running } from "./session.js";
import { say } from "./words.js";

// screens that show nothing of the farm: what was recorded since need not be worked out for them
const LIGHT = ["saved", "signin", "settings"];
const FACTS = ["practice", "practice_records", "practice_last", "session", "visit", "for", "mine", "signin_needed", "evicted", "persisted"];

export async function context(name, params) {
  const known = await facts(FACTS);
  const pretending = known.practice === true;
  const mine = pretending ? practice.mineOf(say, known.practice_records) : await mines.known(known.mine, LIGHT.includes(name));
  const me = pretending ? mine.me : (known.session?.me ?? mine.me ?? null);
  const on = pretending ? null : running(known.visit);
  const party = pretending ? me.party : (on?.party ?? known.for ?? me?.party ?? null);
  const ctx = { name, say, h, params, me, party, visit: on, practice: pretending, go, back, session: known.session, facts: known };
  ctx.all = mine;
  ctx.mine = narrowed(mine, party);
  ctx.newCode = () => (pretending ? practice.code() : newCode(known.session?.device?.number ?? 0));
  ctx.keep = (form, body, more = {}) => kept(ctx, form, body, more);
  await remembered(ctx);
  return ctx;
}

// what was said last time, what was begun and not kept, and what is to be corrected
async function remembered(ctx) {
  const { party, params } = ctx;
  const drafted = `draft:${party}:${params.instead ?? ctx.name}`;
  const [found, wrong] = await Promise.all([facts([`last:${party}`, drafted]), params.instead && read("records", params.instead)]);
  const lasts = (ctx.practice ? ctx.facts.practice_last : found[`last:${party}`]) ?? {};
  ctx.last = (form, plot) => (wrong?.form === form ? JSON.parse(wrong.said).body : (lasts[form]?.[plot ?? ""] ?? null));
  ctx.draft = found[drafted];
  ctx.sketch = (draft) => {
    ctx.draft = draft;
    return setFacts({ [drafted]: draft });
  };
}

// keeps first, then shows that it is kept; the network is no part of it
async function kept(ctx, form, body, more) {
  const device = ctx.session?.device?.id ?? "";
  const all = { instead: ctx.params.instead, ...more, party: more.party ?? ctx.party, device };
  const made = ctx.practice ? await practice.keep(form, body, all) : await outbox.keep(form, body, all);
  if (ctx.draft) ctx.sketch(undefined);
  if (!ctx.practice) askToPersist();
  if (!more.stay) go(`#/saved?id=${encodeURIComponent(made.at(-1).id)}&n=${made.length}`);
  return made;
}

// what belongs to the party that is worked for; lots and plots of others are left out
function narrowed(mine, party) {
  const own = (each) => !each.party || each.party === party;
  return { ...mine, plots: mine.plots.filter(own), lots: mine.lots.filter(own), recent: mine.recent.filter(own) };
}

export function go(hash) {
  location.hash = hash;
}

export function back() {
  if (history.length > 1) history.back();
  else go("#/home");
}
