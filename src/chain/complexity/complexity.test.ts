/**
 * The indices against numbers of an independent implementation (NumPy; small-table.json holds an invented 9 × 11 table and
 * what NumPy makes of it), invariants on random tables, and the traps that other packages fell into.
 */
import { seededUniform } from "../../kernel/index.ts";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  analyse, analyseMatrix, bothWays, complexityIndex, fitnessComplexity, locationQuotients, plainEngine, proximity, proximityOf, proximityPairs,
  PROXIMITY_METHODS, relatednessFrame, rankStandings, relatedness, specialise, tableOf, tableOfMatrix, transpose, type Analysis, type Standing,
} from "./index.ts";
import { correlation } from "./interval.ts";

const known = JSON.parse(readFileSync(new URL("./small-table.json", import.meta.url), "utf8")) as {
  regions: string[]; activities: string[]; others: Record<string, number[]>; eigenvalues: number[];
} & Record<"values" | "rca" | "phi" | "density" | "balland" | "eci" | "pci" | "coi" | "cog" | "cogAtlas" | "fitness" | "complexity"
  | "servedioFitness" | "servedioComplexity" | "hhi" | "gini" | "krugman" | "entropy", number[]>;
const table = tableOfMatrix(known.regions, known.activities, known.values);
const P = known.activities.length;

function near(actual: ArrayLike<number>, expected: ArrayLike<number>, digits = 8): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i += 1) expect(actual[i]).toBeCloseTo(expected[i]!, digits);
}

function inOrder(standings: Standing[]): (number | null)[] {
  return [...standings].sort((a, b) => (a.name < b.name ? -1 : 1)).map((s) => s.value);
}

describe("against NumPy on one small table", () => {
  const a = analyse(table, { draws: 0, floors: { place: 1 } });

  test("location quotients and the ones of M", () => {
    const dense = new Float64Array(known.values.length);
    for (let r = 0; r < table.regions.length; r += 1) {
      for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) dense[r * P + table.column[i]!] = a.quotient[i]!;
    }
    near(dense, known.rca);
    expect(a.sample.ones).toBe(known.rca.filter((q) => q >= 1).length);
  });

  test("proximity, all five methods", () => {
    for (const method of PROXIMITY_METHODS) {
      const phi = proximity(a.m, plainEngine(a.m), method);
      const expected = method === "minimum" ? known.phi : known.others[method]!;
      for (let p = 0; p < P; p += 1) {
        for (let q = 0; q < P; q += 1) {
          if (p !== q) expect(proximityOf(phi, p, q)).toBeCloseTo(expected[p * P + q]!, 5);
        }
      }
    }
  });

  test("pairs carry their sample and restore the exact ratio", () => {
    for (const pair of proximityPairs(a.proximity!)) {
      expect(pair.value).toBeCloseTo(known.phi[pair.a * P + pair.b]!, 9);
      expect(pair.shared! / pair.n).toBe(pair.value);
      expect(pair.range!.lo).toBeLessThanOrEqual(pair.value);
      expect(pair.range!.hi).toBeGreaterThanOrEqual(pair.value);
    }
  });

  test("density in both variants, outlook and gain in both variants", () => {
    const rows = (x: Float32Array, stride: number): number[] => known.values.map((_, i) => x[Math.floor(i / P) * stride + (i % P)]!);
    near(rows(a.relatedness!.density, a.relatedness!.stride), known.density, 5);
    near(rows(a.relatedness!.gain, a.relatedness!.stride), known.cog, 5);
    near(a.relatedness!.outlook, known.coi, 5);
    const other = analyse(table, { draws: 0, densityVariant: "balland" }).relatedness!;
    near(rows(other.density, other.stride), known.balland, 3);
    const atlas = analyse(table, { draws: 0, outlookVariant: "atlas" }).relatedness!;
    near(rows(atlas.gain, atlas.stride), known.cogAtlas, 5);
  });

  test("ECI and PCI, their eigenvalues, and reflections tending to them", () => {
    near(inOrder(a.eci) as number[], known.eci);
    near(inOrder(a.pci) as number[], known.pci);
    expect(a.index!.eigenvalue).toBeCloseTo(known.eigenvalues[0]!, 10);
    expect(a.index!.nextEigenvalue).toBeCloseTo(known.eigenvalues[1]!, 10);
    near(complexityIndex(a.m, { method: "reflections", steps: 200 })!.eci, known.eci, 6);
  });

  test("the longer side does not matter: exchanged, regions and activities give each other's eigenvector", () => {
    const flipped = complexityIndex(transpose(a.m))!;
    expect(flipped.eigenvalue).toBeCloseTo(known.eigenvalues[0]!, 10);
    // The PCI of the exchanged table is proportional to the ECI of this one, up to place and scale.
    const r = correlation(flipped.pci, a.index!.eci);
    expect(Math.abs(r)).toBeCloseTo(1, 9);
    expect(Math.abs(correlation(flipped.eci, a.index!.pci))).toBeCloseTo(1, 9);
  });

  test("fitness after 20 iterations, and the convergent variant", () => {
    near(inOrder(a.fitness) as number[], known.fitness);
    near(inOrder(a.fitnessActivity) as number[], known.complexity);
    const settled = fitnessComplexity(a.m, { variant: "servedio-2018", iterations: 20_000 });
    near(settled.fitness, known.servedioFitness, 6);
    near(settled.complexity, known.servedioComplexity, 6);
  });

  test("the frame of a region: only what it lacks, best first, with every part", () => {
    const frame = relatednessFrame(a, "r3")!;
    const lacks = known.activities.filter((_, p) => known.rca[3 * P + p]! < 1);
    expect(frame.map((c) => c.activity).sort()).toEqual(lacks);
    const z = (xs: number[]): number[] => {
      const mean = xs.reduce((s, x) => s + x, 0) / xs.length;
      const spread = Math.sqrt(xs.reduce((s, x) => s + (x - mean) ** 2, 0) / xs.length);
      return xs.map((x) => (x - mean) / spread);
    };
    const at = lacks.map((name) => known.activities.indexOf(name));
    const [near_, worth] = [z(at.map((p) => known.density[3 * P + p]!)), z(at.map((p) => known.pci[p]!))];
    lacks.forEach((name, k) => {
      const c = frame.find((x) => x.activity === name)!;
      expect(c.score).toBeCloseTo(near_[k]! + worth[k]!, 4);
      expect(c.quadrant).toBe(`${near_[k]! >= 0 ? "related" : "unrelated"}-${worth[k]! >= 0 ? "complex" : "simple"}`);
      expect(c.gain).toBeCloseTo(known.cog[3 * P + at[k]!]!, 5);
    });
    expect(frame.map((c) => c.rank)).toEqual(frame.map((_, i) => i + 1));
    expect(relatednessFrame(a, "nowhere")).toBeUndefined();
  });

  test("concentration of the regions", () => {
    const rows = a.concentration.regions.map((c) => c!);
    near(rows.map((c) => c.hhi), known.hhi);
    near(rows.map((c) => c.gini), known.gini);
    near(rows.map((c) => c.krugman!), known.krugman);
    near(rows.map((c) => c.entropy_bits), known.entropy);
  });
});

const tables = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 50 })),
  { minLength: 0, maxLength: 160 },
).map((cells) => tableOf(cells.map(([r, a, v]) => [`r${r}`, `a${a}`, v] as const)));

describe("on any table", () => {
  test("no index is NaN, the undefined sort last without a rank, ranks follow values", () => {
    fc.assert(fc.property(tables, (t) => {
      const a = analyse(t, { draws: 0, floors: { regions: 2, activities: 2, place: 1 } });
      for (const list of [a.eci, a.pci, a.fitness, a.fitnessActivity, a.outlook]) {
        let before = Number.POSITIVE_INFINITY;
        let ended = false;
        for (const s of list) {
          if (s.value === null) {
            ended = true;
            expect(s.rank).toBeNull();
            expect(s.reason).toBeDefined();
          } else {
            expect(ended).toBe(false);
            expect(Number.isFinite(s.value)).toBe(true);
            expect(s.value).toBeLessThanOrEqual(before);
            expect(s.rank).toBeGreaterThan(0);
            before = s.value;
          }
        }
      }
    }));
  });

  test("φ is symmetric and within 0..1; density too; ECI never runs against diversity", () => {
    fc.assert(fc.property(tables, (t) => {
      const a: Analysis = analyse(t, { draws: 0, floors: { regions: 2, activities: 2, place: 1 } });
      if (!a.proximity) return;
      for (let p = 0; p < t.activities.length; p += 1) {
        for (let q = 0; q < p; q += 1) {
          const x = proximityOf(a.proximity, p, q);
          expect(x).toBe(proximityOf(a.proximity, q, p));
          expect(x >= 0 && x <= 1).toBe(true);
        }
        for (let r = 0; r < t.regions.length; r += 1) {
          const omega = a.relatedness!.density[r * a.relatedness!.stride + p]!;
          if (a.m.ubiquity[p]! > 0) expect(omega > -1e-6 && omega < 1 + 1e-6).toBe(true);
          else expect(omega).toBeNaN();
        }
      }
      const ranked = a.eci.filter((s) => s.value !== null);
      const mean = ranked.reduce((s, x) => s + x.n, 0) / Math.max(1, ranked.length);
      expect(ranked.reduce((s, x) => s + x.value! * (x.n - mean), 0)).toBeGreaterThan(-1e-6);
    }));
  });

  test("values in another unit, or rows in another order, change nothing", () => {
    fc.assert(fc.property(tables, fc.integer({ min: 0, max: 2 ** 31 }), (t, seed) => {
      const cells: [string, string, number][] = [];
      for (let r = 0; r < t.regions.length; r += 1) {
        for (let i = t.rowStart[r]!; i < t.rowStart[r + 1]!; i += 1) cells.push([t.regions[r]!, t.activities[t.column[i]!]!, t.value[i]! * 1024]);
      }
      cells.sort((x, y) => ((x[2] * 31 + x[1].length + seed) % 7) - ((y[2] * 31 + y[1].length + seed) % 7));
      const again = tableOf(cells);
      const one = specialise(again, locationQuotients(again));
      const all = t.regions.every((_, r) => t.regionTotal[r]! > 0) && t.activities.every((_, i) => t.activityTotal[i]! > 0);
      if (all) expect(one.column).toEqual(specialise(t, locationQuotients(t)).column);
    }));
  });
});

describe("traps", () => {
  const ones = (rows: number[][]): ReturnType<typeof bothWays> => {
    const rowStart = new Uint32Array(rows.length + 1);
    rows.forEach((row, r) => { rowStart[r + 1] = rowStart[r]! + row.length; });
    return bothWays(rows.length, Math.max(...rows.flat()) + 1, rowStart, Uint32Array.from(rows.flat()));
  };

  test("a region or activity without a one has no index and spoils nobody else's", () => {
    const m = ones([[0, 1, 2], [0, 1], [0], [], [0, 2, 4]]);
    const index = complexityIndex(m)!;
    expect(index.eci[3]).toBeNaN();
    expect(index.pci[3]).toBeNaN();
    expect([0, 1, 2, 4].every((r) => Number.isFinite(index.eci[r]!))).toBe(true);
    const result = fitnessComplexity(m);
    expect(result.fitness[3]).toBeNaN();
    expect([0, 1, 2, 4].every((r) => result.fitness[r]! > 0)).toBe(true);
  });

  test("regions that share nothing with the others are left out with the reason, not ranked at an end", () => {
    const m = ones([[0, 1, 2], [0, 1], [1, 2], [0, 2], [3, 4], [3]]);
    const index = complexityIndex(m);
    expect(index?.parts).toBe(2);
    expect(index?.eci[4]).toBeNaN();
    expect(Number.isFinite(index!.eci[0]!)).toBe(true);
  });

  test("alike baskets have no second direction: undefined, not noise", () => {
    expect(complexityIndex(ones([[0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2]]))).toBeUndefined();
  });

  test("one region, or too few activities, is refused with a reason", () => {
    for (const t of [tableOf([["x", "a", 3], ["x", "b", 4]]), tableOf([]), tableOf([["x", "a", 0]])]) {
      const a = analyse(t);
      expect(a.refusals[0]?.what).toBe("all");
      expect(a.eci.every((s) => s.value === null && s.reason !== undefined)).toBe(true);
      expect(a.proximity).toBeUndefined();
    }
  });

  test("a place below its floor is not ranked, though its neighbours are; close eigenvalues are cautioned against", () => {
    const a = analyse(table, { draws: 0 });
    const poor = a.fitness.filter((s) => s.n === 1);
    expect(poor.length).toBeGreaterThan(0);
    for (const s of poor) expect(s).toMatchObject({ value: null, rank: null, reason: "below-floor" });
    expect(a.cautions).toEqual([]);
    const uniform = seededUniform(4);
    const noise = tableOf(Array.from({ length: 60_000 }, (_, i) => [`r${i % 200}`, `a${Math.floor(i / 200)}`, uniform()] as const));
    expect(analyse(noise, { draws: 0 }).cautions.length).toBe(1);
  });

  test("the dense path gives the M and indices of the table's", () => {
    const dense = analyseMatrix(Float64Array.from(known.values), known.regions.length, P);
    expect(dense.m.column).toEqual(specialise(table, locationQuotients(table)).column);
    near(dense.index!.eci, known.eci);
    near(dense.quotient, known.rca, 4);
  });

  test("a tie with the threshold is a one however the sums round", () => {
    const even = tableOf(["r1", "r2", "r3"].flatMap((r) => ["a", "b", "c"].map((a) => [r, a, 0.1] as const)));
    expect(specialise(even, locationQuotients(even)).column.length).toBe(9);
  });

  test("negative and non-finite values are refused by name; duplicates are summed and counted", () => {
    expect(() => tableOf([["r", "a", -1]])).toThrow(/"r".*"a"/);
    expect(() => tableOf([["r", "a", Number.NaN]])).toThrow(/finite/);
    const t = tableOf([["r", "b", 2], ["r", "a", 1], ["r", "b", 3]]);
    expect(t.duplicates).toBe(1);
    expect([...t.value]).toEqual([1, 5]);
  });

  test("forty thousand activities: sparse indices are given, the full matrix is refused", () => {
    const cells: [string, string, number][] = [];
    for (let a = 0; a < 40_000; a += 1) for (let r = 0; r < 3; r += 1) cells.push([`r${(a * 7 + r * (1 + (a % 3))) % 9}`, `a${a}`, 1 + (a % 5)]);
    const a = analyse(tableOf(cells), { draws: 0 });
    expect(a.refusals.map((r) => r.what)).toEqual(["proximity"]);
    expect(a.proximity).toBeUndefined();
    expect(a.eci.every((s) => s.value !== null)).toBe(true);
  });

  test("a bootstrap interval holds its estimate and is the same each time", () => {
    const again = (): Standing[] => analyse(table, { draws: 60, seed: 5 }).fitness;
    const first = again();
    expect(again()).toEqual(first);
    expect(first.filter((s) => s.lo !== undefined && s.lo <= s.value! && s.value! <= s.hi!).length).toBeGreaterThan(6);
  });

  test("equal values share a rank; null, NaN and infinity have none", () => {
    const ranked = rankStandings([
      { name: "c", value: 1, n: 1 }, { name: "a", value: Number.NaN, n: 0 }, { name: "b", value: 1, n: 1 },
      { name: "d", value: Number.POSITIVE_INFINITY, n: 0 }, { name: "e", value: 0, n: 1 },
    ]);
    expect(ranked.map((s) => [s.name, s.rank])).toEqual([["b", 1], ["c", 1], ["e", 3], ["a", null], ["d", null]]);
  });

  test("without PCI the outlook is zero but density stands", () => {
    const m = ones([[0, 1], [1, 2], [0, 2]]);
    const engine = plainEngine(m);
    const result = relatedness(m, proximity(m, engine), undefined, engine);
    expect([...result.outlook]).toEqual([0, 0, 0]);
    expect(result.density[0]).toBeGreaterThan(0);
  });
});
