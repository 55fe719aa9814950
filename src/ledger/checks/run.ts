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
import { markOf, nameKeys, oneSubject } from "./one-subject.ts";
import { partsAndWholes } from "./parts-and-wholes.ts";
import { plannedPassed } from "./planned-passed.ts";
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
  return only ? ledger.findings().filter((one) => only.has(one.subject) && one.check !== "one-subject") : ledger.findings();
}

/** Only what is found among statements of one and the same figure; the claims are of one subject. */
export function findingsOfOneFigure(claims: CheckClaim[]): Finding[] {
  const group = groupSubject("", claims);
  return [...sameFact(group), ...unitSlip(group)];
}

const SEVERITY_ORDER = { error: 0, warning: 1, note: 2 } as const;

/** Claims in memory with their findings. Checks of one subject are re-run only for the subjects a change can reach. */
export class CheckLedger {
  readonly #options: CheckOptions;
  readonly #claims = new Map<string, CheckClaim>();
  readonly #bySubject = new Map<string, Map<string, CheckClaim>>();
  readonly #parts = new Map<string, Map<string, number>>();
  /** Subjects by the place they lie in, with how many claims say so. */
  readonly #located = new Map<string, Map<string, number>>();
  readonly #byMark = new Map<string, CheckClaim[]>();
  readonly #byName = new Map<string, Set<string>>();
  readonly #findings = new Map<string, Finding[]>();
  readonly #groups = new Map<string, SubjectGroup>();

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  /** Puts claims and runs every check once. */
  load(claims: Iterable<CheckClaim>): void {
    for (const claim of claims) this.#index(claim);
    const { only } = this.#options;
    for (const subject of this.#bySubject.keys()) if (!only || only.has(subject)) this.#check(subject);
    this.#groups.clear();
  }

  /** All findings: errors first, then by subject, then by id. */
  findings(): Finding[] {
    const all = [...this.#findings.values()].flat();
    all.push(...oneSubject(this.#shared(this.#byMark.keys()), this.#alike(this.#byName.keys())));
    return all.toSorted((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) || (a.id < b.id ? -1 : 1));
  }

  /** Adds or replaces claims and removes others; re-runs what they can reach. */
  change(put: CheckClaim[], removed_ids: string[] = []): FindingChange {
    const reached = new Set<string>();
    const touched: CheckClaim[] = [];
    for (const id of [...removed_ids, ...put.map((claim) => claim.id)]) {
      const old = this.#claims.get(id);
      if (old) touched.push(old);
    }
    const before_pairs = new Map<string, Finding>();
    for (const one of [...this.#near(touched), ...this.#near(put)]) before_pairs.set(one.id, one);
    for (const claim of touched) {
      this.#reach(claim, reached);
      this.#unindex(claim);
    }
    for (const claim of put) this.#index(claim);
    for (const claim of [...put, ...touched]) this.#reach(claim, reached);
    const before = [...before_pairs.values()];
    const after = [...new Map([...this.#near(touched), ...this.#near(put)].map((one) => [one.id, one])).values()];
    for (const subject of reached) before.push(...(this.#findings.get(subject) ?? []));
    for (const subject of reached) this.#check(subject);
    this.#groups.clear();
    for (const subject of reached) after.push(...(this.#findings.get(subject) ?? []));
    return difference(before, after);
  }

  /** Findings of like subjects that share a mark or a name with these claims. */
  #near(claims: CheckClaim[]): Finding[] {
    const marks = new Set<string>();
    const names = new Set<string>();
    const subjects = new Set(claims.map((claim) => claim.subject));
    for (const subject of subjects) {
      for (const claim of this.#bySubject.get(subject)?.values() ?? []) {
        const mark = markOf(claim);
        if (mark !== undefined) marks.add(mark);
        for (const name of nameKeys(claim)) names.add(name);
      }
    }
    return oneSubject(this.#shared(marks), this.#alike(names)).filter((one) => one.claims.some((id) => subjects.has(this.#claims.get(id)!.subject)));
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
      return;
    }
    const parts = [...(this.#parts.get(subject)?.keys() ?? [])].map((part) => this.#group(part)).filter((part) => part !== undefined);
    const bases = this.#basesOf(subject).map((base) => this.#group(base)).filter((base) => base !== undefined);
    const found = [
      ...growthIdentity(group), ...impliedRest(group), ...sameFact(group), ...unitSlip(group), ...cumulativeSeries(group), ...milestoneOrder(group),
      ...partsAndWholes(group, parts), ...shares(group, bases),
      ...plannedPassed(group, this.#options.today), ...staleFigure(group), ...targetReached(group),
    ];
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
      if (same) same.push(claim);
      else this.#byMark.set(mark, [claim]);
    }
    for (const name of nameKeys(claim)) {
      const subjects = this.#byName.get(name);
      if (subjects) subjects.add(claim.subject);
      else this.#byName.set(name, new Set([claim.subject]));
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
    }
    for (const name of nameKeys(claim)) {
      const subjects = this.#byName.get(name);
      if ([...(siblings?.values() ?? [])].some((other) => nameKeys(other).includes(name))) continue;
      subjects?.delete(claim.subject);
      if (subjects?.size === 0) this.#byName.delete(name);
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

function difference(before: Finding[], after: Finding[]): FindingChange {
  const [old, now] = [new Set(before.map((one) => one.id)), new Set(after.map((one) => one.id))];
  return { added: after.filter((one) => !old.has(one.id)), removed: before.filter((one) => !now.has(one.id)) };
}
