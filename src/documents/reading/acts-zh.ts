// Dated acts in Chinese whose matter and whose thing the grammar tells: "某楼封顶", "1952年始建的某馆", "举行某厂启用典礼", "在某论坛上".
// Invariant: an act is told only where its words stand beside the date, in its clause or in one that hangs on it; looks at one sentence.
import { because, clauseAt, withRoom, type Context } from "./context.ts";
import type { DateMention } from "./dates.ts";
import type { DatedEvent } from "./events.ts";
import type { Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { words } from "./said.ts";

type Property = DatedEvent["property"];
type Kind = DatedEvent["kind"];

const BUILD = "全面开工建设|开工建设|全面开工|开工|动工|动土|奠基|破土|开建|启动建设|开始建设|进场施工|进场装修|复工复产|复工";
const CAPPED = "主体封顶|全面封顶|结构封顶|封顶|上梁";
const DONE = "竣工验收|竣工投产|竣工|完工|建成投产|建成投用|建成启用|建成|落成启用|落成|交付使用|交付|投产使用|投产|投用|投入使用|投入运营|投入生产|正式生产|批量生产|投入试运行|启用|试生产|试产|量产|达产|通线|点亮投产|点亮|点火运行|点火|开园|开业|开馆|投运|试运营|通过验收";
const FOUND = "揭牌成立|揭牌运营|揭牌|挂牌成立|挂牌|注册成立|正式成立|成立|组建|设立|创办|创立|创建|始建|始办|首办|首创|诞生|批准建立";
const LAUNCH = "首发|下线|发布|推出|上线|问世|面世|亮相|启动";
const ISSUE = "印发|下发|出台|颁布|公布|施行|实施|生效";
const OPEN = "举行|举办|召开|开幕|启幕|揭幕|开赛|开锣|登场";
const CLOSE = "闭幕|落幕|落下帷幕|落下大幕|圆满收官|收官";

const KINDS: readonly [string, Property, Kind][] = [
  [CAPPED, "capped_date", "build"], [BUILD, "start_date", "build"], [DONE, "completion_date", "build"], [CLOSE, "completion_date", "hold"], [FOUND, "start_date", "found"], [OPEN, "start_date", "hold"], [ISSUE, "start_date", "issue"], [LAUNCH, "start_date", "launch"],
];
const OF_VERB = new Map<string, readonly [Property, Kind]>(KINDS.flatMap(([list, property, kind]) => list.split("|").map((w) => [w, [property, kind] as const] as const)));
const longestFirst = (...lists: string[]): string => lists.flatMap((l) => l.split("|")).sort((a, b) => b.length - a.length).join("|");
const ALL = longestFirst(...KINDS.map(([list]) => list));
const ACTS = words(...[...OF_VERB.keys()].map((w) => w.slice(-2)), "仪式", "典礼", "建于", "会上", "坛上", "式上", "展上");

/** What stands between a thing and its verb, or between it and its date. */
const AUX = "(?:现?已|也|又|还|将|将于|即将|预计|预定|计划|拟|拟于|有望|力争|力拼|力拚|争取|目标|正式|全面|顺利|成功|胜利|圆满|同步|同时|同日|集中|陆续|全部|相继|盛大|隆重|如期|宣告|宣布|在|于|自|从|是|就|可|可望|能|到|约|大约|首次|联合|共同|率先|整体|基本|提前|开始|实现|主体工程|主体结构|主体)";
const TIME = "(?:上午|下午|晚上?|凌晨|早上|中午|傍晚)?(?:\\d{1,2}(?:点|时)(?:\\d{1,2}分|半|许|整)?)?";
/** "在东湾高新区": where it happens. */
const PLACE = "(?:(?:在|于)[^,。;:、的]{2,18}?(?:上|内|里)?)?";

/** "…综合体", "…新厂", "…产线": the ends of things that acts happen to, beside those that names-zh.ts knows. */
const ENDINGS: readonly [RegExp, string][] = [
  [/(?:协会|联合会|学会|商会|促进会|理事会|联盟)$/, "Institute"],
  [/(?:博览会|光博会|交易会|展览会|高交会|展会|[\u4e00-\u9fff]{2}展)$/, "Expo"],
  [/(?:会|论坛|仪式|典礼|(?:启动|动工|动土|奠基|开幕|签约|落成)礼|活动|大赛|开放日|路演|沙龙|开幕式|闭幕式|赛|光电周|会议)$/, "Event"],
  [/(?:计划|规划|方案|意见|措施|办法|条例|政策|纲要|指南|细则|法)[》”]?$/, "Policy"],
  [/(?:项目|工程|专案|综合体|生产线|产线|中试线|示范线|试验线|代线|条线|号线|新厂|工厂|晶圆厂|面板厂|[\u4e00-\u9fff]厂|超市|电站|港区|站房|平台|装置|生产基地|制造基地)$/, "Project"],
  [/(?:楼|厂房|车间|总部|大厦|塔|公寓|馆|仓储中心)$/, "Building"],
  [/(?:研究院|研究所|[\u4e00-\u9fff]院|[\u4e00-\u9fff]所|学校|大学|筹备处|仪器馆)$/, "Institute"],
  [/(?:实验室|中心)$/, "Lab"],
  [/(?:园|园区|产业园|城|谷|基地|小镇|港)$/, "Park"], [/(?:开发区|高新区|新区|示范区|保税区)$/, "Zone"], [/(?:公司|集团|股份|光电|科技|电子|半导体|激光|显示|照明)$/, "Firm"], [/(?:产业集群|集群)$/, "Cluster"], [/(?:基金)$/, "Fund"],
];

/** What somebody's words or a class of things are no name of. */
const NOT_NAME = /^(?:该|本|此|这|其|我|全|各|多|一批|首批|[\d一二两三四五六七八九十百]+(?:个|家|条|项|座|栋|件|批))|[，。;:!?]|^(?:项目|工程|公司|企业|园区|基地|会议|活动|新厂|工厂|产品|仪式|典礼)$|(?:等|其中|包括|以及|目前|记者|获悉|了解|表示|介绍|来到|走进)|的$|\d(?:个|家|项|余家|多家)(?:重大|重点|产业|工业|签约|光电)*(?:项目|工程|企业)$/;

/** The acts that a date belongs to; none where the sentence does not tell them by its grammar. */
export function actsZh(c: Context, date: DateMention): DatedEvent[] {
  if (date.when === undefined || date.kind === "span" || date.kind === "plan" || date.end === 0 || !ACTS.mayBeIn(c)) return [];
  const out: DatedEvent[] = [];
  const gathering = gatheringOf(c, date);
  if (gathering) out.push(gathering);
  for (const act of [behind(c, date), before(c, date), ahead(c, date)]) {
    if (act.length === 0) continue;
    out.push(...act.filter((a) => a.verb.start !== gathering?.verb.start));
    break;
  }
  return out;
}

const event = (c: Context, date: DateMention, verb: Span, property: Property, kind: Kind, whose: Mention | undefined, score = 0.85): DatedEvent => ({ date, verb, property, kind, reason: because(c, verb.start, verb.end), score, ...(whose ? { whose } : {}) });

/** "11月17日上午,在某大会上": what is told happened there; the gathering was held that day. */
const AT_GATHERING = new RegExp(`^${TIME},?(?:在|从)?(?:(${ALL})的)?([^,。;:]{3,40}?(?:大会|论坛|峰会|发布会|推介会|对接会|恳谈会|座谈会|研讨会|交流会|洽谈会|推进会|年会|会议|仪式|典礼|开幕式|博览会|光博会|展会|展览会))(?:上|现场|期间|中)`);

function gatheringOf(c: Context, date: DateMention): DatedEvent | undefined {
  const rest = c.low.slice(date.end, date.end + 64);
  // "今年5月17日的科技开放日"
  const of = /^的([^,。;:的]{3,30}(?:仪式|典礼|大会|论坛|峰会|会议|[\u4e00-\u9fff]{2}会|开放日))(?=上|期间|[,。;]|$)/.exec(rest);
  if (of && date.when!.length === 10) {
    const named = thingAt(c, date.end + 1, date.end + 1 + of[1]!.length);
    if (named && named.type === "Event") return event(c, date, { start: date.end + 1, end: date.end + 1 + of[1]!.length }, "start_date", "hold", named, 0.7);
  }
  const m = AT_GATHERING.exec(rest);
  if (!m) return undefined;
  const end = date.end + m[0].length - (/(?:现场|期间)$/.test(m[0]) ? 2 : 1);
  const whose = thingAt(c, end - m[2]!.length, end);
  return whose && /^(?:Event|Expo)$/.test(whose.type) ? event(c, date, { start: end - 2, end }, "start_date", "hold", whose, 0.75) : undefined;
}

/** "1952年始建的某馆", "近日召开的某会", "2019年投产的某厂". */
const RELATIVE = new RegExp(`^${TIME}(?:,)?${PLACE}${AUX}{0,2}(${ALL})的([^,。;:、的]{3,40})`);
/** "举行某厂启用典礼", "召开某大会", "办了签约仪式". */
const HOLDS = new RegExp(`(?:召开|举行|举办|主办|承办|进行|办)了?([^,。;:]{2,44}?(?:仪式|典礼|(?:启动|动工|动土|奠基|开幕|签约|落成)礼|大会|论坛|峰会|会议|[\\u4e00-\\u9fff]会|开放日|活动|大赛|路演|沙龙|光电周|博览会|[\\u4e00-\\u9fff]{2}展))(?=[,。;:)”]|$|(?:上|期间|,))`);
/** The thing's own day: "某厂启用典礼" is the plant's; a signing, or works begun by the dozen, are a day of their own. */
const RITE = /^(.*?)(?:全面|项目|主体|正式)?(动土开工|开工奠基|开工|奠基|动土|破土|启用|落成|竣工|投产|封顶|上梁|揭牌|挂牌|成立|首发|发布|开业|开园|点亮|投用|通线|量产)(?:仪式|典礼|礼|(?<=成立)大会)$/;
const MANY = /集中|批|签约|暨|联合|活动$|系列|集体|同步/;

/** Of what stands behind the date: a relative clause, a thing and its verb, a gathering and its holder. */
function behind(c: Context, date: DateMention): DatedEvent[] {
  const rest = c.low.slice(date.end, Math.min(c.low.length, date.end + 120));
  const relative = RELATIVE.exec(rest);
  if (relative) {
    const from = date.end + relative[0].length - relative[2]!.length;
    const whose = thingFrom(c, from);
    if (whose) return verbed(c, date, relative[1]!, date.end + relative[0].length - relative[2]!.length - 1 - relative[1]!.length, whose);
  }
  const limit = Math.min(rest.length, nextDate(c, date) - date.end, clauseEnd(c, date, 2) - date.end);
  const out = inClauses(c, date, date.end, date.end + limit);
  return out.length > 0 ? out : objects(c, date, date.end + limit);
}

/** What else happened on that day and at that place: "会上还举行了…", "同日,…开工". */
const BESIDE = /^(?:会上|会议上|大会上|论坛上|现场|仪式上|活动上|展会上|开幕式上|活动现场|期间|其间|同日|同一天|同时|当天|当日|同期)/;

/** The acts told clause by clause: those of the first clause that tells any, and of those behind it that say they were of the same day. */
function inClauses(c: Context, date: DateMention, from: number, to: number): DatedEvent[] {
  const out: DatedEvent[] = [];
  for (let i = clauseAt(c, from).index; i < c.clauses.length && c.clauses[i]!.start < to; i++) {
    const [start, end] = [Math.max(from, c.clauses[i]!.start), Math.min(to, c.clauses[i]!.end)];
    if (out.length > 0 && !BESIDE.test(c.low.slice(start, end).trimStart())) continue;
    out.push(...(holds(c, date, start, end) ?? plainActs(c, date, start, end)));
  }
  return out;
}

/** "市政府召开新闻发布会": the gathering behind its verb; the rite of one thing is that thing's day. */
function holds(c: Context, date: DateMention, start: number, stop: number): DatedEvent[] | undefined {
  const m = HOLDS.exec(c.low.slice(start, stop + 1));
  if (!m) return undefined;
  const [from, end] = [start + m.index + m[0].length - m[1]!.length, start + m.index + m[0].length];
  const verb = { start: start + m.index, end: from };
  const rite = MANY.test(m[1]!) ? null : RITE.exec(m[1]!);
  if (rite) {
    const [property, kind] = ofRite(rite[2]!);
    const own = rite[1]!.length >= 3 ? thingAt(c, from, from + rite[1]!.length) : undefined;
    if (rite[1]!.length >= 3 && own === undefined) return undefined;
    return [event(c, date, { start: from + rite[1]!.length, end }, property, kind, own ?? thingBefore(c, verb.start, start))];
  }
  const whose = thingAt(c, from, end) ?? made(c, from, end, /展$|博览会$/.test(m[1]!) ? "Expo" : "Event");
  return [event(c, date, verb, "start_date", "hold", whose)];
}

/** "开建第6代生产线", "启动“某某计划”", "成立某筹备处": what is begun or finished behind its verb, up to the end of the clause. */
const MAKES = /(开建|建成|建起|成立|组建|创办|设立|启动|推出|发布|印发|下发|出台|创建|启用|上线)了?([^,。;:、]{4,40})(?=[,。;、]|$)/;
const OF_MAKES: Readonly<Record<string, readonly [Property, Kind]>> = { 开建: ["start_date", "build"], 建成: ["completion_date", "build"], 建起: ["completion_date", "build"], 启用: ["completion_date", "build"] };

function objects(c: Context, date: DateMention, to: number): DatedEvent[] {
  const m = MAKES.exec(c.low.slice(date.end, to + 1));
  if (!m || m.index > 34 || /[\d一二两三四五六七八九十]+[个家条座项批]|^为|^(?:了|出|在|于|后|以来|的)/.test(m[2]!.slice(0, 6))) return [];
  const end = date.end + m.index + m[0].length;
  const text = c.fold.slice(end - m[2]!.length, end);
  const quotedName = /^[“《][^”》]{3,36}[”》]$/.test(text);
  const bare = /^“/.test(text) && quotedName ? 1 : 0; // the marks of a coined name are no part of it
  const type = quotedName ? (/^《/.test(text) || /计划|行动|工程/.test(text) ? "Policy" : "Product") : ENDINGS.find(([re]) => re.test(text))?.[1];
  if (type === undefined || type === "Firm" || NOT_NAME.test(text) || /高地|枢纽|集聚区|先行区|示范区$|强市|体系|格局/.test(text)) return [];
  const [property, kind] = OF_MAKES[m[1]!] ?? ["start_date", type === "Policy" ? "issue" : OF_VERB.get(m[1]!)?.[1] ?? "launch"];
  if (property === "completion_date" && !/^(?:Project|Building|Park|Lab)$/.test(type)) return [];
  const start = date.end + m.index;
  return [event(c, date, { start, end: start + m[1]!.length }, property, kind, thingAt(c, end - m[2]!.length + bare, end - bare) ?? made(c, end - m[2]!.length + bare, end - bare, type), 0.75)];
}

const ofRite = (matter: string): readonly [Property, Kind] => OF_VERB.get(matter) ?? OF_VERB.get(matter.slice(-2)) ?? ["start_date", "build"];

const EVERY = new RegExp(`(${ALL})`, "g");

/** "某楼封顶并交付使用": every act of the clause that has the thing right before it. */
function plainActs(c: Context, date: DateMention, from: number, to: number): DatedEvent[] {
  const out: DatedEvent[] = [];
  const text = c.low.slice(from, to);
  const re = EVERY;
  re.lastIndex = 0;
  let whose: Mention | undefined;
  let lastEnd = -1;
  for (let m = re.exec(text); m; m = re.exec(text)) {
    const start = from + m.index;
    const end = start + m[0].length;
    const tail = c.low.slice(end, end + 6);
    if (!/^(?:$|[,。;:!)、]|了?[,。;]|并|后|于|在|(?:仪式|典礼)(?:$|[,。;])|和|及)/.test(tail) || /^于?\d/.test(tail)) continue;
    if (lastEnd >= 0 && whose && /^(?:仪式)?(?:,?并|,?且|、|和|及|,)?(?:正式|全面|同步)?$/.test(c.low.slice(lastEnd, start))) {
      out.push(...verbed(c, date, m[0], start, whose));
      lastEnd = end;
      continue;
    }
    if (out.length > 0) break;
    whose = thingBefore(c, start, from);
    if (whose === undefined) return [];
    for (const one of partsOf(c, whose)) out.push(...(one.act ? [event(c, date, { start, end }, one.act[0], one.act[1], one.whose)] : verbed(c, date, m[0], start, one.whose)));
    lastEnd = end;
  }
  return out;
}

/** "某生产线项目和某实验线项目": two things of one verb. */
function pairOf(c: Context, whose: Mention): { whose: Mention }[] {
  const first = whose.definite ? undefined : c.mentions.find((m) => m.start === whose.start && m.end < whose.end - 3 && !m.definite && m.type === whose.type && /[和与及、]/.test(c.fold[m.end]!));
  const second = first && thingAt(c, first.end + 1, whose.end);
  return first && second ? [{ whose: first }, { whose: second }] : [{ whose }];
}

/** "某院揭牌仪式暨某园推介会": each rite of one thing is that thing's act, any other gathering its own. */
function partsOf(c: Context, whose: Mention): { whose: Mention; act?: readonly [Property, Kind] }[] {
  if (whose.type !== "Event" || whose.definite) return pairOf(c, whose);
  if (!whose.name.split("暨").some((part) => RITE.test(part))) return [{ whose }];
  const out: { whose: Mention; act?: readonly [Property, Kind] }[] = [];
  let at = whose.end - whose.name.length;
  for (const part of c.fold.slice(at, whose.end).split("暨")) {
    const rite = /集中|批|签约|联合|系列|集体|同步/.test(part) ? null : RITE.exec(part);
    const own = rite && rite[1]!.length >= 3 ? thingAt(c, at, at + rite[1]!.length) : undefined;
    if (rite && own) out.push({ whose: own, act: ofRite(rite[2]!) });
    else if (!rite) out.push({ whose: at === whose.start && part.length === whose.name.length ? whose : (thingAt(c, at, at + part.length) ?? made(c, at, at + part.length, "Event")) });
    at += part.length + 1;
  }
  return out.length > 0 ? out : [{ whose }];
}

function verbed(c: Context, date: DateMention, word: string, start: number, whose: Mention): DatedEvent[] {
  const [property, kind] = OF_VERB.get(word)!;
  const gathering = /^(?:Event|Expo)$/.test(whose.type);
  if (kind === "hold" && !gathering) return [];
  if (gathering && kind === "build") return []; // "光博会投用" is nobody's
  if (kind === "issue" && whose.type !== "Policy") return [];
  if (kind === "launch" && /^(?:Firm|Region|Zone|Building)$/.test(whose.type)) return [];
  if (kind === "build" && /^(?:Region|Event|Expo|Policy|Product|Cluster|Fund)$/.test(whose.type)) return [];
  if (kind === "found" && whose.type === "Region") return [];
  return [event(c, date, { start, end: start + word.length }, property, gathering && property === "start_date" ? "hold" : kind, whose)];
}

/** "光博会创办于2002年", "某项目自2020年12月动工", "量产时间预计在2024年初": the thing and its verb around the date. */
const VERB_AT = new RegExp(`(${ALL})(?:时间|日期)?${AUX}{0,2}(?:于|在|是|为)$`);

function before(c: Context, date: DateMention): DatedEvent[] {
  const head = c.low.slice(Math.max(0, date.start - 60), date.start);
  const lasts = /(?:持续|延续|一直)(?:到|至)$/.exec(head);
  if (lasts) {
    const gathering = c.mentions.filter((m) => /^(?:Expo|Event)$/.test(m.type) && m.end <= date.start).pop();
    return gathering ? [event(c, date, { start: date.start - lasts[0].length, end: date.start }, "completion_date", "hold", gathering)] : [];
  }
  if (/建于$/.test(head)) {
    const built = thingBefore(c, date.start - 2, clauseAt(c, date.start - 2).span.start);
    return built && !/^(?:Event|Expo|Policy|Region)$/.test(built.type) ? [event(c, date, { start: date.start - 2, end: date.start }, "start_date", "found", built)] : [];
  }
  const at = VERB_AT.exec(head);
  if (!at) return [];
  const start = date.start - at[0].length;
  const whose = thingBefore(c, start, clauseAt(c, start).span.start);
  return whose ? verbed(c, date, at[1]!, start, whose) : [];
}

/** "t8项目预计2025年11月动工": the thing stands before its date, the verb right behind it. */
const VERB_NEXT = new RegExp(`^${TIME}(?:(?:在|于)[^,。;:的]{2,14}?)?${AUX}{0,3}(${ALL})(?=$|[,。;:、)]|并|了|仪式|典礼)`);

/** "封顶并交付使用" */
const ALSO = new RegExp(`^(?:并|且|、|和)(?:正式|全面)?(${ALL})(?=$|[,。;:、)])`);

function ahead(c: Context, date: DateMention): DatedEvent[] {
  const next = VERB_NEXT.exec(c.low.slice(date.end, date.end + 40));
  if (!next) return [];
  const clause = clauseAt(c, date.start).span;
  if (date.start - clause.start < 3) return [];
  const whose = thingBefore(c, date.start, clause.start);
  if (whose === undefined) return [];
  const start = date.end + next[0].length - next[1]!.length;
  const first = verbed(c, date, next[1]!, start, whose);
  const also = ALSO.exec(c.low.slice(start + next[1]!.length, start + next[1]!.length + 14));
  return also ? [...first, ...verbed(c, date, also[1]!, start + next[1]!.length + also[0].length - also[1]!.length, whose)] : first;
}

function nextDate(c: Context, date: DateMention): number {
  return c.dates.find((d) => d.start >= date.end && !ofName(c, d) && d.when !== undefined && d.kind !== "now" && d.kind !== "recent")?.start ?? Infinity;
}

/** The end of the clause `further` clauses behind the date's, or of the sentence's part before a semicolon. */
function clauseEnd(c: Context, date: DateMention, further: number): number {
  const own = clauseAt(c, date.end - 1);
  const lone = own.span.end - date.end <= 8 || /^(?:上午|下午|晚)/.test(c.low.slice(date.end, date.end + 2)) && own.span.end - date.end <= 12;
  return c.clauses[Math.min(c.clauses.length - 1, own.index + (lone ? further : 0))]!.end;
}

/** "2014年第一批重大工程开工仪式", told with its day: the year is part of the name. */
export function ofName(c: Context, d: DateMention): boolean {
  if (d.when?.length !== 4 || !/年$/.test(c.low.slice(d.start, d.end))) return false;
  const behind = c.low.slice(d.end, d.end + 44);
  const day = c.dates.find((x) => x !== d && (x.when?.length ?? 0) === 10);
  if (day === undefined) return false;
  // "5月24日,2021年中国激光大会…": the day has just been told.
  if (day.end <= d.start && d.start - day.end <= 3 && /^[^,。;]{3,34}(?:大会|论坛|峰会|年会|博览会|会议|仪式|活动)/.test(behind)) return true;
  return /^[\u4e00-\u9fff]{0,6}?(?:第[一二三四五六七八九十\d]+[批次期]|[一二三四]季度|重点|重大|新年|度)[^,。;]{0,30}(?:仪式|活动|会|集中)/.test(behind);
}

const STRIP = new RegExp(`${AUX}+$`);
const STRIP_PLACE = /(?:在|于)[^,。;:、的]{2,16}?$/;

/** The thing whose name ends where a verb (with its adverbs and its place) begins; `floor` is where its clause, or its date, lets it begin. */
function thingBefore(c: Context, verb: number, floor: number): Mention | undefined {
  for (const bare of [false, true]) {
    let text = c.low.slice(floor, verb).replace(STRIP, "");
    if (bare) {
      const without = text.replace(STRIP_PLACE, "");
      if (without === text) return undefined;
      text = without.replace(STRIP, "");
    }
    const end = floor + text.length;
    const place = !bare && STRIP_PLACE.test(text);
    const from = floor + (/^[\s,:]*(?:上午|下午|晚上?)?(?:\d{1,2}[点时](?:\d{1,2}分|半)?)?[\s,:]*/.exec(text)?.[0].length ?? 0);
    const found = place ? undefined : (thingAt(c, from, end) ?? bareName(c, from, end));
    if (found) return found;
  }
  return undefined;
}

/** What is named up to `end`: what the names of the sentence say, else the stretch itself where it ends like such a thing. */
function thingAt(c: Context, from: number, end: number): Mention | undefined {
  if (end - from < 2) return undefined;
  const named = c.mentions.find((m) => m.end === end && m.start >= from);
  const start = opening(c, from, end);
  const text = c.fold.slice(start, end);
  if (named && ((named.definite && (end - start <= named.name.length + 2 || named.start === from)) || named.start <= start)) return named;
  const type = ENDINGS.find(([re]) => re.test(text))?.[1];
  if (type !== undefined && end - start >= 3 && end - start <= 40 && !NOT_NAME.test(text)) return made(c, start, end, named && named.type !== "Region" ? named.type : type);
  return named;
}

/** "CSA宣告成立", "京东方成立": all that stands before the verb is the name. */
function bareName(c: Context, from: number, end: number): Mention | undefined {
  const verb = c.low.slice(end, end + 8);
  const text = c.fold.slice(from, end);
  return /^(?:宣告|正式|宣布|在[^,。]{2,5})?(?:成立|创立|诞生|创办|首创|首办|组建)/.test(verb) && /^(?:[A-Z][A-Za-z0-9-]{1,9}|[\u4e00-\u9fff]{3,6})$/.test(text) && !NOT_NAME.test(text) && !/[的了在和与并将已被把为]/.test(text) ? made(c, from, end, "Firm") : undefined;
}

/** What is named from `from` on, as far as its head. */
function thingFrom(c: Context, from: number): Mention | undefined {
  const m = /^[“《]?[^,。;:、和与及的]{3,30}/.exec(c.low.slice(from, from + 34));
  const whole = m ? thingAt(c, from, from + m[0].replace(/(?:上|中|期间|现场)$/, "").length) : undefined;
  if (whole && /^(?:Event|Expo)$/.test(whole.type)) return whole;
  const named = c.mentions.find((x) => x.start >= from && x.start <= from + 1);
  return named && named.type !== "Region" ? named : whole;
}

/** Where a thing's name may open: behind the last "的" that closes what is said of it, behind a date's words, a comma. */
function opening(c: Context, from: number, end: number): number {
  const text = c.low.slice(from, end);
  const of = text.lastIndexOf("的", text.length - 3);
  const owner = of > 0 && c.mentions.some((m) => m.end === from + of && !m.definite); // "某公司的新厂", but not "投资的某项目"
  const gap = /^.*[\u4e00-\u9fff)] (?=[\u4e00-\u9fff“])/.exec(text)?.[0].length ?? 0; // "…日电 某项目"
  return from + Math.max(gap, text.lastIndexOf(",") + 1, text.lastIndexOf(":") + 1, text.lastIndexOf("。") + 1, owner ? 0 : of + 1, /^.*(?:[日号]|上午|下午|当天|其中有?)(?=[\u4e00-\u9fff“《])/.exec(text)?.[0].length ?? 0);
}

function made(c: Context, start: number, end: number, type: string): Mention {
  const name = c.fold.slice(start, end);
  return withRoom({ start, end, name, type, definite: false, oblique: false, weak: true });
}
