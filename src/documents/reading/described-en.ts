// Plants and lines that English text calls by what they are: "a new fab", "the company's third plant", "the 4.5G AMOLED production line".
// Invariant: looks at no more than MAX_WORDS words from its place; plurals and bare nouns ("the plant") are left to the other rules.

/** What this module needs to know of a word. */
export interface Described {
  text: string;
  low: string;
  cap: boolean;
  word: { letters: boolean; breaks: boolean; describes: boolean };
}

const MAX_WORDS = 8;
const HEAD: Readonly<Record<string, string>> = {
  project: "Project", fab: "Project", plant: "Project", factory: "Project", facility: "Project", foundry: "Project", campus: "Project", base: "Park", site: "Project", line: "Project", workshop: "Building", building: "Building", headquarters: "Building", cleanroom: "Building", centre: "Lab", center: "Lab", laboratory: "Lab", lab: "Lab",
};
/** Words that tell one such thing from another. */
const APART = /^(?:new|existing|second|third|fourth|fifth|sixth|next|planned|proposed|future|additional|current|old|larger|first)$/;
/** What a line makes or how big it is: "the front line" is none. */
const OF_LINE = /^(?:production|pilot|assembly|packaging|panel|manufacturing|display|test|generation|gen|inch|wafer|chip|[a-z]*led|lcd|mocvd|lcos|vcsel|gan|sic|g)$/;
const SIZE = /^(?:\d[\d.]*|-|\.|g|gen|generation|inch|th|\d+(?:st|nd|rd|th))$/;

/** Determiners, and what a firm that is only called so opens with. */
const OPENS = /^(?:the|this|that|its|their|an?|one|new|local|wholly-owned|project|joint)$/;
/** Whether a word may open what `describedAt` finds. */
export const opensDescribed = (low: string): boolean => OPENS.test(low) || APART.test(low);

/** The words of a described plant or line that begin at `i`, with its determiner if it has one; undefined where none begins. */
export function describedAt(list: readonly Described[], i: number): { from: number; end: number; type: string; definite: boolean } | undefined {
  if (!list[i]!.word.describes) return undefined;
  const first = list[i]!.low;
  const article = first === "the" || first === "this" || first === "that" || first === "its" || first === "their" || first === "a" || first === "an" || first === "one";
  const from = article ? i + 1 : i;
  const firm = foundedAt(list, from);
  if (firm > 0) return { from, end: firm, type: "Firm", definite: false };
  const opener = list[from];
  if (opener === undefined || !(APART.test(opener.low) || (article && (OF_LINE.test(opener.low) || SIZE.test(opener.low)) && opener.low !== "-" && opener.low !== "."))) return undefined;
  let apart = false;
  let made = false;
  for (let j = from; j < Math.min(list.length, from + MAX_WORDS); j++) {
    const t = list[j]!;
    const type = j > from ? HEAD[t.low] : undefined;
    if (type !== undefined && (t.low === "line" || t.low === "base" ? made : apart || made) && HEAD[list[j + 1]?.low ?? ""] === undefined && !/^(?:project|lines?|expansion)$/.test(list[j + 1]?.low ?? "") && !(list[j + 1]?.low === "of" && list[j + 2]?.cap !== true && list[j + 3]?.cap !== true)) {
      return { from, end: j + 1, type, definite: article && first !== "a" && first !== "an" && first !== "one" && first !== "its" && first !== "their" };
    }
    if (t.low === "batch" || t.low === "key") return undefined; // "the first batch of key projects"
    if (APART.test(t.low)) apart = true;
    if (OF_LINE.test(t.low)) made = true;
    if (SIZE.test(t.low) || APART.test(t.low) || (type !== undefined && t.low !== "line")) continue;
    if (!t.word.letters || t.word.breaks || /(?:ed|ing)$/.test(t.low) && !/^(?:[a-z]*led|manufacturing|packaging|integrated|advanced|lighting|coating|sensing|engineering|cutting|testing)$/.test(t.low) || (t.cap && !/^[A-Z][A-Z-]/.test(t.text))) return undefined;
  }
  return undefined;
}

/** "the three events", "these two lighting fairs": several of a kind of which something is told together. */
const GROUPS: Readonly<Record<string, string>> = { fairs: "Expo", shows: "Expo", exhibitions: "Expo", expos: "Expo", events: "Event", conferences: "Event", parks: "Park", zones: "Zone", plants: "Project", factories: "Project", fabs: "Project", sites: "Project", institutes: "Institute", universities: "Institute", clusters: "Cluster", regions: "Region", cities: "Region", provinces: "Region", bases: "Park", firms: "Firm", companies: "Firm" };
const FEW = /^(?:two|three|four|five|six|seven|eight|nine|ten)$/;

/** Where such a group that opens with "the", "these" or "all" ends, and its type; it holds nobody that the text named alone. */
export function groupAt(list: readonly Described[], i: number): { from: number; end: number; type: string } | undefined {
  if (!/^(?:the|these|those|all|both|its|their)$/.test(list[i]!.low)) return undefined;
  const from = list[i + 1]?.low === "the" || list[i + 1]?.low === "these" ? i + 2 : i + 1;
  if (!FEW.test(list[from]?.low ?? "")) return undefined;
  for (let j = from + 1; j < Math.min(list.length, from + 5); j++) {
    const t = list[j]!;
    const type = GROUPS[t.low];
    if (type !== undefined) return /^(?:of|in|at|for|from)$/.test(list[j + 1]?.low ?? "") ? undefined : { from, end: j + 1, type };
    if (!t.word.letters || t.word.breaks || t.cap) return undefined;
  }
  return undefined;
}

/** "a project company", "the (new) joint venture": a firm that a text founds and calls by what it is. The token after it, or 0. */
function foundedAt(list: readonly Described[], from: number): number {
  const i = /^(?:new|local|wholly-owned)$/.test(list[from]?.low ?? "") ? from + 1 : from;
  const [a, b] = [list[i]?.low, list[i + 1]?.low];
  if (!(a === "project" && b === "company") && !(a === "joint" && b === "venture")) return 0;
  const end = list[i + 2]?.low === "company" ? i + 3 : i + 2;
  return /^(?:partners?|agreement|contract|project|deal|plant|factory|fab|model|lcd|panel|between|status)$/.test(list[end]?.low ?? "") ? 0 : end;
}

/** What a size is given in: "8.5 generation", "12-inch". */
const IN = /^(?:generation|gen|g|inch|th)$/;
const ORDINAL = /^(?:\d+(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh))(?:-(?:generation|gen))?$/;
const MADE: Readonly<Record<string, string>> = { project: "Project", line: "Project", fab: "Project", plant: "Project", factory: "Project", facility: "Project", foundry: "Project", base: "Park" };

/** "6th generation AMOLED (flexible) production line project", "Huike 8.6 generation display line": a line or plant named by its size. The token after it and its type. */
export function sizedAt(list: readonly Described[], i: number): { end: number; type: string } | undefined {
  const first = list[i]!;
  if (!first.cap && !SIZE.test(first.low) && !ORDINAL.test(first.low)) return undefined;
  let j = i;
  while (j < i + 4 && list[j] !== undefined && !ORDINAL.test(list[j]!.low) && !/^\d/.test(list[j]!.low)) {
    if (!list[j]!.word.letters || list[j]!.word.breaks || (j > i && IN.test(list[j]!.low))) return undefined;
    j++;
  }
  const size = sizeEnd(list, j);
  if (size === 0) return undefined;
  let end = 0;
  let type = "";
  for (let k = size; k < Math.min(list.length, size + 10); k++) {
    const t = list[k]!;
    if (t.text === "(" && list[k + 2]?.text === ")") {
      k += 2;
      continue;
    }
    if (t.text === "-") continue;
    if (MADE[t.low] !== undefined) [end, type] = [k + 1, MADE[t.low]!];
    else if (end > 0 || !t.word.letters || t.word.breaks && t.low !== "new" || (/(?:ed|ing)$/.test(t.low) && !t.cap && !/^(?:[a-z]*led|emitting|manufacturing|packaging|integrated|lighting|coating|cutting|testing)$/.test(t.low))) break;
  }
  return end === 0 ? undefined : { end, type };
}

/** Where "8.5 generation", "8. 6 generation", "G8.5", "12-inch", "sixth-generation" ends; 0 where none stands. */
function sizeEnd(list: readonly Described[], j: number): number {
  const t = list[j];
  if (t === undefined) return 0;
  if (ORDINAL.test(t.low)) {
    if (/-gen/.test(t.low)) return j + 1;
    const next = list[j + 1]?.text === "-" ? j + 2 : j + 1;
    return /^gen(?:eration)?$/.test(list[next]?.low ?? "") ? next + 1 : 0;
  }
  if (!/^\d{1,2}(?:\.\d{1,2})?\.?$/.test(t.low)) return 0;
  let k = j + 1;
  if (list[k]?.text === ".") k++;
  if (/^\d{1,2}$/.test(list[k]?.low ?? "")) k++;
  if (list[k]?.text === "-") k++;
  while (/^th$/.test(list[k]?.low ?? "") || list[k]?.text === "-") k++;
  return IN.test(list[k]?.low ?? "") ? k + 1 : 0;
}
