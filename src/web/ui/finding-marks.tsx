/**
 * The mark beside a figure whose claim stands in a finding (▲ open, △ ruled on), and how many findings there are.
 * Invariant: marks are asked for once for all figures; where a page is seen before they are known, each figure keeps a place for its mark, so that nothing moves when they come.
 */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, createContext, useContext, useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type FindingMarks as Marks, queries } from "../api.ts";
import { clocksIn } from "../clocks.ts";
import { useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";

interface Marking {
  marks: Marks | undefined;
  /** The page in view was shown before the marks were known: every figure on it keeps a place for one. */
  late: boolean;
  /** To be called in the moment in which a page is shown. */
  shown: () => void;
}

const MarksContext = createContext<Marking>({ marks: undefined, late: false, shown: () => undefined });

export function FindingMarks({ children }: { children: ReactNode }) {
  const [search] = useSearchParams();
  const { data } = useQuery(queries.marks(clocksIn(search)));
  const [late, setLate] = useState(false);
  const marking = useMemo(() => ({ marks: data, late, shown: () => setLate(data === undefined) }), [data, late]);
  return <MarksContext value={marking}>{children}</MarksContext>;
}

export const useFindingCounts = (): Marks["counts"] | undefined => useContext(MarksContext).marks?.counts;

/** Whether the marks are known, and what to call when a page is shown. */
export const useMarking = (): { known: boolean; shown: () => void } => { const { marks, shown } = useContext(MarksContext); return { known: marks !== undefined, shown }; };

/** The mark of a claim, where it stands in a finding. */
export const useMarkOf = (claim: string): Marks["claims"][string] | undefined => useContext(MarksContext).marks?.claims[claim];

export function FindingMark({ claim }: { claim: string }) {
  const { say } = useLanguage();
  const { marks, late } = useContext(MarksContext);
  const mark = marks?.claims[claim];
  if (mark === undefined) return late ? <span className="mark-place" /> : null;
  const words = say(mark.ruled ? "figure.finding-ruled" : "figure.finding");
  const link = <Link className={mark.ruled ? "finding-mark ruled" : "finding-mark"} to={path.finding(mark.first)} aria-label={words} title={words}>{mark.ruled ? "△" : "▲"}</Link>;
  return late ? <span className="mark-place">{link}</span> : link;
}
