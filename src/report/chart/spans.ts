/**
 * Lanes of time: what lasted from when to when, solid where it happened, hatched where it is promised, and the day that the paper speaks from.
 * Pure. Invariant: a span known to the month is drawn to the month's end; a promise whose day has passed crosses no line without the eye seeing it.
 */
import type { Lang } from "../../kernel/index.ts";
import type { ChartDef, Span } from "../model.ts";
import { keyLine } from "./key.ts";
import { barStyle, el, emWidth, GREY, hatch, INK, LINE, svg, text, wrap } from "./svg.ts";

const WIDTH = 480;
const NAME = 142;

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

export function spans(chart: Extract<ChartDef, { kind: "spans" }>, lang: Lang, id: string): string {
  const days = chart.lanes.flatMap((l) => l.spans.flatMap((s) => [dayNumber(s.from), dayNumber(s.to)]));
  const today = chart.today ? dayNumber(chart.today.day) : undefined;
  const year = (n: number): number => new Date(n * 86_400_000).getUTCFullYear();
  const shown = today === undefined ? days : [...days, today];
  const [first, last] = [year(Math.min(...shown)), year(Math.max(...shown)) + 1];
  const [from, to] = [dayNumber(`${first}-01-01`), dayNumber(`${last}-01-01`)];
  const x = (n: number): number => NAME + ((n - from) / (to - from)) * (WIDTH - NAME - 12);
  const begins = Array.from({ length: last - first }, (_, i) => dayNumber(`${first + i}-01-01`));
  let at = 34;
  const lanes = chart.lanes.flatMap((lane) => {
    const lines = wrap(lane.name.text, (NAME - 10) / 9, 3);
    const height = Math.max(4 + lane.spans.length * 18, lines.length * 10.5 + 6);
    const y = at;
    at += height;
    return [
      el("line", { x1: 0, x2: WIDTH, y1: y + height - 1, y2: y + height - 1, stroke: LINE, "stroke-width": 0.4 }),
      ...lines.map((line, i) => text(NAME - 10, y + 11 + i * 10.5, line, { "text-anchor": "end", "font-size": 9 })), ...lane.spans.flatMap((s, i) => spanMark(s, x, y + 3, `${id}-h`, i, WIDTH)),
    ];
  });
  const rules = begins.map((n) => el("line", { x1: x(n), x2: x(n), y1: 30, y2: at, stroke: LINE, "stroke-width": 0.6 }));
  const step = Math.ceil(chart.years.length / 12);
  const years = chart.years.flatMap((run, i) => (i % step === 0 && begins[i] !== undefined ? [text(x(begins[i]) + 2, 27, run.text, { "font-size": 8, fill: GREY })] : []));
  const line = today !== undefined && today >= from && today <= to && chart.today
    ? [el("line", { x1: x(today), x2: x(today), y1: 4, y2: at, stroke: INK, "stroke-width": 1, "stroke-dasharray": "4 2" }), text(x(today) - 3, 10, chart.today.run.text, { "font-size": 8.5, "text-anchor": "end", fill: GREY })] : [];
  const { markup, height } = keyLine(chart.lanes.flatMap((l) => l.spans), lang, at + 16, `${id}-h`, WIDTH);
  return svg(WIDTH, at + 8 + height, chart.alt, hatch(`${id}-h`), ...rules, ...years, ...lanes, ...line, markup);
}

function spanMark(s: Span, x: (n: number) => number, y: number, hatch_id: string, nth: number, width: number): string[] {
  const [from, to] = [x(dayNumber(s.from)), x(dayNumber(s.to) + 1)];
  const words = `${s.what.text}${/[a-z]$/.test(s.what.text) ? " " : ""}${s.label.text}${s.label.mark === "open" ? "▲" : ""}`;
  const right = from + emWidth(words) * 7.5 > width - 4;
  return [
    el("rect", { x: from, y: y + nth * 17, width: Math.max(2.5, to - from), height: 7, ...barStyle(s.modality, hatch_id) }),
    text(right ? to : from, y + 15 + nth * 17, words, { "font-size": 7.5, "text-anchor": right ? "end" : "start", fill: INK }),
  ];
}
