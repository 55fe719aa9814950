/**
 * Points, lines and areas on the ground, as well-known text (OGC 06-103r4) in degrees of WGS-84, longitude first.
 * Pure. Invariant: a geometry that was read is finite, within the globe, bounded in points, closed where it is an area and does not cross itself.
 */
import { DEGREE_M, type LonLat } from "./simplify.ts";

export type Geometry =
  | { kind: "point"; at: LonLat }
  | { kind: "line"; line: LonLat[] }
  /** The first ring bounds it, the others are holes; each ends where it begins. */
  | { kind: "area"; rings: LonLat[][] };

/** What is wrong with a geometry, for people to mend. */
export interface GeometryFlaw {
  code: string;
  zh: string;
  en: string;
}
export type GeometryRead = { geometry: Geometry } | { flaw: GeometryFlaw };

/** Points of one geometry: more says nothing on a map of a city. */
export const POINTS_MAX = 20_000;
const RAD = Math.PI / 180;

const flaw = (code: string, zh: string, en: string): { flaw: GeometryFlaw } => ({ flaw: { code, zh, en } });

/** Metres between two points on the sphere (haversine). */
export function distance_m(a: LonLat, b: LonLat): number {
  const [x, y] = [Math.sin(((b[0] - a[0]) * RAD) / 2), Math.sin(((b[1] - a[1]) * RAD) / 2)];
  return 2 * (DEGREE_M / RAD) * Math.asin(Math.min(1, Math.sqrt(y * y + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * x * x)));
}

export const length_m = (line: readonly LonLat[]): number => line.slice(1).reduce((sum, p, i) => sum + distance_m(line[i]!, p), 0);

/** Square metres of a closed ring, on a plane that touches the globe at its middle: exact enough below a few hundred kilometres. */
export function ringArea_m2(ring: readonly LonLat[]): number {
  const lat = ring.reduce((sum, p) => sum + p[1], 0) / ring.length;
  const twice = ring.reduce((sum, p, i) => { const q = ring[(i + 1) % ring.length]!; return sum + p[0] * q[1] - q[0] * p[1]; }, 0);
  return (Math.abs(twice) / 2) * DEGREE_M * DEGREE_M * Math.cos(lat * RAD);
}

export const area_m2 = (rings: readonly LonLat[][]): number => rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * ringArea_m2(ring), 0);

export const pointsOf = (g: Geometry): readonly LonLat[] => (g.kind === "point" ? [g.at] : g.kind === "line" ? g.line : g.rings.flat());

/** The point that stands for it: itself, the middle of the way, or the centre of gravity of the outer ring. */
export function middleOf(g: Geometry): LonLat {
  if (g.kind === "point") return g.at;
  if (g.kind === "line") {
    let left = length_m(g.line) / 2;
    for (let i = 1; i < g.line.length; i++) {
      const [a, b] = [g.line[i - 1]!, g.line[i]!];
      const step = distance_m(a, b);
      if (step >= left && step > 0) return [a[0] + ((b[0] - a[0]) * left) / step, a[1] + ((b[1] - a[1]) * left) / step];
      left -= step;
    }
    return g.line[0]!;
  }
  const ring = g.rings[0]!;
  const [ox, oy] = ring[0]!;
  let [x, y, twice] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i]![0] - ox, ring[i]![1] - oy, ring[i + 1]![0] - ox, ring[i + 1]![1] - oy];
    const c = ax * by - bx * ay;
    [x, y, twice] = [x + (ax + bx) * c, y + (ay + by) * c, twice + c];
  }
  return twice === 0 ? ring[0]! : [ox + x / (3 * twice), oy + y / (3 * twice)];
}

const side = (a: LonLat, b: LonLat, c: LonLat): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

function meet(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const [p, q, r, s] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (p !== q && r !== s) return true;
  const on = (u: LonLat, v: LonLat, w: LonLat): boolean => Math.min(u[0], v[0]) <= w[0] && w[0] <= Math.max(u[0], v[0]) && Math.min(u[1], v[1]) <= w[1] && w[1] <= Math.max(u[1], v[1]);
  return (p === 0 && on(a, b, c)) || (q === 0 && on(a, b, d)) || (r === 0 && on(c, d, a)) || (s === 0 && on(c, d, b));
}

/** Where closed rings cross or touch themselves or each other, if they do. Sides are sorted by longitude, so only those abreast are compared. */
export function crossingOf(rings: readonly LonLat[][]): LonLat | undefined {
  const sides = rings.flatMap((ring, r) => ring.slice(0, -1).map((a, i) => ({ r, i, n: ring.length - 1, a, b: ring[i + 1]!, from: Math.min(a[0], ring[i + 1]![0]), to: Math.max(a[0], ring[i + 1]![0]) })))
    .sort((x, y) => x.from - y.from);
  let active: typeof sides = [];
  for (const one of sides) {
    active = active.filter((other) => other.to >= one.from);
    for (const other of active) {
      const apart = other.r === one.r ? Math.abs(other.i - one.i) : undefined;
      // Neighbours share their corner; they may meet nowhere else.
      if (apart === 1 || (apart !== undefined && apart === one.n - 1)) continue;
      if (meet(one.a, one.b, other.a, other.b)) return one.a;
    }
    active.push(one);
  }
  return undefined;
}

const same = (a: LonLat, b: LonLat): boolean => a[0] === b[0] && a[1] === b[1];
const at = (p: LonLat): string => `${p[0]}, ${p[1]}`;

function pointFlaw(points: readonly LonLat[]): { flaw: GeometryFlaw } | undefined {
  if (points.length > POINTS_MAX) return flaw("map/too-many-points", `有 ${points.length} 个点，最多 ${POINTS_MAX} 个`, `it has ${points.length} points; at most ${POINTS_MAX} are taken`);
  const wild = points.find(([lon, lat]) => !Number.isFinite(lon) || !Number.isFinite(lat));
  if (wild) return flaw("map/not-a-number", "有坐标不是数", "a coordinate is not a number");
  const far = points.find(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90);
  if (far && Math.max(Math.abs(far[0]), Math.abs(far[1])) > 400) return flaw("map/projected", `坐标 ${at(far)} 像是以米计的投影坐标，不是经纬度`, `the coordinates ${at(far)} look like metres of a projection, not degrees`);
  if (far) return flaw("map/out-of-range", `坐标 ${at(far)} 不是先经度后纬度的度数`, `the coordinates ${at(far)} are not degrees of longitude, then latitude`);
  return undefined;
}

/** A geometry made sound, or what is wrong with it: rings are closed, repeated points dropped, crossings refused. */
export function checked(g: Geometry): GeometryRead {
  const wrong = pointFlaw(pointsOf(g));
  if (wrong) return wrong;
  const without = (line: readonly LonLat[]): LonLat[] => line.filter((p, i) => i === 0 || !same(p, line[i - 1]!));
  if (g.kind === "point") return { geometry: g };
  if (g.kind === "line") {
    const line = without(g.line);
    return line.length < 2 ? flaw("map/short-line", "一条线至少要有两个不同的点", "a line needs two different points at least") : { geometry: { kind: "line", line } };
  }
  const rings = g.rings.map((ring) => { const open = without(ring); return open.length > 0 && !same(open[0]!, open.at(-1)!) ? [...open, open[0]!] : open; });
  const flat = (ring: LonLat[]): boolean => ring.length < 4 || ring.every((p) => side(ring[0]!, ring[1]!, p) === 0);
  if (rings.length === 0 || rings.some(flat)) return flaw("map/flat-ring", "一个面的边界至少要有三个不在一线上的点", "the border of an area needs three points at least, not in one line");
  const crossed = crossingOf(rings);
  if (crossed) return flaw("map/self-crossing", `面的边界在 ${at(crossed)} 附近自相交或相接`, `the border of the area crosses or touches itself near ${at(crossed)}`);
  return { geometry: { kind: "area", rings } };
}

const place = (p: LonLat): string => `${Number(p[0].toFixed(6))} ${Number(p[1].toFixed(6))}`;
const list = (line: readonly LonLat[]): string => `(${line.map(place).join(", ")})`;

/** As well-known text, six decimals (a tenth of a metre). */
export function wktOf(g: Geometry): string {
  switch (g.kind) {
    case "point": return `POINT (${place(g.at)})`;
    case "line": return `LINESTRING ${list(g.line)}`;
    case "area": return `POLYGON (${g.rings.map(list).join(", ")})`;
  }
}

function pairs(text: string): LonLat[] | undefined {
  const points = text.split(",").map((pair) => pair.trim().split(/\s+/));
  if (points.some((p) => p.length !== 2 || p.some((n) => !/^[-+]?\d+(\.\d+)?$/.test(n)))) return undefined;
  return points.map(([lon, lat]): LonLat => [Number(lon), Number(lat)]);
}

/** Reads well-known text of a point, a line or an area of two dimensions. */
export function readWkt(text: string): GeometryRead {
  const form = flaw("map/not-wkt", "不是 POINT、LINESTRING 或 POLYGON 形式的位置", "this is no position in the form of POINT, LINESTRING or POLYGON");
  const m = /^\s*(POINT|LINESTRING|POLYGON)\s*\((.*)\)\s*$/s.exec(text.slice(0, 200_000));
  if (!m) return form;
  if (m[1] === "POLYGON") {
    const rings = [...m[2]!.matchAll(/\(([^()]*)\)/g)].map((r) => pairs(r[1]!));
    if (rings.length === 0 || rings.some((r) => r === undefined) || m[2]!.replace(/\([^()]*\)/g, "").replace(/[\s,]/g, "") !== "") return form;
    return checked({ kind: "area", rings: rings as LonLat[][] });
  }
  const line = pairs(m[2]!);
  if (!line || (m[1] === "POINT" && line.length !== 1)) return form;
  return checked(m[1] === "POINT" ? { kind: "point", at: line[0]! } : { kind: "line", line });
}
