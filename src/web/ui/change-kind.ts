/** The name of a kind of change set. Invariant: a kind that has no word is shown as it is recorded. */
import type { Say } from "../i18n/language.tsx";

const KNOWN = ["record", "read", "import", "decide", "correct", "judge", "rule", "enter", "undo", "source", "entity", "seed"] as const;

export function changeKind(kind: string, say: Say): string {
  const found = KNOWN.find((one) => one === kind);
  return found === undefined ? kind : say(`change.kind.${found}`);
}
