// a helper's visit: the household's card is shown, and for thirty minutes she records for it, visibly
import { h, pictogram } from "../dom.js";
import { door, field, head, picker, saveButton } from "../parts.js";
import { draw, holdCard, takeCard } from "../router.js";
import { scanCard } from "../scancard.js";
import { beginVisit, endVisit, readCard } from "../session.js";

export default async function visit(ctx) {
  return ctx.visit ? running(ctx) : beginning(ctx);
}

function running(ctx) {
  const { say, visit: on } = ctx;
  const left = Math.ceil((on.until - Date.now()) / 60000);
  const end = async () => { await endVisit(); ctx.go("#/choose"); };
  return [head(ctx, say("visit.title"), "card"),
    h("div", { class: "great" }, pictogram("people"), h("h2", {}, on.label), h("p", {}, say("visit.left", { minutes: left }))),
    h("nav", { class: "doors one" }, door({ label: say("visit.record"), pic: "leaf", go: "#/home" })),
    h("button", { class: "plain", type: "button", onclick: end }, say("visit.end"))];
}

function beginning(ctx) {
  const { say, all } = ctx;
  const shown = takeCard() ?? null;
  const known = shown && all.households.find((each) => each.cards?.includes(shown.card));
  if (known) return begun(ctx, known, shown);
  const whose = picker({ label: say("visit.whose"), options: all.households.map((each) => ({ value: each.party, label: each.label, pic: "home" })), value: ctx.params.party ?? (ctx.party !== ctx.me?.party ? ctx.party : null) });
  const code = field({ label: say("signin.type"), class: "code", autocapitalize: "characters", spellcheck: "false" });
  const begin = async () => {
    const card = shown ?? readCard(code.value);
    const household = all.households.find((each) => each.party === whose.value);
    if (!household) return say("visit.which");
    if (!card) return say("signin.not_whole");
    if (household.cards && !household.cards.includes(card.card)) return say("visit.other_card");
    return start(ctx, household, card);
  };
  return [head(ctx, say("visit.title"), "card"), h("p", {}, say("visit.says")), whose,
    shown ? h("p", { class: "state done" }, pictogram("tick"), say("visit.card_shown")) : [h("button", { class: "plain", type: "button", onclick: () => look(ctx) }, pictogram("scan"), say("signin.scan")), code],
    saveButton(say("visit.begin"), begin)];
}

async function look(ctx) {
  const card = await scanCard(ctx.say("signin.scan"));
  if (!card) return;
  holdCard(card);
  draw();
}

function begun(ctx, household, card) {
  start(ctx, household, card);
  return head(ctx, household.label, "card");
}

async function start(ctx, { party, label }, card) {
  await beginVisit({ party, label, ...card });
  ctx.go("#/home");
}
