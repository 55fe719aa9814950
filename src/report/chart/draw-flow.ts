/**
 * The chain as layers from raw material to use: each link as high as it has firms, each supply as wide as the fewer of its two ends.
 * Pure. Invariant: a link without a firm is hollow, whether it is missing or nobody knows; colour says nothing that form does not.
 */
import type { Flow, FlowNode } from "./definition.ts";
import { keyOf, keyWord } from "./key.ts";
import type { Drawing, Pen } from "./pen.ts";
import { el, num, wrap } from "./svg.ts";

const BAR = 9;
/** Names of links: smaller on paper, whose columns are narrow. */
const nameSize = (pen: Pen): number => (pen.onPage ? 8.5 : 7);
const STATES: Record<FlowNode["state"], { zh: string; en: string }> = { strong: { zh: "强", en: "strong" }, thin: { zh: "薄弱", en: "thin" }, single_source: { zh: "单一来源", en: "single source" }, missing: { zh: "缺失", en: "missing" }, no_data: { zh: "无数据", en: "no data" } };

interface At {
  x: number;
  y: number;
  height: number;
}

export function drawFlow(chart: Flow, pen: Pen): Drawing {
  const narrow = pen.onPage && pen.width < 620;
  const most = Math.max(1, ...chart.stages.flatMap((s) => s.nodes.map((n) => n.value)));
  const column = pen.width / Math.max(1, chart.stages.length);
  const step = pen.size(nameSize(pen)) + 2;
  const heads = chart.stages.map((s) => wrap(s.name.text, (narrow ? pen.width : column - 10) / pen.size(8.5), narrow ? 1 : 2));
  const headLines = narrow ? 1 : Math.max(...heads.map((h) => h.length));
  const room = narrow ? pen.width - BAR - 60 : column - BAR - 16;
  const places = new Map<string, At>();
  const parts: string[] = [];
  let bottom = 0;
  let y = 0;
  chart.stages.forEach((stage, s) => {
    const x = narrow ? 0 : s * column;
    if (!narrow) y = 0;
    const rule = y + headLines * (pen.size(8.5) + 1.5) + 5;
    parts.push(...heads[s]!.map((line, i) => pen.within(x, y + (i + 1 + headLines - heads[s]!.length) * (pen.size(8.5) + 1.5), line, 8.5, narrow ? pen.width : column - 10, { "font-weight": 600 })), pen.line(x, rule, x + (narrow ? pen.width : column - 14), rule, { stroke: pen.look.ink, "stroke-width": 0.6 }));
    y = rule + 8;
    for (const node of stage.nodes) {
      const lines = linesOf(node, pen, room, narrow ? 1 : pen.onPage ? 2 : 3);
      const height = Math.max(4, node.value * Math.min(14, 54 / most));
      places.set(node.id, { x, y, height });
      parts.push(nodeMark(node, lines, pen, { x, y, height }, room, step));
      y += Math.max(height, lines.length * step) + 7;
    }
    if (stage.rest) {
      parts.push(...wrap(stage.rest.text, room / pen.size(8), 2).map((line, i) => pen.text(x + BAR + 5, y + pen.size(8) + i * step, line, 8, { fill: pen.look.grey })));
      y += step * 2 + 4;
    }
    bottom = Math.max(bottom, y);
  });
  const strongest = Math.max(1, ...chart.links.map((l) => l.weight));
  const links = narrow ? [] : chart.links.flatMap((l) => ribbon(pen, places.get(l.from), places.get(l.to), (l.weight / strongest) * 9 + 0.5, l.weight));
  const state = (s: FlowNode["state"]) => ({ words: STATES[s][pen.lang], sign: (x: number, at: number) => el("rect", { x: x + 3, y: at - 1, width: BAR, height: 11, ...shape(pen, s) }) });
  const held = new Set(chart.stages.flatMap((s) => s.nodes.map((n) => n.state)));
  const { markup, height } = keyOf(pen, [...(["strong", "thin", "single_source", "missing", "no_data"] as const).filter((s) => held.has(s)).map(state), ...(links.length > 0 ? [{ words: keyWord(pen, "link"), sign: (x: number, at: number) => el("line", { x1: x, x2: x + 14, y1: at + 4.5, y2: at + 4.5, stroke: pen.look.grey, "stroke-width": 4, "stroke-opacity": 0.35 }) }] : [])], bottom + pen.size(9) + 8);
  return pen.whole(bottom + 6 + height, chart.alt, [...links, ...parts, markup]);
}

/** The name, and the count where it has room: never cut for the name's sake. */
function linesOf(node: FlowNode, pen: Pen, room: number, most: number): string[] {
  const lines = wrap(node.name.text, room / pen.size(nameSize(pen)), most);
  if (!node.label) return lines;
  const last = `${lines.at(-1)} ${node.label.text}`;
  return pen.measure(last, nameSize(pen)) <= room ? [...lines.slice(0, -1), last] : [...lines, node.label.text];
}

function shape(pen: Pen, state: FlowNode["state"]): Record<string, string | number> {
  const outline = pen.onPage ? "currentColor" : pen.look.ink;
  switch (state) {
    case "strong": return { fill: pen.look.bar };
    case "thin": return { fill: `url(#${pen.id}-h)`, stroke: outline, "stroke-width": 0.8 };
    case "single_source": return { fill: pen.look.ground, stroke: outline, "stroke-width": 2 };
    case "missing": return { fill: pen.look.ground, stroke: outline, "stroke-width": 1.2, "stroke-dasharray": "2 2" };
    case "no_data": return { fill: pen.look.ground, stroke: pen.look.grey, "stroke-width": 0.7 };
  }
}

function nodeMark(node: FlowNode, lines: readonly string[], pen: Pen, { x, y, height }: At, room: number, step: number): string {
  const high = Math.max(height, lines.length * step);
  const ink = { fill: pen.onPage ? "currentColor" : pen.look.ink };
  return pen.mark(node, { x, y: y - 2, width: BAR + 5 + room, height: high + 4 },
    el("rect", { x: x + 0.5, y, width: BAR, height, ...shape(pen, node.state) }), ...lines.map((line, i) => pen.within(x + BAR + 5, y + pen.size(nameSize(pen)) - 1 + i * step, line, nameSize(pen), room + 4, node.value > 0 ? ink : { fill: pen.look.grey })));
}

function ribbon(pen: Pen, from: At | undefined, to: At | undefined, width: number, weight: number): string[] {
  if (!from || !to) return [];
  const [a, b] = from.x <= to.x ? [from, to] : [to, from];
  const [x1, y1, x2, y2] = [a.x + BAR + 1, a.y + a.height / 2, b.x, b.y + b.height / 2];
  const bend = Math.max(18, (x2 - x1) / 2);
  const d = a.x === b.x ? `M${num(x1)} ${num(y1)}c14 0 14 ${num(y2 - y1)} 0 ${num(y2 - y1)}` : `M${num(x1)} ${num(y1)}C${num(x1 + bend)} ${num(y1)} ${num(x2 - bend)} ${num(y2)} ${num(x2)} ${num(y2)}`;
  return [el("path", { d, fill: "none", stroke: pen.look.grey, "stroke-width": width, "stroke-opacity": 0.22, ...(weight === 0 ? { "stroke-dasharray": "3 3" } : {}) })];
}
