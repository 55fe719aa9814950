/**
 * An index value with what it stands on: sample size, interval, rank, or the reason why there is none.
 * Invariant: a value is finite or null; null never has a rank, always has a reason, and sorts after every value.
 */

/** One region's or activity's index. `n` is its sample size (ones of M behind it). */
export interface Standing {
  name: string;
  value: number | null;
  n: number;
  rank: number | null;
  /** 95 % interval, where one was computed. */
  lo?: number;
  hi?: number;
  reason?: UndefinedReason;
}

/** Why a place has no index. */
export type UndefinedReason = "no-specialisation" | "below-floor" | "separate-part" | "no-values" | "refused";

/** Ranks by value, highest first; equal values share the better rank; the undefined come last, by name. */
export function rankStandings(entries: Omit<Standing, "rank">[]): Standing[] {
  const sorted: Standing[] = entries.map((e) => ({ ...e, value: finiteOrNull(e.value), rank: null }));
  sorted.sort((a, b) => {
    if (a.value === null || b.value === null) {
      if (a.value === b.value) return compareNames(a.name, b.name);
      return a.value === null ? 1 : -1;
    }
    return b.value - a.value || compareNames(a.name, b.name);
  });
  sorted.forEach((entry, at) => {
    if (entry.value === null) return;
    const before = sorted[at - 1];
    entry.rank = before && before.value === entry.value ? before.rank : at + 1;
  });
  return sorted;
}

/** The value, or null for anything that is not a finite number. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
