/**
 * SQL of judgements: the last word on each pair, the history of both kinds. Invariant: nothing here is ever changed; a later row is the later word.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema } from "../../db/index.ts";
import { AppError, isId } from "../../kernel/index.ts";
import type { MatchFeature } from "../identity/index.ts";
import type { JudgementMade, StandingVerdict } from "./model.ts";

type Db = Kysely<Schema> | Transaction<Schema>;

export interface PairWord {
  id: string;
  left_id: string;
  right_id: string;
  verdict: StandingVerdict;
  actor: string;
  at: string;
}

/** The key of a pair of entities, whichever way round. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}~${b}` : `${b}~${a}`);

/** The last word on every pair of entities. */
export async function standingPairs(db: Db): Promise<Map<string, PairWord>> {
  const { rows } = await sql<{ id: string; left_id: string; right_id: string; verdict: string; actor: string; at: Date }>`select distinct on (least(left_id, right_id), greatest(left_id, right_id))
    id, left_id, right_id, verdict, actor, at from judgement order by least(left_id, right_id), greatest(left_id, right_id), at desc, id desc`.execute(db);
  return new Map(rows.map((r) => [pairKey(r.left_id, r.right_id), { ...r, verdict: r.verdict as StandingVerdict, at: r.at.toISOString() }]));
}

/** Everything said of one pair of entities, oldest first. */
export async function wordsOnPair(db: Db, a: string, b: string): Promise<PairWord[]> {
  const rows = await db.selectFrom("judgement").select(["id", "left_id", "right_id", "verdict", "actor", "at"])
    .where((eb) => eb.or([eb.and([eb("left_id", "=", a), eb("right_id", "=", b)]), eb.and([eb("left_id", "=", b), eb("right_id", "=", a)])])).orderBy("at").orderBy("id").execute();
  return rows.map((r) => ({ ...r, verdict: r.verdict as StandingVerdict, at: r.at.toISOString() }));
}

export interface RowWord {
  id: string;
  register_id: string;
  row: number;
  entity_id: string;
  verdict: StandingVerdict;
  actor: string;
  at: string;
  change_id: string | null;
}

/** Everything said of one row and one entity, oldest first. */
export async function wordsOnRow(db: Db, register_id: string, row: number, entity_id: string): Promise<RowWord[]> {
  const rows = await db.selectFrom("register_judgement").select(["id", "register_id", "row", "entity_id", "verdict", "actor", "at", "change_id"])
    .where("register_id", "=", register_id).where("row", "=", row).where("entity_id", "=", entity_id).orderBy("id").execute();
  return rows.map((r) => ({ ...r, verdict: r.verdict as StandingVerdict, at: r.at.toISOString() }));
}

/** Ids of the entities that are one with this one. */
export async function membersOf(db: Db, entity_id: string): Promise<string[]> {
  const rows = await db.selectFrom("entity as m").innerJoin("entity as e", "e.canonical_id", "m.canonical_id").select("m.id").where("e.id", "=", entity_id).orderBy("m.id").execute();
  return rows.map((r) => r.id);
}

interface HistoryRow {
  id: string;
  kind: "entities" | "row";
  left_id: string;
  right_id: string | null;
  register_id: string | null;
  row: number | null;
  verdict: string;
  actor: string;
  at: Date;
  note: string;
  score: number | null;
  features: MatchFeature[] | null;
  stands: boolean;
}

const made = (r: HistoryRow): JudgementMade => ({
  id: r.id, kind: r.kind, left_id: r.left_id, ...(r.right_id ? { right_id: r.right_id } : {}), ...(r.register_id ? { register_id: r.register_id } : {}), ...(r.row === null ? {} : { row: r.row }),
  verdict: r.verdict as StandingVerdict, actor: r.actor, at: r.at.toISOString(), note: r.note, ...(r.score === null ? {} : { score: r.score }), ...(r.features ? { features: r.features } : {}), stands: r.stands,
});

/**
 * Judgements newest first, of all or of these entities. @param page.before continue after this judgement. @param page.standing only last words.
 */
export async function judgementsPage(db: Db, page: { entities?: readonly string[]; before?: string; limit?: number; standing?: boolean; verdict?: string }): Promise<JudgementMade[]> {
  const list = page.entities === undefined ? null : `{${page.entities.join(",")}}`;
  const before = page.before ?? null;
  const { rows } = await sql<HistoryRow>`select * from (
    select j.id, 'entities' as kind, left_id, right_id, null::uuid as register_id, null::int as row, verdict, actor, at, note, score, features::json as features,
      not exists (select from judgement l where least(l.left_id, l.right_id) = least(j.left_id, j.right_id) and greatest(l.left_id, l.right_id) = greatest(j.left_id, j.right_id) and (l.at, l.id) > (j.at, j.id)) as stands
    from judgement j where (${list}::uuid[] is null or left_id = any(${list}::uuid[]) or right_id = any(${list}::uuid[]))
    union all
    select r.id, 'row', entity_id, null, register_id, row, verdict, actor, at, note, score, features,
      not exists (select from register_judgement l where l.register_id = r.register_id and l.row = r.row and l.entity_id = r.entity_id and l.id > r.id)
    from register_judgement r where (${list}::uuid[] is null or entity_id = any(${list}::uuid[]))
  ) words where (${before}::uuid is null or id < ${before}::uuid) and (not ${page.standing ?? false} or (stands and verdict <> 'withdrawn')) and (${page.verdict ?? null}::text is null or verdict = ${page.verdict ?? null})
  order by id desc limit ${Math.min(page.limit ?? 50, 500)}`.execute(db);
  return rows.map(made);
}

/** One judgement of either kind. @throws AppError `identity/no-judgement`. */
export async function judgementBy(db: Db, id: string): Promise<JudgementMade> {
  const ours = isId(id) ? await db.selectFrom("judgement").select(["left_id"]).where("id", "=", id).executeTakeFirst() : undefined;
  const row = isId(id) && !ours ? await db.selectFrom("register_judgement").select(["entity_id"]).where("id", "=", id).executeTakeFirst() : undefined;
  const about = ours?.left_id ?? row?.entity_id;
  const found = about === undefined ? undefined : (await judgementsPage(db, { entities: [about], limit: 500 })).find((j) => j.id === id);
  if (!found) throw new AppError("identity/no-judgement", { id }, { status: 404, zh: `没有编号为 ${id} 的判定`, en: `there is no judgement ${id}` });
  return found;
}
