/**
 * Two subjects that are suspiciously one: the same distinctive figures told of both, or the same name.
 * A figure is distinctive with four or more significant digits, or as a full date; two of them for the same property and period are asked for, or one and a like name.
 */
import { type Finding, type CheckClaim, finding } from "./model.ts";
import { periodOf } from "./reading.ts";
import { scopeOf } from "./scope.ts";
import { significantDigits } from "./stale-figure.ts";
import { label, named, stated } from "./words.ts";

const DIGITS_MIN = 4;
/** A figure told of more subjects than this is a figure of all of them (an industry total), not a mark of one. */
export const SUBJECTS_MAX = 6;
const MARKS_MIN = 2;

/** The mark of a distinctive claim; undefined for ordinary ones. Claims that share a mark say the same odd thing. */
export function markOf(claim: CheckClaim): string | undefined {
  if (claim.bound !== "eq" || claim.modality !== "actual") return undefined;
  const odd = typeof claim.value === "number" && claim.unit !== "ratio" && significantDigits(claim.value) >= DIGITS_MIN;
  if (!odd) return undefined;
  return `${claim.property}\n${scopeOf(claim.property, claim.qualifier)}\n${claim.unit}\n${claim.currency ?? ""}\n${String(claim.value)}\n${periodOf(claim.when)?.key ?? ""}`;
}

let last: { zh: string | undefined; en: string | undefined; type: string; keys: string[] } | undefined;

/** Same type and same name in either language, spaces and case aside. Claims mostly come subject by subject: the last answer is kept. */
export function nameKeys({ subject_label: { zh, en }, subject_type: type }: CheckClaim): string[] {
  if (last && last.zh === zh && last.en === en && last.type === type) return last.keys;
  const keys = [zh, en].filter((name): name is string => !!name).map((name) => `${type}\n${name.normalize("NFKC").toLowerCase().replaceAll(/[\s()（）·.,'"-]/g, "")}`);
  last = { zh, en, type, keys };
  return keys;
}

/** Finds pairs from claims grouped by mark and subjects grouped by name. `part_of` pairs are one thing at two levels, not two. */
export function oneSubject(byMark: Iterable<CheckClaim[]>, byName: Iterable<CheckClaim[]>): Finding[] {
  const steps = oneSubjectInSteps(byMark, byName);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** As `oneSubject`, a mark or a name a step. */
export function* oneSubjectInSteps(byMark: Iterable<CheckClaim[]>, byName: Iterable<CheckClaim[]>): Generator<undefined, Finding[]> {
  const pairs = new Map<string, [CheckClaim, CheckClaim][]>();
  for (const claims of byMark) {
    yield;
    const subjects = new Map<string, CheckClaim>();
    for (const claim of claims.toSorted(byId)) if (!subjects.has(claim.subject)) subjects.set(claim.subject, claim);
    if (subjects.size < 2 || subjects.size > SUBJECTS_MAX) continue;
    const firsts = [...subjects.values()].toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    firsts.forEach((a, i) => firsts.slice(i + 1).forEach((b) => {
      if (a.part_of === b.subject || b.part_of === a.subject || a.subject_type !== b.subject_type) return;
      const key = `${a.subject}\n${b.subject}`;
      const list = pairs.get(key);
      if (list) list.push([a, b]);
      else pairs.set(key, [[a, b]]);
    }));
  }
  const findings = [...pairs.values()].filter((shared) => shared.length >= MARKS_MIN).map(sameFigures);
  for (const claims of byName) {
    yield;
    const subjects = [...new Map(claims.toSorted(byId).reverse().map((claim) => [claim.subject, claim])).values()].toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
    if (subjects.length >= 2 && subjects.length <= SUBJECTS_MAX) findings.push(sameName(subjects));
  }
  return [...new Map(findings.map((one) => [one.id, one])).values()];
}

/** The claim with the first id stands for its subject, whatever order they came in. */
const byId = (a: CheckClaim, b: CheckClaim): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const RESOLVE = label("判断两者是否同一主体；若是，合并（可撤销）", "Judge whether the two are one; if so, merge them (it can be undone)");

function sameFigures(shared: [CheckClaim, CheckClaim][]): Finding {
  const [a, b] = shared[0]!;
  const [x, y] = [named(a), named(b)];
  const values = shared.slice(0, 3).map(([claim]) => stated(claim));
  return finding("one-subject", "note", a.subject, shared.flat(),
    label(`${x.zh}与${y.zh}有 ${shared.length} 个相同的特殊数字：${values.map((value) => value.zh).join("、")}`, `${x.en} and ${y.en} share ${shared.length} unusual figures: ${values.map((value) => value.en).join(", ")}`), RESOLVE);
}

function sameName(subjects: CheckClaim[]): Finding {
  const name = named(subjects[0]!);
  return finding("one-subject", "note", subjects[0]!.subject, subjects,
    label(`有 ${subjects.length} 个主体同名：${name.zh}`, `${subjects.length} subjects bear one name: ${name.en}`), RESOLVE);
}
