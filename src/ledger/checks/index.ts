/**
 * checks: the linter for statistics. Statements in, findings out.
 * Nouns: claim (as a check sees it), reading (what it allows), cell (all statements of one figure), finding (statements that cannot all be true).
 * Invariant: a finding that says "cannot all be true" holds for every reading of rounding and bounds; it names the fewest statements that disagree.
 */
export { runChecks, CheckLedger, findingOrder, findingsOfOneFigure } from "./run.ts";
export type { CheckOptions, FindingChange } from "./run.ts";
export type { CheckClaim, Finding, Severity } from "./model.ts";
export { scopeOf } from "./scope.ts";
export { figure, stated as statedWords } from "./words.ts";
