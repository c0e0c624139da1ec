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

// everything of a store; with a state, the records in that state only
export function all(name, state) {
  return within("readonly", [name], (stores) => asked(state ? stores[name].index("state").getAll(state) : stores[name].getAll()));
}

export function count(state) {
  return within("readonly", ["records"], (stores) => asked(stores.records.index("state").count(state)));
}

export function fact(key) {
  return read("facts", key);
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
