/** All entities as one table, with their first figures as of the days asked for. Invariant: the address restores the list. */
import { useMemo } from "react";
import { Link, useNavigate } from "react-router";
import type { TableEntity } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { RowFigures } from "../../ui/row-figures.tsx";
import { ListTable } from "../../ui/table/list-table.tsx";
import type { TableColumn, TableFacet } from "../../ui/table/model.ts";

function useColumns(): TableColumn<TableEntity>[] {
  const { say } = useLanguage();
  const typeLabel = useTypeLabel();
  return useMemo(() => [
    { key: "name", head: say("entity.name"), heading: true, width: "minmax(220px, 1.9fr)", sort: "name", cell: (row) => <EntityLink entity={row} /> },
    { key: "type", head: say("entity.type"), width: "minmax(90px, 0.5fr)", sort: "type", cell: (row) => typeLabel(row.type) },
    { key: "figures", head: say("entity.headline"), width: "minmax(300px, 3fr)", cell: (row) => <RowFigures facts={row.figures} /> },
    { key: "claims", head: say("entity.claims"), numeric: true, width: "84px", sort: "claims", cell: (row) => <Link to={path.claims({ subject: row.id, status: "accepted" })}>{row.claims}</Link> },
    { key: "waiting", head: say("entity.waiting"), numeric: true, width: "84px", sort: "waiting", cell: (row) => (row.waiting === 0 ? <span className="quiet">0</span> : <Link to={path.claims({ subject: row.id, status: "proposed" })}>{row.waiting}</Link>) },
    { key: "facts", head: say("entity.facts"), numeric: true, off: true, width: "84px", cell: (row) => row.facts },
  ], [say, typeLabel]);
}

export function Component() {
  const { say } = useLanguage();
  const navigate = useNavigate();
  const typeLabel = useTypeLabel();
  const columns = useColumns();
  const some = (value: string): string => say(value === "yes" ? "table.yes" : "table.no");
  const facets: TableFacet[] = [
    { key: "type", head: say("entity.type"), label: typeLabel }, { key: "accepted", head: say("entity.has-claims"), label: some }, { key: "waiting", head: say("entity.has-waiting"), label: some },
  ];
  return (
    <article className="wide-page">
      <PageHead title={say("room.entities")} answer={say("entities.answer")} tools={<Link className="button" to={path.newEntity()}>{say("entry.new-entity")}</Link>} />
      <ListTable
        room="entities" caption={say("room.entities")} columns={columns} facets={facets} find={say("table.find-entities")} rowKey={(row) => row.id} usualSort="name"
        onOpen={(row) => void navigate(path.entity(row.slug))} empty={say("list.none-match")}
      />
    </article>
  );
}
