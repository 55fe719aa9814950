/**
 * What a word must be to be taught, and which words a correction offers. Pure.
 * Invariant: one correction never takes a word over: a word that already says something keeps its meaning, and only a longer
 * phrase around it, or a word that said nothing yet, is offered.
 */
import { hasHan, type Label } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";
import { foldName, isLookable } from "./known-names.ts";
import { sameWord } from "./lexicon.ts";
import type { Lexicon } from "./reading/index.ts";

export interface NotTaught {
  what: "alias" | "trigger";
  word: string;
  reason: Label;
}

/**
 * Properties whose reading goes by trigger words. Shares, growth and relations are read by grammar, and how far a date lies
 * ahead decides between completion and expected completion: no word could teach those.
 */
const BY_WORDS = new Set([
  "investment", "contract_value", "output_value", "revenue", "area.land", "area.floor", "exhibition_area", "storeys", "production_lines", "employees", "patents",
  "firms_count", "exhibitors", "visitors", "projects_count", "other_count", "start_date", "capped_date", "completion_date",
]);

/** Whether a word can teach this property to the reader. `unit` of the claim: other figures go by words only where they are counts. */
export const isTeachable = (property: string, unit?: string): boolean => BY_WORDS.has(property) && (property !== "other_count" || unit === undefined || unit === "count");

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
/** Words that stand beside any figure, and nouns that name nothing in particular. */
const COMMON = words(`
  达到 超过 突破 接近 以上 以下 左右 大约 约为 共计 合计 总计 累计 实现 完成 其中 目前 今年 去年 明年 近年 本年 当年 同比 环比 增长 增加 下降 提高 预计 计划 力争 未来 已经 全部 主要 各类 相关 有关
  进行 开展 推进 方面 领域 情况 数据 显示 表示 介绍 记者 地区 单位 部分 人民币 美元 万元 亿元 平方米 平方公里 百分之 每年 一年 全年 上半年 下半年 季度 公司 企业 项目 园区 集团 产业 产业园 科技园
  工业园 平台 中心 研究院 研究所 实验室 大学 学院 高新区 开发区 经开区 新区 示范区 基地 全市 全省 全国 全区 我国 我市 我省 本市 本省 国家 政府 市政府 省政府 市场 行业 集群 光电 科技 技术 有限公司
  股份有限公司 一期 二期 三期
  about over more than nearly almost some total with from this that year years million billion trillion yuan dollar dollars percent which have will been were company companies firm firms enterprise
  enterprises project projects park parks zone industry industrial city province government centre center institute university group cluster phase region country market technology limited corporation square meters metres`);
/** Han words that names of the trade are made of, longest first. */
const GENERIC = [...COMMON, ..."信息 激光 半导体 显示 高新 创新 创业 国际 智能 电子 照明 芯片 发展 制造 服务 孵化".split(" ")].filter((w) => /^\p{Script=Han}+$/u.test(w)).sort((a, b) => b.length - a.length);
const GENERIC_NAME = /^(?:该|本|此|这|其|上述|前述|全|我|各|某)|^(?:the|this|that|these|its|our|it|they|a|an)\s+[a-z\s-]+$|^(?:it|they|its|their|the)$/i;

/** Why a word may not be taught at all; undefined where it may. */
export function wordFlaw(word: string, what: "alias" | "trigger"): Label | undefined {
  const folded = sameWord(word);
  if (/[\p{Cc}]/u.test(word) || folded.length > 40 && what === "trigger" || folded.length > 60) return { zh: "太长，或含有控制字符", en: "it is too long, or holds control characters" };
  if (/^[\d\s.,%$€¥~+/-]*$/.test(folded) || /^[零〇一二两三四五六七八九十百千万亿几数多半余]+$/.test(folded)) return { zh: "是数字", en: "it is a number" };
  if (what === "trigger" && /\d/.test(folded)) return { zh: "含有数字", en: "it holds digits" };
  const acronym = what === "alias" && /^[A-Z][A-Z0-9&-]{2,}$/.test(word.trim());
  if (!isLookable(foldName(word.trim())) && !acronym) return { zh: "太短：至少两个汉字或四个字母", en: "it is too short: at least two Han characters or four letters" };
  if (COMMON.has(folded) || (what === "alias" && (GENERIC_NAME.test(word.trim()) || saysNothing(folded)))) return { zh: "是到处都用的词", en: "it is a word used of anything" };
  return undefined;
}

/** Whether a name is made of generic words alone: 光电产业园, industrial park. */
function saysNothing(folded: string): boolean {
  if (!hasHan(folded)) return (folded.match(/[a-z]+/g) ?? []).every((w) => COMMON.has(w) || LINKS.has(w));
  let rest = folded;
  for (const w of GENERIC) rest = rest.replaceAll(w, "");
  return rest.trim().length < 2;
}

/** The property that the ontology's own words give this word, if any. */
export function ontologySays(lexicon: Lexicon, word: string): string[] {
  const same = sameWord(word);
  return [...new Set(lexicon.triggers.filter((t) => !t.learnt && t.word === same).map((t) => t.property))];
}

interface Reason {
  words?: string;
  rule?: string;
  start?: number;
  end?: number;
}

/** One part of a proposal's reasons, as it is kept in the ledger. */
export function reasonOf(claim: Pick<Claim, "reasons">, part: "property" | "subject"): Reason {
  const reason = claim.reasons?.[part];
  return reason !== null && typeof reason === "object" ? (reason as Reason) : {};
}

/** Characters and words of verbs, particles and dates: a stretch that holds one is no part of a noun. */
const NO_NOUN = /[的了在于与和及为达超约近等是有将已并对从向由把被共会要可能很均各每个也还都又年月日让使给到其]|力争|突破|预计|实现|完成|拿出|带动|增长|形成|拥有|获得/;
const LINKS = words("the a an of in on at by to for and or with its their this that was were is are has have had will be been as from than over about nearly more through among into onto within under after before while who which");

/**
 * Words that would tell the corrected property from the one the reader chose, the plainest first: the deciding word itself
 * where the ontology gives it no meaning, else phrases that hold it and one or two words beside it.
 */
export function triggersOffered(claim: Claim, lexicon: Lexicon): string[] {
  const decided = reasonOf(claim, "property");
  const word = decided.words?.trim();
  if (!word || claim.quote === undefined) return [];
  const at = placeInQuote(claim, word, decided);
  const phrases = at < 0 ? [] : hasHan(word) ? hanPhrases(claim, word, at) : latinPhrases(claim.quote, word, at);
  const own = ontologySays(lexicon, word).length === 0 ? [word] : [];
  return [...new Set([...own, ...phrases])].filter((w) => wordFlaw(w, "trigger") === undefined && ontologySays(lexicon, w).length === 0);
}

function placeInQuote(claim: Claim, word: string, decided: Reason): number {
  const quote = claim.quote!;
  const from = decided.start !== undefined && claim.locator?.start !== undefined ? decided.start - claim.locator.start : -1;
  if (from >= 0 && sameWord(quote.slice(from, from + word.length)) === sameWord(word)) return from;
  return foldName(quote).toLowerCase().indexOf(foldName(word).toLowerCase());
}

/** Chinese words are mostly two characters long: two, four, then three before the deciding word; behind it two or four, since verbs stand there. */
function hanPhrases(claim: Claim, word: string, at: number): string[] {
  const quote = claim.quote!;
  const before = /\p{Script=Han}*$/u.exec(quote.slice(0, at))![0];
  const after = /^\p{Script=Han}*/u.exec(quote.slice(at + word.length))![0];
  const subject = reasonOf(claim, "subject").words;
  const good = (side: string): boolean => !NO_NOUN.test(side) && !COMMON.has(sameWord(side)) && !(subject !== undefined && subject.includes(side));
  const found: string[] = [];
  for (const n of [2, 4, 3]) if (before.length >= n && good(before.slice(-n))) found.push(before.slice(-n) + word);
  if (/[总新净毛首]$/.test(before)) found.push(before.slice(-1) + word);
  for (const n of [2, 4]) if (after.length >= n && good(after.slice(0, n))) found.push(word + after.slice(0, n));
  return found;
}

/** @param told the deciding word; a link at its end ("investment of") belongs to the sentence, not to the phrase. */
function latinPhrases(quote: string, told: string, at: number): string[] {
  const word = told.replace(/(?:\s+(?:of|in|to|at|by|for))+$/i, "");
  const before = quote.slice(0, at).match(/[A-Za-z][A-Za-z'-]*\s+$/)?.[0] ?? "";
  const two = quote.slice(0, at).match(/[A-Za-z][A-Za-z'-]*\s+[A-Za-z][A-Za-z'-]*\s+$/)?.[0] ?? "";
  const after = /^s?\s+(?:of\s+)?[A-Za-z][A-Za-z'-]*/.exec(quote.slice(at + word.length))?.[0] ?? "";
  // Names and verb forms beside the word belong to this one sentence.
  const free = (side: string): boolean => side.trim().split(/\s+/).every((w) => /^[a-z]/.test(w) && w.length > 2 && !LINKS.has(w) && !COMMON.has(w));
  const found: string[] = [];
  if (before !== "" && free(before)) found.push(before + word);
  if (after !== "" && free(after.replace(/^s?\s+(?:of\s+)?/, ""))) found.push(word + after);
  if (two !== "" && free(two)) found.push(two + word);
  return found.map((p) => p.replaceAll(/\s+/g, " ").trim());
}

/**
 * Whether one name may be short for the other: its characters (in Latin its words, or its letters as initials) stand in the
 * other in the same order. Two names of one town or trade share much and are short for neither.
 */
export function abbreviates(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (hasHan(short)) return inOrder([...sameWord(short).replaceAll(" ", "")], [...sameWord(long)]);
  if (initials(long) === sameWord(short)) return true;
  const few = sameWord(short).match(/[a-z0-9]+/g) ?? [];
  return few.some((w) => w.length >= 4 && !COMMON.has(w)) && inOrder(few, sameWord(long).match(/[a-z0-9]+/g) ?? []);
}

function inOrder(few: readonly string[], many: readonly string[]): boolean {
  let at = 0;
  for (const one of many) if (at < few.length && one === few[at]) at++;
  return few.length > 0 && at === few.length;
}

const initials = (name: string): string => (name.match(/\b[A-Z]/g) ?? []).join("").toLowerCase() || "\u0001";

/** The names by which the text spoke of the subject: the words of the sentence, and the name that the reader took them for. */
export function aliasesOffered(claim: Claim, oldName: string): { word: string; sure: boolean }[] {
  const reason = reasonOf(claim, "subject");
  const refers = /^(?:refers to|granted by)/.test(reason.rule ?? "");
  const found = [
    ...(reason.words !== undefined && !refers ? [{ word: reason.words.trim(), sure: true }] : []),
    // A name carried on from other sentences may simply be the wrong one; only one that looks like the right one is offered.
    ...(oldName.trim() ? [{ word: oldName.trim(), sure: reason.words !== undefined && !refers }] : []),
  ];
  return found.filter((f, i) => found.findIndex((g) => sameWord(g.word) === sameWord(f.word)) === i);
}
