/** Questions to the ontology by name. A name that does not exist is a refused request, with the known names at hand. */
import { AppError } from "../kernel/index.ts";
import type { Ontology, PropertyDef, PropertyUse, TypeDef } from "./model.ts";

/**
 * The definition of a concrete type.
 * @throws AppError `ontology/unknown-type` (404).
 */
export function typeOf(ontology: Ontology, name: string): TypeDef {
  const type = ontology.types.get(name);
  if (type) return type;
  throw new AppError("ontology/unknown-type", { name, known: [...ontology.types.keys()] }, {
    zh: `没有名为“${name}”的类型`, en: `There is no type “${name}”`, status: 404,
    hint: { zh: `可用：${[...ontology.types.keys()].join("、")}`, en: `known: ${[...ontology.types.keys()].join(", ")}` },
  });
}

/**
 * The definition of a property.
 * @throws AppError `ontology/unknown-property` (404).
 */
export function propertyOf(ontology: Ontology, name: string): PropertyDef {
  const property = ontology.properties.get(name);
  if (property) return property;
  throw new AppError("ontology/unknown-property", { name }, { zh: `没有名为“${name}”的属性`, en: `There is no property “${name}”`, status: 404 });
}

/** The properties that the form of a type offers, inherited ones first, in the order of the files. */
export function propertiesOf(ontology: Ontology, type: string): readonly PropertyUse[] {
  return typeOf(ontology, type).properties;
}

/** Every property that a claim about this type may have: the form's, and those that sources state of it now and then. */
export function acceptedProperties(ontology: Ontology, type: string): PropertyDef[] {
  const { accepts } = typeOf(ontology, type);
  return [...ontology.properties.values()].filter((p) => accepts.has(p.name));
}

/** Whether the type is the other one or a kind of it (`isA(o, "Firm", "Organisation")`). */
export function isA(ontology: Ontology, type: string, ancestor: string): boolean {
  return type === ancestor || (ontology.types.get(type)?.ancestors.includes(ancestor) ?? false);
}
