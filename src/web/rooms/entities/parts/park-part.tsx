/** A park, phase or building and what it consists of: area and money, the finish that was promised and the one that came. Invariant: every cell is a claim or says that there is none; the whole story is on its own page. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { FactView, MilestoneView, ParkPart as Part } from "../../../api.ts";
import { Words, useLanguage } from "../../../i18n/language.tsx";
import { path } from "../../../path.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { FactFigure, Figure, NoData } from "../../../ui/figure.tsx";
import { useTypeLabel } from "../../../ui/ontology.ts";
import { Outcome, slipWords } from "../../parks/milestone-cells.tsx";
import { parks } from "../../parks/queries.ts";
import type { PartProps } from "../type-parts.tsx";

const ROWS_SHOWN = 14;
const TENANTS_SHOWN = 12;
/** Steps after which a place is of use, the latest first. */
const FINISH = ["full-capacity", "in-production", "tenants-in", "delivered", "fitted-out", "enclosed", "capped"];

/** The step that tells best how far it is: the last that is done or promised. */
const finishOf = (part: Part): MilestoneView | undefined => FINISH.map((step) => part.milestones.find((one) => one.milestone === step && one.part === undefined) ?? part.milestones.find((one) => one.milestone === step)).find((one) => one !== undefined);

export function ParkPart({ entity, asOf }: PartProps) {
  const { say } = useLanguage();
  const { data } = useQuery(parks.one(entity.slug, asOf));
  const typeLabel = useTypeLabel();
  if (!data) return <div className="part-space" data-coming="" />;
  const rows = data.parts.slice(0, ROWS_SHOWN);
  const tenants = data.parts.flatMap((part) => part.tenants);
  if (rows.length === 1 && rows[0]!.facts.length === 0 && rows[0]!.milestones.length === 0 && tenants.length === 0) return null;
  return (
    <section aria-labelledby="park-part">
      <h2 id="park-part">{say("part.park")}</h2>
      <DataTable caption={say("part.park")} rows={rows} rowKey={(row) => row.place.id} empty={null} columns={[
        { key: "place", head: say("part.place"), heading: true, cell: (row) => <span style={{ paddingInlineStart: `${row.depth * 14}px` }}>{row.place.id === data.place.id ? <Words of={row.place.label} /> : <EntityLink entity={row.place} />} <span className="quiet">{typeLabel(row.place.type)}</span></span> },
        { key: "land", head: say("part.land"), numeric: true, cell: (row) => <Both facts={row.facts} property="area.land" /> },
        { key: "floor", head: say("part.floor"), numeric: true, cell: (row) => <Both facts={row.facts} property="area.floor" /> },
        { key: "money", head: say("part.money"), numeric: true, cell: (row) => <First facts={[...row.money.arrived, ...row.money.announced]} /> },
        { key: "promised", head: say("part.promised"), cell: (row) => <Promised row={finishOf(row)} /> },
        { key: "actual", head: say("part.actual"), cell: (row) => <Actual row={finishOf(row)} /> },
      ]} />
      {data.parts.length > rows.length && <p className="small"><Link to={path.park(entity.slug)}>{say("entity.all-n", { n: data.parts.length })}</Link></p>}
      {tenants.length > 0 && <p>{say("part.tenants", { n: tenants.length })} {tenants.slice(0, TENANTS_SHOWN).map((claim) => <span key={claim.id} className="honour"><EntityLink entity={claim.subject} /></span>)}</p>}
      <p><Link to={path.park(entity.slug, asOf)}>{say("part.park-page")}</Link></p>
    </section>
  );
}

/** Built beside planned, where both are told. */
function Both({ facts, property }: { facts: FactView[]; property: string }) {
  const { say, part } = useLanguage();
  const own = facts.filter((fact) => fact.property === property);
  const whole = own.filter((fact) => fact.scope === "");
  const shown = (["actual", "planned", "target"] as const).flatMap((modality) => whole.find((fact) => fact.modality === modality) ?? []);
  const largest = own.toSorted((a, b) => Number(b.best.value) - Number(a.best.value))[0];
  if (shown.length === 0 && largest) return <><FactFigure fact={largest} /><span className="stack small quiet">{part(largest.best)}</span></>;
  if (shown.length === 0) return <NoData why={say("entity.not-on-record")} />;
  return shown.map((fact) => <span key={fact.best.id} className="stack"><FactFigure fact={fact} /></span>);
}

function First({ facts }: { facts: FactView[] }) {
  const { say } = useLanguage();
  return facts[0] ? <FactFigure fact={facts[0]} /> : <NoData why={say("entity.not-on-record")} />;
}

function Promised({ row }: { row: MilestoneView | undefined }) {
  const { say, label } = useLanguage();
  const [first, last] = [row?.versions[0], row?.versions.at(-1)];
  if (!row || !first || !last) return <NoData why={say("milestone.no-promise")} />;
  return <><span className="quiet">{label(row.label)}</span> <Figure claim={first.claims.at(-1)!} spoken />{last !== first && <> → <Figure claim={last.claims.at(-1)!} spoken /></>}</>;
}

function Actual({ row }: { row: MilestoneView | undefined }) {
  const { say, label } = useLanguage();
  if (!row) return <NoData why={say("milestone.no-outcome")} />;
  return <>{row.versions.length === 0 && <span className="quiet">{label(row.label)} </span>}<Outcome row={row} />{row.slip_from_first && <span className="quiet"> {slipWords(row.slip_from_first, say)}</span>}</>;
}
