/** Which words a correction offers, and which may not be taught. Pure; sentences of our own. */
import { describe, expect, it } from "vitest";
import { loadOntology } from "../ontology/index.ts";
import type { Claim } from "../ledger/index.ts";
import { abbreviates, aliasesOffered, isTeachable, ontologySays, triggersOffered, wordFlaw } from "./lesson.ts";
import { lexiconOf } from "./lexicon.ts";

const lexicon = lexiconOf(loadOntology());
const claim = (quote: string, word: string, subject?: object): Claim =>
  ({ quote, reasons: { property: { words: word }, ...(subject ? { subject } : {}) }, locator: { start: 0, end: quote.length } }) as unknown as Claim;

describe("triggers offered", () => {
  it.each([
    ["去年园区招引投资30亿元", "投资", ["招引投资"]],
    ["园区预计投资30亿元", "投资", []], // a verb form, and a word used of anything
    ["今年的投资30亿元", "投资", []],
    ["园区吸纳创客人才300人", "创客人才", ["创客人才"]], // the ontology gives it no meaning: the word itself comes first
  ])("%s: %s", (quote, word, first) => {
    expect(triggersOffered(claim(quote, word), lexicon).slice(0, Math.max(1, first.length))).toEqual(first);
  });

  it.each([
    ["The park drew pledged investment of 3 billion yuan", "investment", "pledged investment"],
    ["The park drew pledged investment of 3 billion yuan", "investment of", "pledged investment"],
  ])("%s: %s", (quote, word, first) => {
    expect(triggersOffered(claim(quote, word), lexicon)[0]).toBe(first);
  });

  it("never hold a name, a verb form, or a word that the ontology gives a meaning", () => {
    for (const quote of ["Lake District has investment of 3 billion yuan", "The Company investment was 3 billion yuan"]) expect(triggersOffered(claim(quote, "investment"), lexicon)).toEqual([]);
    const offered = triggersOffered(claim("云岭园招引投资30亿元", "投资", { words: "云岭园招引" }), lexicon);
    expect(offered).not.toContain("招引投资"); // part of the subject's own name
    for (const w of triggersOffered(claim("该区项目投资30亿元", "投资"), lexicon)) expect(ontologySays(lexicon, w)).toEqual([]);
  });

  it("are none where no word decided", () => {
    expect(triggersOffered({ ...claim("园区30亿元", ""), reasons: { property: { rule: "a sum" } } } as Claim, lexicon)).toEqual([]);
    expect(triggersOffered({ quote: "x" } as Claim, lexicon)).toEqual([]);
  });
});

it("words that may not be taught", () => {
  for (const w of ["投", "30", "12.5%", "三百", "公司", "亿元", "year", "the", "abc", "2024年产值", "x".repeat(41), "a\u0007bcd"]) expect(wordFlaw(w, "trigger"), w).toBeDefined();
  for (const w of ["揭榜金额", "pledged investment"]) expect(wordFlaw(w, "trigger"), w).toBeUndefined();
  for (const w of ["该园区", "本项目", "the park", "Industry Park", "光电信息产业园", "it", "产业园", "12", "园"]) expect(wordFlaw(w, "alias"), w).toBeDefined();
  for (const w of ["星光光电园", "CIOEC", "Starlight Park"]) expect(wordFlaw(w, "alias"), w).toBeUndefined();
});

it("properties that go by words", () => {
  expect(["investment", "start_date", "market_share", "growth_rate", "located_in", "profit"].map((p) => isTeachable(p))).toEqual([true, true, false, false, false, false]);
  expect([isTeachable("other_count", "count"), isTeachable("other_count", "yuan")]).toEqual([true, false]);
});

it("names that are short for others", () => {
  expect([["星光园", "星光光电信息产业园"], ["Starlight", "Starlight Photonics Park"], ["SPP", "Starlight Photonics Park"], ["星光光电信息产业园", "星光园"]].map(([a, b]) => abbreviates(a!, b!))).toEqual([true, true, true, true]);
  expect([["北湖产业园", "星光光电产业园"], ["Lake Park", "Starlight Park"], ["长春经开区", "长春新区"], ["Industry Park", "Starlight Industry Park"]].map(([a, b]) => abbreviates(a!, b!))).toEqual([false, false, false, false]);
});

it("the text's names for a subject", () => {
  expect(aliasesOffered(claim("q", "w", { words: "星光园" }), "星光光电园")).toEqual([{ word: "星光园", sure: true }, { word: "星光光电园", sure: true }]);
  expect(aliasesOffered(claim("q", "w", { words: "该园", rule: "refers to 北湖园" }), "北湖园")).toEqual([{ word: "北湖园", sure: false }]);
  expect(aliasesOffered(claim("q", "w", { rule: "carried on from before: 北湖园" }), "北湖园")).toEqual([{ word: "北湖园", sure: false }]);
});
