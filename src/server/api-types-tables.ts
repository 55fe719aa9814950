/** Tables at any size, saved views, edits of many claims, and the review desk, as the API answers them. */
import type { Label, Problem } from "../kernel/index.ts";
import type { Bound, CandidatePairView, ChangeView, ClaimView, EntityRow, FindingView, Modality, SourceRef } from "./api-types.ts";

/** Some rows of a list, from `from` on. */
export interface TablePage<T> {
  /** The change set that the list is of; give it back so that rows do not move while you read on. */
  at: number;
  total: number;
  from: number;
  items: T[];
}

export interface TableEntity extends EntityRow {
  /** Accepted claims on it. */
  claims: number;
  /** Claims that wait for a decision. */
  waiting: number;
}

export interface FacetValue {
  value: string;
  n: number;
  /** Where the value is an id. */
  label?: Label;
}

export interface TableFacets {
  at: number;
  total: number;
  /** Of each column, how many rows all other filters leave for each of its values; the most first. */
  facets: Record<string, FacetValue[]>;
  /** Where a group was asked for: in the order in which the rows stand. */
  groups?: FacetValue[];
  /** Words for the values that conditions on figures name. */
  labels?: Record<string, Label>;
}

/** What a column of figures can be filtered by, counted among the rows that all other filters leave. */
export interface FigureFacet {
  at: number;
  total: number;
  /** Rows that have a figure in this column. */
  told: number;
  /** The property's own unit. */
  unit: string;
  /** Of these, in another unit or currency: they are in no range. */
  elsewhere: number;
  least?: number;
  most?: number;
  /** Ranges as an address writes them, `100..<200` or `2024..2024`. */
  bands: FacetValue[];
  /** Entities or words, the most first. */
  values: FacetValue[];
}

export type ViewRoom = "claims" | "entities" | "sources";

/** A list that somebody set up and named. */
export interface SavedView {
  id: string;
  room: ViewRoom;
  label: Label;
  /** Address query of the list: filters, columns, sort, group, days. */
  query: string;
  /** Who made it; only he may change it. */
  owner: string;
  shared: boolean;
  mine: boolean;
  /** Counts its changes; give it back with an edit. */
  version: number;
  updated_at: string;
  deleted: boolean;
}

/** Body of `POST /api/views`. */
export interface ViewBody {
  room: ViewRoom;
  label: Label;
  query: string;
  shared: boolean;
}

/** Body of `POST /api/corrections`: the same members set on many claims, all or none. */
export interface CorrectionsBody {
  claims: { claim_id: string; expects?: string }[];
  set: { modality?: Modality; bound?: Bound; qualifier?: string | null; when?: string | null };
  note: string;
}

export interface ChangedClaims {
  change: ChangeView;
  claims: ClaimView[];
}

/** Body of `POST /api/entries`: one figure entered on many entities, all or none. */
export interface EntriesBody extends Pick<ClaimView, "property" | "value" | "unit" | "currency" | "when" | "modality" | "bound" | "qualifier" | "quote"> {
  subjects: string[];
  /** A source of the record by its id, or one that is cited in the same step. */
  source: string | Pick<SourceRef, "title" | "publisher" | "published" | "address" | "language">;
  /** What stands of the same figure was wrong and is corrected. */
  instead: boolean;
  /** The change set that the list was of. */
  seen?: number;
  note: string;
}

export interface EnteredManyView {
  change: ChangeView;
  entered: number;
  corrected: number;
  /** Entities that already had the very claim from this source. */
  unchanged: number;
}

export type InboxKind = "import" | "finding" | "pair" | "proposal";

/** One thing that waits for a person. */
export type InboxItem =
  | { kind: "proposal"; id: string; claim: ClaimView }
  | { kind: "finding"; id: string; finding: FindingView }
  | { kind: "pair"; id: string; pair: CandidatePairView }
  | { kind: "import"; id: string; name: string; job: string; error: { code: string; message: Label; hint?: Label }; problems?: Problem[] };

export interface InboxPage {
  from: number;
  total: number;
  items: InboxItem[];
  /** Kinds that are still being worked out: they are neither among the items nor counted. */
  untold?: InboxKind[];
}

export interface InboxState {
  waiting: Record<InboxKind, number>;
  /** What the asker has decided since the moment that he named. */
  decided: number;
  /** Kinds that are not counted: they are still being worked out or, of a recorded day, the record cannot tell whether they waited then. */
  untold?: InboxKind[];
  /** Of a recorded day: the day on which the record began. */
  began?: string;
}

/** A column of an import sheet, for pasting. */
export interface SheetField {
  key: string;
  label: Label;
  required: boolean;
}
