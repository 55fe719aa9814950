// Door of reading: claims out of Chinese and English text.
// Nouns: figure (a number, quantity or date with its worth), lexicon (trigger words of properties), proposal (a claim for a person to
// decide, with its span, its reasons and a calibrated confidence).
// Invariant: a proposal's quote is literally in the text, within one line; reading is deterministic and linear in the text's length.
export { buildLexicon, extendLexicon, READABLE, type LearntTrigger, type Lexicon, type PropertyObject, type TriggerEntry } from "./lexicon.ts";
export { probabilityOf, type CalibrationPoint } from "./confidence.ts";
export { findMetadata, type Metadata } from "./metadata.ts";
export { parseFigures } from "./figures.ts";
export { fallBeside } from "./growth.ts";
export { readClaims, type ReadOptions } from "./reading.ts";
export type { Judging, SubjectWeights, Weighed } from "./subject.ts";
export { toInterchange, type Interchange } from "./interchange.ts";
export type { Figure, FigureUnit, KnownNames, Proposal, Reading, Reason, Skipped, Span } from "./model.ts";
