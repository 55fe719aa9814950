// Finds named things in Chinese text by what their names end in, and where such a name begins.
// Invariant: a mention is a span of the given sentence; leftward search is bounded, so cost is linear in the sentence.
import { GLUED, isFair, PROTECT, STOP_CHARS, STOP_WORDS, SUFFIX } from "./name-words-zh.ts";
import { ending, opening } from "./pattern.ts";
import { ZH_PLACES } from "./places.ts";
import { addTopics } from "./topics-zh.ts";
import { addWritten } from "./written-zh.ts";

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
const VERB_OBJECT = opening(/^(?:[抓促上跑引强兴做干建搞推补谋争聚稳扩育壮招盯保攻拼抢]|围绕|主攻|狠抓|紧抓|抢抓|大抓)(?:好|大|优|重点)?(?:项目|工程|产业|产业链|企业|基地|园区|市场)$/);

const MAX_LEFT = 28;
const OBLIQUE = ending(/(?:在|于|由|与|和|同|为|向|对|从|给|到|落户|落地|落子|设在|建在|位于|坐落|来自|依托|入驻|走进|选址|地处|支持|根据|按照|至|及|借助|通过|面向|围绕|聚焦|作为|服务|参加|助力)$/);

function suffixEndingAt(s: string, end: number): string | undefined {
  const keys = BY_LAST.get(s.charCodeAt(end - 1));
  if (keys !== undefined) for (const key of keys) if (s.startsWith(key, end - key.length)) return key;
  return undefined;
}

/** The last words of fields of industry: before 与, 和 and 及 they are half of the name of one ("激光与增材制造产业"). */
const FIELD = ending(/(?:激光|光电|光学|光子|电子|信息|材料|显示|照明|半导体|机械|通信|传感|器件|装备|仪器|医药|能源|视频|音频|芯片|软件|网络|医疗|健康|航空|航天|汽车|光伏|储能|电池|化工|家电|人工智能|机器人|大数据|物联网|智能终端|集成电路|文化|旅游)$/);

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
const CLASSES = new Set("家户项座栋幢名位条款件场届批次类种台套");

/** Characters that a leftward search must look at; any other is part of the name. */
const MAY_STOP = new Uint8Array(65536).fill(1, 0, 128).fill(1, 0x2190, 0x2c00); // marks such as ▶ among them
for (const ch of [...STOP_CHARS, ...")”\" ·第与和及暨其届家户项座栋幢名位条款件场批次类种台套个年月日元亩米"]) MAY_STOP[ch.charCodeAt(0)] = 1;
for (const last of STOP_BY_LAST.keys()) MAY_STOP[last] = 1;

/** What a firm or a fund does stands in its name, right before the kind: "某某投资|有限公司", "产业发展|基金". */
const LINES = ending(/(?:投资|建设|发展|控股|参股|服务|制造|推进|布局|促进|引导|创投|联合|培育)$/);

/** The left edge of the name whose suffix starts at `at`. */
function leftEdge(s: string, at: number, key = ""): number {
  let i = at;
  if (SUFFIX[key] === "Fund" || (SUFFIX[key] === "Firm" && key !== "股份")) while (i >= 4 && LINES.test(s, i - 2, i) && /[\u4e00-\u9fff)]/.test(s[i - 3]!)) i -= 2;
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
          if ((s[i] === "代" || s.startsWith("英寸", i)) && /^\d{1,2}(?:\.\d)?$/.test(run[0])) {
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
    if (ch === "第" && (at - i <= 2 ? /^[一二三四五六七八九十\d]/.test(s[i] ?? "") : at - i <= 4 && /^[一二三四五六七八九十]+$/.test(s.slice(i, at)))) {
      i--; // "甲公司第三工业园", "某集团第四十一研究所"
      continue;
    }
    // "激光与增材制造产业": one industry of two fields.
    if ((ch === "与" || ch === "和" || ch === "及") && /^(?:产业|行业|产业集群|产业链|集群|制造业)$/.test(key) && FIELD.test(s, Math.max(0, i - 4), i - 1) && !suffixEndingAt(s, i - 1)) {
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
    if (STOP_CHARS.has(ch) && !protectedAt(s, i - 1)) return i < at && GLUED.has(s.slice(i - 1, i + 1)) && !(s[i] === "主" && /[导题体攻营]/.test(s[i + 1]!)) ? i + 1 : i;
    if (ch === "届" && /第?[\d一二三四五六七八九十本]+$/.test(s.slice(Math.max(0, i - 6), i - 1))) {
      const m = /(?:第?[\d一二三四五六七八九十]+|本)$/.exec(s.slice(Math.max(0, i - 7), i - 1))!;
      return Math.max(0, i - 1 - m[0].length);
    }
    if (CLASSES.has(ch) && /[\d一二两三四五六七八九十百余多几各]/.test(s[i - 2] ?? "")) break;
    if (ch === "个" || ((ch === "年" || ch === "月" || ch === "日" || ch === "元") && /[\d一二三四五六七八九十百千万亿今去明前当同本上下每美欧港韩近往历多半早]/.test(s[i - 2] ?? "1")) || ch === "亩" || ch === "米" && s[i - 2] === "方") break;
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
  if (words !== undefined) for (const w of words) if (s.startsWith(w, end - w.length) && !(w === "控股" && /^(?:有限|集团|股份|公司)/.test(s.slice(end, end + 2))) && !(w === "服务" && /^(?:中心|业|平台|外包)/.test(s.slice(end, end + 2))) && !(w === "联合" && /^(?:实验室|创新中)/.test(s.slice(end, end + 3))) && !(w[1] === "临" && /[山广河湖海云江陕]/.test(s[end - 3] ?? ""))) return true; // 山东临沂
  return false;
}

const NOT_REGION = /(?:园区|地区|社区|片区|核心区|赛区|厂区|校区|景区|(?<![历增东西鹿蕉莲椒芗鲤项谯相禹宣榕渝])城区|市区|辖区|展区|专区|灾区|(?:^|[困大老蒙行岭浅深半部为的在、,。])山区|郊区|街区|功能区|服务区|主产区|产区|着陆区|准入区|入区|老区|(?<![荔龙])湾区|(?<![城河浦])东区|(?<![城河])西区|(?<![市城江])南区|(?<![江市渝城河])北区|院区|库区|战区|时区|生活区|办公区|生产区|商务区|地市|上市|城市|都市|超市|股市|门市|楼市|夜市|省市|乡镇|城镇|重镇|集镇|节省|全球|各省|各市|各区|该区|该市|外省|外市|跨区)$/;

/** All mentions of a folded sentence, in order, the longest of those that overlap. */
export function mentionsZh(s: string): Mention[] {
  const found: Mention[] = [];
  for (let end = 1; end <= s.length; end++) {
    if (ENDS[s.charCodeAt(end - 1)] === 0) continue;
    const key = suffixEndingAt(s, end);
    if (!key) continue;
    const type = SUFFIX[key]!;
    if (type === "RegionHere" && /[里内]$/.test(key) && /[\u4e00-\u9fff]/.test(s[end - 3] ?? "")) continue; // "园区里", "高新区内"
    if (type === "Cluster" && /^(?:化|标准|协会|龙头|领先|地位|影响|应用|人士)/.test(s.slice(end, end + 2))) continue;
    if (type === "Expo" && /^(?:中心|馆|城|展馆|展览[馆中]|会馆)/.test(s.slice(end, end + 3))) continue;
    if (type === "Cluster" && /^(?:地块|板块|用地|用房|园|城|社区|港|谷|新城|片区|大楼|载体|项目|大厦)/.test(s.slice(end, end + 2))) continue;
    if (type === "Cluster" && /^(?:上下|链上)/.test(s.slice(end, end + 2))) continue; // "产业链上下游企业"
    if (type === "Event" && key.startsWith("集中") && (!/^(?:[,。;、在于举]|$)/.test(s.slice(end, end + 1)) || !/(?:项目|工程)$/.test(s.slice(Math.max(0, end - 6), end - 4)))) continue; // "重大项目集中开工"
    if (key === "规划" && /^(?:用地|面积|占地|建设|总|投资|区|馆|局|建筑|设计|净)/.test(s.slice(end, end + 2))) continue;
    if (key === "工程" && /^(?:技术|师|院|中心|学|大学|化|研究|系)/.test(s.slice(end, end + 2))) continue;
    if (key === "工程" && /(?:室外|主体|配套|土建|基础|装修|管网|道路|绿化|安装|地基|桩基|市政|附属|重点|重大)$/.test(s.slice(Math.max(0, end - 4), end - 2))) continue;
    if (type === "Region" && key.length === 1 && NOT_REGION.test(s.slice(Math.max(0, end - 3), end))) continue;
    if (type === "Region" && key.length === 1 && /^(?:场|值|民|级|政|委|区|内|外|里|域|间|块|人|直|长|属|面|盈|况|占|总|公司|镇|县|市)/.test(s.slice(end, end + 2))) {
      if (!/^(?:委|级|政|区[^间域块位]|内|面积|总面积|总人口|占地|总投资|总产值|总量)/.test(s.slice(end, end + 3))) continue; // "某镇面积45平方公里"
    }
    const start = regionStart(s, leftEdge(s, end - key.length, key), end, type);
    // 省 also means "save": only a known province is one.
    if (key === "省" && !ZH_PLACES.some((p) => s.startsWith(p, end - 1 - p.length))) continue;
    push(found, s, start, end, key, type);
  }
  addWritten(found, s);
  addTopics(found, s);
  addPlaces(found, s);
  addGroups(found, s);
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return inTheField(prune(found), s);
}

/** "某某高新区在激光产业领域已集聚…": the place's industry is spoken of. */
function inTheField(list: Mention[], s: string): Mention[] {
  if (!s.includes("领域") && !s.includes("方面")) return list;
  for (let k = 1; k < list.length; k++) {
    const [place, field] = [list[k - 1]!, list[k]!];
    if (field.type !== "Cluster" || (place.type !== "Region" && place.type !== "Zone") || place.definite || s.slice(place.end, field.start) !== "在" || !/^(?:领域|方面)/.test(s.slice(field.end, field.end + 2))) continue;
    list.splice(k - 1, 2, { ...field, start: place.start, definite: false, oblique: place.oblique });
  }
  return list;
}

/** "刷新湖北省", "扶持全市": a place's name opens with the place, or with the larger place that it lies in. */
function regionStart(s: string, start: number, end: number, type: string): number {
  if (type === "RegionHere") {
    const here = end - 2;
    return here > start && !ZH_PLACES.includes(s.slice(start, here)) ? here : start;
  }
  if (type !== "Region") return start;
  for (let i = start + 1; i < end - 2; i++) {
    if (PLACE_STARTS[s.charCodeAt(i)] === 0 || /[省市州]/.test(s[i - 1]!) || ZH_PLACES.includes(s.slice(start, i))) continue;
    if ((PLACE_FIRST.get(s.charCodeAt(i)) ?? []).some((p) => s.startsWith(p, i) && i + p.length < end)) return i;
  }
  return start;
}

/** Words that qualify a kind and name nothing. */
const KIND_WORDS = new Set("特色 现代 现代化 高端 一流 专业 大型 重点 重大 新型 完整 全链条 整条 主要 相关 上述 配套 所有 全部 整个 单个 具体 产业 示范 支柱 主导 优势 新兴 传统 战略性新兴 同业 特色产业 光电 高新技术 主体 本地 当地 创新 国际 国内 世界 全球 我国 中国 国家".split(" "));
/** "三大工程", "两项政策". */
const SET_OF = opening(/^[一二三四五六七八九十两\d]+(?:大|项|类|个)/);
const SEVERAL = ending(/(?:[\d二两三四五六七八九十百千万余多几]\s?(?:个|家|项|座|场|批|次|大|条|类|只|所|户)|这一?批|一批|这些|一系列|多[个家项场])$/);
const NUMBERED = opening(/^(?:共|总数|数量)?(?:达到?|有|共计|为|约|已?超过?|突破|逾|近|已达)?\d[\d.,]*(?:余|多)?(?:个|家|项|场|栋|座|所)/);
/** Leading function words that the search for the edge leaves inside. */
const LEAD = opening(/^(?:即(?=.{4})|靠|(?:施工|建设|设计|业主|监理|承建|运营|主办|承办|代建)(?:单位|方)(?:是|为)?|(?:全资|控股)?子公司(?=..)|(?:龙头|骨干|本土|重点|链主|知名|上市)企业(?=..)|借这一|按|盼|含|借|迎(?=世界|全国|首届|第)|同(?=中国|国家)|[东西南北][临邻靠接至]|当时的?|彼时的?|其时的?|当前的?|目前的?|现有的?|辖|该|本|此|这|那|这一|这些|每|各|全|某|新|据|记者从|记者在|经|当|另|还|也|再|均|共|总|从|自|原|旧|现|今|日|月|年|末|初|底|届|余|多|个|家|户|项(?!目)|座|栋|幢|、|的)/);

const RANKED = opening(/^(?:国家级|省级|市级|国家|省|市|全国|全省|全市)(?:级|重大|重点|特色|示范|产业|战略性|新兴|高新技术|经济技术|首批|第[一二三四]批)*(?:新区|高新区|经开区|开发区|示范区|项目|工程|产业园|园区|基地|产业集群)$/);

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
  if (type === "Market" && /^(?:全国|全球|国内|国际|海外|国外|世界|中国|国内外|资本|股票|人才|消费|终端)?市场$/.test(s.slice(a, end))) return; // where goods are sold, and nobody
  // "孵化器“某某工场”累计孵化…": what it is, then what it is called.
  if (bare && s[end] === "“" && /^(?:孵化器|加速器|众创空间)$/.test(key)) {
    const close = s.indexOf("”", end);
    if (close > end + 2 && close - end <= 14 && !/[,。、;:]/.test(s.slice(end, close))) found.push({ start: end + 1, end: close, name: s.slice(end + 1, close), type, definite: false, oblique: false, weak: false });
    return;
  }
  // "产业发展项目", "项目集中签约活动": neither an industry nor a project is named.
  if (bare && key === "产业" && /^(?:发展|项目|转型|升级|结构|基础|布局|工人|投资|基金|配套|用地|类|协同|转移)/.test(s.slice(end, end + 2))) return;
  if (key === "产业" && /[分按各]$/.test(s.slice(0, end - 2))) return; // "分产业列出"
  if (key === "项目" && /^集中(?:签约|开工|启动|投产|竣工|动工|奠基)/.test(s.slice(end, end + 4))) return;
  if (key === "平台" && /^(?:该|本|此)/.test(s.slice(a, end))) {
    found.push({ start: a, end, name: s.slice(a, end), type: "Lab", definite: true, oblique: OBLIQUE.test(s, Math.max(0, a - 3), a), weak: false });
    return;
  }
  if (key === "平台" && !/^[“"][^”"]{2,12}[”"][^,。]{0,8}平台$/.test(s.slice(a, end))) return;
  if (type === "FirmNoun") {
    // "这家企业上个月才投产": it points back.
    if (/(?:这家|该|本|此)$/.test(s.slice(Math.max(0, end - 4), end - 2)) && !/^(?:的?(?:数|家))/.test(s.slice(end, end + 2))) found.push({ start: end - 3 - (s[end - 3] === "家" ? 1 : 0), end, name: s.slice(end - 3 - (s[end - 3] === "家" ? 1 : 0), end), type: "Firm", definite: true, oblique: false, weak: false });
    return;
  }
  if (bare && key === "规划" && !/(?:该|本|此|《|“)$/.test(s.slice(0, start))) return; // "将规划上游厂商进驻": a verb
  if (type === "Policy" && /[送推给发出享]$/.test(s.slice(a, end - key.length))) return; // "…集群送政策"
  if ((type === "Lab" || type === "Institute") && /^(?:国家|省|市|县|区)级/.test(s.slice(a, end)) && end - a <= 10 && !/^[“"]/.test(s.slice(end, end + 1))) return; // "市级技术研发中心": a rank and a kind
  if (RANKED.test(s, a, end)) return; // "是国家级新区", "2022年省重大产业项目": a rank and a kind
  if (type === "FirmNoun" || end - a <= 8 && VERB_OBJECT.test(s, a, end)) return;
  if (key === "项目" && CLASS_OF_PROJECTS.test(s.slice(a, end)) || key === "活动" && /^(?:重要|重点|配套|系列|主题|专题|专场|相关|同期|推介|签约|招商|对接|庆祝|庆典|启动|各类|多项|特色|品牌)+活动$/.test(s.slice(a, end))) return;
  if (key === "活动" && /(?:生产|经营|经济|科研|建设|商业|创新|研发|服务|工业|市场|投资|贸易)活动$/.test(s.slice(a, end))) return;
  if (type === "ParkPhase" && /(?:分为?|分成|共)[一二三四五两]期$/.test(s.slice(start, end))) return;
  if (key === "会议" && /(?:董事会|监事会|股东大?会|常务会|党组|理事会)[^,。]{0,6}会议$/.test(s.slice(start, end))) return;
  if (key === "公司" && /^(?:(?:若干|多个|一个或若干个?)?(?:专案|项目)|[外内台港民国央合独]资|民营|国有|上市|参展|光电|激光|科技|高新技术|龙头|母|子)公司$/.test(s.slice(a, end))) return;
  // "某某光电总部坐落于…": the firm is told of.
  if (key === "总部" && /(?:光电|激光|科技|电子|半导体|光学|股份|集团)总部$/.test(s.slice(a, end)) && /^(?:位于|坐落|设在|设于|落户|迁)/.test(s.slice(end, end + 2)) && end - a > 5) {
    found.push({ start: a, end: end - 2, name: s.slice(a, end - 2), type: "Firm", definite: false, oblique: false, weak: false });
    return;
  }
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
  // "2号厂房", "3#楼", "A3栋厂房": its number is its name.
  const number = type !== "Building" ? null : s[a] === "号" || s[a - 1] === "#" ? /[A-Za-z]?\d{1,3}(?:[、-]\d{1,3})?#?$/.exec(s.slice(Math.max(0, a - 6), a)) : /[A-Z]\d{1,2}栋?$/.exec(s.slice(Math.max(0, a - 4), a));
  if (number) {
    a -= number[0].length;
    definite = false;
  }
  if (SET_OF.test(s, a, end) && /^(?:Project|Cluster|Policy)$/.test(type)) return;
  const grown = type === "Cluster" ? s.slice(a, end - key.length).lastIndexOf("发展") : -1;
  if (grown >= 0 && end - key.length - a - grown - 2 >= 2) a += grown + 2;
  if (key === "楼" && s.startsWith("地板", end)) return;
  if (key === "展" && !isFair(s, a, end)) return;
  if (key === "首期" && end - start === 2 && /^(?:出资|规模|资金|投资|募集|认缴|约?\d)/.test(s.slice(end, end + 4))) return;
  if (type === "Building" && !number && /^(?:厂房|标准厂房|车间|公寓|宿舍楼?|楼|号楼)$/.test(s.slice(start, end))) {
    // "标准厂房预计8月底投入使用": it has no name, but something happens to it.
    if (/^(?:标准厂房|厂房|车间|公寓|宿舍楼)$/.test(s.slice(start, end)) && (start === 0 || /[,。;:“]/.test(s[start - 1]!)) && /^(?:预计|计划|将|已|于|有望|目前|现已|主体|正在)/.test(s.slice(end, end + 2))) found.push({ start, end, name: s.slice(start, end), type: "Building", definite: false, oblique: false, weak: true });
    return;
  }
  if (end - start === 2 && /^(?:光谷|硅谷|竹科|南科)$/.test(key)) {
    found.push({ start, end, name: key, type, definite: false, oblique: OBLIQUE.test(s, Math.max(0, start - 3), start), weak: false });
    return;
  }
  const phased = type === "Building" && !/(?:楼|大厦|公寓)$/.test(key) ? /^[一二三四五首]期/.exec(s.slice(start, end)) : null;
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
  if (key === "区" && /(?:^|[园城港谷区目期])[A-Z]区$/.test(name)) type = name.length === 2 ? "ParkPhase" : "Park"; // "B区", "某某园C区"
  found.push({ start: a, end, name, type: type === "RegionHere" ? "Region" : type, definite, oblique: OBLIQUE.test(s, Math.max(0, a - 3), a), weak: false });
}

function addPlaces(found: Mention[], s: string): void {
  for (let i = 0; i < s.length; i++) {
    if (PLACE_STARTS[s.charCodeAt(i)] === 0) continue;
    for (const p of PLACE_FIRST.get(s.charCodeAt(i)) ?? []) {
      if (!s.startsWith(p, i)) continue;
      // "大连九久光电已投产": a firm named after its town.
      const firm = /^[\u4e00-\u9fff]{1,4}?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|照明|股份)(?=[、,。;已将拟现等是有和与公投]|$)/.exec(s.slice(i + p.length, i + p.length + 9));
      if (firm && !/[省市区县镇州的在把要将以对]/.test(firm[0]) && !/^(?:国际|高端|新型|绿色|智能|半导体|激光|光电)/.test(firm[0]) && firm[0].length >= 4) {
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
  if (s.includes("区占") || s.includes("区面") || s.includes("区总") || s.includes("区规") || s.includes("区建") || s.includes("区投")) {
    // "某某园西区占地200亩,东区占地350亩"
    for (const m of s.matchAll(/(?<=^|[,、;。]|园区?|城|基地|港|谷)[东西南北]区(?=占地|面积|总|规划|建筑|建有|投资)/g)) found.push({ start: m.index, end: m.index + 2, name: m[0], type: "ParkPhase", definite: false, oblique: false, weak: false });
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
