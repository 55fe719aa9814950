/** What lies in a zone, region or a cluster's place: firms as stated against those on record, parks and projects, and how much of the chain is covered. Invariant: a count leads to the table that it counts. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Words, useLanguage } from "../../../i18n/language.tsx";
import { path } from "../../../path.ts";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { countText, whenText } from "../../../ui/figure-text.ts";
import { FactFigure } from "../../../ui/figure.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

const STATES = ["strong", "thin", "single_source", "missing", "no_data"] as const;
const STATED_SHOWN = 3;

export function WithinPart({ entity, asOf }: PartProps) {
  const { lang, say } = useLanguage();
  const { data } = useQuery(pages.within(entity.slug, asOf));
  if (!data) return <div className="part-space" data-coming="" />;
  const { place, firms, projects, chain } = data;
  if (!place || (data.types.length === 0 && firms.on_record === 0 && firms.stated.length === 0)) return null;
  const there = projects.announced + projects.building + projects.finished;
  return (
    <section aria-labelledby="within-part">
      <h2 id="within-part">{place.id === entity.canonical_id ? say("part.within") : <>{say("part.within-of")} <EntityLink entity={place} /></>}</h2>
      <dl className="counts">
        <div>
          <dt>{say("part.firms")}</dt>
          <dd><Link className="number" to={path.entities({ type: "Firm", within: place.slug })}>{countText(firms.on_record)}</Link> <span className="quiet">{say("part.on-record")}</span>
            {firms.stated.slice(0, STATED_SHOWN).map((fact) => <span key={fact.best.id} className="stack small"><span className="quiet">{say("part.stated")}</span> <FactFigure fact={fact} spoken /> <span className="quiet">{fact.when && whenText(fact.when, lang)}</span></span>)}
          </dd>
        </div>
        {data.types.map((one) => <div key={one.type}><dt><Words of={one.label} /></dt><dd><Link className="number" to={path.entities({ type: one.type, within: place.slug })}>{countText(one.n)}</Link></dd></div>)}
        {there > 0 && <div><dt>{say("part.projects")}</dt><dd><span className="small">{say("part.projects-of", { announced: projects.announced, building: projects.building, finished: projects.finished })}{projects.overdue > 0 && <span className="state-overdue"> {say("part.projects-overdue", { n: projects.overdue })}</span>}</span></dd></div>}
      </dl>
      {chain && (
        <p className="chain-states">
          <Link to={path.chain({ region: chain.region })}>{say("part.chain-states")}</Link>{" "}
          {STATES.filter((state) => chain.states[state] > 0).map((state) => <span key={state}><b>{chain.states[state]}</b> <span className="quiet">{say(`chain.state.${state}`)}</span></span>)}
          <span className="quiet">{say("part.chain-nodes", { n: chain.nodes })}</span>
        </p>
      )}
    </section>
  );
}
