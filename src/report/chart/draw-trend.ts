/**
 * A property over the years, and bars in rows: labelled with the figures themselves.
 * Pure. Invariant: every number drawn is a run of the chart's definition.
 */
import { axis, barsIn, scaleOf, sharedUnit, slotsOf } from "./bars.ts";
import type { Rows, Trend } from "./definition.ts";
import { keyLine, keyWord } from "./key.ts";
import type { Drawing, Pen } from "./pen.ts";
import { el, num, wrap } from "./svg.ts";

const plotOf = (pen: Pen): number => (pen.onPage ? 158 : 118);

/** What is measured, and in which unit where all figures share one. */
export function unitLine(name: string, unit: string | undefined, lang: "zh" | "en"): string {
  if (!unit) return name;
  return name === "" ? unit : lang === "zh" ? `${name}（${unit}）` : `${name}, ${unit}`;
}

export function drawTrend(chart: Trend, pen: Pen): Drawing {
  const slots = slotsOf(chart.points, chart.slots);
  const shown = chart.points.filter((p) => slots.includes(p.at.text));
  const plain = scaleOf(shown, (chart.way ?? []).map((w) => w.value));
  const top = pen.onPage ? 46 : 42;
  const plot = plotOf(pen);
  const floor = top + plot;
  const frame = (left: number) => ({ x: left, y: top, width: pen.width - left - 4, height: plot });
  const crowded = new Set(slots).size > 0 && crowdedIn(chart, pen, slots, plain, frame(8));
  const scale = crowded && chart.ticks ? scaleOf(shown, chart.ticks.map((t) => t.value)) : plain;
  const left = crowded && chart.ticks ? 12 + Math.max(...chart.ticks.map((t) => pen.measure(t.run.text, 8.5))) : 8;
  const drawn = barsIn(pen, shown, slots, frame(left), scale);
  const step = Math.ceil((Math.max(...slots.map((s) => pen.measure(s, 10))) + 6) / ((pen.width - left - 4) / slots.length));
  const years = slots.flatMap((s, i) => ((slots.length - 1 - i) % step === 0 ? [pen.text(drawn.xOf(s), floor + pen.size(10) + 6, s, 10, { "text-anchor": "middle", fill: pen.look.grey })] : []));
  const way = (chart.way ?? []).filter((w) => slots.includes(w.at));
  const line = way.length > 1 ? [el("path", { d: way.map((w, i) => `${i === 0 ? "M" : "L"}${num(drawn.xOf(w.at))} ${num(drawn.yOf(w.value))}`).join(""), fill: "none", stroke: pen.look.ink, "stroke-width": 1, "stroke-dasharray": "6 4" })] : [];
  const zero = pen.line(left, drawn.yOf(0), pen.width - 4, drawn.yOf(0), { stroke: pen.look.ink });
  const wayKey = way.length > 1 ? [{ words: keyWord(pen, "way"), sign: (x: number, y: number) => el("line", { x1: x, x2: x + 14, y1: y + 4.5, y2: y + 4.5, stroke: pen.look.ink, "stroke-dasharray": "6 4" }) }] : [];
  const { markup, height } = keyLine(shown, pen, floor + pen.size(10) + 32, wayKey);
  const unit = pen.text(0, pen.size(9) + 1, unitLine(chart.unit, sharedUnit(shown)?.unit, pen.lang), 9, { fill: pen.look.grey });
  return pen.whole(floor + pen.size(10) + 14 + height, chart.alt, [unit, ...(crowded && chart.ticks ? axis(pen, chart.ticks, left, pen.width - 4, drawn.yOf) : []), zero, ...line, ...drawn.markup, markup]
    .concat(years));
}

/** Tried on a pen that leaves no marks. */
function crowdedIn(chart: Trend, pen: Pen, slots: readonly string[], scale: ReturnType<typeof scaleOf>, frame: Parameters<typeof barsIn>[3]): boolean {
  const before = pen.placed.length;
  const { crowded } = barsIn(pen, chart.points, slots, frame, scale);
  pen.placed.length = before;
  return crowded;
}

export function drawRows(chart: Rows, pen: Pen): Drawing {
  const groups = [...Map.groupBy(chart.points, (p) => p.at.text)];
  const most = Math.max(...chart.points.map((p) => p.value), 0) || 1;
  const [name, right] = [Math.min(150 + pen.look.larger * 10, pen.width * 0.36), 92 + pen.look.larger * 12];
  const x = (value: number): number => name + (Math.max(0, value) / most) * (pen.width - name - right);
  const row = pen.size(9) + 9;
  let at = 20 + pen.look.larger;
  const marks = groups.flatMap(([title, points]) => {
    const begin = at;
    const bars = points.map((p) => {
      const own = at;
      at += row;
      const end = p.bound === "gt" || p.bound === "ge" ? `M${num(x(p.value))} ${num(own + 3.5)}l5 3l-5 3z` : p.bound === "lt" || p.bound === "le" ? `M${num(x(p.value) + 6)} ${num(own + 3.5)}l-5 3l5 3z` : "";
      return pen.mark(p, { x: name, y: own, width: x(p.value) - name + right, height: 13 },
        el("rect", { x: name, y: own, width: Math.max(0.8, x(p.value) - name), height: 13, ...pen.fill(p.modality) }), ...(end === "" ? [] : [el("path", { d: end, fill: pen.stroke })]),
        ...(p.modality === "target" ? [pen.flag(x(p.value) - 1, own + 11)] : []), pen.text(x(p.value) + 9, own + 10.5, p.label.text + (p.label.mark === "open" ? "▲" : ""), 9, { fill: pen.onPage ? "currentColor" : pen.look.ink }));
    });
    const lines = wrap(title, (name - 8) / pen.size(9.5), 3);
    const step = pen.size(9.5) + 1.5;
    const middle = (begin + at - 5) / 2 + 3.5;
    at = Math.max(at, begin + lines.length * step) + 8;
    return [...bars, ...lines.map((line, i) => pen.text(name - 8, middle + (i - (lines.length - 1) / 2) * step, line, 9.5, { "text-anchor": "end" }))];
  });
  const { markup, height } = keyLine(chart.points, pen, at + 18);
  return pen.whole(at + 8 + height, chart.alt, [pen.text(name, pen.size(9) + 1, chart.unit, 9, { fill: pen.look.grey }), pen.line(name, 16, name, at), ...marks, markup]);
}
