/**
 * Citations: sources and claims numbered in the order in which a reader meets them, footnotes of the text, source columns of tables, the annex.
 * Invariant: whatever shows a claim cites its source in reach of the eye; each number stands for one source, each note is called once and in order.
 */
import type { Claim } from "../ledger/index.ts";
import type { Block, Cell, CitedClaim, Cited, Note, Run, Section } from "./model.ts";
import { say, type Scribe } from "./scribe.ts";
import { claimsOf } from "./trace.ts";

const LISTED_MAX = 6;
const QUOTE_CHARS_MAX = 160;

export class Citations {
  readonly scribe: Scribe;
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
    const zh = say`${s.publisher ? [run(s.publisher), { text: "：" }] : ""}《${run(s.title)}》${published}`;
    const en = say`${s.publisher ? [run(s.publisher), { text: ", " }] : ""}“${run(s.title)}”${published}`;
    return this.scribe.of(zh, en);
  }

  #day(source: string, published: string): Run {
    return { ...this.scribe.day("published", published), basis: { kind: "source", source } };
  }

  /** Adds a note on these claims. @returns its number. */
  note(ids: readonly string[], derived: readonly string[]): number {
    const unique = [...new Set(ids)];
    const no = this.notes.length + 1;
    this.notes.push({ no, runs: this.#noteRuns(unique, derived), claims: unique });
    return no;
  }

  #noteRuns(ids: readonly string[], derived: readonly string[]): Run[] {
    const { scribe } = this;
    const how: Run[] = derived.length > 0 ? [{ text: scribe.of(`算法：${derived.join("；")}。`, `Worked out: ${derived.join("; ")}. `) }] : [];
    const numbers = this.sourcesOf(ids);
    if (numbers.length > LISTED_MAX) {
      return [...how, ...scribe.of(say`按${scribe.count(ids.length, { claims: ids })}条记载计，来源`, say`Counted from ${scribe.count(ids.length, { claims: ids })} claims of sources `), ...numbers.map((n) => this.ref(n)), { text: scribe.of("。", ".") }];
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

const sentenceEnds = (text: string): boolean => /[。；;]|\.\s/.test(text);

/** Paragraph runs with note numbers: one note for neighbours of one sentence that cite the same sources. */
function noted(runs: readonly Run[], citations: Citations): Run[] {
  const out = runs.map((r) => ({ ...r }));
  const cites = out.map((r, i) => ({ i, claims: claimsOf(r) })).filter((c) => c.claims.length > 0 && out[c.i]!.text !== "");
  let pending: string[] = [];
  let derived: string[] = [];
  cites.forEach((cite, k) => {
    pending.push(...cite.claims);
    const basis = out[cite.i]!.basis;
    if (basis?.kind === "figure" && basis.derived) derived.push(basis.derived);
    const next = cites[k + 1];
    const own = citations.sourcesOf(cite.claims).join();
    const same = next !== undefined && own === citations.sourcesOf(next.claims).join() && !out.slice(cite.i + 1, next.i).some((r) => sentenceEnds(r.text));
    if (same) return;
    out[cite.i]!.note = citations.note(pending, derived);
    pending = [];
    derived = [];
  });
  return out.flatMap((run, i) => apart(run, out[i - 1], out[i + 1]));
}

/** A raised number right behind a digit would read as one number with it: such a note moves behind the words up to the next mark of punctuation. */
const mustMove = (run: Run | undefined, next: Run | undefined): boolean => run?.note !== undefined && /[\p{Nd}²]$/u.test(run.text) && next !== undefined && next.basis === undefined && /^\s*[^\s，。；：、（(,;:.]/.test(next.text);

function apart(run: Run, before: Run | undefined, next: Run | undefined): Run[] {
  if (mustMove(run, next)) {
    const { note: _moved, ...rest } = run;
    return [rest];
  }
  if (!mustMove(before, run)) return [run];
  const stop = run.text.search(/[，。；：、（(,;:.]/);
  const end = stop < 0 ? run.text.trimEnd().length : stop;
  return [{ ...run, text: run.text.slice(0, end), note: before!.note! }, ...(end < run.text.length ? [{ ...run, text: run.text.slice(end) }] : [])];
}

function notedBlock(block: Block, citations: Citations): Block {
  switch (block.kind) {
    case "para": return { ...block, runs: noted(block.runs, citations) };
    case "list": return { ...block, items: block.items.map((runs) => noted(runs, citations)) };
    default: return block;
  }
}

export function withNotes(section: Section, citations: Citations): Section {
  const blocks = section.blocks.map((block): Block => {
    const done = notedBlock(block, citations);
    // Tables and charts are numbered in their turn among the notes, so that numbers follow the reader's eye.
    if (done.kind === "table") for (const row of done.rows) for (const cell of row) for (const run of cell) for (const id of claimsOf(run)) citations.claimNo(id);
    if (done.kind === "chart") for (const id of chartClaims(done)) citations.claimNo(id);
    return done;
  });
  return { ...section, blocks };
}

function chartClaims(block: Extract<Block, { kind: "chart" }>): string[] {
  const { chart } = block;
  const runs = chart.kind === "spans" ? chart.lanes.flatMap((l) => l.spans.map((s) => s.label))
    : chart.kind === "map" ? chart.spots.flatMap((s) => s.label ?? [])
    : chart.points.flatMap((p) => [p.label, ...(p.rivals ?? []).map((r) => r.label)]);
  return runs.flatMap(claimsOf);
}

/** Tables get a column of source numbers, charts a source line. */
export function withSources(section: Section, citations: Citations, head: string): Section {
  const refs = (ids: readonly string[]): Cell => citations.sourcesOf(ids).map((n) => citations.ref(n));
  const blocks = section.blocks.map((block): Block => {
    if (block.kind === "chart") {
      const line = refs(chartClaims(block));
      return line.length === 0 ? block : { ...block, note: [...(block.note ?? []), { text: citations.scribe.of("来源：", "Sources: ") }, ...line] };
    }
    if (block.kind !== "table" || !block.rows.some((row) => row.some((cell) => cell.some((r) => claimsOf(r).length > 0)))) return block;
    return { ...block, columns: [...block.columns, { head, width: 0.75 }], rows: block.rows.map((row) => [...row, refs(row.flatMap((cell) => cell.flatMap(claimsOf)))]) };
  });
  return { ...section, blocks };
}

/** Sources and claims as the annex prints them. @param max claims printed. */
export function annexOf(citations: Citations, max: number): { sources: Cited[]; claims: CitedClaim[]; left_out: number } {
  const { scribe } = citations;
  const ids = [...citations.claims];
  const claims = ids.slice(0, max).map(([id, no]): CitedClaim => {
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
  return { sources, claims, left_out: Math.max(0, ids.length - claims.length) };
}
