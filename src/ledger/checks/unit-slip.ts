/**
 * Unit slips: figures that disagree by exactly the factor between two units that are often confused.
 * 10⁴ and 10⁸ (万, 亿, and English translations of them), 10³ (million, billion), 2000/3 (mu for m²), 10⁴ (hectare for m²), 100 (a percentage told as a
 * number), and one number under two currencies.
 */
import type { SubjectGroup } from "./cell.ts";
import { canBeEqual } from "./cell.ts";
import { type Finding, finding } from "./model.ts";
import type { Reading } from "./reading.ts";
import { label, stated, titled } from "./words.ts";

interface Slip {
  factor: number;
  zh: string;
  en: string;
}

const SCALE_SLIPS: readonly Slip[] = [
  { factor: 1e4, zh: " 10⁴ 倍（万）", en: "a factor of 10⁴ (万)" },
  { factor: 1e8, zh: " 10⁸ 倍（亿）", en: "a factor of 10⁸ (亿)" },
];
const AREA_SLIPS: readonly Slip[] = [
  { factor: 2000 / 3, zh: " 666.67 倍（亩与平方米）", en: "a factor of 666.67 (mu for m²)" },
  { factor: 1e4, zh: " 10⁴ 倍（公顷或万平方米）", en: "a factor of 10⁴ (hectare or 万 m²)" },
];

const MONEY_SLIPS: readonly Slip[] = [...SCALE_SLIPS, { factor: 1e3, zh: " 10³ 倍（million 与 billion）", en: "a factor of 10³ (million, billion)" }];
const RATIO_SLIPS: readonly Slip[] = [{ factor: 100, zh: " 100 倍（百分号）", en: "a factor of 100 (the per cent sign)" }];
const SLIPS: Readonly<Record<string, readonly Slip[]>> = { m2: AREA_SLIPS, yuan: MONEY_SLIPS, currency: MONEY_SLIPS, count: SCALE_SLIPS, ratio: RATIO_SLIPS };
const slipsOf = (unit: string): readonly Slip[] => SLIPS[unit] ?? [];

/** The slip that makes two disagreeing figures of one unit equal; undefined where none does. */
export function slipFactor(a: Reading, b: Reading): Slip | undefined {
  if (a.claim.unit !== b.claim.unit || (a.claim.currency ?? "") !== (b.claim.currency ?? "")) return undefined;
  const [small, large] = Math.abs(Number(a.claim.value)) < Math.abs(Number(b.claim.value)) ? [a, b] : [b, a];
  const ratio = Number(large.claim.value) / Number(small.claim.value);
  if (!(ratio > 90) || !Number.isFinite(ratio)) return undefined;
  // The figures themselves must match by the factor (to their rounding), not just some reach of a bound.
  return slipsOf(a.claim.unit).find(({ factor }) => Math.abs(ratio / factor - 1) < 0.02 && pointsMatch(small, large, factor));
}

function pointsMatch(small: Reading, large: Reading, factor: number): boolean {
  if (Math.abs(Number(large.claim.value) / Number(small.claim.value) / factor - 1) < 1e-6) return true;
  const { lo, hi, loOpen, hiOpen } = small.interval;
  return canBeEqual({ lo: lo * factor, hi: hi * factor, loOpen, hiOpen }, large.interval);
}

/** Subjects whose output is never so small that a factor of 10⁴ could be growth. */
const SIZED_TYPES: ReadonlySet<string> = new Set(["Region", "Zone", "Cluster", "Park"]);
const SIZE_PROPERTIES = ["output_value", "revenue"] as const;

export function unitSlip(group: SubjectGroup): Finding[] {
  return [...withinCells(group), ...currencies(group), ...acrossYears(group)];
}

/** Two statements of one figure that a factor reconciles. */
function withinCells(group: SubjectGroup): Finding[] {
  const findings: Finding[] = [];
  for (const cell of group.cells.values()) {
    if (cell.agrees || cell.readings.length < 2 || cell.unit === "date") continue;
    const sorted = cell.readings.toSorted((a, b) => Number(a.claim.value) - Number(b.claim.value)).filter((_one, k, all) => k < PAIRED_MAX || k >= all.length - PAIRED_MAX);
    const pair = firstSlip(sorted);
    if (pair) findings.push(slipped(group.subject, pair.small, pair.large, pair.slip, "error"));
  }
  return findings;
}

/** Statements of one figure tried against each other, from each end. */
const PAIRED_MAX = 12;

/** The two furthest apart that a factor reconciles. */
function firstSlip(sorted: readonly Reading[]): { small: Reading; large: Reading; slip: Slip } | undefined {
  for (const small of sorted) {
    for (const large of sorted.toReversed()) {
      const slip = slipFactor(small, large);
      if (slip) return { small, large, slip };
    }
  }
  return undefined;
}

/** A place's output or revenue that is another year's figure, less a factor of 10⁴ or 10⁸. */
function acrossYears(group: SubjectGroup): Finding[] {
  const readings = SIZE_PROPERTIES.flatMap((property) => group.of(property)).filter((cell) => cell.unit === "yuan" || cell.unit === "currency").flatMap((cell) => cell.readings);
  if (readings.length < 2 || !SIZED_TYPES.has(readings[0]!.claim.subject_type)) return [];
  const sorted = readings.toSorted((a, b) => Number(a.claim.value) - Number(b.claim.value));
  const findings: Finding[] = [];
  for (const small of sorted) {
    const value = Number(small.claim.value);
    if (value <= 0 || value * 1e4 > Number(sorted.at(-1)!.claim.value) * 1.000001) break;
    const large = sorted.findLast((other) => other.claim.currency === small.claim.currency && (small.period?.key !== other.period?.key) && SCALE_SLIPS.some(({ factor }) => Math.abs(Number(other.claim.value) / value / factor - 1) < 1e-6));
    if (!large) continue;
    const slip = SCALE_SLIPS.find(({ factor }) => Math.abs(Number(large.claim.value) / value / factor - 1) < 1e-6)!;
    // Of another scope, kind or modality it may be chance: round figures are a round factor apart.
    const alike = small.claim.property === large.claim.property && small.scope === large.scope && small.claim.modality === large.claim.modality;
    findings.push(slipped(group.subject, small, large, slip, alike ? "error" : "warning"));
  }
  return findings;
}

/** One number, one period, two currencies. */
function currencies(group: SubjectGroup): Finding[] {
  const money = new Map<string, Reading>();
  const findings: Finding[] = [];
  for (const reading of group.readings) {
    const { unit, value, property, modality } = reading.claim;
    if ((unit !== "yuan" && unit !== "currency") || value === 0) continue;
    const key = `${property}\n${reading.scope}\n${modality}\n${reading.period?.key ?? ""}\n${String(value)}`;
    const other = money.get(key);
    if (!other) money.set(key, reading);
    else if (currencyOf(other) !== currencyOf(reading)) {
      const name = titled(reading.claim);
      const [x, y] = [stated(other.claim), stated(reading.claim)];
      findings.push(finding("unit-slip", "warning", group.subject, [other.claim, reading.claim],
        label(`${name.zh}：同一个数字用了两种货币，${x.zh}与${y.zh}`, `${name.en}: one number under two currencies, ${x.en} and ${y.en}`),
        label("核对原文的货币", "Look up the currency in the original")));
    }
  }
  return findings;
}

const currencyOf = (reading: Reading): string => (reading.claim.unit === "yuan" ? "CNY" : (reading.claim.currency ?? ""));

function slipped(subject: string, small: Reading, large: Reading, slip: Slip, severity: "error" | "warning"): Finding {
  const name = titled(small.claim);
  const [x, large_words, other] = [stated(small.claim), stated(large.claim), titled(large.claim)];
  // Of another property or scope, the second figure is named too.
  const y = other.en === name.en ? large_words : { zh: `${other.zh} ${large_words.zh}`, en: `${other.en} ${large_words.en}` };
  return finding("unit-slip", severity, subject, [small.claim, large.claim],
    label(`${name.zh}：${x.zh}与${y.zh}恰好相差${slip.zh}，疑为单位之误`, `${name.en}: ${x.en} and ${y.en} differ by exactly ${slip.en}, probably a slip of the unit`),
    label("查看原文的单位，改正写错的一条", "Look up the unit in the original and correct the wrong one"));
}
