/**
 * What people wrote beside an entity. Invariant: nothing is overwritten unseen: a note that somebody else changed is shown with both versions; what is removed
 * can be brought back; what is typed outlives a reload, together with the version it was typed upon.
 */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type EntityPage, type NoteView, cache, failureOf, queries, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { momentText } from "../../ui/figure-text.ts";
import { hasDraft, useDraft } from "../../ui/draft.ts";
import { FailureNote } from "../../ui/loaded.tsx";

export function Notes({ entity }: { entity: EntityPage }) {
  const { say } = useLanguage();
  const { data } = useQuery(queries.notesOn(entity.slug));
  const [gone, setGone] = useState<NoteView | undefined>();
  const refresh = () => cache.invalidateQueries({ queryKey: queries.notesOn(entity.slug).queryKey });
  const restore = useMutation({ mutationFn: (note: NoteView) => send.changeNote(note.id, { version: note.version, removed: false }), onSuccess: async () => { setGone(undefined); await refresh(); } });
  return (
    <section>
      <h2>{say("note.title")}</h2>
      {data && data.items.length > 0 && <ul className="notes">{data.items.map((note) => <OneNote key={note.id} note={note} refresh={refresh} onRemoved={setGone} />)}</ul>}
      {gone && <p role="status">{say("note.removed")} <button type="button" onClick={() => restore.mutate(gone)}>{say("note.restore")}</button></p>}
      {restore.isError && <FailureNote error={restore.error} />}
      <NoteForm label={say("note.new")} keep={`note.${entity.id}`} first="" version={0} save={async (text) => { await send.writeNote(entity.slug, text); await refresh(); }} />
    </section>
  );
}

function OneNote({ note, refresh, onRemoved }: { note: NoteView; refresh: () => Promise<void>; onRemoved: (note: NoteView) => void }) {
  const { lang, say } = useLanguage();
  const keep = `note-edit.${note.id}`;
  const [editing, setEditing] = useState(() => hasDraft(keep));
  const remove = useMutation({ mutationFn: () => send.changeNote(note.id, { version: note.version, removed: true }), onSuccess: async (after) => { onRemoved(after); await refresh(); } });
  return (
    <li>
      {editing
        ? <NoteForm label={say("note.edit")} keep={keep} first={note.text} version={note.version} save={async (text, version) => { await send.changeNote(note.id, { version, text }); await refresh(); setEditing(false); }} cancel={() => setEditing(false)} />
        : (
          <>
            <p className="note-text">{note.text}</p>
            <p className="quiet">{note.actor} <time dateTime={note.at}>{momentText(note.at, lang)}</time>{note.version > 1 && ` · ${say("note.edited")}`}{" "}
              <button type="button" className="quiet-button" onClick={() => setEditing(true)}>{say("note.edit")}</button>
              <button type="button" className="quiet-button" disabled={remove.isPending} onClick={() => remove.mutate()}>{say("note.remove")}</button>
            </p>
          </>
        )}
      {remove.isError && <FailureNote error={remove.error} />}
    </li>
  );
}

interface NoteFormProps {
  label: string;
  keep: string;
  first: string;
  version: number;
  save: (text: string, version: number) => Promise<void>;
  cancel?: () => void;
}

function NoteForm({ label, keep, first, version, save, cancel }: NoteFormProps) {
  const { say } = useLanguage();
  const { draft: { text, upon, theirs }, set, drop } = useDraft(keep, () => ({ text: first, upon: version, theirs: "" }));
  const sent = useMutation({
    mutationFn: () => save(text.trim(), upon),
    onSuccess: () => drop(),
    // With their words in view, saving once more is meant.
    onError: (error) => { const { code, payload } = failureOf(error); if (code === "entities/note-moved") set({ upon: Number(payload["version"]), theirs: String(payload["text"] ?? "") }); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") sent.mutate();
  };
  return (
    <form onSubmit={submit} className="note-form">
      <label>{label} <textarea rows={2} value={text} maxLength={4000} onChange={(event) => set({ text: event.target.value })} /></label>
      {sent.isError && <FailureNote error={sent.error} />}
      {theirs !== "" && <blockquote>{theirs}</blockquote>}
      <div className="row">
        <button type="submit" disabled={text.trim() === "" || sent.isPending}>{say("action.save")}</button>
        {cancel && <button type="button" onClick={() => { drop(); cancel(); }}>{say("action.cancel")}</button>}
      </div>
    </form>
  );
}
