// Dated acts in English whose matter and whose thing the grammar tells.
// Invariant: an act is told only where its words stand beside the date; looks at one sentence.
import { actsOf, type Act } from "./act-words-en.ts";
import { because, type Context } from "./context.ts";
import type { DateMention } from "./dates.ts";
import type { DatedEvent } from "./events.ts";
import { words } from "./said.ts";
import { thingAfter, yearOfName } from "./things-en.ts";

/** The acts that a date belongs to; none where the sentence does not tell them by its grammar. */
export function actsEn(c: Context, date: DateMention): DatedEvent[] {
  if (date.kind === "now" || date.kind === "span") return [];
  const acts = actsOf(c);
  if (acts.length === 0) return [];
  const act = actOf(c, date, acts) ?? alike(c, date, acts);
  if (!act || act.void) return [];
  // "until November 5": the day it ends is that day.
  if (act.kind === "hold" && act.property === "completion_date" && date.bound === "le" && /\b(?:until|till)(?: the)? $/.test(c.low.slice(Math.max(0, date.start - 12), date.start))) date.bound = "eq";
  return (act.things.length === 0 ? [undefined] : act.things).map((whose) => {
    const event: DatedEvent = { date, verb: { start: act.start, end: act.end }, property: act.property, kind: act.kind, reason: because(c, act.start, act.end), score: 0.85 };
    if (whose) event.whose = whose;
    else if (act.kind === "build" && !/business$/.test(c.low.slice(act.start, act.end))) event.works = true;
    return event;
  });
}

const SAID = words("said", "told", "says", "stated", "noted", "added", "wrote", "it was", "it is", "original", "previous", "initial", "before was");
const SPEAKS = /\b(?:said|says|told (?:reporters|[a-z]+ news|analysts|journalists|the press|the media)|added|noted|stated|wrote)(?: (?:on|in|late|early))* $/;
const ONCE = /\b(?:original(?:ly)?|previously|initially|before was|had (?:once )?been)\b[^.;,]{0,60}$/;

/** "the firm said on Monday", "originally planned for May": a date that dates nothing that happens. */
export function plainEn(c: Context, date: DateMention): boolean {
  if (SAID.mayBeIn(c)) {
    const before = c.low.slice(Math.max(0, date.start - 90), date.start + (/^(?:on|last|this|next) /.exec(c.low.slice(date.start, date.start + 5))?.[0].length ?? 0));
    if (SPEAKS.test(before)) return true;
    if (/^,? it (?:was|is|has been) (?:reported|announced|said|revealed|rumou?red|told)\b/.test(c.low.slice(date.end, date.end + 30))) return true;
    if (ONCE.test(before) && /\b(?:plan|expect|schedul|due|slat|set)/.test(before)) return true;
  }
  const acts = actsOf(c);
  if (acts.length === 0) return false;
  if (yearOfName(c, date) && acts.some((a) => a.start >= date.end && a.things.some((m) => m.start < date.start && m.end >= date.start - 1))) return true;
  return acts.some((a) => a.void && a.start >= date.end && a.start - date.end < 40) || actOf(c, date, acts)?.void === true;
}

/** The act of a date: behind it where the date leads its clause, else before it. */
function actOf(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  if (date.end === 0) return acts.length > 0 && acts[0]!.start < 160 ? acts[0] : undefined; // the year above a row
  const within = acts.find((a) => a.start < date.start && a.end >= date.end);
  if (within) return within;
  const led = leads(c, date);
  if (!led && governed(c, date)) return precedes(c, date, acts);
  // "…, in 2011 will …": what goes on behind the date is told of it, though no act was found there.
  const behind = led && /^ (?:will|would|is|are|was|were|has|expects?|plans?|begin|start|the [a-z]+)\b/.test(c.low.slice(date.end, date.end + 16));
  return led ? (follows(c, date, acts) ?? (behind ? undefined : precedes(c, date, acts))) : (precedes(c, date, acts) ?? follows(c, date, acts));
}

/** Nothing of its clause stands before the date but words that join or introduce it. */
function leads(c: Context, date: DateMention): boolean {
  return /(?:^|[,;:.(|—–]|\b(?:and|that|but|when|where|while|,))\s*["“]?(?:(?:on|in|at|by|during|since|from|as early as|the|of|early|late|back|then|later|only|morning|afternoon|evening|around|about|and|but|so|by the|just) )*$/.test(c.low.slice(Math.max(0, date.start - 40), date.start));
}

/** Another verb stands right before the date: "Established in 1956, the firm launched …". */
function governed(c: Context, date: DateMention): boolean {
  return c.triggers.some((t) => t.word.event !== undefined && t.end <= date.start && date.start - t.end < 12 && /^ (?:on|in|at|by|since|from)?(?: the)? ?(?:early |late |end of )?$/.test(c.low.slice(t.end, date.start)));
}

/** "… took place on the 12th and the forums on the 13th": the verb is told once. */
function alike(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  const before = c.dates.filter((d) => d.end <= date.start).pop();
  const m = before && /^,? and (?:the |its |their )?(?=[A-Za-z][^,.;]{2,50} (?:(?:on|in|from) (?:the )?)?$)/.exec(c.low.slice(before.end, date.start));
  const act = m ? actOf(c, before, acts) : undefined;
  const thing = act && !act.void && act.things.length > 0 ? thingAfter(c, before!.end + m![0].length - 1) : undefined;
  if (!act || !thing?.mention || thing.pointing || !/^ (?:(?:on|in|from) (?:the )?)?$/.test(c.low.slice(thing.end, date.start))) return undefined;
  return { ...act, things: [{ ...thing.mention, type: thing.mention.type || act.things[0]!.type }] };
}

const MAX_GAP = 110;

function precedes(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  const act = acts.filter((a) => a.end <= date.start).pop();
  if (!act || date.start - act.end > MAX_GAP) return undefined;
  const gap = c.low.slice(act.end, date.start);
  if (/[;|]|\. |\b(?:which|who|where|while|but|when|after|before|once|because|said|says|announced|reported|according|compared|than|up from|down from|valid|expir\w+|over the)\b/.test(gap.replace(/^ (?:on|by|for)? ?/, ""))) return undefined;
  if (/, (?:and|with|as) /.test(gap) && !/, (?:and|with|as) $/.test(gap)) return undefined;
  if (/\band (?:aims?|will|is|are|has|plans?|expects?|targets?|employs?|hopes?)\b/.test(gap) || gap.split(",").slice(1).some((piece) => piece.trim() !== "" && !/^ (?:[A-Z\d]|on\b|in\b|at\b|by\b|from\b|during\b|for\b|near\b|the\b|as\b|and (?:on|in|at)\b)/.test(c.fold.slice(act.end + gap.indexOf(piece))))) return undefined;
  if (c.dates.some((d) => d !== date && d.start >= act.end && d.end <= date.start && d.kind !== "now" && d.end > d.start)) return undefined;
  // A verb of another act stands between them, though nothing could be told of it.
  if (c.triggers.some((t) => t.word.event !== undefined && t.start >= act.end && t.end <= date.start && !act.things.some((m) => m.start <= t.start && m.end >= t.end) && !c.mentions.some((m) => m.start <= t.start && m.end >= t.end))) return undefined;
  return act;
}

function follows(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  const act = acts.find((a) => a.start >= date.end);
  if (!act || act.start - date.end > MAX_GAP + 50) return undefined;
  const gap = c.low.slice(date.end, act.start);
  if (/[;|]|\. |\b(?:which|who|where|while|but|when|said|says|reported)\b/.test(gap) || (gap.match(/, /g)?.length ?? 0) > 2) return undefined;
  if (c.dates.some((d) => d !== date && d.start >= date.end && d.end <= act.start && d.kind !== "now")) return undefined;
  // Its own date stands right behind it: "On May 5 we learnt that the park opened in 2010".
  if (c.dates.some((d) => d !== date && d.start >= act.end && /^(?: (?:in|at) [a-z ]{2,30})?,? (?:on |in |at |by |from |the |of |early |late |end |held )*$/.test(c.low.slice(act.end, d.start)))) return undefined;
  const verb = c.triggers.find((t) => t.word.event !== undefined && t.start >= date.end && t.end <= act.start && !c.mentions.some((m) => m.start <= t.start && m.end >= t.end) && !act.things.some((m) => m.start <= t.start && m.end >= t.end));
  return verb ? undefined : act;
}
