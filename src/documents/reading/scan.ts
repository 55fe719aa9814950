// What sentences say by themselves, whatever was read before them: their dates, figures, names and trigger words, some dozens of sentences at a time.
// Invariant: what is found depends on the sentence and on what the text as a whole tells, never on the order of reading; memory is that of one batch.
import { Before } from "./date-parts.ts";
import { scanDates, type DateContext, type DateMention } from "./dates.ts";
import { scanFigures } from "./figure.ts";
import type { NameHints } from "./hints-en.ts";
import { findTriggers, type Lexicon, type TriggerHit } from "./lexicon.ts";
import type { Lang, When } from "./model.ts";
import { mentionsEn } from "./names-en.ts";
import { mentionsZh, type Mention } from "./names-zh.ts";
import { nameYear } from "./no-figures.ts";
import type { Sentence, YearHead } from "./segment.ts";

/** What is asked of the text as a whole. */
export interface Whole {
  lexicon: Lexicon;
  published: When | undefined;
  minguo: boolean;
  hints: NameHints;
}

/** A sentence as far as it can be read alone. */
export interface Scan {
  /** dates that need a year from before have none yet */
  dates: DateMention[];
  /** a date leans on what was read before */
  leaning: boolean;
  figures: ReturnType<typeof scanFigures>;
  mentions: Mention[];
  triggers: TriggerHit[] | undefined;
}

type Piece = Sentence | YearHead | "furniture";

/** So many pieces are read together; and so many characters, of a line without stops. */
const PIECES = 32;
const CHARACTERS = 16_384;

const isSentence = (piece: Piece): piece is Sentence => piece !== "furniture" && "low" in piece;

/**
 * The pieces of a text in order, each sentence with its scan. The steps are taken one after the other for a whole batch: each is a large body of code and of
 * tables, and a processor that goes through all of them for every sentence waits for its memory: taken alone, a step costs a half to a seventh.
 */
export function* scanned(pieces: Iterable<Piece>, whole: Whole): Generator<readonly [Piece, Scan | undefined]> {
  let batch: Piece[] = [];
  let characters = 0;
  for (const piece of pieces) {
    batch.push(piece);
    if (isSentence(piece)) characters += piece.low.length;
    if (batch.length < PIECES && characters < CHARACTERS) continue;
    yield* scanBatch(batch, whole);
    [batch, characters] = [[], 0];
  }
  yield* scanBatch(batch, whole);
}

function* scanBatch(batch: readonly Piece[], whole: Whole): Generator<readonly [Piece, Scan | undefined]> {
  const scans = scan(batch.filter(isSentence), whole);
  let k = 0;
  for (const piece of batch) yield [piece, isSentence(piece) ? scans[k++] : undefined];
}

/** The scans of some sentences. */
export function scan(sentences: readonly { fold: string; low: string; lang: Lang }[], { lexicon, published, minguo, hints }: Whole): Scan[] {
  const before = sentences.map(() => new Before({ published, minguo }));
  const dates = sentences.map((s, k) => datesOf(s, before[k]!));
  const figures = sentences.map((s, k) => scanFigures(s.low, dates[k]));
  const triggers = sentences.map((s, k) => (figures[k]!.figures.length > 0 || dates[k]!.length > 0 ? findTriggers(s.low, lexicon) : undefined));
  const mentions = sentences.map((s) => (s.lang === "zh" ? mentionsZh(s.fold) : hints.settle(mentionsEn(s.fold, hints.artless), s.fold)));
  return sentences.map((_, k) => ({ dates: dates[k]!, leaning: before[k]!.asked, figures: figures[k]!, mentions: mentions[k]!, triggers: triggers[k] }));
}

/** The dates of a sentence; the year that closes a name is none. */
export function datesOf({ fold, low }: { fold: string; low: string }, when: DateContext | Before): DateMention[] {
  return scanDates(low, when).filter((d) => !nameYear(fold, d.start, d.end));
}

/** Puts what was read before into the dates of a scan: years left out, "the same day". Where that changes which words are dates, figures are read anew. */
export function settle(found: Scan, s: { fold: string; low: string }, when: DateContext): void {
  if (found.leaning) {
    const dates = datesOf(s, when);
    if (dates.length !== found.dates.length || dates.some((d, k) => d.start !== found.dates[k]!.start || d.end !== found.dates[k]!.end)) found.figures = scanFigures(s.low, dates);
    found.dates = dates;
  }
  if (found.dates.length > 0 || when.row === undefined) return;
  found.dates = [{ start: 0, end: 0, when: String(when.row), bound: "eq", kind: "absolute", horizon: false }];
  found.figures = scanFigures(s.low, found.dates);
}
