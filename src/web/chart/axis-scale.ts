/**
 * One unit for a whole axis: the step that suits its greatest value, so that labels are short and comparable.
 * Pure. Invariant: all labels of an axis are in the one unit that is written on it.
 */
import { type Lang, type Valued, figureParts } from "../ui/figure-text.ts";

export interface AxisScale {
  unit: string;
  write: (value: number) => string;
}

/** @param like a claim of the charted property, for its unit and currency; @param ticks the axis, least to greatest. */
export function axisScale(like: Valued, ticks: number[], lang: Lang): AxisScale {
  const greatest = ticks.reduce((most, tick) => (Math.abs(tick) > Math.abs(most) ? tick : most), 0);
  const { number, unit } = figureParts({ ...like, bound: "eq", value: greatest, object: undefined }, lang);
  const digits = Number(number.replace(/[,%+]/g, ""));
  const factor = digits === 0 || greatest === 0 ? 1 : greatest / digits;
  const format = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
  return { unit: number.endsWith("%") ? "%" : unit, write: (value) => format.format(Number((value / factor).toPrecision(12))) };
}
