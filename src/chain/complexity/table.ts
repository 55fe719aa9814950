/**
 * The region × activity table: what every index of this folder is computed from. Sparse by region, names sorted.
 * Invariant: all values are finite and positive (zero cells are not stored), totals are their exact sums, and rows or
 * columns whose cells are all zero keep their name, so that they can be reported as undefined rather than vanish.
 */
import { AppError } from "../../kernel/index.ts";

/** Values by region and activity: row r owns `column[rowStart[r] .. rowStart[r+1])`, ascending. */
export interface ActivityTable {
  regions: string[];
  activities: string[];
  rowStart: Uint32Array;
  column: Uint32Array;
  value: Float64Array;
  regionTotal: Float64Array;
  activityTotal: Float64Array;
  total: number;
  /** What was met while reading: cells given more than once (their values were summed), cells that were zero. */
  duplicates: number;
  zeroCells: number;
}

/** No table is read beyond these; a larger one is refused rather than left to fill the memory. */
export const TABLE_LIMITS = { cells: 60_000_000, regions: 2_000_000, activities: 2_000_000 } as const;

/** Grows a table cell by cell. Cells of one (region, activity) pair are summed. */
export class TableBuilder {
  readonly #regionOf = new Map<string, number>();
  readonly #activityOf = new Map<string, number>();
  #region = new Uint32Array(1024);
  #activity = new Uint32Array(1024);
  #value = new Float64Array(1024);
  #size = 0;
  #zero = 0;

  /** Adds a value, which must be finite and not negative (the readers check and name the line). */
  add(region: string, activity: string, value: number): void {
    const r = this.#place(this.#regionOf, region, TABLE_LIMITS.regions, "regions");
    const a = this.#place(this.#activityOf, activity, TABLE_LIMITS.activities, "activities");
    if (value === 0) { this.#zero += 1; return; }
    if (this.#size === this.#region.length) this.#grow();
    this.#region[this.#size] = r;
    this.#activity[this.#size] = a;
    this.#value[this.#size] = value;
    this.#size += 1;
  }

  #place(names: Map<string, number>, name: string, limit: number, what: string): number {
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size >= limit) throw tooLarge(what, limit);
    names.set(name, names.size);
    return names.size - 1;
  }

  #grow(): void {
    const size = this.#region.length * 2;
    if (size > TABLE_LIMITS.cells * 2) throw tooLarge("cells", TABLE_LIMITS.cells);
    const region = new Uint32Array(size);
    const activity = new Uint32Array(size);
    const value = new Float64Array(size);
    region.set(this.#region);
    activity.set(this.#activity);
    value.set(this.#value);
    this.#region = region;
    this.#activity = activity;
    this.#value = value;
  }

  /** The finished table; names in code-unit order, so that the same cells give the same table in any order. */
  build(): ActivityTable {
    const { names: regions, rank: regionRank } = sortedNames(this.#regionOf);
    const { names: activities, rank: activityRank } = sortedNames(this.#activityOf);
    const rowStart = new Uint32Array(regions.length + 1);
    for (let i = 0; i < this.#size; i += 1) {
      const r = regionRank[this.#region[i]!]!;
      rowStart[r + 1] = rowStart[r + 1]! + 1;
    }
    for (let r = 0; r < regions.length; r += 1) rowStart[r + 1] = rowStart[r + 1]! + rowStart[r]!;
    const column = new Uint32Array(this.#size);
    const value = new Float64Array(this.#size);
    const cursor = rowStart.slice();
    for (let i = 0; i < this.#size; i += 1) {
      const r = regionRank[this.#region[i]!]!;
      const at = cursor[r]!;
      cursor[r] = at + 1;
      column[at] = activityRank[this.#activity[i]!]!;
      value[at] = this.#value[i]!;
    }
    return finish(regions, activities, rowStart, column, value, this.#zero);
  }
}

/** A table from an array of cells; the readers and the tests use it. */
export function tableOf(cells: Iterable<readonly [region: string, activity: string, value: number]>): ActivityTable {
  const builder = new TableBuilder();
  for (const [region, activity, value] of cells) {
    if (!Number.isFinite(value) || value < 0) throw notAValue(region, activity, value);
    builder.add(region, activity, value);
  }
  return builder.build();
}

/** A table from a dense matrix, row after row (`values[r * activities.length + a]`). */
export function tableOfMatrix(regions: string[], activities: string[], values: ArrayLike<number>): ActivityTable {
  const width = activities.length;
  const rowStart = new Uint32Array(regions.length + 1);
  let cells = 0;
  for (let i = 0; i < regions.length * width; i += 1) {
    const v = values[i]!;
    if (!Number.isFinite(v) || v < 0) throw notAValue(regions[Math.floor(i / width)]!, activities[i % width]!, v);
    if (v > 0) cells += 1;
  }
  const column = new Uint32Array(cells);
  const value = new Float64Array(cells);
  let at = 0;
  for (let r = 0; r < regions.length; r += 1) {
    for (let a = 0, i = r * width; a < width; a += 1, i += 1) {
      const v = values[i]!;
      if (v > 0) { column[at] = a; value[at] = v; at += 1; }
    }
    rowStart[r + 1] = at;
  }
  return totals({ regions, activities, rowStart, column, value, duplicates: 0, zeroCells: regions.length * width - cells });
}

function sortedNames(names: Map<string, number>): { names: string[]; rank: Uint32Array } {
  const sorted = [...names.keys()].sort();
  const rank = new Uint32Array(sorted.length);
  sorted.forEach((name, at) => { rank[names.get(name)!] = at; });
  return { names: sorted, rank };
}

/** Sorts each row by activity and sums cells given twice. */
function finish(
  regions: string[], activities: string[], rowStart: Uint32Array, column: Uint32Array, value: Float64Array, zeroCells: number,
): ActivityTable {
  const scratch = new Float64Array(activities.length);
  const seen = new Uint8Array(activities.length);
  const start = new Uint32Array(regions.length + 1);
  let at = 0;
  let duplicates = 0;
  for (let r = 0; r < regions.length; r += 1) {
    const from = rowStart[r]!;
    const to = rowStart[r + 1]!;
    for (let i = from; i < to; i += 1) {
      const a = column[i]!;
      if (seen[a]) duplicates += 1;
      seen[a] = 1;
      scratch[a] = scratch[a]! + value[i]!;
    }
    const row = column.slice(from, to).sort();
    for (const a of row) {
      if (!seen[a]) continue;
      column[at] = a;
      value[at] = scratch[a]!;
      at += 1;
      seen[a] = 0;
      scratch[a] = 0;
    }
    start[r + 1] = at;
  }
  return totals({
    regions, activities, rowStart: start, column: column.subarray(0, at), value: value.subarray(0, at), duplicates, zeroCells,
  });
}

function totals(cells: Omit<ActivityTable, "regionTotal" | "activityTotal" | "total">): ActivityTable {
  const regionTotal = new Float64Array(cells.regions.length);
  const activityTotal = new Float64Array(cells.activities.length);
  let total = 0;
  for (let r = 0; r < cells.regions.length; r += 1) {
    let sum = 0;
    for (let i = cells.rowStart[r]!; i < cells.rowStart[r + 1]!; i += 1) {
      const a = cells.column[i]!;
      sum += cells.value[i]!;
      activityTotal[a] = activityTotal[a]! + cells.value[i]!;
    }
    regionTotal[r] = sum;
    total += sum;
  }
  return { ...cells, regionTotal, activityTotal, total };
}

function notAValue(region: string, activity: string, value: number): AppError {
  return new AppError("complexity/not-a-value", { region, activity, value: String(value) }, {
    zh: `地区“${region}”、活动“${activity}”的数值 ${value} 不是非负有限数`,
    en: `The value ${value} of region "${region}" and activity "${activity}" is not a finite number of zero or more`,
    hint: { zh: "删除或更正该单元格", en: "remove or correct the cell" },
  });
}

function tooLarge(what: string, limit: number): AppError {
  return new AppError("complexity/too-large", { what, limit }, {
    zh: `表格过大：${what} 超过 ${limit}`,
    en: `The table is too large: more than ${limit.toLocaleString("en")} ${what}`,
    hint: { zh: "先汇总到较粗的地区或行业", en: "aggregate to coarser regions or activities first" },
  });
}
