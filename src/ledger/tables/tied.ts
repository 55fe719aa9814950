/**
 * Ties of entities seen from their other end, counted and walked on the columns: as quick for a place with a hundred thousand members as for one with ten.
 * Invariant: the answers are those of `ties.ts`, which asks the database the same; `tied.test.ts` holds the two together.
 */
import type { Clocks } from "../as-of.ts";
import { dayNumber, STATUSES, type Columns } from "./columns.ts";

export interface TiedAsked {
  /** Rank of the viewer's clearance. */
  clearance: number;
  clocks: Clocks;
}

/** The entities that point to one by a property: how many, and the first of them by name, each with the row of the newest claim that says so. */
export interface TiedGroup {
  property: string;
  n: number;
  first: { subject: number; claim: number }[];
}

const ACCEPTED = STATUSES.indexOf("accepted");

/** Claims by the entity that they point to, or that stands for it: those of `o` are at `starts[o]` up to `starts[o + 1]`, in the order of recording. */
interface ByObject {
  starts: Uint32Array;
  rows: Uint32Array;
  /** The very entity pointed to. */
  objects: Uint32Array;
}

/** Made anew when the columns have moved: a pass over the ties. */
function byObject({ ties, entities }: Columns): ByObject {
  const starts = new Uint32Array(entities.ids.length + 1), rows = new Uint32Array(ties.claim.length), objects = new Uint32Array(ties.claim.length);
  const whole = (at: number): number => entities.whole.at(ties.object.at(at));
  for (let at = 0; at < rows.length; at++) starts[whole(at) + 1]!++;
  for (let o = 1; o < starts.length; o++) starts[o]! += starts[o - 1]!;
  const next = starts.slice();
  for (let at = 0; at < rows.length; at++) {
    const place = next[whole(at)]!++;
    rows[place] = ties.claim.at(at);
    objects[place] = ties.object.at(at);
  }
  return { starts, rows, objects };
}

export class TiesOfColumns {
  readonly #columns: Columns;
  #made: { generation: number; index: ByObject } | undefined;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Claims that point to an entity or to what is merged into it, as this viewer may see them by the clocks. */
  *#pointing(whole: number, { clearance, clocks }: TiedAsked): Generator<number> {
    const { claims: c, entities: e, generation } = this.#columns;
    if (this.#made?.generation !== generation) this.#made = { generation, index: byObject(this.#columns) };
    const { starts, rows, objects } = this.#made.index;
    const [valid, known, recorded] = [clocks.valid_on, clocks.known_on, clocks.recorded_on].map((day) => (day === undefined ? undefined : dayNumber(day)));
    const actual = c.modalities.find("actual");
    for (let at = starts[whole]!; at < starts[whole + 1]!; at++) {
      const row = rows[at]!;
      if (c.status.at(row) !== ACCEPTED || c.visibility.at(row) > clearance || e.visibility.at(c.subject.at(row)) > clearance || e.visibility.at(objects[at]!) > clearance) continue;
      if ((known !== undefined && c.known.at(row) > known) || (recorded !== undefined && c.recorded.at(row) > recorded)) continue;
      if (valid !== undefined && c.modality.at(row) === actual && c.first.at(row) > valid) continue;
      yield row;
    }
  }

  #rowOf(id: string): number | undefined {
    const row = this.#columns.entities.index.get(id);
    return row === undefined ? undefined : this.#columns.entities.whole.at(row);
  }

  /** By property, the most first. @param limit of each property, by name in the order of the language. */
  groups(id: string, asked: TiedAsked, lang: "zh" | "en", limit: number): TiedGroup[] {
    const { claims: c, entities: e } = this.#columns;
    const whole = this.#rowOf(id);
    if (whole === undefined) return [];
    const newest = new Map<number, Map<number, number>>();
    for (const row of this.#pointing(whole, asked)) {
      const subject = e.whole.at(c.subject.at(row));
      if (subject === whole) continue;
      const property = c.property.at(row);
      const told = newest.get(property) ?? new Map<number, number>();
      newest.set(property, told);
      const before = told.get(subject);
      if (before === undefined || c.known.at(row) >= c.known.at(before)) told.set(subject, row);
    }
    const groups = [...newest].map(([property, told]) => ({ property: c.properties.list[property]!, n: told.size, first: this.#first(told, lang, limit) }));
    return groups.sort((a, b) => b.n - a.n || (a.property < b.property ? -1 : 1));
  }

  #first(told: ReadonlyMap<number, number>, lang: "zh" | "en", limit: number): TiedGroup["first"] {
    const ranks = this.#columns.entities.ranks(lang);
    const before = (a: number, b: number): boolean => ranks[a]! < ranks[b]!;
    const first: number[] = [];
    for (const subject of told.keys()) {
      if (first.length === limit && !before(subject, first.at(-1)!)) continue;
      let at = first.length;
      while (at > 0 && before(subject, first[at - 1]!)) at--;
      first.splice(at, 0, subject);
      if (first.length > limit) first.pop();
    }
    return first.map((subject) => ({ subject, claim: told.get(subject)! }));
  }

  /** Ids of all that point to an entity by a property. */
  tiedTo(id: string, property: string, asked: TiedAsked): string[] {
    const { claims: c, entities: e } = this.#columns;
    const [whole, code] = [this.#rowOf(id), c.properties.find(property)];
    if (whole === undefined || code === undefined) return [];
    const found = new Set<number>();
    for (const row of this.#pointing(whole, asked)) if (c.property.at(row) === code) found.add(e.whole.at(c.subject.at(row)));
    found.delete(whole);
    return Array.from(found, (row) => e.ids[row]!);
  }

  /** As `membersBelow` of `ties.ts`. */
  membersBelow(id: string, { via, through, ends }: { via: readonly string[]; through: readonly string[]; ends: readonly string[] }, asked: TiedAsked): { id: string; type: string }[] {
    const { claims: c, entities: e } = this.#columns;
    const root = e.index.get(id);
    if (root === undefined || e.visibility.at(root) > asked.clearance) return [];
    const codes = (words: { find(word: string): number | undefined }, names: readonly string[]): Set<number> => new Set(names.flatMap((name) => words.find(name) ?? []));
    const [ways, places, all] = [codes(c.properties, via), codes(e.types, through), codes(e.types, [...through, ...ends])];
    const [actual, firm] = [c.modalities.find("actual"), e.types.find("Firm")];
    const seen = new Set([root]);
    for (const place of seen) {
      if (place !== root && !places.has(e.type.at(place))) continue;
      for (const row of this.#pointing(place, asked)) {
        const member = e.whole.at(c.subject.at(row)), type = e.type.at(member);
        if (!ways.has(c.property.at(row)) || !all.has(type) || e.visibility.at(member) > asked.clearance) continue;
        if (c.modality.at(row) === actual || type !== firm) seen.add(member);
      }
    }
    seen.delete(root);
    return Array.from(seen, (row) => ({ id: e.ids[row]!, type: e.types.list[e.type.at(row)]! }));
  }
}
