/** The kernel at its door: dates that keep their precision, figures and what they allow, ids. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, compareWhen, fixedClock, intervalsMeet, newId, parseWhen, readInterval, roundingStep, whenRange } from "./index.ts";

describe("partial dates", () => {
  it("keeps the precision of the source and refuses days that do not exist", () => {
    expect(["2024", "2024-06", "2024-06-19", "2024-Q2", "2024-H1", "2023-01/2023-12", "2023/", "/2024-06"].map(parseWhen)).not.toContain(undefined);
    expect(["2023-02-30", "2023-13", "2024-Q5", "24", "2024-6", "2024/2023", "/", "", "soon"].map(parseWhen)).toEqual(Array(9).fill(undefined));
    expect(parseWhen("2024-02-29")).toBe("2024-02-29");
    expect(parseWhen("2024-q2")).toBe("2024-Q2");
  });

  it("knows the days that a date covers", () => {
    expect(whenRange("2024-Q1")).toEqual({ first: "2024-01-01", last: "2024-03-31" });
    expect(whenRange("2023-02")).toEqual({ first: "2023-02-01", last: "2023-02-28" });
    expect(whenRange("2023-01/2024-H1")).toEqual({ first: "2023-01-01", last: "2024-06-30" });
    expect(whenRange("2023/").last).toBe("9999-12-31");
  });

  it("never orders a year against a month inside it", () => {
    expect(compareWhen("2024", "2024-06")).toBe("contains");
    expect(compareWhen("2024-06", "2024")).toBe("within");
    expect(compareWhen("2024-06", "2024-Q3")).toBe("before");
    expect(compareWhen("2024-Q2", "2024-04/2024-06")).toBe("equal");
    expect(compareWhen("2024-05/2024-07", "2024-Q2")).toBe("overlaps");
  });

  it("is antisymmetric", () => {
    const point = fc.oneof(
      fc.integer({ min: 1990, max: 2035 }).map(String),
      fc.tuple(fc.integer({ min: 1990, max: 2035 }), fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, "0")}`),
      fc.tuple(fc.integer({ min: 1990, max: 2035 }), fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}-Q${q}`),
    );
    const mirror = { before: "after", after: "before", equal: "equal", within: "contains", contains: "within", overlaps: "overlaps" };
    fc.assert(fc.property(point, point, (a, b) => {
      expect(compareWhen(b, a)).toBe(mirror[compareWhen(a, b)]);
    }));
  });
});

describe("what a stated figure allows", () => {
  it("takes the rounding step from the digits as written", () => {
    expect(roundingStep({ number: "1.96", scale: "billion" }, 1.96e9)).toBeCloseTo(1e7, 3);
    expect(roundingStep({ number: "900", scale: "亿" }, 9e10)).toBe(1e10);
    expect(roundingStep({ number: "675" }, 675)).toBe(1);
    expect(roundingStep({ number: "30,000" }, 30_000)).toBe(10_000);
    expect(roundingStep(undefined, 75_000_000_000)).toBe(1e9);
  });

  it("lets “nearly 700” and 670 agree, 600+ and 670 agree, and 780 and 670 not", () => {
    const read = (value: number, bound: "eq" | "approx" | "gt", step: number) => readInterval(value, bound, { step });
    expect(intervalsMeet(read(700, "approx", 100), read(670, "eq", 10))).toBe(true);
    expect(intervalsMeet(read(600, "gt", 100), read(670, "eq", 10))).toBe(true);
    expect(intervalsMeet(read(780, "eq", 10), read(670, "eq", 10))).toBe(false);
  });
});

describe("ids and canonical JSON", () => {
  it("gives one text for one value whatever the order of keys", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const turned = Object.fromEntries(Object.entries(object).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(object));
      expect(JSON.parse(canonicalJson(object))).toEqual(JSON.parse(JSON.stringify(object)));
    }));
  });

  it("rises within a millisecond", () => {
    const clock = fixedClock("2030-01-01T00:00:00Z");
    const ids = Array.from({ length: 1000 }, () => newId(clock));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });
});
