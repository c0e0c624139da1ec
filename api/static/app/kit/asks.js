// What the field's screens ask alike: which plots, which day, which rows, and a photo or a spoken word.
import { iso, now } from "../clock.js";
import { h } from "../dom.js";
import { field, picker } from "../parts.js";
import { say } from "../words.js";
import { photoButton } from "./photo.js";
import { voiceButton } from "./voice.js";

const DAY = 864e5;

export const plain = (day) => day.split("-").reverse().join("/");

// Until when nothing may be plucked there, as a sentence; null where nothing stands in the way.
export function shut({ closed_until: until, closed_by: product = "", interval_unknown: unknown }) {
  if (until && until > iso().slice(0, 10)) return say("ask.shut", { date: plain(until), product });
  return unknown ? say("ask.shut_unknown", { product }) : null;
}

// Which plots: those of the address, or last time's; one of them where `many` is false.
export function plotsAsked(ctx, { last, many = true }) {
  const known = ctx.mine.plots.map((plot) => plot.key);
  const asked = (ctx.params.plots ?? ctx.params.plot ?? last?.place ?? known[0] ?? "").split(",");
  const options = ctx.mine.plots.map((plot) => ({
    value: plot.key, label: plot.name ?? plot.label, sub: plot.cultivar, warn: shut(plot), pic: "map",
  }));
  const value = known.filter((key) => asked.includes(key));
  const box = picker({ label: say(many ? "ask.plots" : "ask.plot"), options, many, value: many ? value : value[0] });
  box.querySelector(".tiles").classList.add("one");
  return box;
}

// Where there is no plot yet, the way to make one.
export function noPlots() {
  return [h("p", { class: "note" }, say("ask.no_plots")), h("a", { class: "door", href: "#/plot" }, say("plots.new"))];
}

// Which day, today unless said otherwise: `.time()` is an instant at this hour.
export function dayAsked() {
  const other = h("input", { type: "date", max: iso().slice(0, 10), hidden: true, "aria-label": say("ask.day") });
  other.value = iso(now() - 2 * DAY).slice(0, 10);
  const days = [0, 1, 2].map((value) => ({ value, label: say(`ask.day${value}`) }));
  const asked = picker({ label: say("ask.day"), options: days, value: 0, onpick: (value) => (other.hidden = value !== 2) });
  const box = h("div", { class: "when" }, asked, h("div", { class: "field" }, other));
  box.time = () => {
    const back = asked.value < 2 ? asked.value : Math.round((Date.parse(iso().slice(0, 10)) - Date.parse(other.value)) / DAY);
    return iso(now() - back * DAY);
  };
  return box;
}

// What need not be said, folded away: rows, a note, a photo, a spoken word. `was` is what is corrected. `.said()` and `.more()` go to `keep`.
export function extras({ open = false, was = {} } = {}) {
  const note = field({ label: say("ask.note"), type: "area", value: was.note, rows: 2, maxlength: 2000 });
  const which = !open && field({ label: say("ask.rows"), value: was.rows, hint: say("ask.rows_hint"), maxlength: 100 });
  const photo = photoButton();
  const voice = voiceButton();
  const box = h(open ? "div" : "details", {}, !open && h("summary", {}, say("ask.more")), h("div", { class: "told" }, photo.node, voice.node), which, note);
  box.said = () => filled({ rows: which && which.value, note: note.value, photos: was.photos, voice: was.voice });
  box.more = () => ({ photos: photo.photos, voice: voice.said() });
  box.empty = () => !Object.keys(box.said()).length && !photo.photos.length && !voice.said();
  return box;
}

// Without what was left empty.
export function filled(said) {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false));
}

// Tiles to pick from, and a line to type in what is not among them; `.value` is a text.
export function words({ label, options, value, other, onpick }) {
  const known = options.some((one) => one.value === value);
  const typed = field({ label: other, value: known ? "" : value, maxlength: 200, oninput: () => onpick?.() });
  const tiles = options.length ? picker({ label, options: [...options, { value: "", label: say("ask.other") }], value: known ? value : value ? "" : undefined, onpick: choose }) : null;
  function choose(picked) {
    typed.hidden = picked !== "";
    onpick?.();
  }
  if (tiles) typed.hidden = tiles.value !== "";
  const box = h("div", {}, tiles, typed);
  Object.defineProperty(box, "value", { get: () => tiles?.value || (typed.hidden ? "" : typed.value) });
  return box;
}

// One of a few words in little room; `.value` is the chosen one.
export function selected({ label, options, value }) {
  const asks = h("select", {}, options.map((one) => h("option", { value: one.value, selected: one.value === value }, one.label)));
  const box = h("div", { class: "field" }, h("label", {}, label, asks));
  Object.defineProperty(box, "value", { get: () => asks.value });
  return box;
}
