/**
 * The one door by which anything enters the ledger: a change set, written whole or not at all.
 * Invariant: change sets form a chain; each one's hash covers the hash before it, its own header and the hash of each of
 * its entries in order, so that no recorded row can be altered, dropped or slipped in without `verify` naming it.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import { AppError, canonicalJson, newId, sha256Hex, type Clock, type Visibility, VISIBILITIES } from "../kernel/index.ts";
import { insertMany, type BulkRow, type Schema } from "../db/index.ts";
import type { ChangeSetRecord, Entry } from "./model.ts";
import { claimRow, entryHash, rankOf } from "./rows.ts";
import { addToTally, tallyOfEntries } from "./tally.ts";

/** Who acts, and by which clock. */
export interface Ctx {
  actor: string;
  clock: Clock;
}

export interface ChangeInput {
  /** What was done, one of a few plain words: `read`, `import`, `decide`, `correct`, `merge`, `edit`, `record`, `enter`, `rule`, `undo`. */
  kind: string;
  note?: string;
  entries: Entry[];
}

/** Hash of the state before anything was written. */
export const GENESIS = sha256Hex("lightvalley ledger 1");

const LEDGER_LOCK = 5_160_400_741;

/** @returns the hash of a change set from its header and its entries' hashes in order. */
export function chainHash(header: Omit<ChangeSetRecord, "hash">, entryHashes: readonly string[]): string {
  return sha256Hex(`${canonicalJson(header)}\n${entryHashes.join("\n")}`);
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; say so with the place, before anything is written. */
function assertStorable(entry: Entry): void {
  const flaw = (value: unknown, path: string): string | undefined => {
    if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? path : undefined;
    if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) {
        const found = flaw(inner, path ? `${path}.${key}` : key);
        if (found) return found;
      }
    }
    return undefined;
  };
  const path = flaw(entry, "");
  if (path) {
    throw new AppError("ledger/text-not-storable", { kind: entry.kind, path }, {
      zh: `${entry.kind} 的 ${path} 含有空字符或残缺的字符`,
      en: `${path} of the ${entry.kind} holds a null byte or half a character`,
      hint: { zh: "请去掉该字符后重试", en: "remove that character and try again" },
    });
  }
}

/** Takes the ledger's write lock for the rest of the transaction and returns the head of the chain. */
export async function lockHead(tx: Transaction<Schema>): Promise<{ seq: number; hash: string }> {
  await sql`select pg_advisory_xact_lock(${LEDGER_LOCK}::bigint)`.execute(tx);
  const head = await tx.selectFrom("change_set").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return head ? { seq: Number(head.seq), hash: head.hash } : { seq: 0, hash: GENESIS };
}

/**
 * Appends one change set inside an open transaction. Projections other than status and names are the caller's to refresh
 * (`refreshFacts`), so that a batch pays for them once.
 * @throws AppError `ledger/text-not-storable`; `ledger/empty-change` for no entries.
 */
export async function appendChange(tx: Transaction<Schema>, ctx: Ctx, input: ChangeInput): Promise<ChangeSetRecord> {
  if (input.entries.length === 0) {
    throw new AppError("ledger/empty-change", {}, { zh: "没有任何内容可记入", en: "there is nothing to record" });
  }
  for (const entry of input.entries) assertStorable(entry);
  const head = await lockHead(tx);
  const at = ctx.clock.now().toISOString();
  const visibility = input.entries.reduce<number>((max, e) => Math.max(max, "visibility" in e ? rankOf(e.visibility) : 0), 0);
  const header = {
    id: newId(ctx.clock), seq: head.seq + 1, kind: input.kind, actor: ctx.actor, at, note: input.note ?? "", entries: input.entries.length,
    visibility: VISIBILITIES[visibility] as Visibility, prev_hash: head.hash,
  };
  const hashes = input.entries.map(entryHash);
  const change: ChangeSetRecord = { ...header, hash: chainHash(header, hashes) };
  await writeChange(tx, change, input.entries, hashes);
  return change;
}

/** Writes a change set whose hashes are already known (`appendChange`, or an import that has verified them). */
export async function writeChange(tx: Transaction<Schema>, change: ChangeSetRecord, entries: readonly Entry[], hashes: readonly string[]): Promise<void> {
  await tx.insertInto("change_set").values({ ...change, visibility: rankOf(change.visibility) }).execute();
  const rows = new Map<EntryTable, BulkRow[]>();
  entries.forEach((entry, n) => {
    const { table, row } = rowFor(entry, change, n, hashes[n]!);
    const list = rows.get(table);
    if (list) list.push(row);
    else rows.set(table, [row]);
  });
  const sources = rows.get("source");
  if (sources) await tx.updateTable("source").set({ is_current: false }).where("id", "in", sources.map((r) => String(r["id"]))).execute();
  for (const table of ENTRY_TABLES) await insertMany(tx, table, rows.get(table) ?? []);
  await addToTally(tx, tallyOfEntries(change, entries));
}

const ENTRY_TABLES = ["entity", "source", "document", "claim", "decision", "judgement", "lexicon", "ruling"] as const;
type EntryTable = (typeof ENTRY_TABLES)[number];

function rowFor(entry: Entry, change: ChangeSetRecord, n: number, hash: string): { table: EntryTable; row: Record<string, unknown> } {
  const place = { change_id: change.id, n, hash };
  switch (entry.kind) {
    case "entity":
      return { table: "entity", row: { id: entry.id, type: entry.type, slug: entry.slug, label_zh: entry.label.zh ?? null, label_en: entry.label.en ?? null, visibility: rankOf(entry.visibility), canonical_id: entry.id, ...place } };
    case "source": {
      const { kind: _kind, what, ...record } = entry;
      return { table: "source", row: { ...record, kind: what, visibility: rankOf(entry.visibility), is_current: true, ...place } };
    }
    case "document": {
      const { kind: _kind, ...record } = entry;
      return { table: "document", row: { ...record, visibility: rankOf(entry.visibility), ...place } };
    }
    case "claim":
      return { table: "claim", row: claimRow(entry, change, n, hash) };
    case "decision": {
      const { kind: _kind, ...record } = entry;
      return { table: "decision", row: { ...record, visibility: rankOf(entry.visibility), actor: change.actor, at: change.at, change_seq: change.seq, ...place } };
    }
    case "judgement": {
      const { kind: _kind, ...record } = entry;
      return { table: "judgement", row: { ...record, actor: change.actor, at: change.at, ...place } };
    }
    case "ruling": {
      const { kind: _kind, check, ...record } = entry;
      return { table: "ruling", row: { ...record, check_name: check, visibility: rankOf(entry.visibility), actor: change.actor, at: change.at, change_seq: change.seq, ...place } };
    }
    case "lexicon": {
      const { kind: _kind, what, ...record } = entry;
      return { table: "lexicon", row: { ...record, kind: what, actor: change.actor, at: change.at, ...place } };
    }
  }
}

/** Runs `work` in one transaction on the writer. */
export async function inTransaction<T>(db: Kysely<Schema>, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return await db.transaction().execute(work);
}
