/** A correction sends what was changed and nothing else. */
import { expect, test } from "vitest";
import type { ClaimView, OntologyView } from "../../server/api-types.ts";
import { stepsFor } from "./value-entry.ts";
import { correctionOf, draftOf, problemsOf, unitsOf } from "./claim-draft.ts";

const CLAIM = {
  id: "c", property: "output_value", value: 90_000_000_000, unit: "yuan", when: "2024", modality: "target", bound: "gt", head: "d1", allowed: ["correct"],
} as unknown as ClaimView;
const draft = (more: object = {}) => ({ ...draftOf(CLAIM, stepsFor("yuan", "zh", "元")), note: "see paragraph 2", ...more });

test("an untouched draft has nothing but its note and what it was made upon", () => {
  expect(draft().value).toBe("900");
  expect(correctionOf(draft(), CLAIM)).toEqual({ expects: "d1", note: "see paragraph 2" });
});

test("changed members, in base units; emptied ones as null", () => {
  expect(correctionOf(draft({ value: "900.2", when: "", modality: "actual", bound: "eq", qualifier: " 综合产值 " }), CLAIM)).toEqual({
    expects: "d1", note: "see paragraph 2", value: 90_020_000_000, when: null, modality: "actual", bound: "eq", qualifier: "综合产值",
  });
});

test("what cannot be sent is named by its field", () => {
  expect(problemsOf(draft())).toEqual({});
  expect(problemsOf(draft({ value: "1.2.3", when: "2023-02-30", note: " " }))).toEqual({ value: "number", when: "period", note: "note" });
  expect(problemsOf(draft({ unit: "currency", currency: "us" }))).toEqual({ currency: "currency" });
  expect(problemsOf(draft({ unit: "date", value: "soon" }))).toEqual({ value: "date" });
  expect(problemsOf(draft({ unit: "entity" }))).toEqual({ object: "entity" });
});

test("units follow the property", () => {
  const ontology = { units: ["yuan", "currency", "m2", "count", "ratio", "date", "entity", "text"], properties: [{ name: "output_value", unit: "yuan" }, { name: "exhibitors", unit: "count" }] } as unknown as OntologyView;
  expect(unitsOf("output_value", ontology)).toEqual(["yuan", "currency"]);
  expect(unitsOf("exhibitors", ontology)).toEqual(["count"]);
  expect(unitsOf("other_count", ontology)).toEqual(["yuan", "currency", "m2", "count", "ratio"]);
});
