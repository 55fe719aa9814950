// What a name does in its clause: names that only say by whom, where, from whom or beside what are nobody's subject.
// Invariant: a look at a bounded stretch before and after the name; the answer depends on words and not on particular names.
import type { Context } from "./context.ts";
import type { Mention } from "./names-zh.ts";
import { isDigit } from "./fold.ts";
import { ending, opening } from "./pattern.ts";
import { words } from "./said.ts";

/**
 * agent: does something for the thing ("由…投资", "organised by"); source: is cited ("据…统计"); place: says where; listed: one of an
 * enumeration; beside: another thing at the same time ("同期举办"); whole: what a share is of ("占全区…的");
 * counted: what sets or pieces are of.
 */
export type Role = "agent" | "source" | "place" | "listed" | "beside" | "whole" | "counted";

const AGENT_VERB_ZH = opening(/^[^,。;:]{0,28}?(?:投资|出资|承建|承担|招商|运营|主办|承办|协办|举办|发起|组织|代建|施工|托管)/);
const AGENT_NOUN_ZH = ending(/(?:主办|承办|协办|组织|业主|施工|设计|监理|建设单位|投资方|运营方|开发商|投资主体|运营主体)(?:单位|方|机构|者)?(?:为|是|:|的)?$/);
const SOURCE_ZH = ending(/(?:据|根据|按照?)$/);
const SOURCE_SAYS_ZH = opening(/^[^,。;]{0,10}?(?:介绍|统计|消息|报道|数据|透露|发布|测算|预测|要求|部署|通知|公布|显示)/);
/** Bodies that speak of others. */
const SPOKESMAN_ZH = ending(/(?:协会|学会|商会|公会|统计局|协进会|联合会|工研院)$/);
const PLACE_ZH = ending(/(?:毗邻|紧邻|临近|邻近|靠近|紧靠|北靠|南靠|东临|西临|南临|北临|东至|西至|南至|北至|西接|东接|南接|北接|西邻|东邻|南邻|北邻|隶属于?|直属于?|附属于|挂靠在?|归属于?)$/);
const BUILT_THERE_ZH = opening(/^(?:内|里|境内)?(?:投资|新建|兴建|建设|设立|建造|扩建|设厂|购地|建厂|布局|投建)/);
const BESIDE_ZH = /(?:同场(?:还有)?|同期|同时(?:举办|举行|召开)|同地(?:举办|举行)?)[^。;]*$/;

const AGENT_EN = /\b(?:organi[sz]ed|co-?organi[sz]ed|hosted|sponsored|operated|managed|owned|designed|founded|funded|financed|developed|built|run|staged|backed|supported|initiated|undertaken|constructed|invested)(?: \w+ly)? by (?:the )?(?:[a-z]+ of )?$/;
const SOURCE_EN = /\b(?:according to|as reported by|(?:data|figures|statistics|survey|study|report|estimates) (?:by|from|of)) (?:the |a |an )?(?:[a-z]+ ){0,6}$/;
const BESIDE_EN = /\b(?:alongside|concurrent(?:ly)? with|co-located with|together with|held in parallel with|in parallel with) (?:the )?(?:[A-Z][^.;]*)?$/;
const MEASURED_OF_EN = /\d[\d.,]*(?: (?:thousand|million|billion))?(?: [a-z-]+){0,2} (?:sets|pieces|units|kinds|types|pairs|tons|tonnes|people|person|persons|leaders|experts|scholars|professionals) of (?:the )?$/;
const PLACE_EN = ending(/\b(?:next to|adjacent to|near|opposite|across from|beside|close to|outside) (?:the |its |their |an? )?(?:existing |current )?$/);
const KIN_EN = /\b(?:(?:subsidiary|unit|division|member|branch|spin-?off|arm|affiliate) of|(?:partnership|cooperation|collaboration|joint venture|in partnership|together) with) (?:the )?$/;
/** "funded by A, B and C": the later ones of the list. */
const AGENTS_EN = /\b(?:organi[sz]ed|hosted|sponsored|owned|founded|funded|financed|backed|supported|invested|undertaken) by (?:the )?(?:[A-Z][\w&.'-]*(?: (?:[A-Z][\w&.'-]*|of|for))*(?:, and|,| and) (?:the )?)+$/;
const MONEY_FROM_EN = /\b(?:support|funding|grants?|backing|money|loans?|financing|aid) from (?:the |a |an )?$/;
const PAYS_EN = opening(/^ (?:pays?|paid|will pay|lends?|lent|loaned|finances|financed|provides? (?:the )?(?:loan|credit|rest|finance|funding))\b/);

/** Offices decide on what others do: "the Cabinet approved four projects", "the Board has awarded $27 million to X". */
const BODY_EN = /\b(?:Ministry|Cabinet|Board|Commission|Council|Government|Parliament|Congress|Senate|Department|Agency|Authority|Bureau|Office|Administration|government|ministry)\b/;
const GRANTS_EN = opening(/^(?: [A-Z]?[a-z]+day)?,? (?:has |have |had )?(?:also )?(?:approved|cleared|awarded|granted|allocated|earmarked|endorsed|authori[sz]ed|said|says|announced|reported|estimates?d?)\b/);

/** Worked out once for each mention, and kept beside it. */
interface Judged extends Mention {
  role?: Role | "none";
}

/** The role of a mention that keeps it from being a subject; undefined where nothing does. */
export function roleOf(c: Context, m: Mention): Role | undefined {
  const judged = m as Judged;
  const role = (judged.role ??= (c.lang === "zh" ? roleZh(c, m) : roleEn(c, m)) ?? "none");
  return role === "none" ? undefined : role;
}

function roleZh(c: Context, m: Mention): Role | undefined {
  const s = c.fold;
  const head = Math.max(0, m.start - 12);
  const tail = Math.min(s.length, m.end + 30);
  const from = m.start === 0 ? -1 : s.lastIndexOf("由", m.start - 1);
  const actor = m.type === "Firm" || m.type === "Institute" || m.type === "Lab" || m.type === "Region" || m.type === "Zone";
  if (from >= 0 && m.start - from <= 60 && !/[是有将为已在,。;:]/.test(s.slice(from + 1, m.start)) && AGENT_VERB_ZH.test(s, m.end, tail)) return "agent";
  if (actor && AGENT_NOUN_ZH.test(s, head, m.start)) return "agent";
  if (SOURCE_ZH.test(s, head, m.start) && SOURCE_SAYS_ZH.test(s, m.end, tail)) return "source";
  if (SPOKESMAN_ZH.test(m.name, 0, m.name.length) && SPEAKS_ZH.test(s, m.end, tail)) return "source";
  if (MOVED_ZH.test(s, head, m.start) && c.mentions.some((x) => x.end < m.start && x.type === "Firm")) return "place";
  if (s[m.start - 1] === "是" && /^[^,。]{0,24}之一/.test(s.slice(m.end, tail))) return "whole";
  if ((m.type === "Firm" || m.type === "Institute") && BRANCH_ZH.test(s, m.end, tail)) return "whole";
  if (PLACE_ZH.test(s, head, m.start) || ((s[m.start - 1] === "在" || s[m.start - 1] === "于") && BUILT_THERE_ZH.test(s, m.end, tail))) return "place";
  if (m.type === "Building" && /(?:建设|新建|兴建|建有|设有|拥有|包含|包括|配套|规划)(?:了)?(?:[一1](?:栋|座|幢|个|处|条))$/.test(s.slice(head, m.start))) return "listed";
  if ((m.type === "Expo" || m.type === "Event") && ENDS_THERE_ZH.test(s, m.end, tail) && BESIDE_ZH.test(s.slice(Math.max(0, m.start - 120), m.start))) return "beside";
  // "某区举行集中签约仪式,52个项目…": what was signed or begun there is told of who held it.
  if (m.type === "Event" && HELD_ZH.test(s, head, m.start) && c.mentions.some((x) => x.end < m.start && /^(?:Region|Zone|Park|Expo)$/.test(x.type) && !x.definite)) return "beside";
  if (WITH_ZH.test(s, head, m.start) && JOINTLY_ZH.test(s, m.end, tail)) return "beside";
  // "某光电投资的背光源项目": who does it stands before the thing done.
  if (actor && DONE_BY_ZH.test(s, m.end, tail) && c.mentions.some((x) => x.start > m.end && x.start - m.end < 24)) return "agent";
  if (actor && DOES_ZH.test(s, m.end, tail) && c.mentions.some((x) => x.start > m.end && x.start - m.end < 44 && /^[^,。;:]{2,42}的[^,。;:的]{0,14}$/.test(s.slice(m.end, x.start)))) return "agent";
  if (isInstance(c, m)) return "listed";
  if (SHARE_OF_ZH.test(s, head, m.start) && /^[^,。;]{0,14}?[\d一二三四五六七八九十百半]/.test(s.slice(m.end, tail))) return "whole";
  if (INSIDE_ZH.test(s, m.end, tail) && c.mentions.some((x) => x.start > m.end && x.start - m.end <= 16)) return "place";
  if (m.type === "Market" && MARKET_PART_ZH.test(s, m.end, tail)) return "whole";
  if (COMPARED_ZH.test(s, head, m.start)) return "whole";
  // "当选为中国科学院院士", "中国科学院重点实验室4个": part of a title, or of the name of what is counted.
  if ((m.type === "Institute" || m.type === "Lab" || m.type === "Firm") && FELLOW_ZH.test(s, m.end, tail)) return "counted";
  if (OPENS_THERE_ZH.test(s, head, m.start) && COUNTED_CLASS_ZH.test(s, m.end, tail)) return "counted";
  if (TITLE_OF_ZH.test(s, head, m.start)) return "whole";
  return isListed(c, m) ? "listed" : undefined;
}

const SPEAKS_ZH = opening(/^[^,。;:]{0,30}?(?:表示|认为|指出|预测|预估|统计|介绍|透露|数据|说|称)/);
const MOVED_ZH = ending(/(?:进驻|入驻|落脚)(?:于|在)?$/);
const BRANCH_ZH = opening(/^的?(?:全资|控股|参股)?(?:子公司|分公司|孙公司|下属|旗下|成员企业|关联(?:企业|公司))/);
const ENDS_THERE_ZH = opening(/^(?:\([^)]{1,30}\))?(?:[、,。;和及与等]|$)/);
const HELD_ZH = ending(/(?:举行|举办|召开|进行|办)了?$/);
const WITH_ZH = ending(/(?:与|和|同|跟|联合|携手|会同)$/);
const JOINTLY_ZH = opening(/^[^,。;:]{0,10}?(?:共建|合作|联合|共同|携手|签约|签署|签订|达成|合资|合办)/);
const SHARE_OF_ZH = ending(/占(?:了|到|据)?(?:全部|整个)?$/);
/** "基地内的某公司": where the thing named next is. */
const INSIDE_ZH = opening(/^(?:之?内|境内|区内|里|辖区内?)的/);
/** "全国市场的50%", "核心产品市场占有率": a share of the market is somebody's. */
const MARKET_PART_ZH = opening(/^(?:占有率|份额|占比|占有份额|的?(?:约|近|超过?|逾)?\d[\d.]*%|[一]半)/);
const COMPARED_ZH = ending(/(?:高于|低于|快于|优于|领先于|仅次于|相比于?)$/);
const FELLOW_ZH = opening(/^(?:、[\u4e00-\u9fff]{2,8})?(?:外籍)?院士/);
const OPENS_THERE_ZH = ending(/(?:^|[,、;:。“”有了设含括建-])$/);
const TITLE_OF_ZH = ending(/(?:入选|列入|获评|获批|评为|认定为|跻身|成为|荣获|授予)(?:了|为|首批|第[一二三四五]批|全国|全省|国家级?|省级)*$/);
const DONE_BY_ZH = opening(/^(?:独资|全资|共同|联合|自主|自行|合作|牵头)?(?:投资|投建|出资|建设|兴建|承建|打造|研发|开发|运营|主办|承办|发起|设立|引进|实施)(?:建设|打造|兴建|设立)?的/);

/** "某公司设在高新区的某项目", "某公司投资3亿元建设的某厂": whatever stands between, the thing done is spoken of. */
const DOES_ZH = opening(/^(?:设在|建在|落户在?|独资|全资|计划|拟|规划|着力|重点|大力)?(?:设在|建在|投资|投建|出资|建设|兴建|新建|承建|打造|开发|运营|实施|主导|牵头|斥资)/);

/** "甲、乙等4个项目", "丙、丁等在列", "戊、己5大机构": the names are instances of what is counted, and none of them is the subject. */
function isInstance(c: Context, m: Mention): boolean {
  const bracketed = c.fold[m.end] === "(";
  const next = (bracketed ? c.fold.slice(m.end, m.end + 16).replace(/^\([^)]{1,12}\)/, "")[0] : c.fold[m.end]) ?? "";
  if (!INSTANCE_ZH.includes(next) || next === "" || (!AND_ZH.includes(c.fold[m.start - 1] ?? " ") && next !== "等" && !AND_ZH.includes(next))) return false;
  const rest = c.fold.slice(m.end, m.end + 80).replace(/\([^)]{1,12}\)/g, "");
  return INSTANCES_ZH.test(rest, 0, rest.length);
}

const AND_ZH = "、和与及";
const LISTED_BEHIND_ZH = "、和及与等(";
const INSTANCE_ZH = "、和与及等0123456789二三四五六七八九十两";
const INSTANCES_ZH = opening(/^(?:[、和与及][^,。;:、]{2,20})*(?:等(?:(?:[\d一二三四五六七八九十两数多]+余?[个家项所座只条位类大批])|在列|在内|[^,。;:\d]{0,12}[企项机园产单高院])|[\d二三四五六七八九十两]+(?:大|家|个|所|座)?[^,。;:]{0,4}(?:园区|产业园|科学园|开发区|机构|企业|公司|项目|协会|学会|单位|院校|高校))/);

/** "…联合实验室1个": what stands between the name and the number says of what kind the counted things are. */
const COUNTED_CLASS_ZH = opening(/^[^,。;、\d有设建现共达获得评认]{0,24}(?:实验室|中心|平台|基地|工作站|研究室|流动站|站)(?:共?有|共)?\d+(?:余|多)?(?:个|家|所)/);

function roleEn(c: Context, m: Mention): Role | undefined {
  const before = c.low.slice(Math.max(0, m.start - 90), m.start);
  // Each pattern holds one of these words; most names have none before them.
  const by = before.includes("by ");
  const of = before.includes("of ");
  const from = before.includes("from ");
  if (by && (AGENT_EN.test(before) || AGENTS_EN.test(c.fold.slice(Math.max(0, m.start - 90), m.start))) || from && MONEY_FROM_EN.test(before)) return "agent";
  if (PAYS_EN.test(c.low, m.end, m.end + 40)) return "agent";
  if (GRANTS_EN.test(c.low, m.end, m.end + 50) && BODY_EN.test(m.name)) return "agent";
  if ((by || of || from || before.includes("according to ")) && SOURCE_EN.test(before)) return "source";
  if (PLACE_EN.test(before, Math.max(0, before.length - 40), before.length)) return "place";
  if ((of || before.includes("with ")) && KIN_EN.test(before)) return "whole";
  if (before.includes(" is ") && /\b(?:aim|goal|plan|idea|result|vision|intention) is (?:to (?:build|create|develop|form) )?(?:an? |the )?(?:[a-z-]+ ){0,3}$/.test(before)) return "whole";
  if ((m.type === "Expo" || m.type === "Event") && BESIDE_EN.test(c.fold.slice(Math.max(0, m.start - 90), m.start))) return "beside";
  if (of && MEASURED_OF_EN.test(before)) return "counted";
  if (isDigit(before.charCodeAt(before.length - 2)) && /\b\d[\d,.]* $/.test(before) && /^[A-Za-z]+$/.test(m.name)) return "counted"; // "start to build 29 Park"
  return isListed(c, m) ? "listed" : undefined;
}

/** "Acme Glass, Beta Optics etc. total 8 companies", "Acme, Beta and 12 other firms". */
const LISTED_BEHIND_EN = opening(/^(?:, (?:and )?[A-Z][^,.;\d]{1,40}){0,8}(?:(?:,? and [A-Z][^,.;\d]{1,40})?,? etc\b|,? (?:and|among) (?:\d+ |many |several |some )?others?\b)/);
const AMONG = words("among ", "for example", "for instance", "notably ");
/** "…, among them Acme and Beta": said of all and told of none. */
const AMONG_EN = /, (?:among them|among others|for example|for instance|notably) (?:[A-Z][^,.;\d]{1,40}(?:, | and |, and )){0,6}(?:the )?$/;

/** One of an enumeration ("包括甲、乙和丙", "from A, B and C"): nothing is said of it alone. */
function isListed(c: Context, m: Mention): boolean {
  if (c.lang === "zh") {
    if (!AND_ZH.includes(c.fold[m.start - 1] ?? " ") && !LISTED_BEHIND_ZH.includes(c.fold[m.end] ?? " ")) return false;
    const from = Math.max(0, m.start - 80);
    const before = c.fold.slice(from, m.start);
    if (/(?:来自|包括|例如|比如|诸如|涵盖|覆盖|其中有)(?:[^,。;、]{1,20}、)*[^,。;、]{0,6}$/.test(before)) return /^(?:\([^)]{1,20}\))?[、和及与等]/.test(c.fold.slice(m.end, m.end + 24)) || before.includes("、");
    return false;
  }
  if (LISTED_BEHIND_EN.test(c.fold, m.end, m.end + 120) || (AMONG.mayBeIn(c) && AMONG_EN.test(c.fold.slice(Math.max(0, m.start - 120), m.start)))) return true;
  return m.type === "Region" && /\bfrom (?:the )?(?:[A-Z][A-Za-z. ]{2,24}, )*(?:[A-Z][A-Za-z. ]{2,24})?(?:,? and )?(?:the )?$/.test(c.fold.slice(Math.max(0, m.start - 100), m.start)) && (/^(?:, (?:[A-Z]|and )| and (?:the )?[A-Z])/.test(c.fold.slice(m.end, m.end + 12)) || /,|and/.test(c.fold.slice(Math.max(0, m.start - 6), m.start)));
}
