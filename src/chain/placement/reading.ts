/**
 * Reads one text: occurrences of words and cues become mentions, each with the zone it stands in (made, traded, applied …).
 * Invariant: of overlapping occurrences the longer one counts; a mention keeps its place in the text as it was given.
 */
import { scan } from "./automaton.ts";
import type { Hits } from "./automaton.ts";
import type { Zone } from "./rules.ts";
import { FLAG, KIND } from "./vocabulary.ts";
import type { Lexicon } from "./vocabulary.ts";
import { addCoordinated } from "./coordination.ts";
import { giveWayToHeads, isPlural, isWord, takesOver } from "./noun-heads.ts";

/** Mentions of one text in reading order; parallel arrays, reused between texts. */
export interface Mentions {
  count: number;
  kind: number[];
  term: number[];
  from: number[];
  to: number[];
  zone: Zone[];
  /** Zone settled while coordinated phrases were read; the verbs around do not change it. */
  locked: boolean[];
  /** The text has its first verbs in trade only: a dealer. */
  trader: boolean;
}

export function mentionBuffer(): Mentions {
  return { count: 0, kind: [], term: [], from: [], to: [], zone: [], locked: [], trader: false };
}

/** Reads `text` into `mentions`. Cues before `nameEnd` belong to the firm's name and say nothing. */
export function readMentions(lexicon: Lexicon, text: string, hits: Hits, mentions: Mentions, nameEnd = 0): void {
  scan(lexicon.automaton, text, hits);
  keepLongest(lexicon, text, hits, mentions);
  if (mentions.count === 0) return;
  if (lexicon.byWords.size > 0) addCoordinated(lexicon, text, mentions);
  giveZones(lexicon, text, mentions, nameEnd);
  if (lexicon.lang === "en") giveWayToHeads(lexicon, text, mentions);
}

function keepLongest(lexicon: Lexicon, text: string, hits: Hits, m: Mentions): void {
  const { lengthOf } = lexicon.automaton;
  let n = 0;
  let lastEnd = -1;
  for (let h = 0; h < hits.count; h++) {
    const pattern = hits.pattern[h]!;
    let to = hits.end[h]!;
    const from = to - lengthOf[pattern]!;
    const borders = lexicon.borders[pattern]!;
    if (borders !== 0) {
      if ((borders & 1) !== 0 && from > 0 && isLatin(text.charCodeAt(from - 1))) continue;
      if ((borders & 2) !== 0) {
        to = wordEnd(text, to);
        if (to < 0) continue;
      }
    }
    // A longer occurrence that ends here came first; what it contains does not count again.
    if (to === lastEnd && n > 0 && m.from[n - 1]! <= from) continue;
    while (n > 0 && m.from[n - 1]! >= from && m.to[n - 1]! <= to) n--;
    if (n > 0 && m.to[n - 1]! > from) {
      // Two that overlap: the longer one counts, the earlier one where they are equal.
      if (m.to[n - 1]! - m.from[n - 1]! >= to - from) continue;
      n--;
    }
    m.kind[n] = lexicon.kind[pattern]!;
    m.term[n] = lexicon.term[pattern]!;
    m.from[n] = from;
    m.to[n] = to;
    m.zone[n] = "stated";
    m.locked[n] = false;
    lastEnd = to;
    n++;
  }
  m.count = n;
  m.trader = false;
}

const isLatin = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57);

/** Where the word ends that has been matched up to `to`, a plural ending taken in; -1 when the word goes on otherwise. */
function wordEnd(text: string, to: number): number {
  const next = text.charCodeAt(to);
  if (!isLatin(next)) return to;
  if (next === 115 && !isLatin(text.charCodeAt(to + 1))) return to + 1;
  if (next === 101 && text.charCodeAt(to + 1) === 115 && !isLatin(text.charCodeAt(to + 2))) return to + 2;
  return -1;
}

const FOR = "for";

/** Gives each word its zone: by the verbs of its clause, by what precedes it, and by the noun that follows it. */
function giveZones(lexicon: Lexicon, text: string, m: Mentions, nameEnd: number): void {
  let clause = 0;
  let sentence = 0;
  let applied: "" | "applied" | "long" = "";
  let forFrom = -1;
  let verbsSeen = false;
  // Past a comma, “for phones, tablets, …” goes on for applications only; other goods begin a new item.
  let comma = false;
  // “Machines for sapphire, ceramics and glass”: where no comma came before “for”, the whole list is what it is for.
  let forAll = false;
  let listed = false;
  for (let i = 0; i <= m.count; i++) {
    const kind = i === m.count ? KIND.stop : m.kind[i]!;
    if (i < m.count && m.to[i]! <= nameEnd && !isWord(m, i)) { clause = sentence = i + 1; continue; }
    switch (kind) {
      case KIND.word: case KIND.weak:
        if (m.locked[i]) m.zone[i] = "modifier";
        else m.zone[i] = applied !== "" ? "applied" : forFrom < 0 || lexicon.lang === "zh" ? "stated" : !comma || forAll ? "for" : (lexicon.stageFlags[m.term[i]!]! & FLAG.application) !== 0 ? "applied" : "stated";
        break;
      case KIND.stop: case KIND.pause:
        settleClause(lexicon, m, clause, i);
        // A Chinese register lists item by item, so that only the whole of it tells a dealer; an English text says it at once.
        if (lexicon.lang === "en" && !verbsSeen) verbsSeen = tellTrader(lexicon, m, sentence, i);
        clause = i + 1;
        forFrom = -1;
        listed = false;
        if (kind === KIND.stop) { sentence = i + 1; applied = ""; }
        else if (applied === "applied") applied = "";
        break;
      case KIND.apply: if (applied === "") applied = "applied"; break;
      case KIND.apply_long: applied = "long"; break;
      case KIND.reset: if (applied !== "long") applied = ""; forFrom = -1; listed = false; break;
      case KIND.for: forAll = m.to[i]! - m.from[i]! === FOR.length && text.startsWith(FOR, m.from[i]!) && (forFrom < 0 ? !listed : forAll); forFrom = i; comma = false; break;
      // “A supplier for panel makers” speaks of a market, “a maker of panels” of the firm itself.
      case KIND.market: case KIND.maker:
        for (let j = forFrom >= 0 ? forFrom : lexicon.lang === "en" ? marketFrom(text, m, clause, i) : i; j < i; j++) if (isWord(m, j)) m.zone[j] = "applied";
        forFrom = -1;
        break;
      case KIND.comma: comma = listed = true; break;
      // “abrasives for use in polishing, such as slurry” lists goods again; “used in fields such as …” does not.
      case KIND.list: if (applied === "applied" && !goodsSinceUse(m, i) && !closelyAfterUse(m, i)) applied = ""; break;
    }
    if (i < m.count && i > 0 && isWord(m, i - 1) && m.from[i]! - m.to[i - 1]! <= 1 && takesOver(kind, lexicon.stageFlags[m.term[i - 1]!]!)) m.zone[i - 1] = "modifier";
  }
  if (lexicon.lang === "zh") tellTrader(lexicon, m, 0, m.count);
}

/** Where the words begin that a market (“display and lighting industries”) is named by: they are in the singular, with no verb between. */
function marketFrom(text: string, m: Mentions, clause: number, i: number): number {
  let from = i;
  while (from > clause && (m.kind[from - 1] === KIND.comma || (isWord(m, from - 1) && !isPlural(text, m.to[from - 1]!)))) from--;
  return from;
}

/** Whether product words stand between the last cue of use and `i`: then the list goes on with more fields of use. */
function goodsSinceUse(m: Mentions, i: number): boolean {
  for (let j = i - 1; j >= 0 && m.kind[j] !== KIND.apply; j--) if (isWord(m, j)) return true;
  return false;
}

/** Whether the cue before `i`, within a few words, speaks of use or markets. */
function closelyAfterUse(m: Mentions, i: number): boolean {
  for (let j = i - 1; j >= 0 && m.from[i]! - m.to[j]! <= 24; j--) {
    if (isWord(m, j)) return false;
    if (m.kind[j] === KIND.apply || m.kind[j] === KIND.market || m.kind[j] === KIND.served) return true;
  }
  return false;
}

const saysTrading = (lexicon: Lexicon, m: Mentions, i: number): boolean => m.term[i]! >= 0 && (lexicon.stageFlags[m.term[i]!]! & FLAG.trading) !== 0;
const saysMaking = (lexicon: Lexicon, m: Mentions, i: number): boolean => m.term[i]! >= 0 && (lexicon.stageFlags[m.term[i]!]! & FLAG.making) !== 0;

/** Words of a clause whose only verbs are of trade are traded; with a verb of making they are made. */
function settleClause(lexicon: Lexicon, m: Mentions, from: number, to: number): void {
  let make = false;
  let trade = false;
  for (let i = from; i < to; i++) {
    if (m.kind[i] === KIND.make || m.kind[i] === KIND.maker || m.kind[i] === KIND.reset || saysMaking(lexicon, m, i)) make = true;
    else if (m.kind[i] === KIND.trade) trade = true;
  }
  if (!make && !trade) return;
  for (let i = from; i < to; i++) if (isWord(m, i) && m.zone[i] === "stated") m.zone[i] = make ? "made" : "traded";
}

/** Looks at the first sentence that has verbs at all. @returns whether it had. */
function tellTrader(lexicon: Lexicon, m: Mentions, from: number, to: number): boolean {
  let make = false;
  let trade = false;
  for (let i = from; i < to; i++) {
    if (m.kind[i] === KIND.make || saysMaking(lexicon, m, i)) make = true;
    else if (m.kind[i] === KIND.trade || saysTrading(lexicon, m, i)) trade = true;
  }
  if (trade && !make) m.trader = true;
  return make || trade;
}
