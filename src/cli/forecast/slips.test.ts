/** The command at its door: what it prints, and how it refuses. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runForecastSlips } from "./index.ts";

function run(files: Record<string, Uint8Array>) {
  const printed = { out: [] as string[], err: [] as string[] };
  const io = {
    readFile: async (path: string): Promise<Uint8Array> => {
      const bytes = files[path];
      if (!bytes) throw Object.assign(new Error("no file"), { code: "ENOENT" });
      return bytes;
    },
    out: (line: string): void => void printed.out.push(line),
    err: (line: string): void => void printed.err.push(line),
  };
  return { printed, io };
}

/** A small table: phases that run late by building. */
function table(from: number, to: number): string {
  const rows = Array.from({ length: to - from }, (_, k) => {
    const n = from + k;
    const late = (n % 4) * 20;
    const date = (days: number): string => new Date(Date.UTC(2020, 0, 1 + days)).toLocaleDateString("en-US", { timeZone: "UTC" });
    return `B${n},Project ${n % 7},${n % 2 ? "Scope" : "Design"},${date(n)},${n % 50 === 0 ? "PNS" : date(n + 120)},${n % 10 === 0 ? "" : date(n + 120 + late)}`;
  });
  return ["Project Building Identifier,Project Description,Project Phase Name,Project Phase Actual Start Date,Project Phase Planned End Date,Project Phase Actual End Date", ...rows].join("\n");
}

describe("forecast slips", () => {
  test("prints the five figures as JSON, from plain or gzipped files", async () => {
    const { printed, io } = run({ "train.csv": Buffer.from(table(1, 400)), "test.csv.gz": gzipSync(table(400, 500)) });
    expect(await runForecastSlips({ train: "train.csv", test: "test.csv.gz", json: true }, io)).toBe(0);
    const figures = JSON.parse(printed.out.join("\n")) as Record<string, number>;
    expect(Object.keys(figures)).toEqual(expect.arrayContaining(["n", "p50_coverage", "p80_coverage", "mae_days", "mae_announced_days"]));
    expect(figures.n).toBe(90);
    expect(figures.mae_announced_days).toBeCloseTo((25 * 20 + 20 * 40 + 25 * 60) / 90, 6);
  });

  test("refuses a missing file, a table of something else and too few cases, each in its words; and says how it is used", async () => {
    const { printed, io } = run({ "few.csv": Buffer.from(table(1, 30)), "odd.csv": Buffer.from("a,b\n1,2\n"), "test.csv": Buffer.from(table(1, 30)) });
    expect(await runForecastSlips({ train: "gone.csv", test: "test.csv", json: true }, io)).toBe(1);
    expect(await runForecastSlips({ train: "odd.csv", test: "test.csv", json: true }, io)).toBe(1);
    expect(await runForecastSlips({ train: "few.csv", test: "test.csv", json: true, lang: "zh" }, io)).toBe(1);
    expect(await runForecastSlips({ train: "few.csv" }, io)).toBe(2);
    expect(printed.out).toEqual([]);
    const said = printed.err.join("\n");
    for (const words of ["forecast/file-unreadable", "ENOENT", "forecast/table-unfit", "Project Phase Planned End Date", "至少需要 60 个", "Usage:"]) expect(said).toContain(words);
  });
});
