// The public conformance set: numbers, quantities and dates of our own sentences with the values a careful reader gives them.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFigures } from "./index.ts";

interface Case {
  id: string;
  lang: "zh" | "en";
  published?: string;
  text: string;
  expect: { span: string; value: number | string; unit: string; currency?: string; bound: string }[];
}

const cases = readFileSync(new URL("../../../data/conformance/figures.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

/** The span found may be wider by unit words that the sentence glues on ("be150"), never narrower than the digits. */
const close = (a: number | string, b: number | string): boolean => (typeof a === "number" && typeof b === "number" ? Math.abs(a - b) <= Math.abs(b) * 1e-4 : a === b);

describe("conformance set", () => {
  it("holds several hundred sentences in both languages", () => {
    expect(cases.filter((c) => c.lang === "zh").length).toBeGreaterThan(150);
    expect(cases.filter((c) => c.lang === "en").length).toBeGreaterThan(120);
  });

  it.each(cases.map((c) => [c.id, c.text, c] as const))("%s %s", (_id, _text, c) => {
    const dates = c.id.includes("-date-");
    const got = parseFigures(c.text, c.lang, c.published).filter((f) => (f.unit === "date") === dates);
    const seen = got.map((f) => ({ span: c.text.slice(f.start, f.end), value: f.value, unit: f.unit, currency: f.currency, bound: f.bound }));
    expect(seen.length, JSON.stringify(seen)).toBe(c.expect.length);
    c.expect.forEach((want, i) => {
      const have = seen[i]!;
      expect(close(have.value, want.value), `${have.value} is not ${want.value}`).toBe(true);
      expect({ unit: have.unit, currency: have.currency, bound: have.bound }).toEqual({ unit: want.unit, currency: want.currency, bound: want.bound });
      if (dates) expect(have.span.includes(want.span) || want.span.includes(have.span)).toBe(true);
      else expect(have.span).toBe(want.span);
    });
  });
});
