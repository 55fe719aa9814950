/** The key below a chart: only the kinds of statement that the chart holds. Pure. Invariant: what the key shows is drawn as the marks are. */
import { MODALITIES, type Modality } from "../../kernel/index.ts";
import type { Pen } from "./pen.ts";
import { el } from "./svg.ts";

const WORDS = {
  zh: { rival: "另一说法", bound: "箭头：超过或不足", part: "不足全年", promise: "约定日期", older: "先前的约定", band: "预测：五成至八成把握", interval: "预测区间（八成）", base: "设定前", way: "达标所需", link: "供应关系", none: "缺失" },
  en: { rival: "told also", bound: "arrow: over or under", part: "part of a year", promise: "promised day", older: "earlier promise", band: "forecast: one in two to four in five", interval: "forecast interval (4 in 5)", base: "before it was set", way: "way needed", link: "supplies", none: "missing" },
} as const;
export type KeyWord = keyof (typeof WORDS)["zh"];

interface Keyed {
  modality: Modality;
  rivals?: readonly unknown[];
  bound?: string;
  part?: boolean;
  low?: number;
}

export const keyWord = (pen: Pen, word: KeyWord): string => WORDS[pen.lang][word];

/** Signs with their words, in lines as wide as the drawing. @param entries sign (drawn at 0, 0; 14 wide, 9 high, on the line below it) and word. */
export function keyOf(pen: Pen, entries: readonly { sign: (x: number, y: number) => string; words: string }[], y: number): { markup: string; height: number } {
  if (entries.length === 0) return { markup: "", height: 0 };
  let [x, line] = [8, 0];
  const row = pen.size(9) + 6;
  const parts = entries.flatMap(({ sign, words }) => {
    const width = 20 + pen.measure(words, 9) + 14;
    if (x > 8 && x + width > pen.width + 10) [x, line] = [8, line + 1];
    const at = y + line * row;
    const drawn = [sign(x, at - 8), pen.text(x + 20, at, words, 9)];
    x += width;
    return drawn;
  });
  return { markup: el("g", { "aria-hidden": "true" }, ...parts), height: 18 + line * row };
}

/** The key of bars and spans; none where only plain actual figures are drawn. */
export function keyLine(marks: readonly Keyed[], pen: Pen, y: number, more: readonly { sign: (x: number, y: number) => string; words: string }[] = []): { markup: string; height: number } {
  const kinds = MODALITIES.filter((m) => marks.some((p) => p.modality === m));
  const has = { part: marks.some((p) => p.part), rival: marks.some((p) => (p.rivals?.length ?? 0) > 0), bound: marks.some((p) => p.modality !== "target" && /^[gl][te]$/.test(p.bound ?? "")), interval: marks.some((p) => p.low !== undefined) };
  if (kinds.length <= 1 && kinds[0] === "actual" && !has.part && !has.rival && !has.bound && more.length === 0) return { markup: "", height: 0 };
  const { ink, bar } = pen.look;
  return keyOf(pen, [
    ...kinds.map((m) => ({ words: pen.word(m), sign: (x: number, at: number) => el("rect", { x, y: at, width: 14, height: 9, ...pen.fill(m) }) + (m === "target" ? pen.flag(x + 7, at) : "") })),
    ...(has.part ? [{ words: keyWord(pen, "part"), sign: (x: number, at: number) => el("rect", { x, y: at, width: 14, height: 9, fill: bar, "fill-opacity": 0.4 }) }] : []),
    ...(has.interval ? [{ words: keyWord(pen, "interval"), sign: (x: number, at: number) => el("path", { d: `M${x + 4} ${at}h6m-3 0v9m-3 0h6`, fill: "none", stroke: ink, "stroke-width": 1 }) }] : []),
    ...(has.rival ? [{ words: keyWord(pen, "rival"), sign: (x: number, at: number) => el("line", { x1: x, x2: x + 14, y1: at + 4.5, y2: at + 4.5, stroke: ink, "stroke-width": 1, "stroke-dasharray": "3 2" }) }] : []),
    ...(has.bound ? [{ words: keyWord(pen, "bound"), sign: (x: number, at: number) => el("path", { d: `M${x + 4} ${at + 7}l3 -6l3 6z`, fill: ink }) }] : []), ...more,
  ], y);
}
