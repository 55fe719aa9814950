/** The lexicon over HTTP: what a reviewer's correction answers, the list, teaching by hand, taking back, and who may. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { lexiconOf, readIntoLedger } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { record } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, ClaimView, CorrectionAnswer, DocumentView, LexiconView } from "./api-types.ts";
import { createApp, Jobs, type App } from "./index.ts";

const ontology = loadOntology();
const lexicon = lexiconOf(ontology);
const ctx = { actor: "reader", clock: systemClock };
const park = newId();
let database: Database;
let app: App;
let open: App;

beforeAll(async () => {
  database = await openForTest();
  const deps = { database, ontology, lexicon, clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  const log = (text: string): void => expect(text, "a bug was logged").toBe("");
  app = createApp({ deps, access: { local: "analyst" }, log });
  open = createApp({ deps, access: { token: "t" }, log });
  await record(database.writer, ctx, { kind: "import", entries: [{ kind: "entity", id: park, type: "Park", slug: "park-x", label: { zh: "晨光光电信息产业园" }, visibility: "public" }] });
});
afterAll(async () => await database.close());

const json = async <T>(response: Response, status = 200): Promise<T> => {
  expect(response.status, await response.clone().text()).toBe(status);
  return (await response.json()) as T;
};
const send = async (method: string, path: string, body?: unknown): Promise<Response> =>
  await app.request(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) });
async function reading(name: string, text: string): Promise<ClaimView> {
  const { source_id } = await readIntoLedger(database, ctx, { name, bytes: new TextEncoder().encode(text) }, { lexicon });
  return (await json<DocumentView>(await app.request(`/api/documents/${source_id}`))).claims[0]!;
}

describe("a correction over HTTP", () => {
  it("answers what was taught, and nothing where it is told not to teach", async () => {
    const quiet = await reading("a.txt", "2025年，晨光光电园实现产值18亿元。\n");
    const not = await json<CorrectionAnswer>(await send("POST", `/api/claims/${quiet.id}/correction`, { note: "another park", subject_id: park, teach: false }));
    expect(not).toMatchObject({ claim: { subject: { id: park } }, taught: [], not_taught: [] });

    const claim = await reading("b.txt", "2025年上半年，晨光光电园实现产值9亿元。\n");
    expect(claim.subject.id).not.toBe(park);
    const answer = await json<CorrectionAnswer>(await send("POST", `/api/claims/${claim.id}/correction`, { note: "another park", subject_id: park }));
    expect(answer.taught).toMatchObject([{ what: "alias", word: "晨光光电园", entity: { id: park, slug: "park-x" }, claim_id: claim.id, taught_by: "analyst", state: "standing" }]);
    expect((await reading("c.txt", "2026年，晨光光电园实现产值21亿元。\n")).subject.id).toBe(park);

    const { items } = await json<{ items: LexiconView[] }>(await app.request("/api/lexicon"));
    expect(items).toEqual(answer.taught);
    expect(await json<LexiconView>(await send("DELETE", `/api/lexicon/${items[0]!.id}`))).toMatchObject({ state: "withdrawn", withdrawn_by: "analyst" });
    expect((await json<{ items: LexiconView[] }>(await app.request("/api/lexicon?state=standing"))).items).toEqual([]);
    await json<ApiError>(await send("DELETE", `/api/lexicon/${items[0]!.id}`), 409);
  });

  it("teaches by hand, and says why not", async () => {
    expect(await json<LexiconView>(await send("POST", "/api/lexicon", { what: "trigger", word: "揭榜金额", property: "contract_value" }))).toMatchObject({ property: "contract_value", means: ontology.properties.get("contract_value")!.label, state: "standing" });
    const refused = await json<ApiError>(await send("POST", "/api/lexicon", { what: "trigger", word: "公司", property: "contract_value" }), 400);
    expect(refused.error.code).toBe("documents/not-taught");
    for (const body of [{ what: "trigger", word: "揭榜" }, { what: "alias", word: "晨光园" }, { what: "trigger", word: "揭榜", property: "no_such" }, { what: "alias", word: "晨光园", entity_id: newId() }]) {
      const response = await send("POST", "/api/lexicon", body);
      expect([400, 404], JSON.stringify(body)).toContain(response.status);
    }
  });

  it("is for signed-in users only", async () => {
    for (const request of [new Request("http://localhost/api/lexicon"), new Request(`http://localhost/api/lexicon/${newId()}`, { method: "DELETE" })]) {
      expect((await open.fetch(request)).status).toBe(401);
    }
  });
});
