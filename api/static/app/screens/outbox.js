// the outbox: what needs you, what waits, what is at the cooperative, and what was received
import { factsOf, setFacts } from "../box.js";
import { h, pictogram } from "../dom.js";
import { everything } from "../outbox.js";
import { head } from "../parts.js";
import { kick } from "../send.js";
import { pictureOf, row, titleOf } from "../told.js";

const GROUPS = ["invalid", "waiting", "held", "aside", "received"];
const MOST = 60;

export default async function outbox(ctx) {
  const { say } = ctx;
  const [records, drafts] = await Promise.all([everything(), factsOf(`draft:${ctx.party}:`)]);
  const { evicted } = ctx.facts;
  const by = (state) => records.filter((one) => one.state === state);
  const waiting = by("waiting").length;
  return [
    head(ctx, say("outbox.title"), "phone"),
    evicted && h("div", { class: "note" }, h("p", {}, say("outbox.evicted", { number: evicted.unsent })), h("button", { type: "button", onclick: () => setFacts({ evicted: undefined }).then(() => ctx.go("#/home")) }, say("do.understood"))),
    waiting ? h("button", { class: "save", type: "button", onclick: () => kick() }, pictogram("send"), say("outbox.send", { number: waiting })) : null,
    begun(ctx, drafts.map((key) => key.split(":").at(-1))),
    !records.length && h("p", { class: "wait" }, say("outbox.empty")),
    GROUPS.map((state) => group(ctx, state, by(state))),
  ];
}

// drafts: begun on a screen, and not kept yet
function begun(ctx, names) {
  const screens = names.filter((name) => /^[a-z]+$/.test(name));
  if (!screens.length) return null;
  const line = (name) => h("li", {}, h("a", { class: "row", href: `#/${name}` }, pictogram(pictureOf(name)), h("span", {}, h("b", {}, titleOf(name))), h("span", { class: "tag" }, pictogram("pen"), ctx.say("state.draft"))));
  return h("section", {}, h("h2", {}, ctx.say("outbox.draft", { number: screens.length })), h("ul", { class: "rows" }, screens.map(line)));
}

function group(ctx, state, records) {
  if (!records.length) return null;
  return h("section", { class: `group ${state}` },
    h("h2", {}, ctx.say(`outbox.${state}`, { number: records.length })),
    h("ul", { class: "rows" }, records.slice(0, MOST).map((one) => h("li", {}, row(ctx, one)))));
}
