/** An edition as it is built: what is being done, how far, and what stopped it. Invariant: the last known state stays; a finished edition appears in the list. */
import { useEffect } from "react";
import { ApiFailure, cache } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { isOver, useJob } from "../documents/use-job.ts";

const SET = ["pdf", "docx", "html", "xlsx", "csv", "jsonld"];

export function BuildProgress({ job }: { job: string }) {
  const { say } = useLanguage();
  const { data } = useJob(job);
  const over = isOver(data);
  useEffect(() => { if (over) void cache.invalidateQueries({ queryKey: ["report", "editions"] }); }, [over]);
  const item = data?.items[0];
  if (item === undefined) return null;
  if (item.error) return <FailureNote error={new ApiFailure(409, { payload: {}, ...item.error })} />;
  if (item.edition_id) {
    return (
      <div role="status" className="paper-made">
        <p>{say("report.made", { id: item.edition_id.slice(0, 8) })}</p>
        {item.changes && (
          <>
            <p><strong>{say("report.since-preview", { n: item.changes.length })}</strong></p>
            <ul>{item.changes.map((c, at) => <li key={at}>{c.before ?? "—"} → {c.after ?? "—"} · {say(`report.why.${c.why}`)} <span className="quiet">{c.sentence}</span></li>)}</ul>
          </>
        )}
        {item.warnings && <><p>{say("report.warnings")}</p><ProblemList problems={item.warnings} /></>}
      </div>
    );
  }
  const step = item.step === undefined ? say("report.waiting-job") : SET.includes(item.step) ? say("report.step.set", { format: item.step.toUpperCase() }) : say(item.step === "read" ? "report.step.read" : "report.step.compose");
  return (
    <p role="status" className="paper-progress">
      <progress max={1} value={item.share ?? 0} aria-label={say("report.build")} /> {say("report.building", { step })}
    </p>
  );
}
