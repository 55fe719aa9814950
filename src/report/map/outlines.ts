/**
 * Outlines of provinces and prefectures, from free geodata (NOTICE): for orientation, not for measuring.
 * Invariant: what is drawn is the file's; a common border is one line for both sides; a place that the file does not hold has no outline.
 */
import { readFileSync } from "node:fs";
import type { LonLat } from "./simplify.ts";

export interface OutlinePlace {
  /** Six digits of GB/T 2260. */
  code: string;
  name: string;
  en: string;
  centre: [lon: number, lat: number];
  /** Each ring as pieces of border: `n` the piece as it runs, `~n` the other way round. */
  rings: number[][];
}
export interface OutlineMap {
  key: string;
  code: string;
  zh: string;
  en: string;
  /** Pieces of border as steps on the grid: the first pair is a place, the others go on from it. */
  arcs: number[][];
  places: OutlinePlace[];
}
export interface Outlines {
  grid_deg: number;
  maps: OutlineMap[];
}

/** What is said wherever the outlines are shown. */
export const OUTLINES_NOTE = {
  zh: "界线据 ECharts 4.9.0 所附地图数据简化（Apache-2.0），约为 2015—2019 年的区划，采用地图商坐标（GCJ-02，偏移数百米），未绘南海诸岛等；只作方位示意，不作划界依据，也不是审定的标准地图。",
  en: "Outlines are simplified from the map data of Apache ECharts 4.9.0 (Apache-2.0): divisions of about 2015 to 2019, in the map vendor's coordinates (GCJ-02, some hundred metres off), small islands left out; for orientation only, they settle no border and are no official map.",
} as const;

let held: Outlines | undefined;

/** The file as it is: what is sent to the page. */
export function outlines(): Outlines {
  return (held ??= JSON.parse(readFileSync(new URL("../../../data/report/outlines.json", import.meta.url), "utf8")) as Outlines);
}

/** A piece of border as points. */
export function arcPoints(steps: readonly number[], grid_deg: number): LonLat[] {
  const points: LonLat[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < steps.length; i += 2) {
    [x, y] = [x + steps[i]!, y + steps[i + 1]!];
    points.push([x * grid_deg, y * grid_deg]);
  }
  return points;
}

/** The rings of a place as points, each closed. */
export function ringsOf(map: OutlineMap, place: OutlinePlace): LonLat[][] {
  const { grid_deg } = outlines();
  return place.rings.map((ring) => ring.flatMap((n, i) => {
    const points = arcPoints(map.arcs[n < 0 ? ~n : n]!, grid_deg);
    const run = n < 0 ? points.reverse() : points;
    return i === 0 ? run : run.slice(1);
  }));
}

/** The most detailed map that has the division, by its code: that of its province, else the whole country. */
export function mapOf(code: string): OutlineMap {
  const maps = outlines().maps;
  return maps.find((m) => m.code !== "100000" && m.code.slice(0, 2) === code.slice(0, 2)) ?? maps[0]!;
}

/** The map and outline of a city's Chinese name (`长春市`, or `中山`), where prefectures of its province are drawn. */
export function cityIn(name: string): { province: OutlineMap; city: OutlinePlace } | undefined {
  for (const province of outlines().maps.slice(1)) {
    const city = province.places.find((p) => p.name === name || p.name === `${name}市`);
    if (city) return { province, city };
  }
  return undefined;
}
