/**
 * What the map knows of the record as of the clocks: who is where, which cluster counts it, and what is not placed.
 * Invariant: a claim counts only while it stands; a reading is made of what one reader may see and never holds more.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../../db/index.ts";
import type { Label } from "../../kernel/index.ts";
import { claimsOfProperties, entitiesOfTypes, type Claim, type Clocks } from "../../ledger/index.ts";
import { Placer, PLACE_PROPERTIES, type Placeable, type Placed, type Placing, type Unplaced } from "./placing.ts";

/** What is drawn, and which nouns of the ontology it is made of. */
export const LAYERS = ["zone", "park", "project", "firm", "institute", "expo", "industry"] as const;
export type Layer = (typeof LAYERS)[number];

const LAYER_OF: Readonly<Record<string, Layer>> = {
  Zone: "zone", Park: "park", ParkPhase: "park", Building: "park", Lot: "park", Project: "project", Firm: "firm", Institute: "institute", Lab: "institute", Expo: "expo", Cluster: "industry",
};
/** Parts of a park are drawn where their own position is given; else the park stands for them. */
const PARTS = new Set(["ParkPhase", "Building", "Lot"]);
/** Types that others may lie in. */
const TYPES = [...Object.keys(LAYER_OF), "Region", "Floor", "Unit", "Fund", "Policy", "Event", "Programme"];

export interface Thing extends Placeable {
  slug: string;
  layer?: Layer;
  groups: ReadonlySet<string>;
}

export interface MapRecord {
  things: ReadonlyMap<string, Thing>;
  placer: Placer;
  clocks: Clocks;
}

/** Reads once; placing is worked out as it is asked for. */
export async function readPlaces(db: Kysely<Schema>, clocks: Clocks): Promise<MapRecord> {
  // To which part of the record something belongs is no statement about the world: no day changes it.
  const [entities, claims, filed] = [await entitiesOfTypes(db, TYPES), await claimsOfProperties(db, PLACE_PROPERTIES, clocks), await claimsOfProperties(db, ["record_group"])];
  const bySubject = new Map<string, Claim[]>();
  const groups = new Map<string, Set<string>>();
  for (const claim of filed) if (claim.status === "accepted") groups.set(claim.subject_id, (groups.get(claim.subject_id) ?? new Set<string>()).add(String(claim.value)));
  for (const claim of claims) {
    if (claim.status !== "accepted") continue;
    const list = bySubject.get(claim.subject_id);
    if (list) list.push(claim);
    else bySubject.set(claim.subject_id, [claim]);
  }
  const past = clocks.known_on !== undefined || clocks.recorded_on !== undefined;
  const things = new Map<string, Thing>();
  for (const e of entities) {
    const own = bySubject.get(e.id) ?? [];
    const layer = LAYER_OF[e.type];
    things.set(e.id, { id: e.id, type: e.type, slug: e.slug, label: e.label, claims: own, groups: groups.get(e.id) ?? NONE, ...(layer && !(past && own.length === 0) ? { layer } : {}) });
  }
  return { things, placer: new Placer(things), clocks };
}
const NONE: ReadonlySet<string> = new Set();

export interface Shown {
  thing: Thing;
  layer: Layer;
  placed: Placed;
}

/** Things of a cluster (`all` = every one) and their places, with those that have none. */
export function placesOf(record: MapRecord, cluster: string, layers: ReadonlySet<Layer> = new Set(LAYERS)): { shown: Shown[]; unplaced: { thing: Thing; layer: Layer; unplaced: Unplaced }[] } {
  const [shown, unplaced]: [Shown[], { thing: Thing; layer: Layer; unplaced: Unplaced }[]] = [[], []];
  for (const thing of record.things.values()) {
    const { layer } = thing;
    if (!layer || !layers.has(layer) || (cluster !== "all" && !thing.groups.has(cluster))) continue;
    const found = record.placer.of(thing.id);
    if (PARTS.has(thing.type) && !("placed" in found && found.placed.rung === "own")) continue;
    if ("placed" in found) shown.push({ thing, layer, placed: found.placed });
    else unplaced.push({ thing, layer, unplaced: found.unplaced });
  }
  return { shown, unplaced };
}

/** Where one entity is, whatever its type. */
export const placeOf = (record: MapRecord, id: string): Placing => record.placer.of(id);

/** How many of each cluster are in the record, for the choice of scope. */
export function clustersOf(record: MapRecord): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of record.things.values()) if (thing.layer) for (const key of thing.groups) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export const nameIn = (label: Label, lang: "zh" | "en"): string => label[lang] ?? label.zh ?? label.en ?? "";
