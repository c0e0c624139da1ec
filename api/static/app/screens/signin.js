// signing in by the printed card: scanned, opened from its link, or typed; a PIN where the card wants one
import { h, pictogram } from "../dom.js";
import { readCode } from "../ids.js";
import { refresh } from "../mine.js";
import { field, head, saveButton } from "../parts.js";
import { draw as redraw, holdCard, takeCard } from "../router.js";
import { kick } from "../send.js";
import { readCard, signIn } from "../session.js";
import { scanCard } from "../scancard.js";

const LENGTH = 34;
const SIX = { type: "password", inputmode: "numeric", maxlength: "6" };

export default async function signin(ctx) {
  const { say } = ctx;
  const shown = takeCard();
  const code = cardField(ctx);
  const pin = field({ label: say("signin.pin"), ...SIX });
  const fresh = field({ label: say("signin.new_pin"), hint: say("signin.new_pin_says"), ...SIX });
  const state = { code, pin, fresh, shown };
  pin.hidden = !shown?.pin;
  fresh.hidden = true;
  const node = [head(ctx, say("signin.title"), "card"), h("p", {}, say(shown ? "signin.shown" : "signin.says")), !shown && scan(ctx), !shown && code, pin, fresh, saveButton(say("signin.do"), () => submit(ctx, state))];
  if (shown && !ctx.session) setTimeout(() => node.at(-1).querySelector("button").click());
  return node;
}

function scan(ctx) {
  const go = async () => {
    const card = await scanCard(ctx.say("signin.scan"));
    if (!card) return;
    holdCard(card);
    redraw();
  };
  return h("nav", { class: "doors one" }, h("button", { class: "door main", type: "button", onclick: go }, pictogram("scan"), ctx.say("signin.scan")));
}

// the card's 34 characters in groups of four; says while typing what is missing or cannot be
function cardField({ say }) {
  const box = field({ label: say("signin.type"), hint: say("signin.type_says"), autocapitalize: "characters", spellcheck: "false", class: "code" });
  const said = h("p", { class: "count", role: "status" });
  const show = () => {
    const code = readCode(box.value.split("card=").at(-1).replace(/\./g, ""));
    const odd = /[^0-9A-HJKMNP-TV-Z]/.exec(code);
    said.textContent = odd ? say("signin.odd", { letter: odd[0] }) : code.length > LENGTH ? say("signin.long") : say("signin.left", { number: LENGTH - code.length });
    said.className = `count ${odd || code.length > LENGTH ? "no" : ""}`;
    if (!box.value.includes("=")) box.value = code.replace(/(.{4})(?=.)/g, "$1 ");
  };
  box.input.addEventListener("input", show);
  box.append(said);
  show();
  return box;
}

async function submit(ctx, { code, pin, fresh, shown }) {
  const { say } = ctx;
  const card = shown ?? readCard(code.value);
  if (!card) return say("signin.not_whole");
  const { status, told } = await signIn({ ...card, pin: pin.value, newPin: fresh.hidden ? "" : fresh.value });
  if (status === 200) return welcome(ctx);
  if (status === 403) {
    const first = /new_pin/.test(JSON.stringify(told));
    pin.hidden = first;
    fresh.hidden = !first;
    (first ? fresh : pin).input.focus();
    return say(first ? "signin.choose_pin" : pin.value ? "signin.wrong_pin" : "signin.wants_pin");
  }
  return say({ 401: "signin.unknown", 429: "signin.wait", 400: "signin.unknown" }[status] ?? "signin.no_network");
}

async function welcome(ctx) {
  await refresh().catch((lost) => console.warn(String(lost)));
  kick();
  ctx.go("#/home");
}
