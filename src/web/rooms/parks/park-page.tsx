/**
 * A park, phase, building or project: what it consists of, its timeline, stacking plan, milestones and money, and what nobody told.
 * Invariant: every figure and mark opens its claim; the as-of days of the address hold for all of it.
 */
import { useQuery } from "@tanstack/react-query";
import { Suspense, lazy } from "react";
import { Link, type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type FactView, type MilestoneView, type ParkAnswer, type ParkPart, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { Chart } from "../../chart/chart.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { whenText, labelIn } from "../../ui/figure-text.ts";
import { FactFigure, Figure, NoData } from "../../ui/figure.tsx";
import { LoadedPage } from "../../ui/loaded.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { SourceLink } from "../../ui/source-citation.tsx";
import { Forecast, Outcome, percent, Slip, Versions } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";
import { Told } from "./told.tsx";
import "./parks.css";

const Stackings = lazy(() => import("./stacking.tsx").then((module) => ({ default: module.Stackings })));

export const loader: LoaderFunction = ({ params, request }) => {
  void cache.prefetchQuery(parks.one(params.ref ?? "", asOfIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const { ref = "" } = useParams();
  const [search] = useSearchParams();
  return <LoadedPage query={useQuery(parks.one(ref, asOfIn(search)))}>{(park) => <Park park={park} />}</LoadedPage>;
}

function Park({ park }: { park: ParkAnswer }) {
  const { lang, say } = useLanguage();
  const typeLabel = useTypeLabel();
  const rows = park.parts.flatMap((p) => p.milestones);
  const count = (...states: MilestoneView["status"][]) => rows.filter((r) => states.includes(r.status)).length;
  const name = labelIn(park.place.label, lang);
  const buildings = park.parts.filter((p) => p.place.type === "Building").map((p) => p.place);
  return (
    <article className="park">
      <PageHead
        title={name.text} lang={name.lang} tools={<Link to={path.entity(park.place.slug)}>{say("park.to-entity")}</Link>}
        trail={[...park.within.map((p) => <Link key={p.id} to={p.type === "Region" || p.type === "Zone" ? path.entity(p.slug) : path.park(p.slug)}><Words of={p.label} /></Link>), typeLabel(park.place.type)]}
        answer={rows.length > 0 ? say("park.answer", { promises: rows.length, done: count("done", "implied"), ahead: count("ahead", "open"), overdue: count("overdue") }) : say("park.answer-none")}
      />
      {rows.length > 0 && <section aria-label={say("park.timeline")}><h2>{say("park.timeline")}</h2><Chart of={{ kind: "promises", place: park.place.slug }} space_px={60 + rows.length * LANE_PX}><span className="quiet">{say("park.timeline-help", { day: whenText(park.today, lang) })}</span></Chart></section>}
      <section aria-label={say("park.parts")}><h2>{say("park.parts")}</h2><div className="part-list">{park.parts.map((part) => <Part key={part.place.id} part={part} here={part.place.id === park.place.id} />)}</div></section>
      {park.place.type !== "Project" && <Suspense fallback={null}><Stackings park={park.place} buildings={buildings} /></Suspense>}
      {rows.length > 0 && <Milestones rows={rows} park={park} />}
      <MoneyTable parts={park.parts} />
      <Tenants parts={park.parts} />
      {park.problems.length > 0 && <section><h2>{say("park.problems")}</h2><ProblemList problems={park.problems} /></section>}
    </article>
  );
}

/** A lane of the drawing with its share of the headings. */
const LANE_PX = 42;

function Part({ part, here }: { part: ParkPart; here: boolean }) {
  const { lang, say, label, part: words } = useLanguage();
  const typeLabel = useTypeLabel();
  return (
    <div className="part">
      <h3>{here ? <Words of={part.place.label} /> : <Link to={path.park(part.place.slug)}><Words of={part.place.label} /></Link>} <span className="quiet">{typeLabel(part.place.type)}</span></h3>
      {part.facts.length > 0 && (
        <dl>{part.facts.slice(0, 14).map((f) => <Fact key={`${f.property} ${f.qualifier} ${f.modality} ${f.best.id}`} fact={f} name={[label(f.property_label), words(f.best)].filter(Boolean).join(" · ")} />)}</dl>
      )}
      {part.frame.length > 0 && <p>{part.frame.slice(-1).map((f) => <Figure key={f.claim.id} claim={f.claim}>{f.of === undefined ? say("park.frame-alone", { n: f.storey, when: whenText(f.when, lang) }) : say("park.frame", { n: f.storey, of: f.of, when: whenText(f.when, lang) })}</Figure>)}</p>}
      {part.missing.length > 0 && <p className="quiet">{say("park.missing", { what: part.missing.map((m) => say(`park.missing.${m}`)).join(lang === "zh" ? "、" : ", ") })}</p>}
    </div>
  );
}

function Fact({ fact, name }: { fact: FactView; name: string }) {
  return <><dt>{name}</dt><dd><Told claim={fact.best} rivals={fact.rivals} agreeing={fact.agreeing} /></dd></>;
}

function Milestones({ rows, park }: { rows: MilestoneView[]; park: ParkAnswer }) {
  const { say } = useLanguage();
  return (
    <section>
      <h2>{say("park.milestones")}</h2>
      <p className="quiet">{say("park.cases", { own: park.own_cases, bundled: park.bundled_cases })}</p>
      <DataTable
        caption={say("park.milestones")} rows={rows} rowKey={(r) => `${r.subject.id} ${r.milestone} ${r.part ?? ""}`} empty={null}
        columns={[
          { key: "step", head: say("milestone.step"), heading: true, cell: (r) => <>{r.subject.id !== park.place.id && <><Words of={r.subject.label} /> · </>}<Words of={r.label} /></> },
          { key: "promised", head: say("milestone.promised"), cell: (r) => <Versions row={r} /> },
          { key: "done", head: say("milestone.done"), cell: (r) => <Outcome row={r} /> },
          { key: "slip", head: say("milestone.slip"), help: "slip", cell: (r) => <Slip row={r} /> },
          { key: "forecast", head: say("milestone.forecast"), help: "chance", cell: (r) => <Forecast row={r} /> },
        ]}
      />
    </section>
  );
}

const KINDS = ["announced", "equipped", "arrived", "financed"] as const;

function MoneyTable({ parts }: { parts: ParkPart[] }) {
  const { say, part: words } = useLanguage();
  const rows = parts.filter((p) => KINDS.some((k) => p.money[k].length > 0));
  if (rows.length === 0) return null;
  const cell = (facts: FactView[]) => (facts.length === 0 ? <NoData why={say("parks.no-source")} /> : (
    <ul className="plain">{facts.slice(0, 4).map((f) => <li key={f.best.id}><FactFigure fact={f} /> <span className="quiet">{words(f.best)}</span></li>)}</ul>
  ));
  return (
    <section>
      <h2>{say("park.money")}</h2>
      <p className="quiet">{say("park.money-help")}</p>
      <DataTable
        caption={say("park.money")} rows={rows} rowKey={(p) => p.place.id} empty={null}
        columns={[
          { key: "of", head: say("parks.name"), heading: true, cell: (p) => <Words of={p.place.label} /> },
          ...KINDS.map((k) => ({ key: k, head: say(`money.${k}`), cell: (p: ParkPart) => <>{cell(p.money[k])}{k === "arrived" && p.money.arrived_share !== undefined && <span className="quiet">{say("money.share", { p: percent(p.money.arrived_share) })}</span>}</> })),
        ]}
      />
    </section>
  );
}

function Tenants({ parts }: { parts: ParkPart[] }) {
  const { say } = useLanguage();
  const told = parts.flatMap((p) => p.tenants.map((claim) => ({ claim, place: p.place })));
  if (told.length === 0) return null;
  return (
    <section>
      <h2>{say("park.tenants")}</h2>
      <ul>{told.map(({ claim, place }) => <li key={claim.id}><Link to={path.entity(claim.subject.slug)}><Words of={claim.subject.label} /></Link> <span className="quiet">· <Words of={place.label} /></span> <SourceLink source={claim.source} /></li>)}</ul>
    </section>
  );
}
