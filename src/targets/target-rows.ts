/**
 * Every target of the record as a row: its versions, base, actuals, progress, what growth is needed, the chance, and how it came out.
 * Invariant: a target is met or missed only where every reading of the actual says so; “no actual found” is said, never guessed at.
 */
import { sha256Hex, whenRange, type Bound, type Label, type When } from "../kernel/index.ts";
import { chooseFact, chooseFacts, type Claim, type Fact } from "../ledger/index.ts";
import { forecastGrowth, type GrowthForecast, type GrowthRefusal, type PipelineProject, requiredGrowth, type RequiredGrowth, verdictOf, type Verdict } from "./forecast/index.ts";
import { actualSeries, growthRates, keyOfClaim, keyText, type SeriesKey, type SeriesPoint, statedGrowth, workedBack, type WorkedBack, yearly } from "./series.ts";

export interface SubjectRef {
  id: string;
  slug: string;
  type: string;
  label: Label;
}

/** One figure that was set as the target, with everyone who said it. */
export interface TargetVersion {
  value: number;
  bound: Bound;
  first_said: string;
  last_said: string;
  /** Oldest first. */
  claims: Claim[];
}

export interface TargetRow {
  /** Stable: a hash of the series and the term. */
  id: string;
  subject: SubjectRef;
  /** Where it was set: the region of the subject, or the body that an indicator names. */
  by?: SubjectRef;
  property: string;
  /** What narrows the figure; empty for the whole. */
  scope: string;
  unit: string;
  currency?: string;
  direction: "up" | "down";
  /** The term; absent where nobody said by when. */
  due?: When;
  /** Oldest first; the last is the target that counts. */
  versions: TargetVersion[];
  target: TargetVersion;
  /** The last actual figure from before the target was first said. */
  base?: SeriesPoint;
  /** All actual figures of the series, oldest first. */
  actuals: SeriesPoint[];
  last?: SeriesPoint;
  /** The actual figure of the term itself. */
  outcome?: SeriesPoint;
  verdict: Verdict | "no-term";
  /** How much of the way from base to target has been gone: 0 at the base, 1 at the target. */
  progress?: number;
  required?: RequiredGrowth;
  /** The compound way from the last figure to the target, year by year. */
  required_path: { year: number; value: number }[];
  forecast?: GrowthForecast | GrowthRefusal;
  /** Earlier levels that the forecast took from stated growth rates, because nobody told them. */
  worked_back: WorkedBack[];
  /** The figures of other places whose growth stands behind the forecast. */
  peer_claims: Claim[];
  /** As `forecast`, with dated projects added that the series has not absorbed. */
  with_projects?: GrowthForecast | GrowthRefusal;
  projects: PipelineEntry[];
}

/** A dated project that would add to the figure. */
export interface PipelineEntry extends PipelineProject {
  project: SubjectRef;
  claim: Claim;
}

export interface TargetsAsked {
  subjects: ReadonlyMap<string, SubjectRef>;
  claims: ReadonlyMap<string, readonly Claim[]>;
  /** Who set the targets of a subject. */
  setterOf: (subject_id: string) => SubjectRef | undefined;
  /** Projects below a subject that would be producing by the end of a year. */
  projectsOf: (subject_id: string, property: string, by_day: string) => PipelineEntry[];
  today: string;
}

const NUMERIC = new Set(["yuan", "currency", "m2", "count", "ratio"]);

/** All target rows, soonest term first; those without a term last. */
export function targetRows(asked: TargetsAsked): TargetRow[] {
  const facts = [...asked.claims].flatMap(([subject_id, claims]) => factsOfClaims(subject_id, claims.filter((c) => c.modality === "actual" && NUMERIC.has(c.unit))));
  const actuals = actualSeries(facts);
  const byFact = Map.groupBy(facts, (f) => f.subject_id);
  const peers = peerRates(actuals, byFact, asked.subjects);
  const groups = new Map<string, { key: SeriesKey; due: string; claims: Claim[] }>();
  for (const [subject_id, claims] of asked.claims) {
    for (const claim of claims) {
      if (claim.modality !== "target" || typeof claim.value !== "number" || !NUMERIC.has(claim.unit)) continue;
      const key = keyOfClaim(subject_id, claim);
      const id = `${keyText(key)}\u0001${claim.when ?? ""}`;
      const group = groups.get(id);
      if (group) group.claims.push(claim);
      else groups.set(id, { key, due: claim.when ?? "", claims: [claim] });
    }
  }
  const rows = [...groups.values()].map((g) => rowOf(asked, g, { actuals: actuals.get(keyText(g.key)) ?? [], peers: peers(g.key), growth: g.key.scope === "" ? statedGrowth(byFact.get(g.key.subject_id) ?? [], g.key.property) : new Map<number, Fact>() }));
  const end = (r: TargetRow): string => (r.due ? whenRange(r.due).last : "9999-99");
  return rows.sort((a, b) => (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : a.id < b.id ? -1 : 1));
}

function factsOfClaims(subject_id: string, claims: readonly Claim[]): Fact[] {
  return chooseFacts(claims).map(({ key, choice }) => ({ subject_id, property: key.property, qualifier: choice.best.qualifier ?? "", when: key.when_text, modality: key.modality, unit: key.unit, ...choice }));
}

/** Growth rates of the same figure of other clusters, regions and zones: between their levels, and as stated for years without two levels. */
function peerRates(actuals: ReadonlyMap<string, SeriesPoint[]>, facts: ReadonlyMap<string, Fact[]>, subjects: ReadonlyMap<string, SubjectRef>): (key: SeriesKey) => Peers {
  const WHOLE = new Set(["Cluster", "Region", "Zone"]);
  const wide = [...subjects.values()].filter((s) => WHOLE.has(s.type)).map((s) => s.id);
  const kept = new Map<string, Map<string, Peers>>();
  const of = (property: string, unit: string): Map<string, Peers> => {
    const name = `${property} ${unit}`;
    const before = kept.get(name);
    if (before) return before;
    const rates = new Map<string, Peers>(wide.map((id) => [id, { rates: [], claims: [] }]));
    for (const [text, points] of actuals) {
      const [subject, own, , own_unit] = text.split("\u0001") as [string, string, string, string];
      if (own !== property || own_unit !== unit || points.length < 2) continue;
      rates.get(subject)?.rates.push(...growthRates(points));
      rates.get(subject)?.claims.push(...points.map((p) => p.fact.best));
    }
    for (const id of wide) {
      const levels = new Set((actuals.get(keyText({ subject_id: id, property, scope: "", unit, currency: "" })) ?? []).map((p) => p.year));
      for (const [year, fact] of statedGrowth(facts.get(id) ?? [], property)) {
        if (levels.has(year) && levels.has(year - 1)) continue;
        rates.get(id)!.rates.push(Number(fact.best.value));
        rates.get(id)!.claims.push(fact.best);
      }
    }
    kept.set(name, rates);
    return rates;
  };
  return (key) => {
    const others = [...of(key.property, key.unit)].filter(([id]) => id !== key.subject_id).map(([, peers]) => peers);
    return { rates: others.flatMap((o) => o.rates), claims: others.flatMap((o) => o.claims) };
  };
}

/** Growth rates of comparable series, with the claims that tell of them. */
interface Peers {
  rates: number[];
  claims: Claim[];
}

/** What is told of a series beside its target. */
interface Told {
  actuals: SeriesPoint[];
  peers: Peers;
  growth: ReadonlyMap<number, Fact>;
}

const bySaid = (a: Claim, b: Claim): number => (a.known_from < b.known_from ? -1 : a.known_from > b.known_from ? 1 : a.id < b.id ? -1 : 1);

/** Two ends of one range, said together: at least the lower, at most the higher. */
function isRange(v: TargetVersion, claim: Claim): boolean {
  const [at_least, at_most] = [["ge", "gt"], ["le", "lt"]];
  const value = Number(claim.value);
  return (at_least!.includes(claim.bound) && at_most!.includes(v.bound) && value < v.value) || (at_most!.includes(claim.bound) && at_least!.includes(v.bound) && value > v.value);
}

/** Figures set one after the other; the same figure said again is one version, whoever says “more than” or “reach”. */
export function versionsOfTarget(claims: readonly Claim[]): TargetVersion[] {
  const versions: TargetVersion[] = [];
  for (const claim of [...claims].sort(bySaid)) {
    const value = Number(claim.value);
    const same = versions.at(-1)?.value === value ? versions.at(-1) : versions.find((v) => v.value === value && v.last_said === claim.known_from);
    const range = versions.find((v) => v.first_said === claim.known_from && isRange(v, claim));
    if (range) {
      range.claims.push(claim);
      // “1.0 to 1.1 million” wants at least the lower end.
      if (claim.bound === "ge" || claim.bound === "gt") Object.assign(range, { value, bound: claim.bound });
    } else if (same) {
      same.claims.push(claim);
      same.last_said = claim.known_from;
      same.bound = chooseFact(same.claims)!.best.bound;
    } else {
      versions.push({ value, bound: claim.bound, first_said: claim.known_from, last_said: claim.known_from, claims: [claim] });
    }
  }
  return versions;
}

function rowOf(asked: TargetsAsked, group: { key: SeriesKey; due: string; claims: Claim[] }, told: Told): TargetRow {
  const { key, due } = group;
  const subject = asked.subjects.get(key.subject_id)!;
  const versions = versionsOfTarget(group.claims);
  const target = versions.at(-1)!;
  const direction = directionOf(asked.claims.get(key.subject_id) ?? [], target.bound);
  const known = told.actuals.filter((p) => whenRange(p.when).first <= asked.today);
  const last = known.at(-1);
  const outcome = due === "" ? undefined : known.filter((p) => settles(p, due, target, direction)).at(-1);
  const base = known.filter((p) => whenRange(p.when).last < versions[0]!.first_said).at(-1);
  const by = asked.setterOf(key.subject_id);
  const row: TargetRow = {
    id: sha256Hex(`target ${keyText(key)} ${due}`).slice(0, 16), subject, ...(by ? { by } : {}), property: key.property, scope: key.scope, unit: key.unit, ...(key.currency ? { currency: key.currency } : {}),
    direction, ...(due ? { due } : {}), versions, target, ...(base ? { base } : {}), actuals: known, ...(last ? { last } : {}), ...(outcome ? { outcome } : {}),
    verdict: verdict(due, target, direction, outcome, asked.today), required_path: [], worked_back: [], peer_claims: [], projects: [],
  };
  if (base && last && target.value !== Number(base.fact.best.value)) row.progress = (Number(last.fact.best.value) - Number(base.fact.best.value)) / (target.value - Number(base.fact.best.value));
  return due === "" || !last ? row : { ...row, ...outlook(asked, row, last, due, told) };
}

function directionOf(claims: readonly Claim[], bound: Bound): "up" | "down" {
  const told = chooseFact(claims.filter((c) => c.property === "direction"))?.best.value;
  return told === "down" || told === "up" ? told : bound === "le" || bound === "lt" ? "down" : "up";
}

/** A bound in the sense of the indicator's direction: “100” of one where less is better wants at most 100. */
const wanted = (bound: Bound, direction: "up" | "down"): Bound => (direction === "down" && bound !== "le" && bound !== "lt" ? "le" : bound);

const DAY_MS = 86_400_000;
/** Days around the end of a term within which a count still speaks for it. */
const COUNT_BEFORE_DAYS = 31;
const COUNT_AFTER_DAYS = 100;

/** Whether a figure settles a term: that year's own, a count taken about its end, or an earlier one that already meets the target. */
function settles(p: SeriesPoint, due: string, target: TargetVersion, direction: "up" | "down"): boolean {
  const [term, at] = [whenRange(due), whenRange(p.when)];
  if (p.whole_year) return p.year === Number(term.last.slice(0, 4));
  const late = (Date.parse(at.last) - Date.parse(term.last)) / DAY_MS;
  if (late >= -COUNT_BEFORE_DAYS && late <= COUNT_AFTER_DAYS) return true;
  const value = Number(p.fact.best.value);
  return late < 0 && at.last >= term.first && (direction === "down" ? value <= target.value : value >= target.value);
}

function verdict(due: string, target: TargetVersion, direction: "up" | "down", outcome: SeriesPoint | undefined, today: string): TargetRow["verdict"] {
  if (due === "") return "no-term";
  const { best } = outcome?.fact ?? {};
  return verdictOf({ id: "", by: "", due, value: target.value, bound: wanted(target.bound, direction), ...(best ? { actual: { value: Number(best.value), bound: best.bound, ...(best.stated ? { stated: best.stated } : {}) } } : {}) }, today);
}

/** What is needed from the last figure on, and how likely it is. */
function outlook(asked: TargetsAsked, row: TargetRow, last: SeriesPoint, due: string, told: Told): Partial<TargetRow> {
  const term = Number(whenRange(due).last.slice(0, 4));
  const aim = { year: term, value: row.target.value, bound: wanted(row.target.bound, row.direction) };
  const from = { year: last.year, value: Number(last.fact.best.value) };
  const required = requiredGrowth(from, aim);
  const rate = required.yearly;
  const required_path = rate === undefined ? [] : Array.from({ length: required.years + 1 }, (_, k) => ({ year: from.year + k, value: from.value * (1 + rate) ** k }));
  if (row.verdict !== "ahead" && row.verdict !== "no-actual") return { required, required_path };
  if (term <= last.year) return { required, required_path };
  const worked_back = workedBack(row.actuals, told.growth);
  const question = { points: [...worked_back.map((w) => w.point), ...yearly(row.actuals)], target: aim, peers: told.peers.rates };
  const projects = asked.projectsOf(row.subject.id, row.property, whenRange(due).last);
  const forecast = forecastGrowth(question);
  return { required, required_path, forecast, worked_back, peer_claims: forecast.status === "forecast" && forecast.peers > 0 ? told.peers.claims : [], projects, ...(projects.length > 0 ? { with_projects: forecastGrowth({ ...question, pipeline: projects }) } : {}) };
}
