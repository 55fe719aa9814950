/**
 * Coordinated phrases in English: “laser cutting and welding equipment” also says laser welding equipment, “LCD and LED
 * drivers” also says LCD drivers. Invariant: only phrases that are terms of the chain are added, at their true place.
 */
import type { Mentions } from "./reading.ts";
import { FLAG, KIND, singular } from "./vocabulary.ts";
import type { Lexicon } from "./vocabulary.ts";

interface Token { word: string; from: number; to: number; comma: boolean }

const WORD = /[A-Za-z0-9][A-Za-z0-9/]*(?:-[A-Za-z0-9]+)*/g;
const CONNECTIVE = /^(and|or|of|for|the|a|an|as|in|such|including|with)$/i;
const ENDS_PHRASE = /^(for|in|used|that|which|as|and|or|with|to|of|under|worldwide|internationally|primarily|through|on|by|from|is|are|it|its|the)$/i;
const GENERAL_NOUN = /^(products?|systems?|solutions?|devices?|applications?|equipments?|components?|services?)$/i;
const PHRASE_MOST = 5;
const REACH = 60;
const REACH_LEFT = 320;
const LIST_MOST = 16;

/** Adds to the mentions (in order of place) the terms that stand apart across “and” or “or”. */
export function addCoordinated(lexicon: Lexicon, text: string, m: Mentions): void {
  for (let at = text.indexOf(" and "); at >= 0; at = text.indexOf(" and ", at + 5)) oneAnd(lexicon, text, at, m);
  for (let at = text.indexOf(" or "); at >= 0; at = text.indexOf(" or ", at + 4)) oneAnd(lexicon, text, at, m);
}

function oneAnd(lexicon: Lexicon, text: string, at: number, m: Mentions): void {
  const left = tokens(text, Math.max(0, at - REACH_LEFT), at);
  const right = tokens(text, at + 4, Math.min(text.length, at + REACH));
  const phrase = nounPhrase(right);
  if (left.length === 0 || phrase.length === 0) return;
  const items = itemsOf(left);
  const taken = new Set<number>();
  // a, b and c HEAD: each item takes the head over, which may be one or two words.
  const heads = headsOf(phrase);
  for (const item of items) {
    for (const head of heads) if (propose(lexicon, [...item, ...head], item, m)) taken.add(item[0]!.from);
  }
  if (taken.size >= 2) lockBareItems(lexicon, items, taken, m);
  // HEADWORD a and b …: the words after “and” take over what stands before the last item.
  const last = left[left.length - 1]!;
  const before = left[left.length - 2];
  if (last.comma || !before || before.comma) return;
  for (let size = 1; size <= 2 && size <= phrase.length; size++) propose(lexicon, [before, ...phrase.slice(0, size)], phrase.slice(0, size), m);
}

/** The words after “and” up to the end of the noun phrase. */
function nounPhrase(right: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const token of right) {
    if (ENDS_PHRASE.test(token.word) || out.length === PHRASE_MOST) break;
    out.push(token);
    if (token.comma) break;
  }
  return out;
}

/** What the items before “and” may take over: the last one to three words, with or without a general noun at the very end. */
function headsOf(phrase: readonly Token[]): Token[][] {
  const out: Token[][] = [];
  for (const end of GENERAL_NOUN.test(phrase[phrase.length - 1]!.word) ? [phrase.length, phrase.length - 1] : [phrase.length]) {
    for (let from = Math.max(1, end - 3); from < end; from++) out.push(phrase.slice(from, end));
  }
  return out;
}

/** The items of the list that ends at “and”: one or two words each, between commas. */
function itemsOf(left: readonly Token[]): Token[][] {
  const items: Token[][] = [];
  let end = left.length;
  while (end > 0 && items.length < LIST_MOST) {
    let start = end - 1;
    while (start > 0 && !left[start - 1]!.comma && end - start < 3) start--;
    // A plural is a thing by itself (“lenses and camera equipment”), a connective no word at all: neither takes over a head.
    const last = left[end - 1]!.word;
    for (let from = start; from < end && (!/[a-z]s$/.test(last) || /(ss|ics|lens)$/.test(last)); from++) {
      if (!CONNECTIVE.test(left[from]!.word)) items.push(left.slice(from, end));
    }
    if (start === 0 || !left[start - 1]!.comma) break;
    end = start;
  }
  return items;
}

function propose(lexicon: Lexicon, words: readonly Token[], shown: readonly Token[], m: Mentions): boolean {
  const key = words.flatMap((t) => t.word.toLowerCase().split("-")).map(singular).join(" ");
  const term = lexicon.byWords.get(key);
  if (term === undefined) return false;
  const from = shown[0]!.from;
  const to = shown[shown.length - 1]!.to;
  let i = m.count;
  while (i > 0 && m.from[i - 1]! >= from) i--;
  for (let j = i; j < m.count && m.from[j]! < to; j++) if (m.term[j] === term) return false;
  // What the phrase replaces (the bare word inside it) would be the same word twice.
  const replaces = i < m.count && m.from[i]! >= from && m.to[i]! <= to && (m.kind[i] === KIND.weak || m.kind[i] === KIND.word) ? 1 : 0;
  m.kind.splice(i, replaces, KIND.word);
  m.term.splice(i, replaces, term);
  m.from.splice(i, replaces, from);
  m.to.splice(i, replaces, to);
  m.zone.splice(i, replaces, "stated");
  m.locked.splice(i, replaces, false);
  m.count += 1 - replaces;
  return true;
}

/** In “phone, projector and camera lenses” the bare phone and projector are only what the lenses are for. */
function lockBareItems(lexicon: Lexicon, items: readonly (readonly Token[])[], taken: ReadonlySet<number>, m: Mentions): void {
  for (const item of items) {
    if (taken.has(item[0]!.from)) continue;
    for (let i = 0; i < m.count; i++) {
      const inside = m.from[i]! === item[0]!.from && m.to[i]! <= item[item.length - 1]!.to;
      if (inside && (m.kind[i] === KIND.weak || (lexicon.stageFlags[m.term[i]!] ?? 0) & FLAG.application)) m.locked[i] = m.term[i]! >= 0;
    }
  }
}

function tokens(text: string, from: number, to: number): Token[] {
  const out: Token[] = [];
  const part = text.slice(from, to);
  const stop = Math.max(part.lastIndexOf(". "), part.lastIndexOf("; "), part.lastIndexOf(": "));
  const isLeft = text.startsWith(" and ", to) || text.startsWith(" or ", to);
  for (const match of part.matchAll(WORD)) {
    if (isLeft && match.index < stop) continue;
    const end = match.index + match[0].length;
    out.push({ word: match[0], from: from + match.index, to: from + end, comma: /[,;.:()]/.test(part[end] ?? "") });
  }
  return out;
}
