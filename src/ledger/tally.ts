/**
 * How much the ledger holds, by noun, status and visibility: a projection kept in the transaction that changes it.
 * Invariant: a tally equals a count of the rows; `retally` makes it again from them.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import type { ChangeSetRecord, Entry } from "./model.ts";
import { rankOf } from "./rows.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

export interface TallyStep {
  noun: "claim" | "entity" | "document" | "change_set";
  status: string;
  visibility: number;
  n: number;
}

/** What a change set adds. */
export function tallyOfEntries(change: Pick<ChangeSetRecord, "visibility">, entries: readonly Entry[]): TallyStep[] {
  const steps: TallyStep[] = [{ noun: "change_set", status: "", visibility: rankOf(change.visibility), n: 1 }];
  for (const e of entries) {
    if (e.kind === "claim") steps.push({ noun: "claim", status: e.entered, visibility: rankOf(e.visibility), n: 1 });
    else if (e.kind === "entity" || e.kind === "document") steps.push({ noun: e.kind, status: "", visibility: rankOf(e.visibility), n: 1 });
  }
  return steps;
}

/** Adds the steps up and writes a row or two, whatever their number. */
export async function addToTally(tx: Db, steps: readonly TallyStep[]): Promise<void> {
  const sums = new Map<string, TallyStep>();
  for (const step of steps) {
    const key = `${step.noun} ${step.status} ${step.visibility}`;
    const sum = sums.get(key);
    if (sum) sum.n += step.n;
    else sums.set(key, { ...step });
  }
  const rows = [...sums.values()].filter((s) => s.n !== 0);
  if (rows.length === 0) return;
  await tx.insertInto("tally").values(rows)
    .onConflict((c) => c.columns(["noun", "status", "visibility"]).doUpdateSet({ n: sql<number>`tally.n + excluded.n` })).execute();
}

/** Counts again. */
export async function retally(tx: Db): Promise<void> {
  await sql`delete from tally`.execute(tx);
  await sql`insert into tally select 'claim', status, visibility, count(*) from claim group by status, visibility
    union all select 'entity', '', visibility, count(*) from entity group by visibility
    union all select 'document', '', visibility, count(*) from document group by visibility
    union all select 'change_set', '', visibility, count(*) from change_set group by visibility`.execute(tx);
}
