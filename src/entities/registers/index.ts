/**
 * registers: lists of firms as their issuers keep them (millions of rows), kept beside the ledger.
 *
 * Nouns: a *register* is one file taken in under one *mapping* of its columns; a *row* keeps its original cells, its names and codes; a
 * *flawed row* has its reasons; *adopting* a row makes sourced claims of it.
 * Invariant: a register is seen only once it is complete; its rows never change; what the record takes from it is claims that cite the row.
 */
export { FIELDS, NAME_FIELDS, namesOf } from "./model.ts";
export type { Citation, ColumnUse, Field, FlawedRow, Mapping, OtherName, Register, RegisterRow, RegisterState, RowNote } from "./model.ts";
export { checkMapping, FIELD_LABELS, guessMapping, signatureOf, toldMapping } from "./mapping.ts";
export { organisationsIn } from "./joint-cell.ts";
export { checkRow, rowReader } from "./check-row.ts";
export { completeRegister, previewRegister, removeRegister, takeInRegister } from "./take-in.ts";
export type { RegisterPreview, TakeInOptions } from "./take-in.ts";
export { flawsAfter, registerBy, registerNames, registersOf, rowsAfter, rowsByNumber } from "./store.ts";
export { flawSheet } from "./flaw-sheet.ts";
export { adoptRows, ADOPT_ROWS_MAX, standingAdoptions, withdrawAdoption } from "./adopt.ts";
export type { Adopted, Adoption, AdoptOptions } from "./adopt.ts";
export { dedupeRegister, linkRegister } from "./links.ts";
export type { RowLink } from "./links.ts";
export { searchRegister } from "./find.ts";
