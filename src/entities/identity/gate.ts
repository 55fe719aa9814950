/**
 * A short list asked by a very long one: which few of its names could a given name be? Names are filed under hints of their brand (pairs of
 * characters, sounds, words, initials); a name of the long list meets only those that share a hint and whose places do not forbid it.
 * Invariant: the cost of one question does not depend on the long list, and hardly on the short one: hints shared by too many names say nothing.
 */
import { isFullZh, placesAgree } from "./compare-zh.ts";
import { cutSyllables, joinedReadings, readingOf } from "./pinyin.ts";
import { isStopWord } from "./latin-name.ts";
import { lexicon } from "./lexicon.ts";
import { SharedColumn } from "./list-text.ts";
import type { Profile } from "./model.ts";
import { hash32, RunningHash, sortPairs } from "./radix.ts";

/** Names a hint may lead to, in names and as a share of the list; names met in full by one question. */
const SHARED_BY = 40, SHARED_SHARE = 0.02, MEET = 8;
/** What a shared hint says: a full name is met by another from `ENOUGH` on, a short one by any. */
const STRONG = 2, WEAK = 1, ENOUGH = 2;
/** Characters of a Chinese name that are looked at. */
const CHARS = 8, REACH = 7;

const hash = new RunningHash();

type Hint = (hint: number, says: number) => void;

/** Pairs of neighbouring and next-but-one characters, but for those that are a place or a trade; and the sound of the brand's first two. */
function zhHints(p: Profile, out: Hint): void {
  const region = p.region.join(""), text = (region + p.core).slice(0, region.length + CHARS), { zh } = lexicon();
  for (let i = 0; i + 1 < text.length; i++) {
    const a = text.charCodeAt(i), b = text.charCodeAt(i + 1);
    if (i + 1 >= region.length && !(i >= region.length + p.brand.length && zh.has(text.slice(i, i + 2)))) out(hash.start(31).code(a).code(b).end(), STRONG);
    if (i + 2 < text.length && i + 2 >= region.length) out(hash.start(32).code(a).code(text.charCodeAt(i + 2)).end(), WEAK);
  }
  // A short name may take the first character and one from further on: 深圳市水务 is 深水.
  for (const start of p.brand === "" || region === "" ? [0] : [0, region.length]) for (let j = start + 1; j < Math.min(text.length, start + REACH); j++) {
    if (j >= region.length) out(hash.start(34).code(text.charCodeAt(start)).code(text.charCodeAt(j)).end(), WEAK);
  }
  if (p.brand.length >= 2) out(hash.start(33).text(readingOf(p.brand.charCodeAt(0))).text(readingOf(p.brand.charCodeAt(1))).end(), STRONG);
  for (const w of p.words) if (w.text.length >= 2) out(hash32(w.text, 35), STRONG);
}

/** What a Latin name of the same organisation may say of the brand: its pinyin, or what its words mean. */
function zhBridge(p: Profile, out: Hint): void {
  const brand = p.brand.slice(0, 5), { zh } = lexicon();
  for (let n = 2; n <= brand.length; n++) for (const r of joinedReadings(brand.slice(0, n), 2)) out(hash32(r, 35), STRONG);
  for (let i = 0; i < brand.length; i++) for (let n = 2; i + n <= brand.length; n++) for (const words of zh.get(brand.slice(i, i + n))?.english ?? []) for (const w of words) if (w.length >= 4) out(hash32(w, 35), STRONG);
}

function latinHints(p: Profile, bridge: boolean, out: Hint): void {
  let joined = "", initials = "", first = "";
  for (const w of p.words) {
    if (isStopWord(w.text)) continue;
    if (first === "") first = w.text;
    initials += w.text[0];
    if (w.role !== "brand") continue;
    joined += w.text;
    out(hash32(w.stem, 35), STRONG);
    if (w.text !== w.stem) out(hash32(w.text, 35), STRONG);
    if (w.text.length >= 5) { out(hash.start(36).text(w.text.slice(0, 5)).end(), STRONG); out(hash.start(37).text(w.text.slice(-5)).end(), STRONG); }
    const syllables = bridge ? cutSyllables(w.text) : undefined;
    if (syllables && syllables.length > 2) out(hash32(syllables[0]! + syllables[1]!, 35), STRONG);
  }
  if (joined !== "") out(hash32(joined, 35), STRONG);
  if (initials.length >= 2) out(hash32(initials.slice(0, 6), 38), STRONG);
  if (first.length >= 2 && first.length <= 6) out(hash32(first, 38), STRONG);
}

/** Rows by hint, in flat arrays (a long list asks millions of times). Hints shared by more than `most` rows are left out. */
class FiledHints {
  private readonly keys: Uint32Array;
  readonly from: Uint32Array;
  /** 0 where the slot is empty. */
  readonly to: Uint32Array;
  readonly rows: Uint32Array;
  private readonly mask: number;

  constructor(hints: Uint32Array, rows: Uint32Array, most: number) {
    const sorted = sortPairs(hints, rows, hints.length), size = 1 << Math.max(4, 33 - Math.clz32(hints.length));
    this.mask = size - 1;
    this.keys = new Uint32Array(size); this.from = new Uint32Array(size); this.to = new Uint32Array(size);
    this.rows = new Uint32Array(hints.length);
    let used = 0;
    for (let at = 0; at < hints.length;) {
      const key = sorted.keys[at]!, from = used;
      for (; at < hints.length && sorted.keys[at] === key; at++) if (used === from || this.rows[used - 1] !== sorted.rows[at]) this.rows[used++] = sorted.rows[at]!;
      if (used - from > most) { used = from; continue; }
      let slot = key & this.mask;
      while (this.to[slot] !== 0) slot = (slot + 1) & this.mask;
      this.keys[slot] = key; this.from[slot] = from; this.to[slot] = used;
    }
  }

  /** −1 where nothing is filed under the hint. */
  slot(hint: number): number {
    for (let slot = hint & this.mask; this.to[slot] !== 0; slot = (slot + 1) & this.mask) if (this.keys[slot] === hint) return slot;
    return -1;
  }
}

export class Gate {
  private readonly filed: FiledHints;
  private readonly scripts: { zh: boolean; latin: boolean };
  private readonly votes: Uint8Array;
  private readonly conflicts = new Map<number, boolean>();
  private readonly placeNumbers = new Map<string, number>();
  private readonly places: string[][] = [];
  /** Place of each full Chinese name; 0 where it states none. */
  private readonly placeOf: Uint32Array;
  private readonly full: Uint8Array;

  constructor(profiles: readonly Profile[]) {
    this.votes = new Uint8Array(profiles.length);
    this.scripts = { zh: profiles.some((p) => p.script === "zh"), latin: profiles.some((p) => p.script === "latin") };
    this.full = Uint8Array.from(profiles, (p) => (p.script !== "zh" || isFullZh(p) ? 1 : 0));
    this.placeOf = Uint32Array.from(profiles, (p) => (p.script === "zh" && p.region.length > 0 && isFullZh(p) ? this.placeNumber(p.region) : 0));
    const hints = new SharedColumn(), rows = new SharedColumn();
    profiles.forEach((p, row) => this.hints(p, { zh: true, latin: true }, (hint) => { hints.push(hint); rows.push(row); }));
    this.filed = new FiledHints(hints.view(), rows.view(), Math.max(SHARED_BY, Math.floor(profiles.length * SHARED_SHARE)));
  }

  private hints(p: Profile, other: { zh: boolean; latin: boolean }, out: Hint): void {
    if (p.script === "zh") { zhHints(p, out); if (other.latin) zhBridge(p, out); } else if (p.script === "latin") latinHints(p, other.zh, out);
  }

  private placeNumber(region: readonly string[]): number {
    const key = region.join(" ");
    let known = this.placeNumbers.get(key);
    if (known === undefined) { known = this.placeNumbers.size + 1; this.placeNumbers.set(key, known); this.places[known] = [...region]; }
    return known;
  }

  /** Two full names whose places are in conflict are never one. */
  private forbidden(place: number, row: number): boolean {
    const other = this.placeOf[row]!;
    if (place === 0 || other === 0 || place === other) return false;
    const key = place * 65_536 + other;
    let known = this.conflicts.get(key);
    if (known === undefined) { known = placesAgree(this.places[place]!, this.places[other]!) === "conflict"; this.conflicts.set(key, known); }
    return known;
  }

  /** Rows worth comparing with the name, those that share most hints first. */
  candidates(query: Profile): number[] {
    const found: number[] = [];
    this.hints(query, this.scripts, (hint, says) => {
      const slot = this.filed.slot(hint);
      if (slot < 0) return;
      for (let i = this.filed.from[slot]!, to = this.filed.to[slot]!; i < to; i++) {
        const row = this.filed.rows[i]!, before = this.votes[row]!;
        if (before === 0) found.push(row);
        this.votes[row] = Math.min(250, before + says);
      }
    });
    if (found.length === 0) return found;
    const full = query.script !== "zh" || isFullZh(query);
    const place = query.script === "zh" && query.region.length > 0 && full ? this.placeNumber(query.region) : 0;
    const may = found.filter((row) => (this.votes[row]! >= ENOUGH || !full || this.full[row] === 0) && !this.forbidden(place, row));
    if (may.length > MEET) may.sort((a, b) => this.votes[b]! - this.votes[a]! || a - b);
    for (const row of found) this.votes[row] = 0;
    return may.slice(0, MEET);
  }
}
