/**
 * Importing a register, step by step: the file, what its columns hold, where it comes from, the progress, the rows that cannot be used.
 * Invariant: nothing is written before the last step; the running import is in the address, so that a reload finds it.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type RegisterPreviewView, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { Field } from "../../ui/field.tsx";
import { bytesText, countText } from "../../ui/figure-text.ts";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { useTypeLabel } from "../../ui/ontology.ts";
import { PageHead } from "../../ui/page.tsx";
import { isOver, useJob } from "../documents/use-job.ts";
import { ColumnMapping, hasNames } from "./column-mapping.tsx";
import { FlawedRows } from "./flawed-rows.tsx";
import { type Mapping, preview as askPreview, register as registerQuery, remap, takeIn } from "./queries.ts";
import "../imports/import.css";
import "./registers.css";

export function Component() {
  const { say } = useLanguage();
  const [search, setSearch] = useSearchParams();
  const job = search.get("job");
  return (
    <article>
      <PageHead title={say("registers.import")} />
      {job ? <Progress id={job} /> : <Steps onStarted={(id) => setSearch({ job: id })} />}
    </article>
  );
}

function Steps({ onStarted }: { onStarted: (job: string) => void }) {
  const { say } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [mapping, setMapping] = useState<Mapping>({ columns: [] });
  const [name, setName] = useState("");
  const [seen, setSeen] = useState<RegisterPreviewView | undefined>();
  const look = useMutation({ mutationFn: askPreview, onSuccess: (found) => { setSeen(found); setMapping(found.mapping); } });
  const again = useMutation({ mutationFn: ({ token, to }: { token: string; to: Mapping }) => remap(token, to), onSuccess: setSeen });
  const begin = (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    setName(file.name);
    setSeen(undefined);
    look.mutate(file);
  };
  const change = (to: Mapping) => {
    setMapping(to);
    if (seen) again.mutate({ token: seen.token, to });
  };
  return (
    <ol className="steps">
      <li>
        <h2>{say("wizard.file")}</h2>
        <p>{say("wizard.file-help")}</p>
        <div className="drop" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); begin(event.dataTransfer.files); }}>
          <button type="button" className="primary" disabled={look.isPending} onClick={() => input.current?.click()}>{say("wizard.choose")}</button>
          <p>{look.isPending ? say("wizard.looking", { name }) : seen ? say("wizard.found", { name: seen.name, size: bytesText(seen.bytes), format: seen.format, encoding: seen.encoding ? ` (${seen.encoding})` : "" }) : say("wizard.drop")}</p>
          <input ref={input} type="file" hidden accept=".csv,.tsv,.txt,.xlsx,.parquet" aria-label={say("wizard.choose")} onChange={(event) => { begin(event.target.files); event.target.value = ""; }} />
        </div>
        {look.isError && <FailureNote error={look.error} />}
        {seen?.same?.state === "complete" && <p className="note-line">{say("wizard.same", { title: seen.same.title })} <Link to={path.register(seen.same.id)}>{say("wizard.same-open")}</Link></p>}
      </li>
      {seen && <li><h2>{say("wizard.columns")}</h2><ColumnMapping preview={seen} mapping={mapping} busy={again.isPending} onChange={change} />{again.isError && <FailureNote error={again.error} />}</li>}
      {seen && <li><h2>{say("wizard.cite")}</h2><Citation key={seen.token} preview={seen} mapping={mapping} onStarted={onStarted} /></li>}
    </ol>
  );
}

const TYPES = ["Firm", "Institute", "Lab", "Fund"];
const VISIBILITY = ["public", "internal", "confidential"] as const;

function Citation({ preview, mapping, onStarted }: { preview: RegisterPreviewView; mapping: Mapping; onStarted: (job: string) => void }) {
  const { say } = useLanguage();
  const typeLabel = useTypeLabel();
  const [told, setTold] = useState({ title: preview.same?.title ?? preview.name.replace(/\.[A-Za-z]{1,8}$/, ""), publisher: "", published: "", address: "", visibility: "public", entity_type: "Firm" });
  const start = useMutation({ mutationFn: () => takeIn({ token: preview.token, mapping, ...told }), onSuccess: (job) => onStarted(job.id) });
  const put = (key: keyof typeof told) => (event: { target: { value: string } }) => setTold((before) => ({ ...before, [key]: event.target.value }));
  return (
    <form className="source-form" onSubmit={(event) => { event.preventDefault(); start.mutate(); }}>
      <Field label={say("registers.title")}>{(attributes) => <input {...attributes} required maxLength={300} value={told.title} onChange={put("title")} />}</Field>
      <Field label={say("wizard.publisher")}>{(attributes) => <input {...attributes} maxLength={200} value={told.publisher} onChange={put("publisher")} />}</Field>
      <Field label={say("wizard.published")}>{(attributes) => <input {...attributes} maxLength={40} placeholder="2024-06" value={told.published} onChange={put("published")} />}</Field>
      <Field label={say("wizard.address")}>{(attributes) => <input {...attributes} type="url" maxLength={2000} value={told.address} onChange={put("address")} />}</Field>
      <Field label={say("wizard.visibility")}>{(attributes) => <select {...attributes} value={told.visibility} onChange={put("visibility")}>{VISIBILITY.map((one) => <option key={one} value={one}>{say(`wizard.visibility.${one}`)}</option>)}</select>}</Field>
      <Field label={say("wizard.type")}>{(attributes) => <select {...attributes} value={told.entity_type} onChange={put("entity_type")}>{TYPES.map((one) => <option key={one} value={one}>{typeLabel(one)}</option>)}</select>}</Field>
      <p className="row"><button type="submit" className="primary" disabled={!hasNames(mapping) || start.isPending || told.title.trim() === ""}>{say("wizard.start")}</button></p>
      {start.isError && <FailureNote error={start.error} />}
    </form>
  );
}

function Progress({ id }: { id: string }) {
  const { say } = useLanguage();
  const query = useJob(id);
  const over = isOver(query.data);
  const stop = useMutation({ mutationFn: () => send.stopJob(id) });
  useEffect(() => { if (over) void refreshLedger(); }, [over]);
  return (
    <Loaded query={query}>
      {(job) => {
        const item = job.items[0];
        return (
          <section className="job" aria-label={say("wizard.progress")}>
            {!over && (
              <>
                <p role="status">{item?.name}: {say("wizard.rows-read", { rows: countText(item?.rows ?? 0), flawed: countText(item?.flawed ?? 0) })} <button type="button" disabled={stop.isPending} onClick={() => stop.mutate()}>{say("job.stop")}</button></p>
                <progress max={1} {...(item?.share === undefined ? {} : { value: item.share })} aria-label={say("wizard.progress")} />
              </>
            )}
            {job.state === "stopped" && <p role="status">{say("wizard.stopped")} <Link to={path.registerImport()}>{say("registers.import")}</Link></p>}
            {item?.error && <><FailureNote error={{ ...item.error, problems: item.error.problems ?? [] }} /><p><Link className="button" to={path.registerImport()}>{say("action.retry")}</Link></p></>}
            {job.state === "done" && item?.register_id && <Done id={item.register_id} />}
          </section>
        );
      }}
    </Loaded>
  );
}

function Done({ id }: { id: string }) {
  const { say } = useLanguage();
  return (
    <Loaded query={useQuery(registerQuery(id))}>
      {(register) => (
        <>
          {register.state === "complete" && <p role="status"><strong>{say("wizard.done", { rows: countText(register.rows_sound) })}</strong> <Link className="button" to={path.register(id)}>{say("wizard.open")}</Link></p>}
          <FlawedRows register={register} />
        </>
      )}
    </Loaded>
  );
}
