// what others entered in my name: is it so, or is it not
import { iso } from "../clock.js";
import { h, pictogram } from "../dom.js";
import { codeOf, sameKey } from "../mine.js";
import { door, field, head } from "../parts.js";
import { amount, knows, moment } from "../words.js";

export default async function confirm(ctx) {
  const { say } = ctx;
  const open = ctx.mine.recent.filter((each) => waits(ctx, each));
  const list = h("ul", { class: "rows" }, open.map((each) => item(ctx, each)));
  const none = h("p", { class: "note" }, say("confirm.none"));
  return [head(ctx, say("confirm.title"), "tick"), open.length ? h("p", {}, say("confirm.how")) : none, list, open.length ? null : door({ label: say("do.home"), pic: "home", go: "#/home" })];
}

// entered by somebody else for this party, and neither confirmed nor disputed by it yet
function waits(ctx, each) {
  const said = [...(each.confirmed ?? []), ...(each.disputed ?? [])];
  return each.entered_for && !said.some((party) => sameKey(party, ctx.party));
}

function item(ctx, each) {
  const { say } = ctx;
  const name = each.form.split(":").at(-1).split("/")[0];
  const plot = ctx.mine.plots.find((one) => each.about.some((key) => sameKey(key, one.key)));
  const by = ctx.all.parties.find((one) => sameKey(one.party, each.by_party))?.label;
  const box = h("li", { class: "card" },
    h("b", {}, knows(`do.${name}`) ? say(`do.${name}`) : name), h("span", {}, ` · ${moment(each.time)}`),
    h("p", {}, [plot?.name ?? plot?.label, each.amount && amount(each.amount)].filter(Boolean).join(" · ") || `…${codeOf(each.id).slice(-4)}`),
    h("small", {}, by ? say("confirm.by", { by }) : say("confirm.by_helper")));
  box.append(buttons(ctx, each, box));
  return box;
}

function buttons(ctx, each, box) {
  const { say } = ctx;
  const yes = h("button", { class: "yes", type: "button", onclick: () => keep("confirm/1", {}) }, pictogram("tick"), say("confirm.yes"));
  const no = h("button", { class: "nope", type: "button", onclick: () => why() }, pictogram("warn"), say("confirm.no"));
  const row = h("div", { class: "pair" }, yes, no);
  const keep = async (form, more) => {
    await ctx.keep(form, { about: each.id, time: iso(), ...more }, { stay: true });
    box.replaceChildren(h("p", { class: "like" }, say(form === "confirm/1" ? "confirm.confirmed" : "confirm.disputed")));
  };
  const why = () => {
    const reason = field({ label: say("confirm.why"), maxlength: 500 });
    row.replaceChildren(reason, h("button", { class: "save", type: "button", onclick: () => keep("dispute/1", reason.value ? { reason: reason.value } : {}) }, say("confirm.send")));
    reason.input.focus();
  };
  return row;
}
