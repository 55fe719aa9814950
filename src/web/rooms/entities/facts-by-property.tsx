/**
 * Every fact of an entity: charts of what changed over the years, then one table that proves them, with rivals and sources.
 * Invariant: what a chart shows stands in the table; ties to other entities are left to the relations.
 */
import { Suspense, lazy } from "react";
import type { ClaimView, FactView } from "../../api.ts";
import { type Series, seriesOf } from "../../chart/series.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { type PropertyGroup, groupsOf } from "./groups.ts";

const Drawn = lazy(() => import("../../chart/chart.tsx").then((module) => ({ default: module.Chart })));

export function FactsByProperty({ subject, facts }: { subject: string; facts: FactView[] }) {
  const { say } = useLanguage();
  const groups = groupsOf(facts);
  const charted = groups.filter((group) => group.property !== "other_count").map((group) => ({ property: group.property, series: seriesOf(group.facts) })).filter((one): one is Charted => one.series !== undefined);
  if (groups.length === 0) return null;
  return (
    <>
      {charted.length > 0 && (
        <section>
          <h2>{say("entity.over-time")}</h2>
          <div className="multiples">{charted.map((one) => <Chart key={one.property} subject={subject} {...one} />)}</div>
        </section>
      )}
      <section>
        <h2>{say("entity.all-facts")}</h2>
        <FactTable groups={groups} />
      </section>
    </>
  );
}

interface Charted {
  property: string;
  series: Series;
}

function Chart({ subject, property, series }: Charted & { subject: string }) {
  const { part } = useLanguage();
  const name = series.facts[0]?.property_label;
  return (
    <Suspense fallback={<div className="chart-space" data-coming="" />}>
      <Drawn of={{ kind: "trend", subject, property }} space_px={250} silent><h3><Words of={name} />{series.qualifier && ` · ${part(series.facts[0]!.best)}`}</h3></Drawn>
    </Suspense>
  );
}

function FactTable({ groups }: { groups: PropertyGroup[] }) {
  const { lang, say, part } = useLanguage();
  const first = new Set(groups.map((group) => group.facts[0]));
  const columns: Column<FactView>[] = [
    { key: "property", head: say("claim.property"), heading: true, cell: (fact) => <span className={first.has(fact) ? undefined : "repeated"}><Words of={fact.property_label} /></span> },
    { key: "qualifier", head: say("claim.qualifier"), cell: (fact) => part(fact.best) },
    { key: "when", head: say("claim.when"), short: true, cell: (fact) => (fact.when ? whenText(fact.when, lang) : <NoData why={say("when.unknown")} />) },
    { key: "modality", head: say("claim.modality"), short: true, cell: (fact) => say(`modality.${fact.modality}`) },
    { key: "value", head: say("claim.value"), numeric: true, cell: (fact) => <FactFigure fact={fact} /> },
    { key: "rivals", head: say("claim.rivals"), cell: (fact) => <Rivals rivals={fact.rivals} /> },
    { key: "source", head: say("claim.source"), cell: (fact) => <><SourceLink source={fact.best.source} />{fact.agreeing > 0 && <span className="quiet"> {say("figure.agreeing", { n: fact.agreeing })}</span>}</> },
  ];
  return <DataTable caption={say("entity.all-facts")} columns={columns} rows={groups.flatMap((group) => group.facts)} rowKey={(fact) => fact.best.id} empty={null} />;
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
