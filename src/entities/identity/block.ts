/**
 * Blocking inside one list: which pairs of names are worth comparing. Each name is filed under a few keys (its core, its brand with and without
 * place, its sound, its rarest character runs); names under one key are paired. Cost holds at millions: keys are 32-bit hashes in flat arrays
 * sorted by radix; a key shared by too many is walked as a sorted neighbourhood (Hernández & Stolfo 1995), never squared.
 * Invariant: the pairs walked are at most (WINDOW or BLOCK_LIMIT) times the number of keys; the same names give the same keys.
 */
import { foldSound } from "./bridge.ts";
import { isStopWord } from "./latin-name.ts";
import type { Profile } from "./model.ts";
import { pinyinOf, readingOf } from "./pinyin.ts";
import { hash32, RunningHash, sortPairs } from "./radix.ts";

/** Largest block that is squared, and the neighbourhood walked in larger ones. */
const BLOCK_LIMIT = 12, WINDOW = 4;
/** Loose sounds are tried only in lists of this size or smaller: in longer ones they pair too many. */
export const LOOSE_LIMIT = 50_000;
/** So many of a name's rarest character runs are keys, of those within its first so many characters. */
const RARE = 2, GRAMS_WITHIN = 24, ZH_RUN = 3, LATIN_RUN = 5;

const hash = new RunningHash();

/** Keys whose hash ends in 1 pair only names of different scripts: within one script finer keys do the same work. */
function crossHash(key: string): number {
  return (hash32(key, 3) | 1) >>> 0;
}

export const isCross = (key: number): boolean => (key & 1) === 1;

const even = (key: number): number => (key & ~1) >>> 0;

function zhKeys(p: Profile, out: (key: number) => void): void {
  out(even(hash.start(1).text(p.core).end()));
  hash.start(2);
  for (let i = 0; i < p.core.length; i++) hash.text(readingOf(p.core.charCodeAt(i)));
  out(even(hash.end()));
  out(even(hash.start(3).text(p.region[0] ?? "").code(0x7c).text(p.brand).end()));
  if (p.brand.length >= 3) out(even(hash.start(4).text(p.brand).end()));
  if (p.trade.length > 0) out(even(hash.start(5).text(p.brand).code(0x7c).text(p.trade[0]!).end()));
}

function latinKeys(p: Profile, out: (key: number) => void): void {
  const stems: string[] = [];
  let first = "", second = "";
  hash.start(6);
  for (const w of p.words) {
    if (isStopWord(w.text) || w.text === "") continue;
    hash.text(w.text);
    stems.push(w.stem);
    if (first === "") first = w.text; else if (second === "") second = w.text;
  }
  out(even(hash.end()));
  hash.start(7);
  for (const s of stems.sort()) hash.text(s).code(0x20);
  out(even(hash.end()));
  hash.start(8);
  for (const w of p.words) if (w.role === "brand" && !isStopWord(w.text)) hash.text(w.text);
  out(even(hash.end()));
  if (second !== "") out(even(hash.start(9).text(first.slice(0, 4)).code(0x7c).text(second.slice(0, 4)).end()));
}

/** Keys that a Chinese and a Latin name of one organisation may share: the brand's sound and, in short lists, its folded sound with the place's. */
function crossKeys(p: Profile, loose: boolean, out: (key: number) => void): void {
  const zh = p.script === "zh";
  if (zh && (p.brand.length < 2 || p.brand.length > 5)) return;
  let sound = "";
  if (zh) for (let i = 0; i < p.brand.length; i++) sound += readingOf(p.brand.charCodeAt(i)); else for (const w of p.words) if (w.role === "brand") sound += w.text;
  if (!zh && sound.length < 4) return;
  out(crossHash(`x${sound}`));
  if (loose) out(crossHash(`y${foldSound(sound)}|${foldSound(zh ? pinyinOf(p.region[0] ?? "").join("") : (p.region[0] ?? ""))}`));
}

/** All keys of one name but those of its rare runs. */
export function blockKeys(p: Profile, loose: boolean, out: (key: number) => void): void {
  if (p.script === "none") return;
  if (p.script === "zh") zhKeys(p, out); else latinKeys(p, out);
  crossKeys(p, loose, out);
}

/** Hashes of the name's character runs: three of Chinese, five of Latin letters. */
export function gramHashes(p: Profile, out: (hash: number) => void): void {
  const zh = p.script === "zh", n = zh ? ZH_RUN : LATIN_RUN;
  let length = 0;
  if (zh) for (const place of p.region) length = append(place, length);
  length = append(p.core, length);
  for (let i = 0; i + n <= length && i < GRAMS_WITHIN; i++) {
    hash.start(7);
    for (let k = i; k < i + n; k++) hash.code(looked[k]!);
    out(hash.end());
  }
}

/** The units of a name that its runs are taken from, and room for them. */
const LOOKED = GRAMS_WITHIN + LATIN_RUN - 1, looked = new Uint16Array(LOOKED);

function append(text: string, length: number): number {
  for (let i = 0; i < text.length && length < LOOKED; i++) { const code = text.charCodeAt(i); if (code !== 0x20) looked[length++] = code; }
  return length;
}

/** The rarest runs that at least two names share, as keys. `count` is how many names' runs fell on the hash. */
export function rarest(grams: Uint32Array, from: number, to: number, count: (hash: number) => number, out: (key: number) => void): void {
  let taken = -1;
  for (let turn = 0; turn < RARE; turn++) {
    let best = -1, low = Infinity;
    for (let i = from; i < to; i++) {
      if (i === taken) continue;
      const c = count(grams[i]!);
      if (c > 1 && c < low) { low = c; best = i; }
    }
    if (best < 0) return;
    out(even(grams[best]!));
    taken = best;
  }
}

/** Walks the blocks of keys and rows, visiting every pair of rows that share a key (in a large block: that are near). */
export function walkBlocks(keys: Uint32Array, rows: Uint32Array, visit: (i: number, j: number, cross: boolean) => void): void {
  const length = keys.length, sorted = sortPairs(keys, rows, length), k = sorted.keys, r = sorted.rows;
  for (let at = 0; at < length;) {
    let end = at + 1;
    while (end < length && k[end] === k[at]) end++;
    const cross = isCross(k[at]!), all = end - at <= BLOCK_LIMIT;
    for (let i = at; i < end; i++) for (let j = i + 1, to = all ? end : Math.min(end, i + 1 + WINDOW); j < to; j++) {
      if (r[i] !== r[j]) visit(Math.min(r[i]!, r[j]!), Math.max(r[i]!, r[j]!), cross);
    }
    at = end;
  }
}

/** Sorts pairs by left and then right row, and drops repeats. */
export function uniquePairs(left: Uint32Array, right: Uint32Array): { left: Uint32Array; right: Uint32Array } {
  const length = left.length;
  const byRight = sortPairs(right.slice(), left.slice(), length), byLeft = sortPairs(byRight.rows, byRight.keys, length);
  let n = 0;
  const l = byLeft.keys, r = byLeft.rows;
  for (let i = 0; i < length; i++) {
    if (n > 0 && l[n - 1] === l[i] && r[n - 1] === r[i]) continue;
    l[n] = l[i]!; r[n] = r[i]!; n++;
  }
  return { left: l.subarray(0, n), right: r.subarray(0, n) };
}
