/**
 * Placement: firm → nodes of the chain, with score, share, and the words and codes that say so.
 * Invariant: placing is pure; the same firm gives the same placement, whatever was placed before it.
 */
import type { CompiledPack } from "../pack/index.ts";
import type { FirmWords, Placement } from "./model.ts";
import type { PlacementRules } from "./rules.ts";
import { Sheet } from "./sheet.ts";

export interface Placer {
  pack: CompiledPack;
  place(firm: FirmWords): Placement;
  /** Only accepted nodes and their scores, without evidence and without what would go to review: for registers of millions. */
  placeFast(firm: FirmWords): { node: string; score: number }[];
}

/** Prepares a placer: builds the automata once (some 0.2 s); placing is then pure and allocation-poor. */
export function preparePlacer(pack: CompiledPack, rules: PlacementRules): Placer {
  const sheet = new Sheet(pack, rules);
  return {
    pack,
    place: (firm) => { sheet.read(firm, true); return sheet.placement(); },
    placeFast: (firm) => { sheet.read(firm, false); return sheet.accepted().map((n) => ({ node: pack.nodes[n]!.id, score: sheet.confidenceOf(n) })); },
  };
}
