/** Judging pairs of the queue one after the other: what was judged leaves at once, the last word can be taken back. Invariant: a refused word brings its pair back. */
import { useState } from "react";
import { type ApiFailure, type CandidatePairView, failureOf, refreshLedger } from "../../api.ts";
import { judge, takeBack, type Word } from "./queries.ts";

type Verdict = Word["verdict"];

export interface Judging {
  busy: boolean;
  failure?: ApiFailure;
  gone: ReadonlySet<string>;
  last?: { id: string; pair: CandidatePairView; verdict: Verdict };
  say: (pair: CandidatePairView, verdict: Verdict, note: string) => Promise<void>;
  undo: () => Promise<void>;
}

function wordOn(pair: CandidatePairView, verdict: Verdict, note: string): Word {
  const said = { verdict, expects: pair.head ?? null, ...(note.trim() ? { note: note.trim() } : {}) };
  const row = pair.right.register;
  return row ? { ...said, register_id: row.id, row: row.row, entity_id: pair.left.entity!.id } : { ...said, left_id: pair.left.entity!.id, right_id: pair.right.entity!.id };
}

export function useJudging(): Judging {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | undefined>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<Judging["last"]>();

  const during = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
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
    busy, gone, ...(failure ? { failure } : {}), ...(last ? { last } : {}),
    say: (pair, verdict, note) => during(async () => {
      const { id } = await judge(wordOn(pair, verdict, note));
      setGone((before) => new Set([...before, pair.key]));
      setLast({ id, pair, verdict });
    }),
    undo: () => during(async () => {
      if (!last) return;
      await takeBack(last.id);
      setGone((before) => new Set([...before].filter((key) => key !== last.pair.key)));
      setLast(undefined);
    }),
  };
}
