/**
 * How unevenly something is spread: over a region's activities (specialisation) or an activity's regions (concentration).
 * Herfindahl–Hirschman, Gini, Krugman (1991) and Shannon entropy. Invariant: an empty or all-zero distribution has none
 * of them (undefined, never NaN).
 */
import type { ActivityTable } from "./table.ts";

export interface Concentration {
  /** Σ share²: 1/n when even, 1 when one holds all. */
  hhi: number;
  /** Over all `places`, empty ones included: 0 when even, towards 1 when one holds all. */
  gini: number;
  /** Σ |share − share among all others|: 0 when like the rest, 2 when nothing is shared. Only where there is a rest. */
  krugman?: number;
  /** Shannon entropy in bits, and as a share of its maximum log2(places). */
  entropy_bits: number;
  evenness: number;
  /** Places with a value, and all places. */
  n: number;
  places: number;
}

/** Indices of one distribution given its values (zero or more) over `places` places; missing ones count as empty. */
export function concentration(values: ArrayLike<number>, places: number = values.length): Concentration | undefined {
  let total = 0;
  let n = 0;
  for (let i = 0; i < values.length; i += 1) { total += values[i]!; if (values[i]! > 0) n += 1; }
  if (!(total > 0) || places < 1) return undefined;
  let hhi = 0;
  let entropy = 0;
  for (let i = 0; i < values.length; i += 1) {
    const share = values[i]! / total;
    hhi += share * share;
    if (share > 0) entropy -= share * Math.log2(share);
  }
  return {
    hhi, gini: gini(values, places, total), entropy_bits: Math.max(0, entropy),
    evenness: places > 1 ? Math.max(0, entropy) / Math.log2(places) : 0, n, places,
  };
}

/** Gini coefficient by sorted ranks; the places without a value come first in the order. */
function gini(values: ArrayLike<number>, places: number, total: number): number {
  const sorted = Float64Array.from(values).sort();
  const empty = places - sorted.length;
  let weighted = 0;
  for (let i = 0; i < sorted.length; i += 1) weighted += (2 * (empty + i + 1) - places - 1) * sorted[i]!;
  return Math.max(0, weighted / (places * total));
}

export interface TableConcentration { regions: (Concentration | undefined)[]; activities: (Concentration | undefined)[] }

/** Indices of every region over its activities, and of every activity over its regions. */
export function concentrations(table: ActivityTable): TableConcentration {
  const regions = ofRows(table.rowStart, table.column, table.value, table.regionTotal, table.activityTotal, table.total);
  const start = new Uint32Array(table.activities.length + 1);
  for (const a of table.column) start[a + 1] = start[a + 1]! + 1;
  for (let a = 0; a < table.activities.length; a += 1) start[a + 1] = start[a + 1]! + start[a]!;
  const cursor = start.slice();
  const region = new Uint32Array(table.column.length);
  const value = new Float64Array(table.column.length);
  for (let r = 0; r < table.regions.length; r += 1) {
    for (let i = table.rowStart[r]!; i < table.rowStart[r + 1]!; i += 1) {
      const a = table.column[i]!;
      const at = cursor[a]!;
      cursor[a] = at + 1;
      region[at] = r;
      value[at] = table.value[i]!;
    }
  }
  return { regions, activities: ofRows(start, region, value, table.activityTotal, table.regionTotal, table.total) };
}

function ofRows(
  start: Uint32Array, place: Uint32Array, value: Float64Array, own: Float64Array, everywhere: Float64Array, total: number,
): (Concentration | undefined)[] {
  return Array.from(own, (sum, r) => {
    const at = place.subarray(start[r]!, start[r + 1]!);
    const values = value.subarray(start[r]!, start[r + 1]!);
    return withKrugman(concentration(values, everywhere.length), at, values, sum, everywhere, total);
  });
}

/** Krugman's index of one row against all the others together. */
function withKrugman(
  base: Concentration | undefined, at: ArrayLike<number>, value: ArrayLike<number>, own: number, everywhere: Float64Array, total: number,
): Concentration | undefined {
  const rest = total - own;
  if (!base || !(rest > 0)) return base;
  // Places where this row has nothing add the rest's share there: all of the rest, less what is found in the loop.
  let sum = 1;
  for (let i = 0; i < at.length; i += 1) {
    const other = Math.max(0, everywhere[at[i]!]! - value[i]!) / rest;
    sum += Math.abs(value[i]! / own - other) - other;
  }
  return { ...base, krugman: Math.min(2, Math.max(0, sum)) };
}
