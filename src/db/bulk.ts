/**
 * Many rows into one table in one statement, by the quickest way that the engine has: COPY from memory in the embedded engine,
 * one JSON parameter on a server. Invariant: both ways store the same values, and a member that is absent or undefined is null.
 */
import { CompiledQuery, sql, type Kysely, type Transaction } from "kysely";
import { CopyingAdapter } from "./pglite-dialect.ts";
import type { Schema } from "./schema.ts";

const ROWS_PER_STATEMENT = 5_000;

export type BulkRow = Readonly<Record<string, unknown>>;

/** One field of CSV: null is empty, text is quoted, arrays and objects (jsonb columns) are JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
}

function copyOf(table: string, rows: readonly BulkRow[]): CompiledQuery {
  const columns = new Set<string>();
  for (const row of rows) for (const key in row) columns.add(key);
  const names = [...columns];
  const lines = rows.map((row) => {
    let line = "";
    for (let i = 0; i < names.length; i++) line += i === 0 ? cell(row[names[i]!]) : `,${cell(row[names[i]!])}`;
    return line;
  });
  const quoted = names.map((name) => `"${name}"`).join(",");
  return CompiledQuery.raw(`copy "${table}" (${quoted}) from '/dev/blob' with (format csv)`, [new Blob([lines.join("\n")])]);
}

/**
 * Inserts rows whose members are named as the columns are. Table and column names come from the house, never from a user.
 * @throws what the engine says, with its SQLSTATE in `code`.
 */
export async function insertMany(db: Kysely<Schema> | Transaction<Schema>, table: keyof Schema, rows: readonly BulkRow[]): Promise<void> {
  const copies = db.getExecutor().adapter instanceof CopyingAdapter;
  for (let i = 0; i < rows.length; i += ROWS_PER_STATEMENT) {
    const page = rows.slice(i, i + ROWS_PER_STATEMENT);
    // A few rows are quicker in one round trip than by COPY.
    if (copies && page.length > 20) await db.executeQuery(copyOf(table, page));
    else await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(page)}::text::json)`.execute(db);
  }
}
