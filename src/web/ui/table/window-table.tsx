/**
 * A table of any length: only the rows in sight are in the page, and they are asked for as they come into sight.
 * Invariant: every row has the same height from the first moment, so that nothing moves when its content comes; a screen reader hears the place of
 * each row and how many there are; everything is reached by arrow keys.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, memo, useEffect, useRef, useState } from "react";
import { useLanguage } from "../../i18n/language.tsx";
import { Lines, nextSort, type TableColumn } from "./model.ts";
import type { ListRows } from "./use-list.ts";

const ROW_PX = 36;
const NARROW_ROW_PX = 112;
const NARROW = "(max-width: 640px)";
/** A browser's own limit of height leaves room for no more. */
export const LINES_MAX = 400_000;
const OVERSCAN = 6;

export interface Selection<T> {
  has: (row: T) => boolean;
  /** Marks or unmarks one row; `range` also those between the last marked and this place. */
  toggle: (row: T, place: number, range: boolean) => void;
}

export interface WindowTableProps<T> {
  caption: string;
  columns: TableColumn<T>[];
  list: ListRows<T>;
  rowKey: (row: T) => string;
  sort: string | null;
  onSort: (sort: string | null) => void;
  grouped: boolean;
  groupLabel: (value: string, label: { zh?: string; en?: string } | undefined) => ReactNode;
  onOpen: (row: T) => void;
  selection?: Selection<T>;
  selectionLabel?: (row: T) => string;
  empty: ReactNode;
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(NARROW).matches);
  useEffect(() => {
    const media = window.matchMedia(NARROW);
    const hear = () => setNarrow(media.matches);
    media.addEventListener("change", hear);
    return () => media.removeEventListener("change", hear);
  }, []);
  return narrow;
}

export function WindowTable<T>(props: WindowTableProps<T>) {
  const { columns, list, selection, grouped } = props;
  const { say } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(0);
  const moved = useRef(false);
  const groups = grouped ? list.facets?.groups : undefined;
  const lines = new Lines(list.total, groups, folded);
  const count = Math.min(lines.count, LINES_MAX);
  const rowPx = narrow ? NARROW_ROW_PX : ROW_PX;
  const virtual = useVirtualizer({ count, getScrollElement: () => box.current, estimateSize: () => rowPx, overscan: OVERSCAN, scrollPaddingStart: ROW_PX });
  useEffect(() => virtual.measure(), [rowPx, virtual]);
  const items = virtual.getVirtualItems();
  const [firstLine, lastLine] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const placeOf = (line: number): number => { const found = lines.at(line); return "row" in found ? found.row : -1; };
  const places = items.map((item) => placeOf(item.index)).filter((place) => place >= 0);
  const { show } = list;
  const [low, high] = [Math.min(...places, list.total), Math.max(...places, 0)];
  useEffect(() => { if (places.length > 0) show(low, high); }); // eslint-disable-line
  useEffect(() => { box.current?.scrollTo({ top: 0 }); setActive(0); }, [list.asked]);
  useEffect(() => {
    if (!moved.current) return;
    const row = box.current?.querySelector<HTMLElement>(`[data-line="${active}"]`);
    if (row) { row.focus({ preventScroll: true }); moved.current = false; }
  }, [active, firstLine, lastLine]);

  const go = (line: number, event: KeyboardEvent): void => {
    const next = Math.max(0, Math.min(count - 1, line));
    event.preventDefault();
    const found = lines.at(next), row = "row" in found ? list.row(found.row) : undefined;
    if (event.shiftKey && selection && row !== undefined && "row" in found) selection.toggle(row, found.row, true);
    moved.current = true;
    virtual.scrollToIndex(next, { align: "auto" });
    setActive(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["line"] === undefined || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowPx) - 1);
    const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: count - 1, j: active + 1, k: active - 1 };
    const step = steps[event.key];
    if (step !== undefined) return go(step, event);
    const found = lines.at(active);
    if ("group" in found) {
      if (event.key === "Enter" || event.key === " " || event.key === "ArrowRight" || event.key === "ArrowLeft") { event.preventDefault(); fold(groups![found.group]!.value); }
      return;
    }
    const row = list.row(found.row);
    if (row === undefined) return;
    if (event.key === "Enter") { event.preventDefault(); props.onOpen(row); }
    if (event.key === " " && selection) { event.preventDefault(); selection.toggle(row, found.row, event.shiftKey); }
  };
  const fold = (value: string): void => setFolded((before) => {
    const after = new Set(before);
    if (!after.delete(value)) after.add(value);
    return after;
  });
  const least = columns.reduce((sum, column) => sum + Number(/(\d+)px/.exec(column.width)?.[1] ?? 0), selection ? 34 : 0);
  const tracks = { "--least": narrow ? "0" : `${least}px`, "--tracks": `${selection ? "34px " : ""}${columns.map((column) => column.width).join(" ")}` } as CSSProperties;
  const height = { height: `${virtual.getTotalSize()}px` };
  if (list.at !== undefined && list.total === 0 && !list.waiting) return <div className="empty window-empty">{props.empty}</div>;
  return (
    <>
      <div
        className={`window-table${list.waiting ? " waiting-rows" : ""}`} ref={box} role={groups === undefined ? "grid" : "treegrid"} aria-label={props.caption} aria-rowcount={count + 1} aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined} aria-busy={list.waiting} style={tracks} onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className="head">
          <div role="row" aria-rowindex={1} className="line">
            {selection && <div role="columnheader" className="mark"><span className="hidden">{say("table.chosen")}</span></div>}
            {columns.map((column) => <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />)}
          </div>
        </div>
        <div role="rowgroup" className="body" style={height}>
          {items.map((item) => {
            const found = lines.at(item.index);
            const style = { transform: `translateY(${item.start}px)`, height: `${rowPx}px` };
            if ("group" in found) {
              const group = groups![found.group]!;
              return (
                <div key={`g${group.value}`} role="row" aria-rowindex={item.index + 2} className="line group" style={style} data-line={item.index} tabIndex={item.index === active ? 0 : -1} aria-expanded={!folded.has(group.value)} onClick={() => { setActive(item.index); fold(group.value); }} onFocus={() => setActive(item.index)}>
                  <div role="rowheader" aria-colspan={columns.length + (selection ? 1 : 0)}><span aria-hidden="true">{folded.has(group.value) ? "▸" : "▾"}</span> {props.groupLabel(group.value, group.label)} <span className="quiet">{group.n.toLocaleString("en")}</span></div>
                </div>
              );
            }
            const row = list.row(found.row);
            return (
              <RowOf
                key={found.row} row={row} line={item.index} place={found.row} style={style} columns={columns} active={item.index === active} marked={row !== undefined && selection?.has(row) === true} selection={selection}
                label={row === undefined ? "" : (props.selectionLabel?.(row) ?? "")} activate={setActive} top={item.start} height={rowPx}
              />
            );
          })}
        </div>
      </div>
      {lines.count > LINES_MAX && <p className="quiet">{say("table.too-long", { n: LINES_MAX.toLocaleString("en"), total: lines.count.toLocaleString("en") })}</p>}
    </>
  );
}

function Head<T>({ column, sort, onSort }: { column: TableColumn<T>; sort: string | null; onSort: (sort: string | null) => void }) {
  const { say } = useLanguage();
  const name = column.numeric ? "numeric" : undefined;
  if (column.sort === undefined) return <div role="columnheader" className={name}>{column.head}</div>;
  const key = column.sort;
  const order = sort === key ? "ascending" : sort === `-${key}` ? "descending" : undefined;
  return (
    <div role="columnheader" className={name} aria-sort={order ?? "none"}>
      <button type="button" className="sort" title={say("table.sort-by", { column: column.head })} onClick={() => onSort(nextSort(sort, key))}>{column.head}<span aria-hidden="true" className="order">{order === "ascending" ? "↑" : order === "descending" ? "↓" : ""}</span></button>
    </div>
  );
}

interface RowProps<T> {
  row: T | undefined;
  line: number;
  place: number;
  top: number;
  height: number;
  style: CSSProperties;
  columns: TableColumn<T>[];
  active: boolean;
  marked: boolean;
  selection: Selection<T> | undefined;
  label: string;
  activate: (line: number) => void;
}

function PlainRow<T>({ row, line, place, style, columns, active, marked, selection, label, activate }: RowProps<T>) {
  const press = (event: MouseEvent) => {
    activate(line);
    if (event.shiftKey && selection && row !== undefined) { event.preventDefault(); selection.toggle(row, place, true); }
  };
  return (
    <div role="row" aria-rowindex={line + 2} aria-selected={selection ? marked : undefined} className={marked ? "line chosen" : "line"} style={style} data-line={line} tabIndex={active ? 0 : -1} onMouseDown={press} onFocus={(event) => { if (event.target === event.currentTarget && !active) activate(line); }}>
      {selection && <div role="gridcell" className="mark"><input type="checkbox" tabIndex={-1} aria-label={label} checked={marked} disabled={row === undefined} onChange={() => undefined} onClick={(event) => { if (row !== undefined && !event.shiftKey) selection.toggle(row, place, false); }} /></div>}
      {columns.map((column) => (
        <div key={column.key} role={column.heading ? "rowheader" : "gridcell"} className={column.numeric ? "numeric" : column.heading ? "heading" : undefined}>
          <span className="cell-head" aria-hidden="true">{column.head}</span>
          <span className="cell" dir="auto">{row === undefined ? <i className="blank" /> : column.cell(row)}</span>
        </div>
      ))}
    </div>
  );
}

/** Drawn again only when what it shows has changed: a key press moves two rows, not forty. */
const RowOf = memo(PlainRow, (a, b) => a.row === b.row && a.line === b.line && a.place === b.place && a.top === b.top && a.height === b.height && a.columns === b.columns && a.active === b.active && a.marked === b.marked && a.label === b.label) as typeof PlainRow;
