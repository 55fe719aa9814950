// Reads claims out of a text: sentence by sentence, figure by figure, date by date.
// Invariant: time is linear in the length of the text and memory that of one sentence plus a bounded discourse; no quote is ever
// anything but a literal piece of one line.
import { announcedPeriod, asOf, bulletinPeriod } from "./as-of.ts";
import { because, clauseAt, type Context } from "./context.ts";
import { scanDates, type DateContext } from "./dates.ts";
import { datedEvents, type DatedEvent } from "./events.ts";
import { scanFigures } from "./figure.ts";
import { foldText, languageOf, lowerAscii } from "./fold.ts";
import { findTriggers, type Lexicon } from "./lexicon.ts";
import { judgeModality } from "./modality.ts";
import type { Figure, KnownNames, Lang, Proposal, Reading, Reason, Skipped, Span, When } from "./model.ts";
import { mentionsEn } from "./names-en.ts";
import { mentionsZh, type Mention } from "./names-zh.ts";
import { addKnown, declaredFullName, learnAliases } from "./aliases.ts";
import { decideProperty, type Decided } from "./property.ts";
import { placeOf, sentencesOf, type Sentence } from "./segment.ts";
import { Discourse, EVENT_FITS, fitsOf, isMinor, PART, type Chosen } from "./subject.ts";
import { roleOf } from "./role.ts";
import { Told } from "./told.ts";
import { confidenceOf } from "./confidence.ts";
import { relationsOf } from "./relations.ts";

export interface ReadOptions {
  lexicon: Lexicon;
  lang?: Lang;
  published?: When;
  title?: string;
  known?: KnownNames;
  /** where the text proper begins (see findMetadata) */
  bodyStart?: number;
}

interface State {
  options: ReadOptions;
  discourse: Discourse;
  told: Told;
  title: string;
  /** the headline speaks of a fair, and the text names one */
  fair: boolean;
  /** the folded opening of the text proper, worked out where it is asked for, and where it begins */
  body: () => string;
  from: number;
  skipped: Skipped;
  /** events known to lie ahead: names whose opening or start is after the document date */
  ahead: Set<string>;
  line: number;
  day: When | undefined;
  /** the text speaks of Japan, so a bare ¥ is yen */
  yen: boolean;
  /** folded name → the name as written */
  surfaces: Map<string, string>;
  /** the text counts in New Taiwan dollars, so a bare 元 is one, unless it speaks of renminbi too */
  twd: boolean;
  renminbi: boolean;
  /** the text counts years from 1912 */
  minguo: boolean;
  /** the period a bulletin is about */
  period: When | undefined;
  /** subject of the last figure of the line, for "it" */
  spoken: Chosen | undefined;
  /** the sentence before spoke of several things of one kind */
  parted: boolean;
  lastFigure: Map<string, Decided>;
  lastSubject: { subject: Chosen; at: number } | undefined;
}

/**
 * Proposes claims from a Chinese or English text. Values are in base units; every proposal carries its span, the words that
 * decided it and a calibrated confidence. Never throws on any text.
 */
export function readClaims(text: string, options: ReadOptions): Reading {
  const lang = options.lang ?? languageOf(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  const state: State = {
    options, discourse: new Discourse(foldText(options.title ?? ""), options.known), told: new Told(), title: foldText(options.title ?? ""), fair: false, body: once(() => foldText(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000))), from: options.bodyStart ?? 0, ahead: new Set(), line: 0, day: undefined, yen: false, surfaces: new Map(), twd: false, renminbi: false, minguo: false, period: undefined, spoken: undefined, parted: false, lastFigure: new Map(), lastSubject: undefined,
    skipped: { notFigures: 0, noProperty: 0, repeated: 0, furniture: 0, plainDates: 0 },
  };
  state.period = bulletinPeriod(foldText(options.title ?? ""), options.published);
  state.twd = countsInTaiwan(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  state.minguo = state.twd && MINGUO_YEAR.test(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  if (options.title) seedTitle(state, options.title, lang);
  for (const piece of sentencesOf(text, options.bodyStart ?? 0, undefined)) {
    if (piece === "furniture") state.skipped.furniture++;
    else readSentence(state, piece);
  }
  bindIndustry(state);
  state.told.rename((p) => {
    const full = state.discourse.unabbreviated(foldText(p.subject));
    return full && { name: state.surfaces.get(full.name) ?? full.name, type: full.type, rule: `in full ${full.name}` };
  });
  state.told.name((type, said) => {
    const name = state.discourse.namedLater(type, said);
    return name === undefined ? undefined : (state.surfaces.get(name) ?? name);
  });
  return { lang, proposals: state.told.settle(state.skipped), skipped: state.skipped };
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

/** "107年上半年", "103年總營收", "民國九十二年": years counted from 1912. */
const MINGUO_YEAR = /民[國国]|(?<![\d第])(?:9\d|1[0-2]\d) ?年(?:度|上|下|前|底|全|第|總|总|營|营|產|产|[1-9]|1[0-2]月)/;

/** A text in traditional characters on Taiwan's industry, or one that names its dollar, counts in New Taiwan dollars. */
function countsInTaiwan(opening: string): boolean {
  if (/[億萬]/.test(opening) === false && !/台[币幣]/.test(opening) || /人民[币幣]/.test(opening)) return false;
  return /[台臺][币幣]/.test(opening) || (/竹科|中科管理局|南科|科[學学][園园][區区]/.test(opening) || /[台臺]灣/.test(opening.replace(/[台臺]灣/, ""))) && !/[畝亩]|大陸|內地/.test(opening);
}

/** A figure of the place about its industry ("全省激光企业占全国的30%") is the industry's, where the text names that in one piece. */
function bindIndustry(state: State): void {
  const industries = state.discourse.industries();
  if (industries.length === 0) return;
  const worth = (i: { stem: string; weight: number }): number => i.weight + (i.stem.length >= 3 && state.title.includes(i.stem) ? 4 : 0);
  const main = [...industries].sort((a, b) => worth(b) - worth(a))[0]!;
  const titled = state.title.includes(main.stem) || main.weight >= 4;
  state.told.rename((p) => {
    if (p.subject_type !== "Region" || !/^(?:firms_count|output_value|revenue|market_share|growth_rate)$/.test(p.property)) return undefined;
    const said = foldText(p.quote.slice(Math.max(0, p.figure.start - p.start - 30), p.figure.start - p.start)) + foldText(p.quote.slice(p.figure.start - p.start, p.figure.end - p.start + 14)).replace(/[,。;](?!\d).*$/, "");
    const meant = industries.find((i) => i.stem.length >= 3 && said.includes(i.stem));
    const carried = (p.reasons.subject.start === undefined && /^(?:carried on|what the|refers)/.test(p.reasons.subject.rule ?? "")) || /^全[省市区县]$/.test(foldText(p.reasons.subject.words ?? ""));
    const chosen = meant ?? (carried && titled && /^(?:firms_count|market_share|revenue)$/.test(p.property) ? main : undefined);
    if (chosen === undefined) return undefined;
    return { name: state.surfaces.get(chosen.name) ?? chosen.name, type: "Cluster", rule: `the industry of ${p.subject}` };
  });
}

/** The title names what the document is about, though no quote comes from it. */
function seedTitle(state: State, title: string, lang: Lang): void {
  const fold = foldText(title);
  const c = contextOf(state, fold, lowerAscii(fold), lang, [{ start: 0, end: fold.length }], true, {});
  rememberSurfaces(state, { text: title, fold: c.fold, map: undefined }, c);
  // The title is the record's own: a name that the text never uses is a poor name for anything.
  const used = c.mentions.filter((m) => state.body().includes(m.name) || /(?:公司|集团|研究所|研究院)$/.test(m.name));
  const mentions = used;
  state.fair = /(?:博览会|光博会|展会|展览会|光电展|照明展)|\b(?:expo|exposition|fair|exhibition)\b/.test(c.low) && /博览会|光博会|展会|展览会|[\u4e00-\u9fff]展|expo|fair|exhibition|show/i.test(state.body());
  state.discourse.observe({ ...c, mentions, figures: [], dates: [] });
}

function contextOf(state: State, fold: string, low: string, lang: Lang, clauses: readonly Span[], heading: boolean, when: DateContext): Context {
  const edition = !low.includes("20") ? null : /(?:^|[^\d])(20\d\d)(?=[^\d,。.]{0,24}(?:博览会|光博会|光电展|大会|论坛))|\b(?:cioe|expo|exposition|photonics|fair|forum|conference|summit|exhibition) (20\d\d)\b/.exec(low);
  const dates = scanDates(low, edition ? { ...when, year: Number(edition[1] ?? edition[2]) } : when).filter((d) => !nameYear(fold, d.start, d.end));
  const scanned = scanFigures(low, dates);
  if (!state.yen && (low.includes("日") || low.includes("j") || low.includes("yen")) && /\bjpy\b|\byen\b|japan|日本|日元/.test(low)) state.yen = true;
  if (state.yen) for (const f of scanned.figures) if (f.measure === "¥" || f.measure === "￥") Object.assign(f, { unit: "currency", currency: "JPY" });
  if (!state.twd && low.includes("台币")) state.twd = true;
  if (!state.renminbi && low.includes("人民币")) state.renminbi = true;
  if (state.twd && !state.renminbi) for (const f of scanned.figures) if (f.unit === "yuan") Object.assign(f, { unit: "currency", currency: "TWD" });
  lendCurrency(low, scanned.figures);
  const figures: Figure[] = [];
  let dropped: Figure | undefined;
  for (const f of scanned.figures) {
    if (isConversion(low, f, figures[figures.length - 1]) || (f.range === "high" && dropped?.range === "low" && f.start - dropped.end < 12)) dropped = f;
    else figures.push(f);
  }
  state.skipped.notFigures += scanned.notFigures + scanned.figures.length - figures.length;
  const raw: Mention[] = lang === "zh" ? mentionsZh(fold) : mentionsEn(fold);
  const mentions = addKnown(fold, raw, state.discourse, state.options.known);
  // "1月14日,2022年…仪式举行": a year glued to an event's name is part of it where the day is told.
  const told = dates.length > 1 && dates.some((d) => (d.when?.length ?? 0) === 10) ? dates.filter((d) => !(/^20\d\d年$/.test(fold.slice(d.start, d.end)) && mentions.some((m) => m.start === d.end && !m.definite && (m.type === "Event" || m.type === "Expo")))) : dates;
  // "held in Shenzhen in 2013 China LED Summit": a year that opens a gathering's name.
  const opened = lang === "en" && told.length > 0 ? told.filter((d) => !(/^(?:19|20)\d\d$/.test(fold.slice(d.start, d.end)) && /^ [A-Z][a-z]+ \([A-Z]/.test(fold.slice(d.end, d.end + 24))) && !(/^(?:19|20)\d\d$/.test(fold.slice(d.start, d.end)) && mentions.some((m) => m.start === d.end + 1 && !m.definite && /^[A-Z]/.test(m.name) && (m.type === "Event" || m.type === "Expo")))) : told;
  return { fold, low, lang, clauses, figures, dates: opened, triggers: figures.length > 0 || dates.length > 0 ? findTriggers(low, state.options.lexicon) : [], mentions, heading, published: state.options.published };
}

function readSentence(state: State, s: Sentence): void {
  if (s.line !== state.line) {
    state.line = s.line;
    state.lastFigure.clear();
    state.spoken = undefined;
  }
  const c: Context = contextOf(state, s.fold, s.low, s.lang, s.clauses, s.heading, { published: state.options.published, day: state.day, minguo: state.minguo });
  c.item = s.item;
  labelTopic(c, s.first, s.row === true);
  if (s.row) for (const m of c.mentions) if (m.label) state.surfaces.set(m.name, s.text.slice(s.map![m.start]!, s.map![m.end - 1]! + 1));
  sectionTopic(state, s, c);
  state.day = c.dates.filter((d) => d.when?.length === 10 && d.kind === "absolute").pop()?.when ?? state.day;
  state.period = announcedPeriod(c, state.options.published) ?? state.period;
  if (s.heading) state.period ??= bulletinPeriod(s.fold, state.options.published);
  rememberSurfaces(state, s, c);
  learnAliases(c, state.discourse);
  const full = declaredFullName(c);
  if (full) state.discourse.learnFullName(c, full);
  noteSigned(state, c);
  if (c.dates.length > 0) readDates(state, s, c);
  if (c.figures.length > 0) readFigures(state, s, c);
  for (const r of relationsOf(c, state.discourse)) {
    const reasons = { property: at(r.reasons.property, s), modality: at(r.reasons.modality, s), bound: r.reasons.bound, subject: at(r.reasons.subject, s) };
    const figure = placed(s, r.figure);
    const value = s.map === undefined ? s.text.slice(r.figure.start, r.figure.end) : r.value;
    state.told.add({ ...r, subject: state.surfaces.get(r.subject) ?? r.subject, value, ...quoted(s, r), figure, reasons }, c.heading);
  }
  state.discourse.observe(c);
}

/** "甲、乙分别投资1亿元、2亿元", "A, B and C with 9% each": whose each figure is, when the text hands them out. */
function distributed(state: State, c: Context, f: Figure): Chosen[] | undefined {
  const each = c.low.includes("each") && (/^[^,.;]{0,40}\beach\b/.test(c.low.slice(f.end, f.end + 44)) || (f.range === "low" && /^[^,.;]{0,50}\beach\b/.test(c.low.slice(f.end, f.end + 54))));
  const word = c.lang === "zh" ? c.low.lastIndexOf("分别", f.start) : -1;
  const respectively = word >= 0 && f.start - word < 60;
  const later = c.lang === "en" && c.low.includes("respectively") && /^[^.;]{0,80}\brespectively\b/.test(c.low.slice(f.end));
  if (!each && !respectively && !later) return undefined;
  const end = respectively ? word : f.start;
  const names = enumerated(c, end);
  if (names.length < 2) return undefined;
  const chosen = (m: Mention): Chosen => ({ name: state.discourse.fullName(m.name).name, type: m.type === "Market" ? "Cluster" : m.type, reason: because(c, m.start, m.end), score: 0.8 });
  if (each) return names.map(chosen);
  const last = names[names.length - 1]!.end;
  const figures = c.figures.filter((g) => g.start >= last && g.unit === f.unit && g.range !== "high");
  const i = figures.indexOf(f);
  return figures.length === names.length && i >= 0 ? [chosen(names[i]!)] : undefined;
}

/** The last run of names joined by commas and "and" before an offset. */
function enumerated(c: Context, end: number): Mention[] {
  const run: Mention[] = [];
  for (const m of c.mentions) {
    const role = roleOf(c, m);
    if (m.end > end || m.definite || (role !== undefined && role !== "listed")) continue;
    const last = run[run.length - 1];
    if (last && !/^\s*(?:,|、|和|与|及|and|, and|&)?\s*(?:and )?(?:the )?$/.test(c.low.slice(last.end, m.start))) run.length = 0;
    run.push(m);
  }
  return run;
}

/** What a policy grants is the policy's figure. */
function policyOf(state: State, c: Context, d: Decided): Chosen | undefined {
  if (d.property !== "investment" || !/^(?:补助|补贴|资助|奖补|奖励|最高|subsid|grants?)/.test(d.reason.words ?? "") || /获得?|获批|received|won/.test(c.low)) return undefined;
  const policy = state.discourse.latest("Policy");
  return policy ? { name: policy, type: "Policy", reason: { rule: `granted by ${policy}` }, score: 0.7 } : undefined;
}

/** "It has spun off 35 companies": the thing the sentence before spoke of. */
function pronoun(state: State, c: Context, f: Figure, d: Decided, chosen: Chosen): Chosen | undefined {
  const said = state.spoken;
  if (!said || (fitsOf(d.property)[said.type] ?? 0) < 0.4) return undefined;
  const { span } = clauseAt(c, f.start);
  const head = c.low.slice(span.start, span.start + 14).trimStart();
  const late = c.lang === "en" && /^\s*(?:in|by|for|at|since) [^,.;]{2,24},? (?:it|they) (?:was|were|had|has|have|stood|reached|came|is|are)\b/.test(c.low.slice(span.start, f.start));
  if (!late && (!/^(?:it|they|and it|它|其(?![余中他它]))(?![a-z])/.test(head) || /^it (?:is|was|has been) (?:also )?(?:estimated|expected|understood|reported|hoped|said|planned|believed|learned|learnt|thought|noted)\b/.test(c.low.slice(span.start, span.start + 40).trimStart())) || (chosen.reason.start !== undefined && chosen.reason.start >= span.start && chosen.reason.start < f.start)) return undefined;
  return { ...said, reason: { words: head.slice(0, 4).trim(), rule: `refers to ${said.name}` }, score: 0.6 };
}

/** "其中,…30个", "of which": a part of the sentence before is still its subject's. */
function ofWhich(state: State, c: Context, f: Figure, d: Decided, chosen: Chosen): Chosen | undefined {
  const said = state.spoken;
  // "其余4平方公里": what is left of the whole, not of the part told before.
  if (said && /^[\s“"]*(?:其余|剩余|余下)/.test(c.fold) && (said.type === "ParkPhase" || PART.test(said.name)) && !c.mentions.some((m) => !m.definite && m.end <= f.start && /^(?:Park|Project|Zone|ParkPhase)$/.test(m.type))) {
    const whole = state.discourse.latest("Park") ?? state.discourse.latest("Zone") ?? state.discourse.latest("Project");
    if (whole) return { name: whole, type: "Park", reason: { rule: `the rest of ${whole}` }, score: 0.55 };
  }
  if (!said || !CARRIED.test(chosen.reason.rule ?? "") || (fitsOf(d.property)[said.type] ?? 0) < 0.4) return undefined;
  if (said.score >= 0.5 && (c.lang === "zh" || /^\s*[a-z]/.test(c.fold)) && !state.parted && !/^[\s“"]*(?:另外|此外|另有|这次|此次|本次)/.test(c.fold) && !((said.type === "ParkPhase" || PART.test(said.name)) && /(?:其余|剩余|整体|全部|整个)[^。]*$/.test(c.low.slice(0, f.start))) && (fitsOf(d.property)[said.type] ?? 0) >= 0.5 && !c.mentions.some((m) => !m.definite && m.end <= f.start && roleOf(c, m) === undefined && /^(?:Firm|Project|Park|Zone|Region|Institute|Expo|Cluster|Lab|Fund|ParkPhase)$/.test(m.type))) return { ...said, reason: { rule: `goes on about ${said.name}` }, score: 0.55 };
  if (!/^[\s“"]*(?:其中|of which|of these|of them|among them|共|共计|合计|全年|总计)/.test(c.low.slice(0, f.start))) return undefined;
  return { ...said, reason: { rule: `a part of what was told of ${said.name}` }, score: 0.55 };
}

/** The subject stands in no word of the sentence itself. */
const CARRIED = /^(?:carried on|what the doc)/;

/** At a fair firms exhibit and people take part: a count that no name of its own sentence claims is the fair's. */
function fairFigure(state: State, c: Context, f: Figure, d: Decided, chosen: Chosen, main: string | undefined): Chosen | undefined {
  // "某市等地派来11个展团": whoever sends them, they come to the fair.
  const guests = main === "Expo" && chosen.type !== "Expo" && !c.heading && /^(?:other_count|exhibitors|visitors)$/.test(d.property) && /展团|代表团|采购团|观展团|嘉宾|专家|学者|展位|展馆|国家|论坛|买家|\b(?:exhibitors|visitors|delegations?|booths|countries|speakers|halls)\b/.test(c.low.slice(f.start, Math.min(c.low.length, f.end + (c.lang === "zh" ? 10 : 40)))) && (chosen.type === "Region" || CARRIED.test(chosen.reason.rule ?? ""));
  if (guests) {
    const fair = state.discourse.choose(c, f, { Expo: 1 }, undefined, d.property);
    return fair.type === "Expo" ? fair : undefined;
  }
  // "At the fair, 160 firms …": nothing else in the sentence can have them.
  if (d.property === "firms_count" && chosen.score < 0.3 && c.mentions.some((m) => m.type === "Expo")) {
    d.property = "exhibitors";
    const fair = state.discourse.choose(c, f, { Expo: 1 }, undefined, d.property);
    return fair.type === "Expo" ? fair : undefined;
  }
  if (chosen.type !== "Expo" && (main !== "Expo" || c.heading || /\b(?:annual sales|listed|turnover)\b|年销售|上市|规上/.test(c.low) || !/^(?:firms_count|employees|exhibitors|visitors|market_share)$/.test(d.property) || !CARRIED.test(chosen.reason.rule ?? ""))) return undefined;
  if (d.property === "firms_count") d.property = "exhibitors";
  else if (d.property === "employees") d.property = "other_count";
  const subject = chosen.type === "Expo" ? chosen : state.discourse.choose(c, f, { Expo: 1 }, undefined, d.property);
  return subject.type === "Expo" ? subject : undefined;
}

/** Figures told in one breath share their subject, unless a better name stands between them. */
function inherited(state: State, c: Context, f: Figure, d: Decided, chosen: Chosen): Chosen {
  const last = state.lastSubject;
  if (!last || last.at > f.start || (PART.test(last.subject.name) && chosen.name !== last.subject.name && chosen.reason.start !== undefined) || chosen.reason.rule === "the figure describes it") return chosen;
  const fit = fitsOf(d.property)[last.subject.type] ?? 0;
  if (fit < 0.5) return chosen;
  const between = c.mentions.some((m) => m.start >= last.at && m.end <= f.start && !m.oblique && !m.definite && (fitsOf(d.property)[m.type] ?? 0) >= 0.5 && !isMinor(c, m));
  if (between || (chosen.reason.start !== undefined && chosen.reason.start >= last.at && chosen.reason.start < f.start && !isListed(c, chosen.reason))) return chosen;
  if (chosen.score > fit * 0.8 + 0.15 && chosen.reason.start !== undefined && !isListed(c, chosen.reason)) return chosen;
  return { ...last.subject, reason: { rule: `as of the figure before: ${last.subject.name}` }, score: Math.max(0.5, fit * 0.75) };
}

const isListed = (c: Context, r: { start?: number; end?: number }): boolean => r.start !== undefined && isMinor(c, { start: r.start, end: r.end! });

/** What a label before a colon is when it is no name: the parts of a report, or what is measured. */
const NO_LABEL = /目标|任务|措施|概况|内容|情况|进展|时间|地点|日期|来源|电话|要点|意义|主题|单位|特点|背景|方案|原则|要求|如下|数据|显示|指出|表示|介绍|认为|消息|[说称道]$|原标题|标题|编辑|记者|责任|其中|包括|分别|合计|小计|注|现状|问题|短板|方向|亮点|看点|^\d+$/;

/** "■8.5代线", "“Light King” on show": a heading whose name the text below it takes up says what its section is about. */
function sectionTopic(state: State, s: Sentence, c: Context): void {
  const text = s.fold.trim();
  const outline = /^(?:outline|overview|profile|summary|details|facts|key facts) (?:of|about|on) (?:the )?|(?:概况|概要|简介|基本情况)$/i;
  if (!s.row && s.first && !/[,.。:]/.test(text) && text.length <= 60 && outline.test(text)) {
    const of = c.mentions.find((m) => !m.definite);
    if (of) state.discourse.section = { name: of.name, type: of.type, outline: true };
    return;
  }
  if (s.row || !s.first || s.text.length !== s.fold.length || text.length > (c.lang === "zh" ? 24 : 60) || /[。.!?;,:]$/.test(text) || (c.figures.length > 0 && !/^[■●◆▲★※【]/.test(text)) || s.heading) return;
  state.discourse.section = undefined;
  const bare = text.replace(/^(?:[■●◆▲★※【「『]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、])\s*/, "").replace(/[】」』]$/, "");
  const quoted = /[“"]([^”"]{2,30})[”"]/.exec(bare)?.[1];
  const name = quoted ?? bare;
  if (name.length < 3 || (quoted === undefined && bare === text)) return;
  const later = state.body().indexOf(name, Math.max(0, s.base - state.from + s.text.length));
  if (later < 0) return;
  const known = c.mentions.find((m) => m.name === name || m.name.includes(name));
  if (known?.definite === true || c.triggers.some((h) => h.triggers.some((t) => t.property !== "other_count" && t.weight >= 0.7) && h.end - h.start === name.length)) return;
  if (known === undefined && quoted === undefined && !/^[■●◆▲★※【「『]/.test(text)) return; // "二、高技术领域": a chapter, not a thing
  state.discourse.section = { name: known?.name ?? name, type: known?.type ?? "Project" };
}

/** "●某电子:本次扩厂…": all the line is about what stands before its colon. */
function labelTopic(c: Context, first: boolean, row: boolean): void {
  const colon = c.heading ? -1 : c.low.indexOf(":");
  if (colon < 1 || colon > 60) return;
  const m = /^(\s*(?:[●•▪■◆▲★·※○◎*-]|\d{1,2}[.、)]|\(\d{1,2}\))?\s*)([^,。;:!?\d\s][^,。;:!?]{1,40}):\s*/.exec(c.fold);
  if (!m || (!row && !/^[^\s\d$€£¥约超近]/.test(c.fold.slice(m[0].length))) || (c.lang === "zh" && m[2]!.length > 22) || NO_LABEL.test(m[2]!) || (!row && c.fold.length - m[0].length < 8)) return;
  const start = m[1]!.length;
  const end = start + m[2]!.trimEnd().length;
  const bullet = row || m[1]!.trim() !== "";
  const named = c.mentions.find((x) => x.start <= start && x.end >= end - 1 && !x.definite) ?? c.mentions.find((x) => x.start === start && !x.definite && /^\([^)]*\)$/.test(c.fold.slice(x.end, end)));
  if (!(first || bullet) || (!named && (!bullet || (c.lang === "en" && !row && !/ |[A-Z].*[A-Z]/.test(m[2]!)) || !row && c.triggers.some((h) => h.start >= start && h.end <= end && end - start - (h.end - h.start) <= (c.lang === "zh" ? 4 : 14) && h.triggers.some((t) => t.property !== "other_count" && t.weight >= 0.7))))) return;
  const label: Mention = named && !row ? { ...named, label: true, oblique: false, weak: false } : { start, end, name: c.fold.slice(start, end), type: named?.type ?? "Firm", definite: false, oblique: false, weak: false, label: true };
  c.mentions = [...c.mentions.filter((x) => x.end <= start || x.start >= end), label].sort((a, b) => a.start - b.start);
}

/** Names are matched in folded form and given back as the text writes them (traditional characters, full-width marks). */
function rememberSurfaces(state: State, s: Pick<Sentence, "text" | "fold" | "map">, c: Context): void {
  if (s.map !== undefined || s.text === s.fold) return;
  for (const m of c.mentions) {
    const written = s.text.slice(m.start, m.start + m.name.length);
    if (written !== m.name && s.fold.slice(m.start, m.start + m.name.length) === m.name && state.surfaces.size < 5000) state.surfaces.set(m.name, written);
  }
}

function readFigures(state: State, s: Sentence, c: Context): void {
  state.lastSubject = undefined;
  const told = new Set<string>();
  const main = state.fair ? "Expo" : state.discourse.mainType();
  for (const f of c.figures) {
    if (insideName(c, f) || isMark(s, c, f) || (c.lang === "en" && /^ (?:more|less|larger|bigger|fewer|higher|smaller|up|down) (?:than|from|on) (?!half|a |one)/.test(c.low.slice(f.end, f.end + 18)))) {
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
    state.lastFigure.set(familyOf(f), decided);
    if (decided.score < 0.25) {
      state.skipped.noProperty++;
      continue;
    }
    const chosen = state.discourse.choose(c, f, fitsOf(decided.property), attachedTo(c, f, decided), decided.property, decided.reason);
    const kept = ofWhich(state, c, f, decided, chosen);
    const fair = fairFigure(state, c, f, decided, chosen, main);
    const subject = fair ?? kept ?? policyOf(state, c, decided) ?? pronoun(state, c, f, decided, chosen) ?? inherited(state, c, f, decided, chosen);
    if (subject.name === "" || (decided.property === "market_share" && (subject.type === "Expo" || subject.type === "Event"))) {
      state.skipped.noProperty++; // nobody's figure is no claim
      continue;
    }
    state.lastSubject = { subject, at: f.end };
    state.spoken = subject;
    told.add(subject.name);
    const ahead = (state.ahead.has("*new") && /^(?:Project|Building|Lab)$/.test(subject.type) && decided.property !== "other_count") || state.ahead.has(subject.name) || (subject.type === "ParkPhase" && state.ahead.has("*project")) || (subject.type === "Expo" && expoAhead(state));
    const judged = judgeModality(c, f.start, f.end, ahead || (decided.property === "investment" && state.ahead.has("*cases")));
    if (judged.modality === "planned" && judged.sure && decided.property === "investment" && /拟|签|sign|intend|announc/.test(c.low)) state.ahead.add("*project");
    const quote = quoteSpan(c, f.start, f.end);
    if (decided.property === "area.land" && (subject.type === "Lab" || subject.type === "Building") && (/^(?:总?面积|total area|area)$/.test(decided.reason.words ?? "") || (subject.type === "Building" && /^cover(?:s|ing)?$/.test(decided.reason.words ?? "") && /feet|foot|ft|met|m2|㎡|平方/.test(f.measure)))) decided.property = "area.floor";
    const shared = distributed(state, c, f);
    const sign = decided.property === "growth_rate" && FALL.test(c.low.slice(Math.max(0, f.start - 24), f.start)) ? -1 : 1;
    const value = sign < 0 ? -f.value : decided.unit === "m2" ? Math.round(f.value * 100) / 100 : decided.unit === "ratio" ? Number(f.value.toPrecision(4)) : f.value;
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
      p.as_of = asOf(c, f, judged.modality, state.options.published, state.period);
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
      state.told.add(p, c.heading, whose.pending === true);
    }
  }
  state.parted = told.size > 1;
}

/** A span of the sentence as a span of the text. */
const placed = (s: Sentence, span: Span): Span => ({ start: placeOf(s, span.start), end: placeOf(s, span.end, true) });

/** The literal piece of the text at a span of the sentence. */
function quoted(s: Sentence, span: Span): { quote: string; start: number; end: number } {
  const { start, end } = placed(s, span);
  return { quote: s.text.slice(start - s.base, end - s.base), start, end };
}

/** A reason with its place in the text; its words are then those of the text. */
function at(r: Reason, s: Sentence): Reason {
  if (r.start === undefined || r.end === undefined) return r;
  const { start, end } = placed(s, { start: r.start, end: r.end });
  return { ...r, words: s.text.slice(start - s.base, end - s.base), start, end };
}

const subjectOf = (state: State, s: Chosen) => ({ subject: state.surfaces.get(s.name) ?? s.name, subject_type: s.type });

function expoAhead(state: State): boolean {
  return state.ahead.has("*expo");
}

/** "to 20 billion yuan, up from 14.6 billion in 2015": the second sum is in the money of the first. */
function lendCurrency(low: string, figures: readonly Figure[]): void {
  let money: Figure | undefined;
  for (const f of figures) {
    if (f.unit === "yuan" || f.unit === "currency") money = f;
    else if (money && f.unit === "bare" && /billion|trillion|million/.test(f.stated.scale ?? "") && f.start - money.end < 90 && /^(?:[.,;)]| (?:in|by|from|a year|this|last|next|the year|two|three|for)\b|$)/.test(low.slice(f.end, f.end + 10))) {
      Object.assign(f, { unit: money.unit, currency: money.currency });
    }
  }
}

/** "(CIOE 2021)", "Photonics West 2024": a year that closes a name is no date. */
function nameYear(fold: string, start: number, end: number): boolean {
  return /^(?:19|20)\d\d$/.test(fold.slice(start, end)) && /(?:\b[A-Z]{2,}|[A-Z][A-Z]+[a-z]*|(?:World of Photonics|West|Expo|Exposition|Fair|Conference|Forum|Summit|Exhibition)) $/.test(fold.slice(Math.max(0, start - 22), start)) && !/\b(?:IN|BY|RMB|USD) $/.test(fold.slice(0, start));
}

const FALL = /(?:下降|减少|下滑|降低|回落|缩减|\b(?:fell|falls?|down|declined?|decreased?|dropped|shrank|lower)\b)[^,。]{0,12}$/;

/** Figures of one family may carry a property on: sums of money, areas, counts. */
const familyOf = (f: Figure): string => (f.unit === "yuan" || f.unit === "currency" || (f.unit === "bare" && /亿/.test(f.stated.scale ?? "")) ? "money" : f.unit === "bare" ? "count" : f.unit);

/** A number that is part of a name ("2024长春国际光电博览会", "“星光20条”") is no figure. */
function insideName(c: Context, f: Figure): boolean {
  if (c.mentions.some((m) => m.start < f.start && m.end > f.end && m.type === "Policy")) return true;
  // "百亿级激光产业集群", "千亿产业集群": the size class that opens an industry's name is its figure.
  const size = f.unit === "bare" && typeof f.value === "number" && f.value >= 1e9 && c.lang === "zh";
  if (c.mentions.some((m) => !m.definite && m.start <= f.start && m.end >= f.end + 2 && f.unit === "bare" && f.stated.scale === undefined && !(size && m.type === "Cluster" && m.start === f.start))) return true;
  // '"ten-city ten-thousand-lamp" project': words of a name in quotes.
  if (c.lang === "en" && /^[a-z]/.test(c.low[f.start]!) && c.low[f.end] === "-" && (c.low.slice(0, f.start).match(/["“”]/g)?.length ?? 0) % 2 === 1) return true;
  const open = Math.max(c.fold.lastIndexOf("“", f.start), c.fold.lastIndexOf("‘", f.start));
  if (open >= 0 && f.start - open <= 12 && !f.level) {
    const close = c.fold.indexOf("”", open);
    if (close >= f.end && close - open <= 14 && f.unit !== "yuan") return true;
  }
  return false;
}

/** "01 东湾产业园", "产值破亿的企业": the number of a row, a bare scale that is a threshold. */
function isMark(s: Sentence, c: Context, f: Figure): boolean {
  const words = c.fold.slice(f.start, f.end);
  if (s.first && /^\s*0\d $/.test(c.fold.slice(0, f.end + 1)) && f.end <= 4) return true;
  return (c.lang === "zh" && /^[百千]?[万亿]$/.test(words) && /[破过超上近逾]$/.test(c.fold.slice(0, f.start)) && /^元?的/.test(c.fold.slice(f.end, f.end + 2)));
}

/** "(EUR 1 billion)" right after a sum of money is the same sum in another currency. */
function isConversion(low: string, f: Figure, before: Figure | undefined): boolean {
  if (f.unit === "m2" && before?.unit === "m2" && /^\s*[(,]\s*(?:约?合|折合|相当于|或|or|about|approximately|around|roughly|equivalent to)?\s*(?:about )?约?$/.test(low.slice(before.end, f.start))) {
    return Math.abs(Number(f.value) / Number(before.value) - 1) < 0.05;
  }
  if (f.unit !== "yuan" && f.unit !== "currency") return false;
  if (!before || (before.unit !== "yuan" && before.unit !== "currency") || (before.currency ?? "CNY") === (f.currency ?? "CNY")) return false;
  return /^\s*[(,]\s*(?:or|about|around|approximately|roughly|some|nearly|equivalent to|约合?|折合|合|相当于|按.{0,10}折合)?[^()\d]{0,12}$/.test(low.slice(before.end, f.start)) || /^ or (?:about )?$/.test(low.slice(before.end, f.start));
}

/** "5800亩的激光产业园", "10亿元基金", "a 420000 square meter demonstration park": the name that the figure directly describes. */
function attachedTo(c: Context, f: Figure, d: Decided): Mention | undefined {
  // "the UK's £10bn photonics industry"
  const industry = c.lang === "en" && d.property === "output_value" ? c.mentions.find((m) => m.type === "Cluster" && m.start >= f.end && /^ $/.test(c.low.slice(f.end, m.start))) : undefined;
  if (industry) return industry;
  if (f.level && d.property === "output_value") {
    const named = c.mentions.find((m) => m.start >= f.end);
    return named && /^(?:Cluster|Park|Zone)$/.test(named.type) && (c.lang === "zh" ? named.start - f.end <= 2 : named.start - f.end <= 1) ? named : undefined;
  }
  if (!["area.land", "area.floor", "investment", "storeys", "production_lines"].includes(d.property)) return undefined;
  for (const m of c.mentions) {
    if (m.start < f.end) continue;
    const gap = c.low.slice(f.end, m.start);
    if (c.lang === "zh" ? !/^(?:[^,。;的]{0,16}的)?$/.test(gap) || /[^的]$/.test(gap) && gap !== "" : !/^[ -]?$/.test(gap)) return undefined;
    if (d.property === "production_lines" && (c.lang === "zh" || m.type !== "Firm")) return undefined;
    return (fitsOf(d.property)[m.type] ?? 0) >= 0.4 ? m : undefined;
  }
  if (c.lang === "en") {
    const m = c.mentions.filter((x) => x.end <= f.start).pop();
    if (m && /^ of (?:over |more than |about |up to )?$/.test(c.low.slice(m.end, f.start)) && (fitsOf(d.property)[m.type] ?? 0) >= 0.4) return m;
  }
  return undefined;
}

/** The clause of the figure, or the whole sentence where it is short. */
function quoteSpan(c: Context, start: number, end: number): Span {
  let span: Span = { start: 0, end: c.fold.length };
  if (c.fold.length > 160) {
    const first = clauseAt(c, start).span;
    const last = clauseAt(c, Math.max(start, end - 1)).span;
    span = { start: first.start, end: Math.max(last.end, end) };
  }
  let { start: a, end: b } = span;
  while (a < b && /\s/.test(c.fold[a]!)) a++;
  while (b > a && /\s/.test(c.fold[b - 1]!)) b--;
  return { start: a, end: b };
}

function readDates(state: State, s: Sentence, c: Context): void {
  const { events, plain } = datedEvents(c);
  state.skipped.plainDates += plain;
  for (const e of events) proposeDate(state, s, c, e);
}

/** "某园区举行开工奠基仪式", "the groundbreaking ceremony takes place on …": what begins is the park, not the ceremony. */
function beginning(c: Context, e: DatedEvent): boolean {
  const m = c.mentions.find((x) => x.type === "Event" && (x.start >= e.verb.end ? x.start - e.verb.end < 20 : e.verb.start - x.end < 30));
  if (m === undefined) return false;
  const words = c.low.slice(Math.max(0, m.start - (c.lang === "zh" ? 8 : 30)), m.end);
  if (c.lang === "en") return /ground-?\s?breaking|cornerstone|foundation[- ]laying/.test(words) && !/^[A-Z]/.test(m.name);
  return /(?:开工|奠基|动工)[^,。;]{0,14}仪式$/.test(words) && !/集中|批/.test(words) && c.mentions.some((x) => x.end <= m.start && !x.definite && /^(?:Park|ParkPhase|Project|Institute|Lab|Building)$/.test(x.type) && roleOf(c, x) === undefined);
}

/** "成立激光教研组", "broke ground on the Lakeside plant": what is begun stands behind the verb. */
function begun(c: Context, e: DatedEvent, fits: Readonly<Record<string, number>>): Mention | undefined {
  if (e.property !== "start_date" || (e.kind !== "found" && e.kind !== "build")) return undefined;
  const m = c.mentions.find((x) => x.start >= e.verb.end);
  if (!m || m.definite || (fits[m.type] ?? 0) < 0.4) return undefined;
  const gap = c.low.slice(e.verb.end, m.start);
  return (c.lang === "zh" ? /^了?[“"「]?$/ : /^ (?:(?:on|for|of) )?(?:the |a |an |its |their |our )?(?:new |first |joint )?$/).test(gap) ? m : undefined;
}

/** What is only signed so far lies ahead: "X项目正式签约", "signed an agreement for a base". */
function noteSigned(state: State, c: Context): void {
  if (c.lang === "zh" && c.fold.includes("资案") && /(?:通过|核准|核定)[^,。]{0,14}(?:投资|增资)案/.test(c.fold)) state.ahead.add("*cases"); // sums that an office has only approved
  // "…to build a second plant", as the opening of the text says it, and nothing of it begun.
  if (c.lang === "en" && state.line <= 4 && /\b(?:to|will|plans? to|going to|set to|intends? to) (?:build|add|construct|put up|set up|open|erect) (?:an? |its |the )?(?:new |second |third )?/.test(c.low)) state.ahead.add("*new");
  if (c.lang === "en" && state.ahead.has("*new") && /broke ground|under construction|construction[^.;]{0,60}(?:started|began|begun)|has (?:started|begun)|completed/.test(c.low)) state.ahead.delete("*new");
  if (c.heading || !(c.lang === "zh" ? /签[约署订]/ : /\bsigned\b/).test(c.low) || /开工|动工|奠基|建成|投产|在建|竣工|封顶|复工|broke ground|under construction|construction (?:has )?(?:started|began|begun)|completed/.test(c.low)) return;
  for (const m of c.mentions) {
    if (m.definite && c.lang === "zh" || !/^(?:Project|Park|ParkPhase|Building)$/.test(m.type)) continue;
    const zh = c.lang === "zh" && (/^(?:正式|成功|顺利|集中)?(?:签约|签订)/.test(c.fold.slice(m.end, m.end + 6)) || /(?:签约|签署|签订)了?$/.test(c.fold.slice(Math.max(0, m.start - 5), m.start)));
    const en = c.lang === "en" && /\bsigned\b[^.;]{0,80}\b(?:for|to build|to set up|to establish|on) (?:an?|the construction of (?:an?|the)) $/.test(c.low.slice(Math.max(0, m.start - 140), m.start));
    if (zh || en) state.ahead.add(state.discourse.fullName(m.name).name);
  }
}

const dayAfter = (when: When, published: When | undefined): boolean => published !== undefined && when.slice(0, published.length) > published.slice(0, when.length);

function proposeDate(state: State, s: Sentence, c: Context, e: DatedEvent): void {
  const opening = e.kind === "launch" && /^open/i.test(e.reason.words ?? "");
  const fits = opening ? { ...EVENT_FITS["build"], ...EVENT_FITS["hold"], Firm: 0 } : EVENT_FITS[e.kind]!;
  const begins = e.kind === "hold" && e.property === "start_date" ? beginning(c, e) : false;
  const subject = begins ? state.discourse.choose(c, e.verb, EVENT_FITS["build"]!) : state.discourse.choose(c, e.kind === "hold" || e.kind === "issue" ? { start: e.verb.end, end: e.verb.end } : { start: Math.max(e.verb.start, 0), end: e.verb.end }, fits, begun(c, e, fits));
  if (((begins ? EVENT_FITS["build"]! : fits)[subject.type] ?? 0) < 0.3 || /^(?:新闻)?发布会$|新闻发布会$/.test(subject.name) || subject.score <= 0.1 || subject.name === "" || (e.kind === "hold" && subject.score < (subject.reason.start !== undefined ? 0.3 : 0.5)) || (e.kind === "issue" && subject.type !== "Policy")) {
    state.skipped.plainDates++;
    return;
  }
  const when = e.date.when!;
  if (c.lang === "zh" && e.date.bound === "eq" && /年(?:之|以)?内$/.test(c.low.slice(e.date.start, e.date.end))) e.date.bound = "le"; // "在3年内建成"
  const future = dayAfter(when, state.options.published);
  const judged = judgeModality(c, e.date.start, e.date.end, future, { start: e.verb.start, end: e.verb.end });
  // A gathering whose day has passed was held, whatever the sentence plans besides.
  const past = e.kind === "hold" && when.length === 10 && state.options.published !== undefined && !future;
  const modality = past ? "actual" : judged.modality === "actual" && future ? "planned" : judged.modality;
  // "Production is due to start in 2022": what starts is in operation.
  const running = e.property === "start_date" && c.lang === "en" && /\b(?:production|operations?|manufacturing) (?:(?:in|at|of) (?:[a-z]+ ){1,8})?(?:is |are |was |will |should |to |due |expected |scheduled |set |be |planned |slated |has |have )*$/.test(c.low.slice(Math.max(0, e.verb.start - 60), e.verb.start));
  if (!future && modality === "actual" && e.kind === "build") state.ahead.delete(subject.name); // begun: no longer ahead
  if (future && !running && e.property === "start_date" && e.kind === "build") state.ahead.add(subject.name);
  if (future && e.property === "start_date" && (subject.type === "Expo" || subject.type === "Event")) state.ahead.add(subject.name).add("*expo");
  const push = (property: string, value: When, verb: Span): void => {
    const from = Math.min(e.date.start, verb.start);
    const to = Math.max(e.date.end, verb.end);
    const quote = quoteSpan(c, from, to);
    state.told.add({
      ...subjectOf(state, subject), property, value, unit: "date", modality, bound: e.date.bound === "eq" || e.date.bound === "le" || e.date.bound === "approx" ? e.date.bound : "eq", as_of: null,
      ...quoted(s, quote),
      figure: placed(s, e.date),
      reasons: { property: at(e.reason, s), modality: at(judged.reason, s), subject: at(subject.reason, s), bound: e.date.bound === "eq" ? { rule: "the date as stated" } : at(because(c, e.date.start, e.date.end), s) },
      confidence: confidenceOf({ property: e.score, subject: subject.score, modality: judged.sure ? 1 : 0.7, heading: c.heading, unit: "date" }),
    }, c.heading);
  };
  const finish = modality === "actual" ? "completion_date" : "expected_completion";
  // A fair that opens begins; a park or plant that opens is finished.
  const opened = opening && subject.type !== "Expo" && subject.type !== "Event";
  push(e.property === "completion_date" || opened || running ? finish : e.property, when, e.verb);
  if (e.date.until && e.kind === "hold" && e.property === "start_date") push(finish, e.date.until, e.verb);
}
