/** What the command box understands of typed text. */
import { describe, expect, it } from "vitest";
import { dayTyped } from "./day-typed.ts";
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
});
