/**
 * What is known of a region and an activity at one time, as numbers for a model: the table of features of the backtest.
 * Invariant: all finite; nothing from after the period that the state is of.
 */
import { complexityIndex } from "./complexity-index.ts";
import { relatedness } from "./density.ts";
import { plainEngine, type Engine } from "./engine.ts";
import { periodTable, type Panel } from "./panel.ts";
import { proximity } from "./proximity.ts";
import { locationQuotients, specialise, type Specialisation } from "./specialisation.ts";

/** One period's table and indices, dense: `[r * activities + a]`. */
export interface PeriodState {
  activities: number;
  quotient: Float64Array;
  value: Float64Array;
  /** 1 where specialised. */
  one: Uint8Array;
  density: Float64Array;
  gain: Float64Array;
  diversity: Float64Array;
  ubiquity: Float64Array;
  eci: Float64Array;
  pci: Float64Array;
  regionTotal: Float64Array;
  activityTotal: Float64Array;
}

/** Names of the features, in order. `size` is diversity × ubiquity: what is expected without any relatedness. */
export const FEATURES = [
  "density", "quotient", "size", "latest_quotient", "quotient_change", "latest_density", "value", "diversity", "ubiquity", "pci", "eci",
  "gain", "region_total", "activity_total",
] as const;

/** Computes everything of one period. */
export function periodState(panel: Panel, t: number, threshold: number, engineOf: (m: Specialisation) => Engine = plainEngine): PeriodState {
  const table = periodTable(panel, t);
  const sparse = locationQuotients(table, threshold);
  const m = specialise(table, sparse, threshold);
  const width = table.activities.length;
  const size = table.regions.length * width;
  const state: PeriodState = {
    activities: width, quotient: new Float64Array(size), value: new Float64Array(size), one: new Uint8Array(size),
    density: new Float64Array(size), gain: new Float64Array(size), diversity: Float64Array.from(m.diversity), ubiquity: Float64Array.from(m.ubiquity),
    eci: new Float64Array(table.regions.length), pci: new Float64Array(width), regionTotal: table.regionTotal, activityTotal: table.activityTotal,
  };
  for (let r = 0; r < table.regions.length; r += 1) {
    for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) {
      const at = r * width + table.column[i]!;
      state.quotient[at] = sparse[i]!;
      state.value[at] = table.value[i]!;
      state.one[at] = sparse[i]! >= threshold ? 1 : 0;
    }
  }
  const index = complexityIndex(m);
  if (index) {
    state.eci = index.eci.map((x) => (x === x ? x : 0));
    state.pci = index.pci.map((x) => (x === x ? x : 0));
  }
  const engine = engineOf(m);
  const related = relatedness(m, proximity(m, engine), index?.pci, engine);
  for (let r = 0; r < table.regions.length; r += 1) {
    state.density.set(related.density.subarray(r * related.stride, r * related.stride + width), r * width);
    state.gain.set(related.gain.subarray(r * related.stride, r * related.stride + width), r * width);
  }
  return state;
}

/** Writes one cell's features at `offset`: those of the first period, and what the latest known period adds. */
export function writeFeatures(to: Float64Array, offset: number, first: PeriodState, latest: PeriodState, r: number, a: number): void {
  const at = r * first.activities + a;
  const row = [
    first.density[at]!, first.quotient[at]!, first.diversity[r]! * first.ubiquity[a]!, Math.log(latest.quotient[at]! + 0.01),
    Math.log((latest.quotient[at]! + 0.01) / (first.quotient[at]! + 0.01)), latest.density[at]!, Math.log1p(latest.value[at]!),
    latest.diversity[r]!, latest.ubiquity[a]!, latest.pci[a]!, latest.eci[r]!, latest.gain[at]!, Math.log1p(latest.regionTotal[r]!),
    Math.log1p(latest.activityTotal[a]!),
  ];
  row.forEach((x, j) => { to[offset + j] = Number.isFinite(x) ? x : 0; });
}
