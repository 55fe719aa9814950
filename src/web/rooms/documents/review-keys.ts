/** Reviewing by keyboard: j/k to move, a/e/r to accept, edit, reject, x to mark, u to undo; pairs of identity by s/d/u and z. Invariant: no key acts while something is being typed or a dialog is open. */
import { useEffect, useRef } from "react";

export type ReviewKey = "j" | "k" | "a" | "e" | "r" | "x" | "u" | "o" | "s" | "d" | "z" | "Escape";

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open] *";

export function useReviewKeys(act: Partial<Record<ReviewKey, () => void>>): void {
  const latest = useRef(act);
  useEffect(() => { latest.current = act; });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
      if ((event.target as Element).closest(TYPING) && event.key !== "Escape") return;
      const run = latest.current[event.key as ReviewKey];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
