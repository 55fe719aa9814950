/**
 * The facts table: a projection of accepted claims by the rule of `fact.ts`, one row per group and range of clearance.
 * Invariant: dropping the table and rebuilding it from claims gives the same rows to the byte.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import { VISIBILITIES } from "../kernel/index.ts";
import { chooseFacts, type Choice } from "./fact.ts";
import type { Claim } from "./model.ts";
import { claimOf, rankOf } from "./rows.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** Change sets that touch more subjects than this leave their facts to the next `settleFacts`. */
export const FACTS_AT_ONCE = 2_000;
const SUBJECTS_PER_STEP = 500;

/** Facts of one subject for every clearance; viewers who would see the same choice share a row. */
export function factRows(subject_id: string, accepted: readonly Claim[]): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  const highest = accepted.reduce((max, c) => Math.max(max, rankOf(c.visibility)), 0);
  const open = new Map<string, Record<string, unknown>>();
  for (let clearance = 0; clearance <= highest; clearance++) {
    const seen = highest === 0 ? accepted : accepted.filter((c) => rankOf(c.visibility) <= clearance);
    for (const { key, choice } of chooseFacts(seen)) {
      const id = Object.values(key).join("\u0001");
      const body = { claim_id: choice.best.id, rivals: choice.rivals.map((r) => r.id), agreeing: choice.agreeing };
      const last = open.get(id);
      if (last && sameChoice(last, choice)) last["clearance_max"] = clearance;
      else {
        const row = { subject_id, ...key, clearance_min: clearance, clearance_max: clearance, ...body };
        open.set(id, row);
        rows.push(row);
      }
    }
  }
  for (const row of rows) if (row["clearance_max"] === highest) row["clearance_max"] = VISIBILITIES.length - 1;
  return rows;
}

function sameChoice(row: Record<string, unknown>, choice: Choice): boolean {
  return row["claim_id"] === choice.best.id && row["agreeing"] === choice.agreeing
    && (row["rivals"] as string[]).join() === choice.rivals.map((r) => r.id).join();
}

/** Marks the subjects whose facts must be worked out again. */
export async function markDirty(db: Db, subjects: readonly string[]): Promise<void> {
  for (let i = 0; i < subjects.length; i += 5_000) {
    const ids = JSON.stringify(subjects.slice(i, i + 5_000));
    await sql`insert into fact_dirty select value::uuid from jsonb_array_elements_text(${ids}::text::jsonb) on conflict do nothing`.execute(db);
  }
}

/** Works out again the facts of these canonical subjects (given as canonical ids). */
async function refresh(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  const rows = await db.selectFrom("claim").innerJoin("entity", "entity.id", "claim.subject_id").selectAll("claim").select("entity.canonical_id as whole")
    .where("entity.canonical_id", "in", [...subjects]).where("claim.status", "=", "accepted").execute();
  const bySubject = new Map<string, Claim[]>(subjects.map((s) => [s, []]));
  for (const row of rows) bySubject.get(row.whole)?.push(claimOf(row));
  await db.deleteFrom("fact").where("subject_id", "in", [...subjects]).execute();
  const facts = [...bySubject].flatMap(([subject, claims]) => factRows(subject, claims));
  for (let i = 0; i < facts.length; i += 2_000) {
    await sql`insert into fact select * from jsonb_populate_recordset(null::fact, ${JSON.stringify(facts.slice(i, i + 2_000))}::text::jsonb)`.execute(db);
  }
}

/** The canonical ids of these entities, and of the ones that were merged into or out of them. */
export async function canonicalOf(db: Db, entities: readonly string[]): Promise<string[]> {
  if (entities.length === 0) return [];
  const rows = await db.selectFrom("entity").select("canonical_id").distinct().where("id", "in", [...entities]).execute();
  return rows.map((r) => r.canonical_id);
}

/** Brings the facts of these subjects up to date at once, or leaves a large batch to `settleFacts`. */
export async function refreshFacts(db: Db, subjects: Iterable<string>): Promise<void> {
  const touched = await canonicalOf(db, [...new Set(subjects)].slice(0, FACTS_AT_ONCE + 1));
  if (touched.length > FACTS_AT_ONCE) await markDirty(db, [...new Set(subjects)]);
  else for (let i = 0; i < touched.length; i += SUBJECTS_PER_STEP) await refresh(db, touched.slice(i, i + SUBJECTS_PER_STEP));
}

/**
 * Works through the subjects that a large batch left behind. Each step is a transaction, so it can be stopped and run again;
 * memory holds one step's claims.
 * @param onProgress subjects done so far.
 */
export async function settleFacts(db: Kysely<Schema>, onProgress?: (done: number) => void, signal?: AbortSignal): Promise<number> {
  let done = 0;
  for (;;) {
    if (signal?.aborted) return done;
    const batch = await db.selectFrom("fact_dirty").select("subject_id").orderBy("subject_id").limit(SUBJECTS_PER_STEP).execute();
    if (batch.length === 0) return done;
    await db.transaction().execute(async (tx) => {
      const ids = batch.map((b) => b.subject_id);
      await refresh(tx, await canonicalOf(tx, ids));
      await tx.deleteFrom("fact_dirty").where("subject_id", "in", ids).execute();
    });
    done += batch.length;
    onProgress?.(done);
  }
}

/** Drops all facts and works them out again from claims. */
export async function rebuildFacts(db: Kysely<Schema>, onProgress?: (done: number) => void): Promise<number> {
  await db.transaction().execute(async (tx) => {
    await sql`delete from fact`.execute(tx);
    await sql`insert into fact_dirty select distinct canonical_id from entity on conflict do nothing`.execute(tx);
  });
  return await settleFacts(db, onProgress);
}
