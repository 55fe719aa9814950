/**
 * What a region should attract next: its gaps ranked by priority × relatedness × complexity, every part shown with its sample and interval
 * (relatedness–complexity frame: Balland, Boschma, Crespo and Rigby 2019; density: Hidalgo et al. 2007; PCI: Hidalgo and Hausmann 2009).
 * Invariant: a candidate without a defined part has no score and no rank and comes last; below the floors nothing is ranked, and it is said why.
 */
import type { Label } from "../kernel/index.ts";
import { basketDensity, centralRange, drawWeights, type BasketDensity, type Range } from "./complexity/index.ts";
import type { Gap } from "./gaps/index.ts";
import { gapsOf } from "./gap-answer.ts";
import type { ChainRecord } from "./model.ts";
import { presenceOf } from "./panorama-answer.ts";
import type { NextRules, PreparedTable } from "./region-table.ts";
import type { ChainScope, ScopedFirms } from "./scope.ts";
import { seededUniform } from "../kernel/index.ts";

/** An index of a candidate. `n`: regions of the table specialised in its rarest activity. */
export interface NextIndex { value: number; n: number; lo?: number; hi?: number; percentile?: number }
export type NextQuadrant = "related-complex" | "related-simple" | "unrelated-complex" | "unrelated-simple";

export interface NextCandidate {
  node: string;
  gap: Gap;
  relatedness?: NextIndex;
  complexity?: NextIndex;
  /** priority^a · relatedness percentile^b · complexity percentile^c. */
  score: number | null;
  rank: number | null;
  quadrant: NextQuadrant | null;
  /** Activities of the table that stand for it. */
  activities: string[];
  /** What the region already does that is nearest to it: activity, its nodes present here, proximity. */
  near: { activity: string; nodes: string[]; proximity: number }[];
}

export interface WhatNext {
  scoped: ScopedFirms;
  prepared: PreparedTable;
  /** Nodes present here, and the activities of the table they stand for. */
  basket: { nodes: string[]; activities: string[] };
  /** Mean PCI of the basket, which is what ECI is (Hausmann, Hidalgo et al. 2014); interval: basket drawn with replacement. */
  complexity?: { value: number; n: number; lo?: number; hi?: number };
  refusal?: Required<Label>;
  candidates: NextCandidate[];
}

const NEAR_SHOWN = 3;

/** @throws AppError as `scopeFirms`. */
export function whatNext(record: ChainRecord, scope: ChainScope, prepared: PreparedTable, rules: NextRules): WhatNext {
  const { scoped, gaps } = gapsOf(record, scope);
  const here = presenceOf(record, scoped).filter((line) => line.firms > 0).map((line) => line.node);
  const basket = [...new Set(here.flatMap((node) => prepared.activitiesOf.get(node) ?? []))].sort((a, b) => a - b);
  const named = { nodes: here, activities: basket.map((a) => prepared.table.activities[a]!) };
  const refusal = prepared.refusal ?? tooFew(basket.length, rules.floors.basket);
  const blank = (gap: Gap): NextCandidate => ({ node: gap.node, gap, score: null, rank: null, quadrant: null, activities: (prepared.activitiesOf.get(gap.node) ?? []).map((a) => prepared.table.activities[a]!), near: [] });
  if (refusal) return { scoped, prepared, basket: named, refusal, candidates: gaps.map(blank) };
  const density = basketDensity(prepared.analysis.m, prepared.activities, basket, { draws: rules.draws });
  const present = new Set(here);
  const candidates = gaps.map((gap): NextCandidate => ({ ...blank(gap), ...indicesOf(gap.node, prepared, density), near: nearest(gap.node, prepared, density, basket, present) }));
  rank(candidates, rules);
  return { scoped, prepared, basket: named, complexity: basketComplexity(prepared, basket, rules.draws), candidates };
}

function tooFew(n: number, floor: number): Required<Label> | undefined {
  if (n >= floor) return undefined;
  return { zh: `这里的企业只对应表中 ${n} 个活动（至少 ${floor}），不计算关联度`, en: `The firms here stand for ${n} activities of the table (at least ${floor}); relatedness is not computed` };
}

/** Of a node that several activities stand for, the mean; its interval the mean of theirs, its sample the smallest. */
function indicesOf(node: string, prepared: PreparedTable, density: BasketDensity): Pick<NextCandidate, "relatedness" | "complexity"> {
  const of = prepared.activitiesOf.get(node) ?? [];
  const places = of.map((a) => prepared.activities.indexOf(a)).filter((i) => Number.isFinite(density.density[i]!));
  const pci = new Map(prepared.analysis.pci.map((s) => [s.name, s]));
  const told = of.map((a) => pci.get(prepared.table.activities[a]!)).filter((s) => s !== undefined && s.value !== null);
  const n = Math.min(...of.map((a) => prepared.analysis.m.ubiquity[a]!));
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const ends = (ranges: ({ lo?: number; hi?: number } | undefined)[]): { lo?: number; hi?: number } =>
    (ranges.every((r) => r?.lo !== undefined && r.hi !== undefined) ? { lo: mean(ranges.map((r) => r!.lo!)), hi: mean(ranges.map((r) => r!.hi!)) } : {});
  return {
    ...(places.length === 0 ? {} : { relatedness: { value: mean(places.map((i) => density.density[i]!)), n, ...ends(places.map((i) => density.range[i])) } }),
    ...(told.length === 0 ? {} : { complexity: { value: mean(told.map((s) => s!.value!)), n, ...ends(told) } }),
  };
}

function nearest(node: string, prepared: PreparedTable, density: BasketDensity, basket: readonly number[], present: ReadonlySet<string>): NextCandidate["near"] {
  const n = prepared.activities.length;
  const own = (prepared.activitiesOf.get(node) ?? []).map((a) => prepared.activities.indexOf(a));
  return basket.map((a) => {
    const q = prepared.activities.indexOf(a);
    return { activity: prepared.table.activities[a]!, nodes: prepared.nodesOf.get(a)!.filter((id) => present.has(id)), proximity: Math.max(0, ...own.map((p) => density.phi[p * n + q]!)) };
  }).filter((x) => x.proximity > 0).sort((x, y) => y.proximity - x.proximity || (x.activity < y.activity ? -1 : 1)).slice(0, NEAR_SHOWN);
}

/** Percentiles among the candidates that have both indices; score, quadrant and rank follow; the others last, by priority. */
function rank(candidates: NextCandidate[], rules: NextRules): void {
  const both = candidates.filter((c) => c.relatedness && c.complexity);
  for (const index of ["relatedness", "complexity"] as const) {
    const values = both.map((c) => c[index]!.value).sort((a, b) => a - b);
    for (const c of both) c[index]!.percentile = percentileIn(values, c[index]!.value);
  }
  const { exponents: e } = rules;
  for (const c of both) {
    const [r, x] = [c.relatedness!.percentile!, c.complexity!.percentile!];
    c.score = c.gap.priority ** e.priority * r ** e.relatedness * x ** e.complexity;
    c.quadrant = `${r >= 0.5 ? "related" : "unrelated"}-${x >= 0.5 ? "complex" : "simple"}`;
  }
  candidates.sort((a, b) => (b.score ?? -1) - (a.score ?? -1) || b.gap.priority - a.gap.priority || (a.node < b.node ? -1 : 1));
  candidates.forEach((c, at) => { if (c.score !== null) c.rank = at + 1; });
}

/** The mid-rank share of values below: 0.5 where all are equal. */
function percentileIn(sorted: readonly number[], value: number): number {
  let below = 0;
  let equal = 0;
  for (const x of sorted) { if (x < value) below++; else if (x === value) equal++; }
  return (below + equal / 2) / sorted.length;
}

function basketComplexity(prepared: PreparedTable, basket: readonly number[], draws: number): WhatNext["complexity"] {
  const pci = new Map(prepared.analysis.pci.map((s) => [s.name, s.value]));
  const values = basket.map((a) => pci.get(prepared.table.activities[a]!)).filter((v): v is number => typeof v === "number");
  if (values.length === 0) return undefined;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const uniform = seededUniform(1);
  const range: Range | undefined = centralRange(Array.from({ length: draws }, () => drawWeights(values.length, uniform).reduce((sum, w, i) => sum + w * values[i]!, 0) / values.length));
  return { value: mean, n: values.length, ...(range ?? {}) };
}
