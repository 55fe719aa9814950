/**
 * A name in a few bytes: enough to turn away most blocked pairs without parsing either name again. Kept in flat arrays that threads share.
 * Invariant: a sketch never turns away two names with equal brands whose places do not conflict.
 */
import { CUT_SHORT, MOST_BRAND_BITS } from "./compare-latin.ts";
import { placesAgree } from "./compare-zh.ts";
import { barePlace, lexicon } from "./lexicon.ts";
import { SharedColumn } from "./list-text.ts";
import type { Profile, WordRole } from "./model.ts";
import type { CountedBackground } from "./dedupe-part.ts";
import { hash32 } from "./radix.ts";
import { PAIR_WEIGHTS } from "./weights.ts";

const ZH = 1, FULL = 2, ODD = 4;
const CONTAINED = -1;
/** Letters of the brand that are kept, and bytes of a sketch besides them. */
const BRAND_LETTERS = 40;
/** The most that a common head, a common form and like spelling can bring two Latin names that are not equal. */
const MOST_BESIDES = PAIR_WEIGHTS.l_head! + PAIR_WEIGHTS.form_agree! + PAIR_WEIGHTS.l_spelling!;
const PLACES = 2, UNKNOWN_PLACE = 65_535;

/**
 * Sketches of a run of names: letters of the brands in one run, words of the Latin names (place in the table of counts, first letter, role) in
 * another, the rest an entry each.
 */
export interface SketchColumns { codes: Uint16Array; at: Uint32Array; words: Uint32Array; wordsAt: Uint32Array; flags: Uint8Array; region: Uint16Array; trade: Uint32Array }

const WORD_BITS = 24, LETTER_BITS = 5;
const ROLES: readonly WordRole[] = ["brand", "trade", "filler", "place", "body", "number"];

let placeNumbers: Map<string, number> | undefined, placeNames: string[] = [];

/** A number for every listed place, the same in every thread. */
function placeNumber(place: string): number {
  if (!placeNumbers) {
    placeNames = ["", ...new Set([...lexicon().places.keys()].map(barePlace))];
    placeNumbers = new Map(placeNames.map((name, i) => [name, i]));
  }
  return placeNumbers.get(place) ?? UNKNOWN_PLACE;
}

export function emptySketches(entries: number): SketchColumns {
  const bytes = (n: number) => new SharedArrayBuffer(n);
  return {
    codes: new Uint16Array(bytes(0)), at: new Uint32Array(bytes(4 * (entries + 1))), words: new Uint32Array(bytes(0)), wordsAt: new Uint32Array(bytes(4 * (entries + 1))),
    flags: new Uint8Array(bytes(entries)), region: new Uint16Array(bytes(2 * PLACES * entries)), trade: new Uint32Array(bytes(4 * entries)),
  };
}

/** Fills the sketches of a range of entries; letters and words stay in columns of its own until their place in the whole run is known. */
export class SketchWriter {
  private letters = new SharedColumn();
  private words = new SharedColumn();
  private readonly into: SketchColumns;
  constructor(into: SketchColumns) { this.into = into; }

  /** Entries must be added in order, each once. `at` and `wordsAt` are filled with lengths; {@link placeRuns} makes places of them. */
  add(entry: number, p: Profile, wordMask: number): void {
    const zh = p.script === "zh", to = this.into;
    const branded = p.brand.length > 0, text = branded ? p.brand : p.core;
    let length = 0;
    for (let i = 0; i < text.length && length < BRAND_LETTERS; i++) { const code = text.charCodeAt(i); if (branded && !zh && code === 0x20) continue; this.letters.push(code); length++; }
    to.at[entry + 1] = length;
    to.flags[entry] = (p.branch !== "" || (zh && p.region.length > PLACES) ? ODD : 0) | (zh ? ZH : 0) | (p.formText.endsWith("公司") || !zh ? FULL : 0);
    to.trade[entry] = p.trade.length === 0 ? 0 : hash32(p.trade[0]!);
    if (!zh) {
      for (const w of p.words) this.words.push((((ROLES.indexOf(w.role) << LETTER_BITS) | (w.text.charCodeAt(0) & 31)) << WORD_BITS) | (hash32(w.stem, 5) & wordMask));
      to.wordsAt[entry + 1] = p.words.length;
      return;
    }
    // More places than fit are left unsaid: such a name is turned away by its brand only.
    if (p.region.length > PLACES) return;
    for (let i = 0; i < p.region.length; i++) to.region[PLACES * entry + i] = placeNumber(p.region[i]!);
  }

  /** Puts the letters and words of the range that begins at `entry` where {@link placeRuns} made room for them. */
  place(into: SketchColumns, entry: number): void {
    const letters = this.letters.view(), from = into.at[entry]!;
    for (let i = 0; i < letters.length; i++) into.codes[from + i] = letters[i]!;
    into.words.set(this.words.view(), into.wordsAt[entry]!);
    this.letters = new SharedColumn(); this.words = new SharedColumn();
  }
}

/** Lengths to places, over all entries, with room for the letters and words. */
export function placeRuns(columns: SketchColumns): SketchColumns {
  const summed = (at: Uint32Array): number => { for (let i = 1; i < at.length; i++) at[i]! += at[i - 1]!; return at.at(-1) ?? 0; };
  return { ...columns, codes: new Uint16Array(new SharedArrayBuffer(2 * summed(columns.at))), words: new Uint32Array(new SharedArrayBuffer(4 * summed(columns.wordsAt))) };
}

const NOWHERE: string[] = [];

export class Sketches {
  private readonly c: SketchColumns;
  private readonly conflicts = new Map<number, boolean>();
  private readonly bits: CountedBackground;
  private readonly prior: number;
  /** @param prior bits to which a pair's weight is added to be a link from 0 on. */
  constructor(columns: SketchColumns, bits: CountedBackground, prior: number) { this.c = columns; this.bits = bits; this.prior = prior; placeNumber(""); }

  private regionsConflict(a: number, b: number): boolean {
    const r = this.c.region, x = r[PLACES * a]!, y = r[PLACES * b]!;
    if (x === 0 || y === 0) return false;
    const x2 = r[PLACES * a + 1]!, y2 = r[PLACES * b + 1]!;
    if (x === y && x2 === y2) return false;
    if (x === UNKNOWN_PLACE || y === UNKNOWN_PLACE || x2 === UNKNOWN_PLACE || y2 === UNKNOWN_PLACE) return false;
    if (x2 !== 0 || y2 !== 0) return conflicting([x, x2], [y, y2]);
    const key = x * 65_536 + y;
    let known = this.conflicts.get(key);
    if (known === undefined) { known = conflicting([x], [y]); this.conflicts.set(key, known); }
    return known;
  }

  /** The places that the name states, where the sketch tells all that could forbid a merge (no branch, few places); else undefined. */
  places(a: number): string[] | undefined {
    if (this.c.flags[a]! & ODD) return undefined;
    const x = this.c.region[PLACES * a]!, y = this.c.region[PLACES * a + 1]!;
    if (x === UNKNOWN_PLACE || y === UNKNOWN_PLACE) return undefined;
    return x === 0 ? NOWHERE : y === 0 ? [placeNames[x]!] : [placeNames[x]!, placeNames[y]!];
  }

  isZh(a: number): boolean {
    return (this.c.flags[a]! & ZH) === ZH;
  }

  /** May these two still be one organisation? Cross-script pairs always may. */
  mayMatch(a: number, b: number): boolean {
    const { flags, at, trade } = this.c;
    const zh = flags[a]! & ZH;
    if (zh !== (flags[b]! & ZH)) return true;
    if (zh && this.regionsConflict(a, b)) return false;
    if (!(flags[a]! & FULL) || !(flags[b]! & FULL)) return true;
    const apart = this.apart(at[a]!, at[a + 1]!, at[b]!, at[b + 1]!);
    if (apart === 0) return zh !== 0 || this.mayLink(a, b, false);
    // A trade word misspelt reads as a further brand word: such names are left to the full comparison.
    // Brands that differ are forgiven only to names that agree in trade, and only as far as their length allows a slip.
    const x = trade[a]!, y = trade[b]!;
    if (x !== y && x !== 0 && y !== 0) return false;
    const short = Math.min(at[a + 1]! - at[a]!, at[b + 1]! - at[b]!);
    return (apart === CONTAINED || apart <= (zh ? (short >= 3 ? 1 : 0) : short >= 7 ? 2 : short >= 4 ? 1 : 0)) && (zh !== 0 || this.brandWords(a) !== this.brandWords(b) || this.mayLink(a, b, apart === CONTAINED));
  }

  /**
   * Of two Latin names with like brands: can the weight reach a link at all? Trade words of one side that begin like none of the other's cannot be
   * paired, so they will count against it; a brand that only contains the other is at best cut short; everything else is taken at its best.
   */
  private mayLink(a: number, b: number, contained: boolean): boolean {
    const x = this.lost(a, b), y = this.lost(b, a);
    // Names that may be equal but for their forms earn more than their words.
    if (x === 0 && y === 0 && !contained) return true;
    if (contained && this.mayRunTogether(a, b)) return true;
    const bits = Math.max(this.brandBits(a), this.brandBits(b)), cut = contained && this.brandWords(a) <= 1;
    const brand = cut ? PAIR_WEIGHTS.l_brand_like! * Math.max(0, CUT_SHORT * bits - 1) : PAIR_WEIGHTS.l_brand! * Math.min(MOST_BRAND_BITS, bits);
    return brand + MOST_BESIDES + PAIR_WEIGHTS.l_trade_conflict! * Math.min(x, y) + PAIR_WEIGHTS.l_trade_extra! * Math.abs(x - y) + this.sharedBits(a, b) + this.prior >= 0;
  }

  /** Vobel Energy and VobelEnergy: what the longer brand has more begins as some word of the other name. */
  private mayRunTogether(a: number, b: number): boolean {
    const { at, codes, words, wordsAt } = this.c, [short, long] = at[a + 1]! - at[a]! <= at[b + 1]! - at[b]! ? [a, b] : [b, a];
    const after = codes[at[long]! + at[short + 1]! - at[short]!]! & 31, before = codes[at[long]!]! & 31;
    for (let i = wordsAt[short]!; i < wordsAt[short + 1]!; i++) { const letter = (words[i]! >>> WORD_BITS) & 31; if (ROLES[words[i]! >>> (WORD_BITS + LETTER_BITS)] !== "brand" && (letter === after || letter === before)) return true; }
    return false;
  }

  private brandWords(a: number): number {
    const { words, wordsAt } = this.c;
    let count = 0;
    for (let i = wordsAt[a]!; i < wordsAt[a + 1]!; i++) if (ROLES[words[i]! >>> (WORD_BITS + LETTER_BITS)] === "brand") count++;
    return count;
  }

  private brandBits(a: number): number {
    const { words, wordsAt } = this.c;
    let sum = 0;
    for (let i = wordsAt[a]!; i < wordsAt[a + 1]!; i++) if (ROLES[words[i]! >>> (WORD_BITS + LETTER_BITS)] === "brand") sum += Math.min(16, this.bits.slot(words[i]! & ((1 << WORD_BITS) - 1), "brand"));
    return sum;
  }

  /** Bits of the trade words of `a` that none of `b`'s words can be paired with. */
  private lost(a: number, b: number): number {
    const { words, wordsAt } = this.c;
    let sum = 0;
    for (let i = wordsAt[a]!; i < wordsAt[a + 1]!; i++) {
      const w = words[i]!, role = w >>> (WORD_BITS + LETTER_BITS);
      if (ROLES[role] !== "trade" && ROLES[role] !== "body") continue;
      const letter = (w >>> WORD_BITS) & 31;
      let paired = false;
      for (let j = wordsAt[b]!; j < wordsAt[b + 1]!; j++) if (((words[j]! >>> WORD_BITS) & 31) === letter) { paired = true; break; }
      if (!paired) sum += Math.min(10, this.bits.slot(w & ((1 << WORD_BITS) - 1), ROLES[role]!));
    }
    return sum;
  }

  /** Bits of the trade and other common words that both may share. */
  private sharedBits(a: number, b: number): number {
    const { words, wordsAt } = this.c;
    let sum = 0;
    for (let i = wordsAt[a]!; i < wordsAt[a + 1]!; i++) {
      const w = words[i]!, role = ROLES[w >>> (WORD_BITS + LETTER_BITS)]!;
      if (role === "brand") continue;
      for (let j = wordsAt[b]!; j < wordsAt[b + 1]!; j++) if (((words[j]! >>> WORD_BITS) & 31) === ((w >>> WORD_BITS) & 31)) { sum += PAIR_WEIGHTS.l_trade! * Math.min(16, this.bits.slot(w & ((1 << WORD_BITS) - 1), role)); break; }
    }
    return sum;
  }

  /** Letters that differ in one stretch (the longer side's), or `CONTAINED` when one is the other's start or end. */
  private apart(fromA: number, toA: number, fromB: number, toB: number): number {
    const c = this.c.codes;
    while (fromA < toA && fromB < toB && c[fromA] === c[fromB]) { fromA++; fromB++; }
    while (fromA < toA && fromB < toB && c[toA - 1] === c[toB - 1]) { toA--; toB--; }
    const restA = toA - fromA, restB = toB - fromB;
    const longer = Math.max(restA, restB);
    return longer > 2 && Math.min(restA, restB) === 0 ? CONTAINED : longer;
  }
}

function conflicting(x: number[], y: number[]): boolean {
  const names = (list: number[]) => list.filter((n) => n !== 0).map((n) => placeNames[n]!);
  return placesAgree(names(x), names(y)) === "conflict";
}
