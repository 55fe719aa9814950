// The dated events of a sentence as proposals: what begins, tops out, finishes or opens, and what lies ahead of the document's date.
// Invariant: a date is proposed only for a thing that such an event may happen to.
import { confidenceOf } from "./confidence.ts";
import { because, type Context } from "./context.ts";
import { datedEvents, type DatedEvent } from "./events.ts";
import { EVENT_FITS } from "./fits.ts";
import { AS_FACT, judgeModality } from "./modality.ts";
import type { Reason, Span, When } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { ending } from "./pattern.ts";
import { roleOf } from "./role.ts";
import { words } from "./said.ts";
import type { Sentence } from "./segment.ts";
import { at, placed, quoted, quoteSpan, subjectInFull, subjectOf, type State } from "./state.ts";
import { choose, type Chosen } from "./subject.ts";
import { NAMED } from "./told.ts";

/** "30 firms founded in 2019": those that are counted, and nobody by name. */
const OF_MANY = ending(/(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|many|several|dozens of|hundreds of|some|all)) (?:[a-z-]+ ){0,2}(?:firms|companies|enterprises|start-?ups|businesses|institutes|institutions|labs|laboratories|centres|centers|parks|plants|factories|projects|associations|funds|spin-?offs|buildings) $/);

/** Proposes the dated events of a sentence, and counts the dates that are none. */
export function readDates(state: State, s: Sentence, c: Context): void {
  const { events, plain } = datedEvents(c);
  state.skipped.plainDates += plain;
  for (const e of events) if (c.lang === "en" && OF_MANY.test(c.low, Math.max(0, e.verb.start - 60), e.verb.start)) state.skipped.plainDates++;
  else proposeDate(state, s, c, e);
}

/** "某园区举行开工奠基仪式", "the groundbreaking ceremony takes place on …": what begins is the park, not the ceremony. */
function beginning(c: Context, e: DatedEvent): boolean {
  const m = c.mentions.find((x) => x.type === "Event" && (x.start >= e.verb.end ? x.start - e.verb.end < 20 : e.verb.start - x.end < 30));
  if (m === undefined) return false;
  const words = c.low.slice(Math.max(0, m.start - (c.lang === "zh" ? 8 : 30)), m.end);
  if (c.lang === "en") return /ground-?\s?breaking|cornerstone|foundation[- ]laying/.test(words) && !/^[A-Z]/.test(m.name);
  return /(?:开工|奠基|动工)[^,。;]{0,14}仪式$/.test(words) && !/集中|批/.test(words) && c.mentions.some((x) => x.end <= m.start && !x.definite && /^(?:Park|ParkPhase|Project|Institute|Lab|Building)$/.test(x.type) && roleOf(c, x) === undefined);
}

/** "成立激光教研组", "broke ground on the Lakeside plant": what is begun stands behind the verb. */
function begun(c: Context, e: DatedEvent, fits: Readonly<Record<string, number>>): Mention | undefined {
  if (e.property !== "start_date" || (e.kind !== "found" && e.kind !== "build")) return undefined;
  const m = c.mentions.find((x) => x.start >= e.verb.end);
  if (!m || m.definite || (fits[m.type] ?? 0) < 0.4) return undefined;
  const gap = c.low.slice(e.verb.end, m.start);
  return (c.lang === "zh" ? /^了?[“"「]?$/ : /^ (?:(?:on|for|of) )?(?:the |a |an |its |their |our )?(?:new |first |joint )?$/).test(gap) ? m : undefined;
}

const BUILDS = words("build", "add", "construct", "put up", "set up", "open", "erect");
const SIGNED = words("签约", "签署", "签订", "signed");

/** What is only signed so far lies ahead: "X项目正式签约", "signed an agreement for a base". */
export function noteSigned(state: State, c: Context): void {
  if (c.lang === "zh" && c.fold.includes("资案") && /(?:通过|核准|核定)[^,。]{0,14}(?:投资|增资)案/.test(c.fold)) state.ahead.add("*cases"); // sums that an office has only approved
  // "…to build a second plant", as the opening of the text says it, and nothing of it begun.
  if (c.lang === "en" && state.line <= 4 && BUILDS.mayBeIn(c) && /\b(?:to|will|plans? to|going to|set to|intends? to) (?:build|add|construct|put up|set up|open|erect) (?:an? |its |the )?(?:new |second |third )?/.test(c.low)) state.ahead.add("*new");
  if (c.lang === "en" && state.ahead.has("*new") && /broke ground|under construction|construction[^.;]{0,60}(?:started|began|begun)|has (?:started|begun)|completed/.test(c.low)) state.ahead.delete("*new");
  if (c.heading || !SIGNED.mayBeIn(c) || !(c.lang === "zh" ? /签[约署订]/ : /\bsigned\b/).test(c.low) || /开工|动工|奠基|建成|投产|在建|竣工|封顶|复工|broke ground|under construction|construction (?:has )?(?:started|began|begun)|completed/.test(c.low)) return;
  for (const m of c.mentions) {
    if (m.definite && c.lang === "zh" || !/^(?:Project|Park|ParkPhase|Building)$/.test(m.type)) continue;
    const zh = c.lang === "zh" && (/^(?:正式|成功|顺利|集中)?(?:签约|签订)/.test(c.fold.slice(m.end, m.end + 6)) || /(?:签约|签署|签订)了?$/.test(c.fold.slice(Math.max(0, m.start - 5), m.start)));
    const en = c.lang === "en" && /\bsigned\b[^.;]{0,80}\b(?:for|to build|to set up|to establish|on) (?:an?|the construction of (?:an?|the)) $/.test(c.low.slice(Math.max(0, m.start - 140), m.start));
    if (zh || en) state.ahead.add(state.discourse.fullName(m.name).name);
  }
}

/** What the grammar of the sentence says an act happens to. */
const told = (state: State, m: Mention, founded: boolean): Chosen => ({ ...(founded ? { name: m.name } : state.discourse.fullName(m.name)), type: m.type === "Market" ? "Cluster" : m.type, reason: { words: m.name, start: m.start, end: m.end, rule: NAMED }, score: 0.85 });

/** The words that speak of a plan are those of the act itself ("全部建成"). */
const within = (r: Reason, verb: Span): boolean => r.start !== undefined && r.end !== undefined && r.start < verb.end && r.end > verb.start;

const dayAfter = (when: When, published: When | undefined): boolean => published !== undefined && when.slice(0, published.length) > published.slice(0, when.length);

function proposeDate(state: State, s: Sentence, c: Context, e: DatedEvent): void {
  const opening = e.kind === "launch" && /^open/i.test(e.reason.words ?? "");
  const fits = opening ? { ...EVENT_FITS["build"], ...EVENT_FITS["hold"], Firm: 0 } : EVENT_FITS[e.kind]!;
  const begins = e.kind === "hold" && e.property === "start_date" ? beginning(c, e) : false;
  const asked = begins ? EVENT_FITS["build"]! : e.works ? { ...fits, Firm: 0.31 } : fits;
  const place = !begins && (e.kind === "hold" || e.kind === "issue") ? { start: e.verb.end, end: e.verb.end } : e.verb;
  const named = e.whose && !e.whose.definite ? told(state, e.whose, e.kind === "found") : undefined;
  const part = named && c.lang === "en" ? c.mentions.find((m) => m.start === e.whose!.start && m.end === e.whose!.end && (/^[a-z]/.test(m.name) || m.type === "ParkPhase")) : undefined;
  const chosen = named && !part ? undefined : choose(state.discourse, c, { at: place, property: e.property, kind: "event", fits: asked, attached: part ?? e.whose ?? (begins ? undefined : begun(c, e, fits)) }, { spoken: state.spoken, last: state.last }, state.judging, placed(s, e.date));
  // A part told by grammar ("the second phase") is asked for only to learn what it is a part of.
  const subject = named === undefined ? chosen : chosen?.name === named.name ? { ...chosen, reason: named.reason } : named;
  if (subject === undefined || (e.whose === undefined && (asked[subject.type] ?? 0) < 0.3) || (e.kind === "hold" && subject.score < (subject.reason.start !== undefined ? 0.3 : 0.5)) || (e.kind === "issue" && e.whose === undefined && subject.type !== "Policy")) {
    state.skipped.plainDates++;
    return;
  }
  if (e.whose?.weak === true && s.map === undefined && s.text !== s.fold) state.surfaces.set(e.whose.name, s.text.slice(e.whose.start, e.whose.end));
  const when = e.date.when!;
  if (c.lang === "zh" && e.date.bound === "eq" && /年(?:之|以)?内$/.test(c.low.slice(e.date.start, e.date.end))) e.date.bound = "le"; // "在3年内建成"
  const future = dayAfter(when, state.options.published);
  let judged = judgeModality(c, e.date.start, e.date.end, future, { start: e.verb.start, end: e.verb.end });
  // "The Regional Optics Plan came into effect": the name of a plan plans nothing.
  if (c.lang === "en" && judged.modality === "planned" && e.whose && judged.reason.start !== undefined && judged.reason.start >= e.whose.start && judged.reason.end! <= e.whose.end) judged = { modality: "actual", reason: { rule: AS_FACT }, sure: false };
  // A gathering whose day has passed was held, whatever the sentence plans besides.
  const past = state.options.published !== undefined && !future && (e.kind === "hold" ? when.length === 10 : when.length >= 7 && c.lang === "zh" && judged.modality === "planned" && e.date.kind === "absolute" && when < state.options.published && (!judged.sure || within(judged.reason, e.verb)));
  // "should be running by the end of the year": a day looked for, no aim.
  if (judged.modality === "target" && c.lang === "en" && judged.reason.words === "should") judged.modality = "planned";
  const modality = past ? "actual" : judged.modality === "actual" && future ? "planned" : judged.modality;
  // "Production is due to start in 2022": what starts is in operation.
  const running = e.property === "start_date" && c.lang === "en" && /\b(?:production|operations?|manufacturing) (?:(?:in|at|of) (?:[a-z]+ ){1,8})?(?:is |are |was |will |should |to |due |expected |scheduled |set |be |planned |slated |has |have )*$/.test(c.low.slice(Math.max(0, e.verb.start - 60), e.verb.start));
  if (!future && modality === "actual" && e.kind === "build") state.ahead.delete(subject.name); // begun: no longer ahead
  if (future && !running && e.property === "start_date" && e.kind === "build") state.ahead.add(subject.name);
  if (future && e.property === "start_date" && (subject.type === "Expo" || subject.type === "Event")) state.ahead.add(subject.name).add("*expo");
  const push = (property: string, value: When, verb: Span, how = modality): void => {
    const from = Math.min(e.date.start, verb.start);
    const to = Math.max(e.date.end, verb.end);
    const quote = quoteSpan(c, from, to);
    state.told.add({
      ...subjectOf(state, subject), property, value, unit: "date", modality: how, bound: e.date.bound === "eq" || e.date.bound === "le" || e.date.bound === "approx" ? e.date.bound : "eq", as_of: null,
      ...quoted(s, quote),
      figure: placed(s, e.date.end === 0 ? verb : e.date),
      reasons: { property: at(e.reason, s), modality: at(judged.reason, s), subject: at(subject.reason, s), bound: e.date.end === 0 ? { rule: `under the heading ${when}` } : e.date.bound === "eq" ? { rule: "the date as stated" } : at(because(c, e.date.start, e.date.end), s) },
      confidence: confidenceOf({ property: e.score, subject: subject.score, modality: judged.sure ? 1 : 0.7, heading: c.heading, unit: "date" }),
    }, c.heading, false, subjectInFull(state, subject, c.lang));
  };
  const finish = modality === "actual" ? "completion_date" : "expected_completion";
  // A fair that opens begins; a park or plant that opens is finished.
  const opened = opening && !/^(?:Expo|Event|Lab|Institute)$/.test(subject.type);
  // "The programme runs through June 2027": that is when it ends.
  const lasts = c.lang === "en" && e.property === "start_date" && /^ ?(?:on |in )?(?:through|until|till)(?: the end of)?(?: the)? ?$/.test(c.low.slice(e.verb.end, e.date.start));
  push(e.property === "completion_date" || opened || running || lasts ? finish : e.property, when, e.verb);
  if (e.date.until && e.kind === "hold" && e.property === "start_date") {
    // Begun, and not over yet on the document's date.
    if (dayAfter(e.date.until, state.options.published)) push("expected_completion", e.date.until, e.verb, modality === "actual" ? "planned" : modality);
    else push(finish, e.date.until, e.verb);
  }
}
