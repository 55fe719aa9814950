/** The columns of a file and what each holds, with its first cells beside it. Invariant: what is chosen here is exactly what is checked and imported. */
import type { RegisterPreviewView } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { FlawTable } from "./flawed-rows.tsx";
import type { Mapping } from "./queries.ts";

const SAMPLE_CELLS = 3;
const OWN_NAMES = new Set(["name", "name_zh", "name_en", "short_name"]);

export const hasNames = (mapping: Mapping): boolean => mapping.columns.some((one) => OWN_NAMES.has(one.field));

export function ColumnMapping({ preview, mapping, busy, onChange }: { preview: RegisterPreviewView; mapping: Mapping; busy: boolean; onChange: (mapping: Mapping) => void }) {
  const { say, label } = useLanguage();
  const useOf = (column: number) => mapping.columns.find((one) => one.column === column);
  const taken = (field: string, column: number) => mapping.columns.some((one) => one.field === field && one.column !== column);
  const put = (column: number, change: { field: string; scale?: number } | undefined) =>
    onChange({ columns: [...mapping.columns.filter((one) => one.column !== column), ...(change ? [{ column, ...change }] : [])].toSorted((a, b) => a.column - b.column) });
  return (
    <>
      <p className="quiet">{say(`wizard.${preview.mapping_from}`)}</p>
      <DataTable
        caption={say("wizard.columns")} rows={preview.header.map((heading, column) => ({ heading, column }))} rowKey={(one) => String(one.column)} empty={null}
        columns={[
          { key: "heading", head: say("wizard.column"), heading: true, cell: (one) => one.heading || one.column + 1 },
          { key: "first", head: say("wizard.first"), cell: (one) => <span className="cells">{preview.sample.map((row) => (row.cells[one.column] ?? "").trim()).filter((cell) => cell !== "").slice(0, SAMPLE_CELLS).map((cell) => cell.slice(0, 40)).join(" · ") || "—"}</span> },
          { key: "meaning", head: say("wizard.meaning"), cell: (one) => {
            const use = useOf(one.column);
            return (
              <span className="row">
                <select aria-label={`${say("wizard.meaning")}: ${one.heading || one.column + 1}`} value={use?.field ?? ""} disabled={busy} onChange={(event) => put(one.column, event.target.value === "" ? undefined : { field: event.target.value })}>
                  <option value="">{say("wizard.unused")}</option>
                  {preview.fields.map((field) => <option key={field.field} value={field.field} disabled={!field.many && taken(field.field, one.column)}>{label(field.label)}</option>)}
                </select>
                {use?.field === "registered_capital" && (
                  <select aria-label={say("wizard.scale")} value={String(use.scale ?? 1)} onChange={(event) => put(one.column, { field: use.field, scale: Number(event.target.value) })}>
                    {[1, 1_000, 10_000, 1_000_000, 100_000_000].map((scale) => <option key={scale} value={scale}>× {scale}</option>)}
                  </select>
                )}
              </span>
            );
          } },
        ]}
      />
      {!hasNames(mapping) && <p className="failure" role="alert">{say("wizard.no-names")}</p>}
      {hasNames(mapping) && <p role="status">{preview.flawed.length === 0 ? say("wizard.all-sound", { n: preview.checked }) : say("wizard.some-flawed", { n: preview.checked, flawed: preview.flawed.length })}</p>}
      {hasNames(mapping) && preview.flawed.length > 0 && <FlawTable rows={preview.flawed.slice(0, 10)} />}
    </>
  );
}
