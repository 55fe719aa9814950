// Whose figure it is: of the names of the sentence and of what was said before it, the one whose traits weigh most.
// Invariant: deterministic; the answer is a name the document (or the ledger) uses; the weights are data (data/reading/subject-weights.json,
// fitted by scripts/fit-subject.ts), and every answer can say which traits decided it.
import { readFileSync } from "node:fs";
import { candidatesOf, type Candidate } from "./candidates.ts";
import type { Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import { joined, wholeOf, type Whole } from "./in-full.ts";
import type { Reason, Span } from "./model.ts";
import { askedTraitsOf, settingOf, steadyTraitsOf, traitName, traitsOf, type Before, type Question, type Setting, type Take } from "./traits.ts";

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
  /** of a part ("二期") or an industry: what it belongs to */
  whole?: Whole;
}

/** A question with every candidate and its traits, as the fitting script asks for them. */
export interface Weighed {
  question: Question;
  sentence: string;
  /** where the figure or date stands in the text */
  figure?: Span | undefined;
  candidates: { name: string; full: string; type: string; via: string; score: number; traits: [string, number][] }[];
}

/** Other weights, and an ear for every choice: how weights are fitted and tried. */
export interface Judging {
  weights?: SubjectWeights;
  onChoice?: (weighed: Weighed) => void;
}

const ROWS = new WeakMap<SubjectWeights, number[]>();

/** Weights by number of their traits. */
function rowOf(weights: SubjectWeights): number[] {
  let row = ROWS.get(weights);
  if (row === undefined) ROWS.set(weights, (row = []));
  return row;
}

function fillRow(row: number[], weights: SubjectWeights, upTo: number): void {
  while (row.length <= upTo) row.push(weights[traitName(row.length)] ?? 0);
}

/** Chooses the subject for what stands at `q.at`. Call before the sentence is observed. Undefined where the document names nothing that fits. */
export function choose(discourse: Discourse, c: Context, q: Question, before: Before, judging: Judging = {}, figure?: Span): Chosen | undefined {
  const weights = judging.weights ?? WEIGHTS;
  const candidates = candidatesOf(discourse, c);
  for (const x of candidates) x.fit = q.fits[x.type] ?? 0;
  const set = settingOf(discourse, c, q, candidates);
  const scored: { x: Candidate; score: number }[] = [];
  const row = rowOf(weights);
  let score = 0;
  const add = (trait: number, value: number): void => {
    if (trait >= row.length) fillRow(row, weights, trait);
    score += row[trait]! * value;
  };
  for (const x of candidates) {
    if (x.fit <= 0.15) continue;
    score = 0;
    if (x.steady === undefined) {
      steadyTraitsOf(add, discourse, c, x);
      x.steady = score;
    } else score = x.steady;
    askedTraitsOf(add, discourse, c, x, q, set, before);
    scored.push({ x, score });
  }
  judging.onChoice?.({ figure, question: q, sentence: c.fold, candidates: scored.map((s) => ({ name: s.x.name, full: fullName(s.x, scored, c), type: s.x.type, via: s.x.via, score: s.score, traits: listed(discourse, c, s.x, q, set, before).map(([t, v]) => [traitName(t), v]) })) });
  let best = scored[0];
  if (best === undefined) return undefined;
  for (const s of scored) if (s.score > best.score) best = s;
  let [own, all] = [0, 0];
  for (const s of scored) {
    const odds = Math.exp(s.score - best.score);
    all += odds;
    if (s.x.name === best.x.name) own += odds;
  }
  const { x } = best;
  if (x.via === "pointed") discourse.meant.set(x.mention!.type, { name: x.name, sentence: discourse.sentence });
  const reason = reasonOf(x, q);
  reason.traits = decisive(row, (take) => traitsOf(take, discourse, c, x, q, set, before));
  const chosen: Chosen = { name: x.name, type: x.type, reason, score: own / all };
  if (x.via === "itself") chosen.pending = true;
  const whole = wholeOf(x, scored, c);
  if (whole !== undefined) chosen.whole = whole;
  return chosen;
}

function fullName(x: Candidate, scored: readonly { x: Candidate; score: number }[], c: Context): string {
  const whole = wholeOf(x, scored, c);
  return whole === undefined ? x.name : joined(c.lang, whole.whole, whole.part);
}

function listed(discourse: Discourse, c: Context, x: Candidate, q: Question, set: Setting, before: Before): [trait: number, value: number][] {
  const list: [number, number][] = [];
  traitsOf((trait, value) => void list.push([trait, value]), discourse, c, x, q, set, before);
  return list;
}

function reasonOf(x: Candidate, q: Question): Reason {
  const m = x.mention;
  if (m === undefined) return { rule: `carried on from before: ${x.name}` };
  const reason: Reason = { words: m.name, start: m.start, end: m.end };
  if (x.via === "pointed") reason.rule = `refers to ${x.name}`;
  else if (q.attached === m) reason.rule = "the figure describes it";
  return reason;
}

const MOST_TRAITS = 3;

/** The traits that weighed most for a candidate, the weightiest first. */
function decisive(row: readonly number[], tell: (take: Take) => void): string[] {
  const top: { trait: number; by: number }[] = [];
  tell((trait, value) => {
    const by = row[trait]! * value;
    if (by <= 0.3) return;
    let at = top.length;
    while (at > 0 && top[at - 1]!.by < by) at--;
    if (at < MOST_TRAITS + 3) top.splice(at, 0, { trait, by });
  });
  const names: string[] = [];
  for (const { trait } of top) {
    const name = traitName(trait);
    if (names.length < MOST_TRAITS && !name.startsWith("type ") && !name.startsWith("via ") && name !== "length") names.push(name);
  }
  return names;
}
