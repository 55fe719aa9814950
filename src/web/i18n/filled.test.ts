/** Values in their places, and the word that goes with a number. */
import { expect, test } from "vitest";
import { filled } from "./filled.ts";

test("a number and its word", () => {
  expect(["{n:claim|claims} of {m}", "{n} left", "no place"].map((words) => filled(words, { n: 1, m: "x" }))).toEqual(["1 claim of x", "1 left", "no place"]);
  expect(filled("{n:row|rows}", { n: "1,096" })).toBe("1,096 rows");
});

test("a place without a value is left to be seen", () => {
  expect(filled("{who} did", {})).toBe("{who} did");
});
