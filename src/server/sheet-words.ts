/** Words of a sheet in one language: heads of columns, labels, the note that tells where a figure comes from. Pure. Invariant: a figure's source is told alike in every sheet. */
import type { SheetColumn } from "../files/index.ts";
import type { ClaimView, Label } from "./api-types.ts";

export type Lang = "zh" | "en";

/** A longer quote is cut: a note is read at a glance. */
const QUOTE_CHARS = 600;

/** @returns the label in the language, else in the other one, else nothing. */
export const words = (label: Label | undefined, lang: Lang): string => label?.[lang] ?? label?.[lang === "zh" ? "en" : "zh"] ?? "";

/** A maker of columns with their heads in the language. */
export const headsIn = (lang: Lang) => (key: string, zh: string, en: string, type: SheetColumn["type"] = "text"): SheetColumn => ({ key, header: lang === "zh" ? zh : en, type });

/** Source of a claim and, where there is one, its quote. */
export function sourceNote({ source, quote }: Pick<ClaimView, "source" | "quote">, lang: Lang): string {
  const said = [source.title, source.publisher, source.published, source.address].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  return quote ? `${said}\n“${quote.slice(0, QUOTE_CHARS)}”` : said;
}
