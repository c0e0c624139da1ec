// practice with pretend data: the same screens, nothing of it is ever sent
import { facts, setFacts } from "./box.js";
import { newCode, uuid7 } from "./ids.js";
import { overlaid } from "./mine.js";

const PARTY = "/t/PRACT1CE00000";

function pretend(say) {
  const plot = (number, name, area) => ({ key: `/t/PRACT1CEP0T${number}`, party: PARTY, label: name, name, number: 1, area_m2: area, crop: "tea", cultivar: "LDP1", plants: [`1-14×${60 + number}`] });
  return {
    now: new Date().toISOString(),
    me: { party: PARTY, role: "recorder", label: say("practice.household") },
    households: [{ party: PARTY, label: say("practice.household"), address: { commune: "05503", on: "2026-01-01" } }],
    plots: [plot(1, say("practice.plot1"), 1800), plot(2, say("practice.plot2"), 2400)],
    lots: [{ key: "/t/PRACT1CE10T01", code: "PRACT1CE10T01", party: PARTY, kind: "fresh", made: new Date().toISOString(), left: { value: "26", unit: "KGM" }, plot: "/t/PRACT1CEP0T1" },
      { key: "/t/PRACT1CE10T02", code: "PRACT1CE10T02", party: PARTY, product: "/t/PRACT1CEGREEN", kind: "made", made: new Date().toISOString(), left: { value: "5", unit: "KGM" } }],
    products: [{ key: "/t/PRACT1CEGREEN", names: { vi: "Chè xanh", en: "Green tea" }, kind: "green_tea", net_content: { value: "100", unit: "GRM" } }],
    places: [],
    parties: [{ party: "/t/PRACT1CEC00P0", label: say("practice.cooperative"), kind: "cooperative" }],
    inputs: null, held: [],
    recent: [{ id: "urn:practice:1", form: "harvest/1", time: new Date().toISOString(), party: PARTY, about: ["/t/PRACT1CEP0T2"], by_party: "/t/PRACT1CEC00P0", role: "helper", entered_for: true, confirmed: [], disputed: [], amount: { value: "18", unit: "KGM" } }],
  };
}

export function turn(on) {
  return setFacts({ practice: on || undefined, practice_records: undefined });
}

export function mineOf(say, records = []) {
  return overlaid(pretend(say), records);
}

// keeps a pretend record for as long as the practice lasts
export async function keep(form, body, more) {
  const bodies = more.plots?.length ? more.plots.map((place) => ({ ...body, place })) : [body];
  const made = bodies.map((each) => {
    const id = uuid7();
    return { id, form, party: PARTY, entered: new Date().toISOString(), state: "practice", said: JSON.stringify({ form, id, party: PARTY, entered: new Date().toISOString(), body: each }) };
  });
  const { practice_records: before = [], practice_last: last = {} } = await facts(["practice_records", "practice_last"]);
  await setFacts({ practice_records: [...before, ...made], practice_last: { ...last, [form]: { "": bodies.at(-1) } } });
  return made;
}

export function code() {
  return newCode(crypto.getRandomValues(new Uint32Array(1))[0] & 0xfffff);
}
