/**
 * From material to a paper: sections are made, traced, their sources numbered, their notes written, the annex added.
 * Invariant: the same material, request and day give the same paper to the last run; nothing here reads a clock, a file or a table.
 */
import { canonicalJson, sha256Hex, type Lang } from "../kernel/index.ts";
import { annexOf, Citations } from "./citations.ts";
import { exposOf, principalOf } from "./headline.ts";
import type { Material } from "./material.ts";
import type { Block, Cell, CitedAs, Paper, PaperWords, Run, Section } from "./model.ts";
import { numberRest, withFinishedNotes, withNotes } from "./notes.ts";
import { ownParagraphs } from "./own-words.ts";
import { profileOf, sectionsAsked } from "./profile.ts";
import { say, Scribe } from "./scribe.ts";
import { SECTIONS, type SectionContext } from "./sections/index.ts";
import { claimsOf, linesOf, mustTrace } from "./trace.ts";

export interface PaperRequest {
  lang: Lang;
  profile: string;
  /** Sections instead of those of the profile. */
  sections?: readonly string[];
  title?: string;
  subtitle?: string;
  issuer?: string;
  /** Editors' own paragraphs by section id. */
  words?: Readonly<Record<string, string>>;
  /** Where the record's pages are served, for links to claims. */
  base?: string;
}

export interface Build {
  /** Civil day of the edition. */
  built_on: string;
  version: string;
  /** Hears of each section before it is made. */
  progress?: (section: string) => void;
}

const WORDS: Record<Lang, PaperWords> = {
  zh: {
    contents: "目录", source: "来源", sources: "来源目录", claims: "所引记载", continued: "续", modality: { actual: "实际", planned: "计划", target: "目标", forecast: "预测" },
    open: "与别的记载不符或存疑，见“待核事项”", ruled: "已有裁定", left_out: "其余见数据附件",
  },
  en: {
    contents: "Contents", source: "Source", sources: "Sources", claims: "Claims cited", continued: "continued", modality: { actual: "actual", planned: "planned", target: "target", forecast: "forecast" },
    open: "stands in an open finding", ruled: "a ruling was made", left_out: "the rest is in the data annex",
  },
};

/** What an edition is: everything that its bytes depend on. */
export function editionOf(material: Material, request: PaperRequest, build: Build): string {
  const { built_on, version } = build;
  return sha256Hex(canonicalJson({ ...request, clocks: material.clocks, cluster: material.cluster, ledger: material.head.hash, built_on, version, claims: material.claims_read })).slice(0, 16);
}

function contextOf(material: Material, scribe: Scribe, rows_max: number): SectionContext {
  const principal = principalOf(material.facts, material.entities, "output_value") ?? principalOf(material.facts, material.entities, "firms_count");
  return { material, scribe, expos: exposOf(material.facts, material.entities), rows_max, ...(principal ? { principal } : {}) };
}

/** A table without the columns in which no row says anything. */
function withoutEmpty(block: Block): Block {
  if (block.kind !== "table") return block;
  const told = block.columns.map((_, i) => i === 0 || [...block.rows, ...(block.rest ?? [])].some((row) => row[i]!.some((r) => r.text !== "")));
  if (told.every(Boolean)) return block;
  const kept = (row: Cell[]): Cell[] => row.filter((_, i) => told[i]);
  return { ...block, columns: block.columns.filter((_, i) => told[i]), rows: block.rows.map(kept), ...(block.rest ? { rest: block.rest.map(kept) } : {}) };
}

/** Blocks whose tables say how many rows they left out. */
function withRemainder(scribe: Scribe, blocks: readonly Block[]): Block[] {
  return blocks.map((b) => {
    if (b.kind !== "table" || b.rest === undefined) return b;
    const n = scribe.setting("rows", new Intl.NumberFormat("en").format(b.rows.length + b.rest.length));
    const shown = scribe.setting("rows", new Intl.NumberFormat("en").format(b.rows.length));
    const rest = scribe.of(say`共${n}行，此处印出前${shown}行，其余见数据附件。`, say`The first ${shown} of ${n} rows are printed; the data annex holds all. `);
    return { ...b, note: [...(b.note ?? []), ...rest] };
  });
}

async function sectionsOf(context: SectionContext, request: PaperRequest, build: Build): Promise<Section[]> {
  const profile = profileOf(request.profile);
  const { scribe } = context;
  const made: Section[] = [];
  for (const id of sectionsAsked(request.sections ?? profile.sections)) {
    build.progress?.(id);
    const def = SECTIONS.find((s) => s.id === id)!;
    const own = request.words?.[id] ? ownParagraphs(scribe, request.words[id]) : [];
    const blocks = await def.make(context);
    if (!blocks && own.length === 0 && profile.empty === "omit" && request.sections === undefined) continue;
    const empty: Block[] = [{ kind: "para", role: "body", runs: [{ text: def.empty[scribe.lang] ?? "" }] }];
    made.push({ id, title: def.title[scribe.lang], blocks: [...withRemainder(scribe, (blocks ?? empty).map(withoutEmpty)), ...own] });
  }
  return made;
}

function coverOf(context: SectionContext, request: PaperRequest, build: Build): Paper["cover"] {
  const { scribe, material } = context;
  const lines: Run[][] = [
    [scribe.day("built_on", build.built_on)],
    ...(material.clocks.valid_on ? [scribe.of(say`事实截至${scribe.day("as_of", material.clocks.valid_on)}`, say`Facts as of ${scribe.day("as_of", material.clocks.valid_on)}`)] : []),
    ...(material.clocks.known_on ? [scribe.of(say`所据说法截至${scribe.day("known_on", material.clocks.known_on)}`, say`As known on ${scribe.day("known_on", material.clocks.known_on)}`)] : []),
    ...(request.issuer ? [[{ text: request.issuer, basis: { kind: "own" as const } }]] : []),
  ];
  const note = scribe.of(
    say`版次${scribe.setting("edition", editionOf(material, request, build))}，生成自账本${scribe.setting("ledger", material.head.hash.slice(0, 16))}。同一账本、同一设定、同一日期，生成的文件逐字节相同。`,
    say`Edition ${scribe.setting("edition", editionOf(material, request, build))}, made from ledger ${scribe.setting("ledger", material.head.hash.slice(0, 16))}. The same ledger, settings and day give the same file to the byte.`,
  );
  return { lines, note };
}

function titleOf(context: SectionContext, request: PaperRequest): string {
  const profile = profileOf(request.profile);
  const name = context.principal ? context.scribe.name(context.principal).text : context.scribe.of("光电产业集群", "The optoelectronic cluster");
  return request.title?.trim() || profile.title[context.scribe.lang].replace("{name}", name);
}

/** What each claim is in the paper for. */
function citedBy(sections: readonly Section[], citations: Citations): CitedAs[] {
  const [said, computed] = [new Set<string>(), new Set<string>()];
  for (const { runs } of linesOf(sections)) {
    for (const run of runs) for (const id of claimsOf(run)) (run.basis?.kind === "count" || (run.basis?.kind === "figure" && run.basis.derived) ? computed : said).add(id);
  }
  return [...citations.claims].map(([claim, no]) => ({ claim, no, source_no: citations.sourceNo(citations.claim(claim).source_id), use: said.has(claim) ? "printed" : computed.has(claim) ? "computed" : "unprinted" }));
}

/** Makes the paper. @throws AppError `report/untraced` and what editors' references throw. */
export async function compose(material: Material, request: PaperRequest, build: Build): Promise<Paper> {
  const profile = profileOf(request.profile);
  const scribe = new Scribe(material, request.lang);
  const context = contextOf(material, scribe, profile.rows_max);
  const raw = await sectionsOf(context, request, build);
  mustTrace(raw, material);
  build.progress?.("annex");
  const citations = new Citations(scribe);
  const noted = withNotes(raw, citations);
  const printed = Math.min(profile.annex_claims_max, citations.claims.size);
  numberRest(raw, citations);
  const sections = withFinishedNotes(noted, citations, printed);
  const { sources, claims } = annexOf(citations, printed);
  return {
    meta: {
      title: titleOf(context, request), subtitle: request.subtitle?.trim() || profile.for[request.lang], issuer: request.issuer ?? "", lang: request.lang, profile: request.profile,
      cluster: material.cluster, built_on: build.built_on, ledger_hash: material.head.hash, ledger_seq: material.head.seq, version: build.version, edition: editionOf(material, request, build),
      ...(material.clocks.valid_on ? { as_of: material.clocks.valid_on } : {}), ...(material.clocks.known_on ? { known_on: material.clocks.known_on } : {}), ...(request.base ? { base: request.base } : {}),
    },
    cover: coverOf(context, request, build), sections, sources, claims, claims_left_out: citations.claims.size - printed, cited: citedBy(raw, citations),
    notes: citations.notes.map((n) => citations.finished(n, printed)), words: WORDS[request.lang],
  };
}
