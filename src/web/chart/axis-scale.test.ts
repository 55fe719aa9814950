/** An axis is written in one unit. */
import { expect, test } from "vitest";
import { axisScale } from "./axis-scale.ts";

test.each([
  ["yuan", "zh", [0, 5e10, 1e11], "亿元", ["0", "500", "1,000"]],
  ["yuan", "en", [0, 5e11, 1e12], "trillion yuan", ["0", "0.5", "1"]],
  ["ratio", "en", [-0.2, 0, 0.2], "%", ["-20", "0", "20"]],
  ["m2", "en", [0, 50_000, 100_000], "m²", ["0", "50,000", "100,000"]],
  ["count", "zh", [0], "", ["0"]],
] as const)("%s in %s", (unit, lang, ticks, named, written) => {
  const scale = axisScale({ value: 1, unit, property: "p", bound: "eq" }, [...ticks], lang);
  expect([scale.unit, ticks.map(scale.write)]).toEqual([named, written]);
});
