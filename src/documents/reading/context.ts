// One sentence with everything found in it: figures, dates, triggers, names, clauses.
// Invariant: all offsets here are relative to the sentence; only the reader turns them into places in the document.
import type { DateMention } from "./dates.ts";
import type { TriggerHit } from "./lexicon.ts";
import type { Figure, Lang, Modality, Reason, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";

export interface Context {
  fold: string;
  low: string;
  lang: Lang;
  clauses: readonly Span[];
  figures: readonly Figure[];
  dates: readonly DateMention[];
  triggers: readonly TriggerHit[];
  mentions: readonly Mention[];
  heading: boolean;
  /** a short line without a stop, such as a row of key figures: what it names in passing is not carried on */
  item?: boolean;
  /** a plan that the sentence before, closed by a semicolon, leaves open for what follows ("届时…;") */
  carried?: { modality: Modality; words: string };
  /** the document's date */
  published?: string;
  /** the day last told before the sentence, for "会上,…揭牌" */
  day?: string;
}

/** A mention with room for what is worked out of it later, so that all mentions of a sentence have one layout. */
export function withRoom(m: Mention): Mention {
  const roomy = { start: m.start, end: m.end, name: m.name, type: m.type, definite: m.definite, oblique: m.oblique, weak: m.weak, label: m.label, role: undefined, standing: undefined, surround: undefined };
  return roomy;
}

/** The clause that holds an offset, and its index. */
export function clauseAt(c: Context, at: number): { span: Span; index: number } {
  let lo = 0;
  let hi = c.clauses.length - 1;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (at < c.clauses[mid]!.end) hi = mid;
    else lo = mid + 1;
  }
  if (lo < c.clauses.length && at < c.clauses[lo]!.end) return { span: c.clauses[lo]!, index: lo };
  const last = Math.max(0, c.clauses.length - 1);
  return { span: c.clauses[last] ?? { start: 0, end: c.low.length }, index: last };
}

/** A reason made of the words at a place. */
export function because(c: Context, start: number, end: number): Reason {
  return { words: c.fold.slice(start, end), start, end };
}

/** True when another figure lies between the two offsets. Figures are in order, so only the neighbour needs a look. */
export function figureBetween(c: Context, from: number, to: number, except: Figure): boolean {
  const i = c.figures.indexOf(except);
  const prev = c.figures[i - 1];
  const next = c.figures[i + 1];
  return (prev !== undefined && prev.start >= from && prev.end <= to) || (next !== undefined && next.start >= from && next.end <= to);
}
