// correcting: which record is wrong, did it not happen or is its number wrong; the first record stays, and no longer counts
import { all } from "../box.js";
import { iso } from "../clock.js";
import { h } from "../dom.js";
import { door, head, pad, picker, saveButton } from "../parts.js";
import { amount, knows, moment } from "../words.js";

const NAMED = { harvest: null, process: "outputs", pack: "packs", ship: "goods", receive: "goods", sell: "goods" };

export default async function correct(ctx) {
  const { say, params } = ctx;
  const title = head(ctx, say("correct.title"), "pen");
  const told = await events(ctx);
  const one = told.find((each) => each.id === params.id);
  if (one) return [title, h("p", { class: "card" }, said(ctx, one)), ...ways(ctx, one)];
  if (!told.length) return [title, h("p", { class: "note" }, say("correct.none"))];
  const go = (each) => `#/correct?id=${encodeURIComponent(each.id)}`;
  return [title, h("p", {}, say("correct.which")), h("nav", { class: "doors one" }, told.slice(0, 30).map((each) => door({ label: said(ctx, each), pic: "pen", go: go(each) })))];
}

// what was recorded here or is shown by the server, the newest first, each with its body where this phone has it
async function events(ctx) {
  const mine = (await all("records")).filter((each) => each.party === ctx.party && each.state !== "aside");
  const here = new Map(mine.map((each) => [each.id, JSON.parse(each.said)]));
  const wrong = new Set([...here.values()].filter((each) => each.form === "correct/1").map((each) => each.body.event));
  const shown = ctx.mine.recent.map((each) => ({ ...each, name: nameOf(each.form), body: here.get(each.id)?.body }));
  const fresh = [...here.values()].filter((each) => !shown.some((one) => one.id === each.id));
  const kept = fresh.map((each) => ({ id: each.id, name: nameOf(each.form), time: each.body.time ?? each.entered, body: each.body }));
  const some = [...kept, ...shown].filter((each) => each.name in NAMED || ["tend", "spray", "note"].includes(each.name));
  return some.filter((each) => !wrong.has(each.id)).sort((a, b) => (a.time < b.time ? 1 : -1));
}

function nameOf(form) {
  return form.split(":").at(-1).split("/")[0];
}

// the amount that a correction would change: the harvest's own, or that of the only batch it names
function amountIn(one) {
  if (!one.body || !(one.name in NAMED)) return undefined;
  const named = NAMED[one.name];
  if (!named) return one.body.amount ?? null;
  return one.body[named]?.length === 1 ? (one.body[named][0].amount ?? null) : undefined;
}

function said(ctx, one) {
  const what = knows(`do.${one.name}`) ? ctx.say(`do.${one.name}`) : one.name;
  const much = amountIn(one) ?? one.amount;
  return [what, moment(one.time), much && amount(much)].filter(Boolean).join(" · ");
}

function ways(ctx, one) {
  const { say } = ctx;
  const much = amountIn(one);
  const options = [{ value: "did_not_occur", label: say("correct.did_not_occur"), pic: "warn" }];
  if (much !== undefined) options.unshift({ value: "incorrect_data", label: say("correct.incorrect_data"), pic: "scale" });
  const number = much === undefined ? null : pad({ label: say("correct.right_number"), value: much?.value ?? "", unit: much?.unit === "H87" ? say("unit.packs") : "kg" });
  const why = picker({ label: say("correct.what"), options, value: options[0].value, onpick: (value) => { if (number) number.hidden = value !== "incorrect_data"; } });
  const save = () => (why.value === "incorrect_data" ? again(ctx, one, number) : declare(ctx, one, "did_not_occur"));
  return [why, number, saveButton(say("do.save"), save)];
}

function declare(ctx, one, reason, corrective) {
  const body = { event: one.id, time: iso(), reason };
  return ctx.keep("correct/1", corrective ? { ...body, corrective: [corrective] } : body);
}

// the same record with the right number first, then the word that the first one is wrong
async function again(ctx, one, number) {
  if (!number.value) return ctx.say("correct.no_number");
  const right = { value: number.value, unit: amountIn(one)?.unit ?? "KGM" };
  const named = NAMED[one.name];
  const body = named ? { ...one.body, [named]: [{ ...one.body[named][0], amount: right }] } : { ...one.body, amount: right };
  const made = await ctx.keep(`${one.name}/1`, body, { stay: true });
  return declare(ctx, one, "incorrect_data", made.at(-1).id);
}
