// the box on the phone (IndexedDB): records, media and facts; one transaction a change
const NAME = "farm";
const VERSION = 1;
let opening;

function open() {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("records", { keyPath: "id" }).createIndex("state", "state");
      asked.result.createObjectStore("media", { keyPath: "sha256" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = forget;
      asked.result.onclose = () => { opening = undefined; };
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
  });
  return opening;
}

async function forget() {
  (await opening)?.close();
  opening = undefined;
}

export function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

// runs work(stores) in one transaction: all of it is kept, or nothing; a lost connection is opened again once
async function within(mode, names, work, again = true) {
  let trade;
  try {
    trade = (await open()).transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "default" });
  } catch (lost) {
    opening = undefined;
    if (!again) throw lost;
    return within(mode, names, work, false);
  }
  const ended = new Promise((done, fail) => {
    trade.oncomplete = done;
    trade.onabort = () => fail(trade.error ?? new Error("aborted"));
  });
  const stores = Object.fromEntries(names.map((name) => [name, trade.objectStore(name)]));
  try {
    const result = await work(stores);
    await ended;
    return result;
  } catch (failed) {
    ended.catch(() => {});
    try { trade.abort(); } catch { /* it has ended already */ }
    throw failed;
  }
}

export function change(names, work) {
  return within("readwrite", names, work);
}

export function read(name, key) {
  return within("readonly", [name], (stores) => asked(stores[name].get(key)));
}

// everything of a store; with a state, the records in that state, the oldest first and at most so many
export function all(name, state, most) {
  return within("readonly", [name], (stores) => asked(state ? stores[name].index("state").getAll(state, most) : stores[name].getAll()));
}

// how many records are in each of these states
export async function tally(states) {
  const numbers = await within("readonly", ["records"], ({ records }) => Promise.all(states.map((state) => asked(records.index("state").count(state)))));
  return Object.fromEntries(states.map((state, at) => [state, numbers[at]]));
}

// the newest records that will do, at most so many
export function newest(most, wanted) {
  return within("readonly", ["records"], ({ records }) => new Promise((done, fail) => {
    const found = [];
    const walk = records.openCursor(null, "prev");
    walk.onerror = () => fail(walk.error);
    walk.onsuccess = () => {
      const at = walk.result;
      if (at && wanted(at.value)) found.push(at.value);
      if (!at || found.length >= most) done(found);
      else at.continue();
    };
  }));
}

export function fact(key) {
  return read("facts", key);
}

// several facts at once, by their keys
export function facts(keys) {
  return within("readonly", ["facts"], async ({ facts: store }) => {
    const values = await Promise.all(keys.map((key) => asked(store.get(key))));
    return Object.fromEntries(keys.map((key, at) => [key, values[at]]));
  });
}

// the keys of facts that begin so
export function factsOf(head) {
  return within("readonly", ["facts"], ({ facts: store }) => asked(store.getAllKeys(IDBKeyRange.bound(head, `${head}\uffff`))));
}

// keeps or, where the value is undefined, drops facts
export function setFacts(facts) {
  return change(["facts"], ({ facts: store }) => {
    for (const [key, value] of Object.entries(facts)) {
      if (value === undefined) store.delete(key);
      else store.put(value, key);
    }
  });
}
