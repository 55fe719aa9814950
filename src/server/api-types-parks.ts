/** What the routes of parks, projects and promises answer. Invariant: every date and figure comes with the claim that says it. */
import type { ClaimView, EntityRef, FactView, Label, Problem } from "./api-types.ts";

export interface PromiseVersionView {
  due: string;
  bound: ClaimView["bound"];
  /** Last day on which it is kept; absent for “not before”. */
  deadline?: string;
  first_said: string;
  last_said: string;
  contradicted: boolean;
  claims: ClaimView[];
}

export type DeliveryView =
  | { status: "forecast"; p50: string; p80: string; chances: { announced: string; chance: number }[]; own_cases: number; bundled_cases: number; cases_as_late: number; basis: Label }
  | { status: "refused"; reason: string; words: Label };

/** Days late; a side that nobody can know is absent. */
export interface SlipView {
  days_min?: number;
  days_max?: number;
}

export interface MilestoneView {
  subject: EntityRef;
  milestone: string;
  label: Label;
  part?: string;
  status: "done" | "implied" | "ahead" | "overdue" | "open";
  versions: PromiseVersionView[];
  done?: { when: string; claim: ClaimView; agreeing: ClaimView[]; rivals: ClaimView[] };
  moved_days?: number;
  slip_from_first?: SlipView;
  slip_from_last?: SlipView;
  overdue_days?: number;
  delivery?: DeliveryView;
}

export interface MoneyView {
  announced: FactView[];
  equipped: FactView[];
  arrived: FactView[];
  financed: FactView[];
  arrived_share?: number;
}

export interface ParkPart {
  place: EntityRef;
  depth: number;
  parent?: string;
  facts: FactView[];
  money: MoneyView;
  milestones: MilestoneView[];
  frame: { storey: number; of?: number; when: string; claim: ClaimView; of_claim?: ClaimView }[];
  missing: ("land" | "floor-area" | "investment" | "dates" | "storeys")[];
  /** Firms that a source says are settled here. */
  tenants: ClaimView[];
}

export interface ParkAnswer {
  place: EntityRef;
  within: EntityRef[];
  today: string;
  parts: ParkPart[];
  problems: Problem[];
  own_cases: number;
  bundled_cases: number;
}

export interface ParkRow {
  place: EntityRef;
  zone?: EntityRef;
  region?: EntityRef;
  phases: number;
  buildings: number;
  land?: FactView;
  floor?: FactView;
  announced?: FactView;
  done: number;
  ahead: number;
  overdue: number;
  next?: MilestoneView;
}

export interface ParksAnswer {
  today: string;
  items: ParkRow[];
  problems: Problem[];
}

export interface TenancyView {
  unit_id: string;
  id: string;
  tenant?: EntityRef;
  kind: "tenant" | "reservation";
  first_day: string;
  last_day?: string;
  area_m2?: number;
  note: string;
  cancelled: boolean;
  version: number;
  visibility: "public" | "internal" | "confidential";
}

export interface UnitView extends EntityRef {
  building_id: string;
  floor?: number;
  area_m2?: number;
  power_kva?: number;
  floor_load_kpa?: number;
  clear_height_m?: number;
  use?: string;
  available_from?: string;
  /** The claim behind each figure, by property. */
  claims: Record<string, ClaimView>;
}

export interface StackingAnswer {
  place: EntityRef;
  day: string;
  storeys?: FactView;
  floors: { number?: number; area_m2: number; units: (UnitView & { state: "free" | "reserved" | "let" | "not-yet"; tenancies: TenancyView[] })[] }[];
  units: number;
  units_without_area: number;
  total_m2: number;
  let_m2: number;
  reserved_m2: number;
  occupancy?: number;
  over_time: { day: string; let_m2: number; share: number }[];
  problems: Problem[];
}

export interface FitView {
  fits: { units: UnitView[]; area_m2: number; spare_share: number; sure: boolean; judged: { condition: string; verdict: "met" | "unknown" | "short"; needed: number | string; found?: number | string }[] }[];
  free: number;
  without_area: number;
  short: Record<string, number>;
}

export interface TenancyEventView {
  tenancy_id: string;
  n: number;
  what: string;
  actor: string;
  at: string;
  after: TenancyView;
  note: string;
}

export type Stage = "announced" | "signed" | "started" | "built" | "producing" | "at-capacity";

export interface ProjectRow {
  project: EntityRef;
  within: EntityRef[];
  stage: Stage;
  proof?: ClaimView;
  partly: { stage: Stage; part: string; claim: ClaimView }[];
  announced_on?: string;
  announced_by?: ClaimView;
  waiting_days?: number;
  money: MoneyView;
  milestones: MilestoneView[];
  state: "on-course" | "overdue" | "no-dates" | "done";
}

export interface ProjectsAnswer {
  today: string;
  rows: ProjectRow[];
  by_stage: Record<Stage, number>;
}

export interface DueView {
  milestone: MilestoneView;
  version: PromiseVersionView;
  deadline: string;
  verdict: "kept" | "late" | "unclear" | "moved" | "no-outcome" | "ahead";
  slip?: SlipView;
  moved_to?: PromiseVersionView;
}

export interface PromisesAnswer {
  today: string;
  quarter: string;
  first: string;
  last: string;
  rows: DueView[];
  /** Quarters in which anything was due, oldest first, with how many promises. */
  quarters: { quarter: string; due: number }[];
}
