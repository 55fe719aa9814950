/**
 * Who belongs to an entity: everything that lies in a zone, region or park, near and far; and everything tied to an entity in one way.
 * Invariant: what a page counts is what the table behind the count lists, for the same viewer and days.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError } from "../kernel/index.ts";
import { entityBy, factsOf, membersBelow, tiedTo, type Clocks, type Entity } from "../ledger/index.ts";

/** A table of more than this is filtered by type first. */
const TIED_MAX = 200_000;

export interface MemberMeans {
  db: Kysely<Schema>;
  clocks: Clocks;
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
export async function membersWithin(db: Kysely<Schema>, place_id: string, clocks: Clocks): Promise<{ id: string; type: string }[]> {
  return await membersBelow(db, place_id, { via: VIA, through: THROUGH, ends: ENDS }, clocks);
}

/**
 * The entities that an address narrows a table to: `within=REF`, or `tied=in.PROPERTY.REF` (those that point to it) or `tied=out.PROPERTY.REF`.
 * @throws AppError `ledger/no-entity`, `server/no-such-tie`.
 */
export async function membersAsked(means: MemberMeans, asked: { within?: string | undefined; tied?: string | undefined }): Promise<{ key: string; ids: string[] } | undefined> {
  const found: string[][] = [];
  if (asked.within) {
    found.push((await membersWithin(means.db, (await whole(means.db, asked.within)).id, means.clocks)).map((one) => one.id));
  }
  if (asked.tied) {
    const [, direction, property, ref] = /^(in|out)\.([a-z_.]+)\.([^.].*)$/.exec(asked.tied) ?? [];
    if (direction === undefined || property === undefined || ref === undefined) {
      throw new AppError("server/no-such-tie", { tied: asked.tied }, { zh: "关系的写法是 in.属性.对象 或 out.属性.对象", en: "a tie is written in.PROPERTY.ENTITY or out.PROPERTY.ENTITY" });
    }
    const { id } = await whole(means.db, ref);
    found.push(direction === "in" ? await tiedTo(means.db, id, property, means.clocks, TIED_MAX)
      : (await factsOf(means.db, id, means.clocks)).filter((f) => f.property === property && f.unit === "entity").map((f) => String(f.best.value)));
  }
  const [first, second] = found;
  if (first === undefined) return undefined;
  const both = second === undefined ? first : first.filter((id) => second.includes(id));
  return { key: JSON.stringify([asked.within, asked.tied, means.clocks]), ids: both };
}
