/**
 * kernel: the pure value types that every room speaks: partial dates, quantities and what they allow, words in two
 * languages, errors, ids, the clock, scores. It knows no database, no file and no domain noun.
 */
export { parseWhen, whenRange, compareWhen, sortWhen, daysInMonth, dayOf, DAY_MIN, DAY_MAX } from "./partial-date.ts";
export type { When, DayRange, WhenOrder } from "./partial-date.ts";
export { whenWords } from "./when-words.ts";
export {
  BASE_UNITS, MODALITIES, BOUNDS, VISIBILITIES, SCALES, roundingStep, readInterval, intervalsMeet,
} from "./quantity.ts";
export type { BaseUnit, Modality, Bound, Visibility, Stated, Quantity, Interval } from "./quantity.ts";
export { AppError, problemLine } from "./errors.ts";
export type { Problem, AppErrorWords } from "./errors.ts";
export { inLang, hasHan, languageOf } from "./text.ts";
export type { Lang, Label } from "./text.ts";
export { systemClock, fixedClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export { newId, isId, nameId, canonicalJson, sha256Hex } from "./id.ts";
export { seededUniform } from "./random.ts";
export { scoreOf } from "./scoring.ts";
export type { Feature, Score } from "./scoring.ts";
