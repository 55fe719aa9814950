/**
 * Between records and rows. Invariant: `recordOf(rowOf(record))` is the record, so that what is hashed and exported can be
 * computed again from the rows at any time.
 */
import { hash } from "node:crypto";
import type { Selectable } from "kysely";
import { canonicalJson, VISIBILITIES, whenRange, DAY_MAX, type BaseUnit, type Bound, type Lang, type Modality, type Stated, type Visibility } from "../kernel/index.ts";
import type { ClaimTable, DecisionTable, DocumentTable, EntityTable, JudgementTable, LexiconTable, RulingTable, SourceTable } from "../db/index.ts";
import type { Claim, ClaimRecord, ClaimStatus, DecisionRecord, DocumentRecord, EntityRecord, Entry, JudgementRecord, LexiconRecord, Locator, Reasons, RulingRecord, SourceKind, SourceRecord, Verdict } from "./model.ts";

export const rankOf = (visibility: Visibility): number => VISIBILITIES.indexOf(visibility);
export const visibilityOf = (rank: number): Visibility => VISIBILITIES[rank]!;

/** The hash of one entry: of its canonical JSON, kind included. */
export function entryHash(entry: Entry): string {
  return hash("sha256", canonicalJson(entry), "hex");
}

/** Ids as one parameter, whatever their number: `any(${idList(ids)}::uuid[])`. */
export const idList = (ids: readonly string[]): string => `{${ids.join(",")}}`;

const maybe = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

/** Drops members that are undefined, so that a record read back equals the one written. */
function lean<T extends object>(record: T): T {
  for (const key of Object.keys(record) as (keyof T)[]) if (record[key] === undefined) delete record[key];
  return record;
}

export function claimRow(claim: ClaimRecord, change: { id: string; seq: number; at: string }, n: number, hash: string) {
  const range = claim.when ? whenRange(claim.when) : undefined;
  return {
    subject_id: claim.subject_id, id: claim.id, property: claim.property, unit: claim.unit, currency: claim.currency ?? null,
    value_num: typeof claim.value === "number" ? claim.value : null,
    value_text: typeof claim.value === "string" && claim.unit !== "entity" ? claim.value : null,
    value_entity: claim.unit === "entity" ? String(claim.value) : null,
    when_text: claim.when ?? "", when_first: range?.first ?? null, when_last: range?.last ?? null,
    modality: claim.modality, bound: claim.bound, qualifier: claim.qualifier ?? "",
    stated: claim.stated ?? null,
    stated_on: claim.stated_on ?? null, known_from: knownFrom(claim, change.at),
    source_id: claim.source_id, locator: claim.locator ?? null, quote: claim.quote ?? null,
    lang: claim.lang ?? null, corrects: claim.corrects ?? null, reasons: claim.reasons ?? null,
    confidence: claim.confidence ?? null, visibility: rankOf(claim.visibility), change_id: change.id, change_seq: change.seq, n,
    recorded_at: change.at, hash, entered: claim.entered, status: claim.entered as ClaimStatus, head: null,
  };
}

/** The day from which a statement was certainly known: the last day of `stated_on`, else the day of recording. */
function knownFrom(claim: Pick<ClaimRecord, "stated_on">, at: string): string {
  const said = claim.stated_on ? whenRange(claim.stated_on).last : DAY_MAX;
  return said === DAY_MAX ? at.slice(0, 10) : said;
}

/** A claim as it will be read back once its change set is written, before any decision on it. */
export function claimAsRecorded(record: ClaimRecord, change: { id: string; at: string }): Claim {
  return { ...record, change_id: change.id, recorded_at: change.at, known_from: knownFrom(record, change.at), status: record.entered };
}

export function claimRecord(row: Selectable<ClaimTable>): ClaimRecord {
  return lean<ClaimRecord>({
    subject_id: row.subject_id, id: row.id, property: row.property,
    value: (row.value_num ?? row.value_entity ?? row.value_text)!,
    unit: row.unit as BaseUnit, currency: maybe(row.currency), when: row.when_text || undefined,
    modality: row.modality as Modality, bound: row.bound as Bound, qualifier: row.qualifier || undefined,
    stated: maybe(row.stated) as Stated | undefined, stated_on: maybe(row.stated_on), source_id: row.source_id,
    locator: maybe(row.locator) as Locator | undefined, quote: maybe(row.quote), lang: maybe(row.lang) as Lang | undefined,
    corrects: maybe(row.corrects), reasons: maybe(row.reasons) as Reasons | undefined, confidence: maybe(row.confidence),
    visibility: visibilityOf(row.visibility), entered: row.entered as ClaimRecord["entered"],
  });
}

export function claimOf(row: Selectable<ClaimTable>): Claim {
  return lean<Claim>({
    ...claimRecord(row), change_id: row.change_id, recorded_at: row.recorded_at.toISOString(), known_from: row.known_from,
    status: row.status as ClaimStatus, head: maybe(row.head),
  });
}

/** A claim's row as the database writes it in JSON: many rows in one cell come over several times quicker than cell by cell. */
export type ClaimJson = Omit<Selectable<ClaimTable>, "recorded_at"> & { recorded_at: string };

export function claimOfJson(row: ClaimJson): Claim {
  return claimOf({ ...row, recorded_at: new Date(row.recorded_at) });
}

export function sourceRecord(row: Selectable<SourceTable>): SourceRecord {
  return lean<SourceRecord>({
    id: row.id, version: row.version, key: maybe(row.key), what: row.kind as SourceKind, title: row.title, publisher: maybe(row.publisher), published: maybe(row.published),
    language: maybe(row.language), address: maybe(row.address), sha256: maybe(row.sha256), visibility: visibilityOf(row.visibility),
  });
}

export function entityRecord(row: Selectable<EntityTable>): EntityRecord {
  return { id: row.id, type: row.type, slug: row.slug, label: lean({ zh: maybe(row.label_zh), en: maybe(row.label_en) }), visibility: visibilityOf(row.visibility) };
}

export function documentRecord(row: Selectable<DocumentTable>): DocumentRecord {
  return lean<DocumentRecord>({
    source_id: row.source_id, sha256: row.sha256, format: row.format, encoding: maybe(row.encoding), bytes: Number(row.bytes), text: row.text,
    segments: row.segments, problems: row.problems, visibility: visibilityOf(row.visibility),
  });
}

export function decisionRecord(row: Selectable<DecisionTable>): DecisionRecord {
  return lean<DecisionRecord>({
    subject_id: row.subject_id, claim_id: row.claim_id, id: row.id, verdict: row.verdict as Verdict, note: row.note, replaces: maybe(row.replaces),
    by_claim: maybe(row.by_claim), visibility: visibilityOf(row.visibility),
  });
}

export function rulingRecord(row: Selectable<RulingTable>): RulingRecord {
  return lean<RulingRecord>({
    subject_id: row.subject_id, finding_id: row.finding_id, id: row.id, check: row.check_name, severity: row.severity as RulingRecord["severity"], claims: row.claims,
    arithmetic: row.arithmetic, verdict: row.verdict as RulingRecord["verdict"], prefers: maybe(row.prefers), note: row.note, replaces: maybe(row.replaces),
    visibility: visibilityOf(row.visibility),
  });
}

export function judgementRecord(row: Selectable<JudgementTable>): JudgementRecord {
  return lean<JudgementRecord>({
    left_id: row.left_id, right_id: row.right_id, id: row.id, verdict: row.verdict as JudgementRecord["verdict"], note: row.note,
    score: maybe(row.score), features: maybe(row.features),
  });
}

export function lexiconRecord(row: Selectable<LexiconTable>): LexiconRecord {
  return lean<LexiconRecord>({
    id: row.id, what: row.kind as LexiconRecord["what"], lang: row.lang as Lang, word: row.word, means: row.means,
    entity_id: maybe(row.entity_id), learned_from: row.learned_from, withdrawn: row.withdrawn,
  });
}
