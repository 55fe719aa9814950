/** What counts as the newest figure of a property. */
import { expect, test } from "vitest";
import type { ClaimView, FactView, Modality } from "../../server/api-types.ts";
import { lastYear, newestFirst, standingOf } from "./newest.ts";

const fact = (when: string, modality: Modality = "actual"): FactView => ({ property: "p", property_label: {}, qualifier: "", scope: "", when, modality, unit: "yuan", best: {} as ClaimView, rivals: [], agreeing: 1 });
const whens = (facts: FactView[]) => facts.map((one) => one.when);

test("a whole year comes before a part of it, a later year before both, no period last", () => {
  expect(whens(newestFirst([fact(""), fact("2023"), fact("2024-01/2024-03"), fact("2024")]))).toEqual(["2024", "2024-01/2024-03", "2023", ""]);
});

test("the year that a period reaches", () => {
  expect(["2024", "2023/2025", "2024-06", ""].map(lastYear)).toEqual([2024, 2025, 2024, 0]);
});

test("a target that was due before the newest actual is history, not where things stand", () => {
  expect(whens(standingOf([fact("2024"), fact("2022", "target"), fact("2025", "forecast")]).ahead)).toEqual(["2025"]);
  expect(standingOf([fact("2025", "target")]).actual).toBeUndefined();
});
