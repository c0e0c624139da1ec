// A plot, new or changed: its name, its edge or its size, what grows there, its plants and its codes.
import { h } from "../dom.js";
import { door, field, head, saveButton } from "../parts.js";
import { filled, selected, shut, words } from "../kit/asks.js";
import { corners } from "../kit/geometry.js";
import { plotMap } from "../kit/plotmap.js";
import { heard, LOCAL_UNITS } from "../kit/units.js";

const CULTIVARS = ["Trung du", "LDP1", "Kim Tuyên", "TRI777", "Hương Bắc Sơn", "Bát Tiên", "Phúc Vân Tiên", "PH1"];
const PLAIN = { "m²": "1", "ha": "10000" };
// What stands of a plot and is not asked here.
const KEPT = ["part_of", "gln", "former_commune"];
const AREAS = [...Object.keys(LOCAL_UNITS).filter((name) => LOCAL_UNITS[name][0] === "MTK"), ...Object.keys(PLAIN)];

export default async function plot(ctx) {
  const { say, mine, params } = ctx;
  const wrong = params.instead && ctx.last("place/1");
  const known = mine.plots.find((each) => each.key === (wrong?.key ?? params.key)) ?? { plants: [], number: 0 };
  const one = wrong ? { ...known, ...wrong, rows: wrong.plants, plants: (wrong.plants ?? []).map((each) => each.rows) } : known;
  const address = addressOf(ctx, one);
  const asks = asked(ctx, one);
  const save = () => {
    if (!asks.name.value) return say("plot.which_name");
    if (!address) return say("plot.no_address");
    const bad = asks.map.problem();
    if (bad) return say(`map.${bad}`);
    const size = sized(asks);
    if (!size) return say("plot.which_area");
    if (asks.code.value && !asks.issuer.value) return say("plot.which_issuer");
    const body = { key: one.key ?? `/t/${ctx.newCode()}`, kind: "plot", party: one.party ?? ctx.party, address, base: one.number };
    for (const name of KEPT) body[name] = one[name];
    return ctx.keep("place/1", filled({ ...body, ...answered(asks, one), ...size }));
  };
  return [head(ctx, one.key ? (one.name ?? one.label) : say("plots.new"), "map"), ...works(ctx, one),
    asks.map.node, asks.name, h("div", { class: "tiles" }, asks.area, asks.unit), folded(ctx, asks), saveButton(say("do.save"), save)];
}

function works({ say }, one) {
  if (!one.key) return [];
  const key = encodeURIComponent(one.key);
  const doors = [["harvest", "leaf"], ["tend", "hoe"], ["spray", "sprayer"], ["plants", "plant"]];
  const warn = shut(one);
  return [warn && h("p", { class: "no" }, warn),
    h("nav", { class: "doors two", "aria-label": say("plots.works") }, doors.map(([name, pic]) => door({ label: say(`do.${name}`), pic, go: `#/${name}?plots=${key}` })))];
}

function asked(ctx, one) {
  const { say, mine, draft } = ctx;
  const [, rows = "", most = ""] = /^1-(\d+)×(\d+)$/.exec(one.plants.length === 1 ? one.plants[0] : "") ?? [];
  const [code] = one.area_codes ?? [];
  const others = mine.plots.filter((each) => each.key !== one.key);
  const number = (name, value) => field({ label: say(`plot.${name}`), value, inputmode: "numeric", maxlength: 5 });
  const [, size, unit] = /^([\d.,]+) (.+)$/.exec(one.declared_as ?? (one.declared_area_m2 ? `${one.declared_area_m2} m²` : "")) ?? [];
  return {
    name: field({ label: say("plot.name"), value: one.name ?? one.label ?? say("plot.letter", { letter: letter(mine.plots) }), maxlength: 100 }),
    map: plotMap({ points: sketched(draft, one) ?? corners(one.shape), near: others.map((each) => each.shape) }, (points) => ctx.sketch((ctx.draft = { key: one.key, points }))),
    area: field({ label: say("plot.area"), value: size, inputmode: "decimal", maxlength: 10 }),
    unit: selected({ label: say("plot.unit"), options: AREAS.map((name) => ({ value: name, label: name })), value: unit ?? "sào Bắc Bộ" }),
    cultivar: words({ label: say("plot.cultivar"), options: CULTIVARS.map((value) => ({ value, label: value })), value: one.cultivar ?? others[0]?.cultivar, other: say("plot.cultivar_other") }),
    crop: field({ label: say("plot.crop"), value: one.crop ?? "chè", maxlength: 100 }),
    year: field({ label: say("plot.year"), value: one.year_planted, inputmode: "numeric", maxlength: 4 }),
    rows: number("rows", rows), most: number("most", most),
    code: field({ label: say("plot.code"), value: code?.code, maxlength: 50 }),
    issuer: field({ label: say("plot.issuer"), value: code?.issuer ?? issuer(others), maxlength: 200 }),
  };
}

// Corners that were set before the app was closed.
const sketched = (draft, one) => (draft?.points && draft.key === one.key ? draft.points : null);

function folded({ say }, { crop, cultivar, year, rows, most, code, issuer }) {
  return h("details", {}, h("summary", {}, say("plot.more")), h("div", { class: "tiles" }, rows, most), cultivar, h("div", { class: "tiles" }, crop, year), code, issuer);
}

// The next letter that no plot has: A, B, C…
function letter(plots) {
  const said = plots.flatMap((each) => [each.name, each.label].join(" ").split(" "));
  return [..."ABCDEGHIKLMNOPQRSTUVXY"].find((each) => !said.includes(each)) ?? "";
}

const issuer = (plots) => plots.flatMap((each) => each.area_codes ?? [])[0]?.issuer;

// Its own address; of a new one the commune that the household or another of its plots lies in.
function addressOf({ mine, all, party }, one) {
  const { plus_area, ...own } = one.address ?? {};
  if (own.commune) return own;
  const found = [...all.households.filter((each) => each.party === party), ...mine.plots].find((each) => each.address);
  return found && { commune: found.address.commune, on: found.address.on };
}

function answered({ name, cultivar, crop, year, rows, most, code, issuer, map }, one) {
  const plants = rows.value && most.value ? [{ rows: `1-${rows.value}×${most.value}` }] : one.rows;
  return {
    name: name.value, label: one.label || name.value, shape: map.shape(), crop: crop.value, cultivar: cultivar.value,
    year_planted: year.value ? Number(year.value) : null, plants,
    area_codes: code.value ? [{ code: code.value, issuer: issuer.value }, ...(one.area_codes ?? []).slice(1)] : one.area_codes,
  };
}

// The declared area: in words where they are words of the country, otherwise in m²; null where it is no number.
function sized({ area, unit }) {
  const none = { declared_as: null, declared_area_m2: null };
  if (!area.value) return none;
  const amount = heard(PLAIN[unit.value] ? `${area.value} kg` : `${area.value} ${unit.value}`);
  if (!amount || !Number(amount.value)) return null;
  if (!PLAIN[unit.value]) return { ...none, declared_as: amount.said };
  return { ...none, declared_area_m2: String(Number(amount.value) * Number(PLAIN[unit.value])) };
}
