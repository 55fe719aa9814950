// Patterns that are asked at one place of a sentence: does this open here, does that end here?
// Invariant: the answer is exactly that of the regular expression on the cut-out piece; a table of the characters with which a match can
// begin or end, worked out from the pattern itself, only spares the engine the many places where none can be.

/** Inclusive ranges of character codes. */
type Ranges = readonly (readonly [number, number])[];
/** What a part of a pattern begins (or ends) with, and whether it may be passed without a character. */
interface Edge {
  chars: Ranges;
  empty: boolean;
}
/** A part of a pattern: a character out of a set, nothing ("zero"), a wall that only an empty piece passes, or parts in a row and in choice. */
type Part = { kind: "set"; chars: Ranges } | { kind: "zero" } | { kind: "start" } | { kind: "end" } | { kind: "row"; parts: Piece[] } | { kind: "choice"; parts: Part[] };

/** A part with how often it may stand: not at all, more than once. */
interface Piece {
  part: Part;
  optional: boolean;
  repeats: boolean;
}

const ANY: Ranges = [[0, 65535]];
const CLASSES: Readonly<Record<string, Ranges>> = {
  d: [[48, 57]], w: [[48, 57], [65, 90], [95, 95], [97, 122]], s: [[9, 13], [32, 32], [160, 160], [5760, 5760], [8192, 8202], [8232, 8233], [8239, 8239], [8287, 8287], [12288, 12288], [65279, 65279]],
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, 0: 0 };

/** Reads the source of a regular expression into its parts. Knows what this house's patterns use and refuses the rest. */
class Source {
  private at = 0;
  private readonly source: string;
  private readonly folding: boolean;

  constructor(re: RegExp) {
    if (/[umv]/.test(re.flags)) throw new Error(`pattern with flags ${re.flags}`);
    this.source = re.source;
    this.folding = re.flags.includes("i");
  }

  read(): Part {
    const whole = this.choice();
    if (this.at !== this.source.length) throw new Error(`pattern not understood: ${this.source}`);
    return whole;
  }

  private choice(): Part {
    const parts = [this.row()];
    while (this.source[this.at] === "|") {
      this.at++;
      parts.push(this.row());
    }
    return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
  }

  private row(): Part {
    const parts: Piece[] = [];
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      const part = this.single();
      parts.push({ part, ...this.quantified() });
    }
    return { kind: "row", parts };
  }

  /** How often the part before may stand. */
  private quantified(): { optional: boolean; repeats: boolean } {
    const m = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 12));
    if (!m) return { optional: false, repeats: false };
    this.at += m[0].length;
    return { optional: m[0][0] === "*" || m[0][0] === "?" || m[1] === "0", repeats: m[0][0] !== "?" };
  }

  private single(): Part {
    const ch = this.source[this.at++]!;
    if (ch === "^") return { kind: "start" };
    if (ch === "$") return { kind: "end" };
    if (ch === ".") return { kind: "set", chars: ANY };
    if (ch === "[") return { kind: "set", chars: this.set() };
    if (ch === "(") return this.group();
    if (ch !== "\\") return { kind: "set", chars: this.both(ch.charCodeAt(0)) };
    const next = this.source[this.at]!;
    if (next === "b" || next === "B") {
      this.at++;
      return { kind: "zero" };
    }
    return { kind: "set", chars: this.escape() };
  }

  private group(): Part {
    const look = /^\?(?:=|!|<=|<!)/.test(this.source.slice(this.at, this.at + 3));
    const head = /^\?(?::|=|!|<=|<!)/.exec(this.source.slice(this.at, this.at + 3));
    this.at += head?.[0].length ?? 0;
    const inner = this.choice();
    if (this.source[this.at++] !== ")") throw new Error(`pattern not understood: ${this.source}`);
    return look ? { kind: "zero" } : inner;
  }

  private set(): Ranges {
    const negated = this.source[this.at] === "^";
    if (negated) this.at++;
    const ranges: (readonly [number, number])[] = [];
    while (this.source[this.at] !== "]") {
      const one = this.source[this.at] === "\\" ? (this.at++, this.escape()) : this.both(this.source.charCodeAt(this.at++));
      if (this.source[this.at] === "-" && this.source[this.at + 1] !== "]") {
        this.at++;
        const to = this.source[this.at] === "\\" ? (this.at++, this.escape()) : ([[this.source.charCodeAt(this.at), this.source.charCodeAt(this.at++)]] as Ranges);
        ranges.push([one[0]![0], to[0]![1]]);
        if (this.folding) ranges.push([65, 90], [97, 122]);
      } else ranges.push(...one);
    }
    this.at++;
    return negated ? ANY : ranges;
  }

  /** What stands behind a backslash. */
  private escape(): Ranges {
    const ch = this.source[this.at++]!;
    if (ch in CLASSES) return CLASSES[ch]!;
    if (ch === "D" || ch === "W" || ch === "S") return ANY;
    if (ch in CONTROLS) return [[CONTROLS[ch]!, CONTROLS[ch]!]];
    if (ch === "u") {
      const code = parseInt(this.source.slice(this.at, this.at + 4), 16);
      this.at += 4;
      return [[code, code]];
    }
    if (/[A-Za-z1-9]/.test(ch)) throw new Error(`pattern not understood: ${this.source}`);
    return [[ch.charCodeAt(0), ch.charCodeAt(0)]];
  }

  private both(code: number): Ranges {
    const ch = String.fromCharCode(code);
    const other = this.folding ? (ch.toLowerCase() === ch ? ch.toUpperCase() : ch.toLowerCase()).charCodeAt(0) : code;
    return other === code ? [[code, code]] : [[code, code], [other, other]];
  }
}

/** The characters a match can begin with (or end with, read from the right). */
function edge(part: Part, fromRight: boolean): Edge {
  if (part.kind === "set") return { chars: part.chars, empty: false };
  if (part.kind === "zero") return { chars: [], empty: true };
  // The near wall is where the piece is cut; only an empty piece touches the far one before any character.
  if (part.kind === "start" || part.kind === "end") return { chars: [], empty: (part.kind === "end") === fromRight };
  if (part.kind === "choice") {
    const edges = part.parts.map((p) => edge(p, fromRight));
    return { chars: edges.flatMap((e) => e.chars), empty: edges.some((e) => e.empty) };
  }
  const chars: (readonly [number, number])[] = [];
  for (const { part: p, optional } of fromRight ? [...part.parts].reverse() : part.parts) {
    const e = edge(p, fromRight);
    chars.push(...e.chars);
    if (!e.empty && !optional) return { chars, empty: false };
  }
  return { chars, empty: true };
}

const slot = (code: number): number => (code ^ (code >> 8)) & 255;

/** 1 at the slot of every character at which a match is possible; several characters share a slot. */
function gateOf(re: RegExp, fromRight: boolean): Uint8Array {
  const whole = new Source(re).read();
  const anchored = (whole.kind === "choice" ? whole.parts : [whole]).every((row) => row.kind === "row" && row.parts.at(fromRight ? -1 : 0)?.part.kind === (fromRight ? "end" : "start"));
  if (!anchored || re.global || re.sticky) throw new Error(`pattern not anchored at its ${fromRight ? "end" : "beginning"}: ${re.source}`);
  const { chars, empty } = edge(whole, fromRight);
  const gate = new Uint8Array(256);
  for (const [from, to] of chars) {
    if (to - from >= 255) gate.fill(1);
    else for (let c = from; c <= to; c++) gate[slot(c)] = 1;
  }
  if (empty) gate.fill(1);
  return gate;
}

/** A pattern that begins with "^", asked at a place of a longer text. */
export class Opening {
  private readonly re: RegExp;
  private readonly gate: Uint8Array;

  constructor(re: RegExp) {
    this.re = re;
    this.gate = gateOf(re, false);
  }

  /** As `re.test(s.slice(from, to))`. */
  test(s: string, from: number, to: number): boolean {
    if (from < to && from < s.length && this.gate[slot(s.charCodeAt(from))] === 0) return false;
    return this.re.test(s.slice(from, to));
  }

  /** As `re.exec(s.slice(from, to))`. */
  exec(s: string, from: number, to: number): RegExpExecArray | null {
    if (from < to && from < s.length && this.gate[slot(s.charCodeAt(from))] === 0) return null;
    return this.re.exec(s.slice(from, to));
  }
}

/** A pattern that ends with "$", asked of what stands before a place of a longer text. */
export class Ending {
  private readonly re: RegExp;
  private readonly gate: Uint8Array;

  constructor(re: RegExp) {
    this.re = re;
    this.gate = gateOf(re, true);
  }

  /** As `re.test(s.slice(from, to))`. `to` lies within the text. */
  test(s: string, from: number, to: number): boolean {
    if (from < to && this.gate[slot(s.charCodeAt(to - 1))] === 0) return false;
    return this.re.test(s.slice(from, to));
  }

  /** As `re.exec(s.slice(from, to))`. `to` lies within the text. */
  exec(s: string, from: number, to: number): RegExpExecArray | null {
    if (from < to && this.gate[slot(s.charCodeAt(to - 1))] === 0) return null;
    return this.re.exec(s.slice(from, to));
  }
}

export const opening = (re: RegExp): Opening => new Opening(re);
export const ending = (re: RegExp): Ending => new Ending(re);

/** Every way in which a part may begin, cut after `length` characters. */
function beginnings(part: Part, length: number): Set<string> {
  if (part.kind === "set") {
    const all = part.chars.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, k) => String.fromCharCode(from + k)));
    if (all.length > 40) throw new Error("pattern begins with too many characters");
    return new Set(all);
  }
  if (part.kind === "choice") return new Set(part.parts.flatMap((p) => [...beginnings(p, length)]));
  if (part.kind !== "row") return new Set([""]);
  let done = new Set([""]);
  for (const { part: p, optional, repeats } of part.parts) {
    if ([...done].every((s) => s.length >= length)) break;
    if (repeats) throw new Error("pattern repeats a part where it begins");
    const next = beginnings(p, length);
    done = new Set([...done].flatMap((s) => (s.length >= length ? [s] : [...(optional ? [s] : []), ...[...next].map((t) => (s + t).slice(0, length))])));
  }
  return done;
}

const threeLetters = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);

/**
 * Several patterns that are searched for in the same stretches: one look at its characters says which of them may be found there.
 * Chinese patterns are told by the character they begin with, English ones (which begin with a word) by the first three letters of a word.
 */
export class Cues {
  private readonly english: boolean;
  private readonly first: Uint8Array;

  constructor(patterns: readonly RegExp[], english: boolean) {
    if (patterns.length > 8) throw new Error("no more than eight patterns");
    this.english = english;
    this.first = new Uint8Array(english ? 1 << 15 : 1 << 16);
    patterns.forEach((re, k) => {
      for (const head of beginnings(new Source(re).read(), english ? 3 : 1)) {
        if (english ? !/^[a-z]{2,3} ?$/.test(head) || head.length < 3 : head.length < 1 || head < "\u0080") throw new Error(`pattern with an unexpected beginning “${head}”: ${re.source}`);
        this.first[english ? threeLetters(head.charCodeAt(0), head.charCodeAt(1), head.charCodeAt(2)) : head.charCodeAt(0)]! |= 1 << k;
      }
    });
  }

  /** Bit k is set where pattern k may be found in [from, to) of a lower-case text; where it is not set, it is not found. */
  in(low: string, from: number, to: number): number {
    let mask = 0;
    if (!this.english) {
      for (let i = from; i < to; i++) mask |= this.first[low.charCodeAt(i)]!;
      return mask;
    }
    let inWord = false;
    for (let i = from; i < to; i++) {
      const c = low.charCodeAt(i);
      const letter = c >= 97 && c <= 122;
      if (letter && !inWord) mask |= this.first[threeLetters(c, low.charCodeAt(i + 1), low.charCodeAt(i + 2))]!;
      inWord = letter;
    }
    return mask;
  }
}
