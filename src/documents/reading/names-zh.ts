// Finds named things in Chinese text by what their names end in, and where such a name begins.
// Invariant: a mention is a span of the given sentence; leftward search is bounded, so cost is linear in the sentence.
import { GLUED, isFair, PROTECT, STOP_CHARS, STOP_WORDS, SUFFIX } from "./name-words-zh.ts";
import { ending, opening } from "./pattern.ts";
import { ZH_PLACES } from "./places.ts";

/** A named or described thing in a sentence. Offsets are relative to the sentence. */
export interface Mention {
  start: number;
  end: number;
  name: string;
  type: string;
  /** "该园区", "the project": points at something already named */
  definite: boolean;
  /** stands after a preposition or inside a modifier, so is rarely whose figure it is */
  oblique: boolean;
  /** recognised by position, not by its form */
  weak: boolean;
  /** stands before a colon at the head of its line: all the line is about it */
  label?: boolean;
}

const BY_LAST = new Map<number, string[]>();
for (const key of Object.keys(SUFFIX).sort((a, b) => b.length - a.length)) {
  const last = key.charCodeAt(key.length - 1);
  (BY_LAST.get(last) ?? BY_LAST.set(last, []).get(last)!).push(key);
}

const ENDS = new Uint8Array(65536);
for (const last of BY_LAST.keys()) ENDS[last] = 1;

const STOP_BY_LAST = new Map<number, string[]>();
for (const w of STOP_WORDS) {
  const last = w.charCodeAt(w.length - 1);
  (STOP_BY_LAST.get(last) ?? STOP_BY_LAST.set(last, []).get(last)!).push(w);
}
const PLACE_FIRST = new Map<number, string[]>();
for (const p of ZH_PLACES) (PLACE_FIRST.get(p.charCodeAt(0)) ?? PLACE_FIRST.set(p.charCodeAt(0), []).get(p.charCodeAt(0))!).push(p);

const PLACE_STARTS = new Uint8Array(65536);
for (const first of PLACE_FIRST.keys()) PLACE_STARTS[first] = 1;

/** "台资项目", "签约项目": a class of projects is no project. */
const CLASS_OF_PROJECTS = /^(?:(?:[台港外内民国央合侨]资|外商|民营|央企|国企|在谈|签约|开工|新开工|后备|储备|在建|续建|新建|招商|招引|技改|工业|配套|亿元以上|落户|落地|意向|达产|投产|竣工|省级|市级|国家级|产业类|产业|科技|高新技术|先进制造业|制造业|社会|民生|基础设施|高科技|科研|扩建|改扩建|合作|专项|示范|入园|在园|拟建|谋划|优质|大|好|光电|激光|重大|重点|首批|一批|新|主要|签约类|科技类)(?:及其?[\u4e00-\u9fff]{2,4})?){1,3}项目$|^(?:周边|配套|附属|相关|周边配套|其他)[\u4e00-\u9fff]{0,8}项目$/;
/** "抓项目", "强产业": a verb and its object. */
const VERB_OBJECT = /^(?:[抓促上跑引强兴做干建搞推补谋争聚稳扩育壮招盯保攻拼抢]|围绕|主攻|狠抓|紧抓|抢抓|大抓)(?:好|大|优|重点)?(?:项目|工程|产业|产业链|企业|基地|园区|市场)$/;

const MAX_LEFT = 28;
const OBLIQUE = ending(/(?:在|于|由|与|和|同|为|向|对|从|给|到|落户|位于|坐落|来自|依托|入驻|走进|选址|地处|支持|根据|按照|至|及|借助|通过|面向|围绕|聚焦|作为|服务|参加|助力)$/);

function suffixEndingAt(s: string, end: number): string | undefined {
  const keys = BY_LAST.get(s.charCodeAt(end - 1));
  if (keys !== undefined) for (const key of keys) if (s.startsWith(key, end - key.length)) return key;
  return undefined;
}

const PROTECT_BY_CHAR = new Map<string, [string, number][]>();
for (const p of [...PROTECT, ...ZH_PLACES]) {
  [...p].forEach((ch, k) => {
    if (STOP_CHARS.has(ch)) (PROTECT_BY_CHAR.get(ch) ?? PROTECT_BY_CHAR.set(ch, []).get(ch)!).push([p, k]);
  });
}

/** A stop character inside a word such as 华为 or 福建 stops nothing. */
function protectedAt(s: string, i: number): boolean {
  return (PROTECT_BY_CHAR.get(s[i]!) ?? []).some(([p, k]) => s.startsWith(p, i - k));
}

/** What counts things: before it a number ends the search. */
const CLASSES = new Set("家户项座栋名位条款件场届批次类种台套");

/** Characters that a leftward search must look at; any other is part of the name. */
const MAY_STOP = new Uint8Array(65536).fill(1, 0, 128).fill(1, 0x2190, 0x2c00); // marks such as ▶ among them
for (const ch of [...STOP_CHARS, ...")”\" ·第与和及暨其届家户项座栋名位条款件场批次类种台套个年月日元亩米"]) MAY_STOP[ch.charCodeAt(0)] = 1;
for (const last of STOP_BY_LAST.keys()) MAY_STOP[last] = 1;

/** The left edge of the name whose suffix starts at `at`. */
function leftEdge(s: string, at: number, key = ""): number {
  let i = at;
  const limit = Math.max(0, at - MAX_LEFT);
  while (i > limit) {
    const code = s.charCodeAt(i - 1);
    if (MAY_STOP[code] === 0) {
      i--;
      continue;
    }
    const ch = s[i - 1]!;
    if (ch === "-" && /[A-Za-z0-9]/.test(s[i - 2] ?? "")) {
      i--;
      continue;
    }
    if (ch === ")" ) {
      // "(LED)" inside a name is part of it
      const open = s.lastIndexOf("(", i - 1);
      if (open >= limit && i - open <= 8 && /^[A-Za-z0-9+]+$/.test(s.slice(open + 1, i - 1))) {
        i = open;
        continue;
      }
      // "某某展览(上海)有限公司", "某某(武汉)科技有限公司"
      if (open >= limit + 2 && i - open <= 7 && at - i <= 8 && /^(?:股份有限公司|有限责任公司|有限公司|分公司|公司|集团)/.test(s.slice(at, at + 6)) && /^[\u4e00-\u9fff]{2,4}$/.test(s.slice(open + 1, i - 1)) && /[\u4e00-\u9fff]/.test(s[open - 1]!)) {
        i = open;
        continue;
      }
      // "中国(东湾)国际…博览会"
      if (open >= limit + 2 && i - open <= 7 && /^(?:中国|国际|全国|亚洲)$/.test(s.slice(open - 2, open)) && /^[\u4e00-\u9fff]{2,4}$/.test(s.slice(open + 1, i - 1))) {
        i = open;
        continue;
      }
      break;
    }
    if (ch === "”" || ch === "\"") {
      const open = s.lastIndexOf(ch === "”" ? "“" : "\"", i - 2);
      if (open >= limit && i - open <= 12 && open >= 0 && !/[,。、;:《》]/.test(s.slice(open + 1, i - 1)) && i < at + 1 && s[i] !== undefined && i - open > 2) {
        i = open;
        continue;
      }
      break;
    }
    if (ch === " ") {
      if (/[A-Za-z0-9]/.test(s[i - 2] ?? "") && /[A-Za-z\u4e00-\u9fff]/.test(s[i] ?? "") && /[A-Za-z]/.test(s[i] ?? "x")) {
        i--;
        continue;
      }
      break;
    }
    if (code > 0x218f && code < 0x2c00) break; // "▶某某项目": a mark opens a name
    if (code < 128) {
      if (/[A-Za-z0-9+.]/.test(ch)) {
        if (/[0-9]/.test(ch)) {
          // A year opens a name ("2024…博览会"); other digits belong to it only after letters ("B1地块").
          const run = /(?:[A-Za-z][A-Za-z-]*)?[\d.]+$/.exec(s.slice(limit, i))!;
          if (/^20\d\d$/.test(run[0]) && s[i] !== "年") return i - 4;
          if (s[i] === "代" && /^\d{1,2}(?:\.\d)?$/.test(run[0])) {
            const from = i - run[0].length - (s[i - run[0].length - 1] === "第" ? 1 : 0); // "第8.6代AMOLED生产线项目"
            if (!/[\u4e00-\u9fffA-Za-z]/.test(s[from - 1] ?? "")) return from;
            i = from;
            continue;
          }
          if (!/^[A-Za-z]/.test(run[0])) break;
          i -= run[0].length;
          continue;
        }
        i--;
        continue;
      }
      break;
    }
    if (ch === "·" && i < at && /[\u4e00-\u9fff]/.test(s[i] ?? "") && /[\u4e00-\u9fff]{2}$/.test(s.slice(0, i - 1))) {
      i--; // "某某高科·东湾产业园"
      continue;
    }
    if (ch === "第" && at - i <= 2 && /^[一二三四五六七八九十\d]/.test(s[i] ?? "")) {
      i--; // "甲公司第三工业园"
      continue;
    }
    // "激光与增材制造产业": one industry of two fields.
    if ((ch === "与" || ch === "和" || ch === "及") && /^(?:产业|行业|产业集群|集群|制造业)$/.test(key) && /(?:激光|光电|光学|光子|电子|信息|材料|显示|照明|半导体|机械|通信|传感|器件|装备|仪器|医药|能源)$/.test(s.slice(Math.max(0, i - 4), i - 1))) {
      i--;
      continue;
    }
    // "某某总部及追加生产线扩产项目": one project of two parts.
    if ((ch === "及" || ch === "暨") && (key === "项目" || key === "工程" || key.endsWith("仪式")) && at - i >= 2 && /(?:总部|基地|园区?|中心|生产线|平台|厂房|研究院|设施|研发|制造|实验室|城|港|谷)$/.test(s.slice(Math.max(0, i - 4), i - 1)) && !/[,。;:、]/.test(s.slice(i, at))) {
      i--;
      continue;
    }
    if (ch === "其" && s[i - 2] === "及" && (key === "项目" || key === "工程") && at - i >= 1) {
      i--; // "封装及其应用产品项目"
      continue;
    }
    // "LED背光源及配套导光板项目": a project of two goods; the name of a thing before the "及" is another thing.
    if ((key === "项目" || key === "工程") && /[及和与暨]/.test(ch) && at - i >= (s[i] === "其" ? 2 : 1) && !/[,。;:、]/.test(s.slice(i, at)) && /[\u4e00-\u9fffA-Za-z]{2}$/.test(s.slice(Math.max(0, i - 3), i - 1)) && !/(?:公司|集团|企业|政府|项目|工程|产业|管委会|研究院|研究所|大学|学院|协会|技术|人才|资金|资源|服务|政策|建设|发展|市|省|县|区|镇)$/.test(s.slice(Math.max(0, i - 4), i - 1)) && !/^(?:该|本|此|其他|其余|这|一批|多个|若干|重大|重点|优质)/.test(s.slice(i, i + 4)) && !suffixEndingAt(s, i - 1)) {
      i--;
      continue;
    }
    // "的奥其斯科技有限公司": so near the head of a firm's name such a character is part of it.
    if ("其以之而则至并也因且".includes(ch) && /^(?:股份有限公司|有限责任公司|有限公司)/.test(key) && at - i <= 4 && /(?:^|[的,。、;:“(由和与])[\u4e00-\u9fff]{1,2}$/.test(s.slice(Math.max(0, i - 4), i - 1))) {
      i--;
      continue;
    }
    if (STOP_CHARS.has(ch) && !protectedAt(s, i - 1)) return i < at && GLUED.has(s.slice(i - 1, i + 1)) ? i + 1 : i;
    if (ch === "届" && /第?[\d一二三四五六七八九十本]+$/.test(s.slice(Math.max(0, i - 6), i - 1))) {
      const m = /(?:第?[\d一二三四五六七八九十]+|本)$/.exec(s.slice(Math.max(0, i - 7), i - 1))!;
      return Math.max(0, i - 1 - m[0].length);
    }
    if (CLASSES.has(ch) && /[\d一二两三四五六七八九十百余多几各]/.test(s[i - 2] ?? "")) break;
    if (ch === "个" || ((ch === "年" || ch === "月" || ch === "日" || ch === "元") && /[\d一二三四五六七八九十百千万亿今去明前当同本上下每美欧港韩近往历多]/.test(s[i - 2] ?? "1")) || ch === "亩" || ch === "米" && s[i - 2] === "方") break;
    // "光子中心建设推进会": a meeting is named after its matter.
    if (s[i - 1] === "设" && s[i - 2] === "建" && i === at && SUFFIX[key] === "Event" && key !== "仪式" && /[\u4e00-\u9fff]{2}建设$/.test(s.slice(Math.max(0, i - 4), i))) {
      i -= 2;
      continue;
    }
    if (stopWordEndsAt(s, i)) break;
    i--;
  }
  return i;
}

function stopWordEndsAt(s: string, end: number): boolean {
  const words = STOP_BY_LAST.get(s.charCodeAt(end - 1));
  if (words !== undefined) for (const w of words) if (s.startsWith(w, end - w.length) && !(w === "控股" && /^(?:有限|集团|股份|公司)/.test(s.slice(end, end + 2))) && !(w === "服务" && /^(?:中心|业|平台|外包)/.test(s.slice(end, end + 2))) && !(w[1] === "临" && /[山广河湖海云江陕]/.test(s[end - 3] ?? ""))) return true; // 山东临沂
  return false;
}

const NOT_REGION = /(?:园区|地区|社区|片区|核心区|赛区|厂区|校区|景区|城区|市区|辖区|展区|专区|灾区|山区|郊区|街区|功能区|服务区|湾区|东区|西区|南区|北区|院区|库区|战区|时区|生活区|办公区|生产区|商务区|上市|城市|都市|超市|股市|门市|楼市|夜市|省市|乡镇|城镇|重镇|集镇|节省|全球|各省|各市|各区|该区|该市|外省|外市|跨区)$/;

/** All mentions of a folded sentence, in order, the longest of those that overlap. */
export function mentionsZh(s: string): Mention[] {
  const found: Mention[] = [];
  for (let end = 1; end <= s.length; end++) {
    if (ENDS[s.charCodeAt(end - 1)] === 0) continue;
    const key = suffixEndingAt(s, end);
    if (!key) continue;
    const type = SUFFIX[key]!;
    if (type === "Cluster" && /^(?:化|标准|协会|龙头|领先|地位|影响|应用|人士)/.test(s.slice(end, end + 2))) continue;
    if (type === "Expo" && /^(?:中心|馆|城|展馆|展览[馆中]|会馆)/.test(s.slice(end, end + 3))) continue;
    if (type === "Cluster" && /^(?:地块|板块|用地|用房|园|城|社区|港|谷|新城|片区|大楼|载体|项目|大厦)/.test(s.slice(end, end + 2))) continue;
    if (type === "Cluster" && /^(?:上下|链上)/.test(s.slice(end, end + 2))) continue; // "产业链上下游企业"
    if (key === "规划" && /^(?:用地|面积|占地|建设|总|投资|区|馆|局|建筑|设计|净)/.test(s.slice(end, end + 2))) continue;
    if (key === "工程" && /^(?:技术|师|院|中心|学|大学|化|研究|系)/.test(s.slice(end, end + 2))) continue;
    if (key === "工程" && /(?:室外|主体|配套|土建|基础|装修|管网|道路|绿化|安装|地基|桩基|市政|附属|重点|重大)$/.test(s.slice(Math.max(0, end - 4), end - 2))) continue;
    if (type === "Region" && key.length === 1 && NOT_REGION.test(s.slice(Math.max(0, end - 3), end))) continue;
    if (type === "Region" && key.length === 1 && /^(?:场|值|民|级|政|委|区|内|外|里|域|间|块|人|直|长|属|面|盈|况|占|总|公司|镇|县|市)/.test(s.slice(end, end + 2))) {
      if (!/^(?:委|级|政|区[^间域块位]|内)/.test(s.slice(end, end + 2))) continue;
    }
    const start = leftEdge(s, end - key.length, key);
    // 省 also means "save": only a known province is one.
    if (key === "省" && !ZH_PLACES.some((p) => s.startsWith(p, end - 1 - p.length))) continue;
    push(found, s, start, end, key, type);
  }
  addPolicies(found, s);
  addProducts(found, s);
  addTopics(found, s);
  addPlaces(found, s);
  addGroups(found, s);
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return prune(found);
}

/** Words that qualify a kind and name nothing. */
const KIND_WORDS = new Set("特色 现代 现代化 高端 一流 专业 大型 重点 重大 新型 完整 全链条 整条 主要 相关 上述 配套 所有 全部 整个 单个 具体 产业 示范 支柱 主导 优势 新兴 传统 战略性新兴 同业 特色产业 光电 高新技术 主体 本地 当地 创新 国际 国内 世界 全球 我国 中国 国家".split(" "));
/** "三大工程", "两项政策". */
const SET_OF = opening(/^[一二三四五六七八九十两\d]+(?:大|项|类|个)/);
const SEVERAL = ending(/(?:[\d二两三四五六七八九十百千万余多几]\s?(?:个|家|项|座|场|批|次|大|条|类|只|所|户)|这一?批|一批|这些|一系列|多[个家项场])$/);
const NUMBERED = opening(/^(?:共|总数|数量)?(?:达到?|有|共计|为|约|已?超过?|突破|逾|近|已达)?\d[\d.,]*(?:余|多)?(?:个|家|项|场|栋|座|所)/);
/** Leading function words that the search for the edge leaves inside. */
const LEAD = opening(/^(?:[东西南北][临邻靠接至]|当时的?|彼时的?|其时的?|当前的?|目前的?|现有的?|辖|该|本|此|这|那|这一|这些|每|各|全|某|新|据|记者从|记者在|经|当|另|还|也|再|均|共|总|从|自|原|旧|现|今|日|月|年|末|初|底|届|余|多|个|家|户|项(?!目)|座|、|的)/);

function push(found: Mention[], s: string, start: number, end: number, key: string, type: string): void {
  let a = start;
  const lead = LEAD.exec(s, a, end - key.length);
  const bare = end - a === key.length;
  let definite = bare;
  if (lead && end - a - lead[0].length >= key.length) {
    const rest = end - key.length - a - lead[0].length;
    if (/^(?:该|本|此|这|当时|彼时|其时|当前|目前)/.test(lead[0])) definite = true;
    if (rest === 0) definite = true;
    if (!/^(?:新|全|总|本|自|从|原|旧|日|今|经|当|现)/.test(lead[0]) || (rest === 0 && lead[0] !== "全")) a += /^(?:该|本|此|这)/.test(lead[0]) ? 0 : lead[0].length;
    if (/^本届/.test(s.slice(a, a + 2))) definite = true;
  }
  // "产业发展项目", "项目集中签约活动": neither an industry nor a project is named.
  if (bare && key === "产业" && /^(?:发展|项目|转型|升级|结构|基础|布局|工人|投资|基金|配套|用地|类|协同|转移)/.test(s.slice(end, end + 2))) return;
  if (key === "产业" && /[分按各]$/.test(s.slice(0, end - 2))) return; // "分产业列出"
  if (key === "项目" && /^集中(?:签约|开工|启动|投产|竣工|动工|奠基)/.test(s.slice(end, end + 4))) return;
  if (key === "平台" && !/^[“"][^”"]{2,12}[”"][^,。]{0,8}平台$/.test(s.slice(a, end))) return;
  if (type === "FirmNoun") {
    // "这家企业上个月才投产": it points back.
    if (/(?:这家|该|本|此)$/.test(s.slice(Math.max(0, end - 4), end - 2)) && !/^(?:的?(?:数|家))/.test(s.slice(end, end + 2))) found.push({ start: end - 3 - (s[end - 3] === "家" ? 1 : 0), end, name: s.slice(end - 3 - (s[end - 3] === "家" ? 1 : 0), end), type: "Firm", definite: true, oblique: false, weak: false });
    return;
  }
  if (bare && key === "规划" && !/(?:该|本|此|《|“)$/.test(s.slice(0, start))) return; // "将规划上游厂商进驻": a verb
  if (type === "FirmNoun" || end - a <= 8 && VERB_OBJECT.test(s.slice(a, end))) return;
  if (key === "项目" && CLASS_OF_PROJECTS.test(s.slice(a, end)) || key === "活动" && /^(?:重要|重点|配套|系列|主题|专题|专场|相关|同期|推介|签约|招商|对接|庆祝|庆典|启动|各类|多项|特色|品牌)+活动$/.test(s.slice(a, end))) return;
  if (key === "活动" && /(?:生产|经营|经济|科研|建设|商业|创新|研发|服务|工业|市场|投资|贸易)活动$/.test(s.slice(a, end))) return;
  if (type === "ParkPhase" && /(?:分为?|分成|共)[一二三四五两]期$/.test(s.slice(start, end))) return;
  if (key === "会议" && /(?:董事会|监事会|股东大?会|常务会|党组|理事会)[^,。]{0,6}会议$/.test(s.slice(start, end))) return;
  if (key === "公司" && /^(?:[外内台港民国央合独]资|民营|国有|上市|参展|光电|激光|科技|高新技术|龙头|母|子)公司$/.test(s.slice(a, end))) return;
  if (key === "总部" && (end - a < 5 || /(?:公司|集团|全球|中国|区域|企业|的)总部$/.test(s.slice(a, end)) || /^(?:位于|设|基地|大楼|大厦|经济|园|及|和)/.test(s.slice(end, end + 2)))) return;
  // "某某扩产项目签约仪式": the project is named, the ceremony is not.
  const held = key.endsWith("仪式") ? /^(.{3,}(?:项目|工程))(?:签约|开工|奠基|启动|揭牌|开园|投产|竣工|落成|动工)?仪式$/.exec(s.slice(a, end)) : null;
  if (held && !CLASS_OF_PROJECTS.test(held[1]!) && !/^(?:20\d\d|第)/.test(held[1]!)) {
    const middle = a + held[1]!.length;
    found.push({ start: a, end: middle, name: held[1]!, type: "Project", definite: false, oblique: OBLIQUE.test(s, Math.max(0, a - 3), a), weak: false });
    const begun = /^(?:开工|奠基|投产|竣工|动工|落成)/.test(s.slice(middle, end)); // what begins on that day is the project
    found.push({ start: middle, end, name: begun ? s.slice(middle, end) : s.slice(a, end), type: "Event", definite: begun, oblique: false, weak: false });
    return;
  }
  if (key === "代线") {
    const generation = /(?:第?\d{1,2}(?:\.\d)?|[一二三四五六七八九十]{1,3}(?:点五)?)$/.exec(s.slice(Math.max(0, end - 8), end - 2));
    if (!generation) return;
    a = Math.min(a, end - 2 - generation[0].length);
    definite = false;
  }
  // "「投资台湾三大方案」": the quotes hold the whole name.
  if (s[end] === "”" || s[end] === "」") {
    const open = Math.max(s.lastIndexOf("“", a), s.lastIndexOf("「", a));
    if (open >= 0 && a - open <= 14 && a > open + 1 && !/[,。、;:”」]/.test(s.slice(open + 1, a))) a = open + 1;
  }
  if (key === "事务所" && /^(?:投资|发展|建设|促进)$/.test(s.slice(a - 2, a)) && (a === 2 || /[,。;:、“(\s]/.test(s[a - 3]!))) a -= 2;
  // "2号厂房": its number is its name.
  const number = type === "Building" && s[a] === "号" ? /[A-Za-z]?\d{1,3}(?:[、-]\d{1,3})?$/.exec(s.slice(Math.max(0, a - 6), a)) : null;
  if (number) a -= number[0].length;
  if (SET_OF.test(s, a, end) && /^(?:Project|Cluster|Policy)$/.test(type)) return;
  const grown = type === "Cluster" ? s.slice(a, end - key.length).lastIndexOf("发展") : -1;
  if (grown >= 0 && end - key.length - a - grown - 2 >= 2) a += grown + 2;
  if (key === "楼" && s.startsWith("地板", end)) return;
  if (key === "展" && !isFair(s, a, end)) return;
  if (key === "首期" && end - start === 2 && /^(?:出资|规模|资金|投资|募集|认缴|约?\d)/.test(s.slice(end, end + 4))) return;
  if (type === "Building" && /^(?:厂房|标准厂房|车间|公寓|宿舍楼?|楼|号楼)$/.test(s.slice(start, end))) {
    // "标准厂房预计8月底投入使用": it has no name, but something happens to it.
    if (/^(?:标准厂房|厂房|车间|公寓|宿舍楼)$/.test(s.slice(start, end)) && (start === 0 || /[,。;:“]/.test(s[start - 1]!)) && /^(?:预计|计划|将|已|于|有望|目前|现已|主体|正在)/.test(s.slice(end, end + 2))) found.push({ start, end, name: s.slice(start, end), type: "Building", definite: false, oblique: false, weak: true });
    return;
  }
  if (end - start === 2 && /^(?:光谷|硅谷|竹科|南科)$/.test(key)) {
    found.push({ start, end, name: key, type, definite: false, oblique: OBLIQUE.test(s, Math.max(0, start - 3), start), weak: false });
    return;
  }
  const phased = type === "Building" ? /^[一二三四五首]期/.exec(s.slice(start, end)) : null;
  if (phased) {
    found.push({ start, end: start + 2, name: phased[0], type: "ParkPhase", definite: false, oblique: false, weak: false });
    return;
  }
  if (type === "ParkPhase" && /基金/.test(s.slice(start, end))) {
    found.push({ start, end, name: s.slice(start, end), type: "Fund", definite: false, oblique: false, weak: false });
    return;
  }
  if (SEVERAL.test(s, Math.max(0, start - 6), start) && type !== "ParkPhase") return;
  // "光电项目30个", "LED上市公司25家": a class that is counted, not a name.
  if (NUMBERED.test(s, end, end + 12) && /^(?:Project|Firm|Event|Lab|Building|Park|Institute)$/.test(type)) return;
  if (key.endsWith("公司") && /(?:上市公司|龙头公司|多家公司)$/.test(s.slice(start, end))) return;
  if (KIND_WORDS.has(s.slice(a, end - key.length)) && /^(?:Park|Project|Cluster|Building|Market|Zone|Firm|Policy|Event|Fund)$/.test(type) && !/^(?:光电|高新技术|战略性新兴|新兴)(?:产业)/.test(s.slice(a, end))) definite = true;
  if (type === "ParkPhase" && bare) definite = false;
  if (type === "ParkPhase" && end - a > 4 && /(?:博览会|展览会|展会|光博会|展)[第]?[一二三四]期$/.test(s.slice(a, end))) type = "Expo";
  if (type === "Building" && /^(?:标准化?|通用|洁净|无尘|[百千万十]级|现代化|高标准|多层|单层|新|生产|定制|智能|钢结构|配套|孵化|定制化)+(?:厂房|车间|公寓|宿舍楼?)$/.test(s.slice(a, end))) definite = true;
  const name = type === "ParkPhase" ? s.slice(a, end).replace(/(?:项目|工程)$/, "") : s.slice(a, end);
  if (key === "楼" && name.length < 3) return;
  if (type === "RegionHere") definite = true;
  if (type === "Region" && key.length === 1 && name.length < 2) return;
  if (type === "Region" && name.length > 9) return;
  found.push({ start: a, end, name, type: type === "RegionHere" ? "Region" : type, definite, oblique: OBLIQUE.test(s, Math.max(0, a - 3), a), weak: false });
}

/** 《…》 is a document: a policy unless its words say another thing. */
function addPolicies(found: Mention[], s: string): void {
  for (let i = s.indexOf("《"); i >= 0; i = s.indexOf("《", i + 1)) {
    const end = s.indexOf("》", i + 1);
    if (end < 0 || end - i > 70) return;
    found.push({ start: i, end: end + 1, name: s.slice(i, end + 1), type: /(?:协议书?|合同|备忘录|意向书|白皮书|报告|公报|合约|决算|年报|日报|晚报|杂志)(?:\([^)]*\))?》$/.test(s.slice(i, end + 1)) ? "Document" : "Policy", definite: false, oblique: false, weak: false });
    i = end;
  }
}

/** "GMAX4002高速版": a model code is a product; "B3厂" a plant that its letter or number names. */
function addProducts(found: Mention[], s: string): void {
  const named = (re: RegExp, type: string): void => {
    for (const m of s.matchAll(re)) found.push({ start: m.index, end: m.index + m[0].length, name: m[0], type, definite: false, oblique: false, weak: false });
  };
  if (s.includes("厂")) named(/(?<![A-Za-z0-9])(?:[A-Z]\d{1,2}[A-Z]?|\d{1,2}号)厂(?![房区商家长址])/g, "Project");
  named(/[A-Z][A-Za-z]{0,8}-?\d{2,6}[A-Za-z]{0,3}(?![\d%亿万元年月日])(?:[\u4e00-\u9fff]{1,3}版)?/g, "Product");
}

const TOPIC_VERB = "预计|已|先后|拥有|成立|创立|创办|位于|坐落|总部|宣布|表示|推出|研制|研发|自主|计划|拟|将|投资|占地|获|荣获|入选|现有|目前|累计|年产|年销售|是一家|是|在|于|专注|主营|从事|建有|深耕|披露|公告|斥资|完成|实现|股份|牵头|总投资|创建|始建";
const TOPIC_START = /^(?:入驻企业|龙头企业|上市公司|本土企业|骨干企业|企业|公司|总部位于[^,]{2,6}的|作为[^,]{2,12}的)?([\u4e00-\u9fffA-Za-z]{2,10}?)(?:TOPICVERB)/;
const TOPIC = new RegExp(TOPIC_START.source.replace("TOPICVERB", TOPIC_VERB));
/** What the verbs of a topic begin with. */
const VERB_STARTS = new Uint8Array(65536);
for (const verb of TOPIC_VERB.split("|")) VERB_STARTS[verb.charCodeAt(0)] = 1;
/** A topic is a run of letters up to such a verb, or one of the longer openings. */
function mayBeTopic(clause: string): boolean {
  if ("入龙上本骨企公总作".includes(clause[0] ?? " ")) return true;
  for (let i = 0; i <= 10; i++) {
    const c = clause.charCodeAt(i);
    if (i >= 2 && VERB_STARTS[c] === 1) return true;
    if (!(c >= 0x4e00 && c <= 0x9fff) && !(c >= 97 && c <= 122) && !(c >= 65 && c <= 90)) return false;
  }
  return false;
}

const FIRM_WORDS = new Set("光电 激光 科技 微电 电子 半导 光学 照明 股份 通信 高科 仪器 材料 精密 智能".split(" "));
const FIRM_STARTS = new Uint8Array(65536);
for (const w of FIRM_WORDS) FIRM_STARTS[w.charCodeAt(0)] = 1;
/** One of the last words of short firm names stands near the head of the clause. */
function mayBeFirm(clause: string): boolean {
  const n = Math.min(clause.length - 1, 30);
  for (let i = 2; i < n; i++) if (FIRM_STARTS[clause.charCodeAt(i)] === 1 && FIRM_WORDS.has(clause.slice(i, i + 2))) return true;
  return false;
}

/** Short firm names by their last word, at the head of a clause: "某某光电的", "某某科技、". */
const SHORT_FIRM = /^(?:其中|仅|仅仅|单是|光是|例如|比如|如|像|而|[\u4e00-\u9fff]{2,16}?(?:旗下的?|子公司|大厂|巨头))?([\u4e00-\u9fff]{2,4}?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|照明|股份|通信|高科|仪器|材料|精密|智能))(?=旗下|一家|则|也|进驻|入驻|落户|决定|的|、|等|已|将|在|是|于|与|和|拟|计划|投资|营业|营收|净利|收入|现有|累计|总部|去年|今年|20\d\d|手里|凭|成为|成立|推出|研发|研制|攻克|突破|生产|建设|建成|开工|落地|带来|展示|携|首次|正|还|曾|又|再次|主要|专注|占|年|总|实现|共|获|荣|入选|上市|二期|一期|斥资|增资|扩|计划|预计|宣布|表示|称|披露|公告|签|完成|牵头|目前|自|全|追加|供|加入|由|为(?!了)|向|$)/;
const NOT_TOPIC = /^比|安装|调试|测试|验收|走进|来到|同时|启动|整机|单机|样机|将|具备|届时|完工|超额|全年|同比|环比|后|的|了|在|和|与|及|其|该|这|那|我|他|她|它|们|也|都|还|就|又|再|如|因|为|从|到|对|把|被|让|使|由|个|些|每|各|全|并|或|但|而|且|以|所|能|会|可|不|没|有|是|目前|近|今|当|此|据|随|通|过|同|项目|园区|产业|企业|公司|市场|产品|技术|资金|活动|方面|期间|累计|面积|总|规模|记者|一|二|三|两|年|月|日|政府|国家|全市|人才|平台|专家|未来|下一步|成功|主要|重点|首|第|基地|建设|工程|建成|达产|投产|签约|投资|预计|计划|新增|实现|完成|入驻|引进|按|截|带动|财政|实际|新型|单个|力争|涉及|位居|其余|共|已|先后|总部|注册|现|约|占|初|定|本届|展会|观众|嘉宾|参展|研发|生产|销售|此前|其中|另外|这里|车间|工人|记者/;

/** Goods are nobody ("液晶面板投资超过5000亿元"). */
const GOODS = /(?:面板|芯片|器件|模组|灯具|光源|设备|装备|材料|镜头|显示屏|屏幕|手机|电视|电脑|汽车|光纤|光缆|晶圆|外延片|组件|零部件|激光器|传感器|机床|仪器仪表)$/;
/** Last characters of time words, measures and adverbs ("之前已…", "产量达…"). */
const NOT_LAST = /[前后时年月日等们者人性化度率额量值数地中上下内外里间来去到出入起始过得着给于以其此之何所多少几次届期会方力均皆再才便即仍曾]$/;

/** A short name at the head of a clause that a firm's verb follows: "某某光电已开发…". Known by position only. */
function addTopics(found: Mention[], s: string): void {
  let row: { type: string; left: number } | undefined;
  const parts = s.includes("其中");
  for (let from = 0; from < s.length; ) {
    const cut = clauseEnd(s, from, Math.min(s.length, from + 400));
    const clause = s.slice(from, Math.min(cut, from + 40));
    const lead = clause.length - clause.trimStart().length === 0 && clause[0] !== "“" && clause[0] !== '"' ? 0 : /^[\s“"]*/.exec(clause)![0].length;
    const opens = lead === 0 ? clause : clause.slice(lead);
    const m = (mayBeTopic(opens) ? TOPIC.exec(opens) : null) ?? (mayBeFirm(opens) ? SHORT_FIRM.exec(opens) : null);
    if (m && !NOT_TOPIC.test(m[1]!) && !NOT_LAST.test(m[1]!) && !GOODS.test(m[1]!) && !ZH_PLACES.includes(m[1]!)) {
      const start = from + lead + m[0].indexOf(m[1]!);
      if (!found.some((x) => x.start < start + m[1]!.length && start < x.end)) found.push({ start, end: start + m[1]!.length, name: m[1]!, type: "Firm", definite: false, oblique: false, weak: true });
    }
    const counted = row !== undefined || parts || hasDigit(s, from, cut);
    const opener = !counted ? undefined : found.find((x) => x.start <= from + lead + 2 && x.start >= from && x.end <= cut && /^(?:Firm|Park|Zone|Region|Institute|Cluster)$/.test(x.type) && !x.definite);
    const rowed = row || (parts && /其中[,:]?$/.test(s.slice(Math.max(0, from - 3), from))) ? ROW.exec(opens) : null;
    if (rowed && !opener && !MEASURE_WORD.test(rowed[1]!) && !NOT_LAST.test(rowed[1]!)) {
      const start = from + lead + rowed[0].indexOf(rowed[1]!);
      if (!found.some((x) => x.start < start + rowed[1]!.length && start < x.end)) found.push({ start, end: start + rowed[1]!.length, name: rowed[1]!, type: row?.type ?? "Park", definite: false, oblique: false, weak: false });
    }
    row = (opener ?? rowed) && hasDigit(s, from, Math.min(cut, from + 40)) ? { type: opener?.type ?? row?.type ?? "Park", left: 2 } : row && row.left > 0 ? { ...row, left: row.left - 1 } : undefined;
    from = cut + 1;
  }
}

/** Where the clause that starts at `from` ends: at a stop, or a comma that parts no thousands. */
function clauseEnd(s: string, from: number, limit: number): number {
  for (let i = from; i < limit; i++) {
    const c = s.charCodeAt(i);
    if (c === 44 ? !/^\d{3}(?!\d)/.test(s.slice(i + 1, Math.min(i + 5, from + 400))) : c === 0x3002 || c === 59 || c === 58 || c === 33 || c === 63) return i;
  }
  return limit;
}

function hasDigit(s: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = s.charCodeAt(i);
    if (c >= 48 && c <= 57) return true;
  }
  return false;
}

/** "大华激光收入超过100亿元,明川超过230亿元": a name and its figure in the row that the clause before opened. */
const ROW = /^(?:其中|而|但)?([\u4e00-\u9fff]{2,5}?)(?:则|也|亦)?(?:超过|超出|超|达到|达|约为|约|近|突破|为)?\d[\d.,]*(?:余|多)?[万亿兆]*(?:元|美元|平方米|亩|家|户|人|%)/;
const MEASURE_WORD = /^(?:形成|突破|新增|培育|建设|打造|集聚|聚集|引育|招引|签约|取得|达成|安置|提供)$|[外台港侨客民国央厂][商资企]|计划|占比|占有|比重|份额|投资|产值|收入|营收|面积|企业|公司|员工|职工|人数|人员|项目|利润|出口|进口|总|[额量率数税]|增[加长幅速]|同比|环比|注册|资金|资产|成长|衰退|下降|上升|规模|专利|论文|观众|展商|展位|用地|用房|建筑|厂房|规划|核心|起步|年产|月产|产能|销售|研发|预计|计划|建成|引进|带动|实现|完成|获得|去年|今年|全年|上年|[上下]半|季度|期间|累计|截至|产业$|行业|领域|人才|平台|中心|实验室|博士|硕士|院士|教授|专家|本科|品种|产品|设备|技术|订单|合同|贷款|基金|补助|奖励|租金|售价|^[可将已现共每约仅超新较比其以截近最占有在是达均另再又也还并于从]|(?:[有在是为占约近超共增长]|达到)$/;

function addPlaces(found: Mention[], s: string): void {
  for (let i = 0; i < s.length; i++) {
    if (PLACE_STARTS[s.charCodeAt(i)] === 0) continue;
    for (const p of PLACE_FIRST.get(s.charCodeAt(i)) ?? []) {
      if (!s.startsWith(p, i)) continue;
      // "大连九久光电已投产": a firm named after its town.
      const firm = /^[\u4e00-\u9fff]{1,4}?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|照明|股份)(?=[、,。;已将拟现等是有和与公投]|$)/.exec(s.slice(i + p.length, i + p.length + 9));
      if (firm && !/[省市区县镇州的在]/.test(firm[0]) && !/^(?:国际|高端|新型|绿色|智能|半导体|激光|光电)/.test(firm[0]) && firm[0].length >= 4) {
        const end = i + p.length + firm[0].length;
        found.push({ start: i, end, name: s.slice(i, end), type: "Firm", definite: false, oblique: OBLIQUE.test(s, Math.max(0, i - 3), i), weak: false });
        break;
      }
      // "武汉高科、", "(浙江)": part of a firm's name.
      if (/^[\u4e00-\u9fff]{2,5}(?:、|等|\()/.test(s.slice(i + p.length, i + p.length + 7)) && !/^[\u4e00-\u9fff]{0,4}[的在是有与和及为将等市省区]/.test(s.slice(i + p.length, i + p.length + 5))) break;
      if (s[i - 1] === "(" || (p === "中国" && s[i - 1] === "其") || (p[0] === "台" && /[平柜舞讲灯展站电]/.test(s[i - 1] ?? ""))) break;
      found.push({ start: i, end: i + p.length, name: p, type: "Region", definite: false, oblique: OBLIQUE.test(s, Math.max(0, i - 3), i), weak: false });
      break;
    }
  }
}

/** "甲园、乙园及丙园三个园区": the group has the figures; "该区" points back like 该园区. */
function addGroups(found: Mention[], s: string): void {
  if ((s.includes("、") || s.includes("和") || s.includes("与") || s.includes("及")) && /[两三四五六七八九十2-9]个?[\u4e00-\u9fff]{0,4}[园区发新基][区园地]/.test(s)) {
    const group = /(?<=[、和与及][^,。;、]{2,12})([两三四五六七八九十]|[2-9])个?[\u4e00-\u9fff]{0,4}(?:园区|产业园|科学园|开发区|高新区|基地)(?![\u4e00-\u9fff]{0,2}之一)/g;
    for (let m = group.exec(s); m; m = group.exec(s)) found.push({ start: m.index, end: m.index + m[0].length, name: m[0], type: "Park", definite: false, oblique: false, weak: false });
  }
  for (let i = s.indexOf("该"); i >= 0; i = s.indexOf("该", i + 1)) {
    const type = { 区: "Zone", 市: "Region", 县: "Region", 省: "Region", 镇: "Region", 厂: "Project", 园: "Park", 所: "Institute", 院: "Institute" }[s[i + 1] ?? ""];
    if (type !== undefined && !found.some((x) => x.start <= i + 1 && x.end > i)) found.push({ start: i, end: i + 2, name: s.slice(i, i + 2), type, definite: true, oblique: false, weak: false });
  }
}

/** Keeps the longest of overlapping mentions. */
function prune(list: Mention[]): Mention[] {
  const kept: Mention[] = [];
  for (const m of list) {
    const last = kept[kept.length - 1];
    if (last && m.start === last.end && last.type === "Region" && m.type === "Region" && !m.definite) {
      kept[kept.length - 1] = { ...last, end: m.end, name: last.name + m.name };
      continue;
    }
    if (last && m.start < last.end) {
      if (m.end <= last.end) continue;
      if (m.start <= last.start || (m.end > last.end && last.type === "Region")) {
        kept[kept.length - 1] = { ...m, start: Math.min(m.start, last.start), name: m.start <= last.start ? m.name : m.name };
        if (m.start > last.start) kept[kept.length - 1] = m;
        continue;
      }
      kept[kept.length - 1] = m;
      continue;
    }
    kept.push(m);
  }
  return kept;
}
