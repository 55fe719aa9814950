// Full names for short ones: aliases the text declares, endings, stems, what a headline abbreviates, names the ledger knows.
// Invariant: a short name stands for one fuller name of this document (or the ledger) or for itself; memory is bounded.
import type { KnownNames } from "./model.ts";
import { ending } from "./pattern.ts";
import { ZH_PLACES } from "./places.ts";
import { isShortFor } from "./short-names-en.ts";
import { within } from "./standing.ts";

interface Named {
  name: string;
  type: string;
}

/** Types whose short names are the ends of their full ones. */
const CHAINED: ReadonlySet<string> = new Set(["Park", "Project", "Zone", "Institute", "Lab", "Expo", "Fund", "Building"]);

/** What follows a firm's own name in its full one, and what stands before it. */
const FORM = /^(?:\([\u4e00-\u9fff]{2,4}\))?(?:[\u4e00-\u9fff]{0,4}(?:股份)?(?:有限公司|有限责任公司)|集团|股份)/;
const PLACED = /^(?:[\u4e00-\u9fff]{2,5}[省市区县]|[\u4e00-\u9fff]{2}|内蒙古|黑龙江)+$/;

/** What a short name of a firm does not end in. */
const NOT_SHORT = ending(/(?:公司|集团|项目|[园区期省市县镇州])$/);
/** Types that headlines abbreviate. */
const HEADLINED: ReadonlySet<string> = new Set(["Project", "Park", "Institute", "Fund", "Lab"]);

/** The names of a document by what they are short for; grows as names are met. */
export class ShortNames {
  private aliases = new Map<string, Named>();
  private abbreviated = new Map<string, Named>();
  /** full name → the short form declared beside it */
  private declared = new Map<string, string>();
  /** names of headlines and very short names: what a fuller name may be the full form of */
  private terse: (Named & { count: number; heading: number })[] = [];
  private stemmed = new Map<string, Named>();
  /** full names, worked out once */
  private fullNames = new Map<string, { name: string; type?: string }>();
  /** English names met, for what they are short for */
  private english: (Named & { headline: boolean })[] = [];
  /** full names of firms and institutes */
  private formal: string[] = [];
  /** names of places and projects by their last characters */
  private endings = new Map<string, string[]>();
  /** the last phase named with its park, by its own two characters */
  private phases = new Map<string, string>();
  private readonly title: string;
  private readonly known: KnownNames | undefined;

  constructor(title: string, known: KnownNames | undefined) {
    this.title = title;
    this.known = known;
  }

  /** The full name of what is called so, learnt in this document or known to the ledger. */
  full(name: string): { name: string; type?: string } {
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
      const whole = this.phases.get(name); // "二期" is the second phase of what was named with it before
      return whole === undefined ? { name } : { name: whole, type: "ParkPhase" };
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
    const firm = this.firmOf(name);
    if (firm !== undefined) return firm;
    // The headline's "东湾光学研究所" is the text's "东湾光学精密机械研究所".
    if (name.length < 4 || !this.title.includes(name) || !/(?:公司|集团|研究所|研究院)$/.test(name)) return undefined;
    const full = this.formal.filter((x) => x !== name && x.endsWith(name.slice(-2)) && x.includes(name.slice(0, 2)) && within(name, x));
    return full.length === 1 ? full[0] : undefined;
  }

  /** "明川光电" after "东湾市明川光电股份有限公司": the one firm whose own name it is, without its place and its form. */
  private firmOf(name: string): string | undefined {
    if (name.length < 4 || name.length > 6 || NOT_SHORT.test(name, 0, name.length)) return undefined;
    let found: string | undefined;
    for (const x of this.formal) {
      const at = x.indexOf(name);
      if (at < 0 || at > 6 || !FORM.test(x.slice(at + name.length)) || (at > 0 && !PLACED.test(x.slice(0, at)))) continue;
      if (found !== undefined) return undefined;
      found = x;
    }
    return found;
  }

  /** From here on the alias stands for the name. */
  learnAlias(alias: string, name: string, type: string): void {
    this.fullNames.clear();
    for (const [short, full] of this.aliases) if (full.name === alias) this.aliases.set(short, { name, type }); // what stood for the short name stands for the full one
    if (this.aliases.size < 500) this.aliases.set(alias.toLowerCase(), { name, type });
  }

  /** The short form that the text itself sets beside the full name ("X（Y）"), where the one does not hold the other. */
  declare(short: string, name: string): void {
    if (this.declared.size < 200 && !name.includes(short)) this.declared.set(name, short);
  }

  /** The short form declared for a full name. */
  shortOf(name: string): string | undefined {
    return this.declared.get(name);
  }

  /** Aliases that stand in the text on their own. */
  aliasNames(): IterableIterator<[string, Named]> {
    return this.aliases.entries();
  }

  /** A name met again. */
  metAgain(name: string, type: string): void {
    if (type !== "ParkPhase" || name.length <= 2 || this.phases.size >= 20 || this.phases.get(name.slice(-2)) === name) return;
    this.phases.set(name.slice(-2), name);
    this.fullNames.clear();
  }

  /** A name met for the first time. `entry` counts how often it is met, and how often in headlines. */
  met(entry: Named & { count: number; heading: number }, zh: boolean, headline: boolean): void {
    const { name, type } = entry;
    this.metAgain(name, type);
    this.fullNames.clear();
    if (zh) this.noteStem(name, type);
    else this.bindEnglish(entry);
    if (!headline && entry.heading === 0) this.bindHeadline(name, type);
    if (name.length >= 8 && this.formal.length < 40 && /(?:公司|集团|研究所|研究院)$/.test(name)) this.formal.push(name);
    const ending = name.slice(-4);
    const list = this.endings.get(ending) ?? [];
    if (CHAINED.has(type) && zh && list.length < 8 && !/[、和与]/.test(name)) this.endings.set(ending, [...list, name]);
    if (this.terse.length < 40 && (entry.heading > 0 || name.length <= 3)) this.terse.push(entry);
  }

  /** What is called in full here, or was before: of two names for one thing the short one stands for the fuller. */
  private bindEnglish(entry: Named & { heading: number }): void {
    for (const v of this.english) {
      if (isShortFor(v, entry, v.headline)) {
        this.learnAlias(v.name, entry.name, entry.type);
        if (entry.type === "Expo") this.abbreviated.set(v.name, entry); // what was told of it so far as well
      }
      else if (isShortFor(entry, v) && !this.english.some((x) => x !== v && isShortFor(entry, x) && !isShortFor(x, v) && !isShortFor(v, x))) {
        this.learnAlias(entry.name, v.name, v.type);
        break;
      }
    }
    if (this.english.length < 60) this.english.push({ name: entry.name, type: entry.type, headline: entry.heading > 0 });
  }

  /** "云霄" after 云霄县, "中科" after 中科园区: what a name is without its kind, where it opens a clause. */
  stems(): IterableIterator<[string, { name: string; type: string }]> {
    return this.stemmed.entries();
  }

  private noteStem(name: string, type: string): void {
    const m = (type === "Zone" ? /^([\u4e00-\u9fff]{2,3}?)(?:国家级?)?(?:高新|经开|经济技术|高新技术产业|经济)(?:技术)?(?:开发)?区(?:管委会)?$/ : /^([\u4e00-\u9fff]{2,4}?)(?:[县市区镇州旗]|园区|科学园区)$/).exec(name);
    if (m && this.stemmed.size < 200 && (type === "Region" || type === "Park" || (type === "Zone" && !ZH_PLACES.includes(m[1]!))) && !/[全该本我各省市国]$/.test(m[1]!) && !/^[全该本我各]/.test(m[1]!)) this.stemmed.set(m[1]!, { name, type });
  }

  /** A headline abbreviates: "东湾光电封装项目" is the text's "东湾光电LED器件封装及其应用产品项目". */
  private bindHeadline(name: string, type: string): void {
    if (name.length < 6 || !HEADLINED.has(type)) return;
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
}
