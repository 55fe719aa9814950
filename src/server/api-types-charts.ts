/** What the routes of charts answer. Invariant: every mark that is drawn is listed, with at least one claim, and every claim that a mark names is in the answer. */
import type { Bound, ClaimView, Label, Modality } from "./api-types.ts";

export type ChartKind = "trend" | "course" | "bullet" | "promises" | "multiples" | "chain";

export interface ChartMark {
  id: string;
  /** Series, lane, panel or row that it belongs to. */
  of: string;
  /** Period, step or link of the chain. */
  at: string;
  /** The figure in words, with its bound. */
  label: string;
  /** A number in base units, or a civil day. */
  value: number | string;
  low?: number | string;
  high?: number | string;
  unit?: string;
  modality: Modality;
  bound: Bound;
  part_of_period?: boolean;
  /** What other sources say, in words. */
  rivals: string[];
  finding?: "open" | "ruled";
  claims: string[];
  /** How it was worked out, where it is no claim's own value. */
  derived?: string;
  /** The link of the chain whose page names every claim. */
  node?: string;
}

export interface ChartAnswer {
  kind: ChartKind;
  title: string;
  /** Said in place of a drawing where there is nothing to draw. */
  empty?: Label;
  /** Markup, all words escaped, in the colours of the page. */
  svg?: string;
  width: number;
  height: number;
  /** In one line: who said what is drawn. */
  source: string;
  marks: ChartMark[];
  claims: Record<string, ClaimView>;
  /** The findings are still being worked out: the marks bear none of them yet. */
  unmarked?: true;
}
