/** Finding known names in a text: the same as looking for each one by one, and never one that the document may not be told. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asKnownNames, foldName, isLookable, NameIndex, type KnownName } from "./known-names.ts";

const name = (text: string, over: Partial<KnownName> = {}): KnownName => ({ text, kind: "label", rank: 0, id: text, type: "Park", label: { zh: text }, ...over });
const found = (names: KnownName[], text: string, visibility: "public" | "internal" | "confidential" = "public"): string[] => new NameIndex(names).in(text, visibility).map((n) => n.text).sort();

describe("known names", () => {
  it("are those that a look for each one would find (any names, any text)", () => {
    const piece = fc.string({ unit: fc.constantFrom(..."光谷园区激星湖"), minLength: 1, maxLength: 6 });
    fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 30 }).map((p) => p.join("")), (names, text) => {
      const one = [...new Set(names)].filter(isLookable).filter((n) => text.includes(n)).sort();
      expect(found(names.map((n) => name(n)), text)).toEqual(one);
    }));
  });

  it("are found in traditional and full-width writing, and keep their length", () => {
    expect(found([name("长春光电信息产业园")], "位於長春光電信息產業園。")).toEqual(["长春光电信息产业园"]);
    expect(found([name("Starlight Park")], "Ｓｔａｒｌｉｇｈｔ Ｐａｒｋ")).toEqual(["Starlight Park"]);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => foldName(text).length === text.length));
  });

  it("stand as whole words in English", () => {
    expect(found([name("Star Park")], "the Star Parkway and Allstar Park")).toEqual([]);
    expect(found([name("Star Park")], "(Star Park)")).toEqual(["Star Park"]);
  });

  it("have two Han characters or four letters, and are no numbers", () => {
    expect(["园", "光谷", "ABC", "ABCD", "2024", "12 345", "光1", "1号楼"].map(isLookable)).toEqual([false, true, false, true, false, false, false, true]);
  });

  it("are not told to a document that is more public than they are", () => {
    const secret = name("暗星光电园", { rank: 2 });
    expect(found([secret], "暗星光电园", "internal")).toEqual([]);
    expect(found([secret], "暗星光电园", "confidential")).toEqual(["暗星光电园"]);
  });

  it("belong to the surest bearer, and a taught alias takes no name over", () => {
    const index = new NameIndex([name("星园", { kind: "alias", id: "a" }), name("星园", { kind: "label", id: "b" }), name("星园", { kind: "taught", id: "c" }), name("月园", { kind: "taught", id: "d" }), name("月园", { kind: "taught", id: "e" })]);
    expect(index.in("星园与月园", "public").map((n) => [n.text, n.id])).toEqual([["星园", "b"], ["月园", "e"]]);
  });

  it("are given to the reader with the full name where they are short for one", () => {
    const known = asKnownNames([name("星园", { kind: "short_name", label: { zh: "星光光电园", en: "Starlight Park" } }), name("SLPark", { kind: "alias", label: { zh: "星光光电园", en: "Starlight Park" } }), name("星光光电园")]);
    expect([...known]).toEqual([["星园", { type: "Park", name: "星光光电园" }], ["SLPark", { type: "Park", name: "Starlight Park" }], ["星光光电园", { type: "Park" }]]);
  });
});
