/**
 * The tables of claims, entities and sources as frames over the columns: which rows a viewer may see as of a day, and what they are filtered,
 * grouped and sorted by. Invariant: the rule of days is that of `as-of.ts`; `tables.test.ts` holds the two together.
 */
import { normalName } from "../names-store.ts";
import { STATUSES, type Columns } from "./columns.ts";
import type { Facet, Frame } from "./choice.ts";
import { keysOfNumber, NONE, type Words } from "./growing.ts";

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

const ofWords = (words: Words, code: (row: number) => number): Facet => ({ code, size: () => words.list.length, value: (c) => words.list[c]!, find: (v) => words.find(v) });
const ofList = (list: readonly string[], code: (row: number) => number): Facet => ({
  code, size: () => list.length, value: (c) => list[c]!, find: (v) => (list.includes(v) ? list.indexOf(v) : undefined),
});
const ofIds = (ids: readonly string[], index: ReadonlyMap<string, number>, code: (row: number) => number): Facet => ({ code, size: () => ids.length, value: (c) => ids[c]!, find: (v) => index.get(v) });
const YEARS = 3_000;
/** Year of a day; "0" where there is none. */
const ofYear = (day: (row: number) => number): Facet => ({
  code: (row) => Math.min(YEARS - 1, Math.trunc(day(row) / 10_000)), size: () => YEARS, value: String,
  find: (v) => (/^\d{1,4}$/.test(v) && Number(v) < YEARS ? Number(v) : undefined),
});
const known = (key: number): number => (key === 0 ? NONE : key);

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

/** Whether a claim stands for this viewer on these days, before any filter. */
export function claimStands(columns: Columns, { clearance, days }: Asked): (row: number) => boolean {
  const { claims: c } = columns;
  const actual = c.modalities.find("actual");
  return (row) => {
    if (c.visibility.at(row) > clearance) return false;
    if (days.known !== undefined) {
      if (c.known.at(row) > days.known) return false;
      const old = c.corrected.at(row);
      if (old !== 0 && old <= days.known && c.recorded.at(row) > days.known) return false;
    }
    return days.valid === undefined || c.first.at(row) === 0 || c.first.at(row) <= days.valid || c.modality.at(row) !== actual;
  };
}

/** The status that a claim had, as of the known day. */
export function statusOf(columns: Columns, days: Days): (row: number) => number {
  const { claims: c, decisions } = columns;
  const day = days.known;
  if (day === undefined) return (row) => c.status.at(row);
  return (row) => (c.recorded.at(row) > day ? c.status.at(row) : decisions.statusBy(c, row, day));
}

export function claimFrame(columns: Columns, asked: Asked, labelOf: LabelOf): { frame: Frame; stands: (row: number) => boolean } {
  const { claims: c, entities: e, sources: s } = columns;
  const whole = (row: number): number => e.whole.at(c.subject.at(row));
  const status = statusOf(columns, asked.days);
  const stands = claimStands(columns, asked);
  const propertyRanks = ranked(c.properties.list.map((name) => labelOf("property", name)));
  const titleRanks = (() => { let made: Uint32Array | undefined; return () => (made ??= ranked(s.title)); })();
  const tests = wordsOf(asked.text).map((word) => {
    const names = entitiesWith(columns, word, asked.clearance), sources = sourcesWith(columns, word, asked.clearance), properties = listWith(c.properties.list.map((name) => labelOf("property", name)), word);
    return (row: number): boolean => names[c.subject.at(row)] === 1 || names[whole(row)] === 1 || properties[c.property.at(row)] === 1 || sources[c.source.at(row)] === 1;
  });
  const keys = c.value;
  return {
    stands: tests.length === 0 ? stands : (row) => stands(row) && tests.every((test) => test(row)),
    frame: {
      rows: c.length,
      facets: {
        property: ofWords(c.properties, (row) => c.property.at(row)), modality: ofWords(c.modalities, (row) => c.modality.at(row)), status: ofList(STATUSES, status),
        type: ofWords(e.types, (row) => e.type.at(whole(row))), year: ofYear((row) => c.first.at(row)), source: ofIds(s.ids, s.index, (row) => c.source.at(row)),
        subject: { ...ofIds(e.ids, e.index, whole), many: true }, unit: ofWords(c.units, (row) => c.unit.at(row)),
      },
      sorts: {
        subject: { coarse: (row) => e.ranks(asked.lang)[whole(row)]! }, property: { coarse: (row) => propertyRanks[c.property.at(row)]! },
        value: { coarse: (row) => keysOfNumber(keys.at(row)).coarse, fine: (row) => keysOfNumber(keys.at(row)).fine }, when: { coarse: (row) => known(c.first.at(row)) },
        modality: { coarse: (row) => c.modality.at(row) }, status: { coarse: status }, stated: { coarse: (row) => known(c.known.at(row)) },
        source: { coarse: (row) => titleRanks()[c.source.at(row)]! },
      },
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
  const stands = claimStands(columns, asked), status = statusOf(columns, asked.days);
  for (let row = 0; row < c.length; row++) {
    if (!stands(row)) continue;
    const at = of === "subject" ? e.whole.at(c.subject.at(row)) : c.source.at(row), now = status(row);
    made.all[at]!++;
    if (now === 1) made.accepted[at]!++;
    else if (now === 0) made.proposed[at]!++;
  }
  return made;
}

const YES_NO = ["no", "yes"] as const;

export function entityFrame(columns: Columns, asked: Asked, labelOf: LabelOf, made: Tallies): { frame: Frame; stands: (row: number) => boolean } {
  const { entities: e } = columns;
  const { known: day } = asked.days;
  const typeRanks = ranked(e.types.list.map((name) => labelOf("type", name)));
  const tests = wordsOf(asked.text).map((word) => entitiesWith(columns, word, asked.clearance));
  return {
    stands: (row) => e.whole.at(row) === row && e.visibility.at(row) <= asked.clearance && (day === undefined || e.recorded.at(row) <= day || made.all[row]! > 0) && tests.every((test) => test[row] === 1),
    frame: {
      rows: e.ids.length,
      facets: { type: ofWords(e.types, (row) => e.type.at(row)), accepted: ofList(YES_NO, (row) => (made.accepted[row]! > 0 ? 1 : 0)), waiting: ofList(YES_NO, (row) => (made.proposed[row]! > 0 ? 1 : 0)) },
      sorts: {
        name: { coarse: (row) => e.ranks(asked.lang)[row]! }, type: { coarse: (row) => typeRanks[e.type.at(row)]! }, claims: { coarse: (row) => made.accepted[row]! }, waiting: { coarse: (row) => made.proposed[row]! },
      },
    },
  };
}

export function sourceFrame(columns: Columns, asked: Asked, made: Tallies): { frame: Frame; stands: (row: number) => boolean } {
  const { sources: s } = columns;
  const { known: day } = asked.days;
  const lazy = (list: () => readonly string[]): (() => Uint32Array) => { let ranks: Uint32Array | undefined; return () => (ranks ??= ranked(list())); };
  const [titles, publishers] = [lazy(() => s.title), lazy(() => s.publisher)];
  const tests = wordsOf(asked.text).map((word) => sourcesWith(columns, word, asked.clearance));
  const published = (row: number): number => (s.published[row] === "" ? 0 : s.known.at(row));
  return {
    stands: (row) => s.visibility.at(row) <= asked.clearance && (day === undefined || s.known.at(row) <= day) && tests.every((test) => test[row] === 1),
    frame: {
      rows: s.ids.length,
      facets: {
        kind: ofWords(s.kinds, (row) => s.kind.at(row)), publisher: ofWords(s.publishers, (row) => s.publisher_code.at(row)), year: ofYear(published), text: ofList(YES_NO, (row) => s.has_text.at(row)),
        waiting: ofList(YES_NO, (row) => (made.proposed[row]! > 0 ? 1 : 0)),
      },
      sorts: {
        title: { coarse: (row) => titles()[row]! }, publisher: { coarse: (row) => (s.publisher[row] === "" ? NONE : publishers()[row]!) }, published: { coarse: (row) => known(published(row)) },
        claims: { coarse: (row) => made.all[row]! }, waiting: { coarse: (row) => made.proposed[row]! },
      },
    },
  };
}
