/**
 * Tending: the engine is told how large the tables have become. The embedded engine has nobody who does it in the background, and a
 * server's own hand comes a minute late; without it a page of a large ledger is planned as if the ledger were empty.
 * Invariant: only the planner's knowledge changes, never an answer.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";

const KEY = "claims at the last analyse";
const WORTH_IT = 1_000;
const GROWN = 1.2;

/** Analyses the tables when the ledger has grown by a fifth since it was last done: its cost stays a small part of what was written. */
export async function tendLedger(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ now: number; then: number }>`select (select coalesce(sum(n), 0)::float8 from tally where noun = 'claim') as now,
    coalesce((select value::float8 from meta where key = ${KEY}), 0) as then`.execute(db);
  const { now, then } = rows[0]!;
  if (now < WORTH_IT || now < GROWN * then) return false;
  await sql`analyze claim, entity, entity_name, source, document, decision, ruling, fact, change_set`.execute(db);
  await sql`insert into meta values (${KEY}, ${String(now)}) on conflict (key) do update set value = excluded.value`.execute(db);
  return true;
}
