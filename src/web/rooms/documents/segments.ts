/**
 * A document's text cut where the spans of its claims begin and end.
 * Pure. Invariant: the pieces put together are the text again, whatever the spans (overlapping, out of order, out of bounds).
 */
import type { ClaimView } from "../../../server/api-types.ts";

export interface Piece {
  start: number;
  text: string;
  /** Claims whose quote covers this piece. */
  quoted: string[];
  /** Claims whose figure, the deciding digits, covers it. */
  figured: string[];
}

export interface Paragraph {
  start: number;
  pieces: Piece[];
}

type Spanned = Pick<ClaimView, "id" | "locator">;

interface Cut {
  at: number;
  opens: boolean;
  kind: "quoted" | "figured";
  claim: string;
}

function cutsOf(claims: Spanned[], length: number): Cut[] {
  const cuts: Cut[] = [];
  const add = (kind: Cut["kind"], claim: string, start: number | undefined, end: number | undefined) => {
    if (start === undefined || end === undefined || start < 0 || end > length || start >= end) return;
    cuts.push({ at: start, opens: true, kind, claim }, { at: end, opens: false, kind, claim });
  };
  for (const { id, locator } of claims) {
    add("quoted", id, locator?.start, locator?.end);
    add("figured", id, locator?.figure_start, locator?.figure_end);
  }
  return cuts.sort((a, b) => a.at - b.at);
}

/** Paragraphs by line; each cut into pieces. Sweeps once over text and spans. */
export function paragraphsOf(text: string, claims: Spanned[]): Paragraph[] {
  const cuts = cutsOf(claims, text.length);
  const open = { quoted: new Set<string>(), figured: new Set<string>() };
  let next = 0;
  let start = 0;
  const paragraphs: Paragraph[] = [];
  while (start <= text.length) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found + 1;
    const pieces: Piece[] = [];
    let from = start;
    const push = (to: number) => {
      if (to > from) pieces.push({ start: from, text: text.slice(from, to), quoted: [...open.quoted], figured: [...open.figured] });
      from = to;
    };
    for (let cut = cuts[next]; cut !== undefined && cut.at < end; cut = cuts[next]) {
      push(cut.at);
      if (cut.opens) open[cut.kind].add(cut.claim);
      else open[cut.kind].delete(cut.claim);
      next += 1;
    }
    push(end);
    if (pieces.length > 0) paragraphs.push({ start, pieces });
    if (found === -1) break;
    start = end;
  }
  return paragraphs;
}
