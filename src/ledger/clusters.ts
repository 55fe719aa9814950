/**
 * Clusters of entities that are one: derived from judgements, never stored as truth.
 * Invariant: an entity's canonical id is a pure function of the judgement table; undoing a judgement undoes the merge,
 * and no claim is ever touched.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId } from "../kernel/index.ts";
import { markDirty, refreshFacts } from "./facts-store.ts";
import { appendChange, inTransaction, type Ctx } from "./journal.ts";
import type { ChangeSetRecord, JudgementRecord } from "./model.ts";

type Tx = Transaction<Schema> | Kysely<Schema>;

/** The last word on each pair. */
async function standing(tx: Tx): Promise<{ left_id: string; right_id: string; verdict: string }[]> {
  const rows = await sql<{ left_id: string; right_id: string; verdict: string }>`select distinct on (least(left_id, right_id), greatest(left_id, right_id))
    left_id, right_id, verdict from judgement order by least(left_id, right_id), greatest(left_id, right_id), at desc, id desc`.execute(tx);
  return rows.rows;
}

/** Works out every canonical id again. The oldest entity of a cluster stands for it. @returns all entities whose facts this touches. */
export async function recluster(tx: Tx): Promise<string[]> {
  const parent = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    while ((parent.get(root) ?? root) !== root) root = parent.get(root)!;
    return root;
  };
  for (const { left_id, right_id, verdict } of await standing(tx)) {
    if (verdict !== "same") continue;
    const [a, b] = [find(left_id), find(right_id)].sort();
    if (a !== b) parent.set(b!, a!);
    if (!parent.has(a!)) parent.set(a!, a!);
  }
  const wanted = new Map([...parent.keys()].map((id) => [id, find(id)]));
  const merged = await sql<{ id: string; canonical_id: string }>`select id, canonical_id from entity where canonical_id <> id`.execute(tx);
  const changed: string[] = [];
  for (const row of merged.rows) if (!wanted.has(row.id)) wanted.set(row.id, row.id);
  const now = new Map(merged.rows.map((r) => [r.id, r.canonical_id]));
  for (const [id, canonical_id] of wanted) {
    if ((now.get(id) ?? id) === canonical_id) continue;
    await tx.updateTable("entity").set({ canonical_id }).where("id", "=", id).execute();
    changed.push(id, canonical_id, now.get(id) ?? id);
  }
  return [...new Set(changed)];
}

/**
 * Records a judgement on two entities and derives the clusters again.
 * @throws AppError `ledger/one-entity` for a pair of one.
 */
export async function judge(db: Kysely<Schema>, ctx: Ctx, judgement: Omit<JudgementRecord, "id">): Promise<ChangeSetRecord> {
  return await inTransaction(db, async (tx) => (await judgeIn(tx, ctx, [judgement])).change);
}

/** As `judge`, for several pairs in one change set, inside a transaction that the caller holds. @returns the judgements' ids in order. */
export async function judgeIn(tx: Transaction<Schema>, ctx: Ctx, judgements: readonly Omit<JudgementRecord, "id">[]): Promise<{ change: ChangeSetRecord; ids: string[] }> {
  for (const { left_id, right_id } of judgements) {
    if (left_id === right_id) throw new AppError("ledger/one-entity", { id: left_id }, { zh: "两边是同一个条目", en: "both sides are the same entity" });
  }
  const entries = judgements.map((judgement) => ({ kind: "judgement" as const, ...judgement, id: newId(ctx.clock) }));
  const change = await appendChange(tx, ctx, { kind: "judge", note: judgements[0]?.note ?? "", entries });
  const changed = await recluster(tx);
  const affected = [...new Set([...changed, ...judgements.flatMap((j) => [j.left_id, j.right_id])])];
  // Facts filed under an entity that no longer stands for itself go with it.
  await sql`delete from fact where subject_id in (select id from entity where id = any(${`{${affected.join(",")}}`}::uuid[]))`.execute(tx);
  await markDirty(tx, affected);
  await refreshFacts(tx, affected);
  return { change, ids: entries.map((e) => e.id) };
}
