/**
 * What the routes of findings answer. Invariant: a finding is the same finding while its claims are; a ruling is shown as standing only with it.
 */
import type { Label } from "../kernel/index.ts";
import type { ClaimView, EntityRef, Page } from "./api-types.ts";

export type Severity = "error" | "warning" | "note";
export type RulingVerdict = "prefer" | "different-definitions" | "no-conflict" | "leave-open" | "withdraw";
/** `ruled`: a person has settled it. `lapsed`: it was ruled on, and its claims no longer stand together. */
export type FindingState = "open" | "ruled" | "lapsed";

/** What a person made of a finding, and why. */
export interface RulingView {
  /** Give it back as `expects` when ruling again. */
  id: string;
  verdict: RulingVerdict;
  /** For `prefer`: which of the claims. */
  prefers?: string;
  note: string;
  actor: string;
  at: string;
}

/** Claims that cannot all be true (`error`), or that deserve a look. */
export interface FindingView {
  id: string;
  check: string;
  check_label: Label;
  severity: Severity;
  state: FindingState;
  subject: EntityRef;
  /** One line with the numbers. */
  arithmetic: Label;
  /** What would settle it. */
  resolve: Label;
  /** In the order that the arithmetic names them. */
  claims: ClaimView[];
  /** The last ruling on it, unless that was taken back. */
  ruling?: RulingView;
}

/** One finding with every ruling on it, oldest first. */
export interface FindingDetail extends FindingView {
  history: RulingView[];
}

/** `error`, `warning`, `note`: the open ones. */
export interface FindingCounts extends Record<Severity, number> {
  ruled: number;
  lapsed: number;
}

export interface FindingPage extends Page<FindingView> {
  /** Of all that the check and subject asked for, whatever the severity and state. */
  counts: FindingCounts;
  /** The checks that found something of the subject asked for, with how many findings each. */
  checks: { check: string; label: Label; n: number }[];
}

/** Claims that stand in an error or a warning. */
export interface FindingMarks {
  /** `ruled`: every such finding of the claim is ruled on. `first`: the worst open one, else the worst. */
  claims: Record<string, { findings: number; worst: Severity; first: string; ruled: boolean }>;
  counts: FindingCounts;
}

/** Body of `POST /api/findings/:id/ruling`. */
export interface RulingBody {
  verdict: RulingVerdict;
  prefers?: string;
  /** The reason; only to withdraw goes without. */
  note?: string;
  /** The ruling that you have seen on it. */
  expects?: string;
}
