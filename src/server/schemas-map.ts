/** The shapes of the map as zod schemas. Invariant: each has the type of the same name in `api-types-map.ts`. */
import { z } from "@hono/zod-openapi";
import { DATUMS, LAYERS, RUNGS } from "../report/map/index.ts";
import type * as api from "./api-types.ts";
import { claim, clocks, entityRef, fact, label, pageQuery, problem, when } from "./schemas.ts";

/** Figures that marks may be sized by. */
export const MAP_FIGURES = ["output_value", "firms_count", "investment", "area.floor"] as const;

const layer = z.enum(LAYERS);
const rung = z.enum(RUNGS as [api.PlaceRung, ...api.PlaceRung[]]);
const counts = z.partialRecord(layer, z.number());
const point = z.tuple([z.number(), z.number()]);
const geometry = z.union([z.object({ kind: z.literal("point"), at: point }), z.object({ kind: z.literal("line"), line: z.array(point) }), z.object({ kind: z.literal("area"), rings: z.array(z.array(point)) })]);

const anchor = z.object({ key: z.string(), rung, lon: z.number(), lat: z.number(), label, code: z.string().optional(), entity: entityRef.optional(), r: z.number(), counts });
const group = z.object({ anchor: z.number(), entity: entityRef.optional(), x: z.number(), y: z.number(), r: z.number(), counts, more: z.number() });
const mark = z.object({
  entity: entityRef, layer, rung, no: z.number().optional(), anchor: z.number(), group: z.number(), x: z.number(), y: z.number(), r: z.number(), geometry: geometry.optional(), planned: z.boolean().optional(),
  claim: claim.optional(), figure: fact.optional(), conflict: label.optional(),
});
const belt = z.object({ entity: entityRef, line: z.array(point).optional(), street: z.string().optional(), claims: z.array(claim), stops: z.array(z.object({ entity: entityRef, part_of: entityRef.optional(), claims: z.array(claim) })) });

export const mapView = z.object({
  cluster: z.string(), clusters: z.array(z.object({ key: z.string(), label, n: z.number() })), layers: z.array(layer), figure: z.string().optional(), figures: z.array(z.object({ property: z.string(), label })),
  anchors: z.array(anchor), groups: z.array(group), marks: z.array(mark), belts: z.array(belt), rungs: z.partialRecord(rung, z.number()), counts, conflicts: z.number(), unplaced: z.number(), outlines_note: label,
  as_of: z.object({ valid_on: z.string().optional(), known_on: z.string().optional(), recorded_on: z.string().optional() }),
}).openapi("Map") satisfies z.ZodType<api.MapView>;

export const placeView = z.object({
  entity: entityRef, layer: layer.optional(),
  placed: z.object({
    rung, lon: z.number(), lat: z.number(), geometry: geometry.optional(), by: z.enum(["position", "relation", "name", "address"]), planned: z.boolean().optional(), divisions: z.array(z.object({ code: z.string(), label })),
    via: entityRef.optional(), chain: z.array(entityRef), claims: z.array(claim), conflict: z.object({ words: label, claims: z.array(claim) }).optional(),
  }).optional(),
  unplaced: z.object({ why: z.enum(["nothing", "unknown-name", "ambiguous", "loop", "bad-position"]), words: label.optional(), claims: z.array(claim) }).optional(), figure: fact.optional(),
}).openapi("Place") satisfies z.ZodType<api.PlaceView>;

export const placesPage = z.object({ items: z.array(placeView), next: z.string().optional(), total: z.number() }).openapi("Places") satisfies z.ZodType<api.PlacesPage>;

export const mapQuery = clocks.extend({
  cluster: z.string().max(60).optional(), layers: z.string().max(120).regex(/^[a-z]*(,[a-z]+)*$/).optional().openapi({ example: "zone,park", description: "Kinds to draw, by comma; all where left out" }),
  figure: z.enum(MAP_FIGURES).optional(),
});
export const placesQuery = mapQuery.extend(pageQuery.shape).extend({ placed: z.enum(["yes", "no"]).optional() });

export const positionBody = z.strictObject({
  entity: z.string().max(200), geojson: z.string().min(1).max(2_000_000), datum: z.enum(DATUMS as [api.PositionBody["datum"], ...api.PositionBody["datum"][]]), feature: z.number().int().min(0).max(100_000).optional(), swap: z.boolean().optional(),
  modality: z.enum(["actual", "planned"]).optional(), when: when.optional(),
  source: z.union([z.uuid(), z.strictObject({ title: z.string().trim().min(1).max(500), publisher: z.string().trim().max(200).optional(), published: when.optional(), language: z.string().max(20).optional(), address: z.string().max(2_000).regex(/^https?:\/\//i).optional() })]).optional(),
  note: z.string().trim().max(400).optional(), replaces: z.strictObject({ claim_id: z.uuid(), expects: z.uuid().optional() }).optional(), warnings_seen: z.boolean().optional(), dry_run: z.boolean().optional(),
}).openapi("PositionBody") satisfies z.ZodType<api.PositionBody>;

export const positionAnswer = z.object({
  geometry, wkt: z.string(), points: z.number(), length_m: z.number().optional(), area_m2: z.number().optional(), warnings: z.array(problem), notes: z.array(label), claim: claim.optional(),
}).openapi("Position") satisfies z.ZodType<api.PositionAnswer>;

export const mapOutlines = z.object({
  grid_deg: z.number(),
  maps: z.array(z.object({ key: z.string(), code: z.string(), zh: z.string(), en: z.string(), arcs: z.array(z.array(z.number())), places: z.array(z.object({ code: z.string(), name: z.string(), en: z.string(), centre: z.tuple([z.number(), z.number()]), rings: z.array(z.array(z.number())) })) })),
}).openapi("MapOutlines") satisfies z.ZodType<api.MapOutlines>;
