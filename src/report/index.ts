/**
 * report: papers on a cluster, in Chinese and English, made from the record: PDF, DOCX, HTML, XLSX and a data annex.
 * Nouns: profile, section, run, figure, note, citation, paper, edition, comparison.
 * Invariant: every figure of a paper carries the claims that it rests on; a paper with one that does not is not built. The same ledger,
 * request and day give the same HTML and PDF to the byte.
 */
export { exposOf, isWhole, lastDay, OF_EXPO, OF_INDUSTRY, principalOf } from "./headline.ts";
export { loadMaterial } from "./material.ts";
export type { Material, MaterialOptions } from "./material.ts";
export { compose, editionOf } from "./compose.ts";
export type { Build, PaperRequest } from "./compose.ts";
export { profileOf, sectionsAsked, shippedProfiles } from "./profile.ts";
export type { Profile } from "./profile.ts";
export { SECTIONS } from "./sections/index.ts";
export { claimsOf, linesOf } from "./trace.ts";
export { renderHtml } from "./render/html.ts";
export { buildEdition, editionBefore, editionFrom, setPaper } from "./commands.ts";
export type { Order, Press } from "./commands.ts";
export { compareEditions } from "./compare.ts";
export type { Comparison, FigureChange, Why } from "./compare.ts";
export type { Edition, EditionFigure } from "./edition.ts";
export { editionBy, editionFile, editionsPage } from "./store.ts";
export type { EditionRow } from "./store.ts";
export { renderCsv, renderJsonLd } from "./render/data.ts";
export { renderAs, extensionOf, FORMATS } from "./render/index.ts";
export type { PaperFormat } from "./render/index.ts";
export { writeWhole } from "./write-whole.ts";
export type { Block, Cell, Chart, ChartDef, Paper, PaperMeta, Run, Section } from "./model.ts";
export { Scribe, say, type Named } from "./scribe.ts";
