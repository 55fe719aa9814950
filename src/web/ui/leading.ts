/**
 * Which of a cluster's subjects its page speaks of, and which of their figures lead.
 * Pure. Invariant: figures of two subjects are never mixed into one series; a figure about a part leads only where none about the whole is there.
 */
import type { EntityRef, FactView, Label, Overview } from "../../server/api-types.ts";
import { drawable } from "../chart/drawable.ts";
import { lastYear, newestFirst, standingOf } from "./newest.ts";
import { scopeOf } from "./scope.ts";

export type HeadlineGroup = Overview["headline"][number];

export interface SubjectFacts {
  subject: EntityRef;
  facts: FactView[];
}

/** Facts by their subject, in the order of first appearance. */
export function bySubject(facts: FactView[]): SubjectFacts[] {
  return [...Map.groupBy(facts, (fact) => fact.best.subject.id).values()].map((some) => ({ subject: (some[0] as FactView).best.subject, facts: some }));
}

/** The subject that the page is about: the one with most actual output figures over time, the first among equals. */
export function mainSubject(headline: HeadlineGroup[]): EntityRef | undefined {
  const output = bySubject(headline.find((one) => one.property === "output_value")?.facts ?? []);
  const weight = (one: SubjectFacts) => drawable(one.facts).filter((fact) => fact.modality === "actual").length;
  return output.toSorted((a, b) => weight(b) - weight(a))[0]?.subject ?? headline[0]?.facts[0]?.best.subject;
}

export interface Lead {
  subject: EntityRef;
  /** The figure that is set large: an actual, or of dates still ahead the one told last. */
  lead?: FactView;
  ahead: FactView[];
  /** What else its subject has, newest first: told of parts, or earlier. */
  rest: FactView[];
}

const sizeOf = (fact: FactView) => (typeof fact.best.value === "number" ? fact.best.value : 0);

/** The broadest of the newest actual figures about a part: the greatest value of the latest year. */
function broadest(facts: FactView[]): FactView | undefined {
  const actual = facts.filter((fact) => fact.modality === "actual");
  const year = Math.max(...actual.map((fact) => lastYear(fact.when)));
  return actual.filter((fact) => lastYear(fact.when) === year).toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
}

/** Of dates, which have no period: the one that was stated last, whatever its modality. */
function latestDate(facts: FactView[]): FactView | undefined {
  return facts.filter((fact) => fact.unit === "date").toSorted((a, b) => (b.best.stated_on ?? "").localeCompare(a.best.stated_on ?? ""))[0];
}

/** How a property stands for the main subject, else for the first that has it. */
export function leadOf(facts: FactView[], main: EntityRef | undefined): Lead | undefined {
  const groups = bySubject(facts);
  const chosen = groups.find((one) => one.subject.id === main?.id) ?? groups.find((one) => one.facts.some((fact) => fact.modality === "actual")) ?? groups[0];
  if (chosen === undefined) return undefined;
  const whole = chosen.facts.filter((fact) => scopeOf(fact) === "");
  const standing = standingOf(whole);
  const actual = standing.actual ?? broadest(chosen.facts) ?? latestDate(chosen.facts);
  const ahead = standing.ahead.filter((fact) => fact !== actual);
  const told = new Set([actual, ...ahead]);
  const rest = newestFirst(chosen.facts.filter((fact) => (fact.modality === "actual" || fact.unit === "date") && !told.has(fact)));
  return { subject: chosen.subject, ahead, rest, ...(actual ? { lead: actual } : {}) };
}

/** What a figure that leads is called: one of a part says so. */
export const nameOf = (label: Label, { lead }: Lead): Label => (lead && lead.scope !== "" ? { zh: `${label.zh ?? label.en}（部分）`, en: `${label.en ?? label.zh}, of a part` } : label);
