/**
 * Columns of numbers that grow, and the sort that works on them.
 * Invariant: `byKeys` is stable, so that sorting by one column after another leaves the earlier order among equals.
 */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column that doubles its room when it is full. */
export class Growing<T extends Numbers> {
  values: T;
  length = 0;
  readonly #make: (size: number) => T;

  constructor(make: (size: number) => T, room = 1024) {
    this.#make = make;
    this.values = make(room);
  }

  push(value: number): number {
    if (this.length === this.values.length) {
      const larger = this.#make(this.values.length * 2);
      larger.set(this.values as never);
      this.values = larger;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  /** Is these numbers from now on. */
  take(values: T): void {
    this.values = values.length > 0 ? values : this.#make(1024);
    this.length = values.length;
  }

  at(row: number): number {
    return this.values[row]!;
  }

  set(row: number, value: number): void {
    this.values[row] = value;
  }

  get bytes(): number {
    return this.values.byteLength;
  }
}

export const u8 = (): Growing<Uint8Array> => new Growing((size) => new Uint8Array(size));
export const u16 = (): Growing<Uint16Array> => new Growing((size) => new Uint16Array(size));
export const u32 = (): Growing<Uint32Array> => new Growing((size) => new Uint32Array(size));
export const i32 = (): Growing<Int32Array> => new Growing((size) => new Int32Array(size));
export const f64 = (): Growing<Float64Array> => new Growing((size) => new Float64Array(size));

/** Words and their numbers, in the order of their first coming. */
export class Words {
  readonly list: string[] = [];
  readonly #codes = new Map<string, number>();

  code(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    this.#codes.set(word, this.list.length);
    return this.list.push(word) - 1;
  }

  find(word: string): number | undefined {
    return this.#codes.get(word);
  }
}

/** Key of a row that has no value: it stands last, whichever way the column is sorted. */
export const NONE = 0xffff_ffff;

const DIGIT = 0x1_0000;

/** Rows in the order of their keys (parallel to `rows`), stable: two passes of sixteen bits, one where the keys are small. */
export function byKeys(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  let [from, fromKeys] = [rows, keys];
  let largest = 0;
  for (let i = 0; i < keys.length; i++) if (keys[i]! > largest) largest = keys[i]!;
  for (let shift = 0; shift === 0 || (shift < 32 && largest >= DIGIT); shift += 16) {
    const starts = new Uint32Array(DIGIT + 1);
    for (let i = 0; i < fromKeys.length; i++) starts[((fromKeys[i]! >>> shift) & 0xffff) + 1]!++;
    for (let d = 1; d <= DIGIT; d++) starts[d]! += starts[d - 1]!;
    const to = new Uint32Array(rows.length), toKeys = new Uint32Array(rows.length);
    for (let i = 0; i < from.length; i++) {
      const place = starts[(fromKeys[i]! >>> shift) & 0xffff]!++;
      to[place] = from[i]!;
      toKeys[place] = fromKeys[i]!;
    }
    [from, fromKeys] = [to, toKeys];
  }
  return from;
}

const bits = new DataView(new ArrayBuffer(8));

/** Numbers as two keys each that sort as the numbers do: the finer first to sort by, then the coarser. What is no number stands last. */
export function keysOfNumbers(values: Float64Array, length: number): { coarse: Uint32Array; fine: Uint32Array } {
  const coarse = new Uint32Array(length), fine = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    if (value !== value) { coarse[row] = NONE; continue; }
    bits.setFloat64(0, value === 0 ? 0 : value);
    const high = bits.getUint32(0), low = bits.getUint32(4);
    // Half of the finer word: its last bit is below what any figure tells, and NONE stays free.
    coarse[row] = high >>> 31 ? ~high : high | 0x8000_0000;
    fine[row] = (high >>> 31 ? ~low : low) >>> 1;
  }
  return { coarse, fine };
}
