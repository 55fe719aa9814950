/**
 * Long work wherever one is: a tray in the header tells how far it is, and stops it.
 * Invariant: the tray has its place at all times, so that nothing beside it moves when work begins; work that has ended leads to its result.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { Link } from "react-router";
import { type JobView, cache, queries, send } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";
import { usePressElsewhere } from "./away.ts";

const RUNNING_MS = 1_500;
const IDLE_MS = 20_000;
/** Ended work is told of until it has been looked at. */
const SEEN = "lightvalley.jobs-seen";

type Job = Omit<JobView, "items">;
const isRunning = (job: Job): boolean => job.state === "running" || job.state === "waiting";

export function JobTray() {
  const { say } = useLanguage();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(() => sessionStorage.getItem(SEEN) ?? "");
  const panel = useId();
  const root = useRef<HTMLDivElement>(null);
  usePressElsewhere(root, open, setOpen);
  const { data } = useQuery({ ...queries.jobs(), refetchInterval: (query) => (query.state.data?.items.some(isRunning) ? RUNNING_MS : IDLE_MS) });
  const jobs = (data?.items ?? []).filter((job) => isRunning(job) || job.id > seen).slice(0, 12);
  const running = jobs.filter(isRunning);
  const words = running.length > 0 ? say("tray.running", { n: running.length }) : jobs.length > 0 ? say("tray.over", { n: jobs.length }) : say("tray.none");
  const clear = () => {
    const last = jobs.map((job) => job.id).sort().at(-1) ?? "";
    sessionStorage.setItem(SEEN, last);
    setSeen(last);
    setOpen(false);
  };
  return (
    <div className="time-machine" ref={root} onKeyDown={(event) => { if (event.key === "Escape" && open) { setOpen(false); root.current?.querySelector("button")?.focus(); } }}>
      <button type="button" className={jobs.length > 0 ? "quiet-button tray-button told" : "quiet-button tray-button"} aria-expanded={open} aria-controls={panel} aria-label={words} title={words} onClick={() => setOpen(!open)}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M1.5 9.5 4 3h8l2.5 6.5V13h-13zM1.5 9.5H5l1 1.5h4l1-1.5h3.5" fill="none" stroke="currentColor" strokeWidth="1.2" strokeLinejoin="round" /></svg>
        {jobs.length > 0 && <span aria-hidden="true" className={running.length > 0 ? "tray-n running" : "tray-n"}>{running.length || jobs.length}</span>}
      </button>
      {open && (
        <div className="time-panel" id={panel} role="group" aria-label={say("tray.title")}>
          {jobs.length === 0 && <p className="quiet">{say("tray.none")}</p>}
          <ul className="tray">{jobs.map((job) => <TrayJob key={job.id} job={job} />)}</ul>
          {running.length === 0 && jobs.length > 0 && <button type="button" onClick={clear}>{say("tray.clear")}</button>}
        </div>
      )}
    </div>
  );
}

/** What the work is called, and where its result is. */
function useWork({ id, kind }: Job): { to: string; name: string } {
  const { say } = useLanguage();
  switch (kind) {
    case "read": return { to: path.documents({ job: id }), name: say("job.title") };
    case "import": return { to: path.registerImport({ job: id }), name: say("wizard.progress") };
    case "link": return { to: path.registers(), name: say("register.link") };
    case "report": return { to: path.report(), name: say("room.report") };
    case "tables": return { to: path.claims(), name: say("tray.tables") };
    case "findings": return { to: path.findings(), name: say("tray.findings") };
  }
}

/** How far it is: of files how many are read, of one long piece of work the share that is done. */
function useProgress(job: Job): string {
  const { say } = useLanguage();
  const share = job.share === undefined ? say("job.done-of", { done: job.done, total: job.total }) : `${Math.floor(100 * job.share)}%`;
  if (job.kind === "read") return `${say(`job.${job.state}`)} ${share}`;
  if (job.state === "done") return say("tray.done");
  return `${say(job.state === "running" ? "tray.at-work" : `job.${job.state}`)} ${share}`;
}

function TrayJob({ job }: { job: Job }) {
  const { say } = useLanguage();
  const { to, name } = useWork(job);
  const progress = useProgress(job);
  const on = job.kind === "read" || job.name === undefined ? undefined : job.kind === "tables" ? say("count.n-claims", { n: job.name }) : job.name;
  const stop = useMutation({ mutationFn: () => send.stopJob(job.id), onSettled: () => cache.invalidateQueries({ queryKey: ["jobs"] }) });
  return (
    <li>
      <Link to={to}>{name}</Link> {on && <span>{on}</span>} <span className="quiet">{progress}</span>
      <progress max={1} value={job.share ?? job.done / Math.max(1, job.total)} aria-label={name} />
      {isRunning(job) && <button type="button" className="quiet-button" disabled={stop.isPending} onClick={() => stop.mutate()}>{say("job.stop")}</button>}
    </li>
  );
}
