// what a screen is given: words, elements, who and for whom, what is known, and the way to keep a record
import { fact, read, setFacts } from "./box.js";
import { h } from "./dom.js";
import { newCode } from "./ids.js";
import * as mines from "./mine.js";
import * as outbox from "./outbox.js";
import * as practice from "./practice.js";
import { askToPersist } from "./persist.js";
import { session, visit } from "./session.js";
import { say } from "./words.js";

export async function context(name, params) {
  const [pretending, who, on, chosen] = await Promise.all([practice.isOn(), session(), visit(), fact("for")]);
  const mine = pretending ? await practice.mineOf(say) : await mines.known();
  const me = pretending ? mine.me : (who?.me ?? mine.me ?? null);
  const party = pretending ? me.party : (on?.party ?? chosen ?? me?.party ?? null);
  const lasts = pretending ? await practice.last() : ((await fact(`last:${party}`)) ?? {});
  const ctx = { name, say, h, params, me, party, visit: pretending ? null : on, practice: pretending, go, back, session: who };
  ctx.all = mine;
  ctx.mine = narrowed(mine, party);
  const wrong = params.instead ? await read("records", params.instead) : null;
  ctx.last = (form, plot) => (wrong?.form === form ? JSON.parse(wrong.said).body : (lasts[form]?.[plot ?? ""] ?? null));
  ctx.draft = await fact(`draft:${params.instead ?? name}`);
  ctx.sketch = (draft) => setFacts({ [`draft:${params.instead ?? name}`]: draft });
  ctx.newCode = () => (pretending ? practice.code() : newCode(who?.device?.number ?? 0));
  ctx.keep = (form, body, more = {}) => kept(ctx, form, body, more);
  return ctx;
}

// keeps first, then shows that it is kept; the network is no part of it
async function kept(ctx, form, body, more) {
  const device = ctx.session?.device?.id ?? "";
  const all = { instead: ctx.params.instead, ...more, party: more.party ?? ctx.party, device };
  const made = ctx.practice ? await practice.keep(form, body, all) : await outbox.keep(form, body, all);
  ctx.sketch(undefined);
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
