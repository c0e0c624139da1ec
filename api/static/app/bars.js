// the coloured bars above every screen: practice, whose card was shown, and what hinders sending
import { isWrong } from "./clock.js";
import { h, pictogram, show } from "./dom.js";
import { say } from "./words.js";

const MINUTE = 60000;
let ticking;

export function bars(ctx) {
  const { signin_needed: signin, evicted } = ctx.facts;
  const made = [
    ctx.practice && bar("practice", "practice", say("bar.practice")),
    visiting(ctx.visit),
    !ctx.practice && !ctx.me && ctx.name !== "signin" && bar("ask", "card", say("bar.first"), "#/signin"),
    !ctx.practice && ctx.me && signin && ctx.name !== "signin" && bar("ask", "card", say(evicted ? "bar.again" : "bar.signin"), "#/signin"),
    !globalThis.isSecureContext && bar("warn", "warn", say("bar.plain"), "#/settings"),
    isWrong() && bar("warn", "clock", say("bar.clock")),
    evicted && bar("warn", "warn", say("bar.evicted", { number: evicted.unsent ?? "?" }), "#/outbox"),
  ];
  show(made.filter(Boolean), document.getElementById("bars"));
  document.body.classList.toggle("practising", ctx.practice);
}

function bar(kind, pic, text, go) {
  return go ? h("a", { class: `bar ${kind}`, href: go }, pictogram(pic), text) : h("p", { class: `bar ${kind}` }, pictogram(pic), text);
}

function visiting(on) {
  clearInterval(ticking);
  if (!on) return null;
  const minutes = h("span", {});
  const node = h("a", { class: "bar visit", href: "#/visit" }, pictogram("card"), h("b", {}, say("bar.visit", { label: on.label })), minutes);
  const tick = () => { minutes.textContent = say("bar.minutes", { minutes: Math.max(0, Math.ceil((on.until - Date.now()) / MINUTE)) }); };
  tick();
  ticking = setInterval(tick, MINUTE / 4);
  return node;
}
