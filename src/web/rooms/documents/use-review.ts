/**
 * Deciding on the claims of one document: what was sent, what can be undone, and what somebody else decided first.
 * Invariant: a decision names the state it was made upon (`expects`); when that has moved on, nothing is written and both versions are shown.
 */
import { useState } from "react";
import { type ApiFailure, type ClaimView, type DecisionView, type DocumentView, type LexiconView, type Verdict, cache, failureOf, queries, refreshLedger, send } from "../../api.ts";

export interface Conflict {
  claim: string;
  wanted: Verdict;
  /** What the other person decided, where it could be learnt. */
  theirs?: DecisionView;
}

export interface Review {
  busy: boolean;
  failure?: ApiFailure;
  conflict?: Conflict;
  /** The last decisions made here, to be undone. */
  undoable: ClaimView[];
  decide: (claims: ClaimView[], verdict: Verdict, note?: string) => Promise<boolean>;
  undo: () => Promise<boolean>;
  dismiss: () => void;
  /** Puts changed claims into the document shown, and asks again for all else that shows them. */
  absorb: (claims: ClaimView[], taught?: LexiconView[]) => void;
  /** Words that the last correction taught the reader; they can be taken back. */
  taught: LexiconView[];
  untaught: (word: LexiconView) => void;
  /** After a refusal for staleness: learns what the other person did. */
  learn: (claim: string, wanted: Verdict) => Promise<void>;
}

function absorbInto(source: string, changed: ClaimView[]): void {
  const byId = new Map(changed.map((claim) => [claim.id, claim]));
  cache.setQueryData<DocumentView>(queries.document(source).queryKey, (document) => document && { ...document, claims: document.claims.map((claim) => byId.get(claim.id) ?? claim) });
  void cache.invalidateQueries({ queryKey: queries.document(source).queryKey });
  void refreshLedger();
}

export function useReview(source: string): Review {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | undefined>();
  const [conflict, setConflict] = useState<Conflict | undefined>();
  const [taught, setTaught] = useState<LexiconView[]>([]);
  const [undoable, setUndoable] = useState<ClaimView[]>([]);

  const learn = async (claim: string, wanted: Verdict) => {
    const [history] = await Promise.all([cache.fetchQuery({ ...queries.history(claim), staleTime: 0 }), cache.invalidateQueries({ queryKey: queries.document(source).queryKey })]);
    const theirs = history.decisions.filter((one) => one.claim_id === claim).toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
    setConflict({ claim, wanted, ...(theirs ? { theirs } : {}) });
  };

  const decide = async (claims: ClaimView[], verdict: Verdict, note?: string): Promise<boolean> => {
    const able = claims.filter((claim) => claim.allowed.includes(verdict));
    if (able.length === 0 || busy) return false;
    setBusy(true);
    setFailure(undefined);
    setConflict(undefined);
    try {
      const answer = await send.decide(able.map((claim) => ({ claim_id: claim.id, verdict, ...(claim.head ? { expects: claim.head } : {}) })), note || undefined);
      absorbInto(source, answer.claims);
      setUndoable(verdict === "reopen" ? [] : answer.claims);
      return true;
    } catch (error) {
      const refused = failureOf(error);
      setFailure(refused);
      const stale = String(refused.payload.claim_id ?? able[0]?.id ?? "");
      if (refused.status === 409) await learn(stale, verdict).catch(() => undefined);
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    busy, undoable, taught, decide, learn,
    ...(failure ? { failure } : {}),
    ...(conflict ? { conflict } : {}),
    undo: () => decide(undoable, "reopen"),
    dismiss: () => { setConflict(undefined); setFailure(undefined); },
    absorb: (claims, words = []) => { absorbInto(source, claims); setTaught(words); },
    untaught: (word) => setTaught((before) => before.filter((one) => one.id !== word.id)),
  };
}
