// the collecting point: whose leaf, how many kilograms, next; slips and the totals of the day
import { fact, setFacts } from "../box.js";
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { where } from "../goods.js";
import { filled } from "../kit/asks.js";
import { sameKey } from "../mine.js";
import { field, head, pad, saveButton } from "../parts.js";
import { scanButton } from "../scanned.js";
import { number } from "../words.js";

export default async function weigh(ctx) {
  const { say } = ctx;
  const title = head(ctx, say("weigh.title"), "scale");
  const place = where(ctx, ctx.last("receive/1"), say("weigh.where"));
  const households = ctx.all.households.filter((each) => each.party !== ctx.me?.party);
  if (!households.length || !place.value) return [title, h("p", { class: "note" }, say("weigh.nobody"))];
  const day = `weighed:${iso().slice(0, 10)}`;
  const slips = (await fact(day)) ?? [];
  const kg = pad({ label: say("weigh.kg"), units: false });
  const whose = chooser(ctx, households);
  const total = h("section", { class: "card", role: "status" });
  tell(ctx, total, slips);
  const next = async () => {
    const household = whose.chosen();
    if (!household) return say("weigh.whose");
    if (!kg.value) return say("weigh.how_much");
    const code = await record(ctx, { household, kg: kg.value, place: place.value });
    slips.unshift({ party: household.party, label: household.label, kg: kg.value, at: iso(), code });
    await setFacts({ [day]: slips });
    whose.clear();
    kg.clear();
    return tell(ctx, total, slips);
  };
  return [title, place.tagName ? place : null, whose, kg, saveButton(say("weigh.next"), next), total];
}

// whose leaf: a card is scanned, or a few digits of the household's number find it
function chooser(ctx, households) {
  const { say } = ctx;
  let one = null;
  const found = h("div", { class: "tiles" });
  const typed = field({ label: say("weigh.household"), inputmode: "numeric", placeholder: "017" });
  const choose = (household) => {
    one = household;
    typed.value = household?.label ?? "";
    found.replaceChildren();
  };
  typed.input.addEventListener("input", () => {
    one = null;
    const some = households.filter((each) => typed.value && each.label.toLowerCase().includes(typed.value.toLowerCase()));
    if (some.length === 1) one = some[0];
    found.replaceChildren(...some.slice(0, 4).map((each) => h("button", { type: "button", class: "plain", onclick: () => choose(each) }, each.label)));
  });
  const scan = scanButton({ label: say("weigh.scan"), wanted: ["card"], onread: ({ card }) => choose(households.find((each) => each.cards?.includes(card)) ?? null) });
  const box = h("div", {}, typed, found, scan);
  return Object.assign(box, { chosen: () => one, clear: () => choose(null) });
}

// the leaf that the household recorded today is received; where it recorded none, its harvest is recorded for it first
async function record(ctx, { household, kg, place }) {
  const amount = { value: kg, unit: "KGM" };
  const known = ctx.all.lots.find((lot) => sameKey(lot.party, household.party) && lot.kind === "fresh" && !lot.weighed && lot.made.slice(0, 10) === iso().slice(0, 10));
  const batch = known?.key ?? `/t/${ctx.newCode()}`;
  if (known) known.weighed = true;
  else await harvested(ctx, household, { batch, amount });
  const goods = [{ batch, amount }];
  await ctx.keep("receive/1", { time: iso(), place, goods, other_party: household.party }, { stay: true, party: ctx.me.party });
  return batch.split("/").at(-1);
}

function harvested(ctx, household, { batch, amount }) {
  const plot = ctx.all.plots.find((each) => sameKey(each.party, household.party));
  const leaf = ctx.all.products.find((each) => each.kind === "fresh_leaf");
  const body = filled({ time: iso(), place: plot?.key, batch, amount, product: leaf?.key });
  if (!plot) throw new Error(ctx.say("weigh.no_plot", { label: household.label }));
  return ctx.keep("harvest/1", body, { stay: true, party: household.party });
}

function tell({ say }, box, slips) {
  const sum = Math.round(slips.reduce((all, each) => all + Number(each.kg), 0) * 1000) / 1000;
  const households = new Set(slips.map((each) => each.party)).size;
  const lines = slips.slice(0, 60).map((each) => h("li", {}, h("b", {}, each.label), ` · ${number(each.kg)} kg · ${each.at.slice(11, 16)} · …${each.code.slice(-4)}`));
  box.replaceChildren(h("h2", {}, say("weigh.today", { kg: number(sum), households: number(households), times: number(slips.length) })), h("ul", { class: "rows" }, lines));
}
