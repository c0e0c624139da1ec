// Crop protection: product, dose, against what, and how long nothing may be plucked afterwards.
import { h } from "../dom.js";
import { iso } from "../clock.js";
import { field, head, saveButton } from "../parts.js";
import { dayAsked, extras, filled, noPlots, plain, plotsAsked, words } from "../kit/asks.js";

const PESTS = ["leafhopper", "mosquito_bug", "red_mite", "thrips", "blister", "weeds"];

export default async function spray(ctx) {
  const { say, mine } = ctx;
  const title = head(ctx, say("do.spray"), "sprayer");
  if (!mine.plots.length) return [title, ...noPlots()];
  const last = ctx.last("spray/1") ?? {};
  const listed = mine.inputs?.rows ?? [];
  const row = () => listed.find((each) => each.name === product.value);
  const names = listed.length ? listed.map((each) => each.name) : [last.input_name].filter(Boolean);
  const product = words({
    label: say("spray.product"), options: names.map((value) => ({ value, label: value })),
    value: last.input_name, other: say("spray.typed"), onpick: tell,
  });
  const days = field({ label: say("spray.days"), value: last.pre_harvest_interval_days, hint: say("spray.days_hint"), inputmode: "numeric", maxlength: 3, oninput: tell });
  const dose = field({ label: say("spray.dose"), value: last.dose, hint: say("spray.dose_hint"), maxlength: 100 });
  const reason = words({ label: say("spray.reason"), options: PESTS.map((name) => ({ value: say(`pest.${name}`), label: say(`pest.${name}`) })), value: last.reason, other: say("ask.other") });
  const plots = plotsAsked(ctx, { last });
  const day = dayAsked();
  const more = extras({ was: ctx.params.instead ? last : {} });
  const until = h("p", { class: "note", role: "status" });
  function interval() {
    const known = row()?.interval_days;
    return known ?? (/^\d{1,3}$/.test(days.value) ? Number(days.value) : null);
  }
  function tell() {
    days.hidden = row()?.interval_days !== undefined;
    const wait = interval();
    const end = wait === null ? "" : plain(iso(Date.parse(day.time()) + wait * 864e5).slice(0, 10));
    until.textContent = wait === null ? say("spray.unknown") : say("spray.until", { date: end, days: wait });
  }
  day.addEventListener("change", tell);
  tell();
  const save = () => {
    if (!product.value) return say("spray.which");
    if (!plots.value.length) return say("ask.which");
    const body = { time: day.time(), ...said({ row: row(), name: product.value, interval: interval() }), dose: dose.value, reason: reason.value };
    return ctx.keep("spray/1", filled({ ...body, ...more.said() }), { ...more.more(), plots: plots.value });
  };
  return [title, product, days, until, dose, plots, reason, day, more, saveButton(say("do.save"), save)];
}

// Where the interval is from is said with it: the list that the officer loaded, or the label that was read.
function said({ row, name, interval }) {
  const from = interval === null ? null : row ? "list" : "label";
  return { input_name: name, active_ingredient: row?.active_ingredient, registration: row?.registration, pre_harvest_interval_days: interval, interval_from: from };
}
