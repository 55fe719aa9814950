/**
 * Units: the lettable pieces of a building, from their claims, and who is in them on a day.
 * Invariant: a unit of unknown area counts nowhere as floor let or free; it is counted apart.
 */
import { type Label, whenRange } from "../kernel/index.ts";
import { chooseFact, type Claim } from "../ledger/index.ts";
import { nameOf } from "./place.ts";

/** A tenancy or reservation, days inclusive. */
export interface Tenancy {
  unit_id: string;
  id: string;
  tenant_id?: string;
  kind: "tenant" | "reservation";
  first_day: string;
  last_day?: string;
  area_m2?: number;
  note: string;
  cancelled: boolean;
  version: number;
  visibility: "public" | "internal" | "confidential";
}

/** A unit (or floor) with what is accepted of it. Each figure stands with its claim. */
export interface Unit {
  id: string;
  slug: string;
  type: string;
  label: Label;
  building_id: string;
  /** Number of its floor; absent where nobody told. */
  floor?: number;
  area_m2?: number;
  power_kva?: number;
  floor_load_kpa?: number;
  clear_height_m?: number;
  use?: string;
  available_from?: string;
  /** The claims that say so, by property. */
  claims: Record<string, Claim>;
}

const NUMBERS = { area_m2: "area.floor", power_kva: "power_kva", floor_load_kpa: "floor_load_kpa", clear_height_m: "clear_height_m" } as const;
export const UNIT_PROPERTIES = ["part_of", "located_in", "area.floor", "floor_number", "power_kva", "floor_load_kpa", "clear_height_m", "use", "available_from"] as const;

/** A unit from its accepted claims; what was told last of each property counts. `floor` is the number of the floor that it is part of. */
export function unitOf(entity: { id: string; slug: string; type: string; label: Label }, claims: readonly Claim[], building_id: string, floor?: number): Unit {
  const unit: Unit = { id: entity.id, slug: entity.slug, type: entity.type, label: entity.label, building_id, claims: {} };
  const best = (property: string): Claim | undefined => {
    const found = chooseFact(claims.filter((c) => c.property === property && (c.modality === "actual" || c.modality === "planned")))?.best;
    if (found) unit.claims[property] = found;
    return found;
  };
  for (const [key, property] of Object.entries(NUMBERS) as [keyof typeof NUMBERS, string][]) {
    const value = best(property)?.value;
    if (typeof value === "number") unit[key] = value;
  }
  const told = best("floor_number")?.value;
  const number = typeof told === "number" ? told : floor;
  if (number !== undefined) unit.floor = number;
  const use = best("use")?.value;
  if (typeof use === "string") unit.use = use;
  const free = best("available_from")?.value;
  if (typeof free === "string") unit.available_from = free;
  return unit;
}

export type UnitState = "free" | "reserved" | "let" | "not-yet";

export const covers = (t: Tenancy, day: string): boolean => !t.cancelled && t.first_day <= day && (t.last_day === undefined || t.last_day >= day);

/** What a unit is on a day. `not-yet`: it can be let only later. */
export function stateOf(unit: Unit, tenancies: readonly Tenancy[], day: string): UnitState {
  const now = tenancies.filter((t) => covers(t, day));
  if (now.some((t) => t.kind === "tenant")) return "let";
  if (now.length > 0) return "reserved";
  return unit.available_from !== undefined && whenRange(unit.available_from).first > day ? "not-yet" : "free";
}

/** By floor, highest first, then by name with numbers in order. */
export const compareUnits = (a: Unit, b: Unit): number => (b.floor ?? -999) - (a.floor ?? -999) || nameOf(a.label, "zh").localeCompare(nameOf(b.label, "zh"), "zh", { numeric: true });
