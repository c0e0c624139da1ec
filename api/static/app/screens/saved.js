// "kept on the phone": what was kept, and that it will be sent by itself
import { h, pictogram } from "../dom.js";
import { read } from "../box.js";
import { installer } from "../install.js";
import { door } from "../parts.js";

export default async function saved(ctx) {
  const { say, params } = ctx;
  const record = ctx.practice ? null : await read("records", params.id);
  const refused = ctx.facts.persisted === false;
  const form = record?.form.split("/")[0];
  const sent = record && ["received", "held"].includes(record.state);
  return [
    h("div", { class: "great" }, pictogram(sent ? "sent" : "phone"),
      h("h1", { tabindex: "-1" }, say(ctx.practice ? "saved.practice" : sent ? "saved.sent" : "saved.title")),
      Number(params.n) > 1 && h("p", {}, say("saved.several", { number: params.n })),
      h("p", {}, say(ctx.practice ? "saved.practice_says" : sent ? "saved.sent_says" : "saved.says"))),
    refused && h("p", { class: "note" }, say("saved.not_persisted")),
    h("nav", { class: "doors two" },
      door({ label: say("do.home"), pic: "home", go: "#/home" }),
      installer() && door({ label: say("do.install"), pic: "phone", go: "#/home", onclick: (event) => { event.preventDefault(); installer()(); } }),
      form && door({ label: say("do.again"), pic: "again", go: `#/${form}` })),
  ];
}
