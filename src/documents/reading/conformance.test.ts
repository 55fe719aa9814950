// The public conformance sets: numbers, quantities and dates of our own sentences, and whole claims, with what a careful reader makes of them.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { parseFigures, readClaims } from "./index.ts";

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

interface Told {
  id: string;
  lang: "zh" | "en";
  published?: string;
  text: string;
  expect: { subject: string; property: string; value: number | string; unit: string; currency?: string; modality: string; bound: string; as_of: string | null; qualifier?: string }[];
}

const told = readFileSync(new URL("../../../data/conformance/claims.jsonl", import.meta.url), "utf8").trim().split("\n").map((line) => JSON.parse(line) as Told);
const lexicon = projectLexicon();
const inOrder = (rows: Told["expect"]): string[] => rows.map((r) => JSON.stringify([r.subject, r.property, typeof r.value === "number" ? Number(r.value.toPrecision(6)) : r.value, r.unit, r.currency ?? null, r.modality, r.bound, r.as_of])).sort();

describe("conformance set of claims", () => {
  it("holds several hundred sentences of every kind in both languages, a fifth of them with nothing to claim", () => {
    for (const kind of ["numbers", "dates", "modality", "subject", "growth", "relations", "rough", "none"]) {
      for (const lang of ["zh", "en"]) expect(told.filter((c) => c.id.startsWith(`${kind}-${lang}-`)).length, `${kind} ${lang}`).toBeGreaterThan(9);
    }
    expect(told.filter((c) => c.expect.length === 0).length).toBeGreaterThan(80);
  });

  it.each(told.map((c) => [c.id, c.text, c] as const))("%s %s", (_id, _text, c) => {
    const { proposals } = readClaims(c.text, { lexicon, published: c.published ?? "2023-06-26", lang: c.lang });
    expect(inOrder(proposals.map((p) => ({ ...p, as_of: p.as_of })))).toEqual(inOrder(c.expect));
    for (const want of c.expect) if (want.qualifier !== undefined) expect(proposals.some((p) => p.value === want.value && p.qualifier === want.qualifier), want.qualifier).toBe(true);
    for (const p of proposals) expect(c.text.slice(p.start, p.end)).toBe(p.quote);
  });
});
