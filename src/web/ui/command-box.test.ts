/** What the command box understands of typed text. */
import { describe, expect, it } from "vitest";
import type { OntologyView } from "../../server/api-types.ts";
import { dayTyped } from "./day-typed.ts";
import { nounsMeant } from "./nouns-meant.ts";
import { roomMeant } from "./rooms.ts";

describe("what is typed into the command box", () => {
  it("is a day in the ways people write one, and only a real one", () => {
    expect(["2023-12-01", "2023/12/1", "2023年12月1日", " 2023.12.1 "].map(dayTyped)).toEqual(Array.from({ length: 4 }, () => "2023-12-01"));
    expect(["2023-02-30", "2023-13-01", "2023", "长春"].map(dayTyped)).toEqual([undefined, undefined, undefined, undefined]);
  });
  it("means a page by either name, pinyin or initials", () => {
    const claims = (text: string) => roomMeant(text, ["记载", "Claims"], "ji zai");
    expect(["", "记", "claim", "jizai", "ji z", "jz", "JZ"].map(claims)).toEqual(Array.from({ length: 7 }, () => true));
    expect(["来源", "z", "zai", "source"].map(claims)).toEqual([false, false, false, false]);
  });
  it("means types and properties by their words, with a year", () => {
    const ontology = { types: [{ name: "Firm", label: { zh: "企业", en: "firm" } }], properties: [{ name: "firms_count", label: { zh: "企业数", en: "Number of firms" } }, { name: "exhibitors", label: { zh: "参展商数", en: "Exhibitors" } }] } as unknown as OntologyView;
    const to = (text: string) => nounsMeant(text, ontology).map((one) => one.to);
    expect([to("参展商 2024"), to("2024年参展商"), to("exhibitors 2024")]).toEqual(Array.from({ length: 3 }, () => ["/claims?property=exhibitors&year=2024"]));
    expect(to("企业")).toEqual(["/entities?type=Firm", "/claims?property=firms_count"]);
    expect([to("x"), to("2024"), to("长光辰芯"), nounsMeant("企业", undefined)]).toEqual([[], [], [], []]);
  });
});
