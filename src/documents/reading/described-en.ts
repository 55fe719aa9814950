// Plants and lines that English text calls by what they are: "a new fab", "the company's third plant", "the 4.5G AMOLED production line".
// Invariant: looks at no more than MAX_WORDS words from its place; plurals and bare nouns ("the plant") are left to the other rules.
import { isDigit } from "./fold.ts";

/** What this module needs to know of a word. */
export interface Described {
  text: string;
  low: string;
  cap: boolean;
  word: { letters: boolean; breaks: boolean; told: number };
}

const MAX_WORDS = 8;
const HEAD = new Map(Object.entries({
  project: "Project", fab: "Project", plant: "Project", factory: "Project", facility: "Project", foundry: "Project", campus: "Project", hub: "Park", base: "Park", site: "Project", line: "Project", workshop: "Building", building: "Building", headquarters: "Building", cleanroom: "Building", centre: "Lab", center: "Lab", laboratory: "Lab", lab: "Lab",
}));
/** Words that tell one such thing from another. */
const APART = /^(?:new|existing|second|third|fourth|fifth|sixth|next|planned|proposed|future|additional|current|old|larger|first)$/;
/** What a line makes or how big it is: "the front line" is none. */
const OF_LINE = /^(?:production|pilot|assembly|packaging|panel|manufacturing|display|test|generation|gen|inch|wafer|chip|[a-z]*led|lcd|mocvd|lcos|vcsel|gan|sic|g)$/;
const SIZE = /^(?:\d[\d.]*|-|\.|g|gen|generation|inch|th|\d+(?:st|nd|rd|th))$/;

/** Determiners, and what a firm that is only called so opens with. */
const OPENS = /^(?:the|this|that|its|their|an?|one|new|local|wholly-owned|project|joint)$/;

/** What this module asks of a word, as bits; asked of each word once (see `described`). */
const [IS_APART, IS_OF_LINE, IS_SIZE, IS_ORDINAL, MAY_OPEN, IS_FEW, OPENS_GROUP, IS_OWNED] = [1, 2, 4, 8, 16, 32, 64, 128];

/** The bits of a word in lower case. */
export function described(low: string): number {
  const bits: readonly (readonly [RegExp, number])[] = [[APART, IS_APART | MAY_OPEN], [OF_LINE, IS_OF_LINE], [SIZE, IS_SIZE], [ORDINAL, IS_ORDINAL], [OPENS, MAY_OPEN], [FEW, IS_FEW], [GROUP, OPENS_GROUP], [OWNED, IS_OWNED]];
  return bits.reduce((all, [re, bit]) => (re.test(low) ? all | bit : all), 0);
}

const is = (t: Described | undefined, bit: number): boolean => t !== undefined && (t.word.told & bit) !== 0;

/** The words of a described plant or line that begin at `i`, with its determiner if it has one; undefined where none begins. */
export function describedAt(list: readonly Described[], i: number): { from: number; end: number; type: string; definite: boolean } | undefined {
  if (!is(list[i], MAY_OPEN)) return undefined;
  const first = list[i]!.low;
  const article = first === "the" || first === "this" || first === "that" || first === "its" || first === "their" || first === "a" || first === "an" || first === "one";
  const from = article ? i + 1 : i;
  const firm = foundedAt(list, from);
  if (firm > 0) return { from, end: firm, type: "Firm", definite: false };
  const opener = list[from];
  if (opener === undefined || !(is(opener, IS_APART) || (article && is(opener, IS_OF_LINE | IS_SIZE) && opener.low !== "-" && opener.low !== "."))) return undefined;
  let apart = false;
  let made = false;
  for (let j = from; j < Math.min(list.length, from + MAX_WORDS); j++) {
    const t = list[j]!;
    const type = j > from ? HEAD.get(t.low) : undefined;
    if (type !== undefined && (t.low === "line" || t.low === "base" ? made : apart || made) && HEAD.get(list[j + 1]?.low ?? "") === undefined && !/^(?:project|lines?|expansion)$/.test(list[j + 1]?.low ?? "") && !(list[j + 1]?.low === "of" && list[j + 2]?.cap !== true && list[j + 3]?.cap !== true)) {
      return { from, end: j + 1, type, definite: article && first !== "a" && first !== "an" && first !== "one" && first !== "its" && first !== "their" };
    }
    if (t.low === "batch" || t.low === "key") return undefined; // "the first batch of key projects"
    if (is(t, IS_APART)) apart = true;
    if (is(t, IS_OF_LINE)) made = true;
    if (is(t, IS_SIZE | IS_APART) || (type !== undefined && t.low !== "line")) continue;
    if (!t.word.letters || t.word.breaks || /(?:ed|ing)$/.test(t.low) && !/^(?:[a-z]*led|manufacturing|packaging|integrated|advanced|lighting|coating|sensing|engineering|cutting|testing)$/.test(t.low) || (t.cap && !/^[A-Z][A-Z-]/.test(t.text))) return undefined;
  }
  return undefined;
}

/** "the three events", "these two lighting fairs": several of a kind of which something is told together. */
const GROUPS = new Map(Object.entries({ fairs: "Expo", shows: "Expo", exhibitions: "Expo", expos: "Expo", events: "Event", conferences: "Event", parks: "Park", zones: "Zone", plants: "Project", factories: "Project", fabs: "Project", sites: "Project", institutes: "Institute", universities: "Institute", clusters: "Cluster", regions: "Region", cities: "Region", provinces: "Region", bases: "Park", firms: "Firm", companies: "Firm" }));
const GROUP = /^(?:the|these|those|all|both|its|their)$/;
const FEW = /^(?:two|three|four|five|six|seven|eight|nine|ten)$/;

/** Where such a group that opens with "the", "these" or "all" ends, and its type; it holds nobody that the text named alone. */
export function groupAt(list: readonly Described[], i: number): { from: number; end: number; type: string } | undefined {
  if (!is(list[i], OPENS_GROUP)) return undefined;
  const from = list[i + 1]?.low === "the" || list[i + 1]?.low === "these" ? i + 2 : i + 1;
  if (!is(list[from], IS_FEW)) return undefined;
  for (let j = from + 1; j < Math.min(list.length, from + 5); j++) {
    const t = list[j]!;
    const type = GROUPS.get(t.low);
    if (type !== undefined) return /^(?:of|in|at|for|from)$/.test(list[j + 1]?.low ?? "") ? undefined : { from, end: j + 1, type };
    if (!t.word.letters || t.word.breaks || t.cap) return undefined;
  }
  return undefined;
}

const OWNED = /^(?:new|local|wholly-owned)$/;

/** "a project company", "the (new) joint venture": a firm that a text founds and calls by what it is. The token after it, or 0. */
function foundedAt(list: readonly Described[], from: number): number {
  const i = is(list[from], IS_OWNED) ? from + 1 : from;
  const [a, b] = [list[i]?.low, list[i + 1]?.low];
  if (!(a === "project" && b === "company") && !(a === "joint" && b === "venture")) return 0;
  const end = list[i + 2]?.low === "company" ? i + 3 : i + 2;
  return /^(?:partners?|agreement|contract|project|deal|plant|factory|fab|model|lcd|panel|between|status)$/.test(list[end]?.low ?? "") ? 0 : end;
}

/** What a size is given in: "8.5 generation", "12-inch". */
const IN = /^(?:generation|gen|g|inch|th)$/;
const ORDINAL = /^(?:\d+(?:st|nd|rd|th)|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh))(?:-(?:generation|gen))?$/;
const MADE = new Map(Object.entries({ project: "Project", line: "Project", fab: "Project", plant: "Project", factory: "Project", facility: "Project", foundry: "Project", base: "Park" }));

/** "6th generation AMOLED (flexible) production line project", "Huike 8.6 generation display line": a line or plant named by its size. The token after it and its type. */
export function sizedAt(list: readonly Described[], i: number): { end: number; type: string } | undefined {
  const first = list[i]!;
  if (!first.cap && !is(first, IS_SIZE | IS_ORDINAL)) return undefined;
  let j = i;
  while (j < i + 4 && list[j] !== undefined && !is(list[j], IS_ORDINAL) && !opensWithDigit(list[j]!.low)) {
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
    if (MADE.get(t.low) !== undefined) [end, type] = [k + 1, MADE.get(t.low)!];
    else if (end > 0 || !t.word.letters || t.word.breaks && t.low !== "new" || (/(?:ed|ing)$/.test(t.low) && !t.cap && !/^(?:[a-z]*led|emitting|manufacturing|packaging|integrated|lighting|coating|cutting|testing)$/.test(t.low))) break;
  }
  return end === 0 ? undefined : { end, type };
}

const opensWithDigit = (low: string): boolean => isDigit(low.charCodeAt(0));

/** Where "8.5 generation", "8. 6 generation", "G8.5", "12-inch", "sixth-generation" ends; 0 where none stands. */
function sizeEnd(list: readonly Described[], j: number): number {
  const t = list[j];
  if (t === undefined) return 0;
  if (is(t, IS_ORDINAL)) {
    if (/-gen/.test(t.low)) return j + 1;
    const next = list[j + 1]?.text === "-" ? j + 2 : j + 1;
    return /^gen(?:eration)?$/.test(list[next]?.low ?? "") ? next + 1 : 0;
  }
  if (!opensWithDigit(t.low) || !/^\d{1,2}(?:\.\d{1,2})?\.?$/.test(t.low)) return 0;
  let k = j + 1;
  if (list[k]?.text === ".") k++;
  if (/^\d{1,2}$/.test(list[k]?.low ?? "")) k++;
  if (list[k]?.text === "-") k++;
  while (/^th$/.test(list[k]?.low ?? "") || list[k]?.text === "-") k++;
  return IN.test(list[k]?.low ?? "") ? k + 1 : 0;
}
