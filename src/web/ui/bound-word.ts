/** A bound in words. Invariant: bounds of dates speak of time, not of size. */
import type { ClaimView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";

/** The bound in words: of a number "more than", of a date "after"; empty for an exact figure. */
export function useBoundWord(): (claim: Pick<ClaimView, "bound" | "unit">) => string {
  const { say } = useLanguage();
  return ({ bound, unit }) => {
    if (bound === "eq") return "";
    return unit === "date" ? say(`bound-date.${bound}`) : say(`bound.${bound}`);
  };
}
