/**
 * The SQL of the parks room: which units stand in a building, and tenancies with their events.
 * Invariant: a unit is found through accepted “part of” claims only; reads come through the viewer's reader, writes through one transaction.
 */
import { sql, type Kysely, type Transaction } from "kysely";
import type { Schema, TenancyTable } from "../db/index.ts";
import { AppError, VISIBILITIES } from "../kernel/index.ts";
import { standingClaims, type Claim, type Clocks } from "../ledger/index.ts";
import { UNIT_PROPERTIES, unitOf, type Tenancy, type Unit } from "./unit.ts";

type Db = Kysely<Schema> | Transaction<Schema>;
type Row = Omit<TenancyTable, never>;

/** More units than this in one question are refused, not half answered. */
export const UNITS_MAX = 20_000;
/** The deepest way from a park to a unit: park, phase, building, floor, unit, and one to spare. */
const DEPTH_MAX = 6;

export interface UnitsBelow {
  units: Unit[];
  /** Floors that are places of their own, by id. */
  floors: number;
}

/** Units below a place, as of the clocks. @throws AppError `parks/too-many-units`. */
export async function unitsBelow(db: Kysely<Schema>, place_id: string, clocks: Clocks = {}, max = UNITS_MAX): Promise<UnitsBelow> {
  const { rows } = await sql<{ id: string; type: string; whole: string; n: number }>`with recursive below as (
      select e.id, e.type, null::uuid as whole, 0 as depth from entity e where e.id = ${place_id}::uuid
      union
      select s.id, s.type, b.id as whole, b.depth + 1 from below b join entity m on m.canonical_id = b.id join claim c on c.value_entity = m.id and c.property = 'part_of' and c.status = 'accepted'
        join entity e on e.id = c.subject_id join entity s on s.id = e.canonical_id
        where b.depth < ${DEPTH_MAX} and s.type in ('Park', 'ParkPhase', 'Building', 'Floor', 'Unit')
    ) select id, type, whole, count(*) over ()::int as n from below where whole is not null limit ${max * 2 + 1}`.execute(db);
  const found = rows.filter((r) => r.type === "Unit");
  if (found.length > max || rows.length > max * 2) {
    throw new AppError("parks/too-many-units", { units: rows[0]?.n ?? found.length, max }, {
      zh: `此处有 ${rows[0]?.n ?? found.length} 个楼层和单元，一次最多列出 ${max} 个`, en: `${rows[0]?.n ?? found.length} floors and units are here; one question takes at most ${max}`,
      hint: { zh: "请按楼宇逐个查看", en: "ask building by building" },
    });
  }
  const whole = new Map(rows.map((r) => [r.id, r.whole]));
  const type = new Map(rows.map((r) => [r.id, r.type]));
  const standing = await standingClaims(db, { subjects: rows.filter((r) => r.type === "Unit" || r.type === "Floor").map((r) => r.id), properties: UNIT_PROPERTIES }, clocks);
  const numberOf = (id: string): number | undefined => {
    const told = standing.claims.get(id)?.filter((c) => c.property === "floor_number").at(-1)?.value;
    return typeof told === "number" ? told : undefined;
  };
  const units = found.flatMap(({ id, whole: on }): Unit[] => {
    const entity = standing.subjects.get(id);
    if (!entity) return [];
    const floor = type.get(on) === "Floor" ? on : undefined;
    return [unitOf(entity, standing.claims.get(id) ?? [], floor ? (whole.get(floor) ?? on) : on, floor ? numberOf(floor) : undefined)];
  });
  return { units, floors: rows.length - found.length };
}

/** What sources say of who is settled in these places, by place, as of the clocks. */
export async function toldTenants(db: Kysely<Schema>, place_ids: readonly string[], clocks: Clocks = {}): Promise<Map<string, Claim[]>> {
  const { rows } = await sql<{ id: string }>`select distinct s.canonical_id as id from claim c join entity o on o.id = c.value_entity join entity s on s.id = c.subject_id
    where c.property = 'tenant_of' and o.canonical_id = any(${idArray(place_ids)}::uuid[])`.execute(db);
  const told = await standingClaims(db, { subjects: rows.map((r) => r.id), properties: ["tenant_of"] }, clocks);
  return Map.groupBy([...told.claims.values()].flat(), (c) => String(c.value));
}

const tenancyOf = (row: Row): Tenancy => ({
  unit_id: row.unit_id, id: row.id, kind: row.kind as Tenancy["kind"], first_day: row.first_day, note: row.note, cancelled: row.cancelled, version: row.version, visibility: VISIBILITIES[row.visibility]!,
  ...(row.tenant_id ? { tenant_id: row.tenant_id } : {}), ...(row.last_day ? { last_day: row.last_day } : {}), ...(row.area_m2 === null ? {} : { area_m2: row.area_m2 }),
});

const idArray = (ids: readonly string[]): string => `{${ids.join(",")}}`;

/** Tenancies of these units as they stand, or as they stood at the end of a past day. */
export async function tenanciesOf(db: Db, unit_ids: readonly string[], known_on?: string): Promise<Tenancy[]> {
  if (unit_ids.length === 0) return [];
  if (known_on === undefined) {
    const rows = await db.selectFrom("tenancy").selectAll().where(sql<boolean>`unit_id = any(${idArray(unit_ids)}::uuid[])`).orderBy("first_day").orderBy("id").execute();
    return rows.map(tenancyOf);
  }
  const rows = await sql<{ after: Tenancy }>`select distinct on (tenancy_id) after from tenancy_event
    where unit_id = any(${idArray(unit_ids)}::uuid[]) and (at at time zone 'UTC')::date <= ${known_on}::date order by tenancy_id, n desc`.execute(db);
  return rows.rows.map((r) => r.after);
}

/** Tenancies of one firm, by any of its ids, the newest first; as they stood at the end of a past day. */
export async function tenanciesOfFirm(db: Db, firm_ids: readonly string[], known_on?: string): Promise<Tenancy[]> {
  const newest = (list: Tenancy[]): Tenancy[] => list.sort((a, b) => (a.first_day < b.first_day ? 1 : a.first_day > b.first_day ? -1 : a.id < b.id ? 1 : -1));
  const rows = await db.selectFrom("tenancy").selectAll().where(sql<boolean>`tenant_id = any(${idArray(firm_ids)}::uuid[])`).execute();
  if (known_on === undefined) return newest(rows.map(tenancyOf));
  // Who was in a unit on a past day may have been named otherwise since: the events of that day decide.
  const then = await tenanciesOf(db, [...new Set(rows.map((r) => r.unit_id))], known_on);
  return newest(then.filter((t) => t.tenant_id !== undefined && firm_ids.includes(t.tenant_id)));
}

/** Every tenancy that the reader may see, for export. */
export async function allTenancies(db: Db): Promise<Tenancy[]> {
  return (await db.selectFrom("tenancy").selectAll().orderBy("unit_id").orderBy("first_day").orderBy("id").execute()).map(tenancyOf);
}

export async function tenancyBy(db: Db, unit_id: string, id: string): Promise<Tenancy | undefined> {
  const row = await db.selectFrom("tenancy").selectAll().where("unit_id", "=", unit_id).where("id", "=", id).executeTakeFirst();
  return row && tenancyOf(row);
}

export interface TenancyEvent {
  unit_id: string;
  tenancy_id: string;
  n: number;
  what: string;
  actor: string;
  at: string;
  after: Tenancy;
  note: string;
}

/** What happened to a unit's tenancies, oldest first. */
export async function tenancyEvents(db: Db, unit_id: string): Promise<TenancyEvent[]> {
  const rows = await db.selectFrom("tenancy_event").selectAll().where("unit_id", "=", unit_id).orderBy("at").orderBy("n").execute();
  return rows.map(({ visibility: _v, ...r }) => ({ ...r, at: r.at.toISOString(), after: r.after as unknown as Tenancy }));
}

/** One writer at a time for a unit, for the rest of the transaction. */
export async function lockUnit(tx: Transaction<Schema>, unit_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tenancy ${unit_id}`}, 0))`.execute(tx);
}

/** Writes a tenancy as it now is, and the event that made it so. */
export async function writeTenancy(tx: Transaction<Schema>, t: Tenancy, event: { what: string; actor: string; at: string; note: string }): Promise<void> {
  const visibility = VISIBILITIES.indexOf(t.visibility);
  const row = { unit_id: t.unit_id, id: t.id, tenant_id: t.tenant_id ?? null, kind: t.kind, first_day: t.first_day, last_day: t.last_day ?? null, area_m2: t.area_m2 ?? null, note: t.note, cancelled: t.cancelled, version: t.version, visibility };
  await tx.insertInto("tenancy").values(row).onConflict((oc) => oc.columns(["unit_id", "id"]).doUpdateSet(row)).execute();
  await tx.insertInto("tenancy_event").values({ unit_id: t.unit_id, tenancy_id: t.id, n: t.version, what: event.what, actor: event.actor, at: event.at, after: JSON.stringify(t), note: event.note, visibility }).execute();
}
