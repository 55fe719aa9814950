/** The form of a claim: what may be recorded, and what is told of one that may not. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLei, isUscc, loadOntology, validateClaimShape } from "./index.ts";
import type { ClaimShape } from "./index.ts";

const ontology = loadOntology();
const sound: ClaimShape = { subject_type: "ParkPhase", property: "investment", value: 1_960_000_000, unit: "yuan", modality: "planned", bound: "eq", when: "2023-06" };
const codes = (change: Partial<ClaimShape>): string[] => validateClaimShape(ontology, { ...sound, ...change }).map((p) => `${p.path} ${p.code}`);

describe("a claim", () => {
  it("is sound in every unit that its property takes", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ currency: "CNY" })).toEqual([]);
    expect(codes({ unit: "currency", currency: "USD" })).toEqual([]);
    expect(codes({ property: "other_count", unit: "ratio", value: 0.25 })).toEqual([]);
    expect(codes({ property: "other_count", unit: "yuan", value: -391_000_000 })).toEqual([]);
    expect(codes({ property: "expected_completion", value: "2024-06", unit: "date", bound: "le", when: null })).toEqual([]);
    expect(codes({ subject_type: "Firm", property: "located_in", value: "长春新区", unit: "entity", value_type: "Zone" })).toEqual([]);
  });

  it.each<[string, Partial<ClaimShape>, string]>([
    ["unknown noun", { subject_type: "Company" }, "subject_type claim/unknown"],
    ["unknown property", { property: "investement" }, "property claim/unknown"],
    ["unknown modality", { modality: "maybe" }, "modality claim/unknown"],
    ["unknown bound", { bound: "=" }, "bound claim/unknown"],
    ["property of another noun", { subject_type: "Fund", property: "storeys", value: 3, unit: "count" }, "property claim/not-of-type"],
    ["wrong unit", { unit: "m2" }, "unit claim/wrong-unit"],
    ["no unit", { unit: "" }, "unit claim/wrong-unit"],
    ["money without its currency", { unit: "currency" }, "currency claim/no-currency"],
    ["money in no currency of this world", { unit: "currency", currency: "QQQ" }, "currency claim/no-currency"],
    ["yuan as a foreign currency", { unit: "currency", currency: "CNY" }, "unit claim/yuan-as-currency"],
    ["dollars said to be yuan", { currency: "USD" }, "currency claim/needless-currency"],
    ["a number as text", { value: "1.96 billion" }, "value claim/not-a-number"],
    ["no number", { value: Number.NaN }, "value claim/not-a-number"],
    ["less than nothing", { value: -5 }, "value claim/out-of-range"],
    ["per cent for a ratio", { subject_type: "Firm", property: "market_share", value: 15.2, unit: "ratio" }, "value claim/out-of-range"],
    ["30 February", { when: "2023-02-30" }, "when claim/not-a-date"],
    ["30 February as a value", { property: "capped_date", value: "2023-02-30", unit: "date" }, "value claim/not-a-date"],
    ["an interval that ends before it begins", { when: "2024/2023" }, "when claim/not-a-date"],
    ["a bound on a name", { property: "located_in", value: "长春", unit: "entity", bound: "gt" }, "bound claim/needless-bound"],
    ["a name that is empty", { property: "located_in", value: "  ", unit: "entity" }, "value claim/empty-text"],
    ["a name of 10,000 characters", { property: "located_in", value: "谷".repeat(10_000), unit: "entity" }, "value claim/long-text"],
    ["a null byte", { property: "located_in", value: "长春\u0000", unit: "entity" }, "value claim/control-character"],
    ["a level that is none", { subject_type: "Award", property: "honour_level", value: "国家级", unit: "text" }, "value claim/unknown"],
    ["a place that is a fund", { property: "located_in", value: "长兴基金", unit: "entity", value_type: "Fund" }, "value claim/wrong-target"],
  ])("with %s is refused", (_, change, expected) => {
    expect(codes(change)).toEqual([expected]);
  });

  it("has all its flaws told at once, each in both languages and with a remedy", () => {
    const problems = validateClaimShape(ontology, { subject_type: "Fund", property: "storeys", value: "many", unit: "yuan", modality: "?", bound: "?", when: "yesterday" });
    expect(problems).toHaveLength(6);
    for (const p of problems) {
      expect(p.message.zh, p.code).toMatch(/\p{Script=Han}/u);
      expect(p.message.en, p.code).not.toMatch(/\p{Script=Han}/u);
      expect(p.hint?.zh, p.code).toBeTruthy();
      expect(p.hint?.en, p.code).toBeTruthy();
    }
  });

  it("with a slip of the pen is asked whether the near word was meant", () => {
    expect(validateClaimShape(ontology, { ...sound, property: "investement" })[0]?.hint?.en).toBe("did you mean investment?");
    expect(validateClaimShape(ontology, { ...sound, subject_type: "ParkPhse" })[0]?.hint?.zh).toBe("是否指 ParkPhase？");
  });

  it("never makes the check itself fail, whatever is thrown at it", () => {
    const junk = fc.oneof(fc.string(), fc.constantFrom("Firm", "uscc", "count", "market_share", "2024"));
    fc.assert(fc.property(junk, junk, fc.oneof(fc.double(), fc.string()), junk, junk, junk, junk, (subject_type, property, value, unit, modality, bound, when) => {
      const problems = validateClaimShape(ontology, { subject_type, property, value, unit, modality, bound, when });
      return problems.every((p) => (p.message.en ?? "").length < 400);
    }), { numRuns: 300 });
  });

  it("passes inside the range of its property and fails outside, for every property that has one", () => {
    for (const p of ontology.properties.values()) {
      const subject = [...ontology.types.values()].find((t) => t.accepts.has(p.name));
      if (p.value !== "number" || !subject) continue;
      const { min, max } = p.range ?? {};
      const check = (value: number): string[] =>
        validateClaimShape(ontology, { subject_type: subject.name, property: p.name, value, unit: p.unit, modality: "actual", bound: "eq" }).map((q) => q.code);
      fc.assert(fc.property(fc.double({ min: min ?? -1e12, max: max ?? 1e12, noNaN: true }), (v) => check(v).length === 0), { numRuns: 20 });
      if (max !== undefined) expect(check(max * 1.001 + 1), p.name).toEqual(["claim/out-of-range"]);
      if (min !== undefined) expect(check(min - 1), p.name).toEqual(["claim/out-of-range"]);
    }
  });
});

describe("public codes", () => {
  // Codes of well-known listed companies as their own filings and the public index of LEIs print them.
  const uscc = ["9144030071526726XG", "914403001922038216"];
  const lei = ["HWUPKR0MPOU8FGXBT394", "5493001KJTIIGC8Y1R12"];

  it("are accepted when they are real", () => {
    for (const c of uscc) expect(isUscc(c), c).toBe(true);
    for (const c of lei) expect(isLei(c), c).toBe(true);
  });

  it("are refused with any one character wrong", () => {
    const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    fc.assert(fc.property(fc.constantFrom(...uscc), fc.nat(17), fc.constantFrom(...signs), (code, at, sign) => code[at] === sign || !isUscc(code.slice(0, at) + sign + code.slice(at + 1))), { numRuns: 1000 });
    // ISO 7064 mod 97-10 widens a letter to two digits, so that only a letter for a letter, or a digit for a digit, is sure to be found out.
    const likes = (sign: string): string[] => [...(/\d/.test(sign) ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ")].filter((s) => s !== sign);
    const slip = fc.tuple(fc.constantFrom(...lei), fc.nat(19)).chain(([code, at]) => fc.constantFrom(...likes(code[at] ?? "")).map((sign) => code.slice(0, at) + sign + code.slice(at + 1)));
    fc.assert(fc.property(slip, (code) => !isLei(code)), { numRuns: 1000 });
  });

  it("are told apart from text of their length in a claim", () => {
    const claim = { subject_type: "Firm", property: "uscc", unit: "text", modality: "actual", bound: "eq" };
    expect(validateClaimShape(ontology, { ...claim, value: uscc[0] ?? "" })).toEqual([]);
    expect(validateClaimShape(ontology, { ...claim, value: "9144030071526726XH" })[0]?.code).toBe("claim/wrong-check");
    expect(validateClaimShape(ontology, { ...claim, value: "not a code at all" })[0]?.code).toBe("claim/wrong-form");
  });
});
