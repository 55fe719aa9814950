/** Figures in each language's habit, for the terminal: 900 亿元, 90 billion yuan; bounds in words. */
import type { Lang } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";

const BOUND: Record<Lang, Record<string, string>> = {
  zh: { eq: "", ge: "不少于 ", gt: "超过 ", le: "至多 ", lt: "不到 ", approx: "约 " },
  en: { eq: "", ge: "at least ", gt: "more than ", le: "at most ", lt: "less than ", approx: "about " },
};
const STEPS: Record<Lang, [number, string][]> = { zh: [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]], en: [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]] };

function scaled(value: number, lang: Lang): string {
  const step = STEPS[lang].find(([size]) => Math.abs(value) >= size);
  const shown = step ? value / step[0] : value;
  return `${shown.toLocaleString(lang === "zh" ? "zh-CN" : "en-US", { maximumFractionDigits: 4 })}${step ? `${lang === "zh" ? " " : ""}${step[1]}` : ""}`;
}

/** @param object name of the entity, for entity values. */
export function figureText(claim: Pick<Claim, "value" | "unit" | "bound" | "currency">, lang: Lang, object?: string): string {
  const { value, unit, bound, currency } = claim;
  const words = BOUND[lang][bound] ?? "";
  if (typeof value === "string") return words + (object ?? value);
  switch (unit) {
    case "ratio": return `${words}${(value * 100).toLocaleString("en-US", { maximumFractionDigits: 4 })}${lang === "zh" ? "%" : " %"}`;
    case "yuan": return `${words}${scaled(value, lang)}${lang === "zh" ? "元" : " yuan"}`;
    case "currency": return `${words}${scaled(value, lang)} ${currency ?? ""}`;
    case "m2": return `${words}${scaled(value, lang)}${lang === "zh" ? "平方米" : " m²"}`;
    default: return words + scaled(value, lang);
  }
}
