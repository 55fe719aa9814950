/**
 * Names of registers in the search indexes: filed when a register is shown and when the server starts, let go when it is taken away.
 * Invariant: without an index the database is asked; a row is only ever shown through the viewer's own reader.
 */
import type { Kysely } from "kysely";
import type { Database, Schema } from "../db/index.ts";
import { registerScope, type RecordSearch } from "../entities/index.ts";
import { registerNames, registersOf, rowsByNumber, searchRegister, type Register, type RegisterRow } from "../entities/registers/index.ts";
import { readUscc } from "../entities/identity/index.ts";
import type { Visibility } from "../kernel/index.ts";

type Search = RecordSearch | undefined;

/** Files a register's names in the background. */
export function indexRegister(database: Database, search: Search, register: Register): void {
  if (register.state === "complete") void search?.indexes.indexNames(registerScope(register.id), registerNames(database.writer, register)).catch(() => undefined);
}

/** Files the names of every register, the newest first, one after the other; ends when the signal does. */
export async function indexRegisters(database: Database, search: RecordSearch, signal?: AbortSignal): Promise<void> {
  for (const register of await registersOf(database.writer)) {
    if (signal?.aborted) return;
    if (register.state === "complete") await search.indexes.indexNames(registerScope(register.id), registerNames(database.writer, register, signal), signal ? { signal } : {}).catch(() => undefined);
  }
}

export const forgetRegister = (search: Search, id: string): void => search?.indexes.forget(registerScope(id));

/** Rows for what has been typed, best first: by the index where it stands (pinyin, initials and slips included), else by the database. */
export async function findRows(db: Kysely<Schema>, search: Search, clearance: Visibility, register_id: string, q: string, limit: number): Promise<RegisterRow[]> {
  const hits = readUscc(q) === undefined ? search?.indexes.find(q, { scopes: [registerScope(register_id)], clearance, limit }) : undefined;
  if (hits === undefined || hits.length === 0) return await searchRegister(db, register_id, q, limit);
  const rows = new Map((await rowsByNumber(db, register_id, hits.map((h) => Number(h.id)))).map((r) => [r.row, r]));
  return hits.flatMap((h) => rows.get(Number(h.id)) ?? []);
}
