/** The marks of the chart: what is drawn, what is not, and how high. */
import { expect, test } from "vitest";
import type { ClaimView, FactView, Modality } from "../../server/api-types.ts";
import { barChart, drawable, isPart, ticksFor } from "./bars.ts";

const fact = (when: string, value: number | string, modality: Modality = "actual", rivals: number[] = []): FactView => ({
  property: "output_value", property_label: {}, qualifier: "", scope: "", when, modality, unit: "yuan", agreeing: 1,
  best: { value } as ClaimView, rivals: rivals.map((one) => ({ value: one }) as ClaimView),
});
const FRAME = { width: 500, height: 220, left: 50, bottom: 20, top: 0 };

test("only numbers with a period have a bar", () => {
  expect(drawable([fact("2024", 1), fact("", 1), fact("2024", "soon"), fact("/2024", 1)])).toHaveLength(1);
});

test("a part of a year is told from the whole", () => {
  expect(["2024", "2024-01/2024-12", "2024-01/2024-11", "2024-Q1", "2023-01/2024-12"].map(isPart)).toEqual([false, false, true, true, true]);
});

test("the axis has round steps, covers every value, and has zero", () => {
  expect(ticksFor(0, 90_020)).toEqual([0, 50_000, 100_000]);
  expect(ticksFor(-0.26, 0.2)).toEqual([-0.4, -0.2, 0, 0.2]);
  expect(ticksFor(0, 0)).toEqual([0]);
  for (const [least, most] of [[-7, 3], [0, 999], [12, 13], [-1e12, 1e11]] as const) {
    const ticks = ticksFor(least, most);
    expect(Math.min(...ticks)).toBeLessThanOrEqual(Math.min(0, least));
    expect(Math.max(...ticks)).toBeGreaterThanOrEqual(Math.max(0, most));
    expect(ticks).toContain(0);
  }
});

test("heights are in proportion, rivals at their own height, years in order with their gaps", () => {
  const chart = barChart([fact("2023", 50), fact("2025", 100, "target"), fact("2023-01/2023-11", 25, "actual", [100])], FRAME);
  expect(chart.years.map((one) => one.year)).toEqual([2023, 2024, 2025]);
  const [whole, part, target] = chart.bars;
  expect([whole?.height, part?.height, target?.height]).toEqual([100, 50, 200]);
  expect(part?.part).toBe(true);
  expect(part?.rivals[0]?.y).toBe(0);
  expect(chart.zero_y).toBe(200);
});

test("negative values hang below zero", () => {
  const chart = barChart([fact("2023", -10), fact("2024", 10)], FRAME);
  expect(chart.bars[0]?.y).toBe(chart.zero_y);
  expect(chart.bars[1]?.y).toBeLessThan(chart.zero_y);
});

test("years far apart do not leave the chart empty between them", () => {
  expect(barChart([fact("2001", 1), fact("2024", 2), fact("2025", 3)], FRAME).years.map((one) => one.year)).toEqual([2001, 2024, 2025]);
});
