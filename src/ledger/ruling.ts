/**
 * Rulings as read back, and which of them stand: what a person made of claims that cannot all be true, and why.
 * Invariant: a ruling holds only while the very claims that it was made on stand in a finding; other claims are another finding, and the ruling
 * is then shown as lapsed. It changes no claim. A ruling that prefers a claim bears on a fact only where the finding holds another claim of that fact.
 */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { RulingTable, Schema } from "../db/index.ts";
import { type CheckClaim, findingsOfOneFigure } from "./checks/index.ts";
import type { Preference } from "./fact.ts";
import type { Claim, RulingRecord } from "./model.ts";
import { idList, rankOf, rulingRecord } from "./rows.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** A ruling as read back: who made it and when. */
export interface Ruling extends RulingRecord {
  actor: string;
  at: string;
  change_id: string;
  /** Its place in the ledger. */
  seq: number;
  n: number;
}

/** A ruling's row as the database writes it in JSON. */
export type RulingJson = Omit<Selectable<RulingTable>, "at"> & { at: string };

export function rulingOf(row: Selectable<RulingTable> | RulingJson): Ruling {
  const at = new Date(row.at);
  return { ...rulingRecord({ ...row, at }), actor: row.actor, at: at.toISOString(), change_id: row.change_id, seq: Number(row.change_seq), n: row.n };
}

/** Of each finding the last ruling made. */
export function headsOf(rulings: readonly Ruling[]): Map<string, Ruling> {
  const heads = new Map<string, Ruling>();
  for (const one of rulings) {
    const head = heads.get(one.finding_id);
    if (!head || one.seq > head.seq || (one.seq === head.seq && one.n > head.n)) heads.set(one.finding_id, one);
  }
  return heads;
}

/** All rulings on a finding, oldest first. */
export async function rulingsOn(db: Db, finding_id: string): Promise<Ruling[]> {
  return (await db.selectFrom("ruling").selectAll().where("finding_id", "=", finding_id).orderBy("change_seq").orderBy("n").execute()).map(rulingOf);
}

/** The last ruling on each finding that was ever ruled on, withdrawn ones included. */
export async function rulingHeads(db: Db): Promise<Map<string, Ruling>> {
  const { rows } = await sql<Selectable<RulingTable>>`select distinct on (finding_id) * from ruling order by finding_id, change_seq desc, n desc`.execute(db);
  return new Map(rows.map((row) => [row.finding_id, rulingOf(row)]));
}

/** Rulings whose subject is one of these entities, in JSON of one cell each; by canonical id. */
export async function rulingsOfSubjects(db: Db, canonical_ids: readonly string[]): Promise<Map<string, Ruling[]>> {
  const { rows } = await sql<{ id: string; rulings: RulingJson[] }>`select e.canonical_id as id, json_agg(r) as rulings from ruling r join entity e on e.id = r.subject_id
    where e.canonical_id = any(${idList(canonical_ids)}::uuid[]) group by e.canonical_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.rulings.map(rulingOf)]));
}

/** What one figure's checks need of a claim; labels and places do not matter to them. */
function asCheckClaim(c: Claim): CheckClaim {
  return {
    id: c.id, subject: "", subject_label: {}, subject_type: "", property: c.property, value: c.value, unit: c.unit, ...(c.currency ? { currency: c.currency } : {}),
    ...(c.when ? { when: c.when } : {}), modality: c.modality, bound: c.bound, ...(c.qualifier ? { qualifier: c.qualifier } : {}), ...(c.stated ? { stated: c.stated } : {}),
    ...(c.stated_on ? { stated_on: c.stated_on } : {}), source_id: c.source_id, status: c.status === "accepted" ? "accepted" : "proposed",
  };
}

/**
 * The preferences that stand among an entity's claims, latest ruling first: the last ruling on its finding prefers a claim, and that finding is still found.
 * @param claims all claims of the entity that its viewer sees, whatever their status.
 */
export function standingPreferences(claims: readonly Claim[], rulings: readonly Ruling[]): Preference[] {
  const prefer = [...headsOf(rulings).values()].filter((r) => r.verdict === "prefer" && r.prefers !== undefined);
  if (prefer.length === 0) return [];
  const standing = claims.filter((c) => c.status === "accepted" || c.status === "proposed");
  const found = new Set(findingsOfOneFigure(standing.map(asCheckClaim)).map((one) => one.id));
  return prefer.filter((r) => found.has(r.finding_id)).sort((a, b) => b.seq - a.seq || b.n - a.n)
    .map((r) => ({ finding_id: r.finding_id, claim_id: r.prefers!, over: r.claims.filter((id) => id !== r.prefers), at: r.at }));
}

/** Whether a viewer of this clearance may see it. */
export const visibleAt = (ruling: Ruling, clearance: number): boolean => rankOf(ruling.visibility) <= clearance;
