/** Reasons come in the order that a reviewer checks them, and none is hidden. */
import { expect, test } from "vitest";
import { reasonRows } from "./reasons.ts";

test("words and rules of each part, subject first", () => {
  expect(reasonRows({ bound: { words: "超过" }, modality: { rule: "no future word" }, subject: { words: "二期", rule: "heading" }, extra: 3, odd: { a: 1 }, none: {} })).toEqual([
    { part: "subject", words: "二期", rule: "heading" },
    { part: "modality", rule: "no future word" },
    { part: "bound", words: "超过" },
    { part: "extra", words: "3" },
    { part: "odd", rule: '{"a":1}' },
  ]);
  expect(reasonRows(undefined)).toEqual([]);
});
