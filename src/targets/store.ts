/** The SQL of the targets room. */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";

/** Canonical ids of everything that any claim sets a target for, as the reader may see. */
export async function subjectsWithTargets(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct e.canonical_id as id from claim c join entity e on e.id = c.subject_id where c.modality = 'target' order by 1`.execute(db);
  return rows.map((r) => r.id);
}
