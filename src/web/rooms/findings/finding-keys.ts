/** Findings by keyboard: j/k to move, o to open, r to rule, u to take a ruling back. Invariant: no key acts while something is being typed or a dialog is open. */
import { useEffect, useRef } from "react";

export type FindingKey = "j" | "k" | "o" | "r" | "u" | "Escape";

const TYPING = "input, textarea, select, [contenteditable], dialog[open] *";

export function useFindingKeys(act: Partial<Record<FindingKey, () => void>>): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || (event.target as Element).closest(TYPING)) return;
      const run = latest.current[event.key as FindingKey];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
