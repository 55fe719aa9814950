/**
 * Panorama and gaps. Nouns: placed firm, roster, survey, presence, state, gap, supply risk.
 * Invariant: “no firm here” is said only where the evidence covers it; every gap shows its features, sentences and claims.
 */
export { panorama, comparePanoramas, layout, stateOf } from "./panorama.ts";
export type { Difference, PanoramaRequest, PlaceOnPage } from "./panorama.ts";
export { findGaps } from "./gap.ts";
export { supplyRisk, weakestLinks } from "./supply-risk.ts";
export type { ExposedNode, RiskOptions, SupplyRisk } from "./supply-risk.ts";
export { rosterOf, startsOf } from "./roster.ts";
export type { Roster } from "./roster.ts";
export { readGapRules, shippedGapRules, CITED_MOST, FEATURES, NODE_STATES } from "./model.ts";
export type { FeatureName, Gap, GapRules, NodeState, PlacedFirm, Presence, Survey } from "./model.ts";
