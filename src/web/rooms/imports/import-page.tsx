/**
 * Importing a workbook: template, upload, the whole check, preview, and only then the writing.
 * Invariant: nothing is written while a problem stands; what is written is exactly what was checked.
 */
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type ImportCheck, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { download, path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { countText } from "../../ui/figure-text.ts";
import { FailureNote } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { PasteArea } from "./paste-area.tsx";
import "./import.css";

const KINDS = ["claims", "firms", "sources", "places", "milestones", "units", "projects", "targets"] as const;
type Kind = (typeof KINDS)[number];

export function Component() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const kind = KINDS.find((one) => one === search.get("kind")) ?? "claims";
  return (
    <article>
      <PageHead title={say("room.imports")} answer={say("import.answer")} />
      <fieldset className="kinds">
        <legend>{say("import.kind")}</legend>
        {KINDS.map((one) => <label key={one} className="check"><input type="radio" name="kind" checked={kind === one} onChange={() => setSearch({ kind: one }, { replace: true })} />{say(`import.${one}`)}</label>)}
      </fieldset>
      <ImportSteps key={kind} kind={kind} />
    </article>
  );
}

function ImportSteps({ kind }: { kind: Kind }) {
  const { lang, say } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const check = useMutation({ mutationFn: (file: File) => send.checkImport(kind, file) });
  const commit = useMutation({ mutationFn: (token: string) => send.commitImport(kind, token), onSuccess: refreshLedger });
  const begin = (files: FileList | null) => take(files?.[0]);
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    setName(file.name);
    commit.reset();
    check.mutate(file);
  };
  return (
    <ol className="steps">
      <li>
        <h2>{say("import.template")}</h2>
        <p>{say("import.template-help")}</p>
        <p className="row">
          <a className="button" href={download.template(kind, lang)} download>{say(lang === "zh" ? "import.template-zh" : "import.template-en")}</a>
          <a href={download.template(kind, "both")} download>{say("import.template-both")}</a>
        </p>
      </li>
      <li>
        <h2>{say("import.check")}</h2>
        <div className="drop" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); begin(event.dataTransfer.files); }}>
          <button type="button" className="primary" disabled={check.isPending} onClick={() => input.current?.click()}>{say("import.choose")}</button>
          <p>{check.isPending ? say("import.checking", { name }) : name || say("import.drop")}</p>
          <input ref={input} type="file" hidden accept=".xlsx,.csv" aria-label={say("import.choose")} onChange={(event) => { begin(event.target.files); event.target.value = ""; }} />
        </div>
        <PasteArea kind={kind} busy={check.isPending} written={commit.isSuccess} onSheet={take} />
        {check.isError && <FailureNote error={check.error} />}
        {check.data && <CheckResult check={check.data} />}
      </li>
      <li>
        <h2>{say("import.write")}</h2>
        {commit.data
          ? <p role="status"><strong>{say("import.written", { n: commit.data.claims, seq: commit.data.change.seq })}</strong> <Link to={path.changes()}>{say("room.changes")}</Link></p>
          : <button type="button" className="primary" disabled={check.data?.token === undefined || commit.isPending} onClick={() => { if (check.data?.token) commit.mutate(check.data.token); }}>{say("import.commit", { n: countText(check.data?.rows ?? 0) })}</button>}
        {commit.isError && <FailureNote error={commit.error} />}
      </li>
    </ol>
  );
}

function CheckResult({ check }: { check: ImportCheck }) {
  const { say } = useLanguage();
  return (
    <div role="status">
      <p><strong>{check.problems.length === 0 ? say("import.sound", { n: countText(check.rows) }) : say("import.problems", { n: check.problems.length, rows: countText(check.rows) })}</strong></p>
      <ProblemList problems={check.problems} />
      {check.preview.length > 0 && (
        <DataTable
          caption={say("import.preview")} showCaption rows={check.preview} rowKey={(row) => String(row.row)} empty={null}
          columns={[
            { key: "row", head: say("import.row"), numeric: true, cell: (row) => row.row },
            { key: "subject", head: say("claim.subject"), heading: true, cell: (row) => row.subject },
            { key: "summary", head: say("import.summary"), cell: (row) => <Words of={row.summary} /> },
            { key: "claims", head: say("room.claims"), numeric: true, cell: (row) => row.claims },
          ]}
        />
      )}
    </div>
  );
}
