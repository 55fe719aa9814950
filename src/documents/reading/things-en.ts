// The noun phrases that stand before and behind an English verb of a dated act: what begins, opens, finishes or is held.
// Invariant: looks at one clause of at most MAX_CHARS characters; a phrase that cannot be told is undefined, never guessed.
import { withRoom, type Context } from "./context.ts";
import { HEAD } from "./name-words-en.ts";
import type { Mention } from "./names-zh.ts";

const MAX_CHARS = 220;
const MAX_WORDS = 14;

/** Helping verbs and adverbs between a subject and its verb. */
const HELPING = /(?:(?:^|[ ,])(?:was|were|is|are|be|been|being|has|have|had|will|would|should|could|may|can|to|also|then|just|now|soon|officially|formally|grandly|successfully|recently|recent|finally|already|jointly|publicly|ceremonially|solemnly|expect(?:s|ed)?|scheduled|slated|due|set|plan(?:s|ned)?|strives?|striving|hopes?|will formal|targeted|projected|supposed|likely|hoped|about|going|intended|anticipated|earmarked|poised|all|in fact|each|that|fully|not|first|once again|again|next|right|formal|official)[ ,]*)+$/;
/** Where the clause of a subject begins. */
const OPENS = /--|[,;:(|—–]|\b(?:that|said|says|say|where|when|while|whereas|but|as|after|since|because|if|once|until|so|announced|learned|told|reported|informed|revealed|with)\b|\. /g;
const PREPOSITION = /[ ,](?:in|at|on|by|with|from|near|under|to|into|as|during|since|over|between|along|via|through|outside|worth|covering|costing|next|beside|within|such as|including)\b/;
const WORKS_OF = /^(?:the )?(?:(?:construction|building|work|works|(?:mass |volume |trial |series |serial |pilot )?production|operations?|(?:first|second)-stage work|civil works|shell construction|building work)(?: work)? (?:of|on|at|for|in)|main body of) (?:the |an? |its |their )?/;
const FINITE = /\b(?:is|are|was|were|will|would|has|have|had|can|could|said|says|puts?|invest(?:s|ed)?|plans?|aims?|expects?|wants?|hopes?|did|does|became|becomes?|remains?|gets?|reaches|turns|stays|brought|took|went|came|goes|got|employs?|makes|enters|leads)\b/;
const LEADING = /^[\s•*·-]*[\s"'“”‘’]*(?:(?:and|but|also|meanwhile|then|yet|however|moreover|the|an?|its|their|our|his|this|these|both|at present|so far|same day|same time|for|of|project before|reporter|expect|expected|it|them)\s+)*/;
/** What is nobody's thing by itself: a pronoun, or an act that the verb is told of. */
const BARE = /^(?:it|they|he|she|we|which|who|this|that|these|there|what|all|some|others?|construction|work|works|production|operations?|building|manufacturing|ground|shipments?|mass production|volume production|trial production|trial operations?|sales|equipment|one|both|two|three|the two|the company|company|the firm|firm|group|time|date|day)$/;
const NO_NAME = /^(?:which|who|that|it|they|and|or|to|before|after|by|until|than|as|then|will|strive|expect|plan|not|at|in|on)\b|^(?:project|plant|company|phase) (?:will|to|already)$/;
/** A sum or a count is no name. */
const SUM = /^(?:[€$£¥]|rmb|cny|estimated|about|around|more than|nearly|total|over |many |several |some |most |three |two |four |five |six |\d+ (?:projects|companies|firms|enterprises))|\b(?:million|billion)\b(?!.*\b(?:project|plant|cent(?:er|re)|fab|factory|facility|park|building|line|campus)$)/;
/** What such a date may begin or end without any thing of the trade beginning. */
export const NO_THING = /\b(?:season|demand|recovery|growth|prices?|sales|talks|discussions|negotiations|trading|boom|term|quarter|month|year|war|crisis|epidemic|pandemic|shortage|decline|rise|upturn|downturn|tenure|career|studies|peak|story|age|era|period|process|relationship|planning)$/;

const GATHERING = /^(?:ceremony|ceremonies|conference|forum|forums|meeting|meetings|summit|congress|seminar|symposium|workshop|event|events|competition|webinar|session|sessions|activity|activities|day|days|week|night|dinner|gala|celebration|roadshow|course|school|briefing|congresses|house|hearing|debate|lecture|lectures|launch|visit|contest|finals?|round|edition|festival)$/;
const EXPO = /^(?:expo|exposition|exhibition|fair|show|biennale|exhibitions|expos)$/;
const DOCUMENT = /^(?:act|law|bill|plan|strategy|measures?|policy|policies|guidelines?|programme|program|roadmap|initiative|regulations?|rules|decree|framework|agreement|memorandum|mou|opinions?|notice|scheme|directive|blueprint|proposal|standard|white|paper|report|agenda|catalogue|charter)$/;
const WORK = /^(?:line|lines|fab|fabs|plant|plants|factory|facility|facilities|unit|site|project|projects|works|foundry|campus|workshop|cleanroom|complex|expansion|machine|machines|reactors?|accelerator|telescope|station|road|bridge|system|phase|stage|part|laboratories|cent(?:er|re)s?|headquarters|warehouse|hall|tower|building|buildings|workshops|module|modules|shed|refinery|base|park|hub|harbou?r)$/;
const BODY = /^(?:subsidiary|company|firm|venture|joint|startup|start-up|office|branch|division|corporation|spin-off|spinoff|spinout|spin-out|bureau|committee|society)$/;

/** The kind of thing that a phrase's head noun tells; undefined where it tells none. */
export function kindOfThing(phrase: string): string | undefined {
  const body = /^(.*?[A-Za-z0-9)]) (?:of|for) /.exec(phrase)?.[1] ?? phrase;
  const head = /([A-Za-z-]+)(?: (?:\d{4}|[ivx]{1,4}|\d{1,3}|[A-Z]))?[)"”']*$/.exec(body)?.[1]?.toLowerCase() ?? "";
  if (GATHERING.test(head)) return "Event";
  if (EXPO.test(head)) return "Expo";
  if (DOCUMENT.test(head)) return "Policy";
  const known = HEAD[head];
  if (known && known !== "FirmNoun" && known !== "Market") return known;
  if (BODY.test(head)) return "Firm";
  if (WORK.test(head)) return "Project";
  return undefined;
}

/** A thing that an act is told of: the mention it is, or undefined with the reason that it is spoken of by a pronoun or bare noun. */
export interface Thing {
  start: number;
  end: number;
  mention: Mention | undefined;
  /** "the plant", "it": what it is was told before */
  pointing: boolean;
  /** nothing of the trade: a season, prices, talks */
  void: boolean;
}

/** Where the words that help a verb begin: the end of its subject. Steps over a date between them ("X on 5 May began construction"). */
export function subjectEnd(c: Context, verb: number): number {
  if (asked.of !== c || asked.verb !== verb) asked = { of: c, verb, end: findSubjectEnd(c, verb) };
  return asked.end;
}

/** The verb last asked about. */
let asked: { of: Context | undefined; verb: number; end: number } = { of: undefined, verb: 0, end: 0 };

function findSubjectEnd(c: Context, verb: number): number {
  let end = verb;
  for (let round = 0; round < 4; round++) {
    const from = Math.max(0, end - 80);
    const m = HELPING.exec(c.low.slice(from, end));
    if (m) end = from + m.index;
    const date = c.dates.find((d) => d.end > d.start && d.end <= end && /^ ?$/.test(c.low.slice(d.end, end)) && !yearOfName(c, d));
    if (!m && !date) break;
    if (date) end = date.start - (/[, ]*(?:\b(?:on|in|at|by|around|from|of|the|early|late|morning|afternoon|evening|back) ?)*$/.exec(c.low.slice(Math.max(0, date.start - 24), date.start))?.[0].length ?? 0);
  }
  while (end > 0 && " ,".includes(c.low[end - 1]!)) end--;
  return end;
}

/** "Photonics Days 2022 was held": a year that closes a name. */
export const yearOfName = (c: Context, d: { start: number; end: number }): boolean => d.end - d.start === 4 && /[A-Z][A-Za-z&-]+ $/.test(c.fold.slice(Math.max(0, d.start - 24), d.start)) && !/\b(?:in|by|since|from|until|early|mid|late|end|of|autumn|spring|summer|winter|fall|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|h[12]|fy|fiscal|year|during|for) $/.test(c.low.slice(Math.max(0, d.start - 12), d.start));

/** The subject of the verb at `verb`. */
export function thingBefore(c: Context, verb: number): Thing | undefined {
  const at = subjectEnd(c, verb);
  let end = at;
  const relative = /[, ]*\b(?:which|that)$/.exec(c.low.slice(Math.max(0, end - 12), end));
  if (relative) {
    end -= relative[0].length;
    const m = c.mentions.find((x) => x.end === end || x.end === end - 1);
    if (m) return m.definite ? { start: m.start, end, mention: m, pointing: true, void: false } : thingAt(c, m.start, m.end, false);
  }
  while (end > 0 && " ,\"'”’".includes(c.low[end - 1]!)) end--;
  if (end <= 0) return undefined;
  // "is being built and will open": the verb shares the subject of the one before.
  if (/(?:^|[ ,])(?:and|but|or|then)$/.test(c.low.slice(Math.max(0, end - 5), end))) return { start: end, end, mention: undefined, pointing: true, void: false };
  let start = clauseStart(c, end);
  // "The second cleanroom, part of the research fab, goes …": what stands between two commas says more of what is before it.
  if (c.low[start - 1] === "," && c.low[end] === "," && start > 2 && /^ (?:an?|the|part|one|both|its|which|who|[a-z]+ed|€|\$)/.test(c.low.slice(start, start + 12))) {
    end = start - 1;
    start = clauseStart(c, end);
  }
  const lead = LEADING.exec(c.low.slice(start, end))![0];
  const definite = /\b(?:the|this)\s+$/.test(lead);
  start += lead.length;
  // "the date first, then the subject": "On May 5 the park opened"
  for (const d of c.dates) if (d.start < end && d.end > start && d.end <= end && d.start - start < 26 && /^(?:on |in |at |by |since |from |the |morning |of |afternoon |early |late )*$/.test(c.low.slice(start, Math.max(start, d.start)))) start = /\bthe $/.test(lead) && /^ [a-z]/.test(c.low.slice(d.end, d.end + 2)) && /^\d{4}$/.test(c.low.slice(d.start, d.end)) ? start : skip(c, d.end, end);
  if (start >= end) return { start: end, end, mention: undefined, pointing: true, void: false };
  // "Deliveries of the new chip will start in July": what begins is the product.
  const shipped = /^(?:(?:volume|first|commercial|regular|the|initial) )*(?:shipments?|deliveries|delivery|sales) of (?:the |its |their )?/.exec(c.low.slice(start, end));
  if (shipped) {
    const product = thingAt(c, start + shipped[0].length, prepositionIn(c, start + shipped[0].length, end), false);
    return product?.mention && !product.pointing ? { ...product, mention: { ...product.mention, type: "Product" } } : product;
  }
  const works = WORKS_OF.exec(c.low.slice(start, end));
  if (works) start += works[0].length;
  const inner = prepositionIn(c, start, end);
  if (inner === start) return undefined;
  // "…, building area of 150,000 square meters, is expected to be put into use": a size told in passing.
  if (OF_SIZE.test(c.low.slice(start, end))) return { start: end, end, mention: undefined, pointing: true, void: false };
  return thingAt(c, start, inner, definite);
}

const OF_SIZE = /^(?:(?:total|building|floor|land|construction|planned|gross) )*(?:area|investment|capacity|cost) of (?:about |around |nearly |some |over |more than |rmb |us)?[$€£¥]?\d/;

function skip(c: Context, from: number, end: number): number {
  const m = /^[\s,]*(?:(?:the|an?|its|their|morning|afternoon|evening|,) )*/.exec(c.low.slice(from, end));
  return from + (m?.[0].length ?? 0);
}

function clauseStart(c: Context, end: number): number {
  const from = Math.max(0, end - MAX_CHARS);
  const text = c.low.slice(from, end);
  let start = from;
  OPENS.lastIndex = 0;
  for (let m = OPENS.exec(text); m; m = OPENS.exec(text)) {
    const at = from + m.index;
    const inName = c.mentions.some((x) => !x.definite && x.start < at && x.end > at + m![0].length - 1 && x.end <= end);
    const figure = m[0] === "," && /\d/.test(c.low[at + 1] ?? "") || (m[0] === "(" || m[0] === "–" || m[0] === "—") && at > 0 && parenthesis(c, at, end);
    if (!inName && !figure) start = at + m[0].length;
  }
  // "A was founded in 1990 and B opened in 2000": a clause that has its verb ends at "and".
  const joined = c.low.slice(start, end);
  for (let i = joined.lastIndexOf(" and "); i > 0; i = joined.lastIndexOf(" and ", i - 1)) {
    const at = start + i;
    if (c.mentions.some((x) => !x.definite && x.start < at && x.end > at + 4 && x.end <= end)) continue;
    if (FINITE.test(joined.slice(0, i)) || c.dates.some((d) => d.start >= start && d.end <= at) || c.triggers.some((t) => t.word.event !== undefined && t.start >= start && t.end <= at && !c.mentions.some((x) => x.start <= t.start && x.end >= t.end))) return at + 5;
  }
  return start;
}

/** "Truly (Renshou) line", "NanoPhoton – Centre": marks that go on with the name. */
function parenthesis(c: Context, at: number, end: number): boolean {
  if (c.low[at] === "(") return c.low.indexOf(")", at) > 0 && c.low.indexOf(")", at) < end;
  return /^[–—] [A-Z]/.test(c.fold.slice(at, at + 3)) && /[A-Za-z] $/.test(c.fold.slice(Math.max(0, at - 2), at));
}

/** Where the first preposition that is no part of a name cuts a phrase. */
function prepositionIn(c: Context, start: number, end: number): number {
  let from = start;
  for (;;) {
    const m = PREPOSITION.exec(` ${c.low.slice(from, end)}`);
    if (!m) return end;
    const at = from + m.index - 1;
    if (at < start) return start;
    const inside = c.mentions.find((x) => !x.definite && x.start < at && x.end > at + m[0].length && x.end <= end + 1);
    if (!inside) return Math.max(start, at);
    from = inside.end;
    if (from >= end) return end;
  }
}

/** The subject of the sentence's first verb, for a later verb that has none of its own ("X is being built and is to open in May"). */
export function elided(c: Context, before: number): Thing | undefined {
  const from = Math.max(c.low.lastIndexOf("; ", before), c.low.lastIndexOf(": ", before), -1) + 1;
  const m = / (?:is|are|was|were|will|has|have|had|would|should|expects?|plans?|began|begin|begins|started|starts?) /.exec(c.low.slice(from, before));
  return m && m.index > 2 && m.index < MAX_CHARS ? thingBefore(c, from + m.index + 1) : undefined;
}

/** The phrase behind a verb or preposition, from its determiner on. */
export function thingAfter(c: Context, from: number): Thing | undefined {
  const thing = phraseAfter(c, from);
  const m = thing?.mention;
  if (!thing || !m || m.definite || !/^[a-z]/.test(m.name)) return thing;
  // "a subsidiary, Acme Asia Ltd.,": what it is, then what it is called.
  const named = c.mentions.find((x) => !x.definite && x.type !== "Region" && /^[A-Z]/.test(x.name) && x.start > m.end && /^(?:,| called| named|, called|, named) (?:the )?["“]?$/.test(c.low.slice(m.end, x.start)) && /^["”]?\.?(?:,|\.|;|$| in\b| on\b| at\b)/.test(c.low.slice(x.end, x.end + 5)));
  return named && /^(?:subsidiary|company|firm|venture|unit|cent(?:er|re)|programme|program|plan|project|campus|park|lab|laboratory|institute|office|fund|plant|factory)$/.test(m.name.slice(m.name.lastIndexOf(" ") + 1)) ? { ...thing, end: named.end, mention: withRoom(named) } : thing;
}

function phraseAfter(c: Context, from: number): Thing | undefined {
  const lead = /^[\s"'“‘]*(?:(?:the|an?|its|their|his|our|this|these|both|all)\s+)?["'“‘]?/.exec(c.low.slice(from, from + 24))![0];
  const start = from + lead.length;
  const quote = /["“‘]$/.test(lead) ? closing(c, start) : 0;
  let end = quote > 0 ? quote : phraseEnd(c, start);
  const head = quote > 0 ? /^["”’],? ((?:strategy|plan|program(?:me)?|measures|project|initiative|agreement|forum|centre|center|action plan|fund)\b)/.exec(c.low.slice(quote, quote + 30)) : null;
  if (head) end = quote + head[0].length;
  if (end <= start) return undefined;
  if (quote > 0) return { start, end, mention: made(c, start, end, kindOfThing(c.fold.slice(start, end)) ?? ""), pointing: false, void: false };
  return thingAt(c, start, end, /\b(?:the|this)\b/.test(lead));
}

function closing(c: Context, start: number): number {
  const m = /["”’](?![a-z])/.exec(c.low.slice(start, start + 160));
  return m ? start + m.index : 0;
}

const STOP = /^(?:in|at|on|by|with|from|near|under|to|into|as|during|since|over|between|via|through|outside|worth|covering|within|is|are|was|were|will|would|has|have|had|be|can|could|should|which|that|who|where|when|while|but|or|after|before|until|here|there|twice|began|begun|begins?|starts?|started|said|opened|held|hold|took|takes|take|go|goes|went|kick|kicks|kicked|expected|scheduled|due|set|slated|planned|following|together|today|yesterday|tomorrow|earlier|later|ahead|next|last|this|every|officially|formally|so|not|up|off|out|if|it|they|commenced|commences|commence|got|gets|get|also|cost|costing|using|aimed|include|includes|included|including|such|designed|based|located|making|offering|jointly|then|now|recently|successfully)$/;

function phraseEnd(c: Context, start: number): number {
  const words = /[^\s]+/g;
  const text = c.fold.slice(start, start + MAX_CHARS);
  const day = c.dates.find((d) => d.start > start && d.end > d.start)?.start ?? Infinity;
  let end = start;
  let count = 0;
  for (let m = words.exec(text); m && count < MAX_WORDS; m = words.exec(text), count++) {
    const at = start + m.index;
    const raw = m[0];
    const inside = c.mentions.find((x) => !x.definite && x.start < at && x.end > at);
    if (inside) {
      end = inside.end;
      if (/^[,;.]/.test(c.low.slice(end, end + 1)) && !/^, (?:ltd|inc|co)\b/.test(c.low.slice(end, end + 6))) break;
      continue;
    }
    const low = raw.toLowerCase().replace(/[,.;:)"”’]+$/, "");
    if (at >= day || (STOP.test(low) && !/^[A-Z]{2,}/.test(raw))) break;
    if (low === "and" || low === "&") {
      // "Optics and Photonics Centre" goes on; "a plant at P and a second at Q" does not.
      if (/^and (?:an?|the|its|their|one|two|another|to|also|will|was|is|then|in|on|has)\b/.test(c.low.slice(at, at + 12)) || kindOfThing(c.fold.slice(start, end)) !== undefined || !/^& |^and [A-Z]|^and [a-z-]+ [A-Za-z-]+/.test(c.fold.slice(at, at + 40))) break;
      continue;
    }
    if ((low === "of" || low === "for") && count === 0) break;
    if (low === "for" && !/^for (?:the )?[A-Z]/.test(c.fold.slice(at, at + 9))) break;
    if (/^[–—-]$/.test(raw) && !/^[–—-] [A-Z]/.test(c.fold.slice(at, at + 3))) break;
    if (/^\(/.test(raw) && !/\) [A-Za-z]/.test(c.fold.slice(at, at + 30))) break;
    end = at + raw.replace(/[,.;:]+$/, "").length;
    if (/[,;:]$/.test(raw) && !/, (?:ltd|inc|co\b)/.test(c.low.slice(end, end + 6)) || /[.]$/.test(raw) && end >= c.fold.trimEnd().length - 1) break;
  }
  return end;
}

/** The thing a phrase names: the mention that ends it, or one described on the spot. */
export function thingAt(c: Context, from: number, to: number, definite: boolean): Thing | undefined {
  let [start, end] = [from, to];
  while (end > start && " ,\"'”’".includes(c.fold[end - 1]!)) end--;
  const of = WORKS_OF.exec(c.low.slice(start, end));
  if (of) start += of[0].length;
  const size = / (?:of|with) (?=[\d$€£]|about |over )/.exec(c.low.slice(start, end));
  if (size) end = start + size.index;
  // "Epistar's planned plant": whose it is is no part of what it is called.
  const owned = /^.*?(?:'s|s'|’s) (?:(?:planned|proposed|newly [a-z]+|new|first|second|own) )?(?=[^ ]+ [^ ])/.exec(c.low.slice(start, end));
  if (owned && !c.mentions.some((m) => !m.definite && m.start < start + owned[0].length - 1 && m.end > start + owned[0].length + 1)) start += owned[0].replace(/(?:first|second|new) $/, "").length;
  const name = c.fold.slice(start, end);
  const low = c.low.slice(start, end);
  const thing = { start, end, mention: undefined, pointing: false, void: false };
  if (name.length < 2 || name.split(/\s+/).length > MAX_WORDS) return undefined;
  if (BARE.test(low) || NO_NAME.test(low)) return { ...thing, pointing: true };
  if (SUM.test(low)) return undefined;
  if (NO_THING.test(low)) return { ...thing, void: true };
  if (FINITE.test(low.replace(/-/g, "")) && !c.mentions.some((m) => !m.definite && m.start <= start && m.end >= end)) return undefined;
  const own = c.mentions.filter((m) => m.start < end && m.end > start);
  const whole = !/ (?:of|for) /.test(low);
  const last = own.find((m) => m.end >= end - 1 && m.end <= end + 2) ?? own.find((m) => m.start <= start && m.end > start && / (?:of|for) /.test(c.low.slice(m.end - 1, m.end + 5)) === false && m.end >= end);
  const kind = kindOfThing(name);
  const bare = !definite && kind !== undefined && !/\s/.test(name) && !/\b(?:an?|one)\s+["“]?$/.test(c.low.slice(Math.max(0, start - 6), start)) && !/s$/.test(low) && (start === 0 || /[a-z]/.test(name[0]!) || /[.!?] $/.test(c.low.slice(Math.max(0, start - 2), start)));
  if (bare) return { ...thing, mention: last?.definite ? last : undefined, pointing: true };
  if (last && last.definite) return { ...thing, mention: last, pointing: true };
  if (last && last.type !== "Region" && last.start <= start + 1) return { ...thing, mention: last };
  const type = kind;
  // "the plant": one noun, and what it is was told before.
  if (definite && !/\s/.test(name) && !/^[A-Z]/.test(name)) return type === undefined || !/^(?:Event|Expo)$/.test(type) ? { ...thing, pointing: true } : { ...thing, mention: made(c, start, end, type) };
  if (last && whole && last.type !== "Region" && /^[A-Z\d].* /.test(last.name) && last.type !== "Firm" && !/[A-Z(]/.test(c.fold.slice(start, last.start).replace(/\S+['’]s? /g, ""))) return { ...thing, mention: last };
  return { ...thing, mention: made(c, start, end, type ?? last?.type ?? "") };
}

const made = (c: Context, start: number, end: number, type: string): Mention => withRoom({ start, end, name: c.fold.slice(start, end), type, definite: false, oblique: false, weak: false });
