/**
 * The mark beside a figure whose claim stands in a finding (▲ open, △ ruled on), and how many findings there are.
 * Invariant: marks are asked for once for all figures, and only after the page's own data are there.
 */
import { useIsFetching, useQuery } from "@tanstack/react-query";
import { type ReactNode, createContext, useContext, useEffect, useState } from "react";
import { Link } from "react-router";
import { type FindingMarks as Marks, queries } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { path } from "../path.ts";

const MarksContext = createContext<Marks | undefined>(undefined);

export function FindingMarks({ children }: { children: ReactNode }) {
  const fetching = useIsFetching();
  const [ready, setReady] = useState(false);
  useEffect(() => { if (fetching === 0) setReady(true); }, [fetching]);
  const { data } = useQuery({ ...queries.marks(), enabled: ready });
  return <MarksContext value={data}>{children}</MarksContext>;
}

export const useFindingCounts = (): Marks["counts"] | undefined => useContext(MarksContext)?.counts;

export function FindingMark({ claim }: { claim: string }) {
  const { say } = useLanguage();
  const mark = useContext(MarksContext)?.claims[claim];
  if (mark === undefined) return null;
  const words = say(mark.ruled ? "figure.finding-ruled" : "figure.finding");
  return <Link className={mark.ruled ? "finding-mark ruled" : "finding-mark"} to={path.finding(mark.first)} aria-label={words} title={words}>{mark.ruled ? "△" : "▲"}</Link>;
}
