/**
 * chain: the industrial chain over the record. Nouns: chain record (firms placed, as of clocks, for a clearance), scope, panorama, gap, node.
 * Answers are pure functions of a chain record: `panoramaOf`, `compareScopes`, `gapsOf`, `nodeOf`. A `ChainKeeper` keeps records between questions.
 * Invariant: every count opens to firms, every firm at a node to the claims that place it there; “no firm here” is never said without evidence.
 */
export { ChainKeeper, shippedMeans } from "./keeper.ts";
export { placeFirms, readChain, recordOf } from "./record.ts";
export type { ChainMeans } from "./record.ts";
export type { ChainFirm, ChainRecord, CitedEvidence, FirmAtNode, Named, StatedCount } from "./model.ts";
export { scopeFirms } from "./scope.ts";
export type { ChainScope, ScopedFirms } from "./scope.ts";
export { compareScopes, panoramaOf } from "./panorama-answer.ts";
export type { Panorama, PanoramaNode } from "./panorama-answer.ts";
export { gapsOf, nodeOf } from "./gap-answer.ts";
export type { GapsAnswer, Neighbour, NodeAnswer } from "./gap-answer.ts";
export { ruleNode } from "./commands.ts";
export type { NodeRule } from "./commands.ts";
export { whatNext } from "./what-next.ts";
export type { NextCandidate, NextIndex, NextQuadrant, WhatNext } from "./what-next.ts";
export { broughtTable, prepareTable, readNextRules, recordTable, shippedNextRules, shippedTable, tableInfos } from "./region-table.ts";
export type { NextRules, PreparedTable, Recovery, TableInfo } from "./region-table.ts";
export { runBacktest, shippedBacktests } from "./backtests.ts";
export type { BacktestShown } from "./backtests.ts";
