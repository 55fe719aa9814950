/** The reference record at the parks' door: places, promises as of past days, the board, what was due. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillWithReference } from "../documents/index.ts";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fixedClock } from "../kernel/index.ts";
import { record } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { comingMilestones, dueIn, parkList, parkView, placeBy, projectPipeline, readSite } from "./index.ts";

const PHASE_III = "park-phase-photoelectric-information-industry-park-phase-iii";
const today = "2024-05-01";
let db: Database;
beforeAll(async () => {
  db = await openForTest();
  await fillWithReference(db, { actor: "lightvalley", clock: fixedClock("2026-01-01T00:00:00Z") }, loadOntology());
});
afterAll(async () => await db.close());
const site = async (clocks = {}) => await readSite(db.reader("public"), clocks, today);

describe("the reference record", () => {
  it("stands the park in its zone and city, with its phases in order and buildings under them", async () => {
    const view = parkView(await site(), placeBy(await site(), "park-photoelectric-information-industry-park"));
    expect(view.within.map((p) => p.type)).toEqual(["Region", "Region", "Zone"]);
    expect(view.parts.filter((p) => p.place.type === "ParkPhase").map((p) => p.place.label.zh?.at(-2))).toEqual(["一", "二", "三", "四"]);
    const tower = view.parts.find((p) => p.place.label.en?.endsWith("Phase III tower"))!;
    expect(tower).toMatchObject({ depth: 2, frame: [{ storey: 10, of: 21 }] });
    expect(view.parts.find((p) => p.place.label.zh?.endsWith("四期"))!.missing).toContain("dates");
  });

  it("keeps Phase III's promise with both who said it, and knows on a past day only what had been said by then", async () => {
    const at = async (known_on: string) => (await site({ known_on })).milestones.get(placeBy(await site(), PHASE_III).id)!.rows.find((r) => r.milestone === "delivered")!;
    expect((await at("2024-04-01")).versions.map((v) => [v.due, v.first_said, v.claims.map((c) => [c.bound, c.known_from])])).toEqual([["2024-06", "2023-03-31", [["eq", "2023-03-31"], ["le", "2024-03-20"]]]]);
    expect((await at("2023-12-01")).versions[0]!.claims).toHaveLength(1);
    expect(await at("2024-12-01")).toMatchObject({ status: "overdue", overdue_days: 154 });
  });

  it("forecasts a promise that lies ahead, with the number of cases, and refuses one that is later than the class tells", async () => {
    const now = parkView(await site(), placeBy(await site(), PHASE_III)).parts[0]!.milestones.find((m) => m.milestone === "delivered")!;
    expect(now.delivery).toMatchObject({ status: "forecast", own_cases: 0 });
    const later = await readSite(db.reader("public"), {}, "2029-01-01");
    expect(parkView(later, placeBy(later, PHASE_III)).parts[0]!.milestones.find((m) => m.milestone === "delivered")!.delivery).toMatchObject({ status: "refused", words: { zh: expect.any(String) } });
  });

  it("tells what was due in a quarter and what came of it; a calendar holds what lies ahead only", async () => {
    const due = dueIn(await readSite(db.reader("public"), {}, "2024-09-01"), { first: "2024-04-01", last: "2024-06-30" });
    expect(due.map((d) => [d.milestone.subject.slug, d.verdict])).toContainEqual([PHASE_III, "no-outcome"]);
    const coming = comingMilestones(await site());
    expect(coming.length).toBeGreaterThan(2);
    expect(coming.every((c) => c.version.deadline! >= today)).toBe(true);
  });

  it("puts each project at the stage that an actual claim proves", async () => {
    const { rows, by_stage } = projectPipeline(await readSite(db.reader("public"), {}, "2026-01-01"));
    expect(rows.length).toBe(Object.values(by_stage).reduce((a, b) => a + b, 0));
    expect(rows.find((r) => r.project.label.zh === "江西兆驰光电LED显示及照明器件扩产项目")).toMatchObject({ stage: "started", partly: expect.arrayContaining([expect.objectContaining({ stage: "producing" })]) });
    expect(rows.find((r) => r.project.label.zh === "华为吉林区域总部")).toMatchObject({ stage: "announced", state: "overdue" });
  });

  it("lists all parks by zone, several side by side", async () => {
    const parks = parkList(await site());
    expect(new Set(parks.map((p) => p.zone?.slug)).size).toBeGreaterThan(4);
  });
});

describe("wrong wholes", () => {
  it("a loop of wholes is named and cut, and everything else still stands", async () => {
    const other = await openForTest();
    const ctx = { actor: "a", clock: fixedClock("2024-01-01T00:00:00Z") };
    const [a, b, s] = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002", "01900000-0000-7000-8000-000000000003"];
    const part = (id: string, subject_id: string, value: string) => ({ kind: "claim" as const, id, subject_id, value, property: "part_of", unit: "entity" as const, modality: "actual" as const, bound: "eq" as const, source_id: s, visibility: "public" as const, entered: "accepted" as const });
    await record(other.writer, ctx, { kind: "record", entries: [
      { kind: "source", id: s, version: 1, what: "person", title: "t", visibility: "public" },
      { kind: "entity", id: a, type: "Park", slug: "park-a", label: { en: "A" }, visibility: "public" }, { kind: "entity", id: b, type: "Park", slug: "park-b", label: { en: "B" }, visibility: "public" },
      part("01900000-0000-7000-8000-000000000004", a, b), part("01900000-0000-7000-8000-000000000005", b, a),
    ] });
    const looped = await readSite(other.reader("public"), {}, today);
    expect(looped.problems).toMatchObject([{ code: "parks/loop" }]);
    expect(parkList(looped)).toHaveLength(2);
    await other.close();
  });
});
