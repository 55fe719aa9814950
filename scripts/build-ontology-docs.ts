/**
 * Writes what is made from the ontology files: the reference pages in docs/ontology, and `compiled.json` beside the files.
 *
 *     node scripts/build-ontology-docs.ts
 *
 * Invariant: nothing is written while the files have a flaw; the flaws are listed instead, and the exit code is 1.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { problemLine } from "../src/kernel/index.ts";
import { COMPILED_FILE, compileOntology, ontologyDocs, parseOntology, readOntologyFiles } from "../src/ontology/index.ts";

const data = fileURLToPath(new URL("../data/ontology/", import.meta.url));
const docs = fileURLToPath(new URL("../docs/ontology/", import.meta.url));
const files = readOntologyFiles(data);
const { ontology, problems } = parseOntology(files);
const compiled = compileOntology(files);
if (ontology && compiled !== undefined) {
  mkdirSync(docs, { recursive: true });
  for (const lang of ["zh", "en"] as const) writeFileSync(`${docs}${lang}.md`, ontologyDocs(ontology, lang));
  writeFileSync(data + COMPILED_FILE, compiled);
  console.error(`${ontology.types.size} types, ${ontology.properties.size} properties`);
} else {
  for (const p of problems) console.error(problemLine(p, "en"));
  process.exitCode = 1;
}
