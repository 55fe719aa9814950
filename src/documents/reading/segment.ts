// Cuts a text into lines, sentences and clauses, and tells page furniture from text.
// Invariant: pieces are spans of the original offsets; a piece is never longer than MAX_PIECE, so the work per piece is bounded.
import { foldText, languageOf, lowerAscii, isSpace, isDigit, isHan } from "./fold.ts";
import type { Lang, Span } from "./model.ts";
import { setApart } from "./numeral.ts";
import { ending } from "./pattern.ts";
import { cellsOf, rowKind, rowSentences, type Table } from "./table.ts";

const MAX_PIECE = 700;

export interface Sentence {
  /** offset of the sentence in the whole text */
  base: number;
  /** the sentence as written */
  text: string;
  /** for a sentence whose scanner spaces were closed up: where each folded character stands in `text` */
  map: Int32Array | undefined;
  fold: string;
  low: string;
  lang: Lang;
  /** clause spans, relative to the sentence */
  clauses: Span[];
  line: number;
  /** a short line without a full stop near the top: a headline */
  heading: boolean;
  /** a short line without a stop that holds a number: one item of a list */
  item: boolean;
  /** the sentence opens its line */
  first: boolean;
  /** the line opens with a bullet */
  bullet: boolean;
  /** made of a table's row and the headings of its columns */
  row?: boolean;
}

const ABBREVIATION = ending(/(?:\b(?:no|co|ltd|inc|corp|mr|mrs|ms|dr|sq|approx|st|vs|vol|dept|jr|sr|prof|rep|sen|gov|lt|hon|wash|calif|etc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ca|fig|mio|mrd|u\.s|u\.k|e\.g|i\.e|a\.m|p\.m)|\b[a-z])$/i);

/** "… of Lakeside Capacitor Co Ltd. Worth 1.5 billion yuan, …": a firm's name may close a sentence. */
const OF_FIRM = /\b(?:ltd|inc|corp|llc|plc)$/i;
const OPENS_ANEW = /^ (?:The|It|Its|They|Their|This|These|That|In|On|At|By|With|Worth|Covering|Located|Founded|After|When|According|Both|Total|Another|Some|More|About|As)\b/;

const STOPS = new Uint8Array(65536);
for (const ch of "。!?;！？；.…") STOPS[ch.charCodeAt(0)] = 1;
const CUTS = new Uint8Array(65536);
for (const ch of ",;:—。|!") CUTS[ch.charCodeAt(0)] = 1;

/** Where a sentence that starts at `from` ends (exclusive), within `line`. */
function sentenceEnd(line: string, from: number): number {
  const limit = Math.min(line.length, from + MAX_PIECE);
  for (let i = from; i < limit; i++) {
    if (STOPS[line.charCodeAt(i)] === 0) continue;
    const ch = line[i]!;
    if ("。!?;！？；".includes(ch)) {
      let j = i + 1;
      while (j < limit && "。!?！？”’」』)）\"".includes(line[j]!)) j++;
      return j;
    }
    if (ch === "." && (i + 1 === line.length || isSpace(line.charCodeAt(i + 1)))) {
      const next = line.slice(i + 1, i + 3).trimStart()[0] ?? "";
      // "18 . 5 亿 元": a scanner set the point apart from its digits.
      if (line[i - 1] === " " && next >= "0" && next <= "9" && /\d $/.test(line.slice(Math.max(from, i - 2), i)) && /^ \d(?: ?\d){0,3} ?[万亿%％平公亩元]/.test(line.slice(i + 1, i + 14))) continue;
      // "6.–8. September": the day of a month.
      if (next >= "A" && next <= "Z" && isDigit(line.charCodeAt(i - 1)) && /(?:^|[ –-])[0-3]?\d$/.test(line.slice(Math.max(from, i - 3), i)) && /^ (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)(?:[a-z]{2,6})?\b/.test(line.slice(i + 1, i + 12))) continue;
      if (/\d/.test(line[i - 1] ?? "") && /\d/.test(next) && /^\s?\d{1,3} ?(?:ten thousand|hundred million|hundred thousand|generation\b|inch\b|thousand|million|billion|trillion|%|percent|square|sq|hectare|mu\b|kilomet|ton|acre)/i.test(line.slice(i + 1, i + 22))) continue;
      if (ABBREVIATION.test(line, Math.max(from, i - 8), i) && !/^\s*$/.test(line.slice(i + 1, i + 3)) && !(OF_FIRM.test(line.slice(Math.max(from, i - 5), i)) && OPENS_ANEW.test(line.slice(i + 1, i + 14)))) continue;
      return i + 1;
    }
    if (ch === "…" && line[i + 1] !== "…") return i + 1;
  }
  if (limit === line.length) return limit;
  // A run without stops: cut at the last comma or space so that no word is broken.
  for (let i = limit - 1; i > from + MAX_PIECE / 2; i--) if (" ,，、".includes(line[i]!)) return i + 1;
  return limit;
}

/** Commas, colons and dashes part a sentence into clauses; commas inside numbers do not. */
export function clausesOf(fold: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let i = 0; i < fold.length; i++) {
    if (CUTS[fold.charCodeAt(i)] === 0) continue;
    const ch = fold[i]!;
    const cut =
      (ch === "," && !(digit(fold[i - 1]) && digit(fold[i + 1]) && digit(fold[i + 2]) && digit(fold[i + 3]) && !digit(fold[i + 4])) && !(digit(fold[i - 1]) && fold[i + 1] === " " && digit(fold[i + 2]) && setApart(fold, i))) ||
      ch === ";" || ch === ":" && !(digit(fold[i - 1]) && digit(fold[i + 1])) || ch === "—" && !((digit(fold[i - 1]) || fold[i - 1] === "日" || fold[i - 1] === "月") && digit(fold[i + 1])) || ch === "。" || ch === "|" || ch === "!";
    if (!cut) continue;
    if (i > start) spans.push({ start, end: i });
    start = i + 1;
  }
  if (start < fold.length) spans.push({ start, end: fold.length });
  return spans;
}

const digit = (ch: string | undefined): boolean => ch !== undefined && ch >= "0" && ch <= "9";

const FURNITURE =
  /(?:copyright|©|all rights reserved|版权所有|版权声明|免责声明|icp备|公网安备|责任编辑|责编[:：]|扫一扫|关注我们|上一篇|下一篇|点击|登录后|发布评论|相关阅读|热门推荐|友情链接|网站地图|联系我们|转载|网站标识码|位访问者|访问量|客服热线|客服电话|审核[:：]|您是第|打印本页|关闭窗口|字体[:：]|分享到|阅读量|浏览量|浏览次数|点击数|print this|share this|sign up|subscribe|newsletter|privacy policy|cookie|related (?:articles|news|posts)|read more|click here|powered by|contact us|tel:|fax:|e-mail:|电话[:：]|传真[:：]|邮箱[:：]|地址[:：]|邮编[:：]|about us|home ?>|首页 ?>|当前位置|fonts?:|编辑[:：]|记者[:：]|来源[:：]|source ?:|本文链接|声明[:：]|本网注明|书面授权|未经授权|使用授权|严禁|使用的被授权人|法律责任|律师费|出现侵权|侵权)/;

/** By hash of their first characters (four Latin, two Han): the words of the pattern, read off its source. */
const FURNITURE_STARTS = new Uint8Array(65536);
/** The first characters of those words: most characters are none and need no closer look. */
const FURNITURE_FIRST = new Uint8Array(65536);
const FURNITURE_WORDS = new Map<number, string[]>();
const startHash = (s: string, i: number): number => {
  const c = s.charCodeAt(i);
  const two = (Math.imul(c, 40503) + s.charCodeAt(i + 1)) | 0;
  return (c > 127 ? two : Math.imul(two, 961) + s.charCodeAt(i + 2) * 31 + s.charCodeAt(i + 3)) & 0xffff;
};
for (const word of FURNITURE.source.replace(/^\(\?:/, "").split("|")) {
  const plain = /^[^\\[\](){}?*+.^$]*/.exec(word)![0];
  if (plain.length >= (plain.charCodeAt(0) > 127 ? 2 : 4)) {
    FURNITURE_STARTS[startHash(plain, 0)] = 1;
    FURNITURE_FIRST[plain.charCodeAt(0)] = 1;
    FURNITURE_WORDS.set(startHash(plain, 0), [...(FURNITURE_WORDS.get(startHash(plain, 0)) ?? []), plain]);
  } else if (plain !== "©") {
    FURNITURE_STARTS.fill(1); // a form this gate cannot tell: it lets all through
    FURNITURE_FIRST.fill(1);
  }
}
FURNITURE_FIRST[0xa9] = 1;

const RIGHTS = ["版权", "copyright", "©", "书面授权", "被授权", "侵权", "法律责任"];

/** A quick look whether any word of page furniture may stand at the head of a line. */
function mayBeFurniture(low: string, within: number): boolean {
  const n = Math.min(low.length, within);
  for (let i = 0; i < n; i++) {
    const c = low.charCodeAt(i);
    if (FURNITURE_FIRST[c] === 0) continue;
    if (c === 0xa9) return true;
    const h = startHash(low, i);
    if (FURNITURE_STARTS[h] === 1 && (FURNITURE_WORDS.get(h)?.some((w) => low.startsWith(w, i)) ?? true)) return true;
  }
  return false;
}

/** True for a line that belongs to the page and not to the article. */
export function isFurniture(low: string): boolean {
  const text = low.trim();
  if (text === "") return true;
  if ((text.includes("|") || text.includes("｜")) && /[|｜]\s*[^|]{1,24}[|｜]/.test(text.slice(0, 200)) && !/\d.*\d.*\d/.test(text)) return true;
  const head = text.charCodeAt(0);
  if (head < 65 && /^[\d\s\-:/.,]+$/.test(text) || text.includes("_fororder_")) return true;
  if (isMenu(text)) return true;
  // A long line is furniture only where it speaks of rights, or where it is of middling length and opens with such words.
  const rights = text.length >= 90 && RIGHTS.some((w) => text.slice(0, 400).includes(w));
  const within = text.length < 90 || rights ? 400 : text.length < 300 ? 12 : 0;
  const at = within > 0 && mayBeFurniture(text, within) ? text.slice(0, 400).search(FURNITURE) : -1;
  if (at < 0) return false;
  return text.length < 90 || at < 12 && text.length < 300 || rights;
}

const MENU_WORD = /^(?:home|news|city|life|video|videos|photo|photos|culture|about|contact|us|login|register|travel|business|sports|opinion|weather|english|search|services|products|events|gallery|more|world|china|tech|features|subscribe|media|downloads?|careers|首页|新闻|视频|图片|专题|财经|科技|体育|娱乐|教育|旅游|健康|汽车|房产|社会|国内|国际|要闻|时政|论坛|博客|登录|注册|繁体|手机版|客户端|关于我们|联系我们)$/;

/** A row of section names ("Home News City Life Video"): no stops, no figures, mostly words that menus are made of. */
function isMenu(low: string): boolean {
  if (low.length > 200 || /[.,;。,;!?]/.test(low)) return false;
  const words = low.split(/[\s|>·/-]+/).filter((w) => w !== "");
  return words.length >= 5 && words.filter((w) => MENU_WORD.test(w)).length * 2 >= words.length;
}

/** Han characters that a scanner set apart: "总 投 资 约 3 1 亿 元". */
const SPACED = /(?:[\u4e00-\u9fff\d] ){4}/;

function hasHan(fold: string): boolean {
  for (let i = 0; i < fold.length; i++) if (isHan(fold.charCodeAt(i))) return true;
  return false;
}

/** Closes up the spaces of scanned text where short fragments show that they part no words; keeps where each character stood. */
function closeSpaces(fold: string): { fold: string; map: Int32Array | undefined } {
  if (!fold.includes(" ")) return { fold, map: undefined };
  if (!SPACED.test(fold)) {
    const gaps = hasHan(fold) ? (fold.match(/[\u4e00-\u9fff] (?=[\u4e00-\u9fff\d])/g)?.length ?? 0) : 0;
    if (gaps < 3 || fold.length / gaps > 7) return { fold, map: undefined };
  }
  const map = new Int32Array(fold.length + 1);
  let out = "";
  for (let i = 0; i < fold.length; i++) {
    if (fold[i] === " " && i > 0 && i + 1 < fold.length && /[\u4e00-\u9fff\d,.%、“”()]/.test(fold[i - 1]!) && /[\u4e00-\u9fff\d,.%、“”()]/.test(fold[i + 1]!)) continue;
    map[out.length] = i;
    out += fold[i];
  }
  map[out.length] = fold.length;
  return { fold: out, map };
}

/** The place in the whole text of a folded offset; `end` offsets are exclusive. */
export function placeOf(s: Sentence, offset: number, end = false): number {
  if (s.map === undefined) return s.base + offset;
  return s.base + (end && offset > 0 ? s.map[offset - 1]! + 1 : s.map[offset]!);
}

/** A line that holds nothing but a year: it heads the rows of a chronicle. */
export interface YearHead {
  year: number;
}

const YEAR_LINE = /^\s*(?:[#*•-]{1,3} ?)?((?:19|20)\d\d)(?:年|:)?\s*$/;

/** Walks the sentences of a text one line at a time; memory stays that of the longest sentence. */
export function* sentencesOf(text: string, from: number, lang: Lang | undefined): Generator<Sentence | YearHead | "furniture"> {
  let at = from;
  let number = 0;
  let table: Table | undefined;
  while (at < text.length) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    const lineEnd = text[end - 1] === "\r" ? end - 1 : end;
    if (lineEnd > at) {
      const fold = foldText(text.slice(at, Math.min(lineEnd, at + 2000)));
      const head = lowerAscii(fold);
      if (head.trim() !== "") {
        number++;
        const cells = lineEnd - at > 600 ? undefined : cellsOf(tabbed(text, at, lineEnd) ?? fold);
        const kind = cells ? rowKind(fold, cells, table) : "none";
        if (kind === "head") table = { headings: cells!.map((c) => fold.slice(c.start, c.end)) };
        const year = YEAR_LINE.exec(head);
        if (year) yield { year: Number(year[1]) };
        else if (kind === "row") yield* rowSentences(text.slice(at, lineEnd), at, cells!, table!, number);
        else if (kind === "rule" || (kind === "head" && HEAD_UNIT.test(head))) yield "furniture"; // "投资额(亿元)" in a heading is no sum
        else if (lineEnd - at <= 2000 && isFurniture(head)) yield "furniture";
        // A capital sigma is lowered by where its word ends, so pieces of such a line are lowered one by one.
        else yield* lineSentences(text, at, lineEnd, number, lang ?? languageOf(head), lineEnd - at > 2000 ? undefined : { fold, low: fold.includes("\u03a3") ? undefined : head });
      }
    }
    at = end + 1;
  }
}

const HEAD_UNIT = /\((?:单位:?)?[百千万亿]*(?:元|美元|亩|平方米|家|人|个|%)\)/;

/** A short line as written, where tabs part it: folding makes them spaces. */
function tabbed(text: string, from: number, to: number): string | undefined {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 9) return text.slice(from, to);
  return undefined;
}

/** `whole` is the line already folded and lowered, where it is short enough to lie in memory at once. */
function* lineSentences(text: string, from: number, to: number, line: number, lang: Lang, whole: { fold: string; low: string | undefined } | undefined): Generator<Sentence> {
  const chunk = 65_536;
  const short = to - from < 120;
  const heading = short && line <= 4 && !/^\s*[\d$€£][^\u4e00-\u9fff]*$/.test(text.slice(from, to)) && !/[。.!?！？;；]\s*$/.test(text.slice(from, to).trimEnd());
  const bullet = /^\s*[-*•·–▪◦] /.test(text.slice(from, Math.min(to, from + 12)));
  const item = short && !heading && !/[。.!?！？，,]["”]?\s*$/.test(text.slice(from, to)) && /\d/.test(text.slice(from, to));
  for (let at = from; at < to; ) {
    // Long lines are taken in pieces, so that a single 50 MB line never lies in memory twice.
    const piece = text.slice(at, Math.min(to, at + chunk));
    // "总投资30亿!某项目落户": a headline is one sentence, whatever it calls out.
    const cut = heading && /[!！]./.test(piece) ? piece.replace(/[!！](?=.)/g, ",") : piece;
    let done = 0;
    while (done < piece.length) {
      const end = sentenceEnd(cut, done);
      if (end === piece.length && at + piece.length < to && done > 0) break;
      const raw = piece.slice(done, end);
      if (raw.trim() !== "") {
        const closed = closeSpaces(whole ? whole.fold.slice(done, end) : foldText(raw));
        const fold = closed.fold;
        const low = whole?.low !== undefined && closed.map === undefined ? whole.low.slice(done, end) : lowerAscii(fold);
        yield { base: at + done, text: raw, map: closed.map, fold, low, lang, clauses: clausesOf(fold), line, heading, item, bullet, first: at === from && done === 0 };
      }
      done = end;
    }
    at += done;
  }
}
