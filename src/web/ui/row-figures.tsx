/** A few figures of an entity in a line, each with its property, the part that it is of, and its period. Invariant: none at all is said, with the reason. */
import type { FactView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { whenShort } from "./figure-text.ts";
import { FactFigure, NoData } from "./figure.tsx";

const SHOWN = 3;

export function RowFigures({ facts }: { facts: FactView[] }) {
  const { lang, label, say, part } = useLanguage();
  if (facts.length === 0) return <NoData why={say("entity.no-figures")} />;
  return (
    <>
      {facts.slice(0, SHOWN).map((fact) => (
        <span className="row-figure" key={fact.best.id}><span className="quiet">{[label(fact.property_label), part(fact.best)].filter(Boolean).join(" · ")}{fact.when && ` ${whenShort(fact.when, lang)}`}</span> <FactFigure fact={fact} /></span>
      ))}
    </>
  );
}
