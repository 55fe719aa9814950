/**
 * Every fact of an entity, property by property, newest first, with the claims that say otherwise and their sources.
 * Invariant: a chart stands above the table that proves it; each property has an anchor of its own.
 */
import { Suspense, lazy } from "react";
import type { ClaimView, FactView } from "../../api.ts";
import { drawable } from "../../chart/bars.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import { newestFirst } from "../../ui/newest.ts";
import { SourceLink } from "../../ui/source-citation.tsx";

const Trend = lazy(() => import("../../chart/trend.tsx").then((module) => ({ default: module.Trend })));

/** Facts in groups of one property, in the order of their first appearance; those that name entities are shown as relations instead. */
export function groupsOf(facts: FactView[]): { property: string; facts: FactView[] }[] {
  const groups = Map.groupBy(facts.filter((fact) => fact.unit !== "entity"), (fact) => fact.property);
  return [...groups].map(([property, some]) => ({ property, facts: newestFirst(some) }));
}

export function FactsByProperty({ facts }: { facts: FactView[] }) {
  const { say } = useLanguage();
  const groups = groupsOf(facts);
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>{say("entity.over-time")}</h2>
      {groups.map((group) => <PropertyFacts key={group.property} {...group} />)}
    </section>
  );
}

function useColumns(): Column<FactView>[] {
  const { lang, say } = useLanguage();
  return [
    { key: "when", head: say("claim.when"), heading: true, cell: (fact) => (fact.when ? whenText(fact.when, lang) : <NoData why={say("when.unknown")} />) },
    { key: "modality", head: say("claim.modality"), cell: (fact) => say(`modality.${fact.modality}`) },
    { key: "value", head: say("claim.value"), numeric: true, cell: (fact) => (fact.best.object ? <EntityLink entity={fact.best.object} /> : <FactFigure fact={fact} />) },
    { key: "qualifier", head: say("claim.qualifier"), cell: (fact) => fact.qualifier },
    { key: "source", head: say("claim.source"), cell: (fact) => <><SourceLink source={fact.best.source} />{fact.agreeing > 0 && <span className="quiet"> {say("figure.agreeing", { n: fact.agreeing })}</span>}</> },
    { key: "rivals", head: say("claim.rivals"), cell: (fact) => <Rivals rivals={fact.rivals} /> },
  ];
}

function PropertyFacts({ property, facts }: { property: string; facts: FactView[] }) {
  const { label } = useLanguage();
  const columns = useColumns();
  const first = facts[0];
  if (first === undefined) return null;
  const years = new Set(drawable(facts).map((fact) => fact.when.slice(0, 4)));
  return (
    <section className="property" id={property}>
      <h3><Words of={first.property_label} /></h3>
      {years.size > 1 && property !== "other_count" && <Suspense fallback={<div className="trend-space" />}><Trend facts={facts} title={label(first.property_label)} /></Suspense>}
      <DataTable caption={label(first.property_label)} columns={columns} rows={facts} rowKey={(fact) => fact.best.id} empty={null} />
    </section>
  );
}

function Rivals({ rivals }: { rivals: ClaimView[] }) {
  const { say } = useLanguage();
  if (rivals.length === 0) return <span className="quiet">{say("claim.no-rivals")}</span>;
  return (
    <details>
      <summary>{say("figure.rivals", { n: rivals.length })}</summary>
      <ul className="rivals-list">{rivals.map((claim) => <li key={claim.id}><Figure claim={claim} /> <SourceLink source={claim.source} /></li>)}</ul>
    </details>
  );
}
