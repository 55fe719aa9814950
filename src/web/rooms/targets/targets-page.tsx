/**
 * Targets against actuals: those ahead first, then how past ones came out, the track record, and places side by side.
 * Invariant: “no actual found” is said; a chance comes with what it rests on, or a refusal with its reason.
 */
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type TargetView, type TargetsAnswer, type TrackRecordView, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { Chart } from "../../chart/chart.tsx";
import { asOfIn } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure, NoData } from "../../ui/figure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { targetsQuery } from "./queries.ts";
import { Point, share, Subject, Target, useValue, Verdict } from "./target-line.tsx";

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(targetsQuery(asOfIn(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <Loaded query={useQuery({ ...targetsQuery(asOfIn(search)), placeholderData: (before) => before })}>{(answer) => <Targets answer={answer} />}</Loaded>;
}

function Targets({ answer }: { answer: TargetsAnswer }) {
  const { say, label } = useLanguage();
  const { rows, track } = answer;
  const by = new Map(rows.map((r) => [r.id, r]));
  const ahead = rows.filter((r) => r.verdict === "ahead");
  const past = rows.filter((r) => r.due !== undefined && r.verdict !== "ahead").toReversed();
  const open = rows.filter((r) => r.verdict === "no-term");
  return (
    <article className="targets">
      <PageHead title={say("room.targets")} answer={rows.length > 0 ? say("targets.answer", { n: rows.length, past: past.length, met: track.all.met, missed: track.all.missed, none: track.all.no_actual }) : undefined} />
      {rows.length === 0 && <p className="empty">{say("targets.none")} <Link to={`${path.imports()}?kind=targets`}>{say("room.imports")}</Link></p>}
      <Rows title={say("targets.ahead")} rows={ahead} which="ahead" />
      <Rows title={say("targets.past")} rows={past} which="past" />
      <Rows title={say("targets.no-term")} rows={open} which="no-term" />
      <Track track={track} />
      {answer.comparisons.map((c) => (
        <section key={`${c.property} ${c.unit}`}>
          <h2>{say("targets.compare", { what: label(c.property_label) })}</h2>
          <Table caption={label(c.property_label)} rows={c.rows.flatMap((id) => by.get(id) ?? [])} />
        </section>
      ))}
    </article>
  );
}

/** A line of the bullet chart on the page. */
const LINE_PX = 48;

function Rows({ title, rows, which }: { title: string; rows: TargetView[]; which: "ahead" | "past" | "no-term" }) {
  const { say } = useLanguage();
  if (rows.length === 0) return null;
  const drawn = rows.filter((r) => r.actuals.length > 0);
  return (
    <section>
      <h2>{title} <span className="quiet">{rows.length}</span></h2>
      {drawn.length > 0 && <div className="target-bullets"><Chart of={{ kind: "bullet", which }} space_px={40 + drawn.length * LINE_PX} silent><span className="quiet">{say("targets.bullet-help")}</span></Chart></div>}
      <Table caption={title} rows={rows} />
      {drawn.map((r) => <details key={r.id}><summary>{say("targets.detail")}: <Subject row={r} linked={false} /> {r.due}</summary><Detail row={r} /></details>)}
    </section>
  );
}

function Table({ caption, rows }: { caption: string; rows: TargetView[] }) {
  const { lang, say } = useLanguage();
  return (
    <DataTable
      caption={caption} rows={rows} rowKey={(r) => r.id} empty={null}
      columns={[
        { key: "of", head: say("targets.of"), heading: true, cell: (r) => <Subject row={r} /> },
        { key: "term", head: say("targets.term"), short: true, cell: (r) => (r.due ? whenText(r.due, lang) : <NoData why={say("targets.verdict.no-term")} />) },
        { key: "target", head: say("targets.target"), cell: (r) => <Target row={r} /> },
        { key: "last", head: say("targets.last"), cell: (r) => <Point point={r.outcome ?? r.last} why={say("targets.no-actual")} /> },
        { key: "verdict", head: say("targets.outcome"), cell: (r) => <Verdict row={r} /> },
        { key: "need", head: say("targets.need"), cell: (r) => <Need row={r} /> },
        { key: "chance", head: say("targets.chance"), help: "chance", cell: (r) => <Chance row={r} /> },
      ]}
    />
  );
}

function Need({ row }: { row: TargetView }) {
  const { say } = useLanguage();
  const value = useValue(row);
  const { required } = row;
  if (!required) return <NoData why={say("targets.no-actual")} />;
  if (required.yearly === undefined) return <NoData why={say("targets.need-none")} />;
  return <>{say("targets.need-yearly", { p: share(required.yearly), years: required.years })} <span className="quiet">{say("targets.gap", { gap: value(required.gap) })}</span></>;
}

function Chance({ row }: { row: TargetView }) {
  const { say, label } = useLanguage();
  const { forecast, with_projects } = row;
  if (!forecast) return <NoData why={say("targets.no-forecast")} />;
  if (forecast.status === "refused") return <span className="quiet">{label(forecast.words)}</span>;
  return <span title={label(forecast.method)}>{share(forecast.probability)}{with_projects?.status === "forecast" && <span className="quiet"> {say("targets.chance-with", { p: share(with_projects.probability) })}</span>}</span>;
}

function Detail({ row }: { row: TargetView }) {
  const { say, label } = useLanguage();
  const value = useValue(row);
  return (
    <div className="target-detail">
      <Chart of={{ kind: "course", target: row.id }} space_px={270} silent />
      <p>{say("targets.base")}: <Point point={row.base} why={say("targets.no-base")} />{row.progress !== undefined && <> · {say("targets.progress", { p: share(row.progress) })}</>}</p>
      {row.forecast?.status === "forecast" && <p>{say("targets.chance-of", { p: share(row.forecast.probability) })} <span className="quiet">{label(row.forecast.method)}</span></p>}
      {row.worked_back.map((w) => <p key={w.year} className="quiet">{say("targets.worked-back", { year: w.year, value: value(w.value) })} <Figure claim={w.level} /> <Figure claim={w.growth} /></p>)}
      {row.projects.length > 0 && <p>{say("targets.projects")}: {row.projects.map((p) => <Fragment key={p.claim.id}><Link to={path.park(p.project.slug)}><Words of={p.project.label} /></Link> <Figure claim={p.claim} /> ({share(p.chance)}) </Fragment>)}</p>}
      <p className="quiet">{say("targets.definition")}: {label(row.definition)} {say(`targets.direction.${row.direction}`)}{row.by && <> · {say("targets.set-by", { by: label(row.by.label) })}</>} · {row.definition_source}</p>
    </div>
  );
}

function Track({ track }: { track: TargetsAnswer["track"] }) {
  const { say, label } = useLanguage();
  const rows: { key: string; name: string; record: TrackRecordView }[] = [{ key: "all", name: say("targets.track-all"), record: track.all }, ...track.by_place.map((p) => ({ key: p.key, name: label(p.label), record: p.record }))];
  if (track.by_place.length === 0) return null;
  return (
    <section>
      <h2>{say("targets.track")}</h2>
      <p className="quiet">{say("targets.track-help")}</p>
      <DataTable
        caption={say("targets.track")} rows={rows} rowKey={(r) => r.key} empty={null}
        columns={[
          { key: "place", head: say("targets.track-place"), heading: true, cell: (r) => r.name },
          { key: "met", head: say("targets.track-met"), numeric: true, cell: (r) => r.record.met }, { key: "missed", head: say("targets.track-missed"), numeric: true, cell: (r) => r.record.missed },
          { key: "unclear", head: say("targets.track-unclear"), numeric: true, cell: (r) => r.record.unclear }, { key: "none", head: say("targets.track-none"), numeric: true, cell: (r) => r.record.no_actual },
          { key: "share", head: say("targets.track-share"), numeric: true, cell: (r) => (r.record.share === undefined || !r.record.share_range ? <NoData why={say("targets.track-no-share")} /> : `${share(r.record.share)} (${share(r.record.share_range[0])} – ${share(r.record.share_range[1])})`) },
        ]}
      />
    </section>
  );
}
