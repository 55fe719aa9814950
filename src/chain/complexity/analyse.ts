/**
 * The whole pipeline on one table: quotients, M, proximity, density, ECI and PCI, fitness, outlook, concentration, each
 * with its sample size and, where it makes sense, its interval.
 * Invariant: below the floors an index is refused with a reason in `refusals`; a place without an index is null and last.
 */
import { concentrations, type Concentration } from "./concentration.ts";
import { complexityIndex, type ComplexityIndex } from "./complexity-index.ts";
import { relatedness, type DensityVariant, type OutlookVariant, type Relatedness } from "./density.ts";
import type { Engine } from "./engine.ts";
import { fitnessComplexity, type FitnessResult } from "./fitness.ts";
import type { Range } from "./interval.ts";
import { proximity, proximityBytes, type Proximity, type ProximityMethod } from "./proximity.ts";
import { fastEngine } from "./simd-engine.ts";
import { connectedParts, locationQuotients, specialise, specialiseMatrix, type Specialisation } from "./specialisation.ts";
import { rankStandings, type Standing, type UndefinedReason } from "./standing.ts";
import type { ActivityTable } from "./table.ts";

export interface AnalysisOptions {
  /** Location quotient from which a region counts as specialised; 1 unless told. */
  threshold?: number;
  proximityMethod?: ProximityMethod;
  densityVariant?: DensityVariant;
  outlookVariant?: OutlookVariant;
  eciMethod?: "eigenvector" | "reflections";
  fitnessIterations?: number;
  fitnessVariant?: "tacchella-2012" | "servedio-2018";
  /** Bootstrap draws; undefined picks 100 for small tables and none for large ones (see DRAWS). */
  draws?: number;
  seed?: number;
  floors?: Partial<Floors>;
  /** Builds the engine for a matrix; the fastest there is unless told. */
  engine?: (m: Specialisation) => Engine;
}

/** An index on fewer than this is not an index: regions and activities of a table, ones of M behind a single place. */
export interface Floors { regions: number; activities: number; place: number }
export const FLOORS: Floors = { regions: 5, activities: 5, place: 2 };

/** When the eigenvalue after ECI's is at least this part of it, the order of places depends on little. */
const CLOSE_EIGENVALUES = 0.9;

/** Proximity is a full matrix: it is refused where it would take more than this. */
export const PROXIMITY_BYTES_MAX = 1_200_000_000;
/** Cells of region × activity beyond which density is not tabulated. */
export const DENSITY_CELLS_MAX = 60_000_000;
/** Draws by default, and the number of ones up to which they are made unasked. */
const DRAWS = { count: 100, onesMax: 60_000 };

/** Something to know before an index is quoted. */
export interface Caution { zh: string; en: string }

/** Something that was asked for and is not given, with the reason. */
export interface Refusal { what: "all" | "complexity" | "fitness" | "proximity" | "density" | "intervals"; zh: string; en: string }

export interface Sample {
  regions: number;
  activities: number;
  /** Cells with a value above zero, and of these the ones of M. */
  cells: number;
  ones: number;
  duplicates: number;
  zeroCells: number;
  /** Rows and columns with no value at all, and those with no one in M: they have no index. */
  regionsWithoutValue: string[];
  activitiesWithoutValue: string[];
  regionsWithoutOne: string[];
  activitiesWithoutOne: string[];
  /** Connected parts of M; the index covers the largest. */
  parts: number;
}

export interface Analysis {
  table: ActivityTable;
  options: AnalysisOptions;
  quotient: Float64Array;
  m: Specialisation;
  sample: Sample;
  index?: ComplexityIndex;
  fitnessResult?: FitnessResult;
  proximity?: Proximity;
  relatedness?: Relatedness;
  eci: Standing[];
  pci: Standing[];
  fitness: Standing[];
  fitnessActivity: Standing[];
  outlook: Standing[];
  concentration: { regions: (Concentration | undefined)[]; activities: (Concentration | undefined)[] };
  refusals: Refusal[];
  cautions: Caution[];
  engine: string;
}

/** Runs everything that the table and the floors allow. Never throws on poor data: it refuses, with reasons. */
export function analyse(table: ActivityTable, options: AnalysisOptions = {}): Analysis {
  const threshold = options.threshold ?? 1;
  const quotient = locationQuotients(table, threshold);
  const m = specialise(table, quotient, threshold);
  const sample = sampleOf(table, m);
  const refusals = floorRefusals(sample, { ...FLOORS, ...options.floors });
  const analysis: Analysis = {
    table, options, quotient, m, sample, eci: [], pci: [], fitness: [], fitnessActivity: [], outlook: [],
    concentration: concentrations(table), refusals, cautions: [], engine: "none",
  };
  if (refusals.length === 0) {
    addComplexity(analysis);
    addRelatedness(analysis);
  }
  addStandings(analysis);
  return analysis;
}

/** The indices of a dense matrix, without names, intervals and standings: the numbers alone, for callers that hold a matrix. */
export function analyseMatrix(
  values: Float32Array | Float64Array, regions: number, activities: number, options: AnalysisOptions = {},
): { quotient: Float32Array; m: Specialisation; index?: ComplexityIndex; proximity: Proximity; relatedness: Relatedness; engine: string } {
  const { quotient, m } = specialiseMatrix(values, regions, activities, options.threshold);
  const engine = (options.engine ?? fastEngine)(m);
  const phi = proximity(m, engine, options.proximityMethod);
  const index = complexityIndex(m, { method: options.eciMethod, draws: 0 });
  const related = relatedness(m, phi, index?.pci, engine, options.densityVariant, options.outlookVariant);
  return { quotient, m, index, proximity: phi, relatedness: related, engine: engine.name };
}

function sampleOf(table: ActivityTable, m: Specialisation): Sample {
  const named = (names: string[], is: (i: number) => boolean): string[] => names.filter((_, i) => is(i));
  return {
    regions: table.regions.length, activities: table.activities.length, cells: table.column.length, ones: m.column.length,
    duplicates: table.duplicates, zeroCells: table.zeroCells,
    regionsWithoutValue: named(table.regions, (r) => table.regionTotal[r] === 0),
    activitiesWithoutValue: named(table.activities, (a) => table.activityTotal[a] === 0),
    regionsWithoutOne: named(table.regions, (r) => m.diversity[r] === 0),
    activitiesWithoutOne: named(table.activities, (a) => m.ubiquity[a] === 0),
    parts: connectedParts(m).count,
  };
}

function floorRefusals(sample: Sample, floors: Floors): Refusal[] {
  const regions = sample.regions - sample.regionsWithoutOne.length;
  const activities = sample.activities - sample.activitiesWithoutOne.length;
  if (regions >= Math.max(2, floors.regions) && activities >= Math.max(2, floors.activities)) return [];
  return [{
    what: "all",
    zh: `样本过小：有专业化活动的地区 ${regions} 个（至少 ${floors.regions}）、活动 ${activities} 个（至少 ${floors.activities}），不计算复杂度与关联度`,
    en: `Too small a sample: ${regions} regions (at least ${floors.regions}) and ${activities} activities (at least ${floors.activities}) `
      + `with a specialisation; complexity and relatedness are not computed`,
  }];
}

function addComplexity(analysis: Analysis): void {
  const { m, options, refusals } = analysis;
  const draws = options.draws ?? (m.column.length <= DRAWS.onesMax ? DRAWS.count : 0);
  if (draws === 0 && options.draws === undefined) {
    refusals.push({
      what: "intervals", zh: `表格较大（${m.column.length} 个专业化单元），未自动计算自助法区间；可指定抽样次数`,
      en: `A large table (${m.column.length} specialisations): no bootstrap intervals unless a number of draws is given`,
    });
  }
  const seed = options.seed ?? 1;
  analysis.index = complexityIndex(m, { method: options.eciMethod, draws, seed });
  if (!analysis.index) {
    refusals.push({
      what: "complexity", zh: "各地区的专业化组合相同或互不相连，第二特征向量不存在，ECI/PCI 无定义",
      en: "The regions' baskets are all alike or not joined: there is no second eigenvector, so ECI and PCI are undefined",
    });
  }
  const { index } = analysis;
  if (index && index.nextEigenvalue > CLOSE_EIGENVALUES * index.eigenvalue) {
    analysis.cautions.push({
      zh: `ECI 的特征值 ${index.eigenvalue.toFixed(4)} 与下一个 ${index.nextEigenvalue.toFixed(4)} 相近：排名不稳定，数据可能没有主导的结构`,
      en: `ECI's eigenvalue ${index.eigenvalue.toFixed(4)} and the next, ${index.nextEigenvalue.toFixed(4)}, are close: the ranking is not well determined`,
    });
  }
  analysis.fitnessResult = fitnessComplexity(m, {
    iterations: options.fitnessIterations, variant: options.fitnessVariant, draws, seed: seed + 2,
  });
}

function addRelatedness(analysis: Analysis): void {
  const { m, options, refusals } = analysis;
  const bytes = proximityBytes(m.activities);
  if (bytes > PROXIMITY_BYTES_MAX) {
    refusals.push({
      what: "proximity", zh: `活动过多（${m.activities}）：两两接近度需 ${gigabytes(bytes)} GB，超过上限；请先合并活动`,
      en: `Too many activities (${m.activities}): proximity of all pairs would take ${gigabytes(bytes)} GB; aggregate them first`,
    });
    return;
  }
  if (m.regions * m.activities > DENSITY_CELLS_MAX) {
    refusals.push({
      what: "density", zh: `地区 × 活动超过 ${DENSITY_CELLS_MAX} 个单元：不计算密度与前景`,
      en: `More than ${DENSITY_CELLS_MAX.toLocaleString("en")} cells of region × activity: density and outlook are not computed`,
    });
    return;
  }
  const engine = (options.engine ?? fastEngine)(m);
  analysis.engine = engine.name;
  analysis.proximity = proximity(m, engine, options.proximityMethod);
  analysis.relatedness = relatedness(m, analysis.proximity, analysis.index?.pci, engine, options.densityVariant, options.outlookVariant);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

function addStandings(analysis: Analysis): void {
  const { table, m, index, fitnessResult } = analysis;
  const floor = analysis.options.floors?.place ?? FLOORS.place;
  const standing = (
    names: string[], degree: Uint32Array, total: Float64Array, values?: Float64Array, ranges?: (Range | undefined)[],
  ): Standing[] => rankStandings(names.map((name, i) => {
    const value = values && Number.isFinite(values[i]!) && degree[i]! >= floor ? values[i]! : null;
    const range = value === null ? undefined : ranges?.[i];
    const reason: UndefinedReason | undefined = value !== null ? undefined
      : total[i] === 0 ? "no-values" : degree[i] === 0 ? "no-specialisation" : !values ? "refused" : degree[i]! < floor ? "below-floor" : "separate-part";
    return { name, value, n: degree[i]!, ...(range ?? {}), ...(reason ? { reason } : {}) };
  }));
  analysis.eci = standing(table.regions, m.diversity, table.regionTotal, index?.eci, index?.eciRange);
  analysis.pci = standing(table.activities, m.ubiquity, table.activityTotal, index?.pci, index?.pciRange);
  analysis.fitness = standing(table.regions, m.diversity, table.regionTotal, fitnessResult?.fitness, fitnessResult?.fitnessRange);
  analysis.fitnessActivity = standing(
    table.activities, m.ubiquity, table.activityTotal, fitnessResult?.complexity, fitnessResult?.complexityRange,
  );
  const outlook = index && analysis.relatedness ? analysis.relatedness.outlook : undefined;
  analysis.outlook = standing(table.regions, m.diversity, table.regionTotal, outlook?.map((x, r) => (m.diversity[r] === 0 ? Number.NaN : x)));
}
