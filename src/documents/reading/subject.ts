// Whose figure it is: of the names of the sentence and of what was said before it, the one whose traits weigh most.
// Invariant: deterministic; the answer is a name the document (or the ledger) uses; the weights are data (data/reading/subject-weights.json,
// fitted by scripts/fit-subject.ts), and every answer can say which traits decided it.
import { readFileSync } from "node:fs";
import { candidatesOf, type Candidate } from "./candidates.ts";
import type { Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import type { Reason, Span } from "./model.ts";
import { settingOf, traitsOf, type Before, type Question, type Setting } from "./traits.ts";

/** What each trait weighs, by its name. A trait without a weight weighs nothing. */
export type SubjectWeights = Readonly<Record<string, number>>;

const FILE = JSON.parse(readFileSync(new URL("../../../data/reading/subject-weights.json", import.meta.url), "utf8")) as { traits: Record<string, { weight: number }> };
const WEIGHTS: SubjectWeights = Object.fromEntries(Object.entries(FILE.traits).map(([trait, { weight }]) => [trait, weight]));

export interface Chosen {
  name: string;
  type: string;
  reason: Reason;
  /** the probability that it is the one, among the candidates */
  score: number;
  /** a described thing not named so far; the rest of the document may still name it */
  pending?: boolean;
}

/** A question with every candidate and its traits, as the fitting script asks for them. */
export interface Weighed {
  question: Question;
  sentence: string;
  /** where the figure or date stands in the text */
  figure?: Span | undefined;
  candidates: { name: string; type: string; via: string; score: number; traits: [string, number][] }[];
}

/** Other weights, and an ear for every choice: how weights are fitted and tried. */
export interface Judging {
  weights?: SubjectWeights;
  onChoice?: (weighed: Weighed) => void;
}

/** Chooses the subject for what stands at `q.at`. Call before the sentence is observed. Undefined where the document names nothing that fits. */
export function choose(discourse: Discourse, c: Context, q: Question, before: Before, judging: Judging = {}, figure?: Span): Chosen | undefined {
  const weights = judging.weights ?? WEIGHTS;
  const candidates = candidatesOf(discourse, c);
  const set = settingOf(discourse, c, q, candidates);
  const scored: { x: Candidate; score: number }[] = [];
  let score = 0;
  const add = (trait: string, value: number): void => {
    score += (weights[trait] ?? 0) * value;
  };
  for (const x of candidates) {
    if ((q.fits[x.type] ?? 0) <= 0.15) continue;
    score = 0;
    traitsOf(add, discourse, c, x, q, set, before);
    scored.push({ x, score });
  }
  judging.onChoice?.({ figure, question: q, sentence: c.fold, candidates: scored.map((s) => ({ name: s.x.name, type: s.x.type, via: s.x.via, score: s.score, traits: listed(discourse, c, s.x, q, set, before) })) });
  let best = scored[0];
  if (best === undefined) return undefined;
  for (const s of scored) if (s.score > best.score) best = s;
  let [own, all] = [0, 0];
  let next: typeof best | undefined;
  for (const s of scored) {
    const odds = Math.exp(s.score - best.score);
    all += odds;
    if (s.x.name === best.x.name) own += odds;
    else if (next === undefined || s.score > next.score) next = s;
  }
  const { x } = best;
  if (x.via === "pointed") discourse.meant.set(x.mention!.type, { name: x.name, sentence: discourse.sentence });
  const reason: Reason = { ...reasonOf(x, q), traits: decisive(weights, listed(discourse, c, x, q, set, before), next ? listed(discourse, c, next.x, q, set, before) : []) };
  return { name: x.name, type: x.type, reason, score: own / all, ...(x.via === "itself" ? { pending: true } : {}) };
}

function listed(discourse: Discourse, c: Context, x: Candidate, q: Question, set: Setting, before: Before): [string, number][] {
  const list: [string, number][] = [];
  traitsOf((trait, value) => void list.push([trait, value]), discourse, c, x, q, set, before);
  return list;
}

function reasonOf(x: Candidate, q: Question): Reason {
  const m = x.mention;
  if (m === undefined) return { rule: `carried on from before: ${x.name}` };
  const words = { words: m.name, start: m.start, end: m.end };
  if (x.via === "pointed") return { ...words, rule: `refers to ${x.name}` };
  return q.attached === m ? { ...words, rule: "the figure describes it" } : words;
}

const MOST_TRAITS = 3;

/** The traits that set a candidate apart from the next best, the weightiest first. */
function decisive(weights: SubjectWeights, own: readonly [string, number][], other: readonly [string, number][]): string[] {
  const sum = new Map<string, number>();
  for (const [trait, value] of own) sum.set(trait, (weights[trait] ?? 0) * value);
  for (const [trait, value] of other) {
    const mine = sum.get(trait);
    if (mine !== undefined) sum.set(trait, mine - (weights[trait] ?? 0) * value);
  }
  return own.map(([trait]) => [trait, sum.get(trait)!] as const).filter(([trait, v]) => v > 0.2 && !/^(?:length|via |type )/.test(trait)).sort((a, b) => b[1] - a[1]).slice(0, MOST_TRAITS).map(([trait]) => trait);
}
