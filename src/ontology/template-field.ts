/** A column of an import template, and how one is made. Invariant: every column has words and a note in both languages. */
import type { BothLabel } from "./model.ts";

/** A column of a template: its key in the program, its words, and the codes allowed with their words. */
export interface TemplateField {
  readonly key: string;
  readonly label: BothLabel;
  readonly note: BothLabel;
  readonly required: boolean;
  readonly type: "text" | "number" | "date";
  readonly width: number;
  readonly codes?: ReadonlyMap<string, BothLabel>;
}

export const field = (key: string, zh: string, en: string, noteZh: string, noteEn: string, more: Partial<TemplateField> = {}): TemplateField =>
  ({ key, label: { zh, en }, note: { zh: noteZh, en: noteEn }, required: false, type: "text", width: 18, ...more });

export const DATE_NOTE = ["部分日期或区间：2024、2024-06、2024-06-19、2024-Q2、2023-01/2023-12", "A partial date or interval: 2024, 2024-06, 2024-06-19, 2024-Q2, 2023-01/2023-12"] as const;

export function codesOf<T extends string>(codes: readonly T[], labels: Readonly<Record<T, BothLabel>>): Map<string, BothLabel> {
  return new Map(codes.map((c) => [c, labels[c]]));
}
