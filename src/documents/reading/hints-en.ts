// What the whole of an English text tells of its one-word names: which are places, which are technologies, which are plain words.
// Invariant: looks at the opening of the text once, and only where a name stands that its sentence cannot tell.
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
  private plain: Set<string> | undefined;

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
      const body = this.body();
      const words = body.match(/[A-Za-z]+/g)?.length ?? 0;
      this.bare = words >= 40 && (body.match(/\b(?:the|an?)\b/gi)?.length ?? 0) * 30 < words;
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
    this.plain ??= new Set(this.body().match(/(?<![A-Za-z-])[a-z]{3,}(?![A-Za-z])/g));
    return this.plain.has(name.toLowerCase()) && !new RegExp(`[a-z,] ${name.replace(/[^A-Za-z0-9]/g, "\\$&")}(?![A-Za-z])`).test(this.body());
  }
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
    if (!m.definite || !/^(?:Project|Building|Park)$/.test(m.type) || !/^[a-z\d].* .* |^[a-z\d][^ ]* [A-Za-z\d-]*[A-Z\d][A-Za-z\d-]* /.test(`${m.name} `) || spokenOf(m.type, m.start)) continue;
    m.definite = false;
  }
}
