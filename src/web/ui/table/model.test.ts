/** The setting of a list in its address, and the lines of a grouped list. */
import { expect, test } from "vitest";
import { askedOf, columnsShown, Lines, nextSort, settingOf } from "./model.ts";

test("a setting keeps filters, sort and columns, and leaves days, view and place", () => {
  const search = new URLSearchParams("view=x&valid_on=2023-01-01&property=a&property=b&sort=-value&cols=v,s&q=&from=9");
  expect(settingOf(search).toString()).toBe("property=a&property=b&sort=-value&cols=v%2Cs");
  expect(askedOf(settingOf(search), { known_on: "2023-01-01" }, "zh").toString()).toBe("property=a&property=b&sort=-value&known_on=2023-01-01&lang=zh");
});

test("columns are those named, in their order; else those that are not off", () => {
  const columns = ["a", "b", "c"].map((key) => ({ key, head: key, width: "1fr", cell: () => null, ...(key === "c" ? { off: true } : {}) }));
  expect(columnsShown(columns, "c,a,a,zz").map((c) => c.key)).toEqual(["c", "a"]);
  expect(columnsShown(columns, null).map((c) => c.key)).toEqual(["a", "b"]);
  expect(columnsShown(columns, "zz").map((c) => c.key)).toEqual(["a", "b"]);
});

test("a head is clicked up, down, and back", () => {
  expect([nextSort(null, "v"), nextSort("v", "v"), nextSort("-v", "v"), nextSort("-v", "w")]).toEqual(["v", "-v", null, "w"]);
});

test("lines of groups, folded and not", () => {
  const groups = [{ value: "x", n: 2 }, { value: "y", n: 3 }, { value: "z", n: 1 }];
  const lines = new Lines(6, groups, new Set(["y"]));
  expect(lines.count).toBe(6);
  expect(Array.from({ length: 6 }, (_, i) => lines.at(i))).toEqual([{ group: 0 }, { row: 0 }, { row: 1 }, { group: 1 }, { group: 2 }, { row: 5 }]);
  expect(new Lines(6, undefined, new Set()).at(4)).toEqual({ row: 4 });
});
