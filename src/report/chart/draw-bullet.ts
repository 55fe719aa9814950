/**
 * Targets one below the other, each on a scale of its own on which all targets stand in one line: what is reached of each, what it began from, what may be.
 * Pure. Invariant: lengths are shares of the target; what passes the edge is drawn to it with an arrow.
 */
import type { Bullet, BulletRow, Point } from "./definition.ts";
import { keyOf, keyWord } from "./key.ts";
import type { Drawing, Pen } from "./pen.ts";
import { el, num, wrap } from "./svg.ts";

/** Where the target stands, as a share of the bar's room. */
const AT = 0.74;

export function drawBullet(chart: Bullet, pen: Pen): Drawing {
  const above = pen.onPage && pen.width < 520;
  const name = above ? 0 : Math.min(190 + pen.look.larger * 14, pen.width * 0.36);
  const room = pen.width - name - (above ? 4 : 76 + pen.look.larger * 12);
  let y = 4;
  const rows = chart.rows.flatMap((row) => {
    const { markup, height } = rowOf(row, pen, { y, name, room, above });
    y += height;
    return [...markup, pen.line(0, y - 4, pen.width, y - 4, { "stroke-width": 0.4 })];
  });
  const has = (of: keyof BulletRow): boolean => chart.rows.some((r) => r[of] !== undefined);
  const { ink, grey } = pen.look;
  const { markup, height } = keyOf(pen, [
    { words: pen.word("actual"), sign: (x, at) => el("rect", { x, y: at, width: 14, height: 9, ...pen.fill("actual") }) },
    { words: pen.word("target"), sign: (x, at) => el("path", { d: `M${x + 5} ${at + 10}v-11h8l-2.5 3l2.5 3h-8`, fill: pen.look.ground, stroke: ink, "stroke-width": 1.3 }) },
    ...(has("base") ? [{ words: keyWord(pen, "base"), sign: (x: number, at: number) => el("line", { x1: x + 7, x2: x + 7, y1: at - 1, y2: at + 10, stroke: grey, "stroke-width": 3 }) }] : []),
    ...(has("forecast") ? [{ words: keyWord(pen, "interval"), sign: (x: number, at: number) => fan(pen, x, x + 7, x + 14, at + 4.5) }] : []),
  ], y + pen.size(9) + 6);
  return pen.whole(y + 2 + height, chart.alt, [...rows, markup]);
}

const fan = (pen: Pen, low: number, middle: number, high: number, y: number): string =>
  el("line", { x1: low, x2: high, y1: y, y2: y, stroke: pen.stroke, "stroke-width": 2, "stroke-dasharray": "0.1 4", "stroke-linecap": "round" }) + el("path", { d: `M${num(low)} ${num(y - 4)}v8M${num(high)} ${num(y - 4)}v8`, stroke: pen.stroke, fill: "none" }) + el("circle", { cx: middle, cy: y, r: 2.4, fill: pen.look.ground, stroke: pen.stroke });

function rowOf(row: BulletRow, pen: Pen, { y, name, room, above }: { y: number; name: number; room: number; above: boolean }): { markup: string[]; height: number } {
  const words = [row.name.map((r) => r.text).join(""), row.term?.text].filter(Boolean).join(pen.lang === "zh" ? "，" : ", ");
  const step = pen.size(9) + 2;
  const lines = wrap(words, (above ? pen.width : name - 12) / pen.size(9), 3);
  const names = lines.map((line, i) => (above ? pen.within(0, y + step + i * step, line, 9, pen.width) : pen.within(name - 10, y + step + i * step, line, 9, name - 10, { "text-anchor": "end" })));
  const top = y + (above ? lines.length * step + 12 : 5);
  const edge = name + room;
  const x = (value: number): number => Math.min(edge, name + Math.max(0, value / row.target.value) * AT * room);
  const say = (p: Point, when = true): string => `${p.label.text}${p.label.mark === "open" ? "▲" : ""}${when && p.at.text !== "" ? (pen.lang === "zh" ? `（${p.at.text}）` : ` (${p.at.text})`) : ""}`;
  const at = x(row.target.value);
  const ink = { fill: pen.onPage ? "currentColor" : pen.look.ink };
  const over = row.actual && row.actual.value / row.target.value * AT > 1;
  const target = say(row.target, false);
  const fits = at + 12 + pen.measure(target, 8.5) <= pen.width;
  const parts = [
    pen.line(name, top + 12, edge, top + 12, { stroke: pen.look.line }),
    ...(row.actual ? [pen.mark(row.actual, { x: name, y: top, width: Math.max(4, x(row.actual.value) - name), height: 12 + step + 2 },
      el("rect", { x: name, y: top + 2, width: Math.max(1.5, x(row.actual.value) - name), height: 9, ...pen.fill("actual") }), ...(over ? [el("path", { d: `M${num(edge + 1)} ${num(top + 2)}l6 4.5l-6 4.5z`, fill: pen.stroke })] : []),
      pen.text(name, top + 12 + step, say(row.actual), 8.5, ink))] : []),
    ...(row.base ? [pen.mark(row.base, { x: x(row.base.value) - 4, y: top - 3, width: 8, height: 17 }, el("line", { x1: x(row.base.value), x2: x(row.base.value), y1: top - 2, y2: top + 14, stroke: pen.look.ground, "stroke-width": 5 }), el("line", { x1: x(row.base.value), x2: x(row.base.value), y1: top - 2, y2: top + 14, stroke: pen.onPage ? "currentColor" : pen.look.grey, "stroke-opacity": pen.onPage ? 0.6 : 1, "stroke-width": 3 }))] : []),
    ...(row.forecast ? [pen.mark(row.forecast, { x: x(row.forecast.low ?? row.forecast.value), y: top - 2, width: Math.max(6, x(row.forecast.high ?? row.forecast.value) - x(row.forecast.low ?? row.forecast.value)), height: 16 }, fan(pen, x(row.forecast.low ?? row.forecast.value), x(row.forecast.value), x(row.forecast.high ?? row.forecast.value), top + 6.5))] : []),
    pen.mark(row.target, { x: at - 3, y: top - 6, width: 14 + (fits ? pen.measure(target, 8.5) : 0), height: 22 },
      el("path", { d: `M${num(at)} ${num(top + 16)}v-22h9l-3 3.5l3 3.5h-9`, fill: pen.look.ground, stroke: pen.stroke, "stroke-width": 1.4 }),
      pen.text(fits ? at + 12 : pen.width, fits ? top + 1 : top + 12 + step, target, 8.5, { ...ink, "text-anchor": fits ? "start" : "end" })),
  ];
  return { markup: [...names, ...parts], height: Math.max(above ? 0 : lines.length * step + 8, top - y + 12 + step + 8) };
}
