/** A list page put together: views, tools, what is set, the table itself. Invariant: failures are said above the rows, which stay. */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import type { ViewRoom } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useClocks } from "../as-of.tsx";
import { FailureNote } from "../loaded.tsx";
import { PRINTED_MAX, printAll, useBroughtForPaper } from "../print-all.ts";
import { columnsShown, type TableColumn, type TableFacet } from "./model.ts";
import { TableBar, TableState } from "./table-bar.tsx";
import { useListRows, useListSetting, type ListRows } from "./use-list.ts";
import { ViewsMenu, ViewState } from "./views-menu.tsx";
import { PaperTable } from "./paper-table.tsx";
import { rowsForPaper } from "./queries.ts";
import { WindowTable, type Selection } from "./window-table.tsx";
import "./table.css";

export interface ListTableProps<T> {
  room: ViewRoom;
  caption: string;
  columns: TableColumn<T>[];
  facets: TableFacet[];
  find: string;
  rowKey: (row: T) => string;
  onOpen: (row: T) => void;
  /** What is said, and what to do, where there is nothing at all; where the setting finds nothing the list says so itself. */
  none: ReactNode;
  /** Order of the list where the address names none. */
  usualSort?: string;
  /** What the server is asked besides the setting, such as which figures the rows show. */
  extra?: Record<string, string>;
  selection?: Selection<T>;
  selectionLabel?: (row: T) => string;
  /** Shown below the table, with the list at hand. */
  below?: (list: ListRows<T>) => ReactNode;
}

/** What shapes a list without leaving any row out. */
const SHAPES: ReadonlySet<string> = new Set(["sort", "group", "cols"]);

export function ListTable<T>(props: ListTableProps<T>) {
  const { room, columns, facets, selection, selectionLabel } = props;
  const { say, label } = useLanguage();
  const setting = useListSetting(room);
  const sort = setting.setting.get("sort");
  const past = useClocks().past;
  const narrowed = past || [...setting.setting.keys()].some((key) => !SHAPES.has(key));
  const asked = useMemo(() => {
    const search = new URLSearchParams(setting.asked);
    if (!search.has("sort") && props.usualSort) search.set("sort", props.usualSort);
    for (const [name, value] of Object.entries(props.extra ?? {})) search.set(name, value);
    return search.toString();
  }, [setting.asked, props.usualSort, props.extra]);
  const list = useListRows<T>({ room, asked, viewPending: setting.viewPending });
  const cols = setting.setting.get("cols");
  const shown = useMemo(() => columnsShown(columns, cols), [columns, cols]);
  const [onPaper, setOnPaper] = useState<T[] | undefined>();
  useBroughtForPaper(async () => {
    if (list.at === undefined) return;
    const rows = await rowsForPaper<T>(room, asked, list.at, Math.min(list.total, PRINTED_MAX));
    flushSync(() => setOnPaper(rows));
  });
  useEffect(() => {
    const after = () => setOnPaper(undefined);
    window.addEventListener("afterprint", after);
    return () => window.removeEventListener("afterprint", after);
  }, []);
  const group = facets.find((facet) => facet.key === setting.setting.get("group"));
  return (
    <>
      <TableBar
        setting={setting} list={list} columns={columns} facets={facets} find={props.find} usualSort={props.usualSort} views={<ViewsMenu setting={setting} />}
        onPrint={() => void printAll()}
        exports={[{ label: say("table.export-xlsx"), address: `/api/tables/${room}.xlsx?${asked}` }, { label: say("table.export-csv"), address: `/api/tables/${room}.csv?${asked}` }, { label: say("table.export-jsonld"), address: `/api/${room}.jsonld` }]}
      />
      <TableState setting={setting} list={list} facets={facets}><ViewState setting={setting} /></TableState>
      {list.error !== null && list.error !== undefined && <FailureNote error={list.error} retry={list.retry} />}
      <WindowTable
        caption={props.caption} columns={shown} list={list} rowKey={props.rowKey} sort={sort ?? props.usualSort ?? null}
        onSort={(next) => setting.change((search) => { if (next === null) search.delete("sort"); else search.set("sort", next); })}
        grouped={group !== undefined} groupLabel={(value, words) => (words ? label(words) : (group?.label(value) ?? value))} onOpen={props.onOpen}
        {...(selection ? { selection } : {})} {...(selectionLabel ? { selectionLabel } : {})} empty={narrowed ? say("list.none-match") : props.none}
      />
      <PaperTable caption={props.caption} columns={shown} list={list} rows={onPaper} rowKey={props.rowKey} />
      <p className="quiet keys">{say("table.keys")}</p>
      {props.below?.(list)}
    </>
  );
}
