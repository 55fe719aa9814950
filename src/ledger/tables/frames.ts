/**
 * The tables of claims, entities and sources as frames over the columns: which rows a viewer may see as of a day, and what they are filtered,
 * grouped and sorted by. Invariant: the rule of days is that of `as-of.ts`; `tables.test.ts` holds the two together.
 */
import { normalName } from "../names-store.ts";
import { NO_DECISION, STATUSES, type Columns } from "./columns.ts";
import type { Codes, Facet, Frame, SortKeys } from "./choice.ts";
import { keysOfNumbers, NONE, type Words } from "./growing.ts";

/** Days as numbers (20230401); absent = now. */
export interface Days {
  valid?: number;
  known?: number;
}

export interface Asked {
  clearance: number;
  days: Days;
  lang: "zh" | "en";
  text?: string;
}

/** Words in both languages by which a property or type is found. */
export type LabelOf = (what: "property" | "type", name: string) => string;

const ofWords = (words: Words, codes: () => Codes): Facet => ({ codes, size: () => words.list.length, value: (c) => words.list[c]!, find: (v) => words.find(v) });
const ofList = (list: readonly string[], codes: () => Codes): Facet => ({
  codes, size: () => list.length, value: (c) => list[c]!, find: (v) => (list.includes(v) ? list.indexOf(v) : undefined),
});
const ofIds = (ids: readonly string[], index: ReadonlyMap<string, number>, codes: () => Codes): Facet => ({ codes, size: () => ids.length, value: (c) => ids[c]!, find: (v) => index.get(v) });
const YEARS = 3_000;
/** Year of a day; "0" where there is none. */
const ofYear = (codes: () => Codes): Facet => ({ codes, size: () => YEARS, value: String, find: (v) => (/^\d{1,4}$/.test(v) && Number(v) < YEARS ? Number(v) : undefined) });
const yearsOf = (days: ArrayLike<number>, rows: number): Uint16Array => {
  const years = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) years[row] = Math.min(YEARS - 1, Math.trunc(days[row]! / 10_000));
  return years;
};
/** Days as keys; a row without one stands last. */
const dayKeys = (days: ArrayLike<number>, rows: number): SortKeys => {
  const coarse = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) coarse[row] = days[row] === 0 ? NONE : days[row]!;
  return { coarse };
};
/** The key that each row's code has. */
const through = (keys: ArrayLike<number>, codes: Codes, rows: number): SortKeys => {
  const coarse = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) coarse[row] = keys[codes[row]!]!;
  return { coarse };
};
const marks = (counts: Uint32Array, rows: number): Uint8Array => {
  const some = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) some[row] = counts[row]! > 0 ? 1 : 0;
  return some;
};

/** Orders of all rows that are kept, and the room that they may take; one always is. */
const ORDERS_MAX = 6;
const ORDER_BYTES_MAX = 64 * 1024 * 1024;

/** What is worked out from the columns row by row, kept until they change. */
class Derived {
  #of = "";
  readonly #codes = new Map<string, Codes>();
  readonly #orders = new Map<string, Uint32Array>();

  /** Forgets what was made of other columns. */
  at({ generation, claims, entities }: Columns): this {
    const of = `${generation} ${claims.length} ${entities.ids.length}`;
    if (this.#of !== of) {
      this.#of = of;
      this.#codes.clear();
      this.#orders.clear();
    }
    return this;
  }

  codes<T extends Codes>(name: string, make: () => T): T {
    const made = (this.#codes.get(name) as T | undefined) ?? make();
    this.#codes.set(name, made);
    return made;
  }

  order(name: string, make: () => Uint32Array): Uint32Array {
    const made = this.#orders.get(name) ?? make();
    this.#orders.delete(name);
    this.#orders.set(name, made);
    let bytes = [...this.#orders.values()].reduce((sum, one) => sum + one.byteLength, 0);
    for (const [old, one] of this.#orders) {
      if (old === name || (this.#orders.size <= ORDERS_MAX && bytes <= ORDER_BYTES_MAX)) break;
      this.#orders.delete(old);
      bytes -= one.byteLength;
    }
    return made;
  }
}

const derived = new WeakMap<Columns, Derived>();

function derivedOf(columns: Columns): Derived {
  const made = derived.get(columns) ?? new Derived();
  derived.set(columns, made);
  return made.at(columns);
}

/** What is typed, word by word, in the normal form of names. */
const wordsOf = (text: string | undefined): string[] => (text ?? "").split(/\s+/).map(normalName).filter((word) => word !== "").slice(0, 8);

const ranked = (list: readonly string[]): Uint32Array => {
  const collator = list.length <= 20_000 ? new Intl.Collator("zh") : undefined;
  const order = Uint32Array.from(list.keys()).sort((a, b) => (collator ? collator.compare(list[a]!, list[b]!) : list[a]! < list[b]! ? -1 : list[a]! > list[b]! ? 1 : 0));
  const ranks = new Uint32Array(list.length);
  let rank = 0;
  order.forEach((at, place) => {
    if (place > 0 && list[at] !== list[order[place - 1]!]) rank = place;
    ranks[at] = rank;
  });
  return ranks;
};

/** Which entities are found by one word. */
function entitiesWith(columns: Columns, word: string, clearance: number): Uint8Array {
  const { entities: e } = columns;
  const found = new Uint8Array(e.ids.length);
  for (let row = 0; row < found.length; row++) {
    if (e.visibility.at(row) <= clearance && e.namesFor(row, clearance).includes(word)) {
      found[row] = 1;
      found[e.whole.at(row)] = 1;
    }
  }
  return found;
}

const listWith = (list: readonly string[], word: string): Uint8Array => Uint8Array.from(list, (text) => (normalName(text).includes(word) ? 1 : 0));

function sourcesWith(columns: Columns, word: string, clearance: number): Uint8Array {
  const { sources: s } = columns;
  return Uint8Array.from(s.ids, (_, row) => (s.visibility.at(row) <= clearance && (normalName(s.title[row]!).includes(word) || normalName(s.publisher[row]!).includes(word)) ? 1 : 0));
}

/** By row whether a claim stands for this viewer on these days, before any filter: 1 where it does. */
export function claimsStanding(columns: Columns, { clearance, days }: Asked): Uint8Array {
  const { claims: c } = columns, rows = c.length, standing = new Uint8Array(rows);
  const visibility = c.visibility.values, known = c.known.values, corrected = c.corrected.values, recorded = c.recorded.values, first = c.first.values, modality = c.modality.values;
  for (let row = 0; row < rows; row++) standing[row] = visibility[row]! > clearance ? 0 : 1;
  if (days.known !== undefined) {
    const day = days.known;
    for (let row = 0; row < rows; row++) {
      const old = corrected[row]!;
      if (known[row]! > day || (old !== 0 && old <= day && recorded[row]! > day)) standing[row] = 0;
    }
  }
  if (days.valid !== undefined) {
    const day = days.valid, actual = c.modalities.find("actual");
    for (let row = 0; row < rows; row++) if (first[row] !== 0 && first[row]! > day && modality[row] === actual) standing[row] = 0;
  }
  return standing;
}

/** The status that each claim had, as of the known day. */
export function statusesOf(columns: Columns, days: Days): Uint8Array {
  const { claims: c, decisions } = columns;
  const day = days.known;
  if (day === undefined) return c.status.values;
  const rows = c.length, found = new Uint8Array(rows), recorded = c.recorded.values, status = c.status.values, entered = c.entered.values, last = c.decision.values;
  for (let row = 0; row < rows; row++) found[row] = recorded[row]! > day ? status[row]! : last[row] === NO_DECISION ? entered[row]! : decisions.statusBy(c, row, day);
  return found;
}

const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const narrowed = (standing: Uint8Array, tests: readonly ((row: number) => boolean)[]): Uint8Array => {
  if (tests.length > 0) for (let row = 0; row < standing.length; row++) if (standing[row] === 1 && !tests.every((test) => test(row))) standing[row] = 0;
  return standing;
};

export function claimFrame(columns: Columns, asked: Asked, labelOf: LabelOf): { frame: Frame; standing: Uint8Array } {
  const { claims: c, entities: e, sources: s } = columns, rows = c.length, kept = derivedOf(columns);
  const whole = (): Uint32Array => kept.codes("whole", () => through(e.whole.values, c.subject.values, rows).coarse);
  const status = lazily(() => statusesOf(columns, asked.days));
  const tests = wordsOf(asked.text).map((word) => {
    const names = entitiesWith(columns, word, asked.clearance), sources = sourcesWith(columns, word, asked.clearance), properties = listWith(c.properties.list.map((name) => labelOf("property", name)), word);
    const wholes = whole();
    return (row: number): boolean => names[c.subject.at(row)] === 1 || names[wholes[row]!] === 1 || properties[c.property.at(row)] === 1 || sources[c.source.at(row)] === 1;
  });
  return {
    standing: narrowed(claimsStanding(columns, asked), tests),
    frame: {
      rows,
      facets: {
        property: ofWords(c.properties, () => c.property.values), modality: ofWords(c.modalities, () => c.modality.values), status: ofList(STATUSES, status),
        type: ofWords(e.types, () => kept.codes("type", () => Uint16Array.from(through(e.type.values, whole(), rows).coarse))), year: ofYear(() => kept.codes("year", () => yearsOf(c.first.values, rows))),
        source: ofIds(s.ids, s.index, () => c.source.values), subject: { ...ofIds(e.ids, e.index, whole), many: true }, unit: ofWords(c.units, () => c.unit.values),
      },
      sorts: {
        subject: () => through(e.ranks(asked.lang), whole(), rows), property: () => through(ranked(c.properties.list.map((name) => labelOf("property", name))), c.property.values, rows),
        value: () => keysOfNumbers(c.value.values, rows), when: () => dayKeys(c.first.values, rows), modality: () => ({ coarse: Uint32Array.from(c.modality.values) }),
        status: () => ({ coarse: Uint32Array.from(status()) }), stated: () => dayKeys(c.known.values, rows), source: () => through(ranked(s.title), c.source.values, rows),
      },
      // A claim's status is of a day, and its order of that day only.
      ordered: (sort, descending, make) => (sort === "status" ? undefined : kept.order([sort, descending, asked.lang].join(), make)),
    },
  };
}

/** How many claims each entity or source has, by those that this viewer may see as of these days. */
export interface Tallies {
  accepted: Uint32Array;
  proposed: Uint32Array;
  all: Uint32Array;
}

export function tallies(columns: Columns, asked: Asked, of: "subject" | "source"): Tallies {
  const { claims: c, entities: e, sources: s } = columns;
  const size = of === "subject" ? e.ids.length : s.ids.length;
  const made: Tallies = { accepted: new Uint32Array(size), proposed: new Uint32Array(size), all: new Uint32Array(size) };
  const standing = claimsStanding(columns, asked), status = statusesOf(columns, asked.days), rows = c.length;
  const ats = of === "subject" ? derivedOf(columns).codes("whole", () => through(e.whole.values, c.subject.values, rows).coarse) : c.source.values;
  for (let row = 0; row < rows; row++) {
    if (standing[row] !== 1) continue;
    const at = ats[row]!, now = status[row]!;
    made.all[at]!++;
    if (now === 1) made.accepted[at]!++;
    else if (now === 0) made.proposed[at]!++;
  }
  return made;
}

const YES_NO = ["no", "yes"] as const;

export function entityFrame(columns: Columns, asked: Asked, labelOf: LabelOf, made: Tallies): { frame: Frame; standing: Uint8Array } {
  const { entities: e } = columns, rows = e.ids.length;
  const { known: day } = asked.days;
  const tests = wordsOf(asked.text).map((word) => entitiesWith(columns, word, asked.clearance));
  const standing = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) standing[row] = e.whole.at(row) === row && e.visibility.at(row) <= asked.clearance && (day === undefined || e.recorded.at(row) <= day || made.all[row]! > 0) && tests.every((test) => test[row] === 1) ? 1 : 0;
  return {
    standing,
    frame: {
      rows,
      facets: { type: ofWords(e.types, () => e.type.values), accepted: ofList(YES_NO, () => marks(made.accepted, rows)), waiting: ofList(YES_NO, () => marks(made.proposed, rows)) },
      sorts: {
        name: () => ({ coarse: e.ranks(asked.lang) }), type: () => through(ranked(e.types.list.map((name) => labelOf("type", name))), e.type.values, rows), claims: () => ({ coarse: made.accepted }), waiting: () => ({ coarse: made.proposed }),
      },
    },
  };
}

export function sourceFrame(columns: Columns, asked: Asked, made: Tallies): { frame: Frame; standing: Uint8Array } {
  const { sources: s } = columns, rows = s.ids.length;
  const { known: day } = asked.days;
  const tests = wordsOf(asked.text).map((word) => sourcesWith(columns, word, asked.clearance));
  const standing = new Uint8Array(rows), published = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    standing[row] = s.visibility.at(row) <= asked.clearance && (day === undefined || s.known.at(row) <= day) && tests.every((test) => test[row] === 1) ? 1 : 0;
    published[row] = s.published[row] === "" ? 0 : s.known.at(row);
  }
  return {
    standing,
    frame: {
      rows,
      facets: {
        kind: ofWords(s.kinds, () => s.kind.values), publisher: ofWords(s.publishers, () => s.publisher_code.values), year: ofYear(() => yearsOf(published, rows)), text: ofList(YES_NO, () => s.has_text.values),
        waiting: ofList(YES_NO, () => marks(made.proposed, rows)),
      },
      sorts: {
        title: () => ({ coarse: ranked(s.title) }), publisher: () => ({ coarse: ranked(s.publisher).map((rank, row) => (s.publisher[row] === "" ? NONE : rank)) }), published: () => dayKeys(published, rows),
        claims: () => ({ coarse: made.all }), waiting: () => ({ coarse: made.proposed }),
      },
    },
  };
}
