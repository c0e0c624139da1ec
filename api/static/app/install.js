// keeps the app on the phone: registers the worker, and lets a new version in when no form is open
import { draw } from "./router.js";

const QUIET = ["home", "outbox", "saved", undefined];

export async function install() {
  if (!("serviceWorker" in navigator)) return;
  const had = Boolean(navigator.serviceWorker.controller);
  let again = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (had && !again && quiet()) {
      again = true;
      location.reload();
    }
  });
  try {
    const kept = await navigator.serviceWorker.register("/app/sw.js", { scope: "/app/", updateViaCache: "none" });
    addEventListener("hashchange", () => offer(kept));
    kept.addEventListener("updatefound", () => kept.installing?.addEventListener("statechange", () => offer(kept)));
    offer(kept);
  } catch (refused) {
    console.warn("worker", String(refused));
    draw();
  }
}

// a new version waits until no form is open; the queue is in the box and outlives it
function offer(kept) {
  setTimeout(() => { if (kept.waiting && quiet()) kept.waiting.postMessage("activate"); }, 500);
}

function quiet() {
  return QUIET.includes(document.body.dataset.screen);
}
