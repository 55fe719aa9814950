/**
 * The scribe turns facts into runs: figures in the number style of the language, periods, names, counts, sums, each with what it rests on.
 * Invariant: every run that can show a digit is made here; a section's own words hold none.
 */
import { inLang, whenWords, type Bound, type Label, type Lang, type Modality } from "../kernel/index.ts";
import { qualifierWords } from "../documents/index.ts";
import type { Claim, Fact } from "../ledger/index.ts";
import type { Material } from "./material.ts";
import type { Basis, Run } from "./model.ts";
import { exactWords, figureWords, valueWords, type Valued } from "./number-words.ts";

export type Piece = string | Run | readonly Run[];

/** Words and runs as one line: say`产值${figure}` . Empty strings leave no run. */
export function say(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Run[] {
  const runs: Run[] = [];
  strings.forEach((text, i) => {
    if (text !== "") runs.push({ text });
    const piece = pieces[i];
    if (piece === undefined || piece === "") return;
    if (typeof piece === "string") runs.push({ text: piece });
    else if (Array.isArray(piece)) runs.push(...(piece as readonly Run[]));
    else runs.push(piece as Run);
  });
  return runs;
}

/** Which fact a figure speaks of, whatever its value: what two editions are compared by. */
export function keyOf(f: Fact): string {
  return [f.subject_id, f.property, f.qualifier, f.when, f.modality, f.unit].join("|");
}

const COUNTS = new Intl.NumberFormat("en");

/** A label inside a sentence: “revenue”, but “GDP”. */
const lower = (run: Run): Run => ({ ...run, text: /^[A-Z][a-z]/.test(run.text) ? run.text.charAt(0).toLowerCase() + run.text.slice(1) : run.text });

/** What a scribe needs to know; a whole material has it all. */
export type Named = Pick<Material, "ontology" | "entities" | "canonical" | "marks"> & Partial<Pick<Material, "claims">>;

/** A method as a note says it, behind “worked out”: without a heading and a stop of its own. */
export const howOf = (words: Label, lang: Lang): string => inLang(words, lang).replace(/^(?:依据|方法|Basis|Method)[：:]\s*/, "").replace(/[。.]$/, "");

/** The last of these claims that may be cited: where the material lists its claims, one of those. */
export const standing = (scribe: Scribe<Named>, claims: readonly Claim[]): Claim | undefined => claims.findLast((c) => scribe.material.claims === undefined || scribe.material.claims.has(c.id));

export class Scribe<M extends Named = Material> {
  readonly material: M;
  readonly lang: Lang;

  constructor(material: M, lang: Lang) {
    this.material = material;
    this.lang = lang;
  }

  /** One of two, by language. */
  of<T>(zh: T, en: T): T {
    return this.lang === "zh" ? zh : en;
  }

  #marked(run: Run, claims: readonly string[]): Run {
    const mark = claims.map((id) => this.material.marks.get(id)?.mark).find((m) => m !== undefined);
    return mark ? { ...run, mark } : run;
  }

  /** A fact's value in words, with the word of its bound. */
  figure(f: Fact): Run {
    return this.claim(f.best, keyOf(f));
  }

  /** A claim's value in words. */
  claim(c: Claim, key?: string): Run {
    if (c.unit === "entity") return { text: this.name(String(c.value)).text, basis: { kind: "words", claims: [c.id] } };
    const label = c.unit === "text" ? this.#option(c) : undefined;
    const basis: Basis = { kind: "figure", claims: [c.id], modality: c.modality, bound: c.bound, ...(key ? { key } : {}) };
    return this.#marked({ text: label ?? figureWords(c, this.lang), basis }, [c.id]);
  }

  #option(c: Claim): string {
    const option = this.material.ontology.properties.get(c.property)?.options?.find((o) => o.value === c.value);
    return option ? option.label[this.lang] : String(c.value);
  }

  /** The value to the last digit. */
  exact(c: Claim): Run {
    return { ...this.claim(c), text: c.unit === "entity" ? this.name(String(c.value)).text : c.unit === "text" ? this.#option(c) : exactWords(c, this.lang) };
  }

  /** The period that a fact holds for; for a date-valued fact the day itself. Empty where the source gives none. */
  period(f: Fact | Claim): Run {
    const c = "best" in f ? f.best : f;
    const when = c.when ?? (c.unit === "date" ? String(c.value) : "");
    return { text: when ? whenWords(when, this.lang) : "", basis: { kind: "period", claims: [c.id] } };
  }

  /** When it was said. */
  said(c: Claim): Run {
    return { text: c.stated_on ? whenWords(c.stated_on, this.lang) : "", basis: { kind: "period", claims: [c.id] } };
  }

  /** The words that narrow a fact, in the reader's language where they are known in it. */
  qualifier(f: Fact | Claim): Run {
    const c = "best" in f ? f.best : f;
    const words = c.qualifier ?? "";
    return { text: inLang(qualifierWords(words), this.lang) || words, basis: { kind: "words", claims: [c.id] } };
  }

  name(id: string): Run {
    const entity = this.material.entities.get(this.material.canonical(id));
    return { text: inLang(entity?.label, this.lang) || entity?.slug || id, basis: { kind: "name", entity: entity?.id ?? id } };
  }

  names(ids: readonly string[]): Run[] {
    return ids.flatMap((id, i) => (i === 0 ? [this.name(id)] : [{ text: this.of("、", ", ") }, this.name(id)]));
  }

  /** An indicator, and what narrows it. */
  indicator(f: Fact): Run[] {
    if (f.property === "other_count" && f.qualifier) return [this.qualifier(f)];
    return f.qualifier ? [this.property(f.property), { text: this.of(" · ", ": ") }, this.qualifier(f)] : [this.property(f.property)];
  }

  property(name: string): Run {
    const label = this.material.ontology.properties.get(name)?.label;
    return { text: inLang(label, this.lang) || name, basis: { kind: "term", property: name } };
  }

  /** An indicator and its figure; in English a count that names its own things needs no label: “27 firms”. */
  labelled(f: Fact): Run[] {
    const figure = this.figure(f);
    if (this.lang === "en" && f.unit === "count" && / \p{L}/u.test(figure.text.replace(/^(?:over|at least|at most|under|about) /, ""))) return [figure];
    const label = f.property === "other_count" && f.qualifier ? this.qualifier(f) : this.property(f.property);
    return say`${this.of(label, lower(label))}${this.of("", " ")}${figure}`;
  }

  /** How many things are listed, by the claims or entities that list them. */
  count(n: number, by: { claims?: readonly string[]; entities?: readonly string[] }): Run {
    return { text: COUNTS.format(n), basis: { kind: "count", claims: [...(by.claims ?? [])], ...(by.entities ? { entities: [...by.entities] } : {}) } };
  }

  /** The noun that fits a number: one firm, two firms. */
  noun(n: number, zh: string, one: string, many: string): string {
    return this.lang === "zh" ? zh : n === 1 ? one : many;
  }

  /** A value worked out of claims. @param how the arithmetic in words, for the note; it may hold figures of these claims only. */
  derived(valued: Valued, claims: readonly Claim[], how: string, modality: Modality = "actual", key?: string): Run {
    return this.worked(figureWords(valued, this.lang), claims, how, { modality, bound: valued.bound, ...(key ? { key } : {}) });
  }

  /** What was worked out of claims, in words of one's own. `key` tells apart several figures that rest on the same claims. */
  worked(text: string, claims: readonly Claim[], how: string, more: { modality?: Modality; bound?: Bound; key?: string } = {}): Run {
    const basis: Basis = { kind: "figure", claims: [...new Set(claims.map((c) => c.id))], modality: more.modality ?? "actual", bound: more.bound ?? "eq", derived: how, ...(more.key ? { key: more.key } : {}) };
    return this.#marked({ text, basis }, basis.claims);
  }

  /** Plain words of a derived size, without a bound. */
  size(valued: Valued): string {
    return valueWords(valued, this.lang);
  }

  setting(name: string, text: string): Run {
    return { text, basis: { kind: "setting", name } };
  }

  day(name: string, day: string): Run {
    return this.setting(name, whenWords(day, this.lang));
  }

  /** Runs joined by the pause of the language. */
  join(lists: readonly (readonly Run[])[], between = this.of("；", "; ")): Run[] {
    return lists.filter((l) => l.length > 0).flatMap((l, i) => (i === 0 ? [...l] : [{ text: between }, ...l]));
  }
}
