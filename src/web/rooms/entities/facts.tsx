/**
 * Every fact of an entity: charts of what is told of several periods, then one table with the newest of each property, its rivals and sources.
 * Invariant: what a chart shows is in the record's table of claims, to which every property leads; ties to other entities are left to the relations.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy } from "react";
import { Link } from "react-router";
import type { ClaimView, EntityFacts, EntityPage, FactView } from "../../api.ts";
import { seriesOf } from "../../chart/series.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type AsOf, path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { pages } from "./queries.ts";

const Drawn = lazy(() => import("../../chart/chart.tsx").then((module) => ({ default: module.Chart })));

type Group = EntityFacts["groups"][number];

export function Trends({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { say, part } = useLanguage();
  const { data, isPending } = useQuery(pages.trends(entity.slug, asOf));
  if (isPending) return <div data-coming="" />;
  const charted = (data?.groups ?? []).flatMap((group) => { const series = seriesOf(group.facts); return series ? [{ group, series }] : []; });
  if (charted.length === 0) return null;
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">{say("entity.over-time")}</h2>
      <div className="multiples">
        {charted.map(({ group, series }) => (
          <Suspense key={group.property} fallback={<div className="chart-space" data-coming="" />}>
            <Drawn of={{ kind: "trend", subject: entity.slug, property: group.property }} space_px={250} silent><h3><Words of={group.label} />{series.qualifier && ` · ${part(series.facts[0]!.best)}`}</h3></Drawn>
          </Suspense>
        ))}
      </div>
    </section>
  );
}

export function Facts({ entity, asOf }: { entity: EntityPage; asOf: AsOf }) {
  const { say } = useLanguage();
  const { data, isError, error, refetch } = useQuery(pages.facts(entity.slug, asOf));
  if (isError && !data) return <FailureNote error={error} retry={() => void refetch()} />;
  if (!data) return <div data-coming="" />;
  if (data.groups.length === 0) return null;
  return (
    <section aria-labelledby="all-facts">
      <h2 id="all-facts">{say("entity.all-facts-n", { n: data.total })}</h2>
      <div className="facts-table"><FactTable groups={data.groups} entity={entity} /></div>
    </section>
  );
}

interface Row {
  fact: FactView;
  group: Group;
  first: boolean;
  last: boolean;
}

function FactTable({ groups, entity }: { groups: Group[]; entity: EntityPage }) {
  const { lang, say, part } = useLanguage();
  const rows = groups.flatMap((group) => group.facts.map((fact, at): Row => ({ fact, group, first: at === 0, last: at === group.facts.length - 1 })));
  const columns: Column<Row>[] = [
    { key: "property", head: say("claim.property"), heading: true, cell: ({ group, first, last }) => (
      <>
        <span className={first ? undefined : "repeated"}><Words of={group.label} /></span>
        {last && group.total > group.facts.length && <> <Link className="small" to={path.claims({ subject: entity.id, property: group.property })}>{say("entity.all-n", { n: group.total })}</Link></>}
      </>
    ) },
    { key: "qualifier", head: say("claim.qualifier"), cell: ({ fact }) => part(fact.best) },
    { key: "when", head: say("claim.when"), short: true, cell: ({ fact }) => (fact.when ? whenText(fact.when, lang) : fact.unit === "date" ? "" : <NoData why={say("when.unknown")} />) },
    { key: "modality", head: say("claim.modality"), short: true, help: "modality", cell: ({ fact }) => say(`modality.${fact.modality}`) },
    { key: "value", head: say("claim.value"), numeric: true, cell: ({ fact }) => <FactFigure fact={fact} /> },
    { key: "rivals", head: say("claim.rivals"), cell: ({ fact }) => <Rivals rivals={fact.rivals} /> },
    { key: "source", head: say("claim.source"), cell: ({ fact }) => <><SourceLink source={fact.best.source} />{fact.agreeing > 0 && <span className="quiet"> {say("figure.agreeing", { n: fact.agreeing })}</span>}</> },
  ];
  return <DataTable caption={say("entity.all-facts")} columns={columns} rows={rows} rowKey={({ fact }) => fact.best.id} empty={null} />;
}

export function Rivals({ rivals }: { rivals: ClaimView[] }) {
  const { say } = useLanguage();
  if (rivals.length === 0) return <span className="quiet none">{say("claim.no-rivals")}</span>;
  return (
    <details>
      <summary>{say("figure.rivals", { n: rivals.length })}</summary>
      <ul className="rivals-list">{rivals.map((claim) => <li key={claim.id}><Figure claim={claim} /> <SourceLink source={claim.source} /></li>)}</ul>
    </details>
  );
}
