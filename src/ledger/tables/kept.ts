/**
 * The columns as a file beside the record, so that a large ledger's tables stand a moment after a start and only follow what has come since.
 * Invariant: a file counts only for the ledger that it was made of: same change set by number and hash, same tables of the database, same columns; else the columns are filled anew.
 */
import { deserialize, serialize } from "node:v8";
import type { Kysely } from "kysely";
import { MIGRATIONS, type Beside, type Schema } from "../../db/index.ts";
import { Columns } from "./columns.ts";
import { Growing, Words } from "./growing.ts";

const FILE = "tables.columns";
/** To be raised when a column, or the rule of names, changes its meaning; new columns are told by their own names. */
const FORMAT = 1;
const PARTS = ["claims", "ties", "decisions", "entities", "sources"] as const;

interface Kept {
  made_of: string;
  seq: number;
  parts: Record<string, Record<string, unknown>>;
}

const columnsOf = (columns: Columns, part: (typeof PARTS)[number]): [string, unknown][] => Object.entries(columns[part]).filter(([, column]) => column instanceof Growing || column instanceof Words || Array.isArray(column));

/** What the columns up to a change set were made of, in one line; undefined where the ledger does not hold it. */
async function madeOf(db: Kysely<Schema>, columns: Columns, seq: number): Promise<string | undefined> {
  const head = await db.selectFrom("change_set").select("hash").where("seq", "=", seq).executeTakeFirst();
  if (!head) return undefined;
  const shape = PARTS.map((part) => [part, columnsOf(columns, part).map(([name]) => name)]);
  return JSON.stringify([FORMAT, seq, head.hash, MIGRATIONS.map((m) => m.name), shape]);
}

/**
 * Writes the columns down as they are: a change set that is just coming in and stands there in part is followed again by whoever takes them up.
 * @returns whether they were written; not where a change set has come in meanwhile.
 */
export async function keepColumns(db: Kysely<Schema>, beside: Beside, columns: Columns): Promise<boolean> {
  const { seq } = columns;
  const made_of = await madeOf(db, columns, seq);
  if (made_of === undefined || columns.seq !== seq) return false;
  const parts = Object.fromEntries(PARTS.map((part) => [part, Object.fromEntries(columnsOf(columns, part).map(([name, column]) =>
    [name, column instanceof Growing ? column.values.slice(0, column.length) : column instanceof Words ? column.list : column]))]));
  await beside.write(FILE, serialize({ made_of, seq, parts } satisfies Kept));
  return true;
}

/** Fills empty columns from the file, if there is one of this ledger. @returns the claims that were read. */
export async function takeUpColumns(db: Kysely<Schema>, beside: Beside, columns: Columns): Promise<number> {
  const bytes = await beside.read(FILE);
  if (bytes === undefined) return 0;
  let kept: Kept;
  try {
    kept = deserialize(bytes) as Kept;
  } catch {
    return 0; // written by a newer program
  }
  if (typeof kept.seq !== "number" || kept.made_of === undefined || kept.made_of !== (await madeOf(db, columns, kept.seq))) return 0;
  for (const part of PARTS) {
    for (const [name, column] of columnsOf(columns, part)) {
      const values = kept.parts[part]![name];
      if (column instanceof Growing) column.take(values as never);
      else if (column instanceof Words) for (const word of values as string[]) column.code(word);
      else for (const value of values as unknown[]) (column as unknown[]).push(value);
    }
  }
  for (const { ids, index } of [columns.entities, columns.sources]) ids.forEach((id, row) => index.set(id, row));
  columns.seq = kept.seq;
  columns.generation++;
  return columns.claims.length;
}
