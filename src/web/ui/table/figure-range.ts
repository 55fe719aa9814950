/**
 * Conditions on the figures of rows, as an address writes them, in words: `exhibitors:100..<200` is “100 – <200 家”. Pure.
 * Invariant: a condition that cannot be read is shown as it stands.
 */
import { figureText, whenText, type Lang } from "../figure-text.ts";

export interface Condition {
  column: string;
  said: string;
}

export function conditionOf(text: string): Condition {
  const at = text.indexOf(":");
  return { column: text.slice(0, Math.max(0, at)), said: text.slice(at + 1) };
}

/** The ends of a range as written; nothing where it is none. */
export function endsOf(said: string): { from: string; to: string; open: boolean } | undefined {
  const cut = said.indexOf("..");
  if (cut < 0 || said.startsWith("=")) return undefined;
  const to = said.slice(cut + 2), open = to.startsWith("<");
  return { from: said.slice(0, cut), to: open ? to.slice(1) : to, open };
}

/** A range in words: “≥ 100 家”, “1 亿元 – <2 亿元”, “2024年”. */
export function rangeText(said: string, { column, unit }: { column: string; unit: string }, lang: Lang): string {
  const ends = endsOf(said);
  if (ends === undefined) return said;
  const property = column.split("|")[0] ?? "";
  const text = (side: string): string => (unit === "date" ? whenText(side, lang) : Number.isFinite(Number(side)) ? figureText({ value: Number(side), unit, property, bound: "eq" }, lang) : side);
  const { from, to, open } = ends;
  if (to === "") return `≥ ${text(from)}`;
  if (from === "") return `${open ? "<" : "≤"} ${text(to)}`;
  return from === to ? text(from) : `${text(from)} – ${open ? "<" : ""}${text(to)}`;
}
