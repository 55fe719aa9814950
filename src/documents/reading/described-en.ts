// Plants and lines that English text calls by what they are: "a new fab", "the company's third plant", "the 4.5G AMOLED production line".
// Invariant: looks at no more than MAX_WORDS words from its place; plurals and bare nouns ("the plant") are left to the other rules.

/** What this module needs to know of a word. */
export interface Described {
  text: string;
  low: string;
  cap: boolean;
  word: { letters: boolean; breaks: boolean };
}

const MAX_WORDS = 8;
const HEAD: Readonly<Record<string, string>> = {
  fab: "Project", plant: "Project", factory: "Project", facility: "Project", foundry: "Project", campus: "Project", base: "Park", site: "Project", line: "Project", workshop: "Building", building: "Building", headquarters: "Building", cleanroom: "Building", centre: "Lab", center: "Lab", laboratory: "Lab", lab: "Lab",
};
/** Words that tell one such thing from another. */
const APART = /^(?:new|existing|second|third|fourth|fifth|sixth|next|planned|proposed|future|additional|current|old|larger|first)$/;
/** What a line makes or how big it is: "the front line" is none. */
const OF_LINE = /^(?:production|pilot|assembly|packaging|panel|manufacturing|display|test|generation|gen|inch|wafer|chip|[a-z]*led|lcd|mocvd|lcos|vcsel|gan|sic|g)$/;
const SIZE = /^(?:\d[\d.]*|-|\.|g|gen|generation|inch|th|\d+(?:st|nd|rd|th))$/;

/** The words of a described plant or line that begin at `i`, with its determiner if it has one; undefined where none begins. */
export function describedAt(list: readonly Described[], i: number): { from: number; end: number; type: string; definite: boolean } | undefined {
  const first = list[i]!.low;
  const article = first === "the" || first === "this" || first === "that" || first === "its" || first === "their" || first === "a" || first === "an" || first === "one";
  const from = article ? i + 1 : i;
  const opener = list[from];
  if (opener === undefined || !(APART.test(opener.low) || (article && (OF_LINE.test(opener.low) || SIZE.test(opener.low)) && opener.low !== "-" && opener.low !== "."))) return undefined;
  let apart = false;
  let made = false;
  for (let j = from; j < Math.min(list.length, from + MAX_WORDS); j++) {
    const t = list[j]!;
    const type = j > from ? HEAD[t.low] : undefined;
    if (type !== undefined && (t.low === "line" || t.low === "base" ? made : apart || made) && HEAD[list[j + 1]?.low ?? ""] === undefined && !/^(?:project|lines?|of|expansion)$/.test(list[j + 1]?.low ?? "")) {
      return { from, end: j + 1, type, definite: article && first !== "a" && first !== "an" && first !== "one" && first !== "its" && first !== "their" };
    }
    if (APART.test(t.low)) apart = true;
    if (OF_LINE.test(t.low)) made = true;
    if (SIZE.test(t.low) || APART.test(t.low) || (type !== undefined && t.low !== "line")) continue;
    if (!t.word.letters || t.word.breaks || /(?:ed|ing)$/.test(t.low) && !/^(?:[a-z]*led|manufacturing|packaging|integrated|advanced|lighting|coating|sensing|engineering|cutting|testing)$/.test(t.low) || (t.cap && !/^[A-Z][A-Z-]/.test(t.text))) return undefined;
  }
  return undefined;
}
