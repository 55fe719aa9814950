/**
 * English noun phrases: the last noun says what the thing is. “Camera module sockets” are sockets, “LCD and solar cell
 * equipment” is equipment, whether or not the last noun is a word of the chain.
 * Invariant: only zones that speak for a product (made, stated, for) change, and only to weaker ones.
 */
import type { Mentions } from "./reading.ts";
import { FLAG, KIND } from "./vocabulary.ts";
import type { Lexicon } from "./vocabulary.ts";

/** Nouns that leave the meaning to the word before them, so that “laser diode products” are laser diodes. */
const EMPTY = /^(?:products?|systems?|solutions?|devices?|components?|modules?|series|units?|technolog(?:y|ies)|lines?|equipments?|ranges?|portfolios?|elements?|arrays?|sets?|types?|platforms?|instruments?|apparatus|items?|materials?|goods|fixtures?|packages?|chips?|ics?|business(?:es)?|services?|operations?|displays?|panels?|lamps?|lights?|sources?|kits?|models?|variants?|machines?|machinery|sensors?|wafers?|plants?|stations?|projects?|films?|sheets?|plates?|engines?|assembl(?:y|ies)|circuits?|lasers?|leds?|lsis?|reactors?|furnaces?|filters?|splitters?|lens(?:es)?|windows?|tvs?|batter(?:y|ies)|cores?|cameras?)$/i;
/** Words that end a noun phrase. Participles in -ed and adverbs end it too. */
const ENDS = /^(?:and|or|for|in|to|of|with|as|that|which|who|where|when|while|under|through|on|by|from|is|are|was|were|be|at|into|it|its|the|a|an|also|but|can|will|has|have|such|including|comprising|consisting|using|providing|offering|enabling|featuring|ranging|having|comprises?|includes?|consists?|provides?|offers?|primarily|worldwide|etc|via|per|across|within|over|based|between|their|our|other|more|not|we|you)$/i;
const NEXT = /(?:\/[A-Za-z0-9-]+)*[ ]([A-Za-z][A-Za-z0-9-]*)(?![A-Za-z0-9])/y;

/** The word goes on after a hyphen (“conductive glass-ceramics”), */
const GLUED = /^-[a-z]/;
/** or is what a service is done to (“inspection of LED dies”). */
const OBJECT = /\b(?:inspection|testing|measurement|analysis|integration|maintenance|repair|cleaning|control|monitoring) of (?:[a-z]+ )?$/i;

/** Lets words that only modify a later noun give way to it. */
export function giveWayToHeads(lexicon: Lexicon, text: string, m: Mentions): void {
  for (let i = m.count - 1; i >= 0; i--) {
    if (!isWord(m, i) || (m.zone[i] !== "made" && m.zone[i] !== "stated" && m.zone[i] !== "for") || m.locked[i]) continue;
    if (OBJECT.test(text.slice(Math.max(0, m.from[i]! - 40), m.from[i]!))) m.zone[i] = "compound";
    else if (isPlural(text, m.to[i]!)) continue;
    else if (headFollows(text, m, i)) m.zone[i] = "compound";
    else if (sharesHead(lexicon, text, m, i)) m.zone[i] = "modifier";
  }
}

/** Whether the word is only part of a longer noun: one that is neither empty nor a cue stands right after it. */
function headFollows(text: string, m: Mentions, i: number): boolean {
  if (GLUED.test(text.slice(m.to[i]!, m.to[i]! + 2))) return true;
  if (ENDS.test(lastWord(text, m.to[i]!))) return false;
  const next = i + 1 < m.count && m.from[i + 1]! - m.to[i]! === 1 && text[m.to[i]!] === " ";
  if (next) return isWord(m, i + 1);
  NEXT.lastIndex = m.to[i]!;
  const found = NEXT.exec(text)?.[1];
  if (found === undefined || ENDS.test(found) || EMPTY.test(found)) return false;
  return !/(?:ed|ly)$/.test(found) && !/^[A-Z][a-z]/.test(found);
}

export const isWord = (m: Mentions, i: number): boolean => m.kind[i] === KIND.word || m.kind[i] === KIND.weak;

/** Whether a word of this kind, right after a product word, makes it a mere modifier. */
export const takesOver = (kind: number, flags: number): boolean =>
  kind === KIND.served || kind === KIND.market || (kind === KIND.head && (flags & FLAG.equippable) !== 0) || (kind === KIND.stuff && (flags & FLAG.stuffable) !== 0);

const lastWord = (text: string, to: number): string => text.slice(text.lastIndexOf(" ", to - 1) + 1, to);

/** Whether the word is an item of a list whose last item carries a noun of machines, stuff or service for all of them. */
function sharesHead(lexicon: Lexicon, text: string, m: Mentions, i: number): boolean {
  if (!/^(?:,|\/| and | or )/.test(text.slice(m.to[i]!, m.to[i]! + 5))) return false;
  for (let j = i + 1; j < m.count && j < i + 12; j++) {
    const kind = m.kind[j]!;
    if (kind === KIND.head || kind === KIND.stuff || kind === KIND.served) {
      const between = text.slice(m.to[i]!, m.from[j]!);
      return takesOver(kind, lexicon.stageFlags[m.term[i]!]!) && isOpenList(between);
    }
    if (kind !== KIND.comma && !(isWord(m, j) && !isPlural(text, m.to[j]!))) return false;
  }
  return false;
}

/** Items of at most three words in the singular, the last one after “and” or “or”. */
function isOpenList(between: string): boolean {
  const cut = Math.max(between.lastIndexOf(" and "), between.lastIndexOf(" or "));
  if (cut < 0 || between.length > 160 || /[.;:()]/.test(between)) return false;
  return between.split(/,| and | or |\//).every((item) => {
    const words = item.trim().split(/\s+/).filter((w) => w !== "");
    return words.length <= 3 && words.every((w) => !ENDS.test(w) && !(/[a-z]{2}s$/.test(w) && !/(?:ss|ics|lens)$/.test(w)));
  });
}

/** Whether the word that ends at `to` is in the plural (lenses), as far as its ending tells. */
export const isPlural = (text: string, to: number): boolean => /[a-z]{2}s$/i.test(text.slice(Math.max(0, to - 4), to)) && !/(?:ss|lens|ics|S)$/.test(text.slice(Math.max(0, to - 4), to));
