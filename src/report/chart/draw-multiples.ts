/**
 * Small multiples: the same figure of several places side by side, on one scale and over the same years.
 * Pure. Invariant: a row has one scale for all its panels; where the record tells nothing, the panel says so.
 */
import { axis, barsIn, scaleOf, sharedUnit } from "./bars.ts";
import type { Multiples, PanelRow } from "./definition.ts";
import { unitLine } from "./draw-trend.ts";
import { keyLine } from "./key.ts";
import type { Drawing, Pen } from "./pen.ts";
import { wrap } from "./svg.ts";

const PLOT = 84;
const GAP = 14;
const HEAD = 20;

export function drawMultiples(chart: Multiples, pen: Pen): Drawing {
  const n = Math.max(1, chart.columns.length);
  const most = pen.width < 320 ? 1 : Math.min(n, Math.max(2, Math.floor(pen.width / 110)));
  const across = Math.ceil(n / Math.ceil(n / most));
  const left = 8 + Math.max(0, ...chart.rows.flatMap((r) => (r.ticks ?? []).map((t) => pen.measure(t.run.text, 8.5))));
  const width = (pen.width - left - GAP * (across - 1)) / across;
  let y = 0;
  const parts = chart.rows.flatMap((row) => {
    const from = y;
    const scale = scaleOf(row.panels.flatMap((p) => p?.points ?? []), (row.ticks ?? []).map((t) => t.value));
    const points = row.panels.flatMap((p) => p?.points ?? []);
    const head = pen.text(0, from + pen.size(10) + 1, unitLine(row.name.map((r) => r.text).join(""), sharedUnit(points)?.unit, pen.lang), 10, { "font-weight": 600 });
    y += pen.size(10) + 10;
    const lines: string[] = [];
    for (let at = 0; at < n; at += across) {
      let crowded = false;
      const panels = row.panels.slice(at, at + across).map((_, i) => pen.shifted(left + i * (width + GAP), y, () => {
        const drawn = panel(chart, row, at + i, pen, { width, scale });
        crowded ||= drawn.crowded;
        return drawn.parts;
      }));
      const right = left + Math.min(across, n - at) * (width + GAP) - GAP;
      if (row.ticks && crowded) lines.push(pen.shifted(0, y, () => axis(pen, row.ticks!, left - 3, right, (v) => HEAD + 26 + (1 - (v - scale.low) / (scale.high - scale.low)) * PLOT)));
      lines.push(...panels);
      y += HEAD + 26 + PLOT + pen.size(8.5) + 14;
    }
    y += 8;
    return [head, ...lines];
  });
  const { markup, height } = keyLine(chart.rows.flatMap((r) => r.panels.flatMap((p) => p?.points ?? [])), pen, y + 12);
  return pen.whole(y + height, chart.alt, [...parts, markup]);
}

function panel(chart: Multiples, row: PanelRow, i: number, pen: Pen, { width, scale }: { width: number; scale: ReturnType<typeof scaleOf> }): { parts: string[]; crowded: boolean } {
  const name = wrap(chart.columns[i]!.map((r) => r.text).join(""), width / pen.size(9.5), 2);
  const title = name.map((line, k) => pen.text(0, pen.size(9.5) + k * (pen.size(9.5) + 1.5), line, 9.5));
  const here = row.panels[i];
  const floor = HEAD + 26 + PLOT;
  const ground = pen.line(0, floor, width, floor, { stroke: pen.look.ink });
  if (!here || here.points.length === 0) return { parts: [...title, ground, pen.text(0, floor - 6, chart.none, 8.5, { fill: pen.look.grey })], crowded: false };
  const slots = here.slots.map((s) => s.text);
  const drawn = barsIn(pen, here.points, slots, { x: 0, y: HEAD + 26, width, height: PLOT }, scale);
  const ends = slots.length < 2 ? slots : [slots[0]!, slots.at(-1)!];
  const every = slots.every((s) => pen.measure(s, 8.5) + 4 <= width / slots.length) ? slots : ends;
  const years = every.map((s) => pen.text(drawn.xOf(s), floor + pen.size(8.5) + 4, s, 8.5, { "text-anchor": every === slots ? "middle" : s === ends[0] ? "start" : "end", fill: pen.look.grey, ...(every === slots ? {} : { x: s === ends[0] ? 0 : width }) }));
  return { parts: [...title, ground, ...drawn.markup, ...years], crowded: drawn.crowded };
}
