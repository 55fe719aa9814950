/**
 * `lightvalley complexity FILE`: reads a region × activity table and prints its indices, as one JSON object or as tables.
 * Invariant: figures on standard output, everything said about the data on standard error; exit code 0 = computed (what
 * was refused for want of data is in `refusals`), 1 = data refused, 2 = wrong use.
 */
import { AppError, problemLine, type Lang } from "../../kernel/index.ts";
import {
  analyse, fastEngine, FLOORS, plainEngine, proximityPairs, quotientRange, readActivityTable, relatednessFrame, type Analysis, type Reading, type Standing,
} from "../../chain/complexity/index.ts";
import { SECTIONS, type ComplexityOptions, type Section } from "./arguments.ts";
import type { ComplexityIo } from "./io.ts";
import { JsonStream, num, num32 } from "./json-stream.ts";
import { reportLines } from "./tables.ts";

/** Runs the command. @returns the exit code. */
export async function runComplexity(options: ComplexityOptions, io: ComplexityIo): Promise<number> {
  const lang = options.lang ?? "en";
  try {
    const { table, reading } = await readActivityTable(await io.open(options.file), options);
    sayReading(reading, table.duplicates, io, lang);
    const analysis = analyse(table, {
      ...options, engine: options.plain ? plainEngine : fastEngine,
      floors: { regions: options.minRegions ?? FLOORS.regions, activities: options.minActivities ?? FLOORS.activities, place: options.minOnes ?? FLOORS.place },
    });
    if (options.for !== undefined && !table.regions.includes(options.for)) throw noSuchRegion(options.for);
    if (options.json) await writeJson(analysis, reading, options, io);
    else for (const line of reportLines(analysis, lang, options.top ?? 10, options.for)) await io.write(`${line}\n`);
    return 0;
  } catch (error) {
    return sayRefusal(error, io, lang);
  }
}

/** Tells a refusal on standard error; anything else is a bug and goes on. @returns the exit code. */
export function sayRefusal(error: unknown, io: ComplexityIo, lang: Lang): number {
  if (!(error instanceof AppError)) throw error;
  const hint = error.hint?.[lang];
  io.err(`${error.code}: ${error.label[lang]}${hint ? (lang === "zh" ? `（${hint}）` : ` (${hint})`) : ""}`);
  for (const problem of error.problems) io.err(problemLine(problem, lang));
  return error.code === "complexity/wrong-use" ? 2 : 1;
}

/** What was read, guessed, skipped and summed. */
export function sayReading(r: Reading, duplicates: number, io: ComplexityIo, lang: Lang): void {
  const zh = lang === "zh";
  if (r.guessed) io.err(zh ? `列：地区=${r.region}，活动=${r.activity}，数值=${r.value}（推断）` : `columns: region=${r.region}, activity=${r.activity}, value=${r.value} (guessed)`);
  if (r.missingValues > 0) io.err(zh ? `${r.missingValues} 个数值缺失，已跳过` : `${r.missingValues} missing values skipped`);
  if (r.missingNames > 0) io.err(zh ? `${r.missingNames} 个单元格缺少名称，已跳过` : `${r.missingNames} cells without a name skipped`);
  if (r.raggedRows > 0) io.err(zh ? `${r.raggedRows} 行的字段数与表头不同` : `${r.raggedRows} rows with more or fewer fields than the header`);
  if (duplicates > 0) io.err(zh ? `${duplicates} 个重复单元格，数值已相加` : `${duplicates} duplicate cells, their values summed`);
}

async function writeJson(a: Analysis, reading: Reading, options: ComplexityOptions, io: ComplexityIo): Promise<void> {
  const wanted = new Set<Section>(options.sections ?? SECTIONS.filter((s) => s !== "gain"));
  const json = new JsonStream(io);
  await json.member("input", reading);
  await json.member("variants", {
    threshold: a.options.threshold ?? 1, proximity: a.options.proximityMethod ?? "minimum", density: a.options.densityVariant ?? "hidalgo",
    outlook: a.options.outlookVariant ?? "reference", eci: a.options.eciMethod ?? "eigenvector",
    fitness: a.fitnessResult?.variant ?? null, fitness_iterations: a.fitnessResult?.iterations ?? null, engine: a.engine,
  });
  await json.member("sample", a.sample);
  await json.member("refusals", a.refusals);
  await json.member("cautions", a.cautions);
  await json.member("eigen", a.index ? {
    value: a.index.eigenvalue, next: a.index.nextEigenvalue, converged: a.index.converged, regions: a.index.regions,
    activities: a.index.activities, parts: a.index.parts,
  } : null);
  const write: Record<Section, () => Promise<void>> = {
    rca: () => json.rows("rca", quotientRows(a, options.counts ?? false)),
    eci: () => json.rows("eci", standingRows(a.eci, "region")),
    fitness: () => json.rows("fitness", standingRows(a.fitness, "region")),
    pci: () => json.rows("pci", standingRows(a.pci, "activity")),
    fitness_activity: () => json.rows("fitness_activity", standingRows(a.fitnessActivity, "activity")),
    outlook: () => json.rows("outlook", standingRows(a.outlook, "region")),
    concentration: async () => {
      await json.rows("concentration_regions", a.concentration.regions.map((c, r) => JSON.stringify({ region: a.table.regions[r], ...(c ?? { n: 0, reason: "no-values" }) })));
      await json.rows("concentration_activities", a.concentration.activities.map((c, i) => JSON.stringify({ activity: a.table.activities[i], ...(c ?? { n: 0, reason: "no-values" }) })));
    },
    proximity: () => json.rows("proximity", pairRows(a)),
    density: () => json.rows("density", a.relatedness ? cellRows(a, a.relatedness.density) : []),
    gain: () => json.rows("gain", a.relatedness ? cellRows(a, a.relatedness.gain) : []),
  };
  for (const section of SECTIONS) if (wanted.has(section)) await write[section]();
  if (options.for !== undefined) {
    await json.member("for", options.for);
    await json.rows("frame", (relatednessFrame(a, options.for) ?? []).map((c) => JSON.stringify(c)));
  }
  await json.end();
}

function noSuchRegion(region: string): AppError {
  return new AppError("complexity/no-such-region", { region }, { zh: `表中没有地区“${region}”`, en: `The table has no region "${region}"` });
}

function* quotientRows(a: Analysis, counts: boolean): Generator<string> {
  const { table, quotient } = a;
  const activity = table.activities.map((name) => JSON.stringify(name));
  for (let r = 0; r < table.regions.length; r += 1) {
    const region = JSON.stringify(table.regions[r]);
    for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) {
      const at = table.column[i]!;
      const x = table.value[i]!;
      const range = counts ? quotientRange(x, table.regionTotal[r]!, table.activityTotal[at]!, table.total, quotient[i]!) : undefined;
      yield `{"region":${region},"activity":${activity[at]},"rca":${num(quotient[i])},"n":${num(x)}${range ? `,"lo":${num32(range.lo)},"hi":${num32(range.hi)}` : ""}}`;
    }
  }
}

function* standingRows(standings: Standing[], key: "region" | "activity"): Generator<string> {
  for (const { name, ...rest } of standings) yield JSON.stringify({ [key]: name, ...rest });
}

function* pairRows(a: Analysis): Generator<string> {
  if (!a.proximity) return;
  const activity = a.table.activities.map((name) => JSON.stringify(name));
  for (const p of proximityPairs(a.proximity)) {
    const range = p.range ? `,"lo":${p.range.lo.toFixed(4)},"hi":${p.range.hi.toFixed(4)}` : "";
    yield `{"a":${activity[p.a]},"b":${activity[p.b]},"value":${num(p.value)},"n":${p.n}${range}}`;
  }
}

function* cellRows(a: Analysis, values: Float32Array): Generator<string> {
  const stride = a.relatedness!.stride;
  const activity = a.table.activities.map((name) => JSON.stringify(name));
  for (let r = 0; r < a.table.regions.length; r += 1) {
    const head = `{"region":${JSON.stringify(a.table.regions[r])},"activity":`;
    const tail = `,"n":${a.m.diversity[r]}}`;
    for (let p = 0; p < activity.length; p += 1) yield `${head}${activity[p]},"value":${num32(values[r * stride + p]!)}${tail}`;
  }
}
