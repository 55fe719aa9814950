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
  const { actual, ahead, rest } = lead;
  return (
    <div className="tile">
      <h2><Words of={name} /></h2>
      {subject && <p className="quiet">{subject}</p>}
      <p className="large">{actual ? <FactFigure fact={actual} spoken /> : <NoData why={say("figure.no-actual")} />}</p>
      {actual && <p className="quiet"><Period fact={actual} /></p>}
      <ul>
        {ahead.map((fact) => <li key={fact.best.id}><FactFigure fact={fact} spoken /> <span className="quiet">{say(`modality.${fact.modality}`)} · <Period fact={fact} /></span></li>)}
        {rest.slice(0, REST_SHOWN).map((fact) => <li key={fact.best.id}><FactFigure fact={fact} spoken /> <span className="quiet"><Period fact={fact} /></span></li>)}
      </ul>
    </div>
  );
}

function Period({ fact }: { fact: FactView }) {
  const { lang, say } = useLanguage();
  return <>{fact.when ? whenText(fact.when, lang) : fact.unit === "date" ? "" : say("when.unknown")}{fact.qualifier && ` · ${fact.qualifier}`}</>;
}
