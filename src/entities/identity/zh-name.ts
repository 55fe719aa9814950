/**
 * A Chinese organisation name taken apart: 行政区划 + 字号 + 行业 + 组织形式, the order that the registration rules prescribe
 * (企业名称登记管理规定, State Council order 734, art. 6). Invariant: parts are substrings of the folded name; a branch keeps its own part.
 */
import { lexicon, barePlace } from "./lexicon.ts";
import { isPlainHan } from "./normal.ts";

export interface ZhParts {
  region: string[];
  brand: string;
  trade: string[];
  form: string;
  formText: string;
  group: boolean;
  branch: string;
  /** Brand and trade together: what is left without place, group mark and legal form. */
  core: string;
  /** Bracketed text that is neither place, group mark nor form. */
  aside: string;
}

const PUNCT = /[^\p{L}\p{N}]+/gu;
const RANK = ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "自治州", "自治县", "地区", "县", "区"];

/** Bare county names that are as often brands; they count as places only with their rank word. */
const BRANDLIKE = new Set(["东方", "长安", "新华", "和平", "朝阳", "新兴", "新城", "大同", "永安", "永和", "永丰", "安宁", "太和", "金山", "金湖", "宝山", "青山", "长江", "东风", "红旗", "前进", "友好", "南山", "西湖", "东湖", "河东", "河西", "城中", "城东", "海港", "开平", "光明", "龙华", "龙江", "长青", "万年", "万安", "安化", "兴国", "泰和", "永新", "新安", "建华", "向阳", "东山", "新民", "同心", "中原", "金川", "恒山", "通化", "大足", "平安", "天心", "雨花", "开福", "凤凰", "古田", "光泽", "华安", "长乐", "长泰", "大方", "普安", "兴文", "高平", "汉阳", "江汉", "黄山", "武夷山", "井冈山", "泰山", "华山", "嵩山", "新都", "大安", "大通", "宏伟", "文圣", "太平", "海州", "清河", "细河", "立山", "明山", "振兴", "元宝", "振安", "双塔", "兴隆台", "银州", "天长", "天宁", "金台", "双桥", "双清", "双牌", "大祥", "金牛", "锦江", "青羊", "成华", "武侯", "万源", "万宁", "文成", "三元", "上林", "金秀", "兴业", "兴安", "西林", "天元", "芦淞", "石峰", "荷塘", "华龙", "源城", "端州", "蓬江", "江海", "金平", "宝安", "福田", "罗湖", "盐田", "中山", "西安区", "新建", "进贤", "安源", "共青城", "华容", "华阴", "方正", "延寿", "宝清", "勃利", "富锦", "汤原", "东宁", "昌图", "建昌", "普兰店", "金州", "长海", "大石桥", "康平", "法库"]);

/** Lengths of the words that share two characters, a bit each, in a table by the hash of the two: no look-up of text where no word can be. */
class Reach {
  private readonly table = new Uint32Array(1 << 16);
  constructor(words: Iterable<string>, pair: (word: string) => [number, number]) {
    for (const w of words) {
      if (w.length < 2) continue;
      if (w.length > LONGEST_WORD) throw new Error(`identity: a listed word is too long: ${w}`);
      const [a, b] = pair(w);
      this.table[this.at(a, b)]! |= 1 << w.length;
    }
  }
  private at(a: number, b: number): number {
    return (Math.imul(a, 0x9e35) ^ Math.imul(b, 0x85eb)) & 0xffff;
  }
  of(a: number, b: number): number {
    return this.table[this.at(a, b)]!;
  }
}

/** Bits of a length mask. */
const LONGEST_WORD = 30;

/** The greatest length of a mask that is at most `most`; below 2 when there is none. */
function longest(lengths: number, most: number): number {
  return most < 2 ? 0 : 31 - Math.clz32(most >= LONGEST_WORD ? lengths : lengths & ((2 << most) - 1));
}

let placeLengths: Reach | undefined, tradeLengths: Reach | undefined;

/** Lengths of the places that may start with the first two characters of the text: most brands start like no place. */
function placeReach(text: string): number {
  placeLengths ??= new Reach(lexicon().places.keys(), (w) => [w.charCodeAt(0), w.charCodeAt(1)]);
  return text.length < 2 ? 0 : placeLengths.of(text.charCodeAt(0), text.charCodeAt(1));
}

/** Lengths of the words that may end at `end`. */
function tradeReach(text: string, end: number): number {
  tradeLengths ??= new Reach(lexicon().zh.keys(), (w) => [w.charCodeAt(w.length - 2), w.charCodeAt(w.length - 1)]);
  return end < 2 ? 0 : tradeLengths.of(text.charCodeAt(end - 2), text.charCodeAt(end - 1));
}

const bare = new Map<string, string>();

/** As {@link barePlace}, kept: there are as many as listed places. */
function bareOf(place: string): string {
  let known = bare.get(place);
  if (known === undefined) { known = barePlace(place); bare.set(place, known); }
  return known;
}

/** Place at the head of the text: longest listed name, with any rank word that follows; "" when none or when nothing would be left. */
function headPlace(text: string): { place: string; length: number } | undefined {
  const { places } = lexicon();
  const lengths = placeReach(text);
  for (let n = longest(lengths, text.length - 1); n >= 2; n = longest(lengths, n - 1)) {
    const head = text.slice(0, n);
    const level = places.get(head);
    if (level === undefined) continue;
    const place = bareOf(head);
    const ranked = place !== head;
    let length = n;
    if (!ranked) for (const rank of RANK) if (text.startsWith(rank, n) && text.length > n + rank.length) { length = n + rank.length; break; }
    if (!ranked && length === n && (level === "county" || level === "region" || BRANDLIKE.has(place))) continue;
    return { place, length };
  }
  return undefined;
}

function takeRegions(text: string, region: string[]): string {
  let rest = text;
  for (let turn = 0; turn < 3; turn++) {
    if (rest.startsWith("中国") && /^中国(?:科学院|工程院|社会科学院|人民|农业科学院)/u.test(rest)) break;
    const found = headPlace(rest);
    if (!found || rest.length - found.length < 2) break;
    if (!region.includes(found.place)) region.push(found.place);
    rest = rest.slice(found.length);
  }
  return rest;
}

/** Trade words from the end of the text backwards, longest match first; a brand of at least two characters is left. */
function takeTrade(text: string): { brand: string; trade: string[] } {
  const { zh } = lexicon();
  const trade: string[] = [];
  let end = text.length;
  while (end > 2) {
    let found = 0;
    const lengths = tradeReach(text, end);
    for (let n = longest(lengths, end - 1); n >= 2; n = longest(lengths, n - 1)) {
      const word = zh.get(text.slice(end - n, end));
      if (word && word.kind !== "brand" && word.kind !== "place" && word.kind !== "group") { found = n; break; }
    }
    if (found === 0 && zh.get(text[end - 1]!)?.kind === "trade" && end > 3) found = 1;
    if (found === 0 || end - found < 2) break;
    trade.unshift(text.slice(end - found, end));
    end -= found;
  }
  return { brand: text.slice(0, end), trade };
}

function takeForm(text: string): { rest: string; cls: string; formText: string } {
  // Nearly every firm's name ends in 公司; the other endings are looked through only for the rest.
  if (text.endsWith("有限公司") && !text.endsWith("股份有限公司") && text.length > 4) return { rest: text.slice(0, -4), cls: "limited", formText: "有限公司" };
  for (const form of lexicon().zhForms) {
    if (text.length > form.text.length && text.endsWith(form.text)) return { rest: text.slice(0, -form.text.length), cls: form.cls, formText: form.text };
  }
  return { rest: text, cls: "", formText: "" };
}

interface Brackets { text: string; region: string[]; group: boolean; formTail: string; branch: string; aside: string }

/** Brackets hold a place, 集团, a partnership form, or something else; only the last is kept as an aside. */
function takeBrackets(folded: string): Brackets {
  if (isPlainHan(folded)) return { text: folded, region: [], group: false, formTail: "", branch: "", aside: "" };
  const { places, zhForms } = lexicon();
  const out: Brackets = { text: "", region: [], group: false, formTail: "", branch: "", aside: "" };
  out.text = folded.replace(/\(([^()]*)\)/g, (_all, inner: string) => {
    const plain = inner.replace(PUNCT, "");
    const bare = barePlace(plain);
    if (plain === "集团") out.group = true;
    else if (places.has(plain) || places.has(bare)) out.region.push(bare);
    else if (zhForms.some((f) => f.text === plain)) out.formTail = plain;
    else if (/分公司$|办事处$/.test(plain)) out.branch = plain;
    else out.aside += plain;
    return "";
  }).replace(PUNCT, "");
  return out;
}

const BRANCH_WORDS = "(?:分公司|分行|支行|办事处|代表处|营业部|分店|分校|分院|分所|分厂|门市部)";
const BRANCH_OF_COMPANY = new RegExp(`^(.+公司)(.*?${BRANCH_WORDS})$`, "u");
const BRANCH_OF_BODY = new RegExp(`^(.+?(?:银行|集团|事务所|学校|大学|研究院|研究所))(.*?${BRANCH_WORDS})$`, "u");

function takeBranch(text: string): { rest: string; branch: string } {
  if (!/[司行处部店校院所厂]$/u.test(text) || text.indexOf("有限公司") === text.length - 4) return { rest: text, branch: "" };
  const m = BRANCH_OF_COMPANY.exec(text) ?? BRANCH_OF_BODY.exec(text);
  if (m && !BRANCH_TAIL.test(m[1]!)) return { rest: m[1]!, branch: m[2]! };
  const bare = /^(.{2,}?)(分公司|办事处|代表处)$/u.exec(text);
  return bare ? { rest: bare[1]!, branch: bare[2]! } : { rest: text, branch: "" };
}

const BRANCH_TAIL = /分公司$/u;

/** Take a folded Chinese name apart. Example: 深圳市鸿富瀚科技股份有限公司 → 深圳 | 鸿富瀚 | 科技 | 股份有限公司. */
export function parseZhName(folded: string): ZhParts {
  const b = takeBrackets(folded);
  const branch = takeBranch(b.text);
  let form = takeForm(branch.rest);
  if (form.rest.length < 2) form = { rest: branch.rest, cls: "", formText: "" };
  let rest = form.rest;
  let group = b.group;
  const region: string[] = [];
  rest = takeRegions(rest, region);
  if (rest.endsWith("集团") && rest.length > 3) { group = true; rest = rest.slice(0, -2); }
  else if (rest.includes("集团") && rest.length > 4 && !rest.startsWith("集团")) { group = true; rest = rest.replace("集团", ""); }
  const { brand, trade } = takeTrade(rest);
  const cls = b.formTail !== "" && form.cls === "" ? "limited-partnership" : form.cls;
  for (const place of b.region) if (!region.includes(place)) region.push(place);
  return { region, brand, trade, form: cls, formText: form.formText || b.formTail, group, branch: branch.branch || b.branch, core: rest, aside: b.aside };
}
