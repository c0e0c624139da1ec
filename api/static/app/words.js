// says everything in the reader's language: say(key, values) fills the {placeholders}
let said = {};
let code = "vi";

export const LANGUAGES = ["vi", "en"];

export function language() {
  return code;
}

// reads a catalogue; it is among the files that the phone keeps
export async function speak(wanted) {
  code = LANGUAGES.includes(wanted) ? wanted : "vi";
  const answer = await fetch(`/app/words.${code}.json`);
  said = await answer.json();
  document.documentElement.lang = code;
  document.title = say("app.name");
}

export function say(key, values = {}) {
  const sentence = said[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

export function knows(key) {
  return key in said;
}

// a number with this language's comma or point; takes a number or a decimal string
export function number(value) {
  return new Intl.NumberFormat(code, { maximumFractionDigits: 3 }).format(Number(value));
}

const UNITS = { KGM: "kg", GRM: "g", LTR: "l", MTK: "m²" };

export function amount(it) {
  if (!it) return say("amount.unknown");
  const plain = it.unit === "H87" ? say("amount.pieces", { number: number(it.value) }) : `${number(it.value)} ${UNITS[it.unit] ?? it.unit}`;
  return it.said ? `${it.said} (${plain})` : plain;
}

// a moment as people say it: today at 7:30, yesterday at 16:00, 12/11
export function moment(iso, now = Date.now()) {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return String(iso);
  const time = then.toLocaleTimeString(code, { hour: "numeric", minute: "2-digit" });
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 864e5);
  if (days === 0) return say("time.today", { time });
  if (days === 1) return say("time.yesterday", { time });
  return then.toLocaleDateString(code, { day: "numeric", month: "numeric", year: "numeric" });
}
