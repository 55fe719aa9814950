/**
 * English text as placement reads it: without abbreviations in brackets, and knowing where the firm's own name ends.
 * Invariant: `at` leads every place of the plain text back to its place in the text as given.
 */
export interface Plain { text: string; at(place: number): number }

const BRACKETS = / \([A-Za-z0-9&/\- ]{1,14}\)/g;
const NAME = /^.{2,90}?(?:Co\., ?Ltd\b\.?|Co\. ?,? ?Ltd\b\.?|\bInc\.?|\bCorporation|\bCorp\.|\bLimited|\bLtd\.?|\bPLC|\bplc|\bAG\b|\bSE\b|\bCompany|S\.p\.A\.?|\bHoldings|\bN\.V\.|\bAB\b)/;

/** The text without short bracketed abbreviations. */
export function withoutBrackets(text: string): Plain {
  if (!text.includes(" (")) return { text, at: (place) => place };
  const cuts: { place: number; gone: number }[] = [];
  let gone = 0;
  const plain = text.replace(BRACKETS, (found, offset: number) => {
    cuts.push({ place: offset - gone, gone: gone += found.length });
    return "";
  });
  return {
    text: plain,
    at: (place) => {
      let shift = 0;
      for (const cut of cuts) { if (place < cut.place) break; shift = cut.gone; }
      return place + shift;
    },
  };
}

/** Where the name of a firm ends that opens the text (“X Optics Co., Ltd. makes …”); 0 where none does. */
export function firmNameEnd(text: string): number {
  const found = NAME.exec(text);
  return found && !/\b(?:makes?|manufactur|develop|produc|offer|provid|engag|is a|design)/.test(found[0]) ? found[0].length : 0;
}
