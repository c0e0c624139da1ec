// parts that all screens share: head, pickers, the number pad, fields and the button that saves
import { h, pictogram } from "./dom.js";
import { heard, LOCAL_UNITS, times } from "./kit/units.js";
import { number, say } from "./words.js";

const WEIGHTS = ["kg", "lạng", "yến", "tạ"];
let names = 0;

// the head of a screen: the way back, a pictogram and its title
export function head(ctx, title, pic) {
  return h("header", { class: "head" },
    h("button", { class: "back", type: "button", "aria-label": say("do.back"), onclick: ctx.back }, pictogram("back")),
    pic && pictogram(pic),
    h("h1", { tabindex: "-1" }, title));
}

// choices before typing: options are {value, label, sub, pic, disabled}; its .value is the chosen one, or a list with many
export function picker({ label, options, value, many = false, onpick, hidden = false, columns = "" }) {
  const name = `pick${(names += 1)}`;
  const chosen = new Set([value].flat().filter((each) => each !== undefined && each !== null));
  const tiles = options.map((each) => tile(each, { name, many, checked: chosen.has(each.value) }));
  const box = h("fieldset", { class: "picker" }, h("legend", { class: hidden && "unseen" }, label), h("div", { class: `tiles ${columns}` }, tiles));
  const inputs = () => [...box.querySelectorAll("input:checked")].map((each) => options[Number(each.value)].value);
  Object.defineProperty(box, "value", { get: () => (many ? inputs() : (inputs()[0] ?? null)) });
  box.addEventListener("change", () => onpick?.(box.value));
  tiles.forEach((each, at) => { each.querySelector("input").value = String(at); });
  return box;
}

function tile({ label, sub, pic, disabled, warn }, { name, many, checked }) {
  return h("label", { class: "tile" },
    h("input", { type: many ? "checkbox" : "radio", name, checked, disabled }),
    h("span", { class: "face" }, pic && pictogram(pic), h("span", {}, h("b", {}, label), sub && h("small", {}, sub), warn && h("small", { class: "warn" }, warn))));
}

// a big number pad; .value is in kg as a decimal string, or null where nobody weighed; .amount has what was said too; the first digit replaces what was proposed
export function pad({ label, value = "", said, unit = "kg", units = unit === "kg", unknown, onchange }) {
  const state = { text: String(value ?? ""), fresh: true, word: unit, ...(units && spoken(said)) };
  const face = h("output", { class: "face", "aria-live": "polite" });
  const box = h("div", { class: "pad", role: "group", "aria-label": label }, h("span", { class: "label" }, label));
  const drawn = () => {
    const local = state.word !== unit && box.value && h("small", {}, `= ${number(box.value)} ${unit}`);
    face.replaceChildren(h("b", { class: state.fresh && "proposed" }, state.text ? state.text.replace(".", say("form.comma")) : "–"), ` ${state.word}`, local || "");
    onchange?.(box.value);
  };
  const press = (key) => {
    state.text = pressed(state.fresh && key !== "<" ? "" : state.text, key);
    state.fresh = false;
    drawn();
  };
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "<"].map((key) => padKey(key, press));
  box.clear = () => {
    Object.assign(state, { text: "", fresh: true });
    drawn();
  };
  const none = unknown && h("button", { type: "button", onclick: box.clear }, unknown);
  box.append(h("div", { class: "said" }, face, units && unitOf(state, box), none), h("div", { class: "keys" }, keys));
  box.turn = (word) => {
    Object.assign(state, { word, text: state.fresh ? "" : state.text });
    drawn();
  };
  Object.defineProperty(box, "amount", { get: () => weighed(state) });
  Object.defineProperty(box, "value", { get: () => weighed(state)?.value ?? null });
  drawn();
  return box;
}

// what stands on the pad: in kilograms, and as it was said where that was in lạng, yến or tạ
function weighed({ text, word }) {
  const typed = /\d/.test(text) && Number(text) > 0 ? String(Number(text)) : null;
  if (!typed || word === "kg" || !LOCAL_UNITS[word]) return typed && { value: typed, unit: "KGM" };
  return heard(`${typed.replace(".", ",")} ${word}`) ?? { value: times(typed, LOCAL_UNITS[word][1]), unit: "KGM" };
}

function spoken(said) {
  const [, text, word] = /^([\d.,]+) (.+)$/.exec(said ?? "") ?? [];
  return WEIGHTS.includes(word) ? { text: text.replace(",", "."), word } : {};
}

function unitOf(state, box) {
  const asks = h("select", { "aria-label": say("ask.unit"), onchange: () => box.turn(asks.value) }, WEIGHTS.map((word) => h("option", { selected: word === state.word }, word)));
  return asks;
}

function padKey(key, press) {
  const shown = { ".": say("form.comma"), "<": pictogram("erase") }[key] ?? key;
  return h("button", { type: "button", "aria-label": key === "<" ? say("do.erase") : null, onclick: () => press(key) }, shown);
}

function pressed(text, key) {
  if (key === "<") return text.slice(0, -1);
  if (key === "." && text.includes(".")) return text;
  if (key === "." && !text) return "0.";
  return `${text}${key}`.replace(/^0(?=\d)/, "").replace(/(\.\d\d\d)\d$/, "$1").slice(0, 9);
}

// a labelled field where typing cannot be spared; .value is its text
export function field({ label, value = "", type = "text", hint, ...more }) {
  const id = `field${(names += 1)}`;
  const input = h(type === "area" ? "textarea" : "input", { id, type: type === "area" ? null : type, autocomplete: "off", ...more });
  input.value = value ?? "";
  const box = h("div", { class: "field" }, h("label", { for: id }, label), input, hint && h("small", {}, hint));
  Object.defineProperty(box, "value", { get: () => input.value.trim(), set: (text) => { input.value = text; } });
  box.input = input;
  return box;
}

// the one button that saves: it works once, and where saving failed it says so and nothing is pretended
export function saveButton(label, save) {
  const said = h("p", { class: "no", role: "alert", hidden: true });
  const button = h("button", { class: "save", type: "button" }, pictogram("tick"), label);
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.hidden = true;
    try {
      const refused = await save();
      if (typeof refused === "string") tell(said, refused);
    } catch (failed) {
      console.error(failed);
      tell(said, say(failed.name === "QuotaExceededError" ? "saved.full" : "saved.failed"));
    }
    button.disabled = false;
  });
  return h("div", { class: "foot" }, said, button);
}

function tell(said, text) {
  said.textContent = text;
  said.hidden = false;
}

// a big button with a pictogram
export function door({ label, pic, sub, go, badge, ...more }) {
  return h("a", { class: "door", href: go, ...more }, pictogram(pic), h("span", {}, label, sub && h("small", {}, sub)), badge ? h("span", { class: "badge" }, number(badge)) : null);
}

export function broken(ctx, wrong) {
  return [head(ctx, say("broken.title"), "warn"), h("p", {}, say("broken.says")), h("pre", {}, String(wrong)), door({ label: say("do.home"), pic: "home", go: "#/home" })];
}
