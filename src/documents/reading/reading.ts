// Reads claims out of a text: sentence by sentence, figure by figure, date by date.
// Invariant: time is linear in the length of the text and memory that of some dozens of sentences, a bounded discourse and what was proposed; no quote is ever
// anything but a literal piece of one line.
import { planAhead } from "./ahead.ts";
import { addKnown, declaredFullName, learnAliases } from "./aliases.ts";
import { announcedPeriod, bulletinPeriod } from "./as-of.ts";
import { withRoom, type Context } from "./context.ts";
import type { DateContext } from "./dates.ts";
import { Discourse } from "./discourse.ts";
import { foldText, languageOf, lowerAscii } from "./fold.ts";
import { industryOf } from "./industry.ts";
import { findTriggers } from "./lexicon.ts";
import { introduce, NameHints } from "./hints-en.ts";
import type { Figure, Lang, Reading, Span } from "./model.ts";
import { isConversion, lendCurrency } from "./no-figures.ts";
import { noteSigned, readDates } from "./read-dates.ts";
import { readChanges, readFigures } from "./read-figures.ts";
import { relationsOf } from "./relations.ts";
import { mayIssue, noteIssued, tellIssued } from "./issued.ts";
import { scan, scanned, settle, type Scan, type Whole } from "./scan.ts";
import { labelTopic, listItem, sectionTopic } from "./sections.ts";
import { sentencesOf, type Sentence } from "./segment.ts";
import { at, placed, quoted, type ReadOptions, type State } from "./state.ts";
import { Told } from "./told.ts";

export type { ReadOptions } from "./state.ts";

/**
 * Proposes claims from a Chinese or English text. Values are in base units; every proposal carries its span, the words that
 * decided it and a calibrated confidence. Never throws on any text.
 */
export function readClaims(text: string, options: ReadOptions): Reading {
  const lang = options.lang ?? languageOf(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  const state: State = {
    options, discourse: new Discourse(foldText(options.title ?? ""), options.known, () => state.body()), told: new Told(), title: foldText(options.title ?? ""), fair: false, body: once(() => foldText(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000))), from: options.bodyStart ?? 0, hints: new NameHints(() => state.body()), ahead: new Set(), line: 0, day: undefined, yen: false, surfaces: new Map(), twd: false, renminbi: false, minguo: false, dollar: undefined, row: undefined, toldYear: undefined, yearOn: undefined, carried: undefined, period: undefined, lastFigure: new Map(), here: undefined, spoken: undefined, last: undefined, judging: options.judging ?? {},
    skipped: { notFigures: 0, noProperty: 0, repeated: 0, furniture: 0, plainDates: 0 },
  };
  state.period = bulletinPeriod(foldText(options.title ?? ""), options.published);
  state.twd = countsInTaiwan(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  state.dollar = dollarOf(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  state.minguo = state.twd && MINGUO_YEAR.test(text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  if (options.title) seedTitle(state, options.title, lang);
  for (const [piece, found] of scanned(sentencesOf(text, options.bodyStart ?? 0, undefined), wholeOf(state))) {
    if (piece === "furniture") state.skipped.furniture++;
    else if ("year" in piece) state.row = { year: piece.year, line: state.line };
    else readSentence(state, piece, found!);
  }
  tellIssued(state);
  state.told.rename(industryOf(state.discourse, state.title, lang, (name) => state.surfaces.get(name) ?? name));
  state.told.rename((p) => {
    const full = state.discourse.names.unabbreviated(foldText(p.subject));
    return full && { name: state.surfaces.get(full.name) ?? full.name, type: full.type, rule: `in full ${full.name}` };
  });
  state.told.name((type, said) => {
    const name = state.discourse.namedLater(type, said);
    return name === undefined ? undefined : (state.surfaces.get(name) ?? name);
  });
  state.told.complete();
  state.told.alsoCalled((name) => {
    const short = state.discourse.names.shortOf(foldText(name));
    return short && (state.surfaces.get(short) ?? short);
  });
  planAhead(state, text.slice(options.bodyStart ?? 0, (options.bodyStart ?? 0) + 20_000));
  return { lang, proposals: state.told.settle(state.skipped), skipped: state.skipped };
}

const wholeOf = (state: State): Whole => ({ lexicon: state.options.lexicon, published: state.options.published, minguo: state.minguo, hints: state.hints });

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

const DOLLARS: readonly [RegExp, string][] = [
  [/\b(?:Canad(?:a|ian)|Qu[eé]bec|Ontario|British Columbia|Toronto|Ottawa|Montr[eé]al|Vancouver)\b/g, "CAD"], [/\b(?:Australian?|Sydney|Melbourne|Queensland|Adelaide|Canberra|New South Wales)\b/g, "AUD"], [/\bSingapore(?:an)?\b/g, "SGD"],
];
const AMERICAN = /US ?\$|U\.S\. ?\$|\bUSD\b|US dollars?|\b(?:United States|U\.S\.|USA|America|American|California|Texas|New York|Arizona|Massachusetts|China|Chinese|Korean?|Taiwan|Japan)\b|[CAS]\$/g;

/** Whose dollar a bare "$" is: that of the country that the text names again and again, where it names no other that reckons in dollars. */
function dollarOf(opening: string): string | undefined {
  if (!opening.includes("$")) return undefined;
  const others = opening.match(AMERICAN)?.length ?? 0;
  return DOLLARS.find(([re]) => (opening.match(re)?.length ?? 0) >= Math.max(3, others * 3))?.[1];
}

/** "产值翻番", "the number of firms doubled": a change told without a number. */
const tellsChange = (low: string): boolean => low.includes("doubl") || low.includes("tripl") || low.includes("翻番") || low.includes("翻倍");

/** The title names what the document is about, though no quote comes from it. */
function seedTitle(state: State, title: string, lang: Lang): void {
  const fold = foldText(title);
  const alone = { fold, low: lowerAscii(fold), lang };
  const [found] = scan([alone], { ...wholeOf(state), published: undefined, minguo: false });
  const c = contextOf(state, alone, found!, [{ start: 0, end: fold.length }], true, {});
  rememberSurfaces(state, { text: title, fold: c.fold, map: undefined }, c);
  // The title is the record's own: a name that the text never uses is a poor name for anything.
  const used = c.mentions.filter((m) => state.body().includes(m.name) || /(?:公司|集团|研究所|研究院)$/.test(m.name));
  const mentions = used;
  state.fair = /(?:博览会|光博会|展会|展览会|光电展|照明展)|\b(?:expo|exposition|fair|exhibition)\b/.test(c.low) && /博览会|光博会|展会|展览会|[\u4e00-\u9fff]展|expo|fair|exhibition|show/i.test(state.body());
  state.discourse.observe({ ...c, mentions, figures: [], dates: [] });
}

/** "2024…博览会", "CIOE 2024": the year of an edition. */
const EDITION = /(?:^|[^\d])(20\d\d)(?=[^\d,。.]{0,24}(?:博览会|光博会|光电展|大会|论坛))|\b(?:cioe|expo|exposition|photonics|fair|forum|conference|summit|exhibition) (20\d\d)\b/;

/** A sentence with everything found in it: its scan, with what was read before. */
function contextOf(state: State, { fold, low, lang }: { fold: string; low: string; lang: Lang }, found: Scan, clauses: readonly Span[], heading: boolean, when: DateContext): Context {
  const edition = !low.includes("20") ? null : EDITION.exec(low);
  settle(found, { fold, low }, edition ? { ...when, year: Number(edition[1] ?? edition[2]) } : when);
  const { dates, figures: counted } = found;
  if (!state.yen && (low.includes("日") || low.includes("j") || low.includes("yen")) && /\bjpy\b|\byen\b|japan|日本|日元/.test(low)) state.yen = true;
  if (state.dollar) for (const f of counted.figures) if (f.currency === "USD" && (f.measure === "$" || f.measure === "dollars" || f.measure === "dollar")) f.currency = state.dollar;
  if (state.yen) for (const f of counted.figures) if (f.measure === "¥" || f.measure === "￥") Object.assign(f, { unit: "currency", currency: "JPY" });
  if (!state.twd && low.includes("台币")) state.twd = true;
  if (!state.renminbi && low.includes("人民币")) state.renminbi = true;
  if (state.twd && !state.renminbi) for (const f of counted.figures) if (f.unit === "yuan") Object.assign(f, { unit: "currency", currency: "TWD" });
  lendCurrency(low, counted.figures);
  const figures: Figure[] = [];
  let dropped: Figure | undefined;
  for (const f of counted.figures) {
    if (isConversion(low, f, figures[figures.length - 1]) || (f.range === "high" && dropped?.range === "low" && f.start - dropped.end < 12)) dropped = f;
    else figures.push(f);
  }
  state.skipped.notFigures += counted.notFigures + counted.figures.length - figures.length;
  const mentions = addKnown(fold, found.mentions, state.discourse, state.options.known).map(withRoom);
  // "1月14日,2022年…仪式举行": a year glued to an event's name is part of it where the day is told.
  const told = dates.length > 1 && dates.some((d) => (d.when?.length ?? 0) === 10) ? dates.filter((d) => !(/^20\d\d年$/.test(fold.slice(d.start, d.end)) && mentions.some((m) => m.start === d.end && !m.definite && (m.type === "Event" || m.type === "Expo")))) : dates;
  // "held in Shenzhen in 2013 China LED Summit": a year that opens a gathering's name.
  const opened = lang === "en" && told.length > 0 ? told.filter((d) => !(d.end - d.start === 4 && /^(?:19|20)\d\d$/.test(fold.slice(d.start, d.end)) && /^ [A-Z][a-z]+ \([A-Z]/.test(fold.slice(d.end, d.end + 24))) && !(d.end - d.start === 4 && /^(?:19|20)\d\d$/.test(fold.slice(d.start, d.end)) && mentions.some((m) => m.start === d.end + 1 && !m.definite && /^[A-Z]/.test(m.name) && (m.type === "Event" || m.type === "Expo")))) : told;
  return { fold, low, lang, clauses, figures, dates: opened, triggers: figures.length > 0 || dates.length > 0 || tellsChange(low) ? (found.triggers ?? findTriggers(low, state.options.lexicon)) : [], mentions, heading, published: state.options.published };
}

/** "Acme Daily | News", "Home > Business": where on its site a page stands; it names nobody. */
const TRAIL = /(?:^|[|>»-] ?)(?:news|home|business|article|news article|press releases?|blog|lighting|industry news|magazine|archives?|events|infrastructure|technology|ict)\s*(?:$|[|>»])|\bict$/;

function readSentence(state: State, s: Sentence, found: Scan): void {
  if (s.line !== state.line) {
    state.line = s.line;
    state.discourse.line = s.line;
    state.lastFigure.clear();
    state.spoken = undefined;
    state.lastPeriod = state.periodOn = undefined;
    state.toldYear = state.yearOn = undefined;
    state.carried = undefined;
    if (!s.bullet && state.row && (state.row.line < 0 || s.text.length > 120)) state.row = undefined; // the rows under the year are over
    else if (state.row) state.row.line = s.bullet ? -1 : -2;
  }
  listItem(state, s);
  const c: Context = contextOf(state, s, found, s.clauses, s.heading, { published: state.options.published, day: state.day, minguo: state.minguo, told: state.toldYear, ...(state.row ? { year: state.row.year, row: state.row.year } : state.yearOn === undefined ? {} : { year: state.yearOn }) });
  c.item = s.item;
  if (state.day !== undefined) c.day = state.day;
  c.carried = state.carried;
  labelTopic(c, s.first, s.row === true);
  if (s.row) for (const m of c.mentions) if (m.label) state.surfaces.set(m.name, s.text.slice(s.map![m.start]!, s.map![m.end - 1]! + 1));
  sectionTopic(state, s, c);
  state.toldYear = yearTold(c) ?? state.toldYear;
  state.day = c.dates.filter((d) => d.when?.length === 10 && d.kind === "absolute").pop()?.when ?? state.day;
  state.period = announcedPeriod(c, state.options.published) ?? state.period;
  if (s.heading) state.period ??= bulletinPeriod(s.fold, state.options.published);
  if (s.heading && c.lang === "en" && c.figures.length === 0 && /^[^.]{2,40} [|>»-] [A-Z][^.]{2,40}$/.test(s.fold.trim()) && TRAIL.test(c.low)) c.mentions = [];
  if (c.lang === "en") introduce(c.mentions, (type, before) => c.mentions.some((m) => m.type === type && m.start < before) || state.discourse.lately(40).some((t) => t.type === type || (type !== "Building" && (t.type === "Project" || t.type === "Park"))));
  rememberSurfaces(state, s, c);
  learnAliases(c, state.discourse);
  const full = declaredFullName(c);
  if (full) state.discourse.learnFullName(c, full);
  noteSigned(state, c);
  if (c.dates.length > 0 || c.day !== undefined) readDates(state, s, c);
  if (mayIssue(c)) noteIssued(state, s, c);
  if (c.figures.length > 0) readFigures(state, s, c);
  if (c.triggers.length > 0) readChanges(state, s, c);
  const close = s.text.trimEnd();
  const goesOn = close.endsWith(";") || close.endsWith("；");
  if (!goesOn) state.carried = undefined;
  state.periodOn = goesOn ? state.lastPeriod : undefined; // "上半年营收15.8亿元;净利润2.1亿元"
  state.yearOn = goesOn ? state.toldYear : undefined; // "2003年5月,…;7月,…"
  for (const r of relationsOf(c, state.discourse)) {
    const reasons = { property: at(r.reasons.property, s), modality: at(r.reasons.modality, s), bound: r.reasons.bound, subject: at(r.reasons.subject, s) };
    const figure = placed(s, r.figure);
    const value = s.map === undefined ? s.text.slice(r.figure.start, r.figure.end) : r.value;
    state.told.add({ ...r, subject: state.surfaces.get(r.subject) ?? r.subject, value, ...quoted(s, r), figure, reasons }, c.heading);
  }
  state.discourse.observe(c);
}

/** The last year that the sentence tells of itself. */
function yearTold(c: Context): number | undefined {
  const when = c.dates.filter((d) => d.when !== undefined && (d.kind === "absolute" || d.kind === "relative") && !d.horizon).pop()?.when;
  return when === undefined ? undefined : Number(when.slice(0, 4));
}

/** Names are matched in folded form and given back as the text writes them (traditional characters, full-width marks). */
function rememberSurfaces(state: State, s: Pick<Sentence, "text" | "fold" | "map">, c: Context): void {
  if (s.map !== undefined || s.text === s.fold) return;
  for (const m of c.mentions) {
    const written = s.text.slice(m.start, m.start + m.name.length);
    if (written !== m.name && s.fold.slice(m.start, m.start + m.name.length) === m.name && state.surfaces.size < 5000) state.surfaces.set(m.name, written);
  }
}

