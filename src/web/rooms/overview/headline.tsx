/**
 * The headline figures: of each property the newest actual large, and beside it what was aimed at, planned or foreseen.
 * Invariant: modality and bound are said in words as well as by sign; a property without an actual says so.
 */
import type { FactView, Overview } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { newestFirst, standingOf } from "../../ui/newest.ts";

export function Headline({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const shown = overview.headline.filter((one) => one.facts.length > 0);
  if (overview.cluster === "comparison") return null;
  return (
    <section aria-label={say("overview.headline")} className="headline">
      {shown.map((one) => <Tile key={one.property} label={<Words of={one.label} />} facts={one.facts} />)}
    </section>
  );
}

function Tile({ label, facts }: { label: React.ReactNode; facts: FactView[] }) {
  const { say } = useLanguage();
  const { actual, ahead } = standingOf(facts);
  const before = newestFirst(facts.filter((fact) => fact.modality === "actual" && fact !== actual)).slice(0, 1);
  return (
    <div className="tile">
      <h3>{label}</h3>
      <p className="large">{actual ? <FactFigure fact={actual} spoken /> : <NoData why={say("figure.no-actual")} />}</p>
      {actual && <p className="quiet"><Period fact={actual} /></p>}
      <ul>
        {ahead.map((fact) => <li key={fact.modality}><FactFigure fact={fact} spoken /> <span className="quiet">{say(`modality.${fact.modality}`)} <Period fact={fact} /></span></li>)}
        {before.map((fact) => <li key="before"><FactFigure fact={fact} spoken /> <span className="quiet"><Period fact={fact} /></span></li>)}
      </ul>
    </div>
  );
}

function Period({ fact }: { fact: FactView }) {
  const { lang, say } = useLanguage();
  return <>{fact.when ? whenText(fact.when, lang) : say("when.unknown")}{fact.qualifier && ` · ${fact.qualifier}`}</>;
}
