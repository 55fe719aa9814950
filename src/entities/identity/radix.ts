/** Sort of (key, row) pairs held in two flat arrays. Invariant: stable; both arrays are permuted alike; memory is one copy of each. */

/** Least-significant-digit radix sort, 11 bits a pass, by 32-bit key. Returns sorted arrays of the given length. */
export function sortPairs(keys: Uint32Array, rows: Uint32Array, length: number): { keys: Uint32Array; rows: Uint32Array } {
  let fromK = keys, fromR = rows;
  if (length < 64) return sortFew(keys, rows, length);
  let toK = new Uint32Array(length), toR = new Uint32Array(length);
  const counts = new Uint32Array(2049);
  for (const shift of [0, 11, 22]) {
    counts.fill(0);
    for (let i = 0; i < length; i++) counts[((fromK[i]! >>> shift) & 2047) + 1]!++;
    for (let i = 0; i < 2048; i++) counts[i + 1]! += counts[i]!;
    for (let i = 0; i < length; i++) {
      const to = counts[(fromK[i]! >>> shift) & 2047]!++;
      toK[to] = fromK[i]!; toR[to] = fromR[i]!;
    }
    const k = fromK, r = fromR;
    fromK = toK; fromR = toR;
    toK = k.length === length ? k as Uint32Array<ArrayBuffer> : new Uint32Array(length);
    toR = r.length === length ? r as Uint32Array<ArrayBuffer> : new Uint32Array(length);
  }
  return { keys: fromK, rows: fromR };
}

/** Insertion sort for the short. */
function sortFew(keys: Uint32Array, rows: Uint32Array, length: number): { keys: Uint32Array; rows: Uint32Array } {
  const k = keys.slice(0, length), r = rows.slice(0, length);
  for (let i = 1; i < length; i++) {
    const key = k[i]!, row = r[i]!;
    let j = i - 1;
    for (; j >= 0 && k[j]! > key; j--) { k[j + 1] = k[j]!; r[j + 1] = r[j]!; }
    k[j + 1] = key; r[j + 1] = row;
  }
  return { keys: k, rows: r };
}

/** FNV-1a over UTF-16 units of `text` from `from` to `to`, with a final mix; `seed` separates kinds of key. */
export function hash32(text: string, seed = 0, from = 0, to = text.length): number {
  let h = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 16; h = Math.imul(h, 0x85ebca6b); h ^= h >>> 13; h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** {@link hash32} of several pieces one after another, without joining them. */
export class RunningHash {
  private h = 0;
  start(seed: number): this {
    this.h = (0x811c9dc5 ^ seed) >>> 0;
    return this;
  }
  code(unit: number): this {
    this.h = Math.imul(this.h ^ unit, 0x01000193);
    return this;
  }
  text(text: string): this {
    for (let i = 0; i < text.length; i++) this.h = Math.imul(this.h ^ text.charCodeAt(i), 0x01000193);
    return this;
  }
  end(): number {
    let h = this.h;
    h ^= h >>> 16; h = Math.imul(h, 0x85ebca6b); h ^= h >>> 13; h = Math.imul(h, 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
  }
}
