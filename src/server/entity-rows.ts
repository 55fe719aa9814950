/** Rows of lists of entities: each with a few figures. Invariant: the figures are the facts of the days asked for. */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { factsOfMany, latestFacts, scopeOf, type Clocks, type Entity, type Fact } from "../ledger/index.ts";
import type { EntityRow } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { claimsOfFacts, entityRef, Hydration } from "./views.ts";

type Db = Kysely<Schema>;
const ROW_FIGURES = 4;

/** What leads of each of these: the newest actual of the whole, else what is planned of it, else what is told of a part. */
export function leading(facts: readonly Fact[], figures: readonly (readonly string[])[]): Fact[] {
  const rank = (f: Fact): number => (scopeOf(f.property, f.qualifier) === "" ? 0 : 2) + (f.modality === "actual" ? 0 : 1);
  const newest = (f: Fact): string => f.when || f.best.known_from;
  return figures.flatMap((oneOf) => {
    const property = oneOf.find((name) => facts.some((f) => f.property === name));
    return facts.filter((f) => f.property === property).sort((a, b) => rank(a) - rank(b) || (newest(a) < newest(b) ? 1 : -1)).slice(0, 1);
  });
}

/** Rows of a list: each entity with the first of its latest facts, or exactly the `figures` asked for. */
export async function entityRows(db: Db, deps: Deps, entities: readonly Entity[], asOf: Clocks, prefer: readonly string[] = [], figures: readonly (readonly string[])[] = []): Promise<EntityRow[]> {
  const byEntity = await factsOfMany(db, entities.map((e) => e.canonical_id), asOf);
  const facts = entities.map((e) => byEntity.get(e.canonical_id) ?? []);
  const shown = facts.map((list) => {
    if (figures.length > 0) return leading(list, figures);
    const order = (f: Fact): number => (prefer.includes(f.property) ? prefer.indexOf(f.property) : 50);
    return latestFacts(list).filter((f) => f.unit !== "entity" && f.unit !== "text").sort((a, b) => order(a) - order(b)).slice(0, ROW_FIGURES);
  });
  const hydration = await new Hydration(deps.ontology).load(db, shown.flatMap(claimsOfFacts));
  return entities.map((e, i) => ({ ...entityRef(e), facts: facts[i]!.length, figures: shown[i]!.map((f) => hydration.fact(f)) }));
}
