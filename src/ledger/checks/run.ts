/**
 * Runs the checks over a whole ledger, and keeps its findings right claim by claim.
 * Invariant: after any sequence of puts and removals, the findings are those of `runChecks` over the claims that remain.
 */
import { type SubjectGroup, groupSubject } from "./cell.ts";
import { cumulativeSeries } from "./cumulative-series.ts";
import { growthIdentity } from "./growth-identity.ts";
import { impliedRest } from "./implied-rest.ts";
import { milestoneOrder } from "./milestone-order.ts";
import type { CheckClaim, Finding } from "./model.ts";
import { markOf, nameKeys, oneSubject, oneSubjectInSteps, SUBJECTS_MAX } from "./one-subject.ts";
import { partsAndWholes } from "./parts-and-wholes.ts";
import { type OpenPromise, openPromises, passedBy } from "./planned-passed.ts";
import { dayNumber } from "./reading.ts";
import { sameFact } from "./same-fact.ts";
import { shares } from "./shares.ts";
import { staleFigure } from "./stale-figure.ts";
import { targetReached } from "./target-reached.ts";
import { unitSlip } from "./unit-slip.ts";

export interface CheckOptions {
  /** "YYYY-MM-DD": what has passed and what has not. */
  today: string;
  /**
   * Only findings of these subjects, for a ledger kept elsewhere: after a change, pass the changed subjects with their wholes and parts here, and as
   * claims all of theirs and of their own wholes and parts. What compares every subject with every other (`one-subject`) is left to a full run.
   */
  only?: ReadonlySet<string>;
}

/** What a change of claims did. */
export interface FindingChange {
  added: Finding[];
  removed: Finding[];
}

/** All findings over the claims, errors first, then by subject. */
export function runChecks(claims: Iterable<CheckClaim>, options: CheckOptions): Finding[] {
  const ledger = new CheckLedger(options);
  ledger.load(claims);
  const { only } = options;
  return ledger.findings().filter((one) => !only || (only.has(one.subject) && one.check !== "one-subject"));
}

/** Only what is found among statements of one and the same figure; the claims are of one subject. */
export function findingsOfOneFigure(claims: CheckClaim[]): Finding[] {
  const group = groupSubject("", claims);
  return [...sameFact(group), ...unitSlip(group)];
}

const SEVERITY_ORDER = { error: 0, warning: 1, note: 2 } as const;

/** The order in which findings are listed: errors first, then by subject, then by id. */
export function findingOrder(a: Pick<Finding, "severity" | "subject" | "id">, b: Pick<Finding, "severity" | "subject" | "id">): number {
  return SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Days whose lists are kept in order. */
const DAYS_KEPT_MAX = 6;
/** A change of more findings than this drops the kept lists instead of mending them. */
const MENDED_MAX = 500;

/**
 * Claims in memory with their findings. Checks of one subject are re-run only for the subjects a change can reach; nothing but the words of a passed
 * promise depends on the day, so one ledger answers for every day.
 */
export class CheckLedger {
  readonly #options: CheckOptions;
  readonly #claims = new Map<string, CheckClaim>();
  readonly #bySubject = new Map<string, Map<string, CheckClaim>>();
  readonly #parts = new Map<string, Map<string, number>>();
  /** Subjects by the place they lie in, with how many claims say so. */
  readonly #located = new Map<string, Map<string, number>>();
  readonly #byMark = new Map<string, CheckClaim[]>();
  readonly #byName = new Map<string, Set<string>>();
  /** Marks and names that more than one claim or subject bears. */
  readonly #sharedMarks = new Set<string>();
  readonly #sharedNames = new Set<string>();
  readonly #findings = new Map<string, Finding[]>();
  readonly #promises = new Map<string, OpenPromise[]>();
  /** Findings on pairs of subjects, by id and by subject. */
  readonly #pairs = new Map<string, { finding: Finding; subjects: Set<string> }>();
  readonly #pairsOf = new Map<string, Set<string>>();
  readonly #groups = new Map<string, SubjectGroup>();
  /** Ordered lists by day. */
  readonly #lists = new Map<string, Finding[]>();

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  /** How many claims it holds. */
  get size(): number {
    return this.#claims.size;
  }

  claim(id: string): CheckClaim | undefined {
    return this.#claims.get(id);
  }

  claimsOf(subject: string): CheckClaim[] {
    return [...(this.#bySubject.get(subject)?.values() ?? [])];
  }

  /** Puts claims and runs every check once. */
  load(claims: Iterable<CheckClaim>): void {
    this.put(claims);
    for (const _step of this.settle()) { /* all at once */ }
  }

  /** Puts claims before the first run of the checks; `settle` must follow. */
  put(claims: Iterable<CheckClaim>): void {
    for (const claim of claims) this.#index(claim);
  }

  /** Runs every check once, a subject a step: between two steps the caller may do other things, but not change the ledger. */
  *settle(): Generator<undefined, void> {
    const { only } = this.#options;
    for (const subject of this.#bySubject.keys()) {
      if (only && !only.has(subject)) continue;
      this.#check(subject);
      yield;
    }
    this.#groups.clear();
    for (const one of yield* oneSubjectInSteps(this.#shared(this.#sharedMarks), this.#alike(this.#sharedNames))) this.#addPair(one);
    this.#lists.clear();
  }

  /** All findings by a day, in order. @param today `YYYY-MM-DD`; the ledger's own day where none is named. */
  findings(today: string = this.#options.today): readonly Finding[] {
    const steps = this.listing(today);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** As `findings`, a subject or a few hundred places a step; the ledger must not change in between. A list that is kept is there at once. */
  *listing(today: string): Generator<undefined, readonly Finding[]> {
    const kept = this.#lists.get(today);
    if (kept) return kept;
    const now = dayNumber(today);
    const all: Finding[] = [];
    for (const found of this.#findings.values()) for (const one of found) all.push(one);
    for (const promises of this.#promises.values()) {
      for (const one of promises) if (one.due < now) all.push(one.told(now));
      yield;
    }
    for (const { finding } of this.#pairs.values()) all.push(finding);
    const sorted = yield* sortedInSteps(all);
    this.#lists.set(today, sorted);
    if (this.#lists.size > DAYS_KEPT_MAX) this.#lists.delete(this.#lists.keys().next().value!);
    return sorted;
  }

  /** Adds or replaces claims and removes others; re-runs what they can reach. */
  change(put: CheckClaim[], removed_ids: string[] = []): FindingChange {
    const reached = new Set<string>();
    const touched: CheckClaim[] = [];
    for (const id of [...removed_ids, ...put.map((claim) => claim.id)]) {
      const old = this.#claims.get(id);
      if (old) touched.push(old);
    }
    const alike = this.#alikeTo([...touched, ...put]);
    for (const claim of touched) {
      this.#reach(claim, reached);
      this.#unindex(claim);
    }
    for (const claim of put) this.#index(claim);
    for (const claim of [...put, ...touched]) this.#reach(claim, reached);
    for (const subject of this.#alikeTo([...touched, ...put])) alike.add(subject);
    const pairs = this.#pairAgain(alike);
    const days = new Set([this.#options.today, ...this.#lists.keys()]);
    const before = new Map([...days].map((day) => [day, [...pairs.before, ...this.#of(reached, dayNumber(day))]]));
    for (const subject of reached) this.#check(subject);
    this.#groups.clear();
    const after = new Map([...days].map((day) => [day, [...pairs.after, ...this.#of(reached, dayNumber(day))]]));
    for (const day of [...this.#lists.keys()]) this.#mend(day, before.get(day)!, after.get(day)!);
    return difference(before.get(this.#options.today)!, after.get(this.#options.today)!);
  }

  /** What the checks of these subjects found, by a day. */
  #of(subjects: Iterable<string>, now: number): Finding[] {
    const found: Finding[] = [];
    for (const subject of subjects) found.push(...(this.#findings.get(subject) ?? []), ...passedBy(this.#promises.get(subject) ?? [], now));
    return found;
  }

  /** Takes what was found before out of a day's list, and puts in what is found now, each at its place. */
  #mend(day: string, before: Finding[], after: Finding[]): void {
    if (before.length + after.length > MENDED_MAX) {
      this.#lists.delete(day);
      return;
    }
    const list = this.#lists.get(day)!;
    for (const one of before) {
      const at = placeIn(list, one);
      if (list[at]?.id === one.id) list.splice(at, 1);
    }
    for (const one of after) list.splice(placeIn(list, one), 0, one);
  }

  /** Subjects whose pairs a change of these claims can touch: their own, and those that bear one of their marks or names. */
  #alikeTo(claims: CheckClaim[]): Set<string> {
    const subjects = new Set(claims.map((claim) => claim.subject));
    const { marks, names } = this.#borneBy(subjects, claims);
    // What more subjects bear than can be one is no mark of any of them.
    for (const mark of marks) {
      const bearers = new Set(this.#byMark.get(mark)?.map((claim) => claim.subject));
      if (bearers.size <= SUBJECTS_MAX) for (const one of bearers) subjects.add(one);
    }
    for (const name of names) {
      const bearers = this.#byName.get(name);
      if (bearers && bearers.size <= SUBJECTS_MAX) for (const one of bearers) subjects.add(one);
    }
    return subjects;
  }

  /** Marks and names of these subjects, and of these claims, which may not be in yet. */
  #borneBy(subjects: Iterable<string>, claims: CheckClaim[] = []): { marks: Set<string>; names: Set<string> } {
    const [marks, names] = [new Set<string>(), new Set<string>()];
    const bear = (claim: CheckClaim): void => {
      const mark = markOf(claim);
      if (mark !== undefined) marks.add(mark);
      for (const name of nameKeys(claim)) names.add(name);
    };
    claims.forEach(bear);
    for (const subject of subjects) this.#bySubject.get(subject)?.forEach(bear);
    return { marks, names };
  }

  /** Works out again the pairs that these subjects stand in. @returns those before and those now. */
  #pairAgain(subjects: Set<string>): { before: Finding[]; after: Finding[] } {
    const old = new Set([...subjects].flatMap((subject) => [...(this.#pairsOf.get(subject) ?? [])]));
    const before = [...old].map((id) => this.#pairs.get(id)!.finding);
    for (const id of old) this.#dropPair(id);
    const { marks, names } = this.#borneBy(subjects);
    const after = oneSubject(this.#shared(marks), this.#alike(names)).filter((one) => one.claims.some((id) => subjects.has(this.#claims.get(id)!.subject)));
    for (const one of after) this.#addPair(one);
    return { before, after };
  }

  #addPair(one: Finding): void {
    const subjects = new Set(one.claims.map((id) => this.#claims.get(id)!.subject));
    this.#pairs.set(one.id, { finding: one, subjects });
    for (const subject of subjects) {
      const ids = this.#pairsOf.get(subject);
      if (ids) ids.add(one.id);
      else this.#pairsOf.set(subject, new Set([one.id]));
    }
  }

  #dropPair(id: string): void {
    for (const subject of this.#pairs.get(id)!.subjects) {
      const ids = this.#pairsOf.get(subject)!;
      ids.delete(id);
      if (ids.size === 0) this.#pairsOf.delete(subject);
    }
    this.#pairs.delete(id);
  }

  /** Claims by mark, where several bear it. */
  *#shared(marks: Iterable<string>): Generator<CheckClaim[]> {
    for (const mark of marks) {
      const claims = this.#byMark.get(mark);
      if (claims && claims.length > 1) yield claims;
    }
  }

  /** Claims by name, where several subjects bear it. */
  *#alike(names: Iterable<string>): Generator<CheckClaim[]> {
    for (const name of names) {
      const subjects = this.#byName.get(name);
      if (subjects && subjects.size > 1) yield [...subjects].flatMap((subject) => [...this.#bySubject.get(subject)!.values()].filter((claim) => nameKeys(claim).includes(name)));
    }
  }

  /** The claim's subject, the whole it is part of and the parts it has: their findings may change. */
  #reach(claim: CheckClaim, reached: Set<string>): void {
    reached.add(claim.subject);
    if (claim.part_of !== undefined) reached.add(claim.part_of);
    for (const { part_of } of this.#bySubject.get(claim.subject)?.values() ?? []) if (part_of !== undefined) reached.add(part_of);
    for (const part of this.#parts.get(claim.subject)?.keys() ?? []) reached.add(part);
    for (const part of this.#located.get(claim.subject)?.keys() ?? []) reached.add(part);
  }

  #check(subject: string): void {
    const group = this.#group(subject);
    if (!group) {
      this.#findings.delete(subject);
      this.#promises.delete(subject);
      return;
    }
    const parts = [...(this.#parts.get(subject)?.keys() ?? [])].map((part) => this.#group(part)).filter((part) => part !== undefined);
    const bases = this.#basesOf(subject).map((base) => this.#group(base)).filter((base) => base !== undefined);
    const found = [
      ...growthIdentity(group), ...impliedRest(group), ...sameFact(group), ...unitSlip(group), ...cumulativeSeries(group), ...milestoneOrder(group),
      ...partsAndWholes(group, parts), ...shares(group, bases),
      ...staleFigure(group), ...targetReached(group),
    ];
    const promises = openPromises(group);
    if (promises.length > 0) this.#promises.set(subject, promises);
    else this.#promises.delete(subject);
    if (found.length > 0) this.#findings.set(subject, [...new Map(found.map((one) => [one.id, one])).values()]);
    else this.#findings.delete(subject);
    if (parts.length === 0 && bases.length === 0) this.#groups.delete(subject);
  }

  #group(subject: string): SubjectGroup | undefined {
    const ready = this.#groups.get(subject);
    if (ready) return ready;
    const claims = this.#bySubject.get(subject);
    if (!claims) return undefined;
    const group = groupSubject(subject, [...claims.values()]);
    this.#groups.set(subject, group);
    return group;
  }

  /** Wholes and places that the subject's claims name, in order of name. */
  #basesOf(subject: string): string[] {
    const bases = new Set<string>();
    for (const { part_of, located_in } of this.#bySubject.get(subject)?.values() ?? []) {
      if (part_of !== undefined && part_of !== subject) bases.add(part_of);
      if (located_in !== undefined && located_in !== subject) bases.add(located_in);
    }
    return [...bases].toSorted();
  }

  #index(claim: CheckClaim): void {
    const old = this.#claims.get(claim.id);
    if (old) this.#unindex(old);
    this.#claims.set(claim.id, claim);
    const siblings = this.#bySubject.get(claim.subject);
    if (siblings) siblings.set(claim.id, claim);
    else this.#bySubject.set(claim.subject, new Map([[claim.id, claim]]));
    count(this.#parts, claim.part_of, claim.subject, 1);
    count(this.#located, claim.located_in, claim.subject, 1);
    const mark = markOf(claim);
    if (mark !== undefined) {
      const same = this.#byMark.get(mark);
      if (same) {
        same.push(claim);
        this.#sharedMarks.add(mark);
      } else this.#byMark.set(mark, [claim]);
    }
    for (const name of nameKeys(claim)) {
      const subjects = this.#byName.get(name);
      if (subjects) {
        subjects.add(claim.subject);
        if (subjects.size > 1) this.#sharedNames.add(name);
      } else this.#byName.set(name, new Set([claim.subject]));
    }
  }

  #unindex(claim: CheckClaim): void {
    this.#claims.delete(claim.id);
    const siblings = this.#bySubject.get(claim.subject);
    siblings?.delete(claim.id);
    if (siblings?.size === 0) this.#bySubject.delete(claim.subject);
    count(this.#parts, claim.part_of, claim.subject, -1);
    count(this.#located, claim.located_in, claim.subject, -1);
    const mark = markOf(claim);
    if (mark !== undefined) {
      const left = (this.#byMark.get(mark) ?? []).filter((other) => other.id !== claim.id);
      if (left.length > 0) this.#byMark.set(mark, left);
      else this.#byMark.delete(mark);
      if (left.length < 2) this.#sharedMarks.delete(mark);
    }
    for (const name of nameKeys(claim)) {
      const subjects = this.#byName.get(name);
      if (siblings?.values().some((other) => nameKeys(other).includes(name))) continue;
      subjects?.delete(claim.subject);
      if (subjects?.size === 0) this.#byName.delete(name);
      if (subjects !== undefined && subjects.size < 2) this.#sharedNames.delete(name);
    }
  }
}

/** Counts the claims that put `subject` under `above`; none left, none kept. */
function count(index: Map<string, Map<string, number>>, above: string | undefined, subject: string, change: number): void {
  if (above === undefined || above === subject) return;
  const under = index.get(above) ?? new Map<string, number>();
  const left = (under.get(subject) ?? 0) + change;
  if (left > 0) under.set(subject, left);
  else under.delete(subject);
  if (under.size > 0) index.set(above, under);
  else index.delete(above);
}

/** Places put in order in one step. */
const RUN = 256;

/** Sorts by merging, a run a step. */
function* sortedInSteps(all: Finding[]): Generator<undefined, Finding[]> {
  let from = all;
  for (let at = 0; at < all.length; at += RUN) {
    const run = all.slice(at, at + RUN).sort(findingOrder);
    for (const [k, one] of run.entries()) all[at + k] = one;
    yield;
  }
  for (let width = RUN; width < all.length; width *= 2) {
    const to: Finding[] = [];
    for (let left = 0; left < from.length; left += 2 * width) {
      const [middle, end] = [Math.min(left + width, from.length), Math.min(left + 2 * width, from.length)];
      let [i, j] = [left, middle];
      while (i < middle || j < end) {
        to.push(j >= end || (i < middle && findingOrder(from[i]!, from[j]!) <= 0) ? from[i++]! : from[j++]!);
        if (to.length % RUN === 0) yield;
      }
    }
    from = to;
  }
  return from;
}

/** Where in an ordered list a finding is, or would be. */
function placeIn(list: readonly Finding[], one: Finding): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (findingOrder(list[middle]!, one) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function difference(before: Finding[], after: Finding[]): FindingChange {
  const [old, now] = [new Set(before.map((one) => one.id)), new Set(after.map((one) => one.id))];
  return { added: after.filter((one) => !old.has(one.id)), removed: before.filter((one) => !now.has(one.id)) };
}
