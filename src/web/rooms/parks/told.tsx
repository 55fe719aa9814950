/** A figure of a place, with the words of a list value (use, state of a lot) in the reader's language. Invariant: it is the link to its claim all the same. */
import type { ClaimView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { Figure } from "../../ui/figure.tsx";
import type { Rivals } from "../../ui/figure-card.tsx";

const USES = ["production", "cleanroom", "research", "laboratory", "office", "incubation", "warehouse", "exhibition", "services", "housing", "parking", "utilities"] as const;
const LOTS = ["vacant", "reserved", "building", "built", "redevelopment"] as const;

export function Told({ claim, rivals = 0, agreeing = 0 }: { claim: ClaimView; rivals?: Rivals; agreeing?: number }) {
  const { say } = useLanguage();
  const use = claim.property === "use" ? USES.find((u) => u === claim.value) : undefined;
  const lot = claim.property === "lot_status" ? LOTS.find((l) => l === claim.value) : undefined;
  if (use || lot) return <Figure claim={claim} rivals={rivals} agreeing={agreeing}>{use ? say(`unit.use.${use}`) : say(`park.lot.${lot!}`)}</Figure>;
  return <Figure claim={claim} rivals={rivals} agreeing={agreeing} />;
}
