/**
 * The map on paper: the city with what is known to lie in it, its province in the corner, belts that were given, a bar of scale.
 * Pure but for the outlines. Invariant: it says what the page's map says, with the same signs and rings; it is legible in black and white.
 */
import type { Run } from "../model.ts";
import type { Around, MapChart, MapSign } from "../chart/definition.ts";
import type { Drawing, Pen } from "../chart/pen.ts";
import { el, num } from "../chart/svg.ts";
import { boundsOf, mercator, type Plane } from "./plane.ts";
import { outlines, ringsOf, type OutlineMap, type OutlinePlace } from "./outlines.ts";
import type { Layer } from "./record.ts";
import type { LonLat } from "./simplify.ts";

const HEIGHT = 300;
const MARGIN = 16;
const INSET = { width: 92, height: 84 } as const;
const UNIT_MAX_PX = 6.4;
const SHADE = "#e3e9f0";
const LAND = "#f6f6f6";

const at = (plane: Plane, p: LonLat): string => plane(p).map(num).join(" ");
const ringPath = (plane: Plane, rings: readonly LonLat[][]): string => rings.map((r) => `M${r.map((p) => at(plane, p)).join("L")}Z`).join("");

/** Outline of a sign about the origin; the same shapes as on the page. */
export function signPath(layer: Layer, r: number): string {
  const polygon = (n: number, size: number, turn: number): string => `M${Array.from({ length: n }, (_, i) => { const a = turn + (i * 2 * Math.PI) / n; return `${num(size * Math.cos(a))} ${num(size * Math.sin(a))}`; }).join("L")}Z`;
  switch (layer) {
    case "zone": return `M${num(-r * 0.9)} ${num(-r * 0.9)}H${num(r * 0.9)}V${num(r * 0.9)}H${num(-r * 0.9)}Z`;
    case "project": return polygon(3, r * 1.25, -Math.PI / 2);
    case "institute": return polygon(4, r * 1.15, -Math.PI / 2);
    case "expo": return polygon(5, r * 1.1, -Math.PI / 2);
    case "industry": return polygon(6, r * 1.05, 0);
    default: return `M${num(-r)} 0A${num(r)} ${num(r)} 0 1 1 ${num(r)} 0A${num(r)} ${num(r)} 0 1 1 ${num(-r)} 0Z`;
  }
}

function land(plane: Plane, map: OutlineMap, held: string): string[] {
  const { look } = { look: { held: SHADE, other: LAND } };
  return map.places.toSorted((a, b) => Number(a.name === held) - Number(b.name === held)).map((p) => el("path", { d: ringPath(plane, ringsOf(map, p)), fill: p.name === held ? look.held : look.other, stroke: p.name === held ? "#1a1a1a" : "#a8a8a8", "stroke-width": p.name === held ? 1.1 : 0.5, "stroke-linejoin": "round" }));
}

/** The province with the city set off, in the corner. */
function inset(pen: Pen, map: OutlineMap, city: OutlinePlace): string {
  const plane = mercator(boundsOf(map.places.flatMap((p) => ringsOf(map, p).flat())), { x: pen.width - INSET.width - 8, y: 8, width: INSET.width, height: INSET.height });
  return el("g", {}, el("rect", { x: pen.width - INSET.width - 14, y: 2, width: INSET.width + 12, height: INSET.height + 12, fill: "#ffffff", stroke: pen.look.line, "stroke-width": 0.8 }),
    ...map.places.map((p) => el("path", { d: ringPath(plane, ringsOf(map, p)), fill: p === city ? "#6b6b6b" : LAND, stroke: "#a8a8a8", "stroke-width": 0.4 })));
}

function haloed(pen: Pen, x: number, y: number, words: string, px: number, more: Record<string, string | number> = {}): string[] {
  return [pen.text(x, y, words, px, { fill: "#ffffff", stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round", "aria-hidden": "true", ...more }), pen.text(x, y, words, px, more)];
}

function sign(pen: Pen, s: MapSign, x: number, y: number, unit: number): string {
  const r = s.r * unit;
  return pen.mark(s, { x: x - r, y: y - r, width: r * 2, height: r * 2 },
    el("g", { transform: `translate(${num(x)} ${num(y)})` },
      ...(s.exact ? [el("path", { d: `M0 ${num(r)}v5`, stroke: pen.look.ink, "stroke-width": 1.6 })] : []),
      el("path", { d: signPath(s.layer, r), fill: "#ffffff", stroke: pen.look.ink, "stroke-width": 1, "stroke-dasharray": s.planned ? "2 1.6" : undefined, "stroke-linejoin": "round" }),
      pen.text(0, s.layer === "project" ? 4.2 : 2.6, s.label.text, s.label.text.length > 2 ? 6 : 7.2, { "text-anchor": "middle" })));
}

function ring(pen: Pen, a: Around, plane: Plane, room: number): string[] {
  const [x, y] = plane([a.lon, a.lat]);
  const unit = Math.min(UNIT_MAX_PX, room / Math.max(1, a.r));
  const dash = a.exact ? undefined : a.far ? "1.2 3" : "4 3";
  return [
    ...(a.alone ? [] : [el("circle", { cx: x, cy: y, r: a.r * unit, fill: "#ffffff", "fill-opacity": 0.75, stroke: pen.look.ink, "stroke-width": 0.9, "stroke-dasharray": dash })]),
    ...a.rings.map((g) => el("circle", { cx: x + g.x * unit, cy: y + g.y * unit, r: g.r * unit, fill: "#ffffff", stroke: "#9a9a9a", "stroke-width": 0.7 })),
    ...a.signs.map((s) => sign(pen, s, x + s.x * unit, y + s.y * unit, unit)),
    ...(a.alone ? [] : haloed(pen, x, y - a.r * unit - 5, a.name.map((r) => r.text).join(""), 9, { "text-anchor": "middle" })),
  ];
}

/** The figures told of a place, one beside the other, each with its own link. */
function told(pen: Pen, labels: readonly Run[], y: number): string[] {
  let x = 10;
  return labels.flatMap((label, i) => {
    const words = label.text + (i < labels.length - 1 ? (pen.lang === "zh" ? "，" : ", ") : "");
    const width = pen.measure(words, 9);
    const from = x;
    x += width;
    return [pen.mark(label, { x: from, y: y - 10, width, height: 13 }, ...haloed(pen, from, y, words, 9))];
  });
}

/** Draws the definition. A map whose outlines are not held is an empty drawing. */
export function drawMap(chart: MapChart, pen: Pen): Drawing {
  const map = outlines().maps.find((p) => p.key === chart.province);
  const city = map?.places.find((p) => p.name === chart.city);
  if (!map || !city) return pen.whole(10, chart.alt, []);
  const frame = { x: MARGIN, y: MARGIN + 4, width: pen.width - MARGIN * 2, height: HEIGHT - MARGIN * 2 - 4 };
  const plane = mercator(boundsOf(ringsOf(map, city).flat()), frame);
  const clip = `${pen.id}-m`;
  const taken = new Set([city.name]);
  const names = pen.lang === "zh" ? map.places.filter((p) => !taken.has(p.name)).flatMap((p) => { const [x, y] = plane(p.centre); return x > 24 && x < pen.width - INSET.width - 30 && y > 14 && y < HEIGHT - 8 ? [pen.text(x, y, p.name, 8, { "text-anchor": "middle", fill: "#8a8a8a" })] : []; }) : [];
  const spots = chart.spots.flatMap((spot, i) => [
    ...haloed(pen, 10, HEIGHT - 34 - (chart.spots.length - 1 - i) * 30, spot.name.text, 11),
    ...told(pen, spot.label ?? [], HEIGHT - 20 - (chart.spots.length - 1 - i) * 30),
  ]);
  const room = Math.min(frame.height, frame.width) * 0.44;
  return pen.whole(HEIGHT, chart.alt, [
    el("defs", {}, el("clipPath", { id: clip }, el("rect", { x: 0, y: 0, width: pen.width, height: HEIGHT }))),
    el("g", { "clip-path": `url(#${clip})` }, ...land(plane, map, city.name), ...names,
      ...(chart.lines ?? []).map((line) => el("path", { d: `M${line.map((p) => at(plane, p)).join("L")}`, fill: "none", stroke: pen.look.ink, "stroke-width": 2.4, "stroke-linejoin": "round", "stroke-linecap": "round" })),
      ...(chart.around ?? []).flatMap((a) => ring(pen, a, plane, room)), ...spots, inset(pen, map, city)),
    el("rect", { x: 0.4, y: 0.4, width: pen.width - 0.8, height: HEIGHT - 0.8, fill: "none", stroke: pen.look.line, "stroke-width": 0.8 }),
  ]);
}
