/**
 * What is known of a source: title, publisher, date, language, address.
 * Invariant: a change names the version it was made upon; when somebody was faster, both versions are shown and the draft is kept. What is typed outlives
 * a reload together with what it was typed upon, so that a reload overwrites nobody.
 */
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { type SourceRef, cache, failureOf, queries, refreshLedger, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { linkable } from "../../path.ts";
import { hasDraft, useDraft } from "../../ui/draft.ts";
import { Field } from "../../ui/field.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { isWhen } from "../../ui/value-entry.ts";

const FIELDS = ["title", "publisher", "published", "language", "address"] as const;
type Name = (typeof FIELDS)[number];
/** What the record takes of each. */
const CHARS_MAX: Readonly<Record<Name, number>> = { title: 500, publisher: 200, published: 40, language: 20, address: 2000 };
type Draft = Record<Name, string>;

const draftOf = (source: SourceRef): Draft => ({ title: source.title, publisher: source.publisher ?? "", published: source.published ?? "", language: source.language ?? "", address: source.address ?? "" });

/** As typed, and what it was typed upon; after a refusal also what somebody else has made of it. */
interface Kept {
  mine: Draft;
  upon: Draft;
  version: number;
  theirs?: Draft;
}

const keyOf = (id: string): string => `source.${id}`;
/** Whether something was typed of this source and not saved. */
export const hasSourceDraft = (id: string): boolean => hasDraft(keyOf(id));

export function SourceForm({ source, onDone }: { source: SourceRef & { version: number }; onDone: () => void }) {
  const { say } = useLanguage();
  const { draft: { mine: draft, upon, version, theirs }, set, drop } = useDraft<Kept>(keyOf(source.id), () => ({ mine: draftOf(source), upon: draftOf(source), version: source.version }));
  const save = useMutation({
    mutationFn: () => send.editSource(source.id, { version, ...changesOf(draft, upon) }),
    onSuccess: async () => {
      drop();
      await Promise.all([cache.invalidateQueries({ queryKey: queries.document(source.id).queryKey }), refreshLedger()]);
      onDone();
    },
    onError: async (error) => {
      if (failureOf(error).status !== 409) return;
      const now = await cache.fetchQuery({ ...queries.source(source.id), staleTime: 0 });
      const is = draftOf(now);
      set({ mine: Object.fromEntries(FIELDS.map((name) => [name, draft[name] === upon[name] ? is[name] : draft[name]])) as Draft, upon: is, theirs: is, version: now.version });
    },
  });
  const problem = (name: Name): string | undefined => {
    if (name === "title" && draft.title.trim() === "") return say("source.title-needed");
    if (name === "published" && draft.published !== "" && !isWhen(draft.published)) return say("draft.date");
    return name === "address" && draft.address !== "" && linkable(draft.address) === undefined ? say("source.address-kind") : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (FIELDS.every((name) => problem(name) === undefined)) save.mutate();
  };
  return (
    <form className="source-form" onSubmit={submit} noValidate aria-label={say("source.edit")}>
      {FIELDS.map((name) => {
        const other = theirs && theirs[name] !== draft[name] ? say("conflict.their-value", { value: theirs[name] || "—" }) : undefined;
        return (
          <Field key={name} label={say(`source.${name}`)} problem={problem(name)} help={other ?? (name === "published" ? say("correction.when-help") : undefined)} wide={name === "title" || name === "address"}>
            {(attributes) => <input {...attributes} type="text" value={draft[name]} maxLength={CHARS_MAX[name]} onChange={(event) => set({ mine: { ...draft, [name]: event.target.value } })} />}
          </Field>
        );
      })}
      {save.isError && <FailureNote error={save.error} />}
      <div className="row">
        <button type="submit" className="primary" disabled={save.isPending}>{say("action.save")}</button>
        <button type="button" onClick={() => { drop(); onDone(); }}>{say("action.cancel")}</button>
      </div>
    </form>
  );
}

/** Members that differ, emptied ones as "". */
function changesOf(draft: Draft, before: Draft): Partial<Draft> {
  return Object.fromEntries(FIELDS.filter((name) => draft[name].trim() !== before[name]).map((name) => [name, draft[name].trim()]));
}
