/**
 * Citations: sources and claims numbered in the order in which a reader meets them, the notes on them, and the annex.
 * Invariant: a number stands for one source, or one claim, in the whole paper; a note names the sources of its claims and the claims themselves.
 */
import { hasHan } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";
import type { CitedClaim, Cited, Note, Run } from "./model.ts";
import { say, type Scribe } from "./scribe.ts";

/** Sources that a note names in full; of more it gives the numbers. */
const LISTED_MAX = 2;
const QUOTE_CHARS_MAX = 160;
/** How a record says that it does not know who published a page. */
const UNKNOWN = /^unknown\b/i;
/** Stretches of claim numbers that one note lists. */
const STRETCHES_MAX = 12;

/** Notes within whose reach the same words are one note: a section, or one dense table. */
export class NoteRegister {
  readonly known = new Map<string, Note>();
}

export class Citations {
  readonly scribe: Scribe;
  /** Footnotes in the order of their first call. */
  readonly notes: Note[] = [];
  readonly #sources = new Map<string, number>();
  readonly #claims = new Map<string, number>();
  readonly #order: string[] = [];
  readonly #rivalsOf: ReadonlyMap<string, readonly Claim[]>;

  constructor(scribe: Scribe) {
    this.scribe = scribe;
    this.#rivalsOf = new Map([...scribe.material.facts.values()].flatMap((facts) => facts.filter((f) => f.rivals.length > 0).map((f) => [f.best.id, f.rivals] as const)));
  }

  claim(id: string): Claim {
    return this.scribe.material.claims.get(id)!;
  }

  sourceNo(source: string): number {
    const known = this.#sources.get(source);
    if (known !== undefined) return known;
    this.#order.push(source);
    this.#sources.set(source, this.#order.length);
    return this.#order.length;
  }

  claimNo(id: string): number {
    const known = this.#claims.get(id);
    if (known !== undefined) return known;
    this.sourceNo(this.claim(id).source_id);
    this.#claims.set(id, this.#claims.size + 1);
    return this.#claims.size;
  }

  /** Source numbers of claims, least first. */
  sourcesOf(ids: readonly string[]): number[] {
    for (const id of ids) this.claimNo(id);
    return [...new Set(ids.map((id) => this.sourceNo(this.claim(id).source_id)))].sort((a, b) => a - b);
  }

  get sources(): ReadonlyMap<string, number> {
    return this.#sources;
  }

  get claims(): ReadonlyMap<string, number> {
    return this.#claims;
  }

  /** “〔12〕”: the number of a source, leading to it. */
  ref(no: number): Run {
    return { text: `[${no}]`, basis: { kind: "ref", target: `source-${no}` } };
  }

  /** Publisher, title, day. */
  citation(source: string): Run[] {
    const { material } = this.scribe;
    const s = material.sources.get(source);
    const run = (text: string): Run => ({ text, basis: { kind: "source", source } });
    if (!s) return [run(source)];
    const published = s.published ? [{ text: this.scribe.of("，", ", ") }, this.#day(source, s.published)] : [];
    const publisher = s.publisher && UNKNOWN.test(s.publisher) ? this.scribe.of("发布者不详", "publisher unknown") : s.publisher;
    const zh = say`${publisher ? [run(publisher), { text: "：" }] : ""}《${run(s.title)}》${published}`;
    const en = say`${publisher ? [run(publisher), { text: ", " }] : ""}${hasHan(s.title) ? say`《${run(s.title)}》` : say`“${run(s.title)}”`}${published}`;
    return this.scribe.of(zh, en);
  }

  #day(source: string, published: string): Run {
    return { ...this.scribe.day("published", published), basis: { kind: "source", source } };
  }

  /** The footnote on these claims, the same one where the register has its words already. @returns its number. */
  note(ids: readonly string[], derived: readonly string[], register: NoteRegister): number {
    const note = this.noteIn(ids, derived, register, () => this.notes.length + 1);
    if (note.no > this.notes.length) this.notes.push(note);
    return note.no;
  }

  /** A note of the register. @param next the number of a new one. */
  noteIn(ids: readonly string[], derived: readonly string[], register: NoteRegister, next: () => number): Note {
    const unique = [...new Set(ids)];
    for (const id of unique) this.claimNo(id);
    const runs = this.#noteRuns(unique, [...new Set(derived)]);
    const key = runs.map((r) => r.text).join("");
    const known = register.known.get(key);
    if (known) {
      const have = new Set(known.claims);
      for (const id of unique) if (!have.has(id)) known.claims.push(id);
      return known;
    }
    const note: Note = { no: next(), runs, claims: unique };
    register.known.set(key, note);
    return note;
  }

  /** The note with the numbers of its claims in the annex behind it. @param printed claims that the annex prints. */
  finished(note: Note, printed: number): Note {
    const numbers = [...new Set(note.claims.map((id) => this.claimNo(id)))].sort((a, b) => a - b);
    const stretches: [number, number][] = [];
    for (const n of numbers) {
      const last = stretches.at(-1);
      if (last && n === last[1] + 1) last[1] = n;
      else stretches.push([n, n]);
    }
    const run = (n: number): Run => ({ text: String(n), basis: n <= printed ? { kind: "ref", target: `c${n}` } : { kind: "setting", name: "claim" } });
    const between = (a: number, b: number): Run[] => (b === a + 1 ? say`${this.scribe.of("、", ", ")}` : [{ text: "–" }]);
    const parts = stretches.slice(0, STRETCHES_MAX).map(([a, b]) => (a === b ? [run(a)] : [run(a), ...between(a, b), run(b)]));
    const list = [...this.scribe.join(parts, this.scribe.of("、", ", ")), ...(stretches.length > STRETCHES_MAX ? [{ text: this.scribe.of("等", " and others") }] : [])];
    return { ...note, runs: [...note.runs, ...this.scribe.of(say`记载${list}。`, say` ${numbers.length === 1 ? "Claim" : "Claims"} ${list}.`)] };
  }

  #noteRuns(ids: readonly string[], derived: readonly string[]): Run[] {
    const { scribe } = this;
    const how: Run[] = derived.length > 0 ? [{ text: scribe.of(`算法：${derived.join("；")}。`, `Worked out: ${derived.join("; ")}. `) }] : [];
    const numbers = this.sourcesOf(ids);
    if (numbers.length > LISTED_MAX) {
      return [...how, ...scribe.of(say`据${scribe.count(ids.length, { claims: ids })}条记载，来源`, say`From ${scribe.count(ids.length, { claims: ids })} claims of sources `), ...numbers.map((n) => this.ref(n)), { text: scribe.of("。", ".") }];
    }
    const parts = numbers.map((no) => {
      return [...this.citation(this.#order[no - 1]!), ...say`${scribe.of("", " ")}${this.ref(no)}`];
    });
    const quotes = ids.flatMap((id) => this.#quote(id)).slice(0, 2).flat();
    return [...how, ...scribe.join(parts), { text: scribe.of("。", ".") }, ...quotes, ...this.#rivals(ids)];
  }

  #quote(id: string): Run[][] {
    const { quote } = this.claim(id);
    if (!quote) return [];
    const words: Run = { text: quote.length > QUOTE_CHARS_MAX ? `${quote.slice(0, QUOTE_CHARS_MAX)}…` : quote, basis: { kind: "words", claims: [id] } };
    return [this.scribe.of(say`原文：“${words}”`, say` In its words: “${words}”`)];
  }

  /** What other sources say instead. */
  #rivals(ids: readonly string[]): Run[] {
    const { scribe } = this;
    const others = ids.flatMap((id) => this.#rivalsOf.get(id) ?? []).slice(0, 3);
    if (others.length === 0) return [];
    const told = others.map((r) => say`${scribe.claim(r)}${scribe.of("", " ")}${this.sourcesOf([r.id]).map((n) => this.ref(n))}`);
    return scribe.of(say`另一说法：${scribe.join(told, "、")}。`, say` Told also as ${scribe.join(told, ", ")}.`);
  }
}

/** Sources and claims as the annex prints them. @param max claims printed; the rest is in the data only. */
export function annexOf(citations: Citations, max: number): { sources: Cited[]; claims: CitedClaim[] } {
  const { scribe } = citations;
  const claims = [...citations.claims].slice(0, max).map(([id, no]): CitedClaim => {
    const c = citations.claim(id);
    const when = c.when ? [[scribe.period(c)]] : [];
    const scope = c.qualifier ? [[scribe.qualifier(c)]] : [];
    const parts = [[scribe.name(c.subject_id)], [scribe.property(c.property)], ...scope, ...when, [{ text: scribe.of({ actual: "实际", planned: "计划", target: "目标", forecast: "预测" }, { actual: "actual", planned: "planned", target: "target", forecast: "forecast" })[c.modality] }]];
    return { claim: id, no, source_no: citations.sourceNo(c.source_id), runs: scribe.join(parts, " · "), value: scribe.exact(c), marks: scribe.material.marks.get(id)?.findings ?? [], ...(c.quote ? { quote: c.quote } : {}) };
  });
  const sources = [...citations.sources].map(([source, no]): Cited => {
    const address = scribe.material.sources.get(source)?.address;
    return { source, no, runs: citations.citation(source), ...(address && /^https?:\/\//i.test(address) ? { address } : {}) };
  });
  return { sources, claims };
}
