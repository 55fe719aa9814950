/**
 * What next: density with its interval against the pipeline's own density; rankings without a figure that is not a number, whatever the table;
 * tables that are no tables refused or said to be too small; and shares of a firm under any rulings.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, basketDensity, tableOf } from "./complexity/index.ts";
import { broughtTable, prepareTable, readNextRules, recordOf, shippedMeans, shippedNextRules, shippedTable, whatNext } from "./index.ts";
import { placeFirm } from "./place-firm.ts";
import type { Claim } from "../ledger/index.ts";

const means = shippedMeans();
const rules = { ...shippedNextRules(), draws: 25 };
const NODES = means.pack.nodes.slice(0, 24).map((n) => n.id);
const info = { id: "t", label: { en: "t" }, note: { en: "t" }, source: "t" };

/** A record of firms with these products, all in one region. */
function recordWith(texts: readonly string[]) {
  const firms = texts.map((_, i) => ({ id: `00000000-0000-7000-8000-00000000000${i}`, type: "Firm", slug: `f${i}`, label: { en: `F${i}` } }));
  const claims = texts.map((value, i): Claim => ({
    id: `00000000-0000-7000-8000-10000000000${i}`, subject_id: firms[i]!.id, property: "business_text", value, unit: "text", modality: "actual", bound: "eq", source_id: firms[0]!.id,
    visibility: "public", entered: "accepted", status: "accepted", change_id: firms[0]!.id, recorded_at: "2026-01-01T00:00:00.000Z", known_from: "2026-01-01",
  }));
  return recordOf({ head: 1, firms, named: new Map(firms.map((f) => [f.id, f])), claims: new Map([["business_text", claims]]) }, means, {});
}
const record = recordWith(["CMOS图像传感器的研发、生产", "光纤激光器的制造", "LED芯片、LED封装的生产", "红外镜头的生产"]);

const cells = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: NODES.length - 1 }), fc.integer({ min: 0, max: 50 })), { minLength: 1, maxLength: 400 });
const tableFrom = (list: readonly (readonly [number, number, number])[]) => tableOf(list.map(([r, a, v]) => [`r${r}`, NODES[a]!, v] as const));

describe("density of a basket", () => {
  it("is the pipeline's density for a region of the table", () => {
    fc.assert(fc.property(cells, (list) => {
      const a = analyse(tableFrom(list), { draws: 0, floors: { regions: 2, activities: 2, place: 1 } });
      if (!a.relatedness) return;
      const { m, relatedness: r } = a;
      const all = Array.from({ length: m.activities }, (_, i) => i);
      const region = 0;
      const basket = [...m.column.subarray(m.rowStart[region]!, m.rowStart[region + 1]!)];
      const own = basketDensity(m, all, basket, { draws: 0 });
      for (const p of all) {
        const expected = r.density[region * r.stride + p]!;
        if (Number.isFinite(expected)) expect(own.density[p]).toBeCloseTo(expected, 5);
        else expect(own.density[p]).toBeNaN();
      }
    }), { numRuns: 40 });
  });
  it("has an interval that holds the value nearly always, and the same one every time", () => {
    const table = tableFrom(Array.from({ length: 600 }, (_, i) => [i % 26, (i * 7 + (i % 5)) % NODES.length, 1 + ((i * 13) % 17)] as const));
    const { m } = analyse(table, { draws: 0 });
    const all = Array.from({ length: m.activities }, (_, i) => i);
    const [one, two] = [1, 1].map((seed) => basketDensity(m, all, [0, 3, 5], { draws: 60, seed }));
    expect(one).toEqual(two);
    const inside = all.filter((p) => one!.range[p] && one!.density[p]! >= one!.range[p]!.lo - 0.02 && one!.density[p]! <= one!.range[p]!.hi + 0.02);
    expect(inside.length / all.length).toBeGreaterThan(0.85);
  });
});

describe("the ranking", () => {
  it("never holds a figure that is not a number, and ranks only what is defined", () => {
    fc.assert(fc.property(cells, (list) => {
      const prepared = prepareTable(info, tableFrom(list), means.pack, rules, "node");
      const answer = whatNext(record, {}, prepared, rules);
      let before = Number.POSITIVE_INFINITY;
      for (const c of answer.candidates) {
        for (const x of [c.score, c.relatedness?.value, c.complexity?.value, c.relatedness?.lo, c.relatedness?.hi]) if (x !== null && x !== undefined) expect(Number.isFinite(x)).toBe(true);
        expect(c.rank === null).toBe(c.score === null);
        if (c.score === null) before = -1;
        else { expect(c.score).toBeLessThanOrEqual(before); before = c.score; }
      }
      if (answer.refusal) expect(answer.candidates.every((c) => c.rank === null)).toBe(true);
    }), { numRuns: 25 });
  });
  it("refuses a table below the floors, with its sizes", () => {
    const small = prepareTable(info, tableOf([["a", "led-chip", 1], ["b", "cis-design", 2]]), means.pack, rules, "node");
    expect(small.refusal!.en).toMatch(/regions \(at least 10\)/);
    expect(whatNext(record, {}, small, rules).candidates.every((c) => c.score === null)).toBe(true);
  });
  it("uses the table that ships: its sample, its check above chance", async () => {
    const shipped = await shippedTable("us-metro-jobs-2018", means.pack, rules);
    expect(shipped.sample.regions).toBeGreaterThan(900);
    expect(shipped.recovery!.auc).toBeGreaterThan(shipped.recovery!.no_information.hi);
    await expect(shippedTable("ghost", means.pack, rules)).rejects.toThrow(/no table/);
  });
});

describe("tables that a user brings", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it.each([
    ["a negative value", "region,activity,value\na,led-chip,-1\n"], ["a word for a value", "region,activity,value\na,led-chip,many\n"], ["nothing", ""], ["only a heading", "x\n"],
  ])("refuses %s", async (_, text) => await expect(broughtTable("t.csv", bytes(text), means.pack, rules)).rejects.toMatchObject({ status: 400 }));
  it.each([
    ["one region", "region,activity,value\na,led-chip,1\na,cis-design,2\n"], ["zero rows", "region,activity,value\na,led-chip,0\nb,cis-design,0\n"],
    ["keys given twice", "region,activity,value\na,led-chip,1\na,led-chip,1\n"], ["activities of no chain", "region,activity,value\na,xyz,1\nb,uvw,2\n"],
  ])("says that %s are too small a sample", async (_, text) => expect((await broughtTable("t.csv", bytes(text), means.pack, rules)).refusal?.en).toContain("Too small a sample"));
  it("knows codes from node ids", async () => expect((await broughtTable("t.csv", bytes("region,activity,value\na,334413,1\nb,333314,2\n"), means.pack, rules)).system).toBe("naics"));
  it("refuses rules that lack a part, naming it", () => expect(() => readNextRules("exponents: {}")).toThrow(/floors/));
});

describe("a firm under any rulings", () => {
  const texts = ["车载镜头、红外镜头的研发、生产", "光纤激光器", "餐饮服务", "LED chips and laser diodes", ""];
  it("counts what was ruled in, never what was ruled out, in shares that add up to one", () => {
    fc.assert(fc.property(fc.subarray(texts), fc.array(fc.tuple(fc.constantFrom("ir-lenses", "fibre-laser", "led-chip", "cis-design"), fc.boolean()), { maxLength: 4 }), (fields, ruled) => {
      const rulings = new Map(ruled.map(([node, here], i) => [node, { here, claim_id: `c${i}`, at: String(i) }]));
      const placed = placeFirm(means.pack, means.placer, { name: "激光公司", fields: fields.map((text, i) => ({ text, claim_id: `t${i}` })), honours: [], codes: [], products: [], rulings });
      const counted = placed.nodes.filter((n) => !n.pending);
      for (const [node, { here }] of rulings) expect(counted.some((n) => n.node === node)).toBe(here);
      if (counted.length > 0) expect(counted.reduce((sum, n) => sum + n.share, 0)).toBeCloseTo(1, 9);
      for (const n of counted) expect(n.claims.length).toBeGreaterThan(0);
    }), { numRuns: 60 });
  });
});
