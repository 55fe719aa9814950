// What speaks for and against a candidate as the one a figure is about: some dozens of plain traits, each with a number.
// Invariant: a trait depends on place, type and standing, never on what a name is called beyond its form; the work is bounded.
import { usesOf, type Candidate } from "./candidates.ts";
import { clauseAt, type Context } from "./context.ts";
import type { Discourse } from "./discourse.ts";
import type { Fit } from "./fits.ts";
import { isGreat, isSmall } from "./fold.ts";
import type { Lang, Reason, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { ending, opening } from "./pattern.ts";
import { roleOf } from "./role.ts";
import { words, type Words } from "./said.ts";
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
  /** by type: the trait of that type for what is asked */
  ofType: (type: string) => number;
  ofIndustry: boolean;
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
export type Take = (trait: number, value: number) => void;

const GROUP: Readonly<Record<string, string>> = {
  investment: "money in", contract_value: "signed", output_value: "money out", revenue: "money out", "area.land": "area", "area.floor": "area", exhibition_area: "fair", exhibitors: "fair", visitors: "fair",
  employees: "staff", patents: "staff", firms_count: "firms", projects_count: "signed", market_share: "share", growth_rate: "share", storeys: "area", production_lines: "lines", other_count: "other",
};
const COUNTED: ReadonlySet<string> = new Set(["firms_count", "projects_count", "other_count", "production_lines", "storeys"]);
const GUESTS: ReadonlySet<string> = new Set(["other_count", "exhibitors", "visitors", "firms_count", "employees"]);
const OF_INDUSTRY: ReadonlySet<string> = new Set(["money out", "firms", "share"]);

const groupOf = (q: Question): string => (q.kind === "event" ? "date" : q.kind === "relation" ? "relation" : (GROUP[q.property] ?? "other"));

interface Wording {
  of: Context;
  clause: number;
  span: Span;
  pronoun: boolean;
  part: boolean;
  rest: boolean;
  leadIn: boolean;
  level: string | undefined;
}
/** The wording of the clause last asked about. */
let wording: Wording | undefined;

const LATE = words(" it ", " they ");
const PART_OF = opening(/^[\s“"]*(?:其中|of which|of these|of them|among them|共|共计|合计|全年|总计)/);
const REST_OF = opening(/^[\s“"]*(?:其余|剩余|余下)/);

function wordingOf(c: Context, at: number): Wording {
  const { span, index } = clauseAt(c, at);
  if (wording !== undefined && wording.of === c && wording.clause === index) return wording;
  const head = c.low.slice(span.start, span.start + 40).trimStart();
  const late = c.lang === "en" && LATE.mayBeIn(c) && /^\s*(?:in|by|for|at|since) [^,.;]{2,24},? (?:it|they) (?:was|were|had|has|have|stood|reached|came|is|are)\b/.test(c.low.slice(span.start, span.start + 60));
  return (wording = {
    of: c, clause: index, span,
    pronoun: late || ("ita它其".includes(head[0] ?? " ") && /^(?:it|they|and it|its|their|它|其(?![余中他它]))(?![a-z])/.test(head) && !/^it (?:is|was|has been) (?:also )?(?:estimated|expected|understood|reported|hoped|said|planned|believed|learned|learnt|thought|noted)\b/.test(head)),
    part: PART_OF.test(c.low, 0, 24) && !(c.lang === "zh" && c.mentions[0] !== undefined && !c.mentions[0].definite && c.mentions[0].start <= 4), rest: REST_OF.test(c.low, 0, 24), leadIn: c.lang === "en" && LEAD_IN.test(head),
    level: c.lang === "zh" ? c.mentions.find((m) => m.definite && m.type === "Region" && standingOf(c, m).clause === index)?.name : undefined,
  });
}

/** Looks once at the sentence and the candidates. */
export function settingOf(discourse: Discourse, c: Context, q: Question, candidates: readonly Candidate[]): Setting {
  const { clause, span, pronoun, part, rest, leadIn, level } = wordingOf(c, q.at.start);
  const group = groupOf(q);
  let bare = true;
  let first: Mention | undefined;
  for (const m of c.mentions) {
    const fit = q.fits[m.type] ?? 0;
    if (fit > 0.15) first ??= m;
    if (bare && !m.definite && m.end <= q.at.start && fit >= 0.4 && roleOf(c, m) === undefined) bare = false;
  }
  const set: Setting = {
    clause, pronoun, part, rest, leadIn, level, ofType: typesIn(group), ofIndustry: OF_INDUSTRY.has(group), clauseText: c.fold.slice(span.start, Math.min(c.fold.length, q.at.end + 14)),
    grants: q.property === "investment" && /^(?:补助|补贴|资助|奖补|奖励|最高|subsid|grants?)/.test(q.why?.words ?? "") && !/获得?|获批|received|won/.test(c.low),
    bare, first, mostUsed: undefined, latestTopic: undefined, latest: undefined,
  };
  foremost(set, discourse, candidates);
  return set;
}

/** Which of the candidates that fit is used most, which topic was the last, which name was spoken of last. */
function foremost(set: Setting, discourse: Discourse, candidates: readonly Candidate[]): void {
  let uses = 1;
  let topicAge = 99;
  let age = 99;
  for (const x of candidates) {
    if (x.fit < 0.5) continue;
    const n = usesOf(discourse, x) + (x.thing !== undefined && x.thing.heading > 0 ? 2 : 0);
    if (n > uses) {
      set.mostUsed = x.name;
      uses = n;
    }
    if (x.via !== "carried" || x.thing!.aside) continue;
    const a = discourse.age(x.thing!);
    if (a < age) {
      set.latest = x.name;
      age = a;
    }
    if (x.thing!.topic && a < topicAge) {
      set.latestTopic = x.name;
      topicAge = a;
    }
  }
}

/** Names of the traits by number; traits of types, roles and prepositions join as they are met. */
const NAMES: string[] = [];
const NUMBERS = new Map<string, number>();

function trait(name: string): number {
  let n = NUMBERS.get(name);
  if (n === undefined) {
    n = NAMES.push(name) - 1;
    NUMBERS.set(name, n);
  }
  return n;
}

/** The name of a trait, as the file of weights has it. */
export const traitName = (n: number): string => NAMES[n]!;

const T = {
  fit: trait("fit"), fitBest: trait("fit best"), fitPoor: trait("fit poor"), mostUsedCarried: trait("most used, carried"), mostUsed: trait("most used"),
  latestTopic: trait("latest topic"), latest: trait("latest"), itsWordsInTheClause: trait("its words in the clause"), fairsGuests: trait("fair's guests"),
  fairs: trait("fair's"), ofAnotherLevel: trait("of another level"), policyGrants: trait("policy grants"), length: trait("length"),
  twoCharacters: trait("two characters"), threeCharacters: trait("three characters"), beginsLikeAVerb: trait("begins like a verb"), commonNoun: trait("common noun"),
  oneWord: trait("one word"), oneCapitalisedWord: trait("one capitalised word"), sameClauseBefore: trait("same clause before"), clauseBefore: trait("clause before"),
  twoClausesBefore: trait("two clauses before"), clausesBefore: trait("clauses before"), gap: trait("gap"), touches: trait("touches"),
  namesBetween: trait("names between"), rivalsBetween: trait("rivals between"), figuresBetween: trait("figures between"), sameClauseAfter: trait("same clause after"),
  clauseAfter: trait("clause after"), gapAfter: trait("gap after"), afterLeadin: trait("after lead-in"), topicOfTheClause: trait("topic of the clause"),
  topicOfAClauseBefore: trait("topic of a clause before"), topicOfALaterClause: trait("topic of a later clause"), firstOfTheSentence: trait("first of the sentence"),
  aPartToldBefore: trait("a part told before"), whenItWas: trait("when it was"), which: trait("which"), whatTheSumIsFor: trait("what the sum is for"),
  label: trait("label"), obliquePlace: trait("oblique place"), oblique: trait("oblique"), knownByPosition: trait("known by position"),
  inPassingPlace: trait("in passing place"), inPassing: trait("in passing"), modifier: trait("modifier"), newlyBuilt: trait("newly built"), shareOf: trait("share of"),
  theFigureDescribesIt: trait("the figure describes it"), ownsTheProperty: trait("owns the property"), genitive: trait("genitive"), locative: trait("locative"),
  verbFollows: trait("verb follows"), verbFollowsAfterTheFigure: trait("verb follows, after the figure"), qualifiesTheNextName: trait("qualifies the next name"),
  inBrackets: trait("in brackets"), invests: trait("invests"), acts: trait("acts"), placeOfAnIndustry: trait("place of an industry"),
  propertyOfIt: trait("property of it"), isWhatIsCounted: trait("is what is counted"), theSumGoesToIt: trait("the sum goes to it"), ownsIt: trait("owns it"),
  inTheHeadlineCarried: trait("in the headline, carried"), inTheHeadline: trait("in the headline"), uses: trait("uses"), new: trait("new"),
  namedBefore: trait("named before"), hasFigures: trait("has figures"), namedEarly: trait("named early"), openedTheTextCarried: trait("opened the text, carried"),
  openedTheText: trait("opened the text"), sameParagraphCarried: trait("same paragraph, carried"), sameParagraph: trait("same paragraph"),
  openedTheParagraph: trait("opened the paragraph"), pointsFirst: trait("points first"), pointsSecond: trait("points second"), pointsThird: trait("points third"),
  agePointed: trait("age, pointed"), topicBeforePointed: trait("topic before, pointed"), asideBeforePointed: trait("aside before, pointed"),
  sameKind: trait("same kind"), sameNoun: trait("same noun"), sameWords: trait("same words"), mainThingPointed: trait("main thing, pointed"), latelyToldOfPointed: trait("lately told of, pointed"),
  age: trait("age"), inTheSentenceBefore: trait("in the sentence before"), topicJustBefore: trait("topic just before"), topicBefore: trait("topic before"),
  topics: trait("topics"), inPassingBefore: trait("in passing before"), asideBefore: trait("aside before"), obliqueBefore: trait("oblique before"),
  knownByPositionBefore: trait("known by position before"), outlineOfIt: trait("outline of it"), sectionAboutIt: trait("section about it"),
  carriedBare: trait("carried, bare"), mainThingCarried: trait("main thing, carried"), figureBeforeSameClause: trait("figure before, same clause"),
  figureBeforeSameSentence: trait("figure before, same sentence"), figureBeforeNameBetween: trait("figure before, name between"), spokenOf: trait("spoken of"),
  tellsItself: trait("opens its clause and tells"), lastFree: trait("last free name before"), lastFreeOfItsClause: trait("last free name before, same clause"), pronounTopic: trait("pronoun, topic just before"),
  spokenOfAside: trait("spoken of, aside"), pronoun: trait("pronoun"), partOf: trait("part of"), restOf: trait("rest of"), lastLines: trait("last line's"), restOfTheWhole: trait("rest of the whole"),
};

/** The traits that stand whatever the text holds; those of types, roles, ways in and prepositions join as they are met. */
export const FIXED_TRAITS: readonly string[] = Object.values(T).map(traitName);

/** Traits that differ by one of a few words. */
const kinds = (name: (word: string) => string): ((word: string) => number) => {
  const known = new Map<string, number>();
  return (word) => {
    let n = known.get(word);
    if (n === undefined) known.set(word, (n = trait(name(word))));
    return n;
  };
};
const byType = kinds((type) => `type ${type}`);
const byRole = kinds((role) => `role ${role}`);
const byVia = kinds((via) => `via ${via}`);
const byPreposition = kinds((preposition) => `after ${preposition}`);
const GROUPS = new Map<string, (type: string) => number>();

/** The traits of a type among what is asked of one group of properties. */
function typesIn(group: string): (type: string) => number {
  let of = GROUPS.get(group);
  if (of === undefined) GROUPS.set(group, (of = kinds((type) => `type ${type} ${group}`)));
  return of;
}

/** Logarithms of small numbers: of n, and of n and one. */
const LOG = Float64Array.from({ length: 41 }, (_, n) => Math.log(n));
const LOG1P = Float64Array.from({ length: 21 }, (_, n) => Math.log1p(n));

/** Tells every trait of a candidate. */
export function traitsOf(take: Take, discourse: Discourse, c: Context, x: Candidate, q: Question, set: Setting, before: Before): void {
  steadyTraitsOf(take, discourse, c, x);
  askedTraitsOf(take, discourse, c, x, q, set, before);
}

/** The traits that are the same for every figure of the sentence. */
export function steadyTraitsOf(take: Take, discourse: Discourse, c: Context, x: Candidate): void {
  take(byVia(x.via), 1);
  take(byType(x.type), 1);
  formOf(take, c, x);
  if (x.mention) standsAs(take, c, x, x.mention);
  pastOf(take, discourse, x);
}

/** The traits that depend on what is asked. */
export function askedTraitsOf(take: Take, discourse: Discourse, c: Context, x: Candidate, q: Question, set: Setting, before: Before): void {
  const { fit } = x;
  take(T.fit, Math.log(Math.max(0.1, fit)));
  if (fit >= 0.9) take(T.fitBest, 1);
  if (fit < 0.4) take(T.fitPoor, 1);
  take(set.ofType(x.type), 1);
  if (set.mostUsed === x.name) take(x.via === "carried" ? T.mostUsedCarried : T.mostUsed, 1);
  if (x.via === "carried" || x.via === "pointed") {
    if (set.latestTopic === x.name) take(T.latestTopic, 1);
    if (set.latest === x.name) take(T.latest, 1);
  }
  if (x.via === "carried") {
    const share = overlap(c, x.name, set.clauseText);
    if (share > 0) take(T.itsWordsInTheClause, share);
  }
  if (x.mention) {
    if (surroundOf(c, x.mention).bracketed && q.at.start > x.mention.end && c.low.slice(x.mention.end, q.at.start).includes(")")) take(byRole("beside"), 1); // "3家(全省共7家),…1家": told in brackets, in passing
    placeOf(take, c, x.mention, q, set);
    hereOf(take, c, x, x.mention, q, set);
  }
  const t = x.thing;
  if (t !== undefined && t.owned > 0) {
    take(T.hasFigures, LOG1P[Math.min(20, t.owned)]!);
    if (x.via === "pointed" && t.ownedAt >= discourse.sentence - 1) take(T.latelyToldOfPointed, 1);
  }
  if (set.bare && x.via === "carried") take(T.carriedBare, 1);
  if (set.pronoun && x.via === "carried" && t!.topic && discourse.age(t!) === 1) take(T.pronounTopic, 1);
  toldOf(take, c, x, q, set, before);
  if (q.fair && x.type === "Expo") take(GUESTS.has(q.property) ? T.fairsGuests : T.fairs, 1);
  if (set.level !== undefined && x.via === "carried" && x.type === "Region" && otherLevel(set.level, x.name)) take(T.ofAnotherLevel, 1);
  if (set.grants && x.type === "Policy") take(T.policyGrants, 1);
}

/** The words of a name, and the quick look whether a sentence holds them. */
interface NameWords {
  list: readonly string[];
  asked: Words;
}

/** The words of the names asked about lately: pairs of Han characters, or Latin words of four letters and more. Kept small. */
const WORDS_OF = { zh: new Map<string, NameWords>(), en: new Map<string, NameWords>() };

function wordsOf(name: string, lang: Lang): NameWords {
  const kept = lang === "zh" ? WORDS_OF.zh : WORDS_OF.en;
  let known = kept.get(name);
  if (known === undefined) {
    const stem = name.replace(/(?:产业集群|产业|行业|集群|项目|有限公司)$/, "").slice(-8);
    const list = lang === "zh" ? Array.from({ length: Math.max(0, stem.length - 1) }, (_, i) => stem.slice(i, i + 2)) : name.split(/[^A-Za-z]+/).filter((w) => w.length >= 4);
    known = { list, asked: words(...list) };
    if (kept.size >= 500) kept.clear();
    kept.set(name, known);
  }
  return known;
}

/** What share of a name's own words the clause of a sentence holds. */
function overlap(c: Context, name: string, clause: string): number {
  const { list, asked } = wordsOf(name, c.lang);
  let found = 0;
  for (let k = 0; k < list.length; k++) if (asked.wordMayBeIn(c, k) && clause.includes(list[k]!)) found++;
  return list.length === 0 ? 0 : found / list.length;
}

/** What the form of a name tells of how likely it is one. */
function formOf(take: Take, c: Context, x: Candidate): void {
  const name = x.name;
  if (c.lang === "zh") {
    take(T.length, Math.min(12, name.length) / 12);
    if (name.length <= 2) take(T.twoCharacters, 1);
    else if (name.length === 3) take(T.threeCharacters, 1);
    else if ("投控确建设打推完实成力争加强形参进".includes(name[0]!)) take(T.beginsLikeAVerb, 1);
    return;
  }
  let words = 1;
  for (let i = name.indexOf(" "); i >= 0; i = name.indexOf(" ", i + 1)) words++;
  take(T.length, Math.min(6, words) / 6);
  if (isSmall(name.charCodeAt(0))) take(T.commonNoun, 1);
  if (words > 1) return;
  take(T.oneWord, 1);
  if (x.type === "Firm" && isGreat(name.charCodeAt(0))) take(T.oneCapitalisedWord, 1);
}

const UNDER_IT = opening(/^(?:旗下|下属|麾下)/);
const WHEN_ZH = ending(/(?:时|之际|之初|期间)$/);

/** Where the words of the sentence stand from the figure. */
function placeOf(take: Take, c: Context, m: Mention, q: Question, set: Setting): void {
  const { clause: mine, topic } = standingOf(c, m);
  const theirs = set.clause;
  const width = c.lang === "zh" ? 1 : 3;
  if (m.end <= q.at.start) {
    take(mine === theirs ? T.sameClauseBefore : theirs - mine === 1 ? T.clauseBefore : theirs - mine === 2 ? T.twoClausesBefore : T.clausesBefore, 1);
    const gap = (q.at.start - m.end) / width;
    take(T.gap, Math.log1p(gap));
    if (gap <= 2) take(T.touches, 1);
    let names = 0;
    let rivals = 0;
    let figures = 0;
    for (const y of c.mentions) {
      if (y.start < m.end || y.end > q.at.start) continue;
      names++;
      if ((q.fits[y.type] ?? 0) >= 0.4 && !y.oblique && roleOf(c, y) === undefined) rivals++;
    }
    for (const f of c.figures) if (f.start >= m.end && f.end <= q.at.start) figures++;
    if (rivals === 0 && (q.fits[m.type] ?? 0) >= 0.4 && !m.oblique && roleOf(c, m) === undefined && !surroundOf(c, m).locative) take(mine === theirs ? T.lastFreeOfItsClause : T.lastFree, 1);
    if (c.lang === "zh" && topic && mine === theirs && figures === 0 && names === 0 && !m.weak && !m.definite && surroundOf(c, m).verb && !surroundOf(c, m).acts && (q.fits[m.type] ?? 0) >= 0.6 && roleOf(c, m) === undefined) take(T.tellsItself, 1);
    take(T.namesBetween, Math.min(4, names));
    take(T.rivalsBetween, Math.min(3, rivals));
    take(T.figuresBetween, Math.min(4, figures));
  } else if (m.start >= q.at.end) {
    take(mine === theirs ? T.sameClauseAfter : T.clauseAfter, 1);
    take(T.gapAfter, Math.log1p((m.start - q.at.end) / width));
    if (mine === theirs + 1 && set.leadIn && topic) take(T.afterLeadin, 1);
  }
  if (topic) take(mine === theirs ? T.topicOfTheClause : mine < theirs ? T.topicOfAClauseBefore : T.topicOfALaterClause, 1);
  if (set.first === m) take(T.firstOfTheSentence, 1);
  if (mine >= theirs) return;
  if (m.name.endsWith("区") && PART.test(m.name)) take(T.aPartToldBefore, 1);
  if (c.lang === "zh" && (c.fold.startsWith("随着", c.clauses[mine]?.start ?? 0) || WHEN_ZH.test(c.fold, m.end, Math.max(m.end, c.clauses[mine]?.end ?? m.end)))) take(T.whenItWas, 1);
  if (c.lang === "en" && theirs === mine + 1 && (c.clauses[mine]?.end ?? 0) - m.end <= 1 && /^\s*(?:which|that|who)\b/.test(c.low.slice(c.clauses[theirs]!.start, c.clauses[theirs]!.start + 8))) take(T.which, 1);
}

/** How it stands among its own words, whatever is asked. */
function standsAs(take: Take, c: Context, x: Candidate, m: Mention): void {
  const st = standingOf(c, m);
  const near = surroundOf(c, m);
  const place = x.type === "Region" || x.type === "Zone";
  if (m.label) take(T.label, 1);
  if (m.oblique) take(place ? T.obliquePlace : T.oblique, 1);
  if (m.weak) take(T.knownByPosition, 1);
  if (st.minor) take(x.type === "Region" ? T.inPassingPlace : T.inPassing, 1);
  if (st.modifier) take(T.modifier, 1);
  if (near.fresh) take(T.newlyBuilt, 1);
  if (near.genitive) take(T.genitive, 1);
  if (near.locative) take(T.locative, 1);
  if (near.preposition !== undefined) take(byPreposition(near.preposition), 1);
  if (near.qualifies) take(T.qualifiesTheNextName, 1);
  if (near.bracketed) take(T.inBrackets, 1);
}

/** What its words are to the figure. */
function hereOf(take: Take, c: Context, x: Candidate, m: Mention, q: Question, set: Setting): void {
  const zh = c.lang === "zh";
  const st = standingOf(c, m);
  const near = surroundOf(c, m);
  const place = x.type === "Region" || x.type === "Zone";
  const object = m.start >= q.at.end && objectOf(c, m, q.at, q.property);
  const role = object ? undefined : roleOf(c, m);
  if (role !== undefined) take(byRole(role), 1);
  if (object) take(T.whatTheSumIsFor, 1);
  if (near.shareOf && q.property === "market_share") take(T.shareOf, 1);
  if (q.attached === m) take(T.theFigureDescribesIt, 1);
  if (owns(c, m, q.why, q.property) && !c.figures.some((f) => f.start >= q.why!.end! && f.end <= q.at.start)) take(T.ownsTheProperty, 1);
  if (near.verb) take(m.end <= q.at.start ? T.verbFollows : T.verbFollowsAfterTheFigure, 1);
  if (near.acts) take(q.property === "investment" ? T.invests : T.acts, 1);
  if (place && set.ofIndustry && c.mentions.some((y) => y.type === "Cluster" && !y.definite && standingOf(c, y).clause === st.clause)) take(T.placeOfAnIndustry, 1);
  if (!zh && q.why?.end !== undefined && m.start >= q.why.end && m.start - q.why.end <= 8 && near.shareOf) take(T.propertyOfIt, 1);
  if (COUNTED.has(q.property) && q.why?.start !== undefined && m.start <= q.why.start && q.why.end! <= m.end) take(T.isWhatIsCounted, 1);
  if (q.property === "investment" && m.start >= q.at.end && m.start - q.at.end <= 40 && (zh ? /^(?:元)?(?:用于|投入|投向|支持)$/ : /^ (?:in|into|to|for|on) (?:the |an? |its )?(?:[a-z]+ ){0,2}$/).test(c.low.slice(q.at.end, m.start))) take(T.theSumGoesToIt, 1);
  if (zh && q.at.start >= m.end && q.at.start - m.end <= 6 && UNDER_IT.test(c.fold, m.end, m.end + 2)) take(T.ownsIt, 1);
}

/** How the document has spoken of it so far. */
function pastOf(take: Take, discourse: Discourse, x: Candidate): void {
  const t = x.thing;
  const carried = x.via === "carried";
  if ((t !== undefined && t.heading > 0) || (discourse.title !== "" && discourse.title.includes(x.name))) take(carried ? T.inTheHeadlineCarried : T.inTheHeadline, 1);
  take(T.uses, LOG1P[usesOf(discourse, x)]!);
  if (!t) {
    take(T.new, 1);
    return;
  }
  take(T.namedBefore, LOG1P[Math.min(20, t.count)]!);
  if (t.first <= 3) take(T.namedEarly, 1);
  if (t.lead) take(carried ? T.openedTheTextCarried : T.openedTheText, 1);
  if (t.line === discourse.line) take(carried ? T.sameParagraphCarried : T.sameParagraph, 1);
  if (t.opened === discourse.line) take(T.openedTheParagraph, 1);
  const age = discourse.age(t);
  if (x.via === "pointed") {
    take(x.rank === 0 ? T.pointsFirst : x.rank === 1 ? T.pointsSecond : T.pointsThird, 1);
    take(T.agePointed, LOG[Math.min(40, Math.max(1, age))]!);
    if (t.topic) take(T.topicBeforePointed, 1);
    if (t.aside || t.minor) take(T.asideBeforePointed, 1);
    if (t.type === x.mention!.type) take(T.sameKind, 1);
    if (sameHead(x.mention!.name, x.name)) take(T.sameNoun, 1);
    if (withinName(x.mention!.name, x.name)) take(T.sameWords, 1);
    if (discourse.isMain(t)) take(T.mainThingPointed, 1);
  }
  if (!carried) return;
  take(T.age, LOG[Math.min(40, age)]!);
  if (age === 1) take(T.inTheSentenceBefore, 1);
  if (t.topic) take(age === 1 ? T.topicJustBefore : T.topicBefore, 1);
  if (t.topics > 0) take(T.topics, LOG1P[Math.min(20, t.topics)]!);
  if (t.minor) take(T.inPassingBefore, 1);
  if (t.aside) take(T.asideBefore, 1);
  if (t.oblique) take(T.obliqueBefore, 1);
  if (t.weak) take(T.knownByPositionBefore, 1);
  if (discourse.section?.name === t.name) take(discourse.section.outline ? T.outlineOfIt : T.sectionAboutIt, 1);
  if (discourse.isMain(t)) take(T.mainThingCarried, 1);
}

/** What the figures before were about. */
function toldOf(take: Take, c: Context, x: Candidate, q: Question, set: Setting, before: Before): void {
  if (before.here !== undefined) {
    if (before.here.name !== x.name) return;
    const from = before.here.at;
    take(clauseAt(c, from - 1).index === set.clause ? T.figureBeforeSameClause : T.figureBeforeSameSentence, 1);
    if (c.mentions.some((m) => m.start >= from && m.end <= q.at.start && !m.oblique && !m.definite && (q.fits[m.type] ?? 0) >= 0.5)) take(T.figureBeforeNameBetween, 1);
  } else if (before.spoken !== undefined) {
    if (before.spoken !== x.name) return;
    take(T.spokenOf, 1);
    if (x.thing?.aside === true) take(T.spokenOfAside, 1);
    if (set.pronoun) take(T.pronoun, 1);
    if (set.part) take(T.partOf, 1);
    if (set.rest) take(T.restOf, 1);
  } else if (before.last === x.name) take(T.lastLines, 1);
  if (set.rest && x.via === "carried" && /^(?:Park|Zone|Project)$/.test(x.type)) take(T.restOfTheWhole, 1);
}
