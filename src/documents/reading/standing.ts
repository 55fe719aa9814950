// How a name stands in its sentence: topic or in passing, part of another name, before a verb, after a preposition, what a sum is for.
// Invariant: a look at a bounded stretch around the name; worked out once for each mention and kept beside it.
import { clauseAt, type Context } from "./context.ts";
import type { Reason, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { opening, ending } from "./pattern.ts";
import { roleOf } from "./role.ts";
import { words } from "./said.ts";

/** How a mention stands in its sentence, whatever is asked of it. */
export interface Standing {
  topic: boolean;
  /** one of a list, or named in passing */
  minor: boolean;
  /** it only qualifies another name ("Phase II of the Park") */
  modifier: boolean;
  /** index of its clause */
  clause: number;
}

/** The words right before and behind it. */
export interface Surround {
  /** what is newly built ("建设一座…") */
  fresh: boolean;
  shareOf: boolean;
  /** a finite verb follows */
  verb: boolean;
  /** 的 or 's follows */
  genitive: boolean;
  /** 在, 于, in, at before it */
  locative: boolean;
  preposition: string | undefined;
  /** it only says of where or whose the next name is */
  qualifies: boolean;
  bracketed: boolean;
  /** a verb of investing, signing or planning follows */
  acts: boolean;
}

const VERB_ZH = opening(/^(?:\([^)]{1,8}\))?(?:共|已|将|正|现|目前|累计|拥有|有|是|实现|计划|新增|还|也|则|拟|占地|总投资|投资|位于|坐落|完成|达到|预计|力争|去年|今年|全年|建成|占|集聚|聚集|汇聚|汇集|引进|培育|建(?!设用)|入驻|吸引|带动|签约|面积|总面积|工业(?!园|区)|贡献|过[\d百千万])/);
const VERB_EN = opening(/^(?: \([^)]{1,20}\))?,? (?:also |now |currently |already |still |today )?(?:has|have|had|is|are|was|were|will|would|can|plans?|aims?|covers?|employs?|invest\w*|reach\w*|holds?|hosts?|offers?|boasts?|includes?|consists?|houses?|operates?|expects?|intends?|opened|began|started|attracts?|attracted|recorded|generate[sd]?|achieved?|signed|announced|accounts?|supports?|provides?|occup\w+|welcomed|received|won|features?)\b/);

const ACTS_ZH = opening(/^(?:投资|拟|计划|将|斥资|出资|与|和|签)/);
const ACTS_EN = opening(/^ (?:(?:has|have|will|plans|to) )?(?:invest|sign|announc|agree|spend)/);
const ONE_ZH = ending(/一(?:座|个|家|片|处|条)$/);
const OF_EN = ending(/\bof (?:the )?$/);
const IN_EN = ending(/\b(?:in|at) (?:the )?$/);

type Kept = Mention & { standing?: Standing; surround?: Surround };

/** The standing of a mention, worked out once. */
export function standingOf(c: Context, m: Mention): Standing {
  const kept = m as Kept;
  return (kept.standing ??= { topic: m.label === true || isTopic(c, m), minor: isMinor(c, m), modifier: modifies(c, m), clause: clauseAt(c, m.start).index });
}

/** The words around a mention, looked at once. */
export function surroundOf(c: Context, m: Mention): Surround {
  const kept = m as Kept;
  return (kept.surround ??= surround(c, m));
}

function surround(c: Context, m: Mention): Surround {
  const zh = c.lang === "zh";
  const before = c.low.slice(Math.max(0, m.start - 16), m.start);
  const after = c.low.slice(m.end, m.end + 40);
  const last = before.at(-1) ?? " ";
  const next = c.mentions[c.mentions.indexOf(m) + 1];
  const gap = next ? c.low.slice(m.end, Math.min(next.start, m.end + 4)) : "";
  return {
    fresh: zh ? ONE_ZH.test(before, 0, before.length) : (m.type === "Project" || m.type === "Park" || m.type === "Building") && /\b(?:build|construct|erect) (?:the |an? )?$/.test(before),
    shareOf: zh ? before.endsWith("占") : OF_EN.test(before, 0, before.length),
    verb: (zh ? VERB_ZH : VERB_EN).test(after, 0, after.length),
    genitive: after.startsWith(zh ? "的" : "'s"),
    locative: zh ? last === "在" || last === "于" : IN_EN.test(before, 0, before.length),
    preposition: zh ? ("由与和据对为向从给".includes(last) ? last : undefined) : /\b(by|of|for|with|from|to|into|on|than|as) (?:the |a |an |its )?$/.exec(before)?.[1],
    qualifies: next !== undefined && next.start >= m.end && next.start - m.end <= 3 && (zh ? gap === "" || gap === "的" : gap === " " || gap === "'s "),
    bracketed: inBrackets(c, m),
    acts: (zh ? ACTS_ZH : ACTS_EN).test(after, 0, after.length),
  };
}

function inBrackets(c: Context, m: Mention): boolean {
  if (m.start === 0) return false;
  const open = c.fold.lastIndexOf("(", m.start - 1);
  if (open < 0 || m.start - open > 40) return false;
  const close = c.fold.indexOf(")", open);
  return close >= m.end;
}

/** "投资10亿元建设某园区", "invested 1 billion yuan to build a park", "10 storeys of the tower": the thing the sum or size is for. */
export function objectOf(c: Context, m: Mention, at: Span, property: string): boolean {
  const gap = c.low.slice(at.end, m.start);
  if (gap.length > (c.lang === "zh" ? 26 : 90)) return false;
  if (property === "firms_count") return c.lang === "zh" ? /^[^,。;\d]{0,6}(?:入驻|落户|进驻|集聚|聚集)(?:于|在)?$/.test(gap) : /^[a-z -]*\b(?:settled (?:down )?in|moved into|based in|located in|set up in) (?:the )?$/.test(gap);
  if (property === "storeys") return c.lang === "en" && /^ ?(?:stor\w+|floors?)? of /.test(gap);
  if (property !== "investment" && property !== "contract_value") return false;
  if (c.lang === "zh") return /^[,]?(?:在[^,。;]{2,14})?(?:用于|来|以)?(?:建设|打造|兴建|新建|扩建|实施|推进|布局|全资设立|设立|成立|控股|参股|收购|入股|增资|建)[^,。;]{0,2}$|^[,]?(?:在[^,。;]{2,14})?(?:用于|来|以)?(?:建设|打造|兴建|新建|扩建|实施|推进|布局|设立|成立|建)/.test(gap);
  return /\b(?:to (?:plan to )?(?:build|construct|establish|set up|expand|develop)|invested in|in|into|for|on)\b/.test(gap) && !/[.;]/.test(gap) && /\b(?:build|construct|establish|set up|expand|develop|invested in|into|in building)\b/.test(gap);
}

/** "半导体产业营业额5亿元,…;光电产业营业额2亿元": several topics of one kind in a row; none of them is what comes next is about. */
export function parallelTopics(c: Context): Set<Mention> | undefined {
  if (c.figures.length < 2) return undefined;
  const topics = c.mentions.filter((m) => !m.definite && (m.type === "Cluster" || m.type === "Firm" || m.type === "Region" || m.type === "Market") && c.figures.some((f) => f.start >= m.end && f.start - m.end < (c.lang === "zh" ? 16 : 50) && clauseAt(c, f.start).index === clauseAt(c, m.start).index) && /^[\s,;:、]*(?:以|其中|而|而且|及|包括|[\u4e00-\u9fff]{2,12}[的以]|and|with|while|including|such as)?\s*$/.test(c.low.slice(clauseAt(c, m.start).span.start, m.start)));
  for (const kind of ["Cluster", "Firm", "Region", "Market"]) {
    const same = topics.filter((m) => m.type === kind);
    if (new Set(same.map((m) => m.name)).size >= 2) return new Set(same);
  }
  return undefined;
}

const POINTING = opening(/^(?:该|本|此|这|全|整个)/);

/** "the Zone" after "… Demonstration Zone", "该产业园" after "…产业园": named by the same noun. */
export function sameHead(said: string, name: string): boolean {
  if (/^[A-Za-z]/.test(said)) {
    const noun = said.slice(said.lastIndexOf(" ") + 1);
    return name.length > noun.length && name.toLowerCase().endsWith(noun.toLowerCase()) && (/^[A-Z]/.test(noun) ? /^[A-Z]/.test(name) : true);
  }
  const noun = POINTING.test(said, 0, said.length) ? said.replace(/^(?:该|本|此|这个?|这一|全|整个)/, "") : said;
  return noun.length >= 2 && name.length > noun.length && name.endsWith(noun);
}

/** Types that may be meant by the noun of another ("该项目" of a park). */
export const SAME_KIND: Readonly<Record<string, readonly string[]>> = {
  Project: ["Park", "ParkPhase", "Building", "Project"], Park: ["Park", "Zone", "Project"], Zone: ["Zone", "Park", "Region"], Firm: ["Firm"], Institute: ["Institute", "Lab"], Lab: ["Lab", "Institute"],
  Expo: ["Expo", "Event"], Event: ["Event", "Expo"], Building: ["Building"], Fund: ["Fund"], Policy: ["Policy"], Region: ["Region", "Zone"], Cluster: ["Cluster"], ParkPhase: ["ParkPhase"], Market: [],
};

/** Properties whose words stand beside the name of what has them. */
const NAMED_BESIDE = new Set(["output_value", "revenue", "market_share", "employees"]);

/** "光电信息产业|营业收入", "the cluster's|revenue": whose property the deciding words name. */
export function owns(c: Context, m: Mention, why: Reason | undefined, property: string): boolean {
  if (why?.start === undefined || m.definite || !NAMED_BESIDE.has(property)) return false;
  if (why.start < m.end) return c.lang === "zh" && why.start > m.start && why.end! > m.end; // "激光|产业规模": the deciding words begin with the name's last
  const gap = c.low.slice(m.end, why.start);
  return c.lang === "zh" ? /^(?:的)?(?:年|全年|年度|累计|工业|主营业务|主营|营业|总|综合|企业)*$/.test(gap) : /^(?:'s|’s) (?:(?:annual|total|overall|gross) )?$/.test(gap);
}

/** True when the characters of `short` stand in `long` in their order. */
export function within(short: string, long: string): boolean {
  let at = 0;
  for (const ch of long) if (ch === short[at]) at++;
  return at === short.length;
}

/** "…3.5平方公里,核心区1.2平方公里,总投资80亿元": a part is told in its own clause; then the whole goes on. */
export const PART = /^(?:核心区|起步区|启动区|先行区|示范区)$/;

/** "全省" is no city and "全市" no county. */
const PROVINCE = /^(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)/;
export const otherLevel = (said: string, name: string): boolean => (/^[全我本该]省$/.test(said) && /^[\u4e00-\u9fff]{2,3}$/.test(name) && !name.endsWith("省") && !PROVINCE.test(name)) || /^[全我本该][省市县区镇]$/.test(said) && /[省市县镇州]$/.test(name) && !name.endsWith(said[1]!);

const APART = opening(/^(new|existing|old|current|first|second|third|fourth|fifth|planned|future|next)\b/i);

/** "The existing fab" is not the new one, nor the second plant the third. */
export function toldApart(said: string, name: string): boolean {
  const a = APART.exec(said, 0, said.length)?.[1]!.toLowerCase();
  const b = a && APART.exec(name, 0, name.length)?.[1]!.toLowerCase();
  return a !== undefined && b !== undefined && a !== b;
}

/** All words that the description is made of stand in the name too: "the 4.5G line" and "4.5G AMOLED production line". */
export function withinName(said: string, name: string): boolean {
  if (!said.includes(" ")) return false;
  const words = said.toLowerCase().split(/[^a-z0-9.]+/).filter((w) => w.length > 1 && w !== "the");
  if (words.length < 2) return false;
  const own = name.toLowerCase().split(/[^a-z0-9.]+/);
  return own.length > words.length && words.every((w) => own.includes(w));
}

/** A clause that leads in to its subject: "With a total investment of …, the phase covers". */
export const LEAD_IN = /^\s*(?:with|at|covering|boasting|occupying|having|built|founded|established|located|commencing|started|starting|by|after|since|as|spanning|featuring|employing|backed|totall?ing|in an area|set up)\b/;

const INSTANCES = words("including ", "such as ", "like ", "e.g. ");

/** One of a list ("甲、乙等", "such as A and B"), or named in passing. */
export function isMinor(c: Context, m: Span): boolean {
  const next = c.fold.charCodeAt(m.end);
  if (next === 0x3001 || next === 0x7b49 || c.fold.charCodeAt(m.start - 1) === 0x3001) return true; // 、 and 等
  return c.lang === "en" && INSTANCES.mayBeIn(c) && /\b(?:including|such as|like|e\.g\.) [^.;]*$/.test(c.fold.slice(Math.max(0, m.start - 120), m.start));
}

/** The mention opens its clause, after at most a time or linking phrase. */
export function isTopic(c: Context, m: Mention): boolean {
  const { span } = clauseAt(c, m.start);
  const lead = c.fold.slice(span.start, m.start).trim();
  if (span.start > 0 && c.fold.slice(m.end, span.end).trim() === "") return false; // an apposition between commas
  if (lead.length === 0) return true;
  if (c.lang === "zh" && lead.endsWith("的") && c.mentions.some((x) => x.start === span.start + c.fold.slice(span.start).search(/\S/) && x.end < m.start && roleOf(c, x) === "agent")) return true;
  if (c.lang === "zh") return lead.length <= 10 && /^(?:[\u4e00-\u9fff]{1,6}[内里]的|目前|当时|彼时|近年来|今年|去年|据悉|据了解|据介绍|此外|同时|其中|近日|日前|当前|如今|截至.*|\d.*[年月日]|而|但|由|“|"|该|本|全|位于.*的)$/.test(lead);
  return lead.length <= 30 && /^(?:the|in \d{4}|currently|at present|now|today|in addition|meanwhile|also|and|but|this|total|a|an|according to|with|of|its|[a-z][a-z-]*-based)[ ,]*$/i.test(lead);
}

/** The mention only qualifies what follows it: 长春市|光电信息产业, "Phase II of the Park". */
function modifies(c: Context, m: Mention): boolean {
  if (c.lang !== "en") return c.fold[m.start - 1] === "是" && /^的(?:全资|控股)?(?:子公司|企业|项目|成员|分公司|一部分|主导)/.test(c.fold.slice(m.end, m.end + 8));
  if (!c.low.startsWith("of ", m.start - 3) && !c.low.startsWith("of the ", m.start - 7)) return false;
  const lead = /(?:\bof (?:the )?)$/i.exec(c.fold.slice(Math.max(0, m.start - 8), m.start));
  return lead !== null && c.mentions.some((x) => x !== m && x.end <= m.start && (m.start - x.end <= lead[0].length + 1 || /^ ?\([A-Z]{2,8}\) of (?:the )?$/.test(c.fold.slice(x.end, m.start))));
}
