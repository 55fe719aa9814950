/**
 * Correcting a claim: every field of what it says, checked by the ontology, with the reason.
 * Invariant: the draft survives a refusal, a reload and a lost connection; the correction is a new claim that names the old one.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { type ClaimView, type CorrectionAnswer, type OntologyView, failureOf, queries, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { type Draft, correctionOf, draftOf, problemsOf, unitsOf } from "../../ui/claim-draft.ts";
import { PropertyOptions, ValueField } from "../../ui/claim-fields.tsx";
import { useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { ReasonChips } from "../../ui/reason-chips.tsx";
import { FailureNote, Loaded } from "../../ui/loaded.tsx";
import { stepsFor } from "../../ui/value-entry.ts";

export interface CorrectionFormProps {
  claim: ClaimView;
  onDone: (answer: CorrectionAnswer) => void;
  onCancel: () => void;
  /** The claim had moved on. */
  onStale: () => void;
}

export function CorrectionForm(props: CorrectionFormProps) {
  return <Loaded query={useQuery(queries.ontology())}>{(ontology) => <CorrectionFields {...props} ontology={ontology} />}</Loaded>;
}

function CorrectionFields({ claim, ontology, onDone, onCancel, onStale }: CorrectionFormProps & { ontology: OntologyView }) {
  const { lang, say } = useLanguage();
  const { draft, set, drop } = useDraft(`draft.${claim.id}`, () => draftOf(claim, stepsFor(claim.unit, lang, "")));
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const save = useMutation({
    mutationFn: () => send.correct(claim.id, correctionOf(draft, claim)),
    onSuccess: (answer) => { drop(); onDone(answer); },
    onError: (error) => { if (failureOf(error).status === 409) onStale(); },
  });
  const box = useRef<HTMLFormElement>(null);
  // The figure is in hand at once: that is what most come to correct.
  useEffect(() => { const value = box.current?.querySelector<HTMLInputElement>(".value-entry input, input"); value?.focus({ preventScroll: true }); value?.select(); }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) return save.mutate();
    // To what is still wanting, most often the reason.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  const told = (field: keyof Draft) => (tried && problems[field] ? say(`draft.${problems[field]}`) : undefined);
  const setProperty = (property: string) => {
    const units = unitsOf(property, ontology);
    set({ property, unit: units.includes(draft.unit) ? draft.unit : (units[0] ?? draft.unit) });
  };
  return (
    <form className="correction" ref={box} onSubmit={submit} noValidate aria-label={say("correction.title")}>
      <Field label={say("claim.property")}>
        {(attributes) => <select {...attributes} value={draft.property} onChange={(event) => setProperty(event.target.value)}><PropertyOptions ontology={ontology} type={claim.subject.type} now={draft.property} /></select>}
      </Field>
      <ValueField draft={draft} set={set} units={unitsOf(draft.property, ontology)} told={told} targets={ontology.properties.find((one) => one.name === draft.property)?.targets} />
      <Field label={say("claim.bound")}>
        {(attributes) => <select {...attributes} value={draft.bound} onChange={(event) => set({ bound: event.target.value as Draft["bound"] })}>{ontology.bounds.map((bound) => <option key={bound.name} value={bound.name}><Words of={bound.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.modality")}>
        {(attributes) => <select {...attributes} value={draft.modality} onChange={(event) => set({ modality: event.target.value as Draft["modality"] })}>{ontology.modalities.map((modality) => <option key={modality.name} value={modality.name}><Words of={modality.label} /></option>)}</select>}
      </Field>
      <Field label={say("claim.when")} problem={told("when")} help={say("correction.when-help")}>
        {(attributes) => <input {...attributes} type="text" value={draft.when} maxLength={40} onChange={(event) => set({ when: event.target.value.trim() })} />}
      </Field>
      <Field label={say("claim.qualifier")}>
        {(attributes) => <input {...attributes} type="text" value={draft.qualifier} maxLength={500} onChange={(event) => set({ qualifier: event.target.value })} />}
      </Field>
      <Field label={say("correction.note")} problem={told("note")} wide>
        {(attributes) => <><input {...attributes} type="text" value={draft.note} maxLength={500} required onChange={(event) => set({ note: event.target.value })} /><ReasonChips of="correction" now={draft.note} onPick={(note) => set({ note })} /></>}
      </Field>
      {save.isError && <FailureNote error={save.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>{say("correction.save")}</button>
        <button type="button" onClick={() => { drop(); onCancel(); }}>{say("action.cancel")}</button>
      </div>
    </form>
  );
}
