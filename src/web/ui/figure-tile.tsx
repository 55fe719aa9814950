/**
 * One property at a glance: the newest actual large, and below it what was aimed at, planned or foreseen, and what was said of parts or before.
 * Invariant: modality and bound are said in words as well as by sign; a property without an actual says so.
 */
import type { ReactNode } from "react";
import type { FactView, Label } from "../api.ts";
import { Words, useLanguage } from "../i18n/language.tsx";
import { whenText } from "./figure-text.ts";
import { FactFigure, NoData } from "./figure.tsx";
import type { Lead } from "./leading.ts";

const REST_SHOWN = 2;

export function FigureTile({ name, lead, subject }: { name: Label; lead: Lead; subject?: ReactNode }) {
  const { say } = useLanguage();
  return (
    <div className="tile">
      <h2><Words of={name} /></h2>
      {subject && <p className="quiet">{subject}</p>}
      <p className="large">{lead.lead ? <FactFigure fact={lead.lead} spoken /> : <NoData why={say("figure.no-actual")} />}</p>
      {lead.lead && <p className="quiet"><About fact={lead.lead} /></p>}
      <ul>
        {[...lead.ahead, ...lead.rest.slice(0, REST_SHOWN)].map((fact) => <li key={fact.best.id}><FactFigure fact={fact} spoken /> <span className="quiet"><About fact={fact} /></span></li>)}
      </ul>
    </div>
  );
}

/** What is told of a figure beside its value: modality, period, qualifier. */
function About({ fact }: { fact: FactView }) {
  const { lang, say, part } = useLanguage();
  const timeless = fact.unit === "date" || fact.unit === "text";
  const when = fact.when ? whenText(fact.when, lang) : timeless ? "" : say("when.unknown");
  return [fact.modality === "actual" ? "" : say(`modality.${fact.modality}`), when, part(fact.best)].filter(Boolean).join(" · ");
}
