/**
 * Rows pasted from a spreadsheet: shown as they came, each column named, then checked like a file.
 * Invariant: nothing is sent before the reader has seen the rows, and nothing is written before the check has passed and he says so; until then they outlive a reload.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLanguage } from "../../i18n/language.tsx";
import { tableQueries } from "../../ui/table/queries.ts";
import { keepRows, keptRows, type PastedRows } from "./kept-rows.ts";
import { CELLS_MAX, cellsOf, columnsNamed, csvOf } from "./pasted.ts";

const SHOWN = 8;

/** The rows in hand, taken up from before a reload. */
function usePasted(kind: string, written: boolean) {
  const [pasted, setPasted] = useState<PastedRows | undefined>();
  const [back, setBack] = useState(false);
  const set = (next: PastedRows | undefined) => { setPasted(next); setBack(false); void keepRows(kind, next); };
  useEffect(() => {
    let here = true;
    void keptRows(kind).then((kept) => { if (here && kept) { setPasted((now) => now ?? kept); setBack(true); } });
    return () => { here = false; };
  }, [kind]);
  useEffect(() => { if (written) void keepRows(kind, undefined); }, [kind, written]);
  return { rows: pasted?.rows, named: pasted?.named, back, setRows: (rows: string[][] | undefined) => set(rows && { rows }), setNamed: (named: (string | undefined)[]) => { if (pasted) set({ ...pasted, named }); } };
}

/** @param written they have been written to the record: nothing needs to be kept. */
export function PasteArea({ kind, busy, written, onSheet }: { kind: string; busy: boolean; written: boolean; onSheet: (file: File) => void }) {
  const { say, label } = useLanguage();
  const { data } = useQuery(tableQueries.columns(kind));
  const { rows, named, back, setRows, setNamed } = usePasted(kind, written);
  const fields = data?.items ?? [];
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const target = event.target;
      if (target instanceof HTMLElement && target.closest("input, textarea:not(.paste), select, [contenteditable]")) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const cells = cellsOf(text);
      if (cells.length === 0 || (cells.length === 1 && cells[0]!.length === 1)) return;
      event.preventDefault();
      setRows(cells);
    };
    window.addEventListener("paste", hear);
    return () => window.removeEventListener("paste", hear);
  }); // eslint-disable-line
  if (rows === undefined) return <textarea className="paste" rows={2} aria-label={say("paste.here")} placeholder={say("paste.here")} value="" onChange={() => undefined} />;
  const tooLarge = rows.length * (rows[0]?.length ?? 1) > CELLS_MAX;
  const found = columnsNamed(rows[0]!, fields);
  const keys = named ?? found.keys;
  const body = found.heading ? rows.slice(1) : rows;
  const missing = fields.filter((field) => field.required && !keys.includes(field.key));
  const width = Math.max(...rows.slice(0, 100).map((row) => row.length));
  const name = (at: number, key: string) => setNamed(Array.from({ length: width }, (_, i) => (i === at ? key || undefined : keys[i] === key && key !== "" ? undefined : keys[i])));
  return (
    <div className="pasted" role="group" aria-label={say("paste.preview")}>
      <p><strong>{say("paste.rows", { n: body.length.toLocaleString("en") })}</strong> <button type="button" className="link" onClick={() => setRows(undefined)}>{say("paste.drop")}</button>{back && <span className="quiet" role="status"> {say("paste.back")}</span>}</p>
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
