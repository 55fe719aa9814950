/** What was due in a quarter, and what happened: milestones and targets together. Invariant: a promise that was moved is told as moved, one without outcome as such. */
import { useQuery } from "@tanstack/react-query";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type DueView, type PromisesAnswer, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { Chart } from "../../chart/chart.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { Figure } from "../../ui/figure.tsx";
import { FilterChoice } from "../../ui/filters.tsx";
import { LoadedPage } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { targetsQuery } from "../targets/queries.ts";
import { TargetLine } from "../targets/target-line.tsx";
import { Forecast, slipWords, Version } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";
import "./parks.css";

const queryOf = (search: URLSearchParams) => ({ ...(search.get("quarter") ? { quarter: search.get("quarter")! } : {}), ...asOfIn(search) });

export const loader: LoaderFunction = ({ request }) => {
  const search = new URL(request.url).searchParams;
  void cache.prefetchQuery(parks.promises(queryOf(search)));
  void cache.prefetchQuery(targetsQuery(asOfIn(search)));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <LoadedPage query={useQuery({ ...parks.promises(queryOf(search)), placeholderData: (before) => before })}>{(answer) => <Due answer={answer} />}</LoadedPage>;
}

/** A lane of the drawing. */
const LANE_PX = 32;

function Due({ answer }: { answer: PromisesAnswer }) {
  const { lang, say } = useLanguage();
  const { rows, quarters } = answer;
  const quarter = whenText(answer.quarter, lang);
  const count = (verdict: DueView["verdict"]) => rows.filter((r) => r.verdict === verdict).length;
  const offered = quarters.some((q) => q.quarter === answer.quarter) ? quarters : [...quarters, { quarter: answer.quarter, due: 0 }].toSorted((a, b) => (a.quarter < b.quarter ? -1 : 1));
  return (
    <article>
      <PageHead
        title={say("room.promises")} tools={<a href={`/api/promises.ics?lang=${lang}`}>{say("promises.calendar")}</a>}
        answer={rows.length > 0 ? say("promises.answer", { quarter, n: rows.length, kept: count("kept"), late: count("late"), moved: count("moved"), open: count("no-outcome") }) : say("promises.answer-none", { quarter })}
      />
      <div className="filters">
        <FilterChoice name="quarter" label={say("promises.quarter")}>
          <option value="">{quarter}</option>
          {offered.map((q) => <option key={q.quarter} value={q.quarter}>{say("promises.quarter-of", { quarter: whenText(q.quarter, lang), n: q.due })}</option>)}
        </FilterChoice>
      </div>
      {rows.length === 0 && <p className="empty">{say(quarters.length > 0 ? "promises.none" : "promises.none-at-all")} {quarters.slice(-6).map((q) => <span key={q.quarter}><Link to={path.promises({ quarter: q.quarter })}>{say("promises.quarter-of", { quarter: whenText(q.quarter, lang), n: q.due })}</Link> </span>)}</p>}
      {rows.length > 0 && <Chart of={{ kind: "promises", quarter: answer.quarter }} space_px={70 + rows.length * LANE_PX} silent><span className="quiet">{say("park.timeline-help", { day: whenText(answer.today, lang) })}</span></Chart>}
      <DataTable
        caption={say("room.promises")} rows={rows} rowKey={(r) => `${r.milestone.subject.id} ${r.milestone.milestone} ${r.milestone.part ?? ""} ${r.version.first_said} ${r.version.due}`} empty={null}
        columns={[
          { key: "of", head: say("promises.subject"), heading: true, cell: (r) => <><Link to={path.park(r.milestone.subject.slug)}><Words of={r.milestone.subject.label} /></Link> · <Words of={r.milestone.label} /></> },
          { key: "due", head: say("promises.due"), cell: (r) => <Version version={r.version} /> },
          { key: "what", head: say("promises.what"), cell: (r) => <What row={r} /> },
          { key: "forecast", head: say("milestone.forecast"), help: "chance", cell: (r) => <Forecast row={r.milestone} /> },
        ]}
      />
      <TargetsDue first={answer.first} last={answer.last} />
    </article>
  );
}

function What({ row }: { row: DueView }) {
  const { lang, say } = useLanguage();
  const { done } = row.milestone;
  return (
    <>
      <span className={row.verdict === "late" || row.verdict === "no-outcome" ? "state-overdue" : undefined}>{say(`promises.verdict.${row.verdict}`, { due: row.moved_to ? whenText(row.moved_to.due, lang) : "" })}</span>
      {done && <> · <Figure claim={done.claim} rivals={done.rivals} agreeing={done.agreeing.length} /></>}
      {row.slip && <span className="quiet"> {slipWords(row.slip, say)}</span>}
    </>
  );
}

/** Targets whose term ends in the quarter. */
function TargetsDue({ first, last }: { first: string; last: string }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const { data } = useQuery(targetsQuery(asOfIn(search)));
  const due = (data?.rows ?? []).filter((r) => r.due_day !== undefined && r.due_day >= first && r.due_day <= last);
  if (due.length === 0) return null;
  return <section><h2>{say("promises.targets")}</h2><ul className="plain">{due.map((r) => <li key={r.id}><TargetLine row={r} /></li>)}</ul></section>;
}
