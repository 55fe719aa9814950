/** What the parts of an entity's page answer, as types. Invariant: every list is bounded and says how many there are; every figure comes with its claim. */
import type { ChainState, ChangeView, ClaimView, EntityRef, FactView, Label, Modality, ProjectRow, PromiseVersionView, SlipView, SourceRef, TargetView, TenancyView } from "./api-types.ts";

export type PagePart = "chain" | "tenancies" | "park" | "within" | "targets" | "project" | "editions" | "policy";

/** One figure that the type leads with. No facts: it is not on record, and `property` is what an office would enter. */
export interface PageTile {
  property: string;
  label: Label;
  facts: FactView[];
}

/** What is expected of one of this type and not on record; any of `also` would do in its place. */
export interface MissingProperty {
  property: string;
  label: Label;
  help: Label;
  also: Label[];
}

/** An entity as its page begins: what leads, what is missing, how much there is. */
export interface EntityPage extends EntityRef {
  type_label: Label;
  canonical_id: string;
  names: { text: string; kind: string; lang: string }[];
  merged: EntityRef[];
  headline: PageTile[];
  missing: MissingProperty[];
  /** How many properties are expected of the type. */
  expected: number;
  parts: PagePart[];
  counts: { claims: number; facts: number; contested: number; proposed: number };
  /** The day that promises are held against. */
  today: string;
  /** The last change set of the ledger that this was read after; give it back when a figure is entered. */
  seq: number;
  as_of: { valid_on?: string; known_on?: string; recorded_on?: string };
}

/** Facts of one property: the newest, and how many there are. */
export interface PropertyFacts {
  property: string;
  label: Label;
  total: number;
  facts: FactView[];
}

export interface EntityFacts {
  total: number;
  groups: PropertyFacts[];
}

export type TimelineKind = "step" | "promise" | "figure" | "tie" | "event" | "edit";

/** One thing on the timeline of an entity. */
export interface TimelineItem {
  key: string;
  /** A promised step that was done is both. */
  kinds: TimelineKind[];
  /** As told: a partial date or a period; of an edit the moment. */
  when: string;
  label: Label;
  /** Of a figure or a tie; of an event the claim that dates it. */
  fact?: FactView;
  /** Of a dated step. */
  step?: {
    status: "done" | "implied" | "ahead" | "overdue" | "open";
    part?: string;
    versions: PromiseVersionView[];
    done?: { claim: ClaimView; agreeing: number; rivals: ClaimView[] };
    slip?: SlipView;
    overdue_days?: number;
  };
  /** Of an event: the other entity. */
  entity?: EntityRef;
  change?: ChangeView;
}

export interface EntityTimeline {
  today: string;
  total: number;
  from: number;
  /** Of the whole timeline, whatever is asked for. */
  counts: Record<TimelineKind, number>;
  items: TimelineItem[];
}

/** Entities tied to this one in one way. */
export interface TieGroup {
  property: string;
  direction: "out" | "in";
  label: Label;
  n: number;
  ties: { other: EntityRef; claim: ClaimView }[];
}

export interface EntityTies {
  total: number;
  groups: TieGroup[];
}

export interface EntitySources {
  total: number;
  items: { source: SourceRef; n: number }[];
}

/** Where a firm stands in the chain, or where the makers of a product stand with it. */
export interface EntityChain {
  state: string;
  nodes: { id: string; name: Label; stage: Label; share: number; ruled: boolean; pending: boolean; firms: EntityRef[]; said: string[]; claims: ClaimView[] }[];
  rung?: Label;
  size?: Label;
  honours: { award: Label; claim: ClaimView }[];
  /** Of a product with more makers than are placed for its page: how many were, of how many. */
  makers?: { read: number; total: number };
}

export interface EntityTenancies {
  total: number;
  items: { tenancy: TenancyView; unit: EntityRef; state: "ahead" | "running" | "ended" }[];
}

/** What lies in a zone, region or the place of a cluster. */
export interface EntityWithin {
  /** Whose members are counted: the entity, or the place that a cluster lies in. */
  place?: EntityRef;
  types: { type: string; label: Label; n: number }[];
  firms: { stated: FactView[]; on_record: number };
  projects: { announced: number; building: number; finished: number; overdue: number };
  chain?: { region: string; coverage: number; states: Record<ChainState, number>; nodes: number };
}

export interface EntityTargets {
  today: string;
  total: number;
  rows: TargetView[];
}

export interface EntityProject {
  today: string;
  row?: ProjectRow;
}

/** Editions of a series side by side. */
export interface EntityEditions {
  series?: EntityRef;
  total: number;
  properties: { property: string; label: Label }[];
  editions: { entity: EntityRef; facts: FactView[] }[];
}

/** The form of a type: its own properties first, with help, units and limits. */
export interface EntryField {
  property: string;
  label: Label;
  help: Label;
  input: "number" | "date" | "entity" | "text" | "select";
  units: { unit: string; label: Label }[];
  range?: { min?: number; max?: number };
  targets?: string[];
  options?: { value: string; label: Label }[];
  pattern?: string;
}

export interface EntryFormDef {
  type: string;
  label: Label;
  definition: Label;
  groups: { key: string; label: Label; fields: EntryField[] }[];
  modalities: { name: Modality; label: Label }[];
  /** Columns that suit a table of this type. */
  columns: { properties: string[]; label: Label; numeric: boolean }[];
}
