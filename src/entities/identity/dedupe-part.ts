/**
 * One thread's share of deduplicating a list, phase by phase; what the phases hand to each other lies in shared memory. Whoever leads
 * (./dedupe.ts) gives every part its range and puts the phases one after another.
 * Invariant: what a phase yields depends on the list alone, not on how many parts there are.
 */
import { bitsOf, type Background } from "./background.ts";
import { blockKeys, gramHashes, LOOSE_LIMIT, rarest, uniquePairs, walkBlocks } from "./block.ts";
import { nameVeto, nameWeight, probability, withOwnNames } from "./compare.ts";
import { SharedColumn, textAt, type ListText } from "./list-text.ts";
import type { Profile, WordRole } from "./model.ts";
import { foldText, foldUnit, normalOfFolded } from "./normal.ts";
import { profileOf } from "./profile.ts";
import { hash32, RunningHash } from "./radix.ts";
import { Sketches, SketchWriter, type SketchColumns } from "./sketch.ts";
import { PAIR_WEIGHTS } from "./weights.ts";

export interface Range { from: number; to: number }

/** What is counted over the whole list (by each part over its range, then added up): characters and words by name, runs by hash. */
export interface Counts { chars: Int32Array; words: Int32Array; grams: Int32Array }

/** Hashes of each row's normal form, and its number of letters (at most 255). */
export interface Normals { high: Uint32Array; low: Uint32Array; letters: Uint8Array }

/** What the rows have become: entry → place in the text; the first `units` are units' own names, the others further names of units. */
export interface Entries { text: Uint32Array; units: number; unitOf: Uint32Array; uscc?: Uint32Array; lei?: Uint32Array }

export interface PairColumns { left: Uint32Array; right: Uint32Array }
export interface EdgeColumns { a: Uint32Array; b: Uint32Array; score: Float64Array; nameA: Uint32Array; nameB: Uint32Array }

export type Task =
  | { phase: "begin"; list: ListText; parts: number }
  | { phase: "normals"; range: Range; out: Normals }
  | { phase: "parse"; range: Range; entries: Entries; counts: Counts; sketches: SketchColumns }
  | { phase: "letters"; sketches: SketchColumns }
  | { phase: "rarest"; counts: Counts }
  | { phase: "pairs"; keys: Uint32Array[]; rows: Uint32Array[]; zh: number; latin: number; threshold: number }
  | { phase: "weigh"; range: Range; pairs: PairColumns[]; zh: number; latin: number; threshold: number };

/** Keys and rows by part of the key space; how many names of each script there were. */
export interface Parsed { keys: Uint32Array[]; rows: Uint32Array[]; zh: number; latin: number }
export interface Rare { keys: Uint32Array[]; rows: Uint32Array[] }
export interface Walked { pairs: PairColumns; blocked: number }
export interface Weighed { edges: EdgeColumns; compared: number }

/** Profiles kept while pairs are weighed: in a list much longer than this, keeping more would seldom help and cost the collector much. */
const CACHED = 1 << 9;

export class DedupePart {
  private list!: ListText;
  private parts = 1;
  private entries!: Entries;
  private counts!: Counts;
  private columns!: SketchColumns;
  private writer!: SketchWriter;
  private range: Range = { from: 0, to: 0 };
  private grams = new SharedColumn();
  private gramEnds = new SharedColumn();
  private readonly cachedOf = new Int32Array(CACHED).fill(-1);
  private readonly cached: Profile[] = [];

  run(task: Task): unknown {
    switch (task.phase) {
      case "begin": this.list = task.list; this.parts = task.parts; return undefined;
      case "normals": return normals(this.list, task.range, task.out);
      case "parse": return this.parse(task);
      case "letters": return this.placeLetters(task.sketches);
      case "rarest": this.counts = task.counts; return this.rarest();
      case "pairs": return this.pairs(task);
      case "weigh": return this.weigh(task);
    }
  }

  private parse({ range, entries, counts, sketches }: Task & { phase: "parse" }): Parsed {
    this.range = range; this.entries = entries; this.counts = counts; this.columns = sketches;
    const filed = new FiledKeys(this.parts), writer = new SketchWriter(sketches), loose = entries.text.length <= LOOSE_LIMIT;
    this.writer = writer;
    const wordMask = counts.words.length - 1, gramShift = 32 - Math.log2(counts.grams.length), seen = counts.grams, runs = this.grams;
    let zh = 0, latin = 0, entry = 0;
    const key = (k: number) => filed.put(k, entry), gram = (h: number) => { seen[h >>> gramShift]!++; runs.push(h); };
    for (entry = range.from; entry < range.to; entry++) {
      const p = profileOf(textAt(this.list, entries.text[entry]!));
      if (p.script === "zh") { zh++; countChars(p, counts.chars); } else if (p.script === "latin") { latin++; countWords(p, counts.words, wordMask); }
      writer.add(entry, p, wordMask);
      blockKeys(p, loose, key);
      gramHashes(p, gram);
      this.gramEnds.push(this.grams.length);
    }
    return { ...filed.columns(), zh, latin };
  }

  private placeLetters(sketches: SketchColumns): undefined {
    this.writer.place(sketches, this.range.from);
    this.columns = sketches;
    return undefined;
  }

  private rarest(): Rare {
    const filed = new FiledKeys(this.parts), { grams } = this.counts, shift = 32 - Math.log2(grams.length);
    const all = this.grams.view(), ends = this.gramEnds.view();
    let entry = this.range.from;
    const count = (h: number) => grams[h >>> shift]!, key = (k: number) => filed.put(k, entry);
    for (let i = 0, at = 0; i < ends.length; i++) { entry = this.range.from + i; rarest(all, at, ends[i]!, count, key); at = ends[i]!; }
    this.grams = new SharedColumn(); this.gramEnds = new SharedColumn();
    return filed.columns();
  }

  /** Pairs of one part of the key space that their sketches do not turn away. */
  private pairs({ keys, rows, zh, latin, threshold }: Task & { phase: "pairs" }): Walked {
    const sketches = new Sketches(this.columns, countedBackground(this.counts, zh, latin), listPrior(this.entries.text.length) - Math.log2(threshold / (1 - threshold))), { unitOf } = this.entries, left = new SharedColumn(), right = new SharedColumn();
    let blocked = 0;
    walkBlocks(joined(keys), joined(rows), (i, j, cross) => {
      if (cross && sketches.isZh(i) === sketches.isZh(j)) return;
      blocked++;
      if (!sketches.mayMatch(i, j) || unitOf[i] === unitOf[j]) return;
      left.push(i); right.push(j);
    });
    const once = uniquePairs(left.view(), right.view());
    return { pairs: { left: shared(once.left), right: shared(once.right) }, blocked };
  }

  private profile(entry: number): Profile {
    const slot = entry & (CACHED - 1);
    if (this.cachedOf[slot] === entry) return this.cached[slot]!;
    const p = profileOf(textAt(this.list, this.entries.text[entry]!));
    this.cachedOf[slot] = entry;
    this.cached[slot] = p;
    return p;
  }

  /** Weighs the pairs whose left entry lies in the range; only those that reach the threshold come back. */
  private weigh({ range, pairs, zh, latin, threshold }: Task & { phase: "weigh" }): Weighed {
    const { unitOf, units, uscc, lei, text } = this.entries, own = ownPairs(pairs, range), bg = countedBackground(this.counts, zh, latin);
    const prior = listPrior(text.length), out = { a: new SharedColumn(), b: new SharedColumn(), nameA: new SharedColumn(), nameB: new SharedColumn() }, scores: number[] = [];
    const apart = (ids: Uint32Array | undefined, x: number, y: number): boolean => ids !== undefined && ids[x] !== 0 && ids[y] !== 0 && ids[x] !== ids[y];
    for (let i = 0; i < own.left.length; i++) {
      const a = own.left[i]!, b = own.right[i]!, x = unitOf[a]!, y = unitOf[b]!;
      if (apart(uscc, x, y) || apart(lei, x, y)) continue;
      const p = this.profile(a), q = this.profile(b);
      if (nameVeto(p, q) !== "") continue;
      let weight = nameWeight(p, q, bg, PAIR_WEIGHTS);
      if (weight + prior < 0) continue;
      if (a >= units || b >= units) {
        const mine = this.profile(x), other = this.profile(y);
        if (nameVeto(mine, other) !== "") continue;
        if (mine.script === other.script) weight = withOwnNames(weight, nameWeight(mine, other, bg, PAIR_WEIGHTS));
      }
      const score = probability(weight + prior);
      if (score < threshold) continue;
      out.a.push(x); out.b.push(y); out.nameA.push(a); out.nameB.push(b); scores.push(score);
    }
    return { edges: { a: out.a.view(), b: out.b.view(), nameA: out.nameA.view(), nameB: out.nameB.view(), score: Float64Array.from(scores) }, compared: own.left.length };
  }
}

/** Log2 prior odds of two blocked names of a list. */
export function listPrior(entries: number): number {
  return -Math.log2(Math.max(64, entries)) + 4;
}

/** Keys filed by part of the key space, so that each thread can sort its own. */
class FiledKeys {
  private readonly keys: SharedColumn[];
  private readonly rows: SharedColumn[];
  constructor(parts: number) {
    this.keys = Array.from({ length: parts }, () => new SharedColumn());
    this.rows = Array.from({ length: parts }, () => new SharedColumn());
  }
  put(key: number, row: number): void {
    const part = Math.floor((key / 4_294_967_296) * this.keys.length);
    this.keys[part]!.push(key);
    this.rows[part]!.push(row);
  }
  columns(): Rare {
    return { keys: this.keys.map((c) => c.view()), rows: this.rows.map((c) => c.view()) };
  }
}

function joined(runs: Uint32Array[]): Uint32Array {
  const out = new Uint32Array(runs.reduce((n, r) => n + r.length, 0));
  let at = 0;
  for (const r of runs) { out.set(r, at); at += r.length; }
  return out;
}

function shared(numbers: Uint32Array): Uint32Array {
  const out = new Uint32Array(new SharedArrayBuffer(numbers.byteLength));
  out.set(numbers);
  return out;
}

/** Of all parts' pairs (each sorted by left entry) those of the range, each once. */
function ownPairs(pairs: PairColumns[], { from, to }: Range): PairColumns {
  const runs = pairs.map(({ left, right }) => { const a = lowerBound(left, from), b = lowerBound(left, to); return { left: left.subarray(a, b), right: right.subarray(a, b) }; });
  return runs.length === 1 ? runs[0]! : uniquePairs(joined(runs.map((r) => r.left)), joined(runs.map((r) => r.right)));
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0, high = sorted.length;
  while (low < high) { const mid = (low + high) >>> 1; if (sorted[mid]! < value) low = mid + 1; else high = mid; }
  return low;
}

/** Each character once a name. */
function countChars(p: Profile, chars: Int32Array): void {
  const text = p.region.length === 0 ? p.core : p.region.join("") + p.core;
  for (let i = 0; i < text.length; i++) if (text.indexOf(text[i]!) === i) chars[text.charCodeAt(i)]!++;
}

const wordSlot = (stem: string, mask: number): number => hash32(stem, 5) & mask;

/** Each stem once a name. Two stems on one hash would only make each other less rare. */
function countWords(p: Profile, words: Int32Array, mask: number): void {
  for (let i = 0; i < p.words.length; i++) {
    const { stem } = p.words[i]!;
    let before = 0;
    while (p.words[before]!.stem !== stem) before++;
    if (before === i) words[wordSlot(stem, mask)]!++;
  }
}

/** A background that can be asked by a word's place in the table. */
export interface CountedBackground extends Background { slot(slot: number, role: WordRole): number }

/** The counted list as a background. */
export function countedBackground({ chars, words }: Counts, zh: number, latin: number): CountedBackground {
  const mask = words.length - 1, charBits = new Float64Array(65_536);
  return {
    size: zh + latin,
    word: (stem, role) => bitsOf.word(words[wordSlot(stem, mask)]!, latin, stem, role),
    slot: (slot, role) => bitsOf.word(words[slot]!, latin, "general", role),
    char: (c) => { const code = c.charCodeAt(0); return charBits[code] || (charBits[code] = bitsOf.char(chars[code]!, zh)); },
  };
}

const high = new RunningHash(), low = new RunningHash();
const HIGH_SEED = 0x51ed, LOW_SEED = 0x2b7e;

/** Hashes of normal forms, straight from the text where it is plain. */
function normals(list: ListText, { from, to }: Range, out: Normals): undefined {
  const unit = foldUnit();
  for (let row = from; row < to; row++) {
    high.start(HIGH_SEED); low.start(LOW_SEED);
    let han = false, plain = true, letters = 0;
    for (let i = list.at[row]!; i < list.at[row + 1]!; i++) {
      const code = unit(list.codes[i]!);
      if (code < 0) { plain = false; break; }
      if (code >= 0x3400) han = true; else if (!((code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39))) continue;
      if (code >= 0x61) letters++;
      high.code(code); low.code(code);
    }
    if (!plain || !han) letters = slowNormal(textAt(list, row));
    out.high[row] = high.end(); out.low[row] = low.end(); out.letters[row] = Math.min(255, letters);
  }
  return undefined;
}

function slowNormal(name: string): number {
  const normal = normalOfFolded(foldText(name));
  high.start(HIGH_SEED).text(normal); low.start(LOW_SEED).text(normal);
  let letters = 0;
  for (let i = 0; i < normal.length && letters < 255; i++) { const code = normal.charCodeAt(i); if (code >= 0x61 && code <= 0x7a ? true : code > 0x7e && /\p{L}/u.test(String.fromCodePoint(normal.codePointAt(i)!))) letters++; }
  return letters;
}
