// The figures of a sentence as proposals: what each states, whose it is, how it is meant.
// Invariant: every figure ends as a proposal or in the count of what was skipped.
import { asOf } from "./as-of.ts";
import { attachedTo, distributed } from "./attached.ts";
import { findBound } from "./bound.ts";
import { confidenceOf } from "./confidence.ts";
import { because, type Context } from "./context.ts";
import { fitsOf } from "./fits.ts";
import { changesIn, tellsFall } from "./growth.ts";
import { AS_FACT, judgeModality, type Judged } from "./modality.ts";
import type { Figure, Proposal } from "./model.ts";
import { insideName, isMark, isRequired, ofFormer } from "./no-figures.ts";
import { opening } from "./pattern.ts";
import { decideProperty, type Decided } from "./property.ts";
import type { Sentence } from "./segment.ts";
import { at, placed, quoted, quoteSpan, subjectInFull, subjectOf, type State } from "./state.ts";
import { choose, type Chosen } from "./subject.ts";

/** Proposes the figures of a sentence. */
export function readFigures(state: State, s: Sentence, c: Context): void {
  state.here = undefined;
  const main = state.fair ? "Expo" : state.discourse.mainType();
  let whole: { unit: string; end: number; judged: Judged } | undefined;
  for (const f of c.figures) {
    if (insideName(c, f) || isMark(s, c, f) || isRequired(c, f) || ofFormer(c, f) || (c.lang === "en" && MORE_THAN_IT.test(c.low, f.end, f.end + 18))) {
      state.skipped.notFigures++; // part of a name, or by how much two things differ
      continue;
    }
    // The low end of a range is about what the high end is about.
    const end = f.range === "low" ? (c.figures[c.figures.indexOf(f) + 1] ?? f) : f;
    const decided = decideProperty(c, end, state.lastFigure.get(familyOf(f)), main);
    if (!decided || typeof f.value !== "number") {
      state.skipped.noProperty++;
      continue;
    }
    // "其中光电项目35个,计划投资61.3亿元": parts of what was signed.
    if (decided.property === "investment" && c.lang === "zh" && /^[\s“"]*其中/.test(c.fold) && state.lastFigure.get("money")?.property === "contract_value") decided.property = "contract_value";
    if (decided.reason.rule !== "so much each" && decided.reason.rule !== "money for research") state.lastFigure.set(familyOf(f), decided);
    if (decided.score < 0.25) {
      state.skipped.noProperty++;
      continue;
    }
    const subject = whoseFigure(state, s, c, f, decided, main);
    if (subject.name === "" || (decided.property === "market_share" && (subject.type === "Expo" || subject.type === "Event"))) {
      state.skipped.noProperty++; // nobody's figure is no claim
      continue;
    }
    if (!inBrackets(c, f)) {
      state.here = { name: subject.name, at: f.end };
      state.spoken = state.last = subject.name;
      state.discourse.give(subject.name);
    }
    const ahead = (state.ahead.has("*new") && /^(?:Project|Building|Lab)$/.test(subject.type) && decided.property !== "other_count") || state.ahead.has(subject.name) || (subject.type === "ParkPhase" && state.ahead.has("*project")) || (subject.type === "Expo" && state.ahead.has("*expo"));
    let judged = judgeModality(c, f.start, f.end, ahead || (decided.property === "investment" && state.ahead.has("*cases")));
    // "规划总面积7300亩,其中一期3300亩,二期4000亩": the parts are as planned as the whole.
    if (judged.reason.rule === AS_FACT && whole !== undefined && whole.unit === f.unit && f.unit !== "count" && PART_OF.test(c.low.slice(whole.end, f.start))) judged = { ...whole.judged, sure: false };
    whole = judged.modality === "planned" ? { unit: f.unit, end: f.end, judged } : undefined;
    if (judged.modality !== "actual" && UPON.test(judged.reason.words ?? judged.reason.rule ?? "")) state.carried = { modality: judged.modality, words: (judged.reason.words ?? judged.reason.rule ?? "").replace(/^as before the semicolon: /, "") };
    if (judged.modality === "planned" && judged.sure && decided.property === "investment" && /拟|签|sign|intend|announc/.test(c.low)) state.ahead.add("*project");
    const quote = quoteSpan(c, f.start, f.end);
    if (decided.property === "area.land" && (subject.type === "Lab" || subject.type === "Building") && (/^(?:总?面积|total area|area)$/.test(decided.reason.words ?? "") || (subject.type === "Building" && /^cover(?:s|ing)?$/.test(decided.reason.words ?? "") && /feet|foot|ft|met|m2|㎡|平方/.test(f.measure)))) decided.property = "area.floor";
    const shared = distributed(state.discourse, c, f);
    const sign = decided.property === "growth_rate" && tellsFall(c.low, f.start, f.end) ? -1 : 1;
    const value = decided.worth !== undefined ? sign * decided.worth : sign < 0 ? -f.value : decided.unit === "m2" ? Math.round(f.value * 100) / 100 : decided.unit === "ratio" ? Number(f.value.toPrecision(4)) : f.value;
    for (const whose of shared ?? [subject]) {
      const { subject: name, subject_type } = subjectOf(state, whose);
      const { quote: words, start, end } = quoted(s, quote);
      // Set one by one: spreads in the middle of a literal are the dearest line of the reader.
      const p = { subject: name, subject_type, property: decided.property, value, unit: decided.unit } as Proposal;
      if (f.currency && decided.unit === "currency") p.currency = f.currency;
      if (decided.unit === "yuan" && f.unit === "bare" && state.twd && !state.renminbi) {
        p.unit = "currency"; // "60億" in a text that counts in New Taiwan dollars
        p.currency = "TWD";
      }
      p.modality = judged.modality;
      p.bound = f.bound;
      p.as_of = asOf(c, f, judged.modality, state.options.published, state.periodOn ?? state.period);
      state.lastPeriod = judged.modality === "actual" && p.as_of !== null && p.as_of.length < 8 && c.dates.length > 0 ? p.as_of : c.dates.length > 0 ? undefined : state.lastPeriod;
      p.quote = words;
      p.start = start;
      p.end = end;
      if (decided.qualifier) p.qualifier = decided.qualifier;
      p.stated = f.stated;
      p.figure = placed(s, f);
      p.reasons = {
        property: at(decided.reason, s), modality: at(judged.reason, s), subject: at(whose.reason, s),
        bound: f.boundAt ? at(because(c, f.boundAt.start, f.boundAt.end), s) : { rule: "no bound word: as stated" },
      };
      p.confidence = confidenceOf({ property: decided.score, subject: whose.score, modality: judged.sure ? 1 : 0.7, heading: c.heading, unit: f.unit });
      state.told.add(p, c.heading, whose.pending === true, subjectInFull(state, whose, c.lang));
    }
  }
}

/** Proposes the rates that a verb alone tells ("the number of firms doubled"). */
export function readChanges(state: State, s: Sentence, c: Context): void {
  for (const change of changesIn(c)) {
    const f: Figure = { start: change.start, end: change.end, unit: "ratio", value: change.rate, bound: "eq", stated: { number: c.fold.slice(change.start, change.end) }, measure: "", digits: { start: change.start, end: change.end } };
    const bound = findBound(c.low, f.start, f.end);
    const subject = whoseFigure(state, s, c, f, { property: "growth_rate", unit: "ratio", reason: change.reason, score: 0.6 }, undefined);
    if (subject.name === "") continue;
    const judged = judgeModality(c, f.start, f.end, change.ahead);
    const quote = quoted(s, quoteSpan(c, f.start, f.end));
    state.told.add({
      ...subjectOf(state, subject), property: "growth_rate", value: change.rate, unit: "ratio", modality: judged.modality, bound: bound?.bound ?? "eq", as_of: asOf(c, f, judged.modality, state.options.published, state.period), ...quote, qualifier: change.qualifier, stated: f.stated, figure: placed(s, f),
      reasons: { property: at(change.reason, s), modality: at(judged.reason, s), subject: at(subject.reason, s), bound: bound ? at(because(c, bound.at.start, bound.at.end), s) : { rule: "no bound word: as stated" } },
      confidence: confidenceOf({ property: 0.6, subject: subject.score, modality: judged.sure ? 1 : 0.7, heading: c.heading, unit: "ratio" }),
    }, c.heading, subject.pending === true, subjectInFull(state, subject, c.lang));
  }
}

/** "对新认定的技术中心,给予100万元奖励": what whoever qualifies is granted, by a policy or by a place. */
const GRANTED = /(?:^|[,。;、:])(?:[^,。;]{0,8})对[^。;]{2,40}给予[^。;]{0,20}(?:奖励|补助|补贴|资助|支持|奖补)/;
const OF_GRANTS = { Policy: 1, Region: 0.9, Zone: 0.9, Park: 0.5, Fund: 0.3, Cluster: 0.2 };

/** Whose a figure is. At a fair firms exhibit: what is counted there is made of its kind. */
function whoseFigure(state: State, s: Sentence, c: Context, f: Figure, d: Decided, main: string | undefined): Chosen {
  const granted = d.property === "investment" && c.lang === "zh" && c.low.includes("给予") && GRANTED.test(c.low) && (s.item || !c.mentions.some((m) => !m.oblique && !m.definite && m.end <= f.start));
  const chosen = choose(state.discourse, c, { at: f, property: d.property, kind: "figure", fits: granted ? OF_GRANTS : fitsOf(d.property), why: d.reason, attached: attachedTo(c, f, d), fair: main === "Expo" }, { here: state.here, spoken: state.spoken, last: state.last }, state.judging, placed(s, f));
  if (chosen?.type === "Expo" && d.property === "firms_count") d.property = "exhibitors";
  else if (chosen?.type === "Expo" && d.property === "employees") d.property = "other_count";
  return chosen ?? { name: c.heading ? "" : state.discourse.title, type: "Project", reason: { rule: "the document's title" }, score: 0.02 };
}

/** "3家(全省共7家),…": what is told in brackets is told in passing, and the text goes on with what it spoke of. */
function inBrackets(c: Context, f: Figure): boolean {
  const open = c.low.lastIndexOf("(", f.start - 1);
  if (open < 0 || open < c.low.lastIndexOf(")", f.start - 1)) return false;
  const close = c.low.indexOf(")", f.end);
  return close >= 0 && close - open < 60 && open > 0;
}

/** "50 more than last year": a difference, not a level. */
const MORE_THAN_IT = opening(/^ (?:more|less|larger|bigger|fewer|higher|smaller|up|down) (?:than|from|on) (?!half|a |one)/);

const PART_OF = /^[,、;(]?(?:其中|包括|含)?,?(?:[一二三四五]期|首期|起步区|核心区|启动区|[A-F]区|第[一二三四]期|东区|西区|南区|北区)(?:工程|项目)?(?:占地|用地|面积|投资|总投资|建筑面积|为|约|近)*$/i;
/** What is told behind these words holds only once the thing stands. */
const UPON = /届时|[产成用营工]后|complet|in (?:full )?(?:production|operation)/;

/** Figures of one family may carry a property on: sums of money, areas, counts. */
const familyOf = (f: Figure): string => (f.unit === "yuan" || f.unit === "currency" || (f.unit === "bare" && f.stated.scale?.includes("亿") === true) ? "money" : f.unit === "bare" ? "count" : f.unit);

