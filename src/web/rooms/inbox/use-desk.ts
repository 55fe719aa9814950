/**
 * Deciding at the review desk: each kind of thing by its own route, and how each is taken back.
 * Invariant: a decision names what its maker saw; a refusal leaves the thing in the list and says why; every decision made here can be undone, the last one first.
 */
import { useRef, useState } from "react";
import { type ApiFailure, type ClaimView, type InboxItem, cache, failureOf, refreshLedger, request, send } from "../../api.ts";
import { tableSends } from "../../ui/table/queries.ts";

type Pair = Extract<InboxItem, { kind: "pair" }>["pair"];

/** Something done here: how many things it saw to, which, and what takes it back. */
interface Act {
  n: number;
  ids: string[];
  undo: (() => Promise<unknown>)[];
}

export interface Desk {
  busy: boolean;
  /** Things already seen to, which the list of the server may still hold for a moment. */
  gone: ReadonlySet<string>;
  failure: ApiFailure | undefined;
  /** How many things the last act saw to; 0 = nothing to undo. */
  undoable: number;
  decide: (items: readonly InboxItem[], verdict: "accept" | "reject") => Promise<void>;
  unsure: (item: InboxItem) => Promise<void>;
  undo: () => Promise<void>;
  /** Something was seen to by a form of its own. */
  done: (undo: () => Promise<unknown>) => void;
}

const idsOf = (pair: Pair): object => {
  const head = pair.head ? { expects: pair.head } : {};
  const [row, entity] = pair.left.register && !pair.left.entity ? [pair.left, pair.right] : pair.right.register && !pair.right.entity ? [pair.right, pair.left] : [undefined, undefined];
  if (row?.register && entity?.entity) return { register_id: row.register.id, row: row.register.row, entity_id: entity.entity.id, ...head };
  return { left_id: pair.left.entity?.id, right_id: pair.right.entity?.id, ...head };
};

const judge = async (pair: Pair, verdict: "same" | "different" | "unsure"): Promise<() => Promise<unknown>> => {
  const { id } = await request<{ id: string }>("POST", "/api/identity/judgements", { ...idsOf(pair), verdict });
  return async () => await request("POST", `/api/identity/judgements/${encodeURIComponent(id)}/reversal`, {});
};

const rule = async (claims: ClaimView[], verdict: "accept" | "reject"): Promise<() => Promise<unknown>> => {
  const { change } = await send.decide(claims.map((claim) => ({ claim_id: claim.id, verdict, ...(claim.head ? { expects: claim.head } : {}) })));
  return async () => await tableSends.undo(change.id);
};

export function useDesk(): Desk {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | undefined>();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const turn = useRef<Promise<void>>(Promise.resolve());
  // What was done, the last act at the end: also for an undo that is pressed before the page has been drawn again.
  const done = useRef<Act[]>([]);
  const [undoable, setUndoable] = useState(0);
  const setDone = (acts: Act[]): void => { done.current = acts; setUndoable(acts.at(-1)?.n ?? 0); };
  const did = (act: Act): void => setDone([...done.current, act]);

  /** One after the other: a quick hand is never told to wait. What it concerns leaves the list at once, and comes back where it is refused. */
  const run = (ids: readonly string[], work: () => Promise<void>): Promise<void> => {
    setGone((before) => new Set([...before, ...ids]));
    const mine = turn.current.then(async () => {
      setBusy(true);
      setFailure(undefined);
      try {
        await work();
        void refreshLedger();
      } catch (error) {
        setFailure(failureOf(error));
        await refreshLedger().catch(() => undefined);
        setGone((before) => new Set([...before].filter((id) => !ids.includes(id))));
      } finally {
        setBusy(false);
      }
    });
    turn.current = mine;
    return mine;
  };

  return {
    busy, gone, failure, undoable,
    decide: async (items, verdict) => await run(items.filter((item) => item.kind !== "finding" && (item.kind !== "import" || verdict === "reject")).map((item) => item.id), async () => {
      const claims = items.flatMap((item) => (item.kind === "proposal" && item.claim.allowed.includes(verdict) ? [item.claim] : []));
      const pairs = items.flatMap((item) => (item.kind === "pair" ? [item.pair] : []));
      const files = verdict === "reject" ? items.filter((item) => item.kind === "import") : [];
      const undo: (() => Promise<unknown>)[] = [];
      try {
        if (claims.length > 0) undo.push(await rule(claims, verdict));
        for (const pair of pairs) undo.push(await judge(pair, verdict === "accept" ? "same" : "different"));
        for (const file of files) {
          await tableSends.putAside(file.id);
          undo.push(async () => await tableSends.bringBack(file.id));
        }
      } finally {
        // What was done before a refusal can be undone as well.
        if (undo.length > 0) did({ n: claims.length + pairs.length + files.length, ids: items.map((item) => item.id), undo });
      }
    }),
    unsure: async (item) => await run([item.id], async () => { if (item.kind === "pair") did({ n: 1, ids: [item.id], undo: [await judge(item.pair, "unsure")] }); }),
    undo: async () => await run([], async () => {
      const act = done.current.at(-1);
      if (act === undefined) return;
      for (const one of act.undo.toReversed()) await one();
      setDone(done.current.slice(0, -1));
      // They come back as they now are: the next decision must name the one that took the last back.
      await cache.invalidateQueries({ queryKey: ["inbox"] });
      setGone((before) => new Set([...before].filter((id) => !act.ids.includes(id))));
    }),
    done: (undo) => did({ n: 1, ids: [], undo: [undo] }),
  };
}
