/** The HTTP API at its door: real app, real PGlite, the reference record; what a client relies on. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, ClaimView, DocumentView, EntityView, HistoryView, ImportCheck, JobView, Overview, Page, SourceView } from "./api-types.ts";
import { accessFor, createApp, Jobs, type Access, type App } from "./index.ts";

let database: Database;
let app: App;
let make: (access: Access) => App;
const logged: string[] = [];
const ontology = loadOntology();

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  make = (access) => createApp({ deps, access, log: (text) => logged.push(text) });
  app = make({ local: "analyst" });
});
afterAll(async () => await database.close());

const get = async <T>(path: string, from: App = app): Promise<T> => {
  const response = await from.request(path);
  expect(response.status, `${path}: ${await response.clone().text()}`.slice(0, 400)).toBe(200);
  return (await response.json()) as T;
};
const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  await app.request(path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const upload = async (path: string, field: string, files: { name: string; text: string | Uint8Array }[]): Promise<Response> => {
  const form = new FormData();
  for (const f of files) form.append(field, new File([f.text as unknown as string], f.name));
  return await app.request(path, { method: "POST", body: form });
};
const finished = async (id: string): Promise<JobView> => {
  for (;;) {
    const job = await get<JobView>(`/api/jobs/${id}`);
    if (job.state !== "waiting" && job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** Our own sentences: a park that does not exist in the record. */
const ARTICLE = ["星河光电产业园二期主体封顶", "2024-05-20 来源：试验日报", "", "星河光电产业园二期总投资12.5亿元，占地面积86亩，计划2025年6月竣工。", "目前园区已入驻企业37家。", ""].join("\n");

describe("reading the record", () => {
  it("leads with figures that carry their source", async () => {
    const overview = await get<Overview>("/api/overview?cluster=changchun");
    expect(overview.clusters.map((c) => c.key)).toEqual(["changchun", "nanchang", "zhongshan", "comparison", "all"]);
    const output = overview.headline.find((h) => h.property === "output_value")!;
    expect(output.facts.every((f) => f.best.source.title !== "")).toBe(true);
    expect(new Set(output.facts.map((f) => f.best.subject.slug)).size).toBe(1);
  });

  it("answers what had been said by a day, and refuses a day that does not exist", async () => {
    const slug = "park-phase-photoelectric-information-industry-park-phase-iii";
    const now = await get<EntityView>(`/api/entities/${slug}`);
    const then = await get<EntityView>(`/api/entities/${slug}?known_on=2023-04-30`);
    expect(then.facts.length).toBeLessThan(now.facts.length);
    expect(then.facts.every((f) => (f.best.stated_on ?? "9999") <= "2023-04-30")).toBe(true);
    const response = await app.request(`/api/entities/${slug}?known_on=2023-02-30`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as ApiError).error.problems?.[0]?.path).toBe("known_on");
  });

  it("pages by cursor without losing or repeating a row", async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page: Page<ClaimView> = await get(`/api/claims?property=output_value&limit=17${next ? `&cursor=${next}` : ""}`);
      seen.push(...page.items.map((c) => c.id));
      next = page.next;
    } while (next);
    expect(new Set(seen).size).toBe(seen.length);
    const whole = await get<Page<ClaimView>>("/api/claims?property=output_value&limit=1000");
    expect([...seen].sort()).toEqual(whole.items.map((c) => c.id).sort());
    const sources: string[] = [];
    next = undefined;
    do {
      const page: Page<SourceView> = await get(`/api/sources?limit=50${next ? `&cursor=${encodeURIComponent(next)}` : ""}`);
      sources.push(...page.items.map((s) => s.id));
      next = page.next;
    } while (next);
    expect(new Set(sources).size).toBe(sources.length);
    expect(sources.length).toBeGreaterThan(150);
  });

  it("finds a firm by Chinese name, initials and English name", async () => {
    for (const q of ["长光辰芯", "cgcx", "changguangchenxin"]) {
      const { items } = await get<{ items: { slug: string }[] }>(`/api/search?q=${encodeURIComponent(q)}`);
      expect(items.map((i) => i.slug), q).toContain("firm-gpixel");
    }
    expect((await get<{ items: unknown[] }>("/api/search?q=%25%5F")).items).toEqual([]);
  });

  it("gives lists and entities as CSV and JSON-LD, with spreadsheet formulas made harmless", async () => {
    const csv = await (await app.request("/api/claims.csv?limit=5")).text();
    expect(csv.trim().split("\r\n").length).toBeGreaterThanOrEqual(6);
    expect(csv).toContain("subject_zh");
    const entity = await app.request("/api/entities/region-changchun.jsonld");
    expect(entity.headers.get("content-type")).toContain("application/ld+json");
    expect(await entity.json()).toMatchObject({ "@type": "https://schema.org/AdministrativeArea" });
  });

  it("answers 304 to a client that has the answer already", async () => {
    const first = await app.request("/api/ontology");
    const again = await app.request("/api/ontology", { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
    expect(first.headers.get("etag")).toBeTruthy();
    expect(again.status).toBe(304);
  });

  it("describes itself: every route in OpenAPI 3.1, and as a page", async () => {
    const document = await get<{ openapi: string; paths: object }>("/api/openapi.json");
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/api/claims/{id}/correction");
    expect(await (await app.request("/api/docs")).text()).toContain("/api/claims/{id}/correction");
  });
});

describe("from an article to a sourced fact", () => {
  it("reads, proposes with literal spans, lets a person accept, correct and reject, and keeps the history", async () => {
    const job = (await (await upload("/api/documents", "files", [{ name: "星河.txt", text: ARTICLE }])).json()) as JobView;
    const done = await finished(job.id);
    expect(done).toMatchObject({ state: "done", done: 1 });
    const document = await get<DocumentView>(`/api/documents/${done.items[0]!.source_id}`);
    expect(document.source).toMatchObject({ published: "2024-05-20", language: "zh" });
    for (const c of document.claims) expect(document.text.slice(c.locator!.start, c.locator!.end)).toBe(c.quote);
    const investment = document.claims.find((c) => c.property === "investment")!;
    expect(investment).toMatchObject({ value: 1_250_000_000, unit: "yuan", status: "proposed" });
    const land = document.claims.find((c) => c.unit === "m2")!;

    const accepted = (await (await send("POST", "/api/decisions", { rulings: [{ claim_id: investment.id, verdict: "accept" }] })).json()) as { claims: ClaimView[] };
    expect(accepted.claims[0]).toMatchObject({ status: "accepted", allowed: ["reject", "correct", "withdraw", "reopen"] });
    const corrected = (await (await send("POST", `/api/claims/${land.id}/correction`, { note: "gross area", value: 57_000 })).json()) as { claim: ClaimView };
    expect(corrected.claim).toMatchObject({ value: 57_000, corrects: land.id, status: "accepted", quote: land.quote });

    const stale = await send("POST", `/api/claims/${land.id}/correction`, { note: "late", value: 58_000 });
    expect(stale.status).toBe(409);
    expect(((await stale.json()) as ApiError).error).toMatchObject({ code: "ledger/conflict", payload: { decision: { actor: "analyst" } } });

    const entity = await get<EntityView>(`/api/entities/${investment.subject.slug}`);
    expect(entity.facts.map((f) => f.best.id)).toEqual(expect.arrayContaining([investment.id, corrected.claim.id]));
    const history = await get<HistoryView>(`/api/claims/${land.id}/history`);
    expect(history.claims.map((c) => c.value)).toEqual([land.value, 57_000]);
    expect(history.decisions).toMatchObject([{ verdict: "correct", actor: "analyst", by_claim: corrected.claim.id }]);
  });

  it("knows the same bytes again, and lets the rest of a batch go on past a broken file", async () => {
    const job = (await (await upload("/api/documents", "files", [{ name: "again.txt", text: ARTICLE }, { name: "broken.pdf", text: "%PDF-1.7\n1 0 obj" }, { name: "other.txt", text: `${ARTICLE}\n另有3家在建。` }])).json()) as JobView;
    const done = await finished(job.id);
    expect(done.items.map((i) => i.state)).toEqual(["same", "failed", "done"]);
    expect(done.items[1]!.error).toMatchObject({ code: expect.stringMatching(/^files\//), message: { zh: expect.any(String), en: expect.any(String) } });
  });

  it("refuses a correction that is no claim, naming what is wrong", async () => {
    const { items } = await get<Page<ClaimView>>("/api/claims?status=proposed&limit=1");
    const bad = await send("POST", `/api/claims/${items[0]!.id}/correction`, { note: "", property: "start_date", value: "2023-02-30", unit: "date" });
    expect(bad.status).toBe(400);
    expect(((await bad.json()) as ApiError).error.problems?.length).toBeGreaterThan(0);
  });

  it("merges two subjects and un-merges them", async () => {
    const a = (await (await send("POST", "/api/entities", { type: "Firm", label: { zh: "甲试验公司" } })).json()) as { id: string; slug: string };
    const b = (await (await send("POST", "/api/entities", { type: "Firm", label: { en: "Jia Test Company" } })).json()) as { id: string; slug: string };
    await send("POST", "/api/judgements", { left_id: a.id, right_id: b.id, verdict: "same", note: "one firm" });
    expect((await get<EntityView>(`/api/entities/${b.slug}`)).names.map((n) => n.text).sort()).toEqual(["Jia Test Company", "甲试验公司"]);
    await send("POST", "/api/judgements", { left_id: a.id, right_id: b.id, verdict: "different" });
    expect((await get<EntityView>(`/api/entities/${b.slug}`)).merged).toEqual([]);
  });

  it("edits a citation as a new version and tells the second editor", async () => {
    const { items } = await get<Page<SourceView>>("/api/sources?limit=1");
    const source = items[0]!;
    const edited = (await (await send("PATCH", `/api/sources/${source.id}`, { version: source.version, publisher: "Test Daily", published: "2024-05" })).json()) as SourceView;
    expect(edited).toMatchObject({ version: source.version + 1, publisher: "Test Daily", published: "2024-05" });
    expect((await send("PATCH", `/api/sources/${source.id}`, { version: source.version, title: "x" })).status).toBe(409);
    expect((await send("PATCH", `/api/sources/${source.id}`, { version: edited.version, address: "javascript:alert(1)" })).status).toBe(400);
  });

  it("checks a sheet whole, lists every flaw by cell, and writes only a sheet without one", async () => {
    const sources = await upload("/api/imports/sources", "file", [{ name: "sources.csv", text: "id,title,publisher,published\nt1,Test yearbook,Test bureau,2024-03\n" }]);
    const checkedSources = (await sources.json()) as ImportCheck;
    expect(checkedSources.problems).toEqual([]);
    expect((await send("POST", "/api/imports/sources/commit", { token: checkedSources.token })).status).toBe(200);

    const rows = (value: string, date: string) => `subject_zh,subject_type,property,value,unit,when,source_id\n试验产业园,Park,firms_count,${value},count,${date},t1\n`;
    const bad = (await (await upload("/api/imports/claims", "file", [{ name: "claims.csv", text: rows("1.2.3", "2023-02-30") }])).json()) as ImportCheck;
    expect(bad.token).toBeUndefined();
    expect(bad.problems.map((p) => p.cell)).toEqual(expect.arrayContaining(["D2", "F2"]));
    const good = (await (await upload("/api/imports/claims", "file", [{ name: "claims.csv", text: rows("37", "2024") }])).json()) as ImportCheck;
    const written = await send("POST", "/api/imports/claims/commit", { token: good.token });
    expect(await written.json()).toMatchObject({ claims: 1 });
    expect((await send("POST", "/api/imports/claims/commit", { token: good.token })).status).toBe(404);
  });

  it("hands out templates that a spreadsheet opens", async () => {
    const response = await app.request("/api/templates/claims.xlsx?lang=both");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(String.fromCharCode(...bytes.slice(0, 2))).toBe("PK");
    expect((await app.request("/api/templates/secrets.xlsx")).status).toBe(404);
  });

  it("exports lines that begin with the format, and verifies", async () => {
    const text = await (await app.request("/api/export.ndjson")).text();
    expect(text.split("\n")[0]).toBe('{"format":"lightvalley-ledger","version":1}');
    expect(await get("/api/verify")).toMatchObject({ flaws: [] });
  });
});

describe("who may do what", () => {
  it("refuses to be reachable without a token", () => {
    expect(() => accessFor("0.0.0.0", "x", undefined)).toThrow(/does not start without an admin token/);
    expect(() => accessFor("0.0.0.0", "x", "short")).toThrow(/at least 16/);
    expect(accessFor("127.0.0.1", "ann", undefined)).toEqual({ local: "ann" });
  });

  it("lets everybody read what is public, and only the token's holder write", async () => {
    const open = make({ token: "a-token-of-enough-length" });
    expect(await get("/api/session", open)).toMatchObject({ role: "public", clearance: "public" });
    const body = JSON.stringify({ type: "Firm", label: { en: "Intruder" } });
    const headers = { "content-type": "application/json" };
    expect((await open.request("/api/entities", { method: "POST", body, headers })).status).toBe(401);
    expect((await open.request("/api/export.ndjson")).status).toBe(401);
    expect((await open.request("/api/entities", { method: "POST", body, headers: { ...headers, authorization: "Bearer wrong-token-of-some-length" } })).status).toBe(401);
    expect((await open.request("/api/entities", { method: "POST", body: JSON.stringify({ type: "Firm", label: { en: "Invited" } }), headers: { ...headers, authorization: "Bearer a-token-of-enough-length" } })).status).toBe(200);
    const login = await open.request("/api/session", { method: "POST", body: JSON.stringify({ token: "a-token-of-enough-length" }), headers });
    expect(login.headers.get("set-cookie")).toMatch(/HttpOnly.*SameSite=Strict/i);
  });

  it("refuses other sites: foreign origins and foreign hosts", async () => {
    const body = { type: "Firm", label: { en: "Forged" } };
    expect((await send("POST", "/api/entities", body, { origin: "https://elsewhere.example", host: "localhost:4600" })).status).toBe(403);
    expect((await app.request("/api/session", { headers: { host: "rebound.example" } })).status).toBe(403);
    expect((await send("POST", "/api/entities", body, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  it("has one shape for every refusal, and tells nothing of a bug's inside", async () => {
    for (const [path, status] of [["/api/nowhere", 404], ["/api/entities/no-such-thing", 404], ["/api/claims/not-an-id", 400], ["/api/claims?cursor=x", 400], ["/api/claims?limit=0", 400]] as const) {
      const response = await app.request(path);
      expect(response.status, path).toBe(status);
      expect(await response.json(), path).toMatchObject({ error: { code: expect.any(String), message: { zh: expect.any(String), en: expect.any(String) } } });
    }
    expect((await app.request("/api/decisions", { method: "POST", body: "{not json", headers: { "content-type": "application/json" } })).status).toBe(400);
    expect(logged).toEqual([]);
  });
});
