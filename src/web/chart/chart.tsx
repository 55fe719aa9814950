/**
 * A chart of the record: the server's drawing, its marks as links to their claims, its data as a table, its files.
 * Invariant: as of the days of the address; every mark is reached by keyboard and opens the card that figures open; the markup is the server's own, in which every word is escaped.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type MouseEvent, type ReactNode, type SyntheticEvent, useContext, useEffect, useId, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { ChartAnswer, ChartMark } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { asOfIn } from "../ui/as-of.tsx";
import { useCite } from "../ui/citation.ts";
import { CardContext } from "../ui/figure-card.tsx";
import { useMarking } from "../ui/finding-marks.tsx";
import { FailureNote } from "../ui/loaded.tsx";
import { ChartMenu } from "./chart-menu.tsx";
import { ChartTable, PlainTable } from "./chart-table.tsx";
import { chartQuery, type ChartOf, drawnWidth } from "./queries.ts";
import { useWidth } from "./use-width.ts";
import "./chart.css";

const MARKED_AGAIN_MS = 1_000;

export interface ChartProps {
  of: ChartOf;
  /** The heading above it; the chart's own title where left out. */
  children?: ReactNode;
  /** Room kept until it is there, so that nothing moves. */
  space_px: number;
  /** Nothing at all where there is nothing to draw, instead of words that say so. */
  silent?: boolean;
}

export function Chart({ of, children, space_px, silent = false }: ChartProps) {
  const { lang, say, label } = useLanguage();
  const [search] = useSearchParams();
  const { box, width } = useWidth();
  const [asTable, setAsTable] = useState(false);
  const asked = { ...of, ...asOfIn(search) };
  // One that was drawn before the findings were worked out is drawn again when the figures of the page have their marks.
  const { known } = useMarking();
  const query = useQuery({
    ...chartQuery(asked, lang, width === 0 ? 0 : drawnWidth(width)), placeholderData: keepPreviousData, refetchInterval: ({ state }) => (known && state.data?.unmarked ? MARKED_AGAIN_MS : false),
  });
  const { data } = query;
  if (silent && data?.empty) return null;
  const drawn = data?.svg !== undefined && data.svg !== "";
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <div>{children ?? data?.title}</div>
        {data && drawn && (
          <span className="chart-tools">
            <button type="button" className="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{say(asTable ? "chart.as-drawing" : "chart.as-table")}</button>
            <ChartMenu of={asked} title={data.title} width={Math.max(480, drawnWidth(width))} />
          </span>
        )}
      </figcaption>
      <div ref={box} {...(data || query.isError ? {} : { style: { minHeight: space_px }, "data-coming": "" })}>
        {data?.empty && <p className="empty">{label(data.empty)}</p>}
        {data && drawn && (asTable ? <ChartTable chart={data} /> : <><Drawing chart={data} onTable={() => setAsTable(true)} /><div className="hidden"><PlainTable chart={data} /></div></>)}
        {!data && query.isError && <FailureNote error={query.error} retry={() => void query.refetch()} />}
      </div>
      {data?.source && <p className="chart-source quiet">{data.source}</p>}
    </figure>
  );
}

const markOf = (event: SyntheticEvent): Element | null => (event.target as Element).closest("[data-mark]");

function Drawing({ chart, onTable }: { chart: ChartAnswer; onTable: () => void }) {
  const card = useContext(CardContext);
  const navigate = useNavigate();
  const over = useRef<Element | undefined>(undefined);
  const help = useId();
  const cite = useCite();
  const { lang } = useLanguage();
  const drawing = useRef<HTMLDivElement>(null);
  const told = (element: Element): ChartMark | undefined => chart.marks.find((m) => m.id === element.getAttribute("data-mark"));
  /** What the card shows: the claim that the mark draws; what is worked out of several is shown in the table. */
  const shown = (mark: ChartMark | undefined) => {
    const claim = mark && !mark.node && mark.derived === undefined ? chart.claims[mark.claims[0] ?? ""] : undefined;
    return claim && { claim, rivals: mark!.rivals, agreeing: 0 };
  };
  const show = (element: Element | null, delay_ms: number): void => {
    const what = element && shown(told(element));
    if (element && what) card.show(element, what, delay_ms);
  };
  const click = (event: MouseEvent<HTMLDivElement>): void => {
    const element = markOf(event);
    const mark = element ? told(element) : undefined;
    if (!element || !mark || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const what = shown(mark);
    const touched = (event.nativeEvent as PointerEvent).pointerType === "touch";
    if (what && touched && !card.openOn(element)) return card.show(element, what, 0, true);
    card.close();
    if (mark.derived !== undefined) onTable();
    else void navigate(element.getAttribute("href") ?? "");
  };
  // A mark that is copied brings its value and its citation, as every figure does.
  useEffect(() => {
    for (const element of drawing.current?.querySelectorAll("a[data-mark]") ?? []) {
      const mark = told(element), what = shown(mark);
      if (mark === undefined) continue;
      // What is worked out of several claims is cited as such, by the sources of the drawing.
      const { value, citation } = what ? cite(what.claim) : { value: mark.label, citation: [[chart.title, mark.of, mark.at, mark.label, mark.derived].filter(Boolean).join(lang === "zh" ? "，" : ", "), chart.source].filter(Boolean).join(lang === "zh" ? "。" : ". ") };
      element.setAttribute("data-cite", citation);
      element.setAttribute("data-value", value);
    }
  });
  return (
    <div
      ref={drawing} className="chart-drawing" data-describedby={help} dangerouslySetInnerHTML={{ __html: chart.svg ?? "" }} onClick={click}
      onMouseOver={(event) => { const at = markOf(event) ?? undefined; if (at !== over.current) { over.current = at; if (at) show(at, 120); else card.leave(); } }}
      onMouseLeave={() => { over.current = undefined; card.leave(); }} onFocus={(event) => show(markOf(event), 0)} onBlur={(event) => card.leave(markOf(event) ?? undefined)}
    />
  );
}
