/**
 * Ties of an entity as seen from its other end: how many there are of each kind, some of them, and the entities behind them.
 * Invariant: what is counted is what can be listed; an entity tied twice in one way counts once; nothing is read that is not shown or counted.
 */
import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Clocks } from "./as-of.ts";

type Db = Kysely<Schema>;

export interface TieCount {
  property: string;
  /** Entities, not claims. */
  n: number;
}

/** Accepted claims that had been said, recorded and come to hold by the clocks; what was decided on them since is left as it is. */
const seenBy = ({ valid_on, known_on, recorded_on }: Clocks): RawBuilder<unknown> => sql`c.status = 'accepted'
  ${known_on === undefined ? sql`` : sql`and c.known_from <= ${known_on}`} ${recorded_on === undefined ? sql`` : sql`and (c.recorded_at at time zone 'UTC')::date <= ${recorded_on}::date`}
  ${valid_on === undefined ? sql`` : sql`and (c.modality <> 'actual' or c.when_first is null or c.when_first <= ${valid_on})`}`;

/** Claims that point to an entity or to what is merged into it. The offsets keep them looked up by object alone, whatever the planner believes of their properties. */
const pointing = (canonical_id: string): RawBuilder<unknown> => sql`(select id from entity where canonical_id = ${canonical_id}::uuid offset 0) m
  cross join lateral (select * from claim where value_entity = m.id offset 0) c join entity s on s.id = c.subject_id`;

/** How many entities point to this one by each property, the most first. */
export async function tieCounts(db: Db, canonical_id: string, clocks: Clocks = {}): Promise<TieCount[]> {
  const { rows } = await sql<TieCount>`select property, count(*)::int as n from (select distinct c.property, s.canonical_id from ${pointing(canonical_id)} where ${seenBy(clocks)}) t where canonical_id <> ${canonical_id}::uuid group by property order by n desc, property`.execute(db);
  return rows;
}

/** Names in the order of a language, as tables sort them: Chinese by the sound of the label. */
const nameKey = (lang: "zh" | "en"): RawBuilder<string> => {
  const sound = sql`(select nullif(split_part(min(n.sound), ' ', 1), '') from entity_name n where n.entity_id = w.id and n.kind = 'label' and n.sound <> '')`, en = sql`nullif(lower(w.label_en), '')`;
  return lang === "zh" ? sql`coalesce(${sound}, ${en}, w.label_zh, '')` : sql`coalesce(${en}, ${sound}, w.label_zh, '')`;
};

/** Of each of these properties the first entities that point to this one, by name in the order of the language, each with the newest claim that says so. */
export async function tiesIn(db: Db, canonical_id: string, properties: readonly string[], clocks: Clocks, lang: "zh" | "en", limit: number): Promise<{ property: string; subject_id: string; claim_id: string }[]> {
  if (properties.length === 0) return [];
  const { rows } = await sql<{ property: string; subject_id: string; claim_id: string }>`select property, canonical_id as subject_id, claim_id from (
      select t.*, row_number() over (partition by property order by name collate "C", canonical_id) as place from (
        select distinct on (c.property, s.canonical_id) c.property, s.canonical_id, c.id as claim_id, ${nameKey(lang)} as name
        from ${pointing(canonical_id)} left join entity w on w.id = s.canonical_id where ${seenBy(clocks)} and c.property in (${sql.join([...properties])}) and s.canonical_id <> ${canonical_id}::uuid
        order by c.property, s.canonical_id, c.known_from desc, c.id desc) t) p where place <= ${limit} order by property, place`.execute(db);
  return rows;
}

/** Every entity that points to this one by the property, up to `limit`. */
export async function tiedTo(db: Db, canonical_id: string, property: string, clocks: Clocks, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.canonical_id as id
    from ${pointing(canonical_id)} where ${seenBy(clocks)} and c.property = ${property} and s.canonical_id <> ${canonical_id}::uuid limit ${limit}`.execute(db);
  return rows.map((r) => r.id);
}

/** Entities of these types that point to this one in any way, up to `limit`. */
export async function tiedOfTypes(db: Db, canonical_id: string, types: readonly string[], clocks: Clocks, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.canonical_id as id from claim c join entity s on s.id = c.subject_id
    where c.value_entity = any(array(select id from entity where canonical_id = ${canonical_id}::uuid)) and s.type in (${sql.join([...types])}) and s.canonical_id <> ${canonical_id}::uuid and ${seenBy(clocks)} limit ${limit}`.execute(db);
  return rows.map((r) => r.id);
}

/**
 * What lies in a place, near and far: subjects tied to it by `via`, and to what lies in it, as far as the tie leads through places.
 * @param through types that others can lie in; all else ends the way. Firms count only where they are, not where they are planned to go.
 */
export async function membersBelow(db: Db, canonical_id: string, asked: { via: readonly string[]; through: readonly string[]; ends: readonly string[] }, clocks: Clocks = {}): Promise<{ id: string; type: string }[]> {
  // Laterals with an offset are looked up by key, whatever the planner believes: a join by property would read the ledger once for every member.
  const { rows } = await sql<{ id: string; type: string }>`with recursive below as (
      select e.id, e.type from entity e where e.id = ${canonical_id}::uuid
      union
      select w.id, w.type from below b
        cross join lateral (select id from entity where canonical_id = b.id and (b.id = ${canonical_id}::uuid or b.type in (${sql.join([...asked.through])})) offset 0) m
        cross join lateral (select * from claim where value_entity = m.id offset 0) c
        cross join lateral (select c.subject_id, c.modality where c.property in (${sql.join([...asked.via])}) and ${seenBy(clocks)} offset 0) k
        cross join lateral (select canonical_id from entity where id = k.subject_id offset 0) s
        cross join lateral (select id, type from entity where id = s.canonical_id and type in (${sql.join([...asked.through, ...asked.ends])}) offset 0) w
        where k.modality = 'actual' or w.type <> 'Firm'
    ) select id, type from below where id <> ${canonical_id}::uuid`.execute(db);
  return rows;
}
