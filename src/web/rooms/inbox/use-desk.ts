/**
 * Deciding at the review desk: each kind of thing by its own route, and how each is taken back.
 * Invariant: a decision names what its maker saw; a refusal leaves the thing in the list and says why; every decision made here can be undone.
 */
import { useState } from "react";
import { type ApiFailure, type ClaimView, type InboxItem, failureOf, refreshLedger, request, send } from "../../api.ts";
import { tableSends } from "../../ui/table/queries.ts";

type Pair = Extract<InboxItem, { kind: "pair" }>["pair"];

export interface Desk {
  busy: boolean;
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
  const [last, setLast] = useState<{ n: number; undo: (() => Promise<unknown>)[] }>({ n: 0, undo: [] });

  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      await refreshLedger().catch(() => undefined);
      setBusy(false);
    }
  };

  return {
    busy, failure, undoable: last.n,
    decide: async (items, verdict) => await run(async () => {
      const claims = items.flatMap((item) => (item.kind === "proposal" && item.claim.allowed.includes(verdict) ? [item.claim] : []));
      const pairs = items.flatMap((item) => (item.kind === "pair" ? [item.pair] : []));
      const files = verdict === "reject" ? items.filter((item) => item.kind === "import") : [];
      const undo: (() => Promise<unknown>)[] = [];
      try {
        if (claims.length > 0) undo.push(await rule(claims, verdict));
        for (const pair of pairs) undo.push(await judge(pair, verdict === "accept" ? "same" : "different"));
        for (const file of files) await tableSends.putAside(file.id);
      } finally {
        // What was done before a refusal can be undone as well.
        if (undo.length > 0) setLast({ n: claims.length + pairs.length, undo });
      }
    }),
    unsure: async (item) => await run(async () => { if (item.kind === "pair") setLast({ n: 1, undo: [await judge(item.pair, "unsure")] }); }),
    undo: async () => await run(async () => {
      for (const one of last.undo.toReversed()) await one();
      setLast({ n: 0, undo: [] });
    }),
    done: (undo) => setLast({ n: 1, undo: [undo] }),
  };
}
