/**
 * Fewer points for the same line: Visvalingam and Whyatt's method, which drops the point that matters least (the smallest triangle with its
 * neighbours) again and again.
 * Pure. Invariant: both ends stay, what stays are points of the line itself, and the same line gives the same points in either direction.
 * Source: Visvalingam, M. and Whyatt, J. D. (1993) Line generalisation by repeated elimination of points, The Cartographic Journal 30(1).
 */

export type LonLat = [lon: number, lat: number];

const RAD = Math.PI / 180;
/** Metres to a degree of latitude on the sphere of the mean radius. */
export const DEGREE_M = 111_195;

/** Twice the area of the triangle, in square degrees of latitude: longitudes shrink with the cosine of the latitude. */
function weight(a: LonLat, b: LonLat, c: LonLat): number {
  const shrink = Math.cos(b[1] * RAD);
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * shrink;
}

/**
 * The line without the points whose triangle is smaller than `area_deg2` (square degrees of latitude).
 * A weight never falls below that of a point dropped before it, so that a whole wiggle goes before a bay does.
 */
export function simplified(line: readonly LonLat[], area_deg2: number): LonLat[] {
  const order = eliminationWeights(line);
  return line.filter((_, i) => order[i]! >= area_deg2);
}

/** The line with at most `max` points, ends included. */
export function simplifiedTo(line: readonly LonLat[], max: number): LonLat[] {
  if (line.length <= max) return [...line];
  const order = eliminationWeights(line);
  const kept = new Set([...order.keys()].sort((a, b) => order[b]! - order[a]! || a - b).slice(0, Math.max(2, max)));
  return line.filter((_, i) => kept.has(i));
}

/** Of each point the area at which it is dropped; the ends are never. */
function eliminationWeights(line: readonly LonLat[]): number[] {
  const n = line.length;
  const weights = new Array<number>(n).fill(Infinity);
  if (n < 3) return weights;
  const before = Array.from({ length: n }, (_, i) => i - 1);
  const after = Array.from({ length: n }, (_, i) => i + 1);
  const now = new Array<number>(n).fill(Infinity);
  const heap = new Heap((a, b) => now[a]! - now[b]! || compare(line[a]!, line[b]!));
  for (let i = 1; i < n - 1; i++) { now[i] = weight(line[i - 1]!, line[i]!, line[i + 1]!) / 2; heap.push(i); }
  let floor = 0;
  for (;;) {
    const i = heap.pop();
    if (i === undefined) return weights;
    floor = Math.max(floor, now[i]!);
    weights[i] = floor;
    const [a, b] = [before[i]!, after[i]!];
    after[a] = b;
    before[b] = a;
    for (const j of [a, b]) {
      if (j <= 0 || j >= n - 1) continue;
      now[j] = weight(line[before[j]!]!, line[j]!, line[after[j]!]!) / 2;
      heap.moved(j);
    }
  }
}

const compare = (a: LonLat, b: LonLat): number => a[0] - b[0] || a[1] - b[1];

/** A heap of numbers that knows where each stands, so that one whose weight has changed is put right. */
class Heap {
  readonly #items: number[] = [];
  readonly #at = new Map<number, number>();
  readonly #order: (a: number, b: number) => number;

  constructor(order: (a: number, b: number) => number) {
    this.#order = order;
  }

  push(item: number): void {
    this.#put(this.#items.length, item);
    this.#up(this.#items.length - 1);
  }

  pop(): number | undefined {
    const top = this.#items[0];
    const last = this.#items.pop();
    if (top === undefined || last === undefined) return undefined;
    this.#at.delete(top);
    if (this.#items.length > 0) { this.#put(0, last); this.#down(0); }
    return top;
  }

  moved(item: number): void {
    const at = this.#at.get(item);
    if (at === undefined) return;
    this.#up(at);
    this.#down(this.#at.get(item)!);
  }

  #put(at: number, item: number): void {
    this.#items[at] = item;
    this.#at.set(item, at);
  }

  #up(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (this.#order(this.#items[at]!, this.#items[parent]!) >= 0) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(from: number): void {
    for (let at = from; ;) {
      const [l, r] = [at * 2 + 1, at * 2 + 2];
      let least = at;
      if (l < this.#items.length && this.#order(this.#items[l]!, this.#items[least]!) < 0) least = l;
      if (r < this.#items.length && this.#order(this.#items[r]!, this.#items[least]!) < 0) least = r;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#items[a]!, this.#items[b]!];
    this.#put(a, y);
    this.#put(b, x);
  }
}
