// a harvest in three taps: plot, kg or unknown, plucking standard, all proposed as last time
import { h } from "../dom.js";
import { iso } from "../clock.js";
import { head, pad, picker, saveButton } from "../parts.js";
import { tagButton } from "../scanned.js";
import { amount } from "../words.js";

const STANDARDS = ["đinh", "tôm nõn", "1 tôm 1 lá", "1 tôm 2 lá", "1 tôm 3 lá", "máy"];

export default async function harvest(ctx) {
  const { say, mine, params } = ctx;
  const [asked, ...others] = (params.plots ?? params.plot ?? "").split(",");
  const last = { ...ctx.last("harvest/1", asked), ...ctx.draft };
  if (!mine.plots.length) return [head(ctx, say("harvest.title"), "leaf"), h("p", {}, say("harvest.no_plots"))];
  const plot = picker({ label: say("harvest.plot"), options: mine.plots.map((each) => choice(ctx, each)), columns: mine.plots.some(isShut) ? "one" : "", value: asked || known(mine, last.place) });
  const plucking = picker({ label: say("harvest.plucking"), options: STANDARDS.map((each) => ({ value: each, label: say(`plucking.${each}`) })), columns: "three", value: last.plucking ?? "1 tôm 2 lá" });
  const weight = pad({ label: say("harvest.weight"), value: last.amount?.value ?? "", said: last.amount?.said, unknown: say("amount.not_weighed") });
  const bound = tagButton(ctx);
  const save = () => {
    if (!plot.value) return say("harvest.which_plot");
    const kept = ctx.keep("harvest/1", body(ctx, { place: plot.value, plucking: plucking.value, much: weight.amount, batch: bound.value }), { stay: others.length > 0 });
    return others.length ? kept.then(() => ctx.go(`#/harvest?plots=${encodeURIComponent(others.join())}`)) : kept;
  };
  const foot = saveButton(say("do.save"), save);
  follow(ctx, foot, { plot, plucking, weight });
  return [head(ctx, say("harvest.title"), "leaf"), plot, weight, plucking, bound, foot];
}

// says above the button what is about to be kept, and keeps a draft of it
function follow(ctx, foot, { plot, plucking, weight }) {
  const told = h("p", { class: "sum", "aria-live": "polite" });
  const tell = () => {
    const place = ctx.mine.plots.find((each) => each.key === plot.value);
    told.textContent = [place && (place.name || place.label), amount(weight.amount), plucking.value && ctx.say(`plucking.${plucking.value}`)].filter(Boolean).join(" · ");
    return { place: plot.value, plucking: plucking.value, amount: weight.amount };
  };
  const sketch = () => ctx.sketch(tell());
  for (const part of [plot, plucking]) part.addEventListener("change", sketch);
  for (const event of ["click", "change"]) weight.addEventListener(event, sketch);
  foot.prepend(told);
  tell();
}

function body(ctx, { place, plucking, much, batch }) {
  const said = { time: iso(), place, batch, plucking };
  const leaf = ctx.mine.products.find((each) => each.kind === "fresh_leaf");
  if (leaf) said.product = leaf.key;
  if (much) said.amount = much;
  return said;
}

function isShut(plot) {
  return plot.closed_until && plot.closed_until > iso().slice(0, 10);
}

function choice({ say }, plot) {
  const warn = isShut(plot) ? say("plot.closed", { date: plot.closed_until.split("-").reverse().slice(0, 2).join("/"), product: plot.closed_by ?? "" }) : null;
  return { value: plot.key, label: plot.name || plot.label, sub: plot.area_m2 ? `${Math.round(plot.area_m2)} m²` : plot.cultivar, warn };
}

function known(mine, place) {
  return mine.plots.some((each) => each.key === place) ? place : mine.plots[0].key;
}
