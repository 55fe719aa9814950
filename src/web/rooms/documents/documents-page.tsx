/**
 * The documents of the record: their list, and the way in for new ones.
 * Invariant: an upload under way is named in the address, so that a reload finds it again.
 */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type DocumentRow, cache, lists } from "../../api.ts";
import { clocksIn } from "../../clocks.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { FilterText } from "../../ui/filters.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { NoData } from "../../ui/figure.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { langOf } from "../../ui/source-citation.tsx";
import { JobProgress } from "./job-progress.tsx";
import { UploadArea } from "./upload-area.tsx";
import "./documents.css";

const queryOf = (search: URLSearchParams) => lists.documents({ q: search.get("q") ?? undefined, known_on: clocksIn(search).known_on });

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(queryOf(new URL(request.url).searchParams));
  return null;
};

function useColumns(): Column<DocumentRow>[] {
  const { lang, say } = useLanguage();
  return [
    { key: "title", head: say("source.title"), heading: true, cell: ({ source }) => <Link to={path.document(source.id)} lang={langOf(source)}>{source.title}</Link> },
    { key: "publisher", head: say("source.publisher"), cell: ({ source }) => source.publisher || <NoData why={say("source.no-publisher")} /> },
    { key: "published", head: say("source.published"), short: true, cell: ({ source }) => (source.published ? whenText(source.published, lang) : <NoData why={say("source.no-date")} />) },
    { key: "claims", head: say("room.claims"), numeric: true, cell: (row) => row.claims },
    { key: "open", head: say("head.open"), numeric: true, cell: (row) => (row.open === 0 ? <span className="quiet">{say("review.done")}</span> : <Link to={path.document(row.source.id)}>{row.open}</Link>) },
  ];
}

export function Component() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const columns = useColumns();
  const job = search.get("job");
  const [fresh, setFresh] = useState<string | undefined>();
  return (
    <article>
      <PageHead title={say("room.documents")} answer={say("documents.answer")} />
      <UploadArea onStarted={(started) => { setFresh(started.id); setSearch({ job: started.id }); }} />
      {job && <JobProgress key={job} id={job} fresh={job === fresh} onClose={() => setSearch({})} />}
      <FilterText name="q" label={say("documents.filter")} />
      <LoadedPages query={useInfiniteQuery(queryOf(search))}>
        {(rows) => <DataTable caption={say("room.documents")} columns={columns} rows={rows} rowKey={(row) => row.source.id} empty={search.get("q") ? say("list.none-match") : say("documents.none")} />}
      </LoadedPages>
    </article>
  );
}
