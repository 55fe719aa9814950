/** The gate against anything at all: it never throws, and what passes stands literally in the text with a figure of its quote. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { BOUNDS, MODALITIES } from "../kernel/index.ts";
import { loadOntology, validateClaimShape } from "../ontology/index.ts";
import { throughGate, type GateText } from "./assist-gate.ts";
import { parseFigures } from "./reading/index.ts";

const ontology = loadOntology();
const TEXT = "云岭光电产业园引资30亿元，占地86亩。\n去年产值超过128.5亿元，同比增长12.5%，有企业1,200家。\nStarlight Park drew US$2.1 billion and 37 firms in 2025.\n";
const at: GateText = { text: TEXT, start: 0, end: TEXT.length, title: "云岭光电产业园", lang: "zh", published: "2026-01-05" };

const RIGHT = [
  { subject: "云岭光电产业园", subject_type: "Park", property: "investment", value: 3e9, unit: "yuan", quote: "引资30亿元" },
  { subject: "云岭光电产业园", subject_type: "Park", property: "output_value", value: 12_850_000_000, unit: "yuan", quote: "产值超过128.5亿元" },
  { subject: "云岭光电产业园", subject_type: "Park", property: "growth_rate", value: 0.125, unit: "ratio", quote: "同比增长12.5%" },
  { subject: "Starlight Park", subject_type: "Park", property: "firms_count", value: 37, unit: "count", quote: "37 firms", as_of: "2025" },
  { subject: "Starlight Park", subject_type: "Park", property: "investment", value: 2.1e9, unit: "currency", currency: "USD", quote: "US$2.1 billion" },
];
const places = fc.tuple(fc.nat(TEXT.length), fc.nat(40)).map(([start, length]) => TEXT.slice(start, start + length));
/** A right suggestion with some of its members made wrong, or another piece of the text as its quote. */
const member = (name: string, values: fc.Arbitrary<unknown>) => values.map((value) => ({ [name]: value }));
const wrong = fc.oneof(
  member("subject", fc.constantFrom("Starlight Park", "别处的园")), member("subject_type", fc.constantFrom("Firm", "Castle")), member("property", fc.constantFrom("investment", "revenue", "glory")),
  member("value", fc.oneof(fc.constantFrom(0, 30, 128.5, 200, 1200, 8.5), fc.double(), fc.string())), member("unit", fc.constantFrom("yuan", "currency", "ratio", "count", "m2", "text")),
  member("currency", fc.constantFrom(null, "EUR")), member("as_of", fc.constantFrom(null, "2025", "2031", "2026-02-30")), { weight: 4, arbitrary: member("quote", fc.oneof({ weight: 8, arbitrary: places }, fc.string())) },
);
const suggestions = fc.tuple(fc.constantFrom(...RIGHT), fc.array(wrong, { maxLength: 2 }), fc.constantFrom(...MODALITIES), fc.constantFrom(...BOUNDS))
  .map(([right, made, modality, bound]) => Object.assign({}, right, ...made, { modality, bound }) as unknown);

it("never throws, whatever it is given", () => {
  fc.assert(fc.property(fc.anything(), (raw) => void throughGate(raw, at, ontology, [], "m")));
});

it("lets nothing through but quotes of one line with a figure of that worth and a form that the ontology allows", () => {
  let passed = 0;
  fc.assert(fc.property(suggestions, (raw) => {
    const p = throughGate(raw, at, ontology, [], "m");
    if (typeof p === "string") return;
    passed++;
    expect(TEXT.slice(p.start, p.end)).toBe(p.quote);
    expect(p.quote).not.toContain("\n");
    expect(validateClaimShape(ontology, { ...p, when: p.as_of })).toEqual([]);
    const whole = parseFigures(TEXT, "zh", "2026-01-05").find((f) => f.start === p.figure.start)!;
    expect(Math.abs(Number(whole.value) - Math.abs(Number(p.value)))).toBeLessThan(0.011);
    expect(p.figure.start).toBeGreaterThanOrEqual(p.start);
    expect(p.figure.end).toBeLessThanOrEqual(p.end);
    expect(p.confidence).toBeLessThan(0.5);
  }), { numRuns: 3_000, seed: 5 });
  expect(passed).toBeGreaterThan(50);
});
