/** The way in for files: dropped, chosen, or pasted, as the text of an article may be. Invariant: a refused upload keeps the page as it was and says why. */
import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { type JobView, cache, send } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { FailureNote } from "../../ui/loaded.tsx";

export const ACCEPTED = ".txt,.md,.html,.htm,.docx,.pdf,.xlsx,.csv";

/** Less than this is no article. */
const ARTICLE_CHARS = 20;
/** The first line names a pasted article, as far as a file's name may hold it. */
const titleOf = (text: string): string => (text.trim().split("\n")[0] ?? "").replace(/[\\/:*?"<>|\p{Cc}]/gu, " ").trim().slice(0, 60);

export function UploadArea({ onStarted }: { onStarted: (job: JobView) => void }) {
  const { say } = useLanguage();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const upload = useMutation({ mutationFn: send.upload, onSuccess: (job) => { void cache.invalidateQueries({ queryKey: ["jobs"] }); onStarted(job); } });
  const begin = (files: FileList | null) => {
    if (files !== null && files.length > 0) upload.mutate([...files]);
  };
  const [pasted] = useState(() => say("upload.pasted"));
  const { mutate } = upload;
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]")) return;
      const files = [...(event.clipboardData?.files ?? [])], text = event.clipboardData?.getData("text/plain") ?? "";
      if (files.length > 0) mutate(files);
      else if (text.trim().length >= ARTICLE_CHARS) mutate([new File([text], `${titleOf(text) || pasted}.txt`, { type: "text/plain" })]);
      else return;
      event.preventDefault();
    };
    window.addEventListener("paste", hear);
    return () => window.removeEventListener("paste", hear);
  }, [mutate, pasted]);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    begin(event.dataTransfer.files);
  };
  return (
    <section
      className={over ? "drop over" : "drop"} aria-label={say("upload.title")} onDrop={onDrop}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
    >
      <button type="button" className="primary" disabled={upload.isPending} onClick={() => input.current?.click()}>{say(upload.isPending ? "upload.sending" : "upload.choose")}</button>
      <p>{say("upload.help")}</p>
      <input
        ref={input} type="file" multiple hidden accept={ACCEPTED} aria-label={say("upload.choose")}
        onChange={(event) => { begin(event.target.files); event.target.value = ""; }}
      />
      {upload.isError && <FailureNote error={upload.error} retry={() => upload.mutate(upload.variables)} />}
    </section>
  );
}
