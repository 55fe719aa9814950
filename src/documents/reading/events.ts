// Dated events: a date beside a verb of starting, topping out or finishing becomes a date claim.
// Invariant: a date without such a verb, or whose year cannot be had, is no claim.
import { actsEn, plainEn } from "./acts-en.ts";
import { actsZh, ofName } from "./acts-zh.ts";
import { because, clauseAt, type Context } from "./context.ts";
import type { DateMention } from "./dates.ts";
import type { Trigger, TriggerHit } from "./lexicon.ts";
import type { Mention } from "./names-zh.ts";
import { ending, opening } from "./pattern.ts";
import type { Reason, Span } from "./model.ts";

export interface DatedEvent {
  date: DateMention;
  verb: Span;
  property: "start_date" | "capped_date" | "completion_date";
  kind: "build" | "found" | "hold" | "issue" | "launch";
  reason: Reason;
  score: number;
  /** what it happens to, where the grammar of the sentence says so ("the groundbreaking of X", "X的首发仪式"); a name, or a described thing */
  whose?: Mention;
  /** work or production told of by a pronoun or by itself: it is a plant's or a park's, hardly a firm's */
  works?: boolean;
}

const FOUND = /establish|成立|注册|挂牌|揭牌|设立|创建|创办|创立|组建|诞生|始建|批准建立|批复设立|获批|共建|建立|founded|established|incorporated|registered|set up|formed|created/;
const HOLD = /登场|揭幕|开锣|大幕|始于|始办|首办|开幕|启幕|帷幕|序幕|举行|举办|召开|开赛|开展|闭幕|落幕|收官|结束|持续|延续|仪式|held|hold|take place|takes place|took place|taking place|runs|ran|run from|inaugurated|concluded|closes?d?|ended|closing|scheduled for|set for|slated for|returns?|next edition|kick/;
const ISSUE = /施行|实施|生效|印发|下发|出台|颁布|公布|发布|issued|force|effect|effective|released/;
const LAUNCH = /启动|上线|面世|问世|亮相|推出|首发|下线仪式|launch|introduced|debuted|unveiled|opened|opens|open|opening/;
const WEAK = /^(?:完成|结束|落地|入驻|运营|实施|启动|注册|open|opens|start|starts|started|begin|began|begins|ready|closed|ended|hold|registered|created|formed|ran|run|laid|finish|finished|created|announced the launch|公布|起步|推出|发布)$/;

function kindOf(word: string, property: string): DatedEvent["kind"] {
  if (HOLD.test(word)) return "hold";
  if (property !== "start_date") return "build";
  if (FOUND.test(word)) return "found";
  if (ISSUE.test(word)) return "issue";
  if (LAUNCH.test(word)) return /建设|construction/.test(word) ? "build" : "launch";
  return "build";
}

/** The events of the sentence last asked about: its dates and each of its figures ask in turn. */
let known: { of: Context; found: Events } | undefined;

interface Events {
  events: DatedEvent[];
  /** how many dates are no event's */
  plain: number;
  /** the dates that are an event's */
  taken: ReadonlySet<DateMention>;
}

/** The dated events of a sentence, worked out once. */
export function datedEvents(c: Context): Events {
  if (known?.of !== c) known = { of: c, found: findEvents(c) };
  return known.found;
}

function findEvents(c: Context): Events {
  const events: DatedEvent[] = [];
  let plain = 0;
  const used = new Set<TriggerHit>();
  const take = (act: DatedEvent): void => {
    events.push(act);
    if (act.whose?.weak === true) seen(c, act.whose);
    for (const hit of c.triggers) if (hit.start < act.verb.end && hit.end > act.verb.start) used.add(hit);
  };
  const there = c.lang === "zh" && c.day !== undefined && c.dates.every((d) => (d.when?.length ?? 0) < 10) ? AT_IT.exec(c.low) : null;
  if (there) {
    // "峰会上,某院揭牌": on the day that the sentence before told.
    const day: DateMention = { start: there[0].length - there[1]!.length, end: there[0].length, when: c.day!, bound: "eq", kind: "relative", horizon: false };
    for (const act of actsZh(c, day)) if (act.kind !== "hold") take(act);
  }
  for (const date of c.dates) {
    if (date.when === undefined || date.kind === "plan") {
      plain++;
      continue;
    }
    if (isModifier(c, date) || (c.lang === "en" && plainEn(c, date)) || (c.heading && /^(?:同日|当天|当日|同一天)$/.test(c.low.slice(date.start, date.end))) || (c.lang === "zh" && (ofName(c, date) || HEARD.test(c.low, date.end, date.end + 40))) || (c.lang === "zh" && (c.low[date.end] === "讯" || c.low[date.end] === "电"))) {
      plain++;
      continue;
    }
    // "As of the end of May, 76 firms had moved in", "截至5月底": when a state is told of, and nothing happens.
    if (date.kind !== "now" && (c.lang === "en" ? AS_OF.test(c.low, Math.max(0, date.start - 12), date.start) : "至止".includes(c.low[date.start - 1] ?? " ") && AS_OF_ZH.test(c.low, Math.max(0, date.start - 3), date.start))) {
      plain++;
      continue;
    }
    const works = worksPeriod(c, date);
    if (works) {
      events.push(works);
      continue;
    }
    const acts = c.lang === "zh" ? actsZh(c, date) : actsEn(c, date);
    if (acts.length > 0) {
      for (const act of acts) take(act);
      continue;
    }
    const found = verbsFor(c, date, used);
    if (found.length === 0) found.push(...namedWithDate(c, date));
    if (found.length === 0) plain++;
    for (const v of found) events.push(v);
  }
  return { events, plain, taken: new Set(events.map((e) => e.date)) };
}

const AS_OF = ending(/\bas (?:of|at) (?:the )?$/);
const AS_OF_ZH = ending(/(?:截至|截止至?)$/);

/** "峰会上,", "开幕式上,": a sentence that goes on with what the one before told of. */
const AT_IT = /^\s*(?:在)?((?:大会|峰会|年会|会议|会|论坛|仪式|活动|开幕式|签约仪式|展会|对接会|推介会|现场)上)(?=,)/;

/** "记者30日获悉": when somebody was told of it. */
const HEARD = opening(/^(?:上午|下午)?,?(?:获悉|了解到|从[^,。]{2,30}(?:获悉|了解到)|走进|来到|赶赴|探访)/);

/** A thing that only its act showed to be one stands among the names of the sentence from then on. */
function seen(c: Context, m: Mention): void {
  if (c.mentions.some((x) => x.start === m.start && x.end === m.end)) return;
  const at = c.mentions.findIndex((x) => x.start > m.start || (x.start === m.start && x.end < m.end));
  (c.mentions as Mention[]).splice(at < 0 ? c.mentions.length : at, 0, m);
}

const WORKS = /(?:(?:建设|施工|项目)(?:周期|工期|期限|年限|时间|起止(?:年限|时间|年月))|工期|\b(?:construction|building|project) (?:period|schedule|time))\s*(?::|为|是|from)?\s*$/;
const TO = /^\s?(?:至|到|-|—|–|~|～|to|until)+\s?$/;

/** "建设周期:2023年3月至2025年10月": the ends of the time that the works take. */
function worksPeriod(c: Context, date: DateMention): DatedEvent | undefined {
  const i = c.dates.indexOf(date);
  const [before, after] = [c.dates[i - 1], c.dates[i + 1]];
  const opens = after !== undefined && TO.test(c.low.slice(date.end, after.start)) ? date : before !== undefined && TO.test(c.low.slice(before.end, date.start)) ? before : undefined;
  const label = opens && WORKS.exec(c.low.slice(Math.max(0, opens.start - 24), opens.start));
  if (!opens || !label) return undefined;
  const verb = { start: opens.start - label[0].length, end: opens.start };
  return { date, verb, property: opens === date ? "start_date" : "completion_date", kind: "build", reason: because(c, verb.start, verb.end), score: 0.8 };
}

/** Verbs whose objects are counted as often as they are dated. */
const COUNTABLE = new Set("新开工 开工 动工 开建 启动 竣工 投产 完工 落地".split(" "));
const SETS_UP = new Set(["created", "formed", "established", "founded", "set up"]);
const AT_FIRST = opening(/^(?:之初|初期|伊始)/);

/** The verbs a date governs: in its own clause after it (or just before), else in the clause that follows a bare adverbial. */
function verbsFor(c: Context, date: DateMention, used: Set<TriggerHit>): DatedEvent[] {
  const own = clauseAt(c, date.start);
  const nextDate = c.dates.find((d) => d !== date && d.start >= date.end && d.kind !== "now" && !isModifier(c, d))?.start ?? Infinity;
  const prevDate = c.dates.filter((d) => d.end <= date.start && d.kind !== "now" && d.kind !== "recent").pop()?.end ?? 0;
  const until = clauseAt(c, date.end - 1); // "On November 27, 2021, ": the date itself holds a comma
  const adverbial = isAdverbial(c, { start: own.span.start, end: until.span.end }, date);
  const heads = date.end === 0; // the year above a row of a chronicle holds for all of it
  const last = heads ? c.clauses.length - 1 : adverbial ? Math.min(until.index + (c.lang === "zh" ? 3 : 1), c.clauses.length - 1) : own.index;
  const list: { hit: TriggerHit; t: Trigger; distance: number }[] = [];
  for (const hit of c.triggers) {
    if (used.has(hit)) continue;
    const t = hit.word.event;
    if (!t) continue;
    // "将新开工光电项目15个": what is begun or finished is counted.
    if (c.lang === "zh" && COUNTABLE.has(t.word) && COUNTED.test(c.low.slice(hit.end, hit.end + 22))) continue;
    // "建成专业园区6个": several are finished, and none by name.
    if (c.lang === "zh" && t.property === "completion_date" && SEVERAL_BEHIND.test(c.low, hit.end, hit.end + 22)) continue;
    // "建成8个团队": what is finished is counted, the subject is not.
    if (c.lang === "zh" && t.property === "completion_date" && /^\s?(?:\d|[一二两三四五六七八九十]+[个家条座])/.test(c.low.slice(hit.end, hit.end + 4)) && !/竣工|投产|[持延]续/.test(t.word)) continue;
    // "到2027年建成世界一流的产业高地": what a place is to become is no building that is finished.
    if (c.lang === "zh" && /^(?:基本)?建成$|^打造/.test(t.word) && BECOMES.test(c.low.slice(hit.end, hit.end + 40))) continue;
    // "aims to have created an ecosystem": what somebody sets up is not himself.
    if (c.lang === "en" && SETS_UP.has(t.word) && /^ (?:an?|the|its|their|two|three|new|more) /.test(c.low.slice(hit.end, hit.end + 8)) && !/\b(?:was|were|been|is|are|be) (?:[a-z]+ly )?$/.test(c.low.slice(Math.max(0, hit.start - 24), hit.start)) && !c.mentions.some((m) => m.start > hit.end && m.start - hit.end < 16 && !m.definite)) continue;
    if (c.lang === "zh" && AT_FIRST.test(c.low, hit.end, hit.end + 2)) continue;
    if (c.lang === "zh" && (t.word === "搬入" || t.word === "迁入") && /^(?:设备|机台|机器)/.test(c.low.slice(hit.end, hit.end + 2))) continue;
    if (c.lang === "zh" && t.word === "获批" && /^(?:为|国家|省|市|全国|首批|第)/.test(c.low.slice(hit.end, hit.end + 2))) continue; // "获批省级经济开发区": a rank
    if (insideName(c, hit) || t.unless.some((w) => c.low.slice(clauseAt(c, hit.start).span.start, clauseAt(c, hit.start).span.end).includes(w))) continue;
    const at = clauseAt(c, hit.start).index;
    // "20 jobs once it opens, over the next two years": the condition's verb is not what the date is about.
    if (c.lang === "en" && hit.end <= date.start && /\b(?:once|when|after|until|before|as) (?:it|they|the [a-z]+|fully) (?:is |are |has |have )?$/.test(c.low.slice(Math.max(0, hit.start - 40), hit.start)) && !/^ (?:in|on|by)(?: early| late| mid)? ?$/.test(c.low.slice(hit.end, date.start))) continue;
    if (c.lang === "en" && date.kind === "span" && hit.end <= date.start && date.start - hit.end > 30) continue;
    if (hit.start >= date.end) {
      if (at > last || hit.start > nextDate) continue;
      list.push({ hit, t, distance: hit.start - date.end + (at - own.index) * 6 });
    } else if (hit.end <= date.start && at === own.index - 1 && /^(?:时间|日期| date)?\s*:\s*(?:about |around )?$/.test(c.low.slice(hit.end, date.start)) && c.low.slice(clauseAt(c, hit.start).span.start, hit.start).trim().length <= 12) {
      list.push({ hit, t, distance: 1 }); // "Completion: July 2022"
    } else if (hit.end <= date.start && at === own.index && hit.start >= prevDate - 1) {
      const gap = c.low.slice(hit.end, date.start);
      if (c.lang === "zh" ? /^(?:于|仪式于|在|:|定于|(?:时间|日期)?(?:初步)?(?:预计|计划|预定|暂定|定|约)?(?:于|在|为|是|:)?)$/.test(gap) || gap === "" : gap.length < (HOLD.test(t.word) ? 95 : 60)) list.push({ hit, t, distance: gap.length + (c.lang === "zh" ? 0 : 2) });
    }
  }
  if (list.length === 0) return [];
  list.sort((a, b) => a.distance - b.distance);
  if ((date.kind === "now" || date.kind === "span") && c.lang === "en" && date.kind === "now" && !/capped|topped/.test(list[0]!.t.word)) return [];
  const out: DatedEvent[] = [];
  // "举行动土", "举行开工仪式": the ceremony's matter is the event.
  if (/^(?:举行|举办|召开)$/.test(list[0]!.t.word) && list[1] && list[1].hit.start - list[0]!.hit.end <= 6 && /动土|开工|奠基|揭牌|封顶|竣工|投产|启用/.test(list[1].t.word) && !c.mentions.some((m) => (m.type === "Event" || m.type === "Expo") && !bareCeremony(c, m) && m.end >= list[1]!.hit.start)) list.shift();
  // "mass production slated for 2025": what is slated stands before it.
  if (c.lang === "en" && /^(?:slated|scheduled|set) for$/.test(list[0]!.t.word) && list[1] && list[1].hit.end <= list[0]!.hit.start && list[0]!.hit.start - list[1].hit.end < 24) list.shift();
  const first = list[0]!;
  if (first.distance > (c.lang === "zh" ? 60 : 130)) return [];
  for (const item of list) {
    const same = item === first || (item.t.property !== first.t.property && c.lang === "zh" && item.distance < 40 && /揭牌|开工|动工|竣工|投产/.test(item.t.word) && false);
    if (!same) continue;
    used.add(item.hit);
    // "开园仪式": whatever it celebrates, on its day the ceremony is held.
    const ceremony = c.mentions.some((m) => m.type === "Event" && !bareCeremony(c, m) && m.start <= item.hit.start && item.hit.end <= m.end);
    const property = ceremony ? "start_date" : (item.t.property as DatedEvent["property"]);
    out.push({ date, verb: item.hit, property, kind: ceremony ? "hold" : kindOf(item.t.word, property), reason: because(c, item.hit.start, item.hit.end), score: (WEAK.test(item.t.word) ? 0.55 : 0.9) - Math.min(0.3, item.distance / 200) });
  }
  return out;
}

const COUNTED = /^(?:建设)?[\u4e00-\u9fffa-z]{0,10}(?:项目|工程|企业)(?:数|总数)?(?:共|达|达到|超过|约)?\d[\d,]*(?:余|多)?[个项家]/;
const SEVERAL_BEHIND = opening(/^了?[\u4e00-\u9fff]{2,10}?(?:共|超过?|约|近|达)?\d[\d,.]*(?:余|多)?[个家座栋条所处]/);
const BECOMES = /^(?:为|成)?(?:[^,。;\d]{2,36}的[^,。;、\d]{0,8}园区|[^,。;\d]{0,2}特色园区|(?:[^,。;\d]{0,24})(?:高地|集群|体系|强市|强省|城市|名城|新城|格局|枢纽|集聚区|示范区|先行区|试验区|策源地|基地|生态|中心))(?=[,。;、和与及]|$)/;

const PERIOD = opening(/^(?:第?[一二三四1-4]季度|[上下]半年|前三季度|年度?)$/);

/** "一季度重点项目", "第三季度的开工仪式": a period that only qualifies a noun dates nothing. */
function isModifier(c: Context, date: DateMention): boolean {
  return c.lang === "zh" && PERIOD.test(c.low, date.start, date.end) && !/^[,。、 ]|^(?:内|前|底|末|将|开|动|建|竣|投|启|完)/.test(c.low.slice(date.end, date.end + 1));
}

/** "某项目举行奠基仪式": the ceremony has no name of its own; the thing begun is the project. */
function bareCeremony(c: Context, m: Mention): boolean {
  return m.definite && /仪式$/.test(m.name) && c.mentions.some((x) => x.end <= m.start && /^(?:Park|ParkPhase|Project|Institute|Lab|Building)$/.test(x.type) && !x.definite);
}

/** A verb inside a name ("新闻发布会") happens to nothing, except that a ceremony is held on its day. */
function insideName(c: Context, hit: Span): boolean {
  return c.mentions.some((m) => !m.definite && m.start <= hit.start && hit.end <= m.end && !/(?:仪式|集中(?:开工|签约|竣工|投产))$/.test(m.name) && m.end - m.start > hit.end - hit.start);
}

/** "told an investors conference on August 24", "6月7日的发布会上": a gathering named together with its day. */
function namedWithDate(c: Context, date: DateMention): DatedEvent[] {
  if (date.when === undefined || date.when.length < 7 || date.kind === "now" || date.kind === "recent") return [];
  const m = c.mentions.find((x) => (x.type === "Event" || x.type === "Expo" || (c.lang === "en" && /^[A-Z]{3,8} 20\d\d$/.test(x.name))) &&
    (c.lang === "zh" ? x.start >= date.end && /^(?:的|,?在|,)?$/.test(c.low.slice(date.end, x.start)) && /^(?:上|期间|现场)/.test(c.low.slice(x.end, x.end + 2)) : x.end <= date.start && /^ (?:held )?(?:on|in|during|from|between) (?:the )?$|^(?:,|:| \() ?(?:to be held |held )?(?:on |from )?$/.test(c.low.slice(x.end, date.start)) && (c.low[x.end] === " " || (date.until !== undefined || /^[A-Z\d]/.test(x.name)) && /^[,.)]|$/.test(c.low.slice(date.end, date.end + 1))) && date.when!.length === 10));
  return m ? [{ date, verb: { start: m.start, end: m.end }, property: "start_date", kind: "hold", reason: because(c, m.start, m.end), score: 0.6 }] : [];
}

const WEIGHTLESS = new Uint8Array(65536);
for (const ch of ",。(\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff") WEIGHTLESS[ch.charCodeAt(0)] = 1;

/** How many characters of a stretch are neither spaces nor stops, counted no further than just over the limit. */
function weight(s: string, from: number, to: number, limit: number): number {
  let n = 0;
  for (let i = from; i < to && i < s.length && n <= limit; i++) if (WEIGHTLESS[s.charCodeAt(i)] === 0) n++;
  return n;
}

/** A clause that holds hardly more than the date: "7月23日," or "In May 2022,". */
function isAdverbial(c: Context, span: Span, date: DateMention): boolean {
  const limit = c.lang === "zh" ? 6 : 10;
  const dateline = c.lang === "zh" ? (/^[^,。;:]{0,20}日[讯电]\s*/.exec(c.low.slice(span.start, date.start))?.[0].length ?? 0) : 0; // "某报1月14日讯 近日,…"
  return weight(c.low, span.start + dateline, date.start, limit) + weight(c.low, date.end, span.end, limit) <= limit;
}
