/**
 * The facts of many entities at once, for whoever lays out a whole record.
 * Invariant: for each entity they are exactly those that `factsOf` gives; the number of questions asked grows with steps of entities, not with entities.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { claimsAsOf, type Clocks, type Ruled } from "./as-of.ts";
import { chooseFacts } from "./fact.ts";
import type { Claim, Verdict } from "./model.ts";
import type { Fact } from "./query.ts";
import { claimOfJson, idList, type ClaimJson } from "./rows.ts";

const ENTITIES_PER_STEP = 1_000;

async function rulingsOn(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Ruled[]>> {
  const { rows } = await sql<{ owner: string; claim_id: string; id: string; verdict: Verdict; at: Date; by_claim: string | null }>`
    select e.canonical_id as owner, d.claim_id, d.id, d.verdict, d.at, d.by_claim from decision d join entity e on e.id = d.subject_id
    where e.canonical_id = any(${idList(ids)}::uuid[])`.execute(db);
  const found = new Map<string, Ruled[]>();
  for (const { owner, claim_id, id, verdict, at, by_claim } of rows) {
    const ruled: Ruled = { claim_id, id, verdict, at: new Date(at).toISOString(), ...(by_claim ? { by_claim } : {}) };
    found.set(owner, [...(found.get(owner) ?? []), ruled]);
  }
  return found;
}

/**
 * The facts of these entities (canonical ids) as of the clocks, by entity; entities without facts are absent.
 * @param signal stops between steps.
 */
export async function factsOfMany(db: Kysely<Schema>, canonical_ids: readonly string[], clocks: Clocks = {}, signal?: AbortSignal): Promise<Map<string, Fact[]>> {
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const facts = new Map<string, Fact[]>();
  for (let at = 0; at < canonical_ids.length; at += ENTITIES_PER_STEP) {
    signal?.throwIfAborted();
    const ids = canonical_ids.slice(at, at + ENTITIES_PER_STEP);
    const { rows } = await sql<{ id: string; claims: ClaimJson[] }>`select s.id, json_agg(c) as claims from unnest(${idList(ids)}::uuid[]) as s(id)
      cross join lateral (select id from entity where canonical_id = s.id offset 0) e
      cross join lateral (select * from claim where subject_id = e.id and (${past} or status = 'accepted') offset 0) c group by s.id`.execute(db);
    const rulings = past ? await rulingsOn(db, ids) : new Map<string, Ruled[]>();
    for (const row of rows) {
      const claims: Claim[] = row.claims.map(claimOfJson);
      const standing = claimsAsOf(claims, rulings.get(row.id) ?? [], clocks).filter((c) => c.status === "accepted");
      const chosen = chooseFacts(standing).map(({ key, choice }) => ({
        subject_id: row.id, property: key.property, qualifier: choice.best.qualifier ?? "", when: key.when_text, modality: key.modality, unit: key.unit, ...choice,
      }));
      if (chosen.length > 0) facts.set(row.id, chosen);
    }
  }
  return facts;
}
