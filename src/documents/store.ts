/**
 * The room's SQL: names that the record stands for, the taught words, and the claims that a word would touch.
 * Invariant: nothing here writes; what a reader merely supposed (an entity of a proposal that nobody accepted) is no known name.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Lang } from "../kernel/index.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

/** Where the ledger stands, and whether anything but readings was recorded after `since`: only that can change names or words. */
export async function movedSince(db: Db, since: number): Promise<{ head: number; moved: boolean }> {
  const rows = await sql<{ head: number; moved: boolean }>`select coalesce(max(seq), 0)::int as head, coalesce(bool_or(kind <> 'read'), false) as moved
    from change_set where seq > ${since}`.execute(db);
  const { head, moved } = rows.rows[0]!;
  return { head: Math.max(Number(head), since), moved: Boolean(moved) };
}

/** A name and the entity that stands for it. */
export interface NameRow {
  text: string;
  kind: string;
  /** 0 public, 1 internal, 2 confidential: the stricter of the name's and the entity's. */
  rank: number;
  id: string;
  type: string;
  label_zh: string | null;
  label_en: string | null;
}

const STANDS = sql`(s.kind <> 'read'
  or exists (select 1 from claim c where c.subject_id = e.id and c.status = 'accepted')
  or exists (select 1 from claim c where c.value_entity = e.id and c.status = 'accepted'))`;

/** Names of the entities that somebody stands for: entered by hand or import, or borne out by an accepted claim. Oldest entities first. */
export async function standingNames(db: Db, limit: number): Promise<NameRow[]> {
  const rows = await sql<NameRow>`select n.text, n.kind, greatest(n.visibility, whole.visibility)::int as rank, whole.id, whole.type, whole.label_zh, whole.label_en
    from entity_name n join entity e on e.id = n.entity_id join entity whole on whole.id = e.canonical_id join change_set s on s.id = e.change_id
    where ${STANDS} order by whole.id, n.kind, n.text limit ${limit}`.execute(db);
  return rows.rows;
}

/** Which entities that the record stands for bear this very name (in its normal form). */
export async function bearersOf(db: Db, normal: string): Promise<{ id: string; type: string }[]> {
  const rows = await sql<{ id: string; type: string }>`select distinct whole.id, whole.type
    from entity_name n join entity e on e.id = n.entity_id join entity whole on whole.id = e.canonical_id join change_set s on s.id = e.change_id
    where n.normal = ${normal} and ${STANDS} order by whole.id`.execute(db);
  return rows.rows;
}

/** All names of an entity and of those merged into it. */
export async function namesOf(db: Db, canonical_id: string): Promise<string[]> {
  const members = db.selectFrom("entity").select("id").where("canonical_id", "=", canonical_id);
  const rows = await db.selectFrom("entity_name").select("text").distinct().where("entity_id", "in", members).orderBy("text").execute();
  return rows.map((r) => r.text);
}

/** The entities that stand for these, by the ids asked for; `text` is empty. */
export async function wholesOf(db: Db, ids: readonly string[]): Promise<Map<string, NameRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("entity").innerJoin("entity as whole", "whole.id", "entity.canonical_id")
    .select(["entity.id as told", "whole.id as id", "whole.type as type", "whole.label_zh as label_zh", "whole.label_en as label_en", "whole.visibility as rank"])
    .where("entity.id", "in", [...new Set(ids)]).execute();
  return new Map(rows.map(({ told, ...row }) => [told, { ...row, text: "", kind: "taught" }]));
}

/** One recorded word, with who taught it, when, and its place in the ledger. */
export interface LexiconRow {
  id: string;
  what: "alias" | "trigger";
  lang: Lang;
  word: string;
  means: string;
  entity_id: string | null;
  learned_from: string;
  withdrawn: boolean;
  actor: string;
  at: Date;
}

/** Every lexicon record in the order of recording, withdrawals among them. */
export async function lexiconRows(db: Db): Promise<LexiconRow[]> {
  const rows = await sql<LexiconRow>`select l.id, l.kind as what, l.lang, l.word, l.means, l.entity_id, l.learned_from, l.withdrawn, l.actor, l.at
    from lexicon l join change_set s on s.id = l.change_id order by s.seq, l.n`.execute(db);
  return rows.rows;
}

/** Accepted figures whose quote holds the word, newest first. */
export async function acceptedQuoting(db: Db, word: string, limit: number): Promise<{ property: string; quote: string; value: number | null; lang: string | null }[]> {
  const like = `%${word.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const rows = await db.selectFrom("claim").select(["property", "quote", "value_num", "lang"]).where("status", "=", "accepted").where("quote", "ilike", like)
    .where("value_num", "is not", null).orderBy("change_seq", "desc").orderBy("n", "desc").limit(limit).execute();
  return rows.map((r) => ({ property: r.property, quote: r.quote ?? "", value: r.value_num, lang: r.lang }));
}
