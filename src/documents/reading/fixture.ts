// What the tests of reading share: the lexicon built from the property files, and the labelled documents where they are present.
// Invariant: reads files only when a test asks; the labelled documents lie beside the checkout and may be absent.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { buildLexicon, type Lexicon, type PropertyObject } from "./lexicon.ts";

const PROPERTIES = new URL("../../../data/ontology/properties/", import.meta.url);

/** The lexicon of the project's own property files. */
export function projectLexicon(): Lexicon {
  const files = readdirSync(PROPERTIES).filter((f) => f.endsWith(".yaml"));
  return buildLexicon(files.map((f) => parse(readFileSync(new URL(f, PROPERTIES), "utf8")) as PropertyObject));
}

const SHARED = new URL("../../../../shared/", import.meta.url);

/** Folder of documents, gold and scorer, or undefined where it is absent. */
export function labelledFolder(): URL | undefined {
  const folder = new URL("documents/", SHARED);
  return existsSync(new URL("gold/", folder)) && existsSync(new URL("tools/score-claims.mjs", SHARED)) ? folder : undefined;
}

export const scorer = new URL("tools/score-claims.mjs", SHARED);

/** Every labelled document: file name and text. */
export function* labelledDocuments(folder: URL): Generator<{ name: string; text: string }> {
  for (const sub of ["seeds/", "more/"]) {
    for (const name of readdirSync(new URL(sub, folder)).sort()) yield { name, text: readFileSync(new URL(sub + name, folder), "utf8") };
  }
}
