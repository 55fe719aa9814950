/**
 * Why a proposal was made so, as rows to read: which words or rule decided each part of it.
 * Pure. Invariant: whatever a reader recorded is shown; what is not understood is shown as it stands.
 */
export interface ReasonRow {
  part: string;
  /** Words of the text that decided. */
  words?: string;
  /** The rule that decided, where no words did. */
  rule?: string;
  /** What weighed most for it, where that was weighed. */
  traits?: string[];
}

const FIRST = ["subject", "property", "modality", "bound", "when"];

function rowOf(part: string, reason: unknown): ReasonRow | undefined {
  if (reason === null || reason === undefined || reason === "") return undefined;
  if (typeof reason !== "object") return { part, words: String(reason) };
  const { words, rule, traits } = reason as { words?: unknown; rule?: unknown; traits?: unknown };
  if (words === undefined && rule === undefined) {
    const text = JSON.stringify(reason);
    return text === "{}" ? undefined : { part, rule: text };
  }
  const row: ReasonRow = { part };
  if (words !== undefined) row.words = String(words);
  if (rule !== undefined) row.rule = String(rule);
  if (Array.isArray(traits) && traits.length > 0) row.traits = traits.map(String);
  return row;
}

export function reasonRows(reasons: Record<string, unknown> | undefined): ReasonRow[] {
  const rank = (part: string) => (FIRST.includes(part) ? FIRST.indexOf(part) : FIRST.length);
  return Object.entries(reasons ?? {}).toSorted(([a], [b]) => rank(a) - rank(b)).map(([part, reason]) => rowOf(part, reason)).filter((row) => row !== undefined);
}
