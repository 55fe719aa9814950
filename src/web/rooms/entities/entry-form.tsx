/**
 * Entering one figure by hand: what it says, and where it is said. The properties of the type come first, each with what it means and how it is counted.
 * Invariant: no figure is sent without a source; the draft survives a refusal, a reload and a lost connection; another value that somebody recorded
 * of the same figure meanwhile is shown beside one's own before either stands alone.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type EntityPage, type EntryField, type EntryFormDef, type OntologyView, failureOf, queries, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type Draft, entryOf, problemsOf } from "../../ui/claim-draft.ts";
import { ValueField } from "../../ui/claim-fields.tsx";
import { useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { figureText } from "../../ui/figure-text.ts";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { Conflict } from "./entry-conflict.tsx";
import { fieldsOf, firstField, unitsOfField } from "./entry-fields.ts";
import { entryForm } from "./queries.ts";
import { type SourceDraft, NO_SOURCE, SourceChoice, sourceSent } from "./source-choice.tsx";

export interface Entry extends Draft {
  quote: string;
  source: SourceDraft;
}

/** The step that figures of a unit are usually told in. */
export const timesFor = (unit: string, lang: "zh" | "en"): number => (unit === "ratio" ? 0.01 : unit === "yuan" || unit === "currency" ? (lang === "zh" ? 1e8 : 1e9) : 1);

export function entryFor(form: EntryFormDef, ontology: OntologyView, property: string | undefined, lang: "zh" | "en"): Entry {
  const chosen = property ?? firstField(form)?.property ?? ontology.properties[0]?.name ?? "";
  const unit = unitsOfField(form, ontology, chosen)[0] ?? "count";
  return { property: chosen, value: "", times: timesFor(unit, lang), unit, currency: "", when: "", modality: "actual", bound: "eq", qualifier: "", note: "", quote: "", source: NO_SOURCE };
}

export function EntryForm({ entity, first, onDone }: { entity: EntityPage; first?: string | undefined; onDone: () => void }) {
  const ontology = useQuery(queries.ontology());
  return <Loaded query={useQuery(entryForm(entity.type))}>{(form) => <Loaded query={ontology}>{(all) => <EntryFields entity={entity} form={form} ontology={all} first={first} onDone={onDone} />}</Loaded>}</Loaded>;
}


interface FieldsProps {
  entity: EntityPage;
  form: EntryFormDef;
  ontology: OntologyView;
  first: string | undefined;
  onDone: () => void;
}

function EntryFields({ entity, form, ontology, first, onDone }: FieldsProps) {
  const { lang, say, label } = useLanguage();
  // A property asked for by name begins anew unless the kept draft is of it.
  const { draft: entry, set, drop } = useDraft(`entry.${entity.id}`, () => entryFor(form, ontology, first, lang), (kept) => first === undefined || kept.property === first);
  const [tried, setTried] = useState(false);
  const [seen, setSeen] = useState(entity.seq);
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => { box.current?.scrollIntoView({ block: "nearest" }); box.current?.querySelector<HTMLElement>(first === undefined ? "select" : "input")?.focus(); }, [first]);
  const { note: _note, ...problems } = problemsOf({ ...entry, note: "-" });
  const source = sourceSent(entry.source);
  const save = useMutation({
    mutationFn: (known: number) => send.enter({ subject: entity.id, ...entryOf(entry), source: source!, ...(entry.quote.trim() ? { quote: entry.quote.trim() } : {}), note: entry.note.trim(), seen: known }),
    onSuccess: async () => { drop(); await refreshLedger(); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0 && source !== undefined) save.mutate(seen);
  };
  const told = (field: keyof Draft) => (tried && field !== "note" && problems[field] ? say(`draft.${problems[field]}`) : undefined);
  const field = fieldsOf(form).find((one) => one.property === entry.property);
  const setProperty = (property: string) => {
    const unit = unitsOfField(form, ontology, property)[0] ?? entry.unit;
    set({ property, unit, times: timesFor(unit, lang), value: "" });
  };
  const failure = save.isError ? failureOf(save.error) : undefined;
  const conflict = failure?.code === "entities/changed-meanwhile" ? (failure.payload as { claim_ids: string[]; seq: number }) : undefined;
  const leave = () => { drop(); onDone(); };
  if (save.isSuccess) return <p role="status">{say("entry.saved", { seq: save.data.change.seq })} <button type="button" onClick={onDone}>{say("action.close")}</button></p>;
  return (
    <form className="correction entry" ref={box} onSubmit={submit} noValidate aria-label={say("entry.title")}>
      <Field label={say("claim.property")} help={field ? label(field.help) : undefined}>
        {(attributes) => <select {...attributes} value={entry.property} onChange={(event) => setProperty(event.target.value)}><TypeProperties form={form} ontology={ontology} now={entry.property} /></select>}
      </Field>
      <Value entry={entry} set={set} field={field} form={form} ontology={ontology} told={told} />
      <Field label={say("claim.bound")} help={say("entry.bound-help")}>
        {(attributes) => <select {...attributes} value={entry.bound} onChange={(event) => set({ bound: event.target.value as Draft["bound"] })}>{ontology.bounds.map((bound) => <option key={bound.name} value={bound.name}><Words of={bound.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.modality")} help={say("entry.modality-help")}>
        {(attributes) => <select {...attributes} value={entry.modality} onChange={(event) => set({ modality: event.target.value as Draft["modality"] })}>{form.modalities.map((modality) => <option key={modality.name} value={modality.name}><Words of={modality.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.when")} problem={told("when")} help={say("correction.when-help")}>
        {(attributes) => <input {...attributes} type="text" value={entry.when} maxLength={40} onChange={(event) => set({ when: event.target.value.trim() })} />}
      </Field>
      <Field label={say("claim.qualifier")} help={say("entry.qualifier-help")}>
        {(attributes) => <input {...attributes} type="text" value={entry.qualifier} maxLength={500} onChange={(event) => set({ qualifier: event.target.value })} />}
      </Field>
      <SourceChoice draft={entry.source} set={(next) => set({ source: next })} problem={tried && source === undefined ? say("entry.source-needed") : undefined} />
      <Field label={say("entry.quote")} help={say("entry.quote-help")} wide>
        {(attributes) => <textarea {...attributes} rows={2} value={entry.quote} maxLength={4000} onChange={(event) => set({ quote: event.target.value })} />}
      </Field>
      <Field label={say("entry.note")} wide>
        {(attributes) => <input {...attributes} type="text" value={entry.note} maxLength={500} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
      {conflict && <Conflict claim_ids={conflict.claim_ids} mine={figureText({ ...entryOf(entry), property: entry.property }, lang)} onBeside={() => { setSeen(conflict.seq); save.mutate(conflict.seq); }} onLeave={leave} />}
      {failure && !conflict && <FailureNote error={save.error} />}
      {!conflict && (
        <div className="row">
          <button type="submit" className="primary" disabled={save.isPending}>{say("entry.save")}</button>
          <button type="button" onClick={leave}>{say("action.cancel")}</button>
        </div>
      )}
    </form>
  );
}

/** The value as its property is typed in; one of a list is chosen from it. */
export function Value({ entry, set, field, form, ontology, told }: { entry: Entry; set: (change: Partial<Entry>) => void; field: EntryField | undefined; form: EntryFormDef; ontology: OntologyView; told: (field: keyof Draft) => string | undefined }) {
  const { say } = useLanguage();
  if (field?.options) {
    return (
      <Field label={say("claim.value")} problem={told("value")}>
        {(attributes) => <select {...attributes} value={entry.value} onChange={(event) => set({ value: event.target.value })}><option value="" />{field.options!.map((one) => <option key={one.value} value={one.value}><Words of={one.label} /></option>)}</select>}
      </Field>
    );
  }
  return <ValueField draft={entry} set={set} units={unitsOfField(form, ontology, entry.property)} told={told} targets={field?.targets ?? ontology.properties.find((one) => one.name === entry.property)?.targets} />;
}

/** The type's own properties in their groups, then the others. */
export function TypeProperties({ form, ontology, now }: { form: EntryFormDef; ontology: OntologyView; now: string }) {
  const { say, label } = useLanguage();
  const own = new Set(fieldsOf(form).map((field) => field.property));
  // Figures first: that is what most come to enter.
  const groups = form.groups.toSorted((a, b) => Number(b.key === "figures") - Number(a.key === "figures"));
  return (
    <>
      {groups.map((group) => <optgroup key={group.key} label={label(group.label)}>{group.fields.map((field) => <option key={field.property} value={field.property}>{label(field.label)}</option>)}</optgroup>)}
      <optgroup label={say("correction.other-properties")}>{ontology.properties.filter((one) => !own.has(one.name)).map((one) => <option key={one.name} value={one.name}>{label(one.label) || one.name}</option>)}</optgroup>
      {!own.has(now) && !ontology.properties.some((one) => one.name === now) && <option value={now}>{now}</option>}
    </>
  );
}
