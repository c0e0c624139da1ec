// Amounts as farmers say them: converted exactly, as decimals in text, and kept as they were said.
// The same facts as `LOCAL_UNITS` of traceability/vocabulary.py, and the same reading as events/said.py.
export const LOCAL_UNITS = {
  "lạng": ["KGM", "0.1"],
  "cân": ["KGM", "1"],
  "kg": ["KGM", "1"],
  "yến": ["KGM", "10"],
  "tạ": ["KGM", "100"],
  "tấn": ["KGM", "1000"],
  "thước": ["MTK", "24"],
  "sào Bắc Bộ": ["MTK", "360"],
  "sào Trung Bộ": ["MTK", "500"],
  "mẫu Bắc Bộ": ["MTK", "3600"],
  "mẫu Trung Bộ": ["MTK", "5000"],
};
export const SIGNS = { KGM: "kg", GRM: "g", MTK: "m²", HAR: "ha", LTR: "l", MLT: "ml" };
const PART = /(\d{1,9})(?:[.,](\d{1,6}))?\s*([\p{L}_]\D*?)\s*(?=\d|$)/gu;

const split = (decimal) => {
  const [whole, after = ""] = decimal.split(".");
  return [BigInt(whole + after), after.length];
};

function joined(digits, places) {
  const text = digits.toString().padStart(places + 1, "0");
  const at = text.length - places;
  return places ? `${text.slice(0, at)}.${text.slice(at)}`.replace(/\.?0+$/, "") : text;
}

// Exact product and sum of two decimals, neither negative, as text without needless zeros.
export function times(one, other) {
  const [[a, m], [b, n]] = [split(one), split(other)];
  return joined(a * b, m + n);
}

export function plus(one, other) {
  const [[a, m], [b, n]] = [split(one), split(other)];
  const places = Math.max(m, n);
  return joined(a * 10n ** BigInt(places - m) + b * 10n ** BigInt(places - n), places);
}

// {value, unit, said} of words like "3 yến 2 cân"; null where they are none, measure two things, or a
// number may mean thousands (1.250). A bare number is of the unit `bare`.
export function heard(text, bare = "kg") {
  let tidy = text.normalize("NFC").trim();
  if (/^[\d.,]+$/.test(tidy)) tidy += ` ${bare}`;
  const parts = [...tidy.matchAll(PART)];
  if (!parts.length || parts.map((part) => part[0]).join("") !== tidy) return null;
  let all = null;
  for (const [, whole, after = "", word] of parts) {
    const name = Object.keys(LOCAL_UNITS).find((one) => one.toLowerCase() === word.toLowerCase());
    const [unit, size] = LOCAL_UNITS[name] ?? [];
    if (!unit || after.length === 3 || (all && all.unit !== unit)) return null;
    const value = times(`${whole}.${after || 0}`, size);
    all = { value: all ? plus(all.value, value) : value, unit, said: tidy };
  }
  return all;
}

// A decimal as it is written here: 12.5 is "12,5" in Vietnamese.
export const written = (value, language = "vi") => (language === "vi" ? value.replace(".", ",") : value);

// Both: "3 yến (30 kg)", or "30 kg" where nothing else was said.
export function shown({ value, unit, said }, language = "vi") {
  const plain = `${written(value, language)} ${SIGNS[unit] ?? unit}`;
  return said && said !== plain && !said.endsWith("kg") ? `${said} (${plain})` : plain;
}
