/** Pairs of a large record at the routes' door on a real engine: worked out in a thread, refused with how far it is, then what a small record is told. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { lexiconOf } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { record, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, InboxPage, InboxState, PairPage } from "./api-types.ts";
import { createApp, Jobs, stopPairs } from "./index.ts";
import type { Deps } from "./deps.ts";

const ontology = loadOntology();
type App = ReturnType<typeof createApp>;
const ctx = { actor: "analyst", clock: systemClock };

let database: Database;
const server = (more: Partial<Deps> = {}): { app: App; deps: Deps } => {
  const deps: Deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0", ...more };
  return { deps, app: createApp({ deps, access: { local: "analyst" }, log: () => undefined }) };
};
const get = async <T>(address: string, app: App): Promise<T> => (await (await app.request(address)).json()) as T;

beforeAll(async () => {
  database = await openForTest();
  const names = ["长春长光辰芯微电子股份有限公司", "长光辰芯", "南昌欧菲光科技有限公司", "北京星河照明有限公司", "北京华光仪器有限公司", "上海华光仪器有限公司"];
  await record(database.writer, ctx, { kind: "record", entries: names.map((zh, i): Entry => ({ kind: "entity", id: newId(systemClock), type: "Firm", slug: `firm-${i}`, label: { zh }, visibility: "public" })) });
});
afterAll(async () => { await database.close(); });

it("answers the desk without the pairs while they are being worked out, and with them once they are there", { timeout: 120_000 }, async () => {
  const small = server().app;
  const [pairs, state] = [await get<PairPage>("/api/identity/pairs", small), await get<InboxState>("/api/inbox/state", small)];
  expect([pairs.items.length, state.waiting.pair]).toEqual([1, 1]);
  // A server of its own each time: what is asked first of it finds nothing worked out.
  const asked = async (address: string): Promise<Response> => {
    const { app, deps } = server({ pairs_in_place_names: 0 });
    const answer = await app.request(address);
    stopPairs(deps);
    return answer;
  };
  expect(await (await asked("/api/inbox/state")).json()).toMatchObject({ untold: ["pair"], waiting: { pair: 0 } });
  const first = (await (await asked("/api/inbox")).json()) as InboxPage;
  expect(first.untold).toEqual(["pair"]);
  expect(first.items.some((item) => item.kind === "pair")).toBe(false);
  for (const address of ["/api/inbox?kind=pair", "/api/identity/pairs"]) {
    const refused = await asked(address);
    expect(refused.status).toBe(503);
    expect(((await refused.json()) as ApiError).error).toMatchObject({ code: "identity/pairs-working", payload: { share: 0, ask_again_s: 2 } });
  }
  const { app, deps } = server({ pairs_in_place_names: 0 });
  await expect.poll(async () => (await app.request("/api/identity/pairs")).status, { timeout: 60_000 }).toBe(200);
  for (const address of ["/api/identity/pairs", "/api/identity/pairs?show=vetoed", "/api/inbox/state", "/api/inbox"]) expect(await get(address, app), address).toEqual(await get(address, small));
  // A word on a pair does not begin the work anew; another name does, and a server that ends leaves it.
  const [{ left, right }] = pairs.items as [PairPage["items"][number]];
  const judged = await app.request("/api/identity/judgements", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ left_id: left.entity!.id, right_id: right.entity!.id, verdict: "different" }) });
  expect(judged.status).toBe(200);
  expect(await get<PairPage>("/api/identity/pairs", app)).toMatchObject({ items: [] });
  await record(database.writer, ctx, { kind: "record", entries: [{ kind: "entity", id: newId(systemClock), type: "Firm", slug: "firm-new", label: { zh: "长春星河照明有限公司" }, visibility: "public" }] });
  expect((await app.request("/api/identity/pairs")).status).toBe(503);
  stopPairs(deps);
});
