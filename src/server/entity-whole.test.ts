/** One entity over HTTP in pages: whatever the step, following `next` gives every fact, relation and name once, as one great page would. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { lexiconOf } from "../documents/index.ts";
import { newId, systemClock } from "../kernel/index.ts";
import { judge, record, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { EntityView } from "./api-types.ts";
import { createApp, Jobs, type App } from "./index.ts";

let database: Database;
let app: App;
const [place, twin, source] = [newId(), newId(), newId()];
const ctx = { actor: "analyst", clock: systemClock };
const YEARS = 23, FIRMS = 31;

beforeAll(async () => {
  database = await openForTest();
  const ontology = loadOntology();
  app = createApp({ deps: { database, ontology, lexicon: lexiconOf(ontology), clock: systemClock, jobs: new Jobs(systemClock), version: "0.0.0" }, access: { local: "analyst" }, log: () => undefined });
  const claim = { modality: "actual" as const, bound: "eq" as const, source_id: source, visibility: "public" as const, entered: "accepted" as const };
  const firms = Array.from({ length: FIRMS }, () => newId());
  await record(database.writer, ctx, { kind: "import", entries: [
    { kind: "source", id: source, version: 1, what: "page", title: "Yearbook", visibility: "public" },
    ...[place, twin].map((id, at): Entry => ({ kind: "entity", id, type: "Zone", slug: `zone-${at}`, label: { zh: `甲区${at}`, en: `Zone ${at}` }, visibility: "public" })),
    ...firms.map((id, at): Entry => ({ kind: "entity", id, type: "Firm", slug: `firm-${at}`, label: { zh: `企业${at}` }, visibility: "public" })),
    ...Array.from({ length: YEARS }, (_, at): Entry => ({ kind: "claim", id: newId(), subject_id: place, property: "output_value", value: 1e9 + at, unit: "yuan", when: String(2000 + at), stated_on: String(2001 + at), ...claim })),
    ...firms.map((id, at): Entry => ({ kind: "claim", id: newId(), subject_id: id, property: "located_in", value: at % 2 ? place : twin, unit: "entity", stated_on: String(2001 + at % YEARS), ...claim })),
    { kind: "claim", id: newId(), subject_id: place, property: "employees", value: 12, unit: "count", when: "2024", ...claim, entered: "proposed" },
  ] });
  await judge(database.writer, ctx, { left_id: place, right_id: twin, verdict: "same", note: "" });
});
afterAll(async () => await database.close());

async function get(query: string): Promise<EntityView> {
  const answer = await app.request(`/api/entities/zone-0?${query}`);
  expect(answer.status, query).toBe(200);
  return (await answer.json()) as EntityView;
}
const idsOf = ({ facts, relations, names, merged }: EntityView) => ({ facts: facts.map((f) => f.best.id), relations: relations.map((r) => r.claim.id).sort(), names: names.map((n) => `${n.kind} ${n.text}`), merged: merged.map((m) => m.id) });

describe("an entity", () => {
  it.each(["", "known_on=2012-12-31&valid_on=2012-12-31"])("is the same in pages of any size (%s)", async (clocks) => {
    const { next, ...whole } = await get(clocks);
    expect(next).toBeUndefined();
    if (clocks === "") expect([whole.facts.length, whole.relations.length, whole.open_proposals, whole.merged.length]).toEqual([YEARS, FIRMS, 1, 1]);
    for (const limit of [1, 7, 16, 1_000]) {
      let page = await get(`${clocks}&limit=${limit}`);
      expect(page.headline).toEqual(whole.headline.slice(0, limit));
      const together = idsOf(page);
      for (let steps = 0; page.next !== undefined; steps += 1) {
        expect(steps).toBeLessThan(100);
        page = await get(`${clocks}&limit=${limit}&cursor=${encodeURIComponent(page.next)}`);
        expect([page.facts, page.relations, page.names, page.merged].every((list) => list.length <= limit)).toBe(true);
        expect(page.headline).toEqual([]);
        for (const [key, ids] of Object.entries(idsOf(page)) as [keyof typeof together, string[]][]) together[key].push(...ids);
      }
      expect({ ...together, relations: together.relations.sort() }).toEqual(idsOf(whole as EntityView));
    }
  });

  it("leads from page to page as CSV too, and refuses a cursor that is none", async () => {
    const answer = await app.request("/api/entities/zone-0.csv?limit=5");
    expect((await answer.text()).trim().split("\n")).toHaveLength(6);
    expect(answer.headers.get("link")).toMatch(/zone-0\.csv\?limit=5&cursor=.*rel="next"/);
    expect((await app.request("/api/entities/zone-0?cursor=5")).status).toBe(400);
  });
});
