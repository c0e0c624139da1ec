// boots the app: words, clock, the screen that was asked for, and the sending of what waits
import { wind } from "./clock.js";
import { onChange } from "./outbox.js";
import { draw, start } from "./router.js";
import { speak } from "./words.js";
import { install } from "./install.js";

function chosen() {
  try {
    return localStorage.getItem("lang") ?? "vi";
  } catch {
    return "vi";
  }
}

const LIVE = ["home", "outbox", "saved"];

async function boot() {
  await Promise.all([speak(chosen()), wind()]);
  await start();
  onChange(() => { if (LIVE.includes(document.body.dataset.screen)) draw(); });
  install();
}

boot();
