// Draws a plot by walking its edge or tapping its corners: our own SVG, metres on a grid, no tiles.
import { h } from "../dom.js";
import { number, say } from "../words.js";
import * as land from "./geometry.js";

const WIDE = 328;
const TALL = 230;
const FINGER = 24;
const GREEN = { fill: "#bfe3b4", stroke: "#1b5e20", "stroke-width": 3 };
const GREY = { fill: "#e8e8e0", stroke: "#8a8a80", "stroke-width": 1 };
const RED = { fill: "none", stroke: "#b00020", "stroke-width": 4 };

function s(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const circle = ([cx, cy], r, look) => s("circle", { cx, cy, r, ...look });
const line = ([x1, y1], [x2, y2], look) => s("line", { x1, y1, x2, y2, ...look });
const trail = (points) => points.map((p) => p.map((n) => n.toFixed(1)).join()).join(" ");
const ring = (points, look) => s("polygon", { points: trail(points), ...look });

// Middle and greatest width in metres of points that are flat.
function frame(points) {
  const ends = [0, 1].map((axis) => points.map((p) => p[axis])).map((all) => [Math.min(...all), Math.max(...all)]);
  return { middle: ends.map(([a, b]) => (a + b) / 2), wide: Math.max(...ends.map(([a, b]) => b - a)) };
}

// A small picture of a plot's shape, for lists.
export function thumbnail(shape, side = 56) {
  const svg = s("svg", { viewBox: `0 0 ${side} ${side}`, width: side, height: side, "aria-hidden": "true" });
  const points = land.corners(shape);
  if (points.length < 3) {
    svg.append(circle([side / 2, side / 2], points.length ? 6 : 0, GREEN));
    return svg;
  }
  const metres = land.flat(points);
  const { middle: [x, y], wide } = frame(metres);
  const k = (side - 8) / (wide || 1);
  svg.append(ring(metres.map((p) => [side / 2 + (p[0] - x) * k, side / 2 - (p[1] - y) * k]), GREEN));
  return svg;
}

// "1250 m² (3,5 sào)": square metres, and sào of the north.
export function areaText(m2) {
  return `${Math.round(m2)} m² (${number((m2 / 360).toFixed(1))} sào)`;
}

// A map to edit: {node, points(), problem(), shape()}. `near` are shapes drawn beside it,
// `onchange` is told the corners. One corner is a point; two are not enough; `problem` is null, "few", "crossed" or "outside".
export function plotMap({ points, near = [] }, onchange = () => {}) {
  const map = {
    near: near.map(land.corners).filter((points) => points.length), points: [...points], onchange,
    scale: 2, centre: null, chosen: null, here: null, walking: false, waiting: false,
  };
  map.svg = s("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, width: "100%", role: "img", "aria-label": say("map.label") });
  map.svg.style.touchAction = "none";
  map.told = h("p", { role: "status" });
  fit(map);
  fingers(map);
  const node = h("div", { class: "map" }, map.svg, buttons(map), map.told);
  addEventListener("hashchange", () => stop(map), { once: true });
  draw(map);
  return {
    node,
    points: () => map.points,
    problem: () => problem(map.points),
    shape: () => (map.points.length ? land.geojson(map.points) : undefined),
  };
}

function problem(points) {
  if (!points.every(land.inVietnam)) return "outside";
  if (points.length === 2) return "few";
  return land.crossing(points) ? "crossed" : null;
}

function fit(map) {
  const all = map.points.length ? map.points : map.near.flat();
  if (!all.length) return;
  const origin = land.middle(all);
  const { middle: [x, y], wide } = frame(land.flat(all, origin));
  const [east, north] = land.metres(origin[1]);
  map.centre = [origin[0] + x / east, origin[1] + y / north];
  map.scale = Math.min(4, (TALL - 60) / (wide || 1));
}

// Degrees to the drawing's own units, and back.
function onPaper(map, points) {
  return land.flat(points, map.centre).map(([x, y]) => [WIDE / 2 + x * map.scale, TALL / 2 - y * map.scale]);
}

function onLand(map, [x, y]) {
  const [east, north] = land.metres(map.centre[1]);
  return [map.centre[0] + (x - WIDE / 2) / map.scale / east, map.centre[1] - (y - TALL / 2) / map.scale / north];
}

function changed(map) {
  draw(map);
  map.onchange(map.points);
}

function draw(map) {
  map.svg.replaceChildren(s("rect", { width: WIDE, height: TALL, fill: "#fbfbf5" }));
  tell(map);
  if (!map.centre) return;
  grid(map);
  for (const points of map.near) map.svg.append(ring(onPaper(map, points), GREY));
  const at = onPaper(map, map.points);
  if (map.walking) map.svg.append(s("polyline", { points: trail(at), ...GREEN, fill: "none" }));
  else if (at.length > 1) map.svg.append(ring(at, GREEN));
  const bad = map.walking ? null : land.crossing(map.points);
  if (bad) {
    for (const i of bad.edges) map.svg.append(line(at[i], at[(i + 1) % at.length], RED));
    map.svg.append(circle(onPaper(map, [bad.at])[0], 14, RED));
  }
  if (map.here) {
    const [spot] = onPaper(map, [map.here.point]);
    map.svg.append(circle(spot, Math.max(8, map.here.accuracy * map.scale), { fill: "#1565c033" }));
    map.svg.append(circle(spot, 5, { fill: "#1565c0" }));
  }
  at.forEach((spot, i) => map.svg.append(circle(spot, i === map.chosen ? 11 : 8, { ...GREEN, fill: "#fff" })));
}

function grid(map) {
  const step = [5, 10, 20, 50, 100, 200, 500, 1000].find((m) => m * map.scale > 36) ?? 2000;
  const gap = step * map.scale;
  for (let x = (WIDE / 2) % gap; x < WIDE; x += gap) map.svg.append(line([x, 0], [x, TALL], { stroke: "#d8d8cc" }));
  for (let y = (TALL / 2) % gap; y < TALL; y += gap) map.svg.append(line([0, y], [WIDE, y], { stroke: "#d8d8cc" }));
  map.svg.append(line([8, TALL - 8], [8 + gap, TALL - 8], { stroke: "#222", "stroke-width": 3 }));
  map.svg.append(s("text", { x: 12, y: TALL - 14, "font-size": 14, fill: "#222" }, `${step} m`));
}

function tell(map) {
  const wrong = map.walking ? null : problem(map.points);
  const parts = [];
  if (map.here) parts.push(say(map.here.accuracy > land.BAD_M ? "map.poor" : "map.fix", { n: Math.round(map.here.accuracy) }));
  else if (map.walking || map.waiting) parts.push(say("map.seek"));
  else if (!map.points.length) parts.push(say(map.centre ? "map.start" : "map.where"));
  if (wrong) parts.push(say(`map.${wrong}`));
  else if (map.points.length > 2) parts.push(areaText(land.area(map.points)));
  map.told.textContent = parts.join(" · ");
  map.told.className = wrong ? "no" : "";
}

function buttons(map) {
  const button = (name, onclick) => h("button", { type: "button", onclick, "data-do": name }, say(`map.${name}`));
  const walk = button("walk", () => {
    walking(map, !map.walking);
    walk.textContent = say(map.walking ? "map.done" : "map.walk");
  });
  const zoom = (by) => () => {
    map.scale = Math.min(20, Math.max(0.05, map.scale * by));
    draw(map);
  };
  const drop = () => {
    map.points.splice(map.chosen ?? map.points.length - 1, 1);
    map.chosen = null;
    changed(map);
  };
  const whole = () => {
    fit(map);
    draw(map);
  };
  return h("div", { class: "buttons" }, walk, button("here", () => stand(map)), button("drop", drop),
    button("in", zoom(1.5)), button("out", zoom(1 / 1.5)), button("fit", whole));
}

function walking(map, on) {
  map.walking = on;
  if (on) return watch(map);
  stop(map);
  map.points = land.simplified(map.points);
  fit(map);
  return changed(map);
}

function stand(map) {
  map.waiting = true;
  if (map.here) fixed(map, map.here);
  watch(map);
}

function watch(map) {
  map.watch ??= navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      fixed(map, { point: [coords.longitude, coords.latitude], accuracy: coords.accuracy, time: timestamp }),
    () => {
      map.told.textContent = say("map.nofix");
    },
    { enableHighAccuracy: true, maximumAge: 0 },
  );
  navigator.wakeLock?.request("screen").then((lock) => (map.lock = lock), () => {});
  draw(map);
}

function stop(map) {
  if (map.watch !== undefined) navigator.geolocation.clearWatch(map.watch);
  map.lock?.release();
  map.watch = map.here = map.last = undefined;
}

// A fix of the satellites: shown, and kept as a corner where it can be believed.
function fixed(map, fix) {
  map.here = fix;
  if (!map.centre && land.inVietnam(fix.point)) map.centre = fix.point;
  const asked = map.waiting && land.believed(fix, null);
  if (asked || (map.walking && land.believed(fix, map.last))) {
    map.points.push(fix.point);
    map.last = fix;
    map.waiting = false;
    map.centre = fix.point;
    return changed(map);
  }
  return draw(map);
}

// A finger on a corner drags it, on the ground moves the map; a tap adds a corner, on an edge between its ends.
function fingers(map) {
  let held = null;
  const spot = (event) => {
    const box = map.svg.getBoundingClientRect();
    return [((event.clientX - box.left) * WIDE) / box.width, ((event.clientY - box.top) * TALL) / box.height];
  };
  map.svg.addEventListener("pointerdown", (event) => {
    if (!map.centre) return;
    const at = spot(event);
    const near = onPaper(map, map.points).map((p) => Math.hypot(p[0] - at[0], p[1] - at[1]));
    const corner = near.indexOf(Math.min(...near));
    held = { at, centre: map.centre, corner: near[corner] < FINGER ? corner : null, moved: false };
    map.svg.setPointerCapture(event.pointerId);
  });
  map.svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = spot(event);
    held.moved ||= Math.hypot(at[0] - held.at[0], at[1] - held.at[1]) > 6;
    if (!held.moved) return;
    if (held.corner !== null) map.points[held.corner] = onLand(map, at);
    else pan(map, held, at);
    draw(map);
  });
  map.svg.addEventListener("pointerup", () => {
    if (held && !held.moved && held.corner === null) add(map, held.at);
    else if (held && held.corner !== null) map.chosen = held.corner;
    held = null;
    changed(map);
  });
}

function pan(map, held, at) {
  map.centre = held.centre;
  map.centre = onLand(map, [WIDE / 2 + held.at[0] - at[0], TALL / 2 + held.at[1] - at[1]]);
}

function add(map, at) {
  const paper = onPaper(map, map.points);
  const off = paper.length < 3 ? [] : paper.map((p, i) => land.offEdge(at, p, paper[(i + 1) % paper.length]));
  const edge = off.indexOf(Math.min(...off));
  const place = off[edge] < FINGER ? edge + 1 : map.points.length;
  map.points.splice(place, 0, onLand(map, at));
  map.chosen = place;
}
