// Land on the phone: area, distances, crossed edges, which fixes to believe. Points are [longitude, latitude].
const MAJOR = 6378137;
const FLAT = 0.00669437999014;
const RAD = Math.PI / 180;
export const BAD_M = 25;

// Metres a degree at a latitude: [east, north], by the WGS 84 ellipsoid's radii of curvature.
export function metres(latitude) {
  const bent = 1 - FLAT * Math.sin(latitude * RAD) ** 2;
  const east = (MAJOR / Math.sqrt(bent)) * Math.cos(latitude * RAD) * RAD;
  return [east, ((MAJOR * (1 - FLAT)) / bent ** 1.5) * RAD];
}

// Points as metres east and north of the first one's neighbourhood.
export function flat(points, origin = middle(points)) {
  const [east, north] = metres(origin[1]);
  return points.map(([x, y]) => [(x - origin[0]) * east, (y - origin[1]) * north]);
}

export function middle(points) {
  return [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
}

export function distance(one, other) {
  const [[x1, y1], [x2, y2]] = flat([one, other]);
  return Math.hypot(x2 - x1, y2 - y1);
}

function doubled(points) {
  return points.reduce((sum, [x, y], at) => {
    const [x2, y2] = points[(at + 1) % points.length];
    return sum + x * y2 - x2 * y;
  }, 0);
}

// Square metres of an open ring.
export function area(points) {
  return points.length < 3 ? 0 : Math.abs(doubled(flat(points))) / 2;
}

// Where two edges cross or touch: {edges: [i, j], at: point}, or null. Edge i goes from point i to the next.
export function crossing(points) {
  const n = points.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const at = meeting(points[i], points[i + 1], points[j], points[(j + 1) % n]);
      if (at) return { edges: [i, j], at };
    }
  }
  return null;
}

function meeting([x1, y1], [x2, y2], [x3, y3], [x4, y4]) {
  const turn = (x2 - x1) * (y4 - y3) - (y2 - y1) * (x4 - x3);
  if (!turn) return null;
  const s = ((x3 - x1) * (y4 - y3) - (y3 - y1) * (x4 - x3)) / turn;
  const t = ((x3 - x1) * (y2 - y1) - (y3 - y1) * (x2 - x1)) / turn;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? [x1 + s * (x2 - x1), y1 + s * (y2 - y1)] : null;
}

export function inVietnam([longitude, latitude]) {
  return longitude >= 102 && longitude <= 110 && latitude >= 8 && latitude <= 24;
}

// Whether a fix of the walk adds a point: precise enough, a step away, and no leap that nobody walks.
export function believed(fix, last) {
  if (fix.accuracy > BAD_M || !inVietnam(fix.point)) return false;
  if (!last) return true;
  const far = distance(last.point, fix.point);
  const seconds = (fix.time - last.time) / 1000;
  return far >= 3 && far <= 5 + seconds * 4;
}

// The corners of a walked line: what lies within `tolerance` metres of a straight edge is left out.
export function simplified(points, tolerance = 1.5) {
  if (points.length < 4) return points;
  const ends = flat(points);
  const far = ends.reduce((best, p, at) => (away(p, ends[0]) > away(ends[best], ends[0]) ? at : best), 0);
  const keep = new Set([0, far]);
  mark(ends, [0, far, tolerance], keep);
  mark([...ends, ends[0]], [far, ends.length, tolerance], keep);
  return points.filter((_, at) => keep.has(at));
}

const away = ([x1, y1], [x2, y2]) => Math.hypot(x1 - x2, y1 - y2);

function mark(points, [from, to, tolerance], keep) {
  let worst = tolerance;
  let found = 0;
  for (let at = from + 1; at < to; at++) {
    const off = offEdge(points[at], points[from], points[to]);
    if (off > worst) [worst, found] = [off, at];
  }
  if (!found) return;
  keep.add(found);
  mark(points, [from, found, tolerance], keep);
  mark(points, [found, to, tolerance], keep);
}

// How far a point lies from an edge, in the unit of the points.
export function offEdge(p, a, b) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const along = length ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length : 0;
  const t = Math.max(0, Math.min(1, along));
  return away(p, [a[0] + t * dx, a[1] + t * dy]);
}

const rounded = (point) => point.map((degrees) => Number(degrees.toFixed(7)));

// A GeoJSON geometry: longitude before latitude, 7 decimals (1 cm), closed, anticlockwise (RFC 7946).
export function geojson(points) {
  if (points.length === 1) return { type: "Point", coordinates: rounded(points[0]) };
  const ring = points.map(rounded);
  if (doubled(flat(points)) < 0) ring.reverse();
  return { type: "Polygon", coordinates: [[...ring, ring[0]]] };
}

// The corners of a geometry's first outer ring, or its point; none of what is no geometry.
export function corners(shape) {
  if (!shape) return [];
  if (shape.type === "Point") return [shape.coordinates.slice(0, 2).map(Number)];
  const ring = shape.type === "Polygon" ? shape.coordinates[0] : shape.coordinates[0][0];
  return ring.slice(0, -1).map((point) => point.slice(0, 2).map(Number));
}
