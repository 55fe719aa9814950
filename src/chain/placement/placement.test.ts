/**
 * Placement read as cases: what a firm says, and where it then stands. Then the automaton against a plain search, and the
 * measured quality on the held-out part of the labelled set.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadPack } from "../pack/index.ts";
import { buildAutomaton, foldUnit, hitBuffer, isHeldOut, measure, preparePlacer, readCases, readRules, scan, shippedRules } from "./index.ts";
import type { FirmWords } from "./index.ts";

const placer = preparePlacer(loadPack().pack, shippedRules());
const nodes = (firm: FirmWords | string): string[] => placer.place(typeof firm === "string" ? { texts: [firm] } : firm).nodes.map((n) => n.node).sort();

describe("what a firm makes, trades in, and serves", () => {
  it.each([
    ["光学镜片、红外镜头的研发、生产；餐饮服务", ["ir-lenses", "optical-elements"]],
    ["激光加工设备的销售、租赁；五金产品批发", []],
    ["激光调阻机制造，用于LED芯片、陶瓷基板加工", ["laser-micromachining"]],
    ["LED 芯片、LED芯片检测设备的研发生产", ["led-chip"]],
    ["为面板厂商提供显示检测系统", []],
    ["Manufactures fiber lasers. Its products are used in laser diodes, cameras and displays.", ["fibre-laser"]],
    ["The company offers photovoltaic (PV) modules for rooftop owners.", ["solar-modules"]],
    ["It makes laser cutting and welding equipment.", ["laser-cutting", "laser-welding"]],
    ["The firm operates as a distributor of semiconductor components, laser diodes and image sensors.", ["distribution"]],
    ["It offers camera module sockets and LED display cabinets.", []],
    ["The firm makes machines for sapphire substrates, solar cells and optical fibers.", []],
    ["The company provides inspection of LED dies and handles photodiode orders.", []],
    ["It offers laser diodes, camera modules and optical filters for phone makers.", ["camera-modules", "filters", "laser-diode-chips"]],
    ["餐饮服务；食品销售；停车场服务", []],
  ])("%s", (text, expected) => expect(nodes(text)).toEqual(expected));
  it("prefers the longer word: a vehicle lens is no lens of a camera in general", () => {
    expect(nodes("车载镜头的研发、生产")).toEqual(["lens-vehicle"]);
  });
  it("does not take the firm's own name for a product", () => {
    expect(nodes({ name: "Bright Laser Optics Co., Ltd.", texts: ["Bright Laser Optics Co., Ltd. manufactures office chairs in Denmark."] })).toEqual([]);
  });
});

describe("explanation", () => {
  const text = "公司研发、生产 CMOS图像传感器（CIS），经营摄像头模组销售";
  const placement = placer.place({ name: "某公司", texts: [text], codes: { gbt: ["3832"], hs: ["9001.10"] } });
  it("points at the words in the text as given", () => {
    for (const n of placement.nodes) for (const e of n.evidence) if (typeof e.field === "number") expect(text.slice(e.from, e.to)).toBe(e.said);
    expect(placement.nodes[0]).toMatchObject({ node: "cis-design", stage: "devices", review: false });
  });
  it("points at the right place after a bracketed abbreviation was skipped", () => {
    const english = "It makes printed circuit boards (PCBs) and photovoltaic (PV) modules.";
    const placed = placer.place({ texts: [english] }).nodes.find((n) => n.node === "solar-modules")!;
    expect(english.slice(placed.evidence[0]!.from, placed.evidence[0]!.to)).toBe("photovoltaic (PV) modules");
  });
  it("adds codes to words: the fibre class and the fibre heading speak for fibre", () => {
    const coded = placer.place({ texts: ["光纤"], codes: { gbt: ["3832"] } }).nodes.find((n) => n.node === "optical-fibre")!;
    expect(coded.evidence.map((e) => e.field).sort()).toEqual([0, "code"]);
    expect(coded.score).toBeGreaterThan(placer.place({ texts: ["光纤"] }).nodes[0]!.score);
  });
  it("gives shares that add up to one, and a score below one", () => {
    const many = placer.place({ texts: ["光模块、光纤连接器、波分复用器件的生产"] });
    expect(many.nodes.reduce((sum, n) => sum + n.share, 0)).toBeCloseTo(1, 12);
    for (const n of many.nodes) expect(n.score > 0 && n.score < 1).toBe(true);
  });
  it("abstains, or asks for review, where there is little to go by", () => {
    expect(placer.place({ texts: [""] })).toMatchObject({ state: "abstained", nodes: [], stages: [] });
    expect(placer.place({ texts: [], codes: { gbt: ["3976"] } }).nodes.every((n) => n.review)).toBe(true);
  });
  it("says the same on the fast way", () => {
    for (const line of ["光模块、陶瓷插芯的生产", "LED lamps and solar cells", "食品销售"]) {
      const full = placer.place({ texts: [line] });
      if (full.state !== "review") expect(placer.placeFast({ texts: [line] }).map((n) => n.node)).toEqual(full.nodes.map((n) => n.node));
    }
  });
});

describe("the automaton", () => {
  const word = fc.stringMatching(/^[ab光学L-]{1,4}$/);
  it("finds what a plain search finds, every occurrence of every pattern", () => {
    fc.assert(fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), fc.stringMatching(/^[abAB光学电lL -]{0,60}$/), (patterns, text) => {
      const hits = hitBuffer(2);
      const automaton = buildAutomaton(patterns);
      scan(automaton, text, hits);
      const got = Array.from({ length: hits.count }, (_, i) => `${hits.pattern[i]}@${hits.end[i]}`).sort();
      const fold = (s: string): string => [...s].map((c) => String.fromCharCode(foldUnit(c.charCodeAt(0)))).join("");
      const expected = patterns.flatMap((p, i) => Array.from(text, (_, at) => at + 1).filter((end) => fold(text.slice(0, end)).endsWith(fold(p))).map((end) => `${i}@${end}`)).sort();
      expect(got).toEqual(expected);
    }));
  });
  it("reads full width and any case alike", () => {
    const hits = hitBuffer();
    expect(scan(buildAutomaton(["led"]), "ＬＥＤ LED led", hits)).toBe(3);
  });
  it("refuses an empty pattern", () => expect(() => buildAutomaton([""])).toThrow());
});

describe("quality, measured on firms that no word or threshold was chosen on", () => {
  const cases = readCases(readFileSync(new URL("../../../data/chain/placement-cases.jsonl", import.meta.url), "utf8"));
  const held = cases.filter(isHeldOut);
  const tell = (name: string, some: typeof cases): ReturnType<typeof measure> => {
    const m = measure(placer, some);
    console.log(`${name}: ${m.firms} firms, node P ${m.node.precision.toFixed(3)} R ${m.node.recall.toFixed(3)} F1 ${m.node.f1.toFixed(3)}, stage P ${m.stage.precision.toFixed(3)} R ${m.stage.recall.toFixed(3)} F1 ${m.stage.f1.toFixed(3)}`);
    return m;
  };
  it("has a set worth measuring on", () => {
    expect(cases.reduce((sum, c) => sum + c.nodes.length, 0)).toBeGreaterThanOrEqual(400);
    expect(held.length).toBeGreaterThanOrEqual(100);
    const known = new Set(placer.pack.nodes.map((n) => n.id));
    for (const one of cases) for (const node of one.nodes) expect(known.has(node), `${one.id} ${node}`).toBe(true);
    expect(new Set(cases.map((c) => c.id)).size).toBe(cases.length);
  });
  it("keeps its floors: all held-out firms", () => {
    const all = tell("held out", held);
    expect(all.node.f1).toBeGreaterThanOrEqual(0.785);
    expect(all.stage.f1).toBeGreaterThanOrEqual(0.865);
  });
  it("keeps its floors: Chinese business texts", () => {
    const zh = tell("held out, Chinese", held.filter((c) => c.lang === "zh"));
    expect(zh.node.f1).toBeGreaterThanOrEqual(0.86);
    expect(zh.stage.f1).toBeGreaterThanOrEqual(0.92);
  });
  it("keeps its floors: English summaries of real firms", () => {
    const en = tell("held out, English", held.filter((c) => c.lang === "en"));
    expect(en.node.f1).toBeGreaterThanOrEqual(0.71);
    expect(en.stage.f1).toBeGreaterThanOrEqual(0.805);
  });
});

describe("bad input", () => {
  it("refuses rules that lack a part, naming it", () => expect(() => readRules("cues: {}")).toThrow(/factors/));
  it("stands any text without failing", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom("光", "学", "镜", "头", "、", "；", "（", ")", " (", "LED", " and ", ", ", ". ", "lens", "销售", "\u0000", "\ud800", "é", "(", "used in ") }), (text) => {
      for (const n of placer.place({ name: text, texts: [text] }).nodes) expect(Number.isFinite(n.score)).toBe(true);
    }));
  });
});
