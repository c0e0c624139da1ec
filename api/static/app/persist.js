// the box on the phone must stay: asks the browser to keep it, and notices on start where it was thrown away
import { fact, setFacts } from "./box.js";
import { refresh } from "./mine.js";
import { renew } from "./session.js";

// asked after the first save, when there is something to keep; what the browser said is told
export async function askToPersist() {
  if ((await fact("persisted")) === true || !navigator.storage?.persist) return;
  await setFacts({ persisted: await navigator.storage.persist() });
}

// an empty box though something was kept before: it was evicted. Warns, and pulls back what the server has
export async function notice() {
  const kept = marked();
  if (!kept || (await fact("session"))) return;
  await setFacts({ evicted: { unsent: kept.unsent ?? 0, at: Date.now() }, [`seq:${kept.device}`]: kept.seq, signin_needed: true });
  localStorage.removeItem("kept");
  if (await renew()) {
    await setFacts({ signin_needed: true });
    await refresh().catch((lost) => console.warn(String(lost)));
  }
}

function marked() {
  try {
    return JSON.parse(localStorage.getItem("kept"));
  } catch {
    return null;
  }
}
