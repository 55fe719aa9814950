/** Milestones: which step words tell of, versions of a promise, contradictions, slips between partial dates. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim } from "../ledger/index.ts";
import { deadlineOf, milestonesOf, outcomeOf, slipAgainst, stepOf } from "./index.ts";

let n = 0;
/** A dated claim as the ledger gives it. */
function dated(property: string, value: string, more: Partial<Claim> = {}): Claim {
  n += 1;
  const stated_on = more.stated_on ?? "2023-06-26";
  return {
    subject_id: "s", id: `c${String(n).padStart(4, "0")}`, property, value, unit: "date", modality: "planned", bound: "eq", source_id: "x", visibility: "public", entered: "accepted",
    change_id: "k", recorded_at: "2026-01-01T00:00:00Z", status: "accepted", known_from: stated_on.length === 7 ? `${stated_on}-28` : stated_on, stated_on, ...more,
  };
}

describe("which step a date tells of", () => {
  const step = (property: string, qualifier?: string, names: string[] = []) => stepOf({ property, unit: "date", ...(qualifier ? { qualifier } : {}) }, names);
  it.each([
    ["expected_completion", undefined, "delivered"], ["expected_completion", "建成投产", "in-production"], ["expected_completion", "warm closure", "enclosed"], ["expected_completion", "投产使用", "in-production"],
    ["completion_date", "竣工", "delivered"], ["completion_date", "达产", "full-capacity"], ["completion_date", "首批企业入驻", "tenants-in"], ["capped_date", "主体工程", "capped"], ["production_date", undefined, "in-production"],
    ["expected_completion", "fit-out", "fitted-out"], ["expected_completion", "start of trial production", "in-production"],
  ] as const)("%s %s is %s", (property, qualifier, milestone) => {
    expect(step(property, qualifier)).toMatchObject({ milestone });
  });

  it("an unveiling is no start of building; figures are no steps; the part that is meant is kept, the subject's own name is not", () => {
    expect(step("start_date", "揭牌")).toBeUndefined();
    expect(stepOf({ property: "storeys", unit: "count" }, [])).toBeUndefined();
    expect(step("capped_date", "主厂房封顶")).toEqual({ milestone: "capped", part: "主厂房" });
    expect(step("expected_completion", "智能机器人传感器产业园投产", ["智能机器人传感器产业园"])).toEqual({ milestone: "in-production" });
  });
});

describe("promises of one milestone", () => {
  const today = "2024-09-01";
  const row = (claims: Claim[]) => milestonesOf("s", ["S"], claims, today).rows[0]!;

  it("keeps every version, with everybody who said it, and measures how far the date moved", () => {
    const told = row([
      dated("expected_completion", "2023-12", { stated_on: "2022-05-01" }), dated("expected_completion", "2024-06", { stated_on: "2023-03-01" }),
      dated("expected_completion", "2024-06", { stated_on: "2023-06-26", source_id: "y" }), dated("expected_completion", "2024-12", { stated_on: "2024-07-01", bound: "le" }),
    ]);
    expect(told.versions.map((v) => [v.due, v.claims.length])).toEqual([["2023-12", 1], ["2024-06", 2], ["2024-12", 1]]);
    expect(told).toMatchObject({ status: "ahead", moved_days: 366 });
  });

  it("is overdue the day after the last day of a month, not before; “not before” is never overdue", () => {
    const asked = (day: string) => milestonesOf("s", ["S"], [dated("expected_completion", "2024-06")], day).rows[0]!;
    expect(asked("2024-06-30").status).toBe("ahead");
    expect(asked("2024-07-01")).toMatchObject({ status: "overdue", overdue_days: 1 });
    expect(row([dated("expected_completion", "2024-06", { bound: "ge" })]).status).toBe("open");
  });

  it("done needs an actual claim; a later step implies an earlier one, on no day; an outcome still ahead is a problem", () => {
    const both = milestonesOf("s", ["S"], [dated("capped_date", "2023-06"), dated("completion_date", "2024-03", { modality: "actual" })], today).rows;
    expect(both.map((r) => [r.milestone, r.status])).toEqual([["capped", "implied"], ["delivered", "done"]]);
    const ahead = milestonesOf("s", ["S"], [dated("completion_date", "2025", { modality: "actual" })], today);
    expect(ahead.rows).toEqual([]);
    expect(ahead.problems).toMatchObject([{ code: "parks/outcome-ahead" }]);
  });

  it("two dates said on one day that no day keeps contradict; “by June” and “by December” do not", () => {
    const torn = milestonesOf("s", ["S"], [dated("expected_completion", "2024-06"), dated("expected_completion", "2024-12", { source_id: "y" })], today);
    expect(torn.problems).toMatchObject([{ code: "parks/promises-contradict", message: { zh: expect.stringContaining("2024-06 / 2024-12") } }]);
    expect(milestonesOf("s", ["S"], [dated("expected_completion", "2024-06", { bound: "le" }), dated("expected_completion", "2024-12", { bound: "le" })], today).problems).toEqual([]);
  });

  it("tells how far the frame is, of the storeys planned above ground", () => {
    const storeys = (value: number, qualifier: string | undefined, more: Partial<Claim> = {}) => ({ ...dated("storeys", "", more), value, unit: "count" as const, modality: "actual" as const, ...(qualifier ? { qualifier } : {}) });
    const { frame } = milestonesOf("s", ["S"], [storeys(21, undefined), storeys(10, "frames completed"), storeys(2, "地下层数"), storeys(4, "已建层数", { when: "2023-01" })], today);
    expect(frame.map((f) => [f.storey, f.of])).toEqual([[4, 21], [10, 21]]);
  });
});

describe("slips", () => {
  it("between partial dates are ranges: a month against a month-end", () => {
    expect(slipAgainst("2024-06-30", "2024-08")).toEqual({ days_min: 32, days_max: 62 });
    expect(outcomeOf(slipAgainst("2024-06-30", "2024"))).toBe("unclear");
    expect(outcomeOf(slipAgainst("2024-06-30", "2024-06"))).toBe("kept");
    expect(outcomeOf(slipAgainst("2024-06-30", "2024-06-01", "le"))).toBe("kept");
    expect(deadlineOf("2024-06", "lt")).toBe("2024-05-31");
  });

  it("contain the true slip whatever day it was", () => {
    fc.assert(fc.property(fc.date({ min: new Date("2010-01-01"), max: new Date("2030-12-31"), noInvalidDate: true }), fc.constantFrom(4, 7, 10), fc.integer({ min: -500, max: 500 }), (day, precision, late) => {
      const deadline = day.toISOString().slice(0, 10);
      const actual = new Date(Date.parse(deadline) + late * 86_400_000).toISOString().slice(0, precision);
      const { days_min, days_max } = slipAgainst(deadline, actual);
      expect(days_min).toBeLessThanOrEqual(late);
      expect(days_max).toBeGreaterThanOrEqual(late);
    }));
  });
});
