/** The fields of a form that says a claim: which property, which value in which unit. Invariant: what is typed is kept as typed until the whole is sent. */
import type { ReactNode } from "react";
import type { OntologyView } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";
import { type Draft, baseName, isNumeric } from "./claim-draft.ts";
import { EntitySearch } from "./entity-search.tsx";
import { Field } from "./field.tsx";
import { stepsFor } from "./value-entry.ts";

/** The properties that the type has, then the others. */
export function PropertyOptions({ ontology, type, now }: { ontology: OntologyView; type: string; now: string }): ReactNode {
  const { say, label } = useLanguage();
  const own = new Set(ontology.types.find((one) => one.name === type)?.properties);
  const options = (some: OntologyView["properties"]) => some.map((one) => <option key={one.name} value={one.name}>{label(one.label) || one.name}</option>);
  const known = ontology.properties.some((one) => one.name === now);
  return (
    <>
      {!known && <option value={now}>{now}</option>}
      <optgroup label={say("correction.own-properties")}>{options(ontology.properties.filter((one) => own.has(one.name)))}</optgroup>
      <optgroup label={say("correction.other-properties")}>{options(ontology.properties.filter((one) => !own.has(one.name)))}</optgroup>
    </>
  );
}

interface ValueFieldProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  units: string[];
  targets: string[] | undefined;
  told: (field: keyof Draft) => string | undefined;
}

/** The value of a claim as its unit is typed in: number with its step, date, words, or an entity. */
export function ValueField({ draft, set, units, targets, told }: ValueFieldProps) {
  const { lang, say, label } = useLanguage();
  if (draft.unit === "entity") {
    return (
      <Field label={say("claim.value")} problem={told("object")}>
        {() => <><b>{label(draft.object?.label)}</b> <EntitySearch label={say("subject.search")} types={targets} onPick={(hit) => set({ object: hit })} /></>}
      </Field>
    );
  }
  const steps = stepsFor(draft.unit, lang, baseName(draft.unit, draft.currency, lang));
  return (
    <>
      <Field label={say("claim.value")} problem={told("value")} help={draft.unit === "date" ? say("correction.when-help") : undefined}>
        {(attributes) => (
          <span className="value-entry">
            <input {...attributes} type="text" inputMode={isNumeric(draft.unit) ? "decimal" : "text"} value={draft.value} maxLength={400} onChange={(event) => set({ value: event.target.value })} />
            {isNumeric(draft.unit) && steps.length > 1 && (
              <select aria-label={say("correction.scale")} value={draft.times} onChange={(event) => set({ times: Number(event.target.value) })}>
                {!steps.some((step) => step.times === draft.times) && <option value={draft.times}>{`× ${draft.times}`}</option>}
                {steps.map((step) => <option key={step.times} value={step.times}>{step.name}</option>)}
              </select>
            )}
            {draft.unit === "ratio" && "%"}
          </span>
        )}
      </Field>
      {units.length > 1 && (
        <Field label={say("claim.unit")}>
          {(attributes) => <select {...attributes} value={draft.unit} onChange={(event) => set({ unit: event.target.value, ...(event.target.value === "ratio" ? { times: 0.01 } : draft.unit === "ratio" ? { times: 1 } : {}) })}>{units.map((unit) => <option key={unit} value={unit}>{unitName(unit, say)}</option>)}</select>}
        </Field>
      )}
      {draft.unit === "currency" && (
        <Field label={say("claim.currency")} problem={told("currency")}>
          {(attributes) => <input {...attributes} type="text" value={draft.currency} maxLength={3} onChange={(event) => set({ currency: event.target.value.toUpperCase() })} />}
        </Field>
      )}
    </>
  );
}

function unitName(unit: string, say: ReturnType<typeof useLanguage>["say"]): string {
  return unit === "yuan" || unit === "currency" || unit === "m2" || unit === "count" || unit === "ratio" ? say(`unit.${unit}`) : unit;
}
