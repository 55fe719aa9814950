/**
 * A map of a province with its prefectures, the city set off, and spots with their figures.
 * Pure but for the outlines. Invariant: every number on it is a run of the definition; it says of itself that it is a sketch.
 */
import type { Lang } from "../../kernel/index.ts";
import { el, FONT, INK, num, svg, text, xml } from "../chart/svg.ts";
import type { ChartDef } from "../model.ts";
import { outlines, ringsOf } from "./outlines.ts";

const WIDTH = 480;
const MARGIN = 10;
const HEIGHT_MAX = 215;

/** Words with a white rim below them: drawn twice, since not every reader of SVG knows the order of stroke and fill. */
function haloed(x: number, y: number, words: string, size: number): string[] {
  const at = { x, y, "font-family": FONT, "font-size": size };
  return [el("text", { ...at, fill: "#ffffff", stroke: "#ffffff", "stroke-width": 3, "aria-hidden": "true" }, xml(words)), el("text", { ...at, fill: INK }, xml(words))];
}

export function mapSvg(map: Extract<ChartDef, { kind: "map" }>, lang: Lang, _id: string): string {
  const province = outlines().maps.find((p) => p.key === map.province);
  if (!province) return svg(WIDTH, 10, map.alt);
  const drawn = province.places.map((p) => ({ ...p, rings: ringsOf(province, p) }));
  const points = drawn.flatMap((p) => p.rings.flat());
  const [w, e] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const [s, n] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  // Degrees of longitude shrink with latitude: one middle latitude is exact enough for a sketch of one province.
  const shrink = Math.cos(((s + n) / 2) * (Math.PI / 180));
  const scale = Math.min((WIDTH - MARGIN * 2) / ((e - w) * shrink), (HEIGHT_MAX - MARGIN * 2) / (n - s));
  const left = (WIDTH - (e - w) * shrink * scale) / 2;
  const x = (lon: number): number => left + (lon - w) * shrink * scale;
  const y = (lat: number): number => MARGIN + (n - lat) * scale;
  const height = (n - s) * scale + MARGIN * 2;
  const path = (rings: readonly (readonly [number, number])[][]): string => rings.map((r) => `M${r.map(([lon, lat]) => `${num(x(lon))} ${num(y(lat))}`).join("L")}Z`).join("");
  const places = drawn.map((p) => el("path", { d: path(p.rings), fill: p.name === map.city ? "#d9e4ef" : "#f6f6f6", stroke: p.name === map.city ? INK : "#a8a8a8", "stroke-width": p.name === map.city ? 1.2 : 0.5, "stroke-linejoin": "round" }));
  const names = lang === "zh" ? province.places.filter((p) => p.name !== map.city && !map.spots.some((s) => x(p.centre[0]) - x(s.lon) > -30 && x(p.centre[0]) - x(s.lon) < 95 && Math.abs(y(p.centre[1]) - y(s.lat) - 12) < 26)).map((p) => text(x(p.centre[0]), y(p.centre[1]), p.name, { "font-size": 8, "text-anchor": "middle", fill: "#8a8a8a" })) : [];
  const spots = map.spots.map((spot) => el("g", {},
    el("circle", { cx: x(spot.lon), cy: y(spot.lat), r: spot.emphasis ? 4 : 2.5, fill: INK }),
    ...haloed(x(spot.lon) + 7, y(spot.lat) + 3.5, spot.name.text, spot.emphasis ? 11 : 9),
    ...(spot.label ?? []).flatMap((line, i) => haloed(x(spot.lon) + 7, y(spot.lat) + 16 + i * 12, line.text, 9))));
  return svg(WIDTH, height, map.alt, ...places, ...names, ...spots);
}
