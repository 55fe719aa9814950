/** The SIMD engine against the plain one: the same proximities and sums on any matrix, for every method. */
import { seededUniform } from "../../kernel/index.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bothWays, plainEngine, proximity, PROXIMITY_METHODS, relatedness, simdEngine, type Engine, type Specialisation } from "./index.ts";

function randomMatrix(regions: number, activities: number, share: number, seed: number): Specialisation {
  const uniform = seededUniform(seed);
  const rowStart = new Uint32Array(regions + 1);
  const column: number[] = [];
  for (let r = 0; r < regions; r += 1) {
    for (let a = 0; a < activities; a += 1) if (uniform() < share) column.push(a);
    rowStart[r + 1] = column.length;
  }
  return bothWays(regions, activities, rowStart, Uint32Array.from(column));
}

function everything(m: Specialisation, engine: Engine, method: (typeof PROXIMITY_METHODS)[number]): { phi: number[]; sum: Float64Array; density: number[]; gain: number[] } {
  const phi = proximity(m, engine, method);
  const pci = Float64Array.from({ length: m.activities }, (_, a) => Math.sin(a));
  const result = relatedness(m, phi, pci, engine);
  const rows = (x: Float32Array): number[] => Array.from({ length: m.regions * m.activities }, (_, i) => x[Math.floor(i / m.activities) * result.stride + (i % m.activities)]!);
  return { phi: [...phi.matrix.data.subarray(0, m.activities * Math.ceil(m.activities / 16) * 16)], sum: phi.sum, density: rows(result.density), gain: rows(result.gain) };
}

test("SIMD equals plain", () => {
  const size = fc.integer({ min: 1, max: 150 });
  fc.assert(fc.property(size, size, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer(), fc.constantFrom(...PROXIMITY_METHODS), (regions, activities, share, seed, method) => {
    const m = randomMatrix(regions, activities, share, seed);
    const simd = simdEngine(m)!;
    expect(simd.name).toBe("simd");
    const [a, b] = [everything(m, simd, method), everything(m, plainEngine(m), method)];
    expect(a.phi).toEqual(b.phi);
    for (let p = 0; p < activities; p += 1) expect(a.sum[p]).toBeCloseTo(b.sum[p]!, 9);
    for (let i = 0; i < a.density.length; i += 1) {
      if (Number.isNaN(b.density[i]!)) expect(a.density[i]).toBeNaN();
      else expect(a.density[i]).toBeCloseTo(b.density[i]!, 5);
      expect(Math.abs(a.gain[i]! - b.gain[i]!)).toBeLessThan(1e-4);
    }
  }), { numRuns: 60 });
});

test("counts above 255 and 16 bits' worth of regions", () => {
  const m = randomMatrix(1500, 70, 0.9, 3);
  const [a, b] = [everything(m, simdEngine(m)!, "minimum"), everything(m, plainEngine(m), "minimum")];
  expect(a.phi).toEqual(b.phi);
  expect(simdEngine(bothWays(70_000, 1, new Uint32Array(70_001), new Uint32Array(0)))).toBeUndefined();
});

test("two threads give what one gives, whichever takes a tile, and let the process go", () => {
  for (let round = 0; round < 5; round += 1) {
    const m = randomMatrix(200, 700 + round, 0.3, round);
    const [one, two] = [everything(m, simdEngine(m, 1)!, "minimum"), everything(m, simdEngine(m, 2)!, "minimum")];
    expect(two.phi).toEqual(one.phi);
    expect(two.density).toEqual(one.density);
    expect(two.gain).toEqual(one.gain);
  }
  const unfinished = simdEngine(randomMatrix(30, 40, 0.5, 1), 2)!;
  expect(unfinished.matrix().size).toBe(40);
});

test("an engine's matrix can be used again for another method", () => {
  const m = randomMatrix(40, 90, 0.2, 9);
  const engine = simdEngine(m)!;
  everything(m, engine, "minimum");
  expect(everything(m, engine, "cosine").phi).toEqual(everything(m, plainEngine(m), "cosine").phi);
});
