/** The SQL of the report room: editions, their files, and what became of claims between two of them. Invariant: readers see what their clearance allows. */
import { hash } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, VISIBILITIES, type Lang } from "../kernel/index.ts";
import type { Edition, EditionFigure } from "./edition.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** An edition without its figures, for lists. */
export type EditionRow = Omit<Edition, "figures" | "request"> & { formats: string[]; figures: number };

export async function saveEdition(db: Kysely<Schema>, edition: Edition, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const rank = VISIBILITIES.indexOf(edition.visibility);
  await db.transaction().execute(async (tx) => {
    const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;
    await sql`insert into edition (id, made_at, actor, visibility, lang, profile, cluster, title, built_on, ledger_hash, ledger_seq, version, request, clocks, figures) values (
      ${edition.id}, ${edition.made_at}::timestamptz, ${edition.actor}, ${rank}, ${edition.lang}, ${edition.profile}, ${edition.cluster}, ${edition.title}, ${edition.built_on}, ${edition.ledger_hash},
      ${edition.ledger_seq}::bigint, ${edition.version}, ${json(edition.request)}, ${json(edition.clocks)}, ${json(edition.figures)}) on conflict (id) do nothing`.execute(tx);
    for (const [format, bytes] of files) {
      await tx.insertInto("edition_file").values({ edition_id: edition.id, format, visibility: rank, sha256: hash("sha256", bytes, "hex"), bytes }).onConflict((c) => c.columns(["edition_id", "format"]).doUpdateSet({ bytes, sha256: hash("sha256", bytes, "hex") })).execute();
    }
  });
}

/** Newest first. */
export async function editionsPage(db: Db, limit: number): Promise<EditionRow[]> {
  const { rows } = await sql<{ row: Omit<EditionRow, "visibility" | "formats"> & { visibility: number; formats: string[] | null } }>`select json_build_object('id', e.id, 'made_at', e.made_at, 'actor', e.actor, 'visibility', e.visibility,
    'lang', e.lang, 'profile', e.profile, 'cluster', e.cluster, 'title', e.title, 'built_on', e.built_on, 'ledger_hash', e.ledger_hash, 'ledger_seq', e.ledger_seq, 'version', e.version, 'clocks', e.clocks,
    'figures', jsonb_array_length(e.figures), 'formats', (select json_agg(f.format order by f.format) from edition_file f where f.edition_id = e.id)) as row
    from edition e order by e.made_at desc, e.id limit ${limit}`.execute(db);
  return rows.map(({ row }) => ({ ...row, made_at: new Date(row.made_at).toISOString(), visibility: VISIBILITIES[row.visibility]!, formats: row.formats ?? [] }));
}

/** @param ref the id or its unmistakable beginning. @throws AppError `report/no-edition`. */
export async function editionBy(db: Db, ref: string): Promise<Edition> {
  const rows = /^[0-9a-f]{4,16}$/.test(ref) ? await db.selectFrom("edition").selectAll().where("id", "like", `${ref}%`).limit(2).execute() : [];
  const row = rows[0];
  if (!row || rows.length > 1) {
    throw new AppError("report/no-edition", { edition: ref }, { status: 404, zh: rows.length > 1 ? `“${ref}”对应不止一个版次` : `没有版次 ${ref}`, en: rows.length > 1 ? `more than one edition begins with ${ref}` : `there is no edition ${ref}` });
  }
  return {
    id: row.id, made_at: row.made_at.toISOString(), actor: row.actor, visibility: VISIBILITIES[row.visibility]!, lang: row.lang as Lang, profile: row.profile, cluster: row.cluster, title: row.title, built_on: row.built_on,
    ledger_hash: row.ledger_hash, ledger_seq: Number(row.ledger_seq), version: row.version, request: row.request as Edition["request"], clocks: row.clocks as Edition["clocks"], figures: row.figures as EditionFigure[],
  };
}

/** @throws AppError `report/no-file`. */
export async function editionFile(db: Db, edition_id: string, format: string): Promise<Uint8Array> {
  const row = await db.selectFrom("edition_file").select("bytes").where("edition_id", "=", edition_id).where("format", "=", format).executeTakeFirst();
  if (!row) throw new AppError("report/no-file", { edition_id, format }, { status: 404, zh: "这一版没有保存这种文件", en: "this edition keeps no such file" });
  return new Uint8Array(row.bytes);
}

/** A claim as the reasons need it. */
export interface ClaimFate {
  id: string;
  seq: number;
  corrects: string | null;
  status: string;
  unit: string;
  value_num: number | null;
}

export async function fatesOf(db: Db, ids: readonly string[]): Promise<Map<string, ClaimFate>> {
  const { rows } = await sql<ClaimFate>`select id, change_seq::float8 as seq, corrects, status, unit, value_num from claim where id = any(${`{${[...new Set(ids)].join(",")}}`}::uuid[])`.execute(db);
  return new Map(rows.map((r) => [r.id, r]));
}

/** Decisions on these claims made after a place in the ledger and up to another. */
export async function decidedBetween(db: Db, ids: readonly string[], after: number, upTo: number): Promise<Set<string>> {
  const { rows } = await sql<{ claim_id: string }>`select distinct claim_id from decision where claim_id = any(${`{${[...new Set(ids)].join(",")}}`}::uuid[]) and change_seq > ${after}::bigint and change_seq <= ${upTo}::bigint`.execute(db);
  return new Set(rows.map((r) => r.claim_id));
}

/** Claims that rulings made after a place in the ledger and up to another speak of. */
export async function ruledBetween(db: Db, after: number, upTo: number): Promise<Set<string>> {
  const { rows } = await sql<{ claims: string[] }>`select claims from ruling where change_seq > ${after}::bigint and change_seq <= ${upTo}::bigint`.execute(db);
  return new Set(rows.flatMap((r) => r.claims));
}

/** Those of the claims that no longer stand. */
export async function fallen(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += 5_000) {
    const { rows } = await sql<{ id: string }>`select id from claim where id = any(${`{${ids.slice(at, at + 5_000).join(",")}}`}::uuid[]) and status <> 'accepted'`.execute(db);
    for (const r of rows) found.add(r.id);
  }
  return found;
}
