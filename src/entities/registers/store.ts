/**
 * SQL of registers: their heads, rows, flawed rows, remembered mappings and candidate links.
 * Invariant: rows of a register are written only while it is being read, in the order of the file, each batch with the place it reached.
 */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { insertMany, type RegisterRowTable, type RegisterTable, type Schema } from "../../db/index.ts";
import { AppError, isId, VISIBILITIES, type Problem } from "../../kernel/index.ts";
import type { IndexedName } from "../search-indexes.ts";
import type { LeanRow } from "./link-thread.ts";
import type { FlawedRow, Mapping, OtherName, Register, RegisterRow, RowNote } from "./model.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

export function registerOf(row: Selectable<RegisterTable>): Register {
  const { encoding, sheet, source_id, completed_at, linked_at, visibility, at, mapping_key: _key, ...rest } = row;
  return {
    ...rest, bytes: Number(row.bytes), mapping: row.mapping as Mapping, citation: row.citation as Register["citation"], noted: row.noted as Register["noted"],
    state: row.state as Register["state"], visibility: VISIBILITIES[visibility]!, at: at.toISOString(),
    ...(encoding ? { encoding } : {}), ...(sheet ? { sheet } : {}), ...(source_id ? { source_id } : {}),
    ...(completed_at ? { completed_at: completed_at.toISOString() } : {}), ...(linked_at ? { linked_at: linked_at.toISOString() } : {}),
  };
}

/** @throws AppError `registers/no-register`. */
export async function registerBy(db: Db, id: string): Promise<Register> {
  const row = isId(id) ? await db.selectFrom("register").selectAll().where("id", "=", id).executeTakeFirst() : undefined;
  if (!row) throw new AppError("registers/no-register", { id }, { status: 404, zh: `没有编号为 ${id} 的名册`, en: `there is no register ${id}`, hint: { zh: "见名册的列表", en: "see the list of registers" } });
  return registerOf(row);
}

export async function registersOf(db: Db): Promise<Register[]> {
  const rows = await db.selectFrom("register").selectAll().orderBy("at", "desc").orderBy("id", "desc").limit(1_000).execute();
  return rows.map(registerOf);
}

export async function registerOfFile(db: Db, sha256: string, mapping_key?: string): Promise<Register | undefined> {
  let query = db.selectFrom("register").selectAll().where("sha256", "=", sha256);
  if (mapping_key !== undefined) query = query.where("mapping_key", "=", mapping_key);
  const row = await query.orderBy("at", "desc").limit(1).executeTakeFirst();
  return row ? registerOf(row) : undefined;
}

export async function insertRegister(db: Db, register: Register, mapping_key: string): Promise<void> {
  await db.insertInto("register").values({
    id: register.id, title: register.title, file_name: register.file_name, sha256: register.sha256, bytes: register.bytes, format: register.format,
    encoding: register.encoding ?? null, sheet: register.sheet ?? null, header_row: register.header_row, header: JSON.stringify(register.header),
    mapping: JSON.stringify(register.mapping), mapping_key, entity_type: register.entity_type, citation: JSON.stringify(register.citation), source_id: null,
    state: register.state, last_row: register.last_row, rows_sound: 0, rows_flawed: 0, noted: "{}", visibility: VISIBILITIES.indexOf(register.visibility),
    actor: register.actor, at: register.at, completed_at: null, linked_at: null,
  }).execute();
}

const nullable = (text: string | undefined): string | null => text ?? null;

/** Writes one batch and how far the reading has come. @returns false when somebody else has moved the register on. */
export async function writeBatch(tx: Transaction<Schema>, register: Register, sound: readonly RegisterRow[], flawed: readonly FlawedRow[], reached: number): Promise<boolean> {
  const noted: Record<string, number> = { ...register.noted };
  for (const row of sound) for (const note of row.notes) noted[note] = (noted[note] ?? 0) + 1;
  const next = { rows_sound: register.rows_sound + sound.length, rows_flawed: register.rows_flawed + flawed.length };
  const moved = await tx.updateTable("register").set({ last_row: reached, ...next, noted: JSON.stringify(noted) })
    .where("id", "=", register.id).where("state", "=", "reading").where("last_row", "=", register.last_row).executeTakeFirst();
  if (Number(moved.numUpdatedRows) !== 1) return false;
  await insertMany(tx, "register_row", sound.map((r) => ({
    register_id: register.id, row: r.row, cells: JSON.stringify(r.cells), name_zh: nullable(r.name_zh), name_en: nullable(r.name_en),
    other_names: r.other_names.length === 0 ? null : JSON.stringify(r.other_names), normal: r.normal, uscc: nullable(r.uscc), lei: nullable(r.lei),
    stock: nullable(r.stock), place: nullable(r.place), notes: r.notes.length === 0 ? null : r.notes.join(" "),
  })));
  await insertMany(tx, "register_flaw", flawed.map((r) => ({ register_id: register.id, row: r.row, cells: JSON.stringify(r.cells), reasons: r.reasons })));
  Object.assign(register, next, { last_row: reached, noted });
  return true;
}

export function rowOf(row: Omit<Selectable<RegisterRowTable>, "register_id">): RegisterRow {
  return {
    row: row.row, cells: JSON.parse(row.cells) as string[], ...(row.name_zh ? { name_zh: row.name_zh } : {}), ...(row.name_en ? { name_en: row.name_en } : {}),
    other_names: row.other_names ? (JSON.parse(row.other_names) as OtherName[]) : [], normal: row.normal,
    ...(row.uscc ? { uscc: row.uscc } : {}), ...(row.lei ? { lei: row.lei } : {}), ...(row.stock ? { stock: row.stock } : {}), ...(row.place ? { place: row.place } : {}),
    notes: row.notes ? (row.notes.split(" ") as RowNote[]) : [],
  };
}

/** @throws AppError `registers/no-row`, naming every row that is not there. */
export async function rowsByNumber(db: Db, register_id: string, rows: readonly number[]): Promise<RegisterRow[]> {
  const found = await db.selectFrom("register_row").selectAll().where("register_id", "=", register_id).where("row", "in", [...rows]).orderBy("row").execute();
  const missing = rows.filter((n) => !found.some((f) => f.row === n));
  if (missing.length > 0) {
    throw new AppError("registers/no-row", { rows: missing }, { status: 404, zh: `名册中没有这些行：${missing.slice(0, 20).join("、")}`, en: `the register has no usable row ${missing.slice(0, 20).join(", ")}`, hint: { zh: "行号是文件里的行号；不能用的行见 register show", en: "rows are numbered as in the file; unusable ones are listed by register show" } });
  }
  return found.map(rowOf);
}

/** Rows in the order of the file, after a row. */
export async function rowsAfter(db: Db, register_id: string, after: number, limit: number): Promise<RegisterRow[]> {
  const rows = await db.selectFrom("register_row").selectAll().where("register_id", "=", register_id).where("row", ">", after).orderBy("row").limit(limit).execute();
  return rows.map(rowOf);
}

/** All rows in the order of the file, as short as matching needs them; a page comes over in one cell. */
export async function* leanRows(db: Db, register_id: string, signal?: AbortSignal): AsyncGenerator<LeanRow[]> {
  for (let after = -1; ;) {
    signal?.throwIfAborted();
    const page = sql`select row, name_zh, name_en, other_names, uscc, lei, stock, place from register_row where register_id = ${register_id} and row > ${after}::int order by row limit ${LEAN_ROWS}`;
    const { rows } = await sql<{ rows: Lean[] }>`select coalesce(json_agg(json_build_array(row, name_zh, name_en, other_names, uscc, lei, stock, place) order by row), '[]'::json) as rows from (${page}) page`.execute(db);
    const lean = rows[0]!.rows;
    if (lean.length === 0) return;
    yield lean.map(([row, zh, en, others, uscc, lei, stock, place]) => [row, [zh, en, ...(others ? (JSON.parse(others) as OtherName[]).map((o) => o.text) : [])].filter((n): n is string => n !== null), uscc, lei, stock, place]);
    after = lean.at(-1)![0];
  }
}

/** Every name of a register for a search index, filed under its row. */
export async function* registerNames(db: Db, register: Register, signal?: AbortSignal): AsyncGenerator<IndexedName> {
  const visibility = VISIBILITIES.indexOf(register.visibility);
  for await (const page of leanRows(db, register.id, signal)) {
    for (const [row, names] of page) for (const name of names) yield { id: String(row), name, visibility };
  }
}

const LEAN_ROWS = 20_000;
type Lean = [number, string | null, string | null, string | null, string | null, string | null, string | null, string | null];

export async function flawsAfter(db: Db, register_id: string, after: number, limit: number): Promise<FlawedRow[]> {
  const rows = await db.selectFrom("register_flaw").selectAll().where("register_id", "=", register_id).where("row", ">", after).orderBy("row").limit(limit).execute();
  return rows.map((r) => ({ row: r.row, cells: JSON.parse(r.cells) as string[], reasons: r.reasons as Problem[] }));
}

/** Takes a register and all its rows away. Judgements on its rows go with it. */
export async function dropRegister(db: Kysely<Schema>, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of ["register_link", "register_judgement", "register_flaw", "register_row"] as const) await tx.deleteFrom(table).where("register_id", "=", id).execute();
    await tx.deleteFrom("register").where("id", "=", id).execute();
  });
}

export async function mappingFor(db: Db, signature: string): Promise<Mapping | undefined> {
  const row = await db.selectFrom("register_mapping").select("mapping").where("signature", "=", signature).executeTakeFirst();
  return row?.mapping as Mapping | undefined;
}

export async function rememberMapping(db: Db, signature: string, mapping: Mapping, actor: string, at: string): Promise<void> {
  await sql`insert into register_mapping (signature, mapping, actor, at) values (${signature}, ${JSON.stringify(mapping)}::json, ${actor}, ${at}::timestamptz)
    on conflict (signature) do update set mapping = excluded.mapping, actor = excluded.actor, at = excluded.at`.execute(db);
}
