// boots the app: words, clock, the screen that was asked for, and the sending of what waits
import { fact } from "./box.js";
import { wind } from "./clock.js";
import { install } from "./install.js";
import { refresh } from "./mine.js";
import { onChange } from "./outbox.js";
import { notice } from "./persist.js";
import { draw, start } from "./router.js";
import { kick } from "./send.js";
import { speak } from "./words.js";

const LIVE = ["home", "outbox", "saved", "record"];
const EVERY = 5 * 60 * 1000;
const STALE = 60 * 1000;
const SOON = 300;
let drawing;

function chosen() {
  try {
    return localStorage.getItem("lang") ?? "vi";
  } catch {
    return "vi";
  }
}

// the phone is looked at, or has a network again: sends, and asks for what is new
async function wake() {
  if (document.hidden) return;
  kick();
  if (!(await fact("session")) || Date.now() - ((await fact("mine_at")) ?? 0) < STALE) return;
  const status = await refresh().catch((lost) => console.warn(String(lost)));
  if (status === 200) redraw();
}

// what changed is shown soon, and while much changes not more than now and then
function redraw() {
  drawing ??= setTimeout(() => {
    drawing = undefined;
    if (LIVE.includes(document.body.dataset.screen)) draw();
  }, SOON);
}

async function boot() {
  await Promise.all([speak(chosen()), wind()]);
  await notice();
  await start();
  onChange(() => {
    redraw();
    kick(0.2);
  });
  for (const name of ["online", "focus", "pageshow"]) addEventListener(name, wake);
  document.addEventListener("visibilitychange", wake);
  setInterval(wake, EVERY);
  install();
  wake();
}

boot();
