/**
 * What a fact speaks of: the whole ("") or a part, named.
 * Pure. Invariant: the server's word on it goes before the bare qualifier, since some qualifiers ("综合产值") narrow nothing.
 */
import type { FactView } from "../../server/api-types.ts";

export type ScopedFact = FactView & { scope?: string };

export const scopeOf = (fact: ScopedFact): string => fact.scope ?? fact.qualifier;

/** Facts that are known to speak of the whole, as those of a headline are. */
export const asWhole = (facts: FactView[]): ScopedFact[] => facts.map((fact) => ({ ...fact, scope: "" }));
