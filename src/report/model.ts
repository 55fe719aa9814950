/**
 * A paper as a tree: sections of paragraphs, tables, charts and maps, made of runs.
 * Invariant: plain words hold no digit. Whatever shows a number, a date or a name is a run with a basis: the claims, the entity or the
 * setting of the edition that it rests on.
 */
import type { Bound, Lang, Modality } from "../kernel/index.ts";
import type { ChartDef } from "./chart/definition.ts";

export type { ChartDef, Point, Span } from "./chart/definition.ts";

/** What a run rests on. */
export type Basis =
  /** A value as claims state it, or worked out of them (`derived` says how). */
  | { kind: "figure"; claims: string[]; modality: Modality; bound: Bound; derived?: string; key?: string }
  /** The period that claims hold for, or a day that they state. */
  | { kind: "period"; claims: string[] }
  /** Words of a source: a qualifier, a place, a quote. */
  | { kind: "words"; claims: string[] }
  /** How many things are listed; the claims by which each is listed, or the entities. */
  | { kind: "count"; claims: string[]; entities?: string[] }
  /** A line of arithmetic of a finding, on all its claims. */
  | { kind: "finding"; claims: string[]; finding: string }
  | { kind: "name"; entity: string }
  /** A day, a hash or a number of the edition itself. */
  | { kind: "setting"; name: string }
  /** The number of a chart, table or source within the paper. */
  | { kind: "ref"; target: string }
  /** A word of the ontology, with its definition there. */
  | { kind: "term"; property: string }
  /** Of a source: title, publisher, address, day of publication. */
  | { kind: "source"; source: string }
  /** Written by an editor and vouched for by him alone; shown as such. */
  | { kind: "own" };

export type Mark = "open" | "ruled";

export interface Run {
  text: string;
  basis?: Basis;
  strong?: boolean;
  /** Smaller and grey: units beside figures, remarks. */
  quiet?: boolean;
  mark?: Mark;
  /** The note that follows it, by number. */
  note?: number;
  /** The note below its own table, by letter. */
  letter?: string;
}

export interface Para {
  kind: "para";
  role: "lead" | "body" | "note" | "own";
  runs: Run[];
}
export interface Heading {
  kind: "heading";
  runs: Run[];
}
export interface List {
  kind: "list";
  items: Run[][];
}
export interface Column {
  head: string;
  align?: "end";
  /** Share of the width; 1 unless told. */
  width?: number;
}
/** What stands in one cell of a table. */
export type Cell = Run[];
export interface Table {
  kind: "table";
  id: string;
  title: Run[];
  columns: Column[];
  rows: Cell[][];
  /** Rows that are not printed; the data annex has them. */
  rest?: Cell[][];
  /** Notes below a dense table, called by letters in their order. */
  notes?: Note[];
  note?: Run[];
}
export interface Chart {
  kind: "chart";
  id: string;
  title: Run[];
  chart: ChartDef;
  note?: Run[];
}
export type Block = Para | Heading | List | Table | Chart;

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
  /** Begins on a new page. */
  page?: boolean;
  annex?: boolean;
}

/** A place on a map: where it is drawn, how it is named, and the figure beside it. */
export interface Spot {
  name: Run;
  lon: number;
  lat: number;
  label?: Run[];
  emphasis?: boolean;
}

/** One source as it is cited; `no` is its number in the paper. */
export interface Cited {
  source: string;
  no: number;
  runs: Run[];
  address?: string;
}
/** One claim as the annex prints it. */
export interface CitedClaim {
  claim: string;
  no: number;
  source_no: number;
  runs: Run[];
  value: Run;
  quote?: string;
  marks: string[];
}

export interface PaperMeta {
  title: string;
  subtitle: string;
  issuer: string;
  lang: Lang;
  profile: string;
  cluster: string;
  built_on: string;
  as_of?: string;
  known_on?: string;
  ledger_hash: string;
  ledger_seq: number;
  version: string;
  /** Short id of the edition: a hash of everything that it was made from. */
  edition: string;
  /** Where the record's pages are served, for links to claims; absent = links within the paper only. */
  base?: string;
}

/** A paper ready to be rendered: nothing is looked up afterwards. */
export interface Paper {
  meta: PaperMeta;
  cover: { lines: Run[][]; note: Run[] };
  sections: Section[];
  sources: Cited[];
  claims: CitedClaim[];
  /** Every claim that the paper rests on, in the order of numbers. */
  cited: CitedAs[];
  /** Claims cited but not printed in the annex, for want of room. */
  claims_left_out: number;
  /** Footnote texts by number. */
  notes: Note[];
  words: PaperWords;
}
/** `printed`: it is said in the paper; `computed`: something printed was worked out or counted of it; `unprinted`: it stands in rows that only the data has. */
export interface CitedAs {
  claim: string;
  no: number;
  source_no: number;
  use: "printed" | "computed" | "unprinted";
}
export interface Note {
  no: number;
  runs: Run[];
  claims: string[];
}
/** Words that the renderers themselves set. */
export interface PaperWords {
  contents: string;
  source: string;
  sources: string;
  claims: string;
  continued: string;
  modality: Record<Modality, string>;
  open: string;
  ruled: string;
  left_out: string;
}
