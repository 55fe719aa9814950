// What speaks for and against a candidate as the one a figure is about: some dozens of plain traits, each with a number.
// Invariant: a trait depends on place, type and standing, never on what a name is called beyond its form; the work is bounded.
import type { Candidate } from "./candidates.ts";
import { clauseAt, type Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import type { Fit } from "./fits.ts";
import type { Lang, Reason, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { roleOf } from "./role.ts";
import { LEAD_IN, objectOf, otherLevel, owns, PART, sameHead, standingOf, surroundOf, withinName } from "./standing.ts";

/** What is asked: whose is the figure, dated event or relation that stands at a place. */
export interface Question {
  at: Span;
  property: string;
  kind: "figure" | "event" | "relation";
  fits: Fit;
  /** the words that decided the property */
  why?: Reason | undefined;
  /** the name that the figure directly describes */
  attached?: Mention | undefined;
  /** the document is about a fair */
  fair?: boolean;
}

/** Whose the figures before were, for what is told in one breath. */
export interface Before {
  /** of the figure before in this sentence, and where that figure ended */
  here?: { name: string; at: number } | undefined;
  /** of the last figure of the line, in a sentence before */
  spoken?: string | undefined;
  /** of the last figure of the document */
  last?: string | undefined;
}

/** What the sentence and the document say of where the subject is to be sought; worked out once for each figure. */
export interface Setting {
  clause: number;
  clauseText: string;
  /** every two neighbouring characters of the clause, where it is Chinese */
  clausePairs: ReadonlySet<string>;
  pronoun: boolean;
  part: boolean;
  rest: boolean;
  leadIn: boolean;
  grants: boolean;
  /** no fitting name stands before the figure in its sentence */
  bare: boolean;
  /** the most used of the fitting candidates, the fitting topic and the fitting name spoken of last */
  mostUsed: string | undefined;
  latestTopic: string | undefined;
  latest: string | undefined;
  first: Mention | undefined;
  /** "全省" in the clause of the figure */
  level: string | undefined;
}

/** Takes one trait of a candidate. */
export type Take = (trait: string, value: number) => void;

const GROUP: Readonly<Record<string, string>> = {
  investment: "money in", contract_value: "signed", output_value: "money out", revenue: "money out", "area.land": "area", "area.floor": "area", exhibition_area: "fair", exhibitors: "fair", visitors: "fair",
  employees: "staff", patents: "staff", firms_count: "firms", projects_count: "signed", market_share: "share", growth_rate: "share", storeys: "area", production_lines: "lines", other_count: "other",
};
const COUNTED: ReadonlySet<string> = new Set(["firms_count", "projects_count", "other_count", "production_lines", "storeys"]);
const OF_INDUSTRY: ReadonlySet<string> = new Set(["money out", "firms", "share"]);

const groupOf = (q: Question): string => (q.kind === "event" ? "date" : q.kind === "relation" ? "relation" : (GROUP[q.property] ?? "other"));

/** Looks once at the sentence and the candidates. */
export function settingOf(discourse: Discourse, c: Context, q: Question, candidates: readonly Candidate[]): Setting {
  const { span, index } = clauseAt(c, q.at.start);
  const head = c.low.slice(span.start, span.start + 40).trimStart();
  const late = c.lang === "en" && /^\s*(?:in|by|for|at|since) [^,.;]{2,24},? (?:it|they) (?:was|were|had|has|have|stood|reached|came|is|are)\b/.test(c.low.slice(span.start, q.at.start));
  const pronoun = late || (/^(?:it|they|and it|its|their|它|其(?![余中他它]))(?![a-z])/.test(head) && !/^it (?:is|was|has been) (?:also )?(?:estimated|expected|understood|reported|hoped|said|planned|believed|learned|learnt|thought|noted)\b/.test(head));
  const clauseText = c.fold.slice(span.start, Math.min(c.fold.length, q.at.end + 14));
  const opening = c.low.slice(0, Math.min(q.at.start, 24));
  return {
    clause: index, clauseText, clausePairs: pairsOf(c.lang === "zh" ? clauseText : ""), pronoun,
    part: /^[\s“"]*(?:其中|of which|of these|of them|among them|共|共计|合计|全年|总计)/.test(opening), rest: /^[\s“"]*(?:其余|剩余|余下)/.test(opening),
    leadIn: LEAD_IN.test(head),
    grants: q.property === "investment" && /^(?:补助|补贴|资助|奖补|奖励|最高|subsid|grants?)/.test(q.why?.words ?? "") && !/获得?|获批|received|won/.test(c.low),
    bare: !c.mentions.some((m) => !m.definite && m.end <= q.at.start && (q.fits[m.type] ?? 0) >= 0.4 && roleOf(c, m) === undefined),
    level: c.lang === "zh" ? c.mentions.find((m) => m.definite && m.type === "Region" && m.end <= q.at.start && standingOf(c, m).clause === index)?.name : undefined,
    first: c.mentions.find((m) => (q.fits[m.type] ?? 0) > 0.15),
    ...foremost(discourse, q, candidates),
  };
}

function foremost(discourse: Discourse, q: Question, candidates: readonly Candidate[]): Pick<Setting, "mostUsed" | "latestTopic" | "latest"> {
  let [mostUsed, uses]: [string | undefined, number] = [undefined, 1];
  let [latestTopic, topicAge]: [string | undefined, number] = [undefined, 99];
  let [latest, age]: [string | undefined, number] = [undefined, 99];
  for (const x of candidates) {
    if ((q.fits[x.type] ?? 0) < 0.5) continue;
    const n = discourse.uses(x.name) + (x.thing !== undefined && x.thing.heading > 0 ? 2 : 0);
    if (n > uses) [mostUsed, uses] = [x.name, n];
    if (x.via !== "carried" || x.thing!.aside) continue;
    const a = discourse.age(x.thing!);
    if (a < age) [latest, age] = [x.name, a];
    if (x.thing!.topic && a < topicAge) [latestTopic, topicAge] = [x.name, a];
  }
  return { mostUsed, latestTopic, latest };
}

/** Tells every trait of a candidate. */
export function traitsOf(take: Take, discourse: Discourse, c: Context, x: Candidate, q: Question, set: Setting, before: Before): void {
  const fit = q.fits[x.type] ?? 0;
  take("fit", Math.log(Math.max(0.1, fit)));
  if (fit >= 0.9) take("fit best", 1);
  if (fit < 0.4) take("fit poor", 1);
  take(named("type", x.type), 1);
  take(named(named("type", x.type), groupOf(q)), 1);
  take(named("via", x.via), 1);
  if (set.mostUsed === x.name) take(x.via === "carried" ? "most used, carried" : "most used", 1);
  if (x.via === "carried" || x.via === "pointed") {
    if (set.latestTopic === x.name) take("latest topic", 1);
    if (set.latest === x.name) take("latest", 1);
  }
  if (x.via === "carried") {
    const words = overlap(x.name, set, c.lang);
    if (words > 0) take("its words in the clause", words);
  }
  formOf(take, c, x);
  if (x.mention) {
    placeOf(take, c, x.mention, q, set);
    hereOf(take, c, x, x.mention, q);
  }
  pastOf(take, discourse, x, set);
  toldOf(take, c, x, q, set, before);
  if (q.fair && x.type === "Expo") take(/^(?:other_count|exhibitors|visitors|firms_count|employees)$/.test(q.property) ? "fair's guests" : "fair's", 1);
  if (set.level !== undefined && x.via === "carried" && x.type === "Region" && otherLevel(set.level, x.name)) take("of another level", 1);
  if (set.grants && x.type === "Policy") take("policy grants", 1);
}

/** "type Park money in": names made of two words, each made once, since every candidate of every figure asks for them. */
const NAMES = new Map<string, Map<string, string>>();

function named(kind: string, which: string): string {
  let of = NAMES.get(kind);
  if (of === undefined) NAMES.set(kind, (of = new Map()));
  let name = of.get(which);
  if (name === undefined) of.set(which, (name = `${kind} ${which}`));
  return name;
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2));
  return pairs;
}

/** The words of the names asked about lately: pairs of Han characters, or Latin words of four letters and more. Kept small. */
const WORDS_OF: Readonly<Record<string, Map<string, readonly string[]>>> = { zh: new Map(), en: new Map() };

function wordsOf(name: string, lang: Lang): readonly string[] {
  const kept = WORDS_OF[lang]!;
  let words = kept.get(name);
  if (words === undefined) {
    const stem = name.replace(/(?:产业集群|产业|行业|集群|项目|有限公司)$/, "").slice(-8);
    words = lang === "zh" ? Array.from({ length: Math.max(0, stem.length - 1) }, (_, i) => stem.slice(i, i + 2)) : name.split(/[^A-Za-z]+/).filter((w) => w.length >= 4);
    if (kept.size >= 500) kept.clear();
    kept.set(name, words);
  }
  return words;
}

/** What share of a name's own words the clause holds. */
function overlap(name: string, set: Setting, lang: Lang): number {
  const words = wordsOf(name, lang);
  let found = 0;
  for (const w of words) if (lang === "zh" ? set.clausePairs.has(w) : set.clauseText.includes(w)) found++;
  return words.length === 0 ? 0 : found / words.length;
}

/** What the form of a name tells of how likely it is one. */
function formOf(take: Take, c: Context, x: Candidate): void {
  const name = x.name;
  if (c.lang === "zh") {
    take("length", Math.min(12, name.length) / 12);
    if (name.length <= 2) take("two characters", 1);
    else if (name.length === 3) take("three characters", 1);
    else if (/^[投控确建设打推完实成力争加强形参进]/.test(name)) take("begins like a verb", 1);
    return;
  }
  let words = 1;
  for (let i = name.indexOf(" "); i >= 0; i = name.indexOf(" ", i + 1)) words++;
  take("length", Math.min(6, words) / 6);
  if (/^[a-z]/.test(name)) take("common noun", 1);
  if (words > 1) return;
  take("one word", 1);
  if (x.type === "Firm" && /^[A-Z]/.test(name)) take("one capitalised word", 1);
}

/** Where the words of the sentence stand from the figure. */
function placeOf(take: Take, c: Context, m: Mention, q: Question, set: Setting): void {
  const { clause: mine, topic } = standingOf(c, m);
  const theirs = set.clause;
  const width = c.lang === "zh" ? 1 : 3;
  if (m.end <= q.at.start) {
    take(mine === theirs ? "same clause before" : theirs - mine === 1 ? "clause before" : theirs - mine === 2 ? "two clauses before" : "clauses before", 1);
    const gap = (q.at.start - m.end) / width;
    take("gap", Math.log1p(gap));
    if (gap <= 2) take("touches", 1);
    let [names, rivals, figures] = [0, 0, 0];
    for (const y of c.mentions) {
      if (y.start < m.end || y.end > q.at.start) continue;
      names++;
      if ((q.fits[y.type] ?? 0) >= 0.4 && !y.oblique && roleOf(c, y) === undefined) rivals++;
    }
    for (const f of c.figures) if (f.start >= m.end && f.end <= q.at.start) figures++;
    take("names between", Math.min(4, names));
    take("rivals between", Math.min(3, rivals));
    take("figures between", Math.min(4, figures));
  } else if (m.start >= q.at.end) {
    take(mine === theirs ? "same clause after" : "clause after", 1);
    take("gap after", Math.log1p((m.start - q.at.end) / width));
    if (mine === theirs + 1 && set.leadIn && topic) take("after lead-in", 1);
  }
  if (topic) take(mine === theirs ? "topic of the clause" : mine < theirs ? "topic of a clause before" : "topic of a later clause", 1);
  if (set.first === m) take("first of the sentence", 1);
  if (mine >= theirs) return;
  if (PART.test(m.name)) take("a part told before", 1);
  if (c.lang === "zh" && /(?:时|之际|之初|期间)$/.test(c.fold.slice(m.end, c.clauses[mine]?.end ?? m.end))) take("when it was", 1);
  if (c.lang === "en" && theirs === mine + 1 && (c.clauses[mine]?.end ?? 0) - m.end <= 1 && /^\s*(?:which|that|who)\b/.test(c.low.slice(c.clauses[theirs]!.start, c.clauses[theirs]!.start + 8))) take("which", 1);
}

/** How it stands among its own words. */
function hereOf(take: Take, c: Context, x: Candidate, m: Mention, q: Question): void {
  const zh = c.lang === "zh";
  const st = standingOf(c, m);
  const near = surroundOf(c, m);
  const place = x.type === "Region" || x.type === "Zone";
  const object = m.start >= q.at.end && objectOf(c, m, q.at, q.property);
  const role = object ? undefined : roleOf(c, m);
  if (role !== undefined) take(named("role", role), 1);
  if (object) take("what the sum is for", 1);
  if (m.label) take("label", 1);
  if (m.oblique) take(place ? "oblique place" : "oblique", 1);
  if (m.weak) take("known by position", 1);
  if (st.minor) take(x.type === "Region" ? "in passing place" : "in passing", 1);
  if (st.modifier) take("modifier", 1);
  if (near.fresh) take("newly built", 1);
  if (near.shareOf && q.property === "market_share") take("share of", 1);
  if (q.attached === m) take("the figure describes it", 1);
  if (owns(c, m, q.why, q.property) && !c.figures.some((f) => f.start >= q.why!.end! && f.end <= q.at.start)) take("owns the property", 1);
  if (near.genitive) take("genitive", 1);
  if (near.locative) take("locative", 1);
  if (near.preposition !== undefined) take(named("after", near.preposition), 1);
  if (near.verb) take(m.end <= q.at.start ? "verb follows" : "verb follows, after the figure", 1);
  if (near.qualifies) take("qualifies the next name", 1);
  if (near.bracketed) take("in brackets", 1);
  if (near.acts) take(q.property === "investment" ? "invests" : "acts", 1);
  if (place && OF_INDUSTRY.has(groupOf(q)) && c.mentions.some((y) => y.type === "Cluster" && !y.definite && standingOf(c, y).clause === st.clause)) take("place of an industry", 1);
  if (!zh && q.why?.end !== undefined && m.start >= q.why.end && m.start - q.why.end <= 8 && near.shareOf) take("property of it", 1);
  if (COUNTED.has(q.property) && q.why?.start !== undefined && m.start <= q.why.start && q.why.end! <= m.end) take("is what is counted", 1);
  if (q.property === "investment" && m.start >= q.at.end && m.start - q.at.end <= 40 && (zh ? /^(?:元)?(?:用于|投入|投向|支持)$/ : /^ (?:in|into|to|for|on) (?:the |an? |its )?(?:[a-z]+ ){0,2}$/).test(c.low.slice(q.at.end, m.start))) take("the sum goes to it", 1);
  if (zh && q.at.start >= m.end && q.at.start - m.end <= 6 && /^(?:旗下|下属|麾下)/.test(c.fold.slice(m.end, m.end + 2))) take("owns it", 1);
}

/** How the document has spoken of it so far. */
function pastOf(take: Take, discourse: Discourse, x: Candidate, set: Setting): void {
  const t = x.thing;
  const carried = x.via === "carried";
  if ((t !== undefined && t.heading > 0) || (discourse.title !== "" && discourse.title.includes(x.name))) take(carried ? "in the headline, carried" : "in the headline", 1);
  take("uses", Math.log1p(discourse.uses(x.name)));
  if (!t) {
    take("new", 1);
    return;
  }
  take("named before", Math.log1p(Math.min(20, t.count)));
  if (t.owned > 0) take("has figures", Math.log1p(Math.min(20, t.owned)));
  if (t.first <= 3) take("named early", 1);
  if (t.lead) take(carried ? "opened the text, carried" : "opened the text", 1);
  if (t.line === discourse.line) take(carried ? "same paragraph, carried" : "same paragraph", 1);
  if (t.opened === discourse.line) take("opened the paragraph", 1);
  const age = discourse.age(t);
  if (x.via === "pointed") {
    take(x.rank === 0 ? "points first" : x.rank === 1 ? "points second" : "points third", 1);
    take("age, pointed", Math.log(Math.min(40, Math.max(1, age))));
    if (t.topic) take("topic before, pointed", 1);
    if (t.aside || t.minor) take("aside before, pointed", 1);
    if (t.type === x.mention!.type) take("same kind", 1);
    if (sameHead(x.mention!.name, x.name)) take("same noun", 1);
    if (withinName(x.mention!.name, x.name)) take("same words", 1);
    if (discourse.isMain(t)) take("main thing, pointed", 1);
    if (t.owned > 0 && t.ownedAt >= discourse.sentence - 1) take("lately told of, pointed", 1);
  }
  if (!carried) return;
  take("age", Math.log(Math.min(40, age)));
  if (age === 1) take("in the sentence before", 1);
  if (t.topic) take(age === 1 ? "topic just before" : "topic before", 1);
  if (t.topics > 0) take("topics", Math.log1p(Math.min(20, t.topics)));
  if (t.minor) take("in passing before", 1);
  if (t.aside) take("aside before", 1);
  if (t.oblique) take("oblique before", 1);
  if (t.weak) take("known by position before", 1);
  if (discourse.section?.name === t.name) take(discourse.section.outline ? "outline of it" : "section about it", 1);
  if (set.bare) take("carried, bare", 1);
  if (discourse.isMain(t)) take("main thing, carried", 1);
}

/** What the figures before were about. */
function toldOf(take: Take, c: Context, x: Candidate, q: Question, set: Setting, before: Before): void {
  if (before.here !== undefined) {
    if (before.here.name !== x.name) return;
    const from = before.here.at;
    take(clauseAt(c, from - 1).index === set.clause ? "figure before, same clause" : "figure before, same sentence", 1);
    if (c.mentions.some((m) => m.start >= from && m.end <= q.at.start && !m.oblique && !m.definite && (q.fits[m.type] ?? 0) >= 0.5)) take("figure before, name between", 1);
  } else if (before.spoken !== undefined) {
    if (before.spoken !== x.name) return;
    take("spoken of", 1);
    if (set.pronoun) take("pronoun", 1);
    if (set.part) take("part of", 1);
    if (set.rest) take("rest of", 1);
  } else if (before.last === x.name) take("last line's", 1);
  if (set.rest && x.via === "carried" && /^(?:Park|Zone|Project)$/.test(x.type)) take("rest of the whole", 1);
}
