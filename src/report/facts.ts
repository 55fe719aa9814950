/**
 * Asking for facts by what they say: newest, of a period, of a kind.
 * Pure. Invariant: what comes back is always a fact of the material itself, never one made up of several.
 */
import { whenRange, type Modality } from "../kernel/index.ts";
import { scopeOf, type Fact } from "../ledger/index.ts";
import { isWhole, lastDay } from "./headline.ts";
import type { Material } from "./material.ts";

export interface Wanted {
  property: string;
  modality?: Modality | readonly Modality[];
  /** Only of the whole; `false` takes parts as well. */
  whole?: boolean;
  /** Matches the words that narrow it, where parts are wanted. */
  scope?: RegExp;
}

export function factsWanted(material: Material, subject: string, wanted: Wanted): Fact[] {
  const kinds = wanted.modality === undefined ? undefined : ([] as Modality[]).concat(wanted.modality);
  return (material.facts.get(subject) ?? []).filter((f) => f.property === wanted.property && (!kinds || kinds.includes(f.modality as Modality))
    && (wanted.scope ? wanted.scope.test(f.qualifier) : wanted.whole === false || isWhole(f)));
}

/** Newest period first; of one period the one that most claims agree with. */
export const newestFirst = (facts: readonly Fact[]): Fact[] => facts.toSorted((a, b) => (lastDay(a) === lastDay(b) ? b.agreeing - a.agreeing || (a.best.id < b.best.id ? -1 : 1) : lastDay(a) < lastDay(b) ? 1 : -1));

export const newest = (material: Material, subject: string, wanted: Wanted): Fact | undefined => newestFirst(factsWanted(material, subject, wanted))[0];

/** The one calendar year that a period is, if it is one. */
export function yearOf(when: string): string | undefined {
  if (!when) return undefined;
  const { first, last } = whenRange(when);
  return first.endsWith("-01-01") && last.endsWith("-12-31") && first.slice(0, 4) === last.slice(0, 4) ? first.slice(0, 4) : undefined;
}

/** The whole years of a series, oldest first, one fact a year and kind: the one of the whole that most claims agree with. */
export function yearly(facts: readonly Fact[]): Fact[] {
  const best = new Map<string, Fact>();
  for (const f of facts) {
    const year = yearOf(f.when);
    if (year === undefined || typeof f.best.value !== "number") continue;
    const key = `${year} ${f.modality}`;
    const before = best.get(key);
    if (!before || rank(f) > rank(before)) best.set(key, f);
  }
  return [...best.values()].sort((a, b) => (a.when === b.when ? ORDER.indexOf(a.modality) - ORDER.indexOf(b.modality) : a.when < b.when ? -1 : 1));
}
const ORDER = ["actual", "forecast", "planned", "target"];
const rank = (f: Fact): number => f.agreeing + (f.best.bound === "eq" ? 0.5 : 0) + (scopeOf(f.property, f.qualifier) === "" ? 0.2 : 0);

/** Members of these types, by the number of facts told of them, then by name. */
export function membersOf(material: Material, types: readonly string[]): string[] {
  const told = (id: string): number => material.facts.get(id)?.length ?? 0;
  const slug = (id: string): string => material.entities.get(id)?.slug ?? id;
  return [...material.members].filter((id) => types.includes(material.entities.get(id)?.type ?? "")).sort((a, b) => told(b) - told(a) || (slug(a) < slug(b) ? -1 : 1));
}

/** Where a relation leads, as canonical ids. */
export function related(material: Material, subject: string, property: string): { to: string; fact: Fact }[] {
  return (material.facts.get(subject) ?? []).filter((f) => f.property === property && f.unit === "entity").map((fact) => ({ to: material.canonical(String(fact.best.value)), fact }));
}
