/** Tables, exports, edits of many claims with their undo, saved views and the review desk, at the door of the HTTP API on the reference record. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { readTables } from "../files/index.ts";
import { systemClock } from "../kernel/index.ts";
import { verifyLedger } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, ChangedClaims, ClaimView, InboxPage, InboxState, JobView, SavedView, SourceView, TableEntity, TableFacets, TablePage } from "./api-types.ts";
import { createApp, fillTables, Jobs, type Access, type App } from "./index.ts";

let database: Database;
let app: App;
let other: App;
let stranger: App;

beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  const make = (access: Access): App => createApp({ deps, access, log: (text) => process.stderr.write(text) });
  [app, other, stranger] = [make({ local: "analyst" }), make({ local: "colleague" }), make({ token: "a-token-that-nobody-has" })];
});
afterAll(async () => await database.close());

async function get<T>(path: string, from: App = app): Promise<T> {
  const response = await from.request(path);
  expect(response.status, `${path}: ${await response.clone().text()}`.slice(0, 400)).toBe(200);
  return (await response.json()) as T;
}
async function send<T>(method: string, path: string, body: unknown, from: App = app): Promise<{ status: number; body: T & ApiError }> {
  const response = await from.request(path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) });
  return { status: response.status, body: (await response.json()) as T & ApiError };
}
const claims = async (query: string): Promise<TablePage<ClaimView>> => await get(`/api/tables/claims?${query}`);
const headOf = (c: ClaimView): { claim_id: string; expects?: string } => ({ claim_id: c.id, ...(c.head ? { expects: c.head } : {}) });

describe("a table", () => {
  it("gives any range of the list, the same rows whatever the steps", async () => {
    const whole = await claims("limit=400&sort=-value");
    expect(whole.total).toBeGreaterThan(400);
    const steps = [...(await claims(`from=0&limit=37&sort=-value&at=${whole.at}`)).items, ...(await claims(`from=37&limit=63&sort=-value&at=${whole.at}`)).items];
    expect(steps.map((c) => c.id)).toEqual(whole.items.slice(0, 100).map((c) => c.id));
    const numbers = whole.items.map((c) => c.value).filter((v) => typeof v === "number");
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect((await claims(`from=${whole.total}`)).items).toEqual([]);
  });

  it("counts what a click on a facet gives", async () => {
    const { facets } = await get<TableFacets>("/api/tables/claims/facets?property=output_value&modality=target");
    for (const { value, n } of facets["modality"]!) expect((await claims(`property=output_value&modality=${value}&limit=1`)).total).toBe(n);
    for (const { value, n } of facets["property"]!.slice(0, 3)) expect((await claims(`property=${value}&modality=target&limit=1`)).total).toBe(n);
    const both = await claims("property=output_value&property=employees&limit=1");
    expect(both.total).toBe((await claims("property=output_value&limit=1")).total + (await claims("property=employees&limit=1")).total);
    expect(facets["source"]!.every((s) => (s.label?.zh ?? s.label?.en ?? "") !== "")).toBe(true);
  });

  it("puts entities of a type into the order of the figure that each row shows, those without it last either way", async () => {
    const valueOf = (row: TableEntity): string | number | undefined => { const best = row.figures[0]?.best; return best?.object ? (best.object.label.zh ?? best.object.label.en) : (best?.value as string | number | undefined); };
    const collator = new Intl.Collator("zh-u-co-pinyin", { numeric: true });
    for (const [type, figure] of [["Firm", "revenue|output_value"], ["Firm", "located_in"], ["Expo", "start_date"], ["Expo", "exhibitors"]] as const) {
      for (const down of [false, true]) {
        const { items, total } = await get<TablePage<TableEntity>>(`/api/tables/entities?type=${type}&figures=${figure}&sort=${down ? "-" : ""}figure.${figure}&limit=200`);
        const values = items.map(valueOf), told = values.filter((v) => v !== undefined);
        expect(told.length).toBeGreaterThan(2);
        expect(values.slice(told.length).every((v) => v === undefined)).toBe(true);
        expect(total).toBe(items.length);
        expect(told).toEqual([...told].sort((a, b) => (down ? -1 : 1) * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)))));
      }
    }
    expect((await app.request("/api/tables/entities?sort=figure.no_such_thing")).status).toBe(400);
  });

  it("groups with counts, in the order of the rows", async () => {
    const { groups, total } = await get<TableFacets>("/api/tables/entities/facets?group=type&sort=name");
    expect(groups!.reduce((sum, g) => sum + g.n, 0)).toBe(total);
    const rows = await get<TablePage<TableEntity>>(`/api/tables/entities?group=type&sort=name&limit=${groups![0]!.n + 1}`);
    expect(rows.items.map((e) => e.type).filter((t) => t === groups![0]!.value)).toHaveLength(groups![0]!.n);
    expect(rows.items.at(-1)!.type).toBe(groups![1]!.value);
  });

  it("goes back to a day: claims, sources, and the figures of entities", async () => {
    const day = "2023-04-30";
    const then = await claims(`known_on=${day}&limit=500`);
    expect(then.total).toBeGreaterThan(0);
    expect(then.total).toBeLessThan((await claims("limit=1")).total);
    expect(then.items.every((c) => (c.stated_on ?? "") <= day)).toBe(true);
    const sources = await get<TablePage<SourceView>>(`/api/tables/sources?known_on=${day}&limit=500`);
    expect(sources.items.every((s) => (s.published ?? "") <= day)).toBe(true);
    const documents = await get<{ items: { source: { published?: string } }[] }>(`/api/documents?known_on=${day}&limit=100`);
    expect(documents.items.every((d) => (d.source.published ?? "") <= day)).toBe(true);
    expect((await get<{ items: unknown[] }>(`/api/sources?known_on=${day}&limit=1000`)).items).toHaveLength(sources.total);
    expect(sources.total).toBeLessThan((await get<TablePage<SourceView>>("/api/tables/sources")).total);
  });

  it("says which columns there are, and refuses a range that is none", async () => {
    const wrong = await app.request("/api/tables/claims?sort=colour");
    expect(wrong.status).toBe(400);
    expect(((await wrong.json()) as ApiError).error.message.en).toContain("value");
    expect((await app.request("/api/tables/claims?from=-1")).status).toBe(400);
  });
});

describe("an export", () => {
  const rowsOf = async (name: string, bytes: Uint8Array): Promise<string[][]> => {
    const rows: string[][] = [];
    for await (const row of readTables({ name, bytes })) rows.push(row.raw);
    return rows;
  };

  it("is a workbook of exactly the rows chosen, numbers as numbers, days as days, sources beside them", async () => {
    const query = "property=output_value&property=start_date&lang=en";
    const { total, items } = await claims(`${query}&limit=500`);
    const bytes = new Uint8Array(await (await app.request(`/api/tables/claims.xlsx?${query}`)).arrayBuffer());
    const rows = await rowsOf("claims.xlsx", bytes);
    expect(rows).toHaveLength(total + 1);
    const [head, ...body] = rows as [string[], ...string[][]];
    expect(head).toEqual(expect.arrayContaining(["Value (yuan)", "Value (date)", "Source", "Quote"]));
    const at = (name: string): number => head.indexOf(name);
    expect(body.map((row) => row[at("Id")])).toEqual(items.map((c) => c.id));
    body.forEach((row, i) => {
      expect(row[at("Source")]).toBe(items[i]!.source.title.trim());
      if (items[i]!.unit === "yuan") expect(Number(row[at("Value (yuan)")])).toBe(items[i]!.value);
    });
    const { Workbook } = await import("@cj-tech-master/excelts");
    const book = new Workbook();
    await book.xlsx.load(bytes as never);
    const sheet = book.worksheets[0]!;
    const row = items.findIndex((c) => c.unit === "yuan") + 2;
    const cell = sheet.getCell(row, at("Value (yuan)") + 1);
    expect(typeof cell.value).toBe("number");
    expect(JSON.stringify(cell.note)).toContain(items[row - 2]!.source.title.slice(0, 10));
    const whole = items.findIndex((c) => /^\d{4}-\d{2}-\d{2}$/.test(c.stated_on ?? ""));
    expect(sheet.getCell(whole + 2, at("Stated on") + 1).value).toBeInstanceOf(Date);
  });

  it("of one type has the columns of that type as typed cells, with period, modality and source", async () => {
    const query = "type=Expo&figures=exhibitors,exhibition_area,start_date&sort=-figure.exhibitors&lang=en";
    const { items } = await get<TablePage<TableEntity>>(`/api/tables/entities?${query}`);
    const { Workbook } = await import("@cj-tech-master/excelts");
    const book = new Workbook();
    await book.xlsx.load(new Uint8Array(await (await app.request(`/api/tables/entities.xlsx?${query}`)).arrayBuffer()) as never);
    const sheet = book.worksheets[0]!;
    const heads = (sheet.getRow(1).values as string[]).slice(1);
    expect(heads).toEqual(expect.arrayContaining(["Exhibitors", "Exhibitors: when", "Exhibitors: modality", "Exhibition area (m²)", "Opens"]));
    const cell = (row: number, name: string) => sheet.getCell(row, heads.indexOf(name) + 1);
    const first = items[0]!.figures.find((fact) => fact.property === "exhibitors")!;
    expect(cell(2, "Exhibitors").value).toBe(first.best.value);
    expect(JSON.stringify(cell(2, "Exhibitors").note)).toContain(first.best.source.title.slice(0, 10));
    const opened = items.findIndex((row) => row.figures.some((fact) => fact.property === "start_date" && /^\d{4}-\d{2}-\d{2}$/.test(String(fact.best.value))));
    expect(cell(opened + 2, "Opens").value).toBeInstanceOf(Date);
    expect(sheet.rowCount).toBe(items.length + 1);
  });

  it("is CSV that runs nothing in a spreadsheet", async () => {
    await send("POST", "/api/entities", { type: "Firm", label: { en: '=HYPERLINK("http://x","y")' } });
    const text = await (await app.request("/api/tables/entities.csv?q=hyperlink&lang=en")).text();
    expect(text).toContain(`"'=HYPERLINK(`);
    expect(text.trim().split("\r\n")).toHaveLength(2);
    for (const noun of ["claims", "sources"]) {
      const { total } = await get<TablePage<unknown>>(`/api/tables/${noun}`);
      const csv = new TextEncoder().encode(await (await app.request(`/api/tables/${noun}.csv?lang=zh`)).text());
      expect(await rowsOf("x.csv", csv)).toHaveLength(total + 1);
    }
  });
});

describe("tables being filled", () => {
  it("of a large record are told of as work, with the share that is done", async () => {
    const ontology = loadOntology(), jobs = new Jobs(systemClock);
    await fillTables({ database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs, version: "0.0.0" }, new AbortController().signal, 1_000);
    const { total } = await claims("limit=1");
    await expect.poll(() => jobs.list()).toMatchObject([{ kind: "tables", state: "done", name: total.toLocaleString("en"), share: 1 }]);
  });
});

describe("an edit of many claims", () => {
  it("is one change set, and taken back by another, to the status that each had", async () => {
    const some = (await claims("property=output_value&status=accepted&modality=actual&limit=3")).items;
    const done = await send<ChangedClaims>("POST", "/api/corrections", { claims: some.map(headOf), set: { modality: "planned" }, note: "announced, not achieved" });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    expect(done.body.change.entries).toBe(6);
    expect(done.body.claims.every((c) => c.modality === "planned" && c.status === "accepted")).toBe(true);
    const undone = await send<ChangedClaims>("POST", `/api/changes/${done.body.change.id}/undo`, undefined);
    expect(undone.status, JSON.stringify(undone.body)).toBe(200);
    expect(undone.body.change.kind).toBe("undo");
    for (const c of some) expect((await get<ClaimView>(`/api/claims/${c.id}`)).status).toBe("accepted");
    for (const c of done.body.claims) expect((await get<ClaimView>(`/api/claims/${c.id}`)).status).toBe("withdrawn");
    const redone = await send<ChangedClaims>("POST", `/api/changes/${undone.body.change.id}/undo`, undefined);
    expect(redone.status, JSON.stringify(redone.body)).toBe(200);
    for (const c of some) expect((await get<ClaimView>(`/api/claims/${c.id}`)).status).toBe("corrected");
    for (const c of done.body.claims) expect((await get<ClaimView>(`/api/claims/${c.id}`)).status).toBe("accepted");
    expect((await verifyLedger(database)).flaws).toEqual([]);
  });

  it("takes back accepting, rejecting and withdrawing, and refuses where somebody has decided since", async () => {
    const some = (await claims("property=employees&status=accepted&limit=2")).items;
    const made = await send<ChangedClaims>("POST", "/api/decisions", { rulings: some.map((c) => ({ ...headOf(c), verdict: "withdraw" })) });
    const undone = await send<ChangedClaims>("POST", `/api/changes/${made.body.change.id}/undo`, undefined);
    expect(undone.body.claims.map((c) => c.status)).toEqual(["accepted", "accepted"]);
    const again = await send<ChangedClaims>("POST", `/api/changes/${made.body.change.id}/undo`, undefined);
    expect(again.status).toBe(409);
    expect(again.body.error.problems).toHaveLength(2);
    const read = (await get<{ items: { id: string; kind: string }[] }>("/api/changes")).items.find((c) => c.kind !== "decide" && c.kind !== "undo" && c.kind !== "correct")!;
    expect((await send("POST", `/api/changes/${read.id}/undo`, undefined)).body.error.code).toBe("ledger/not-undoable");
  });

  it("writes nothing when one of the claims would be out of order or has moved on", async () => {
    const some = (await claims("property=employees&status=accepted&limit=2")).items;
    const stale = await send("POST", "/api/corrections", { claims: [headOf(some[0]!), { claim_id: some[1]!.id, expects: some[0]!.id }], set: { modality: "planned" }, note: "x" });
    expect(stale.status).toBe(409);
    expect((await get<ClaimView>(`/api/claims/${some[0]!.id}`)).status).toBe("accepted");
    expect((await send("POST", "/api/corrections", { claims: some.map(headOf), set: {}, note: "x" })).body.error.code).toBe("server/nothing-set");
    expect((await send("POST", "/api/corrections", { claims: some.map(headOf), set: { modality: "planned" }, note: "x" }, stranger)).status).toBe(401);
  });
});

describe("a saved view", () => {
  const view = { room: "claims", label: { zh: "产值目标", en: "Output targets" }, query: "property=output_value&modality=target&sort=-value&view=old", shared: false } as const;

  it("is its owner's until it is shared, and moves by version", async () => {
    const made = (await send<SavedView>("POST", "/api/views", view)).body;
    expect(made.query).toBe("property=output_value&modality=target&sort=-value");
    expect((await other.request(`/api/views/${made.id}`)).status).toBe(404);
    const shared = (await send<SavedView>("PATCH", `/api/views/${made.id}`, { version: 1, shared: true })).body;
    expect(await get<SavedView>(`/api/views/${made.id}`, other)).toMatchObject({ mine: false, owner: "analyst", label: view.label });
    expect((await get<{ items: SavedView[] }>("/api/views?room=claims", other)).items.map((v) => v.id)).toContain(made.id);
    expect((await send("PATCH", `/api/views/${made.id}`, { version: shared.version, label: { en: "Mine now" } }, other)).status).toBe(403);
    const late = await send("PATCH", `/api/views/${made.id}`, { version: 1, label: { en: "Late" } });
    expect(late.status).toBe(409);
    expect(late.body.error.payload).toMatchObject({ view: { version: 2 } });
  });

  it("is deleted and taken back", async () => {
    const made = (await send<SavedView>("POST", "/api/views", { ...view, shared: true })).body;
    const gone = (await send<SavedView>("PATCH", `/api/views/${made.id}`, { version: 1, deleted: true })).body;
    expect((await other.request(`/api/views/${made.id}`)).status).toBe(404);
    await send("PATCH", `/api/views/${made.id}`, { version: gone.version, deleted: false });
    expect((await other.request(`/api/views/${made.id}`)).status).toBe(200);
    const events = await database.writer.selectFrom("saved_view_event").select("what").where("view_id", "=", made.id).orderBy("version").execute();
    expect(events.map((e) => e.what)).toEqual(["save", "delete", "restore"]);
    expect((await send("POST", "/api/views", { ...view, label: {} })).body.error.code).toBe("server/no-name");
  });
});

describe("the review desk", () => {
  it("holds files that could not be read, findings and proposals, and counts the day's work", async () => {
    const since = new Date(Date.now() - 1_000).toISOString();
    const form = new FormData();
    form.append("files", new File(["星河光电产业园二期总投资12.5亿元，占地面积86亩。"], "ours.txt"));
    form.append("files", new File(["%PDF-1.7\n1 0 obj"], "cut.pdf"));
    const { id } = (await (await app.request("/api/documents", { method: "POST", body: form })).json()) as JobView;
    while (["waiting", "running"].includes((await get<JobView>(`/api/jobs/${id}`)).state)) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = await get<InboxState>(`/api/inbox/state?since=${since}`);
    expect(before.waiting.import).toBe(1);
    expect(before.waiting.finding).toBeGreaterThan(0);
    expect(before.waiting.proposal).toBeGreaterThan(0);
    const whole = await get<InboxPage>("/api/inbox?limit=200");
    expect(whole.total).toBe(Object.values(before.waiting).reduce((sum, n) => sum + n, 0));
    expect((await get<InboxPage>("/api/inbox?kind=pair&limit=1")).total).toBe(before.waiting.pair);
    const stepped: string[] = [];
    for (let from = 0; from < whole.items.length; from += 30) stepped.push(...(await get<InboxPage>(`/api/inbox?from=${from}&limit=30`)).items.map((i) => i.id));
    expect(stepped.slice(0, 200)).toEqual(whole.items.map((i) => i.id));
    const proposal = whole.items.find((i) => i.kind === "proposal")!;
    await send("POST", "/api/decisions", { rulings: [{ claim_id: proposal.id, verdict: "accept" }] });
    const failed = whole.items.find((i) => i.kind === "import")!;
    const [job, at] = failed.id.split(".");
    await send("DELETE", `/api/inbox/imports/${job}/${at}`, undefined);
    const after = await get<InboxState>(`/api/inbox/state?since=${since}`);
    expect(after.waiting).toMatchObject({ import: 0, proposal: before.waiting.proposal - 1 });
    expect(after.decided).toBe(before.decided + 1);
    expect((await get<InboxState>("/api/inbox/state", stranger)).decided).toBe(0);
    await send("PUT", `/api/inbox/imports/${job}/${at}`, undefined);
    expect((await get<InboxPage>("/api/inbox?kind=import")).items.map((i) => i.id)).toEqual([failed.id]);
    await send("DELETE", `/api/inbox/imports/${job}/${at}`, undefined);
  });
});
