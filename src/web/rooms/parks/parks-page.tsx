/** All parks, zone beside zone: what each has, what is promised next, how many promises are past their day. Invariant: every figure opens its claim. */
import { useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ParkRow, type ParksAnswer, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { FactFigure, NoData } from "../../ui/figure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { Version } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";
import "./parks.css";

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(parks.list(asOfIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <Loaded query={useQuery(parks.list(asOfIn(search)))}>{(answer) => <Parks answer={answer} />}</Loaded>;
}

function Parks({ answer }: { answer: ParksAnswer }) {
  const { say } = useLanguage();
  // What is late is asked for first; the rest as the server orders it.
  const items = answer.items.toSorted((a, b) => b.overdue - a.overdue);
  const overdue = items.reduce((n, p) => n + p.overdue, 0);
  return (
    <article className="parks">
      <PageHead title={say("room.parks")} answer={items.length > 0 ? say("parks.answer", { n: items.length, zones: new Set(items.flatMap((p) => p.zone?.id ?? [])).size, overdue }) : undefined} />
      {items.length === 0 && <p className="empty">{say("parks.none")} <Link to={`${path.imports()}?kind=places`}>{say("room.imports")}</Link></p>}
      <List rows={items} />
      <ProblemList problems={answer.problems} />
    </article>
  );
}

function List({ rows }: { rows: ParkRow[] }) {
  const { say } = useLanguage();
  const figure = (fact: ParkRow["land"]) => (fact ? <FactFigure fact={fact} /> : <NoData why={say("parks.no-source")} />);
  return (
    <DataTable
      caption={say("room.parks")} rows={rows} rowKey={(p) => p.place.id} empty={null}
      columns={[
        { key: "name", head: say("parks.name"), heading: true, cell: (p) => <Link to={path.park(p.place.slug)}><Words of={p.place.label} /></Link> },
        { key: "zone", head: say("parks.zone"), cell: (p) => <Where row={p} /> },
        { key: "parts", head: `${say("parks.phases")} / ${say("parks.buildings")}`, numeric: true, cell: (p) => (p.phases + p.buildings === 0 ? <NoData why={say("parks.no-source")} /> : `${p.phases} / ${p.buildings}`) },
        { key: "land", head: say("parks.land"), numeric: true, cell: (p) => figure(p.land) },
        { key: "floor", head: say("parks.floor"), numeric: true, cell: (p) => figure(p.floor) },
        { key: "announced", head: say("parks.announced"), numeric: true, cell: (p) => figure(p.announced) },
        { key: "promises", head: say("parks.promises"), cell: (p) => (p.done + p.ahead + p.overdue === 0 ? <NoData why={say("milestone.no-promise")} /> : <span className={p.overdue > 0 ? "state-overdue" : "quiet"}>{say("parks.state", { done: p.done, ahead: p.ahead, overdue: p.overdue })}</span>) },
        { key: "next", head: say("parks.next"), cell: (p) => (p.next ? <><Words of={p.next.label} /> <Version version={p.next.versions.at(-1)!} /></> : <NoData why={say("parks.no-next")} />) },
      ]}
    />
  );
}

/** The zone, else the region with the gap named. */
function Where({ row }: { row: ParkRow }) {
  const { say } = useLanguage();
  if (row.zone) return <Link to={path.entity(row.zone.slug)}><Words of={row.zone.label} /></Link>;
  return row.region ? <><Words of={row.region.label} /> <span className="quiet">{say("parks.no-zone")}</span></> : <NoData why={say("parks.no-zone")} />;
}
