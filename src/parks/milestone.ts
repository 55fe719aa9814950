/**
 * Milestones: which step of building a dated claim speaks of, every version of its promise, and what is known of the outcome.
 * Invariant: nothing counts as done without an actual claim; a slip between partial dates is a range of days, never one invented day.
 */
import { type Label, type When, whenRange } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";

/** The steps in the order in which they happen. */
export const MILESTONES = [
  "signed", "site-chosen", "approved", "started", "frame", "capped", "enclosed", "fitted-out", "delivered", "tenants-in", "in-production", "full-capacity",
] as const;
export type Milestone = (typeof MILESTONES)[number];

export const MILESTONE_LABELS: Readonly<Record<Milestone, { zh: string; en: string }>> = {
  signed: { zh: "签约", en: "signed" }, "site-chosen": { zh: "选址", en: "site chosen" }, approved: { zh: "批准", en: "approved" }, started: { zh: "开工", en: "started" },
  frame: { zh: "主体施工", en: "frame" }, capped: { zh: "封顶", en: "topped out" }, enclosed: { zh: "封闭", en: "enclosed" }, "fitted-out": { zh: "装修", en: "fitted out" },
  delivered: { zh: "交付", en: "delivered" }, "tenants-in": { zh: "入驻", en: "tenants in" }, "in-production": { zh: "投产", en: "in production" }, "full-capacity": { zh: "达产", en: "at full capacity" },
};

export const rankOfMilestone = (milestone: Milestone): number => MILESTONES.indexOf(milestone);

/** Date properties that name their milestone; the two of the general kind are read by their words. */
const BY_PROPERTY: Readonly<Record<string, Milestone>> = {
  signed_date: "signed", site_chosen_date: "site-chosen", approved_date: "approved", start_date: "started", capped_date: "capped", enclosed_date: "enclosed",
  fitted_out_date: "fitted-out", delivered_date: "delivered", tenants_in_date: "tenants-in", production_date: "in-production", full_capacity_date: "full-capacity",
};
const GENERAL = new Set(["expected_completion", "completion_date"]);

export const MILESTONE_PROPERTIES: readonly string[] = [...Object.keys(BY_PROPERTY), ...GENERAL, "storeys"];

/** Words of each step, the latest step first: “建成投产” is production, not only building. */
const WORDS: readonly (readonly [Milestone, RegExp])[] = [
  ["full-capacity", /达产|满产|full capacity|full production/gi],
  ["in-production", /试?投产|试生产|试产|量产|投入生产|通线|开始生产|(?:put |go |went )?into (?:trial |mass )?production|(?:start|begin|began|started) (?:of )?(?:trial |mass )?production|on stream/gi],
  ["tenants-in", /入驻|进驻|搬入|迁入|tenants?(?: moved?| moving)?(?: in)?|mov(?:e|ed|ing) in/gi],
  ["delivered", /交付使用|交付|竣工验收|竣工|验收|完工|建成|落成|投入使用|投用|启用|投入运营|投运|交楼|complet(?:ed|ion|e)|deliver(?:ed|y)?|handed over|(?:put )?into use|in use|into operation|in operation|operational/gi],
  ["fitted-out", /精装修|装饰装修|内装修?|装修|机电安装|fitt?(?:ed|ing)?[ -]?out|interior works?/gi],
  ["enclosed", /暖封闭|外立面封闭|封闭|warm closure|enclos(?:ed|ure)|weather-?tight/gi],
  ["capped", /主体封顶|全面封顶|结构封顶|封顶|topp?(?:ed|ing)[ -]out|capped/gi],
  ["started", /开工建设|开工|动工|奠基|破土|start of construction|construction start(?:ed|s)?|broke ground|ground-?breaking|started/gi],
  ["approved", /批复|核准|备案|立项|施工许可|获批|approv(?:ed|al)|permit/gi],
  ["site-chosen", /选址|site (?:chosen|selected)/gi],
  ["signed", /签约|签署|signed/gi],
];
/** A founding or an opening ceremony is no start of building. */
const NOT_BUILDING = /开园|揭牌|挂牌|设立|成立|注册|开幕|founded|established|unveiled|inaugurat|registered/i;
/** Words that narrow nothing: the whole of the thing, or how sure the speaker is. */
const NEUTRAL = /主体工程|主体结构|主体|全部|全面|整体|正式|计划|预计|将|力争|确保|年内|年底前?|月底前?|上半年|下半年|按期|实现|目标|项目|工程|建设|使用|已|\b(?:main (?:structure|works)|whole|fully|entire(?:ly)?|expected|planned|scheduled|to be|by the end|the|of)\b/gi;

/** What a dated claim speaks of. */
export interface Step {
  milestone: Milestone;
  /** The part of the subject that is meant, in the source's words, where it is not the whole. */
  part?: string;
}

/** Which step a dated claim tells of; undefined for dates that are no step of building. `names`: the subject's own, which narrow nothing. */
export function stepOf(claim: Pick<Claim, "property" | "qualifier" | "unit">, names: readonly string[]): Step | undefined {
  if (claim.unit !== "date") return undefined;
  const words = claim.qualifier?.normalize("NFKC") ?? "";
  let milestone = BY_PROPERTY[claim.property];
  if (milestone === "started" && NOT_BUILDING.test(words)) return undefined;
  if (GENERAL.has(claim.property)) milestone = WORDS.find(([, of]) => words.search(of) >= 0)?.[0] ?? "delivered";
  if (!milestone) return undefined;
  const part = partOf(words, names);
  return part === "" ? { milestone } : { milestone, part };
}

function partOf(qualifier: string, names: readonly string[]): string {
  let rest = qualifier;
  for (const name of [...names].sort((a, b) => b.length - a.length)) if (name.length > 1) rest = rest.replaceAll(name, "");
  for (const [, of] of WORDS) rest = rest.replaceAll(of, " ");
  rest = rest.replaceAll(NEUTRAL, " ").replaceAll(/[\s,.;:、，。；：（）()]+/g, " ").trim();
  // “专项验收” of a 专项 is its own acceptance.
  return names.some((name) => name.endsWith(rest)) ? "" : rest;
}

/** One date that was promised, with everyone who said it. */
export interface PromiseVersion {
  due: When;
  bound: Claim["bound"];
  /** Last day on which it would be kept; absent for “not before …”. */
  deadline?: string;
  /** When it was first and last said. */
  first_said: string;
  last_said: string;
  /** The claims that say it, oldest first. */
  claims: Claim[];
  /** Another source said another date on the same day. */
  contradicted: boolean;
}

/** Days late, from the surest to the worst that the dates allow: negative = early. */
export interface SlipRange {
  days_min: number;
  days_max: number;
}

export type MilestoneStatus = "done" | "implied" | "ahead" | "overdue" | "open";

export interface MilestoneRow {
  subject_id: string;
  milestone: Milestone;
  part?: string;
  versions: PromiseVersion[];
  /** The claim that says it is done (the rule of facts chooses), with those that agree and those that do not. */
  done?: { when: When; claim: Claim; agreeing: Claim[]; rivals: Claim[] };
  /** `implied`: a later step is done, so this one is, on a day nobody told. `open`: only “not before” was promised. */
  status: MilestoneStatus;
  /** Days from the first deadline to the latest. */
  moved_days?: number;
  /** Actual against the first promise, and against the last one given before it. */
  slip_from_first?: SlipRange;
  slip_from_last?: SlipRange;
  /** Days that the latest deadline is past, where nothing is known of the outcome. */
  overdue_days?: number;
}

const DAY_MS = 86_400_000;
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const dayBefore = (day: string): string => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** The last day on which a promise of this date is kept; undefined where the bound only says “not before”, or the period has no end. */
export function deadlineOf(due: When, bound: Claim["bound"]): string | undefined {
  const { first, last } = whenRange(due);
  if (bound === "ge" || bound === "gt" || last.startsWith("9999")) return undefined;
  return bound === "lt" ? dayBefore(first) : last;
}

const saidOn = (claim: Claim): string => claim.known_from;
const bySaid = (a: Claim, b: Claim): number => (saidOn(a) < saidOn(b) ? -1 : saidOn(a) > saidOn(b) ? 1 : a.id < b.id ? -1 : 1);

/** Every version of a promise, oldest first; the same date said again in a row is one version. */
export function versionsOf(claims: readonly Claim[]): PromiseVersion[] {
  const versions: PromiseVersion[] = [];
  for (const claim of [...claims].sort(bySaid)) {
    const due = String(claim.value);
    const deadline = deadlineOf(due, claim.bound);
    // “In June” and “by June” are kept by the same day: one version.
    const latest = versions.find((v) => v.due === due && v.deadline === deadline && (v === versions.at(-1) || v.last_said === saidOn(claim)));
    if (latest) {
      latest.claims.push(claim);
      latest.last_said = saidOn(claim);
    } else {
      versions.push({ due, bound: claim.bound, ...(deadline ? { deadline } : {}), first_said: saidOn(claim), last_said: saidOn(claim), claims: [claim], contradicted: false });
    }
  }
  for (const a of versions) a.contradicted = versions.some((b) => b !== a && apart(a, b) && a.claims.some((x) => b.claims.some((y) => saidOn(x) === saidOn(y))));
  return versions;
}

/** Two versions that no day can keep together. “By June” and “by December” may both be kept, “in June” and “in December” may not. */
function apart(a: PromiseVersion, b: PromiseVersion): boolean {
  const [x, y] = [windowOf(a), windowOf(b)];
  return x.last < y.first || y.last < x.first;
}

function windowOf(v: PromiseVersion): { first: string; last: string } {
  const { first, last } = whenRange(v.due);
  if (v.bound === "le" || v.bound === "lt") return { first: "0001-01-01", last: v.deadline ?? last };
  return v.bound === "ge" || v.bound === "gt" ? { first, last: "9999-12-31" } : { first, last };
}

/** How late an actual date is against a deadline. Days that lie in the dark stay a range. */
export function slipAgainst(deadline: string, actual: When, bound: Claim["bound"] = "eq"): SlipRange {
  const { first, last } = whenRange(actual);
  const from = bound === "le" || bound === "lt" ? -Infinity : daysBetween(deadline, first);
  const to = bound === "ge" || bound === "gt" ? Infinity : daysBetween(deadline, last);
  return { days_min: from, days_max: to };
}

/** How a promise came out against a deadline. */
export type Outcome = "kept" | "late" | "unclear";
export function outcomeOf(slip: SlipRange): Outcome {
  if (slip.days_max <= 0) return "kept";
  return slip.days_min > 0 ? "late" : "unclear";
}

export const milestoneLabel = (row: Pick<MilestoneRow, "milestone" | "part">): Label => {
  const { zh, en } = MILESTONE_LABELS[row.milestone];
  return row.part ? { zh: `${zh}（${row.part}）`, en: `${en} (${row.part})` } : { zh, en };
};
