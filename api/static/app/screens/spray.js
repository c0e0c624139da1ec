// Crop protection: product, dose, against what, and how long nothing may be plucked afterwards.
import { h } from "../dom.js";
import { iso } from "../clock.js";
import { field, head, saveButton } from "../parts.js";
import { dayAsked, extras, filled, noPlots, plain, plotsAsked, selected, words } from "../kit/asks.js";
import { listed } from "../kit/inputs.js";
import { heard, SIGNS } from "../kit/units.js";

const PESTS = ["leafhopper", "mosquito_bug", "red_mite", "thrips", "blister", "weeds"];
const OF = ["MLT", "GRM", "LTR", "KGM"];
// On what a dose is meant: an amount of land or of water.
const PER = { tank: ["16", "LTR"], sao: ["1", "sào Bắc Bộ"], hectare: ["1", "HAR"], litre: ["1", "LTR"] };

export default async function spray(ctx) {
  const { say, mine } = ctx;
  const title = head(ctx, say("do.spray"), "sprayer");
  if (!mine.plots.length) return [title, ...noPlots()];
  const last = ctx.last("spray/1") ?? {};
  const plots = plotsAsked(ctx, { last });
  const day = dayAsked();
  const product = listed({ rows: mine.inputs?.rows ?? [], last, fits: fitting(ctx, { plots, day }), onpick: tell });
  const days = field({ label: say("spray.days"), value: last.interval_from === "list" ? "" : last.pre_harvest_interval_days, hint: say("spray.days_hint"), inputmode: "numeric", maxlength: 3, oninput: tell });
  const dose = doseAsked(say, last);
  const reason = words({ label: say("spray.reason"), options: PESTS.map((name) => ({ value: say(`pest.${name}`), label: say(`pest.${name}`) })), value: last.reason, other: say("ask.other") });
  const more = extras({ was: ctx.params.instead ? last : {} });
  const until = h("p", { class: "note", role: "status" });
  const interval = () => {
    const text = product.row?.interval_days || days.value;
    return /^\d{1,3}$/.test(text) ? Number(text) : null;
  };
  function tell() {
    days.hidden = Boolean(product.row?.interval_days);
    dose.hint(product.row);
    const wait = interval();
    const end = wait === null ? "" : plain(iso(Date.parse(day.time()) + wait * 864e5).slice(0, 10));
    until.textContent = wait === null ? say("spray.unknown") : say("spray.until", { date: end, days: wait });
  }
  day.addEventListener("change", tell);
  tell();
  const save = () => {
    if (!product.value) return say("spray.which");
    if (!plots.value.length) return say("ask.which");
    if (dose.wrong()) return say("spray.which_dose");
    const body = { time: day.time(), ...said(product, interval()), ...dose.said(), reason: reason.value, ...more.said() };
    return ctx.keep("spray/1", filled(body), { ...more.more(), plots: plots.value });
  };
  return [title, plots, product, days, until, dose, reason, day, more, saveButton(say("do.save"), save)];
}

// Where the interval is from is said with it: the list that the officer loaded, or the label that was read.
function said({ row, value }, interval) {
  const from = interval === null ? null : row?.interval_days ? "list" : "label";
  return {
    input: row?.row, input_name: value, active_ingredient: row?.active_ingredients, registration: row?.registration,
    pre_harvest_interval_days: interval, interval_from: from,
  };
}

// Whether a row of the list is for what grows there, on that day.
function fitting({ mine }, { plots, day }) {
  const tea = (crop) => (/^(chè|trà|tea|camellia sinensis)$/i.test(crop) ? "chè" : crop.toLowerCase());
  return ({ crops, valid_from: from, valid_until: until }) => {
    const on = day.time().slice(0, 10);
    const grown = mine.plots.filter((each) => plots.value.includes(each.key)).map((each) => tea(each.crop || "chè"));
    const suits = crops.split("; ").map(tea);
    return from <= on && (!until || on <= until) && grown.every((crop) => suits.includes(crop));
  };
}

// How much of the product, on how much land or in how much water, as last time.
function doseAsked(say, last) {
  const was = Object.keys(PER).find((name) => PER[name].join() === [last.dose_per?.value, last.dose_per?.unit].join());
  const amount = field({ label: say("spray.dose"), value: last.dose_amount?.value?.replace(".", say("form.comma")), inputmode: "decimal", maxlength: 9 });
  const of = selected({ label: say("spray.dose_of"), options: OF.map((value) => ({ value, label: SIGNS[value] })), value: last.dose_amount?.unit ?? "MLT" });
  const per = selected({ label: say("spray.dose_per"), options: Object.keys(PER).map((value) => ({ value, label: say(`per.${value}`) })), value: was ?? "tank" });
  const told = h("small", {});
  const box = h("div", { class: "dose" }, amount, of, per, told);
  const read = () => heard(`${amount.value} kg`)?.value;
  box.wrong = () => amount.value && !Number(read());
  box.hint = (row) => {
    told.textContent = row?.dose_most ? say("spray.dose_hint", { least: row.dose_least, most: row.dose_most, of: row.dose_unit, per: row.dose_per }) : "";
  };
  box.said = () => {
    if (!amount.value) return {};
    const [value, unit] = PER[per.value];
    return { dose_amount: { value: read(), unit: of.value }, dose_per: { value, unit } };
  };
  return box;
}
