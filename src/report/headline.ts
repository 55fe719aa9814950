/**
 * What leads a page or a paper on a cluster: the series of its principal industry, and its newest expo.
 * Invariant: nothing is summed or made up here; every figure is one fact of one entity, and figures of a part (a qualifier that
 * narrows) never stand for the whole.
 */
import { whenRange } from "../kernel/index.ts";
import { scopeOf, type Entity, type Fact } from "../ledger/index.ts";

/** What people ask of an industry, and of an expo, first things first. */
export const OF_INDUSTRY = ["output_value", "growth_rate", "firms_count", "revenue", "market_share"] as const;
export const OF_EXPO = ["exhibitors", "exhibition_area", "visitors", "contract_value", "projects_count"] as const;

/** The last day that a fact speaks of. */
export const lastDay = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);

/** Whether a fact is of the whole. A growth rate is that of output unless its words say otherwise. */
export const isWhole = (f: Fact): boolean => scopeOf(f.property === "growth_rate" ? "output_value" : f.property, f.qualifier) === "";

/** The industry of a place says more than the place, the place more than a zone inside it. */
const TYPE_ORDER: Record<string, number> = { Cluster: 0, Region: 1, Zone: 2 };

/** The subject with the longest series of the property: what people mean by the figure here. */
export function principalOf(groups: ReadonlyMap<string, readonly Fact[]>, entities: ReadonlyMap<string, Entity>, property: string): string | undefined {
  let best: { id: string; score: number } | undefined;
  for (const [id, facts] of groups) {
    const type = entities.get(id)?.type ?? "";
    if (!(type in TYPE_ORDER)) continue;
    const own = facts.filter((f) => f.property === property && isWhole(f));
    if (own.length === 0) continue;
    // What is reported counts; a subject that is only planned leads where nothing is reported of any.
    const reported = own.filter((f) => f.modality === "actual").reduce((sum, f) => sum + 1 + f.agreeing, 0);
    const score = reported * 1_000 + own.length - (TYPE_ORDER[type] ?? 9) / 10;
    if (!best || score > best.score) best = { id, score };
  }
  return best?.id;
}

/** Expos of which anything is told, newest first. */
export function exposOf(groups: ReadonlyMap<string, readonly Fact[]>, entities: ReadonlyMap<string, Entity>): string[] {
  const told = (f: Fact): boolean => (OF_EXPO as readonly string[]).includes(f.property);
  const day = (facts: readonly Fact[]): string => facts.filter(told).map(lastDay).sort().at(-1) ?? "";
  return [...groups].filter(([id, facts]) => entities.get(id)?.type === "Expo" && facts.some((f) => told(f) && isWhole(f)))
    .map(([id, facts]) => ({ id, day: day(facts) })).sort((a, b) => (a.day < b.day ? 1 : -1)).map((e) => e.id);
}
