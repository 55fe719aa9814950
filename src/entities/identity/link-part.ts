/**
 * What a short list answers to the names of a long one, and one thread's share of the asking (./link.ts leads).
 * Invariant: what a name is answered depends on the short list and the background alone, not on who asks or in which order.
 */
import { backgroundOf, type Background, type NameCounts } from "./background.ts";
import { nameVeto, nameWeight } from "./compare.ts";
import { Gate } from "./gate.ts";
import { textAt, type ListText } from "./list-text.ts";
import type { Profile } from "./model.ts";
import { profileOf } from "./profile.ts";
import { hash32 } from "./radix.ts";

/** The names of a list among which is looked. `near` gives places among them. */
export interface Asked { near(query: Profile): number[]; profile(k: number): Profile }

/** A likely partner: its place among the asked names, its weight in bits, what forbids it. */
export interface Near { k: number; weight: number; veto: string }

export type LinkTask =
  | { phase: "begin"; list: ListText; asked: string[]; counts: NameCounts; least: number }
  | { phase: "ask"; from: number; to: number };

/** Answers of a run of names: `found[i]` belongs to name `names[i]`; names without any are left out. */
export interface Answers { names: number[]; found: Near[][] }

/** Answers a name, and names whose answers are remembered (a power of two). */
const KEEP = 24, NAMES_KEPT = 1 << 12;

/** The likeliest partners of one name, best first; none below `least` bits. */
export function nearest(query: Profile, asked: Asked, bg: Background, least: number): Near[] {
  if (query.script === "none") return [];
  const found: Near[] = [];
  for (const k of asked.near(query)) {
    const other = asked.profile(k), weight = nameWeight(query, other, bg);
    if (weight >= least) found.push({ k, weight, veto: nameVeto(query, other) });
  }
  return found.sort((x, y) => y.weight - x.weight).slice(0, KEEP);
}

/** A short list as a long one asks it. */
export function askedShort(profiles: readonly Profile[]): Asked {
  const gate = new Gate(profiles);
  return { near: (query) => gate.candidates(query), profile: (k) => profiles[k]! };
}

/** Answers kept by name, one a slot: equal names are asked once as long as no other name has taken their slot. */
export class KeptAnswers {
  private readonly names: string[] = [];
  private readonly found: Near[][] = [];
  of(name: string, find: () => Near[]): Near[] {
    const slot = hash32(name) & (NAMES_KEPT - 1);
    if (this.names[slot] === name) return this.found[slot]!;
    this.names[slot] = name;
    return (this.found[slot] = find());
  }
}

/** One thread's share. */
export class LinkPart {
  private list!: ListText;
  private asked!: Asked;
  private bg!: Background;
  private least = 0;
  private readonly kept = new KeptAnswers();

  run(task: LinkTask): Answers | undefined {
    if (task.phase === "ask") return this.ask(task.from, task.to);
    this.list = task.list; this.least = task.least;
    this.asked = askedShort(task.asked.map((name) => profileOf(name)));
    this.bg = backgroundOf(task.counts);
    return undefined;
  }

  private ask(from: number, to: number): Answers {
    const out: Answers = { names: [], found: [] };
    for (let i = from; i < to; i++) {
      const name = textAt(this.list, i), found = this.kept.of(name, () => nearest(profileOf(name), this.asked, this.bg, this.least));
      if (found.length > 0) { out.names.push(i); out.found.push(found); }
    }
    return out;
  }
}
