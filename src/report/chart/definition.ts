/**
 * The one definition of a chart, for page and paper: what is drawn, and the words and claims of every mark.
 * Invariant: every number, day or name that a chart shows is a run with its basis; a mark without a claim cannot be defined, for its label is such a run.
 */
import type { Bound, Modality } from "../../kernel/index.ts";
import type { Layer } from "../map/record.ts";
import type { Run, Spot } from "../model.ts";

/** A point of a chart: where, how much, and the runs that say so. */
export interface Point {
  /** Where on the axis of things or years. */
  at: Run;
  value: number;
  /** The interval of a forecast, in the unit of `value`. */
  low?: number;
  high?: number;
  label: Run;
  modality: Modality;
  bound: Bound;
  /** A part of the period that its neighbours cover whole. */
  part?: boolean;
  rivals?: { value: number; label: Run }[];
}

/** A step of an axis, in the unit that the labels of the points share. */
export interface Tick {
  value: number;
  run: Run;
}

/** What lasted, or happened within, these civil days. */
export interface Span {
  label: Run;
  modality: Modality;
  /** Civil days; `from` = `to` for a moment known to the day. */
  from: string;
  to: string;
  what: Run;
}

/** One version of a promise: when it was to be, and since when that was said. */
export interface Promised {
  label: Run;
  said: Run;
  /** The last day on which it would be kept, else the first of its period. */
  day: string;
  contradicted?: boolean;
}

/** The days by which a promised thing will be there with a chance of one in two, and of four in five. */
export interface Band {
  p50: string;
  p80: string;
  label: Run;
}

export interface Lane {
  /** The lanes of one group follow each other under its name. */
  group?: Run;
  name: Run;
  spans: Span[];
  /** Oldest first; the last one is what holds. */
  promises?: Promised[];
  band?: Band;
}

/** A target on one line: what was asked, what is reached, what may be. */
export interface BulletRow {
  name: Run[];
  /** By when. */
  term?: Run;
  target: Point;
  actual?: Point;
  base?: Point;
  /** Expected for the term: `value` is the median, `low` and `high` hold four in five. */
  forecast?: Point;
}

export interface Panel {
  points: Point[];
  /** Its own years: places tell of different ones. */
  slots: Run[];
}

export interface PanelRow {
  name: Run[];
  ticks?: Tick[];
  /** One for each column; nothing where the record tells nothing. */
  panels: (Panel | undefined)[];
}

export type NodeState = "strong" | "thin" | "single_source" | "missing" | "no_data";

/** A link of the chain. Its label counts the firms and holds the claims that place them; a node without firms is drawn, but is no mark. */
export interface FlowNode {
  id: string;
  name: Run;
  state: NodeState;
  /** Number of firms. */
  value: number;
  label?: Run;
  /** Its own page, by id of the node. */
  node?: string;
}

/** A numbered thing on the map; its label is its number and holds the claim that places it. */
export interface MapSign {
  layer: Layer;
  /** From the anchor, in units of the drawing. */
  x: number;
  y: number;
  r: number;
  name: Run;
  label: Run;
  /** Stands on its own position. */
  exact?: boolean;
  planned?: boolean;
}

/** What stands about one point: on a position that was given (`exact`), or anywhere within a division. */
export interface Around {
  lon: number;
  lat: number;
  r: number;
  name: Run[];
  rings: { x: number; y: number; r: number }[];
  signs: MapSign[];
  exact?: boolean;
  /** One thing on its own position: no ring. */
  alone?: boolean;
  /** Only the province is known. */
  far?: boolean;
}

/** A city of a province with what lies in it. */
export interface MapChart {
  kind: "map";
  /** Key of the outlines. */
  province: string;
  city: string;
  spots: Spot[];
  around?: Around[];
  /** Belts that were given, in degrees. */
  lines?: [lon: number, lat: number][][];
  alt: string;
}

export type ChartDef =
  | { kind: "trend"; unit: string; points: Point[]; slots?: Run[]; ticks?: Tick[]; way?: { at: string; value: number }[]; alt: string }
  | { kind: "rows"; unit: string; points: Point[]; alt: string }
  | { kind: "bullet"; rows: BulletRow[]; alt: string }
  | { kind: "spans"; lanes: Lane[]; today?: { day: string; run: Run }; years: Run[]; alt: string }
  | { kind: "multiples"; columns: Run[][]; rows: PanelRow[]; none: string; alt: string }
  | { kind: "flow"; stages: { name: Run; nodes: FlowNode[]; rest?: Run }[]; links: { from: string; to: string; weight: number }[]; alt: string }
  | MapChart;

export type Trend = Extract<ChartDef, { kind: "trend" }>;
export type Rows = Extract<ChartDef, { kind: "rows" }>;
export type Bullet = Extract<ChartDef, { kind: "bullet" }>;
export type Spans = Extract<ChartDef, { kind: "spans" }>;
export type Multiples = Extract<ChartDef, { kind: "multiples" }>;
export type Flow = Extract<ChartDef, { kind: "flow" }>;
