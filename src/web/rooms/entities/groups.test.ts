/** What counts as a figure of an entity, and in which order it is read. */
import { expect, test } from "vitest";
import type { ClaimView, FactView } from "../../../server/api-types.ts";
import { groupsOf } from "./groups.ts";

const fact = (property: string, unit: string, when = ""): FactView => ({ property, property_label: {}, qualifier: "", scope: "", when, modality: "actual", unit, best: {} as ClaimView, rivals: [], agreeing: 0 });

test("money first, other figures and words last; names and ties elsewhere", () => {
  const groups = groupsOf([fact("address_text", "text"), fact("other_count", "yuan"), fact("name", "text"), fact("part_of", "entity"), fact("exhibitors", "count"), fact("output_value", "yuan", "2023"), fact("output_value", "yuan", "2024")]);
  expect(groups.map((group) => group.property)).toEqual(["output_value", "exhibitors", "address_text", "other_count"]);
  expect(groups[0]?.facts.map((one) => one.when)).toEqual(["2024", "2023"]);
});
