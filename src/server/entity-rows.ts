/** Rows of lists of entities: each with a few figures. Invariant: the figures are the facts of the days asked for. */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { factsOfMany, latestFacts, type Clocks, type Entity, type Fact } from "../ledger/index.ts";
import type { EntityRow } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { claimsOfFacts, entityRef, Hydration } from "./views.ts";

type Db = Kysely<Schema>;
const ROW_FIGURES = 4;

/** Rows of a list: each entity with the first of its latest facts. */
export async function entityRows(db: Db, deps: Deps, entities: readonly Entity[], asOf: Clocks, prefer: readonly string[] = []): Promise<EntityRow[]> {
  const byEntity = await factsOfMany(db, entities.map((e) => e.canonical_id), asOf);
  const facts = entities.map((e) => byEntity.get(e.canonical_id) ?? []);
  const shown = facts.map((list) => {
    const order = (f: Fact): number => (prefer.includes(f.property) ? prefer.indexOf(f.property) : 50);
    return latestFacts(list).filter((f) => f.unit !== "entity" && f.unit !== "text").sort((a, b) => order(a) - order(b)).slice(0, ROW_FIGURES);
  });
  const hydration = await new Hydration(deps.ontology).load(db, shown.flatMap(claimsOfFacts));
  return entities.map((e, i) => ({ ...entityRef(e), facts: facts[i]!.length, figures: shown[i]!.map((f) => hydration.fact(f)) }));
}
