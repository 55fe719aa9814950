/** A source: its citation, what can be mended in it, and every claim it makes. Invariant: where the record holds no text, the page says so and gives the address. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, type LoaderFunction, useParams } from "react-router";
import { type ClaimView, type SourceView, cache, lists, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { linkable, path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { LoadedPage, LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { langOf } from "../../ui/source-citation.tsx";
import { SourceForm, hasSourceDraft } from "./source-form.tsx";

export const loader: LoaderFunction = ({ params }) => {
  void cache.prefetchQuery(queries.source(params.source ?? ""));
  void cache.prefetchInfiniteQuery(lists.claims({ source: params.source ?? "" }));
  return null;
};

export function Component() {
  const { source = "" } = useParams();
  return (
    <LoadedPage query={useQuery(queries.source(source))}>
      {(one) => (
        <article>
          <SourceOf key={one.id} source={one} />
          <ClaimsOf source={source} />
        </article>
      )}
    </LoadedPage>
  );
}

function SourceOf({ source }: { source: SourceView }) {
  const { lang, say } = useLanguage();
  const [editing, setEditing] = useState(() => hasSourceDraft(source.id));
  const address = linkable(source.address);
  return (
    <>
      <PageHead
        title={source.title} lang={langOf(source)}
        answer={[source.publisher || say("source.no-publisher"), source.published ? whenText(source.published, lang) : say("source.no-date"), source.language].filter(Boolean).join(" · ")}
        tools={<button type="button" aria-expanded={editing} onClick={() => setEditing(!editing)}>{say("source.edit")}</button>}
      />
      {source.has_text ? <p><Link to={path.document(source.id)}>{say("source.read")}</Link></p> : <p className="quiet">{say("figure.no-text")}</p>}
      {source.address && <p>{address ? <a href={address} target="_blank" rel="noreferrer noopener" className="address">{source.address}</a> : <span className="address">{source.address}</span>}</p>}
      {editing && <SourceForm source={source} onDone={() => setEditing(false)} />}
    </>
  );
}

function useColumns(): Column<ClaimView>[] {
  const { lang, say, label, part } = useLanguage();
  return [
    { key: "subject", head: say("claim.subject"), heading: true, cell: (claim) => <EntityLink entity={claim.subject} /> },
    { key: "property", head: say("claim.property"), cell: (claim) => <>{label(claim.property_label)}{claim.qualifier && <span className="quiet"> {part(claim)}</span>}</> },
    { key: "value", head: say("claim.value"), numeric: true, cell: (claim) => <Figure claim={claim} /> },
    { key: "when", head: say("claim.when"), short: true, cell: (claim) => (claim.when ? whenText(claim.when, lang) : "") },
    { key: "modality", head: say("claim.modality"), short: true, help: "modality", cell: (claim) => say(`modality.${claim.modality}`) },
    { key: "status", head: say("claim.status"), short: true, cell: (claim) => <Link to={path.claim(claim.id)}>{say(`status.${claim.status}`)}</Link> },
  ];
}

function ClaimsOf({ source }: { source: string }) {
  const { say } = useLanguage();
  const columns = useColumns();
  return (
    <section>
      <h2>{say("source.claims")}</h2>
      <LoadedPages query={useInfiniteQuery(lists.claims({ source }))}>
        {(rows) => <DataTable caption={say("source.claims")} columns={columns} rows={rows} rowKey={(claim) => claim.id} empty={say("source.no-claims")} />}
      </LoadedPages>
    </section>
  );
}
