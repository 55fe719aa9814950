/**
 * What the checks read and what they find.
 * Invariant: a finding names claims that cannot all be true (or a promise without outcome); equal claims give an equal id.
 */
import { type Bound, type Label, type Modality, type Stated, type When, sha256Hex } from "../../kernel/index.ts";

export interface CheckClaim {
  id: string;
  /** Canonical entity id. */
  subject: string;
  subject_label: Label;
  subject_type: string;
  property: string;
  /** The property's name for readers (the ontology's); its code is shown where there is none. */
  property_label?: Label;
  value: number | string;
  unit: string;
  currency?: string;
  when?: When;
  modality: Modality;
  bound: Bound;
  qualifier?: string;
  stated?: Stated;
  stated_on?: When;
  source_id: string;
  quote?: string;
  status: "accepted" | "proposed";
  /** Subject id of the whole that this subject is a part of, where the record says so. */
  part_of?: string;
  /** Subject id of the place that this subject lies in, where the record says so: a base for shares, not a whole of parts. */
  located_in?: string;
}

export type Severity = "error" | "warning" | "note";

export interface Finding {
  /** Stable: a hash of the check and its claims. */
  id: string;
  check: string;
  severity: Severity;
  subject: string;
  /** The smallest set of claims that disagree, in the order the arithmetic names them. */
  claims: string[];
  /** One readable line with the numbers. */
  arithmetic: Label;
  /** What would settle it. */
  resolve: Label;
}

/** Makes a finding; the id does not depend on the order of the claims. */
export function finding(check: string, severity: Severity, subject: string, claims: CheckClaim[], arithmetic: Label, resolve: Label): Finding {
  const ids = [...new Set(claims.map((claim) => claim.id))];
  return { id: sha256Hex(`${check}\n${ids.toSorted().join("\n")}`).slice(0, 24), check, severity, subject, claims: ids, arithmetic, resolve };
}
