// today: what to do, what is unsent, what was confirmed, and for whom I work
import { counts } from "../outbox.js";
import { h, pictogram } from "../dom.js";
import { door } from "../parts.js";

const DOORS = [
  ["harvest", "leaf"], ["process", "wok"], ["pack", "bag"], ["tend", "hoe"], ["spray", "sprayer"], ["ship", "truck"],
  ["sell", "money"], ["receive", "handover"], ["weigh", "scale"], ["note", "camera"], ["confirm", "tick"], ["plots", "map"],
];

export default async function home(ctx) {
  const { say } = ctx;
  const tally = await counts();
  const needs = tally.invalid;
  return [
    h("header", { class: "top" },
      h("h1", { tabindex: "-1" }, who(ctx)),
      h("a", { class: "gear", href: "#/settings", "aria-label": say("settings.title") }, pictogram("gear"))),
    unsent(ctx, tally),
    needs ? h("a", { class: "bar warn", href: "#/outbox" }, pictogram("warn"), say("home.needs", { number: needs })) : null,
    h("nav", { class: "doors", "aria-label": say("home.title") }, DOORS.map(([name, pic]) => door({ label: say(`do.${name}`), pic, go: `#/${name}` }))),
  ];
}

function who(ctx) {
  if (!ctx.me) return ctx.say("home.nobody");
  const household = ctx.all.households.find((each) => each.party === ctx.party);
  return household?.label ?? ctx.me.label;
}

function unsent({ say }, tally) {
  const [kind, text] = tally.waiting ? ["waits", say("home.waiting", { number: tally.waiting })] : ["done", say("home.sent")];
  return h("a", { class: `state ${kind}`, href: "#/outbox" }, pictogram(tally.waiting ? "phone" : "tick"), text);
}
