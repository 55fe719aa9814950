/**
 * The shapes of the ontology: what a noun file and a property file may hold, and the resolved definitions read from them.
 * Invariant: a resolved definition is complete (inheritance applied, defaults filled) and frozen; nobody edits it at run time.
 */
import { z } from "zod";
import type { BaseUnit } from "../kernel/index.ts";
import { HEADLINE_NAMED_MAX, PAGE_PARTS, type PageDef } from "./page.ts";

/** Words in both languages, both present: a noun without one of its names is not usable in the house. */
export interface BothLabel {
  readonly zh: string;
  readonly en: string;
}

const words = z.string().trim().min(1);
export const bothLabel = z.strictObject({ zh: words, en: words });
const range = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
const oneOrMany = z.union([words, z.array(words)]).transform((v) => (typeof v === "string" ? [v] : v));

/** A word that announces a property; `unless` words nearby silence it, `near` words must be nearby for it to count. */
const trigger = z.union([
  words.transform((word) => ({ word, weight: 1, unless: [] as string[], near: [] as string[] })),
  z.looseObject({ word: words, weight: z.number().optional(), unless: oneOrMany.optional(), near: oneOrMany.optional() })
    .transform((t) => ({ ...t, weight: t.weight ?? 1, unless: t.unless ?? [], near: t.near ?? [] })),
]);

const VALUE_KINDS = ["number", "date", "entity", "text"] as const;
const UNITS = ["yuan", "currency", "m2", "count", "ratio", "date", "entity", "text"] as const satisfies readonly BaseUnit[];

export const propertyFile = z.strictObject({
  name: z.string().regex(/^[a-z][a-z_]*(\.[a-z_]+)?$/),
  label: bothLabel,
  definition: bothLabel,
  source: words,
  value: z.enum(VALUE_KINDS),
  unit: z.enum(UNITS),
  units: z.array(z.enum(UNITS)).optional(),
  range: range.optional(),
  target: z.array(words).optional(),
  pattern: words.optional(),
  check: z.enum(["uscc", "lei"]).optional(),
  options: z.array(z.strictObject({ value: z.string().regex(/^[a-z][a-z_-]*$/), label: bothLabel })).optional(),
  language: z.boolean().optional(),
  inverse: bothLabel.optional(),
  triggers: z.strictObject({ zh: z.array(trigger), en: z.array(trigger) }),
});

/** What `shapes.yaml` says of a property where its own file leaves it open. */
export const shapesFile = z.record(words, z.strictObject({
  source: words.optional(), units: z.array(z.enum(UNITS)).optional(), target: z.array(words).optional(), inverse: bothLabel.optional(), range: range.optional(),
}));

/** What the page of a type leads with; `a|b` is the first of both that is on record, `<a` a relation read from its other end. */
const pageFile = z.strictObject({
  headline: z.array(words).max(HEADLINE_NAMED_MAX).optional(),
  steps: z.array(words).optional(),
  relations: z.array(z.union([words, z.record(words, z.strictObject({ label: bothLabel }))])).optional(),
  expects: z.array(words).optional(),
  columns: z.array(words).optional(),
  parts: z.array(z.enum(PAGE_PARTS)).optional(),
});

const propertyUse = z.strictObject({ label: bothLabel.optional(), required: z.boolean().optional(), range: range.optional() });

export const typeFile = z.strictObject({
  name: z.string().regex(/^[A-Z][A-Za-z]*$/),
  abstract: z.boolean().optional(),
  label: bothLabel,
  plural: words,
  definition: bothLabel,
  source: words,
  parent: words.optional(),
  schema: z.url().optional(),
  triggers: z.strictObject({ zh: z.array(words), en: z.array(words) }),
  names: z.strictObject({ suffixes: z.strictObject({ zh: z.array(words), en: z.array(words) }) }),
  properties: z.array(z.union([words, z.record(words, propertyUse)])),
  also: z.array(words).optional(),
  page: pageFile.optional(),
});

/** One file of the ontology: its path below the folder, and its text. */
export interface OntologyFile {
  file: string;
  text: string;
}

/** A parsed file with what is needed to point into it. */
export interface Parsed<T> extends OntologyFile {
  data: T;
}

export type PropertyFile = z.infer<typeof propertyFile>;
export type TypeFile = z.infer<typeof typeFile>;
export type ShapesFile = z.infer<typeof shapesFile>;
export type ValueKind = (typeof VALUE_KINDS)[number];

export interface Range {
  readonly min?: number;
  readonly max?: number;
}

export interface Trigger {
  readonly word: string;
  readonly weight: number;
  readonly unless: readonly string[];
  readonly near: readonly string[];
}

/** One of the values that a text property is limited to. */
export interface Option {
  readonly value: string;
  readonly label: BothLabel;
}

/** A property: what a claim may say, in which units, within which range, and which words announce it. */
export interface PropertyDef {
  readonly name: string;
  readonly label: BothLabel;
  readonly definition: BothLabel;
  readonly source: string;
  readonly value: ValueKind;
  /** The usual base unit; `units` holds every base unit a value may come in, this one first. */
  readonly unit: BaseUnit;
  readonly units: readonly BaseUnit[];
  readonly range?: Range;
  /** For entity values: the types that the value may have, concrete or abstract; the first concrete one is given to a name not known yet. */
  readonly target?: readonly string[];
  readonly pattern?: string;
  readonly check?: "uscc" | "lei";
  /** For text values: the only ones allowed, each with its words. */
  readonly options?: readonly Option[];
  /** A text value that is in a language (a name, an address), so that the claim may say which. */
  readonly language: boolean;
  /** For entity values: what the relation is called when read from the other end. */
  readonly inverse?: BothLabel;
  readonly triggers: { readonly zh: readonly Trigger[]; readonly en: readonly Trigger[] };
}

/** A property as one type uses it: its label there (“Opens” for an expo's start date), whether required, from which parent. */
export interface PropertyUse {
  readonly property: PropertyDef;
  readonly label: BothLabel;
  readonly required: boolean;
  readonly range?: Range;
  readonly from: string;
}

/** A noun. `properties` are those that its form offers; `accepts` adds those that sources state of it now and then. */
export interface TypeDef {
  readonly name: string;
  readonly abstract: boolean;
  readonly label: BothLabel;
  readonly plural: string;
  readonly definition: BothLabel;
  readonly source: string;
  readonly parent?: string;
  /** All ancestors, nearest first. */
  readonly ancestors: readonly string[];
  /** The schema.org class that JSON-LD output uses. */
  readonly schema?: string;
  readonly triggers: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly suffixes: { readonly zh: readonly string[]; readonly en: readonly string[] };
  readonly properties: readonly PropertyUse[];
  readonly accepts: ReadonlySet<string>;
  /** What its page leads with. */
  readonly page: PageDef;
}

/** The whole ontology. `types` holds the concrete nouns only; `abstracts` the parents they inherit from. */
export interface Ontology {
  readonly types: ReadonlyMap<string, TypeDef>;
  readonly abstracts: ReadonlyMap<string, TypeDef>;
  readonly properties: ReadonlyMap<string, PropertyDef>;
}
