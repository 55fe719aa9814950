/**
 * What is done with the chosen entities: one figure entered on all of them with its source, as one change set, and its undo; or set side by side.
 * Invariant: the number that a button acts on is on the button; nothing is sent without source and reason; a refusal keeps the choice and what was typed,
 * which also outlives a reload.
 */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { type ChangeView, type EntriesBody, type EntryFormDef, type OntologyView, type TableEntity, queries } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { type Draft, entryOf, problemsOf } from "../../ui/claim-draft.ts";
import { useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { tableSends } from "../../ui/table/queries.ts";
import { CHOSEN_MAX, type Chosen } from "../../ui/table/use-chosen.ts";
import type { ListRows } from "../../ui/table/use-list.ts";
import { useUndoable } from "../../ui/table/use-undoable.ts";
import { fieldsOf, unitsOfField } from "./entry-fields.ts";
import { entryFor, timesFor, TypeProperties, Value } from "./entry-form.tsx";
import { entryForm } from "./queries.ts";
import { SourceChoice, sourceSent } from "./source-choice.tsx";
import "./entity.css";

const BESIDE_MOST = 4;
const ANY_TYPE = "Thing";

interface Done {
  change: ChangeView;
  entered: number;
  corrected: number;
  unchanged: number;
}

/** Below the table of entities, while some are chosen or something done can be taken back. */
export function BulkEntry({ chosen, list, onAll }: { chosen: Chosen<TableEntity>; list: ListRows<TableEntity>; onAll: () => void }) {
  const { say } = useLanguage();
  const { busy, failure, done, undone, act, undo } = useUndoable<Done>();
  const [open, setOpen] = useState(false);
  const { data: session } = useQuery(queries.session());
  const rows = [...chosen.rows.values()];
  if (rows.length === 0 && done === undefined && !undone && failure === undefined) return null;
  const enter = (body: Omit<EntriesBody, "subjects" | "seen">, kept: () => void): void =>
    void act(() => tableSends.enterMany({ ...body, subjects: rows.map((row) => row.id), ...(list.at === undefined ? {} : { seen: list.at }) }), () => { kept(); setOpen(false); chosen.clear(); });
  return (
    <div className="undo-bar">
      {rows.length > 0 && (
        <>
          <strong>{say("beside.n-chosen", { n: rows.length })}</strong>
          {session?.role !== "public" && <button type="button" aria-expanded={open} disabled={busy || rows.length > CHOSEN_MAX} onClick={() => setOpen(!open)}>{say("bulk.enter", { n: rows.length })}</button>}
          {rows.length > 1 && rows.length <= BESIDE_MOST && <Link className="button" to={path.sideBySide(rows.map((row) => row.slug))}>{say("beside.chosen", { n: rows.length })}</Link>}
          <button type="button" className="link" onClick={chosen.clear}>{say("bulk.none")}</button>
          {rows.length < list.total && (list.total <= CHOSEN_MAX ? <button type="button" className="link" onClick={onAll}>{say("bulk.all-rows", { n: list.total })}</button> : <span className="quiet">{say("bulk.too-many", { n: CHOSEN_MAX.toLocaleString("en") })}</span>)}
          {rows.length === 1 && <span className="quiet">{say("beside.choose-more")}</span>}
          {open && <EntryOnMany rows={rows} busy={busy} onEnter={enter} onCancel={() => setOpen(false)} />}
        </>
      )}
      {busy && <span role="status">{say("bulk.working")}</span>}
      {done && <span role="status">{say("bulk.entered", { n: done.entered })} {done.corrected > 0 && say("bulk.entered-corrected", { n: done.corrected })} {done.unchanged > 0 && say("bulk.entered-unchanged", { n: done.unchanged })} <button type="button" disabled={busy} onClick={() => void undo()}>{say("bulk.undo")}</button></span>}
      {undone && <span role="status">{say("bulk.undone")}</span>}
      {failure && <FailureNote error={failure} />}
    </div>
  );
}

type OnEnter = (body: Omit<EntriesBody, "subjects" | "seen">, kept: () => void) => void;

function EntryOnMany({ rows, ...rest }: { rows: TableEntity[]; busy: boolean; onEnter: OnEnter; onCancel: () => void }) {
  const types = new Set(rows.map((row) => row.type)), type = types.size === 1 ? rows[0]!.type : ANY_TYPE;
  const ontology = useQuery(queries.ontology());
  return <Loaded query={useQuery(entryForm(type))}>{(form) => <Loaded query={ontology}>{(all) => <Fields key={type} n={rows.length} form={form} ontology={all} {...rest} />}</Loaded>}</Loaded>;
}

/** What is told of a set rather than of one: where they are, what they are part of. */
const FIRST = ["located_in", "part_of"];

function Fields({ n, form, ontology, busy, onEnter, onCancel }: { n: number; form: EntryFormDef; ontology: OntologyView; busy: boolean; onEnter: OnEnter; onCancel: () => void }) {
  const { lang, say, label } = useLanguage();
  const { draft: entry, set, drop } = useDraft(`entries.${form.type}`, () => entryFor(form, ontology, FIRST.find((name) => fieldsOf(form).some((one) => one.property === name)), lang));
  const [instead, setInstead] = useState(false);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(entry), source = sourceSent(entry.source);
  const told = (name: keyof Draft) => (tried && problems[name] ? say(`draft.${problems[name]}`) : undefined);
  const field = fieldsOf(form).find((one) => one.property === entry.property);
  const setProperty = (property: string) => {
    const unit = unitsOfField(form, ontology, property)[0] ?? entry.unit;
    const { object: _o, ...rest } = entry;
    set({ ...rest, object: undefined, property, unit, times: timesFor(unit, lang), value: "" } as Partial<typeof entry>);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length > 0 || source === undefined) return;
    onEnter({ ...entryOf(entry), source, instead, note: entry.note.trim(), ...(entry.quote.trim() ? { quote: entry.quote.trim() } : {}) }, drop);
  };
  return (
    <form className="correction entry" onSubmit={submit} noValidate aria-label={say("bulk.enter", { n })}>
      <Field label={say("claim.property")} help={field ? label(field.help) : undefined}>
        {(attributes) => <select {...attributes} autoFocus value={entry.property} onChange={(event) => setProperty(event.target.value)}><TypeProperties form={form} ontology={ontology} now={entry.property} /></select>}
      </Field>
      <Value entry={entry} set={set} field={field} form={form} ontology={ontology} told={told} />
      <Field label={say("claim.bound")}>
        {(attributes) => <select {...attributes} value={entry.bound} onChange={(event) => set({ bound: event.target.value as Draft["bound"] })}>{ontology.bounds.map((bound) => <option key={bound.name} value={bound.name}><Words of={bound.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.modality")}>
        {(attributes) => <select {...attributes} value={entry.modality} onChange={(event) => set({ modality: event.target.value as Draft["modality"] })}>{form.modalities.map((modality) => <option key={modality.name} value={modality.name}><Words of={modality.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.when")} problem={told("when")} help={say("correction.when-help")}>
        {(attributes) => <input {...attributes} type="text" value={entry.when} maxLength={40} onChange={(event) => set({ when: event.target.value.trim() })} />}
      </Field>
      <Field label={say("bulk.note")} problem={told("note")}>
        {(attributes) => <input {...attributes} type="text" value={entry.note} maxLength={2000} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
      <SourceChoice draft={entry.source} set={(next) => set({ source: next })} problem={tried && source === undefined ? say("entry.source-needed") : undefined} />
      <label className="check wide"><input type="checkbox" checked={instead} onChange={(event) => setInstead(event.target.checked)} /> {say("bulk.instead")}</label>
      <p className="row wide"><button type="submit" className="primary" disabled={busy}>{say("bulk.enter", { n })}</button> <button type="button" onClick={onCancel}>{say("action.cancel")}</button></p>
    </form>
  );
}
