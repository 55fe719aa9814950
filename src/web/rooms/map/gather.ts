/**
 * What of the map is drawn openly at a zoom and what as one counted badge: rings that would cover more than they stand for are closed.
 * Pure. Invariant: every anchor is in exactly one place of the answer, and a badge counts all that it stands for.
 */
import type { MapAnchorView, MapCounts } from "../../api.ts";
import { toFrame, type View } from "./projection.ts";

export interface OpenAnchor {
  index: number;
  x: number;
  y: number;
  /** Pixels to a unit of the drawing. */
  unit: number;
}
export interface Badge {
  indices: number[];
  x: number;
  y: number;
  r: number;
  n: number;
  counts: MapCounts;
}
export interface Gathered {
  open: OpenAnchor[];
  badges: Badge[];
}

const UNIT = { least: 4.2, most: 11, middle: 6.6, at_zoom: 7.4 } as const;
/** Zoom below which what is only known to lie there is counted, not spread. */
const OPEN_FROM: Readonly<Record<MapAnchorView["rung"], number>> = { own: 0, container: 6.2, district: 7, city: 6.2, province: 5 };

const EXACT: ReadonlySet<string> = new Set(["own", "container"]);

export const countOf = (counts: MapCounts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);
export const badgeRadius = (n: number): number => 8 + 2.6 * Math.log2(Math.max(1, n));

function unitFor(anchor: MapAnchorView, view: View, frame: { width: number; height: number }): number {
  const wanted = UNIT.middle * 2 ** ((view.zoom - UNIT.at_zoom) / 2.6);
  const room = (0.4 * Math.min(frame.width, frame.height)) / Math.max(1, anchor.r);
  return Math.max(UNIT.least, Math.min(UNIT.most, wanted, anchor.rung === "own" ? UNIT.most : room));
}

export function gather(anchors: readonly MapAnchorView[], view: View, frame: { width: number; height: number }): Gathered {
  const placed = anchors.map((anchor, index) => ({ anchor, index, ...toFrame(view, frame, [anchor.lon, anchor.lat]), unit: unitFor(anchor, view, frame) }));
  const open: (OpenAnchor & { reach: number; exact: boolean })[] = [];
  const closed: typeof placed = [];
  for (const one of placed) {
    const reach = one.anchor.r * one.unit;
    // A position that was given is drawn over a ring that only says “somewhere here”.
    const exact = EXACT.has(one.anchor.rung);
    const free = open.every((o) => o.exact !== exact || Math.hypot(o.x - one.x, o.y - one.y) > (o.reach + reach) * 0.98);
    if (view.zoom >= OPEN_FROM[one.anchor.rung] && free && !one.anchor.key.startsWith("cell:")) open.push({ index: one.index, x: one.x, y: one.y, unit: one.unit, reach, exact });
    else closed.push(one);
  }
  const badges: Badge[] = [];
  for (const one of closed) {
    const n = countOf(one.anchor.counts);
    const near = badges.find((b) => Math.hypot(b.x - one.x, b.y - one.y) < b.r + badgeRadius(n) * 0.6);
    if (!near) { badges.push({ indices: [one.index], x: one.x, y: one.y, r: badgeRadius(n), n, counts: { ...one.anchor.counts } }); continue; }
    near.indices.push(one.index);
    near.n += n;
    near.r = badgeRadius(near.n);
    for (const [layer, more] of Object.entries(one.anchor.counts)) near.counts[layer as keyof MapCounts] = (near.counts[layer as keyof MapCounts] ?? 0) + more;
  }
  // Rings first, so that what has a position lies on top.
  return { open: open.toSorted((a, b) => Number(a.exact) - Number(b.exact)).map(({ index, x, y, unit }) => ({ index, x, y, unit })), badges };
}

interface Spot { key: string; x: number; y: number }
/** The nearest spot in the direction of an arrow key, weighing what lies aside of it. */
export function neighbourOf(spots: readonly Spot[], from: Spot, key: string): Spot | undefined {
  const [dx, dy] = key === "ArrowRight" ? [1, 0] : key === "ArrowLeft" ? [-1, 0] : key === "ArrowDown" ? [0, 1] : key === "ArrowUp" ? [0, -1] : [0, 0];
  if (dx === 0 && dy === 0) return undefined;
  const cost = (s: Spot): number => { const [along, across] = [(s.x - from.x) * dx + (s.y - from.y) * dy, Math.abs((s.x - from.x) * dy) + Math.abs((s.y - from.y) * dx)]; return along <= 0.5 ? Infinity : along + 2 * across; };
  const best = spots.filter((s) => s.key !== from.key).toSorted((a, b) => cost(a) - cost(b))[0];
  return best && cost(best) < Infinity ? best : undefined;
}
