// a helper's visit: the household's card is shown, and for thirty minutes she records for it, visibly
import { h, pictogram } from "../dom.js";
import { uuid7 } from "../ids.js";
import { door, field, head, picker, saveButton } from "../parts.js";
import { draw, holdCard, takeCard } from "../router.js";
import { scanCard } from "../scancard.js";
import { ask } from "../send.js";
import { beginVisit, endVisit, proved, readCard } from "../session.js";

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

async function beginning(ctx) {
  const { say, all } = ctx;
  const shown = takeCard();
  const known = shown && (await whose(ctx, shown));
  if (known) {
    await start(ctx, known, shown);
    return head(ctx, known.label, "card");
  }
  const household = picker({ label: say("visit.whose"), options: all.households.map((each) => ({ value: each.party, label: each.label, pic: "home" })), value: ctx.params.party ?? (ctx.party !== ctx.me?.party ? ctx.party : null) });
  const code = field({ label: say("signin.type"), class: "code", autocapitalize: "characters", spellcheck: "false" });
  const begin = () => chosen(ctx, { household: household.value, card: shown ?? readCard(code.value) });
  return [head(ctx, say("visit.title"), "card"), h("p", {}, say("visit.says")),
    shown ? h("p", { class: "state done" }, pictogram("tick"), say("visit.card_shown")) : h("nav", { class: "doors one" }, h("button", { class: "door main", type: "button", onclick: () => look(ctx) }, pictogram("scan"), say("signin.scan"))),
    household, !shown && code, saveButton(say("visit.begin"), begin)];
}

// whose card it is, as the phone knows it; a card given since then, as the server says
async function whose({ all }, card) {
  const known = all.households.find((each) => each.cards?.includes(card.card));
  if (known) return known;
  const id = uuid7();
  const visit = { id, ...(await proved(card, id)) };
  const answer = visit.proof && (await ask("POST", "/api/v1/visits", { body: JSON.stringify(visit), type: "application/json" }));
  return answer?.status === 200 ? answer.json().catch(() => null) : null;
}

async function chosen(ctx, { household, card }) {
  const { say, all } = ctx;
  const one = all.households.find((each) => each.party === household);
  if (!one) return say("visit.which");
  if (!card) return say("signin.not_whole");
  if (all.households.some((each) => each !== one && each.cards?.includes(card.card))) return say("visit.other_card");
  return start(ctx, one, card);
}

async function look(ctx) {
  const card = await scanCard(ctx.say("signin.scan"));
  if (!card) return;
  holdCard(card);
  draw();
}

async function start(ctx, { party, label }, card) {
  await beginVisit({ party, label, ...card });
  ctx.go("#/home");
}
