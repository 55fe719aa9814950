// What a figure may be about: the names of its sentence, what described things there stand for, and what was spoken of before.
// Invariant: at most MAX_BEFORE names from before and MAX_HERE of the sentence, so the work for a figure does not grow with the document.
import type { Context } from "./context.ts";
import type { Mention } from "./names-zh.ts";
import type { Discourse, Thing } from "./discourse.ts";
import { isMinor, otherLevel, SAME_KIND, sameHead, toldApart, withinName } from "./standing.ts";

/**
 * How a candidate comes in: named in the sentence; pointed at by a described thing there ("该园区"); the described thing under its
 * own words; or carried on from before.
 */
export type Via = "named" | "pointed" | "itself" | "carried";

export interface Candidate {
  name: string;
  type: string;
  via: Via;
  /** the words in the sentence */
  mention: Mention | undefined;
  /** what the document said of it before this sentence */
  thing: Thing | undefined;
  /** of what a described thing may stand for: 0 the likeliest */
  rank: number;
  /** how well its type fits what is asked now */
  fit: number;
  /** how often the opening of the text uses its name; -1 until asked */
  uses: number;
  /** what the traits weigh that are the same for every figure of the sentence, once worked out */
  steady: number | undefined;
  /** what all its traits weigh together for what is asked now */
  score: number;
}

/** Every candidate is made here, so that all have one layout: they are asked more often than anything else. */
function candidate(called: { name: string; type?: string }, type: string, via: Via, mention: Mention | undefined, thing: Thing | undefined, rank: number): Candidate {
  return { name: called.name, type: kindOf(called.type ?? type), via, mention, thing, rank, fit: 0, uses: -1, steady: undefined, score: 0 };
}

const MAX_BEFORE = 40;
const MAX_HERE = 30;
const MAX_STANDS_FOR = 3;

/** How often the opening of the text uses the name of a candidate. */
export function usesOf(discourse: Discourse, x: Candidate): number {
  if (x.uses < 0) x.uses = discourse.uses(x.name);
  return x.uses;
}

/** The candidates of the sentence last asked about: each of its figures asks in turn. */
let known: { of: Context; list: readonly Candidate[] } | undefined;

/** Every candidate of a sentence, whatever the figure. Call before the sentence is observed. */
export function candidatesOf(discourse: Discourse, c: Context): readonly Candidate[] {
  if (known?.of !== c) known = { of: c, list: gather(discourse, c) };
  return known.list;
}

function gather(discourse: Discourse, c: Context): Candidate[] {
  const before = discourse.lately(MAX_BEFORE);
  const list: Candidate[] = [];
  for (const m of c.mentions) {
    if (list.length >= MAX_HERE) break;
    if (!m.definite) {
      const full = discourse.fullName(m.name);
      list.push(candidate(full, m.type, "named", m, discourse.thing(full.name), 0));
      continue;
    }
    const earlier = sameSentence(c, m);
    let rank = 0;
    if (earlier) {
      const full = discourse.fullName(earlier.name);
      list.push(candidate(full, earlier.type, "pointed", m, discourse.thing(full.name), rank++));
    }
    for (const t of standsFor(discourse, m, before)) list.push(candidate(discourse.fullName(t.name), t.type, "pointed", m, t, rank++));
    list.push(candidate({ name: m.name }, m.type, "itself", m, undefined, rank));
  }
  for (const t of before) list.push(candidate(discourse.fullName(t.name), t.type, "carried", undefined, t, 0));
  return list;
}

const kindOf = (type: string): string => (type === "Market" ? "Cluster" : type);

/** A described thing may have been named earlier in its own sentence. */
function sameSentence(c: Context, m: Mention): Mention | undefined {
  return c.mentions.filter((x) => x.end <= m.start && !x.definite && !x.weak && (x.type === m.type || (m.name === "该区" && x.type === "Region")) && !isMinor(c, x)).pop();
}

/** What "该项目", "the park", "本届光博会" may stand for, the likeliest first. */
function standsFor(discourse: Discourse, m: Mention, before: readonly Thing[]): Thing[] {
  const kin = SAME_KIND[m.type] ?? [];
  const found: { thing: Thing; score: number }[] = [];
  const meant = discourse.meant.get(m.type);
  for (const t of before) {
    if ((t.type !== m.type && !kin.includes(t.type)) || otherLevel(m.name, t.name) || toldApart(m.name, t.name)) continue;
    const age = discourse.age(t);
    const score = (meant?.name === t.name && discourse.sentence - meant.sentence <= 3 ? 0.3 : 0) + (t.type === m.type ? 0.2 : 0) - Math.min(12, age) * 0.06 + (t.topic ? 0.25 : 0) + (age <= 1 ? 0.15 : 0) + (t.heading > 0 ? 0.2 : 0) + Math.min(t.count, 5) * 0.05 -
      (t.oblique ? 0.1 : 0) - (t.weak && t.count < 2 ? 0.35 : 0) - (t.minor || t.aside ? 0.3 : 0) - (/管委会$|管理局$|政府$|Government/.test(t.name) ? 0.5 : 0) - (m.type === "Project" && t.type === "Building" ? 0.2 : 0) + (sameHead(m.name, t.name) ? 0.4 : 0) + (withinName(m.name, t.name) ? 0.6 : 0) + (/^[全我][省市区县镇]$/.test(m.name) && t.type === "Region" && t.name.endsWith(m.name[1]!) || /^[省市区县镇][里内]$/.test(m.name) && t.name.endsWith(m.name[0]!) ? 0.5 : 0);
    found.push({ thing: t, score });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, MAX_STANDS_FOR).map((f) => f.thing);
}
