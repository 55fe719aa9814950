/**
 * The stacking plan of a building: its floors from the top, the units on each, who is in them on a day, and occupancy over time.
 * Invariant: only units of the record are drawn; a floor of which nothing is told is an empty floor, and units of unknown area are counted apart.
 */
import type { Problem } from "../kernel/index.ts";
import { nameOf } from "./place.ts";
import { compareUnits, covers, stateOf, type Tenancy, type Unit, type UnitState } from "./unit.ts";

export interface StackUnit extends Unit {
  state: UnitState;
  /** Tenancies of the unit, running ones first, then those to come, then past ones. */
  tenancies: Tenancy[];
}

export interface StackFloor {
  /** Absent for units whose floor nobody told. */
  number?: number;
  units: StackUnit[];
  area_m2: number;
}

export interface StackingPlan {
  day: string;
  floors: StackFloor[];
  units: number;
  units_without_area: number;
  total_m2: number;
  let_m2: number;
  reserved_m2: number;
  /** Let of total; absent where no area is told. */
  occupancy?: number;
  /** Steps: from this day on so much was let. */
  over_time: { day: string; let_m2: number; share: number }[];
  problems: Problem[];
}

/** @param storeys above ground, where told: floors without units are drawn too. */
export function stackingPlan(units: readonly Unit[], tenancies: readonly Tenancy[], day: string, storeys?: number): StackingPlan {
  const by_unit = Map.groupBy(tenancies, (t) => t.unit_id);
  const stacked = [...units].sort(compareUnits).map((unit): StackUnit => {
    const own = (by_unit.get(unit.id) ?? []).toSorted((a, b) => order(a, day) - order(b, day) || (a.first_day < b.first_day ? 1 : -1));
    return { ...unit, state: stateOf(unit, own, day), tenancies: own };
  });
  const known = stacked.filter((u) => u.area_m2 !== undefined);
  const sum = (of: StackUnit[]): number => of.reduce((total, u) => total + u.area_m2!, 0);
  const total_m2 = sum(known);
  const let_m2 = sum(known.filter((u) => u.state === "let"));
  return {
    day, floors: floorsOf(stacked, storeys), units: stacked.length, units_without_area: stacked.length - known.length, total_m2, let_m2,
    reserved_m2: sum(known.filter((u) => u.state === "reserved")), ...(total_m2 > 0 ? { occupancy: let_m2 / total_m2 } : {}),
    over_time: occupancyOverTime(known, tenancies, total_m2), problems: [...overlaps(stacked), ...aboveTheRoof(stacked, storeys)],
  };
}

const order = (t: Tenancy, day: string): number => (t.cancelled ? 3 : covers(t, day) ? 0 : t.first_day > day ? 1 : 2);

/** A tower of more storeys than this is a slip of the pen; its floors are not drawn one by one. */
const STOREYS_MAX = 200;

function floorsOf(units: readonly StackUnit[], storeys: number | undefined): StackFloor[] {
  const by_floor = Map.groupBy(units, (u) => u.floor);
  const numbers = new Set<number>([...by_floor.keys()].filter((n) => n !== undefined));
  for (let n = 1; n <= Math.min(storeys ?? 0, STOREYS_MAX); n++) numbers.add(n);
  const floor = (number: number | undefined): StackFloor => {
    const on = by_floor.get(number) ?? [];
    return { ...(number === undefined ? {} : { number }), units: on, area_m2: on.reduce((total, u) => total + (u.area_m2 ?? 0), 0) };
  };
  return [...[...numbers].sort((a, b) => b - a).map(floor), ...(by_floor.has(undefined) ? [floor(undefined)] : [])];
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Let floor area as steps, swept over first days and the days after last days. */
function occupancyOverTime(units: readonly StackUnit[], tenancies: readonly Tenancy[], total_m2: number): StackingPlan["over_time"] {
  if (total_m2 === 0) return [];
  const area = new Map(units.map((u) => [u.id, u.area_m2!]));
  const change = new Map<string, number>();
  for (const t of tenancies) {
    const m2 = Math.min(t.area_m2 ?? Infinity, area.get(t.unit_id) ?? 0);
    if (t.cancelled || t.kind !== "tenant" || m2 === 0) continue;
    change.set(t.first_day, (change.get(t.first_day) ?? 0) + m2);
    if (t.last_day) change.set(dayAfter(t.last_day), (change.get(dayAfter(t.last_day)) ?? 0) - m2);
  }
  let let_m2 = 0;
  return [...change].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, by]) => {
    let_m2 += by;
    return { day, let_m2, share: let_m2 / total_m2 };
  });
}

/** Two tenancies of one unit at one time: old data may hold them, new ones are refused. */
function overlaps(units: readonly StackUnit[]): Problem[] {
  return units.flatMap((unit) => {
    const running = unit.tenancies.filter((t) => !t.cancelled).toSorted((a, b) => (a.first_day < b.first_day ? -1 : 1));
    return running.slice(1).flatMap((t, k): Problem[] => {
      const before = running[k]!;
      if (before.last_day !== undefined && before.last_day < t.first_day) return [];
      return [{
        code: "parks/tenancies-overlap", path: unit.slug,
        message: { zh: `${nameOf(unit.label, "zh")}：${t.first_day} 起的租约与 ${before.first_day} 起的租约重叠`, en: `${nameOf(unit.label, "en")}: the tenancy from ${t.first_day} overlaps the one from ${before.first_day}` },
        hint: { zh: "给前一租约填上最后一天，或取消其一", en: "give the earlier one a last day, or cancel one of them" },
      }];
    });
  });
}

function aboveTheRoof(units: readonly StackUnit[], storeys: number | undefined): Problem[] {
  if (storeys === undefined) return [];
  const high = units.filter((u) => (u.floor ?? 0) > storeys);
  return high.length === 0 ? [] : [{
    code: "parks/unit-above-roof", path: high[0]!.slug,
    message: { zh: `${high.length} 个单元的楼层高于楼宇的 ${storeys} 层`, en: `${high.length} units stand on floors above the building's ${storeys}` }, hint: { zh: "更正楼层号或层数", en: "correct the floor number or the storeys" },
  }];
}
