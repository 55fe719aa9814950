/**
 * Weights of the evidence, by name. Agreements are in bits of surprise already, so a factor of 1 takes them at face value and a smaller one
 * discounts for dependence between words of one name (Fellegi–Sunter's independence does not hold among them). Disagreements are bits lost per
 * unit. First values were set by hand from the meaning of each name; cross-script factors were then fitted (conditional logit over candidate
 * lists, one half of public listed-firm names; see docs/concepts/identity.md). Invariant: every evidence name of every comparer is here.
 */
import type { Weights } from "./evidence.ts";

export const WEIGHTS: Weights = {
  // Chinese with Chinese
  zh_same: 1, zh_brand: 1, zh_run: 1.6, zh_trade: 0.75, zh_sound: 0.3, zh_head_missed: -2.7, zh_gaps: -1.3,
  zh_short_brand_conflict: -1.1, zh_short_brand_missing: -0.7, zh_short_brand_extra: -0.1, zh_short_trade_conflict: -0.3, zh_short_trade_missing: -0.2, zh_short_trade_extra: -0.05,
  zh_full_brand_conflict: -2.6, zh_full_brand_missing: -1.6, zh_full_brand_extra: -1.6, zh_full_trade_conflict: -1.5, zh_full_trade_missing: -0.8, zh_full_trade_extra: -0.8,
  region_agree: 1, region_conflict: -14, region_national: -6, region_in_name: 0.7, form_agree: 0.5, form_conflict: -0.8, group_differs: -1.5,
  // Latin with Latin
  l_same: 1, l_brand: 0.9, l_brand_like: 0.8, l_trade: 0.6, l_filler: 0.3, l_place: 0.5, l_number: 0.6, l_head: 1, l_initials: 3.2, l_spelling: 3,
  l_brand_conflict: -1.3, l_brand_extra: -0.5, l_trade_conflict: -0.9, l_trade_extra: -0.25, l_place_conflict: -1, l_place_extra: -0.3, l_nothing_shared: -8,
  number_conflict: -9, number_extra: -3,
  // Chinese with Latin
  x_script: 2.5, x_sound: 0.85, x_partial: 0.9, x_likeness: 0.5, x_place: 0.55, x_meaning: 0.5, x_trade: 0.75, x_filler: 0.4, x_literal: 1.2, x_initials: 1.05,
  x_brand_unexplained: -0.15, x_place_unexplained: -6, x_number_unexplained: -1.5, x_trade_unexplained: -2.3, x_brand_uncovered: -2.5, x_brand_absent: -2.5, x_trade_uncovered: -1.9, x_place_uncovered: -2.5,
};

/**
 * A pair judged on its own has no rivals to be compared with: a word too many, or another number, must speak for itself. Set by hand on the
 * project's own pairs (data/identity/bench/pairs.tsv).
 */
export const PAIR_WEIGHTS: Weights = {
  ...WEIGHTS, l_trade_extra: -0.9, l_trade_conflict: -1.6, l_brand_extra: -1.3, number_conflict: -20, number_extra: -10, l_place_extra: -0.5, l_place_conflict: -1.2,
};
