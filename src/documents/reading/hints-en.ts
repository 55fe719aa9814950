// What the whole of an English text tells of its one-word names: which are places, which are technologies, which are plain words.
// Invariant: looks at the opening of the text once, and only where a name stands that its sentence cannot tell.
import { isDigit, isLetter, isSmall } from "./fold.ts";
import type { Mention } from "./names-zh.ts";
import { EN_PLACES } from "./places.ts";

/** "Tongzhou, a district of …", "Jiangmen city": what a place is called beside its name. */
const PLACED = /\b([A-Z][a-z]{2,})(?: (?:[Cc]ity|[Pp]rovince|[Cc]ounty|[Dd]istrict|[Tt]own|[Mm]unicipality|[Pp]refecture)\b|, (?:a|an|the) (?:[a-z-]+ ){0,3}(?:city|district|province|county|town|suburb|municipality)\b|, ([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b)/g;
/** "a district of Nantong", "the city of Cork". */
const OF_PLACE = /\b(?:district|city|town|county|province|suburb|municipality) of ([A-Z][a-z]{2,})\b(?! [A-Z])/g;
/** "optical circuit switches (OCS)", "patterned sapphire substrate, or PSS,". */
const LETTERS = /(?:\(|, or )([A-Z]{2,6})s?(?=[),])/g;

/** What a text tells of its names; worked out when first asked. */
export class NameHints {
  private readonly body: () => string;
  private places: Set<string> | undefined;
  private terms: Set<string> | undefined;
  private readonly plain = new Map<string, boolean>();

  private bare: boolean | undefined;

  constructor(body: () => string) {
    this.body = body;
  }

  /** Names of places kept as such, names of no one left out. */
  settle(mentions: Mention[], fold: string): Mention[] {
    if (!mentions.some((m) => m.weak)) return mentions;
    return mentions.filter((m) => {
      if (!m.weak) return true;
      if (this.isPlace(m.name)) {
        m.type = "Region";
        m.weak = false;
        return true;
      }
      return !this.isTerm(m.name) && !(opens(fold, m) && this.isPlain(m.name));
    });
  }

  /** Machine translation leaves out articles: fewer than one word in thirty is one. */
  get artless(): boolean {
    if (this.bare === undefined) {
      const { words, articles } = countWords(this.body());
      this.bare = words >= 40 && articles * 30 < words;
    }
    return this.bare;
  }

  private isPlace(name: string): boolean {
    if (this.places === undefined) {
      this.places = new Set();
      for (const m of this.body().matchAll(PLACED)) if (m[2] === undefined || EN_PLACES.has(m[2].toLowerCase())) this.places.add(m[1]!);
      for (const m of this.body().matchAll(OF_PLACE)) this.places.add(m[1]!);
    }
    return this.places.has(name);
  }

  /** Letters that stand for words written small: a thing of the trade and nobody's name. */
  private isTerm(name: string): boolean {
    if (this.terms === undefined) {
      this.terms = new Set();
      const body = this.body();
      for (const m of body.matchAll(LETTERS)) if (spelt(body.slice(Math.max(0, m.index - 90), m.index), m[1]!)) this.terms.add(m[1]!);
    }
    return this.terms.has(name);
  }

  /** A word that the text writes small elsewhere and never great within a sentence. */
  private isPlain(name: string): boolean {
    let plain = this.plain.get(name);
    if (plain === undefined) {
      const body = this.body();
      plain = /^[A-Za-z]{3,}$/.test(name) && stands(body, name.toLowerCase(), (before) => !isLetter(before) && before !== HYPHEN) && !stands(body, name, (before, second) => before === SPACE && (second === COMMA || isSmall(second)));
      this.plain.set(name, plain);
    }
    return plain;
  }
}

const [SPACE, COMMA, HYPHEN] = [32, 44, 45];

/** Whether `word` stands somewhere in the text, no letter behind it and the two characters before it as asked. */
function stands(text: string, word: string, before: (last: number, second: number) => boolean): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charCodeAt(at + word.length)) && before(text.charCodeAt(at - 1), text.charCodeAt(at - 2))) return true;
  }
  return false;
}

/** How many runs of letters a text has, and how many of them are "a", "an" or "the". */
function countWords(text: string): { words: number; articles: number } {
  let [words, articles, start] = [0, 0, -1];
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && isLetter(text.charCodeAt(i))) {
      if (start < 0) start = i;
      continue;
    }
    if (start < 0) continue;
    words++;
    const n = isDigit(text.charCodeAt(i)) || isDigit(text.charCodeAt(start - 1)) ? 0 : i - start; // "A4" is no article
    const c = text.charCodeAt(start) | 32;
    if ((c === 97 && (n === 1 || (n === 2 && (text.charCodeAt(start + 1) | 32) === 110))) || (c === 116 && n === 3 && (text.charCodeAt(start + 1) | 32) === 104 && (text.charCodeAt(start + 2) | 32) === 101)) articles++;
    start = -1;
  }
  return { words, articles };
}

/** The last words of `before` begin with the letters, and all but the first are written small. */
function spelt(before: string, letters: string): boolean {
  const words = before.trimEnd().split(/[ -]+/).slice(-letters.length);
  return words.length === letters.length && words.every((w, i) => w[0]?.toUpperCase() === letters[i] && (i === 0 || /^[a-z]/.test(w)));
}

const opens = (fold: string, m: Mention): boolean => /(?:^|[.!?:;|]) *["“(]?$/.test(fold.slice(Math.max(0, m.start - 4), m.start));

/** "the new flexible display line" where no line or plant was spoken of before: it introduces itself, and later sentences may go back to it. */
export function introduce(mentions: readonly Mention[], spokenOf: (type: string, before: number) => boolean): void {
  for (const m of mentions) {
    if (!m.definite || (m.type !== "Project" && m.type !== "Building" && m.type !== "Park") || !/^[a-z\d].* .* |^[a-z\d][^ ]* [A-Za-z\d-]*[A-Z\d][A-Za-z\d-]* /.test(`${m.name} `) || spokenOf(m.type, m.start)) continue;
    m.definite = false;
  }
}
