// The gate of a pattern changes no answer: against the bare regular expression on the same piece.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cues, ending, opening } from "./pattern.ts";

const OPENINGS = [/^(?:st|nd|rd|th)(?![a-z])/, /^成(?![立果])/, /^ ?(?:倍|番(?![茄禺])|-?(?:times|fold)(?![a-z]))/, /^(?:[,。]|$)/, /^了?[“"]?$/, /^[^,。;]{0,3}?(?:介绍|统计)/, /^(?=\d)/, /^\d{1,3}(?:\.\d+)?[a-f%]/, /^(?:Aa|b)c/i, /^[\s-]*(?:m(?![a-z])|年)/, /^(?:a{0,2}|bc)\u5e74/, /^\(\d\)/];
const ENDINGS = [/(?:据|根据|按照?)$/, /(?:^|[,、;])$/, /\b(?:of|over) (?:the )?$/, /约[^,。]{1,3}$/, /[在于]$|^是$/, /(?<![经通])过$/, /\d{2}$/, /(?:^|x)年?$/, /[A-Z][a-z]*$/i];
const opened = OPENINGS.map((re) => [re, opening(re)] as const);
const ended = ENDINGS.map((re) => [re, ending(re)] as const);
const CUES = [/\b(?:plans?|will) /g, /\b(?:has|have)(?! been)/g, /\b(?:the )?often/g];
const cues = new Cues(CUES, true);
const HAN = [/(?<!成)据|(?:介|绍)成/g, /约?按/g];
const han = new Cues(HAN, false);
const piece = fc.string({ unit: fc.constantFrom(...", 。、a b c 0 1 9 年 成 倍 番 根 据 约 按 照 介 绍 of the over st th d x A B C ( ) % . - “".split(" "), " ", "times", "过"), maxLength: 8 });

describe("patterns with a gate", () => {
  it("answer as the bare pattern does on the piece", () => {
    fc.assert(
      fc.property(piece, fc.nat(8), fc.nat(12), (s, a, b) => {
        for (const [re, gated] of opened) {
          expect(gated.test(s, a, b), `${re} ${a} ${b}`).toBe(re.test(s.slice(a, b)));
          expect(gated.exec(s, a, b)?.[0]).toBe(re.exec(s.slice(a, b))?.[0]);
        }
        const to = Math.min(b, s.length);
        for (const [re, gated] of ended) {
          expect(gated.test(s, a, to), `${re} ${a} ${to}`).toBe(re.test(s.slice(a, to)));
          expect(gated.exec(s, a, to)?.index).toBe(re.exec(s.slice(a, to))?.index);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are told by a look at the text wherever they are found", () => {
    const text = fc.array(fc.constantFrom("plan", "plans", "will", "has", "have been", "the", "of", "often", "x", " ", "据", "介", "成", "约", "按", ",", "9"), { maxLength: 10 }).map((w) => w.join(" "));
    fc.assert(
      fc.property(text, fc.nat(20), (s, from) => {
        for (const [patterns, table] of [[CUES, cues], [HAN, han]] as const) {
          const mask = table.in(s, from, s.length);
          patterns.forEach((re, k) => {
            if (s.slice(from).search(re) >= 0) expect(mask & (1 << k), `${re} in “${s.slice(from)}”`).not.toBe(0);
          });
        }
      }),
    );
  });

  it("refuse a pattern that is not anchored where they ask", () => {
    expect(() => opening(/年/)).toThrow();
    expect(() => opening(/^年|月/)).toThrow();
    expect(() => ending(/年/)).toThrow();
  });
});
