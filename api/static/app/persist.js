// asks the browser not to throw our box away, after the first save; remembers what it said
import { fact, setFacts } from "./box.js";

export async function askToPersist() {
  if ((await fact("persisted")) === true || !navigator.storage?.persist) return;
  await setFacts({ persisted: await navigator.storage.persist() });
}
