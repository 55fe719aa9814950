/** The record's nouns and properties in the reader's words. Invariant: an unknown name is shown as it stands, never hidden. */
import { useQuery } from "@tanstack/react-query";
import { queries } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";

export function useTypeLabel(): (type: string) => string {
  const { data } = useQuery(queries.ontology());
  const { label } = useLanguage();
  return (type) => label(data?.types.find((one) => one.name === type)?.label) || type;
}

export function usePropertyLabel(): (property: string) => string {
  const { data } = useQuery(queries.ontology());
  const { label } = useLanguage();
  return (property) => label(data?.properties.find((one) => one.name === property)?.label) || property;
}
