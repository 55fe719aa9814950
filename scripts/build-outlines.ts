/**
 * Outlines for the maps of a paper, from the free outlines of prefectures: small, and simplified alike on both sides of a border.
 *
 *     node scripts/build-outlines.ts FOLDER
 *
 * FOLDER holds `jilin.geojson`, `jiangxi.geojson`, `guangdong.geojson` with a name and a centre (`cp`) of each prefecture. Every point is
 * snapped to a grid, so that neighbours keep a common border, and repeated points fall away. The same input gives the same bytes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const GRID_DEG = 0.015;
const RING_POINTS_MIN = 4;
const PROVINCES = [["jilin", "吉林省", "Jilin"], ["jiangxi", "江西省", "Jiangxi"], ["guangdong", "广东省", "Guangdong"]] as const;

type Ring = [number, number][];
interface Feature { properties: { name: string; cp: [number, number] }; geometry: { type: string; coordinates: Ring[] | Ring[][] } }

const snap = (v: number): number => Math.round(v / GRID_DEG);

/** A ring on the grid, as steps from point to point; nothing for one that shrinks away. */
function simple(ring: Ring): number[] | undefined {
  const points: [number, number][] = [];
  for (const [lon, lat] of ring) {
    const p: [number, number] = [snap(lon), snap(lat)];
    const [a, b] = [points.at(-2), points.at(-1)];
    if (b && b[0] === p[0] && b[1] === p[1]) continue;
    // Three points in one line: the middle one says nothing.
    if (a && b && (b[0] - a[0]) * (p[1] - b[1]) === (b[1] - a[1]) * (p[0] - b[0])) points.pop();
    points.push(p);
  }
  if (points.length < RING_POINTS_MIN) return undefined;
  return points.flatMap(([x, y], i) => (i === 0 ? [x, y] : [x - points[i - 1]![0], y - points[i - 1]![1]]));
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the folder of outlines");
const provinces = PROVINCES.map(([file, zh, en]) => {
  const { features } = JSON.parse(readFileSync(join(folder, `${file}.geojson`), "utf8")) as { features: Feature[] };
  const places = features.map((f) => {
    const polygons = (f.geometry.type === "MultiPolygon" ? f.geometry.coordinates : [f.geometry.coordinates]) as Ring[][];
    return { name: f.properties.name, centre: f.properties.cp, rings: polygons.flat().flatMap((r) => { const s = simple(r); return s ? [s] : []; }) };
  });
  return { key: file, zh, en, places };
});
const text = `{"grid_deg":${GRID_DEG},"provinces":[\n${provinces.map((p) => JSON.stringify(p)).join(",\n")}\n]}\n`;
writeFileSync(new URL("../data/report/outlines.json", import.meta.url), text);
process.stdout.write(`${text.length} bytes\n`);
