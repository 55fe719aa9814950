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

const OWN_ROW = rowOf(WEIGHTS);

/** The candidate being weighed: one tally for all, so that the engine sees one and the same function take every trait. */
const tally = { weights: WEIGHTS, row: OWN_ROW, score: 0, /** how many weighty traits are noted, or -1 where none are to be */ noted: -1 };

const weigh: Take = (trait, value) => {
  const { row } = tally;
  while (trait >= row.length) row.push(tally.weights[traitName(row.length)] ?? 0);
  const by = row[trait]! * value;
  tally.score += by;
  if (tally.noted >= 0 && by > 0.3) note(trait, by);
};

/** Chooses the subject for what stands at `q.at`. Call before the sentence is observed. Undefined where the document names nothing that fits. */
export function choose(discourse: Discourse, c: Context, q: Question, before: Before, judging: Judging = {}, figure?: Span): Chosen | undefined {
  tally.weights = judging.weights ?? WEIGHTS;
  tally.row = judging.weights === undefined ? OWN_ROW : rowOf(judging.weights);
  tally.noted = -1;
  const candidates = candidatesOf(discourse, c);
  const fitting: Candidate[] = [];
  for (const x of candidates) {
    x.fit = q.fits[x.type] ?? 0;
    if (x.fit > 0.15) fitting.push(x);
  }
  const set = settingOf(discourse, c, q, fitting);
  let best: Candidate | undefined;
  for (const x of fitting) {
    tally.score = 0;
    if (x.steady === undefined) {
      steadyTraitsOf(weigh, discourse, c, x);
      x.steady = tally.score;
    } else tally.score = x.steady;
    askedTraitsOf(weigh, discourse, c, x, q, set, before);
    x.score = tally.score;
    if (best === undefined || x.score > best.score) best = x;
  }
  judging.onChoice?.({ figure, question: q, sentence: c.fold, candidates: fitting.map((x) => ({ name: x.name, full: fullName(x, fitting, c), type: x.type, via: x.via, score: x.score, traits: listed(discourse, c, x, q, set, before).map(([t, v]) => [traitName(t), v]) })) });
  if (best === undefined) return undefined;
  let [own, all] = [0, 0];
  for (const x of fitting) {
    const odds = Math.exp(x.score - best.score);
    all += odds;
    if (x.name === best.name) own += odds;
  }
  const x = best;
  if (x.via === "pointed") discourse.meant.set(x.mention!.type, { name: x.name, sentence: discourse.sentence });
  const reason = reasonOf(x, q);
  tally.noted = 0;
  traitsOf(weigh, discourse, c, x, q, set, before);
  reason.traits = decisive();
  const chosen: Chosen = { name: x.name, type: x.type, reason, score: own / all };
  if (x.via === "itself") chosen.pending = true;
  const whole = wholeOf(x, fitting, c);
  if (whole !== undefined) chosen.whole = whole;
  return chosen;
}

function fullName(x: Candidate, weighed: readonly Candidate[], c: Context): string {
  const whole = wholeOf(x, weighed, c);
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
/** The traits noted of the candidate chosen and what each weighed, the weightiest first. */
const NOTED = new Int32Array(256);
const NOTED_BY = new Float64Array(256);

function note(trait: number, by: number): void {
  let at = tally.noted;
  while (at > 0 && NOTED_BY[at - 1]! < by) at--;
  if (at >= MOST_TRAITS + 3 || tally.noted >= NOTED.length) return;
  NOTED.copyWithin(at + 1, at, tally.noted);
  NOTED_BY.copyWithin(at + 1, at, tally.noted);
  NOTED[at] = trait;
  NOTED_BY[at] = by;
  tally.noted++;
}

/** The names of the traits that weighed most, the weightiest first. */
function decisive(): string[] {
  const names: string[] = [];
  for (let k = 0; k < tally.noted && names.length < MOST_TRAITS; k++) {
    const name = traitName(NOTED[k]!);
    if (!name.startsWith("type ") && !name.startsWith("via ") && name !== "length") names.push(name);
  }
  return names;
}
