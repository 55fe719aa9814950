/**
 * Rows of a register by name, code or part of a name. Invariant: equal names first, then names that begin so, then names that contain it; the
 * cost is bounded by the register's size only for the last, and that one stops at the limit.
 */
import type { Kysely, Selectable } from "kysely";
import type { RegisterRowTable, Schema } from "../../db/index.ts";
import { normalName, readUscc } from "../identity/index.ts";
import type { RegisterRow } from "./model.ts";
import { rowOf } from "./store.ts";

type Row = Selectable<RegisterRowTable>;
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (c) => `\\${c}`);

/** @returns at most `limit` rows, best first. */
export async function searchRegister(db: Kysely<Schema>, register_id: string, text: string, limit = 50): Promise<RegisterRow[]> {
  const normal = normalName(text.slice(0, 200));
  const found = new Map<number, Row>();
  const take = (rows: readonly Row[]): void => {
    for (const row of rows) if (!found.has(row.row) && found.size < limit) found.set(row.row, row);
  };
  const uscc = readUscc(text);
  const rows = db.selectFrom("register_row").selectAll().where("register_id", "=", register_id);
  if (uscc !== undefined) take(await rows.where("uscc", "=", uscc).limit(limit).execute());
  if (normal !== "") {
    take(await rows.where("normal", "=", normal).orderBy("row").limit(limit).execute());
    if (found.size < limit) take(await rows.where("normal", "like", `${escapeLike(normal)}%`).orderBy("normal").limit(limit).execute());
  }
  if (found.size < limit && text.trim().length >= 2) {
    const like = `%${escapeLike(text.trim())}%`;
    take(await rows.where((eb) => eb.or([eb("normal", "like", `%${escapeLike(normal)}%`), eb("name_en", "ilike", like), eb("other_names", "ilike", like)])).limit(limit - found.size).execute());
  }
  return [...found.values()].map(rowOf);
}
