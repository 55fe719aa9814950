/** A figure in words: as a screen reader says it, and as it is cited. Invariant: the part it is of, bound, modality and period are always said. */
import type { ClaimView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { useBoundWord } from "./bound-word.ts";
import { figureText, whenText } from "./figure-text.ts";

/** What a screen reader says: property, of which part, value with bound in words, modality, period. */
function useWords(): (claim: ClaimView) => string {
  const { lang, say, label, part } = useLanguage();
  const boundWord = useBoundWord();
  return (claim) => {
    const value = figureText({ ...claim, bound: "eq" }, lang);
    const when = claim.when ? whenText(claim.when, lang) : "";
    return [label(claim.property_label), part(claim), [boundWord(claim), value].filter(Boolean).join(" "), say(`modality.${claim.modality}`), when].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  };
}

export const useFigureWords = (claim: ClaimView): string => useWords()(claim);

export interface Citation {
  value: string;
  /** Subject, property, period, value and source in one line of the reader's language. */
  citation: string;
  source: string;
}

/** How figures are cited. */
export function useCite(): (claim: ClaimView) => Citation {
  const { lang, label } = useLanguage();
  const words = useWords();
  const boundWord = useBoundWord();
  return (claim) => {
    const { source } = claim;
    const said = [source.publisher, lang === "zh" ? `《${source.title}》` : `“${source.title}”`, source.published && whenText(source.published, lang), source.address].filter(Boolean).join(lang === "zh" ? "，" : ", ");
    const value = [boundWord(claim), figureText({ ...claim, bound: "eq" }, lang)].filter(Boolean).join(lang === "zh" ? "" : " ");
    return { value, source: said, citation: `${label(claim.subject.label)}${lang === "zh" ? "，" : ", "}${words(claim)}${lang === "zh" ? "。来源：" : ". Source: "}${said}` };
  };
}

export const useCitation = (claim: ClaimView): Citation => useCite()(claim);
