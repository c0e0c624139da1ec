// lets one tab at a time do a thing: by Web Locks, or where there are none by a lease in the box
import { asked, change } from "./box.js";

const LEASE = 90000;
const me = Math.random().toString(36).slice(2);

// does the work unless another tab is at it; then undefined
export function alone(name, work) {
  if (navigator.locks) return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
  return leased(`lease:${name}`, work);
}

export async function leased(name, work) {
  if (!(await claim(name))) return undefined;
  const kept = setInterval(() => claim(name), LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(kept);
    await change(["facts"], ({ facts }) => { facts.delete(name); });
  }
}

function claim(name) {
  return change(["facts"], async ({ facts }) => {
    const held = await asked(facts.get(name));
    if (held && held.by !== me && held.until > Date.now() && held.until < Date.now() + 2 * LEASE) return false;
    facts.put({ by: me, until: Date.now() + LEASE }, name);
    return true;
  });
}
