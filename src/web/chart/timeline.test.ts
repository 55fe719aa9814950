/** The scale of a timeline: partial dates are as wide as their days, everything lies within, days keep their order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { spanOf, timelineScale } from "./timeline.ts";

test("a partial date covers its days", () => {
  expect(spanOf("2024")).toEqual({ first: "2024-01-01", last: "2024-12-31" });
  expect(spanOf("2024-02")).toEqual({ first: "2024-02-01", last: "2024-02-29" });
  expect(spanOf("2024-Q2")).toEqual({ first: "2024-04-01", last: "2024-06-30" });
  expect(spanOf("2024-H2")).toEqual({ first: "2024-07-01", last: "2024-12-31" });
  expect(spanOf("2024-06-18")).toEqual({ first: "2024-06-18", last: "2024-06-18" });
});

test("all days lie within the drawing, in order", () => {
  const day = fc.date({ min: new Date("1990-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
  fc.assert(fc.property(fc.array(day, { minLength: 1, maxLength: 20 }), fc.integer({ min: 120, max: 1600 }), (all, width) => {
    const scale = timelineScale(all.map((d) => ({ first: d, last: d })), width);
    const places = all.toSorted().map(scale.x);
    expect(places.every((x) => x > 0 && x < width)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(scale.ticks.every((t) => t.x >= 0 && t.x <= width)).toBe(true);
  }));
});
