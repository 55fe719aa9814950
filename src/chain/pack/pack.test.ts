/** The shipped pack compiles clean; every kind of flaw is found with its place; the importer reads a published chain. */
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePack, cyclesOf, importTable, loadPack } from "./index.ts";
import type { PackFile } from "./index.ts";

const HEAD = `id: t
name: {zh: 试, en: Trial}
stages: [{id: up, name: {zh: 上, en: Up}}, {id: down, name: {zh: 下, en: Down}}]
sources: {s: {title: T, publisher: P}}
`;
const node = (id: string, rest: string): string => `- id: ${id}
  zh: 甲${id}
  en: ${id}
  means_zh: 释义
  means_en: Meaning
  words: {zh: [甲${id}], en: [word ${id}]}
  codes: {gbt: [], hs: [], naics: []}
  source: [s]
${rest}`;
const pack = (nodes: string, extra = ""): PackFile[] => [
  { name: "pack.yaml", text: HEAD }, { name: "up.yaml", text: `stage: up\n${extra}nodes:\n${nodes}` },
];
const codesOf = (files: PackFile[]): string[] => compilePack(files).problems.map((p) => p.code);

describe("the optoelectronics pack", () => {
  const { pack: chain, problems } = loadPack();
  it("compiles without a problem", () => expect(problems).toEqual([]));
  it("has its size, both languages and a source everywhere", () => {
    expect(chain.nodes.length).toBeGreaterThanOrEqual(220);
    expect(chain.stages.map((s) => s.id)).toEqual(["materials", "optics", "devices", "equipment", "modules", "applications", "services"]);
    for (const n of chain.nodes) expect(n.means.zh!.length, n.id).toBeGreaterThan(5);
    for (const f of chain.flows) expect(f.source.length, `${f.from}→${f.to}`).toBeGreaterThan(0);
  });
  it("leads from substrate to lamp and from sensor design to camera", () => {
    const reaches = (from: string, to: string): boolean => {
      const seen = new Set([from]);
      for (const id of seen) for (const flow of chain.downstream.get(id)!) seen.add(flow.to);
      return seen.has(to);
    };
    expect(reaches("sapphire", "led-lamps")).toBe(true);
    expect(reaches("cis-design", "panoramic-cameras")).toBe(false); // action cameras are fed by lens and processor nodes
    expect(reaches("cis-design", "phones")).toBe(true);
    expect(reaches("led-lamps", "sapphire")).toBe(false);
  });
});

describe("the compile check", () => {
  it("passes a sound pack", () => expect(codesOf(pack(node("a", "  feeds: [b]\n") + node("b", "")))).toEqual([]));
  it.each([
    ["pack/broken-flow", node("a", "  feeds: [b, ghost]\n") + node("b", "")],
    ["pack/orphan", node("a", "  feeds: [b]\n") + node("b", "") + node("c", "")],
    ["pack/cycle", node("a", "  feeds: [b]\n") + node("b", "  feeds: [a]\n")],
    ["pack/duplicate-node", node("a", "  feeds: [b]\n") + node("b", "") + node("a", "")],
    ["pack/self-flow", node("a", "  feeds: [b, a]\n") + node("b", "")],
    ["pack/language", (node("a", "  feeds: [b]\n") + node("b", "")).replace("  means_zh: 释义\n", "")],
    ["pack/no-words", (node("a", "  feeds: [b]\n") + node("b", "")).replace("en: [word a]", "en: []")],
    ["pack/source-unknown", (node("a", "  feeds: [b]\n") + node("b", "")).replace("source: [s]", "source: [nowhere]")],
    ["pack/field-unknown", node("a", "  feeds: [b]\n  colour: red\n") + node("b", "")],
    ["pack/id", node("A b", "") + node("a", "  feeds: [b]\n") + node("b", "")],
  ])("finds %s", (code, nodes) => expect(codesOf(pack(nodes))).toEqual([code]));
  it("allows a cycle that carries a note", () => {
    expect(codesOf(pack(node("a", "  feeds: [b]\n") + node("b", "  feeds: [{to: a, note: {zh: 回用, en: recycled}}]\n")))).toEqual([]);
  });
  it("knows codes that do not exist, and says where", () => {
    const files = pack((node("a", "  feeds: [b]\n") + node("b", "")).replace("hs: []", 'hs: ["999999"]'));
    const found = compilePack(files, { hs: new Map([["900190", "lenses"]]) }).problems;
    expect(found).toMatchObject([{ code: "pack/code-unknown", file: "up.yaml", line: 3 }]);
  });
  it("reports broken YAML, an empty pack and a missing head together", () => {
    const codes = codesOf([{ name: "up.yaml", text: "stage: up\nnodes: [\n" }]);
    expect(codes).toContain("pack/no-head");
    expect(codes).toContain("pack/yaml");
    expect(codes).toContain("pack/empty");
  });
});

describe("cycles", () => {
  it("finds none in a graph whose arcs only go up, one as soon as an arc closes a ring", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 30 }), fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 80 }), (n, pairs) => {
      const ids = Array.from({ length: n }, (_, i) => `n${i}`);
      const arcs = pairs.filter(([a, b]) => a < b && b < n).map(([a, b]) => ({ from: `n${a}`, to: `n${b}` }));
      expect(cyclesOf(ids, arcs)).toEqual([]);
      for (const arc of arcs.slice(0, 3)) {
        const [cycle] = cyclesOf(ids, [...arcs, { from: arc.to, to: arc.from }]);
        const has = new Set([...arcs, { from: arc.to, to: arc.from }].map((a) => `${a.from} ${a.to}`));
        cycle!.forEach((id, i) => expect(has.has(`${id} ${cycle![(i + 1) % cycle!.length]}`)).toBe(true));
      }
    }));
  });
});

const ETO = new URL("../../../../shared/datasets/eto-chip-chain/", import.meta.url);
const present = existsSync(ETO);
if (!present) console.log("skipped: eto-chip-chain is not beside the checkout");
describe.skipIf(!present)("importer, on the published chip chain", () => {
  const csv = (name: string): string => readFileSync(new URL(`${name}.csv`, ETO), "utf8");
  const made = importTable({ inputs: csv("inputs"), sequence: csv("sequence"), stages: csv("stages"), provision: csv("provision") },
    { id: "chips", name: "Chips", title: "Supply chain explorer", publisher: "ETO" });
  const { pack: chain, problems } = compilePack(made.files);
  it("takes every node and link", () => {
    expect(chain.nodes.length).toBe(126);
    expect(chain.flows.length + chain.nodes.reduce((sum, n) => sum + n.kind_of.length, 0)).toBe(139);
    expect(made.problems).toEqual([]);
  });
  it("keeps every provision, shares as ratios", () => {
    expect(made.provisions.length).toBe(1300);
    expect(made.provisions.filter((p) => p.share === undefined).length).toBe(246);
    expect(Math.max(...made.provisions.map((p) => p.share ?? 0))).toBeLessThanOrEqual(1);
  });
  it("compiles; what the source leaves open is listed", () => {
    expect(problems.filter((p) => !["pack/orphan"].includes(p.code))).toEqual([]);
  });
});
describe("importer, on bad tables", () => {
  const good = { inputs: "input_id,input_name\nN1,Wafer\nN2,Chip\n", sequence: "input_id,goes_into_id,is_type_of_id\nN1,N2,\n", stages: "stage_id,stage_name\nS1,Fab\n" };
  const head = { id: "x", name: "X", title: "T", publisher: "P" };
  it("lists rows that lead nowhere", () => {
    const made = importTable({ ...good, sequence: good.sequence + "N1,N9,\n" }, head);
    expect(made.problems).toMatchObject([{ file: "sequence.csv", line: 3 }]);
  });
  it("refuses a table without its columns", () => {
    expect(() => importTable({ ...good, inputs: "a,b\n1,2\n" }, head)).toThrow(/lacks the columns/);
  });
});
