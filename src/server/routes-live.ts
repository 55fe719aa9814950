/**
 * The stream that tells a page when the record has moved, and the mark on every answer by which a page knows whether it moved before the stream began.
 * Invariant: it carries the number of the last change set and nothing of its content.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { AppError } from "../kernel/index.ts";
import type { Env } from "./deps.ts";
import type { Live } from "./live.ts";

/** More pages than this are not kept up to date at once; the rest ask when they are looked at. */
const STREAMS_MAX = 500;
/** Something is sent at least this often, so that a proxy does not take the stream for dead. */
const BEAT_MS = 25_000;

/** The header of every answer: a change set that had been written when it was worked out. */
export const REACHED_HEADER = "x-record-head";

/** Marks the answers of all routes that are told to `app` after it. */
export function markReached(app: OpenAPIHono<Env>, live: Live): void {
  app.use("/api/*", async (c, next) => {
    // A ledger that cannot be asked is told of by the route itself.
    const reached = c.req.method === "GET" ? await live.reached().catch(() => undefined) : undefined;
    await next();
    if (reached !== undefined) c.header(REACHED_HEADER, String(reached));
  });
}

export function liveRoutes(app: OpenAPIHono<Env>, live: Live): void {
  let streams = 0;
  app.get("/api/live/events", (c) => {
    if (streams >= STREAMS_MAX) throw new AppError("server/too-many-streams", { max: STREAMS_MAX }, { status: 503, zh: "同时在看的页面太多，本页改为按需刷新", en: "too many pages are open; this one is brought up to date when you return to it" });
    return streamSSE(c, async (stream) => {
      streams += 1;
      let wake = (): void => {};
      let head = await live.head();
      let sent = -1;
      const stop = live.listen((now) => { head = now; wake(); });
      stream.onAbort(() => wake());
      try {
        while (!stream.aborted) {
          if (head !== sent) {
            sent = head;
            await stream.writeSSE({ event: "head", data: String(sent) });
          } else if (!(await waited((resolve) => (wake = resolve)))) await stream.writeSSE({ event: "beat", data: "" });
        }
      } finally {
        streams -= 1;
        stop();
      }
    });
  });
}

/** Waits to be woken; false when the time for a beat came first. */
async function waited(until: (resolve: () => void) => void): Promise<boolean> {
  return await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), BEAT_MS);
    until(() => { clearTimeout(timer); resolve(true); });
  });
}
