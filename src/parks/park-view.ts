/**
 * What a page of a park, phase, building or project is made of, and the list of all parks zone by zone.
 * Invariant: everything shown is a fact or claim of the place or of what lies in it; what nobody told is listed as missing, never filled in.
 */
import { type Label, type Problem, whenRange } from "../kernel/index.ts";
import { latestFacts, type Claim, type Fact } from "../ledger/index.ts";
import type { FrameStand } from "./milestone-rows.ts";
import { type MilestoneRow, rankOfMilestone } from "./milestone.ts";
import { type Money, moneyOf } from "./money.ts";
import { comparePlaces, factsOfPlace, type Place, subtreeOf, wholesOf } from "./place.ts";
import { type Delivery, deliveryOf, type Site } from "./site.ts";

export interface PlaceRef {
  id: string;
  slug: string;
  type: string;
  label: Label;
}

/** A milestone with its forecast, where one is due. */
export interface MilestoneView extends MilestoneRow {
  subject: PlaceRef;
  delivery?: Delivery;
}

export interface PartView {
  place: PlaceRef;
  depth: number;
  parent?: string;
  /** Latest facts of land, floor area, storeys, occupancy and the like. */
  facts: Fact[];
  money: Money;
  milestones: MilestoneView[];
  frame: FrameStand[];
  /** What nobody told: `land`, `floor-area`, `investment`, `dates`, `storeys`. */
  missing: Missing[];
}
export type Missing = "land" | "floor-area" | "investment" | "dates" | "storeys";

export interface ParkView {
  place: PlaceRef;
  /** Wholes of the place, the largest first. */
  within: PlaceRef[];
  today: string;
  /** The place itself first, then everything below it. */
  parts: PartView[];
  problems: Problem[];
  /** The record's own ended promises that the forecasts rest on, and the public ones behind them. */
  own_cases: number;
  bundled_cases: number;
}

export const placeRef = ({ id, slug, type, label }: Place): PlaceRef => ({ id, slug, type, label });

const SHOWN = new Set(["area.land", "area.floor", "area.leased", "storeys", "occupancy_rate", "firms_count", "output_value", "employees", "use", "lot_status", "operated_by", "produces", "production_lines", "capacity_output", "other_count", "address_text"]);

/** Rows of one subject with their forecasts. */
export function milestonesAt(site: Site, place: Place): MilestoneView[] {
  return (site.milestones.get(place.id)?.rows ?? []).map((row) => {
    const delivery = deliveryOf(site, row);
    return { ...row, subject: placeRef(place), ...(delivery ? { delivery } : {}) };
  });
}

/** The place with everything below it. @param place from `placeBy`. */
export function parkView(site: Site, place: Place): ParkView {
  const below = subtreeOf(site.places, place.id);
  const depth = new Map<string, number>([[place.id, 0]]);
  for (const p of below) if (p.parent && depth.has(p.parent)) depth.set(p.id, depth.get(p.parent)! + 1);
  const ordered = outline(site, place);
  return {
    place: placeRef(place), within: wholesOf(site.places, place.id).reverse().map(placeRef), today: site.today,
    parts: ordered.map((p) => partView(site, p, depth.get(p.id) ?? 0)),
    problems: [...site.problems.filter((p) => below.some((b) => b.slug === p.path)), ...below.flatMap((p) => site.milestones.get(p.id)?.problems ?? []), ...below.flatMap(storeyProblems)],
    own_cases: site.own.length, bundled_cases: site.bundled.length,
  };
}

/** Depth first: a park, its first phase, that phase's buildings, the second phase … */
function outline(site: Site, place: Place): Place[] {
  const children = place.children.map((id) => site.places.get(id)!).sort(comparePlaces);
  return [place, ...children.flatMap((child) => outline(site, child))];
}

function partView(site: Site, place: Place, depth: number): PartView {
  const facts = factsOfPlace(place);
  const milestones = milestonesAt(site, place);
  const frame = site.milestones.get(place.id)?.frame ?? [];
  const has = (property: string): boolean => facts.some((f) => f.property === property);
  const money = moneyOf(facts);
  const missing: Missing[] = [];
  if (!has("area.land") && ["Park", "ParkPhase", "Lot"].includes(place.type)) missing.push("land");
  if (!has("area.floor") && ["Park", "ParkPhase", "Building"].includes(place.type)) missing.push("floor-area");
  if (!has("storeys") && place.type === "Building") missing.push("storeys");
  if (money.announced.length + money.equipped.length + money.arrived.length === 0 && ["Park", "ParkPhase", "Project"].includes(place.type)) missing.push("investment");
  if (milestones.length === 0 && ["ParkPhase", "Building", "Project"].includes(place.type)) missing.push("dates");
  return { place: placeRef(place), depth, ...(place.parent && depth > 0 ? { parent: place.parent } : {}), facts: latestFacts(facts).filter((f) => SHOWN.has(f.property)), money, milestones, frame, missing };
}

/** A building told to have no storeys, or a frame higher than the building. */
function storeyProblems(place: Place): Problem[] {
  const told = place.claims.filter((c) => c.property === "storeys" && typeof c.value === "number");
  return told.filter((c) => Number(c.value) < 1 || !Number.isInteger(Number(c.value))).map((c: Claim) => ({
    code: "parks/no-storeys", path: c.id,
    message: { zh: `${place.label.zh ?? place.label.en ?? ""}：层数 ${String(c.value)} 不成立`, en: `${place.label.en ?? place.label.zh ?? ""}: ${String(c.value)} storeys is not a building` },
    hint: { zh: "层数须为不小于 1 的整数", en: "a building has one storey or more, in whole numbers" },
  }));
}

export interface ParkSummary {
  place: PlaceRef;
  /** The zone it lies in, else the region, else none. */
  zone?: PlaceRef;
  region?: PlaceRef;
  phases: number;
  buildings: number;
  land?: Fact;
  floor?: Fact;
  announced?: Fact;
  /** Promises of the park and its parts: done, still ahead, past without an outcome. */
  done: number;
  ahead: number;
  overdue: number;
  /** The next date that is promised. */
  next?: MilestoneView;
}

/** All parks, those of one zone together; phases without a park stand by themselves. */
export function parkList(site: Site): ParkSummary[] {
  const parks = [...site.places.values()].filter((p) => p.type === "Park" || (p.type === "ParkPhase" && !wholesOf(site.places, p.id).some((w) => w.type === "Park")));
  return parks.map((park) => summaryOf(site, park)).sort((a, b) => compareNames(a.region, b.region) || compareNames(a.zone, b.zone) || compareNames(a.place, b.place));
}

const compareNames = (a?: PlaceRef, b?: PlaceRef): number => {
  const [x, y] = [a?.slug ?? "~", b?.slug ?? "~"];
  return x < y ? -1 : x > y ? 1 : 0;
};

function summaryOf(site: Site, park: Place): ParkSummary {
  const below = subtreeOf(site.places, park.id);
  const rows = below.flatMap((p) => milestonesAt(site, p));
  const wholes = wholesOf(site.places, park.id);
  const [zone, region] = [wholes.find((w) => w.type === "Zone"), wholes.find((w) => w.type === "Region")];
  const facts = latestFacts(factsOfPlace(park)).filter((f) => f.qualifier === "");
  const newest = (property: string): Fact | undefined => facts.filter((f) => f.property === property).sort((a, b) => (dayOfFact(a) < dayOfFact(b) ? 1 : -1))[0];
  const [land, floor, announced] = [newest("area.land"), newest("area.floor"), moneyOf(factsOfPlace(park)).announced[0]];
  const next = rows.filter((r) => r.status === "ahead").sort((a, b) => (latestDeadline(a)! < latestDeadline(b)! ? -1 : 1))[0];
  return {
    place: placeRef(park), ...(zone ? { zone: placeRef(zone) } : {}), ...(region ? { region: placeRef(region) } : {}),
    phases: below.filter((p) => p.type === "ParkPhase" && p.id !== park.id).length, buildings: below.filter((p) => p.type === "Building").length,
    ...(land ? { land } : {}), ...(floor ? { floor } : {}), ...(announced ? { announced } : {}),
    done: rows.filter((r) => r.status === "done").length, ahead: rows.filter((r) => r.status === "ahead" || r.status === "open").length, overdue: rows.filter((r) => r.status === "overdue").length,
    ...(next ? { next } : {}),
  };
}

const dayOfFact = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);
export const latestDeadline = (row: MilestoneRow): string | undefined => row.versions.filter((v) => v.deadline !== undefined).at(-1)?.deadline;
export const byStep = (a: MilestoneRow, b: MilestoneRow): number => rankOfMilestone(a.milestone) - rankOfMilestone(b.milestone);
