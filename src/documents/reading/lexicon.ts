// The trigger words of the readable properties, compiled for quick search, and how learnt words join them.
// Invariant: a lexicon is a value built from property objects and learnt words; rebuilding without a word forgets it entirely.
import { foldForScan } from "./figure.ts";
import { isSmall } from "./fold.ts";
import type { Lang } from "./model.ts";

/** One trigger as the property files write it. */
export type TriggerEntry = string | { word: string; weight?: number; unless?: readonly string[]; near?: readonly string[] };

/** A property as the ontology's files describe it; only what reading needs. */
export interface PropertyObject {
  name: string;
  label: { zh?: string; en?: string };
  value: string;
  unit: string;
  range?: { min?: number; max?: number };
  triggers?: { zh?: readonly TriggerEntry[] | null; en?: readonly TriggerEntry[] | null } | null;
}

export interface Trigger {
  word: string;
  property: string;
  lang: Lang;
  weight: number;
  unless: readonly string[];
  near: readonly string[];
  /** learnt from a reviewer's corrections, not from the ontology */
  learnt: boolean;
}

export interface LearntTrigger {
  property: string;
  lang: Lang;
  word: string;
  weight?: number;
}

export interface Lexicon {
  readonly properties: ReadonlyMap<string, PropertyObject>;
  readonly triggers: readonly Trigger[];
  /** by code of the first character: 0 where no trigger begins with it, else what short words do (SINGLE, PAIR) */
  readonly starts: Uint8Array;
  /** by hash of first and next characters: a place in `beginnings`, 0 where no trigger begins so */
  readonly places: Uint16Array;
  readonly beginnings: readonly (readonly Beginning[])[];
}

/** The words that begin with the same characters, longest first. */
interface Beginning {
  first: number;
  /** the characters after the first, as `nextKey` gives them */
  key: number;
  words: TriggerWord[];
}

const [LONGER, SINGLE, PAIR] = [1, 2, 4];

/** A word and all that it may say. */
export interface TriggerWord {
  word: string;
  triggers: readonly Trigger[];
  /** its trigger of a dated event */
  event: Trigger | undefined;
  /** its trigger of a count */
  counted: Trigger | undefined;
}

/** A trigger found in a text. */
export interface TriggerHit {
  start: number;
  end: number;
  triggers: readonly Trigger[];
  word: TriggerWord;
}

/** Properties whose figures are counts. */
const COUNTS = new Set(["storeys", "production_lines", "employees", "patents", "firms_count", "exhibitors", "visitors", "projects_count", "other_count"]);
const EVENTS = new Set(["start_date", "capped_date", "completion_date"]);

function wordOf(word: string, triggers: readonly Trigger[]): TriggerWord {
  const counted = triggers.filter((t) => COUNTS.has(t.property)).sort((a, b) => b.weight - a.weight || (a.property === "other_count" ? 1 : -1))[0];
  return { word, triggers, event: triggers.find((t) => EVENTS.has(t.property)), counted };
}

/** The properties this reader proposes. */
export const READABLE: readonly string[] = [
  "investment", "contract_value", "output_value", "revenue", "area.land", "area.floor", "exhibition_area", "storeys", "production_lines", "employees", "patents",
  "firms_count", "exhibitors", "visitors", "projects_count", "market_share", "growth_rate", "other_count", "start_date", "capped_date", "completion_date", "expected_completion",
  "located_in", "produces", "cooperates_with", "award", "membership", "invested_by", "tenant_of", "supplies", "subsidiary_of",
];

/** Compiles property objects (as the ontology loads them) into a lexicon. */
export function buildLexicon(properties: Iterable<PropertyObject>): Lexicon {
  const known = new Map<string, PropertyObject>();
  const triggers: Trigger[] = [];
  for (const property of properties) {
    if (!READABLE.includes(property.name)) continue;
    known.set(property.name, property);
    for (const lang of ["zh", "en"] as const) {
      for (const entry of property.triggers?.[lang] ?? []) triggers.push(toTrigger(property.name, lang, entry));
    }
  }
  return compile(known, triggers);
}

/** The lexicon with learnt trigger words added. Pure: the given lexicon is unchanged, so dropping the result forgets the words. */
export function extendLexicon(lexicon: Lexicon, learnt: Iterable<LearntTrigger>): Lexicon {
  const added: Trigger[] = [];
  for (const l of learnt) {
    const word = foldForScan(l.word.trim());
    if (word.length === 0 || word.length > 40 || !lexicon.properties.has(l.property)) continue;
    added.push({ word, property: l.property, lang: l.lang, weight: l.weight ?? 1, unless: [], near: [], learnt: true });
  }
  return compile(lexicon.properties, [...lexicon.triggers, ...added]);
}

function toTrigger(property: string, lang: Lang, entry: TriggerEntry): Trigger {
  const e = typeof entry === "string" ? { word: entry } : entry;
  const fold = (words: readonly string[] | undefined): string[] => (words ?? []).map((w) => foldForScan(String(w)));
  return { word: foldForScan(String(e.word)), property, lang, weight: e.weight ?? 1, unless: fold(e.unless), near: fold(e.near), learnt: false };
}

function compile(properties: ReadonlyMap<string, PropertyObject>, triggers: readonly Trigger[]): Lexicon {
  const starts = new Uint8Array(65536);
  const places = new Uint16Array(65536);
  const beginnings: Beginning[][] = [[]];
  for (const t of [...triggers].sort((a, b) => b.word.length - a.word.length)) {
    if (t.word === "") continue;
    const first = t.word.charCodeAt(0);
    const key = nextKey(t.word, 0, first);
    starts[first]! |= LONGER | (key === 0 ? SINGLE : 0) | (first <= 127 && t.word.length === 2 ? PAIR : 0);
    const place = hash(first, key);
    const alike = beginnings[(places[place] ||= beginnings.push([]) - 1)]!;
    let beginning = alike.find((b) => b.first === first && b.key === key);
    if (beginning === undefined) alike.push((beginning = { first, key, words: [] }));
    const { words } = beginning;
    const same = words.findIndex((w) => w.word === t.word);
    if (same >= 0) words[same] = wordOf(t.word, [...words[same]!.triggers, t]);
    else words.push(wordOf(t.word, [t]));
  }
  return { properties, triggers, starts, places, beginnings };
}

const hash = (first: number, key: number): number => (Math.imul(first, 40503) + key) & 0xffff;

/** Han words are told apart by their second character, Latin ones by the two that follow. Small integers only, for speed. */
function nextKey(s: string, i: number, first: number): number {
  const b = i + 1 < s.length ? s.charCodeAt(i + 1) : 0;
  if (first > 127) return b;
  const c = i + 2 < s.length ? s.charCodeAt(i + 2) : 0;
  return (b < 128 ? b : 127) * 128 + (c < 128 ? c : 127);
}


/**
 * Every trigger word of a folded lower-case string, leftmost and longest; a Han word that begins inside another and ends after it counts too. English words match whole words
 * and a plural "s" is allowed.
 */
export function findTriggers(low: string, lexicon: Lexicon): TriggerHit[] {
  const hits: TriggerHit[] = [];
  const { starts } = lexicon;
  let reached = 0;
  for (let i = 0; i < low.length; ) {
    const c = low.charCodeAt(i);
    const kinds = starts[c]!;
    if (kinds === 0 || (i > 0 && isSmall(c) && isSmall(low.charCodeAt(i - 1)))) {
      i++;
      continue;
    }
    const list = beginningWith(lexicon, c, nextKey(low, i, c)) ?? ((kinds & PAIR) !== 0 ? beginningWith(lexicon, c, low.charCodeAt(i + 1) * 128) : undefined) ?? ((kinds & SINGLE) !== 0 ? beginningWith(lexicon, c, 0) : undefined);
    if (list === undefined) {
      i++;
      continue;
    }
    const hit = longestAt(low, i, c, list);
    if (!hit || hit.end <= reached) {
      i++;
      continue;
    }
    hits.push(hit);
    reached = hit.end;
    i = c > 127 ? i + 1 : hit.end; // "雷达产线": a Han word may run on into the next
  }
  return hits;
}

function beginningWith(lexicon: Lexicon, first: number, key: number): readonly TriggerWord[] | undefined {
  const place = lexicon.places[hash(first, key)]!;
  if (place !== 0) for (const b of lexicon.beginnings[place]!) if (b.first === first && b.key === key) return b.words;
  return undefined;
}

function longestAt(low: string, at: number, first: number, list: readonly TriggerWord[]): TriggerHit | undefined {
  // What the list and the last character make sure of: two Han characters or three Latin ones, and one more.
  const sure = first > 127 ? 3 : 4;
  for (const entry of list) {
    const { word } = entry;
    let end = at + word.length;
    const last = word.charCodeAt(word.length - 1);
    if (low.charCodeAt(end - 1) !== last || (word.length > sure && (low.charCodeAt(at + 3) !== word.charCodeAt(3) || !low.startsWith(word, at)))) continue;
    if (isSmall(last) && isSmall(low.charCodeAt(end))) {
      if (low[end] !== "s" || isSmall(low.charCodeAt(end + 1))) continue;
      end++;
    }
    return { start: at, end, triggers: entry.triggers, word: entry };
  }
  return undefined;
}
