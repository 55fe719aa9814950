/**
 * Whose figures belong to a cluster of the record: the entities that are grouped with it, or all.
 * Invariant: only entities that stand for themselves (canonical) are named.
 */
import type { Kysely, SelectQueryBuilder } from "kysely";
import type { Schema } from "../db/index.ts";

/** Entities of the cluster `key` (`all`: every one), to be narrowed further. */
export function membersOf(db: Kysely<Schema>, key: string): SelectQueryBuilder<Schema, "entity", { id: string }> {
  const every = db.selectFrom("entity").select("id").whereRef("canonical_id", "=", "id");
  if (key === "all") return every;
  return every.where("id", "in", db.selectFrom("claim").innerJoin("entity as e", "e.id", "claim.subject_id").select("e.canonical_id")
    .where("claim.property", "=", "record_group").where("claim.value_text", "=", key).where("claim.status", "=", "accepted"));
}

/** Whether an entity (by its canonical id) belongs to the cluster; everything does where none is named. */
export async function inCluster(db: Kysely<Schema>, key: string | undefined): Promise<(id: string) => boolean> {
  if (key === undefined || key === "all") return () => true;
  const members = new Set((await membersOf(db, key).execute()).map((row) => row.id));
  return (id) => members.has(id);
}
