/**
 * One entity whole, for programs and for two beside each other: its facts and relations as of a day, a page of each list at a time.
 * Invariant: no answer holds more facts, names, merged entities, or relations in either direction, than the page asked for, however large the place; following `next` to its
 * end gives all of it, each once.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError } from "../kernel/index.ts";
import { claimsAsOf, claimsPointingTo, entitiesByIds, entityBy, factsOf, latestFacts, proposalsOn, type Claim, type Clocks, type Fact } from "../ledger/index.ts";
import type { EntityView } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { claimsOfFacts, entityRef, Hydration, labelOfProperty, labelOfType } from "./views.ts";

type Db = Kysely<Schema>;

const ITEMS = 500;

/** Where a page begins: so many facts, names and merged entities on, and after which relation from elsewhere; without it there is none left. */
interface Place {
  from: number;
  after?: string;
  told: boolean;
}

const cursorOf = ({ from, after, told }: Place): string => `${from}~${told ? "end" : (after ?? "")}`;

/** @throws AppError `server/bad-cursor`. */
function placeIn(cursor: string | undefined): Place {
  if (cursor === undefined) return { from: 0, told: false };
  const m = /^(\d{1,9})~(end|[0-9a-f-]{36}|)$/.exec(cursor);
  if (!m) throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
  return { from: Number(m[1]), told: m[2] === "end", ...(m[2] !== "end" && m[2] !== "" ? { after: m[2]! } : {}) };
}

/** Those claims that had been said, recorded and come to hold by the clocks; what was decided on them since is left as it is. */
export function seenBy<T extends Claim>(claims: readonly T[], { valid_on, known_on, recorded_on }: Clocks): T[] {
  const held = new Set(claimsAsOf(claims, [], valid_on === undefined ? {} : { valid_on }).map((cl) => cl.id));
  return claims.filter((cl) => held.has(cl.id) && (known_on === undefined || cl.known_from <= known_on) && (recorded_on === undefined || cl.recorded_at.slice(0, 10) <= recorded_on));
}

/** @throws AppError `ledger/no-entity`, `server/bad-cursor`. */
export async function entityWhole(deps: Deps, db: Db, ref: string, asOf: Clocks, { cursor, limit = ITEMS }: { cursor?: string; limit?: number } = {}): Promise<EntityView> {
  const place = placeIn(cursor);
  const asked = await entityBy(db, ref);
  const entity = asked.canonical_id === asked.id ? asked : await entityBy(db, asked.canonical_id);
  const page = <T,>(list: readonly T[]): T[] => list.slice(place.from, place.from + limit);
  const all = await factsOf(db, entity.canonical_id, asOf);
  const facts = page(all), headline = place.from === 0 ? latestFacts(all).slice(0, limit) : [];
  const elsewhere = place.told ? [] : await claimsPointingTo(db, entity.canonical_id, { limit: limit + 1, ...(place.after === undefined ? {} : { after: place.after }) });
  const read = elsewhere.slice(0, limit), told = elsewhere.length <= limit;
  const pointing = seenBy(read, asOf);
  const members = db.selectFrom("entity").select("id").where("canonical_id", "=", entity.id);
  const names = await db.selectFrom("entity_name").select(["text", "kind", "lang"]).where("entity_id", "in", members).orderBy("kind").orderBy("text").offset(place.from).limit(limit + 1).execute();
  const merged = await members.where("id", "!=", entity.id).orderBy("id").offset(place.from).limit(limit + 1).execute();
  const hydration = await new Hydration(deps.ontology).load(db, [...claimsOfFacts([...facts, ...headline]), ...pointing]);
  const more = all.length > place.from + limit || names.length > limit || merged.length > limit || !told;
  return {
    ...entityRef(entity), type_label: labelOfType(deps.ontology, entity.type), canonical_id: entity.canonical_id, names: names.slice(0, limit),
    merged: [...(await entitiesByIds(db, merged.slice(0, limit).map((m) => m.id))).values()].map(entityRef), headline: headline.map((f) => hydration.fact(f)), facts: facts.map((f) => hydration.fact(f)),
    relations: [...facts.filter((f) => f.unit === "entity").map((f) => out(deps, hydration, f)), ...pointing.map((cl) => inwards(deps, hydration, cl))],
    open_proposals: await proposalsOn(db, entity.canonical_id), as_of: asOf,
    ...(more ? { next: cursorOf({ from: place.from + limit, told, ...(read.length > 0 ? { after: read.at(-1)!.id } : {}) }) } : {}),
  };
}

const out = (deps: Deps, hydration: Hydration, f: Fact): EntityView["relations"][number] => ({
  property: f.property, property_label: labelOfProperty(deps.ontology, f.property), direction: "out", other: hydration.entity(String(f.best.value)), claim: hydration.claim(f.best),
});

const inwards = (deps: Deps, hydration: Hydration, cl: Claim): EntityView["relations"][number] => ({
  property: cl.property, property_label: deps.ontology.properties.get(cl.property)?.inverse ?? labelOfProperty(deps.ontology, cl.property), direction: "in", other: hydration.entity(cl.subject_id), claim: hydration.claim(cl),
});
