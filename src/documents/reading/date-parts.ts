// What dates in any tongue are made of: the mention, the day in order, the numbers in words.
// Invariant: a day that no month has is undefined; a year that cannot be had stays undefined.
import type { Bound, Span, When } from "./model.ts";

/** One date as it stands in the text. */
export interface DateMention extends Span {
  /** the resolved partial date; undefined where the year cannot be had */
  when?: When;
  /** for an interval, its end */
  until?: When;
  bound: Bound;
  /** "now", "recent" and "same" point at the document or the last date; "span" is a duration from the document date */
  kind: "absolute" | "now" | "recent" | "relative" | "span" | "plan";
  /** the words set a horizon: by 2025, 到2025年, in the next five years */
  horizon: boolean;
}

export interface DateContext {
  published?: When | undefined;
  /** last explicit year seen in the sentence */
  year?: number | undefined;
  /** the year that the sentences before in the paragraph spoke of, for 同年 and "that year" */
  told?: number | undefined;
  /** the year of the heading that the sentence stands under, in a chronicle */
  row?: number;
  /** last full date seen, for 同日 and "the same day" */
  day?: When | undefined;
  /** the text counts years from 1912, as Taiwan's offices do: 107年 is 2018 */
  minguo?: boolean;
}

/** What dates of a sentence are resolved with; notes whether any of them needed what was read before the sentence. */
export class Before implements DateContext {
  readonly published: When | undefined;
  readonly minguo: boolean;
  /** a year or day told before the sentence was asked for */
  asked = false;
  private readonly spoken: number | undefined;
  private ownYear: number | undefined;
  private readonly givenYear: number | undefined;
  private ownDay: When | undefined;
  private readonly givenDay: When | undefined;

  constructor({ published, minguo, told, year, day }: DateContext) {
    [this.published, this.minguo, this.spoken, this.givenYear, this.givenDay] = [published, minguo === true, told, year, day];
  }

  get told(): number | undefined {
    this.asked = true;
    return this.spoken;
  }

  get year(): number | undefined {
    if (this.ownYear !== undefined) return this.ownYear;
    this.asked = true;
    return this.givenYear;
  }

  get day(): When | undefined {
    if (this.ownDay !== undefined) return this.ownDay;
    this.asked = true;
    return this.givenDay;
  }

  /** A date that the sentence itself tells. */
  tell(when: When): void {
    this.ownYear = Number(when.slice(0, 4));
    if (when.length === 10) this.ownDay = when;
  }
}

export const pad = (n: number): string => String(n).padStart(2, "0");
export const HAN: Readonly<Record<string, number>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 十一: 11, 十二: 12, first: 1, second: 2, third: 3, fourth: 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4 };
export const WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, coming: 1 };
export const count = (s: string): number => (s in HAN ? HAN[s]! : s in WORDS ? WORDS[s]! : Number(s));
export const FIVE_YEAR_END: Readonly<Record<string, number>> = { 十一五: 2010, 十二五: 2015, 十三五: 2020, 十四五: 2025, 十五五: 2030, "11": 2010, "12": 2015, "13": 2020, "14": 2025, "15": 2030, eleventh: 2010, twelfth: 2015, thirteenth: 2020, fourteenth: 2025, fifteenth: 2030 };

export const Y = "((?:19|20) ?\\d ?\\d)";
/** "19" or "20" stands here. */
export const startsYear = (low: string, i: number): boolean => {
  const [c, next] = [low.charCodeAt(i), low.charCodeAt(i + 1)];
  return (c === 49 && next === 57) || (c === 50 && next === 48);
};
/** The forms that may begin at a place, in the order they are tried. */
export interface Forms {
  table: RegExp[];
  which: readonly number[];
}

export const yearOf = (published: When | undefined): number | undefined => (published ? Number(published.slice(0, 4)) : undefined);

export function mention(i: number, text: string, when: When | undefined, bound: Bound = "eq", kind: DateMention["kind"] = "absolute"): DateMention {
  return { start: i, end: i + text.length, when, bound, kind, horizon: false };
}

export const valid = (y: number | undefined, m?: number, d?: number): When | undefined => {
  if (y === undefined) return undefined;
  if (m === undefined) return `${y}`;
  if (d === undefined) return `${y}-${pad(m)}`;
  return d <= new Date(Date.UTC(y, m, 0)).getUTCDate() ? `${y}-${pad(m)}-${pad(d)}` : undefined;
};
