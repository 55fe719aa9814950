/**
 * The delivery forecast: distributions against hand-worked numbers, the model against projects it never saw, the door against its own invariants.
 */
import { seededUniform } from "../../kernel/index.ts";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BUNDLED_CLASS, CASES_MIN, type DeliveryQuestion, type PastSlip, type SlipRecord, chanceWithin, conditionOn, effectiveSize, forecastDelivery, forecastSlip, lastDaySeen, readBundledClass, readDay, readSlipTable, referenceClass, rightTruncated, scoreSlips, slipQuantile, trainSlipModel, weighSlips,
} from "./index.ts";
import { forestWeights, growForest } from "./forest.ts";

const bundled = readSlipTable(readFileSync(BUNDLED_CLASS), "nyc-sca-phases.csv.gz").records;
const QUICK = { trees: 40 };
const ones = (n: number): Float64Array => new Float64Array(n).fill(1);
const distribution = (days: number[], limits?: number[]) => rightTruncated(weighSlips(Float64Array.from(days), limits && Float64Array.from(limits)), ones(days.length))!;
const rounded = (values: Float64Array): number[] => [...values].map((value) => Number(value.toFixed(6)));

describe("slip distributions", () => {
  test("without limits: shares of the cases, ties one point", () => {
    const plain = distribution([0, 0, 0, -5, 20]);
    expect([...plain.days]).toEqual([-5, 0, 20]);
    expect(rounded(plain.chance)).toEqual([0.2, 0.6, 0.2]);
    expect([slipQuantile(plain, 0.2), slipQuantile(plain, 0.5), slipQuantile(plain, 0.8), slipQuantile(plain, 0.81)]).toEqual([-5, 0, 0, 20]);
    expect([chanceWithin(plain, 0), chanceWithin(plain, 0, true), chanceWithin(plain, -6)].map((x) => Number(x.toFixed(6)))).toEqual([0.8, 0.2, 0]);
  });

  test("right truncation, worked by hand: (1 of at most 1), (1 of 5), (2 of 5), (5 of 5) weigh a third each", () => {
    const corrected = distribution([1, 1, 2, 5], [1, 5, 5, 5]);
    expect([...corrected.days]).toEqual([1, 2, 5]);
    expect(rounded(corrected.chance)).toEqual([0.333333, 0.333333, 0.333333]);
  });

  test("recovers what a table hides: exponential slips seen only where they ended before it was made", () => {
    const random = seededUniform(3);
    const days: number[] = [];
    const limits: number[] = [];
    while (days.length < 6000) {
      const slip = -100 * Math.log(1 - random());
      const limit = 600 * random();
      if (slip <= limit) {
        days.push(slip);
        limits.push(limit);
      }
    }
    const truth = 100 * Math.LN2;
    expect(Math.abs(slipQuantile(distribution(days, limits), 0.5) - truth)).toBeLessThan(7);
    expect(slipQuantile(distribution(days), 0.5)).toBeLessThan(truth - 8);
  });

  test("any weights: chances sum to one, quantiles rise, conditioning keeps only what is left", () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: -100, max: 400 }), fc.nat({ max: 300 }), fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(cases, fc.integer({ min: -120, max: 420 }), (rows, after) => {
      const made = rightTruncated(weighSlips(Float64Array.from(rows, ([day]) => day), Float64Array.from(rows, ([day, room]) => day + room)), Float64Array.from(rows, ([, , weight]) => weight))!;
      expect(made.chance.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
      expect(slipQuantile(made, 0.5)).toBeLessThanOrEqual(slipQuantile(made, 0.8));
      const left = conditionOn(made, { after });
      if (left) expect(Math.min(...left.days)).toBeGreaterThan(after);
      else expect(Math.max(...made.days)).toBeLessThanOrEqual(after);
    }));
    expect(effectiveSize([1, 1, 1, 1])).toBe(4);
    expect(effectiveSize([1, 0, 0])).toBe(1);
  });
});

describe("the phase table", () => {
  const head = "Project Building Identifier,Project Phase Name,Project Phase Actual Start Date,Project Phase Planned End Date,Project Phase Actual End Date,Project Budget Amount";
  const read = (...rows: string[]) => readSlipTable(Buffer.from(`\uFEFF${[head, ...rows].join("\n")}\n`), "t.csv");
  test("codes are not dates, unreal days are not dates, rows without a promise are left out", () => {
    const table = read("M1,Scope,6/22/2023,10/23/2023,7/6/2023,4240", "M2,Design,PNS,PNS,PNS,DOER", "M3,Scope,2/1/2023,2/30/2023,,1", "M4,Design,1/2/2024,6/30/2024,FTK,\"1,000\"");
    expect(table.rows).toBe(4);
    expect(table.records.map((record) => [record.line, record.building, record.budget, record.actual_day === undefined])).toEqual([[2, "M1", 4240, false], [5, "M4", 1000, true]]);
    expect(table.records[0]!.actual_day! - table.records[0]!.planned_day).toBe(-109);
    for (const text of ["IEH", "", "13/1/2024", "2024-02-30", undefined]) expect(readDay(text)).toBeUndefined();
    expect(readDay("1/2/1970")).toBe(1);
  });
  test("a table of something else is refused, naming each missing column", () => {
    const table = readSlipTable(Buffer.from("a,b\n1,2\n"), "x.csv");
    expect(table.records).toEqual([]);
    expect(table.problems.map((problem) => problem.column)).toEqual(["Project Phase Planned End Date", "Project Phase Actual End Date", "Project Phase Name"]);
  });
});

describe("the forest", () => {
  test("weights are a distribution over like rows, the same for the same seed", () => {
    const x = Float64Array.from({ length: 200 }, (_, k) => k % 2);
    const y = Float64Array.from(x, (value, k) => value * 100 + (k % 5));
    const groups = Int32Array.from({ length: 200 }, (_, k) => k >> 1);
    const grow = () => growForest([x], y, groups, { trees: 10, leaf: 5, tried: 1, share: 0.6, seed: 1 });
    const weights = forestWeights(grow(), () => 1)!;
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(weights.every((weight, k) => weight === 0 || x[k] === 1)).toBe(true);
    expect([...forestWeights(grow(), () => 1)!]).toEqual([...weights]);
  });
});

describe("the slip model on real projects", () => {
  const share = (record: SlipRecord): number => [...record.project].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7) % 10;
  const train = bundled.filter((record) => share(record) >= 3);
  const held_back = bundled.filter((record) => share(record) < 3);

  test("on projects held back, P50 covers 45 to 55 %, P80 75 to 85 %, and the error beats the announced date", () => {
    const score = scoreSlips(train, held_back, QUICK);
    expect(score.n).toBe(held_back.filter((record) => record.actual_day !== undefined).length);
    expect(score.n).toBeGreaterThan(600);
    expect(Math.abs(score.p50_coverage - 0.5)).toBeLessThanOrEqual(0.05);
    expect(Math.abs(score.p80_coverage - 0.8)).toBeLessThanOrEqual(0.05);
    expect(score.mae_days).toBeLessThan(0.9 * score.mae_announced_days);
  });

  test("a forecast reads nothing of the outcome, and is conditioned on what has passed", () => {
    const model = trainSlipModel(train, QUICK)!;
    for (const record of held_back.slice(0, 40)) {
      const forecast = forecastSlip(model, record)!;
      const blind = forecastSlip(model, { ...record, actual_day: undefined })!;
      expect([forecast.p50_days, forecast.p80_days]).toEqual([blind.p50_days, blind.p80_days]);
      expect(forecast.p50_days).toBeLessThanOrEqual(forecast.p80_days);
      expect(forecast.chance_within(forecast.p80_days)).toBeGreaterThanOrEqual(0.75);
      const alike = forecast.most_alike(5);
      expect(alike.map((one) => one.weight)).toEqual(alike.map((one) => one.weight).toSorted((a, b) => b - a));
      expect(alike.every((one) => one.record.project !== record.project && one.slip_days === one.record.actual_day! - one.record.planned_day)).toBe(true);
      const late = forecastSlip(model, record, { already_days: 60 });
      if (late) expect(Math.min(...late.distribution.days)).toBeGreaterThan(60);
    }
  });

  test("below the stated number of ended phases there is no model, and scoring is refused with the numbers", () => {
    const few = bundled.filter((record) => record.actual_day !== undefined).slice(0, CASES_MIN - 1);
    expect(trainSlipModel(few, QUICK)).toBeUndefined();
    expect(() => scoreSlips(few, held_back, QUICK)).toThrow(expect.objectContaining({ code: "forecast/too-few-cases", payload: { cases: CASES_MIN - 1, cases_min: CASES_MIN } }));
    expect(() => scoreSlips(train, [], QUICK)).toThrow(expect.objectContaining({ code: "forecast/nothing-to-score" }));
    expect(lastDaySeen(train, true)).toBeLessThanOrEqual(lastDaySeen(train));
  });
});

describe("one delivery", () => {
  const bundled_class = readBundledClass(readFileSync(BUNDLED_CLASS));
  const own: PastSlip[] = Array.from({ length: 30 }, (_, k) => ({ kind: "building", slip_days: k * 20, lead_days: 400 }));
  const ask = (today: string, more: Partial<DeliveryQuestion> = {}): DeliveryQuestion => ({ kind: "building", announcements: [{ announced: "2024-06", said_on: "2023-03" }], today, ...more });

  test("from the record's own slips alone: worked numbers", () => {
    // 30 slips of 0, 20 … 580 days on a promise of 400 days; this promise spans 2023-03-01 to 2024-06-30, 487 days.
    const answer = forecastDelivery(ask("2024-01-01"), own, []);
    const scale = (days: number): number => Math.round((days * 487) / 400);
    const date = (days: number): string => new Date(Date.UTC(2024, 5, 30 + days)).toISOString().slice(0, 10);
    expect(answer).toMatchObject({ status: "forecast", p50: date(scale(280)), p80: date(scale(460)), moved_days: 0, overdue_days: 0, own_cases: 30, bundled_cases: 0 });
    if (answer.status === "forecast") expect(answer.chances).toEqual([{ announced: "2024-06", chance: expect.closeTo(1 / 30, 9) }]);
  });

  test("what has already slipped moves the dates on, never back, and a day gone by has no chance", () => {
    let before = "";
    for (const today of ["2024-06-30", "2024-09-30", "2025-01-31", "2025-06-30"]) {
      const answer = forecastDelivery(ask(today), own, bundled_class);
      if (answer.status !== "forecast") throw new Error(answer.words.en);
      expect(answer.p50 >= today && answer.p80 >= answer.p50 && answer.p50 >= before).toBe(true);
      if (today > "2024-06-30") expect(answer.chances[0]!.chance).toBe(0);
      before = answer.p50;
    }
  });

  test("every version of the promise keeps its own chance; the latest is the one measured from", () => {
    const answer = forecastDelivery(ask("2024-03-01", { announcements: [{ announced: "2024-12", said_on: "2024-02" }, { announced: "2023-12", said_on: "2022-06" }, { announced: "2024-06", said_on: "2023-03" }] }), own, bundled_class);
    if (answer.status !== "forecast") throw new Error(answer.words.en);
    expect(answer.chances.map((one) => one.announced)).toEqual(["2023-12", "2024-06", "2024-12"]);
    expect(answer.chances[0]!.chance).toBe(0);
    expect(answer.chances[1]!.chance).toBeLessThanOrEqual(answer.chances[2]!.chance);
    expect(answer.moved_days).toBe(366);
  });

  test("refused, with the reason in both languages, where too few cases speak", () => {
    expect(forecastDelivery(ask("2024-01-01"), own.slice(0, 19), [])).toMatchObject({ status: "refused", reason: "too-few-cases" });
    expect(forecastDelivery(ask("2030-01-01"), own, [])).toMatchObject({ status: "refused", reason: "later-than-the-record" });
    const none = forecastDelivery(ask("2024-01-01", { announcements: [] }), own, bundled_class);
    expect(none).toMatchObject({ status: "refused", reason: "no-announcement", words: { zh: expect.stringMatching(/没有/), en: expect.stringMatching(/announced/) } });
  });

  test("the bundled class weighs as much as ten own cases, however many it has", () => {
    const late: PastSlip[] = Array.from({ length: 10 }, () => ({ kind: "building", slip_days: 5000 }));
    const many: PastSlip[] = Array.from({ length: 4000 }, () => ({ kind: "building", slip_days: 0 }));
    expect(chanceWithin(referenceClass("building", late, many)!.distribution, 0)).toBeCloseTo(0.5, 6);
  });

  test("each bundled case forecast from the others: about half by P50 and four fifths by P80, for paperwork and building alike", () => {
    for (const kind of ["building", "before-building"] as const) {
      const cases = bundled_class.filter((slip) => slip.kind === kind && (slip.lead_days ?? 0) >= 30);
      const tried = cases.filter((_, k) => k % Math.ceil(cases.length / 80) === 0);
      const covered = (level: number): number => tried.filter((slip) => {
        const { distribution } = referenceClass(kind, [], bundled_class.filter((other) => other !== slip), slip.lead_days)!;
        return slip.slip_days <= slipQuantile(distribution, level);
      }).length / tried.length;
      const [p50, p80] = [covered(0.5), covered(0.8)];
      expect(p50, kind).toBeGreaterThan(0.4);
      expect(p50, kind).toBeLessThan(0.67);
      expect(p80, kind).toBeGreaterThan(0.7);
      expect(p80, kind).toBeLessThan(0.9);
    }
  });

  test("a fresh promise rests on no single case: its P80 lies beyond its P50, within years and not decades", () => {
    const fresh = forecastDelivery(ask("2023-04-01", { announcements: [{ announced: "2024-06", said_on: "2023-03" }] }), [], bundled_class);
    if (fresh.status !== "forecast") throw new Error(fresh.words.en);
    expect(fresh.p80 > fresh.p50 && fresh.p80 < "2028").toBe(true);
  });
});
