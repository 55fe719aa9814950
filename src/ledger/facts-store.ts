/**
 * The facts table: a projection of accepted claims by the rule of `fact.ts`, one row per group and range of clearance.
 * Invariant: dropping the table and rebuilding it from claims gives the same rows to the byte.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import { insertMany, type Schema } from "../db/index.ts";
import { VISIBILITIES } from "../kernel/index.ts";
import { chooseFacts, type Choice } from "./fact.ts";
import type { Claim } from "./model.ts";
import { claimOfJson, idList, rankOf, type ClaimJson } from "./rows.ts";
import { rulingsOfSubjects, standingPreferences, visibleAt, type Ruling } from "./ruling.ts";
import { retally } from "./tally.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** Change sets that touch more subjects than this leave their facts to the next `settleFacts`. */
export const FACTS_AT_ONCE = 2_000;
const SUBJECTS_PER_STEP = 500;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Facts of one subject for every clearance; viewers who would see the same choice share a row.
 * @param claims the accepted ones; where there are rulings, the proposed ones too, since a ruling stands by all claims of its finding.
 */
export function factRows(subject_id: string, claims: readonly Claim[], rulings: readonly Ruling[] = []): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  const accepted = claims.filter((c) => c.status === "accepted");
  const highest = [...claims, ...rulings].reduce((max, c) => Math.max(max, rankOf(c.visibility)), 0);
  const open = new Map<string, Record<string, unknown>>();
  for (let clearance = 0; clearance <= highest; clearance++) {
    const seen = highest === 0 ? accepted : accepted.filter((c) => rankOf(c.visibility) <= clearance);
    const preferences = rulings.length === 0 ? [] : standingPreferences(claims.filter((c) => rankOf(c.visibility) <= clearance), rulings.filter((r) => visibleAt(r, clearance)));
    for (const { key, choice } of chooseFacts(seen, preferences)) {
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
    await sql`insert into fact_dirty select distinct unnest(${idList(subjects.slice(i, i + 5_000))}::uuid[]) on conflict do nothing`.execute(db);
  }
}

/** Works out again the facts of these canonical subjects (given as canonical ids). */
async function refresh(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  const rulings = await rulingsOfSubjects(db, subjects);
  const statuses = rulings.size > 0 ? ["accepted", "proposed"] : ["accepted"];
  // Laterals with an offset are looked up by key one after the other whatever the planner believes of the tables' sizes:
  // a hash join here would read the whole ledger at every step.
  const { rows } = await sql<{ id: string; claims: ClaimJson[] }>`select s.id, json_agg(c) as claims from unnest(${idList(subjects)}::uuid[]) as s(id)
    cross join lateral (select id from entity where canonical_id = s.id offset 0) e
    cross join lateral (select * from claim where subject_id = e.id and status = any(${`{${statuses.join(",")}}`}::text[]) offset 0) c group by s.id`.execute(db);
  const found = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await db.deleteFrom("fact").where("subject_id", "=", sql<string>`any(${idList(subjects)}::uuid[])`).execute();
  await insertMany(db, "fact", found.flatMap((row) => factRows(row.id, row.claims.map(claimOfJson), rulings.get(row.id))));
}

/**
 * Facts of entities that this very change set entered, from the claims in hand: nothing need be read back.
 * @returns the entities that the ledger held claims on before it held them; their facts are the caller's to refresh.
 */
export async function factsOfEntered(db: Db, change_seq: number, claims: ReadonlyMap<string, readonly Claim[]>): Promise<string[]> {
  const older = await sql<{ subject_id: string }>`select e as subject_id from unnest(${idList([...claims.keys()])}::uuid[]) e
    where exists (select from claim where claim.subject_id = e and claim.change_seq < ${change_seq}::bigint)`.execute(db);
  const before = new Set(older.rows.map((r) => r.subject_id));
  await insertMany(db, "fact", [...claims].flatMap(([subject, list]) => (before.has(subject) ? [] : factRows(subject, list))));
  return [...before];
}

/** The canonical ids of these entities, and of the ones that were merged into or out of them. */
export async function canonicalOf(db: Db, entities: readonly string[]): Promise<string[]> {
  if (entities.length === 0) return [];
  const rows = await db.selectFrom("entity").select("canonical_id").distinct().where("id", "=", sql<string>`any(${idList(entities)}::uuid[])`).execute();
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
  let last = FIRST_ID;
  for (;;) {
    if (signal?.aborted) return done;
    // By key, not from the top: the rows deleted by earlier steps are not walked over again.
    const batch = await db.selectFrom("fact_dirty").select("subject_id").where("subject_id", ">", last).orderBy("subject_id").limit(SUBJECTS_PER_STEP).execute();
    if (batch.length === 0) {
      if (last === FIRST_ID) return done;
      last = FIRST_ID; // once more from the top, for what was marked meanwhile
      continue;
    }
    last = batch.at(-1)!.subject_id;
    await db.transaction().execute(async (tx) => {
      const ids = batch.map((b) => b.subject_id);
      await refresh(tx, await canonicalOf(tx, ids));
      await tx.deleteFrom("fact_dirty").where("subject_id", "=", sql<string>`any(${idList(ids)}::uuid[])`).execute();
    });
    done += batch.length;
    onProgress?.(done);
  }
}

/** Drops all facts and works them out again from claims; counts again as well. */
export async function rebuildFacts(db: Kysely<Schema>, onProgress?: (done: number) => void): Promise<number> {
  await db.transaction().execute(async (tx) => {
    await sql`truncate fact`.execute(tx);
    await retally(tx);
    await sql`insert into fact_dirty select distinct canonical_id from entity on conflict do nothing`.execute(tx);
  });
  return await settleFacts(db, onProgress);
}
