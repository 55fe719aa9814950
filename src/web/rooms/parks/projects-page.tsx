/** The project board: each project at the stage that an actual claim proves, against announced money and dates. Invariant: no project is further than its proof. */
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import { Link, type LoaderFunction, useSearchParams } from "react-router";
import { type ProjectRow, type ProjectsAnswer, cache } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { asOfIn } from "../../ui/as-of.tsx";
import { whenText } from "../../ui/figure-text.ts";
import { FactFigure, Figure } from "../../ui/figure.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { percent, Version } from "./milestone-cells.tsx";
import { parks } from "./queries.ts";
import "./parks.css";

const STAGES = ["announced", "signed", "started", "built", "producing", "at-capacity"] as const;
const queryOf = (search: URLSearchParams) => ({ ...(search.get("phases") === "true" ? { phases: "true" } : {}), ...asOfIn(search) });

export const loader: LoaderFunction = ({ request }) => {
  void cache.prefetchQuery(parks.projects(queryOf(new URL(request.url).searchParams)));
  return null;
};

export function Component() {
  const [search] = useSearchParams();
  return <Loaded query={useQuery({ ...parks.projects(queryOf(search)), placeholderData: (before) => before })}>{(answer) => <Board answer={answer} />}</Loaded>;
}

function Board({ answer }: { answer: ProjectsAnswer }) {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const { rows } = answer;
  const waiting = answer.by_stage.announced + answer.by_stage.signed;
  const phases = search.get("phases") === "true";
  return (
    <article>
      <PageHead title={say("room.projects")} answer={rows.length > 0 ? say("projects.answer", { n: rows.length, begun: rows.length - waiting, waiting }) : undefined} />
      <p className="quiet">{say("projects.help")} <label className="check"><input type="checkbox" checked={phases} onChange={() => setSearch((before) => {
        const after = new URLSearchParams(before);
        if (phases) after.delete("phases");
        else after.set("phases", "true");
        return after;
      }, { replace: true })} />{say("projects.phases")}</label></p>
      {rows.length === 0 ? <p className="empty">{say("projects.none")}</p> : (
        <div className="board" style={{ "--board": STAGES.map((s) => (answer.by_stage[s] > 0 ? `minmax(0, ${answer.by_stage[s] > 5 ? 4 : 1.6}fr)` : "minmax(0, 0.6fr)")).join(" ") } as CSSProperties}>
          {STAGES.map((stage) => (
            <section key={stage} aria-label={say(`projects.stage.${stage}`)}>
              <h2>{say(`projects.stage.${stage}`)} <span className="quiet">{answer.by_stage[stage]}</span></h2>
              {answer.by_stage[stage] === 0 ? <p className="quiet">{say("projects.empty")}</p> : <ul>{rows.filter((r) => r.stage === stage).map((r) => <Card key={r.project.id} row={r} />)}</ul>}
            </section>
          ))}
        </div>
      )}
    </article>
  );
}

function Card({ row }: { row: ProjectRow }) {
  const { lang, say, part } = useLanguage();
  const money = [...row.money.announced.slice(0, 2), ...row.money.equipped.slice(0, 1)];
  const dates = row.milestones.filter((m) => m.versions.length > 0);
  return (
    <li>
      <p><Link to={path.park(row.project.slug)}><b><Words of={row.project.label} /></b></Link></p>
      {money.map((f) => <p key={f.best.id}><span className="quiet">{say("money.announced")}</span> <FactFigure fact={f} /> <span className="quiet">{part(f.best)}</span></p>)}
      {row.money.arrived.slice(0, 1).map((f) => <p key={f.best.id}><span className="quiet">{say("money.arrived")}</span> <FactFigure fact={f} />{row.money.arrived_share !== undefined && <span className="quiet"> {percent(row.money.arrived_share)}</span>}</p>)}
      {row.proof && <p><span className="quiet">{say("projects.proof")}</span> <Figure claim={row.proof} /></p>}
      {row.partly.map((p) => <p key={p.claim.id}><Figure claim={p.claim}>{say("projects.partly", { stage: say(`projects.stage.${p.stage}`), part: part(p.claim) || p.part })}</Figure></p>)}
      {dates.map((m) => <p key={`${m.milestone} ${m.part ?? ""}`}><span className="quiet"><Words of={m.label} /></span> <Version version={m.versions.at(-1)!} /></p>)}
      <p className={row.state === "overdue" ? "state-overdue" : "quiet"}>{say(`projects.state.${row.state}`)}</p>
      <p className="quiet">{row.announced_on ? say("projects.announced-on", { day: whenText(row.announced_on, lang) }) : say("projects.unknown-day")}{row.waiting_days !== undefined && `${lang === "zh" ? "，" : ", "}${say("projects.waiting", { n: row.waiting_days })}`}</p>
    </li>
  );
}
