/**
 * forecast of targets: growth needed, chance of being met, record of past targets.
 * Nouns: yearly point, required growth, growth forecast, track record.
 * Invariant: pure functions of stated figures; few figures give wide answers or a refusal, never false confidence.
 */
export { PEERS_MIN, RATES_MIN, RATES_MIN_WITH_PEERS, forecastGrowth, requiredGrowth } from "./growth.ts";
export type { GrowthForecast, GrowthQuestion, GrowthRefusal, PipelineProject, RequiredGrowth, TargetAsked, YearlyPoint } from "./growth.ts";
export { trackRecord, verdictOf, wilson } from "./track-record.ts";
export type { PastTarget, TrackRecord, Verdict } from "./track-record.ts";
