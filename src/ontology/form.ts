/**
 * Forms from the ontology: which fields a web form of a type shows, in which groups, with which input and limits.
 * Invariant: a value that the form's limits let through passes `validateClaimShape`, and the other way round.
 */
import type { BaseUnit } from "../kernel/index.ts";
import { typeOf } from "./lookup.ts";
import type { BothLabel, Ontology, Option, PropertyUse, Range, ValueKind } from "./model.ts";
import { UNIT_LABELS } from "./vocabulary.ts";

export interface FormField {
  readonly property: string;
  readonly label: BothLabel;
  readonly help: BothLabel;
  readonly input: ValueKind | "select";
  /** Base units to choose from, the usual one first. Empty for text and entity values. */
  readonly units: readonly { readonly unit: BaseUnit; readonly label: BothLabel }[];
  readonly range?: Range;
  /** Types that an entity value may have, abstract ones replaced by the concrete types below them. */
  readonly targets?: readonly string[];
  readonly options?: readonly Option[];
  readonly pattern?: string;
  readonly required: boolean;
  /** Whether the text is in a language that the form should ask for. */
  readonly language: boolean;
}

export interface FormGroup {
  readonly key: "identity" | "relations" | "dates" | "figures";
  readonly label: BothLabel;
  readonly fields: readonly FormField[];
}

export interface FormDef {
  readonly type: string;
  readonly label: BothLabel;
  readonly definition: BothLabel;
  readonly groups: readonly FormGroup[];
}

const GROUPS: readonly { key: FormGroup["key"]; value: ValueKind; label: BothLabel }[] = [
  { key: "identity", value: "text", label: { zh: "身份", en: "Identity" } },
  { key: "relations", value: "entity", label: { zh: "关系", en: "Relations" } },
  { key: "dates", value: "date", label: { zh: "日期", en: "Dates" } },
  { key: "figures", value: "number", label: { zh: "数字", en: "Figures" } },
];

/**
 * The form of a type, grouped by kind of value; groups without fields are left out.
 * @throws AppError `ontology/unknown-type`.
 */
export function formOf(ontology: Ontology, type: string): FormDef {
  const def = typeOf(ontology, type);
  const groups = GROUPS.map(({ key, value, label }) => ({
    key, label, fields: def.properties.filter((u) => u.property.value === value).map((u) => fieldOf(ontology, u)),
  })).filter((g) => g.fields.length > 0);
  return { type, label: def.label, definition: def.definition, groups };
}

function fieldOf(ontology: Ontology, use: PropertyUse): FormField {
  const p = use.property;
  return {
    property: p.name, label: use.label, help: p.definition, input: p.options ? "select" : p.value,
    units: p.value === "number" ? p.units.map((unit) => ({ unit, label: UNIT_LABELS[unit] })) : [],
    ...(use.range ? { range: use.range } : {}), ...(p.target ? { targets: concreteTypes(ontology, p.target) } : {}),
    ...(p.options ? { options: p.options } : {}), ...(p.pattern === undefined ? {} : { pattern: p.pattern }),
    required: use.required, language: p.language,
  };
}

/** The concrete types that are, or are kinds of, the named ones. */
export function concreteTypes(ontology: Ontology, names: readonly string[]): string[] {
  return [...ontology.types.values()].filter((t) => names.includes(t.name) || t.ancestors.some((a) => names.includes(a))).map((t) => t.name);
}
