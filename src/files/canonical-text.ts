/**
 * Builds the canonical text piece by piece, with a segment for every piece.
 * Invariant: segments are in order, do not overlap, and lie within the text; the text has no NUL and no CR.
 */
import type { Locator, Segment, Table } from "./model.ts";
import { refuse } from "./refusal.ts";

export class CanonicalText {
  #parts: string[] = [];
  #length = 0;
  readonly segments: Segment[] = [];
  readonly tables: Table[] = [];
  readonly #max: number;
  constructor(textCharsMax: number) {
    this.#max = textCharsMax;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends text as it is; a locator makes a segment of it. */
  add(piece: string, locator?: Locator): { start: number; end: number } {
    const start = this.#length;
    if (piece !== "") {
      this.#parts.push(piece);
      this.#length += piece.length;
      if (this.#length > this.#max) {
        throw refuse.tooLarge("text_chars_max", this.#max, { zh: `文本超过 ${this.#max} 个字符`, en: `the text is longer than ${this.#max} characters` }, locator && { page: locator.page, sheet: locator.sheet, cell: locator.cell });
      }
    }
    if (locator !== undefined && piece !== "") this.segments.push({ start, end: this.#length, locator });
    return { start, end: this.#length };
  }

  toString(): string {
    return this.#parts.join("");
  }
}

/** One line end (`\n`), no NUL: the only two changes ever made to plain text. */
export function normaliseLines(text: string): { text: string; nuls: number } {
  let clean = text;
  let nuls = 0;
  if (clean.includes("\0")) {
    const pieces = clean.split("\0");
    nuls = pieces.length - 1;
    clean = pieces.join("");
  }
  if (clean.includes("\r")) clean = clean.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  return { text: clean, nuls };
}

/** Segments of plain text: every line that is not blank, numbered. */
export function lineSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let paragraph = 0;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    if (end > at && /\S/.test(text.slice(at, Math.min(end, at + 200)))) {
      paragraph += 1;
      segments.push({ start: at, end, locator: { paragraph } });
    }
    at = end + 1;
  }
  return segments;
}
