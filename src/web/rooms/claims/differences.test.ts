/** A correction's before and after. */
import { expect, test } from "vitest";
import type { ClaimView } from "../../../server/api-types.ts";
import { differencesOf } from "./differences.ts";

const claim = (more: Partial<ClaimView> = {}) => ({
  subject: { id: "a", slug: "a", type: "Park", label: { zh: "甲园" } }, property: "output_value", property_label: { zh: "产值" }, value: 9e10, unit: "yuan", when: "2024", modality: "target", bound: "gt", ...more,
}) as ClaimView;

test("only what differs, before and after", () => {
  expect(differencesOf(claim(), claim(), "zh")).toEqual([]);
  expect(differencesOf(claim(), claim({ value: 9.002e10, bound: "eq", when: undefined }), "en")).toEqual([
    { part: "value", before: "90 billion yuan", after: "90.02 billion yuan" },
    { part: "bound", before: "gt", after: "eq" },
    { part: "when", before: "2024", after: "" },
  ]);
});

test("a change that rounding would hide is written out", () => {
  expect(differencesOf(claim(), claim({ value: 90_000_000_001 }), "en")).toEqual([{ part: "value", before: "90000000000 yuan ", after: "90000000001 yuan " }]);
});

test("another subject of the same name is a difference", () => {
  expect(differencesOf(claim(), claim({ subject: { id: "b", slug: "b", type: "Park", label: { zh: "甲园" } } }), "zh").map((one) => one.part)).toEqual(["subject"]);
});
