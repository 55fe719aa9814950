// Planned, target or actual: the words that govern one figure or date, and the state of the thing where there are none.
// Invariant: a cue inside the figure's own clause outranks any other; a clause that reports a fact stops a plan from spreading over it.
import { clauseAt, type Context } from "./context.ts";
import type { Modality, Reason } from "./model.ts";
import { Cues, ending, opening } from "./pattern.ts";
import { words } from "./said.ts";

/** "near" holds for its own clause, "far" spreads to the clauses that follow, "weak" gives way to a plan told before it. */
type Reach = "near" | "far" | "weak";
type Cue = "planned" | "target" | "actual";

/** Cues with the reach: "near" holds for its own clause only, "far" spreads to the clauses that follow. */
const ZH: readonly [RegExp, Cue, Reach][] = [
  [/力争|力[拼拚]|争取|奋力|冲刺|剑指|瞄准|锚定|(?<!(?:完成|超过|达成|实现)[^,。]{0,8})目标(?!检测|识别|\d)|确保|力促|有信心|有决心|努力(?:实现|打造|建成)|打造成?(?=[^,。]{0,12}[百千万]亿)|要(?:达到|达|实现|突破|超过|(?=[百千万]亿))|达到以上|建成[^,。]{0,10}[百千万]亿/g, "target", "far"],
  [/据规划|按规划|根据规划|按照规划|规划(?=引进|引入|入驻|新增)|预计|预估|有望|预期|上看|届时|有机会|达产后|投产后|建成后|全部建成|建成投产后|投用后|运营后|满产后|完工后|(?:完成|建成|投产|达产)之后(?=,?(?:能够?|可|将))|未来(?![一二三四五]?路|科学城|科技城|大道|城|谷|园)|即将|将(?!近|军)|可望|可(?:实现|形成|新增|容纳|提供|带动|创造|增加|达(?=到?[\d约近超百千])|入驻|年实现)|(?<![大展协年议盛峰茶博机都社])会(?=达到|超过|突破|增至|升至|超[\d百千])|拟(?!合)|(?<!年|年度|[,、])计划(?!单列|生育|项目|专项|\(|》)|准备(?!了)|筹备|筹建|(?<![主重需必])要(?=在|建|造|把|到)|建设完成后/g, "planned", "far"],
  [/目标(?=\d)/g, "target", "near"],
  [/(?<=年|年度|[,、])计划|规划(?!引进|引入|入驻|新增|局|馆|院|建设局|和自然)|年计划|新建(?:设)?/g, "planned", "near"],
  [/已(?!将)|累计|目前|现有|现已|截至|截止|去年|聚集了|集聚了|实现了|完成了|达到了|如今|现在|当前|曾|迄今|实际(?=引进|完成|达到|实现|入驻|签约|产量|产出|投产)|仅(?=实现|完成|达到|有)|只(?=实现|完成|达到)/g, "actual", "near"],
  [/共有|拥有|建有|获得|完成(?!了)|同比/g, "actual", "weak"],
];
const EN: readonly [RegExp, Cue, Reach][] = [
  [/\b(?:targets?|goals?|aims?|objectives?|ambitions?) (?:is|are|was|of|at)\b(?: to\b)?/g, "target", "near"],
  [/\b(?:strives?|striving|strived|aims?(?= (?:to|at|for|is|of|that|by|high)\b)|aiming|aimed|goals?|targets?|targeted|targeting|ambitions?|objectives?|seeks? to|endeavou?rs?|committed to (?=(?:reach|achiev|attain))|expectations|hopes? to|should(?= (?:reach|exceed|have|top|number|be|grow|count))|wants?|looking to reach|to reach (?=[^,.]{0,40}\bby))\b/g, "target", "far"],
  [/\b(?:total )?plan(?:ned|ning)? (?=(?:total )?(?:area|investment|land|construction area|capacity|floor|site)\b)/g, "planned", "near"],
  [/\b(?:plans?|planned|planning|will|expected|expects?|expecting|scheduled|slated|is to|are to|(?<!(?:began|begun|started|starts|begins|ceased|due) )to be|upcoming|intends?|intended|would|predicts?|predicted|projections?|is estimate(?= )|can reach|going to|set to|due to open|due to be|(?:right|due|set|earmarked) for (?:completion|handover|delivery)|forecasts?(?! by)|projected|anticipated|could (?=(?:reach|exceed|top|create|bring|hit|grow|rise|generate|employ|attract|yield|become)\b)|proposed|proposes|prepar(?:ing|es) to|is (?:also )?setting up|are (?:also )?setting up|(?:once|when|after|upon) (?:fully |it is |they are )?(?:completed?|built|finished|operational|in operation)|once in (?:full )?(?:production|operation)|should (?:yield|create|bring|generate|produce|provide|employ|be able)|estimated? to (?!be\b)|(?:once|when|after|upon) (?:the |this |its |all )?(?:[a-z]+ )?(?:project|plant|line|factory|phase|park|fab|facility|production)? ?(?:(?:is |are |be |will be |has been )?(?:fully |all )?(?:complet\w*|put(?:ting)? into (?:full )?(?:production|operation|use)|in full (?:production|operation)|reach(?:es|ing)? (?:full )?(?:production|capacity))|(?<=after this )production)|upon completion|when completed|designed to (?=(?:house|hold|accommodate|produce|employ|host|create)\b)|can create|can produce|can accommodate|after completion|in the future|eventually|(?:is|are) supposed to|announc(?:ed|es|ing) (?:an?|its|plans?|another) (?=[^,.;]{0,40}\b(?:investment|expansion|plant|project|fab|facility|upgrade)\b)|pledged?(?: to)?|promises? to|promised|poised to|on track to|(?:has|have) agreed to|agreed to|(?<!(?:been|was|were|being) )committed to|looking to (?:add|hire|build|open|invest|expand))\b/g, "planned", "far"],
  [/\b(?:(?:has|have)(?! (?:an?|the) (?:total|planned|designed|gross|floor|land|site|building|built-up|construction|investment|area))|had|was|were|already|so far|to date|currently|reached|achieved|accumulated|accumulative|cumulative|now|invested|built|completed|since|grew|rose|employs|recorded|totall?ed|ended (?:the year|up)|at present)\b/g, "actual", "near"],
];

interface Found {
  cue: Cue;
  reach: Reach;
  start: number;
  end: number;
}

/** The cues of the sentence last read, by stretch: several figures ask for the same clauses. */
let cuesOf: Context | undefined;
const cues = new Map<number, readonly Found[]>();

function cuesIn(c: Context, from: number, to: number): readonly Found[] {
  if (cuesOf !== c) {
    cuesOf = c;
    cues.clear();
  }
  const key = from * 65536 + to;
  let known = cues.get(key);
  if (known === undefined) cues.set(key, (known = findCues(c, from, to)));
  return known;
}

const ZH_CUES = new Cues(ZH.map(([re]) => re), false);
const EN_CUES = new Cues(EN.map(([re]) => re), true);
const NONE: readonly Found[] = [];

function findCues(c: Context, from: number, to: number): readonly Found[] {
  const table = c.lang === "zh" ? ZH : EN;
  const may = (c.lang === "zh" ? ZH_CUES : EN_CUES).in(c.low, from, to);
  if (may === 0) return NONE;
  const text = c.low.slice(from, to);
  const list: Found[] = [];
  for (let k = 0; k < table.length; k++) {
    if ((may & (1 << k)) === 0) continue;
    const [re, cue, reach] = table[k]!;
    re.lastIndex = 0;
    for (let m = re.exec(text); m; m = re.exec(text)) {
      list.push({ cue, reach, start: from + m.index, end: from + m.index + m[0].length });
      if (m[0] === "") re.lastIndex++;
    }
  }
  const attributive = list.filter((q) => q.reach === "near" && q.cue !== "actual");
  for (let i = list.length - 1; i >= 0; i--) if (list[i]!.reach === "far" && attributive.some((q) => q.start <= list[i]!.start && q.end >= list[i]!.end)) list.splice(i, 1);
  if (list.length === 0) return NONE;
  // A fact word inside a plan cue ("when completed", "将达到") says nothing of its own.
  const kept = list.filter((q) => !inSlogan(c, q) && (q.cue !== "actual" || !list.some((p) => p.cue !== "actual" && p.start <= q.start && p.end >= q.end)));
  return kept.sort((a, b) => a.start - b.start || (a.reach === "far" ? -1 : 1));
}

/** “智光未来”: the words of a slogan plan nothing. */
function inSlogan(c: Context, q: { start: number; end: number }): boolean {
  const open = c.fold.lastIndexOf("“", q.start);
  if (open < 0 || q.start - open > 16) return false;
  const close = c.fold.indexOf("”", open);
  if (q.end === close && /^[”"]?:/.test(c.fold.slice(close + 1, close + 3))) return false; // “双千目标”:
  return close >= q.end && close - open <= 20 && !/[\d,。]/.test(c.fold.slice(open, close));
}

/** The rule where nothing in the text says otherwise. */
export const AS_FACT = "stated as a fact";

const UP_TO = ending(/(?:提升|提高|增加|增长|扩大|发展|上升|增|升|扩)[到至为](?:约|近|超过?)?$/);
const COMPARED_WITH = ending(/\b(?:compared (?:with|to)|against|versus|vs\.?) (?:the |just |only |about |around |some |nearly |over |more than )*$/);
const PAST_TIME = opening(/^ ?(?:[a-z]+ ){0,3}?(?:in (?:19|20)\d\d|last year|a year (?:ago|earlier|before)|the (?:previous|prior) year|today|now)\b/);
const HEADLINE_TO = / to (?:build|invest|open|create|add|expand|construct|spend|set up|launch|hire|recruit|host|receive|get|pour|raise|inject|establish|employ|double|start)\b/;
const AND_THEN = ending(/\band (?:it |they |also |now )?(?:is |are |was |were |has |have )?$/);
const HAVING = words("has", "had", "have", "already");
const FROM = words(" from ");
const TO_COME = words("预计", "有望");
const SOON = words("即将", "近期将", "很快将");
const HOLDS = opening(/^(?:其中)?(?:含|包含|包括|分为|由)/);

export interface Judged {
  modality: Modality;
  reason: Reason;
  sure: boolean;
}

/**
 * The modality of what stands at [start, end). `ahead` says that the thing itself is known to lie ahead of the document date;
 * `event` is the place of the verb of a dated event, whose cues count as its own.
 */
export function judgeModality(c: Context, start: number, end: number, ahead: boolean, event?: { start: number; end: number }): Judged {
  const judged = judge(c, start, end, ahead, event);
  if (judged.modality !== "planned" || event) return judged;
  // In a plan, "达到180户以上" and "推动200项以上" set a mark to be met.
  const mark = /^以上/.test(c.low.slice(end, end + 2)) && /(?:达到|达成|达(?=[\d一二三四五六七八九十百千约近超])|推动|培育|新增|引进|实现|完成|超过|突破)[^,。、]{0,10}$/.test(c.low.slice(Math.max(0, start - 14), start));
  return mark ? { ...judged, modality: "target" } : judged;
}

function judge(c: Context, start: number, end: number, ahead: boolean, event?: { start: number; end: number }): Judged {
  // What the last edition had is past, though the coming one lies ahead.
  if (ahead && /去年|上届|上一届|往届|历届|\blast year\b|\b(?:last|previous) edition\b/.test(c.low.slice(0, start))) ahead = false;
  const { span, index } = clauseAt(c, start);
  const to = Math.max(end, event?.end ?? 0, start);
  let own = cuesIn(c, labelled(c, span.start, index), Math.min(c.low.length, Math.max(span.end, to)));
  const done = c.lang === "en" && !event && HAVING.mayBeIn(c) && /ha[sd]|have|already/.test(c.low.slice(end, end + 50)) ? /^(?![^,.;]{0,34}\band (?:it |they |also |now )?(?:has|have|had|already)\b)[^,.;]{0,34}\b(?:has|have|had|already) (?:been |already )?(?:invested|spent|built|completed|raised|sold|delivered|installed|achieved)/.exec(c.low.slice(end, end + 70)) : null;
  if (done) return { modality: "actual", reason: { words: c.fold.slice(end, end + done[0].length).trim(), start: end, end: end + done[0].length }, sure: true };
  const from = c.lang === "en" && FROM.mayBeIn(c) && c.low.lastIndexOf(" from ", start) >= Math.max(0, start - 24) ? /\b(?:up|down|rose|grow|grew|grown|increased?|fell|rise|risen|growth|expand(?:ed)?|climb(?:ed)?|jump(?:ed)?|rais(?:e|ed)|boost(?:ed)?|doubl(?:e|ed)) from (?:about |around |some |nearly )?$/.exec(c.low.slice(0, start)) : null;
  if (from && !event) return { modality: "actual", reason: { words: c.fold.slice(from.index, start).trim(), start: from.index, end: start - (c.fold[start - 1] === " " ? 1 : 0) }, sure: true };
  // "力争…由现在的80亿元提升至200亿元": what is said of the first level is not said of the second.
  if (c.lang === "zh" && !event && UP_TO.test(c.low, Math.max(0, start - 12), start)) {
    const first = c.figures.filter((g) => g.end <= start).pop();
    if (first && first.start >= span.start && start - first.end < 12) own = own.filter((q) => q.cue !== "actual" || q.start > first.start);
  }
  // "aims for sales of 1.2 billion, compared with 870 million in 2022": what a plan is measured against is past.
  if (c.lang === "en" && !event && COMPARED_WITH.test(c.low, Math.max(0, start - 40), start) && PAST_TIME.test(c.low, end, end + 40)) return { modality: "actual", reason: { rule: "what it is compared with" }, sure: true };
  const before = own.filter((q) => q.start < Math.max(start, event?.start ?? 0));
  const last = pick(before, c);
  if (last && last.reach !== "weak") return answer(c, last, true);
  // Words after the figure in its clause: "500 firms are expected to exhibit".
  const after = own.filter((q) => q.start >= end && (q.reach === "far" || c.lang === "en") && q.start - end < (c.lang === "zh" ? 14 : 50));
  const found = event ? undefined : (after.find((q) => q.cue !== "actual") ?? after[0]);
  // "surpassed 90 billion in 2022 and is set to reach 110": the plan is told of what follows it.
  const next = found && c.lang === "en" && AND_THEN.test(c.low, end, found.start) ? undefined : found;
  if (next && next.cue !== "actual") return answer(c, next, true);
  // "24位院士、40位专家和230位企业家将见证…": the plan's verb stands behind the whole list.
  const listed = c.lang === "zh" && !event && (c.low.indexOf("将", end) >= 0 || TO_COME.mayBeIn(c)) ? /^[^,。;]{0,60}?[、和及与][^,。;]{0,40}?(将(?!近|军)|预计|有望)/.exec(c.low.slice(end, Math.min(span.end, end + 100))) : null;
  if (listed && !last && /\d/.test(listed[0])) {
    const at = end + listed[0].length - listed[1]!.length;
    return { modality: "planned", reason: { words: c.fold.slice(at, at + listed[1]!.length), start: at, end: at + listed[1]!.length }, sure: true };
  }
  for (let k = index - 1; k >= 0 && k >= index - 5; k--) {
    const clause = c.clauses[k]!;
    const cues = cuesIn(c, clause.start, clause.end);
    const far = cues.filter((q) => q.reach === "far");
    const lastFar = far.find((q) => q.cue === "target") ?? far[far.length - 1];
    const lastActual = cues.filter((q) => q.cue === "actual" && q.reach !== "weak").pop();
    if (lastFar && !(lastActual && lastActual.start > lastFar.start)) return answer(c, lastFar, false);
    if (lastActual) break;
  }
  // "规划建筑面积8.6万平方米,含厂房20栋": what a planned size holds is as planned.
  const holds = c.lang === "zh" && !event && index > 0 && HOLDS.test(c.low, span.start, span.start + 6) ? cuesIn(c, c.clauses[index - 1]!.start, c.clauses[index - 1]!.end).filter((q) => q.cue === "planned").pop() : undefined;
  if (holds && !last) return answer(c, holds, false);
  // "二期占地160亩,即将启动": what begins only later lies ahead with all that is told of it.
  const soon = c.lang === "zh" && !event && SOON.mayBeIn(c) ? /^[^。;]{0,20}?(即将|近期将|很快将)(?:启动|开工|动工|开建|建设)/.exec(c.low.slice(end, end + 30)) : null;
  if (soon && !last) return { modality: "planned", reason: { words: soon[1]!, start: end + soon[0].indexOf(soon[1]!), end: end + soon[0].indexOf(soon[1]!) + soon[1]!.length }, sure: true };
  // "到2025年,规模突破500亿元": a year still to come that a level is to reach is a mark to be met.
  const goal = c.dates.filter((d) => d.horizon && d.kind !== "span" && d.when !== undefined && d.start < start && clauseAt(c, d.start).index >= index - 5 && (c.published !== undefined ? d.when.slice(0, 4) > c.published.slice(0, 4) : c.lang === "zh" && /^[^,。]{0,4}(?:19|20)\d\d年(?:底|末)?$/.test(c.low.slice(d.start, d.end)) && /(?<![截直])[到至]$/.test(c.low.slice(0, d.start)))).pop();
  if (goal) return { modality: c.lang === "zh" ? "target" : "planned", reason: { words: c.fold.slice(goal.start, goal.end), start: goal.start, end: goal.end }, sure: false };
  if (last) return answer(c, last, true);
  const horizon = c.dates.find((d) => d.horizon && d.kind !== "now" && d.start < start && clauseAt(c, d.start).index >= index - 4);
  if (horizon && ahead) return { modality: "planned", reason: { words: c.fold.slice(horizon.start, horizon.end), start: horizon.start, end: horizon.end }, sure: false };
  if (c.carried !== undefined) return { modality: c.carried.modality, reason: { rule: `as before the semicolon: ${c.carried.words}` }, sure: false };
  // "Acme Lasers to build $80m plant": a headline's infinitive.
  const headed = c.heading && c.lang === "en" && c.low.includes(" to ") ? HEADLINE_TO.exec(c.low.slice(0, start)) : null;
  if (headed) return { modality: "planned", reason: { words: c.fold.slice(headed.index + 1, headed.index + headed[0].length), start: headed.index + 1, end: headed.index + headed[0].length }, sure: false };
  if (ahead) return { modality: "planned", reason: { rule: "the thing itself lies ahead of the document date" }, sure: false };
  return { modality: "actual", reason: { rule: AS_FACT }, sure: false };
}

/** "Planning area: 518 square kilometres": what stands before a colon is said of the figure behind it. */
function labelled(c: Context, start: number, index: number): number {
  const label = index > 0 && c.low[start - 1] === ":" ? c.clauses[index - 1]! : undefined;
  return label !== undefined && label.end - label.start < (c.lang === "zh" ? 10 : 28) && !/\d/.test(c.low.slice(label.start, label.end)) ? label.start : start;
}

/** Of several cues before the figure, the governing one: the nearest, except that a target or plan verb governs a participle after it. */
function pick(list: readonly Found[], c: Context): Found | undefined {
  const last = list[list.length - 1];
  if (!last) return undefined;
  if (last.cue !== "actual") {
    const target = list.find((q) => q.cue === "target" && q.start <= last.start);
    return target ?? last;
  }
  const far = list.filter((q) => q.reach === "far" || (c.lang === "en" && q.cue === "target")).pop();
  // "已完成投资12亿元": the stronger word speaks, where no plan stands behind it.
  const strong = last.reach === "weak" ? list.filter((q) => q.cue === "actual" && q.reach !== "weak").pop() : undefined;
  if (strong !== undefined && (far === undefined || far.start < strong.start && !/^.{0,8}(?:完成|获得|达到)/.test(c.low.slice(far.end, strong.end)))) return strong;
  if (!far) return last;
  // "will have reached", "力争完成", "plans to have 20 built": the plan still governs.
  if (last.reach === "weak") return far;
  const gap = c.low.slice(far.end, last.start);
  if (c.lang === "zh" ? gap.length <= 8 && /完成|获得|达到/.test(c.low.slice(last.start, last.end)) : /^(?: \w+){0,2} ?$/.test(gap) && /have|reach|achiev|invest|built|complet|be/.test(c.low.slice(last.start, last.end))) return far;
  return last;
}

function answer(c: Context, q: Found, sure: boolean): Judged {
  return { modality: q.cue, reason: { words: c.fold.slice(q.start, q.end), start: q.start, end: q.end }, sure };
}
