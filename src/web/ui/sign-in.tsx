/**
 * Signing in where one stands: a visitor of a shared server, or somebody whose session has ended in the middle of a save.
 * Invariant: the page stays as it is, drafts included; the token is sent once and kept by the browser where no script can read it.
 */
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Session, cache, refreshLedger, sendTo } from "../api.ts";
import { useLanguage } from "../i18n/language.tsx";

export function SignIn({ onDone }: { onDone?: () => void }) {
  const { say, label } = useLanguage();
  const [token, setToken] = useState("");
  const sign = useMutation({
    mutationFn: () => sendTo<Session>("/api/session", { token: token.trim() }),
    onSuccess: async () => { setToken(""); await cache.invalidateQueries({ queryKey: ["session"] }); await refreshLedger(); onDone?.(); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (token.trim() !== "") sign.mutate();
  };
  if (sign.isSuccess) return <p role="status">{say("sign-in.done")}</p>;
  return (
    <div className="sign-in" role="group" aria-label={say("sign-in.title")}>
      <input type="password" autoComplete="current-password" aria-label={say("sign-in.token")} placeholder={say("sign-in.token")} value={token} maxLength={500} onChange={(event) => setToken(event.target.value)} onKeyDown={(event) => { if (event.key === "Enter") submit(event); }} />
      <button type="button" disabled={sign.isPending || token.trim() === ""} onClick={submit}>{say("sign-in.go")}</button>
      {sign.isError && <span role="alert">{label("words" in sign.error ? (sign.error.words as { zh?: string; en?: string }) : {})}</span>}
    </div>
  );
}
