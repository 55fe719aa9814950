/**
 * Where a property stands, read from its facts: the newest actual, and what was aimed at, planned or foreseen for the newest period.
 * Pure. Invariant: a later period is newer; a whole year is preferred to a part of the same year; facts without a period come last.
 */
import type { FactView, Modality } from "../../server/api-types.ts";
import { isPart } from "../chart/drawable.ts";

/** The last year that a period reaches, 0 where there is none. */
export function lastYear(when: string): number {
  const years = when.match(/\d{4}/g);
  return years === null ? 0 : Number(years.at(-1));
}

/** Newest first. */
export function newestFirst(facts: FactView[]): FactView[] {
  return facts.toSorted((a, b) => lastYear(b.when) - lastYear(a.when) || Number(isPart(a.when)) - Number(isPart(b.when)) || b.when.localeCompare(a.when) || b.agreeing - a.agreeing);
}

export interface Standing {
  actual?: FactView;
  /** Newest of each other modality, where it looks beyond the actual. */
  ahead: FactView[];
}

export function standingOf(facts: FactView[]): Standing {
  const newest = (modality: Modality) => newestFirst(facts.filter((fact) => fact.modality === modality))[0];
  const actual = newest("actual");
  const reached = lastYear(actual?.when ?? "");
  const ahead = (["target", "planned", "forecast"] as const).map(newest).filter((fact) => fact !== undefined).filter((fact) => lastYear(fact.when) === 0 || lastYear(fact.when) >= reached);
  return actual === undefined ? { ahead } : { actual, ahead };
}
