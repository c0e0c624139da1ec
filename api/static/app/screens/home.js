// today: what to do, what is unsent, what was confirmed, and for whom I work
import { newest } from "../box.js";
import { iso } from "../clock.js";
import { h, pictogram } from "../dom.js";
import { counts } from "../outbox.js";
import { door } from "../parts.js";
import { isSending } from "../send.js";
import { row } from "../told.js";

const DOORS = [
  ["process", "wok"], ["pack", "bag"], ["tend", "hoe"], ["spray", "sprayer"], ["ship", "truck"], ["receive", "handover"],
  ["sell", "money"], ["note", "camera"], ["plots", "map"], ["plants", "plant"], ["confirm", "tick"], ["correct", "pen"], ["weigh", "scale"],
];
const BUYERS = ["officer", "helper", "operator"];
const FEW = 5;
const WEEK = 7 * 864e5;

export default async function home(ctx) {
  const { say } = ctx;
  const day = iso().slice(0, 10);
  const [tally, latest] = await Promise.all([counts(), newest(FEW, (one) => one.party === ctx.party)]);
  const today = latest.filter((one) => iso(one.at).slice(0, 10) === day);
  return [
    top(ctx),
    tally.invalid ? h("a", { class: "bar warn", href: "#/outbox" }, pictogram("warn"), say("home.needs", { number: tally.invalid })) : null,
    !ctx.practice && (tally.waiting || !tally.invalid) && unsent(ctx, tally),
    todo(ctx),
    h("nav", { class: "doors", "aria-label": say("home.title") },
      door({ label: say("do.harvest"), pic: "leaf", go: "#/harvest", class: "door main" }),
      DOORS.filter(([name]) => name !== "weigh" || ctx.practice || BUYERS.includes(ctx.me?.role)).map(([name, pic]) => door({ label: say(`do.${name}`), pic, go: `#/${name}`, badge: name === "confirm" ? unconfirmed(ctx).length : 0 }))),
    !ctx.practice && today.length ? [h("h2", {}, say("home.today")), h("ul", { class: "rows" }, today.map((one) => h("li", {}, row(ctx, one))))] : null,
  ];
}

function top(ctx) {
  const { say, all, me } = ctx;
  const household = all.households.find((each) => each.party === ctx.party);
  const label = household?.label ?? me?.label ?? say("home.nobody");
  const many = me && (all.households.length > 1 || ["helper", "officer"].includes(me.role));
  const name = h("h1", { tabindex: "-1" }, many && ctx.party !== me.party && h("small", {}, say("home.for")), label);
  return h("header", { class: "top" },
    many ? h("a", { class: "whom", href: "#/choose", "aria-label": say("choose.title") }, pictogram("people"), name, pictogram("down")) : name,
    h("a", { class: "gear", href: "#/settings", "aria-label": say("settings.title") }, pictogram("gear")));
}

function unsent({ say }, tally) {
  const [kind, text] = tally.waiting ? ["waits", say(isSending() ? "home.sending" : "home.waiting", { number: tally.waiting })] : ["done", say("home.sent")];
  return h("a", { class: `state ${kind}`, href: "#/outbox" }, pictogram(tally.waiting ? "phone" : "sent"), h("span", {}, text, tally.held ? h("small", {}, say("home.held", { number: tally.held })) : null));
}

// entered by somebody else for this household, and neither confirmed nor disputed yet
function unconfirmed(ctx) {
  return ctx.mine.recent.filter((each) => each.entered_for && !each.confirmed?.length && !each.disputed?.length);
}

// what the household, or somebody for it, has confirmed lately
function confirmed(ctx) {
  return ctx.mine.recent.filter((each) => each.confirmed?.length && Date.parse(each.time) > Date.now() - WEEK).length;
}

function todo(ctx) {
  const { say, mine } = ctx;
  const shut = mine.plots.filter((plot) => plot.closed_until && plot.closed_until > iso().slice(0, 10));
  const open = unconfirmed(ctx).length;
  const done = confirmed(ctx);
  return [
    ...shut.slice(0, 2).map((plot) => h("p", { class: "note" }, h("b", {}, plot.name || plot.label), ": ", say("plot.closed", { date: plot.closed_until.split("-").reverse().slice(0, 2).join("/"), product: plot.closed_by ?? "" }))),
    open && ctx.me?.role === "recorder" ? h("a", { class: "bar ask", href: "#/confirm" }, pictogram("tick"), say("home.unconfirmed", { number: open })) : null,
    done ? h("p", { class: "state done" }, pictogram("tick"), say("home.confirmed", { number: done })) : null,
  ];
}
