/**
 * What paper needs besides the page: a number behind every figure and, at the end, the source of each number; where and when it was printed, as of which days.
 * Invariant: the screen is never changed by it; every figure in sight that has a source is numbered, the same source by the same number.
 * The keys for printing bring lists in whole first (`print-all.ts`).
 */
import { useEffect, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { useLanguage } from "../i18n/language.tsx";
import { useClocks } from "./as-of.tsx";
import { momentText } from "./figure-text.ts";
import { asksToPrint, printAll } from "./print-all.ts";

const hearers = new Set<() => void>();
let printing = false;
const setPrinting = (now: boolean) => {
  printing = now;
  for (const hear of hearers) hear();
};

/** Whether the page is being set for paper at this moment. */
export function usePrinting(): boolean {
  return useSyncExternalStore((hear) => { hearers.add(hear); return () => hearers.delete(hear); }, () => printing);
}

/** Numbers the figures of a piece of the page by their sources. @returns the sources in the order of their numbers. */
export function numbered(piece: ParentNode): string[] {
  const numbers = new Map<string, number>();
  for (const figure of piece.querySelectorAll("a.figure[data-source]")) {
    // At this moment the screen's styles still hold: a window of rows gives way to its paper table, which they hide.
    if (figure.closest(".window-table") !== null || (figure.closest(".paper-only") === null && !figure.checkVisibility())) continue;
    const source = figure.getAttribute("data-source")!;
    if (!numbers.has(source)) numbers.set(source, numbers.size + 1);
    figure.setAttribute("data-note", String(numbers.get(source)));
  }
  return [...numbers.keys()];
}

interface Paper {
  sources: string[];
  at: Date;
  address: string;
}

export function Printed() {
  const { lang, say } = useLanguage();
  const { clocks, past } = useClocks();
  const [paper, setPaper] = useState<Paper | undefined>();
  useEffect(() => {
    // Drawn at once, and what prints otherwise than it shows before it is numbered: the browser takes its picture when the event is over.
    const before = () => {
      flushSync(() => setPrinting(true));
      const sources = numbered(document.getElementById("main") ?? document);
      flushSync(() => setPaper({ sources, at: new Date(), address: window.location.href }));
    };
    const after = () => {
      for (const figure of document.querySelectorAll("[data-note]")) figure.removeAttribute("data-note");
      setPaper(undefined);
      setPrinting(false);
    };
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => { window.removeEventListener("beforeprint", before); window.removeEventListener("afterprint", after); };
  }, []);
  const [working, setWorking] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!asksToPrint(event)) return;
      event.preventDefault();
      if (!event.repeat) void printAll(setWorking);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  if (working) return <p className="printing" role="status">{say("print.bringing")}</p>;
  if (paper === undefined) return null;
  return (
    <footer className="printed">
      {paper.sources.length > 0 && <><h2>{say("print.sources")}</h2><ol>{paper.sources.map((source) => <li key={source}>{source}</li>)}</ol></>}
      <p>{say("print.made", { at: momentText(paper.at.toISOString(), lang) })}{past && <> {say("print.as-of", { days: [clocks.valid_on, clocks.known_on].filter(Boolean).join(" / ") })}</>} {paper.address}</p>
    </footer>
  );
}
