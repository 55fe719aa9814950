/** Questions to the form of a type. Pure. Invariant: a property that the form has not is answered from the ontology at large. */
import type { EntryField, EntryFormDef, OntologyView } from "../../../server/api-types.ts";
import { unitsOf } from "../../ui/claim-draft.ts";

export const fieldsOf = (form: EntryFormDef): EntryField[] => form.groups.flatMap((group) => group.fields);

/** The first figure that the type has, else its first property. */
export const firstField = (form: EntryFormDef): EntryField | undefined => fieldsOf(form).find((field) => field.input === "number") ?? fieldsOf(form)[0];

/** Units that a value may come in, the usual one first. */
export function unitsOfField(form: EntryFormDef, ontology: OntologyView, property: string): string[] {
  const own = fieldsOf(form).find((field) => field.property === property);
  return own && own.units.length > 0 ? own.units.map((one) => one.unit) : unitsOf(property, ontology);
}
