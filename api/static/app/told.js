// tells a record in words: what it is, how much, where, and how it stands
import { h, pictogram } from "./dom.js";
import { codeOf, sameKey } from "./mine.js";
import { isSending } from "./send.js";
import { amount, knows, language, moment, say } from "./words.js";

const PICTURES = { harvest: "leaf", process: "wok", pack: "bag", repack: "bag", tend: "hoe", spray: "sprayer", ship: "truck", sell: "money", receive: "handover", note: "camera", plant: "plant", place: "map", confirm: "tick", correct: "pen" };
const STATE_PICTURES = { waiting: "phone", received: "sent", held: "hold", invalid: "warn", aside: "box" };

export function nameOf(form) {
  return form.split("/")[0];
}

export function pictureOf(form) {
  return PICTURES[nameOf(form)] ?? "file";
}

export function stateOf(record, sending) {
  const state = sending && record.state === "waiting" ? "sending" : record.state;
  return { pic: STATE_PICTURES[record.state], text: say(`state.${state}`), says: say(`state.${state}_says`) };
}

export function titleOf(form) {
  const name = nameOf(form);
  return knows(`did.${name}`) ? say(`did.${name}`) : name;
}

// "25 kg · Nương A": what tells one record from the next
export function gistOf(record, mine) {
  const { body } = JSON.parse(record.said);
  const goods = [body, ...(body.outputs ?? body.packs ?? body.goods ?? [])].find((each) => each.amount);
  return [goods && amount(goods.amount), placeName(body.place, mine), body.input_name ?? body.name].filter(Boolean).join(" · ");
}

export function placeName(key, mine) {
  if (!key) return null;
  const plot = [...mine.plots, ...mine.places].find((each) => sameKey(each.key, key));
  return plot ? (plot.name || plot.label) : codeOf(key);
}

// name and value of everything that was said, in words where there are some
export function facts(record, mine, households) {
  const { body, party, entered, device, seq, visit } = JSON.parse(record.said);
  const whose = households.find((each) => sameKey(each.party, party))?.label;
  const said = Object.entries(body).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [knows(`field.${name}`) ? say(`field.${name}`) : name, valueOf(name, value, mine)]);
  return [
    whose && [say("field.party"), whose],
    ...said,
    [say("field.entered"), moment(entered)],
    visit && [say("field.visit"), moment(visit.at)],
    [say("field.number"), `${seq} · ${device.slice(0, 12)}`],
  ].filter(Boolean);
}

function valueOf(name, value, mine) {
  if (name === "time") return moment(value);
  if (name === "place") return placeName(value, mine);
  if (name === "photos") return String(value.length);
  if (name === "voice") return "✓";
  if (value?.unit) return amount(value);
  if (Array.isArray(value)) return value.map((each) => (each.batch ? `${codeOf(each.batch)} ${amount(each.amount)}` : typeof each === "object" ? JSON.stringify(each) : each)).join(", ");
  const product = name === "product" && mine.products.find((each) => sameKey(each.key, value));
  if (product) return product.names[language()] ?? product.names.vi;
  if (typeof value === "string" && value.includes("/t/")) return codeOf(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// a record as a line of a list
export function row(ctx, one) {
  const { pic, text } = stateOf(one, isSending());
  return h("a", { class: "row", href: `#/record?id=${encodeURIComponent(one.id)}` },
    pictogram(pictureOf(one.form)),
    h("span", {}, h("b", {}, titleOf(one.form)), h("small", {}, gistOf(one, ctx.all)), h("small", {}, moment(one.at ?? one.entered))),
    h("span", { class: `tag ${one.state}` }, pictogram(pic), text));
}
