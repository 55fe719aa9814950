/** Conditions on figures in words, in both languages. */
import { expect, test } from "vitest";
import { conditionOf, endsOf, rangeText } from "./figure-range.ts";

test("a range is told in the unit and habit of its column", () => {
  const money = { column: "revenue|output_value", unit: "yuan" }, days = { column: "start_date", unit: "date" };
  expect(rangeText("100000000..<200000000", money, "en")).toBe("100 million yuan – <200 million yuan");
  expect(rangeText("100000000..<200000000", money, "zh")).toBe("1\u2009亿元 – <2\u2009亿元");
  expect(rangeText("500..", { column: "exhibitors", unit: "count" }, "zh")).toBe("≥ 500\u2009家");
  expect(rangeText("..<0.5", { column: "occupancy_rate", unit: "ratio" }, "en")).toBe("< 50%");
  expect(rangeText("2024..2024", days, "zh")).toBe("2024年");
  expect(rangeText("2023-06..2024", days, "en")).toBe("June 2023 – 2024");
  expect(rangeText("what", money, "en")).toBe("what");
});

test("a condition is its column and what is said of it; a value may hold dots", () => {
  expect(conditionOf("a|b:1..2")).toEqual({ column: "a|b", said: "1..2" });
  expect(endsOf("=x..y")).toBeUndefined();
  expect(endsOf("..<7")).toEqual({ from: "", to: "7", open: true });
});
