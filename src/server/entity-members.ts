/**
 * Who belongs to an entity: everything that lies in a zone, region or park, near and far; and everything tied to an entity in one way.
 * Invariant: what a page counts is what the table behind the count lists, for the same viewer and days.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, type Visibility } from "../kernel/index.ts";
import { claimsByIds, entityBy, factsOf, membersBelow, tieCounts, tiedTo, tiesIn, type Claim, type Clocks, type Entity, type LedgerTables } from "../ledger/index.ts";

/** A table of more than this is filtered by type first. */
const TIED_MAX = 200_000;

export interface MemberMeans {
  db: Kysely<Schema>;
  clearance: Visibility;
  clocks: Clocks;
  /** Where they are ready, they count in place of the database. */
  tables: LedgerTables;
  /** Names are listed in the order of this language; Chinese where left out. */
  lang?: "zh" | "en" | undefined;
}

/** What points to an entity by each property: how many, and the first of them by name with the newest claim that says so. */
export interface TiedGroup {
  property: string;
  n: number;
  ties: { subject_id: string; claim: Claim }[];
}

/** The most first. @param limit of each property. */
export async function tiedGroups({ db, clearance, clocks, tables, lang = "zh" }: MemberMeans, canonical_id: string, limit: number): Promise<TiedGroup[]> {
  if (tables.ready) return await tables.tiedGroups(db, canonical_id, { clearance, clocks }, lang, limit);
  const counts = await tieCounts(db, canonical_id, clocks);
  const first = await tiesIn(db, canonical_id, counts.map((one) => one.property), clocks, lang, limit);
  const claims = await claimsByIds(db, first.map((tie) => tie.claim_id));
  return counts.map(({ property, n }) => ({ property, n, ties: first.filter((tie) => tie.property === property).flatMap(({ subject_id, claim_id }) => { const claim = claims.get(claim_id); return claim ? [{ subject_id, claim }] : []; }) }));
}

const whole = async (db: Kysely<Schema>, ref: string): Promise<Entity> => {
  const asked = await entityBy(db, ref);
  return asked.canonical_id === asked.id ? asked : await entityBy(db, asked.canonical_id);
};

/** Ties from something to the place that it lies in, and the types that things lie in. */
const VIA = ["located_in", "part_of", "tenant_of"] as const;
const THROUGH = ["Region", "Zone", "Park", "ParkPhase", "Lot", "Building", "Floor", "Unit", "Cluster"] as const;
const ENDS = ["Firm", "Institute", "Lab", "Project"] as const;

/** Everything that lies in a place, near and far, with its type. */
export async function membersWithin({ db, clearance, clocks, tables }: MemberMeans, place_id: string): Promise<{ id: string; type: string }[]> {
  const asked = { via: VIA, through: THROUGH, ends: ENDS };
  return tables.ready ? await tables.membersBelow(place_id, asked, { clearance, clocks }) : await membersBelow(db, place_id, asked, clocks);
}

/** Ids of all that point to an entity by a property, up to `limit`. */
export async function tiedBy({ db, clearance, clocks, tables }: MemberMeans, canonical_id: string, property: string, limit: number): Promise<string[]> {
  return tables.ready ? (await tables.tiedTo(canonical_id, property, { clearance, clocks })).slice(0, limit) : await tiedTo(db, canonical_id, property, clocks, limit);
}

/**
 * The entities that an address narrows a table to: `within=REF`, or `tied=in.PROPERTY.REF` (those that point to it) or `tied=out.PROPERTY.REF`.
 * @throws AppError `ledger/no-entity`, `server/no-such-tie`.
 */
export async function membersAsked(means: MemberMeans, asked: { within?: string | undefined; tied?: string | undefined }): Promise<{ key: string; ids: string[] } | undefined> {
  const found: string[][] = [];
  if (asked.within) {
    found.push((await membersWithin(means, (await whole(means.db, asked.within)).id)).map((one) => one.id));
  }
  if (asked.tied) {
    const [, direction, property, ref] = /^(in|out)\.([a-z_.]+)\.([^.].*)$/.exec(asked.tied) ?? [];
    if (direction === undefined || property === undefined || ref === undefined) {
      throw new AppError("server/no-such-tie", { tied: asked.tied }, { zh: "关系的写法是 in.属性.对象 或 out.属性.对象", en: "a tie is written in.PROPERTY.ENTITY or out.PROPERTY.ENTITY" });
    }
    const { id } = await whole(means.db, ref);
    found.push(direction === "in" ? await tiedBy(means, id, property, TIED_MAX)
      : (await factsOf(means.db, id, means.clocks)).filter((f) => f.property === property && f.unit === "entity").map((f) => String(f.best.value)));
  }
  const [first, second] = found;
  if (first === undefined) return undefined;
  const among = second && new Set(second);
  const both = among === undefined ? first : first.filter((id) => among.has(id));
  return { key: JSON.stringify([asked.within, asked.tied, means.clocks]), ids: both };
}
