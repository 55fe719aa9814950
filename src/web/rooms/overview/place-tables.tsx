/** The cluster's parks with what was promised of them, and its firms. Invariant: a promise and an outcome stand in columns of their own. */
import { Link } from "react-router";
import type { EntityRow } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { RowFigures } from "../../ui/row-figures.tsx";

/** The facts of one property in a row, or the reason for none. */
function FactsOf({ row, properties, why }: { row: EntityRow; properties: string[]; why: string }) {
  const { part } = useLanguage();
  const facts = row.figures.filter((fact) => properties.includes(fact.property));
  if (facts.length === 0) return <NoData why={why} />;
  return <>{facts.map((fact) => <span className="stack" key={fact.best.id}><FactFigure fact={fact} />{fact.qualifier && <span className="quiet"> {part(fact.best)}</span>}</span>)}</>;
}

/** Promised dates first to last: a date still ahead is a promise whatever it is called. */
const PROMISED = ["expected_completion"];
const DONE = ["completion_date"];
const SIZE = ["area.floor", "area.land", "investment"];

const ROWS = 10;

/** The rows that most is known of; those with a fact of the named properties first. */
function mostTold(rows: EntityRow[], properties: string[]): EntityRow[] {
  const told = (row: EntityRow) => Number(row.figures.some((fact) => properties.includes(fact.property))) * 1e6 + Number(row.figures.length > 0) * 1e5 + row.facts;
  return rows.toSorted((a, b) => told(b) - told(a)).slice(0, ROWS);
}

export function ParkTable({ parks }: { parks: EntityRow[] }) {
  const { say } = useLanguage();
  const columns: Column<EntityRow>[] = [
    { key: "name", head: say("overview.park"), heading: true, cell: (row) => <EntityLink entity={row} /> },
    { key: "promised", head: say("overview.promised"), cell: (row) => <FactsOf row={row} properties={PROMISED} why={say("overview.no-promise")} /> },
    { key: "done", head: say("overview.done"), cell: (row) => <FactsOf row={row} properties={DONE} why={say("overview.no-outcome")} /> },
    { key: "size", head: say("overview.size"), cell: (row) => <FactsOf row={row} properties={SIZE} why={say("overview.no-size")} /> },
    { key: "facts", head: say("entity.facts"), numeric: true, cell: (row) => row.facts },
  ];
  const shown = mostTold(parks, PROMISED);
  if (parks.length === 0) return null;
  return (
    <section>
      <h2>{say("overview.parks")}</h2>
      <DataTable caption={say("overview.parks")} columns={columns} rows={shown} rowKey={(row) => row.id} empty={null} />
      <p><Link to={path.entities({ type: "Park" })}>{say("overview.all-parks")}</Link></p>
    </section>
  );
}

export function FirmTable({ firms }: { firms: EntityRow[] }) {
  const { say } = useLanguage();
  const columns: Column<EntityRow>[] = [
    { key: "name", head: say("overview.firm"), heading: true, cell: (row) => <EntityLink entity={row} /> },
    { key: "figures", head: say("entity.headline"), cell: (row) => <RowFigures facts={row.figures} /> },
    { key: "facts", head: say("entity.facts"), numeric: true, cell: (row) => row.facts },
  ];
  if (firms.length === 0) return null;
  return (
    <section>
      <h2>{say("overview.firms")}</h2>
      <DataTable caption={say("overview.firms")} columns={columns} rows={mostTold(firms, [])} rowKey={(row) => row.id} empty={null} />
      <p><Link to={path.entities({ type: "Firm" })}>{say("overview.all-firms")}</Link></p>
    </section>
  );
}
