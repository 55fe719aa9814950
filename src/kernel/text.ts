/** Words in two languages, and the few questions about script that every room asks. */

export type Lang = "zh" | "en";

/** Words in both languages; either may be missing, and then the missing one is said to be missing, not made up. */
export interface Label {
  zh?: string;
  en?: string;
}

/** The label in the wanted language, or in the other where that is missing. */
export function inLang(label: Label | undefined, lang: Lang): string {
  return (lang === "zh" ? (label?.zh ?? label?.en) : (label?.en ?? label?.zh)) ?? "";
}

/** Whether the text holds a Han character. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** A text's main language: Chinese when Han characters make up a fair part of its letters. */
export function languageOf(text: string): Lang {
  const sample = text.length > 20_000 ? text.slice(0, 20_000) : text;
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = sample.match(/[A-Za-z]+/g)?.length ?? 0;
  return han > latin * 0.6 ? "zh" : "en";
}
