// Plain relations between named things: where something is, who works with whom, what it makes, what it won.
// Invariant: both ends are names of the sentence; nothing is inferred beyond what one clause says.
import type { Context } from "./context.ts";
import type { Proposal } from "./model.ts";
import type { Discourse } from "./subject.ts";

/** The relations a sentence states. Offsets are relative to the sentence. */
export function relationsOf(_c: Context, _discourse: Discourse): Proposal[] {
  return [];
}
