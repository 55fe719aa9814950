/**
 * The progress of a reading job, a line a file: what was found in it, or why it failed and what to do.
 * Invariant: one file's failure is told on its own line; the others go on.
 */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { Link } from "react-router";
import { type JobView, cache, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { isOver, useJob } from "./use-job.ts";

/** @param fresh begun on this page a moment ago: what it reads is waited for. */
export function JobProgress({ id, fresh, onClose }: { id: string; fresh: boolean; onClose: () => void }) {
  const query = useJob(id);
  const done = query.data?.done ?? 0;
  const over = isOver(query.data);
  useEffect(() => {
    if (done > 0 || over) void cache.invalidateQueries({ queryKey: ["documents"] });
    if (over) void refreshLedger();
  }, [done, over]);
  return <Loaded query={query}>{(job) => <Job job={job} fresh={fresh} onClose={onClose} />}</Loaded>;
}

function Job({ job, fresh, onClose }: { job: JobView; fresh: boolean; onClose: () => void }) {
  const { say } = useLanguage();
  const stop = useMutation({ mutationFn: () => send.stopJob(job.id) });
  const over = isOver(job);
  const box = useRef<HTMLElement>(null), came = useRef(!fresh);
  // Read while one waits for it: Enter opens it. A field that one is in is not taken away.
  useEffect(() => {
    const active = document.activeElement;
    if (over && !came.current && (active === null || active === document.body || active.closest("main input, main textarea, main select, [role=dialog]") === null)) box.current?.querySelector<HTMLElement>(".job-item a")?.focus({ preventScroll: true });
    came.current ||= over;
  }, [over]);
  return (
    <section className="job" ref={box} aria-label={say("job.title")}>
      <p role="status">
        <strong>{say(`job.${job.state}`)}</strong> {say("job.done-of", { done: job.done, total: job.total })}{" "}
        {over ? <button type="button" onClick={onClose}>{say("action.close")}</button> : <button type="button" disabled={stop.isPending} onClick={() => stop.mutate()}>{say("job.stop")}</button>}
      </p>
      <progress max={Math.max(1, job.total)} value={job.done} aria-label={say("job.title")} />
      <ul>{job.items.map((item, at) => <Item key={`${at} ${item.name}`} item={item} />)}</ul>
      {stop.isError && <FailureNote error={stop.error} />}
    </section>
  );
}

function Item({ item }: { item: JobView["items"][number] }) {
  const { say } = useLanguage();
  return (
    <li className={`job-item job-${item.state}`}>
      <span className="file-name">{item.source_id ? <Link to={path.document(item.source_id)}>{item.name}</Link> : item.name}</span>
      <span>
        {item.state === "failed" && item.error
          ? <><strong><Words of={item.error.message} /></strong> {item.error.hint && <Words of={item.error.hint} />}</>
          : say(`file.${item.state}`, { n: item.claims ?? 0 })}
      </span>
    </li>
  );
}
