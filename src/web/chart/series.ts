/**
 * Which of a property's facts make one series: those that speak of the same thing.
 * Pure. Invariant: facts of two qualifiers are never drawn as one series; the whole goes before a part.
 */
import type { FactView } from "../../server/api-types.ts";
import { scopeOf } from "../ui/scope.ts";
import { drawable } from "./drawable.ts";

export interface Series {
  qualifier: string;
  facts: FactView[];
}

const periods = (facts: FactView[]) => new Set(facts.map((fact) => fact.when)).size;

/** One fact a period and modality: the one that most claims agree with, unqualified among equals. */
function oneEach(facts: FactView[]): FactView[] {
  const best = (some: FactView[]) => some.toSorted((a, b) => b.agreeing - a.agreeing || a.qualifier.length - b.qualifier.length)[0];
  return [...Map.groupBy(facts, (fact) => `${fact.when} ${fact.modality}`).values()].map(best).filter((fact) => fact !== undefined);
}

/** The series of most periods, of the whole where it has more than one; nothing where no qualifier has two. */
export function seriesOf(facts: FactView[]): Series | undefined {
  const groups = [...Map.groupBy(drawable(facts), scopeOf)].map(([qualifier, some]) => ({ qualifier, facts: oneEach(some) })).filter((one) => periods(one.facts) > 1);
  return groups.toSorted((a, b) => Number(b.qualifier === "") - Number(a.qualifier === "") || periods(b.facts) - periods(a.facts))[0];
}
