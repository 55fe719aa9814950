/** Working out which rows of a register may be organisations of the record, as a job with its progress. Invariant: pairs appear when it is done, never by halves. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type RegisterView, refreshLedger } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { countText } from "../../ui/figure-text.ts";
import { FailureNote } from "../../ui/loaded.tsx";
import { isOver, useJob } from "../documents/use-job.ts";
import { link } from "./queries.ts";

export function LinkJob({ register }: { register: RegisterView }) {
  const { say } = useLanguage();
  const [job, setJob] = useState<string | undefined>();
  const start = useMutation({ mutationFn: () => link(register.id), onSuccess: (started) => setJob(started.id) });
  return (
    <>
      <button type="button" disabled={start.isPending || job !== undefined} onClick={() => start.mutate()}>{say(register.linked_at ? "register.link-again" : "register.link")}</button>
      {job && <Running id={job} onOver={() => setJob(undefined)} />}
      {start.isError && <FailureNote error={start.error} />}
    </>
  );
}

function Running({ id, onOver }: { id: string; onOver: () => void }) {
  const { say } = useLanguage();
  const { data } = useJob(id);
  const over = isOver(data);
  const item = data?.items[0];
  useEffect(() => {
    if (over) void refreshLedger().then(() => { if (data?.state === "done") onOver(); });
  }, [over]);
  if (item?.error) return <FailureNote error={{ ...item.error, problems: item.error.problems ?? [] }} />;
  return <span role="status">{say("register.linking", { done: countText(item?.rows ?? 0) })} <progress max={1} value={item?.share ?? 0} aria-label={say("register.link")} /></span>;
}
