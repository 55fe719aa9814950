/**
 * Columns over time and bars in rows: one mark a figure, labelled with the figure itself; no axis to read off.
 * Pure. Invariant: every number drawn is a run of the chart's definition; lengths begin at zero; an open bound has an arrow in its direction.
 */
import type { Lang } from "../../kernel/index.ts";
import type { ChartDef, Point } from "../model.ts";
import { barStyle, el, emWidth, flag, GREY, hatch, INK, LINE, svg, text, wrap } from "./svg.ts";
import { keyLine } from "./key.ts";

const WIDTH = 480;
type Bars = Extract<ChartDef, { kind: "columns" | "rows" }>;

/** A small arrow where the value may lie beyond the end of its bar. */
function openEnd(bound: Point["bound"], x: number, y: number, along: "up" | "right"): string {
  const more = bound === "gt" || bound === "ge";
  if (!more && bound !== "lt" && bound !== "le") return "";
  const d = along === "up" ? (more ? `M${x - 3} ${y}l3 -5l3 5z` : `M${x - 3} ${y}l3 5l3 -5z`) : more ? `M${x} ${y - 3}l5 3l-5 3z` : `M${x} ${y - 3}l-5 3l5 3z`;
  return el("path", { d, fill: INK });
}

/** @param id distinguishes the patterns of several charts in one page. */
export function columns(chart: Bars, lang: Lang, id: string): string {
  const groups = [...Map.groupBy(chart.points, (p) => p.at.text)];
  const most = Math.max(...chart.points.flatMap((p) => [p.value, ...(p.rivals ?? []).map((r) => r.value)]), 0) || 1;
  const [top, floor, left] = [46, 200, 8];
  const slot = (WIDTH - left * 2) / groups.length;
  const y = (value: number): number => floor - (Math.max(0, value) / most) * (floor - top);
  const marks = groups.flatMap(([at, points], g) => {
    const width = Math.min(46, (slot * 0.86) / points.length - 4);
    const begin = left + g * slot + (slot - (width + 4) * points.length) / 2;
    const bars = points.flatMap((p, i) => columnOf(p, begin + i * (width + 4), width, points.length === 1 ? Math.min(slot - 3, 110) : width + 9, y, floor, `${id}-h`));
    return [...bars, text(left + (g + 0.5) * slot, floor + 15, at, { "text-anchor": "middle", "font-size": 10.5 })];
  });
  const axis = el("line", { x1: left, x2: WIDTH - left, y1: floor, y2: floor, stroke: INK, "stroke-width": 0.8 });
  const { markup, height } = keyLine(chart.points, lang, floor + 40, `${id}-h`, WIDTH);
  return svg(WIDTH, floor + 26 + height, chart.alt, hatch(`${id}-h`), text(left, 10, chart.unit, { fill: GREY }), axis, ...marks, markup);
}

function columnOf(p: Point, x: number, width: number, room: number, y: (v: number) => number, floor: number, hatch_id: string): string[] {
  const [top, middle] = [y(p.value), x + width / 2];
  const size = emWidth(p.label.text) * 9 > room ? 8 : 9;
  const lines = wrap(p.label.text + (p.label.mark === "open" ? "▲" : ""), Math.max(room, 36) / size, 3);
  const extra = p.modality === "target" ? 13 : p.bound === "gt" || p.bound === "ge" ? 7 : 2;
  return [
    el("rect", { x, y: top, width, height: Math.max(0.5, floor - top), ...barStyle(p.modality, hatch_id) }),
    ...(p.modality === "target" ? [flag(middle, top)] : [openEnd(p.bound, middle, top, "up")]),
    ...(p.rivals ?? []).map((r) => el("line", { x1: x - 2, x2: x + width + 2, y1: y(r.value), y2: y(r.value), stroke: INK, "stroke-width": 1, "stroke-dasharray": "3 2" })),
    ...lines.map((line, i) => text(middle, top - extra - (lines.length - 1 - i) * (size + 1.5), line, { "text-anchor": "middle", "font-size": size })),
  ];
}

export function rows(chart: Bars, lang: Lang, id: string): string {
  const groups = [...Map.groupBy(chart.points, (p) => p.at.text)];
  const most = Math.max(...chart.points.map((p) => p.value), 0) || 1;
  const [name, right] = [150, 92];
  const x = (value: number): number => name + (Math.max(0, value) / most) * (WIDTH - name - right);
  let at = 20;
  const marks = groups.flatMap(([title, points]) => {
    const begin = at;
    const bars = points.flatMap((p) => {
      const own = at;
      at += 18;
      return [
        el("rect", { x: name, y: own, width: Math.max(0.5, x(p.value) - name), height: 13, ...barStyle(p.modality, `${id}-h`) }), openEnd(p.bound, x(p.value), own + 6.5, "right"),
        ...(p.modality === "target" ? [flag(x(p.value) - 1, own + 11)] : []), text(x(p.value) + 9, own + 10, p.label.text + (p.label.mark === "open" ? "▲" : ""), { "font-size": 9 }),
      ];
    });
    const lines = wrap(title, (name - 8) / 9.5, 3);
    const middle = (begin + at - 5) / 2 + 3.5;
    at = Math.max(at, begin + lines.length * 11) + 8;
    return [...bars, ...lines.map((line, i) => text(name - 8, middle + (i - (lines.length - 1) / 2) * 11, line, { "text-anchor": "end", "font-size": 9.5 }))];
  });
  const axis = el("line", { x1: name, x2: name, y1: 16, y2: at, stroke: LINE, "stroke-width": 0.8 });
  const { markup, height } = keyLine(chart.points, lang, at + 18, `${id}-h`, WIDTH);
  return svg(WIDTH, at + 8 + height, chart.alt, hatch(`${id}-h`), text(name, 10, chart.unit, { fill: GREY }), axis, ...marks, markup);
}
