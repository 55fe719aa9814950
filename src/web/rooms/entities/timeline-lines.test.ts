/** The turns of years and the day of asking on a timeline. */
import { expect, test } from "vitest";
import type { TimelineItem } from "../../../server/api-types.ts";
import { lastDay, linesOf } from "./timeline-lines.ts";

const item = (when: string): TimelineItem => ({ key: when, kinds: ["step"], when, label: {} });

test("the day of asking stands once, between what is ahead and what was", () => {
  const lines = linesOf([item("2030"), item("2026-12"), item("2026-06-01"), item("2024-Q1"), item("2024")].toSorted((a, b) => (lastDay(a.when) < lastDay(b.when) ? 1 : -1)), "2026-11-22");
  expect(lines.map((line) => ("item" in line ? line.item.when : "year" in line ? `y${line.year}` : line.today))).toEqual(["y2030", "2030", "y2026", "2026-12", "2026-11-22", "2026-06-01", "y2024", "2024", "2024-Q1"]);
});

test("nothing ahead: no day of asking; an open period counts from its beginning", () => {
  expect(linesOf([item("2020")], "2026-11-22").some((line) => "today" in line)).toBe(false);
  expect(lastDay("2021-05/..")).toBe("2021-05-31");
});
