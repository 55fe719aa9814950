/**
 * Long work as it goes on: the server tells over an event stream; when the stream breaks, the job is asked for every second.
 * Invariant: the last known state stays on the page, a finished job closes its stream, and work that is over stays over.
 */
import { replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type JobView, cache, queries } from "../../api.ts";

export const isOver = (job: JobView | undefined) => job !== undefined && job.state !== "waiting" && job.state !== "running";

const ASK_MS = 1000;

/** An answer that was asked for before the end may come after the stream has told of it: it brings nothing new, and nobody would ask again. */
export const laterOf = (before: unknown, told: unknown): unknown =>
  isOver(before as JobView | undefined) && !isOver(told as JobView) ? before : replaceEqualDeep(before, told);

export function useJob(id: string) {
  const [live, setLive] = useState(true);
  const query = useQuery({ ...queries.job(id), staleTime: Infinity, structuralSharing: laterOf, refetchInterval: (asked) => (!live && !isOver(asked.state.data) ? ASK_MS : false) });
  useEffect(() => {
    const stream = new EventSource(`/api/jobs/${encodeURIComponent(id)}/events`);
    const take = (event: MessageEvent<string>) => {
      const job = JSON.parse(event.data) as JobView;
      cache.setQueryData(queries.job(id).queryKey, job);
      if (isOver(job)) stream.close();
    };
    for (const name of ["progress", "done", "failed"]) stream.addEventListener(name, take);
    stream.onerror = () => {
      stream.close();
      setLive(false);
    };
    return () => stream.close();
  }, [id]);
  return query;
}
