/** Cutting a text by spans loses nothing, and each piece knows its claims. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { paragraphsOf } from "./segments.ts";

const joined = (text: string, claims: Parameters<typeof paragraphsOf>[1]) => paragraphsOf(text, claims).flatMap((one) => one.pieces.map((piece) => piece.text)).join("");

test("a quote with its figure, and the rest", () => {
  const text = "去年产值900亿元。\n今年未说。";
  const [first, second] = paragraphsOf(text, [{ id: "c", locator: { start: 0, end: 10, figure_start: 4, figure_end: 9 } }]);
  expect(first?.pieces.map((piece) => [piece.text, piece.quoted.length, piece.figured.length])).toEqual([["去年产值", 1, 0], ["900亿元", 1, 1], ["。", 1, 0], ["\n", 0, 0]]);
  expect(second?.pieces).toEqual([{ start: 11, text: "今年未说。", quoted: [], figured: [] }]);
});

test("two claims of one sentence share its pieces", () => {
  const pieces = paragraphsOf("a b c", [{ id: "1", locator: { start: 0, end: 3 } }, { id: "2", locator: { start: 2, end: 5 } }]).flatMap((one) => one.pieces);
  expect(pieces.map((piece) => [piece.text, piece.quoted.join()])).toEqual([["a ", "1"], ["b", "1,2"], [" c", "2"]]);
});

test("spans out of bounds are left out, not drawn wrongly", () => {
  expect(paragraphsOf("short", [{ id: "x", locator: { start: 2, end: 99 } }])[0]?.pieces).toHaveLength(1);
});

test("whatever the spans, the pieces are the text", () => {
  const span = fc.record({ id: fc.string({ minLength: 1 }), locator: fc.record({ start: fc.integer({ min: -2, max: 40 }), end: fc.integer({ min: -2, max: 40 }), figure_start: fc.nat(40), figure_end: fc.nat(40) }) });
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "光", "\n", "😀"), maxLength: 30 }), fc.array(span, { maxLength: 8 }), (text, claims) => {
    expect(joined(text, claims)).toBe(text);
  }));
});
