/**
 * The headline figures: of each property the newest actual large, and below it what was aimed at, planned or foreseen.
 * Invariant: modality and bound are said in words as well as by sign; a property without an actual says so; a subject that is not the page's is named.
 */
import type { EntityRef, FactView, Overview } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { type HeadlineGroup, leadOf, mainSubject } from "./leading.ts";

const REST_SHOWN = 2;
const TILES = 8;

export function Headline({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const main = mainSubject(overview.headline);
  if (overview.cluster === "comparison") return null;
  return (
    <section aria-label={say("overview.headline")} className="headline">
      {overview.headline.slice(0, TILES).map((group) => <Tile key={group.property} group={group} main={main} />)}
    </section>
  );
}

function Tile({ group, main }: { group: HeadlineGroup; main: EntityRef | undefined }) {
  const { say } = useLanguage();
  const lead = leadOf(group, main);
  if (lead === undefined) return null;
  const { subject, actual, ahead, rest } = lead;
  return (
    <div className="tile">
      <h2><Words of={group.label} /></h2>
      {subject.id !== main?.id && <p className="quiet"><EntityLink entity={subject} /></p>}
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
  return <>{fact.when ? whenText(fact.when, lang) : say("when.unknown")}{fact.qualifier && ` · ${fact.qualifier}`}</>;
}
