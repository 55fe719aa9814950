/**
 * API schemas from the ontology: the JSON Schema of a claim for every property, and a zod check of the envelope.
 * Invariant: what the schemas let through has the units, ranges and words that `validateClaimShape` asks for; the check of
 * a subject's type against a property stays with `validateClaimShape`, because it needs both ends.
 */
import { z } from "zod";
import { BOUNDS, MODALITIES, parseWhen, VISIBILITIES } from "../kernel/index.ts";
import type { Modality } from "../kernel/index.ts";
import type { Ontology, PropertyDef } from "./model.ts";

export type JsonSchema = Record<string, unknown>;

export interface ApiSchemas {
  /** The claim of any property: the union of all below, told apart by `property`. */
  readonly claim: JsonSchema;
  /** Components for OpenAPI, `Claim_<property>` (dots become underscores) → schema. */
  readonly components: Readonly<Record<string, JsonSchema>>;
  /** The zod schema of a claim of one property. */
  readonly zodOf: (property: string) => z.ZodType | undefined;
}

const WHEN_PATTERN = "a partial date or interval: 2024, 2024-06, 2024-06-19, 2024-Q2, 2024-H1, 2023-01/2023-12";
const when = z.string().refine((t) => parseWhen(t) !== undefined, { error: "not a real date" }).describe(WHEN_PATTERN);
const modality = z.enum(MODALITIES as [Modality, ...Modality[]]);

const made = new WeakMap<Ontology, ApiSchemas>();

/** The schemas of an ontology; made once for each. */
export function apiSchemas(ontology: Ontology): ApiSchemas {
  const before = made.get(ontology);
  if (before) return before;
  const shapes = new Map([...ontology.properties.values()].map((p) => [p.name, claimShape(ontology, p)]));
  const components = Object.fromEntries([...shapes].map(([name, shape]) => [componentName(name), z.toJSONSchema(shape, { target: "draft-2020-12", unrepresentable: "any" }) as JsonSchema]));
  for (const schema of Object.values(components)) delete schema["$schema"];
  const refs = [...shapes.keys()].map((name) => [name, `#/components/schemas/${componentName(name)}`] as const);
  const claim = { oneOf: refs.map(([, ref]) => ({ $ref: ref })), discriminator: { propertyName: "property", mapping: Object.fromEntries(refs) } };
  const schemas: ApiSchemas = { claim, components, zodOf: (property) => shapes.get(property) };
  made.set(ontology, schemas);
  return schemas;
}

const componentName = (property: string): string => `Claim_${property.replaceAll(".", "_")}`;

function claimShape(ontology: Ontology, p: PropertyDef): z.ZodType {
  const subjects = [...ontology.types.values()].filter((t) => t.accepts.has(p.name)).map((t) => t.name);
  const sized = p.value === "number" || p.value === "date";
  return z.object({
    property: z.literal(p.name),
    subject_type: subjects.length > 0 ? z.enum(subjects as [string, ...string[]]) : z.string(),
    value: valueShape(p),
    unit: z.enum(p.units as unknown as [string, ...string[]]),
    ...(p.units.includes("currency") ? { currency: z.string().regex(/^[A-Z]{3}$/).nullish().describe("ISO 4217, where the unit is `currency`") } : {}),
    when: when.nullish(),
    modality,
    bound: sized ? z.enum(BOUNDS as [string, ...string[]]) : z.literal("eq"),
    qualifier: z.string().max(500).nullish(),
    visibility: z.enum(VISIBILITIES as [string, ...string[]]).optional(),
  }).meta({ title: p.label.en, description: p.definition.en });
}

function valueShape(p: PropertyDef): z.ZodType {
  switch (p.value) {
    case "number": {
      // With several units (other figures), the range speaks for the usual one only and is left to the check of the claim.
      const single = p.units.every((u) => u === p.unit || u === "currency");
      let shape = z.number();
      if (single && !p.units.includes("currency") && p.range?.min !== undefined) shape = shape.min(p.range.min);
      if (single && !p.units.includes("currency") && p.range?.max !== undefined) shape = shape.max(p.range.max);
      return shape;
    }
    case "date":
      return when;
    case "entity":
      return z.string().min(1).max(2000).describe(`an entity's id or name; of type ${(p.target ?? []).join(", ")}`);
    case "text": {
      if (p.options) return z.enum(p.options.map((o) => o.value) as [string, ...string[]]);
      const text = z.string().min(1).max(2000);
      return p.pattern === undefined ? text : text.regex(new RegExp(p.pattern));
    }
  }
}
