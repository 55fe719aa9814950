/**
 * Keeps what is shown up to date with the record, whoever changes it.
 * Invariant: when the record has moved, everything that shows it is asked again; a lost connection is taken up again and makes up for what was missed.
 */
import { oldestAnswer, refreshLedger } from "./api.ts";

/** How soon a stream that was refused is asked for again. */
const AGAIN_MS = 5_000;

/** Watches until the returned function is called. */
export function watchRecord(): () => void {
  let seen: number | undefined;
  let events: EventSource;
  let timer: number | undefined;
  const told = (event: MessageEvent<string>) => {
    const head = Number(event.data);
    // What moved before the first word of the stream is known from the oldest answer that the page shows.
    if (head > (seen ?? oldestAnswer())) void refreshLedger();
    seen = Math.max(seen ?? 0, head);
  };
  const open = () => {
    window.clearTimeout(timer);
    events = new EventSource("/api/live/events");
    events.addEventListener("head", told as EventListener);
    // A browser takes a broken stream up again by itself, but not one that was refused, as by a server that is only just starting.
    events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN_MS); });
  };
  const back = () => { events.close(); open(); };
  open();
  window.addEventListener("online", back);
  return () => { window.removeEventListener("online", back); window.clearTimeout(timer); events.close(); };
}
