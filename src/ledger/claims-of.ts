/**
 * Claims of a few properties over the whole ledger, as they stood by the clocks: what rooms build their snapshots from.
 * Invariant: subjects and objects are named by the entities that stand for them after merges; nothing is filtered by status, and quotes,
 * locators and reasons are left out (ask `claimsByIds` for those of claims that are shown).
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { claimsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import type { Claim, Verdict } from "./model.ts";
import { claimOfJson, idList, type ClaimJson } from "./rows.ts";

const ROWS_AT_ONCE = 20_000;

type Json = ClaimJson & { canonical_subject: string; canonical_object: string | null };

/** Reads in pages by the index on properties; memory holds the claims themselves. */
export async function claimsOfProperties(db: Kysely<Schema>, properties: readonly string[], clocks: Clocks = {}): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const property of [...new Set(properties)]) {
    let [seq, n] = ["-1", -1];
    for (;;) {
      const { rows } = await sql<{ page: Json[] }>`select coalesce(json_agg(p order by p.change_seq, p.n), '[]'::json) as page from (
        select c.subject_id, c.id, c.property, c.unit, c.currency, c.value_num, c.value_text, c.value_entity, c.when_text, c.modality, c.bound, c.qualifier, c.stated,
          c.stated_on, c.known_from, c.source_id, c.lang, c.corrects, c.confidence, c.visibility, c.change_id, c.change_seq::text as change_seq, c.n, c.recorded_at, c.entered,
          c.status, c.head, s.canonical_id as canonical_subject, o.canonical_id as canonical_object
        from claim c join entity s on s.id = c.subject_id left join entity o on o.id = c.value_entity
        where c.property = ${property} and (c.change_seq, c.n) > (${seq}::bigint, ${n}::int) order by c.change_seq, c.n limit ${ROWS_AT_ONCE}) p`.execute(db);
      const page = rows[0]!.page;
      for (const row of page) claims.push({ ...claimOfJson(row), subject_id: row.canonical_subject, ...(row.canonical_object ? { value: row.canonical_object } : {}) });
      if (page.length < ROWS_AT_ONCE) break;
      const last = page.at(-1)!;
      [seq, n] = [String(last.change_seq), last.n];
    }
  }
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  return claimsAsOf(claims, past ? await rulingsOn(db, properties) : [], clocks);
}

/** Claims of these properties on a few entities (canonical ids), whatever their status, as they stood by the clocks; subjects and objects by their canonical ids. One indexed read. */
export async function claimsOfSubjects(db: Kysely<Schema>, canonical_ids: readonly string[], properties: readonly string[], clocks: Clocks = {}): Promise<Claim[]> {
  if (canonical_ids.length === 0) return [];
  // The inner offsets keep claims looked up by their subject alone, as in `standing.ts`.
  const { rows } = await sql<{ found: Json[] }>`select coalesce(json_agg(p order by p.change_seq, p.n), '[]'::json) as found from (
      select c.*, w.id as canonical_subject, o.canonical_id as canonical_object from (select distinct unnest(${idList(canonical_ids)}::uuid[]) as id) w
        cross join lateral (select id from entity where canonical_id = w.id offset 0) s
        cross join lateral (select * from claim where subject_id = s.id offset 0) c left join entity o on o.id = c.value_entity where c.property in (${sql.join([...properties])})) p`.execute(db);
  const claims = rows[0]!.found.map((row) => ({ ...claimOfJson(row), subject_id: row.canonical_subject, ...(row.canonical_object ? { value: row.canonical_object } : {}) }));
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  if (!past) return claimsAsOf(claims, [], clocks);
  const decided = await db.selectFrom("decision").select(["claim_id", "id", "verdict", "at", "by_claim"]).where(sql<boolean>`claim_id = any(${idList(claims.map((c) => c.id))}::uuid[])`).execute();
  return claimsAsOf(claims, decided.map((r) => ({ claim_id: r.claim_id, id: r.id, verdict: r.verdict as Verdict, at: r.at.toISOString(), ...(r.by_claim ? { by_claim: r.by_claim } : {}) })), clocks);
}

async function rulingsOn(db: Kysely<Schema>, properties: readonly string[]): Promise<Ruled[]> {
  const rows = await db.selectFrom("decision").innerJoin("claim", (join) => join.onRef("claim.subject_id", "=", "decision.subject_id").onRef("claim.id", "=", "decision.claim_id"))
    .select(["decision.claim_id", "decision.id", "decision.verdict", "decision.at", "decision.by_claim"]).where("claim.property", "in", [...properties]).execute();
  return rows.map((r) => ({ claim_id: r.claim_id, id: r.id, verdict: r.verdict as Verdict, at: r.at.toISOString(), ...(r.by_claim ? { by_claim: r.by_claim } : {}) }));
}

/** Entities of these types that stand for themselves, with their labels; ids in order. */
export async function entitiesOfTypes(db: Kysely<Schema>, types: readonly string[]): Promise<{ id: string; type: string; slug: string; label: { zh?: string; en?: string } }[]> {
  const rows = await db.selectFrom("entity").select(["id", "type", "slug", "label_zh", "label_en"]).whereRef("canonical_id", "=", "id").where("type", "in", [...types]).orderBy("id").execute();
  return rows.map((r) => ({ id: r.id, type: r.type, slug: r.slug, label: { ...(r.label_zh === null ? {} : { zh: r.label_zh }), ...(r.label_en === null ? {} : { en: r.label_en }) } }));
}

/** The number of the last change set, whatever the reader may see of it: what snapshots are kept by. Ask it with the highest clearance. */
export async function headOf(db: Kysely<Schema>): Promise<number> {
  const row = await db.selectFrom("change_set").select(sql<string>`coalesce(max(seq), 0)`.as("seq")).executeTakeFirstOrThrow();
  return Number(row.seq);
}
