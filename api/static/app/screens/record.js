// one record: what was said, how it stands, its receipt, and what can be done with it
import { read } from "../box.js";
import { h, pictogram } from "../dom.js";
import { setAside } from "../outbox.js";
import { door, head } from "../parts.js";
import { isSending } from "../send.js";
import { facts, nameOf, pictureOf, stateOf, titleOf } from "../told.js";
import { knows, moment } from "../words.js";

export default async function record(ctx) {
  const { say, params } = ctx;
  const one = await read("records", params.id);
  if (!one) return [head(ctx, say("record.gone"), "file")];
  const { pic, text, says } = stateOf(one, isSending());
  return [
    head(ctx, titleOf(one.form), pictureOf(one.form)),
    h("p", { class: `state ${one.state}` }, pictogram(pic), h("span", {}, h("b", {}, text), h("small", {}, says))),
    one.problem && one.state !== "received" && h("div", { class: "no" }, h("p", {}, reason(say, one.problem)), h("pre", {}, `${one.problem.title}: ${one.problem.detail ?? ""}`)),
    one.replaced && h("p", {}, h("a", { href: `#/record?id=${encodeURIComponent(one.replaced)}` }, say("record.replaced"))),
    h("dl", {}, facts(one, ctx.all, ctx.all.households).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    receipt(say, one),
    h("nav", { class: "doors one" }, doors(ctx, one)),
  ];
}

function reason(say, problem) {
  const key = `why.${(problem.title ?? "").toLowerCase().replace(/\W+/g, "_")}`;
  return knows(key) ? say(key) : say("why.other");
}

function receipt(say, { receipt: it, sha256 }) {
  if (!it) return null;
  const lines = [["receipt.received", moment(it.received)], ["receipt.hash", sha256], ["receipt.key", it.key_id], ["receipt.signature", it.signature]];
  return h("details", { class: "receipt" }, h("summary", {}, pictogram("tick"), say("receipt.title")), h("dl", { class: "code" }, lines.map(([key, value]) => [h("dt", {}, say(key)), h("dd", {}, value)])));
}

function doors(ctx, one) {
  const { say } = ctx;
  const move = (aside) => async (event) => {
    event.preventDefault();
    await setAside(one.id, aside);
    ctx.go("#/outbox");
  };
  const open = !one.replaced && ["invalid", "aside"].includes(one.state);
  return [
    open && door({ label: say("record.correct"), sub: say("record.correct_says"), pic: "pen", go: `#/${nameOf(one.form)}?instead=${encodeURIComponent(one.id)}` }),
    open && door({ label: say("record.again"), pic: "again", go: "#/outbox", onclick: move(false) }),
    one.state === "invalid" && door({ label: say("record.aside"), sub: say("record.aside_says"), pic: "box", go: "#/outbox", onclick: move(true) }),
    one.state === "received" && door({ label: say("record.declare"), pic: "pen", go: `#/correct?id=${encodeURIComponent(one.id)}` }),
  ];
}
