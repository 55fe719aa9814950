/**
 * Reading a file into the ledger: its text, its source, and the claims that the reader proposes.
 * Invariant: one file is one change set, written whole or not at all; the same bytes twice are one document; a failure leaves
 * the ledger untouched. So a stopped batch is resumed by running it again.
 */
import type { Database } from "../db/index.ts";
import { EntityDesk, labelOf } from "../entities/index.ts";
import { readFile, type FileText, type ReadLimits } from "../files/index.ts";
import { AppError, newId, parseWhen, sha256Hex, type Visibility, type When } from "../kernel/index.ts";
import { inTransaction, record, recordIn, sourceBy, sourceOfBytes, type ClaimRecord, type Ctx, type Entry, type SourceRecord } from "../ledger/index.ts";
import type { Assistance, Assistant } from "./assist.ts";
import { asKnownNames } from "./known-names.ts";
import { learntOf, withTaught } from "./lexicon.ts";
import { findMetadata, readClaims, type KnownNames, type Lexicon, type Proposal } from "./reading/index.ts";

export interface ReadOptions {
  /** The ontology's words; those that the ledger was taught are added to it. */
  lexicon: Lexicon;
  limits?: Partial<ReadLimits>;
  signal?: AbortSignal;
  visibility?: Visibility;
  /** A model to ask for what the reader did not find; none unless given. */
  assistant?: Assistant;
}

export interface ReadResult {
  /** `same`: these bytes were read before, and nothing was written. */
  state: "done" | "same";
  source_id: string;
  claims: number;
  problems: FileText["problems"];
  /** What a model added, where one was asked. */
  assistance?: Assistance;
}

/** What a file says of itself: from the page's own words first, then from the format's metadata, then from its name. */
export interface Citation {
  title: string;
  publisher?: string;
  published?: When;
  language: "zh" | "en";
  address?: string;
  /** Where the text proper begins (after a header line). */
  body_start: number;
}

/** @param file as read; @param name of the file, the last resort for a title. */
export function citationOf(file: FileText, name: string): Citation {
  const found = findMetadata(file.text);
  const published = found.published ?? (file.meta.published ? parseWhen(file.meta.published) : undefined);
  const publisher = found.publisher ?? file.meta.publisher ?? file.meta.author_org;
  const address = found.address ?? file.meta.address;
  const title = (file.format === "html" ? (file.meta.title ?? found.title) : (found.title ?? file.meta.title)) ?? name.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  return {
    title: title.slice(0, 500), language: found.lang ?? file.meta.language ?? "zh", body_start: found.bodyStart,
    ...(published ? { published } : {}), ...(publisher ? { publisher: publisher.slice(0, 200) } : {}), ...(address && /^https?:\/\//.test(address) ? { address: address.slice(0, 2_000) } : {}),
  };
}

/** Proposals of a file's text, with spans counted in the whole text. @param known names that the record knows. */
export function proposalsOf(text: string, citation: Citation, lexicon: Lexicon, known?: KnownNames): Proposal[] {
  const body = citation.body_start > 0 ? text.slice(citation.body_start) : text;
  const { proposals } = readClaims(body, {
    lexicon, lang: citation.language, title: citation.title, ...(citation.published ? { published: citation.published } : {}), ...(known?.size ? { known } : {}),
  });
  const by = citation.body_start;
  if (by === 0) return proposals;
  return proposals.map((p) => ({ ...p, start: p.start + by, end: p.end + by, figure: { start: p.figure.start + by, end: p.figure.end + by } }));
}

/** Types that a proposal's object has, where the reader names it by words. */
const OBJECT_TYPES: Readonly<Record<string, string>> = {
  located_in: "Region", produces: "Product", cooperates_with: "Institute", award: "Award", membership: "Programme", invested_by: "Firm", tenant_of: "Park",
  supplies: "Product", subsidiary_of: "Firm",
};

async function claimOfProposal(p: Proposal, desk: EntityDesk, source: SourceRecord, ctx: Ctx): Promise<{ kind: "claim" } & ClaimRecord> {
  const subject_id = await desk.resolve(labelOf(p.subject), p.subject_type);
  const value = p.unit === "entity" ? await desk.resolve(labelOf(String(p.value)), OBJECT_TYPES[p.property] ?? "Firm") : p.value;
  return {
    kind: "claim", subject_id, id: newId(ctx.clock), property: p.property, value, unit: p.unit as ClaimRecord["unit"],
    ...(p.currency ? { currency: p.currency } : {}), ...(p.as_of ? { when: p.as_of } : {}), modality: p.modality, bound: p.bound,
    ...(p.qualifier ? { qualifier: p.qualifier } : {}), ...(p.stated ? { stated: p.stated } : {}),
    ...(source.published ? { stated_on: source.published } : {}), source_id: source.id,
    locator: { start: p.start, end: p.end, figure_start: p.figure.start, figure_end: p.figure.end }, quote: p.quote,
    ...(source.language === "zh" || source.language === "en" ? { lang: source.language } : {}),
    reasons: { ...p.reasons }, confidence: Math.round(p.confidence * 1000) / 1000, visibility: source.visibility, entered: "proposed",
  };
}

/** Entries of one read file: its source, its text, new entities, proposed claims. */
async function entriesOf(database: Database, ctx: Ctx, file: FileText, name: string, options: ReadOptions): Promise<{ entries: Entry[]; source_id: string; claims: number; assistance?: Assistance }> {
  const citation = citationOf(file, name);
  const visibility = options.visibility ?? "public";
  const source: SourceRecord = {
    id: newId(ctx.clock), version: 1, what: "document", title: citation.title, language: citation.language, sha256: file.sha256, visibility,
    ...(citation.publisher ? { publisher: citation.publisher } : {}), ...(citation.published ? { published: citation.published } : {}),
    ...(citation.address ? { address: citation.address } : {}),
  };
  const learnt = await learntOf(database);
  const known = [...learnt.names.in(citation.title, visibility), ...learnt.names.in(file.text, visibility)];
  const own = proposalsOf(file.text, citation, withTaught(options.lexicon, learnt.words), asKnownNames(known));
  const assistance = await options.assistant?.assist(file.text, citation, own, options.signal);
  const proposals = [...own, ...(assistance?.proposals ?? [])];
  const desk = new EntityDesk(database.writer, ctx.clock, visibility);
  for (const name of known) desk.remember(name.text, name.id, name.kind === "taught" ? undefined : name.type);
  await desk.prepare(proposals.flatMap((p) => (p.unit === "entity" ? [p.subject, String(p.value)] : [p.subject])));
  const claims: Entry[] = [];
  for (const p of proposals) claims.push(await claimOfProposal(p, desk, source, ctx));
  const document: Entry = {
    kind: "document", source_id: source.id, sha256: file.sha256, format: file.format, ...(file.encoding ? { encoding: file.encoding } : {}), bytes: file.bytes,
    text: file.text, segments: file.segments.filter((s) => s.locator.page !== undefined || s.locator.cell !== undefined), problems: file.problems, visibility,
  };
  return { entries: [{ kind: "source", ...source }, document, ...desk.entered, ...claims], source_id: source.id, claims: claims.length, ...(assistance ? { assistance } : {}) };
}

/**
 * Reads one file and records it with its proposals.
 * @throws AppError of the files room, naming the file and the place in it; then nothing was written.
 */
export async function readIntoLedger(database: Database, ctx: Ctx, input: { name: string; bytes: Uint8Array }, options: ReadOptions): Promise<ReadResult> {
  const sha256 = sha256Hex(input.bytes);
  const before = await sourceOfBytes(database.writer, sha256);
  if (before) return { state: "same", source_id: before.id, claims: 0, problems: [] };
  const file = await readFile(input, { ...(options.limits ? { limits: options.limits } : {}), ...(options.signal ? { signal: options.signal } : {}) });
  const made = await entriesOf(database, ctx, file, input.name, options);
  try {
    await record(database.writer, ctx, { kind: "read", note: input.name.slice(0, 300), entries: made.entries });
  } catch (error) {
    // Somebody else read the same bytes in the meantime: theirs stands.
    const theirs = (error as { code?: string }).code === "23505" ? await sourceOfBytes(database.writer, sha256) : undefined;
    if (!theirs) throw error;
    return { state: "same", source_id: theirs.id, claims: 0, problems: [] };
  }
  return { state: "done", source_id: made.source_id, claims: made.claims, problems: file.problems, ...(made.assistance ? { assistance: made.assistance } : {}) };
}

/** Edits what is known of a source, as a new version of it. @throws AppError `documents/version` when somebody was quicker. */
export async function editSource(database: Database, ctx: Ctx, id: string, seen: number, change: Partial<Pick<SourceRecord, "title" | "publisher" | "published" | "language" | "address">>): Promise<SourceRecord> {
  return await inTransaction(database.writer, async (tx) => {
    const now = await sourceBy(tx, id);
    if (now.version !== seen) {
      throw new AppError("documents/version", { version: now.version, source: now }, {
        status: 409, zh: "此来源已被他人修改", en: "somebody has changed this source meanwhile", hint: { zh: "看过对方所改，再保存一次", en: "look at what they changed, then save again" },
      });
    }
    const next: SourceRecord = { ...now, ...change, version: now.version + 1 };
    for (const key of Object.keys(next) as (keyof SourceRecord)[]) if (next[key] === undefined || next[key] === "") delete next[key];
    await recordIn(tx, ctx, { kind: "edit", note: next.title.slice(0, 300), entries: [{ kind: "source", ...next }] });
    return next;
  });
}
