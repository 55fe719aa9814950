/**
 * Filling the columns from the database, and following it. Many rows come over in one cell of text: cell by cell they would take ten times as long.
 * Invariant: after `follow` the columns hold every change set up to the one that it saw at its start; a step that was broken off can be made again.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../../db/index.ts";
import { whenRange } from "../../kernel/index.ts";
import { idList } from "../rows.ts";
import { turn } from "../turn.ts";
import { Columns, dayNumber, NO_DECISION, STATUSES, VERDICT_STATUS } from "./columns.ts";

type Db = Kysely<Schema>;

/** One read: a tenth of a second in which nobody else is answered. */
const ROWS_AT_ONCE = 8_000;
/** Change sets with more entities than this have all names read anew. */
const NAMES_AT_ONCE = 5_000;

/** Brings the columns up to date. @returns whether anything was new. */
export async function follow(db: Db, columns: Columns, signal?: AbortSignal): Promise<boolean> {
  const head = await db.selectFrom("change_set").select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst();
  const to = head ? Number(head.seq) : 0;
  if (to <= columns.seq) return false;
  const from = columns.seq;
  const fresh = await followEntities(db, columns, from, to);
  await followSources(db, columns, from, to);
  const named = await followClaims(db, columns, from, to, signal);
  const decided = await followDecisions(db, columns, from, to);
  await followNames(db, columns, from === 0 ? undefined : new Set([...fresh, ...named, ...decided]));
  columns.seq = to;
  columns.generation++;
  return true;
}

/** The cells of one column of text, a row a line, cells parted by tabs; tabs and line ends inside are spaces. */
const lines = (cell: string | null): string[][] => (cell === null || cell === "" ? [] : cell.split("\n").map((line) => line.split("\t")));
const plain = (column: string): ReturnType<typeof sql.raw> => sql.raw(`translate(coalesce(${column}, ''), E'\\t\\n\\r', '   ')`);

async function followEntities(db: Db, columns: Columns, from: number, to: number): Promise<string[]> {
  const { entities } = columns;
  const fresh: string[] = [];
  for (let after = { seq: from, n: 2 ** 31 - 1 }; ; ) {
    const { rows } = await sql<{ cell: string | null }>`select string_agg(line, E'\n' order by seq, n) as cell from (
      select s.seq, e.n, s.seq || E'\t' || e.n || E'\t' || e.id || E'\t' || e.type || E'\t' || ${plain("e.label_zh")} || E'\t' || ${plain("e.label_en")} || E'\t' || e.visibility
        || E'\t' || to_char(s.at at time zone 'UTC', 'YYYYMMDD') as line
      from change_set s join entity e on e.change_id = s.id where s.seq <= ${to}::bigint and s.seq >= ${after.seq}::bigint and (s.seq, e.n) > (${after.seq}::bigint, ${after.n}::int)
      order by s.seq, e.n limit ${ROWS_AT_ONCE}) t`.execute(db);
    const page = lines(rows[0]!.cell);
    for (const [, , id, type, zh, en, visibility, recorded] of page) {
      fresh.push(id!);
      if (entities.index.has(id!)) continue; // a step that was broken off and is made again: its names are still to come
      entities.add({ id: id!, type: type!, zh: zh!, en: en!, visibility: Number(visibility), recorded: Number(recorded) });
    }
    if (page.length < ROWS_AT_ONCE) break;
    await turn();
    after = { seq: Number(page.at(-1)![0]), n: Number(page.at(-1)![1]) };
  }
  const judged = await sql<{ n: number }>`select count(*)::int as n from judgement j join change_set s on s.id = j.change_id where s.seq > ${from}::bigint and s.seq <= ${to}::bigint`.execute(db);
  if (judged.rows[0]!.n > 0) {
    const merged = await sql<{ id: string; canonical_id: string }>`select id, canonical_id from entity where canonical_id <> id`.execute(db);
    // From here on without a turn: nobody sees what is merged taken apart.
    for (let row = 0; row < entities.ids.length; row++) entities.whole.set(row, row);
    for (const { id, canonical_id } of merged.rows) {
      const [part, whole] = [entities.index.get(id), entities.index.get(canonical_id)];
      if (part !== undefined && whole !== undefined) entities.whole.set(part, whole);
    }
  }
  return fresh;
}

async function followSources(db: Db, columns: Columns, from: number, to: number): Promise<void> {
  const { sources } = columns;
  const { rows } = await sql<{ id: string; title: string; publisher: string | null; published: string | null; kind: string; visibility: number; recorded: string }>`
    select v.id, v.title, v.publisher, v.published, v.kind, v.visibility, to_char(s.at at time zone 'UTC', 'YYYYMMDD') as recorded
    from change_set s join source v on v.change_id = s.id where s.seq > ${from}::bigint and s.seq <= ${to}::bigint order by s.seq, v.n`.execute(db);
  for (const row of rows) sources.put({ ...row, publisher: row.publisher ?? "", published: row.published ?? "", recorded: Number(row.recorded) });
  const texts = await sql<{ source_id: string }>`select d.source_id from change_set s join document d on d.change_id = s.id where s.seq > ${from}::bigint and s.seq <= ${to}::bigint`.execute(db);
  for (const { source_id } of texts.rows) {
    const row = sources.index.get(source_id);
    if (row !== undefined) sources.has_text.set(row, 1);
  }
}

/** @returns subjects of claims in words: their names may have changed. */
async function followClaims(db: Db, columns: Columns, from: number, to: number, signal?: AbortSignal): Promise<Set<string>> {
  const { claims: c, ties, entities, sources } = columns;
  const named = new Set<string>();
  for (let after = { seq: from, n: 2 ** 31 - 1 }; ; ) {
    signal?.throwIfAborted();
    const { rows } = await sql<{ cell: string | null }>`select string_agg(line, E'\n' order by change_seq, n) as cell from (
      select change_seq, n, change_seq || E'\t' || n || E'\t' || subject_id || E'\t' || property || E'\t' || unit || E'\t' || modality || E'\t' || entered || E'\t' || visibility
        || E'\t' || coalesce(value_num::text, '') || E'\t' || coalesce(when_first, '') || E'\t' || case when unit = 'date' then ${plain("value_text")} else '' end
        || E'\t' || known_from || E'\t' || to_char(recorded_at at time zone 'UTC', 'YYYYMMDD') || E'\t' || source_id || E'\t' ||
        case when corrects is null then '' else coalesce((select to_char(o.recorded_at at time zone 'UTC', 'YYYYMMDD') from claim o where o.id = claim.corrects limit 1), '') end || E'\t' || coalesce(value_entity::text, '') as line
      from claim where change_seq <= ${to}::bigint and (change_seq, n) > (${after.seq}::bigint, ${after.n}::int) order by change_seq, n limit ${ROWS_AT_ONCE}) t`.execute(db);
    const page = lines(rows[0]!.cell);
    for (const [seq, n, subject, property, unit, modality, entered, visibility, value, first, date, known, recorded, source, corrected, object] of page) {
      const at = entities.index.get(subject!), from_source = sources.index.get(source!);
      if (at === undefined || from_source === undefined) throw new Error(`claim ${seq}.${n} has a subject or source that the ledger does not hold`);
      if (unit === "text") named.add(subject!);
      const last = c.length - 1;
      if (last >= 0 && (c.seq.at(last) - Number(seq) || c.n.at(last) - Number(n)) >= 0) continue; // made again after a broken-off step
      c.seq.push(Number(seq)); c.n.push(Number(n)); c.subject.push(at); c.source.push(from_source);
      c.property.push(c.properties.code(property!)); c.unit.push(c.units.code(unit!)); c.modality.push(c.modalities.code(modality!));
      const status = STATUSES.indexOf(entered as (typeof STATUSES)[number]);
      c.status.push(status); c.entered.push(status); c.visibility.push(Number(visibility)); c.decision.push(NO_DECISION);
      c.value.push(value === "" ? Number.NaN : Number(value));
      c.first.push(first !== "" ? dayNumber(first!) : date !== "" ? dayNumber(whenRange(date!).first) : 0);
      c.known.push(dayNumber(known!)); c.recorded.push(Number(recorded)); c.corrected.push(Number(corrected));
      const pointed = object === "" ? undefined : entities.index.get(object!);
      if (pointed !== undefined) { ties.claim.push(c.length - 1); ties.object.push(pointed); }
    }
    if (page.length < ROWS_AT_ONCE) return named;
    await turn();
    after = { seq: Number(page.at(-1)![0]), n: Number(page.at(-1)![1]) };
  }
}

/** @returns subjects of claims in words that were decided on: an alias that was rejected is no name any more. */
async function followDecisions(db: Db, columns: Columns, from: number, to: number): Promise<Set<string>> {
  const { claims: c, entities } = columns;
  const text = c.units.find("text"), named = new Set<string>();
  for (let after = { seq: from, n: 2 ** 31 - 1 }; ; ) {
    const { rows } = await sql<{ cell: string | null }>`select string_agg(line, E'\n' order by change_seq, n) as cell from (
      select d.change_seq, d.n, d.change_seq || E'\t' || d.n || E'\t' || c.change_seq || E'\t' || c.n || E'\t' || d.verdict || E'\t' || to_char(d.at at time zone 'UTC', 'YYYYMMDD') as line
      from (select * from decision where change_seq <= ${to}::bigint and (change_seq, n) > (${after.seq}::bigint, ${after.n}::int) order by change_seq, n limit ${ROWS_AT_ONCE}) d
      cross join lateral (select change_seq, n from claim where subject_id = d.subject_id and id = d.claim_id offset 0) c) t`.execute(db);
    const page = lines(rows[0]!.cell);
    for (const [, , seq, n, verdict, day] of page) {
      const row = columns.claims.rowAt(Number(seq), Number(n));
      if (row === undefined) continue; // of a claim that came after `to`
      const status = VERDICT_STATUS[verdict!] ?? 0;
      columns.decisions.add(columns.claims, row, Number(day), status);
      columns.claims.status.set(row, status);
      if (c.unit.at(row) === text) named.add(entities.ids[c.subject.at(row)]!);
    }
    if (page.length < ROWS_AT_ONCE) return named;
    await turn();
    after = { seq: Number(page.at(-1)![0]), n: Number(page.at(-1)![1]) };
  }
}

/** @param entities those whose names may have changed; absent = all. */
async function followNames(db: Db, columns: Columns, entities?: ReadonlySet<string>): Promise<void> {
  const { index } = columns.entities;
  const one = entities !== undefined && entities.size <= NAMES_AT_ONCE ? idList([...entities]) : undefined;
  if (one === "{}") return;
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const where = one === undefined ? sql`entity_id > ${after}::uuid` : sql`entity_id = any(${one}::uuid[])`;
    const { rows } = await sql<{ cell: string | null }>`select string_agg(line, E'\n' order by entity_id) as cell from (
      select entity_id, entity_id || E'\t' || string_agg(kind || E'\u0001' || ${plain("normal")} || E'\u0001' || ${plain("sound")} || E'\u0001' || visibility, E'\t') as line
      from entity_name where ${where} group by entity_id order by entity_id ${one === undefined ? sql`limit ${ROWS_AT_ONCE}` : sql``}) t`.execute(db);
    const page = lines(rows[0]!.cell);
    for (const [id, ...names] of page) {
      const row = index.get(id!);
      if (row === undefined) continue;
      columns.entities.setNames(row, names.map((name) => {
        const [kind, normal, sound, visibility] = name.split("\u0001");
        return { label: kind === "label", normal: normal!, sound: sound!, visibility: Number(visibility) };
      }));
    }
    if (one !== undefined || page.length < ROWS_AT_ONCE) return;
    await turn();
    after = page.at(-1)![0]!;
  }
}
