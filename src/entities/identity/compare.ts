/**
 * Any two names compared: picks the comparer by script, applies the weights, names the vetoes. Invariant: symmetric in weight, score and
 * decision; a veto forbids "link" whatever the weight.
 */
import { GENERAL, type Background } from "./background.ts";
import { compareCross } from "./compare-cross.ts";
import { compareLatin } from "./compare-latin.ts";
import { compareZh, isFullZh, placesAgree } from "./compare-zh.ts";
import { totalWeight, weigh, weightOf, type Evidence, type Weights } from "./evidence.ts";
import type { Comparison, Decision, Identifiers, MatchFeature, Profile } from "./model.ts";
import { WEIGHTS } from "./weights.ts";

export interface CompareOptions {
  background?: Background;
  weights?: Weights;
  /** Bits added before any evidence: log2 of the prior odds that two candidates are one. */
  prior?: number;
  /** Score from which a pair is linked, and from which it is shown to a person. */
  thresholds?: { link: number; review: number };
}

export const THRESHOLDS = { link: 0.7, review: 0.2 };

/** P = 1 / (1 + 2^−w), Fellegi–Sunter's posterior for weight w with the prior inside. */
export function probability(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

export function evidenceOf(a: Profile, b: Profile, bg: Background, explained = true): Evidence[] {
  if (a.script === "none" || b.script === "none") return [];
  if (a.script === "zh" && b.script === "zh") return compareZh(a, b, bg, explained);
  if (a.script === "latin" && b.script === "latin") return compareLatin(a, b, bg, explained);
  return compareCross(a, b, bg, explained);
}

/** Weight in bits without explanation, for bulk ranking. */
export function nameWeight(a: Profile, b: Profile, bg: Background, weights: Weights = WEIGHTS): number {
  return weightOf(evidenceOf(a, b, bg, false), weights);
}

const CAPITAL = new Set(["limited", "joint-stock"]);
const BODY_END = /(?:研究所|研究院|研究中心|实验室|中心|学院|系|医院|分院|基地|工作站|联盟|杂志社|编辑部|出版社|博物馆|图书馆)$/u;

/** One name continues the other down to a body inside it: 某某研究所 and 某某研究所重点实验室. */
function isPartOf(long: string, short: string): boolean {
  return long.length > short.length + 2 && short.length >= 4 && long.startsWith(short) && BODY_END.test(long);
}

/**
 * Rows with several names are judged by their best pair of names, less half of what their own names say against it: two firms may share a machine
 * translation, but hardly when their Chinese names contradict. `w` is the weight of the first names, where these share a script.
 */
export function withOwnNames(best: number, own: number): number {
  return own < 0 ? best + own / 2 : best;
}

function numbersDiffer(a: Profile, b: Profile): boolean {
  return a.script === b.script && a.numbers.length > 0 && b.numbers.length > 0 && !a.numbers.some((n) => b.numbers.includes(n));
}

/** What forbids a link: different numbers, places in conflict, a branch against its parent, a body against one inside it, a group against its member. */
export function nameVeto(a: Profile, b: Profile): string {
  if (numbersDiffer(a, b)) return "different numbers";
  if (a.script === "zh" && b.script === "zh" && isFullZh(a) && isFullZh(b) && placesAgree(a.region, b.region) === "conflict") return "places in conflict";
  if (a.script === "zh" && b.script === "zh" && (isPartOf(a.normal, b.normal) || isPartOf(b.normal, a.normal))) return "part and whole";
  if (a.script === "zh" && b.script === "zh" && a.group !== b.group && a.form !== b.form && CAPITAL.has(a.form) && CAPITAL.has(b.form)) return "group and member";
  if (a.branch === b.branch) return "";
  if (a.script !== b.script && (a.branch === "" ) === (b.branch === "")) return "";
  return a.branch !== "" && b.branch !== "" ? "two branches" : "branch and parent";
}

/** Two different valid identifiers of one kind never belong to one organisation; the same one decides. */
export function compareIds(a: Identifiers, b: Identifiers): { veto: string; features: MatchFeature[] } {
  const features: MatchFeature[] = [];
  let veto = "";
  for (const kind of ["uscc", "lei", "stock"] as const) {
    const x = a[kind], y = b[kind];
    if (x === undefined || y === undefined) continue;
    if (x === y) features.push({ name: `same_${kind}`, weight: 30, a: x, b: y });
    else if (kind !== "stock") { veto ||= `different ${kind}`; features.push({ name: `${kind}_conflict`, weight: -40, a: x, b: y }); }
    else features.push({ name: "stock_conflict", weight: -8, a: x, b: y });
  }
  return { veto, features };
}

export function decide(score: number, veto: string, thresholds = THRESHOLDS): Decision {
  if (score >= thresholds.link && veto === "") return "link";
  return score >= thresholds.review ? "review" : "no_link";
}

/** Compare two parsed names and explain the result. */
export function compareProfiles(a: Profile, b: Profile, options: CompareOptions = {}): Comparison {
  const bg = options.background ?? GENERAL;
  const features = weigh(evidenceOf(a, b, bg), options.weights ?? WEIGHTS);
  const weight = totalWeight(features);
  const veto = nameVeto(a, b);
  const empty = a.script === "none" || b.script === "none";
  const score = empty ? 0 : probability(weight + (options.prior ?? -10));
  return { weight, score, decision: decide(score, veto, options.thresholds), features, veto };
}
