// packing: which tea, into how many packs of which product, best before when
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { products, taking, where } from "../goods.js";
import { filled } from "../kit/asks.js";
import { field, head, pad, saveButton } from "../parts.js";

const GRAMS = { GRM: 1, KGM: 1000 };
const YEAR = 365 * 864e5;

export default async function pack(ctx) {
  const { say } = ctx;
  const last = ctx.last("pack/1") ?? {};
  const title = head(ctx, say("pack.title"), "bag");
  const tea = taking(ctx, { kinds: ["made"], label: say("pack.which"), many: false });
  if (tea.empty) return [title, h("p", { class: "note" }, say("pack.no_tea"))];
  const product = products(ctx, { label: say("pack.product"), kinds: (each) => Boolean(each.net_content), value: last.product });
  const count = pad({ label: say("pack.count"), unit: say("unit.packs"), value: proposed(ctx, tea, product) });
  const until = field({ label: say("pack.best_before"), type: "date", value: bestBefore(last), min: iso().slice(0, 10) });
  const place = where(ctx, last, say("form.where"));
  const save = () => refused(say, { count, product, place }) ?? ctx.keep("pack/1", body(ctx, { tea, product, count, until, place }));
  return [title, tea, product, count, until, place.tagName ? place : null, saveButton(say("do.save"), save)];
}

function refused(say, { count, product, place }) {
  if (!product.value) return say("pack.no_product");
  if (!count.value || count.value.includes(".")) return say("pack.how_many");
  return place.value ? null : say("form.no_place");
}

function grams(it) {
  return it && GRAMS[it.unit] ? Number(it.value) * GRAMS[it.unit] : null;
}

function contentOf(ctx, product) {
  return grams(ctx.mine.products.find((each) => each.key === product.value)?.net_content);
}

// as many packs as the tea that is left fills
function proposed(ctx, tea, product) {
  const [left, each] = [grams(tea.lots[0]?.left), contentOf(ctx, product)];
  return left && each ? String(Math.floor(left / each + 1e-9)) : "";
}

// as long after packing as last time, otherwise a year
function bestBefore(last) {
  const long = last.best_before ? Date.parse(last.best_before) - Date.parse(last.time) : YEAR;
  return new Date(Date.parse(iso()) + long).toISOString().slice(0, 10);
}

// what went in is what the packs hold
function body(ctx, { tea, product, count, until, place }) {
  const [input] = tea.value;
  const each = contentOf(ctx, product);
  if (each) input.amount = { value: String(Math.round(each * Number(count.value)) / 1000), unit: "KGM" };
  const packs = [{ batch: `/t/${ctx.newCode()}`, amount: { value: count.value, unit: "H87" } }];
  return filled({ time: iso(), place: place.value, inputs: [input], packs, product: product.value, best_before: until.value });
}
