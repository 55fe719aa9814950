/**
 * What a fact speaks of: the whole ("") or a part, by the server's word on it, since some qualifiers ("综合产值") narrow nothing.
 * Pure. Invariant: facts of one scope are one series.
 */
import type { FactView } from "../../server/api-types.ts";

export const scopeOf = (fact: FactView): string => fact.scope;

/** Facts that are known to speak of the whole, as those of a headline are. */
export const asWhole = (facts: FactView[]): FactView[] => facts.map((fact) => ({ ...fact, scope: "" }));
