// Whose figure it is: the names of the sentence and of what was said before it, scored by place, type and standing in the document.
// Invariant: the answer is always a name the document (or the ledger) uses; described things ("该项目", "the Park") resolve to it.
import { clauseAt, type Context } from "./context.ts";
import type { KnownNames, Reason, Span } from "./model.ts";
import type { Mention } from "./names-zh.ts";
import { roleOf } from "./role.ts";

type Fit = Readonly<Record<string, number>>;
const PARKISH: Fit = { ParkPhase: 1, Park: 1, Project: 0.95, Building: 0.85, Zone: 0.7, Firm: 0.5, Institute: 0.55, Lab: 0.6, Fund: 0.2, Region: 0.4, Cluster: 0.3 };
/** Which types a property's figures belong to, best first. */
const FITS: Readonly<Record<string, Fit>> = {
  investment: { ParkPhase: 1, Project: 1, Park: 0.95, Fund: 1, Building: 0.7, Firm: 0.75, Lab: 0.7, Institute: 0.65, Zone: 0.6, Region: 0.55, Cluster: 0.45, Policy: 0.6, Expo: 0.2, Event: 0.3 },
  contract_value: { Region: 0.9, Zone: 0.9, Event: 0.85, Expo: 0.95, Project: 0.7, Park: 0.8, Firm: 0.7, Cluster: 0.6, Institute: 0.5 },
  output_value: { Cluster: 1, Region: 0.75, Zone: 0.85, Park: 0.9, Firm: 0.8, Project: 0.8, ParkPhase: 0.8, Market: 0.5 },
  revenue: { Market: 0.7, Firm: 1, Cluster: 0.9, Zone: 0.9, Park: 0.85, Region: 0.75, Project: 0.7, ParkPhase: 0.6, Institute: 0.6 },
  "area.land": PARKISH,
  "area.floor": { ...PARKISH, Building: 1 },
  exhibition_area: { Expo: 1, Event: 0.7, Zone: 0.5, Firm: 0.45, Building: 0.3 },
  storeys: { Building: 1, Project: 0.6, Park: 0.4, ParkPhase: 0.5 },
  production_lines: { Firm: 1, Project: 0.9, Park: 0.85, ParkPhase: 0.85, Region: 0.8, Cluster: 0.8, Building: 0.6, Zone: 0.6 },
  employees: { Policy: 0.45, Building: 0.6, Firm: 1, Institute: 1, Lab: 0.95, Park: 0.8, Zone: 0.75, Cluster: 0.85, Project: 0.8, Region: 0.65, ParkPhase: 0.7 },
  patents: { Firm: 1, Institute: 1, Lab: 0.95, Park: 0.7, Zone: 0.75, Cluster: 0.75, Region: 0.7 },
  firms_count: { Policy: 0.5, Market: 0.7, Park: 1, ParkPhase: 0.95, Zone: 0.95, Cluster: 0.95, Region: 0.8, Institute: 0.85, Building: 0.5, Lab: 0.8, Fund: 0.6, Project: 0.7, Firm: 0.45 },
  exhibitors: { Expo: 1, Event: 0.8 },
  visitors: { Expo: 1, Event: 0.95 },
  projects_count: { ParkPhase: 0.9, Region: 0.9, Zone: 0.9, Event: 0.75, Expo: 0.8, Park: 0.65, Institute: 0.9, Cluster: 0.7, Fund: 0.8, Firm: 0.7, Lab: 0.8 },
  market_share: { Firm: 1, Cluster: 0.95, Region: 0.9, Zone: 0.9, Park: 0.8, Project: 0.4 },
  growth_rate: { Market: 0.8, Cluster: 1, Firm: 0.95, Region: 0.9, Zone: 0.9, Park: 0.9 },
  other_count: { Expo: 0.9, Event: 0.8, Firm: 0.9, Institute: 0.9, Lab: 0.85, Park: 0.9, ParkPhase: 0.9, Project: 0.9, Zone: 0.85, Cluster: 0.7, Region: 0.85, Building: 0.6, Fund: 0.8, Policy: 0.6 },
};
/** Which types a dated event may happen to. */
export const EVENT_FITS: Readonly<Record<string, Fit>> = {
  build: { ParkPhase: 1, Project: 1, Park: 0.95, Building: 1, Lab: 0.7, Institute: 0.5, Zone: 0.5, Firm: 0.45 },
  found: { Firm: 1, Institute: 1, Lab: 1, Fund: 1, Zone: 0.9, Park: 0.9, Cluster: 0.6, Project: 0.28 },
  hold: { Expo: 1, Event: 1 },
  issue: { Policy: 1 },
  launch: { ParkPhase: 0.8, Cluster: 0.8, Institute: 0.7, Zone: 0.6, Product: 1, Expo: 0.8, Event: 0.8, Project: 0.7, Fund: 0.8, Park: 0.7, Policy: 0.9, Lab: 0.6, Firm: 0.2 },
};

export interface Chosen {
  name: string;
  type: string;
  reason: Reason;
  score: number;
  /** a described thing not named so far; the rest of the document may still name it */
  pending?: boolean;
}

interface Remembered {
  mention: Mention;
  name: string;
  type: string;
  sentence: number;
  topic: boolean;
  /** one of a list, or named in passing */
  minor: boolean;
  /** by whom, where, or beside what; never carried on */
  aside: boolean;
}

/** How a mention stands in its sentence; worked out once and kept beside it. */
interface Standing {
  topic: boolean;
  minor: boolean;
  modifier: boolean;
  fresh: boolean;
  shareOf: boolean;
}

/** What the document has named so far; grows sentence by sentence and keeps a bounded memory. */
export class Discourse {
  private recent: Remembered[] = [];
  private counts = new Map<string, { name: string; type: string; count: number; first: number; heading: number }>();
  private aliases = new Map<string, { name: string; type: string }>();
  /** by type: what a described thing was last taken to mean, and in which sentence */
  private meant = new Map<string, { name: string; sentence: number }>();
  private abbreviated = new Map<string, { name: string; type: string }>();
  /** names of headlines and very short names: what a fuller name may be the full form of */
  private terse: { name: string; type: string; count: number; heading: number }[] = [];
  private stemmed = new Map<string, { name: string; type: string }>();
  private sentence = 0;
  /** full names, worked out once */
  private fullNames = new Map<string, { name: string; type?: string }>();
  /** full names of firms and institutes */
  private formal: string[] = [];
  /** names of places and projects by their last characters */
  private endings = new Map<string, string[]>();
  /** what the section is about, by its heading */
  section: { name: string; type: string; outline?: boolean } | undefined;
  private readonly title: string;
  private readonly known: KnownNames | undefined;

  constructor(title: string, known: KnownNames | undefined) {
    this.title = title;
    this.known = known;
  }

  /** Names the alias of a full name learnt in this document or known to the ledger. */
  fullName(name: string): { name: string; type?: string } {
    let full = this.fullNames.get(name);
    if (full === undefined) {
      full = this.lookUp(name);
      this.fullNames.set(name, full);
    }
    return full;
  }

  private lookUp(name: string): { name: string; type?: string } {
    if (this.aliases.size === 0 && this.known === undefined && name.length !== 2) return { name: this.fuller(name) ?? name };
    if (/^[一二三四五首]期$/.test(name)) {
      // "二期" is the second phase of what was named with it before.
      for (let i = this.recent.length - 1; i >= 0; i--) if (this.recent[i]!.type === "ParkPhase" && this.recent[i]!.name.length > 2 && this.recent[i]!.name.endsWith(name)) return { name: this.recent[i]!.name, type: "ParkPhase" };
      return { name };
    }
    const own = this.aliases.get(name.toLowerCase());
    if (own) return own;
    const fuller = this.fuller(name);
    if (fuller !== undefined) return this.aliases.get(fuller.toLowerCase()) ?? { name: fuller };
    const k = this.known?.get(name);
    if (k === undefined) return { name };
    return typeof k === "string" ? { name, type: k } : { name: k.name ?? name, type: k.type };
  }

  /** "光电产业园" after "东湾光电产业园": the one fuller name the document has with this ending. */
  private fuller(name: string): string | undefined {
    const list = name.length >= 4 ? this.endings.get(name.slice(-4)) : undefined;
    const longer = list?.filter((x) => x.length > name.length && x.length - name.length <= (/(?:项目|工程)$/.test(name) ? 24 : 8) && x.endsWith(name));
    if (longer?.length === 1) return longer[0];
    // The headline's "东湾光学研究所" is the text's "东湾光学精密机械研究所".
    if (name.length < 4 || !this.title.includes(name) || !/(?:公司|集团|研究所|研究院)$/.test(name)) return undefined;
    const full = this.formal.filter((x) => x !== name && x.endsWith(name.slice(-2)) && x.includes(name.slice(0, 2)) && within(name, x));
    return full.length === 1 ? full[0] : undefined;
  }

  learnAlias(alias: string, name: string, type: string): void {
    this.fullNames.clear();
    if (this.aliases.size < 500) this.aliases.set(alias.toLowerCase(), { name, type });
  }

  /** Aliases that stand in the text on their own. */
  aliasNames(): IterableIterator<[string, { name: string; type: string }]> {
    return this.aliases.entries();
  }

  /** Takes the mentions of a sentence into memory. */
  observe(c: Context): void {
    this.sentence++;
    this.fullNames.clear();
    const parallel = parallelTopics(c);
    for (const m of c.mentions) {
      if (m.definite && !this.namesItself(m)) continue;
      const full = this.fullName(m.name);
      const type = full.type ?? m.type;
      const key = full.name.toLowerCase();
      const seen = this.counts.get(key);
      const heading = c.heading || this.title.includes(full.name) || this.title.includes(m.name) ? 1 : 0;
      if (seen) {
        seen.count++;
        seen.heading += heading;
      } else if (this.counts.size < 2000) {
        if (c.lang === "zh") this.noteStem(full.name, type);
        if (!c.heading && heading === 0) this.bindHeadline(full.name, type);
        if (full.name.length >= 8 && this.formal.length < 40 && /(?:公司|集团|研究所|研究院)$/.test(full.name)) this.formal.push(full.name);
        const ending = full.name.slice(-4);
        const list = this.endings.get(ending) ?? [];
        if (CHAINED.has(type) && c.lang === "zh" && list.length < 8 && !/[、和与]/.test(full.name)) this.endings.set(ending, [...list, full.name]);
        const entry = { name: full.name, type, count: 1, first: this.sentence, heading };
        this.counts.set(key, entry);
        if (this.terse.length < 40 && (heading > 0 || full.name.length <= 3)) this.terse.push(entry);
      }
      this.recent.push({ mention: m, name: full.name, type, sentence: this.sentence, topic: this.standing(c, m).topic, minor: this.standing(c, m).minor || this.standing(c, m).modifier, aside: roleOf(c, m) !== undefined || parallel?.has(m) === true || (c.item === true && !this.standing(c, m).topic) });
    }
    if (this.recent.length > 60) this.recent = this.recent.slice(-60);
  }

  /** "云霄" after 云霄县, "中科" after 中科园区: what a name is without its kind, where it opens a clause. */
  stems(): IterableIterator<[string, { name: string; type: string }]> {
    return this.stemmed.entries();
  }

  private noteStem(name: string, type: string): void {
    const m = /^([\u4e00-\u9fff]{2,4}?)(?:[县市区镇州旗]|园区|科学园区)$/.exec(name);
    if (m && this.stemmed.size < 200 && (type === "Region" || type === "Park") && !/[全该本我各省市国]$/.test(m[1]!) && !/^[全该本我各]/.test(m[1]!)) this.stemmed.set(m[1]!, { name, type });
  }

  /** A headline abbreviates: "东湾光电封装项目" is the text's "东湾光电LED器件封装及其应用产品项目". */
  private bindHeadline(name: string, type: string): void {
    if (!/^(?:Project|Park|Institute|Fund|Lab)$/.test(type) || name.length < 6) return;
    // "南科" is the text's 南部科学园区.
    for (const v of this.terse) if (v.type === type && v.name.length >= 2 && v.name.length <= 3 && v.name[0] === name[0] && /^[\u4e00-\u9fff]+$/.test(v.name) && within(v.name, name) && !name.includes(v.name)) this.learnAlias(v.name, name, type);
    if (name.length < 8) return;
    for (const v of this.terse) if (v.type === type && v.heading === v.count && v.name.length >= 6 && v.name.length < name.length && /[\u4e00-\u9fff]/.test(v.name[0]!) && within(v.name, name)) {
      this.abbreviated.set(v.name, { name, type });
      return this.learnAlias(v.name, name, type);
    }
  }

  /** The full name of what the headline abbreviates. */
  unabbreviated(name: string): { name: string; type: string } | undefined {
    return this.abbreviated.get(name);
  }

  /** A bulletin of "高新区" that never gives it a fuller name means the one by that name. */
  private namesItself(m: Mention): boolean {
    return m.type === "Zone" && /^(?:高新区|经开区|开发区|新区|保税区|自贸区|示范区)$/.test(m.name) && !this.recent.some((r) => r.type === "Zone" && r.name !== m.name);
  }

  /** "这个项目全称X": what was spoken of so far under another name is X from here on. */
  learnFullName(c: Context, full: { name: string; start: number; type: string }): void {
    const kin = [full.type, ...(SAME_KIND[full.type] ?? []), ...(full.type === "Park" ? ["ParkPhase"] : [])];
    const inside = c.mentions.filter((m) => m.end < full.start && !m.definite && kin.includes(m.type)).pop();
    const short = inside ?? this.main((type) => (kin.includes(type) ? 1 : 0));
    if (short && short.name !== full.name) this.learnAlias(short.name, full.name, full.type);
  }

  /** The last named thing of a type. */
  latest(type: string): string | undefined {
    for (let i = this.recent.length - 1; i >= 0; i--) if (this.recent[i]!.type === type && !this.recent[i]!.minor) return this.recent[i]!.name;
    return undefined;
  }

  /** The type of the thing the document is about: that of the name its headline and text use most. */
  mainType(): string | undefined {
    return this.main(() => 1)?.type;
  }

  private main(fit: (type: string) => number): { name: string; type: string; score: number } | undefined {
    let best: { name: string; type: string; score: number } | undefined;
    for (const r of this.recent) {
      const f = fit(r.type);
      if (f <= 0) continue;
      const count = this.counts.get(r.name.toLowerCase());
      if (!count) continue;
      const score = f * (Math.min(count.count, 6) * 0.12 + (count.heading > 0 ? 0.6 : 0) + (count.first <= 4 ? 0.25 : 0) - (r.mention.weak ? 0.4 : 0) - (r.type === "Region" || r.type === "Market" ? 0.3 : 0) - (r.type === "Event" ? 0.15 : 0));
      if (!best || score > best.score) best = { name: this.fullName(r.name).name, type: r.type, score };
    }
    return best;
  }

  /** Chooses the subject for what stands at `at` in the sentence. Call before observe() of the same sentence. */
  choose(c: Context, at: Span, fits: Fit, attached?: Mention, property = "", why?: Reason): Chosen {
    const meant = attached?.definite && c.lang === "en" ? (this.before(c, attached) ?? this.resolve(attached, (type) => fits[type] ?? 0)) : undefined;
    if (attached && meant) return { ...meant, reason: { words: attached.name, rule: "the figure describes it", start: attached.start, end: attached.end }, score: 0.8 };
    if (attached && (!attached.definite || attached.name.length >= 4)) return this.named(attached, { words: attached.name, rule: "the figure describes it", start: attached.start, end: attached.end }, 0.9);
    const fit = (type: string): number => fits[type] ?? 0;
    let best: { m: Mention; score: number } | undefined;
    for (const m of c.mentions) {
      const full = this.fullName(m.name);
      const f = fit(full.type ?? m.type);
      if (m.weak && m.type === "Building" && property !== "") continue; // dated, not measured, on its own
      if (f <= 0.15 || (roleOf(c, m) !== undefined && !this.objectOf(c, m, at, property))) continue;
      // "某光电投资5亿元扩建生产基地": what is built has no name of its own.
      if (property === "investment" && c.lang === "zh" && m.definite && m.start >= at.end && c.mentions.some((x) => x.type === "Firm" && !x.definite && x.end <= at.start)) continue;
      // "LED上市公司25家": the name holds the very noun that is counted.
      if (COUNTED.has(property) && why?.start !== undefined && m.start <= why.start && why.end! <= m.end) continue;
      if (c.lang === "zh" && /^(?:旗下|下属|麾下)/.test(c.fold.slice(m.end, m.end + 2)) && at.start >= m.end && at.start - m.end <= 6) return this.named(m, { words: m.name, rule: "what it owns", start: m.start, end: m.end }, 0.9);
      const score = f * (this.placeScore(c, m, at, property) + (owns(c, m, why, property) ? 0.4 : 0));
      if (score > 0 && (!best || score > best.score)) best = { m, score };
    }
    if (best && best.score >= 0.3) {
      const industry = this.industryOf(c, at, best.m, fits, property);
      if (industry) return { ...industry, score: best.score * 0.8 };
      const doer = c.lang === "zh" && best.m.name === "项目" ? this.doerOf(c, best.m) : undefined;
      if (doer) return this.named(doer, { words: doer.name, rule: `the project of ${doer.name}`, start: doer.start, end: doer.end }, best.score * 0.85);
      if (best.m.definite) {
        const whole = /^(?:全部|整体|全面)(?:建成|达产|投产|完工|竣工)/.test(c.fold.slice(best.m.end, best.m.end + 6));
        const back = whole ? this.resolve(best.m, fit, true) : (this.before(c, best.m) ?? this.resolve(best.m, fit));
        if (back) return { ...back, reason: { words: best.m.name, rule: `refers to ${back.name}`, start: best.m.start, end: best.m.end }, score: best.score * 0.85 };
        return { name: best.m.name, type: best.m.type, pending: true, reason: { words: best.m.name, start: best.m.start, end: best.m.end }, score: best.score * 0.6 };
      }
      return this.named(best.m, { words: best.m.name, start: best.m.start, end: best.m.end }, best.score);
    }
    const carried = this.carry(fit);
    if (carried && carried.score >= 0.25) return { ...carried, reason: { rule: `carried on from before: ${carried.name}` }, score: carried.score };
    if (best) return this.named(best.m, { words: best.m.name, start: best.m.start, end: best.m.end }, best.score);
    const any = this.main(() => 1);
    if (any) return { name: any.name, type: any.type, reason: { rule: "what the document is about" }, score: 0.2 };
    return { name: c.heading ? "" : this.title, type: "Project", reason: { rule: "the document's title" }, score: 0.1 };
  }

  /** Where a clause speaks of the industry by its first words only ("全市光电信息企业"), the industry named before is meant. */
  private industryOf(c: Context, at: Span, m: Mention, fits: Fit, property: string): { name: string; type: string; reason: Reason } | undefined {
    if (c.lang !== "zh" || m.type !== "Region" || (fits["Cluster"] ?? 0) < 0.9 || property === "") return undefined;
    const { span } = clauseAt(c, at.start);
    const clause = c.fold.slice(span.start, Math.min(c.fold.length, at.end + 14));
    for (let i = this.recent.length - 1; i >= 0; i--) {
      const r = this.recent[i]!;
      if (r.type !== "Cluster" || r.name.length < 4 || (this.counts.get(r.name.toLowerCase())?.count ?? 0) < 2) continue;
      const stem = r.name.replace(/(?:产业集群|产业|行业|集群)$/, "");
      const tail = stem.slice(-4);
      if (tail.length >= 2 && clause.includes(tail)) return { name: r.name, type: "Cluster", reason: { rule: `the industry of ${m.name}`, words: tail } };
    }
    return undefined;
  }

  private named(m: Mention, reason: Reason, score: number): Chosen {
    const full = this.fullName(m.name);
    return { name: full.name, type: full.type ?? (m.type === "Market" ? "Cluster" : m.type), reason, score: Math.min(1, score) };
  }

  private placeScore(c: Context, m: Mention, at: Span, property: string): number {
    if (m.label === true && m.end <= at.start) return 1.15;
    const mine = clauseAt(c, m.start).index;
    const theirs = clauseAt(c, at.start).index;
    let score: number;
    const standing = this.standing(c, m);
    let bonus = standing.topic ? (mine === theirs ? 0.25 : 0.15) : 0;
    if (mine === theirs) {
      if (m.end <= at.start) score = 1 - Math.min(0.3, (at.start - m.end) / (c.lang === "zh" ? 80 : 240));
      else score = c.lang === "zh" ? 0.35 : 0.5;
      if (m.start >= at.end && property === "firms_count" && this.objectOf(c, m, at, property)) return 1.05;
      if (m.start >= at.end && !/^(?:Region|Zone|Firm|Cluster|Market|Event|Expo)$/.test(m.type) && this.objectOf(c, m, at, property)) return 1.05;
    } else if (mine < theirs) score = Math.max(0.35, 0.85 - 0.08 * (theirs - mine));
    else if (mine === theirs + 1 && standing.topic && LEAD_IN.test(c.low.slice(clauseAt(c, at.start).span.start, clauseAt(c, at.start).span.end))) score = 0.95;
    else {
      score = 0.12;
      bonus = 0;
    }
    score += bonus;
    if (theirs === mine + 1 && /^\s*(?:which|that|who)\b/.test(c.low.slice(clauseAt(c, at.start).span.start, clauseAt(c, at.start).span.start + 8)) && clauseAt(c, m.start).span.end - m.end <= 1) return 1.1;
    if (mine < theirs && PART.test(m.name) && c.mentions.some((x) => x.end <= m.start && /^(?:Park|Zone|Project|Cluster)$/.test(x.type))) score -= 0.6;
    if (m.oblique) score -= m.type === "Region" || m.type === "Zone" ? 0.4 : 0.25;
    if (m.weak) score -= 0.2;
    if (standing.minor) score -= m.type === "Region" || /_count|exhibitors|visitors/.test(property) ? 0.6 : 0.3;
    if (property === "market_share" && (m.start >= at.end || standing.shareOf)) score -= 0.6;
    if (standing.fresh && mine < theirs) score += 0.25;
    if (standing.modifier) score -= 0.35;
    if (c.lang === "zh" && mine < theirs && /(?:时|之际|之初|期间)$/.test(c.fold.slice(m.end, clauseAt(c, m.start).span.end))) score -= 0.3; // "光谷启动建设时,公司…": when it was
    const count = this.counts.get(this.fullName(m.name).name.toLowerCase());
    if (count && (count.heading > 0 || count.count > 2) && bonus + score > 0.3) score += 0.08;
    return score;
  }

  private standing(c: Context, m: Mention): Standing {
    const standing = m as Mention & { standing?: Standing };
    if (standing.standing === undefined) {
      const before = c.low.slice(Math.max(0, m.start - 7), m.start);
      standing.standing = { topic: m.label === true || isTopic(c, m), minor: isMinor(c, m), modifier: modifies(c, m), fresh: c.lang === "zh" ? /一(?:座|个|家|片|处|条)$/.test(before) : /^(?:Project|Park|Building)$/.test(m.type) && /\b(?:build|construct|erect) (?:the |an? )?$/.test(c.low.slice(Math.max(0, m.start - 16), m.start)), shareOf: /占$|\bof (?:the )?$/.test(before) };
    }
    return standing.standing;
  }

  /** "投资10亿元建设某园区", "invested 1 billion yuan to build a park", "10 storeys of the tower": the thing the sum or size is for. */
  private objectOf(c: Context, m: Mention, at: Span, property: string): boolean {
    const gap = c.low.slice(at.end, m.start);
    if (gap.length > (c.lang === "zh" ? 26 : 90)) return false;
    if (property === "firms_count") return c.lang === "zh" ? /^[^,。;\d]{0,6}(?:入驻|落户|进驻|集聚|聚集)(?:于|在)?$/.test(gap) : /^[a-z -]*\b(?:settled (?:down )?in|moved into|based in|located in|set up in) (?:the )?$/.test(gap);
    if (property === "storeys") return c.lang === "en" && /^ ?(?:stor\w+|floors?)? of /.test(gap);
    if (property !== "investment" && property !== "contract_value") return false;
    if (c.lang === "zh") return /^[,]?(?:在[^,。;]{2,14})?(?:用于|来|以)?(?:建设|打造|兴建|新建|扩建|实施|推进|布局|全资设立|设立|成立|控股|参股|收购|入股|增资|建)[^,。;]{0,2}$|^[,]?(?:在[^,。;]{2,14})?(?:用于|来|以)?(?:建设|打造|兴建|新建|扩建|实施|推进|布局|设立|成立|建)/.test(gap);
    return /\b(?:to (?:plan to )?(?:build|construct|establish|set up|expand|develop)|invested in|in|into|for|on)\b/.test(gap) && !/[.;]/.test(gap) && /\b(?:build|construct|establish|set up|expand|develop|invested in|into|in building)\b/.test(gap);
  }

  /** "某光电计划投资5亿元,项目做…": a project without a name is told of under the firm that undertakes it. */
  private doerOf(c: Context, m: Mention): Mention | undefined {
    const firm = c.mentions.find((x) => x.type === "Firm" && !x.definite && x.end <= m.start && isTopic(c, x));
    if (!firm || !/投资|拟|新建|建设/.test(c.fold.slice(firm.end, m.start)) || c.mentions.some((x) => x !== m && x.end <= m.start && /^(?:Project|Park|ParkPhase)$/.test(x.type) && !x.definite)) return undefined;
    return firm;
  }

  /** A described thing may have been named earlier in its own sentence. */
  private before(c: Context, m: Mention): { name: string; type: string } | undefined {
    const earlier = c.mentions.filter((x) => x.end <= m.start && !x.definite && !x.weak && (x.type === m.type || (m.name === "该区" && x.type === "Region")) && !isMinor(c, x)).pop();
    return earlier && { name: this.fullName(earlier.name).name, type: earlier.type };
  }

  /** The industry that the document is mostly about, and all it names: "全省激光产业" and what comes before "产业" in it. */
  industries(): { name: string; stem: string; weight: number }[] {
    const list: { name: string; stem: string; weight: number }[] = [];
    for (const v of this.counts.values()) {
      if (v.type !== "Cluster" || v.name.length < 4 || !/(?:产业|行业|产业集群|集群)$/.test(v.name)) continue;
      const stem = v.name.replace(/(?:产业集群|产业|行业|集群)$/, "").replace(/^(?:[全我本][省市区县]|[\u4e00-\u9fff]{2,3}[省市区县])/, "");
      if (stem.length >= 2) list.push({ name: v.name, stem, weight: v.count + v.heading * 2 });
    }
    return list;
  }

  /** The name a described thing turned out to have, once the whole document is read. */
  namedLater(type: string, said: string): string | undefined {
    let best: { name: string; score: number } | undefined;
    for (const [, v] of this.counts) {
      if (v.type !== type || otherLevel(said, v.name)) continue;
      const score = v.count + v.heading * 2 - v.first * 0.01;
      if (!best || score > best.score) best = { name: v.name, score };
    }
    return best?.name;
  }

  /** What "该项目", "the park", "本届光博会" stands for. */
  private resolve(m: Mention, fit: (type: string) => number, whole = false): { name: string; type: string } | undefined {
    const same = (type: string): boolean => type === m.type || (SAME_KIND[m.type]?.includes(type) ?? false);
    let best: { name: string; type: string; score: number } | undefined;
    for (const r of this.recent) {
      if (!same(r.type) || (whole && r.type === "ParkPhase") || otherLevel(m.name, r.name)) continue; // all of it is built, not a phase
      const name = this.fullName(r.name).name;
      const count = this.counts.get(name.toLowerCase());
      const meant = this.meant.get(m.type);
      const score = (meant?.name === name && this.sentence - meant.sentence <= 3 ? 0.3 : 0) + (r.type === m.type ? 0.2 : 0) - (this.sentence - r.sentence) * 0.06 + (r.topic ? 0.25 : 0) + (this.sentence - r.sentence <= 1 ? 0.15 : 0) + ((count?.heading ?? 0) > 0 ? 0.2 : 0) + Math.min(count?.count ?? 1, 5) * 0.05 - (r.mention.oblique ? 0.1 : 0) - (r.mention.weak && (count?.count ?? 1) < 2 && !(r.topic && this.sentence - r.sentence <= 1 && /^[\u4e00-\u9fff]/.test(r.name)) ? 0.35 : 0) - (r.minor || r.aside ? 0.3 : 0) - (/管委会$|管理局$|政府$|Government/.test(r.name) ? 0.5 : 0) - (m.type === "Project" && r.type === "Building" ? 0.2 : 0) + (sameHead(m.name, r.name) ? 0.4 : 0);
      if (!best || score >= best.score) best = { name, type: r.type, score };
    }
    if (best) {
      this.meant.set(m.type, { name: best.name, sentence: this.sentence });
      return best;
    }
    const main = this.main(fit);
    return main && same(main.type) && !otherLevel(m.name, main.name) ? main : undefined;
  }

  /** The nearest fitting thing of the sentences before, or what the document is about. */
  private carry(fit: (type: string) => number): Chosen | undefined {
    let best: Chosen | undefined;
    const section = this.section;
    if (section?.outline && fit(section.type) > 0.35) return { name: this.fullName(section.name).name, type: section.type, reason: {}, score: 0.8 };
    if (section && fit(section.type) > 0.35) best = { name: this.fullName(section.name).name, type: section.type, reason: {}, score: fit(section.type) * 0.9 };
    for (let i = this.recent.length - 1; i >= 0; i--) {
      const r = this.recent[i]!;
      const age = this.sentence - r.sentence;
      if (age > 12) break;
      const f = fit(r.type);
      if (f <= 0.15 || r.aside) continue;
      const full = this.fullName(r.name).name;
      const count = this.counts.get(full.toLowerCase()) ?? this.counts.get(r.name.toLowerCase());
      const score = f * (0.62 - Math.min(0.3, age * 0.05) + (r.topic ? 0.14 : 0) + (r.topic && age <= 1 ? 0.1 : 0) - (r.mention.oblique ? 0.14 : 0) - (r.mention.weak && (count?.count ?? 1) < 2 ? 0.2 : 0) - (r.minor ? 0.3 : 0) + (count && count.heading > 0 ? 0.2 : 0) + Math.min(0.12, ((count?.count ?? 1) - 1) * 0.03));
      if (!best || score > best.score) best = { name: full, type: r.type === "Market" ? "Cluster" : r.type, reason: {}, score };
    }
    return best;
  }
}

/** "半导体产业营业额5亿元,…;光电产业营业额2亿元": several topics of one kind in a row; none of them is what comes next is about. */
function parallelTopics(c: Context): Set<Mention> | undefined {
  if (c.figures.length < 2) return undefined;
  const topics = c.mentions.filter((m) => !m.definite && (m.type === "Cluster" || m.type === "Firm" || m.type === "Region" || m.type === "Market") && c.figures.some((f) => f.start >= m.end && f.start - m.end < (c.lang === "zh" ? 16 : 50) && clauseAt(c, f.start).index === clauseAt(c, m.start).index) && /^[\s,;:、]*(?:以|其中|而|而且|及|包括|[\u4e00-\u9fff]{2,12}的|and|with|while|including|such as)?\s*$/.test(c.low.slice(clauseAt(c, m.start).span.start, m.start)));
  for (const kind of ["Cluster", "Firm", "Region", "Market"]) {
    const same = topics.filter((m) => m.type === kind);
    if (new Set(same.map((m) => m.name)).size >= 2) return new Set(same);
  }
  return undefined;
}

/** "the Zone" after "… Demonstration Zone", "该产业园" after "…产业园": named by the same noun. */
function sameHead(said: string, name: string): boolean {
  if (/^[A-Za-z]/.test(said)) {
    const noun = said.slice(said.lastIndexOf(" ") + 1);
    return name.length > noun.length && name.toLowerCase().endsWith(noun.toLowerCase()) && (/^[A-Z]/.test(noun) ? /^[A-Z]/.test(name) : true);
  }
  const noun = said.replace(/^(?:该|本|此|这个?|这一|全|整个)/, "");
  return noun.length >= 2 && name.length > noun.length && name.endsWith(noun);
}

const SAME_KIND: Readonly<Record<string, readonly string[]>> = {
  Project: ["Park", "ParkPhase", "Building", "Project"], Park: ["Park", "Zone", "Project"], Zone: ["Zone", "Park", "Region"], Firm: ["Firm"], Institute: ["Institute", "Lab"], Lab: ["Lab", "Institute"],
  Expo: ["Expo", "Event"], Event: ["Event", "Expo"], Building: ["Building"], Fund: ["Fund"], Policy: ["Policy"], Region: ["Region", "Zone"], Cluster: ["Cluster"], ParkPhase: ["ParkPhase"], Market: [],
};

const COUNTED: ReadonlySet<string> = new Set(["firms_count", "projects_count", "other_count", "production_lines", "storeys"]);

/** "光电信息产业|营业收入", "the cluster's|revenue": whose property the deciding words name. */
function owns(c: Context, m: Mention, why: Reason | undefined, property: string): boolean {
  if (why?.start === undefined || why.start < m.end || m.definite || !/^(?:output_value|revenue|market_share|employees)$/.test(property)) return false;
  const gap = c.low.slice(m.end, why.start);
  return c.lang === "zh" ? /^(?:的)?(?:年|全年|年度|累计|工业|主营业务|主营|营业|总|综合|企业)*$/.test(gap) : /^(?:'s|’s) (?:(?:annual|total|overall|gross) )?$/.test(gap);
}

/** True when the characters of `short` stand in `long` in their order. */
function within(short: string, long: string): boolean {
  let at = 0;
  for (const ch of long) if (ch === short[at]) at++;
  return at === short.length;
}

/** "…3.5平方公里,核心区1.2平方公里,总投资80亿元": a part is told in its own clause; then the whole goes on. */
export const PART = /^(?:核心区|起步区|启动区|先行区|示范区)$/;

/** "全省" is no city and "全市" no county. */
const PROVINCE = /^(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)/;
const otherLevel = (said: string, name: string): boolean => (/^[全我本该]省$/.test(said) && /^[\u4e00-\u9fff]{2,3}$/.test(name) && !name.endsWith("省") && !PROVINCE.test(name)) || /^[全我本该][省市县区镇]$/.test(said) && /[省市县镇州]$/.test(name) && !name.endsWith(said[1]!);

/** Types whose short names are the ends of their full ones. */
const CHAINED: ReadonlySet<string> = new Set(["Park", "Project", "Zone", "Institute", "Lab", "Expo", "Fund", "Building"]);

export const fitsOf = (property: string): Fit => FITS[property] ?? FITS["other_count"]!;

/** A clause that leads in to its subject: "With a total investment of …, the phase covers". */
const LEAD_IN = /^\s*(?:with|at|covering|boasting|occupying|having|built|founded|established|located|commencing|started|starting|by|after|since|as|spanning|featuring|employing|backed|totall?ing|in an area|set up)\b/;

/** One of a list ("甲、乙等", "such as A and B"), or named in passing. */
export function isMinor(c: Context, m: Span): boolean {
  const next = c.fold.charCodeAt(m.end);
  if (next === 0x3001 || next === 0x7b49 || c.fold.charCodeAt(m.start - 1) === 0x3001) return true; // 、 and 等
  return c.lang === "en" && /\b(?:including|such as|like|e\.g\.) [^.;]*$/.test(c.fold.slice(Math.max(0, m.start - 120), m.start));
}

/** The mention opens its clause, after at most a time or linking phrase. */
export function isTopic(c: Context, m: Mention): boolean {
  const { span } = clauseAt(c, m.start);
  const lead = c.fold.slice(span.start, m.start).trim();
  if (span.start > 0 && c.fold.slice(m.end, span.end).trim() === "") return false; // an apposition between commas
  if (lead.length === 0) return true;
  if (c.lang === "zh" && lead.endsWith("的") && c.mentions.some((x) => x.start === span.start + c.fold.slice(span.start).search(/\S/) && x.end < m.start && roleOf(c, x) === "agent")) return true;
  if (c.lang === "zh") return lead.length <= 10 && /^(?:目前|当时|彼时|近年来|今年|去年|据悉|据了解|据介绍|此外|同时|其中|近日|日前|当前|如今|截至.*|\d.*[年月日]|而|但|由|“|"|该|本|全|位于.*的)$/.test(lead);
  return lead.length <= 30 && /^(?:the|in \d{4}|currently|at present|now|today|in addition|meanwhile|also|and|but|this|total|a|an|according to|with|of|its|[a-z][a-z-]*-based)[ ,]*$/i.test(lead);
}

/** The mention only qualifies what follows it: 长春市|光电信息产业, "Phase II of the Park". */
function modifies(c: Context, m: Mention): boolean {
  if (c.lang !== "en") return /是$/.test(c.fold.slice(0, m.start)) && /^的(?:全资|控股)?(?:子公司|企业|项目|成员|分公司|一部分|主导)/.test(c.fold.slice(m.end, m.end + 8));
  const lead = /(?:\bof (?:the )?)$/i.exec(c.fold.slice(Math.max(0, m.start - 8), m.start));
  return lead !== null && c.mentions.some((x) => x !== m && x.end <= m.start && (m.start - x.end <= lead[0].length + 1 || /^ ?\([A-Z]{2,8}\) of (?:the )?$/.test(c.fold.slice(x.end, m.start))));
}
