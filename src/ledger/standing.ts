/**
 * Many subjects at once: the accepted claims of all entities of some types, as of the clocks, subjects and values by their canonical ids.
 * Invariant: the answer is what `factsOf` would read one by one; rejected, proposed, corrected and withdrawn claims are not in it.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { claimsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import type { Claim, Verdict } from "./model.ts";
import type { Entity } from "./query.ts";
import { claimOfJson, entityRecord, idList, type ClaimJson } from "./rows.ts";

export interface StandingAsked {
  /** Entities of these types … */
  types?: readonly string[];
  /** … or exactly these (canonical ids). */
  subjects?: readonly string[];
  /** Only these properties; absent = all. */
  properties?: readonly string[];
  modalities?: readonly string[];
}

export interface Standing {
  /** Canonical entities asked for, by id; with a past clock only those of which something was then said. */
  subjects: Map<string, Entity>;
  /** Accepted claims by canonical subject; values that are entities by their canonical id. */
  claims: Map<string, Claim[]>;
}

const SUBJECTS_PER_PAGE = 500;

/** Accepted claims of many subjects, as of the clocks. Reads the claims of some hundred subjects at a time. */
export async function standingClaims(db: Kysely<Schema>, asked: StandingAsked, clocks: Clocks = {}): Promise<Standing> {
  let wanted = db.selectFrom("entity").selectAll().whereRef("id", "=", "canonical_id");
  if (asked.types) wanted = wanted.where("type", "in", [...asked.types]);
  if (asked.subjects) wanted = wanted.where(sql<boolean>`id = any(${idList(asked.subjects)}::uuid[])`);
  const rows = await wanted.orderBy("id").execute();
  const subjects = new Map<string, Entity>(rows.map((row) => [row.id, { ...entityRecord(row), canonical_id: row.id }]));
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const raw = await claimsOfAll(db, [...subjects.keys()], asked, past);
  const rulings = past ? await rulingsOn(db, raw.map((c) => c.id)) : [];
  const claims = new Map<string, Claim[]>();
  for (const claim of claimsAsOf(raw, rulings, clocks)) {
    if (claim.status !== "accepted") continue;
    const list = claims.get(claim.subject_id);
    if (list) list.push(claim);
    else claims.set(claim.subject_id, [claim]);
  }
  if (past) for (const id of subjects.keys()) if (!claims.has(id)) subjects.delete(id);
  return { subjects, claims };
}

async function claimsOfAll(db: Kysely<Schema>, ids: readonly string[], asked: StandingAsked, past: boolean): Promise<Claim[]> {
  if (ids.length === 0) return [];
  const list = asked.properties ? sql`and c.property in (${sql.join([...asked.properties])})` : sql``;
  const kinds = asked.modalities ? sql`and c.modality in (${sql.join([...asked.modalities])})` : sql``;
  // A claim rejected today may have stood on a past day: then all of them are read and the rulings folded.
  const status = past ? sql`` : sql`and c.status = 'accepted'`;
  const found: { claim: Claim; seq: number; n: number }[] = [];
  for (let from = 0; from < ids.length; from += SUBJECTS_PER_PAGE) {
    // The inner offsets keep claims looked up by their subject alone: a planner whose figures are of yesterday would go by property, through half the ledger for each subject.
    const { rows } = await sql<{ claims: (ClaimJson & { whole: string; object: string | null })[] | null }>`select json_agg(p) as claims from (
        select c.*, w.id as whole, o.canonical_id as object from unnest(${idList(ids.slice(from, from + SUBJECTS_PER_PAGE))}::uuid[]) as w(id)
          cross join lateral (select id from entity where canonical_id = w.id offset 0) s
          cross join lateral (select * from claim where subject_id = s.id offset 0) c left join entity o on o.id = c.value_entity where true ${status} ${list} ${kinds}) p`.execute(db);
    for (const row of rows[0]?.claims ?? []) {
      found.push({ claim: { ...claimOfJson(row), subject_id: row.whole, ...(row.object ? { value: row.object } : {}) }, seq: Number(row.change_seq), n: row.n });
    }
  }
  return found.sort((a, b) => a.seq - b.seq || a.n - b.n).map((one) => one.claim);
}

async function rulingsOn(db: Kysely<Schema>, claims: readonly string[]): Promise<Ruled[]> {
  const rows = await db.selectFrom("decision").select(["claim_id", "id", "verdict", "at", "by_claim"]).where(sql<boolean>`claim_id = any(${idList(claims)}::uuid[])`).execute();
  return rows.map((d) => ({ claim_id: d.claim_id, id: d.id, verdict: d.verdict as Verdict, at: d.at.toISOString(), ...(d.by_claim ? { by_claim: d.by_claim } : {}) }));
}
