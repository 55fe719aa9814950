/**
 * Who belongs to an entity: everything that lies in a zone, region or park, near and far; and everything tied to an entity in one way.
 * Invariant: what a page counts is what the table behind the count lists, for the same viewer and days.
 */
import type { Kysely } from "kysely";
import type { ChainKeeper } from "../chain/index.ts";
import type { Schema } from "../db/index.ts";
import { AppError, type Visibility } from "../kernel/index.ts";
import { entityBy, factsOf, tiedTo, type Clocks, type Entity } from "../ledger/index.ts";
import { subtreeOf } from "../parks/index.ts";
import type { SiteDesk } from "./site-desk.ts";

/** A table of more than this is filtered by type first. */
const TIED_MAX = 200_000;

export interface MemberMeans {
  db: Kysely<Schema>;
  clearance: Visibility;
  clocks: Clocks;
  site: SiteDesk;
  chain: ChainKeeper;
}

const whole = async (db: Kysely<Schema>, ref: string): Promise<Entity> => {
  const asked = await entityBy(db, ref);
  return asked.canonical_id === asked.id ? asked : await entityBy(db, asked.canonical_id);
};

/** Ids of the places, projects and firms in a place: places and projects by the tree of wholes, firms as the chain counts them. */
export async function membersWithin({ clearance, clocks, site, chain }: Omit<MemberMeans, "db">, place_id: string): Promise<{ places: Map<string, string>; firms: string[] }> {
  const [tree, record] = [await site.site(clearance, clocks), await chain.of(clearance, clocks)];
  const places = new Map(subtreeOf(tree.places, place_id).slice(1).map((p) => [p.id, p.type]));
  const firms = record.columns.byPlace.get(place_id) ?? [];
  return { places, firms: [...firms].map((at) => record.firms[at]!.id) };
}

/**
 * The entities that an address narrows a table to: `within=REF`, or `tied=in.PROPERTY.REF` (those that point to it) or `tied=out.PROPERTY.REF`.
 * @throws AppError `ledger/no-entity`, `server/no-such-tie`.
 */
export async function membersAsked(means: MemberMeans, asked: { within?: string | undefined; tied?: string | undefined }): Promise<{ key: string; ids: string[] } | undefined> {
  const found: string[][] = [];
  if (asked.within) {
    const { places, firms } = await membersWithin(means, (await whole(means.db, asked.within)).id);
    found.push([...places.keys(), ...firms]);
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
