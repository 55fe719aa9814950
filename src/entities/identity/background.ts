/**
 * How surprising an agreement is: bits = −log2 of the share of names that carry the same word, character or brand (the u-probability with
 * term-frequency adjustment of Fellegi–Sunter 1969 and Winkler 2000). Counted on the lists at hand, smoothed towards general expectations,
 * so two lists of three names are judged almost as two registers. Invariant: bits are positive and never grow when a word is seen more often.
 */
import type { Profile, WordRole } from "./model.ts";

/** Weight of the general expectation, in names. */
const SMOOTHING = 300;

const WORD_SHARE: Record<WordRole, number> = { brand: 1 / 12000, trade: 1 / 60, filler: 1 / 12, place: 1 / 80, body: 1 / 60, number: 1 / 200 };
const CHAR_SHARE = 1 / 250;

export interface Background {
  /** Bits of a Latin stem. */
  word(stem: string, role: WordRole): number;
  /** Bits of one Chinese character. */
  char(char: string): number;
  size: number;
}

function bits(count: number, size: number, general: number): number {
  return -Math.log2(Math.min(0.9, (count + general * SMOOTHING) / (size + SMOOTHING)));
}

/** Bits of something counted `count` times among `size` names. */
export const bitsOf = {
  word: (count: number, size: number, stem: string, role: WordRole): number => bits(count, size, stem.length <= 2 ? 1 / 700 : WORD_SHARE[role]),
  char: (count: number, size: number): number => bits(count, size, CHAR_SHARE),
};

/** Expectations alone, for judging a single pair. */
export const GENERAL: Background = background([]);

/** How many names carry each word and character; what threads tell each other of a list. */
export interface NameCounts { words: Map<string, number>; chars: Map<string, number>; zh: number; latin: number }

/** Count words and characters over profiles (each once a name). */
export function background(profiles: Iterable<Profile>): Background {
  return backgroundOf(countNames(profiles));
}

export function countNames(profiles: Iterable<Profile>): NameCounts {
  const words = new Map<string, number>();
  const chars = new Map<string, number>();
  let zh = 0, latin = 0;
  for (const p of profiles) {
    if (p.script === "zh") {
      zh++;
      for (const c of new Set(p.region.join("") + p.core)) chars.set(c, (chars.get(c) ?? 0) + 1);
    } else if (p.script === "latin") {
      latin++;
      for (const s of new Set(p.words.map((w) => w.stem))) words.set(s, (words.get(s) ?? 0) + 1);
    }
  }
  return { words, chars, zh, latin };
}

export function backgroundOf({ words, chars, zh, latin }: NameCounts): Background {
  const charBits = new Map([...chars].map(([c, count]) => [c, bitsOf.char(count, zh)])), unseen = bitsOf.char(0, zh);
  return {
    size: zh + latin,
    word: (stem, role) => bitsOf.word(words.get(stem) ?? 0, latin, stem, role),
    char: (c) => charBits.get(c) ?? unseen,
  };
}
