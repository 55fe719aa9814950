/** Registers and identity over HTTP on the reference record: the wizard's steps, what the public may see, judging and taking back. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { AdoptionAnswer, ApiError, FlawedRowView, JobView, JudgedAnswer, JudgementView, KnownAsView, Page, PairPage, RegisterPreviewView, RegisterRowView, RegisterView } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

const ontology = loadOntology();
let database: Database;
let local: App;
let open: App;

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  const make = (access: Access) => createApp({ deps, access, log: () => undefined });
  [local, open] = [make({ local: "analyst" }), make({})];
});
afterAll(async () => await database.close());

async function ask<T>(method: string, path: string, body?: unknown, from: App = local): Promise<{ status: number; body: T }> {
  const form = body instanceof FormData;
  const init = body === undefined ? { method } : form ? { method, body } : { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await from.request(path, init);
  return { status: response.status, body: (await response.json()) as T };
}
const sheet = (text: string, name = "exhibitors.csv"): FormData => { const form = new FormData(); form.append("file", new File([text], name)); return form; };
async function settled(job: JobView): Promise<JobView> {
  for (;;) {
    const { body } = await ask<JobView>("GET", `/api/jobs/${job.id}`);
    if (body.state !== "running" && body.state !== "waiting") return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const LIST = "展位,展商,英文\nA1,长春长光辰芯微电子股份有限公司,Gpixel Inc.\nA2,多,\nA3,长春光谷不存在有限公司,\nA4,=cmd有限公司,";

it("walks from an upload to a register that shows, with its unusable rows given back", async () => {
  const { body: preview } = await ask<RegisterPreviewView>("POST", "/api/registers/preview", sheet(LIST));
  expect(preview).toMatchObject({ header: ["展位", "展商", "英文"], mapping_from: "guessed", checked: 4, noted: { formula: 1 } });
  expect(preview.mapping.columns).toEqual([{ column: 1, field: "name_zh" }, { column: 2, field: "name_en" }]);
  expect(preview.flawed.map((f) => f.row)).toEqual([3]);
  const wrong = await ask<RegisterPreviewView>("POST", "/api/registers/mapping", { token: preview.token, mapping: { columns: [{ column: 0, field: "name_zh" }] } });
  expect(wrong.body).toMatchObject({ mapping_from: "told", flawed: expect.objectContaining({ length: 4 }) as unknown });
  const job = await ask<JobView>("POST", "/api/registers", { token: preview.token, mapping: preview.mapping, title: "2025 展商", published: "2025-06", publisher: "组委会" });
  expect(job.status).toBe(202);
  const done = await settled(job.body);
  expect(done).toMatchObject({ kind: "import", state: "done", items: [{ state: "done", rows: 4, flawed: 1 }] });
  const id = done.items[0]!.register_id!;
  expect((await ask<{ items: RegisterView[] }>("GET", "/api/registers", undefined, open)).body.items).toEqual([]);
  expect((await ask<Page<FlawedRowView>>("GET", `/api/registers/${id}/flaws`)).body.items.map((f) => f.reasons[0]!.code)).toEqual(["registers/short-name"]);
  const back = await (await local.request(`/api/registers/${id}/flaws.csv?lang=zh`)).text();
  expect(back).toContain("不能用的原因");
  expect(back).toContain("A2,多");
  expect((await local.request(`/api/registers/${id}/flaws.xlsx`)).headers.get("content-type")).toContain("spreadsheetml");
  expect((await ask<RegisterView>("POST", `/api/registers/${id}/completion`)).body.state).toBe("complete");
  expect((await ask<{ items: RegisterView[] }>("GET", "/api/registers", undefined, open)).body.items.map((r) => r.title)).toEqual(["2025 展商"]);
  expect((await ask<Page<RegisterRowView>>("GET", `/api/registers/${id}/rows?q=gpixel`, undefined, open)).body.items.map((r) => r.row)).toEqual([2]);
  const again = await ask<RegisterPreviewView>("POST", "/api/registers/preview", sheet(LIST));
  expect(again.body.same).toMatchObject({ id, state: "complete" });
});

it("matches a register with the record, judges a row, takes it back, adopts another", async () => {
  const id = (await ask<{ items: RegisterView[] }>("GET", "/api/registers")).body.items[0]!.id;
  await settled((await ask<JobView>("POST", `/api/registers/${id}/links`)).body);
  const { body: queue } = await ask<PairPage>("GET", `/api/identity/pairs?register=${id}`);
  const pair = queue.items.find((p) => p.right.register?.row === 2)!;
  expect(pair.left.label.zh ?? pair.left.label.en).toMatch(/辰芯|Gpixel/);
  expect(pair.features.every((f) => f.name !== "" && typeof f.a === "string" && typeof f.b === "string")).toBe(true);
  const word = { register_id: id, row: 2, entity_id: pair.left.entity!.id, verdict: "same", expects: null };
  const { body: said } = await ask<JudgedAnswer>("POST", "/api/identity/judgements", word);
  const { body: known } = await ask<KnownAsView>("GET", `/api/identity/entities/${pair.left.entity!.slug}`);
  expect(known.names.map((n) => n.source.title)).toContain("2025 展商");
  expect(known.judgements[0]).toMatchObject({ id: said.id, kind: "row", register: { row: 2 }, verdict: "same", actor: "analyst", score: pair.score });
  const stale = await ask<ApiError>("POST", "/api/identity/judgements", { ...word, verdict: "different" });
  expect([stale.status, stale.body.error.code]).toEqual([409, "identity/moved"]);
  expect((await ask("POST", `/api/identity/judgements/${said.id}/reversal`, {})).status).toBe(200);
  expect((await ask<KnownAsView>("GET", `/api/identity/entities/${pair.left.entity!.slug}`)).body.names.map((n) => n.source.title)).not.toContain("2025 展商");
  const adopted = await ask<AdoptionAnswer>("POST", `/api/registers/${id}/adoptions`, { rows: [4] });
  expect(adopted.body.adopted).toMatchObject([{ row: 4, is_new: true, claims: 1, entity: { label: { zh: "长春光谷不存在有限公司" } } }]);
  expect((await ask<Page<RegisterRowView>>("GET", `/api/registers/${id}/rows`)).body.items.find((r) => r.row === 4)!.adopted[0]!.judgement_id).toBe(adopted.body.adopted[0]!.judgement_id);
});

it("keeps a history that pages on, and judges two entities through the queue", async () => {
  const { body: queue } = await ask<PairPage>("GET", "/api/identity/pairs?limit=5");
  const pair = queue.items[0]!;
  const { body: said } = await ask<JudgedAnswer>("POST", "/api/identity/judgements", { left_id: pair.left.entity!.id, right_id: pair.right.entity!.id, verdict: "different", note: "two houses", expects: null });
  expect((await ask<PairPage>("GET", "/api/identity/pairs?limit=5")).body.items.map((p) => p.key)).not.toContain(pair.key);
  const first = (await ask<Page<JudgementView>>("GET", "/api/identity/judgements?limit=1")).body;
  expect(first.items[0]).toMatchObject({ id: said.id, verdict: "different", note: "two houses", score: pair.score, stands: true });
  expect((await ask<Page<JudgementView>>("GET", `/api/identity/judgements?limit=1&cursor=${first.next}`)).body.items[0]!.id).not.toBe(said.id);
  const both = await ask<ApiError>("POST", "/api/judgements", { left_id: pair.left.entity!.id, right_id: pair.left.entity!.id, verdict: "same" });
  expect(both.body.error.code).toBe("ledger/one-entity");
});

it("tells what is wrong with a file, and lets nobody write who may only read", async () => {
  for (const [text, code] of [["", "files/empty"], ["年份,产值\n2023,1\n2024,2", undefined], ['名称\n"甲', "files/csv-unclosed-quote"]] as const) {
    const { body } = await ask<ApiError & RegisterPreviewView>("POST", "/api/registers/preview", sheet(text, "x.csv"));
    if (code) expect(body.error.code).toBe(code);
    else expect(body.mapping.columns).toEqual([]);
  }
  const { body: preview } = await ask<RegisterPreviewView>("POST", "/api/registers/preview", sheet("年份,产值\n2023,1\n2024,2", "y.csv"));
  const job = await settled((await ask<JobView>("POST", "/api/registers", { token: preview.token, mapping: preview.mapping, title: "y" })).body);
  expect(job).toMatchObject({ state: "failed", items: [{ error: { code: "registers/no-name-column", hint: expect.objectContaining({}) as unknown } }] });
  for (const [method, path, body] of [["POST", "/api/registers/preview", sheet(LIST)], ["POST", "/api/identity/rules", { rule: "same-code" }]] as const) {
    expect((await ask<ApiError>(method, path, body, open)).status).toBe(401);
  }
});
