/** `lightvalley complexity` at its door: what goes to standard output, what to standard error, and the exit codes. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { AppError } from "../../kernel/index.ts";
import { complexityCommand, type ComplexityIo } from "./index.ts";

async function run(words: string[], files: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const io: ComplexityIo = {
    open: async (path) => {
      const text = files[path];
      if (text === undefined) throw new AppError("complexity/file-unreadable", { path }, { zh: "无法读取", en: `Cannot read ${path}` });
      const bytes = new TextEncoder().encode(text);
      return { name: path, byteLength: bytes.length, async *stream() { yield bytes; }, slice: async (a, b) => bytes.slice(a, b).buffer };
    },
    write: (text) => { out += text; },
    err: (line) => { err += `${line}\n`; },
  };
  return { code: await complexityCommand(words, io), out, err };
}

/** Nested baskets: region k does activities 0..9−k well. */
const nested = ["region,activity,value", ...Array.from({ length: 8 }, (_, r) => Array.from({ length: 10 }, (_, a) => `r${r},a${a},${a < 10 - r ? 50 + ((r * 7 + a * 3) % 11) * 10 : 1}`)).flat()].join("\n");

describe("complexity FILE", () => {
  test("--json prints one object with every list and the samples", async () => {
    const { code, out, err } = await run(["t.csv", "--region", "region", "--activity", "activity", "--value", "value", "--json"], { "t.csv": nested });
    expect(code).toBe(0);
    expect(err).toBe("");
    const answer = JSON.parse(out) as Record<string, Record<string, unknown>[]> & { sample: { regions: number; ones: number } };
    expect(answer.sample.regions).toBe(8);
    expect(answer.rca!.length).toBe(80);
    expect(answer.rca!.filter((r) => (r.rca as number) >= 1).length).toBe(answer.sample.ones);
    expect(answer.eci!.map((r) => r.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(answer.eci![0]).toMatchObject({ region: expect.any(String), value: expect.any(Number), n: expect.any(Number) });
    for (const list of ["fitness", "pci", "fitness_activity", "proximity", "density", "outlook"]) expect(answer[list]!.length).toBeGreaterThan(0);
    for (const pair of answer.proximity!) expect((pair.a as string) < (pair.b as string)).toBe(true);
    expect(out).not.toContain("NaN");
    expect(JSON.parse((await run(["t.csv", "--json", "--sections", "eci,density"], { "t.csv": nested })).out)).not.toHaveProperty("rca");
  });

  test("readable tables in both languages", async () => {
    expect((await run(["t.csv"], { "t.csv": nested })).out).toContain("Regions by economic complexity");
    expect((await run(["t.csv", "--lang", "zh"], { "t.csv": nested })).out).toContain("经济复杂度");
  });

  test("--for orders what a region lacks; a region that is not there is refused", async () => {
    const { out } = await run(["t.csv", "--json", "--sections", "eci", "--for", "r5"], { "t.csv": nested });
    const frame = (JSON.parse(out) as { frame: { activity: string; rank: number; score: number }[] }).frame;
    expect(frame.length).toBeGreaterThan(3);
    expect(frame[0]!.rank).toBe(1);
    expect((await run(["t.csv", "--for", "r5"], { "t.csv": nested })).out).toContain("What r5 lacks");
    expect((await run(["t.csv", "--for", "r99"], { "t.csv": nested })).code).toBe(1);
  });

  test("a region without a value is listed as undefined, never ranked", async () => {
    const { out } = await run(["t.csv", "--json", "--sections", "eci"], { "t.csv": `${nested}\nempty,a1,0\n` });
    const eci = (JSON.parse(out) as { eci: { region: string; value: number | null; rank: number | null; reason?: string }[] }).eci;
    expect(eci.at(-1)).toEqual({ region: "empty", value: null, n: 0, rank: null, reason: "no-values" });
  });

  test("too small a table is refused in the answer, and prints no index", async () => {
    const { code, out } = await run(["t.csv", "--json"], { "t.csv": "region,activity,value\nr,a,1\nr,b,2\n" });
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { refusals: { what: string }[]; eci: { value: null }[]; density: unknown[] };
    expect(answer.refusals[0]!.what).toBe("all");
    expect(answer.eci[0]!.value).toBeNull();
    expect(answer.density).toEqual([]);
  });

  test("remarks on standard error; refusals with line and exit code", async () => {
    const twice = await run(["t.csv", "--region", "region", "--activity", "activity", "--value", "value"], { "t.csv": `${nested}\nr0,a0,\nr1,a1,5\n` });
    expect(twice.err).toBe("1 missing values skipped\n1 duplicate cells, their values summed\n");
    const negative = await run(["t.csv"], { "t.csv": `${nested}\nr0,a0,-5\n` });
    expect(negative.code).toBe(1);
    expect(negative.err).toContain("t.csv:82:value: the value is negative: -5");
    expect((await run(["t.csv", "--strict"], { "t.csv": `${nested}\nr1,a1,5\n` })).code).toBe(1);
    expect((await run(["none.csv"], {})).code).toBe(1);
    expect((await run(["t.csv", "--proximity", "cosinus"], { "t.csv": nested })).err).toContain("minimum | association | cosine");
    expect((await run(["t.csv", "--nonsense"], {})).code).toBe(2);
    expect((await run([], {})).code).toBe(2);
  });
});

describe("complexity backtest FILE", () => {
  test("AUC beside the no-information baseline, or the reason why not", async () => {
    const rows = ["region,activity,year,value"];
    for (let r = 0; r < 30; r += 1) {
      for (let a = 0; a < 20; a += 1) {
        for (const year of [2020, 2021]) {
          const on = (r * a + r) % 7 < (year === 2020 ? 2 : 3 - ((r + a) % 3 === 0 ? 2 : 0));
          rows.push(`r${r},a${a},${year},${on ? 40 : 1}`);
        }
      }
    }
    const { code, out } = await run(["backtest", "p.csv", "--json", "--predictions", "--draws", "40"], { "p.csv": rows.join("\n") });
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { tasks: { kind: string; n: number; noInformation: { auc: number }; scores: { score: string; auc: number; n: number }[] }[]; predictions: unknown[]; summary: Record<string, object> };
    expect(answer.tasks.map((t) => t.kind)).toEqual(["entry", "exit"]);
    expect(answer.summary.entry).toMatchObject({ scope: "all", no_information: 0.5, n: answer.tasks[0]!.n, density: answer.tasks[0]!.scores.find((s) => s.score === "density")!.auc });
    for (const task of answer.tasks) {
      expect(task.noInformation.auc).toBe(0.5);
      for (const s of task.scores) expect(s.auc >= 0 && s.auc <= 1 && s.n === task.n).toBe(true);
    }
    expect(answer.predictions.length).toBe(answer.tasks.reduce((n, t) => n + t.n, 0));
    expect((await run(["backtest", "p.csv"], { "p.csv": nested.replaceAll("region,activity,value", "region,activity,value,year").replaceAll(/\n(.*)/g, "\n$1,2020") })).err).toContain("two or more");
  });
});

const trade = new URL("../../../../shared/datasets/world-trade-sitc-1998-2000/country_product_value.csv.gz", import.meta.url);
test.skipIf(!existsSync(trade))("world trade: known leaders and counts (skipped where the data is absent)", async () => {
  let out = "";
  const io: ComplexityIo = {
    open: async () => ({ name: "trade.csv.gz", byteLength: statSync(trade).size, stream: () => createReadStream(trade), slice: () => Promise.reject(new Error("not used")) }),
    write: (text) => { out += text; }, err: () => {},
  };
  expect(await complexityCommand(["trade.csv.gz", "--json", "--draws", "0", "--sections", "eci,fitness,pci,proximity"], io)).toBe(0);
  const answer = JSON.parse(out) as { sample: { ones: number }; eigen: { value: number }; proximity: { value: number }[]; fitness: { region: string; value: number }[]; eci: { region: string }[] };
  // From NumPy on the same file: 31,951 ones, second eigenvalue 0.17913392, Σ φ 63299.730913, fitness of Germany 3.812918.
  expect(answer.sample.ones).toBe(31_951);
  expect(answer.eigen.value).toBeCloseTo(0.17913392, 8);
  expect(answer.proximity.reduce((s, p) => s + p.value, 0)).toBeCloseTo(63_299.730913, 5);
  expect(answer.fitness[0]).toMatchObject({ region: "deu" });
  expect(answer.fitness[0]!.value).toBeCloseTo(3.812918, 5);
  expect(answer.eci.slice(0, 4).map((r) => r.region)).toEqual(["sgs", "jpn", "hmd", "gbr"]);
});
