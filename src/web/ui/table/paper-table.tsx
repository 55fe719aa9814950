/**
 * A list on paper: an ordinary table of the rows brought in for it, else of those at hand, since a window of rows prints as one screen.
 * Invariant: it is in the page only while the page is being printed, and says how many rows of how many it holds.
 */
import { useLanguage } from "../../i18n/language.tsx";
import { DataTable } from "../data-table.tsx";
import { PRINTED_MAX } from "../print-all.ts";
import { usePrinting } from "../printed.tsx";
import type { TableColumn } from "./model.ts";
import type { ListRows } from "./use-list.ts";

export function PaperTable<T>({ caption, columns, list, rows, rowKey }: { caption: string; columns: TableColumn<T>[]; list: ListRows<T>; rows: T[] | undefined; rowKey: (row: T) => string }) {
  const { say } = useLanguage();
  if (!usePrinting()) return null;
  const shown = rows ?? atHand(list);
  return (
    <div className="paper-only">
      <DataTable caption={caption} columns={columns.map(({ key, head, cell, numeric, heading }) => ({ key, head, cell, ...(numeric ? { numeric } : {}), ...(heading ? { heading } : {}) }))} rows={shown} rowKey={rowKey} empty={null} />
      <p className="quiet">{say("print.rows", { n: shown.length.toLocaleString("en"), total: list.total.toLocaleString("en") })} {shown.length < list.total && say("print.more", { max: PRINTED_MAX.toLocaleString("en") })}</p>
    </div>
  );
}

/** The rows from the first on that have come. */
function atHand<T>(list: ListRows<T>): T[] {
  const rows: T[] = [];
  for (let at = 0; at < Math.min(list.total, PRINTED_MAX); at += 1) {
    const row = list.row(at);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows;
}
