/**
 * complexity: what a region is good at, how near it is to what it lacks, and how complex both are, from any table of
 * regions × activities. Nouns: table, quotient, specialisation, proximity, density, index, fitness, outlook, concentration.
 * Invariant: every index stands beside its sample size; an undefined place is null with a reason and never ranks.
 */
export { TableBuilder, tableOf, tableOfMatrix, TABLE_LIMITS } from "./table.ts";
export type { ActivityTable } from "./table.ts";
export { locationQuotients, specialise, specialiseMatrix, bothWays, transpose, connectedParts } from "./specialisation.ts";
export type { Specialisation, Parts } from "./specialisation.ts";
export { plainEngine } from "./engine.ts";
export { simdEngine, fastEngine } from "./simd-engine.ts";
export type { Engine, BasketSums, Tiled } from "./engine.ts";
export { proximity, proximityOf, proximityPairs, PROXIMITY_METHODS } from "./proximity.ts";
export type { Proximity, ProximityMethod, ProximityPair } from "./proximity.ts";
export { relatedness } from "./density.ts";
export type { Relatedness, DensityVariant, OutlookVariant } from "./density.ts";
export { complexityIndex } from "./complexity-index.ts";
export type { ComplexityIndex, ComplexityIndexOptions } from "./complexity-index.ts";
export { fitnessComplexity } from "./fitness.ts";
export type { FitnessResult, FitnessOptions } from "./fitness.ts";
export { concentration, concentrations } from "./concentration.ts";
export type { Concentration, TableConcentration } from "./concentration.ts";
export { concentrationByNode } from "./provision.ts";
export type { Provision, NodeConcentration } from "./provision.ts";
export { analyse, analyseMatrix, FLOORS } from "./analyse.ts";
export type { Analysis, AnalysisOptions, Caution, Floors, Refusal, Sample } from "./analyse.ts";
export { readActivityTable, readCells, duplicateCells } from "./read-table.ts";
export type { TableFile, ReadOptions, Reading } from "./read-table.ts";
export { delimitedRecords } from "./delimited-text.ts";
export type { DelimitedRecord } from "./delimited-text.ts";
export { relatednessFrame } from "./frame.ts";
export type { Candidate, Quadrant } from "./frame.ts";
export { rankStandings } from "./standing.ts";
export type { Standing, UndefinedReason } from "./standing.ts";
export { wilson, quotientRange } from "./interval.ts";
export type { Range } from "./interval.ts";
export { backtest, SCORES } from "./backtest.ts";
export type { BacktestOptions, BacktestTask, ScoreName, ScoreResult } from "./backtest.ts";
export { readPanel, periodTable } from "./panel.ts";
export type { Panel, PanelOptions } from "./panel.ts";
export { auc, aucRange, uninformedRange } from "./auc.ts";
export { basketDensity } from "./density-interval.ts";
export type { BasketDensity } from "./density-interval.ts";
export { centralRange, drawWeights, quantile } from "./interval.ts";
