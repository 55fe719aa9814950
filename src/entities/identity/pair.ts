/**
 * Two names judged on their own, with no lists around them. Persons are compared by ./person-name.ts, organisations by evidence with general
 * expectations of rarity. Invariant: symmetric; nothing of what is compared is kept.
 */
import { compareProfiles } from "./compare.ts";
import type { Comparison, NameKind } from "./model.ts";
import { comparePersons, looksLikePerson } from "./person-name.ts";
import { profileOf } from "./profile.ts";
import { PAIR_WEIGHTS } from "./weights.ts";

export interface PairOptions {
  kind?: NameKind;
  thresholds?: { link: number; review: number };
}

/** Log2 prior odds of a pair somebody thought worth asking about. */
const PAIR_PRIOR = -9;

/** Same organisation or person? `score` is a probability; `decision` is "link" from 0.5 on. Example: `comparePair("Siemens AG", "SIEMENS")`. */
export function comparePair(a: string, b: string, options: PairOptions = {}): Comparison {
  const thresholds = options.thresholds ?? { link: 0.5, review: 0.2 };
  const kind = options.kind ?? "auto";
  if (kind === "person" || (kind === "auto" && looksLikePerson(a) && looksLikePerson(b))) return comparePersons(a, b, thresholds);
  return compareProfiles(profileOf(a), profileOf(b), { prior: PAIR_PRIOR, thresholds, weights: PAIR_WEIGHTS });
}
