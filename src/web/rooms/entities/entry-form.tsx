/**
 * Entering one figure by hand: what it says, and where it is said.
 * Invariant: no figure is sent without a source; the draft survives a refusal, a reload and a lost connection.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { type EntityView, type OntologyView, queries, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type Draft, entryOf, problemsOf, unitsOf } from "../../ui/claim-draft.ts";
import { PropertyOptions, ValueField } from "../../ui/claim-fields.tsx";
import { Field } from "../../ui/field.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { type SourceDraft, NO_SOURCE, SourceChoice, sourceSent } from "./source-choice.tsx";

interface Entry extends Draft {
  quote: string;
  source: SourceDraft;
}

function firstEntry(ontology: OntologyView, type: string, lang: "zh" | "en"): Entry {
  const own = ontology.types.find((one) => one.name === type)?.properties ?? [];
  const property = own.find((name) => ontology.properties.some((one) => one.name === name && one.value === "number")) ?? own[0] ?? ontology.properties[0]?.name ?? "";
  const unit = unitsOf(property, ontology)[0] ?? "count";
  return { property, value: "", times: timesFor(unit, lang), unit, currency: "", when: "", modality: "actual", bound: "eq", qualifier: "", note: "", quote: "", source: NO_SOURCE };
}

/** The step that figures of a unit are usually told in. */
const timesFor = (unit: string, lang: "zh" | "en"): number => (unit === "ratio" ? 0.01 : unit === "yuan" || unit === "currency" ? (lang === "zh" ? 1e8 : 1e9) : 1);

export function EntryForm({ entity, onDone }: { entity: EntityView; onDone: () => void }) {
  return <Loaded query={useQuery(queries.ontology())}>{(ontology) => <EntryFields entity={entity} ontology={ontology} onDone={onDone} />}</Loaded>;
}

function useKeptEntry(key: string, first: () => Entry) {
  const [entry, setEntry] = useState<Entry>(() => {
    const kept = sessionStorage.getItem(key);
    return kept === null ? first() : { ...first(), ...(JSON.parse(kept) as Partial<Entry>) };
  });
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(entry)), [key, entry]);
  return { entry, set: (change: Partial<Entry>) => setEntry((before) => ({ ...before, ...change })), drop: () => sessionStorage.removeItem(key) };
}

function EntryFields({ entity, ontology, onDone }: { entity: EntityView; ontology: OntologyView; onDone: () => void }) {
  const { lang, say } = useLanguage();
  const { entry, set, drop } = useKeptEntry(`lightvalley.entry.${entity.id}`, () => firstEntry(ontology, entity.type, lang));
  const [tried, setTried] = useState(false);
  const { note: _note, ...problems } = problemsOf({ ...entry, note: "-" });
  const source = sourceSent(entry.source);
  const save = useMutation({
    mutationFn: () => send.enter({ subject: entity.id, ...entryOf(entry), source: source!, ...(entry.quote.trim() ? { quote: entry.quote.trim() } : {}), note: entry.note.trim() }),
    onSuccess: async () => { drop(); await refreshLedger(); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0 && source !== undefined) save.mutate();
  };
  const told = (field: keyof Draft) => (tried && field !== "note" && problems[field] ? say(`draft.${problems[field]}`) : undefined);
  const setProperty = (property: string) => {
    const unit = unitsOf(property, ontology)[0] ?? entry.unit;
    set({ property, unit, times: timesFor(unit, lang) });
  };
  if (save.isSuccess) return <p role="status">{say("entry.saved", { seq: save.data.change.seq })} <button type="button" onClick={onDone}>{say("action.close")}</button></p>;
  return (
    <form className="correction entry" onSubmit={submit} noValidate aria-label={say("entry.title")}>
      <Field label={say("claim.property")}>
        {(attributes) => <select {...attributes} value={entry.property} onChange={(event) => setProperty(event.target.value)}><PropertyOptions ontology={ontology} type={entity.type} now={entry.property} /></select>}
      </Field>
      <ValueField draft={entry} set={set} units={unitsOf(entry.property, ontology)} told={told} targets={ontology.properties.find((one) => one.name === entry.property)?.targets} />
      <Field label={say("claim.bound")}>
        {(attributes) => <select {...attributes} value={entry.bound} onChange={(event) => set({ bound: event.target.value as Draft["bound"] })}>{ontology.bounds.map((bound) => <option key={bound.name} value={bound.name}><Words of={bound.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.modality")}>
        {(attributes) => <select {...attributes} value={entry.modality} onChange={(event) => set({ modality: event.target.value as Draft["modality"] })}>{ontology.modalities.map((modality) => <option key={modality.name} value={modality.name}><Words of={modality.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.when")} problem={told("when")} help={say("correction.when-help")}>
        {(attributes) => <input {...attributes} type="text" value={entry.when} maxLength={40} onChange={(event) => set({ when: event.target.value.trim() })} />}
      </Field>
      <Field label={say("claim.qualifier")}>
        {(attributes) => <input {...attributes} type="text" value={entry.qualifier} maxLength={500} onChange={(event) => set({ qualifier: event.target.value })} />}
      </Field>
      <SourceChoice draft={entry.source} set={(source) => set({ source })} problem={tried && source === undefined ? say("entry.source-needed") : undefined} />
      <Field label={say("entry.quote")} help={say("entry.quote-help")} wide>
        {(attributes) => <textarea {...attributes} rows={2} value={entry.quote} maxLength={4000} onChange={(event) => set({ quote: event.target.value })} />}
      </Field>
      <Field label={say("entry.note")} wide>
        {(attributes) => <input {...attributes} type="text" value={entry.note} maxLength={500} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
      {save.isError && <FailureNote error={save.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>{say("entry.save")}</button>
        <button type="button" onClick={() => { drop(); onDone(); }}>{say("action.cancel")}</button>
      </div>
    </form>
  );
}
