// What a count counts: the head noun after the number (or, where none follows, the noun before it).
// Invariant: in both languages the head is the last known noun of the phrase that the number opens.
import { because, clauseAt, type Context } from "./context.ts";
import { isSmall, isLetter } from "./fold.ts";
import type { Figure, Reason, Span } from "./model.ts";
import { ending, opening } from "./pattern.ts";
import type { Trigger, TriggerHit } from "./lexicon.ts";
import { words } from "./said.ts";

interface Decided {
  property: string;
  unit: string;
  reason: Reason;
  score: number;
  qualifier?: string;
}

/** Verbs and marks that end the noun phrase a number opens. */
const STOP_ZH = /[,。;:!?()、—|]|(?:(?:增加|增长|上升|提升|扩大|发展|壮大|扩充|减少|下降)(?=[到至为了])|参展|参会|入驻|签约|开工|落户|集聚|聚集|汇聚|实现|完成|获得|获评|参加|亮相|落地|投产|正在|已经|已|将|被|吸引|受到|共促|接待|迎接|在(?!建)|为|是|于|到(?!位)|从|向|与|和|及|以及|并|等|达|超|占|拥有|形成|成为|进驻|纳入|列入|通过|提供|覆盖|涵盖|同台|齐聚|共同|先后|集体|集中|面积|总投资|投资(?!案)|年产值|产值|年营收|建成|竣工|联合|来自|带来|展示|展出|携带?(?=[^,。]{2})|组团|组成|前来|见证|的)/;
const STOP_EN = /[,;:.!?()|]|\b(?:of|in|for|with|from|to|at|by|on|worth|over|that|which|who|were|was|is|are|be|been|have|has|had|will|would|can|and|or|but|as|into|across|per|than|now|so|presented|showed|showcased|displayed|took|came|come|traveled|travelled|visited|exhibited|gathered|displaying|showing|presenting|offering|supplying|producing|making|represented|featured|joined|shared|won|received|chose|moved|reached|invested|after|before|since|during|including|include|such|when|while|the|a|an|this|there|already|currently|under|within|around|each|every|making|covering|totaling|totalling|signed|started|built|completed|participated|participating|attended|settled|gathered|engaged|engaging|employed|employing|occupying|generating|hosting|operating|working|speciali[sz]ing|speciali[sz]ed|dealing|ranging|spread|housed|staffed|located|registered|based)\b/;

/** The span of the noun phrase opened by a figure. */
function phraseAfter(c: Context, f: Figure): Span {
  const clause = clauseAt(c, f.start).span;
  const next = c.figures.find((g) => g.start >= f.end)?.start ?? Infinity;
  const limit = Math.min(c.low.length, next, f.end + (c.lang === "zh" ? 22 : 70));
  let from = f.end;
  const lead = c.lang === "zh" ? /^(?:以上|以下|左右|余|多|\+)?的?\s?/.exec(c.low.slice(from, limit)) : /^(?:-| or more| or so| many(?= |[,.;]|$)|\+)?\s?/.exec(c.low.slice(from, limit));
  from += lead?.[0].length ?? 0;
  const text = c.low.slice(from, limit);
  const stop = c.lang === "zh" ? STOP_ZH : STOP_EN;
  let m = stop.exec(text);
  let cut = m ? m.index : text.length;
  if (c.lang === "zh" && m && m.index === 0 && /^(?:入驻|签约|在建|参展|参会|落户|投产|开工|获评|落地|合作|联合|建成|竣工|已|正在|集聚)/.test(m[0])) {
    // A verb that opens the phrase qualifies its noun: "8个入驻孵化项目".
    const rest = text.slice(m[0].length);
    m = stop.exec(rest);
    cut = (m ? m.index : rest.length) + text.length - rest.length;
  }
  if (c.lang === "en" && m && m.index === 0 && /^(?:registered|located|based|completed|signed|built|settled|employed|engaged|participating|exhibiting|operating|working|listed|existing|producing|supplying)$/.test(m[0]) && /^ [a-z-]+/.test(text.slice(m[0].length))) {
    // A participle that opens the phrase qualifies its noun: "24,000 registered enterprises".
    const rest = text.slice(m[0].length);
    m = stop.exec(rest);
    cut = (m ? m.index : rest.length) + text.length - rest.length;
  }
  if (c.lang === "en" && m && m.index > 0 && (m[0] === "and" || m[0] === "or") && !hasNoun(c, from, from + m.index)) {
    // "170 mid- and large-sized firms", "72,000 light-emitting and communication chips": the noun comes after the "and".
    const rest = text.slice(m.index + m[0].length);
    const again = stop.exec(rest);
    cut = m.index + m[0].length + (again ? again.index : rest.length);
  }
  return { start: from, end: Math.min(from + cut, Math.max(clause.end, from)) };
}

/** A countable noun of the lexicon, or any plural, lies in the stretch. */
function hasNoun(c: Context, from: number, to: number): boolean {
  return c.triggers.some((h) => h.start >= from && h.end <= to && countTrigger(h) !== undefined) || /[a-z]{3,}[^s\W](?<!ic)s\s*$/.test(c.low.slice(from, to));
}

const countTrigger = (h: TriggerHit): Trigger | undefined => h.word.counted;

/** Verbs that may stand alone behind a count. */
const NO_NOUN = new Set("入驻 签约 参展 参会 落户 投产 开工 落地 已 建成 竣工 集聚".split(" "));

/** Decides the property of a count by its noun, the classifier and what is said around it. */
export function headOfCount(c: Context, f: Figure, mainType: string | undefined, before: Decided | undefined): Decided | undefined {
  const phrase = phraseAfter(c, f);
  let head: { hit: TriggerHit; trigger: Trigger } | undefined;
  for (const hit of c.triggers) {
    if (hit.start < phrase.start || hit.end > phrase.end + 1) continue;
    const trigger = countTrigger(hit);
    if (trigger) head = { hit, trigger };
  }
  if ((f.measure.length === 1 && "度公千升米届国".includes(f.measure)) || (f.unit === "count" && c.lang === "en" && f.measure !== "")) return { property: "other_count", unit: "count", reason: { words: c.fold.slice(f.start, f.end + 10) }, score: 0.5 };
  // "6层厂房8栋", "18层的大楼": how high what follows is.
  const high = c.lang === "zh" && f.measure === "层" ? HIGH.exec(c.low.slice(f.end, f.end + 14)) : null;
  if (high) return high[1] ? undefined : { property: "storeys", unit: "count", reason: because(c, f.start, f.end), score: 0.7 };
  const said = c.fold.slice(phrase.start, phrase.end).trim();
  const noun = NO_NOUN.has(said) ? "" : said;
  if (c.lang === "en" && STOREYED.test(c.low, f.end, f.end + 9)) return { property: "storeys", unit: "count", reason: because(c, f.start, f.end), score: 0.8 };
  // "the spectators 50,000 person-times": visits
  if (c.lang === "en" && VISITS.test(c.low, f.end, f.end + 14)) return { property: "visitors", unit: "count", reason: because(c, f.start, f.end), score: 0.7 };
  // "a 120-person start-up", "a 60-strong team": how many work there, not how many firms there are.
  if (c.lang === "en" && c.low[f.end] === "-" && /^-(?:person|people|man|strong|employee|worker|member|staff)(?![a-z])/.test(c.low.slice(f.end, f.end + 10))) return /member/.test(c.low.slice(f.end, f.end + 7)) ? undefined : { property: "employees", unit: "count", reason: because(c, f.start, f.end), score: 0.6 };
  // "460 thousand pieces of lamps", "annual output 30 million piece Sapphire Project": goods, whatever follows.
  if (c.lang === "en" && PIECES.test(c.low, f.end, f.end + 8)) return { property: "other_count", unit: "count", reason: { words: noun.slice(0, 40) }, score: 0.5, qualifier: noun };
  // "85 employees per company", "average 12 people per team": so many in each.
  if (c.lang === "en" && noun !== "" && EACH.mayBeIn(c) && /^(?: [a-z-]+){0,3} (?:per|for each|at each) (?:company|firm|enterprise|employee|worker|team|project|institute)\b/.test(c.low.slice(f.end, f.end + 60))) return { property: "other_count", unit: "count", reason: { words: noun, rule: "so many each" }, score: 0.5, qualifier: noun };
  if (c.lang === "en" && FLOOR_OF.test(c.low, f.end, f.end + 10)) return undefined; // "at a hall of 6 floor of the centre"
  // "签约3个超40亿元的项目": the sum tells which are counted.
  const sized = c.lang === "zh" && f.measure !== "" && SUM_ZH.test(c.low.slice(f.end, f.end + 14)) ? SIZED_ZH.exec(c.low.slice(f.end, f.end + 40)) : null;
  if (sized) return settle(c, f, sized[1] === "项目" ? "projects_count" : sized[1] === "企业" ? "firms_count" : "other_count", because(c, f.end + sized[0].length - sized[1]!.length, f.end + sized[0].length), sized[1]!, 0.75, mainType);
  // "project of super 1 billion yuan have 3": machine translation counts behind the condition.
  const had = c.lang === "en" && f.unit === "bare" && noun === "" ? /\b(projects?|enterprises?|compan(?:y|ies)|firms?) (?:of|over|above|with) [^,.;]{4,40} (?:have|has|there (?:are|is)|are|is|total|reach(?:ed)?) $/.exec(c.low.slice(Math.max(0, f.start - 70), f.start)) : null;
  if (had && /^[,.;]|^$/.test(c.low.slice(f.end, f.end + 1))) return settle(c, f, had[1]!.startsWith("project") ? "projects_count" : "firms_count", { words: had[1]! }, had[1]!, 0.6, mainType);
  if (isSetSize(c, f) || NOTHING_COUNTED.test(noun, 0, noun.length)) return undefined;
  // "有500多人前来参观": those who come to see
  if (c.lang === "zh" && f.measure === "人" && /^(?:前来|到场|来到)?[^,。;\d]{0,4}(?:参观|观展|观摩|体验|参会|参加)/.test(c.low.slice(f.end, f.end + 12))) return { property: "visitors", unit: "count", reason: { words: c.fold.slice(f.end, f.end + 6).replace(/[,。;].*$/, "") }, score: 0.6 };
  // "a further 60 will be added, making 110": more of what was just counted, and their number now.
  if (c.lang === "en" && before?.unit === "count" && !head && MORE_BEHIND.test(c.low, f.end, f.end + 30)) return { ...before, score: 0.5, reason: { rule: "more of what was just counted" } };
  if (c.lang === "en" && before?.unit === "count" && !head && MORE_OF.test(c.low.slice(Math.max(0, f.start - 30), f.start)) && /^(?:[,.;)]| (?:will|would|are|were|have|has|in|by|at|on|over|more|others)\b|$)/.test(c.low.slice(f.end, f.end + 10))) return { ...before, score: 0.5, reason: { rule: "more of what was just counted" } };
  // "达成55个LED项目协议": agreements on projects are projects.
  if (c.lang === "zh" && f.measure.length === 1 && "个项宗".includes(f.measure) && /项目(?:合作)?(?:协议|合同|意向)$/.test(noun)) return settle(c, f, "projects_count", { words: noun }, noun, 0.7, mainType);
  // "MOCVD … is estimate about 45 set", "100 set machine": goods counted in machine translation.
  if (c.lang === "en" && !head && /^ sets?(?! (?:up|to|out|in|on|by|for|a|the)\b)(?![a-z])/.test(c.low.slice(f.end, f.end + 9))) return { property: "other_count", unit: "count", reason: { words: c.fold.slice(f.start, f.end + 4) }, score: 0.4, qualifier: noun || undefined };
  // "4条年产能为25万盏路灯的生产线": lines are counted by 条, whatever they make.
  if (c.lang === "zh" && f.measure === "条") {
    const rest = /^[^,。;]{0,40}?(?:生产线|产线|流水线)/.exec(c.low.slice(f.end, f.end + 48));
    if (rest) return settle(c, f, "production_lines", because(c, f.end, f.end + rest[0].length), noun, 0.8, mainType);
  }
  // "5家企业产品覆盖…": 家 counts the firms, whatever is said of them.
  if (c.lang === "zh" && (f.measure === "家" || f.measure === "户" || f.measure === "余家") && head && head.trigger.property !== "firms_count") {
    const firms = c.triggers.find((h) => h.start >= phrase.start && h.end <= head!.hit.start && countTrigger(h)?.property === "firms_count");
    if (firms) head = { hit: firms, trigger: countTrigger(firms)! };
  }
  if (c.lang === "zh" && f.measure === "人" && noun === "" && /(?:团队|队伍)(?:共?有?|达到?|超过?|约|近)*$/.test(c.low.slice(Math.max(0, f.start - 8), f.start))) return settle(c, f, "employees", because(c, Math.max(0, f.start - 4), f.start), noun, 0.6, mainType);
  if (head?.trigger.property === "production_lines" && c.lang === "zh" && /^[盏台片只套颗支件吨辆]/.test(f.measure)) head = undefined;
  // "only a few have a staff of more than 250": a size class, nobody's staff.
  if (c.lang === "en" && SOME.mayBeIn(c) && STAFFED.test(c.low.slice(Math.max(0, f.start - 80), f.start)) && /\b(?:few|most|many|some|half|none|majority|those)(?: of (?:them|the [a-z]+))? (?:companies |firms |ones )?(?:have|has|employ|employing|with|having)\b[^,;.]{0,36}$/.test(c.low.slice(Math.max(0, f.start - 80), f.start))) return undefined;
  // "increase its workforce by 500 to 5,600": by how many, not how many.
  if (c.lang === "en" && c.low.lastIndexOf("by ", f.start) >= 0 && /\b(?:increas|grow|grew|expand|rais|rise|rose|boost|cut|reduc|swell|enlarg|shrink|shrank|f[ae]ll)[a-z]* (?:[^,.;]{0,50} )?by (?:about |around |some |nearly |another |over |more than )?$/.test(c.low.slice(Math.max(0, f.start - 90), f.start))) return undefined;
  // "比上年末增加143家": a change, not a number held.
  if (c.lang === "zh" && MORE_ZH.test(c.low, Math.max(0, f.start - 16), f.start)) return undefined;
  // "引进厂商20家,精密机械11家,光电3家": firms counted by field.
  const firms = c.lang === "zh" && f.measure === "家" && noun === "" && before?.property === "firms_count" && c.figures.some((g) => g.end <= f.start && g.measure === "家") && !/(?:实验室|中心|平台|协会|机构|医院|银行|学校|院所|联盟)(?:各|有|约)?$/.test(c.low.slice(0, f.start));
  if (firms) return { ...before, score: 0.55, reason: { rule: "firms counted by field, like the figure before" } };
  if (f.unit === "bare" && !head && c.lang === "zh") return tail(c, f, mainType, noun);
  if (head) {
    if (f.unit === "bare" && c.lang === "zh" && head.hit.start - phrase.start > 6) return undefined;
    if (c.lang === "zh" && f.measure !== "" && /^(?:visitors|employees)$/.test(head.trigger.property) && !/[人名位次个员]/.test(f.measure)) return defaults(c, f, noun, before);
    return settle(c, f, head.trigger.property, because(c, head.hit.start, head.hit.end), noun, 0.85, mainType);
  }
  if (f.measure.startsWith("层")) return { property: "storeys", unit: "count", reason: { words: f.measure }, score: 0.8 };
  return tail(c, f, mainType, noun) ?? defaults(c, f, noun, before);
}

/** "国际企业18家", "enterprises already more than 2,600": the noun stands before. */
function tail(c: Context, f: Figure, mainType: string | undefined, noun: string): Decided | undefined {
  if (noun.length > (c.lang === "zh" ? 0 : 0) && c.lang === "zh" && f.measure !== "" && noun.length > 1) return undefined;
  if (c.lang === "en" && noun !== "") return undefined;
  const clause = clauseAt(c, f.start).span;
  const from = Math.max(c.lang === "zh" ? clause.start : Math.max(0, f.start - 110), ...c.figures.filter((g) => g.end <= f.start && !(f.range === "high" && g.range === "low" && f.start - g.end < 6) && !(c.lang === "en" && c.low.slice(g.end, f.start) === " to ")).map((g) => g.end), 0);
  let best: { hit: TriggerHit; trigger: Trigger } | undefined;
  for (const hit of c.triggers) {
    if (hit.end <= from || hit.end > f.start) continue;
    if (c.lang === "zh" && f.start - hit.end > 14) continue;
    const trigger = countTrigger(hit);
    if (trigger) best = { hit, trigger };
  }
  if (!best) return undefined;
  // "博士学位授予点7个": what is counted is the whole word before the number, not the people it begins with.
  const rest = c.lang === "zh" && f.measure !== "" ? c.low.slice(best.hit.end, f.start).replace(/(?:已|已经|现|共|共有|总共|总|合计|累计|就|也|都|仅|只|各|达到?|超过?|突破|为|有|设|约|近|逾|计|数量?|总数|总量|在|至|到|增至|[:,、()])+$/, "") : "";
  if (/^[\u4e00-\u9fff]{2,10}$/.test(rest) && /^[个项所座家处套台]$/.test(f.measure) && (best.trigger.property === "employees" || best.trigger.property === "visitors") && !/岗位|就业|用工|[和与及有的为]/.test(rest)) {
    const noun = c.fold.slice(best.hit.start, best.hit.end + rest.length);
    return { property: "other_count", unit: "count", reason: because(c, best.hit.start, best.hit.end + rest.length), score: 0.5, qualifier: noun };
  }
  if (f.unit === "bare" && c.lang === "zh" && !/(?:数|数量|总数|总量|人数|户数|家数|为|达|超|约|有|突破|近|逾|大概|在$)/.test(c.low.slice(best.hit.end, f.start))) return undefined;
  return settle(c, f, best.trigger.property, because(c, best.hit.start, best.hit.end), c.fold.slice(best.hit.start, best.hit.end), 0.75, mainType);
}

const SUM_ZH = /[\d百千十][多余]?[万亿]/;
const SIZED_ZH = /^(?:总?投资额?|年?产值|年?营收|营业收入|规模|年?主营业务收入)?(?:超过?|突破|过|逾|达|上|在)?[\d.百千十]+[多余]?[万亿](?:元|美元)?(?:级|及?以上|左右)?的?[\u4e00-\u9fff]{0,8}?(项目|企业|园区|产业集群|集群|基地)(?!数|之一)/;
const STOREYED = opening(/^-stor(?:e?y|ied)(?![a-z])/);
const PIECES = opening(/^ ?(?:pieces?|pcs)(?![a-z])/);
const FLOOR_OF = opening(/^ floor of\b/);
const EACH = words("per ", "each ");
const LEVELS = words("量级", "台阶", "大关", "关口");
const SOME = words("few", "most", "many", "some", "half", "none", "majority", "those");
const VISITS = opening(/^ ?person[- ]?times?\b/);
const STAFFED = /\b(?:have|has|employ|employing|with|having)\b/;
const MORE_ZH = ending(/比[^,。]{0,8}(?:净?增加?|增长|减少|多|新增)了?$/);
const FIELDS = opening(/^个(?:领域|方向|方面|环节|阶段|层面|维度|板块)/);
const PARTED = ending(/分(?:为|成|设|布)?[东西南北上中下]{0,3}$/);
const WITH = ending(/[与和同跟]$/);
const RANKED_AMONG = ending(/(?:\brank\w*|\d(?:st|nd|rd|th)|\b(?:first|second|third|top|place|position)) (?:among|of|out of) (?:the )?$/);
const HIGH = /^(?:高)?的?[\u4e00-\u9fff]{0,4}(?:厂房|大?楼|建筑|大厦)(?:(?:共|有)?(\d))?/;
const AMONG = opening(/^(?:家|个|户|项)[^,。;]{2,16}中(?=,|已|有|共|还)/);
const ONE_OF = opening(/^(?:个|家|大|项|座)[^,。;]{0,16}之一/);

/** "the three zones", "A、B两家公司", "三大": a set is named, nothing is counted. */
function isSetSize(c: Context, f: Figure): boolean {
  const before = c.low.slice(Math.max(0, f.start - 30), f.start);
  if (c.low[f.end] === "-") return false;
  if (c.lang === "zh" && FIELDS.test(c.low, f.end - 1, f.end + 3)) return true;
  if (c.lang === "zh" && PARTED.test(before, 0, before.length) && /^(?:个|大|块|期|区)/.test(c.low.slice(f.start + f.stated.number.length, f.end + 2))) return true;
  if (c.lang === "zh" && WITH.test(before, 0, before.length) && /^家[^,。;]{0,8}(?:签|合作|达成|携手|联合)/.test(c.low.slice(f.end - 1, f.end + 14))) return true; // "与三家企业签约": the other side
  if (c.lang === "en" && RANKED_AMONG.test(before, 0, before.length)) return true; // "ranks 5th among 169 zones"
  if (c.lang === "en" && f.bound === "eq" && before.includes(" of ") && /\b(?:one|two|three|some|any|many|part|most) of (?:(?:the|its|their|his|our|these|those|a) )?(?:top |total |original )?$/.test(before)) return true;
  if (c.lang === "zh" && AMONG.test(c.low, f.end - 1, f.end + 20)) return true; // "13家企业中已有12家"
  if (c.lang === "zh" && ONE_OF.test(c.low, f.end - 1, f.end + 20)) return true; // "全省60个重点集群之一"
  if (c.lang === "zh" && LEVELS.mayBeIn(c) && /^[^,。;]{0,6}(?:量级|台阶|大关|关口)/.test(c.low.slice(f.end, f.end + 12))) return true;
  const opens = c.low.charCodeAt(f.start);
  if (isSmall(opens)) return typeof f.value === "number" && f.value <= 12 && /(?:\bthe|\bthese|\bthose|\ball|\bits|\bone of|\bboth|\btheir|\bother|\bbetween|\bby|\bin|\binto|\bfrom) $/.test(before) && !/\b(?:in|by|into|from) $/.test(before.slice(-4)) || /\b(?:between|out of) $/.test(before);
  const han = "二两三四五六七八九十".includes(f.stated.number[0] ?? " ");
  return han && f.bound === "eq" && /[、和与][^,。;、等]{2,16}$/.test(before) && !/[等的有达超为共了在过]$/.test(before) && f.measure !== "" && !/^(?:层|条)/.test(f.measure);
}

/** "呈现3个特点": a list announced, nothing counted. */
const NOTHING_COUNTED = opening(/^(?:(?:鲜明|突出|明显|显著|重要|主要|关键|核心|大|基本|不同)(?:的)?)?(?:特点|特征|方面|亮点|阶段|步骤|层面|维度|特色|问题|原则|关键词|优势|变化|层次|字|重点|角度|版块|板块|领域|方向|环节|系列|门类|维度|梯队)$/);

const CONCRETE = /^(?:栋|幢|座|台|套|款|片|颗|只|辆|吨|支|枚|艘|架|间|场|件|项|名|位|种|类|所|处|宗|盏|条|对|篇|份|张|万只|粒|根|台套|台\(套\)|只\(套\))$/;

function defaults(c: Context, f: Figure, noun: string, before: Decided | undefined): Decided | undefined {
  const prior = c.figures.filter((g) => g.end <= f.start).pop();
  if (before?.unit === "count" && prior && noun.length <= 3 && !/[,。;、]/.test(c.low.slice(prior.end, f.start)) && /(?:到|至|升至|增至|增加到|达|\bto ?$)[^,。]{0,4}$/.test(c.low.slice(prior.end, f.start)) && f.start - prior.end < 24) return { ...before, score: 0.6, reason: { rule: "the later figure of a change" } };
  if (c.lang === "en" && before?.unit === "count" && noun === "" && /\b(?:of|in|among) (?:them|which|these) (?:about |some |already )?$/.test(c.low.slice(Math.max(0, f.start - 30), f.start))) return { ...before, score: 0.5, reason: { rule: "a part of the figure before" } };
  if (c.lang === "en" && before?.unit === "count" && noun === "" && f.unit === "bare" && !/hundred|thousand|illion/.test(f.stated.scale ?? "") && THEN_HAS.test(c.low.slice(Math.max(0, f.start - 40), f.start)) && /^(?:[.,;)]|$| (?:by|in|at|now|today|and|this|next)\b)/.test(c.low.slice(f.end, f.end + 7))) return { ...before, score: 0.5, reason: { rule: "counted like the figure before" } };
  if (c.lang === "en" && before?.unit === "count" && noun === "" && f.unit === "bare" && AGAINST.test(c.low.slice(Math.max(0, f.start - 34), f.start)) && /^(?:[.,;)]|$| (?:today|now|in|at|last|a year)\b)/.test(c.low.slice(f.end, f.end + 8))) return { ...before, score: 0.5, reason: { rule: "what the figure before is compared with" } };
  // "last year's edition drew 22,500": of those just counted.
  if (c.lang === "en" && before?.unit === "count" && noun === "" && THEN_DREW.test(c.low.slice(Math.max(0, f.start - 70), f.start))) return { ...before, score: 0.5, reason: { rule: "counted like the figure before" } };
  // "501 patents, 402 issued in China and 99 abroad": parts of what was just counted.
  if (c.lang === "en" && before?.unit === "count" && prior && typeof f.value === "number" && c.figures.some((g) => g.end <= f.start && typeof g.value === "number" && g.value > (f.value as number)) && (/^\s?(?:issued|granted|filed|registered|authori[sz]ed|approved|pending|abroad|overseas|outside|inside|within)\b/.test(c.low.slice(f.end, f.end + 16)) || (/\b(?:including|of which|among them) $/.test(c.low.slice(Math.max(0, f.start - 14), f.start)) && /^ (?:in|from|at|by|on|for)\b|^[,.;)]/.test(c.low.slice(f.end, f.end + 8)))) && f.start - prior.end < 60) return { ...before, score: 0.5, reason: { rule: "a part of what was just counted" } };
  // "通过8件投资案,其中1件不公开": one of those just counted.
  if (c.lang === "zh" && before?.unit === "count" && prior && prior.measure === f.measure && f.measure !== "" && f.start - prior.end < 40 && /(?:其中|其余|另有|余下)(?:的|有)?$/.test(c.low.slice(Math.max(0, f.start - 4), f.start)) && !/^(?:\p{Script=Han}{0,4}(?:企业|项目|人|园区|专利))/u.test(noun)) return { ...before, score: 0.5, reason: { rule: "of those counted just before" } };
  // "产业类64个,…;基础设施类17个", "国家级2个,省部级12个": kinds and ranks of what was counted before.
  const kind = c.lang === "zh" && noun === "" && /^[个项家]$/.test(f.measure) ? KIND_ZH.exec(c.low.slice(Math.max(0, f.start - 10), f.start)) : null;
  if (kind && before?.unit === "count") return { ...before, score: 0.5, reason: { rule: "counted by kind, like the figure before" } };
  if (kind && /^,?(?:计划|年度)?总?投资/.test(c.low.slice(f.end, f.end + 8))) return settle(c, f, "projects_count", { rule: "what is counted is invested in" }, noun, 0.5, undefined);
  if (kind) return { property: "other_count", unit: "count", reason: { words: c.fold.slice(Math.max(0, f.start - 10), f.end) }, score: 0.4 };
  const alike = f.measure === "" ? undefined : c.figures.filter((g) => g.end <= f.start && g.measure === f.measure).pop();
  if (noun === "" && before?.unit === "count" && alike !== undefined && f.start - alike.end < 32) return { ...before, score: 0.5, reason: { rule: "counted like the figure before" } };
  if (/^[二两三四五六七八九十]$/.test(f.stated.number) && !/^(?:家|户|层|人|名|栋|幢|条)$/.test(f.measure)) return undefined;
  if (f.measure === "户" || f.measure === "家" || f.measure === "余家") {
    if (noun === "" && before && ["firms_count", "exhibitors", "other_count"].includes(before.property)) return { ...before, score: 0.5, reason: { rule: "counted like the figure before" } };
    return settle(c, f, "firms_count", { words: f.measure }, noun, 0.45, undefined);
  }
  if (c.lang === "en" && isLetter(f.stated.number.charCodeAt(0)) && typeof f.value === "number" && f.value <= 12) return undefined;
  if (c.lang === "en" && f.unit === "bare" && typeof f.value === "number" && f.value >= 1000 && !(f.value > 1900 && f.value < 2100) && /^(?:[a-z]+ ){0,2}[a-z]{3,}$/.test(noun.toLowerCase()) && /^[^a-z]*(?:[.,;)]|$)/.test(c.low.slice(f.end + noun.length + 1, f.end + noun.length + 3))) return { property: "other_count", unit: "count", reason: { words: noun }, score: 0.3, qualifier: noun }; // "tender 28500 lamp", the plural lost in translation
  if (c.lang === "en" && f.unit === "bare" && typeof f.value === "number" && f.value > 1 && SINGULAR.test(noun.toLowerCase()) && (f.end - f.start > 1 || f.value < 10) && /^[\d,.]+$|thousand|million/.test(f.stated.number + (f.stated.scale ?? ""))) return { property: "other_count", unit: "count", reason: { words: noun }, score: 0.3, qualifier: noun };
  if (c.lang === "en" && noun !== "" && f.unit === "bare") {
    const words = noun.toLowerCase().split(/\s+/);
    const last = words[words.length - 1]!;
    if (words.length <= 6 && /[a-z]{3,}s$/.test(last) && !/(?:ss|us|is|times|years|months|days|hours|others|thousands|hundreds|dozens|percentages|sides|aspects|parts|ways|steps|stages|phases|levels|centuries)$/.test(last)) return { property: "other_count", unit: "count", reason: { words: noun }, score: 0.35, qualifier: noun };
    return undefined;
  }
  if (f.measure === "人次") return { property: "visitors", unit: "count", reason: { words: "人次" }, score: 0.6 };
  if (f.measure === "人" || f.measure === "名" || f.measure === "位") {
    return { property: noun === "" ? "employees" : "other_count", unit: "count", reason: { words: f.measure }, score: 0.35, qualifier: noun };
  }
  if (noun === "" && CONCRETE.test(f.measure) && !/^[人名位]/.test(f.measure) && /[\u4e00-\u9fff]{2,}$/.test(c.low.slice(Math.max(0, f.start - 6), f.start).replace(/(?:约|近|超过?|达到?|共计?|有|为)+$/, ""))) return { property: "other_count", unit: "count", reason: { words: c.fold.slice(Math.max(0, f.start - 6), f.end) }, score: 0.3 };
  if (noun !== "" && CONCRETE.test(f.measure) && noun.length <= 16) return { property: "other_count", unit: "count", reason: { words: `${f.measure}${noun}` }, score: 0.4, qualifier: noun };
  if (noun !== "" && f.measure === "个" && noun.length <= 14) return { property: "other_count", unit: "count", reason: { words: noun }, score: 0.3, qualifier: noun };
  return undefined;
}

const KIND_ZH = /[\u4e00-\u9fff]{2,6}[类级](?:别)?(?:各|有|共|约)?$/;
/** Goods and sites in the singular, as machine translation leaves them: "30 park", "90000 glass substrate/month". */
const SINGULAR = /^(?:[a-z0-9-]+ ){0,4}(?:park|base|workshop|laborator(?:y)|building|lamp|light|chip|substrate|panel|wafer|module|device|piece|pole|booth)(?:\/(?:month|year|day))?$/;
/** "at least 50 more by 2026". */
const MORE_BEHIND = opening(/^ more(?: of them)?(?= (?:by|in|over|within|before|this|next)\b|[,.;)]|$)/);
/** "expects 250 by year-end and hopes to reach 400 by 2027", "the optics cluster has 240". */
const THEN_HAS = /\b(?:has|have|had|hosts?|counts?|numbers?|expects?|targets?|reach|hit|top|exceed|(?:grow|rise|climb|increase) to|aims? (?:for|at)) (?:about |around |some |nearly |only |over |more than |just )?$/;
const AGAINST = /\b(?:compared (?:with|to)|up from|down from|against|versus) (?:about |around |some |nearly |only |just |over |more than )?$/;
const THEN_DREW = /\b(?:edition|event|show|fair|expo|year)\b[^,.;]{0,24}\b(?:drew|attracted|saw|had|welcomed|counted|recorded|hosted) (?:about |around |some |nearly |only |over |more than )?$/;
const MORE_OF = /\b(?:making|making it|for a total of|bringing the (?:total|number) to|a further|another|an additional|an extra) (?:about |around |some |nearly |over )?$/;
const PARTNER_ZH = /共同(?:发布|发起|签署|参与|组建|承办|出资)|发起|合作(?:企业|单位|伙伴|方)|共建单位|会员|成员|理事|股东|服务(?:了|过)?(?:企业)?|支持(?:了)?|惠及|帮助|走访|对接|考察|客户|用户|培训|扶持|提供(?:融资|贷款|支持)/;
const PARTNER_EN = /\b(?:founding|founders?|partner|partners|partnering|member|members|membership|cooperat\w*|collaborat\w*|support for|providing \w+ support|serve[ds]?|customers|clients|trained|joint training|suppliers of|helped(?! (?:to )?(?:create|found|start|launch|set up|build))|financ\w+ support)\b/;

/** Adjusts a noun's property by what surrounds it: exhibitors at an expo, founders and partners apart, people on site or on staff. */
function settle(c: Context, f: Figure, property: string, reason: Reason, noun: string, score: number, mainType: string | undefined): Decided | undefined {
  const clause = clauseAt(c, f.start).span;
  const text = c.low.slice(clause.start, clause.end);
  const around = c.low.slice(Math.max(0, f.start - 24), Math.min(c.low.length, f.end + 30));
  const expo = mainType === "Expo" || c.mentions.some((m) => m.type === "Expo");
  const done = (p: string, s = score): Decided => ({ property: p, unit: "count", reason, score: s, qualifier: noun || undefined });
  if (property === "firms_count") {
    if (expo && /展示|展出|布展|亮相|组团|(?:这次|此次|本次|一行)来/.test(text) && c.lang === "zh") return done("exhibitors");
    if (expo && /吸引|汇聚|汇集|云集|邀请|迎来|吸纳|集结|携手|\b(?:attract|drew|draws?|gather|welcom|hosted|featur)/.test(text)) return done("exhibitors");
    if (/参展|展商|\bexhibit/.test(text) || (expo && /参展|展商|exhibit/.test(c.low))) return done("exhibitors");
    if (c.lang === "zh" && /(?:机构|高校|院所|学校)[^,。]{0,4}[和与及、]企业(?:近|约|超过?|共)?$/.test(c.low.slice(Math.max(0, f.start - 16), f.start))) return done("other_count", score * 0.8);
    if ((c.lang === "zh" ? PARTNER_ZH : PARTNER_EN).test(c.lang === "zh" ? around : text)) return done("other_count", score * 0.8);
    return done("firms_count");
  }
  if (property === "employees" && (mainType === "Expo" || /参会|出席|与会|到会|嘉宾|\battend/.test(text)) && /院士|专家|教授|学者|expert|scientist|academician|professor/.test(c.low.slice(f.start - 12 < 0 ? 0 : f.start - 12, f.end + 24))) return done("other_count");
  if (property === "other_count" && /^(?:院士|专家|教授|学者)$/.test(reason.words ?? "") && !expo && mainType !== "Event" && !/当选|入选|增选|参会|与会|出席|嘉宾|报告|邀请|演讲|论坛|聘请|顾问|参加/.test(text) && c.mentions.some((m) => m.type === "Institute" || m.type === "Lab" || m.type === "Firm")) return done("employees");
  if (property === "employees" && /当选|入选|增选/.test(text) && /院士|专家|人才|学者/.test(around)) return done("other_count");
  if (property === "employees" && /培训|培养|\btraining\b(?<!trainees in vocational training|apprentices in training)|(?<!highly |well |well-)\btrained\b(?! (?:people|staff|workers|engineers|technicians|employees|personnel))/.test(text)) return done("other_count");
  if (property === "employees" && !/^(?:工人|员工|职工|务工人员|施工人员|workers?|staff|employees?)$/.test(reason.words?.toLowerCase() ?? "") && /visit|attend|audience|buyer|参观|观展|到场|入场/.test(text) && /people|persons?|人/.test(c.low.slice(f.end - 1, f.end + 10))) return done("visitors");
  if (property === "storeys" && c.lang === "en" && !/stor(?:y|ies|ey|eys|ied|eyed)|floor/.test(c.low.slice(f.end, f.end + 24))) return undefined;
  return done(property);
}
