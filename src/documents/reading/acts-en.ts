// Dated acts in English whose matter and whose thing the grammar tells.
// Invariant: an act is told only where its words stand beside the date; looks at one sentence.
import { actsOf, type Act } from "./act-words-en.ts";
import { because, type Context } from "./context.ts";
import type { DateMention } from "./dates.ts";
import type { DatedEvent } from "./events.ts";
import { words } from "./said.ts";

/** The acts that a date belongs to; none where the sentence does not tell them by its grammar. */
export function actsEn(c: Context, date: DateMention): DatedEvent[] {
  if (date.kind === "now" || date.kind === "span") return [];
  const acts = actsOf(c);
  if (acts.length === 0) return [];
  const act = actOf(c, date, acts);
  if (!act || act.void) return [];
  return (act.things.length === 0 ? [undefined] : act.things).map((whose) => {
    const event: DatedEvent = { date, verb: { start: act.start, end: act.end }, property: act.property, kind: act.kind, reason: because(c, act.start, act.end), score: 0.85 };
    if (whose) event.whose = whose;
    return event;
  });
}

const SAID = words("said", "told", "says", "original", "previous", "initial", "before was");
const SPEAKS = /\b(?:said|says|told [^,.;]{2,40}|added|noted|stated|wrote)(?: (?:on|in|late|early))* $/;
const ONCE = /\b(?:original(?:ly)?|previously|initially|before was|had (?:once )?been)\b[^.;,]{0,60}$/;

/** "the firm said on Monday", "originally planned for May": a date that dates nothing that happens. */
export function plainEn(c: Context, date: DateMention): boolean {
  if (SAID.mayBeIn(c)) {
    const before = c.low.slice(Math.max(0, date.start - 90), date.start + (/^(?:on|last|this|next) /.exec(c.low.slice(date.start, date.start + 5))?.[0].length ?? 0));
    if (SPEAKS.test(before)) return true;
    if (ONCE.test(before) && /\b(?:plan|expect|schedul|due|slat|set)/.test(before)) return true;
  }
  return actOf(c, date, actsOf(c))?.void === true;
}

/** The act of a date: behind it where the date leads its clause, else before it. */
function actOf(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  if (date.end === 0) return acts.length > 0 && acts[0]!.start < 160 ? acts[0] : undefined; // the year above a row
  const within = acts.find((a) => a.start < date.start && a.end >= date.end);
  if (within) return within;
  return leads(c, date) ? (follows(c, date, acts) ?? precedes(c, date, acts)) : (precedes(c, date, acts) ?? follows(c, date, acts));
}

/** Nothing of its clause stands before the date but words that join or introduce it. */
function leads(c: Context, date: DateMention): boolean {
  return /(?:^|[,;:.(|—–]|\b(?:and|that|but|when|where|while|,))\s*["“]?(?:(?:on|in|at|by|during|since|from|as early as|the|of|early|late|back|then|later|only|morning|afternoon|evening|around|about|and|but|so|by the|just) )*$/.test(c.low.slice(Math.max(0, date.start - 40), date.start));
}

const MAX_GAP = 110;

function precedes(c: Context, date: DateMention, acts: readonly Act[]): Act | undefined {
  const act = acts.filter((a) => a.end <= date.start).pop();
  if (!act || date.start - act.end > MAX_GAP) return undefined;
  const gap = c.low.slice(act.end, date.start);
  if (/[;|]|\. |\b(?:which|who|where|while|but|when|after|before|once|because|said|says|announced|reported|according|compared|than|up from|down from|valid|expir\w+|over the)\b/.test(gap.replace(/^ (?:on|by|for)? ?/, ""))) return undefined;
  if (/, (?:and|with|as) /.test(gap) && !/, (?:and|with|as) $/.test(gap)) return undefined;
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
