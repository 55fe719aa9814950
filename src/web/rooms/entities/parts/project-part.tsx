/** A project: how far it is proven to be, and money pledged against money that came. Invariant: a stage needs a claim; announced is what is left without one. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { FactView, Stage } from "../../../api.ts";
import { useLanguage } from "../../../i18n/language.tsx";
import { path } from "../../../path.ts";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { whenText } from "../../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../../ui/figure.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

const STAGES = ["announced", "signed", "started", "built", "producing", "at-capacity"] as const satisfies readonly Stage[];
const SHOWN = 3;

export function ProjectPart({ entity, asOf }: PartProps) {
  const { lang, say } = useLanguage();
  const { data } = useQuery(pages.project(entity.slug, asOf));
  const row = data?.row;
  if (!row) return data ? null : <div className="part-space" data-coming="" />;
  const reached = STAGES.indexOf(row.stage);
  return (
    <section aria-labelledby="project-part">
      <h2 id="project-part">{say("part.stage")}</h2>
      <ol className="stages">{STAGES.map((stage, at) => <li key={stage} className={at < reached ? "passed" : at === reached ? "here" : ""} aria-current={at === reached ? "step" : undefined}>{at === reached && row.proof ? <Figure claim={row.proof}>{say(`projects.stage.${stage}`)}</Figure> : say(`projects.stage.${stage}`)}</li>)}</ol>
      {row.partly.length > 0 && <p className="small">{row.partly.map((one) => <span key={one.claim.id} className="honour"><Figure claim={one.claim}>{say("projects.partly", { stage: say(`projects.stage.${one.stage}`), part: one.part })}</Figure></span>)}</p>}
      <dl className="counts">
        <div><dt>{say("part.pledged")}</dt><dd><Money facts={row.money.announced} /></dd></div>
        <div><dt>{say("part.arrived")}</dt><dd><Money facts={row.money.arrived} /></dd></div>
        {row.announced_by && row.announced_on && <div><dt>{say("part.first-said")}</dt><dd><Figure claim={row.announced_by}>{whenText(row.announced_on, lang)}</Figure>{row.waiting_days !== undefined && <span className="stack small quiet">{say("part.waiting", { n: row.waiting_days })}</span>}</dd></div>}
        {row.within.length > 0 && <div><dt>{say("part.where")}</dt><dd>{row.within.map((one) => <span key={one.id} className="stack"><EntityLink entity={one} /></span>)}</dd></div>}
      </dl>
      <p className="small"><Link to={path.park(entity.slug, asOf)}>{say("part.project-page")}</Link></p>
    </section>
  );
}

function Money({ facts }: { facts: FactView[] }) {
  const { say } = useLanguage();
  if (facts.length === 0) return <NoData why={say("entity.not-on-record")} />;
  return facts.slice(0, SHOWN).map((fact) => <span key={fact.best.id} className="stack"><FactFigure fact={fact} spoken /></span>);
}
