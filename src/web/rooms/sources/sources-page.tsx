/** The sources of the record as one table. Invariant: a source whose text the record holds leads to the reader, any other to its citation. */
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { SourceView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { linkable, path } from "../../path.ts";
import { whenText } from "../../ui/figure-text.ts";
import { NoData } from "../../ui/figure.tsx";
import { PageHead } from "../../ui/page.tsx";
import { langOf } from "../../ui/source-citation.tsx";
import { ListTable } from "../../ui/table/list-table.tsx";
import type { TableColumn, TableFacet } from "../../ui/table/model.ts";

function useColumns(): TableColumn<SourceView>[] {
  const { lang, say } = useLanguage();
  return useMemo(() => [
    { key: "title", head: say("source.title"), heading: true, width: "minmax(240px, 3fr)", sort: "title", cell: (source) => <Link to={path.source(source.id)} lang={langOf(source)} title={source.title}>{source.title}</Link> },
    { key: "publisher", head: say("source.publisher"), width: "minmax(130px, 1fr)", sort: "publisher", cell: (source) => source.publisher || <NoData why={say("source.no-publisher")} /> },
    { key: "published", head: say("source.published"), width: "164px", sort: "published", cell: (source) => (source.published ? whenText(source.published, lang) : <NoData why={say("source.no-date")} />) },
    { key: "claims", head: say("room.claims"), numeric: true, width: "76px", sort: "claims", cell: (source) => <Link to={path.claims({ source: source.id })}>{source.claims}</Link> },
    { key: "waiting", head: say("entity.waiting"), numeric: true, width: "76px", sort: "waiting", cell: (source) => (source.open === 0 ? <span className="quiet">0</span> : <Link to={path.claims({ source: source.id, status: "proposed" })}>{source.open}</Link>) },
    { key: "text", head: say("source.text"), width: "90px", cell: (source) => <TextOf source={source} /> },
  ], [lang, say]);
}

function TextOf({ source }: { source: SourceView }) {
  const { say } = useLanguage();
  if (source.has_text) return <Link to={path.document(source.id)}>{say("source.read")}</Link>;
  const address = linkable(source.address);
  return address ? <a href={address} target="_blank" rel="noreferrer noopener">{say("source.original")}</a> : <NoData why={say("source.no-address")} />;
}

const KINDS = ["document", "page", "table", "person"] as const;

export function Component() {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const columns = useColumns();
  const facets: TableFacet[] = [
    { key: "publisher", head: say("source.publisher"), label: (value) => (value === "none" ? say("table.value-none") : value) },
    { key: "year", head: say("claim.year"), label: (value) => (value === "0" ? say("source.no-date") : value) },
    { key: "kind", head: say("source.kind"), label: (value) => { const known = KINDS.find((one) => one === value); return known ? say(`source.kind.${known}`) : value; } },
    { key: "text", head: say("source.has-text"), label: (value) => say(value === "yes" ? "table.yes" : "table.no") },
    { key: "waiting", head: say("entity.has-waiting"), label: (value) => say(value === "yes" ? "table.yes" : "table.no") },
  ];
  return (
    <article className="wide-page">
      <PageHead title={say("room.sources")} answer={say("sources.answer")} />
      <ListTable
        room="sources" caption={say("room.sources")} columns={columns} facets={facets} find={say("table.find-sources")} rowKey={(source) => source.id} usualSort="-published"
        onOpen={(source) => void navigate(source.has_text ? path.document(source.id) : path.source(source.id))} none={say("sources.none")}
      />
    </article>
  );
}
