/** What the routes of targets answer. Invariant: every figure comes with the claim that says it; a chance comes with what it rests on. */
import type { ClaimView, EntityRef, FactView, Label } from "./api-types.ts";

export interface TargetVersionView {
  value: number;
  bound: ClaimView["bound"];
  first_said: string;
  last_said: string;
  claims: ClaimView[];
}

export interface TargetPoint {
  when: string;
  year: number;
  whole_year: boolean;
  fact: FactView;
}

export type TargetForecastView =
  | { status: "forecast"; probability: number; fan: { year: number; p10: number; p50: number; p90: number }[]; growth_rates: number; peers: number; method: Label }
  | { status: "refused"; reason: string; words: Label };

export interface TargetView {
  id: string;
  subject: EntityRef;
  by?: EntityRef;
  property: string;
  property_label: Label;
  /** What the indicator is, and where its definition stands. */
  definition: Label;
  definition_source: string;
  scope: string;
  scope_label?: Label;
  unit: string;
  currency?: string;
  direction: "up" | "down";
  due?: string;
  /** Last day of the term. */
  due_day?: string;
  versions: TargetVersionView[];
  base?: TargetPoint;
  actuals: TargetPoint[];
  last?: TargetPoint;
  outcome?: TargetPoint;
  verdict: "met" | "missed" | "unclear" | "no-actual" | "ahead" | "no-term";
  progress?: number;
  required?: { yearly?: number; gap: number; years: number };
  required_path: { year: number; value: number }[];
  forecast?: TargetForecastView;
  worked_back: { year: number; value: number; level: ClaimView; growth: ClaimView }[];
  with_projects?: TargetForecastView;
  projects: { project: EntityRef; claim: ClaimView; adds: number; chance: number }[];
}

export interface TrackRecordView {
  met: number;
  missed: number;
  unclear: number;
  no_actual: number;
  share?: number;
  /** Wilson 95 %. */
  share_range?: [number, number];
}

export interface TargetsAnswer {
  today: string;
  rows: TargetView[];
  track: { all: TrackRecordView; by_place: { key: string; label: Label; record: TrackRecordView }[] };
  comparisons: { property: string; property_label: Label; unit: string; rows: string[] }[];
}
