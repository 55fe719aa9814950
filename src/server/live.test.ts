/** Pages are told that the record has moved, whoever finds it out first; and an answer says from which state on it was worked out. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { lexiconOf } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { createApp, Jobs, type App } from "./index.ts";
import { Live } from "./live.ts";

let database: Database;
let app: App;
beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  app = createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" }, access: { local: "analyst" }, log: (text) => process.stderr.write(text) });
});
afterAll(async () => await database.close());

const enter = async (zh: string): Promise<void> => {
  const answer = await app.request("/api/entities", { method: "POST", body: JSON.stringify({ type: "Firm", label: { zh } }), headers: { "content-type": "application/json" } });
  expect(answer.status).toBe(200);
};
const reached = async (path: string, headers: Record<string, string> = {}): Promise<{ status: number; head: number; etag: string }> => {
  const answer = await app.request(path, { headers });
  return { status: answer.status, head: Number(answer.headers.get("x-record-head") ?? NaN), etag: answer.headers.get("etag") ?? "" };
};

describe("a page that looks on", () => {
  it("is told of a change that another page's stream found first", async () => {
    const live = new Live(database);
    const before = await live.head();
    const told: number[] = [];
    const stop = live.listen((head) => told.push(head));
    try {
      await enter("甲");
      const after = await live.head(); // a second stream begins
      expect(after).toBeGreaterThan(before);
      expect(told).toEqual([after]);
    } finally {
      stop();
    }
  });

  it("learns from each answer, a repeated one too, a state that it is not older than", async () => {
    const first = await reached("/api/claims?limit=1");
    expect(first.head).toBeGreaterThanOrEqual(0);
    const again = await reached("/api/claims?limit=1", { "if-none-match": first.etag });
    expect([again.status, again.head >= first.head]).toEqual([304, true]);
    await enter("乙");
    await enter("丙");
    // Known without waiting: at most what the ledger has reached, never more.
    const { head } = await reached("/api/entities");
    expect(head).toBeLessThanOrEqual(await new Live(database).head());
    await expect.poll(async () => (await reached("/api/entities")).head, { timeout: 30_000 }).toBe(await new Live(database).head());
  });
});
