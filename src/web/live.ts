/**
 * Keeps what is shown up to date with the record, whoever changes it.
 * Invariant: when the record has moved, everything that shows it is asked again; a lost connection is taken up again and makes up for what was missed.
 */
import { refreshLedger } from "./api.ts";

/** Watches until the returned function is called. */
export function watchRecord(): () => void {
  let seen: number | undefined;
  const events = new EventSource("/api/live/events");
  const told = (event: MessageEvent<string>) => {
    const head = Number(event.data);
    if (seen !== undefined && head > seen) void refreshLedger();
    seen = Math.max(seen ?? 0, head);
  };
  events.addEventListener("head", told as EventListener);
  return () => events.close();
}
