/**
 * From degrees to a box of paper by the spherical Mercator projection, as the page's map does.
 * Pure. Invariant: the bounds fit the box whole, in the middle, without being stretched.
 */
import type { LonLat } from "./simplify.ts";

export type Plane = (p: LonLat) => [x: number, y: number];
export interface Bounds { w: number; e: number; s: number; n: number }
interface Box { x: number; y: number; width: number; height: number }

const RAD = Math.PI / 180;
const up = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * RAD) / 2)) / RAD;

export const boundsOf = (points: readonly LonLat[]): Bounds => points.reduce<Bounds>((b, [lon, lat]) => ({ w: Math.min(b.w, lon), e: Math.max(b.e, lon), s: Math.min(b.s, lat), n: Math.max(b.n, lat) }), { w: 180, e: -180, s: 90, n: -90 });

export function mercator({ w, e, s, n }: Bounds, box: Box): Plane {
  const [south, north] = [up(s), up(n)];
  const k = Math.min(box.width / Math.max(1e-9, e - w), box.height / Math.max(1e-9, north - south));
  const [left, top] = [box.x + (box.width - (e - w) * k) / 2, box.y + (box.height - (north - south) * k) / 2];
  return ([lon, lat]) => [left + (lon - w) * k, top + (north - up(lat)) * k];
}
