/** Reasons come in the order that a reviewer checks them, and none is hidden. */
import { expect, test } from "vitest";
import { reasonRows } from "./reasons.ts";
import { ruleInChinese } from "./rule-words.ts";

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

test("rules are put into Chinese where they are known, and left alone where not", () => {
  expect(["stated as a fact", "refers to 二期", "something new"].map(ruleInChinese)).toEqual(["按事实陈述", "指 二期", undefined]);
});
