/** The key below a chart: only the kinds of statement that the chart holds. Pure. Invariant: what the key shows is drawn as the marks are. */
import { MODALITIES, type Lang, type Modality } from "../../kernel/index.ts";
import { MODALITY_WORDS } from "../number-words.ts";
import { barStyle, el, emWidth, flag, INK, text } from "./svg.ts";

const RIVAL = { zh: "另一说法", en: "told also" };
const BOUND = { zh: "箭头：超过或不足", en: "arrow: over or under" };

interface Keyed {
  modality: Modality;
  rivals?: readonly unknown[];
  bound?: string;
}

/** One line of the key. Its height is none where only actual figures are drawn. */
export function keyLine(marks: readonly Keyed[], lang: Lang, y: number, hatch_id: string, width: number): { markup: string; height: number } {
  const kinds = MODALITIES.filter((m) => marks.some((p) => p.modality === m));
  const rivals = marks.some((p) => (p.rivals?.length ?? 0) > 0);
  const bounds = marks.some((p) => p.modality !== "target" && (p.bound === "gt" || p.bound === "ge" || p.bound === "lt" || p.bound === "le"));
  if (kinds.length <= 1 && kinds[0] === "actual" && !rivals && !bounds) return { markup: "", height: 0 };
  let x = 8;
  const parts: string[] = [];
  const put = (mark: string, words: string): void => {
    parts.push(mark, text(x + 20, y, words, { "font-size": 9 }));
    x += 34 + emWidth(words) * 9;
  };
  for (const m of kinds) put(el("rect", { x, y: y - 8, width: 14, height: 9, ...barStyle(m, hatch_id) }) + (m === "target" ? flag(x + 7, y - 8) : ""), MODALITY_WORDS[lang][m]);
  if (rivals) put(el("line", { x1: x, x2: x + 14, y1: y - 3.5, y2: y - 3.5, stroke: INK, "stroke-width": 1, "stroke-dasharray": "3 2" }), RIVAL[lang]);
  if (bounds && x < width - 100) put(el("path", { d: `M${x + 4} ${y - 1}l3 -6l3 6z`, fill: INK }), BOUND[lang]);
  return { markup: parts.join(""), height: 18 };
}
