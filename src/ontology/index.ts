/**
 * ontology: the nouns of an optoelectronic cluster and their properties, kept as data in `data/ontology` (one YAML file
 * a noun, one a property), and everything that is generated from them: the check of a claim's form, web forms, import
 * templates, API schemas, reference docs.
 * Nouns: type, property, unit, template, form. Invariant: no other room knows a list of nouns, properties or units of
 * its own; a change of the data files changes forms, templates, schemas and docs together.
 */
export { compileOntology, loadOntology, parseOntology, readOntologyFiles } from "./load.ts";
export { COMPILED_FILE } from "./compiled.ts";
export { acceptedProperties, isA, propertiesOf, propertyOf, typeOf } from "./lookup.ts";
export { validateClaimShape } from "./claim-shape.ts";
export type { ClaimShape } from "./claim-shape.ts";
export { BOUND_LABELS, isCurrency, MODALITY_LABELS, UNIT_LABELS, valueUnits, VISIBILITY_LABELS } from "./vocabulary.ts";
export type { ValueUnit } from "./vocabulary.ts";
export { isLei, isUscc } from "./codes.ts";
export { codeOf, columnKeyOf, importTemplate, TEMPLATE_KINDS, templateFields } from "./template.ts";
export type { ImportTemplate, SheetDef, TemplateKind, TemplateLang } from "./template.ts";
export type { TemplateField } from "./template-field.ts";
export { PARKS_KINDS, PLACE_WHOLES } from "./template-parks.ts";
export type { ParksKind } from "./template-parks.ts";
export { HEADLINE_MAX, PAGE_PARTS } from "./page.ts";
export type { OneOf, PageDef, PagePart, PageRelation } from "./page.ts";
export { concreteTypes, formOf } from "./form.ts";
export type { FormDef, FormField, FormGroup } from "./form.ts";
export { apiSchemas } from "./api-schema.ts";
export type { ApiSchemas, JsonSchema } from "./api-schema.ts";
export { ontologyDocs } from "./docs.ts";
export type {
  BothLabel, Ontology, OntologyFile, Option, PropertyDef, PropertyUse, Range, Trigger, TypeDef, ValueKind,
} from "./model.ts";
