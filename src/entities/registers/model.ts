/**
 * The nouns of registers: a register, its columns and what they mean, a row with its names and codes, a flaw.
 * Invariant: the original cells of every row are kept as they were read; everything else of a row is worked out from them.
 */
import type { Problem, Visibility, When } from "../../kernel/index.ts";

/** What a column of a register may hold. */
export const FIELDS = [
  "name", "name_zh", "name_en", "short_name", "former_name", "alias", "uscc", "lei", "stock_code", "located_in", "province", "address_text",
  "website", "start_date", "registered_capital", "employees",
] as const;
export type Field = (typeof FIELDS)[number];
export const NAME_FIELDS: readonly Field[] = ["name", "name_zh", "name_en", "short_name", "former_name", "alias"];

/** One column's meaning. `column` counts from 0; `scale` turns the cell's number into the base unit (万元: 10,000). */
export interface ColumnUse {
  column: number;
  field: Field;
  scale?: number;
}

export interface Mapping {
  columns: ColumnUse[];
}

/** Where the register comes from, as it is cited. */
export interface Citation {
  publisher?: string;
  published?: When;
  language?: string;
  address?: string;
}

/** `reading`: not all rows are in. `checked`: all are, and some are flawed: a person decides. `complete`: it is shown. */
export type RegisterState = "reading" | "checked" | "complete";

export interface Register {
  id: string;
  title: string;
  file_name: string;
  sha256: string;
  bytes: number;
  format: string;
  encoding?: string;
  sheet?: string;
  header_row: number;
  header: string[];
  mapping: Mapping;
  entity_type: string;
  citation: Citation;
  source_id?: string;
  state: RegisterState;
  last_row: number;
  rows_sound: number;
  rows_flawed: number;
  /** How many rows carry which note. */
  noted: Record<string, number>;
  visibility: Visibility;
  actor: string;
  at: string;
  completed_at?: string;
  linked_at?: string;
}

/** Another name of a row: of a kind that the ledger knows, or a further organisation named in the same cell. */
export interface OtherName {
  kind: "short_name" | "former_name" | "alias" | "joint";
  text: string;
}

/** What deserves a look in a row that is taken in all the same. */
export type RowNote = "joint" | "mojibake" | "formula" | "uscc-invalid" | "lei-invalid" | "stock-invalid" | "file";

export interface RegisterRow {
  row: number;
  cells: string[];
  name_zh?: string;
  name_en?: string;
  other_names: OtherName[];
  /** Normal form of the first name, by which equal names are found. */
  normal: string;
  uscc?: string;
  lei?: string;
  stock?: string;
  place?: string;
  notes: RowNote[];
}

/** A row that cannot be used, with every reason. */
export interface FlawedRow {
  row: number;
  cells: string[];
  reasons: Problem[];
}

/** All names of a row, its own first. */
export function namesOf(row: Pick<RegisterRow, "name_zh" | "name_en" | "other_names">): string[] {
  return [row.name_zh, row.name_en, ...row.other_names.map((o) => o.text)].filter((n): n is string => n !== undefined && n !== "");
}
