/**
 * Relatedness and complexity from a dense table to the last index (quotients, M, proximity, density, ECI/PCI, outlook,
 * gain), ours against the same pipeline in NumPy with OpenBLAS (bench/complexity-numpy.py) in one run on one machine.
 * Runs of both alternate; each size runs in processes of its own, so that the peak memory is that size's.
 * `node bench/complexity.ts [--quick] [--python PATH]`. Invariant: both are checked to give the same numbers.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { analyseMatrix } from "../src/chain/complexity/index.ts";

const SIZES = [
  { regions: 226, activities: 785, noise: 3.4, rounds: 3, repeat: 12 },
  { regions: 250, activities: 1200, noise: 1.6, rounds: 3, repeat: 12 },
  { regions: 3000, activities: 5000, noise: 1.6, rounds: 2, repeat: 2 },
];

interface Outcome {
  seconds: number[]; peak_bytes: number; eci: number[]; pci: number[]; density: number; gain: number; outlook: number; eigenvalue: number;
  engine?: string; numpy?: string;
}

/** A table like the real ones: sizes log-normal, skills nested, neighbours alike; a fifth of the cells are ones, as in world trade. */
function madeTable(regions: number, activities: number, noise: number): Float32Array {
  let state = 12_345;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const skill = Array.from({ length: regions }, () => [normal(), normal(), normal(), normal()]);
  const need = Array.from({ length: activities }, (_, a) => [Math.sin((6.28 * a) / activities), Math.cos((6.28 * a) / activities), normal(), (2 * a) / activities - 1]);
  const weight = [0.4, 0.4, 0.5, 1.1];
  const size = Array.from({ length: regions }, () => 2 * normal());
  const market = Array.from({ length: activities }, () => 1.5 * normal());
  const x = new Float32Array(regions * activities);
  for (let r = 0, i = 0; r < regions; r += 1) {
    for (let a = 0; a < activities; a += 1, i += 1) {
      let fit = size[r]! + market[a]! + noise * normal();
      for (let k = 0; k < 4; k += 1) fit += weight[k]! * skill[r]![k]! * need[a]![k]!;
      x[i] = uniform() < 0.2 ? 0 : Math.exp(fit);
    }
  }
  return x;
}

function ours(regions: number, activities: number, path: string, repeat: number): Outcome {
  const bytes = readFileSync(path);
  const x = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const seconds: number[] = [];
  let last = analyseMatrix(x, regions, activities);
  // Code is compiled in steps as it runs: small tables are over before it is compiled well, so they are warmed up longer.
  for (let k = 0; k < (regions < 1000 ? 8 : 0); k += 1) last = analyseMatrix(x, regions, activities);
  for (let k = 0; k < repeat; k += 1) {
    // What the run before left behind is cleared first, so that the peak is that of one run.
    last = undefined as unknown as typeof last;
    globalThis.gc?.();
    const start = performance.now();
    last = analyseMatrix(x, regions, activities);
    seconds.push((performance.now() - start) / 1000);
  }
  const at = Math.floor(regions / 2) * last.relatedness.stride + Math.floor(activities / 3);
  const index = last.index!;
  return {
    seconds, peak_bytes: process.resourceUsage().maxRSS * 1024, eci: [index.eci[0]!, index.eci.at(-1)!], pci: [index.pci[0]!, index.pci.at(-1)!],
    density: last.relatedness.density[at]!, gain: last.relatedness.gain[at]!, outlook: last.relatedness.outlook[0]!, eigenvalue: index.eigenvalue,
    engine: last.engine,
  };
}

function numpyVersion(python: string): string | undefined {
  const found = spawnSync(python, ["-c", "import numpy; print(numpy.__version__)"], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.trim() : undefined;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

function furthest(a: Outcome, b: Outcome): number {
  const pairs = [...a.eci.map((v, i) => [v, b.eci[i]!]), ...a.pci.map((v, i) => [v, b.pci[i]!]), [a.density, b.density], [a.gain, b.gain], [a.outlook, b.outlook]];
  return Math.max(...pairs.map(([x, y]) => Math.abs(x! - y!) / Math.max(1e-3, Math.abs(y!))));
}

function compare(size: (typeof SIZES)[number], folder: string, python: string | undefined): void {
  const { regions, activities, noise, rounds, repeat } = size;
  const path = join(folder, `${regions}x${activities}.f32`);
  writeFileSync(path, madeTable(regions, activities, noise));
  const words = [String(regions), String(activities), path, String(repeat)];
  const here = fileURLToPath(import.meta.url);
  const done: { ours: Outcome; theirs?: Outcome }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    done.push({
      ours: JSON.parse(execFileSync(process.execPath, ["--expose-gc", here, "--child", ...words], { encoding: "utf8" })) as Outcome,
      theirs: python === undefined ? undefined : JSON.parse(execFileSync(python, [fileURLToPath(new URL("./complexity-numpy.py", import.meta.url)), ...words], { encoding: "utf8" })) as Outcome,
    });
  }
  rmSync(path);
  const mine = done.flatMap((r) => r.ours.seconds);
  const line = [`${regions} × ${activities}`.padEnd(12), `ours ${shown(mine)}`.padEnd(30), `peak ${(done[0]!.ours.peak_bytes / 1e6).toFixed(0)} MB`.padEnd(12)];
  const theirs = done.flatMap((r) => r.theirs?.seconds ?? []);
  if (theirs.length > 0) {
    line.push(
      `numpy ${shown(theirs)}`.padEnd(32), `peak ${(done[0]!.theirs!.peak_bytes / 1e6).toFixed(0)} MB`.padEnd(12),
      `ratio ${(median(mine) / median(theirs)).toFixed(2)} (best ${(Math.min(...mine) / Math.min(...theirs)).toFixed(2)})`.padEnd(24),
      `differ by ${furthest(done[0]!.ours, done[0]!.theirs!).toExponential(1)}`,
    );
  }
  console.log(line.join("  "));
}

function shown(seconds: number[]): string {
  return `${(median(seconds) * 1000).toFixed(1)} ms (best ${(Math.min(...seconds) * 1000).toFixed(1)})`;
}

function main(): void {
  const { values, positionals } = parseArgs({ options: { quick: { type: "boolean" }, python: { type: "string" }, child: { type: "boolean" } }, allowPositionals: true });
  if (values.child) {
    const [regions, activities, path, repeat] = positionals;
    console.log(JSON.stringify(ours(Number(regions), Number(activities), path!, Number(repeat))));
    return;
  }
  const python = [values.python ?? "python3", "/usr/bin/python3"].find((p) => numpyVersion(p) !== undefined);
  console.log(python === undefined ? "no python3 with NumPy here: ours only" : `against NumPy ${numpyVersion(python)} with its BLAS`);
  const folder = mkdtempSync(join(tmpdir(), "complexity-bench-"));
  try {
    for (const size of SIZES) if (!values.quick || size.regions < 1000) compare(size, folder, python);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
