/** What the report routes take and answer. Invariant: as `src/server/routes-report.ts` describes it. */
import type { Label } from "./api-types.ts";

export type PaperFormat = "pdf" | "docx" | "html" | "xlsx" | "csv" | "jsonld";

export interface PaperOptions {
  profiles: { name: string; label: Label; for: Label; sections: string[] }[];
  sections: { id: string; label: Label }[];
  formats: PaperFormat[];
}

/** What a paper is made of. Days as YYYY-MM-DD. */
export interface PaperOrder {
  lang: "zh" | "en";
  profile: string;
  sections?: string[];
  cluster?: string;
  valid_on?: string;
  known_on?: string;
  title?: string;
  subtitle?: string;
  issuer?: string;
  /** Editors' paragraphs by section, with `{{fact …}}`. */
  words?: Record<string, string>;
  /** Who may see the paper: it holds nothing above that. */
  visibility?: "public" | "internal" | "confidential";
}

export interface PaperPreview {
  html: string;
  title: string;
  edition: string;
  figures: number;
  claims: number;
  sources: number;
  notes: number;
}

export interface EditionView {
  id: string;
  made_at: string;
  actor: string;
  visibility: "public" | "internal" | "confidential";
  lang: "zh" | "en";
  profile: string;
  cluster: string;
  title: string;
  built_on: string;
  ledger_hash: string;
  ledger_seq: number;
  version: string;
  clocks: { valid_on?: string; known_on?: string };
  formats: string[];
  figures: number;
}

export interface EditionFigureView {
  key: string;
  text: string;
  value?: number | string;
  bound?: string;
  claims: string[];
  mark?: "open" | "ruled";
  section: string;
  sentence: string;
}

export interface EditionComparison {
  a: { id: string; title: string; built_on: string; ledger_hash: string };
  b: { id: string; title: string; built_on: string; ledger_hash: string };
  changes: { key: string; before?: EditionFigureView; after?: EditionFigureView; why: "new-claim" | "correction" | "decision" | "ruling" | "clock" | "choice" | "definition" }[];
  same: number;
}
