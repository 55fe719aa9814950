// What reading a text keeps in mind from sentence to sentence, and how a place in a sentence becomes a place in the text.
// Invariant: memory is that of one sentence plus a bounded discourse; a quote is a literal piece of one line of the text.
import { clauseAt, type Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import { isSpace } from "./fold.ts";
import type { NameHints } from "./hints-en.ts";
import { joined } from "./in-full.ts";
import type { Issued } from "./issued.ts";
import type { Lexicon } from "./lexicon.ts";
import type { KnownNames, Lang, Reason, Skipped, Span, When } from "./model.ts";
import type { Decided } from "./property.ts";
import { placeOf, type Sentence } from "./segment.ts";
import type { Chosen, Judging } from "./subject.ts";
import type { Told } from "./told.ts";

export interface ReadOptions {
  lexicon: Lexicon;
  lang?: Lang;
  published?: When;
  title?: string;
  known?: KnownNames;
  /** where the text proper begins (see findMetadata) */
  bodyStart?: number;
  /** other weights for the choice of subjects, and an ear for it */
  judging?: Judging;
}

export interface State {
  options: ReadOptions;
  discourse: Discourse;
  told: Told;
  title: string;
  /** the headline speaks of a fair, and the text names one */
  fair: boolean;
  /** the folded opening of the text proper, worked out where it is asked for, and where it begins */
  body: () => string;
  from: number;
  /** what the whole text tells of its names */
  hints: NameHints;
  skipped: Skipped;
  /** events known to lie ahead: names whose opening or start is after the document date */
  ahead: Set<string>;
  line: number;
  day: When | undefined;
  /** the text speaks of Japan, so a bare ¥ is yen */
  yen: boolean;
  /** folded name → the name as written */
  surfaces: Map<string, string>;
  /** the text counts in New Taiwan dollars, so a bare 元 is one, unless it speaks of renminbi too */
  twd: boolean;
  renminbi: boolean;
  /** the text counts years from 1912 */
  minguo: boolean;
  /** a bare $ is the dollar of the country that the text is about */
  dollar: string | undefined;
  /** the year that heads the rows being read, and the line it stands on */
  row: { year: number; line: number } | undefined;
  /** a plan told before a semicolon, for the clauses behind it */
  carried: Context["carried"];
  /** the year last told in the line; and where the sentence before closed with a semicolon, the year that goes on */
  toldYear: number | undefined;
  yearOn: number | undefined;
  /** the period of the last figure; and where the sentence before closed with a semicolon, the one that goes on */
  lastPeriod?: When | undefined;
  periodOn?: When | undefined;
  /** the period a bulletin is about */
  period: When | undefined;
  lastFigure: Map<string, Decided>;
  judging: Judging;
  /** the policy that a notice hands out, and the day on the line below */
  issued?: Issued;
  /** whose the figure before in the sentence was, and where it ended; whose the last of the line and of the document were */
  here: { name: string; at: number } | undefined;
  spoken: string | undefined;
  last: string | undefined;
  /** the list being read: the sentence before it, and whose the last figure before it was */
  items?: { from: number; last: string | undefined } | undefined;
}

/** A span of the sentence as a span of the text. */
export const placed = (s: Sentence, span: Span): Span => ({ start: placeOf(s, span.start), end: placeOf(s, span.end, true) });

/** The literal piece of the text at a span of the sentence. */
export function quoted(s: Sentence, span: Span): { quote: string; start: number; end: number } {
  const start = placeOf(s, span.start);
  const end = placeOf(s, span.end, true);
  return { quote: s.text.slice(start - s.base, end - s.base), start, end };
}

/** A reason with its place in the text; its words are then those of the text. */
export function at(r: Reason, s: Sentence): Reason {
  if (r.start === undefined || r.end === undefined) return r;
  const start = placeOf(s, r.start);
  const end = placeOf(s, r.end, true);
  const written = s.text.slice(start - s.base, end - s.base);
  if (s.row === true && r.words !== undefined && written !== r.words) return { ...r, start, end: start, rule: r.rule ?? "the heading of its column" };
  const told: Reason = { words: written, start, end };
  if (r.rule !== undefined) told.rule = r.rule;
  if (r.traits !== undefined) told.traits = r.traits;
  return told;
}

/** The subject as the text writes it. */
export const subjectOf = (state: State, s: Pick<Chosen, "name" | "type">): { subject: string; subject_type: string } => ({ subject: state.surfaces.get(s.name) ?? s.name, subject_type: s.type });

/** The subject with what it is a part of, as the text writes both; undefined where its own name says it all. */
export function subjectInFull(state: State, s: Pick<Chosen, "whole">, lang: Lang): string | undefined {
  if (s.whole === undefined) return undefined;
  const { whole, part } = s.whole;
  return joined(lang, state.surfaces.get(whole) ?? whole, state.surfaces.get(part) ?? part);
}

/** The clause of the figure, or the whole sentence where it is short. */
export function quoteSpan(c: Context, start: number, end: number): Span {
  let span: Span = { start: 0, end: c.fold.length };
  if (c.fold.length > 160) {
    const first = clauseAt(c, start).span;
    const last = clauseAt(c, Math.max(start, end - 1)).span;
    span = { start: first.start, end: Math.max(last.end, end) };
  }
  let { start: a, end: b } = span;
  while (a < b && isSpace(c.fold.charCodeAt(a))) a++;
  while (b > a && isSpace(c.fold.charCodeAt(b - 1))) b--;
  return { start: a, end: b };
}

