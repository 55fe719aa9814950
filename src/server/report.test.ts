/** Papers over HTTP: preview, an edition built as a job, its file, two editions compared, and who may order what. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { decide, entityBy, factsOf } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { EditionComparison, EditionView, JobView, PaperPreview } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

let database: Database;
let make: (access: Access) => App;
let app: App;
beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" } as unknown as Parameters<typeof createApp>[0]["deps"];
  make = (access) => createApp({ deps, access, log: () => {} });
  app = make({ local: "analyst" });
});
afterAll(async () => await database.close());

const post = async (path: string, body: unknown, to = app): Promise<Response> => await to.request(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });

it("shows the paper before it is built, naming the sentence of a reference that finds nothing", async () => {
  const paper = (await (await post("/api/report/preview", { lang: "zh", profile: "brief" })).json()) as PaperPreview;
  expect(paper.html).toContain("900.2亿元");
  expect(paper.claims).toBeGreaterThan(20);
  const lost = await post("/api/report/preview", { lang: "zh", profile: "brief", words: { growth: "到{{fact 长春市光电信息产业.output_value 1990}}。" } });
  expect([lost.status, JSON.stringify(await lost.json())]).toEqual([400, expect.stringContaining("output_value 1990")]);
});

it("builds an edition as a job, keeps its file, and compares it with another", async () => {
  const made: string[] = [];
  for (const profile of ["brief", "expo"]) {
    const started = (await (await post("/api/report/editions", { lang: "en", profile, formats: ["html"] })).json()) as JobView;
    let job = started;
    while (job.state === "running" || job.state === "waiting") {
      await new Promise((resolve) => setTimeout(resolve, 20));
      job = (await (await app.request(`/api/jobs/${started.id}`)).json()) as JobView;
    }
    expect(job.items[0]).toMatchObject({ state: "done", share: 1 });
    made.push(job.items[0]!.edition_id!);
  }
  const { items } = (await (await app.request("/api/report/editions")).json()) as { items: EditionView[] };
  expect(new Set(items.map((e) => e.id))).toEqual(new Set(made));
  const file = await app.request(`/api/report/editions/${made[0]}/files/html`);
  expect(file.headers.get("content-disposition")).toContain("attachment");
  expect(await file.text()).toContain("90.02 billion yuan");
  expect((await app.request(`/api/report/editions/${made[0]}/files/pdf`)).status).toBe(404);
  const found = (await (await app.request(`/api/report/comparison?a=${made[0]}&b=${made[1]}`)).json()) as EditionComparison;
  expect(found.changes.some((c) => c.why === "choice")).toBe(true);
});

it("says which figures changed between the preview and the build", async () => {
  const order = { lang: "en", profile: "brief", title: "Changed since" };
  const paper = (await (await post("/api/report/preview", order)).json()) as PaperPreview;
  const claim = (await factsOf(database.writer, (await entityBy(database.writer, "cluster-changchun-optoelectronic-information-industry")).id)).find((f) => f.property === "output_value" && f.when === "2024" && f.modality === "actual")!.best;
  await decide(database.writer, { actor: "analyst", clock: systemClock }, [{ claim_id: claim.id, verdict: "withdraw", ...(claim.head ? { expects: claim.head } : {}) }]);
  let job = (await (await post("/api/report/editions", { ...order, formats: ["html"], previewed: paper.edition })).json()) as JobView;
  while (job.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    job = (await (await app.request(`/api/jobs/${job.id}`)).json()) as JobView;
  }
  const { changes } = job.items[0]!;
  expect(changes!.some((c) => c.why === "decision" && c.before === "90.02 billion yuan")).toBe(true);
  expect(changes!.every((c) => c.sentence.length > 0)).toBe(true);
});

it("is ordered by those who are signed in only", async () => {
  const visitor = make({ token: "long enough a secret for a test" });
  expect((await post("/api/report/preview", { lang: "zh", profile: "brief" }, visitor)).status).toBe(401);
  expect((await visitor.request("/api/report/editions")).status).toBe(200);
});
