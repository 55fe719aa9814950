/** The facts of an entity in the order in which they are read. Pure. Invariant: every fact that is not a name or a tie to another entity is in exactly one group. */
import type { FactView } from "../../../server/api-types.ts";
import { newestFirst } from "../../ui/newest.ts";

export interface PropertyGroup {
  property: string;
  facts: FactView[];
}

/** What an entity is called, and how the record files it: shown as names, not as figures. */
const NAMING = new Set(["name", "short_name", "alias", "former_name", "record_group"]);
const UNIT_ORDER = ["yuan", "currency", "count", "m2", "ratio", "date", "text"];

export const isFigure = (fact: FactView) => fact.unit !== "entity" && !NAMING.has(fact.property);

/** Groups of one property, newest first in each: those with the most facts first, "other figures" and words last. */
export function groupsOf(facts: FactView[]): PropertyGroup[] {
  const groups = [...Map.groupBy(facts.filter(isFigure), (fact) => fact.property)].map(([property, some]) => ({ property, facts: newestFirst(some) }));
  const rank = (group: PropertyGroup) => (group.property === "other_count" ? 90 : UNIT_ORDER.indexOf(group.facts[0]?.unit ?? "text") * 10);
  return groups.toSorted((a, b) => rank(a) - rank(b) || b.facts.length - a.facts.length);
}
