// Which pairs of letters a sentence holds: a quick no to the many questions whether certain words stand in it.
// Invariant: a "no" is certain; a "yes" only says that a closer look is worth its while. Memory is one table for the sentence last asked about.
import type { Context } from "./context.ts";

const SLOTS = 1 << 13;
/** By slot: the number of the sentence that last held a pair of this slot; one more slot stands for what any sentence may hold. */
const HELD = new Int32Array(SLOTS + 1);
const ANY = SLOTS;
let sentence = 0;
let of: Context | undefined;

const slotOf = (a: number, b: number): number => (Math.imul(a, 31) + Math.imul(b, 1009)) & (SLOTS - 1);

function look(c: Context): void {
  const { low } = c;
  of = c;
  HELD[ANY] = ++sentence;
  let a = low.charCodeAt(0);
  for (let i = 1; i < low.length; i++) {
    const b = low.charCodeAt(i);
    HELD[slotOf(a, b)] = sentence;
    a = b;
  }
}

/** Words, each of two letters or more, that are asked for in many sentences. */
export class Words {
  /** of each word the slots of its first and of its last pair */
  private readonly slots: Int32Array;

  constructor(words: readonly string[]) {
    this.slots = Int32Array.from(words.flatMap((word) => {
      const w = word.toLowerCase();
      if (w.length < 2) throw new Error(`a word of one letter among ${words.join(", ")}`);
      // How a foreign letter is lowered may depend on what stands around it.
      if ([...w].some((ch) => ch > "\u007f" && ch !== ch.toUpperCase())) return [ANY, ANY];
      return [slotOf(w.charCodeAt(0), w.charCodeAt(1)), slotOf(w.charCodeAt(w.length - 2), w.charCodeAt(w.length - 1))];
    }));
  }

  /** False where none of the words stands in the sentence, in any case of its letters. */
  mayBeIn(c: Context): boolean {
    if (of !== c) look(c);
    for (let k = 0; k < this.slots.length; k += 2) if (HELD[this.slots[k]!] === sentence && HELD[this.slots[k + 1]!] === sentence) return true;
    return false;
  }

  /** The same of the word at place `k` alone. */
  wordMayBeIn(c: Context, k: number): boolean {
    if (of !== c) look(c);
    return HELD[this.slots[2 * k]!] === sentence && HELD[this.slots[2 * k + 1]!] === sentence;
  }
}

export const words = (...list: string[]): Words => new Words(list);
