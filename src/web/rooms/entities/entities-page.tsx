/** Entities by type, found by name. Invariant: filters are in the address; the downloads hold what the filters choose. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type LoaderFunction, useSearchParams } from "react-router";
import { type EntityRow, cache, lists, queries } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { download } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { FilterChoice, FilterText } from "../../ui/filters.tsx";
import { LoadedPages } from "../../ui/loaded.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { RowFigures } from "../../ui/row-figures.tsx";

const filterOf = (search: URLSearchParams) => ({ type: search.get("type") ?? undefined, q: search.get("q") ?? undefined });

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchInfiniteQuery(lists.entities(filterOf(new URL(request.url).searchParams)));
  return null;
};

function useColumns(): Column<EntityRow>[] {
  const { say } = useLanguage();
  const typeLabel = useTypeLabel();
  return [
    { key: "name", head: say("entity.name"), heading: true, cell: (row) => <EntityLink entity={row} /> },
    { key: "type", head: say("entity.type"), short: true, cell: (row) => typeLabel(row.type) },
    { key: "figures", head: say("entity.headline"), cell: (row) => <RowFigures facts={row.figures} /> },
    { key: "facts", head: say("entity.facts"), numeric: true, cell: (row) => row.facts },
  ];
}

export function Component() {
  const { say, label } = useLanguage();
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const { data: ontology } = useQuery(queries.ontology());
  const columns = useColumns();
  return (
    <article>
      <PageHead title={say("room.entities")} answer={say("entities.answer")} />
      <div className="filters">
        <FilterText name="q" label={say("entities.filter")} />
        <FilterChoice name="type" label={say("entity.type")}>
          <option value="">{say("filter.any")}</option>
          {ontology?.types.map((type) => <option key={type.name} value={type.name}>{label(type.label)}</option>)}
        </FilterChoice>
        <span className="downloads"><a href={download.entities("csv", filter)} download>CSV</a> <a href={download.entities("jsonld", filter)} download>JSON-LD</a></span>
      </div>
      <LoadedPages query={useInfiniteQuery(lists.entities(filter))}>
        {(rows) => <DataTable caption={say("room.entities")} columns={columns} rows={rows} rowKey={(row) => row.id} empty={say("list.none-match")} />}
      </LoadedPages>
    </article>
  );
}
