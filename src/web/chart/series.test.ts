/** A chart shows one series. */
import { expect, test } from "vitest";
import type { ClaimView, FactView } from "../../server/api-types.ts";
import { seriesOf } from "./series.ts";

const fact = (when: string, qualifier = "", value: number | string = 1): FactView => ({ property: "p", property_label: {}, qualifier, scope: qualifier, when, modality: "actual", unit: "count", best: { value } as ClaimView, rivals: [], agreeing: 0 });

test("the whole before a part, the longer part before the shorter, and no series of one", () => {
  expect(seriesOf([fact("2023", "part"), fact("2024", "part"), fact("2023"), fact("2024")])?.qualifier).toBe("");
  expect(seriesOf([fact("2023", "a"), fact("2024", "a"), fact("2022", "b"), fact("2023", "b"), fact("2024", "b"), fact("2024")])).toMatchObject({ qualifier: "b", facts: { length: 3 } });
  expect(seriesOf([fact("2023", "a"), fact("2024", "b"), fact("2024"), fact("", "a"), fact("2025", "a", "soon")])).toBeUndefined();
});

test("facts of one scope are one series whatever their words, one a period and modality", () => {
  const scoped = [fact("2023"), { ...fact("2024", "all in all"), scope: "", agreeing: 2 }, { ...fact("2024"), agreeing: 0 }];
  expect(seriesOf(scoped)?.facts.map((one) => [one.when, one.qualifier])).toEqual([["2023", ""], ["2024", "all in all"]]);
});
