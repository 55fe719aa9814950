/**
 * Reconcile over the record: standing claims in, findings out. The checks themselves know nothing of tables.
 * Invariant: rejected, corrected and withdrawn claims are never held against anybody.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Label } from "../kernel/index.ts";
import { runChecks, type CheckClaim, type Finding } from "./checks/index.ts";
import { claimOf } from "./rows.ts";

const CLAIMS_PER_PAGE = 20_000;
/** Relations by which the record says that one thing lies within another. */
const WITHIN = ["part_of", "located_in"] as const;

interface Whole {
  part_of?: string;
  located_in?: string;
}

async function wholes(db: Kysely<Schema>): Promise<Map<string, Whole>> {
  const rows = await db.selectFrom("claim").innerJoin("entity as s", "s.id", "claim.subject_id").innerJoin("entity as o", "o.id", "claim.value_entity")
    .select(["s.canonical_id as part", "o.canonical_id as whole", "claim.property"]).where("claim.property", "in", [...WITHIN]).where("claim.status", "=", "accepted").orderBy("claim.id").execute();
  const found = new Map<string, Whole>();
  for (const row of rows) found.set(row.part, { ...found.get(row.part), [row.property]: row.whole });
  return found;
}

/** The standing claims as the checks take them, subjects by their canonical id. */
export async function checkClaims(db: Kysely<Schema>, labelOf: (property: string) => Label | undefined): Promise<CheckClaim[]> {
  const within = await wholes(db);
  const claims: CheckClaim[] = [];
  let after = { seq: 0, n: -1 };
  for (;;) {
    const rows = await db.selectFrom("claim").innerJoin("entity as s", "s.id", "claim.subject_id").innerJoin("entity as e", "e.id", "s.canonical_id")
      .selectAll("claim").select(["e.id as whole_id", "e.label_zh as zh", "e.label_en as en", "e.type as type"])
      .where("claim.status", "in", ["accepted", "proposed"]).where(sql<boolean>`(claim.change_seq, claim.n) > (${after.seq}::bigint, ${after.n}::int)`)
      .orderBy("claim.change_seq").orderBy("claim.n").limit(CLAIMS_PER_PAGE).execute();
    if (rows.length === 0) return claims;
    for (const row of rows) {
      const c = claimOf(row);
      const property_label = labelOf(c.property);
      claims.push({
        id: c.id, subject: row.whole_id, subject_label: { ...(row.zh ? { zh: row.zh } : {}), ...(row.en ? { en: row.en } : {}) }, subject_type: row.type, property: c.property,
        ...(property_label ? { property_label } : {}), value: c.value, unit: c.unit, ...(c.currency ? { currency: c.currency } : {}), ...(c.when ? { when: c.when } : {}),
        modality: c.modality, bound: c.bound, ...(c.qualifier ? { qualifier: c.qualifier } : {}), ...(c.stated ? { stated: c.stated } : {}),
        ...(c.stated_on ? { stated_on: c.stated_on } : {}), source_id: c.source_id, ...(c.quote ? { quote: c.quote } : {}),
        status: c.status === "accepted" ? "accepted" : "proposed", ...within.get(row.whole_id),
      });
    }
    const last = rows.at(-1)!;
    after = { seq: Number(last.change_seq), n: last.n };
  }
}

/** Runs every check over the record. @param today the civil day that promises are held against. */
export async function reconcile(db: Kysely<Schema>, today: string, labelOf: (property: string) => Label | undefined = () => undefined): Promise<Finding[]> {
  return runChecks(await checkClaims(db, labelOf), { today });
}
