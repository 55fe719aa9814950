// Keeps one claim of each fact: a repeated or rounded statement of what is already said is left out.
// Invariant: of two statements of one fact the more precise one stays, and the body outranks the headline.
import type { Proposal, Skipped } from "./model.ts";

/** Settles the proposals of a document. */
export class Told {
  settle(list: readonly Proposal[], skipped: Skipped): Proposal[] {
    const kept: Proposal[] = [];
    const byKey = new Map<string, number[]>();
    for (const p of list) {
      const key = `${p.property === "completion_date" || p.property === "expected_completion" ? "finish" : p.property}|${p.unit}|${p.currency ?? ""}`;
      const same = byKey.get(key) ?? [];
      const twin = same.find((i) => kept[i] && repeats(kept[i]!, p));
      if (twin !== undefined) {
        skipped.repeated++;
        if (better(p, kept[twin]!)) kept[twin] = p;
        continue;
      }
      same.push(kept.length);
      if (same.length > 200) same.shift();
      byKey.set(key, same);
      kept.push(p);
    }
    return kept;
  }
}

function repeats(a: Proposal, b: Proposal): boolean {
  if (a.unit === "entity" || b.unit === "entity") return a.property === b.property && a.subject === b.subject && a.value === b.value;
  if (a.unit === "date") return a.value === b.value && a.property === b.property && (a.subject === b.subject || a.subject_type === b.subject_type);
  if (a.value !== b.value) return false;
  if (a.start === b.start && a.figure.start !== b.figure.start && a.property === "other_count") return false;
  return a.property !== "other_count" || a.unit !== "count" || a.quote === b.quote || (a.reasons.property.words === b.reasons.property.words);
}

const better = (p: Proposal, q: Proposal): boolean => p.confidence > q.confidence + 0.15;
