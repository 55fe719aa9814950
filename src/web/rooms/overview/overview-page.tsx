/**
 * A cluster at a glance: its answer in a sentence, its headline figures, its growth, its parks and their promises, its latest claims.
 * Invariant: the sentence is made of figures only; what has no source is not said.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ClaimView, type Overview, cache, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn, useClocks } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { countText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { Answer } from "./answer.tsx";
import { Doubt } from "./doubt.tsx";
import { Headline } from "./headline.tsx";
import { FirmTable, ParkTable } from "./place-tables.tsx";
import { Tour, useTour } from "./tour.tsx";
import "./overview.css";

const Growth = lazy(() => import("./growth.tsx"));
const Pictures = lazy(() => import("./pictures.tsx"));
const DueAndOpen = lazy(() => import("./due-and-open.tsx"));

const queryOf = (search: URLSearchParams) => queries.overview({ cluster: search.get("cluster") ?? undefined, ...asOfIn(search) });

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(queryOf(new URL(request.url).searchParams));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <LoadedPage query={useQuery({ ...queryOf(search), placeholderData: (before) => before })}>{(overview) => <OverviewOf overview={overview} />}</LoadedPage>;
}

function OverviewOf({ overview }: { overview: Overview }) {
  const { say, label } = useLanguage();
  const tour = useTour();
  const here = overview.clusters.find((cluster) => cluster.key === overview.cluster);
  const wanted = useSearchParams()[0].get("cluster");
  return (
    <article className="overview">
      <ClusterSwitch overview={overview} />
      <PageHead title={label(here?.label) || say("room.overview")} answer={<Answer overview={overview} />} />
      {wanted && wanted !== overview.cluster && <p className="note-line" role="status">{say("overview.no-cluster", { wanted, here: label(here?.label) })}</p>}
      <Doubt key={overview.cluster} overview={overview} />
      {!tour.done && <Tour onDone={() => tour.put(true)} />}
      <Headline overview={overview} />
      <Suspense fallback={<div className="growth-space" data-coming="" />}><Growth overview={overview} /></Suspense>
      <Suspense fallback={<div className="due-and-open" data-coming="" />}><DueAndOpen overview={overview} /></Suspense>
      <Suspense fallback={<div className="pictures-space" data-coming="" />}><Pictures cluster={overview.cluster} /></Suspense>
      <ParkTable parks={overview.parks} />
      <FirmTable firms={overview.firms} />
      <Latest claims={overview.latest} />
      <Counts counts={overview.counts} />
      {tour.done && <p><button type="button" className="quiet-button" onClick={() => { tour.put(false); window.scrollTo({ top: 0 }); }}>{say("tour.again")}</button></p>}
    </article>
  );
}

function ClusterSwitch({ overview }: { overview: Overview }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  return (
    <nav className="switch" aria-label={say("overview.clusters")}>
      {overview.clusters.map((cluster) => (
        <Link key={cluster.key} to={path.overview({ cluster: cluster.key, ...asOfIn(search) })} aria-current={cluster.key === overview.cluster ? "page" : undefined}>
          <Words of={cluster.label} />
        </Link>
      ))}
    </nav>
  );
}

function Latest({ claims }: { claims: ClaimView[] }) {
  const { say, label, part } = useLanguage();
  return (
    <section>
      <h2>{say("overview.latest")}</h2>
      <DataTable
        caption={say("overview.latest")} rows={claims} rowKey={(claim) => claim.id} empty={say("overview.latest-none")}
        columns={[
          { key: "subject", head: say("claim.subject"), heading: true, cell: (claim) => <EntityLink entity={claim.subject} /> },
          { key: "property", head: say("claim.property"), cell: (claim) => <>{label(claim.property_label)}{claim.qualifier && <span className="quiet"> {part(claim)}</span>}</> },
          { key: "value", head: say("claim.value"), numeric: true, cell: (claim) => <Figure claim={claim} /> },
          { key: "source", head: say("claim.source"), cell: (claim) => <SourceLink source={claim.source} /> },
          { key: "status", head: say("claim.status"), short: true, cell: (claim) => <Link to={path.claim(claim.id)}>{say(`status.${claim.status}`)}</Link> },
        ]}
      />
      <p><Link to={path.claims()}>{say("overview.all-claims")}</Link></p>
    </section>
  );
}

function Counts({ counts }: { counts: Overview["counts"] }) {
  const { say } = useLanguage();
  const { past } = useClocks();
  const entries = [
    { to: path.claims(), n: counts.claims, name: say("count.claims") },
    { to: path.claims({ status: "proposed" }), n: counts.proposed, name: say("count.proposed") },
    { to: path.entities(), n: counts.entities, name: say("count.entities") },
    { to: path.sources(), n: counts.sources, name: say("count.sources") },
    { to: path.documents(), n: counts.documents, name: say("count.documents") },
    { to: path.changes(), n: counts.changes, name: say("count.changes") },
  ];
  return (
    <section>
      <h2>{say("overview.record")}{past && <span className="quiet"> · {say("as-of.present")}</span>}</h2>
      <ul className="counts">{entries.map((entry) => <li key={entry.to}><Link to={entry.to}><b>{countText(entry.n)}</b> {entry.name}</Link></li>)}</ul>
    </section>
  );
}
