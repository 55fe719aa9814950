// Reading on hostile input: no crash, literal quotes, no invented claim, work in proportion to length.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { foldText } from "./fold.ts";
import { parseFigures, readClaims } from "./index.ts";
import { Told } from "./told.ts";

const lexicon = projectLexicon();
const PIECES = [
  "总投资", "10亿元", "约", "超过", "亩", "平方米", "2024年6月", "今年底", "企业", "家", "(", ")", "“", "”", "《", "》", ",", "，", "。", "、", "\n", "\r\n", " ", "\u200f", "\u202e", "\t", "1,234", ".", "-", "－", "%", "％", "half", "of", "the", "Park",
  "Phase II", "billion", "yuan", "RMB", "NT$", "€", "2. 1", "９", "零", "十", "百", "万", "亿", "余", "多", "几", "第", "上", "第3", "http://x.y/?q=1", "😀", "\ud800", "é", "اختبار", "位于", "荣获", "with", "signed", "and", "一期", "光电产业园", "Co., Ltd", "Mr.", "…", "——",
];
const soup = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }), fc.integer().map(String)), { maxLength: 60 }).map((a) => a.join(""));

function wellFormed(text: string): void {
  const { proposals } = readClaims(text, { lexicon, published: "2024-06-07", title: "某园区" });
  for (const p of proposals) {
    expect(text.slice(p.start, p.end)).toBe(p.quote);
    expect(p.quote).not.toMatch(/[\r\n]/);
    expect(p.figure.start).toBeGreaterThanOrEqual(0);
    expect(p.figure.end).toBeLessThanOrEqual(text.length);
    expect(p.figure.end).toBeGreaterThan(p.figure.start);
    if (typeof p.value === "number") expect(Number.isFinite(p.value)).toBe(true);
    expect(p.confidence >= 0 && p.confidence <= 1).toBe(true);
  }
}

describe("any text", () => {
  it("yields well-formed proposals and never throws", () => {
    fc.assert(fc.property(soup, wellFormed), { numRuns: 400 });
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), wellFormed), { numRuns: 200 });
  });

  it("keeps every offset when folding", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (s) => foldText(s).length === s.length), { numRuns: 300 });
  });

  it("gives figures in order, apart, and inside the text", () => {
    fc.assert(fc.property(soup, (text) => {
      let last = 0;
      for (const f of parseFigures(text, "zh", "2024-06-07")) {
        expect(f.start).toBeGreaterThanOrEqual(last);
        expect(f.end).toBeLessThanOrEqual(text.length);
        last = f.end;
      }
    }), { numRuns: 400 });
  });

  it("reads a whole number of yuan back from however it is written", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 9999 }), fc.constantFrom(["万元", 1e4], ["亿元", 1e8], ["元", 1], ["万亿元", 1e12]), (n, [unit, factor]) => {
      const [f] = parseFigures(`总投资${n}${unit}。`);
      expect(f).toMatchObject({ unit: "yuan", value: Number((n * (factor as number)).toPrecision(14)) });
    }));
  });
});

describe("no claim from nothing", () => {
  it("invents none from digits, letters, brackets or marks alone", () => {
    for (const text of ["1234567890".repeat(5000), "a ".repeat(20000), "(".repeat(20000), "，。".repeat(10000), "\u202e\u200f".repeat(5000), "0,".repeat(20000), "光".repeat(20000), "9".repeat(100000), "十百千万亿".repeat(4000), "- ".repeat(20000)]) {
      expect(readClaims(text, { lexicon }).proposals).toEqual([]);
    }
  });

  it("reads a single line of three hundred thousand characters with every claim literal", () => {
    const unit = "东湾光电产业园总投资31亿元,占地110亩,";
    const text = unit.repeat(Math.ceil(300_000 / unit.length));
    const { proposals } = readClaims(text, { lexicon });
    expect(proposals.length).toBeGreaterThan(0);
    for (const p of proposals.slice(0, 50)) expect(text.slice(p.start, p.end)).toBe(p.quote);
  });

  it("counts what a text says again without end, and keeps it once", () => {
    const [one] = readClaims("东湾光电产业园总投资31亿元。", { lexicon }).proposals;
    const told = new Told();
    const again = 30_000;
    for (let k = 0; k <= again; k++) told.add({ ...one!, start: one!.start + 100 * k, figure: { start: one!.figure.start + 100 * k, end: one!.figure.end + 100 * k } }, false);
    const skipped = { notFigures: 0, noProperty: 0, repeated: 0, furniture: 0, plainDates: 0 };
    expect(told.settle(skipped)).toHaveLength(1);
    expect(skipped.repeated).toBe(again);
  });
});
