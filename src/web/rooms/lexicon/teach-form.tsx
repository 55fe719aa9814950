/** Teaching the reader a word by hand: a name of an entity, or a word that announces a property. Invariant: why a word may not be taught is said beside it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type LexiconBody, type SearchHit, cache, queries, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { useDraft } from "../../ui/draft.ts";
import { EntitySearch } from "../../ui/entity-search.tsx";
import { Field } from "../../ui/field.tsx";
import { FailureNote } from "../../ui/loaded.tsx";

export function TeachForm() {
  const { say, label } = useLanguage();
  const { data: ontology } = useQuery(queries.ontology());
  const { draft: { what, word, property }, set } = useDraft("teach", () => ({ what: "alias" as LexiconBody["what"], word: "", property: "" }));
  const [entity, setEntity] = useState<SearchHit | undefined>();
  const teach = useMutation({
    mutationFn: (body: LexiconBody) => send.teach(body),
    onSuccess: async () => { set({ word: "" }); setEntity(undefined); await cache.invalidateQueries({ queryKey: ["lexicon"] }); },
  });
  const ready = word.trim() !== "" && (what === "alias" ? entity !== undefined : property !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) teach.mutate({ what, word: word.trim(), ...(what === "alias" ? { entity_id: entity?.id } : { property }) });
  };
  return (
    <details className="teach">
      <summary>{say("lexicon.teach")}</summary>
      <form className="source-form" onSubmit={submit} aria-label={say("lexicon.teach")}>
        <Field label={say("lexicon.what")}>
          {(attributes) => (
            <select {...attributes} value={what} onChange={(event) => set({ what: event.target.value === "trigger" ? "trigger" : "alias" })}>
              <option value="alias">{say("lexicon.alias")}</option>
              <option value="trigger">{say("lexicon.trigger")}</option>
            </select>
          )}
        </Field>
        <Field label={say("lexicon.word")}>{(attributes) => <input {...attributes} type="text" value={word} maxLength={120} onChange={(event) => set({ word: event.target.value })} />}</Field>
        {what === "alias"
          ? <div className="field"><span className="quiet">{say("lexicon.means")}</span>{entity && <b>{label(entity.label)}</b>}<EntitySearch label={say("subject.search")} onPick={setEntity} /></div>
          : (
            <Field label={say("lexicon.means")}>
              {(attributes) => (
                <select {...attributes} value={property} onChange={(event) => set({ property: event.target.value })}>
                  <option value="">—</option>
                  {ontology?.properties.map((one) => <option key={one.name} value={one.name}>{label(one.label)}</option>)}
                </select>
              )}
            </Field>
          )}
        {teach.isError && <FailureNote error={teach.error} />}
        <div className="row"><button type="submit" className="primary" disabled={!ready || teach.isPending}>{say("lexicon.save")}</button></div>
      </form>
    </details>
  );
}
