/** What a person types becomes the value meant, or nothing. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromBase, isWhen, numberTyped, stepOf, stepsFor, toBase } from "./value-entry.ts";

test("numbers as people type them", () => {
  expect(["900.2", "1,234", "１", "1，234.5", "-3", "1.2.3", "12,34", "", "1e5", "abc"].map(numberTyped)).toEqual([900.2, 1234, undefined, 1234.5, -3, undefined, undefined, undefined, undefined, undefined]);
});

test("steps by language", () => {
  expect(stepsFor("yuan", "zh", "元").map((step) => step.name)).toEqual(["亿元", "万元", "元"]);
  expect(stepsFor("yuan", "en", "yuan").map((step) => step.name)).toEqual(["billion yuan", "million yuan", "yuan"]);
  expect(stepsFor("m2", "zh", "平方米").map((step) => step.name)).toEqual(["万平方米", "平方米"]);
  expect(stepsFor("ratio", "en", "")).toEqual([{ times: 0.01, name: "%" }]);
});

test("a value shown and typed again is the same value", () => {
  const unit = fc.constantFrom("yuan", "m2", "count", "ratio");
  const value = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map((cents) => cents / 100);
  fc.assert(fc.property(value, unit, fc.constantFrom("zh" as const, "en" as const), (base, of, lang) => {
    const step = stepOf(base, stepsFor(of, lang, ""));
    expect(toBase(numberTyped(fromBase(base, step)) ?? Number.NaN, step)).toBe(base);
  }));
});

test("dates that are none are refused", () => {
  expect(["2024", "2024-06", "2024-02-29", "2024-Q2", "2024-H1", "2023-01/2023-11", "2024/", "../2024"].every(isWhen)).toBe(true);
  expect(["2023-02-30", "2024-13", "24", "2024-Q5", "/", "a/b", "2024/2025/2026", ""].some(isWhen)).toBe(false);
});
