/**
 * Which free unit suits a firm that needs so much floor, power, load and height; neighbours on one floor may be taken together.
 * Invariant: a condition of which nothing is told is neither met nor failed; it is named as a question to ask. Every answer explains itself.
 */
import { AppError, whenRange } from "../kernel/index.ts";
import { compareUnits, stateOf, type Tenancy, type Unit } from "./unit.ts";

export interface Need {
  area_m2: number;
  power_kva?: number;
  floor_load_kpa?: number;
  clear_height_m?: number;
  use?: string;
  /** First day that it is wanted for. */
  from_day: string;
}

export type Condition = "area_m2" | "power_kva" | "floor_load_kpa" | "clear_height_m" | "use" | "available_from";

export interface Judged {
  condition: Condition;
  verdict: "met" | "unknown" | "short";
  needed: number | string;
  /** What is there; for neighbours together: area and power add up, the weakest floor and the lowest ceiling count. */
  found?: number | string;
}

export interface Fit {
  units: Unit[];
  area_m2: number;
  /** Floor left over, as a share of what is needed. */
  spare_share: number;
  judged: Judged[];
  /** All conditions met; or met as far as anything is told. */
  sure: boolean;
}

export interface FitAnswer {
  fits: Fit[];
  free: number;
  /** Free units of unknown area: nobody can say whether they fit. */
  without_area: number;
  /** Of the free units, how many fail each condition by themselves. */
  short: Partial<Record<Condition, number>>;
}

/** Neighbours taken together at most. */
const TOGETHER_MAX = 8;
const FITS_SHOWN = 20;

/** The best fits first: sure before to-be-asked, then one unit before several, then the least floor left over. @throws AppError `parks/bad-need`. */
export function fitUnits(units: readonly Unit[], tenancies: readonly Tenancy[], need: Need): FitAnswer {
  if (!(need.area_m2 > 0) || [need.power_kva, need.floor_load_kpa, need.clear_height_m].some((n) => n !== undefined && !(n >= 0))) {
    throw new AppError("parks/bad-need", { ...need }, { zh: "需要的面积须大于 0，其他条件不得为负", en: "the floor area needed must be above 0, other needs not negative" });
  }
  const by_unit = Map.groupBy(tenancies, (t) => t.unit_id);
  const free = units.filter((u) => freeFrom(u, by_unit.get(u.id) ?? [], need.from_day));
  const answer: FitAnswer = { fits: [], free: free.length, without_area: free.filter((u) => u.area_m2 === undefined).length, short: {} };
  for (const unit of free) {
    for (const j of judge([unit], need)) if (j.verdict === "short") answer.short[j.condition] = (answer.short[j.condition] ?? 0) + 1;
  }
  answer.fits = candidates(units, free, need).flatMap((chosen) => fitOf(chosen, need)).sort(compareFits).slice(0, FITS_SHOWN);
  return answer;
}

/** Free on the day and not promised to anybody for later. */
function freeFrom(unit: Unit, tenancies: readonly Tenancy[], day: string): boolean {
  const state = stateOf(unit, tenancies, day);
  return (state === "free" || state === "not-yet") && !tenancies.some((t) => !t.cancelled && t.first_day > day);
}

/** Single units, and the fewest neighbours in a row on one floor that together are large enough. */
function candidates(all: readonly Unit[], free: readonly Unit[], need: Need): Unit[][] {
  const found: Unit[][] = free.filter((u) => (u.area_m2 ?? 0) >= need.area_m2).map((u) => [u]);
  const is_free = new Set(free.map((u) => u.id));
  const floors = Map.groupBy(all.filter((u) => u.floor !== undefined), (u) => `${u.building_id} ${u.floor}`);
  for (const floor of floors.values()) {
    const row = [...floor].sort(compareUnits);
    for (let from = 0; from < row.length; from++) {
      let area = 0;
      for (let to = from; to < Math.min(row.length, from + TOGETHER_MAX); to++) {
        const unit = row[to]!;
        if (!is_free.has(unit.id) || unit.area_m2 === undefined || unit.area_m2 >= need.area_m2) break;
        area += unit.area_m2;
        if (area < need.area_m2) continue;
        found.push(row.slice(from, to + 1));
        break;
      }
    }
  }
  return found;
}

function judge(units: readonly Unit[], need: Need): Judged[] {
  const told = (key: "area_m2" | "power_kva" | "floor_load_kpa" | "clear_height_m", how: (values: number[]) => number): number | undefined => {
    const values = units.map((u) => u[key]);
    return values.some((v) => v === undefined) ? undefined : how(values as number[]);
  };
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
  const least = (values: number[]): number => Math.min(...values);
  const number = (condition: Condition, needed: number | undefined, found: number | undefined): Judged[] =>
    needed === undefined ? [] : [{ condition, needed, verdict: found === undefined ? "unknown" : found >= needed ? "met" : "short", ...(found === undefined ? {} : { found }) }];
  const uses = [...new Set(units.map((u) => u.use))];
  const opens = units.map((u) => (u.available_from ? whenRange(u.available_from).last : "")).sort().at(-1)!;
  return [
    ...number("area_m2", need.area_m2, told("area_m2", sum)), ...number("power_kva", need.power_kva, told("power_kva", sum)),
    ...number("floor_load_kpa", need.floor_load_kpa, told("floor_load_kpa", least)), ...number("clear_height_m", need.clear_height_m, told("clear_height_m", least)),
    ...(need.use === undefined ? [] : [{ condition: "use" as const, needed: need.use, verdict: uses.includes(undefined) ? "unknown" as const : uses.every((u) => u === need.use) ? "met" as const : "short" as const, ...(uses[0] ? { found: uses.join(", ") } : {}) }]),
    ...(opens > need.from_day ? [{ condition: "available_from" as const, needed: need.from_day, verdict: "short" as const, found: opens }] : []),
  ];
}

function fitOf(units: Unit[], need: Need): Fit[] {
  const judged = judge(units, need);
  if (judged.some((j) => j.verdict === "short")) return [];
  const area_m2 = units.reduce((total, u) => total + u.area_m2!, 0);
  return [{ units, area_m2, spare_share: (area_m2 - need.area_m2) / need.area_m2, judged, sure: judged.every((j) => j.verdict === "met") }];
}

function compareFits(a: Fit, b: Fit): number {
  return Number(b.sure) - Number(a.sure) || a.units.length - b.units.length || a.spare_share - b.spare_share || (a.units[0]!.slug < b.units[0]!.slug ? -1 : 1);
}
