// shows the screen that the address names: #/harvest?plot=… is screens/harvest.js
import { facts } from "./box.js";
import { context } from "./context.js";
import { show } from "./dom.js";
import { bars } from "./bars.js";
import { broken } from "./parts.js";
import { readCard } from "./session.js";

let latest = 0;
let held = null;

// a card that was just shown: kept in memory only, and given once
export function holdCard(card) {
  held = card;
}

export function takeCard() {
  const card = held;
  held = null;
  return card;
}

// a card's link opens the app: its secret leaves the address at once
async function ofLink() {
  const card = location.hash.startsWith("#card=") ? readCard(location.hash) : null;
  if (!location.hash.startsWith("#card=")) return;
  const { session: who, signin_needed: ended } = await facts(["session", "signin_needed"]);
  holdCard(card);
  history.replaceState(null, "", !ended && ["helper", "officer"].includes(who?.me.role) ? "#/visit" : "#/signin");
}

export function named(hash) {
  const [, name = "home", query = ""] = /^#\/([a-z]+)(?:\?(.*))?$/.exec(hash) ?? [];
  return { name, params: Object.fromEntries(new URLSearchParams(query)) };
}

// draws the screen; where another was asked for meanwhile, that one wins
export async function draw() {
  const turn = (latest += 1);
  await ofLink();
  const { name, params } = named(location.hash);
  const ctx = await context(name, params);
  let node;
  try {
    const screen = await import(`./screens/${name}.js`);
    node = await screen.default(ctx);
  } catch (wrong) {
    console.error(wrong);
    node = broken(ctx, wrong);
  }
  if (turn !== latest) return;
  bars(ctx);
  show(node);
  document.body.dataset.screen = name;
  window.scrollTo(0, 0);
  document.querySelector("#screen h1")?.focus({ preventScroll: true });
}

export function start() {
  addEventListener("hashchange", draw);
  return draw();
}
