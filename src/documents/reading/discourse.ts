// What a document has named so far, and how it spoke of it: the memory that later sentences go back to.
// Invariant: grows sentence by sentence and stays bounded; a thing is known by its full name.
import type { Context } from "./context.ts";
import type { KnownNames } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { roleOf } from "./role.ts";
import { ShortNames } from "./short-names.ts";
import { otherLevel, parallelTopics, SAME_KIND, standingOf } from "./standing.ts";

/** What the document has said of a name so far. */
export interface Thing {
  name: string;
  type: string;
  count: number;
  first: number;
  heading: number;
  /** the sentence and the line that spoke of it last, and how it stood there */
  last: number;
  line: number;
  topic: boolean;
  minor: boolean;
  aside: boolean;
  oblique: boolean;
  weak: boolean;
  /** how often it stood as a topic; the line that it opened last; whether it was a topic among the first sentences */
  topics: number;
  opened: number;
  lead: boolean;
  /** how many figures were given to it, and in which sentence last */
  owned: number;
  ownedAt: number;
}

const MAX_THINGS = 2000;
const MAX_RECENT = 60;
const MAX_USES = 20;

/** What the document has named so far. */
export class Discourse {
  private things = new Map<string, Thing>();
  /** the same by their names as written, so that asking again lowers no letters */
  private named = new Map<string, Thing>();
  private recent: { name: string; type: string; thing: Thing | undefined }[] = [];
  /** what the headline names */
  private titled: Thing[] = [];
  /** by type: what a described thing was last taken to mean, and in which sentence */
  readonly meant = new Map<string, { name: string; sentence: number }>();
  readonly names: ShortNames;
  readonly title: string;
  /** sentences read, and the line being read */
  sentence = 0;
  line = 0;
  private lastLine = 0;
  /** what the section is about, by its heading */
  section: { name: string; type: string; outline?: boolean } | undefined;
  private readonly opening: () => string;
  private used = new Map<string, number>();
  private main: { at: number; thing: Thing | undefined } = { at: -1, thing: undefined };

  /** @param opening the folded opening of the text, asked for when a name's uses are counted. */
  constructor(title: string, known: KnownNames | undefined, opening: () => string = () => "") {
    this.title = title;
    this.opening = opening;
    this.names = new ShortNames(title, known);
  }

  /** The full name of what is called so. */
  fullName(name: string): { name: string; type?: string } {
    return this.names.full(name);
  }

  /** Takes the mentions of a sentence into memory. */
  observe(c: Context): void {
    this.sentence++;
    const parallel = parallelTopics(c);
    for (const m of c.mentions) {
      if (m.definite && !this.namesItself(m)) continue;
      const full = this.fullName(m.name);
      const type = full.type ?? m.type;
      const thing = this.meet(c, m, full.name, type);
      if (thing) {
        const st = standingOf(c, m);
        thing.aside = this.section?.name !== full.name && (roleOf(c, m) !== undefined || parallel?.has(m) === true || (c.item === true && !st.topic));
        thing.last = this.sentence;
        thing.topic = st.topic;
        if (st.topic) {
          thing.topics++;
          if (this.line !== this.lastLine) thing.opened = this.line;
          if (this.sentence <= 4 && !c.heading) thing.lead = true;
        }
        thing.line = this.line;
        thing.minor = st.minor || st.modifier;
        thing.oblique = m.oblique;
        thing.weak = m.weak;
      }
      this.recent.push({ name: full.name, type, thing });
    }
    this.lastLine = this.line;
    if (this.recent.length > 2 * MAX_RECENT) this.recent = this.recent.slice(-MAX_RECENT);
  }

  private meet(c: Context, m: Mention, name: string, type: string): Thing | undefined {
    const heading = c.heading || this.title.includes(name) || this.title.includes(m.name) ? 1 : 0;
    let thing = this.thing(name);
    if (thing) {
      thing.count++;
      thing.heading += heading;
      this.names.metAgain(name, type);
    } else if (this.things.size < MAX_THINGS) {
      thing = { name, type, count: 1, first: this.sentence, heading, last: this.sentence, line: this.line, topic: false, minor: false, aside: false, oblique: false, weak: false, topics: 0, opened: -1, lead: false, owned: 0, ownedAt: 0 };
      this.names.met(thing, c.lang === "zh", c.heading);
      this.things.set(name.toLowerCase(), thing);
      if (heading > 0 && this.titled.length < 8) this.titled.push(thing);
    }
    return thing;
  }

  /** A bulletin of "高新区" that never gives it a fuller name means the one by that name. */
  private namesItself(m: Mention): boolean {
    return m.type === "Zone" && /^(?:高新区|经开区|开发区|新区|保税区|自贸区|示范区)$/.test(m.name) && !this.recent.some((r) => r.type === "Zone" && r.name !== m.name);
  }

  /** "这个项目全称X": what was spoken of so far under another name is X from here on. */
  learnFullName(c: Context, full: { name: string; start: number; type: string }): void {
    const kin = [full.type, ...(SAME_KIND[full.type] ?? []), ...(full.type === "Park" ? ["ParkPhase"] : [])];
    const inside = c.mentions.filter((m) => m.end < full.start && !m.definite && kin.includes(m.type)).pop();
    const short = inside ?? this.foremost((type) => (kin.includes(type) ? 1 : 0));
    if (short && short.name !== full.name) this.names.learnAlias(short.name, full.name, full.type);
  }

  /** What the document said of a name so far. */
  thing(name: string): Thing | undefined {
    let thing = this.named.get(name);
    if (thing === undefined) {
      thing = this.things.get(name.toLowerCase());
      if (thing !== undefined && this.named.size < 2 * MAX_THINGS) this.named.set(name, thing);
    }
    return thing;
  }

  /** How often the opening of the text uses a name, at most MAX_USES. */
  uses(name: string): number {
    let n = this.used.get(name);
    if (n === undefined) {
      n = 0;
      const text = this.opening();
      for (let i = text.indexOf(name); i >= 0 && n < MAX_USES; i = text.indexOf(name, i + name.length)) n++;
      if (this.used.size < MAX_THINGS) this.used.set(name, n);
    }
    return n;
  }

  /** How many sentences ago a thing was last named; the sentence before the one being read is 1 ago. */
  age(t: Thing): number {
    return this.sentence + 1 - t.last;
  }

  /** What was first named after that sentence, and not in a headline, was named in passing. */
  setAside(after: number): void {
    for (const { thing } of this.recent) if (thing !== undefined && thing.first > after && thing.heading === 0) [thing.aside, thing.topic] = [true, false];
  }

  /** A figure was given to the thing of this name. */
  give(name: string): void {
    const t = this.thing(name);
    if (t === undefined) return;
    t.owned++;
    t.ownedAt = this.sentence;
  }

  /** The things last spoken of, the latest first, then what the headline names. */
  lately(most: number): Thing[] {
    const seen = new Set<Thing>();
    for (let i = this.recent.length - 1; i >= Math.max(0, this.recent.length - MAX_RECENT) && seen.size < most; i--) {
      const r = this.recent[i]!;
      const t = this.thing(this.fullName(r.name).name) ?? r.thing;
      if (t) seen.add(t);
    }
    for (const t of this.titled) if (seen.size < most + 8) seen.add(t);
    return [...seen];
  }

  /** Whether it is the thing spoken of most so far. */
  isMain(t: Thing): boolean {
    return this.mainThing() === t;
  }

  /** The type of the thing the document is about: that of the name its headline and text use most. */
  mainType(): string | undefined {
    return this.mainThing()?.type;
  }

  /** The thing spoken of most so far. */
  mainThing(): Thing | undefined {
    if (this.main.at !== this.sentence) this.main = { at: this.sentence, thing: this.foremost(() => 1) };
    return this.main.thing;
  }

  private foremost(fit: (type: string) => number): Thing | undefined {
    let best: Thing | undefined;
    let most = -Infinity;
    for (const r of this.recent) {
      const t = r.thing;
      if (t === undefined || fit(r.type) <= 0) continue;
      const score = Math.min(t.count, 6) * 0.12 + (t.heading > 0 ? 0.6 : 0) + (t.first <= 4 ? 0.25 : 0) - (t.weak ? 0.4 : 0) - (r.type === "Region" || r.type === "Market" ? 0.3 : 0) - (r.type === "Event" ? 0.15 : 0);
      if (score > most) [best, most] = [this.thing(this.fullName(t.name).name) ?? t, score];
    }
    return best;
  }

  /** The industry that the document is mostly about, and all it names: "全省激光产业" and what comes before "产业" in it. */
  industries(): { name: string; stem: string; weight: number }[] {
    const list: { name: string; stem: string; weight: number }[] = [];
    for (const v of this.things.values()) {
      const kind = v.type === "Cluster" ? /(?:产业集群|产业链|产业|行业|集群)$| (?:industry|sector|cluster)$/.exec(v.name) : null;
      if (kind === null || v.name.length < 4) continue;
      const stem = v.name.slice(0, kind.index).replace(/^(?:[全我本][省市区县]|[\u4e00-\u9fff]{2,3}[省市区县])/, "").toLowerCase();
      if (stem.length >= 2) list.push({ name: v.name, stem, weight: v.count + v.heading * 2 });
    }
    return list;
  }

  /** The name a described thing turned out to have, once the whole document is read. */
  namedLater(type: string, said: string): string | undefined {
    let best: { name: string; score: number } | undefined;
    for (const [, v] of this.things) {
      if (v.type !== type || otherLevel(said, v.name)) continue;
      const score = v.count + v.heading * 2 - v.first * 0.01;
      if (!best || score > best.score) best = { name: v.name, score };
    }
    return best?.name;
  }
}
