/**
 * Verification: reads the whole ledger again and works out every hash.
 * Invariant: a row that was altered, dropped, added or moved since it was recorded is named.
 */
import type { Database } from "../db/index.ts";
import type { Label } from "../kernel/index.ts";
import { changesInOrder, entriesOf } from "./exchange.ts";
import { chainHash, GENESIS } from "./journal.ts";
import { entryHash } from "./rows.ts";

export interface Flaw {
  change: number;
  entry?: string;
  message: Label;
}

export interface Verification {
  changes: number;
  entries: number;
  /** Hash of the whole ledger: the last link of the chain. */
  head: string;
  flaws: Flaw[];
}

/** @param onProgress change sets checked so far. Lists every flaw, does not stop at the first. */
export async function verifyLedger(database: Database, onProgress?: (changes: number) => void): Promise<Verification> {
  const result: Verification = { changes: 0, entries: 0, head: GENESIS, flaws: [] };
  let seq = 0;
  for await (const change of changesInOrder(database.writer)) {
    const flaw = (zh: string, en: string, entry?: string): void => {
      result.flaws.push({ change: change.seq, ...(entry ? { entry } : {}), message: { zh, en } });
    };
    if (change.seq !== seq + 1) flaw(`变更集 ${seq + 1} 至 ${change.seq - 1} 缺失`, `change sets ${seq + 1} to ${change.seq - 1} are missing`);
    if (change.prev_hash !== result.head) flaw(`变更集 ${change.seq} 与前一个不相接`, `change set ${change.seq} does not follow the one before`);
    const found = await entriesOf(database.writer, change);
    if (found.length !== change.entries) flaw(`变更集 ${change.seq} 应有 ${change.entries} 条，实有 ${found.length} 条`, `change set ${change.seq} recorded ${change.entries} entries, ${found.length} are there`);
    const hashes = found.map(({ entry, hash }) => {
      const now = entryHash(entry);
      if (now !== hash) flaw(`${entry.kind} ${"id" in entry ? entry.id : ""} 被改动过`, `${entry.kind} ${"id" in entry ? entry.id : ""} was altered`, "id" in entry ? entry.id : undefined);
      return now;
    });
    const { hash, ...header } = change;
    if (chainHash(header, hashes) !== hash) flaw(`变更集 ${change.seq} 的哈希不符`, `the hash of change set ${change.seq} does not fit its content`);
    result.head = change.hash;
    result.changes++;
    result.entries += found.length;
    seq = change.seq;
    onProgress?.(result.changes);
  }
  return result;
}
