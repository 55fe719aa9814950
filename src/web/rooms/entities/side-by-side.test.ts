/** What stands of several entities, line by line. */
import { expect, test } from "vitest";
import type { FactView } from "../../../server/api-types.ts";
import { isShared, linesOf } from "./side-by-side.ts";

const fact = (property: string, value: number | string, more: Partial<FactView> = {}): FactView => ({ property, property_label: { en: property }, qualifier: "", scope: "", when: "2024", modality: "actual", unit: typeof value === "number" ? "yuan" : "text", best: { value } as FactView["best"], rivals: [], agreeing: 0, ...more });

test("what all have comes first, parts and wholes apart, the newest of each, plans beside what is reached", () => {
  const lines = linesOf([
    [fact("area", 5), fact("output", 1, { when: "2023" }), fact("output", 2), fact("output", 9, { when: "2026", modality: "target" }), fact("name", "A")],
    [fact("output", 4, { scope: "chips", qualifier: "chips" }), fact("output", 3)],
  ]);
  expect(lines.map((line) => [line.label.en, line.part?.scope, isShared(line)])).toEqual([["output", undefined, true], ["area", undefined, false], ["output", "chips", false]]);
  expect(lines[0]!.cells.map((cell) => [cell.actual?.best.value, ...cell.ahead.map((one) => one.best.value)])).toEqual([[2, 9], [3]]);
});
