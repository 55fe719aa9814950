/**
 * Rows pasted from a spreadsheet: shown as they came, each column named, then checked like a file.
 * Invariant: nothing is sent before the reader has seen the rows, and nothing is written before the check has passed and he says so.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLanguage } from "../../i18n/language.tsx";
import { tableQueries } from "../../ui/table/queries.ts";
import { CELLS_MAX, cellsOf, columnsNamed, csvOf } from "./pasted.ts";

const SHOWN = 8;

export function PasteArea({ kind, busy, onSheet }: { kind: string; busy: boolean; onSheet: (file: File) => void }) {
  const { say, label } = useLanguage();
  const { data } = useQuery(tableQueries.columns(kind));
  const [rows, setRows] = useState<string[][] | undefined>();
  const [tooLarge, setTooLarge] = useState(false);
  const [named, setNamed] = useState<(string | undefined)[]>();
  const fields = data?.items ?? [];
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const target = event.target;
      if (target instanceof HTMLElement && target.closest("input, textarea:not(.paste), select, [contenteditable]")) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const cells = cellsOf(text);
      if (cells.length === 0 || (cells.length === 1 && cells[0]!.length === 1)) return;
      event.preventDefault();
      setTooLarge(cells.length * (cells[0]?.length ?? 1) > CELLS_MAX);
      setRows(cells);
      setNamed(undefined);
    };
    window.addEventListener("paste", hear);
    return () => window.removeEventListener("paste", hear);
  }, []);
  if (rows === undefined) return <textarea className="paste" rows={2} aria-label={say("paste.here")} placeholder={say("paste.here")} value="" onChange={() => undefined} />;
  const found = columnsNamed(rows[0]!, fields);
  const keys = named ?? found.keys;
  const body = found.heading ? rows.slice(1) : rows;
  const missing = fields.filter((field) => field.required && !keys.includes(field.key));
  const width = Math.max(...rows.slice(0, 100).map((row) => row.length));
  const name = (at: number, key: string) => setNamed(Array.from({ length: width }, (_, i) => (i === at ? key || undefined : keys[i] === key && key !== "" ? undefined : keys[i])));
  return (
    <div className="pasted" role="group" aria-label={say("paste.preview")}>
      <p><strong>{say("paste.rows", { n: body.length.toLocaleString("en") })}</strong> <button type="button" className="link" onClick={() => setRows(undefined)}>{say("paste.drop")}</button></p>
      <div className="pasted-rows" tabIndex={0} role="region" aria-label={say("paste.preview")}>
        <table>
          <thead><tr>{Array.from({ length: width }, (_, at) => (
            <th key={at} scope="col">
              <select aria-label={say("paste.column", { n: at + 1 })} value={keys[at] ?? ""} onChange={(event) => name(at, event.target.value)}>
                <option value="">{say("paste.skip")}</option>
                {fields.map((field) => <option key={field.key} value={field.key}>{label(field.label)}{field.required ? " *" : ""}</option>)}
              </select>
            </th>
          ))}</tr></thead>
          <tbody>{body.slice(0, SHOWN).map((row, i) => <tr key={i}>{Array.from({ length: width }, (_, at) => <td key={at} dir="auto" className={keys[at] ? undefined : "quiet"}>{row[at] ?? ""}</td>)}</tr>)}</tbody>
        </table>
      </div>
      {missing.length > 0 && <p className="quiet">{say("paste.missing", { columns: missing.map((field) => label(field.label)).join(say("paste.and")) })}</p>}
      {tooLarge && <p role="alert">{say("paste.too-large", { n: CELLS_MAX.toLocaleString("en") })}</p>}
      <p><button type="button" className="primary" disabled={busy || tooLarge || missing.length > 0 || body.length === 0} onClick={() => onSheet(new File([csvOf(body, keys, fields)], say("paste.name"), { type: "text/csv" }))}>{say("paste.check", { n: body.length.toLocaleString("en") })}</button></p>
    </div>
  );
}
