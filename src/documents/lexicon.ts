/**
 * The reader's words: the ontology's trigger words, and the words that corrections taught, visibly and reversibly.
 * Invariant: the lexicon is a function of the ontology and of the taught words that are not withdrawn.
 */
import type { Ontology } from "../ontology/index.ts";
import { buildLexicon, type Lexicon } from "./reading/index.ts";

const built = new WeakMap<Ontology, Lexicon>();

/** The lexicon of an ontology, built once. */
export function lexiconOf(ontology: Ontology): Lexicon {
  let lexicon = built.get(ontology);
  if (!lexicon) {
    lexicon = buildLexicon(ontology.properties.values());
    built.set(ontology, lexicon);
  }
  return lexicon;
}
