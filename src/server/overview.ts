/**
 * What the first page of a cluster leads with: for each leading property the newest facts, actual beside planned and target.
 * Invariant: nothing is summed or made up here; every figure shown is one fact of one entity.
 */
import { whenRange } from "../kernel/index.ts";
import { latestFacts, type Entity, type Fact } from "../ledger/index.ts";
import { propertyOf, type Ontology } from "../ontology/index.ts";
import type { Label } from "./api-types.ts";

/** The groups of the reference record in the order that the switch shows them. */
export const GROUP_LABELS: Readonly<Record<string, Label>> = {
  changchun: { zh: "长春", en: "Changchun" }, nanchang: { zh: "南昌", en: "Nanchang" }, zhongshan: { zh: "中山", en: "Zhongshan" }, comparison: { zh: "对照", en: "Comparison" },
};

const LEADING = ["output_value", "growth_rate", "firms_count", "revenue", "exhibitors", "contract_value", "projects_count", "market_share"];
const FACTS_EACH = 10;

const lastDay = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);
/** The industry of a place says more of the cluster than a zone inside it; facts about a part come after facts about the whole. */
const TYPE_ORDER: Record<string, number> = { Cluster: 0, Region: 1, Expo: 2, Zone: 3 };

/** @param entities the entities of the facts, by canonical id. */
export function headlineOf(facts: readonly Fact[], entities: ReadonlyMap<string, Entity>, ontology: Ontology): { property: string; label: Label; facts: Fact[] }[] {
  const rank = (f: Fact): number => (TYPE_ORDER[entities.get(f.subject_id)?.type ?? ""] ?? 9) * 2 + (f.qualifier ? 1 : 0);
  const bySubject = new Map<string, Fact[]>();
  for (const f of facts) bySubject.set(f.subject_id, [...(bySubject.get(f.subject_id) ?? []), f]);
  const levels = new Set(["output_value"]);
  return LEADING.flatMap((property) => {
    if (!ontology.properties.has(property)) return [];
    // The leading level keeps its series, so that the page can draw it; the others show their latest.
    const found = [...bySubject.values()].flatMap((list) => {
      const own = list.filter((f) => f.property === property);
      return levels.has(property) ? own : latestFacts(own);
    });
    const sorted = found.sort((a, b) => rank(a) - rank(b) || (lastDay(a) < lastDay(b) ? 1 : lastDay(a) > lastDay(b) ? -1 : 0));
    const kept = sorted.slice(0, levels.has(property) ? 40 : FACTS_EACH);
    return kept.length === 0 ? [] : [{ property, label: propertyOf(ontology, property).label, facts: kept }];
  });
}
