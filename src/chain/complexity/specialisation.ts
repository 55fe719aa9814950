/**
 * Who is specialised in what: the location quotient (revealed comparative advantage) of each cell, and the binary
 * matrix M of the cells at or above a threshold, kept sparse by region and by activity.
 * Invariant: both forms of M hold the same ones; `diversity` and `ubiquity` are their row and column sums.
 */
import type { ActivityTable } from "./table.ts";

/** M, sparse both ways: `column` by region, `row` by activity, both ascending. */
export interface Specialisation {
  regions: number;
  activities: number;
  rowStart: Uint32Array;
  column: Uint32Array;
  columnStart: Uint32Array;
  row: Uint32Array;
  /** Activities each region is specialised in. */
  diversity: Uint32Array;
  /** Regions specialised in each activity. */
  ubiquity: Uint32Array;
}

/** A quotient this near the threshold is the threshold: sums in another order must not decide a one. */
const TIE = 1e-12;

/**
 * Location quotient of every stored cell (Balassa 1965): the share of the activity in the region over its share in all
 * regions, `(x_ra / x_r) / (x_a / x)`. One where the region is like the whole; no unit. Aligned with `table.column`.
 */
export function locationQuotients(table: ActivityTable, threshold = 1): Float64Array {
  const out = new Float64Array(table.column.length);
  const share = new Float64Array(table.activities.length);
  for (let a = 0; a < share.length; a += 1) share[a] = table.activityTotal[a]! / table.total;
  for (let r = 0; r < table.regions.length; r += 1) {
    const regionTotal = table.regionTotal[r]!;
    for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) {
      const q = table.value[i]! / regionTotal / share[table.column[i]!]!;
      out[i] = Math.abs(q - threshold) <= TIE * threshold ? threshold : q;
    }
  }
  return out;
}

/** M: one where the quotient is at or above the threshold (1 unless told). */
export function specialise(table: ActivityTable, quotient: Float64Array, threshold = 1): Specialisation {
  const regions = table.regions.length;
  const rowStart = new Uint32Array(regions + 1);
  const column = new Uint32Array(quotient.length);
  let at = 0;
  for (let r = 0; r < regions; r += 1) {
    for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) {
      if (quotient[i]! >= threshold) column[at++] = table.column[i]!;
    }
    rowStart[r + 1] = at;
  }
  return bothWays(regions, table.activities.length, rowStart, column.slice(0, at));
}

/**
 * Quotients and M straight from a dense matrix of zeros and positive numbers (`values[r * activities + a]`), for callers
 * that hold one: no table is built. Totals are summed in double precision, quotients kept in single.
 */
export function specialiseMatrix(
  values: Float32Array | Float64Array, regions: number, activities: number, threshold = 1,
): { quotient: Float32Array; m: Specialisation } {
  const { regionTotal, activityTotal, total } = matrixTotals(values, regions, activities);
  const quotient = new Float32Array(values.length);
  const scale = activityTotal.map((x) => (x > 0 ? total / x : 0));
  const inverse = regionTotal.map((x) => (x > 0 ? 1 / x : 0));
  const rowStart = new Uint32Array(regions + 1);
  const found = new Uint32Array(activities + 1);
  const rows: Uint32Array[] = [];
  for (let r = 0; r < regions; r += 1) {
    const from = r * activities;
    const ones = quotientRow(values, quotient, from, inverse[r]!, scale, threshold * (1 - TIE), found);
    rows.push(found.slice(0, ones));
    rowStart[r + 1] = rowStart[r]! + ones;
  }
  const column = new Uint32Array(rowStart[regions]!);
  rows.forEach((row, r) => column.set(row, rowStart[r]));
  return { quotient, m: bothWays(regions, activities, rowStart, column) };
}

function matrixTotals(
  values: Float32Array | Float64Array, regions: number, activities: number,
): { regionTotal: Float64Array; activityTotal: Float64Array; total: number } {
  const regionTotal = new Float64Array(regions);
  const activityTotal = new Float64Array(activities);
  let total = 0;
  for (let r = 0, i = 0; r < regions; r += 1) {
    let sum = 0;
    for (let a = 0; a < activities; a += 1, i += 1) {
      const x = values[i]!;
      sum += x;
      activityTotal[a] = activityTotal[a]! + x;
    }
    regionTotal[r] = sum;
    total += sum;
  }
  return { regionTotal, activityTotal, total };
}

/** Writes the quotients of one row, and the places of those at or above the limit into `found`; gives how many. */
function quotientRow(
  values: Float32Array | Float64Array, quotient: Float32Array, from: number, inverse: number, scale: Float64Array, limit: number, found: Uint32Array,
): number {
  let ones = 0;
  for (let a = 0; a < scale.length; a += 1) {
    const q = values[from + a]! * inverse * scale[a]!;
    quotient[from + a] = q;
    // Written always, kept when it counts: a branch here would be guessed wrong once in five.
    found[ones] = a;
    ones += Number(q >= limit);
  }
  return ones;
}

/** M from a sparse binary matrix by rows (columns ascending in each row). */
export function bothWays(regions: number, activities: number, rowStart: Uint32Array, column: Uint32Array): Specialisation {
  const diversity = new Uint32Array(regions);
  const ubiquity = new Uint32Array(activities);
  const columnStart = new Uint32Array(activities + 1);
  for (let i = 0; i < column.length; i += 1) ubiquity[column[i]!] = ubiquity[column[i]!]! + 1;
  for (let a = 0; a < activities; a += 1) columnStart[a + 1] = columnStart[a]! + ubiquity[a]!;
  const cursor = columnStart.slice();
  const row = new Uint32Array(column.length);
  for (let r = 0; r < regions; r += 1) {
    diversity[r] = rowStart[r + 1]! - rowStart[r]!;
    for (let i = rowStart[r]!; i < rowStart[r + 1]!; i += 1) {
      const a = column[i]!;
      row[cursor[a]!] = r;
      cursor[a] = cursor[a]! + 1;
    }
  }
  return { regions, activities, rowStart, column, columnStart, row, diversity, ubiquity };
}

/** The same matrix with regions and activities exchanged. */
export function transpose(m: Specialisation): Specialisation {
  return {
    regions: m.activities, activities: m.regions, rowStart: m.columnStart, column: m.row,
    columnStart: m.rowStart, row: m.column, diversity: m.ubiquity, ubiquity: m.diversity,
  };
}

/** Connected parts of the bipartite graph of M. Rows and columns without a one belong to no part (-1). */
export interface Parts { ofRegion: Int32Array; ofActivity: Int32Array; count: number; largest: number }

/** Finds the parts and which of them has most regions (ties: the one met first). */
export function connectedParts(m: Specialisation): Parts {
  const ofRegion = new Int32Array(m.regions).fill(-1);
  const ofActivity = new Int32Array(m.activities).fill(-1);
  let count = 0;
  let largest = -1;
  let most = 0;
  for (let seed = 0; seed < m.regions; seed += 1) {
    if (ofRegion[seed] !== -1 || m.diversity[seed] === 0) continue;
    const part = count++;
    const queue = [seed];
    ofRegion[seed] = part;
    for (let head = 0; head < queue.length; head += 1) {
      const r = queue[head]!;
      for (let i = m.rowStart[r]!; i < m.rowStart[r + 1]!; i += 1) {
        const a = m.column[i]!;
        if (ofActivity[a] !== -1) continue;
        ofActivity[a] = part;
        for (let k = m.columnStart[a]!; k < m.columnStart[a + 1]!; k += 1) {
          const other = m.row[k]!;
          if (ofRegion[other] === -1) { ofRegion[other] = part; queue.push(other); }
        }
      }
    }
    if (queue.length > most) { most = queue.length; largest = part; }
  }
  return { ofRegion, ofActivity, count, largest };
}

/** The rows and columns of one part, as a matrix of its own, with the places they came from. */
export function onlyPart(m: Specialisation, parts: Parts, part: number): { m: Specialisation; regions: Uint32Array; activities: Uint32Array } {
  const regions = indicesOf(parts.ofRegion, part);
  const activities = indicesOf(parts.ofActivity, part);
  if (regions.length === m.regions && activities.length === m.activities) return { m, regions, activities };
  const rank = new Uint32Array(m.activities);
  activities.forEach((a, at) => { rank[a] = at; });
  const rowStart = new Uint32Array(regions.length + 1);
  const column: Uint32Array = new Uint32Array(m.column.length);
  let at = 0;
  regions.forEach((r, k) => {
    for (let i = m.rowStart[r]!; i < m.rowStart[r + 1]!; i += 1) column[at++] = rank[m.column[i]!]!;
    rowStart[k + 1] = at;
  });
  return { m: bothWays(regions.length, activities.length, rowStart, column.slice(0, at)), regions, activities };
}

function indicesOf(part: Int32Array, wanted: number): Uint32Array {
  const out: number[] = [];
  for (let i = 0; i < part.length; i += 1) if (part[i] === wanted) out.push(i);
  return Uint32Array.from(out);
}
