/**
 * What the first page of a cluster leads with: the series of its principal industry, and its newest expo.
 * Invariant: nothing is summed or made up here; every figure shown is one fact of one entity, and figures of a part (a qualifier that
 * narrows) never stand for the whole.
 */
import { exposOf, isWhole, lastDay, OF_EXPO, OF_INDUSTRY, principalOf } from "../report/index.ts";
import type { Entity, Fact } from "../ledger/index.ts";
import { propertyOf, type Ontology } from "../ontology/index.ts";
import type { Label } from "./api-types.ts";

const FACTS_EACH = 40;

function groupBySubject(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const f of facts) {
    const list = groups.get(f.subject_id);
    if (list) list.push(f);
    else groups.set(f.subject_id, [f]);
  }
  return groups;
}

export interface HeadlineGroup {
  property: string;
  label: Label;
  /** Of the whole. */
  facts: Fact[];
  /** Actuals of parts, where none is told of the whole. */
  parts: Fact[];
}

/** @param entities the entities of the facts, by canonical id. */
export function headlineOf(facts: readonly Fact[], entities: ReadonlyMap<string, Entity>, ontology: Ontology): HeadlineGroup[] {
  const groups = groupBySubject(facts);
  const lead = principalOf(groups, entities, "output_value");
  const expo = exposOf(groups, entities)[0];
  const from = (id: string | undefined, property: string, whole = true): Fact[] =>
    id === undefined ? [] : (groups.get(id) ?? []).filter((f) => f.property === property && isWhole(f) === whole).sort((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1)).slice(0, FACTS_EACH);
  const isActual = (f: Fact): boolean => f.modality === "actual";
  const shown = (property: string, list: Fact[]): HeadlineGroup[] =>
    list.length === 0 || !ontology.properties.has(property) ? [] : [{ property, label: propertyOf(ontology, property).label, facts: list, parts: list.some(isActual) ? [] : from(list[0]!.subject_id, property, false).filter(isActual) }];
  return [
    ...OF_INDUSTRY.flatMap((property) => {
      const own = from(lead, property);
      return shown(property, own.length > 0 ? own : from(principalOf(groups, entities, property), property));
    }),
    ...OF_EXPO.flatMap((property) => shown(property, from(expo, property))),
  ];
}
