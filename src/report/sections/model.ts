/**
 * What a section is given and what it answers with.
 * Invariant: a section is a pure function of its context; a record that holds nothing for it answers `undefined`, never a made-up sentence.
 */
import type { Label } from "../../kernel/index.ts";
import type { Material } from "../material.ts";
import type { Block, Cell, Run } from "../model.ts";
import type { Scribe } from "../scribe.ts";

export interface SectionContext {
  material: Material;
  scribe: Scribe;
  /** The entity whose industry the paper is about, if the record tells of any. */
  principal?: string;
  /** Expos, newest first. */
  expos: readonly string[];
  /** Rows that a table prints on paper; the data annex holds all. */
  rows_max: number;
}

export interface SectionDef {
  id: string;
  title: { zh: string; en: string };
  /** What is said where the record holds nothing. */
  empty: Label;
  make(context: SectionContext): Block[] | undefined | Promise<Block[] | undefined>;
}

export const para = (runs: Run[], role: "lead" | "body" | "note" = "body"): Block => ({ kind: "para", role, runs });
export const heading = (runs: Run[]): Block => ({ kind: "heading", runs });

/** The first rows, which a table prints, and the rest, which the data annex holds. */
export function cut(rows: Cell[][], max: number): { rows: Cell[][]; rest?: Cell[][] } {
  return rows.length <= max ? { rows } : { rows: rows.slice(0, max), rest: rows.slice(max) };
}
