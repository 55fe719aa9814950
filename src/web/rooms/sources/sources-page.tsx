/** The sources of the record. Invariant: a source whose text the record holds leads to the reader, any other to its citation. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type SourceView, cache, lists } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { linkable, path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { NoData } from "../../ui/figure.tsx";
import { FilterText } from "../../ui/filters.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { langOf } from "../../ui/source-citation.tsx";

const queryOf = (search: URLSearchParams) => lists.sources({ q: search.get("q") ?? undefined });

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(queryOf(new URL(request.url).searchParams));
  return null;
};

function useColumns(): Column<SourceView>[] {
  const { lang, say } = useLanguage();
  return [
    { key: "title", head: say("source.title"), heading: true, cell: (source) => <Link to={path.source(source.id)} lang={langOf(source)}>{source.title}</Link> },
    { key: "publisher", head: say("source.publisher"), cell: (source) => source.publisher || <NoData why={say("source.no-publisher")} /> },
    { key: "published", head: say("source.published"), short: true, cell: (source) => (source.published ? whenText(source.published, lang) : <NoData why={say("source.no-date")} />) },
    { key: "claims", head: say("room.claims"), numeric: true, cell: (source) => <Link to={path.claims({ source: source.id })}>{source.claims}</Link> },
    { key: "text", head: say("source.text"), cell: (source) => <TextOf source={source} /> },
  ];
}

function TextOf({ source }: { source: SourceView }) {
  const { say } = useLanguage();
  if (source.has_text) return <Link to={path.document(source.id)}>{say("source.read")}</Link>;
  const address = linkable(source.address);
  return address ? <a href={address} target="_blank" rel="noreferrer noopener">{say("source.original")}</a> : <NoData why={say("source.no-address")} />;
}

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const columns = useColumns();
  return (
    <article>
      <PageHead title={say("room.sources")} answer={say("sources.answer")} />
      <FilterText name="q" label={say("sources.filter")} />
      <LoadedPages query={useInfiniteQuery(queryOf(search))}>
        {(rows) => <DataTable caption={say("room.sources")} columns={columns} rows={rows} rowKey={(source) => source.id} empty={say("list.none-match")} />}
      </LoadedPages>
    </article>
  );
}
