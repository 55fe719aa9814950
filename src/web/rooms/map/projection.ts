/**
 * From degrees to the plane of the map and back: the spherical Mercator projection, on which every small shape keeps its form.
 * Pure. Invariant: `unproject` undoes `project`; an address of a view gives that view again.
 * Source: Snyder, J. P. (1987) Map Projections: A Working Manual, USGS Professional Paper 1395, pp. 38-47.
 */
import type { MapPoint } from "../../api.ts";

const RAD = Math.PI / 180;
/** Pixels of the whole globe at zoom 0. */
const GLOBE_PX = 256;
const LAT_MAX = 84;
export const ZOOM = { least: 2.4, most: 17 } as const;

/** Where the middle of the frame is, and how large a degree. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** The plane: 0 to 1 from west to east, and from north to south. */
export function project([lon, lat]: MapPoint): MapPoint {
  const bound = Math.max(-LAT_MAX, Math.min(LAT_MAX, lat));
  return [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (bound * RAD) / 2)) / (2 * Math.PI)];
}

export function unproject([x, y]: MapPoint): MapPoint {
  return [x * 360 - 180, (2 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - Math.PI / 2) / RAD];
}

export const worldPx = (zoom: number): number => GLOBE_PX * 2 ** zoom;

/** Pixels in a frame whose middle is the view's. */
export function toFrame(view: View, frame: { width: number; height: number }, at: MapPoint): { x: number; y: number } {
  const [[x, y], [cx, cy], k] = [project(at), project([view.lon, view.lat]), worldPx(view.zoom)];
  return { x: (x - cx) * k + frame.width / 2, y: (y - cy) * k + frame.height / 2 };
}

export function fromFrame(view: View, frame: { width: number; height: number }, at: { x: number; y: number }): MapPoint {
  const [[cx, cy], k] = [project([view.lon, view.lat]), worldPx(view.zoom)];
  return unproject([cx + (at.x - frame.width / 2) / k, cy + (at.y - frame.height / 2) / k]);
}

export interface Bounds { w: number; s: number; e: number; n: number }
export const boundsOf = (points: readonly MapPoint[]): Bounds | undefined => (points.length === 0 ? undefined : points.reduce<Bounds>((b, [lon, lat]) => ({ w: Math.min(b.w, lon), e: Math.max(b.e, lon), s: Math.min(b.s, lat), n: Math.max(b.n, lat) }), { w: 180, e: -180, s: 90, n: -90 }));

/** The view that shows these bounds whole. `most`: no nearer than this, for a single point. */
export function viewOf(b: Bounds, frame: { width: number; height: number }, most = 11): View {
  const [[x0, y1], [x1, y0]] = [project([b.w, b.s]), project([b.e, b.n])];
  const zoom = Math.log2(Math.min(frame.width / Math.max(1e-9, x1 - x0), frame.height / Math.max(1e-9, y1 - y0)) / GLOBE_PX);
  const [lon, lat] = unproject([(x0 + x1) / 2, (y0 + y1) / 2]);
  return clampView({ lon, lat, zoom: Math.min(most, zoom - 0.12) });
}

export const clampView = ({ lon, lat, zoom }: View): View => ({ lon: Math.max(60, Math.min(150, lon)), lat: Math.max(-5, Math.min(60, lat)), zoom: Math.max(ZOOM.least, Math.min(ZOOM.most, zoom)) });

/** `125.32,43.89,7.5`: what an address says of the view. */
export const viewText = (v: View): string => [v.lon.toFixed(6), v.lat.toFixed(6), v.zoom.toFixed(3)].map((t) => String(Number(t))).join(",");
export function viewIn(text: string | null): View | undefined {
  const parts = (text ?? "").split(",").map(Number);
  if (text === null || parts.length !== 3 || parts.some((n) => !Number.isFinite(n))) return undefined;
  return clampView({ lon: parts[0]!, lat: parts[1]!, zoom: parts[2]! });
}

/** Metres to a pixel in the middle of the view, for the bar of scale. */
export const metresPerPx = (v: View): number => (40_030_170 * Math.cos(v.lat * RAD)) / worldPx(v.zoom);
/** A round length that is drawn at most so wide. */
export function scaleBar(v: View, most_px: number): { metres: number; px: number } {
  const most = metresPerPx(v) * most_px;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? power;
  return { metres, px: metres / metresPerPx(v) };
}
