/**
 * Bars over time in a frame: one slot a period, one bar a figure; its number above where it has room, on an axis where it has none.
 * Pure. Invariant: bars begin at zero; an open bound has an arrow in its direction, an interval its whiskers; what another source says is a dashed line.
 */
import type { Run } from "../model.ts";
import type { Point, Tick } from "./definition.ts";
import type { Box, Pen } from "./pen.ts";
import { el, num, wrap } from "./svg.ts";

const BAR_MAX = 46;
const SLOTS_MAX = 14;

/** What all labels end in, once, and each label's number; nothing where labels have several units. */
export function sharedUnit(points: readonly { label: Run }[]): { unit: string; number: (label: Run) => string } | undefined {
  const parts = (label: Run): RegExpExecArray | null => /^[^\d−+-]*([−+-]?\d[\d,.]*%?)\s*(\D*)$/.exec(label.text);
  const units = new Set(points.map((p) => parts(p.label)?.[2]));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? { unit, number: (label) => parts(label)?.[1] ?? label.text } : undefined;
}

/** The newest periods that fit, in order. */
export const slotsOf = (points: readonly Point[], slots?: readonly Run[]): string[] => [...new Set((slots ?? points.map((p) => p.at)).map((r) => r.text))].slice(-SLOTS_MAX);

export interface Scale {
  low: number;
  high: number;
}

export function scaleOf(points: readonly Point[], more: readonly number[] = []): Scale {
  const values = [...points.flatMap((p) => [p.value, ...(p.high === undefined ? [] : [Math.min(p.high, Math.abs(p.value) * 2.2)]), ...(p.rivals ?? []).map((r) => r.value)]), ...more];
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return high === low ? { low: 0, high: 1 } : { low, high };
}

export interface BarsDrawn {
  markup: string[];
  /** Whether some number found no room, so that an axis is wanted. */
  crowded: boolean;
  xOf: (slot: string) => number;
  yOf: (value: number) => number;
}

/** Draws the bars of the points into a frame. @param labels "none" leaves numbers to the axis. */
export function barsIn(pen: Pen, points: readonly Point[], slots: readonly string[], frame: Box, scale: Scale, labels: "all" | "none" = "all"): BarsDrawn {
  const slot = frame.width / Math.max(1, slots.length);
  const yOf = (value: number): number => frame.y + (1 - (Math.min(Math.max(value, scale.low), scale.high) - scale.low) / (scale.high - scale.low)) * frame.height;
  const shared = sharedUnit(points);
  let crowded = false;
  const markup = slots.flatMap((at, s) => {
    const here = points.filter((p) => p.at.text === at).toSorted((a, b) => Number(a.part ?? false) - Number(b.part ?? false));
    const width = Math.max(3, Math.min(BAR_MAX, (slot * 0.86) / Math.max(1, here.length) - 3));
    const begin = frame.x + s * slot + (slot - (width + 3) * here.length + 3) / 2;
    return here.map((p, i) => {
      const room = here.length === 1 ? Math.min(slot - 3, 118) : width + 3;
      const told = labels === "none" ? [] : linesOf(pen, p, room, shared);
      if (told.length === 0) crowded = true;
      const lines = told.length === 0 && p.label.mark === "open" ? ["▲"] : told;
      return bar(pen, p, begin + i * (width + 3), width, { yOf, frame, lines });
    });
  });
  return { markup, crowded, xOf: (at) => frame.x + (slots.indexOf(at) + 0.5) * slot, yOf };
}

/** The number above a bar: short where all share a unit, else the whole label in up to three lines; none where there is no room. */
function linesOf(pen: Pen, p: Point, room: number, shared: ReturnType<typeof sharedUnit>): string[] {
  const mark = p.label.mark === "open" ? "▲" : "";
  if (shared) {
    const short = shared.number(p.label) + mark;
    return pen.measure(short, 9) <= room + 2 ? [short] : [];
  }
  const lines = wrap(p.label.text + mark, Math.max(room, 36) / pen.size(8), 3);
  return room < 34 || lines.some((l) => pen.measure(l, 8) > room + 14) ? [] : lines;
}

function bar(pen: Pen, p: Point, x: number, width: number, { yOf, frame, lines }: { yOf: (v: number) => number; frame: Box; lines: readonly string[] }): string {
  const [y, zero, middle] = [yOf(p.value), yOf(0), x + width / 2];
  const top = Math.min(y, zero);
  const size = lines.length > 1 ? 8 : 9;
  const clear = p.modality === "target" ? 12 : p.bound === "eq" ? 3 : 8;
  const above = p.high === undefined ? top - clear : yOf(p.high) - 3;
  const step = pen.size(size) + 1.5;
  return pen.mark(p, { x: x - 1.5, y: Math.max(frame.y - 14, above - lines.length * step), width: width + 3, height: zero - Math.max(frame.y - 14, above - lines.length * step) + (y > zero ? y - zero : 0) },
    el("rect", { x, y: top, width, height: Math.max(0.8, Math.abs(zero - y)), ...pen.fill(p.modality), ...(p.part ? { "fill-opacity": 0.4 } : {}) }),
    ...(p.modality === "target" ? [pen.flag(middle, y)] : p.high === undefined ? [openEnd(pen, p, middle, y)] : []),
    ...whiskers(pen, p, middle, yOf),
    ...(p.rivals ?? []).map((r) => el("line", { x1: x - 3, x2: x + width + 3, y1: yOf(r.value), y2: yOf(r.value), stroke: pen.onPage ? pen.look.warn : pen.look.ink, "stroke-width": 1.2, "stroke-dasharray": "3 2" })),
    ...lines.map((line, i) => pen.text(middle, above - (lines.length - 1 - i) * step, line, size, { "text-anchor": "middle", fill: pen.onPage ? "currentColor" : pen.look.ink })),
  );
}

function whiskers(pen: Pen, p: Point, x: number, yOf: (v: number) => number): string[] {
  if (p.low === undefined || p.high === undefined) return [];
  const [low, high] = [yOf(p.low), yOf(p.high)];
  return [el("path", { d: `M${num(x - 4)} ${num(high)}h8m-4 0V${num(low)}m-4 0h8`, fill: "none", stroke: pen.stroke, "stroke-width": 1.1 })];
}

/** A small arrow where the value may lie beyond the end of its bar, a wave where it is about that. */
function openEnd(pen: Pen, { bound }: Point, x: number, y: number): string {
  if (bound === "approx") return el("path", { d: `M${num(x - 5)} ${num(y - 3.5)}q2.5 -3 5 0t5 0`, fill: "none", stroke: pen.stroke, "stroke-width": 1.1 });
  if (bound === "eq") return "";
  const more = bound === "gt" || bound === "ge";
  return el("path", { d: more ? `M${num(x - 3.5)} ${num(y - 1)}l3.5 -5.5l3.5 5.5z` : `M${num(x - 3.5)} ${num(y - 6.5)}l3.5 5.5l3.5 -5.5z`, fill: pen.stroke });
}

/** The axis on the left with its lines. */
export function axis(pen: Pen, ticks: readonly Tick[], left: number, right: number, yOf: (v: number) => number): string[] {
  return ticks.flatMap((t) => [pen.line(left, yOf(t.value), right, yOf(t.value)), pen.text(left - 5, yOf(t.value) + 3.5, t.run.text, 8.5, { "text-anchor": "end", fill: pen.look.grey })]);
}
