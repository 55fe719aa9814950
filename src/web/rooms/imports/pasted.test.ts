/** Cells as spreadsheets copy them, and their columns. */
import { expect, test } from "vitest";
import { cellsOf, columnsNamed, csvOf } from "./pasted.ts";

const FIELDS = [{ key: "subject_zh", label: { zh: "主体（中文）", en: "Subject (Chinese)" }, required: false }, { key: "value", label: { zh: "值", en: "Value" }, required: true }];

test("quoted cells keep tabs, line ends and quotes; an inch sign is no quote", () => {
  expect(cellsOf('a\tb\r\n"x\ty"\t"line 1\nline ""2"""\r\n\r\n')).toEqual([["a", "b"], ["x\ty", 'line 1\nline "2"']]);
  expect(cellsOf('"8 inch\tb')).toEqual([['"8 inch', "b"]]);
  expect(cellsOf("甲🏭\t\nב\t2")).toEqual([["甲🏭", ""], ["ב", "2"]]);
});

test("columns are known by key or name in either language; else they are for the reader to name", () => {
  expect(columnsNamed(["主体(中文)", "VALUE", "备注"], FIELDS)).toEqual({ keys: ["subject_zh", "value", undefined], heading: true });
  expect(columnsNamed(["甲公司", "12"], FIELDS)).toEqual({ keys: [undefined, undefined], heading: false });
});

test("what is sent has the sheet's headings and the cells as they were", () => {
  expect(csvOf([["甲,乙", "x", '1"2']], ["subject_zh", undefined, "value"], FIELDS)).toBe('主体（中文）,值\r\n"甲,乙","1""2"');
});
