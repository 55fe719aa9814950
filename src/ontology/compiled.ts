/**
 * The ontology files as already read and checked, kept in `compiled.json` beside them, because reading ninety YAML files
 * takes ten times as long as everything else at start-up.
 * Invariant: a kept reading is used only for a text of the very same SHA-256; a file changed by hand is read afresh, so the
 * kept readings can be old, but never wrong. `scripts/build-ontology-docs.ts` renews them.
 */
import { existsSync, readFileSync } from "node:fs";
import { canonicalJson, sha256Hex } from "../kernel/index.ts";
import type { OntologyFile, Parsed } from "./model.ts";

/** Path → the hash of its text and what was read from it. */
export type Compiled = Readonly<Record<string, { readonly sha256: string; readonly data: unknown }>>;

export const COMPILED_FILE = "compiled.json";

/** The kept readings of a folder; none where there is no such file. */
export function readCompiled(dir: string): Compiled {
  const path = `${dir}${dir.endsWith("/") ? "" : "/"}${COMPILED_FILE}`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Compiled) : {};
}

/** What was read from this very text before, if it is kept. */
export function keptReading(compiled: Compiled, f: OntologyFile): unknown {
  const kept = compiled[f.file];
  return kept !== undefined && kept.sha256 === sha256Hex(f.text) ? kept.data : undefined;
}

/** The text of `compiled.json` for files that were read without a flaw: one file a line, in name order. */
export function compiledText(read: readonly Parsed<unknown>[]): string {
  const lines = [...read].sort((a, b) => (a.file < b.file ? -1 : 1)).map((f) => `${JSON.stringify(f.file)}:${canonicalJson({ sha256: sha256Hex(f.text), data: f.data })}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
