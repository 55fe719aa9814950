/** Findings over HTTP on the reference record: what cannot be true is told with its claims, in pages, and never from above the viewer's clearance. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { record } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, EntityView, FindingDetail, FindingMarks, FindingPage, FindingView, InboxPage, InboxState, RulingBody } from "./api-types.ts";
import { createApp, Jobs, type Access, type App } from "./index.ts";

const TODAY = "2026-11-22";
const ontology = loadOntology();
let database: Database;
let local: App;
let open: App;

beforeAll(async () => {
  database = await openForTest();
  await fillWithReference(database, { actor: "lightvalley", clock: systemClock }, ontology);
  const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" };
  const make = (access: Access) => createApp({ deps, access, log: () => undefined });
  local = make({ local: "analyst" });
  open = make({});
});
afterAll(async () => await database.close());

const get = async <T>(path: string, from: App = local): Promise<T> => {
  const response = await from.request(path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};

it("tells that Changchun's levels of 2023 and 2024 do not go with the stated growth", async () => {
  const { items, counts } = await get<FindingPage>(`/api/findings?severity=error&today=${TODAY}`);
  const found = items.find((f) => f.check === "growth-identity" && f.subject.slug === "cluster-changchun-optoelectronic-information-industry")!;
  expect(found.claims.map((c) => [c.property, c.when, c.value])).toEqual(expect.arrayContaining([["output_value", "2023", 75_000_000_000], ["output_value", "2024", 90_020_000_000]]));
  expect(found.claims.every((c) => c.source.title !== "")).toBe(true);
  expect(found.arithmetic.en).toContain("7.1 %");
  expect(items).toHaveLength(counts.error);
  expect(await get<FindingDetail>(`/api/findings/${found.id}?today=${TODAY}`)).toEqual({ ...found, history: [] });
  const missing = await local.request(`/api/findings/${"0".repeat(24)}`);
  expect([missing.status, ((await missing.json()) as ApiError).error.code]).toEqual([404, "server/no-finding"]);
});

const ruled = async (id: string, body: RulingBody, from: App = local): Promise<{ status: number; body: FindingDetail & ApiError }> => {
  const response = await from.request(`/api/findings/${id}/ruling?today=${TODAY}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as FindingDetail & ApiError };
};

it("is ruled on with a reason, counts as ruled, and is open again when that is taken back", async () => {
  const before = await get<FindingMarks>(`/api/findings/marks?today=${TODAY}`);
  const told = (await get<FindingPage>(`/api/findings?check=same-fact&today=${TODAY}`)).items[0]!;
  const prefers = told.claims[0]!.id;
  expect((await ruled(told.id, { verdict: "prefer", prefers, note: "seen" }, open)).status).toBe(401);
  expect((await ruled(told.id, { verdict: "prefer", prefers })).body.error.code).toBe("ledger/ruling-needs-reason");
  const made = await ruled(told.id, { verdict: "prefer", prefers, note: "the notice of the day itself" });
  expect(made).toMatchObject({ status: 200, body: { state: "ruled", ruling: { verdict: "prefer", prefers, actor: "analyst", note: "the notice of the day itself" } } });
  const { headline, facts } = await get<EntityView>(`/api/entities/${told.subject.slug}`);
  expect([...headline, ...facts].filter((f) => f.ruled_by === told.id).map((f) => f.best.id)).toContain(prefers);
  const marks = await get<FindingMarks>(`/api/findings/marks?today=${TODAY}`);
  expect([marks.counts.error, marks.counts.ruled]).toEqual([before.counts.error - 1, before.counts.ruled + 1]);
  expect(marks.claims[prefers]).toMatchObject({ ruled: true, first: told.id });
  expect((await get<FindingPage>(`/api/findings?state=ruled&today=${TODAY}`)).items.map((f) => f.id)).toEqual([told.id]);
  expect((await get<FindingPage>(`/api/findings?state=open&today=${TODAY}&limit=200`)).items.map((f) => f.id)).not.toContain(told.id);
  expect((await ruled(told.id, { verdict: "no-conflict", note: "x" })).status).toBe(409);
  const undone = await ruled(told.id, { verdict: "withdraw", expects: made.body.ruling!.id });
  expect([undone.body.state, undone.body.ruling, undone.body.history.map((r) => r.verdict)]).toEqual(["open", undefined, ["prefer", "withdraw"]]);
  expect(await get<FindingMarks>(`/api/findings/marks?today=${TODAY}`)).toEqual(before);
  // Who sees it unruled again may rule on it again.
  const again = await ruled(told.id, { verdict: "no-conflict", note: "on second thoughts" });
  expect([again.status, again.body.state]).toEqual([200, "ruled"]);
  expect((await ruled(told.id, { verdict: "withdraw", expects: again.body.ruling!.id })).body.state).toBe("open");
});

it("is shown as lapsed once one of its claims is rejected, and can then only be taken back", async () => {
  const told = (await get<FindingPage>(`/api/findings?check=unit-slip&today=${TODAY}`)).items[0]!;
  const made = await ruled(told.id, { verdict: "different-definitions", note: "a goal and a result" });
  const reject = async (verdict: string, expects?: string): Promise<void> => {
    const response = await local.request("/api/decisions", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ rulings: [{ claim_id: told.claims[0]!.id, verdict, ...(expects ? { expects } : {}) }] }) });
    expect(response.status).toBe(200);
  };
  await reject("reject", told.claims[0]!.head);
  const lapsed = (await get<FindingPage>(`/api/findings?state=lapsed&today=${TODAY}`)).items;
  expect(lapsed.map((f) => [f.id, f.state, f.ruling?.note, f.arithmetic.en])).toEqual([[told.id, "lapsed", "a goal and a result", told.arithmetic.en]]);
  expect((await ruled(told.id, { verdict: "no-conflict", note: "x", expects: made.body.ruling!.id })).body.error.code).toBe("server/finding-lapsed");
  const head = ((await get<{ head: string }>(`/api/claims/${told.claims[0]!.id}`)).head);
  await reject("accept", head);
  expect((await get<FindingDetail>(`/api/findings/${told.id}?today=${TODAY}`)).state).toBe("ruled");
  expect((await ruled(told.id, { verdict: "withdraw", expects: made.body.ruling!.id })).body.state).toBe("open");
});

it("is told of one part of the record, each of one and of all", async () => {
  const [all, ours, theirs, whole] = [await get<FindingPage>("/api/findings?limit=200"), await get<FindingPage>("/api/findings?limit=200&cluster=changchun"), await get<FindingPage>("/api/findings?limit=200&cluster=nanchang"), await get<FindingPage>("/api/findings?limit=200&cluster=all")];
  const ids = (page: FindingPage): string[] => page.items.map((f) => f.id);
  expect(ids(whole)).toEqual(ids(all));
  expect(ours.items.map((f) => f.subject.slug)).toContain("cluster-changchun-optoelectronic-information-industry");
  expect(theirs.items.length).toBeGreaterThan(0);
  expect(ids(ours).filter((id) => ids(theirs).includes(id))).toEqual([]);
  expect(ours.counts.error + ours.counts.warning + ours.counts.note).toBe(ours.items.length);
});

it("is told as CSV and as JSON-LD too", async () => {
  const csv = await (await local.request(`/api/findings.csv?severity=error&today=${TODAY}`)).text();
  const { items } = await get<FindingPage>(`/api/findings?severity=error&today=${TODAY}`);
  expect(csv.trim().split("\n").length).toBe(items.length + 1);
  expect(csv).toContain(items[0]!.id);
  const graph = (await get<{ "@graph": { "@id": string; hasPart: unknown[] }[] }>(`/api/findings.jsonld?severity=error&today=${TODAY}`))["@graph"];
  expect(graph.map((node) => node.hasPart.length)).toEqual(items.map((f) => f.claims.length));
  expect(await (await local.request(`/api/findings/${items[0]!.id}.csv?today=${TODAY}`)).text()).toContain(items[0]!.id);
});

it("pages by cursor, errors first, without losing or repeating one", async () => {
  const seen: FindingView[] = [];
  let next: string | undefined;
  do {
    const page: FindingPage = await get(`/api/findings?today=${TODAY}&limit=7${next ? `&cursor=${next}` : ""}`);
    seen.push(...page.items);
    next = page.next;
  } while (next);
  const whole = await get<FindingPage>(`/api/findings?today=${TODAY}&limit=200`);
  expect(seen.map((f) => f.id)).toEqual(whole.items.map((f) => f.id));
  const ranks = seen.map((f) => ["error", "warning", "note"].indexOf(f.severity));
  expect(ranks).toEqual(ranks.toSorted());
  const refused = await local.request("/api/findings?cursor=x");
  expect([refused.status, ((await refused.json()) as ApiError).error.code]).toEqual([400, "server/bad-cursor"]);
});

it("marks the claims of errors and warnings, and of nothing else", async () => {
  const marks = await get<FindingMarks>(`/api/findings/marks?today=${TODAY}`);
  const { items } = await get<FindingPage>(`/api/findings?today=${TODAY}&limit=200`);
  const standing = items.filter((f) => f.severity !== "note");
  expect(Object.keys(marks.claims).toSorted()).toEqual([...new Set(standing.flatMap((f) => f.claims.map((c) => c.id)))].toSorted());
  for (const [id, mark] of Object.entries(marks.claims)) expect(mark.first).toBe(standing.find((f) => f.claims.some((c) => c.id === id))!.id);
});

it("is worked out again when the ledger moves, and from what the viewer may see", async () => {
  const marks = (from: App) => get<FindingMarks>(`/api/findings/marks?today=${TODAY}`, from);
  const before = await marks(open);
  expect((await marks(local)).counts).toEqual(before.counts);
  const seen = (await get<FindingPage>(`/api/findings?severity=error&today=${TODAY}`)).items.find((f) => f.check === "growth-identity")!;
  const level = seen.claims.find((c) => c.unit === "yuan")!;
  const id = newId();
  await record(database.writer, { actor: "analyst", clock: systemClock }, {
    kind: "record", note: "", entries: [{
      kind: "claim", id, subject_id: level.subject.id, property: level.property, value: Number(level.value) * 3, unit: "yuan", currency: level.currency!, when: level.when!,
      modality: level.modality, bound: "eq", ...(level.qualifier ? { qualifier: level.qualifier } : {}), source_id: level.source.id, visibility: "confidential", entered: "accepted",
    }],
  });
  expect((await marks(local)).claims).toHaveProperty(id);
  expect(await marks(open)).toEqual(before);
});

it("tells the findings of a day from what had been said by then, with the rulings then in force", async () => {
  const then = await get<FindingPage>(`/api/findings?today=${TODAY}&valid_on=2023-12-01&known_on=2023-12-01&limit=200`);
  const now = await get<FindingPage>(`/api/findings?today=${TODAY}&limit=200`);
  expect(then.counts.error + then.counts.warning).toBeGreaterThan(0);
  expect(then.counts.error).toBeLessThan(now.counts.error);
  for (const claim of then.items.flatMap((f) => f.claims)) if (claim.stated_on) expect(claim.stated_on.slice(0, 10) <= "2023-12-31", claim.stated_on).toBe(true);
  expect(then.items.some((f) => f.check === "growth-identity" && f.arithmetic.en?.includes("2024"))).toBe(false);
  const one = then.items[0]!;
  expect(await get<FindingDetail>(`/api/findings/${one.id}?today=${TODAY}&valid_on=2023-12-01&known_on=2023-12-01`)).toEqual({ ...one, history: [] });
  const marks = await get<FindingMarks>(`/api/findings/marks?today=${TODAY}&valid_on=2023-12-01&known_on=2023-12-01`);
  expect(marks.counts).toEqual(then.counts);
  expect(await get<FindingPage>("/api/findings?recorded_on=2020-01-01")).toMatchObject({ items: [], counts: { error: 0, warning: 0, note: 0 } });
  expect((await local.request("/api/findings?known_on=2023-02-31")).status).toBe(400);
});

it("tells the desk and the changes of a recorded day, and what the record cannot tell", async () => {
  const [today, before] = [new Date().toISOString().slice(0, 10), "2020-01-01"];
  const [now, then] = [await get<InboxState>("/api/inbox/state"), await get<InboxState>(`/api/inbox/state?recorded_on=${today}`)];
  expect(then.waiting).toMatchObject({ proposal: now.waiting.proposal, pair: 0, import: 0 });
  expect(then).toMatchObject({ untold: ["import", "pair"], began: today });
  const page = await get<InboxPage>(`/api/inbox?recorded_on=${today}&kind=proposal`);
  expect(page.total).toBe(now.waiting.proposal);
  expect(page.items.every((item) => item.kind === "proposal" && item.claim.allowed.length === 0)).toBe(true);
  expect((await get<InboxState>(`/api/inbox/state?recorded_on=${before}`)).waiting).toEqual({ import: 0, finding: 0, pair: 0, proposal: 0 });
  expect((await get<{ items: unknown[] }>(`/api/changes?recorded_on=${before}`)).items).toEqual([]);
  expect((await get<{ items: unknown[] }>(`/api/changes?recorded_on=${today}`)).items).toEqual((await get<{ items: unknown[] }>("/api/changes")).items);
});

it("works out the findings of a large record in the background: refused with how far it is, told of in the tray, then what a small one is told", async () => {
  const jobs = new Jobs(systemClock);
  // A server of its own each time: what is asked first of it finds nothing worked out.
  const large = (): App => createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs, version: "0.0.0", findings_told_from: 1 }, access: { local: "analyst" }, log: () => undefined });
  for (const [asked, name] of [[`limit=200&today=${TODAY}`, ""], [`limit=200&today=${TODAY}&known_on=2023-12-01`, "2023-12-01"]] as const) {
    const app = large();
    const first = await app.request(`/api/findings?${asked}`);
    expect(first.status).toBe(503);
    expect(((await first.json()) as ApiError).error).toMatchObject({ code: "server/findings-working", payload: { share: 0, ask_again_s: 2 } });
    expect(jobs.list()[0]).toMatchObject({ kind: "findings", name });
    await expect.poll(async () => (await app.request(`/api/findings?${asked}`)).status, { timeout: 60_000 }).toBe(200);
    expect(await get(`/api/findings?${asked}`, app)).toEqual(await get(`/api/findings?${asked}`));
  }
  // Who comes for something else is not kept waiting for it.
  const desk = large();
  expect(await get<InboxState>("/api/inbox/state", desk)).toMatchObject({ untold: ["finding"], waiting: { finding: 0 } });
  expect((await get<InboxPage>("/api/inbox", large())).untold).toEqual(["finding"]);
  expect((await large().request("/api/inbox?kind=finding")).status).toBe(503);
  expect((await large().request("/api/charts/trend?subject=cluster-changchun-optoelectronic-information-industry&property=output_value")).status).toBe(200);
  await expect.poll(async () => await get<InboxState>("/api/inbox/state", desk), { timeout: 60_000 }).toEqual(await get<InboxState>("/api/inbox/state"));
  await expect.poll(() => jobs.list().map((job) => [job.kind, job.state, job.share]), { timeout: 60_000 }).toEqual(Array.from({ length: 5 }, () => ["findings", "done", 1]));
  await jobs.close();
});
