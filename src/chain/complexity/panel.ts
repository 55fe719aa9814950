/**
 * A panel: one region × activity table per period, on the same regions and activities.
 * Invariant: a cell that the source does not state is NaN, apart from one stated as zero; periods are in order.
 */
import { AppError } from "../../kernel/index.ts";
import { readCells, type ReadOptions, type Reading, type TableFile } from "./read-table.ts";
import { tableOfMatrix, type ActivityTable } from "./table.ts";

export interface Panel {
  regions: string[];
  activities: string[];
  periods: string[];
  /** `values[t][r * activities.length + a]`, NaN where nothing is stated. */
  values: Float64Array[];
}

export interface PanelOptions extends ReadOptions {
  period: string;
  /** How rows of one cell and period (quarters of a year) are put together; sum unless told. */
  aggregate?: "sum" | "mean";
  /** Drop the fraction of each value, as some published protocols do with mean counts. */
  whole?: boolean;
  /** Keep the activities of highest mean value per row, counted before regions are dropped (as in the published protocol). */
  topActivities?: number;
  dropActivities?: string;
  dropRegions?: readonly string[];
}

const PANEL_VALUES_MAX = 40_000_000;

/** Reads a panel; refuses one with a single period, or one too large to hold. */
export async function readPanel(file: TableFile, options: PanelOptions): Promise<{ panel: Panel; reading: Reading }> {
  const dropActivity = options.dropActivities === undefined ? undefined : pattern(options.dropActivities);
  const dropRegion = new Set(options.dropRegions ?? []);
  const sum = new Map<string, { total: number; rows: number; region: string; activity: string; period: string }>();
  const perActivity = new Map<string, { total: number; rows: number }>();
  const reading = await readCells(file, options, (region, activity, value, period) => {
    if (dropActivity?.test(activity)) return;
    const known = perActivity.get(activity) ?? { total: 0, rows: 0 };
    perActivity.set(activity, { total: known.total + value, rows: known.rows + 1 });
    if (dropRegion.has(region)) return;
    const key = `${period}\u0000${region}\u0000${activity}`;
    const cell = sum.get(key) ?? { total: 0, rows: 0, region, activity, period };
    if (cell.rows === 0) {
      if (sum.size >= PANEL_VALUES_MAX / 4) throw tooLarge(sum.size);
      sum.set(key, cell);
    }
    cell.total += value;
    cell.rows += 1;
  });
  const kept = topOf(perActivity, options.topActivities);
  const cells = [...sum.values()].filter((c) => kept.has(c.activity));
  const panel = emptyPanel(cells);
  if (panel.periods.length < 2) throw singlePeriod(panel.periods);
  const place = (names: string[]): Map<string, number> => new Map(names.map((name, i) => [name, i]));
  const [regionAt, activityAt, periodAt] = [place(panel.regions), place(panel.activities), place(panel.periods)];
  for (const c of cells) {
    const value = options.aggregate === "mean" ? c.total / c.rows : c.total;
    const at = regionAt.get(c.region)! * panel.activities.length + activityAt.get(c.activity)!;
    panel.values[periodAt.get(c.period)!]![at] = options.whole ? Math.trunc(value) : value;
  }
  return { panel, reading };
}

/** The table of one period; what is not stated counts as zero. */
export function periodTable(panel: Panel, t: number): ActivityTable {
  return tableOfMatrix(panel.regions, panel.activities, panel.values[t]!.map((v) => (v === v ? v : 0)));
}

function emptyPanel(cells: { region: string; activity: string; period: string }[]): Panel {
  const distinct = (names: string[]): string[] => [...new Set(names)].sort();
  const regions = distinct(cells.map((c) => c.region));
  const activities = distinct(cells.map((c) => c.activity));
  const periods = distinct(cells.map((c) => c.period)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const size = regions.length * activities.length;
  if (size * periods.length > PANEL_VALUES_MAX) throw tooLarge(size * periods.length);
  return { regions, activities, periods, values: periods.map(() => new Float64Array(size).fill(Number.NaN)) };
}

function topOf(perActivity: Map<string, { total: number; rows: number }>, top = Number.POSITIVE_INFINITY): Set<string> {
  const ranked = [...perActivity].sort((a, b) => b[1].total / b[1].rows - a[1].total / a[1].rows || (a[0] < b[0] ? -1 : 1));
  return new Set(ranked.slice(0, top).map(([name]) => name));
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, "i");
  } catch {
    throw new AppError("complexity/wrong-use", { pattern: text }, { zh: `不是有效的正则表达式：${text}`, en: `Not a regular expression: ${text}` });
  }
}

function singlePeriod(periods: string[]): AppError {
  return new AppError("complexity/single-period", { periods }, {
    zh: `只有 ${periods.length} 个时期，回测至少需要两个`, en: `${periods.length} periods: a backtest needs two or more`,
    hint: { zh: "用 --period 指明时期列", en: "name the column of periods with --period" },
  });
}

function tooLarge(values: number): AppError {
  return new AppError("complexity/too-large", { values, limit: PANEL_VALUES_MAX }, {
    zh: `面板过大：超过 ${PANEL_VALUES_MAX} 个数值`, en: `The panel is too large: more than ${PANEL_VALUES_MAX.toLocaleString("en")} values`,
    hint: { zh: "减少活动（--top-activities）或汇总时期", en: "keep fewer activities (--top-activities) or aggregate periods" },
  });
}
