/** The rows that cannot be used, with their reasons; the same as a sheet to be mended; and the word on what to do. Invariant: nothing is taken or thrown away without a press. */
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { type FlawedRowView, type RegisterView, refreshLedger } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { countText } from "../../ui/figure-text.ts";
import { FailureNote, LoadedPages } from "../../ui/loaded.tsx";
import { complete, flaws, flawSheet, remove } from "./queries.ts";

export function FlawTable({ rows }: { rows: FlawedRowView[] }) {
  const { say } = useLanguage();
  return (
    <DataTable
      caption={say("register.flaws")} rows={rows} rowKey={(row) => String(row.row)} empty={null}
      columns={[
        { key: "row", head: say("register.row"), numeric: true, cell: (row) => row.row },
        { key: "why", head: say("register.why"), heading: true, cell: (row) => row.reasons.map((reason, at) => <span key={at} className="stack">{reason.cell && <code>{reason.cell}</code>} <Words of={reason.message} />{reason.hint && <span className="quiet"> <Words of={reason.hint} /></span>}</span>) },
        { key: "cells", head: say("register.cells"), cell: (row) => <span className="cells">{row.cells.filter((cell) => cell !== "").slice(0, 8).join(" · ")}</span> },
      ]}
    />
  );
}

export function FlawedRows({ register }: { register: RegisterView }) {
  const { lang, say } = useLanguage();
  const query = useInfiniteQuery(flaws(register.id));
  const take = useMutation({ mutationFn: () => complete(register.id), onSuccess: refreshLedger });
  if (register.rows_flawed === 0) return null;
  const waits = register.state === "checked";
  return (
    <section aria-label={say("register.flaws")}>
      <h2>{say("register.flaws")}</h2>
      <p role="status">{waits ? say("register.flawed", { n: register.rows_flawed, sound: countText(register.rows_sound) }) : say("register.flawed-some", { n: register.rows_flawed })}</p>
      <p className="row">
        <a className="button" href={flawSheet(register.id, "xlsx", lang)} download>{say("register.flaws-xlsx")}</a>
        <a href={flawSheet(register.id, "csv", lang)} download>{say("register.flaws-csv")}</a>
        {waits && register.rows_sound > 0 && <button type="button" className="primary" disabled={take.isPending} onClick={() => take.mutate()}>{say("register.take-sound", { n: register.rows_sound })}</button>}
        {waits && <RemoveRegister register={register} />}
      </p>
      {take.isError && <FailureNote error={take.error} />}
      <LoadedPages query={query}>{(rows) => <FlawTable rows={rows} />}</LoadedPages>
    </section>
  );
}

export function RemoveRegister({ register }: { register: RegisterView }) {
  const { say } = useLanguage();
  const [sure, setSure] = useState(false);
  const navigate = useNavigate();
  const away = useMutation({ mutationFn: () => remove(register.id), onSuccess: async () => { await refreshLedger(); void navigate(path.registers()); } });
  return (
    <>
      {sure
        ? <><button type="button" disabled={away.isPending} onClick={() => away.mutate()}>{say("register.remove-sure")}</button> <button type="button" onClick={() => setSure(false)}>{say("action.cancel")}</button></>
        : <button type="button" onClick={() => setSure(true)}>{say("register.remove")}</button>}
      {away.isError && <FailureNote error={away.error} />}
    </>
  );
}
