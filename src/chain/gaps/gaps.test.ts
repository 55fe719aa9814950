/**
 * A small chain where every figure can be checked by hand: glass → lens → camera, chip → camera, machine ⇢ lens (capital good).
 * Region East: three lens firms (outputs 60, 30, 10), one chip firm, two camera firms without output, no glass, no machine.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePack } from "../pack/index.ts";
import { comparePanoramas, findGaps, layout, panorama, readGapRules, rosterOf, shippedGapRules, supplyRisk, weakestLinks } from "./index.ts";
import type { PlacedFirm, Survey } from "./index.ts";

const node = (id: string, feeds: string): string => `- {id: ${id}, zh: 节点${id}, en: ${id}, means_zh: 义, means_en: m, words: {zh: [${id}词], en: [${id}]}, source: [s], feeds: ${feeds}}\n`;
const { pack, problems } = compilePack([
  { name: "pack.yaml", text: "id: t\nname: {zh: 试, en: t}\nstages: [{id: up, name: {zh: 上, en: Up}}, {id: down, name: {zh: 下, en: Down}}]\nsources: {s: {title: T, publisher: P}}\n" },
  { name: "up.yaml", text: `stage: up\nnodes:\n${node("glass", "[lens]")}${node("chip", "[camera]")}${node("machine", "[{to: lens, note: {zh: 资本品, en: capital good}}]")}` },
  { name: "down.yaml", text: `stage: down\nnodes:\n${node("lens", "[camera]")}${node("camera", "[]")}` },
]);
const rules = shippedGapRules();
const east = (firm: string, at: string, more: Partial<PlacedFirm> = {}): PlacedFirm => ({ firm, node: at, region: "East", ...more });
const FIRMS: PlacedFirm[] = [
  east("L1", "lens", { output_yuan: 60, claims: ["c1"] }), east("L2", "lens", { output_yuan: 30 }), east("L3", "lens", { output_yuan: 10 }),
  east("C1", "chip", { claims: ["c2"] }), east("K1", "camera", { claims: ["c3"] }), east("K2", "camera", { share: 0.5 }),
  { firm: "W1", node: "glass", region: "West" },
];
const WELL: Survey = { firms_known: 10, firms_read: 9 };
const POOR: Survey = { firms_known: 10, firms_read: 1 };
const { roster } = rosterOf(pack, FIRMS);
const look = (survey: Survey) => new Map(panorama(pack, roster, rules, { region: "East", survey }).map((line) => [line.node, line]));

describe("panorama", () => {
  it("starts from a sound pack", () => expect(problems).toEqual([]));
  it("counts, sums and concentrates", () => {
    const lens = look(WELL).get("lens")!;
    expect(lens).toMatchObject({ firms: 3, output_yuan: 100, hhi_basis: "output", top_firm: "L1", top_share: 0.6, state: "strong" });
    expect(lens.hhi).toBeCloseTo(0.36 + 0.09 + 0.01, 12);
    const camera = look(WELL).get("camera")!;
    expect(camera).toMatchObject({ firms: 2, weight: 1.5, hhi_basis: "weight", state: "thin" });
    expect(camera.hhi).toBeCloseTo((1 + 0.25) / 2.25, 12);
    expect(look(WELL).get("chip")!.state).toBe("single_source");
  });
  it("says missing only where the region was read, or somebody searched", () => {
    expect(look(WELL).get("glass")!.state).toBe("missing");
    expect(look(POOR).get("glass")!.state).toBe("no_data");
    expect(look({ ...POOR, nodes_searched: ["glass"] }).get("glass")!.state).toBe("missing");
    expect(look({ firms_known: 0, firms_read: 0 }).get("glass")!).toMatchObject({ state: "no_data", coverage: 0 });
    expect(look(WELL).get("glass")!.hhi).toBeUndefined();
  });
  it("filters and compares", () => {
    const all = panorama(pack, roster, rules, { survey: WELL });
    const big = panorama(pack, roster, rules, { survey: WELL, counts: (row) => (roster.output[row] ?? 0) >= 30 });
    expect(comparePanoramas(all, big).find((d) => d.node === "lens")).toMatchObject({ before: "strong", after: "thin", firms: -1, output_yuan: -10 });
    expect(comparePanoramas(all, all)).toEqual([]);
  });
  it("refuses a survey that read more than it knew", () => expect(() => look({ firms_known: 1, firms_read: 2 })).toThrow(/Firms read/));
  it("draws each node once, stage by stage", () => {
    const places = layout(pack);
    expect(new Set(places.map((p) => `${p.column}/${p.row}`)).size).toBe(5);
    expect(places.find((p) => p.node === "camera")!.column).toBe(1);
  });
});

describe("gaps", () => {
  const gaps = findGaps(pack, [...look(WELL).values()], rules);
  it("ranks the missing glass that local lens makers need before the machine nobody needs daily", () => {
    expect(gaps.map((g) => g.node)).not.toContain("lens");
    const glass = gaps.find((g) => g.node === "glass")!;
    expect(glass.needed_by).toEqual(["lens"]);
    expect(glass.priority).toBeGreaterThan(gaps.find((g) => g.node === "camera")!.priority);
  });
  it("adds up to what it shows, between 0 and the sum of weights", () => {
    for (const gap of gaps) {
      expect(gap.priority).toBeCloseTo(gap.features.reduce((sum, f) => sum + f.weight * f.value, 0), 12);
      expect(gap.priority).toBeLessThanOrEqual(1 + 1e-9);
      for (const f of gap.features) expect(f.value >= 0 && f.value <= 1, `${gap.node} ${f.name}`).toBe(true);
    }
  });
  it("explains itself in two sentences in both languages, with claims", () => {
    const chip = gaps.find((g) => g.node === "chip")!;
    expect(chip.explanation.en).toBe("“chip” hangs on a single source, C1 (100% of it; 90% of the known firms here have been read). Here 2 firms downstream need it (camera), and nothing upstream could feed it.");
    expect(chip.explanation.zh.split("。").length).toBe(3);
    expect(chip.claims).toEqual(["c2", "c3"]);
  });
  it("keeps no firm and no data apart in words", () => {
    const poor = findGaps(pack, [...look(POOR).values()], rules).find((g) => g.node === "glass")!;
    const well = gaps.find((g) => g.node === "glass")!;
    expect(poor.explanation.en).toContain("cannot be stated");
    expect(well.explanation.en).toContain("No firm here");
    expect(poor.priority).toBeLessThan(well.priority);
  });
});

describe("supply risk", () => {
  const lines = [...look(WELL).values()];
  it("follows material flows through what is here", () => {
    expect(supplyRisk(pack, lines, "glass").exposed.map((e) => e.path)).toEqual([["glass", "lens"], ["glass", "lens", "camera"]]);
    expect(supplyRisk(pack, lines, "machine").exposed).toEqual([]);
    expect(supplyRisk(pack, lines, "machine", { capital_goods: true }).exposed.length).toBe(2);
    expect(() => supplyRisk(pack, lines, "ghost")).toThrow(/no node ghost/);
  });
  it("ranks single sources by what hangs on them", () => expect(weakestLinks(pack, lines).map((r) => [r.failed, r.firms])).toEqual([["chip", 2]]));
});

describe("bad input", () => {
  it("lists rows that make no sense, and keeps the rest", () => {
    const { roster: good, problems: found } = rosterOf(pack, [
      east("A", "lens"), east("A", "lens"), east("B", "ghost"), east("C", "lens", { output_yuan: -1 }), east("D", "lens", { share: 2 }), { firm: "E", node: "lens", region: "" },
    ]);
    expect(good.rows).toBe(1);
    expect(found.map((p) => p.code)).toEqual(["chain/placed-twice", "chain/placed-unknown-node", "chain/placed-output", "chain/placed-share", "chain/placed-nowhere"]);
    expect(found.map((p) => p.line)).toEqual([2, 3, 4, 5, 6]);
  });
  it("refuses rules that lack a weight", () => expect(() => readGapRules("states: {}")).toThrow(/features/));
});

it("never gives a figure that is not a number, whatever firms there are", () => {
  const firm = fc.record({ firm: fc.constantFrom("a", "b", "c", "d"), node: fc.constantFrom("glass", "lens", "chip", "camera"), region: fc.constantFrom("East", "West"),
    output_yuan: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }), share: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true }), { nil: undefined }) });
  fc.assert(fc.property(fc.array(firm, { maxLength: 30 }), fc.integer({ min: 0, max: 20 }), (firms, read) => {
    const made = rosterOf(pack, firms).roster;
    const lines = panorama(pack, made, rules, { survey: { firms_known: 20, firms_read: read } });
    expect(lines.reduce((sum, l) => sum + l.firms, 0)).toBe(made.rows);
    for (const line of lines) if (line.hhi !== undefined) expect(line.hhi > 0 && line.hhi <= 1 + 1e-12).toBe(true);
    for (const gap of findGaps(pack, lines, rules)) expect(Number.isFinite(gap.priority)).toBe(true);
  }));
});
