/**
 * What typed text means among the words of the ontology: a type is its table, a property the claims that state it.
 * Pure. Invariant: a whole word that is typed comes before one that only contains it.
 */
import type { Label, OntologyView } from "../../server/api-types.ts";
import { path } from "../path.ts";

const NOUNS_SHOWN = 4;

/** Types and properties of the ontology that the text means, with a year if one is typed: "参展商 2024" is the claims that state it. */
export function nounsMeant(text: string, ontology: OntologyView | undefined): { key: string; label: Label; to: string }[] {
  const dated = /(?<!\d)((?:19|20)\d{2})(?!\d)年?/.exec(text);
  const year = dated?.[1];
  const word = text.replace(dated?.[0] ?? "", "").trim().toLowerCase();
  if (word.length < 2 || ontology === undefined) return [];
  const means = (label: Label | undefined): boolean => [label?.zh, label?.en].some((one) => one?.toLowerCase().includes(word));
  const exact = (label: Label): number => Number([label.zh, label.en].some((one) => one?.toLowerCase() === word));
  return [
    ...ontology.types.flatMap((type) => { const label = [type.plural, type.label].find(means); return label && year === undefined ? [{ key: `type ${type.name}`, label, to: path.entities({ type: type.name }) }] : []; }),
    ...ontology.properties.flatMap((property) => (means(property.label) ? [{ key: `property ${property.name}`, label: property.label, to: path.claims({ property: property.name, ...(year ? { year } : {}) }) }] : [])),
  ].sort((a, b) => exact(b.label) - exact(a.label)).slice(0, NOUNS_SHOWN);
}
