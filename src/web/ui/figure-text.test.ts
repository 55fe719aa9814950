/** Figures as readers of each language write them; the examples are the reference record's own. */
import { describe, expect, test } from "vitest";
import { type Valued, bytesText, exactText, figureText, labelIn, momentText, whenShort, whenText } from "./figure-text.ts";

const claim = (value: number | string, unit: string, more: Partial<Valued> = {}): Valued => ({ value, unit, property: "output_value", bound: "eq", ...more });
const both = (one: Valued) => [figureText(one, "zh"), figureText(one, "en")].map((text) => text.replaceAll("\u2009", " "));

describe("money", () => {
  test.each([
    [claim(90_020_000_000, "yuan"), "900.2 亿元", "90.02 billion yuan"],
    [claim(90_000_000_000, "yuan", { bound: "gt" }), "> 900 亿元", "> 90 billion yuan"],
    [claim(1_030_000_000_000, "yuan"), "1.03 万亿元", "1.03 trillion yuan"],
    [claim(8_000_000, "yuan", { bound: "ge" }), "≥ 800 万元", "≥ 8 million yuan"],
    [claim(517_300_000, "yuan"), "5.173 亿元", "517.3 million yuan"],
    [claim(500, "yuan"), "500 元", "500 yuan"],
    [claim(30_000_000, "currency", { currency: "USD", bound: "approx" }), "≈ 3,000 万美元", "≈ 30 million USD"],
    [claim(-391_000_000, "yuan"), "-3.91 亿元", "-391 million yuan"],
    [claim(0, "yuan"), "0 元", "0 yuan"],
  ])("%o", (one, zh, en) => expect(both(one)).toEqual([zh, en]));
});

describe("areas, counts, ratios", () => {
  test.each([
    [claim(86_000, "m2"), "8.6 万平方米", "86,000 m²"],
    [claim(21_000, "m2"), "2.1 万平方米", "21,000 m²"],
    [claim(4_250_000, "m2"), "425 万平方米", "4.25 million m²"],
    [claim(900, "count", { property: "firms_count", bound: "ge" }), "≥ 900 户", "≥ 900 firms"],
    [claim(850, "count", { property: "exhibitors" }), "850 家", "850 exhibitors"],
    [claim(30_000, "count", { property: "visitors", bound: "approx" }), "≈ 3 万人次", "≈ 30,000 visitors"],
    [claim(118, "count", { property: "other_count" }), "118", "118"],
    [claim(118, "count", { property: "other_count", stated: { number: "118", unit: "颗" } }), "118 颗", "118"],
    [claim(0.071, "ratio", { property: "growth_rate" }), "+7.1%", "+7.1%"],
    [claim(-0.2604, "ratio", { property: "growth_rate" }), "-26.04%", "-26.04%"],
    [claim(0.8, "ratio", { property: "market_share", bound: "gt" }), "> 80%", "> 80%"],
  ])("%o", (one, zh, en) => expect(both(one)).toEqual([zh, en]));
});

test("dates keep the precision they were given", () => {
  expect(["2024", "2024-06", "2024-06-19", "2024-Q2", "2024-H1", "2023-01/2023-11", "2023/2025", "2024-06/", "/2024"].map((when) => [whenText(when, "zh"), whenText(when, "en")])).toEqual([
    ["2024年", "2024"],
    ["2024年6月", "June 2024"],
    ["2024年6月19日", "19 June 2024"],
    ["2024年第二季度", "Q2 2024"],
    ["2024年上半年", "first half of 2024"],
    ["2023年1月至11月", "January to November 2023"],
    ["2023年至2025年", "2023 to 2025"],
    ["2024年6月起", "from June 2024"],
    ["至2024年", "until 2024"],
  ]);
  expect(whenText("next spring", "en")).toBe("next spring");
  expect(["2024", "2025-01/2025-09", "2024-06-19", "2023-11/2024-02"].map((when) => [whenShort(when, "zh"), whenShort(when, "en")])).toEqual([
    ["2024年", "2024"], ["2025年1–9月", "Jan–Sep 2025"], ["2024年6月19日", "19 Jun 2024"], ["2023年11月至2024年2月", "Nov 2023–Feb 2024"],
  ]);
});

test("values that are not numbers are shown as they are", () => {
  expect(both(claim("2023-12", "date", { property: "expected_completion", bound: "le" }))).toEqual(["≤ 2023年12月", "≤ December 2023"]);
  const park = { id: "p", slug: "p", type: "Zone", label: { zh: "长春新区" } };
  expect(both(claim("p", "entity", { object: park }))).toEqual(["长春新区", "长春新区"]);
  expect(both(claim("<b>", "text"))).toEqual(["<b>", "<b>"]);
});

test("the exact value keeps every digit", () => {
  expect(exactText(claim(31_212_345_678, "yuan"), "en")).toBe("31,212,345,678 yuan");
});

test("a label falls back to the other language and says so", () => {
  expect(labelIn({ zh: "长春" }, "en")).toEqual({ text: "长春", lang: "zh" });
  expect(labelIn({ zh: "长春", en: "Changchun" }, "en")).toEqual({ text: "Changchun", lang: "en" });
  expect(labelIn(undefined, "zh").text).toBe("");
});

test("moments and sizes", () => {
  expect(momentText("2026-11-22T12:47:58.000Z", "en", "UTC")).toBe("22 Nov 2026, 12:47");
  expect(momentText("2026-11-22T12:47:58.000Z", "zh", "Asia/Shanghai")).toBe("2026年11月22日 20:47");
  expect([bytesText(12), bytesText(15_360), bytesText(2_500_000)]).toEqual(["12 B", "15 kB", "2.5 MB"]);
});
