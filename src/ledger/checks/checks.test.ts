/**
 * The two promises of the checks, over made-up worlds: statements that round or bound true figures raise nothing, and a statement pushed
 * beyond what it could mean is named.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CheckLedger, type CheckClaim, type Finding, runChecks } from "./index.ts";

const today = "2026-01-01";

let serial = 0;
/** A claim with the parts that matter to a case. */
function claim(parts: Partial<CheckClaim> & Pick<CheckClaim, "property" | "value">): CheckClaim {
  serial++;
  const money = ["output_value", "revenue", "investment"].includes(parts.property);
  return {
    id: `c${String(serial).padStart(6, "0")}`, subject: "s", subject_label: { zh: "主体", en: "Subject" }, subject_type: "Cluster", modality: "actual", bound: "eq",
    unit: parts.property.endsWith("_date") || parts.property === "expected_completion" ? "date" : parts.property === "growth_rate" || parts.property === "market_share" ? "ratio" : parts.property.startsWith("area") ? "m2" : money ? "yuan" : "count",
    source_id: `source-${serial}`, status: "accepted", stated_on: "2025-06", ...parts,
  };
}

const disagreements = (findings: Finding[]): Finding[] => findings.filter((one) => one.severity !== "note");
const checksOf = (claims: CheckClaim[]): string[] => disagreements(runChecks(claims, { today })).map((one) => one.check);

/** How a source may state a true figure. */
type Manner = { kind: "rounded" | "over" | "under" | "about"; digits: number; scale: "" | "万" | "亿" | "million" };
const manner: fc.Arbitrary<Manner> = fc.record({
  kind: fc.constantFrom("rounded", "rounded", "rounded", "over", "under", "about"), digits: fc.integer({ min: 1, max: 6 }), scale: fc.constantFrom("", "", "万", "亿", "million"),
});
const SCALE = { "": 1, 万: 1e4, 亿: 1e8, million: 1e6 } as const;

/** The value as that source would print it, with its bound. */
function state(truth: number, { kind, digits, scale }: Manner): Pick<CheckClaim, "value" | "bound" | "stated"> {
  const unit = SCALE[scale];
  const step = 10 ** (Math.floor(Math.log10(truth)) - digits + 1);
  const places = Math.max(0, Math.round(-Math.log10(step / unit)));
  const round = kind === "over" ? Math.floor : kind === "under" ? Math.ceil : Math.round;
  const number = ((round(truth / step) * step) / unit).toFixed(places);
  const value = Number((Number(number) * unit).toPrecision(12));
  const bound = kind === "over" ? "ge" : kind === "under" ? "le" : kind === "about" ? "approx" : "eq";
  return { value, bound, stated: scale === "" ? { number } : { number, scale } };
}

/** A cluster's true history: a first level and yearly growth. */
const history = fc.record({
  start: fc.double({ min: 1e7, max: 9e10, noNaN: true }),
  growth: fc.array(fc.double({ min: -0.3, max: 0.6, noNaN: true }), { minLength: 2, maxLength: 5 }),
  manners: fc.array(fc.array(manner, { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 6 }),
  rate_places: fc.integer({ min: 0, max: 3 }),
});

function statedHistory({ start, growth, manners, rate_places }: typeof history extends fc.Arbitrary<infer T> ? T : never): { levels: CheckClaim[]; rates: CheckClaim[] } {
  const truth = [start];
  for (const rate of growth) truth.push(truth.at(-1)! * (1 + rate));
  const levels = truth.flatMap((level, k) => manners[k]!.map((how) => claim({ property: "output_value", when: String(2018 + k), ...state(level, how) })));
  const rates = growth.map((rate, k) => {
    const number = (rate * 100).toFixed(rate_places);
    return claim({ property: "growth_rate", when: String(2019 + k), qualifier: "产值同比", value: Number((Number(number) / 100).toPrecision(10)), stated: { number, unit: "%" } });
  });
  return { levels, rates };
}

describe("statements of consistent figures", () => {
  test("levels and growth rates, rounded and bounded in any manner, raise nothing", () => {
    fc.assert(fc.property(history, (world) => {
      const { levels, rates } = statedHistory(world);
      expect(disagreements(runChecks([...levels, ...rates], { today }))).toEqual([]);
    }), { numRuns: 300 });
  });

  test("parts that make up a whole, and their shares, raise nothing", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 1e6, max: 1e10, noNaN: true }), manner, manner), { minLength: 1, maxLength: 6 }), manner, (parts, how) => {
      const total = parts.reduce((sum, [value]) => sum + value, 0);
      const claims = [claim({ subject: "whole", property: "output_value", when: "2024", ...state(total, how) })];
      parts.forEach(([value, of_value, of_share], k) => {
        const subject = `part-${k}`;
        const about = { subject, subject_label: { zh: subject, en: subject }, part_of: "whole", when: "2024" };
        claims.push(claim({ ...about, property: "output_value", ...state(value, of_value) }));
        claims.push(claim({ ...about, property: "market_share", qualifier: "全区产值", ...state(value / total, { ...of_share, scale: "" }) }));
      });
      expect(disagreements(runChecks(claims, { today }))).toEqual([]);
    }), { numRuns: 300 });
  });

  test("a cumulative count that never falls, and milestones in order at any precision, raise nothing", () => {
    const precision = fc.constantFrom(4, 7, 10);
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), manner), { minLength: 2, maxLength: 6 }), fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 })), fc.tuple(precision, precision, precision), (steps, [to_cap, to_end], cuts) => {
      let count = 3;
      const claims = steps.map(([more, how], k) => {
        count += more;
        return claim({ property: "other_count", unit: "count", qualifier: "累计发射卫星", when: String(2018 + k), ...state(count, { ...how, scale: "" }) });
      });
      const day = (n: number): string => new Date(Date.UTC(2018, 0, 1 + n)).toISOString().slice(0, 10);
      const built = { subject: "phase", subject_type: "ParkPhase" };
      claims.push(claim({ ...built, property: "start_date", value: day(0).slice(0, cuts[0]) }), claim({ ...built, property: "capped_date", value: day(to_cap).slice(0, cuts[1]) }), claim({ ...built, property: "completion_date", value: day(to_cap + to_end).slice(0, cuts[2]) }));
      expect(disagreements(runChecks(claims, { today }))).toEqual([]);
    }), { numRuns: 300 });
  });
});

describe("one statement pushed beyond its interval", () => {
  test("among several of one figure: every disagreement found names it", () => {
    fc.assert(fc.property(fc.double({ min: 1e6, max: 1e11, noNaN: true }), fc.array(manner, { minLength: 1, maxLength: 4 }), fc.constantFrom(0.2, 3.3), fc.integer({ min: 1, max: 6 }), (truth, manners, push, digits) => {
      const others = [claim({ property: "revenue", when: "2024", ...state(truth, { kind: "rounded", digits: 3, scale: "" }) }), ...manners.map((how) => claim({ property: "revenue", when: "2024", ...state(truth, how) }))];
      const pushed = claim({ property: "revenue", when: "2024", ...state(truth * push, { kind: "rounded", digits, scale: "" }) });
      const found = disagreements(runChecks([...others, pushed], { today }));
      expect(found.length).toBeGreaterThan(0);
      for (const one of found) expect(one.claims).toContain(pushed.id);
    }), { numRuns: 300 });
  });

  test("a level or a rate of a growth identity: every disagreement found names it", () => {
    // In 亿 with decimals, so that every digit is seen to count: "10000000" could be rounded to its first digit.
    const exact = fc.integer({ min: 3, max: 6 }).map((digits): Manner => ({ kind: "rounded", digits, scale: "亿" }));
    const world = fc.record({ start: fc.double({ min: 1e7, max: 9e8, noNaN: true }), growth: fc.array(fc.double({ min: -0.3, max: 0.6, noNaN: true }), { minLength: 2, maxLength: 5 }), manners: fc.array(fc.array(exact, { minLength: 1, maxLength: 1 }), { minLength: 6, maxLength: 6 }), rate_places: fc.constantFrom(1, 2) });
    fc.assert(fc.property(world, fc.nat(), fc.boolean(), (truth, pick, push_level) => {
      const { levels, rates } = statedHistory(truth);
      const pool = push_level ? levels : rates;
      const at = pick % pool.length;
      const pushed = { ...pool[at]! };
      pushed.value = push_level ? Number(pushed.value) * 1.9 : Number(pushed.value) + 0.45;
      pushed.stated = push_level ? { number: (pushed.value / 1e8).toFixed(6), scale: "亿" } : { number: (pushed.value * 100).toFixed(2), unit: "%" };
      const found = disagreements(runChecks([...levels, ...rates].map((one) => (one.id === pushed.id ? pushed : one)), { today }));
      expect(found.length).toBeGreaterThan(0);
      for (const one of found) expect(one.claims).toContain(pushed.id);
    }), { numRuns: 300 });
  });

  test("a part, a share, a cumulative count, a milestone", () => {
    const whole = claim({ subject: "whole", property: "output_value", when: "2024", value: 5.4e9 });
    const part = claim({ subject: "part", part_of: "whole", property: "output_value", when: "2024", value: 3.6e9 });
    const share = claim({ subject: "part", part_of: "whole", property: "market_share", when: "2024", qualifier: "全区产值", value: 0.667 });
    expect(checksOf([whole, part, share])).toEqual([]);
    expect(checksOf([whole, { ...part, value: 5.6e9 }])).toEqual(["parts-and-wholes"]);
    expect(checksOf([whole, part, { ...share, value: 0.491 }])).toEqual(["shares"]);
    // A share of a wider world, or of something else, says nothing of the whole at hand; a place serves as a base as well.
    for (const qualifier of ["全球产值", "全国", "全市产值", "安防镜头"]) expect(checksOf([whole, part, { ...share, value: 0.491, qualifier }])).toEqual([]);
    const { part_of, ...here } = { ...share, value: 0.491, located_in: part.part_of };
    expect(part_of).toBe("whole");
    expect(checksOf([whole, { ...part, part_of: undefined }, here])).toEqual(["shares"]);
    const first = claim({ property: "other_count", qualifier: "累计引进企业", when: "2023", value: 141 });
    const second = claim({ property: "other_count", qualifier: "累计引进企业", when: "2024", value: 137 });
    expect(checksOf([first, second])).toEqual(["cumulative-series"]);
    const built = { subject: "phase", subject_type: "ParkPhase" };
    const start = claim({ ...built, property: "start_date", value: "2022-05" });
    expect(checksOf([start, claim({ ...built, property: "capped_date", value: "2022" })])).toEqual([]);
    expect(checksOf([start, claim({ ...built, property: "capped_date", value: "2022-04-30" })])).toEqual(["milestone-order"]);
  });
});

describe("how sources speak", () => {
  const exhibitors = (value: number, bound: CheckClaim["bound"] = "eq"): CheckClaim => claim({ subject_type: "Expo", property: "exhibitors", when: "2024-06", value, bound });
  test("nearly 700 and 670 agree, 600+ and 670 agree, 780 and 670 do not", () => {
    expect(checksOf([exhibitors(700, "approx"), exhibitors(670)])).toEqual([]);
    expect(checksOf([exhibitors(600, "gt"), exhibitors(670)])).toEqual([]);
    expect(checksOf([exhibitors(780), exhibitors(670)])).toEqual(["same-fact"]);
    expect(checksOf([exhibitors(600, "gt"), exhibitors(670, "gt"), exhibitors(700, "approx"), exhibitors(675)])).toEqual([]);
  });

  test("75 bn, then over 90 bn, “up 7.1 %”: the three cannot all hold, with or without words of scope and year on year", () => {
    const level = (when: string, value: number, bound: CheckClaim["bound"], qualifier?: string): CheckClaim => claim({ property: "output_value", when, value, bound, qualifier });
    const rate = (qualifier: string): CheckClaim => claim({ property: "growth_rate", when: "2024", value: 0.071, qualifier });
    for (const words of ["产值", "综合产值", "year on year", "同比增长"]) expect(checksOf([level("2023", 75e9, "eq"), level("2024", 90e9, "gt", "综合产值"), rate(words)])).toEqual(["growth-identity"]);
    // An industry told of a place by its qualifier.
    expect(checksOf([level("2023", 75e9, "eq", "光电信息产业"), level("2024", 90e9, "gt", "光电信息产业产值"), rate("光电信息产业同比")])).toEqual(["growth-identity"]);
    expect(checksOf([level("2023", 75e9, "eq"), level("2024", 90e9, "gt"), rate("环比")])).toEqual([]);
    expect(checksOf([level("2023", 75e9, "eq"), level("2024", 90e9, "gt", "规上"), rate("产值")])).toEqual([]);
  });

  test("a compound rate over five years: 139.1 at 8.6 % a year gives 210.3, not 240", () => {
    const levels = (last: number): CheckClaim[] => [claim({ property: "output_value", when: "2024", value: 1.391e11, currency: undefined }), claim({ property: "output_value", when: "2029", modality: "forecast", value: last })];
    const rate = claim({ property: "growth_rate", when: "2024/2029", modality: "forecast", qualifier: "年复合", value: 0.086 });
    expect(checksOf([...levels(2.103e11), rate])).toEqual([]);
    expect(checksOf([...levels(2.4e11), rate])).toEqual(["growth-identity"]);
  });

  test("eleven months and the year, each with its rate: a December that must have fallen is noted, one that cannot have been is an error", () => {
    const said = (year: number, rate: number): CheckClaim[] => [
      claim({ property: "output_value", when: "2023-01/2023-11", value: 68.665e9 }), claim({ property: "growth_rate", when: "2023-01/2023-11", qualifier: "产值", value: 0.1315 }),
      claim({ property: "output_value", when: "2023", value: year }), claim({ property: "growth_rate", when: "2023", qualifier: "产值", value: rate }),
    ];
    // December: 75 − 68.665 = 5.8 to 6.8 bn; a year before 75 / 1.106 − 68.665 / 1.1315 = 6.65 to 7.6 bn.
    expect(runChecks(said(75e9, 0.106), { today }).map((one) => [one.check, one.severity])).toEqual([["implied-rest", "note"]]);
    expect(runChecks(said(75e9, 0.14), { today })).toEqual([]);
    expect(runChecks(said(75e9, 0.28), { today }).map((one) => [one.check, one.severity])).toEqual([["implied-rest", "error"]]);
  });

  test("a figure of one scope or period is not held against another", () => {
    expect(checksOf([claim({ property: "firms_count", when: "2024-06", value: 360 }), claim({ property: "firms_count", when: "2024-06", value: 40, qualifier: "规上" })])).toEqual([]);
    expect(checksOf([claim({ property: "revenue", when: "2024", value: 673e6 }), claim({ property: "revenue", when: "2024-01/2024-09", value: 565e6 })])).toEqual([]);
    expect(checksOf([claim({ property: "revenue", when: "2024", value: 500e6 }), claim({ property: "revenue", when: "2024-01/2024-09", value: 565e6 })])).toEqual(["cumulative-series"]);
  });

  test("factors of 万, 亿 and 亩 are named as slips of the unit, and a number under two currencies", () => {
    const output = (value: number): CheckClaim => claim({ property: "output_value", when: "2023", value });
    expect(checksOf([output(7.5e10), output(7.5e6)])).toEqual(["unit-slip"]);
    expect(checksOf([output(7.5e10), output(750)])).toEqual(["unit-slip"]);
    expect(checksOf([output(7.5e10), output(8.1e6)])).toEqual(["same-fact"]);
    expect(checksOf([claim({ property: "area.land", when: "2023", value: 322666.67 }), claim({ property: "area.land", when: "2023", value: 484 })])).toEqual(["unit-slip"]);
    const dollars = claim({ property: "investment", unit: "currency", currency: "USD", when: "2020-11", value: 375e6 });
    expect(checksOf([dollars, claim({ property: "investment", when: "2020-11", value: 375e6 })])).toEqual(["unit-slip"]);
    expect(checksOf([dollars, claim({ property: "investment", when: "2020-11", value: 2.46e9 })])).toEqual([]);
  });
});

describe("what looks like a disagreement and is none", () => {
  const ours = { subject: "ours", located_in: "city", part_of: undefined } as const;
  test("a firm's share of its market beside the revenue of the city that it lies in", () => {
    const firm = { ...ours, subject_type: "Firm", when: "2024" };
    const city = claim({ subject: "city", subject_type: "Region", subject_label: { zh: "某市" }, property: "revenue", when: "2024", value: 5.432e11 });
    const made = claim({ ...firm, property: "revenue", value: 1.234e9 });
    expect(checksOf([city, made, claim({ ...firm, property: "market_share", value: 0.3 })])).toEqual([]);
    expect(checksOf([city, made, claim({ ...firm, property: "market_share", qualifier: "国内市场", value: 0.3 })])).toEqual([]);
    expect(checksOf([city, made, claim({ ...firm, property: "market_share", qualifier: "占全市营业收入", value: 0.3 })])).toEqual(["shares"]);
  });
  test("growth at comparable prices, growth that fits one of two series, growth under a ceiling", () => {
    const level = (property: string, when: string, value: number): CheckClaim => claim({ property, when, value });
    const output = [level("output_value", "2023", 7.512e10), level("output_value", "2024", 9.034e10)];
    const rate = (parts: Partial<CheckClaim>): CheckClaim => claim({ property: "growth_rate", when: "2024", value: 0.071, ...parts });
    expect(checksOf([...output, rate({ qualifier: "可比价" })])).toEqual([]);
    expect(checksOf([...output, rate({ qualifier: "产值，按可比口径同比" })])).toEqual([]);
    expect(checksOf([...output, level("revenue", "2023", 1.234e10), level("revenue", "2024", 1.3216e10), rate({})])).toEqual([]);
    expect(checksOf([...output, rate({})])).toEqual(["growth-identity"]);
    expect(checksOf([...output, rate({ bound: "lt" })])).toEqual(["growth-identity"]);
    expect(checksOf([...output, rate({ bound: "lt", value: 0.25 })])).toEqual([]);
  });
  test("a share in hundredths that is not exact in binary fractions", () => {
    const part = { subject: "part", part_of: "whole", when: "2024" };
    const whole = claim({ subject: "whole", property: "output_value", when: "2024", value: 1.2345e10 });
    expect(checksOf([whole, claim({ ...part, property: "output_value", value: 3.4959e9 }), claim({ ...part, property: "market_share", qualifier: "全区产值", value: 28.3 / 100 })])).toEqual([]);
  });
  test("the year to date called cumulative begins again in January; a count from the founding does not", () => {
    const told = (when: string, value: number, qualifier: string): CheckClaim => claim({ property: "output_value", when, value, qualifier });
    expect(checksOf([told("2023-01/2023-11", 6.8665e10, "累计"), told("2024-01/2024-03", 1.792e10, "累计")])).toEqual([]);
    expect(checksOf([told("2023-01/2023-11", 6.8665e10, "成立以来累计"), told("2024-01/2024-03", 1.792e10, "成立以来累计")])).toEqual(["cumulative-series"]);
    expect(checksOf([told("2024-01/2024-03", 1.792e10, "累计"), told("2024-01/2024-06", 1.234e10, "累计")])).toEqual(["cumulative-series"]);
  });
  test("dates of two phases; approval after the start; but not delivery before topping out", () => {
    const date = (property: string, value: string, qualifier?: string): CheckClaim => claim({ subject: "x", subject_type: "Project", property, unit: "date", value, ...(qualifier ? { qualifier } : {}) });
    expect(checksOf([date("start_date", "2024-03", "二期"), date("completion_date", "2023-06", "一期")])).toEqual([]);
    expect(checksOf([date("start_date", "2023-03"), date("approved_date", "2023-06")])).toEqual([]);
    expect(checksOf([date("capped_date", "2024-03"), date("delivered_date", "2023-12")])).toEqual(["milestone-order"]);
  });
  test("several contracts of a zone in a year, and overlapping industries, are questions and no errors", () => {
    const zone = { subject: "z", subject_type: "Zone" } as const;
    const found = runChecks([claim({ ...zone, property: "contract_value", unit: "yuan", when: "2024", value: 1.23e9 }), claim({ ...zone, property: "contract_value", unit: "yuan", when: "2024", value: 4.56e9 })], { today });
    expect(found.map((one) => one.severity)).toEqual(["note"]);
    const industry = (subject: string, value: number): CheckClaim => claim({ subject, part_of: "whole", property: "output_value", when: "2024", value });
    const both = runChecks([claim({ subject: "whole", property: "output_value", when: "2024", value: 5.43e9 }), industry("a", 3.12e9), industry("b", 3.21e9)], { today });
    expect(disagreements(both).map((one) => [one.check, one.severity])).toEqual([["parts-and-wholes", "warning"]]);
  });
  test("a slip is found among more than two statements, in percentages, and between million and billion", () => {
    const output = (value: number): CheckClaim => claim({ property: "output_value", when: "2023", value });
    expect(checksOf([output(7.512e10), output(7.512e6), output(9.1e10)])).toEqual(expect.arrayContaining(["unit-slip"]));
    expect(checksOf([output(3.45e9), output(3.45e6)])).toEqual(["unit-slip"]);
    expect(checksOf([claim({ property: "growth_rate", when: "2024", value: 0.071 }), claim({ property: "growth_rate", when: "2024", value: 7.1 })])).toEqual(["unit-slip"]);
  });
});

describe("promises", () => {
  const built = { subject: "phase", subject_type: "ParkPhase" } as const;
  const promise = (value: string, stated_on: string, bound: CheckClaim["bound"] = "eq"): CheckClaim => claim({ ...built, property: "expected_completion", modality: "planned", value, stated_on, bound });
  test("a date that passed without an outcome is named with its whole history; an outcome or a later promise settles it", () => {
    const said = [promise("2024-06", "2023-03"), promise("2024-06", "2024-03", "le")];
    const found = runChecks(said, { today: "2024-07-01" });
    expect(found.map((one) => [one.check, one.claims])).toEqual([["planned-passed", said.map((one) => one.id)]]);
    expect(found[0]!.arithmetic.en).toContain("1 days ago");
    expect(runChecks(said, { today: "2024-06-30" })).toEqual([]);
    expect(runChecks([...said, promise("2025-12", "2024-06")], { today: "2024-07-01" })).toEqual([]);
    expect(runChecks([...said, claim({ ...built, property: "completion_date", value: "2024-06" })], { today: "2024-07-01" })).toEqual([]);
  });

  test("an expo that something is told of took place, though no page says when it opened", () => {
    const expo = { subject: "expo", subject_type: "Expo" } as const;
    const opening = claim({ ...expo, property: "start_date", modality: "planned", value: "2022-06-24", stated_on: "2022-05" });
    expect(checksOf([opening])).toEqual(["planned-passed"]);
    expect(checksOf([opening, claim({ ...expo, property: "contract_value", unit: "yuan", value: 2.4e9, when: "2022" })])).toEqual([]);
    expect(checksOf([opening, claim({ ...expo, property: "exhibitors", value: 300, when: "2021" })])).toEqual(["planned-passed"]);
  });

  test("a target set below what had been reached; one above it is none", () => {
    const actual = claim({ property: "firms_count", when: "2023", value: 1100, stated_on: "2024-01" });
    const target = (value: number): CheckClaim => claim({ property: "firms_count", modality: "target", when: "2025", value, bound: "ge", stated_on: "2024-06" });
    expect(checksOf([actual, target(900)])).toContain("target-reached");
    expect(checksOf([actual, target(1200)])).not.toContain("target-reached");
    expect(checksOf([{ ...actual, stated_on: "2024-12" }, target(900)])).not.toContain("target-reached");
  });

  test("one odd figure told again a year later, and one quoted after a newer was out, are notes", () => {
    const count = (value: number, when: string, stated_on: string): CheckClaim => claim({ property: "firms_count", when, value, stated_on });
    expect(runChecks([count(186, "2024-06", "2024-06"), count(186, "2025-06", "2025-06")], { today }).map((one) => [one.check, one.severity])).toEqual([["stale-figure", "note"]]);
    expect(runChecks([count(186, "2022", "2025-06"), count(215, "2023", "2024-02")], { today }).map((one) => one.check)).toEqual(["stale-figure"]);
    expect(runChecks([count(186, "2022", "2023-01"), count(215, "2023", "2024-02")], { today })).toEqual([]);
  });

  test("two subjects with the same unusual figures, or with one name, may be one", () => {
    const of = (subject: string, value: number): CheckClaim => claim({ subject, subject_label: { en: subject }, property: "revenue", when: value > 6e8 ? "2024" : "2023", value });
    const found = runChecks([of("a", 673_254_100), of("b", 673_254_100), of("a", 517_278_787), of("b", 517_278_787), of("c", 673_254_100)], { today });
    expect(found.map((one) => [one.check, one.severity, one.claims.length])).toEqual([["one-subject", "note", 4]]);
    const twin = (subject: string): CheckClaim => claim({ subject, subject_label: { zh: subject, en: "Phase II (park)" }, subject_type: "ParkPhase", property: "area.floor", value: 114000 });
    expect(runChecks([twin("p"), { ...twin("q"), subject_label: { zh: "q", en: "phase ii, park" } }], { today }).map((one) => one.check)).toEqual(["one-subject"]);
  });
});

describe("claim by claim", () => {
  test("after any puts and removals the findings are those of a full run, and a change tells what it did", () => {
    const value = fc.constantFrom(1e9, 1.5e9, 2e9, 1e5, 1234567, 7654321);
    const one = fc.record({ subject: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "whole"), property: fc.constantFrom("output_value", "growth_rate", "market_share", "expected_completion"), value, when: fc.constantFrom("2023", "2024"), part: fc.boolean(), bound: fc.constantFrom("eq" as const, "ge" as const) });
    fc.assert(fc.property(fc.array(fc.tuple(one, fc.nat({ max: 3 }).map((n) => n === 0), fc.nat({ max: 15 })), { maxLength: 30 }), (steps) => {
      const ledger = new CheckLedger({ today });
      const kept = new Map<string, CheckClaim>();
      let known: string[] = [];
      for (const [made, remove, slot] of steps) {
        const id = `id-${slot}`;
        const ratio = made.property !== "output_value";
        const dated = made.property === "expected_completion";
        const next = { ...claim({ property: made.property, ...(dated ? { modality: "planned" as const } : {}), value: dated ? made.when : ratio ? 0.3 : made.value, subject: made.subject, subject_label: { zh: made.subject < "h" && made.subject > "b" ? "a" : made.subject }, when: made.when, bound: made.bound, part_of: made.part && made.subject !== "whole" ? "whole" : undefined }), id, source_id: id };
        const change = remove ? ledger.change([], [id]) : ledger.change([next]);
        if (remove) kept.delete(id);
        else kept.set(id, next);
        known = [...known.filter((old) => !change.removed.some((gone) => gone.id === old)), ...change.added.map((fresh) => fresh.id)];
        const full = runChecks(kept.values(), { today });
        expect(ledger.findings()).toEqual(full);
        expect(ledger.findings("2024-07-01")).toEqual(runChecks(kept.values(), { today: "2024-07-01" }));
        expect(known.toSorted()).toEqual(full.map((finding) => finding.id).toSorted());
        // A ledger kept elsewhere asks for the subjects it touched.
        const only = new Set(["whole"]);
        expect(runChecks(kept.values(), { today, only })).toEqual(full.filter((finding) => finding.subject === "whole" && finding.check !== "one-subject"));
      }
    }), { numRuns: 150 });
  });
});
