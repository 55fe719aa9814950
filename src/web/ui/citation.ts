/** A figure in words: as a screen reader says it, and as it is cited. Invariant: bound, modality and period are always said. */
import type { ClaimView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { useBoundWord } from "./bound-word.ts";
import { figureText, whenText } from "./figure-text.ts";

/** What a screen reader says: value with bound in words, modality, period, property. */
export function useFigureWords(claim: ClaimView): string {
  const { lang, say, label } = useLanguage();
  const value = figureText({ ...claim, bound: "eq" }, lang);
  const bound = useBoundWord()(claim);
  const when = claim.when ? whenText(claim.when, lang) : "";
  return [label(claim.property_label), [bound, value].filter(Boolean).join(" "), say(`modality.${claim.modality}`), when].filter(Boolean).join(lang === "zh" ? "，" : ", ");
}

/** A figure with where it comes from, in one line of the reader's language: subject, property, period, value, source. */
export function useCitation(claim: ClaimView): { value: string; citation: string; source: string } {
  const { lang, label } = useLanguage();
  const words = useFigureWords(claim);
  const { source } = claim;
  const said = [source.publisher, lang === "zh" ? `《${source.title}》` : `“${source.title}”`, source.published && whenText(source.published, lang), source.address].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  const value = [useBoundWord()(claim), figureText({ ...claim, bound: "eq" }, lang)].filter(Boolean).join(lang === "zh" ? "" : " ");
  return { value, source: said, citation: `${label(claim.subject.label)}${lang === "zh" ? "，" : ", "}${words}${lang === "zh" ? "。来源：" : ". Source: "}${said}` };
}
