// keeps the app on the phone: registers the worker, and lets a new version in when no form is open
let offered = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event;
});

// asks the phone to put the app on its home screen, where it offered to; null where it did not
export function installer() {
  return offered && (() => offered.prompt());
}

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
  }
}

// a new version waits until no form is open; the queue is in the box and outlives it
function offer(kept) {
  setTimeout(() => { if (kept.waiting && quiet()) kept.waiting.postMessage("activate"); }, 500);
}

function quiet() {
  return QUIET.includes(document.body.dataset.screen);
}
