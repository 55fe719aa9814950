/**
 * Lanes of time: every promised day in the order in which it was given, the forecast's band, what happened, and the day from which one looks.
 * Pure. Invariant: a span known to the month is drawn to the month's end; a promise whose day has passed crosses no line without the eye seeing it.
 */
import { MODALITIES } from "../../kernel/index.ts";
import type { Lane, Promised, Span, Spans } from "./definition.ts";
import { keyOf, keyWord } from "./key.ts";
import type { Drawing, Pen } from "./pen.ts";
import { el, num, wrap } from "./svg.ts";

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const yearOf = (n: number): number => new Date(n * 86_400_000).getUTCFullYear();

/** A forecast far off would flatten everything else: it is drawn to the edge only. */
const BAND_DAYS_MAX = 3_000;

interface Frame {
  name: number;
  /** Names above their lanes, where the page is narrow. */
  above: boolean;
  right: number;
  x: (day: number) => number;
}

const daysOf = (lane: Lane): number[] => [
  ...lane.spans.flatMap((s) => [dayNumber(s.from), dayNumber(s.to)]), ...(lane.promises ?? []).map((p) => dayNumber(p.day)),
];

/** Years shown: those of all that is drawn, and of the day in hand. */
export function yearsShown(lanes: readonly Lane[], today: string | undefined): [number, number] {
  const told = lanes.flatMap(daysOf);
  const last = Math.max(...told, ...(today ? [dayNumber(today)] : []));
  const days = [...told, ...(today ? [dayNumber(today)] : []), ...lanes.flatMap((l) => (l.band && dayNumber(l.band.p80) - last < BAND_DAYS_MAX ? [dayNumber(l.band.p80)] : []))];
  return days.length === 0 ? [0, 0] : [yearOf(Math.min(...days)), yearOf(Math.max(...days))];
}

export function drawSpans(chart: Spans, pen: Pen): Drawing {
  const [first, last] = yearsShown(chart.lanes, chart.today?.day);
  const [from, to] = [dayNumber(`${first}-01-01`), dayNumber(`${last + 1}-01-01`)];
  const above = pen.width < 520 && pen.onPage;
  const name = above ? 0 : Math.min(150 + pen.look.larger * 12, pen.width * 0.3);
  const frame: Frame = { name, above, right: pen.width - 8, x: (n) => name + ((Math.min(Math.max(n, from), to) - from) / (to - from)) * (pen.width - name - 8) };
  const head = pen.size(8.5) * 2 + 10;
  let at = head + 4;
  let group = "";
  const lanes = chart.lanes.flatMap((lane) => {
    const parts: string[] = [];
    if (lane.group && lane.group.text !== group) {
      const lines = wrap(lane.group.text, pen.width / pen.size(9.5), 2);
      parts.push(...lines.map((line, i) => pen.text(0, at + pen.size(9.5) + 4 + i * (pen.size(9.5) + 2), line, 9.5, { "font-weight": 600 })));
      at += lines.length * (pen.size(9.5) + 2) + 5;
      group = lane.group.text;
    }
    const { markup, height } = laneOf(lane, pen, at, frame);
    at += height;
    return [...parts, ...markup, pen.line(0, at, frame.right, at, { "stroke-width": 0.3 })];
  });
  const begins = Array.from({ length: last - first + 1 }, (_, i) => dayNumber(`${first + i}-01-01`));
  const rules = begins.map((n) => pen.line(frame.x(n), head - 4, frame.x(n), at, { "stroke-width": 0.4 }));
  const step = Math.ceil((pen.measure("0000", 8.5) + 6) / ((frame.right - name) / begins.length));
  const years = chart.years.flatMap((run, i) => (i % step === 0 && begins[i] !== undefined ? [pen.text(frame.x(begins[i]) + 2, head - 6, run.text, 8.5, { fill: pen.look.grey })] : []));
  const { markup, height } = key(chart, pen, at + pen.size(9) + 10);
  return pen.whole(at + 6 + height, chart.alt, [...rules, ...years, ...todayLine(chart, pen, frame, at, [from, to]), ...lanes, markup]);
}

function todayLine({ today }: Spans, pen: Pen, { x, right }: Frame, bottom: number, [from, to]: [number, number]): string[] {
  const day = today && dayNumber(today.day);
  if (!today || day === undefined || day < from || day > to) return [];
  const end = x(day) + pen.measure(today.run.text, 8.5) > right;
  return [pen.line(x(day), 3, x(day), bottom, { stroke: pen.look.ink, "stroke-width": 1.1, "stroke-dasharray": "4 2" }), pen.text(x(day) + (end ? -4 : 4), pen.size(8.5), today.run.text, 8.5, { "text-anchor": end ? "end" : "start", fill: pen.look.grey })];
}

function laneOf(lane: Lane, pen: Pen, y: number, frame: Frame): { markup: string[]; height: number } {
  const room = frame.above ? pen.width : frame.name - 10;
  const lines = wrap(lane.name.text, room / pen.size(9), 3);
  const step = pen.size(9) + 1.5;
  const names = lines.map((line, i) => (frame.above ? pen.within(0, y + step + i * step, line, 9, pen.width, { fill: pen.look.grey }) : pen.within(frame.name - 8, y + step + 1 + i * step, line, 9, frame.name - 8, { "text-anchor": "end" })));
  let at = y + (frame.above ? lines.length * step + 4 : 3);
  const parts: string[] = [];
  const row = pen.size(8) + 9;
  for (const s of lane.spans) {
    parts.push(spanMark(s, pen, at, frame));
    at += row;
  }
  if ((lane.promises?.length ?? 0) > 0 || lane.band) {
    parts.push(...promiseRow(lane, pen, at, frame));
    at += row + 3;
  }
  return { markup: [...names, ...parts], height: Math.max(at - y, frame.above ? 0 : lines.length * step + 8) + 2 };
}

/** Words beside a mark, on the side where they have room. */
function beside(pen: Pen, words: string, from: number, to: number, y: number, { right, name }: Frame): string {
  const width = pen.measure(words, 8);
  const fits = to + 5 + width <= right + 4;
  const before = !fits && from - 5 - width >= name - 4;
  const over = !fits && !before;
  return pen.text(fits ? to + 5 : before ? from - 5 : right, over ? y - 7 : y + 3, words, 8, { "text-anchor": fits ? "start" : "end", fill: pen.onPage ? "currentColor" : pen.look.ink });
}

const marked = (words: string, mark: string | undefined): string => words + (mark === "open" ? "▲" : "");

function spanMark(s: Span, pen: Pen, y: number, frame: Frame): string {
  const [from, to] = [frame.x(dayNumber(s.from)), Math.max(frame.x(dayNumber(s.to) + 1), frame.x(dayNumber(s.from)) + 4)];
  const words = marked(`${s.what.text}${s.what.text !== "" && /[a-z)]$/i.test(s.what.text) ? " " : ""}${s.label.text}`, s.label.mark);
  return pen.mark(s, { x: from, y, width: to - from, height: 16 }, el("rect", { x: from, y: y + 4, width: to - from, height: 8, ...pen.fill(s.modality) }), beside(pen, words, from, to, y + 8, frame));
}

function promiseRow(lane: Lane, pen: Pen, y: number, frame: Frame): string[] {
  const promises = lane.promises ?? [];
  const at = (p: Promised): number => frame.x(dayNumber(p.day));
  const middle = y + 9;
  const moved = promises.slice(1).map((p, i) => pen.line(at(promises[i]!), middle, at(p), middle, { stroke: pen.look.grey, "stroke-width": 1.2 }));
  const last = promises.at(-1);
  const band = lane.band ? [bandMark(lane.band, pen, middle, frame)] : [];
  const most = Math.max(...promises.map(at));
  // The words of a promise stand beside it, not beside the forecast.
  const bandAt = lane.band ? frame.x(dayNumber(lane.band.p50)) : Number.POSITIVE_INFINITY;
  const edge = bandAt > most ? { ...frame, right: Math.min(frame.right, bandAt - 8) } : frame;
  return [
    ...band, ...moved,
    ...promises.map((p, i) => {
      const half = p === last ? 6 : Math.max(3.5, 5 - (promises.length - 2 - i));
      const x = at(p);
      return pen.mark(p, { x: x - 7, y, width: 14, height: 18 },
        el("path", { d: `M${num(x - half)} ${num(middle)}l${half} -${half}l${half} ${half}l-${half} ${half}z`, fill: p === last ? `url(#${pen.id}-h)` : pen.look.ground, stroke: pen.stroke, "stroke-width": 1.2 }),
        ...(p.contradicted ? [el("path", { d: `M${num(x - 3)} ${num(y - 3)}h6l-3 5z`, fill: pen.look.warn })] : []),
        ...(p === last ? [beside(pen, marked(p.label.text, p.label.mark), Math.min(...promises.map(at)) - 6, most + 6, middle, edge)] : []));
    }),
  ];
}

function bandMark(band: NonNullable<Lane["band"]>, pen: Pen, y: number, { x }: Frame): string {
  const [a, b] = [x(dayNumber(band.p50)), x(dayNumber(band.p80))];
  const w = Math.max(3, b - a);
  return pen.mark(band, { x: a, y: y - 8, width: w, height: 16 },
    el("rect", { x: a, y: y - 6, width: w, height: 12, fill: pen.look.ink, "fill-opacity": 0.12 }),
    el("line", { x1: a, x2: a + w, y1: y, y2: y, stroke: pen.stroke, "stroke-width": 2, "stroke-dasharray": "0.1 4", "stroke-linecap": "round" }), el("path", { d: `M${num(a)} ${num(y - 8)}v16M${num(a + w)} ${num(y - 8)}v16`, fill: "none", stroke: pen.stroke, "stroke-width": 1 }));
}

function key(chart: Spans, pen: Pen, y: number): { markup: string; height: number } {
  const spans = chart.lanes.flatMap((l) => l.spans);
  const promises = chart.lanes.some((l) => (l.promises?.length ?? 0) > 0);
  const older = chart.lanes.some((l) => (l.promises?.length ?? 0) > 1);
  const diamond = (fill: string, half: number) => (x: number, at: number): string => el("path", { d: `M${x + 7 - half} ${at + 4.5}l${half} -${half}l${half} ${half}l-${half} ${half}z`, fill, stroke: pen.look.ink, "stroke-width": 1.1 });
  return keyOf(pen, [
    ...MODALITIES.filter((m) => spans.some((s) => s.modality === m)).map((m) => ({ words: pen.word(m), sign: (x: number, at: number) => el("rect", { x, y: at, width: 14, height: 9, ...pen.fill(m) }) })),
    ...(promises ? [{ words: keyWord(pen, "promise"), sign: diamond(`url(#${pen.id}-h)`, 5.5) }] : []), ...(older ? [{ words: keyWord(pen, "older"), sign: diamond(pen.look.ground, 4) }] : []),
    ...(chart.lanes.some((l) => l.band) ? [{ words: keyWord(pen, "band"), sign: (x: number, at: number) => el("line", { x1: x, x2: x + 14, y1: at + 4.5, y2: at + 4.5, stroke: pen.look.ink, "stroke-width": 2, "stroke-dasharray": "0.1 4", "stroke-linecap": "round" }) + el("path", { d: `M${x} ${at}v9m14 0v-9`, stroke: pen.look.ink, fill: "none" }) }] : []),
  ], y);
}
