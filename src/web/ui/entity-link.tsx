/** An entity named, linked to its page with its type beside it where wanted. Invariant: a name in the other language is marked with it. */
import { Link } from "react-router";
import type { EntityRef } from "../api.ts";
import { Words, useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";
import { useTypeLabel } from "./ontology.ts";

export function EntityLink({ entity, withType = false }: { entity: EntityRef; withType?: boolean }) {
  const typeLabel = useTypeLabel();
  const { label } = useLanguage();
  return (
    <span className="entity-link">
      <Link to={path.entity(entity.slug || entity.id)} title={label(entity.label)}><Words of={entity.label} /></Link>
      {withType && <span className="quiet"> {typeLabel(entity.type)}</span>}
    </span>
  );
}
