/** What people wrote beside an entity. Invariant: nothing is overwritten unseen: a note that somebody else changed is shown with both versions; what is removed can be brought back. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type EntityPage, type NoteView, cache, failureOf, queries, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { momentText } from "../../ui/figure-text.ts";
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
      <NoteForm label={say("note.new")} first={sessionStorage.getItem(`lightvalley.note.${entity.id}`) ?? ""} keep={`lightvalley.note.${entity.id}`} save={async (text) => { await send.writeNote(entity.slug, text); await refresh(); }} />
    </section>
  );
}

function OneNote({ note, refresh, onRemoved }: { note: NoteView; refresh: () => Promise<void>; onRemoved: (note: NoteView) => void }) {
  const { lang, say } = useLanguage();
  const [editing, setEditing] = useState(false);
  const remove = useMutation({ mutationFn: () => send.changeNote(note.id, { version: note.version, removed: true }), onSuccess: async (after) => { onRemoved(after); await refresh(); } });
  return (
    <li>
      {editing
        ? <NoteForm label={say("note.edit")} first={note.text} save={async (text) => { await send.changeNote(note.id, { version: note.version, text }); await refresh(); setEditing(false); }} cancel={() => setEditing(false)} />
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

function NoteForm({ label, first, save, cancel, keep }: { label: string; first: string; save: (text: string) => Promise<void>; cancel?: () => void; keep?: string }) {
  const { say } = useLanguage();
  const [text, setText] = useState(first);
  const type = (next: string) => {
    setText(next);
    if (keep) sessionStorage.setItem(keep, next);
  };
  const sent = useMutation({ mutationFn: () => save(text.trim()), onSuccess: () => { setText(""); if (keep) sessionStorage.removeItem(keep); } });
  const moved = sent.isError && failureOf(sent.error).code === "entities/note-moved" ? String(failureOf(sent.error).payload["text"] ?? "") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") sent.mutate();
  };
  return (
    <form onSubmit={submit} className="note-form">
      <label>{label} <textarea rows={2} value={text} maxLength={4000} onChange={(event) => type(event.target.value)} /></label>
      {sent.isError && <FailureNote error={sent.error} />}
      {moved !== undefined && <blockquote>{moved}</blockquote>}
      <div className="row">
        <button type="submit" disabled={text.trim() === "" || sent.isPending}>{say("action.save")}</button>
        {cancel && <button type="button" onClick={cancel}>{say("action.cancel")}</button>}
      </div>
    </form>
  );
}
