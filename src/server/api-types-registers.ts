/** What the routes of registers answer. Invariant: as `src/server/routes-registers.ts` describes it. */
import type { ChangeView, EntityRef, JobView, Label, Problem, Visibility } from "./api-types.ts";

export interface ColumnUseView {
  /** Counted from 0. */
  column: number;
  field: string;
  scale?: number;
}

export interface RegisterView {
  id: string;
  title: string;
  file_name: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding?: string;
  sheet?: string;
  header: string[];
  mapping: { columns: ColumnUseView[] };
  entity_type: string;
  citation: { publisher?: string; published?: string; language?: string; address?: string };
  source_id?: string;
  /** `reading`: stopped before its end. `checked`: some rows cannot be used and a person must say what to do. `complete`: it is shown. */
  state: "reading" | "checked" | "complete";
  rows_sound: number;
  rows_flawed: number;
  noted: Record<string, number>;
  visibility: Visibility;
  actor: string;
  at: string;
  completed_at?: string;
  linked_at?: string;
}

export interface RegisterRowView {
  row: number;
  cells: string[];
  name_zh?: string;
  name_en?: string;
  other_names: { kind: string; text: string }[];
  uscc?: string;
  lei?: string;
  stock?: string;
  place?: string;
  notes: string[];
  /** The entities that it was adopted as, each with the judgement that says so. */
  adopted: { entity: EntityRef; judgement_id: string }[];
}

export interface FlawedRowView {
  row: number;
  cells: string[];
  reasons: Problem[];
}

export interface RegisterPreviewView {
  /** Names the uploaded file for the steps that follow. */
  token: string;
  name: string;
  bytes: number;
  format: string;
  encoding?: string;
  sheet?: string;
  header_row: number;
  header: string[];
  mapping: { columns: ColumnUseView[] };
  mapping_from: "remembered" | "guessed" | "told";
  fields: { field: string; label: Label; many: boolean }[];
  /** The first rows as the file has them. */
  sample: { row: number; cells: string[] }[];
  /** Of these rows, which cannot be used and why; notes of the others. */
  flawed: FlawedRowView[];
  noted: Record<string, number>;
  checked: number;
  /** A register that holds this very file, or began to. */
  same?: RegisterView;
}

export interface AdoptionAnswer {
  change: ChangeView;
  adopted: { row: number; entity: EntityRef; is_new: boolean; claims: number; judgement_id?: string }[];
  before: { row: number; entity: EntityRef }[];
  left_out: Problem[];
}

export type RegisterJob = JobView;
