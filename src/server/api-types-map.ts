/**
 * What the routes of the map answer. Invariant: a place says how exactly it is known and by which claims; a mark leads to a claim.
 */
import type { Label, Problem } from "../kernel/index.ts";
import type { ClaimView, EntityRef, FactView } from "./api-types.ts";

export type MapLayer = "zone" | "park" | "project" | "firm" | "institute" | "expo" | "industry";
/** Its own position; that of what it lies in; else only the district, city or province is known. */
export type PlaceRung = "own" | "container" | "district" | "city" | "province";
export type MapCounts = Partial<Record<MapLayer, number>>;
/** Degrees of WGS-84, longitude first. */
export type MapPoint = [lon: number, lat: number];
export type MapGeometry = { kind: "point"; at: MapPoint } | { kind: "line"; line: MapPoint[] } | { kind: "area"; rings: MapPoint[][] };

/** A point about which marks stand: exact for `own` and `container`, else the middle of a division. */
export interface MapAnchorView {
  key: string;
  rung: PlaceRung;
  lon: number;
  lat: number;
  label: Label;
  /** Six digits of GB/T 2260, where it is a division. */
  code?: string;
  entity?: EntityRef;
  /** Radius of all that stands about it, in units of the drawing. */
  r: number;
  counts: MapCounts;
}
/** Things within one anchor that lie in one zone or district. */
export interface MapGroupView {
  anchor: number;
  entity?: EntityRef;
  x: number;
  y: number;
  r: number;
  counts: MapCounts;
  /** Counted, but not drawn one by one. */
  more: number;
}
export interface MapMarkView {
  entity: EntityRef;
  layer: MapLayer;
  rung: PlaceRung;
  no?: number;
  anchor: number;
  group: number;
  x: number;
  y: number;
  r: number;
  geometry?: MapGeometry;
  planned?: boolean;
  /** The claim that places it; absent where its name alone does. */
  claim?: ClaimView;
  figure?: FactView;
  /** Two claims put it in different places. */
  conflict?: Label;
}
export interface MapBeltView {
  entity: EntityRef;
  line?: MapPoint[];
  street?: string;
  claims: ClaimView[];
  /** In the order of their names: a schematic, not to scale. */
  stops: { entity: EntityRef; part_of?: EntityRef; claims: ClaimView[] }[];
}
export interface MapView {
  cluster: string;
  clusters: { key: string; label: Label; n: number }[];
  layers: MapLayer[];
  figure?: string;
  figures: { property: string; label: Label }[];
  anchors: MapAnchorView[];
  groups: MapGroupView[];
  marks: MapMarkView[];
  belts: MapBeltView[];
  /** Things shown, by how exactly their place is known. */
  rungs: Partial<Record<PlaceRung, number>>;
  counts: MapCounts;
  conflicts: number;
  unplaced: number;
  outlines_note: Label;
  as_of: { valid_on?: string; known_on?: string; recorded_on?: string };
}

/** Where one thing is, with all that says so. */
export interface PlaceView {
  entity: EntityRef;
  layer?: MapLayer;
  placed?: {
    rung: PlaceRung; lon: number; lat: number; geometry?: MapGeometry; by: "position" | "relation" | "name" | "address"; planned?: boolean;
    /** The division, the smallest first. */
    divisions: { code: string; label: Label }[];
    via?: EntityRef;
    chain: EntityRef[];
    claims: ClaimView[];
    conflict?: { words: Label; claims: ClaimView[] };
  };
  unplaced?: { why: "nothing" | "unknown-name" | "ambiguous" | "loop" | "bad-position"; words?: Label; claims: ClaimView[] };
  figure?: FactView;
}
export interface PlacesPage {
  items: PlaceView[];
  next?: string;
  total: number;
}

/** Outlines as the file has them: pieces of border as steps on a grid, rings as numbers of pieces (`~n` the other way round). */
export interface MapOutlines {
  grid_deg: number;
  maps: { key: string; code: string; zh: string; en: string; arcs: number[][]; places: { code: string; name: string; en: string; centre: [number, number]; rings: number[][] }[] }[];
}

/** Body of `POST /api/map/positions`. */
export interface PositionBody {
  entity: string;
  /** GeoJSON as text. */
  geojson: string;
  datum: "wgs84" | "gcj02" | "bd09";
  feature?: number;
  swap?: boolean;
  modality?: "actual" | "planned";
  when?: string;
  source?: string | { title: string; publisher?: string; published?: string; address?: string; language?: string };
  note?: string;
  replaces?: { claim_id: string; expects?: string };
  warnings_seen?: boolean;
  /** Only say what would be entered. */
  dry_run?: boolean;
}
export interface PositionAnswer {
  geometry: MapGeometry;
  wkt: string;
  points: number;
  length_m?: number;
  area_m2?: number;
  warnings: Problem[];
  notes: Label[];
  claim?: ClaimView;
}
