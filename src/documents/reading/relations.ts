// Plain relations between named things: where something is, who works with whom, what it makes, what it won, who paid for it.
// Invariant: the object is a piece of the sentence, the subject a name of the document; nothing is inferred beyond what one clause says.
import { because, clauseAt, type Context } from "./context.ts";
import { isSpace } from "./fold.ts";
import { judgeModality } from "./modality.ts";
import type { Proposal, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { roleOf } from "./role.ts";
import type { Discourse } from "./discourse.ts";
import { words } from "./said.ts";
import { choose } from "./subject.ts";

interface Pattern {
  property: string;
  /** the first Han characters of its Chinese words, and the first letters of a word that each English match holds: a sentence without them is passed over */
  zh: string;
  en: readonly string[];
  /** finds the words that state the relation */
  words: RegExp;
  /** which types the subject may have, best first */
  subject: Readonly<Record<string, number>>;
  /** types the object must have; undefined allows a plain phrase */
  object?: readonly string[];
  /** the subject stands after the words and the object before them ("Y投资建设X") */
  swapped?: boolean;
}

const THING = { ParkPhase: 1, Park: 1, Project: 1, Expo: 1, Event: 0.9, Firm: 0.9, Institute: 0.9, Lab: 0.9, Building: 0.8, Zone: 0.9 };
const ACTOR = { Firm: 1, Institute: 1, Lab: 0.9, Region: 0.6, Zone: 0.7, Project: 0.6, Park: 0.6 };
const PLACES = ["Region", "Zone", "Park", "Building", "ParkPhase"];
const ACTORS = ["Firm", "Institute", "Lab", "Region", "Zone"];

const PATTERNS: readonly Pattern[] = [
  { property: "located_in", zh: "位坐地选落设", en: ["lie", "sit", "loc", "bas", "hea", "has"], words: /位于|坐落于|坐落在|地处|选址于?|落户于?|设在|(?:is|are|was|were)? ?(?:located|situated|based|headquartered|sited) in (?:the )?|^(?:Located|Situated|Based|Headquartered) in (?:the )?|\bhas its (?:headquarters|head office|base|seat) in (?:the )?|\blies? in (?:the )?(?:(?:south|north|east|west|southeast|southwest|northeast|northwest|center|centre|heart) of (?:the )?)?|settled (?:down )?in (?:the )?/g, subject: THING, object: PLACES },
  { property: "located_in", zh: "在", en: ["ope", "hel", "tak", "too"], words: /(?<=\d日?,?[^,。]{0,20})在(?=[^,。]{2,20}(?:举行|举办|开幕|召开|启幕))|\b(?:opened|held|takes? place|took place)(?: on [A-Z][a-z]+ \d{1,2})? (?:in|at) (?:the )?/g, subject: { Expo: 1, Event: 0.9 }, object: ["Region", "Zone", "Lab", "Building", "Park", "Firm"] },
  { property: "tenant_of", zh: "入进", en: ["mov", "ten", "ren", "lea", "hou"], words: /入驻|进驻|\bmoved into (?:the )?|\btenant of (?:the )?|\b(?:rents|leases|rented|leased) (?:[a-z0-9,-]+ ){0,4}(?:in|at) (?:the )?|\bhoused (?:in|at) (?:the )?/g, subject: { Firm: 1, Institute: 0.9, Lab: 0.8 }, object: ["Park", "ParkPhase", "Building", "Zone"] },
  { property: "award", zh: "荣获被入作列跻登", en: ["won", "was", "rec", "bee"], words: /荣获|获评为?(?:了)?|被评为|被认定为|被授予|入选|列入|列为|跻身|登上|获得?了?(?=[^,。、\d]{2,20}(?:等奖|金奖|银奖|铜奖|大奖|称号))|作为(?=[^,。]{2,30}企业)|\b(?:won|(?:was|been) (?:named|awarded|recogni[sz]ed as|certified as)|received) (?:the |an? )?/g, subject: { Firm: 1, Institute: 1, Cluster: 0.9, Park: 0.9, Lab: 0.9, Zone: 0.8, Project: 0.7, Product: 0.8 } },
  { property: "subsidiary_of", zh: "是为系隶由的", en: ["sub", "uni", "div", "own", "acq", "par"], words: /[是由为系](?=[^,。]{2,20}(?:(?:旗下|下属)?的?(?:全资|控股)?子公司|(?<!的)(?:全资|绝对|相对)?控股(?!股东)))|隶属于?|的母公司[是为]|\b(?:wholly |jointly |majority )?owned by (?:the )?|\bacquired by (?:the )?|\b(?:a |the )?(?:wholly[- ]owned )?(?:subsidiary|unit|division) of (?:the )?|\bpart of (?:the )?(?=[A-Z][A-Za-z&. ]{1,30}(?:Group|Holdings?|Corporation|Inc|AG|plc)\b)/g, subject: { Firm: 1, Lab: 0.7, Institute: 0.7 }, object: ["Firm", "Institute"] },
  { property: "subsidiary_of", zh: "是全绝控", en: ["acq"], words: /是(?=[^,。]{2,20}的(?:控股股东|母公司))|(?:全资|绝对)?控股了?(?![股的集子有权公,。])|\bacquired (?=[A-Z])/g, subject: { Firm: 1 }, object: ["Firm", "Institute"], swapped: true },
  { property: "membership", zh: "加是", en: ["mem", "joi", "bel"], words: /加入了?|是(?=[^,。]{3,24}(?:协会|联盟|学会|商会|联合会)的?(?:(?:副)?(?:理事长|会长|主席)|(?:常务)?理事|会员|成员|发起)单位)|\b(?:is a member of|joined|belongs to) (?:the )?/g, subject: ACTOR, object: ["Firm", "Institute", "Lab", "Policy", "Cluster"] },
  { property: "invested_by", zh: "由", en: ["fun", "fin", "bac", "inv"], words: /由(?=[^,。]{2,24}(?:投资|出资))|\b(?:funded|financed|backed|invested) by (?:the )?/g, subject: { Park: 1, ParkPhase: 1, Project: 1, Firm: 0.8, Fund: 0.7, Building: 0.8 }, object: ["Firm", "Institute", "Region", "Zone", "Fund"] },
  { property: "supplies", zh: "供配为向是", en: ["sup", "del", "shi", "sel"], words: /(?:供货给|供应给|配套)(?=[^,。]{2,16})|[为向](?=[^,。]{2,20}(?:供货|供应|配套|提供(?!服务|支持|资金|贷款)))|是(?=[^,。]{2,20}的?(?:供应商|供货商|配套商|配套企业))|\b(?:supplies|supplier to|supplier of) (?:the )?|\b(?:delivers|ships|sells|supplies) (?:[a-z-]+ ){1,4}to (?:the )?/g, subject: { Firm: 1 }, object: ["Firm"] },
  { property: "supplies", zh: "", en: ["cus"], words: /\bcustomers? of (?:the )?/g, subject: { Firm: 1 }, object: ["Firm"], swapped: true },
  { property: "produces", zh: "主专生研推致从聚", en: ["mak", "man", "pro", "spe"], words: /(?:专注于?|专业从事|致力于?|从事|聚焦于?)(?=[^,。]{2,24}(?:的|等)?(?:研发|设计|开发|研究|制造|生产)[、和与及]?(?:研发|设计|开发|生产|制造|销售))|(?:主要|专业)?(?:生产|研制出?|推出了?|主营|主要产品[为是有包括]+)(?=[^,。的]{2,24}(?:芯片|器件|模组|模块|激光器|传感器|镜头|光纤|光缆|显示屏|面板|装备|设备|仪器|灯具|晶圆|外延片|材料|相机|产品|版))|\b(?:makes|manufactures|produces|speciali[sz](?:es|ed|ing) in|(?:maker|manufacturer|producer) of) /g, subject: { Firm: 1, Institute: 0.7, Project: 0.6 } },
];

/** The patterns, each with its bit in the mask of those that a sentence may match. */
const SEARCHES = PATTERNS.map((p, k) => ({ ...p, bit: 1 << k }));
const HAN_CUES = new Uint16Array(65536);
const LATIN_CUES = new Uint16Array(32 * 32 * 32);
const letters = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
for (const { zh, en, bit } of SEARCHES) {
  for (const ch of zh) HAN_CUES[ch.charCodeAt(0)]! |= bit;
  for (const w of en) LATIN_CUES[letters(w.charCodeAt(0), w.charCodeAt(1), w.charCodeAt(2))]! |= bit;
}

/** Which patterns a sentence may match, by what its words begin with; one look at each character. */
function cuesIn(low: string): number {
  let mask = low.includes("ed in ") || low.includes("settled down in ") ? 1 : 0; // "located in", "relocated in": the first pattern minds no beginning of a word
  let inWord = false;
  for (let i = 0; i < low.length; i++) {
    const code = low.charCodeAt(i);
    const letter = code >= 97 && code <= 122;
    if (code > 127) mask |= HAN_CUES[code]!;
    else if (letter && !inWord) mask |= LATIN_CUES[letters(code, low.charCodeAt(i + 1), low.charCodeAt(i + 2))]!;
    inWord = letter;
  }
  return mask;
}

/** The relations a sentence states. Offsets are relative to the sentence. */
export function relationsOf(c: Context, discourse: Discourse): Proposal[] {
  if (c.heading || c.mentions.length === 0) return [];
  const out: Proposal[] = [];
  const cues = cuesIn(c.low);
  for (const p of SEARCHES) {
    if ((cues & p.bit) === 0) continue;
    p.words.lastIndex = 0;
    for (let m = p.words.exec(c.fold); m && out.length < 40; m = p.words.exec(c.fold)) {
      if (m[0] === "") {
        p.words.lastIndex++;
        continue;
      }
      const found = relate(c, discourse, p, { start: m.index, end: m.index + m[0].length });
      if (found) out.push(found);
    }
  }
  out.push(...cooperations(c, discourse));
  return out;
}

function relate(c: Context, discourse: Discourse, p: Pattern, words: Span): Proposal | undefined {
  const object = objectAfter(c, p, words.end);
  if (!object) return undefined;
  if (p.swapped) return turned(c, discourse, p, words, object);
  const near = c.mentions.filter((m) => m.end <= words.start && words.start - m.end <= (c.lang === "zh" ? 10 : 24) && !m.oblique && roleOf(c, m) === undefined).pop();
  const before = near && c.lang === "en" && c.low[near.end] === "," ? (apposed(c, near) ?? near) : near;
  const opener = c.lang === "en" && words.start === 0 ? behindOpener(c, p, object.end) : undefined;
  const subject = opener ?? (before && !before.definite && (p.subject[discourse.fullName(before.name).type ?? before.type] ?? 0) > 0
    ? { name: discourse.fullName(before.name).name, type: discourse.fullName(before.name).type ?? before.type, score: 0.9, reason: because(c, before.start, before.end) }
    : choose(discourse, c, { at: words, property: p.property, kind: "relation", fits: p.subject }, {}));
  if (subject === undefined || (p.subject[subject.type] ?? 0) === 0 || subject.score < 0.45) return undefined;
  const value = c.fold.slice(object.start, object.end);
  // "武汉光谷…位于武汉": a name may open with the place where it is.
  if (value === subject.name || value.includes(subject.name) || (subject.name.includes(value) && !(p.property === "located_in" && subject.name.startsWith(value)))) return undefined;
  // A list or a programme that one is put on is belonged to; a prize or a title is won.
  const listed = p.property === "award" && c.lang === "zh" && /^(?:入选|列入|列为|跻身|登上)$/.test(c.fold.slice(words.start, words.end)) && ON_LIST.test(value);
  return proposal(c, subject, listed ? "membership" : p.property, object, words);
}

const ON_LIST = /(?:名单|榜单|目录|行列|百强|500强|培育对象|重[点大](?:产业|建设)?(?:项目|工程|产业链)|试点|工程|计划|集群)$/;

/** "Acme Optics, part of Beta Group, supplies …": what is told in apposition is told of the one before it. */
function apposed(c: Context, m: Mention): Mention | undefined {
  const head = c.mentions.filter((x) => x.end < m.start && !x.definite).pop();
  return head && /^, (?:part of|an? |the |one of|based|headquartered|owned by|which |founded|established)(?:[a-z' -]*)$/.test(c.low.slice(head.end, m.start)) ? head : undefined;
}

/** "Situated in the zone, Acme Park offers …": what the opening participle is said of stands behind the comma. */
function behindOpener(c: Context, p: Pattern, from: number): Subject | undefined {
  const m = c.mentions.find((x) => x.start >= from);
  return m && !m.definite && (p.subject[m.type] ?? 0) > 0 && /^[^,.;]{0,40}, (?:the )?$/.test(c.low.slice(from, m.start)) ? { name: m.name, type: m.type, score: 0.85, reason: because(c, m.start, m.end) } : undefined;
}

/** "甲是乙的控股股东", "Acme acquired Beta": what stands behind the words belongs to what stands before them. */
function turned(c: Context, discourse: Discourse, p: Pattern, words: Span, after: Span): Proposal | undefined {
  const owner = c.mentions.filter((m) => m.end <= words.start && words.start - m.end <= (c.lang === "zh" ? 4 : 22) && !m.definite && p.object!.includes(m.type)).pop();
  const owned = c.mentions.find((m) => m.start === after.start && m.end === after.end);
  const name = c.fold.slice(after.start, after.end);
  if (!owner || c.low[after.end] === "'" || owner.name === name) return undefined;
  return proposal(c, { name: discourse.fullName(name).name, type: owned?.type ?? "Firm", score: 0.8, reason: because(c, after.start, after.end) }, p.property, owner, words);
}


interface Subject {
  name: string;
  type: string;
  score: number;
  reason: Proposal["reasons"]["subject"];
}

function proposal(c: Context, subject: Subject, property: string, object: Span, words: Span): Proposal {
  const judged = judgeModality(c, words.start, object.end, false);
  const from = Math.min(subject.reason.start ?? words.start, words.start, object.start);
  const clause = clauseAt(c, words.start).span;
  const start = Math.max(0, Math.min(from, clause.start));
  const end = Math.max(object.end, words.end, subject.reason.start !== undefined && subject.reason.start >= words.start ? subject.reason.end! : 0);
  let a = start;
  while (isSpace(c.fold.charCodeAt(a))) a++;
  return {
    subject: subject.name, subject_type: subject.type, property, value: c.fold.slice(object.start, object.end), unit: "entity", modality: judged.modality, bound: "eq", as_of: null,
    quote: c.fold.slice(a, end), start: a, end, figure: object,
    reasons: { property: because(c, words.start, words.end), modality: judged.reason, bound: { rule: "a relation has no bound" }, subject: subject.reason },
    confidence: Math.round(1000 * Math.min(0.85, 0.35 + 0.45 * subject.score)) / 1000,
  };
}

const NP_END_ZH = /[,。;:!?、()]|(?:,获得|等?的?(?:研发|设计|开发|研究|制造|生产)[、和与及]?(?:研发|设计|开发|生产|制造|销售)|的研发|的生产|等(?!奖)|与|和|及|并|在|为|是|举行|举办|称号|内|开工|建设(?!工程|项目|试点|示范|名单))/;
const NP_END_EN = /[,;:.!?()]| (?:and|with|for(?! [A-Z])|which|that|in|at|on|by|from|to|is|are|was|were|since|where|as|based|headquartered|located)\b/;

const SHORT_FIRM = /^[\u4e00-\u9fff]{2,4}?(?:光电|激光|科技|电子|半导体|光学|光纤|通信|股份|集团|汽车|照明)(?=供货|供应|配套|提供|的(?:控股|全资|母公司|子公司|供应商)|旗下|全资|控股|投资|出资)/;

/** The named thing right after the words, or the plain phrase up to the next break where the pattern allows one. */
function objectAfter(c: Context, p: Pattern, from: number): Span | undefined {
  const m = c.mentions.find((x) => x.start >= from - 1 && x.start - from <= (c.lang === "zh" ? 2 : 1));
  if (p.object && !m && c.lang === "zh" && p.property === "located_in" && p.words.source.startsWith("位于")) {
    // A place the name finder does not know: the plain phrase, when it is short and goes straight to a stop.
    const phrase = /^[\u4e00-\u9fff]{2,14}(?=[,。;、]|的)/.exec(c.fold.slice(from, from + 18));
    return phrase && !/[是有将已被把]|^(?:以来|以后|之后|之前|后|时)/.test(phrase[0]) ? { start: from, end: from + phrase[0].length } : undefined;
  }
  if (!m && c.lang === "zh" && p.object?.includes("Firm")) {
    // A short name that only its place shows to be a firm's.
    const firm = SHORT_FIRM.exec(c.fold.slice(from, from + 14));
    return firm && !/^(?:国产|各类|多种|高端|新型|其他|相关)/.test(firm[0]) ? { start: from, end: from + firm[0].length } : undefined;
  }
  if (p.object) {
    // "lies in the north of Calder": what one lies in is a place, whatever else its name might be.
    const place = p.property === "located_in" && c.lang === "en" && m?.type === "Firm" && m.weak && /^[A-Z][a-z]+$/.test(m.name) && PLACES === p.object;
    if (!m || m.definite || !p.object.includes(m.type) && !place) return undefined;
    // "某集团旗下全资子公司": the parent is named first.
    const parent = p.property === "subsidiary_of" ? /(?:旗下|下属)?的?(?:全资|控股)?子公司$/.exec(m.name) : null;
    return { start: m.start, end: m.end - (parent?.[0].length ?? 0) };
  }
  if (p.property === "award" && c.fold[from] === "“") {
    const close = c.fold.indexOf("”", from);
    if (close > from + 3 && close - from < 34 && /(?:奖|称号|企业|基地|示范|单位|试点|平台|中心)$/.test(c.fold.slice(from + 1, close))) return { start: from + 1, end: close };
  }
  const text = c.fold.slice(from, from + 60);
  const end = (c.lang === "zh" ? NP_END_ZH : NP_END_EN).exec(text)?.index ?? text.length;
  const phrase = text.slice(0, end).trimEnd();
  if (phrase.length < (c.lang === "zh" ? 3 : 4) || phrase.length > (c.lang === "zh" ? 28 : 50) || /^\d|^(?:了|过|it|them|the)$|^(?:one|two|three|four|five|six|seven|eight|nine|ten|half|hundreds|thousands|millions|more|over|about|around|nearly|some|up to|at least|several|many|most) /i.test(phrase)) return undefined;
  if (p.property === "award" && c.lang === "en" && !/\b(?:award|prize|medal|title|honou?r|certific|accredit|recognition|base|park|zone|champion|centre|center|enterprise|company|brand)/i.test(phrase)) return undefined;
  if (p.property === "award" && c.lang === "zh" && !/(?:奖|称号|企业|基地|示范|名单|榜单|目录|行列|培育对象|项目|工程|产业链|园区|单位|试点|平台|中心|集群|百强|500强)$/.test(phrase)) return undefined;
  return { start: from, end: from + phrase.length };
}

const JOINED = words("签订", "签署", "达成", "共建", "联合建设", "开展", "战略合作");

const SIGNED_TOGETHER = /\b(?:signed|concluded|entered into|formed|agreed) (?:an? )?(?:[a-z-]+ ){0,3}(?:agreement|memorandum|partnership|alliance|cooperation|collaboration)\b(?! with)/;

/** "甲与乙、丙签署三方协议": the one that opens the clause, and those joined behind "与". */
function partnersOf(c: Context, actors: readonly Mention[], words: number): { subject: Mention; objects: readonly Mention[] } | undefined {
  const [first, ...rest] = actors;
  if (first === undefined || rest.length < 2 || words - rest[rest.length - 1]!.end > 6) return undefined;
  const gap = (k: number): string => c.fold.slice(actors[k]!.end, actors[k + 1]!.start);
  if (!/^(?:与|和|同|携手|联合)$/.test(gap(0))) return undefined;
  for (let k = 1; k < actors.length - 1; k++) if (!/^[、和与及]$/.test(gap(k))) return undefined;
  return { subject: first, objects: rest };
}

/** "甲、乙等与丙签订协议", "由甲与乙共建的丙", "partnered with A", "with 11 firms, including A, B and C". */
function cooperations(c: Context, discourse: Discourse): Proposal[] {
  const out: Proposal[] = [];
  const zh = c.lang !== "zh" || !JOINED.mayBeIn(c) ? null : /(?:签订|签署|达成|共建|联合建设|开展)(?:了)?[^,。]{0,14}(?:合作|协议|共建|的)|战略合作|共建/.exec(c.fold);
  if (zh) {
    const { span } = clauseAt(c, zh.index);
    const actors = c.mentions.filter((m) => m.start >= span.start - 80 && m.end <= zh.index && ACTORS.includes(m.type) && !m.definite && (!m.weak || m.type === "Firm"));
    const main = actors[actors.length - 1];
    const row = partnersOf(c, actors, zh.index);
    if (row) for (const o of row.objects) push(out, c, discourse, row.subject, o, { start: zh.index, end: zh.index + zh[0].length });
    else if (main && actors.length >= 2 && /(?:与|和|同)$/.test(c.fold.slice(main.start - 1, main.start)) && zh.index - main.end <= 3) {
      const head = c.fold.slice(span.start, main.start - 1);
      const names = head.includes("、") ? head.replace(/^.*?[:,]/, "").replace(/等[^、]*$/, "").split("、") : [];
      let at = span.start;
      for (const name of names) {
        const start = c.fold.indexOf(name, at);
        at = start + name.length;
        if (name.length >= 2 && name.length <= 24 && !actors.some((a) => a.start <= start && start < a.end)) {
          push(out, c, discourse, main, { start, end: at, name, type: "Firm", definite: false, oblique: false, weak: true }, { start: zh.index, end: zh.index + zh[0].length });
        }
      }
      const words = { start: zh.index, end: zh.index + zh[0].length };
      // "甲与乙签订…": of two the one that opens the clause is told of.
      if (actors.length === 2 && out.length === 0 && names.length === 0) push(out, c, discourse, actors[0]!, main, words);
      else for (const a of actors.slice(0, -1)) push(out, c, discourse, main, a, words);
    }
  }
  // "Acme Optics and Calder University have signed a cooperation agreement"
  const both = c.lang === "en" && c.low.includes(" and ") ? SIGNED_TOGETHER.exec(c.low) : null;
  if (both) {
    const pair = c.mentions.filter((m) => m.end <= both.index && both.index - m.end < 60 && ACTORS.includes(m.type) && !m.definite).slice(-2);
    if (pair.length === 2 && / and (?:the )?$/.test(c.low.slice(pair[0]!.end, pair[1]!.start)) && /^ (?:have |has |today |recently |also )*$/.test(c.low.slice(pair[1]!.end, both.index))) push(out, c, discourse, pair[0]!, pair[1]!, { start: both.index, end: both.index + both[0].length });
  }
  const en = c.lang !== "en" || !c.fold.includes(" with") ? null : /\b(?:partner(?:ed|s|ship)? with|cooperat\w+ with|collaborat\w+ with|agreement with|memorandum (?:of understanding )?with|mou with|joint\w* [^,.]{0,50} with)[^.]{0,40}?(?:,? including )?/.exec(c.fold);
  if (en) {
    const from = en.index + en[0].length;
    const listed = /including /.exec(c.fold.slice(en.index, en.index + 160));
    const start = listed ? en.index + listed.index + listed[0].length : from;
    const objects = c.mentions.filter((m) => m.start >= start && m.start - start < 220 && m.type === "Firm" || (m.start >= start && m.start - start < 3 && ACTORS.includes(m.type)));
    const subject = choose(discourse, c, { at: { start: en.index, end: en.index }, property: "cooperates_with", kind: "relation", fits: ACTOR }, {});
    for (const o of objects.slice(0, 8)) if (!o.definite && subject !== undefined && subject.score >= 0.45 && o.name !== subject.name) out.push(proposal(c, subject, "cooperates_with", { start: o.start, end: o.end }, { start: en.index, end: en.index + en[0].trimEnd().length }));
  }
  return out;
}

function push(out: Proposal[], c: Context, discourse: Discourse, subject: Mention, object: Mention, words: Span): void {
  const full = discourse.fullName(subject.name);
  if (object.name === subject.name) return;
  out.push(proposal(c, { name: full.name, type: full.type ?? subject.type, score: 0.8, reason: because(c, subject.start, subject.end) }, "cooperates_with", { start: object.start, end: object.end }, words));
}
