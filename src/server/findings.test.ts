/** Findings over HTTP on the reference record: what cannot be true is told with its claims, in pages, and never from above the viewer's clearance. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fillWithReference, lexiconOf } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { record } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { ApiError, FindingMarks, FindingPage, FindingView } from "./api-types.ts";
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
