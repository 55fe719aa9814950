/**
 * A table that people read: a caption, columns, rows; on a narrow screen each row becomes a block with its column names.
 * Invariant: numbers are right-aligned with tabular digits; the roles stay those of a table however it is laid out.
 */
import type { ReactNode } from "react";
import { Help, type HelpOn } from "./help.tsx";

export interface Column<T> {
  key: string;
  head: ReactNode;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** A column of short words, never broken. */
  short?: boolean;
  /** The column that names the row. */
  heading?: boolean;
  /** What the head needs explained. */
  help?: HelpOn;
}

export interface DataTableProps<T> {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  /** Said in place of an empty table: what to do. */
  empty: ReactNode;
  showCaption?: boolean;
}

export function DataTable<T>({ caption, columns, rows, rowKey, empty, showCaption = false }: DataTableProps<T>) {
  if (rows.length === 0) return <div className="empty">{empty}</div>;
  return (
    <table role="table" className="data">
      <caption className={showCaption ? undefined : "hidden"}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <th key={column.key} role="columnheader" scope="col" className={column.numeric ? "numeric" : undefined}>{column.head}{column.help && <Help on={column.help} />}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => <Cell key={column.key} column={column} row={row} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const name = column.numeric ? "numeric" : column.short ? "short" : undefined;
  const head = <span className="cell-head" aria-hidden="true">{column.head}</span>;
  return column.heading
    ? <th role="rowheader" scope="row" className={name}>{head}<span>{column.cell(row)}</span></th>
    : <td role="cell" className={name}>{head}<span>{column.cell(row)}</span></td>;
}
