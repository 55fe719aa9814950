/** An edit of many rows as one change set, and its undo. Invariant: one at a time; a refusal keeps what was chosen and typed; the undo is itself recorded. */
import { useState } from "react";
import { type ApiFailure, type ChangeView, failureOf, refreshLedger } from "../../api.ts";
import { tableSends } from "./queries.ts";

export interface Undoable<Done> {
  busy: boolean;
  failure: ApiFailure | undefined;
  done: Done | undefined;
  /** It has been taken back. */
  undone: boolean;
  /** @param told what is said of it when it is done; runs before the record is read anew. */
  act: (work: () => Promise<Done & { change: ChangeView }>, told: () => void) => Promise<void>;
  undo: () => Promise<void>;
}

export function useUndoable<Done>(): Undoable<Done> {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | undefined>();
  const [done, setDone] = useState<(Done & { change: ChangeView }) | undefined>();
  const [undone, setUndone] = useState(false);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    setUndone(false);
    try {
      await work();
      await refreshLedger();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    busy, failure, done, undone,
    act: async (work, told) => await run(async () => { setDone(await work()); told(); }),
    undo: async () => {
      if (done !== undefined) await run(async () => { await tableSends.undo(done.change.id); setDone(undefined); setUndone(true); });
    },
  };
}
