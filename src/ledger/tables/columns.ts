/**
 * The record as columns in memory: what tables are filtered, counted and sorted by, so that no question scans a million rows of the database.
 * It is filled from the database once and then follows it, change set by change set.
 * Invariant: it holds numbers and names only, never what is shown: rows are fetched through the viewer's own reader, whose clearance the
 * database enforces; here the same clearance is applied to what is counted.
 */
import { DAY_MAX, parseWhen, whenRange } from "../../kernel/index.ts";
import { f64, i32, u16, u32, u8, Words } from "./growing.ts";

/** A day as a number, 20230401; 0 = none. */
export const dayNumber = (day: string): number => (day === "" ? 0 : Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10)));

export const STATUSES = ["proposed", "accepted", "rejected", "corrected", "withdrawn"] as const;
export const VERDICT_STATUS: Record<string, number> = { reopen: 0, accept: 1, reject: 2, correct: 3, withdraw: 4 };

/** No decision. */
export const NO_DECISION = -1;

/** One entry a claim, in the order of recording. */
export class ClaimColumns {
  readonly seq = u32();
  readonly n = u32();
  readonly subject = u32();
  readonly property = u16();
  readonly unit = u8();
  readonly modality = u8();
  readonly status = u8();
  readonly entered = u8();
  readonly visibility = u8();
  readonly value = f64();
  /** First day that it holds for; of a date the date's own. 0 = unknown. */
  readonly first = i32();
  readonly known = i32();
  readonly recorded = i32();
  /** Day on which the claim that it corrects was recorded; 0 = corrects none. */
  readonly corrected = i32();
  readonly source = u32();
  /** Its last decision, in `Decisions`. */
  readonly decision = i32();
  readonly properties = new Words();
  readonly units = new Words();
  readonly modalities = new Words();

  get length(): number {
    return this.seq.length;
  }

  /** The row of the claim that stands at this place of the ledger. */
  rowAt(seq: number, n: number): number | undefined {
    let [low, high] = [0, this.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = this.seq.at(middle) - seq || this.n.at(middle) - n;
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}

/** Claims that point to an entity, in the order of recording: their rows, and the entities pointed to. */
export class TieColumns {
  readonly claim = u32();
  readonly object = u32();
}

/** Decisions in the order of their making, each with the one before it on the same claim. */
export class DecisionColumns {
  readonly day = i32();
  readonly status = u8();
  readonly before = i32();

  add(claims: ClaimColumns, row: number, day: number, status: number): void {
    const at = this.day.push(day);
    this.status.push(status);
    this.before.push(claims.decision.at(row));
    claims.decision.set(row, at);
  }

  /** Status of a claim as the ledger had decided by the end of a day. */
  statusBy(claims: ClaimColumns, row: number, day: number): number {
    for (let at = claims.decision.at(row); at !== NO_DECISION; at = this.before.at(at)) if (this.day.at(at) <= day) return this.status.at(at);
    return claims.entered.at(row);
  }
}

export class EntityColumns {
  readonly ids: string[] = [];
  readonly index = new Map<string, number>();
  readonly type = u16();
  readonly visibility = u8();
  readonly recorded = i32();
  /** The entity that stands for it. */
  readonly whole = u32();
  readonly types = new Words();
  readonly zh: string[] = [];
  readonly en: string[] = [];
  /** Normal forms and sounds of its names, by the clearance that may see them. */
  readonly names: (string[] | undefined)[] = [];
  /** Pinyin of its Chinese label, for the order of names. */
  readonly sounds: string[] = [];
  #ranks: { zh?: Uint32Array; en?: Uint32Array } = {};

  /** The place of each in the order of names of a language: Chinese by pinyin. */
  ranks(lang: "zh" | "en"): Uint32Array {
    const known = this.#ranks[lang];
    if (known) return known;
    const other = (e: number): string => this.en[e]!.toLowerCase() || this.sounds[e]! || this.zh[e]!;
    const keys = this.ids.map((_, e) => (lang === "zh" ? this.sounds[e]! || other(e) : other(e)));
    const order = Uint32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
    const ranks = new Uint32Array(order.length);
    order.forEach((e, place) => (ranks[e] = place));
    this.#ranks[lang] = ranks;
    return ranks;
  }

  add(e: { id: string; type: string; zh: string; en: string; visibility: number; recorded: number }): number {
    const row = this.ids.push(e.id) - 1;
    this.index.set(e.id, row);
    this.type.push(this.types.code(e.type));
    this.visibility.push(e.visibility);
    this.recorded.push(e.recorded);
    this.whole.push(row);
    this.zh.push(e.zh);
    this.en.push(e.en);
    this.names.push(undefined);
    this.sounds.push("");
    this.#ranks = {};
    return row;
  }

  /** Names are given anew. */
  setNames(row: number, names: readonly { normal: string; sound: string; visibility: number; label: boolean }[]): void {
    const seen = ["", "", ""];
    for (const name of names) {
      for (let clearance = name.visibility; clearance < seen.length; clearance++) seen[clearance] += `${name.normal}\u0001${name.sound}\u0001`;
      if (name.label && name.sound !== "") this.sounds[row] = name.sound.split(" ")[0]!;
    }
    this.names[row] = seen[1] === seen[0] && seen[2] === seen[0] ? [seen[0]!] : seen;
    this.#ranks = {};
  }

  namesFor(row: number, clearance: number): string {
    const names = this.names[row];
    return names ? (names[clearance] ?? names[0]!) : "";
  }
}

export class SourceColumns {
  readonly ids: string[] = [];
  readonly index = new Map<string, number>();
  readonly title: string[] = [];
  readonly publisher: string[] = [];
  readonly published: string[] = [];
  readonly visibility = u8();
  readonly kind = u8();
  readonly has_text = u8();
  readonly recorded = i32();
  /** Last day of its publishing; else the day of its recording. */
  readonly known = i32();
  readonly kinds = new Words();
  readonly publishers = new Words();
  readonly publisher_code = u32();

  /** Adds it, or puts its newest version in place of the older. */
  put(s: { id: string; title: string; publisher: string; published: string; kind: string; visibility: number; recorded: number }): number {
    let row = this.index.get(s.id);
    if (row === undefined) {
      row = this.ids.push(s.id) - 1;
      this.index.set(s.id, row);
      for (const column of [this.visibility, this.kind, this.has_text, this.recorded, this.known, this.publisher_code]) column.push(0);
      this.recorded.set(row, s.recorded);
    }
    this.title[row] = s.title;
    this.publisher[row] = s.publisher;
    this.published[row] = s.published;
    this.visibility.set(row, s.visibility);
    this.kind.set(row, this.kinds.code(s.kind));
    this.publisher_code.set(row, this.publishers.code(s.publisher || "none"));
    this.known.set(row, knownDay(s.published, this.recorded.at(row)));
    return row;
  }
}

/** The day by which it was certainly published; where that is not told, the day of its recording. */
function knownDay(published: string, recorded: number): number {
  const when = published === "" ? undefined : parseWhen(published);
  if (when === undefined) return recorded;
  const { last } = whenRange(when);
  return last === DAY_MAX ? recorded : dayNumber(last);
}

export class Columns {
  claims = new ClaimColumns();
  ties = new TieColumns();
  decisions = new DecisionColumns();
  entities = new EntityColumns();
  sources = new SourceColumns();
  /** The last change set that is in. */
  seq = 0;
  /** Counts the times that anything came in. */
  generation = 0;
}
