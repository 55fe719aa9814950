/** Outlines from the answer of the server as paths of the plane. Pure. Invariant: each path is closed and drawn in the plane's own units, times `PLANE`. */
import type { MapOutlines, MapPoint } from "../../api.ts";
import { type Bounds, boundsOf, project } from "./projection.ts";

/** Units of a path to the plane's one: enough for whole numbers of a few metres. */
export const PLANE = 1e6;

export interface PlacePath {
  code: string;
  name: { zh: string; en: string };
  centre: MapPoint;
  bounds: Bounds;
  d: string;
}
export interface OutlinePaths {
  country: PlacePath[];
  /** Prefectures by the six digits of their province. */
  provinces: Map<string, PlacePath[]>;
}

export function outlinePaths(outlines: MapOutlines): OutlinePaths {
  const maps = outlines.maps.map((map) => {
    const arcs = map.arcs.map((steps) => pointsOf(steps, outlines.grid_deg));
    return {
      code: map.code,
      places: map.places.map((place): PlacePath => {
        const rings = place.rings.map((ring) => ring.flatMap((n, i) => { const arc = n < 0 ? arcs[~n]!.toReversed() : arcs[n]!; return i === 0 ? arc : arc.slice(1); }));
        return { code: place.code, name: { zh: place.name, en: place.en }, centre: place.centre, bounds: boundsOf(rings.flat())!, d: rings.map(ringPath).join("") };
      }),
    };
  });
  return { country: maps.find((m) => m.code === "100000")?.places ?? [], provinces: new Map(maps.filter((m) => m.code !== "100000").map((m) => [m.code, m.places])) };
}

function pointsOf(steps: readonly number[], grid: number): MapPoint[] {
  const points: MapPoint[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    [x, y] = [x + steps[i]!, y + steps[i + 1]!];
    points.push([x * grid, y * grid]);
  }
  return points;
}

const plane = (p: MapPoint): string => project(p).map((v) => Math.round(v * PLANE)).join(" ");
export const linePath = (line: readonly MapPoint[]): string => `M${line.map(plane).join("L")}`;
export const ringPath = (ring: readonly MapPoint[]): string => `${linePath(ring)}Z`;
