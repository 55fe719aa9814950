/**
 * One register: its rows as the file has them, found as one types, chosen and adopted into the record.
 * Invariant: a row shows whether it is adopted and as what; an adoption just made can be taken back at once.
 */
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, type LoaderFunction, useParams, useSearchParams } from "react-router";
import { type AdoptionAnswer, type RegisterRowView, type RegisterView, cache, refreshLedger } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { countText } from "../../ui/figure-text.ts";
import { FilterText } from "../../ui/filters.tsx";
import { FailureNote, LoadedPage, LoadedPages } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { ProblemList } from "../../ui/problem-list.tsx";
import { takeBack } from "../identity/queries.ts";
import { FlawedRows, RemoveRegister } from "./flawed-rows.tsx";
import { LinkJob } from "./link-job.tsx";
import { adopt, register as registerQuery, rows as rowsQuery } from "./queries.ts";
import "./registers.css";

export const loader: LoaderFunction = ({ params, request }) => {
  void cache.prefetchQuery(registerQuery(params.register ?? ""));
  void cache.prefetchInfiniteQuery(rowsQuery(params.register ?? "", new URL(request.url).searchParams.get("q") ?? ""));
  return null;
};

export function Component() {
  const { register = "" } = useParams();
  return <LoadedPage query={useQuery(registerQuery(register))}>{(one) => <RegisterOf register={one} />}</LoadedPage>;
}

function RegisterOf({ register }: { register: RegisterView }) {
  const { say } = useLanguage();
  const complete = register.state === "complete";
  return (
    <article>
      <PageHead
        title={register.title}
        answer={say("register.answer", { rows: countText(register.rows_sound), file: register.file_name })}
      />
      <p className="quiet">{[say(`registers.state.${register.state}`), register.citation.publisher, register.citation.published, ...Object.entries(register.noted).map(([note, n]) => `${noteWord(note, say)} ${n}`)].filter(Boolean).join(" · ")}</p>
      {complete && (
        <p className="row">
          <LinkJob register={register} />
          {register.linked_at && <Link className="button" to={path.identity({ register: register.id })}>{say("register.review")}</Link>}
          {register.source_id && <Link to={path.source(register.source_id)}>{say("register.source")}</Link>}
        </p>
      )}
      {!complete && <FlawedRows register={register} />}
      {complete && <Rows register={register} />}
      {complete && <FlawedRows register={register} />}
      {register.state !== "checked" && <p className="row"><RemoveRegister register={register} /></p>}
    </article>
  );
}

const NOTES = ["joint", "mojibake", "formula", "uscc-invalid", "lei-invalid", "stock-invalid", "file"] as const;

function noteWord(note: string, say: ReturnType<typeof useLanguage>["say"]): string {
  const known = NOTES.find((one) => one === note);
  return known ? say(`register.note.${known}`) : note;
}

function Rows({ register }: { register: RegisterView }) {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const query = useInfiniteQuery({ ...rowsQuery(register.id, search.get("q") ?? ""), placeholderData: (before) => before });
  const taken = useMutation({ mutationFn: () => adopt(register.id, [...chosen]), onSuccess: async () => { setChosen(new Set()); await refreshLedger(); } });
  const toggle = (row: number) => setChosen((before) => { const after = new Set(before); if (!after.delete(row)) after.add(row); return after; });
  return (
    <section aria-label={say("registers.rows")}>
      <div className="filters">
        <FilterText name="q" label={say("register.find")} />
        <button type="button" className="primary" disabled={chosen.size === 0 || taken.isPending} onClick={() => taken.mutate()}>{say("register.adopt", { n: chosen.size })}</button>
      </div>
      {taken.isError && <FailureNote error={taken.error} />}
      {taken.data && <Adopted key={taken.data.change.id} answer={taken.data} />}
      <LoadedPages query={query}>
        {(rows) => <RowTable register={register} rows={rows} chosen={chosen} toggle={toggle} />}
      </LoadedPages>
    </section>
  );
}

function RowTable({ register, rows, chosen, toggle }: { register: RegisterView; rows: RegisterRowView[]; chosen: ReadonlySet<number>; toggle: (row: number) => void }) {
  const { say } = useLanguage();
  // A column that no row on the page fills says nothing.
  const filled = { code: rows.some((row) => row.uscc ?? row.lei ?? row.stock), place: rows.some((row) => row.place), notes: rows.some((row) => row.notes.length > 0), en: rows.some((row) => row.name_zh && row.name_en) };
  return (
    <DataTable
      caption={register.title} rows={rows} rowKey={(row) => String(row.row)} empty={say("register.nothing-found")}
      columns={[
        { key: "row", head: say("register.row"), short: true, cell: (row) => <label className="check"><input type="checkbox" aria-label={say("register.choose", { n: row.row })} disabled={row.adopted.length > 0} checked={chosen.has(row.row)} onChange={() => toggle(row.row)} />{row.row}</label> },
        { key: "zh", head: say("registers.name"), heading: true, cell: (row) => <NameCell register={register} row={row} /> },
        ...(filled.en ? [{ key: "en", head: say("register.en"), cell: (row: RegisterRowView) => (row.name_zh ? row.name_en : undefined) ?? "—" }] : []),
        ...(filled.code ? [{ key: "code", head: say("register.code"), cell: (row: RegisterRowView) => <span className="code">{row.uscc ?? row.lei ?? row.stock ?? "—"}</span> }] : []),
        ...(filled.place ? [{ key: "place", head: say("register.place"), cell: (row: RegisterRowView) => row.place ?? "—" }] : []),
        ...(filled.notes ? [{ key: "notes", head: say("register.notes"), cell: (row: RegisterRowView) => row.notes.map((note) => noteWord(note, say)).join(" · ") || "—" }] : []),
        { key: "record", head: say("register.record"), cell: (row) => (row.adopted.length > 0 ? row.adopted.map((one) => <span key={one.judgement_id} className="stack"><EntityLink entity={one.entity} /></span>) : "—") },
      ]}
    />
  );
}

function NameCell({ register, row }: { register: RegisterView; row: RegisterRowView }) {
  const { say } = useLanguage();
  const others = row.other_names.map((other) => other.text).join(" · ");
  return (
    <>
      {row.name_zh ?? row.name_en ?? others}
      {others && (row.name_zh ?? row.name_en) && <span className="quiet stack">{others}</span>}
      <details className="cells"><summary>{say("register.cells")}</summary><dl>{row.cells.map((cell, at) => cell !== "" && <div key={at}><dt>{register.header[at] ?? at + 1}</dt><dd>{cell}</dd></div>)}</dl></details>
    </>
  );
}

function Adopted({ answer }: { answer: AdoptionAnswer }) {
  const { say } = useLanguage();
  const undo = useMutation({ mutationFn: async () => { for (const one of answer.adopted) if (one.judgement_id) await takeBack(one.judgement_id); }, onSuccess: refreshLedger });
  if (undo.isSuccess) return <p role="status">{say("register.undone")}</p>;
  return (
    <div role="status">
      <p className="row">
        <strong>{say("register.adopted", { n: answer.adopted.length, claims: answer.adopted.reduce((sum, one) => sum + one.claims, 0) })}</strong>
        {answer.adopted.slice(0, 8).map((one) => <EntityLink key={`${one.row} ${one.entity.id}`} entity={one.entity} />)}
        <button type="button" disabled={undo.isPending} onClick={() => undo.mutate()}>{say("register.undo")}</button>
      </p>
      {answer.left_out.length > 0 && <><p>{say("register.left-out", { n: answer.left_out.length })}</p><ProblemList problems={answer.left_out.slice(0, 20)} /></>}
      {undo.isError && <FailureNote error={undo.error} />}
    </div>
  );
}
