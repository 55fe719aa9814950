/** Where a figure is said: a source of the record, found by its title, or a new citation. Invariant: what cannot be cited is not sent. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { lists } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { linkable } from "../../path.ts";
import { Field } from "../../ui/field.tsx";
import { isWhen } from "../../ui/value-entry.ts";

export interface SourceDraft {
  /** An existing source, or "" for the new one below. */
  id: string;
  isNew: boolean;
  title: string;
  publisher: string;
  published: string;
  address: string;
}

/** What the record takes of each. */
const CHARS_MAX = { title: 500, publisher: 200, published: 40, address: 2000 } as const;

export const NO_SOURCE: SourceDraft = { id: "", isNew: false, title: "", publisher: "", published: "", address: "" };

/** What is sent of it; nothing where it is not complete. */
export function sourceSent(draft: SourceDraft): string | { title: string; publisher?: string; published?: string; address?: string } | undefined {
  if (!draft.isNew) return draft.id === "" ? undefined : draft.id;
  const [title, publisher, published, address] = [draft.title.trim(), draft.publisher.trim(), draft.published.trim(), draft.address.trim()];
  if (title === "" || (published !== "" && !isWhen(published)) || (address !== "" && linkable(address) === undefined)) return undefined;
  return { title, ...(publisher ? { publisher } : {}), ...(published ? { published } : {}), ...(address ? { address } : {}) };
}

export function SourceChoice({ draft, set, problem }: { draft: SourceDraft; set: (draft: SourceDraft) => void; problem: string | undefined }) {
  const { say } = useLanguage();
  const name = useId();
  return (
    <fieldset className="wide source-choice" aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend>{say("entry.source")}</legend>
      <label><input type="radio" name={name} checked={!draft.isNew} onChange={() => set({ ...draft, isNew: false })} /> {say("entry.source-kept")}</label>{" "}
      <label><input type="radio" name={name} checked={draft.isNew} onChange={() => set({ ...draft, isNew: true })} /> {say("entry.source-new")}</label>
      {draft.isNew ? <NewSource draft={draft} set={set} /> : <KeptSource draft={draft} set={set} />}
      {problem && <small id={`${name}-problem`} className="problem">{problem}</small>}
    </fieldset>
  );
}

function KeptSource({ draft, set }: { draft: SourceDraft; set: (draft: SourceDraft) => void }) {
  const { say } = useLanguage();
  const [q, setQ] = useState("");
  const { data, isFetching } = useInfiniteQuery({ ...lists.sources({ q: q.trim() }), placeholderData: (before) => before });
  const found = data?.pages[0]?.items.slice(0, 20) ?? [];
  return (
    <>
      <Field label={say("entry.source-find")}>
        {(attributes) => <input {...attributes} type="search" value={q} maxLength={200} onChange={(event) => setQ(event.target.value)} />}
      </Field>
      <Field label={say("entry.source")} wide>
        {(attributes) => (
          <select {...attributes} value={draft.id} size={5} onChange={(event) => set({ ...draft, id: event.target.value })}>
            <option value="">{found.length > 0 ? "—" : isFetching ? say("state.loading") : say("entry.source-none")}</option>
            {found.map((one) => <option key={one.id} value={one.id}>{[one.published, one.publisher, one.title].filter(Boolean).join(" · ")}</option>)}
          </select>
        )}
      </Field>
    </>
  );
}

function NewSource({ draft, set }: { draft: SourceDraft; set: (draft: SourceDraft) => void }) {
  const { say } = useLanguage();
  const problems = {
    title: undefined, publisher: undefined,
    published: draft.published !== "" && !isWhen(draft.published) ? say("draft.date") : undefined,
    address: draft.address !== "" && linkable(draft.address) === undefined ? say("source.address-kind") : undefined,
  };
  return (["title", "publisher", "published", "address"] as const).map((field) => (
    <Field key={field} label={say(`source.${field}`)} problem={problems[field]} wide={field === "title" || field === "address"}>
      {(attributes) => <input {...attributes} type="text" value={draft[field]} maxLength={CHARS_MAX[field]} onChange={(event) => set({ ...draft, [field]: event.target.value })} />}
    </Field>
  ));
}
