/** What has a mark, and what is a part of a year. */
import { expect, test } from "vitest";
import type { ClaimView, FactView } from "../../server/api-types.ts";
import { drawable, isPart } from "./drawable.ts";

const fact = (when: string, value: number | string): FactView => ({ property: "output_value", property_label: {}, qualifier: "", scope: "", when, modality: "actual", unit: "yuan", agreeing: 1, best: { value } as ClaimView, rivals: [] });

test("only numbers with a period are drawn", () => {
  expect(drawable([fact("2024", 1), fact("", 1), fact("2024", "soon"), fact("/2024", 1)])).toHaveLength(1);
});

test("a part of a year is told from the whole", () => {
  expect(["2024", "2024-01/2024-12", "2024-01/2024-11", "2024-Q1", "2023-01/2024-12"].map(isPart)).toEqual([false, false, true, true, true]);
});
