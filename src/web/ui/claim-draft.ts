/**
 * The draft of a claim that is corrected or entered: fields as typed, checked against the ontology, and turned into what is sent.
 * Pure. Invariant: of a correction only what differs from the claim is sent; a draft with a problem is never sent.
 */
import type { Bound, ClaimView, CorrectionBody, EntityRef, Modality, OntologyView } from "../../server/api-types.ts";
import type { Lang } from "./figure-text.ts";
import { type Step, fromBase, isWhen, numberTyped, stepOf, toBase } from "./value-entry.ts";

export interface Draft {
  property: string;
  /** As typed: a number in the chosen step, a date, or words. */
  value: string;
  /** The step's size in base units. */
  times: number;
  object?: EntityRef;
  unit: string;
  currency: string;
  when: string;
  modality: Modality;
  bound: Bound;
  qualifier: string;
  note: string;
}

export type Field = keyof Draft;
export type DraftProblem = "number" | "date" | "period" | "entity" | "words" | "currency" | "note";
export type Problems = Partial<Record<Field, DraftProblem>>;

const NUMERIC = ["yuan", "currency", "m2", "count", "ratio"];

export const isNumeric = (unit: string) => NUMERIC.includes(unit);

export function draftOf(claim: ClaimView, steps: Step[]): Draft {
  const step = typeof claim.value === "number" ? stepOf(claim.value, steps) : { times: 1, name: "" };
  return {
    property: claim.property, value: typeof claim.value === "number" ? fromBase(claim.value, step) : claim.value, times: step.times, unit: claim.unit,
    currency: claim.currency ?? "", when: claim.when ?? "", modality: claim.modality, bound: claim.bound, qualifier: claim.qualifier ?? "", note: "",
    ...(claim.object ? { object: claim.object } : {}),
  };
}

/** Units that a property's values may have: its own, and money of another currency beside yuan. */
export function unitsOf(property: string, ontology: OntologyView): string[] {
  const info = ontology.properties.find((one) => one.name === property);
  if (info === undefined || property === "other_count") return ontology.units.filter(isNumeric);
  return info.unit === "yuan" ? ["yuan", "currency"] : [info.unit];
}

export function problemsOf(draft: Draft): Problems {
  const problems: Problems = {};
  if (isNumeric(draft.unit) && numberTyped(draft.value) === undefined) problems.value = "number";
  if (draft.unit === "date" && !isWhen(draft.value)) problems.value = "date";
  if (draft.unit === "entity" && draft.object === undefined) problems.object = "entity";
  if (draft.unit === "text" && draft.value.trim() === "") problems.value = "words";
  if (draft.unit === "currency" && !/^[A-Z]{3}$/.test(draft.currency)) problems.currency = "currency";
  if (draft.when !== "" && !isWhen(draft.when)) problems.when = "period";
  if (draft.note.trim() === "") problems.note = "note";
  return problems;
}

function valueOf(draft: Draft): number | string {
  if (draft.unit === "entity") return draft.object?.id ?? "";
  if (!isNumeric(draft.unit)) return draft.value.trim();
  return toBase(numberTyped(draft.value) ?? Number.NaN, { times: draft.times, name: "" });
}

/** What is sent of a figure that is entered anew. Call only when `problemsOf` finds none. */
export function entryOf(draft: Draft): Pick<Draft, "property" | "unit" | "modality" | "bound"> & { value: number | string; currency?: string; when?: string; qualifier?: string } {
  const { property, unit, modality, bound } = draft;
  return {
    property, unit, modality, bound, value: valueOf(draft), ...(unit === "currency" ? { currency: draft.currency } : {}), ...(draft.when ? { when: draft.when } : {}),
    ...(draft.qualifier.trim() ? { qualifier: draft.qualifier.trim() } : {}),
  };
}

/** What is sent: the members that differ. Call only when `problemsOf` finds none. */
export function correctionOf(draft: Draft, claim: ClaimView): CorrectionBody {
  const body: CorrectionBody = { note: draft.note.trim() };
  if (claim.head !== undefined) body.expects = claim.head;
  if (draft.property !== claim.property) body.property = draft.property;
  const value = valueOf(draft);
  if (value !== (claim.object?.id ?? claim.value)) body.value = value;
  if (draft.unit !== claim.unit) body.unit = draft.unit;
  const currency = draft.unit === "currency" ? draft.currency : null;
  if (currency !== (claim.currency ?? null)) body.currency = currency;
  if (draft.when !== (claim.when ?? "")) body.when = draft.when === "" ? null : draft.when;
  if (draft.modality !== claim.modality) body.modality = draft.modality;
  if (draft.bound !== claim.bound) body.bound = draft.bound;
  if (draft.qualifier.trim() !== (claim.qualifier ?? "")) body.qualifier = draft.qualifier.trim() === "" ? null : draft.qualifier.trim();
  return body;
}

/** The name of one base unit, for the steps that it is typed in. */
export function baseName(unit: string, currency: string, lang: Lang): string {
  if (unit === "yuan") return lang === "zh" ? "元" : "yuan";
  if (unit === "currency") return currency;
  if (unit === "count") return lang === "zh" ? "个" : "";
  return unit === "m2" ? (lang === "zh" ? "平方米" : "m²") : "";
}
