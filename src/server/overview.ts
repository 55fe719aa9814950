/**
 * What the first page of a cluster leads with: the series of its principal industry, and its newest expo.
 * Invariant: nothing is summed or made up here; every figure shown is one fact of one entity, and figures of a part (a qualifier that
 * narrows) never stand for the whole.
 */
import { whenRange } from "../kernel/index.ts";
import { scopeOf, type Entity, type Fact } from "../ledger/index.ts";
import { propertyOf, type Ontology } from "../ontology/index.ts";
import type { Label } from "./api-types.ts";

/** The groups of the reference record in the order that the switch shows them. */
export const GROUP_LABELS: Readonly<Record<string, Label>> = {
  changchun: { zh: "长春", en: "Changchun" }, nanchang: { zh: "南昌", en: "Nanchang" }, zhongshan: { zh: "中山", en: "Zhongshan" }, comparison: { zh: "对照", en: "Comparison" },
};

const OF_INDUSTRY = ["output_value", "growth_rate", "firms_count", "revenue", "market_share"];
const OF_EXPO = ["exhibitors", "exhibition_area", "visitors", "contract_value", "projects_count"];
const FACTS_EACH = 40;

const lastDay = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);
/** A growth rate is that of output unless its words say otherwise. */
const isWhole = (f: Fact): boolean => scopeOf(f.property === "growth_rate" ? "output_value" : f.property, f.qualifier) === "";

/** The industry of a place says more than the place, the place more than a zone inside it. */
const TYPE_ORDER: Record<string, number> = { Cluster: 0, Region: 1, Zone: 2 };

function groupBySubject(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const f of facts) {
    const list = groups.get(f.subject_id);
    if (list) list.push(f);
    else groups.set(f.subject_id, [f]);
  }
  return groups;
}

/** The subject with the longest series of the property: what people mean by the figure here. */
function principal(groups: ReadonlyMap<string, Fact[]>, entities: ReadonlyMap<string, Entity>, property: string): string | undefined {
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

function newestExpo(groups: ReadonlyMap<string, Fact[]>, entities: ReadonlyMap<string, Entity>): string | undefined {
  const held = [...groups].filter(([id, facts]) => entities.get(id)?.type === "Expo" && facts.some((f) => OF_EXPO.includes(f.property) && isWhole(f)));
  const day = (facts: readonly Fact[]): string => facts.filter((f) => OF_EXPO.includes(f.property)).map(lastDay).sort().at(-1) ?? "";
  return held.sort(([, a], [, b]) => (day(a) < day(b) ? 1 : -1))[0]?.[0];
}

/** @param entities the entities of the facts, by canonical id. */
export function headlineOf(facts: readonly Fact[], entities: ReadonlyMap<string, Entity>, ontology: Ontology): { property: string; label: Label; facts: Fact[] }[] {
  const groups = groupBySubject(facts);
  const lead = principal(groups, entities, "output_value");
  const expo = newestExpo(groups, entities);
  const from = (id: string | undefined, property: string): Fact[] =>
    id === undefined ? [] : (groups.get(id) ?? []).filter((f) => f.property === property && isWhole(f)).sort((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1)).slice(0, FACTS_EACH);
  const shown = (property: string, list: Fact[]): { property: string; label: Label; facts: Fact[] }[] =>
    list.length === 0 || !ontology.properties.has(property) ? [] : [{ property, label: propertyOf(ontology, property).label, facts: list }];
  return [
    ...OF_INDUSTRY.flatMap((property) => {
      const own = from(lead, property);
      return shown(property, own.length > 0 ? own : from(principal(groups, entities, property), property));
    }),
    ...OF_EXPO.flatMap((property) => shown(property, from(expo, property))),
  ];
}
