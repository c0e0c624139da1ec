// goods as choices: which lots, how much of each is taken, where it happens and who is at the other end
import { h } from "./dom.js";
import { codeOf, sameKey } from "./mine.js";
import { pad, picker } from "./parts.js";
import { amount, language, moment, say } from "./words.js";

const PICTURES = { fresh: "leaf", made: "wok", packs: "bag", other: "bag" };

// a product's name as the reader knows it
export function nameOf(product) {
  return product ? (product.names[language()] ?? product.names.vi ?? Object.values(product.names)[0]) : null;
}

// the last four characters of a code: what people say to each other
export function tag(key) {
  return codeOf(key).slice(-4);
}

function option(mine, lot) {
  const product = mine.products.find((each) => sameKey(each.key, lot.product ?? ""));
  const label = nameOf(product) ?? say(`kind.${lot.kind}`);
  return { value: lot.key, label: `${label} · ${amount(lot.left)}`, sub: `${moment(lot.made)} · …${tag(lot.key)}`, pic: PICTURES[lot.kind] };
}

// lots and how much is taken of them: all that is left, unless one lot is chosen and another weight typed
export function taking(ctx, { kinds, label, how, many = true, chosen }) {
  const lots = ctx.mine.lots.filter((lot) => kinds.includes(lot.kind));
  const keys = chosen ?? lots.slice(0, 1).map((lot) => lot.key);
  const some = h("div", {});
  const draw = () => some.replaceChildren(...amountOf(how, lots.filter((lot) => which.value?.includes(lot.key))));
  const which = picker({ label, options: lots.map((lot) => option(ctx.mine, lot)), value: many ? keys : keys[0], many, columns: "one", onpick: draw });
  const box = h("div", {}, which, some);
  const taken = () => lots.filter((lot) => [which.value].flat().includes(lot.key));
  Object.defineProperty(box, "value", { get: () => taken().map((lot) => part(lot, some.firstChild?.value, some.firstChild?.amount)) });
  Object.defineProperty(box, "lots", { get: taken });
  box.empty = lots.length === 0;
  draw();
  return box;
}

function amountOf(how, lots) {
  if (!how || lots.length !== 1) return [];
  const [lot] = lots;
  const unit = lot.left?.unit === "H87" ? say("unit.packs") : "kg";
  return [pad({ label: how, value: lot.left?.value ?? "", unit, unknown: lot.left?.unit === "H87" ? null : say("amount.not_weighed") })];
}

// one part of goods as a form has it; without a number nobody weighed it
export function part(lot, typed, said) {
  const unit = lot.left?.unit ?? "KGM";
  const value = typed === undefined ? lot.left?.value : typed;
  return value ? { batch: lot.key, amount: said?.said ? said : { value: String(value), unit } } : { batch: lot.key };
}

// kilograms that are taken in all, null where one is not weighed
export function kilograms(goods) {
  const each = goods.map((one) => (one.amount ? Number(one.amount.value) * ({ KGM: 1, GRM: 0.001 }[one.amount.unit] ?? NaN) : NaN));
  const sum = Math.round(each.reduce((one, other) => one + other, 0) * 1000) / 1000;
  return Number.isNaN(sum) ? null : sum;
}

// where it happens: as last time, else a factory or store, else the plot the goods came from; asked only where there is a choice
export function where(ctx, last, label) {
  const places = ctx.mine.places.length ? ctx.mine.places : ctx.mine.plots;
  const value = places.find((each) => each.key === last?.place)?.key ?? places[0]?.key ?? null;
  if (places.length < 2) return { value };
  const options = places.map((each) => ({ value: each.key, label: each.name ?? each.label, pic: "home" }));
  return picker({ label, options, value });
}

// who is at the other end; nobody is a choice where `nobody` says how that is called
export function whom(ctx, { label, value, nobody }) {
  const known = ctx.mine.parties.filter((each) => !sameKey(each.party, ctx.party));
  const options = known.map((each) => ({ value: each.party, label: each.label, sub: say(`party.${each.kind}`), pic: "handover" }));
  if (nobody) options.unshift({ value: "", label: nobody, pic: "money" });
  const last = options.some((each) => each.value === value) ? value : options[0]?.value;
  return picker({ label, options, value: last, columns: "one" });
}

// products of some kinds; the one of last time first
export function products(ctx, { label, kinds, value }) {
  const some = ctx.mine.products.filter((each) => kinds(each));
  const options = some.map((each) => ({ value: each.key, label: nameOf(each), sub: each.net_content ? amount(each.net_content) : null, pic: "bag" }));
  return picker({ label, options, columns: "one", value: options.some((each) => each.value === value) ? value : options[0]?.value });
}
