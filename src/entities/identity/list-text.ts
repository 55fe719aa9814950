/**
 * A list of names as one run of UTF-16 units in memory that threads share. Invariant: `textAt(list, i)` is the name that was appended i-th, cut
 * at `LONGEST` units; memory is two bytes a unit and four a name.
 */

/** Names longer than this are compared by their beginning. */
const LONGEST = 2_000;

export interface ListText { codes: Uint16Array; at: Uint32Array; count: number }

/** Numbers of unknown count in shared memory. */
export class SharedColumn {
  data = new Uint32Array(new SharedArrayBuffer(4 << 10));
  length = 0;
  push(value: number): void {
    if (this.length === this.data.length) this.grow(this.length + 1);
    this.data[this.length++] = value;
  }
  private grow(least: number): void {
    const next = new Uint32Array(new SharedArrayBuffer(4 * Math.max(least, Math.ceil(this.data.length * 1.7))));
    next.set(this.data);
    this.data = next;
  }
  view(): Uint32Array {
    return this.data.subarray(0, this.length);
  }
}

export class ListWriter {
  private codes = new Uint16Array(new SharedArrayBuffer(2 << 12));
  private used = 0;
  private readonly ends = new SharedColumn();
  constructor() { this.ends.push(0); }

  /** @returns the place of the name in the list. */
  append(name: string): number {
    const length = Math.min(name.length, LONGEST);
    if (this.used + length > this.codes.length) {
      const next = new Uint16Array(new SharedArrayBuffer(2 * Math.max(this.used + length, Math.ceil(this.codes.length * 1.7))));
      next.set(this.codes);
      this.codes = next;
    }
    for (let i = 0; i < length; i++) this.codes[this.used++] = name.charCodeAt(i);
    this.ends.push(this.used);
    return this.ends.length - 2;
  }

  finish(): ListText {
    return { codes: this.codes.subarray(0, this.used), at: this.ends.view(), count: this.ends.length - 1 };
  }
}

export function textAt(list: ListText, i: number): string {
  return String.fromCharCode.apply(null, list.codes.subarray(list.at[i]!, list.at[i + 1]!) as unknown as number[]);
}
