/** Targets of the reference record at the door: versions, base, actuals, verdicts, refusals, track record; a series with enough years is forecast. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillWithReference } from "../documents/index.ts";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { fixedClock, newId } from "../kernel/index.ts";
import { record, type Claim, type Entry } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { comparisons, readTargets, versionsOfTarget } from "./index.ts";

const CHANGCHUN = "cluster-changchun-optoelectronic-information-industry";
let db: Database;
beforeAll(async () => {
  db = await openForTest();
  await fillWithReference(db, { actor: "lightvalley", clock: fixedClock("2026-01-01T00:00:00Z") }, loadOntology());
});
afterAll(async () => await db.close());

describe("targets of the reference record", () => {
  const of = async (due: string, property: string, clocks = {}) => (await readTargets(db.reader("public"), clocks, "2026-11-22")).rows.find((r) => r.subject.slug === CHANGCHUN && r.due === due && r.property === property && r.scope === "")!;

  it("2025's 100 bn: told by several, 75 bn as base, 90 bn the last, 11 % a year needed, no actual found", async () => {
    const row = await of("2025", "output_value");
    expect(row).toMatchObject({ verdict: "no-actual", direction: "up", base: { year: 2023 }, last: { year: 2024 } });
    expect(row.versions).toHaveLength(1);
    expect(row.target.claims.length).toBeGreaterThan(2);
    expect(row.required).toMatchObject({ years: 1 });
    expect(row.required!.yearly).toBeCloseTo(100 / 90.02 - 1, 4);
    expect(row.required_path.map((p) => p.year)).toEqual([2024, 2025]);
    expect(row.forecast).toMatchObject({ status: "refused", reason: "too-few-points" });
    expect(row.by?.slug).toBe("region-changchun");
  });

  it("2024's over 90 bn was met by 90.02 bn, and was still open when only 2023 was known", async () => {
    expect((await of("2024", "output_value")).verdict).toBe("met");
    expect(await of("2024", "output_value", { known_on: "2024-07-01" })).toMatchObject({ verdict: "ahead", last: { year: 2023 } });
    expect(await of("2025", "output_value", { known_on: "2023-01-01" })).toBeUndefined();
  });

  it("the share met comes with its range, and what has no actual is counted apart", async () => {
    const { track } = await readTargets(db.reader("public"), {}, "2026-11-22");
    expect(track.all.met + track.all.missed + track.all.unclear + track.all.no_actual).toBe(track.all.verdicts.length);
    expect(track.all.no_actual).toBeGreaterThan(10);
    expect(track.all.share_range![1] - track.all.share_range![0]).toBeGreaterThan(0.3);
    expect(track.by_place.map((p) => p.key)).toContain("region-changchun");
  });

  it("places side by side share the property", async () => {
    const found = comparisons((await readTargets(db.reader("public"), {}, "2026-11-22")).rows);
    expect(found[0]!.property).toBe("output_value");
    expect(new Set(found[0]!.rows.map((r) => r.subject.id)).size).toBe(found[0]!.rows.length);
  });
});

describe("revisions", () => {
  const said = (value: number, known_from: string): Claim => ({ value, known_from, stated_on: known_from, id: `${value}${known_from}`, bound: "ge", unit: "count", property: "firms_count", modality: "target", subject_id: "s", source_id: "x", visibility: "public", entered: "accepted", status: "accepted", recorded_at: "2026-01-01T00:00:00Z", change_id: "k" });
  it("are kept in order; the same figure again is no revision", () => {
    const versions = versionsOfTarget([said(900, "2024-06-01"), said(1000, "2024-09-01"), said(900, "2024-01-01"), said(1000, "2025-01-01")]);
    expect(versions.map((v) => [v.value, v.first_said, v.last_said])).toEqual([[900, "2024-01-01", "2024-06-01"], [1000, "2024-09-01", "2025-01-01"]]);
  });
});

describe("a range", () => {
  it("said as its two ends is one target: at least the lower", () => {
    const end = (value: number, bound: "ge" | "le"): Claim => ({ value, known_from: "2023-02-06", stated_on: "2023-02-06", id: `${bound}`, bound, unit: "count", property: "other_count", modality: "target", subject_id: "s", source_id: "x", visibility: "public", entered: "accepted", status: "accepted", recorded_at: "2026-01-01T00:00:00Z", change_id: "k" });
    for (const claims of [[end(1_000_000, "ge"), end(1_100_000, "le")], [end(1_100_000, "le"), end(1_000_000, "ge")]]) expect(versionsOfTarget(claims)).toMatchObject([{ value: 1_000_000, bound: "ge", claims: { length: 2 } }]);
  });
});

describe("a series with enough years", () => {
  it("is forecast with its chance; less is better turns the verdict round", async () => {
    const other = await openForTest();
    const clock = fixedClock("2025-03-01T00:00:00Z");
    const [zone, source] = [newId(clock), newId(clock)];
    const claim = (property: string, value: number | string, unit: "yuan" | "ratio" | "text", when: string | undefined, modality: "actual" | "target"): Entry => ({
      kind: "claim", id: newId(clock), subject_id: zone, property, value, unit, ...(when ? { when } : {}), modality, bound: modality === "target" ? "ge" : "eq", stated_on: "2025-02-01", source_id: source, visibility: "public", entered: "accepted",
    });
    await record(other.writer, { actor: "a", clock }, { kind: "record", entries: [
      { kind: "source", id: source, version: 1, what: "person", title: "t", visibility: "public" }, { kind: "entity", id: zone, type: "Zone", slug: "zone-a", label: { zh: "甲区" }, visibility: "public" },
      ...[60.1e9, 64.2e9, 67.8e9, 75.02e9, 80.4e9].map((v, k) => claim("output_value", v, "yuan", String(2020 + k), "actual")), claim("output_value", 86e9, "yuan", "2025", "target"),
    ] });
    const { rows } = await readTargets(other.reader("public"), {}, "2025-03-01");
    expect(rows).toHaveLength(1);
    const { forecast } = rows[0]!;
    if (forecast?.status !== "forecast") throw new Error("refused");
    expect(forecast.probability).toBeGreaterThan(0.3);
    expect(forecast.probability).toBeLessThan(0.8);
    expect(forecast.fan.map((f) => f.year)).toEqual([2025]);
    await other.close();
  });
});
