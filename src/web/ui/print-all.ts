/**
 * Printing the whole of a list rather than what has come so far: lists say how they are brought in, and printing waits for them.
 * Invariant: no list prints more than `PRINTED_MAX` rows, and one that could not be brought in whole says on paper how much of it there is.
 */
import { useEffect, useRef } from "react";

/** Rows printed at most: about sixty sheets. */
export const PRINTED_MAX = 2_000;

type Bring = () => Promise<void>;
const brought = new Set<{ current: Bring }>();

/** Says how a list is brought in for paper. */
export function useBroughtForPaper(bring: Bring): void {
  const latest = useRef(bring);
  useEffect(() => { latest.current = bring; });
  useEffect(() => {
    brought.add(latest);
    return () => { brought.delete(latest); };
  }, []);
}

/** Brings in all lists of the page, then prints. One that fails is printed as far as it has come. */
export async function printAll(tell: (working: boolean) => void = () => undefined): Promise<void> {
  tell(true);
  await Promise.allSettled([...brought].map((bring) => bring.current()));
  tell(false);
  window.print();
}

/** Whether a key press asks for printing. */
export const asksToPrint = (event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">): boolean => (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
