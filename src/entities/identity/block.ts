/**
 * Blocking inside one list: which pairs of names are worth comparing. Each name is filed under a few keys (its core, its brand with and without
 * place, its sound, its rarest character triples); names under one key are paired. Cost holds at millions: keys are 32-bit hashes in flat arrays
 * sorted by radix; a key shared by too many is walked as a sorted neighbourhood (Hernández & Stolfo 1995), never squared.
 * Invariant: every pair is reported once, as i < j; the number of pairs is at most (WINDOW or BLOCK_LIMIT) times the number of keys.
 */
import type { Profile } from "./model.ts";
import { hash32, sortPairs } from "./radix.ts";
import { foldSound } from "./bridge.ts";
import { pinyinOf } from "./pinyin.ts";
import { isStopWord } from "./latin-name.ts";

/** Largest block that is squared, and the neighbourhood walked in larger ones. */
const BLOCK_LIMIT = 12, WINDOW = 4;
/** Loose sounds are tried only in lists of this size or smaller: in longer ones they pair too many. */
const LOOSE_LIMIT = 50_000;
const RARE = 2, TABLE_BITS = 22;

export interface Blocks {
  add(row: number, profile: Profile): void;
  /** Visit every pair once. `prefer` orders rows inside an oversized block. */
  pairs(): { left: Uint32Array; right: Uint32Array; length: number };
}

class Column {
  data = new Uint32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.data.length) { const next = new Uint32Array(this.data.length * 2); next.set(this.data); this.data = next; }
    this.data[this.length++] = value;
  }
}

class Bits {
  private words = new Uint32Array(1024);
  set(i: number): void {
    if (i >>> 5 >= this.words.length) { const next = new Uint32Array(Math.max(this.words.length * 2, (i >>> 5) + 1)); next.set(this.words); this.words = next; }
    this.words[i >>> 5]! |= 1 << (i & 31);
  }
  get(i: number): boolean {
    return ((this.words[i >>> 5] ?? 0) >>> (i & 31) & 1) === 1;
  }
}

/** Keys whose hash ends in 1 pair only names of different scripts: within one script finer keys do the same work. */
function crossHash(key: string): number {
  return (hash32(key, 3) | 1) >>> 0;
}

/** Deterministic keys of a name for blocking within its script, by kind. */
export function blockKeys(p: Profile): string[] {
  if (p.script === "zh") {
    const region = p.region[0] ?? "", sound = pinyinOf(p.core).join("");
    const out = [`n${p.core}`, `s${sound}`, `r${region}|${p.brand}`];
    if (p.brand.length >= 3) out.push(`b${p.brand}`);
    if (p.trade.length > 0) out.push(`t${p.brand}|${p.trade[0]}`);
    return out;
  }
  const words = p.words.filter((w) => !isStopWord(w.text) && w.text.length > 0);
  const brand = words.filter((w) => w.role === "brand").map((w) => w.text);
  const joined = brand.join("");
  const out = [`n${words.map((w) => w.text).join("")}`, `o${words.map((w) => w.stem).sort().join(" ")}`, `B${joined}`];
  if (words.length >= 2) out.push(`f${words[0]!.text.slice(0, 4)}|${words[1]!.text.slice(0, 4)}`);
  return out;
}

/** Keys that a Chinese and a Latin name of one organisation may share: the brand's sound and, in short lists, its folded sound with the place's. */
export function crossKeys(p: Profile, loose: boolean): string[] {
  if (p.script === "zh") {
    if (p.brand.length < 2 || p.brand.length > 5) return [];
    const sound = pinyinOf(p.brand).join("");
    return !loose ? [`x${sound}`] : [`x${sound}`, `y${foldSound(sound)}|${foldSound(pinyinOf(p.region[0] ?? "").join(""))}`];
  }
  const joined = p.words.filter((w) => w.role === "brand").map((w) => w.text).join("");
  return joined.length < 4 ? [] : !loose ? [`x${joined}`] : [`x${joined}`, `y${foldSound(joined)}|${foldSound(p.region[0] ?? "")}`];
}

/** Collect names, then pair them. */
export function buildBlocks(size: number): Blocks {
  const keys = new Column(), rows = new Column(), gramKey = new Column(), gramRow = new Column();
  const seen = new Uint32Array(1 << TABLE_BITS), scripts = new Bits();
  return {
    add(row, profile) {
      for (const key of blockKeys(profile)) { keys.push((hash32(key) & ~1) >>> 0); rows.push(row); }
      for (const key of crossKeys(profile, size <= LOOSE_LIMIT)) { keys.push(crossHash(key)); rows.push(row); }
      if (profile.script === "zh") scripts.set(row);
      const text = profile.script === "zh" ? profile.region.join("") + profile.core : profile.core.replaceAll(" ", "");
      const n = profile.script === "zh" ? 3 : 5;
      for (let i = 0; i + n <= text.length && i < 24; i++) {
        const h = hash32(text, 7, i, i + n);
        seen[h >>> (32 - TABLE_BITS)]!++;
        gramKey.push(h); gramRow.push(row);
      }
    },
    pairs() {
      rarest(gramKey, gramRow, seen, keys, rows);
      const sorted = sortPairs(keys.data, rows.data, keys.length);
      return unique(walk(sorted.keys, sorted.rows, keys.length, scripts));
    },
  };
}

/** For each row keep only its rarest character triples as keys. Rows come in runs. */
function rarest(gramKey: Column, gramRow: Column, seen: Uint32Array, keys: Column, rows: Column): void {
  for (let at = 0; at < gramKey.length;) {
    let end = at;
    const row = gramRow.data[at]!;
    while (end < gramKey.length && gramRow.data[end] === row) end++;
    for (let turn = 0; turn < RARE; turn++) {
      let best = -1, low = Infinity;
      for (let i = at; i < end; i++) {
        const count = seen[gramKey.data[i]! >>> (32 - TABLE_BITS)]!;
        if (count > 1 && count < low && gramRow.data[i] === row) { low = count; best = i; }
      }
      if (best < 0) break;
      keys.push((gramKey.data[best]! & ~1) >>> 0); rows.push(row);
      gramRow.data[best] = 0xffffffff;
    }
    at = end;
  }
}

function walk(keys: Uint32Array, rows: Uint32Array, length: number, zh: Bits): { left: Column; right: Column } {
  const left = new Column(), right = new Column();
  const put = (i: number, j: number) => { if (i !== j) { left.push(Math.min(i, j)); right.push(Math.max(i, j)); } };
  for (let at = 0; at < length;) {
    let end = at + 1;
    while (end < length && keys[end] === keys[at]) end++;
    const cross = (keys[at]! & 1) === 1;
    const reachTo = end - at <= BLOCK_LIMIT ? end : 0;
    for (let i = at; i < end; i++) for (let j = i + 1; j < (reachTo || Math.min(end, i + 1 + WINDOW)); j++) {
      if (!cross || zh.get(rows[i]!) !== zh.get(rows[j]!)) put(rows[i]!, rows[j]!);
    }
    at = end;
  }
  return { left, right };
}

/** Sort by left row, then drop repeats within each run of it. */
function unique(p: { left: Column; right: Column }): { left: Uint32Array; right: Uint32Array; length: number } {
  const byRight = sortPairs(p.right.data, p.left.data, p.left.length);
  const byLeft = sortPairs(byRight.rows, byRight.keys, p.left.length);
  let n = 0;
  const left = byLeft.keys, right = byLeft.rows;
  for (let i = 0; i < p.left.length; i++) {
    if (n > 0 && left[n - 1] === left[i] && right[n - 1] === right[i]) continue;
    left[n] = left[i]!; right[n] = right[i]!; n++;
  }
  return { left, right, length: n };
}
