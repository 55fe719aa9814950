/**
 * Which columns of a file are region, activity, value and period: as told, or guessed from names and contents.
 * Invariant: a guess is reported; where none is clear the file is refused with its columns listed, never read at random.
 */
import { AppError } from "../../kernel/index.ts";

/** Column places; with `wide`, every column but the region's (and the period's) is an activity. */
export type TableColumns =
  | { wide: false; region: number; activity: number; value: number; period?: number; guessed: boolean }
  | { wide: true; region: number; period?: number; guessed: boolean };

export interface ColumnNames { region?: string; activity?: string; value?: string; period?: string; wide?: boolean }

const REGION = /^(region|country|iso|city|metro|cbsa|county|state|province|geo|location|place|economy|zone|park|nuts|地区|国家|城市|省|市|区域|园区)/i;
const ACTIVITY = /^(activity|product|industry|naics|sic|hs|sitc|nace|sector|language|class|category|technology|field|patent|ipc|occupation|node|行业|产业|产品|活动|节点|技术|环节)/i;
const VALUE = /(value|export|emp|count|num|amount|total|output|revenue|estab|firms|jobs|数值|金额|产值|出口|就业|人数|数量|企业数)/i;

/** Finds the columns by the names given; guesses those that were not. `sample` is the first records after the header. */
export function findColumns(header: readonly string[], names: ColumnNames, sample: readonly string[][]): TableColumns {
  const place = (name: string | undefined): number | undefined => (name === undefined ? undefined : columnNamed(header, name));
  const period = place(names.period);
  let region = place(names.region);
  let activity = place(names.activity);
  let value = place(names.value);
  const numeric = header.map((_, i) => isNumeric(sample, i));
  const looksWide = activity === undefined && value === undefined && header.length > 5
    && header.every((_, i) => i === (region ?? 0) || i === period || numeric[i]);
  if (names.wide ?? looksWide) return { wide: true, region: region ?? 0, period, guessed: !names.wide || region === undefined };
  const guessed = region === undefined || activity === undefined || value === undefined;
  const taken = (i: number): boolean => i === region || i === activity || i === value || i === period;
  const first = (test: (name: string, i: number) => boolean): number | undefined => {
    const at = header.findIndex((name, i) => !taken(i) && test(name.trim(), i));
    return at < 0 ? undefined : at;
  };
  region ??= first((name) => REGION.test(name));
  activity ??= first((name) => ACTIVITY.test(name));
  value ??= first((name, i) => numeric[i]! && VALUE.test(name));
  // With one column left over for each role there is nothing to be unsure of.
  value ??= onlyOne(header.map((_, i) => i).filter((i) => !taken(i) && numeric[i]));
  region ??= header.length === 3 ? first((_, i) => i !== value) : undefined;
  activity ??= header.length === 3 ? first((_, i) => i !== value) : undefined;
  if (region === undefined || activity === undefined || value === undefined) throw unclear(header, { region, activity, value });
  return { wide: false, region, activity, value, period, guessed };
}

/** The place of a column by name: exact, else regardless of case and outer blanks. Refused where it is absent or twice there. */
export function columnNamed(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  if (exact >= 0 && header.indexOf(name, exact + 1) < 0) return exact;
  const loose = (text: string): string => text.trim().toLowerCase();
  const found = header.map((h, i) => (loose(h) === loose(name) ? i : -1)).filter((i) => i >= 0);
  if (found.length === 1) return found[0]!;
  const why = found.length === 0 ? { zh: "没有", en: "no" } : { zh: "有多个", en: "more than one" };
  throw new AppError("complexity/column", { column: name, columns: header.slice(0, 40) }, {
    zh: `表中${why.zh}名为“${name}”的列`, en: `The table has ${why.en} column "${name}"`,
    hint: { zh: `可用的列：${listed(header)}`, en: `its columns: ${listed(header)}` },
  });
}

function isNumeric(sample: readonly string[][], at: number): boolean {
  let seen = 0;
  for (const fields of sample) {
    const parsed = parseValue(fields[at] ?? "");
    if (parsed === "missing") continue;
    if (typeof parsed !== "number") return false;
    seen += 1;
  }
  return seen > 0;
}

function onlyOne(places: number[]): number | undefined {
  return places.length === 1 ? places[0] : undefined;
}

function unclear(header: readonly string[], found: Record<string, number | undefined>): AppError {
  const missing = Object.keys(found).filter((role) => found[role] === undefined);
  return new AppError("complexity/columns-unclear", { missing, columns: header.slice(0, 40) }, {
    zh: `无法判断哪一列是 ${missing.join("、")}`, en: `It is not clear which column is the ${missing.join(", the ")}`,
    hint: {
      zh: `用 --region、--activity、--value 指明，宽表用 --wide；可用的列：${listed(header)}`,
      en: `name them with --region, --activity and --value, or say --wide for a matrix; its columns: ${listed(header)}`,
    },
  });
}

function listed(header: readonly string[]): string {
  const shown = header.slice(0, 20).map((h) => (h.length > 30 ? `${h.slice(0, 30)}…` : h)).join(", ");
  return header.length > 20 ? `${shown} … (${header.length})` : shown;
}

const MISSING = new Set(["", "na", "n/a", "nan", "null", "none", ".", "..", "-", "–", "—"]);
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** A cell's number; `missing` where nothing is stated; `bad` where it is something else. Negative numbers are numbers. */
export function parseValue(text: string): number | "missing" | "bad" {
  const first = text.charCodeAt(0);
  // Most cells are plain digits: the language's own reading is right for them, but not for blanks, 0x10 or Infinity.
  if (first >= 48 && first <= 57 && !(text.charCodeAt(1) > 57)) {
    const plain = Number(text);
    if (Number.isFinite(plain)) return plain;
  }
  const t = text.trim();
  if (NUMBER.test(t)) return Number.isFinite(Number(t)) ? Number(t) : "bad";
  if (MISSING.has(t.toLowerCase())) return "missing";
  return GROUPED.test(t) ? Number(t.replaceAll(",", "")) : "bad";
}
