/** All claims, by filter, to read and to download. Invariant: the downloads hold exactly what the filters choose. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ClaimView, cache, lists, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type ClaimFilter, download, path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure, NoData } from "../../ui/figure.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";

const MODALITIES = ["actual", "planned", "target", "forecast"] as const;
const STATUSES = ["proposed", "accepted", "rejected", "corrected", "withdrawn"] as const;

function filterOf(search: URLSearchParams): ClaimFilter {
  const names = ["source", "subject", "status", "property", "modality"] as const;
  return Object.fromEntries(names.map((name) => [name, search.get(name) ?? undefined]));
}

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(lists.claims(filterOf(new URL(request.url).searchParams)));
  return null;
};

function useColumns(): Column<ClaimView>[] {
  const { lang, say, label, part } = useLanguage();
  return [
    { key: "subject", head: say("claim.subject"), heading: true, cell: (claim) => <EntityLink entity={claim.subject} /> },
    { key: "property", head: say("claim.property"), cell: (claim) => <>{label(claim.property_label)}{claim.qualifier && <span className="quiet"> {part(claim)}</span>}</> },
    { key: "value", head: say("claim.value"), numeric: true, cell: (claim) => <Figure claim={claim} /> },
    { key: "when", head: say("claim.when"), short: true, cell: (claim) => (claim.when ? whenText(claim.when, lang) : <NoData why={say("when.unknown")} />) },
    { key: "modality", head: say("claim.modality"), short: true, cell: (claim) => say(`modality.${claim.modality}`) },
    { key: "source", head: say("claim.source"), cell: (claim) => <SourceLink source={claim.source} /> },
    { key: "status", head: say("claim.status"), short: true, cell: (claim) => <Link to={path.claim(claim.id)}>{say(`status.${claim.status}`)}</Link> },
  ];
}

export function Component() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const { data: ontology } = useQuery(queries.ontology());
  const columns = useColumns();
  const narrowed = filter.subject !== undefined || filter.source !== undefined;
  return (
    <article>
      <PageHead title={say("room.claims")} answer={say("claims.answer")} />
      <div className="filters">
        <FilterChoice name="property" label={say("claim.property")}>
          <option value="">{say("filter.any")}</option>
          {ontology?.properties.map((property) => <option key={property.name} value={property.name}><Words of={property.label} /></option>)}
        </FilterChoice>
        <FilterChoice name="modality" label={say("claim.modality")}>
          <option value="">{say("filter.any")}</option>
          {MODALITIES.map((modality) => <option key={modality} value={modality}>{say(`modality.${modality}`)}</option>)}
        </FilterChoice>
        <FilterChoice name="status" label={say("claim.status")}>
          <option value="">{say("filter.any")}</option>
          {STATUSES.map((status) => <option key={status} value={status}>{say(`status.${status}`)}</option>)}
        </FilterChoice>
        {narrowed && <button type="button" onClick={() => setSearch((before) => { before.delete("subject"); before.delete("source"); return before; })}>{say("claims.widen")}</button>}
        <span className="downloads"><a href={download.claims("csv", filter)} download>CSV</a> <a href={download.claims("jsonld", filter)} download>JSON-LD</a></span>
      </div>
      <LoadedPages query={useInfiniteQuery(lists.claims(filter))}>
        {(rows) => <DataTable caption={say("room.claims")} columns={columns} rows={rows} rowKey={(claim) => claim.id} empty={say("list.none-match")} />}
      </LoadedPages>
    </article>
  );
}
