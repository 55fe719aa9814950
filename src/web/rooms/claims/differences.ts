/** What a correction changed. Pure. Invariant: every member that differs is named, each once; modality and bound are given by name, to be put into words. */
import type { ClaimView } from "../../../server/api-types.ts";
import { type Lang, figureText, labelIn, whenText } from "../../ui/figure-text.ts";

export interface Difference {
  part: "subject" | "property" | "value" | "bound" | "modality" | "when" | "qualifier";
  before: string;
  after: string;
}

export function differencesOf(before: ClaimView, after: ClaimView, lang: Lang): Difference[] {
  const written = (claim: ClaimView): Omit<Record<Difference["part"], string>, never> => ({
    subject: labelIn(claim.subject.label, lang).text,
    property: labelIn(claim.property_label, lang).text || claim.property,
    value: figureText({ ...claim, bound: "eq" }, lang),
    bound: claim.bound,
    modality: claim.modality,
    when: claim.when ? whenText(claim.when, lang) : "",
    qualifier: claim.qualifier ?? "",
  });
  const [was, is] = [written(before), written(after)];
  const exact = (claim: ClaimView) => `${claim.value} ${claim.unit} ${claim.currency ?? ""}`;
  const parts: Difference["part"][] = ["subject", "property", "value", "bound", "modality", "when", "qualifier"];
  return parts
    .filter((part) => (part === "value" ? exact(before) !== exact(after) : part === "subject" ? before.subject.id !== after.subject.id : was[part] !== is[part]))
    .map((part) => (part === "value" && was.value === is.value ? { part, before: exact(before), after: exact(after) } : { part, before: was[part], after: is[part] }));
}
