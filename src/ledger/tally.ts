/**
 * How much the ledger holds, by noun, status and visibility, and how many claims each source has: projections kept in the transaction
 * that changes them. Invariant: a tally equals a count of the rows; `retally` makes it again from them.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import type { ChangeSetRecord, Entry } from "./model.ts";
import { rankOf } from "./rows.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

export interface TallyStep {
  noun: "claim" | "entity" | "document" | "change_set";
  /** Of a claim: its status and its source. */
  status: string;
  source_id?: string;
  visibility: number;
  n: number;
}

/** What a change set adds. */
export function tallyOfEntries(change: Pick<ChangeSetRecord, "visibility">, entries: readonly Entry[]): TallyStep[] {
  const steps: TallyStep[] = [{ noun: "change_set", status: "", visibility: rankOf(change.visibility), n: 1 }];
  for (const e of entries) {
    if (e.kind === "claim") steps.push({ noun: "claim", status: e.entered, source_id: e.source_id, visibility: rankOf(e.visibility), n: 1 });
    else if (e.kind === "entity" || e.kind === "document") steps.push({ noun: e.kind, status: "", visibility: rankOf(e.visibility), n: 1 });
  }
  return steps;
}

/** One step for each key, those that come to nothing left out; in a fixed order, so that two writers never wait for each other. */
function summed(steps: readonly TallyStep[], keyOf: (step: TallyStep) => string): TallyStep[] {
  const sums = new Map<string, TallyStep>();
  for (const step of steps) {
    const key = keyOf(step);
    const sum = sums.get(key);
    if (sum) sum.n += step.n;
    else sums.set(key, { ...step });
  }
  return [...sums].filter(([, s]) => s.n !== 0).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, s]) => s);
}

/** Adds the steps up and writes a few rows, whatever their number. */
export async function addToTally(tx: Db, steps: readonly TallyStep[]): Promise<void> {
  const ledger = summed(steps, (s) => `${s.noun} ${s.status} ${s.visibility}`).map(({ noun, status, visibility, n }) => ({ noun, status, visibility, n }));
  if (ledger.length > 0) {
    await tx.insertInto("tally").values(ledger)
      .onConflict((c) => c.columns(["noun", "status", "visibility"]).doUpdateSet({ n: sql<number>`tally.n + excluded.n` })).execute();
  }
  const sources = summed(steps.filter((s) => s.source_id !== undefined), (s) => `${s.source_id} ${s.status} ${s.visibility}`);
  if (sources.length > 0) {
    const rows = JSON.stringify(sources.map(({ source_id, status, visibility, n }) => ({ source_id, status, visibility, n })));
    await sql`insert into source_tally select * from json_populate_recordset(null::source_tally, ${rows}::text::json)
      on conflict (source_id, status, visibility) do update set n = source_tally.n + excluded.n`.execute(tx);
  }
}

/** Counts again. */
export async function retally(tx: Db): Promise<void> {
  await sql`delete from tally`.execute(tx);
  await sql`insert into tally select 'claim', status, visibility, count(*) from claim group by status, visibility
    union all select 'entity', '', visibility, count(*) from entity group by visibility
    union all select 'document', '', visibility, count(*) from document group by visibility
    union all select 'change_set', '', visibility, count(*) from change_set group by visibility`.execute(tx);
  await sql`delete from source_tally`.execute(tx);
  await sql`insert into source_tally select source_id, status, visibility, count(*) from claim group by source_id, status, visibility`.execute(tx);
}
