/** A new entity: its type, its names and the source that names it. Invariant: names that the record knows already are shown before a second one is made; none is made without a source. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { queries, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";
import { useDraft } from "../../ui/draft.ts";
import { EntityLink } from "../../ui/entity-link.tsx";
import { Field } from "../../ui/field.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { PageHead } from "../../ui/page.tsx";
import { NO_SOURCE, SourceChoice, sourceSent } from "./source-choice.tsx";
import "./entity.css";

const NAME_CHARS_MAX = 500;

const EMPTY = { zh: "", en: "", source: NO_SOURCE };

export function Component() {
  const { say } = useLanguage();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { data: ontology } = useQuery(queries.ontology());
  const [type, setType] = useState(search.get("type") ?? "Firm");
  const { draft: name, set, drop } = useDraft("new-entity", () => EMPTY);
  const [tried, setTried] = useState(false);
  const missing = name.zh.trim() === "" && name.en.trim() === "", source = sourceSent(name.source);
  const create = useMutation({
    mutationFn: () => send.createEntity({ type, label: { ...(name.zh.trim() ? { zh: name.zh.trim() } : {}), ...(name.en.trim() ? { en: name.en.trim() } : {}) }, source }),
    onSuccess: async (made) => { drop(); await refreshLedger(); void navigate(path.entity(made.slug)); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && source !== undefined) create.mutate();
  };
  return (
    <article>
      <PageHead title={say("entry.new-entity")} />
      <form className="correction new-entity" onSubmit={submit} noValidate aria-label={say("entry.new-entity")}>
        <Field label={say("entry.type")}>
          {(attributes) => <select {...attributes} value={type} onChange={(event) => setType(event.target.value)}>{(ontology?.types ?? []).map((one) => <option key={one.name} value={one.name}><Words of={one.label} /></option>)}</select>}
        </Field>
        {(["zh", "en"] as const).map((lang) => (
          <Field key={lang} label={say(`entry.name-${lang}`)} problem={tried && missing ? say("entry.name-needed") : undefined} wide>
            {(attributes) => <input {...attributes} lang={lang} type="text" value={name[lang]} maxLength={NAME_CHARS_MAX} onChange={(event) => set({ [lang]: event.target.value })} />}
          </Field>
        ))}
        <SourceChoice draft={name.source} set={(next) => set({ source: next })} problem={tried && source === undefined ? say("entry.source-for-entity") : undefined} />
        <Known name={name.zh.trim() || name.en.trim()} />
        {create.isError && <FailureNote error={create.error} />}
        <div className="row"><button type="submit" className="primary" disabled={create.isPending}>{say("entry.create")}</button></div>
      </form>
    </article>
  );
}

function Known({ name }: { name: string }) {
  const { say } = useLanguage();
  const { data } = useQuery({ ...queries.search(name, 5), placeholderData: (before) => before });
  if (name === "" || !data || data.items.length === 0) return null;
  return <p className="wide quiet" role="status">{say("entry.known")} {data.items.map((hit) => <span key={hit.id}><EntityLink entity={hit} withType /> </span>)}</p>;
}
