/** Figures as printed: three significant digits; quantiles of a list of times. */
export const figure = (value: number): number => Number(value.toPrecision(3));

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return figure(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!);
}
