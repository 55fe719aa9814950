/** What lies open over a page closes when one presses elsewhere. Invariant: listens only while it is open. */
import { type RefObject, useEffect } from "react";

/** @param root what counts as inside. @param close must not change from one drawing to the next, as a state's setter does not. */
export function usePressElsewhere(root: RefObject<HTMLElement | null>, open: boolean, close: (open: false) => void): void {
  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent) => { if (event.target instanceof Node && !root.current?.contains(event.target)) close(false); };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [root, open, close]);
}
