/**
 * The building site as a whole: all zones, parks, phases, buildings, lots and projects of the record as of the clocks, with their milestones.
 * Invariant: read once, asked many times; everything the parks room answers about promises comes from one such reading, so its pages agree.
 */
import { readFileSync } from "node:fs";
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, type Problem } from "../kernel/index.ts";
import { standingClaims, type Clocks } from "../ledger/index.ts";
import { BUNDLED_CLASS, forecastDelivery, readBundledClass, type DeliveryForecast, type DeliveryRefusal, type PastSlip } from "./forecast/index.ts";
import { type MilestoneRow } from "./milestone.ts";
import { milestonesOf, type SubjectMilestones } from "./milestone-rows.ts";
import { namesOf, type Place, placesOf, SITE_TYPES } from "./place.ts";
import { kindOfMilestone, ownSlips } from "./slips.ts";

export interface Site {
  places: Map<string, Place>;
  /** Milestones by subject. */
  milestones: Map<string, SubjectMilestones>;
  /** The day that promises are held against. */
  today: string;
  /** The record's own ended promises. */
  own: PastSlip[];
  /** The public class behind them. */
  bundled: PastSlip[];
  problems: Problem[];
}

let bundled: PastSlip[] | undefined;
/** The bundled reference class, read once in a process: it is part of the program. */
export const bundledSlips = (): PastSlip[] => (bundled ??= readBundledClass(readFileSync(BUNDLED_CLASS)));

/** The day that a question about promises is asked on: the valid day, else the known day, else today. */
export const dayAsked = (clocks: Clocks, today: string): string => clocks.valid_on ?? clocks.known_on ?? today;

/**
 * Reads the site as a viewer may see it. @param db a reader of his clearance. @param today the clock's civil day.
 */
export async function readSite(db: Kysely<Schema>, clocks: Clocks, today: string, reference: PastSlip[] = bundledSlips()): Promise<Site> {
  const day = dayAsked(clocks, today);
  const standing = await standingClaims(db, { types: SITE_TYPES }, clocks);
  const regions = await standingClaims(db, { types: ["Region"], properties: ["part_of", "located_in"] }, {});
  const { places, problems } = placesOf(new Map([...standing.subjects, ...regions.subjects]), new Map([...standing.claims, ...regions.claims]));
  const milestones = new Map<string, SubjectMilestones>();
  for (const place of places.values()) {
    if (place.type === "Region" || place.type === "Zone") continue;
    milestones.set(place.id, milestonesOf(place.id, namesOf(place), place.claims, day));
  }
  const rows = [...milestones.values()].flatMap((m) => m.rows);
  return { places, milestones, today: day, own: ownSlips(rows, day), bundled: reference, problems };
}

/** The place of a name in addresses (slug or id). @throws AppError `parks/no-place`. */
export function placeBy(site: Site, ref: string): Place {
  const found = site.places.get(ref) ?? [...site.places.values()].find((p) => p.slug === ref);
  if (!found) throw new AppError("parks/no-place", { ref }, { status: 404, zh: `记录中没有园区、期次、楼宇或项目 ${ref}`, en: `the record has no park, phase, building or project ${ref}`, hint: { zh: "见“园区”一页的列表", en: "see the list of parks" } });
  return found;
}

/** Only milestones that are still to come are forecast. */
export type Delivery = DeliveryForecast | DeliveryRefusal;

/** The delivery forecast of a milestone that is promised and not done; undefined where there is nothing to forecast. `by`: days to give the chance for. */
export function deliveryOf(site: Site, row: MilestoneRow, by: string[] = []): Delivery | undefined {
  if (row.status === "done" || row.status === "implied") return undefined;
  const dated = row.versions.filter((v) => v.deadline !== undefined);
  if (dated.length === 0) return undefined;
  const started = site.milestones.get(row.subject_id)?.rows.find((r) => r.milestone === "started" && r.part === undefined)?.done;
  const building = kindOfMilestone(row.milestone) === "building";
  return forecastDelivery({
    kind: kindOfMilestone(row.milestone), today: site.today, by,
    announcements: dated.map((v) => ({ announced: v.deadline!, said_on: v.first_said })),
    ...(building && started ? { started: started.when } : {}),
  }, site.own, site.bundled);
}
