// Keeps one claim of each fact: a repeated or rounded statement of what is already said is left out.
// Invariant: of two statements of one fact the more precise one stays, and the body outranks the headline.
import type { Proposal, Skipped } from "./model.ts";

/** The rule by which the grammar of an act tells its subject. */
export const NAMED = "the act names it";

interface Entry {
  p: Proposal;
  heading: boolean;
  /** the subject is a described thing ("the town") that was not named yet */
  pending: boolean;
  /** the subject's own words, and its name in full where it is a part of something */
  said: string;
  full: string | undefined;
}

/** So many proposals are kept as they come; from there on a word-for-word repetition is only counted. */
const MANY = 20_000;

/** Collects the proposals of a document and settles which of them say the same. */
export class Told {
  private list: Entry[] = [];
  /** what a very long text has said so far, and how often it said it again */
  private readonly said = new Set<string>();
  private again = 0;

  add(p: Proposal, heading: boolean, pending = false, full?: string): void {
    if (this.list.length >= MANY) {
      // No page of news says so much; a text that repeats one line without end must not fill the memory.
      const key = JSON.stringify([p.subject, p.subject_type, p.property, p.value, p.unit, p.currency, p.modality, p.bound, p.as_of, p.qualifier, heading, pending, full]);
      if (this.said.has(key)) {
        this.again++;
        return;
      }
      this.said.add(key);
    }
    this.list.push({ p, heading, pending, said: p.subject, full });
  }

  /** Gives parts their names in full, unless the document turned out to have another name for them. */
  complete(): void {
    for (const e of this.list) {
      if (e.full === undefined || e.p.subject !== e.said) continue;
      e.p.reasons.subject.rule ??= `in full ${e.full}`;
      e.p.subject = e.full;
    }
  }

  /** Gives described things the name that the rest of the document turned out to have for them. */
  name(later: (type: string, said: string) => string | undefined): void {
    for (const e of this.list) {
      const name = e.pending ? later(e.p.subject_type, e.p.subject) : undefined;
      if (name !== undefined) {
        e.p.reasons.subject.rule = `refers to ${name}`;
        e.p.subject = name;
      }
    }
  }

  /** Tells the short forms that the text declares for its names. */
  alsoCalled(shortOf: (name: string) => string | undefined): void {
    for (const { p } of this.list) {
      const short = shortOf(p.subject);
      if (short !== undefined) p.subject_short = short;
    }
  }

  /** Gives a proposal another subject where the whole document shows whose it is. */
  rename(better: (p: Proposal) => { name: string; type: string; rule: string } | undefined): void {
    for (const { p } of this.list) {
      const to = better(p);
      if (to === undefined) continue;
      p.subject = to.name;
      p.subject_type = to.type;
      p.reasons.subject = { ...p.reasons.subject, rule: to.rule };
    }
  }

  /** Makes a plan of what only the rest of the document shows to lie ahead; all that was told is at hand to judge by. */
  plan(ahead: (p: Proposal, all: readonly Proposal[]) => string | undefined): void {
    const all = this.list.map((e) => e.p);
    for (const p of all) {
      const rule = ahead(p, all);
      if (rule === undefined) continue;
      p.modality = "planned";
      p.as_of = null;
      p.reasons.modality = { rule };
    }
  }

  /** Later statements of one fact are dropped; a headline gives way to the body wherever both say it. */
  settle(skipped: Skipped): Proposal[] {
    skipped.repeated += this.again;
    const kept: Entry[] = [];
    const byProperty = new Map<string, Map<string, number[]>>();
    for (const e of this.list) {
      const property = e.p.property === "completion_date" || e.p.property === "expected_completion" ? "finish" : e.p.property;
      const unit = e.p.currency === undefined ? e.p.unit : `${e.p.unit}|${e.p.currency}`;
      let byUnit = byProperty.get(property);
      if (byUnit === undefined) byProperty.set(property, (byUnit = new Map()));
      let same = byUnit.get(unit);
      if (same === undefined) byUnit.set(unit, (same = []));
      const twin = same.find((i) => repeats(kept[i]!, e));
      if (twin !== undefined) {
        skipped.repeated++;
        const old = kept[twin]!;
        const sharper = typeof e.p.value === "number" && typeof old.p.value === "number" && e.p.value !== old.p.value && e.p.value > old.p.value;
        if ((old.heading && !e.heading) || (old.heading === e.heading && sharper)) kept[twin] = e;
        continue;
      }
      same.push(kept.length);
      if (same.length > 200) same.shift();
      kept.push(e);
    }
    // A headline's sum is the body's, whatever it is said to be for.
    const sums = new Set(kept.filter((e) => !e.heading && typeof e.p.value === "number" && (e.p.unit === "yuan" || e.p.unit === "currency")).map((e) => `${e.p.value}${e.p.currency ?? ""}`));
    return kept.filter((e) => !(e.heading && (e.p.unit === "yuan" || e.p.unit === "currency") && sums.has(`${e.p.value}${e.p.currency ?? ""}`))).map((e) => e.p);
  }
}

function repeats(a: Entry, b: Entry): boolean {
  const [p, q] = [a.p, b.p];
  const sameSubject = p.subject === q.subject || p.subject.includes(q.subject) || q.subject.includes(p.subject);
  if (p.unit === "entity") return sameSubject && p.value === q.value;
  const heading = a.heading !== b.heading;
  if (heading && typeof p.value === "number" && typeof q.value === "number" && p.unit !== "count" && Math.abs(p.value - q.value) < Math.abs(p.value) * 2e-3) return true; // "46.9 billion" over "46.945 billion"
  if (heading && p.unit !== "date" && rounded(p, q)) return true;
  if (sameSubject && p.unit !== "date" && Math.abs(p.figure.start - q.figure.start) < 60 && p.modality === q.modality && roundNumber(p, q) && rounded(p, q)) return true;
  // "将于9月举行" in a headline, "9月12日" in the text: the more exact date says it all.
  if (p.unit === "date" && heading && sameSubject && p.property === q.property && (String(p.value).startsWith(`${q.value}-`) || String(q.value).startsWith(`${p.value}-`))) return true;
  if (p.value !== q.value) return false;
  if (p.unit !== "date" && p.start === q.start && p.figure.start !== q.figure.start) return false;
  // "A and B were held on …": the sentence names two.
  if (p.unit === "date" && !sameSubject && p.start === q.start && p.reasons.property.start === q.reasons.property.start && p.reasons.subject.rule === NAMED && q.reasons.subject.rule === NAMED) return false;
  if (p.unit === "date") return p.property === q.property && (sameSubject || heading || p.subject_type === q.subject_type);
  if (heading) return true;
  if (p.unit === "ratio" && p.qualifier !== undefined && q.qualifier !== undefined && p.qualifier !== q.qualifier) return false;
  if (p.unit === "ratio" || p.unit === "count") return sameSubject && p.start !== q.start && p.reasons.property.words === q.reasons.property.words && p.value !== 0.5;
  // Two things of different kinds, each named beside its own sum, share only the number.
  const apart = p.subject_type !== q.subject_type && p.reasons.subject.start !== undefined && q.reasons.subject.start !== undefined && p.reasons.subject.rule === undefined && q.reasons.subject.rule === undefined;
  return sameSubject || (p.start !== q.start && !apart);
}

/** "突破千亿元大关,达到1056亿元": the smaller is one digit and zeros, passed on the way. */
const roundNumber = (p: Proposal, q: Proposal): boolean => typeof p.value === "number" && typeof q.value === "number" && /^[1-9]0+$/.test(String(Math.min(p.value, q.value))) && Math.min(p.value, q.value) >= 1e9;

/** "超百亿" in a headline and 128亿 in the body: the headline rounds. */
function rounded(p: Proposal, q: Proposal): boolean {
  if (typeof p.value !== "number" || typeof q.value !== "number") return false;
  const [small, large, loose] = p.value <= q.value ? [p.value, q.value, p.bound] : [q.value, p.value, q.bound];
  return (loose === "gt" || loose === "ge" || loose === "approx") && large > small && large / small < 1.3;
}
