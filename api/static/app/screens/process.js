// making tea: which leaf goes in, how much tea comes out; one making may take the leaf of a whole session
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { kilograms, products, taking, where } from "../goods.js";
import { filled } from "../kit/asks.js";
import { head, pad, saveButton } from "../parts.js";
import { tagButton } from "../scanned.js";
import { amount, number } from "../words.js";

const LEAST = 3.6;
const MOST = 8;

export default async function process(ctx) {
  const { say } = ctx;
  const last = ctx.last("process/1") ?? {};
  const title = head(ctx, say("process.title"), "wok");
  const leaf = taking(ctx, { kinds: ["fresh"], label: say("process.which"), chosen: ofToday(ctx) });
  if (leaf.empty) return [title, h("p", { class: "note" }, say("process.no_leaf"))];
  const hint = h("p", { class: "note", role: "status", hidden: true });
  const warn = (kg) => tell(hint, doubt(say, kilograms(leaf.value), kg));
  const made = pad({ label: say("process.made"), unknown: say("amount.not_weighed"), onchange: (kg) => warn(kg) });
  leaf.addEventListener("change", () => warn(made.value));
  const tea = products(ctx, { label: say("process.product"), kinds: (each) => each.kind !== "fresh_leaf", value: last.product });
  const place = where(ctx, last, say("form.where"));
  const bound = tagButton(ctx);
  const save = () => refused(say, leaf, place) ?? ctx.keep("process/1", body({ leaf, made, tea, place, bound }));
  const like = last.outputs && h("p", { class: "like" }, say("form.like_last", { amount: amount(last.outputs[0].amount) }));
  return [title, like, leaf, made, hint, tea, place.tagName ? place : null, bound, saveButton(say("do.save"), save)];
}

// the leaf of today, or the last lot there is
function ofToday({ mine }) {
  const fresh = mine.lots.filter((lot) => lot.kind === "fresh");
  const today = fresh.filter((lot) => new Date(lot.made).toDateString() === new Date().toDateString());
  return (today.length ? today : fresh.slice(0, 1)).map((lot) => lot.key);
}

function refused(say, leaf, place) {
  if (!leaf.value.length) return say("process.choose");
  return place.value ? null : say("form.no_place");
}

// a ratio that no tea has is asked about and never refused
function doubt(say, fresh, made) {
  if (!fresh || !made) return null;
  const ratio = fresh / Number(made);
  return ratio < LEAST || ratio > MOST ? say("process.doubt", { fresh: number(fresh), made: number(made) }) : null;
}

function tell(hint, text) {
  hint.textContent = text ?? "";
  hint.hidden = !text;
}

function body({ leaf, made, tea, place, bound }) {
  const output = { batch: bound.value };
  if (made.value) output.amount = made.amount;
  return filled({ time: iso(), place: place.value, step: "making", inputs: leaf.value, outputs: [output], product: tea.value });
}
