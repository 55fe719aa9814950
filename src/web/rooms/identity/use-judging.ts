/** Judging pairs of the queue one after the other: what was judged leaves at once, the last word can be taken back. Invariant: a refused word brings its pair back. */
import { useRef, useState } from "react";
import { type ApiFailure, type CandidatePairView, failureOf, refreshLedger } from "../../api.ts";
import { judge, takeBack, type Word } from "./queries.ts";

type Verdict = Word["verdict"];

export interface Judging {
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
  const [failure, setFailure] = useState<ApiFailure | undefined>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<Judging["last"]>();
  const latest = useRef<Judging["last"]>(undefined);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const leave = (key: string) => setGone((before) => new Set([...before, key]));
  const comeBack = (key: string) => setGone((before) => new Set([...before].filter((one) => one !== key)));
  const remember = (word: Judging["last"]) => { latest.current = word; setLast(word); };

  /** One after the other, in the order of pressing: a key pressed while an answer is awaited is not lost. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    setFailure(undefined);
    queue.current = queue.current.then(work).catch((error: unknown) => setFailure(failureOf(error))).finally(() => void refreshLedger());
    return queue.current;
  };

  return {
    gone, ...(failure ? { failure } : {}), ...(last ? { last } : {}),
    say: (pair, verdict, note) => {
      leave(pair.key);
      return inTurn(async () => {
        try {
          remember({ ...(await judge(wordOn(pair, verdict, note))), pair, verdict });
        } catch (error) {
          comeBack(pair.key);
          throw error;
        }
      });
    },
    undo: () => inTurn(async () => {
      const word = latest.current;
      if (!word) return;
      await takeBack(word.id);
      comeBack(word.pair.key);
      remember(undefined);
    }),
  };
}
