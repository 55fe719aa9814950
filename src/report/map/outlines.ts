/**
 * Outlines of prefectures, from free geodata (NOTICE): for orientation, not for measuring.
 * Invariant: what is drawn is the file's; a city that it does not hold gives no map rather than a guess.
 */
import { readFileSync } from "node:fs";

export interface OutlinePlace {
  name: string;
  centre: [lon: number, lat: number];
  /** Closed rings of points in degrees. */
  rings: [lon: number, lat: number][][];
}
export interface Province {
  key: string;
  zh: string;
  en: string;
  places: OutlinePlace[];
}

let provinces: readonly Province[] | undefined;

export function outlines(): readonly Province[] {
  if (provinces) return provinces;
  const raw = JSON.parse(readFileSync(new URL("../../../data/report/outlines.json", import.meta.url), "utf8")) as { grid_deg: number; provinces: (Omit<Province, "places"> & { places: { name: string; centre: [number, number]; rings: number[][] }[] })[] };
  provinces = raw.provinces.map((p) => ({ ...p, places: p.places.map((place) => ({ ...place, rings: place.rings.map((steps) => pointsOf(steps, raw.grid_deg)) })) }));
  return provinces;
}

function pointsOf(steps: readonly number[], grid: number): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    [x, y] = i === 0 ? [steps[0]!, steps[1]!] : [x + steps[i]!, y + steps[i + 1]!];
    points.push([x * grid, y * grid]);
  }
  return points;
}

/** The province and prefecture of a city's Chinese name (`长春市`, or `中山`), where the outlines hold it. */
export function cityIn(name: string): { province: Province; city: OutlinePlace } | undefined {
  for (const province of outlines()) {
    const city = province.places.find((p) => p.name === name || p.name === `${name}市`);
    if (city) return { province, city };
  }
  return undefined;
}
