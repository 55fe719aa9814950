/** Which claims are chosen, by one and by range. Invariant: a chosen claim is kept as it was seen, so that a decision names what its maker saw. */
import { useState } from "react";
import type { ClaimView } from "../../api.ts";
import type { Selection } from "../../ui/table/window-table.tsx";

export interface Chosen extends Selection<ClaimView> {
  claims: ReadonlyMap<string, ClaimView>;
  add: (claims: readonly ClaimView[]) => void;
  clear: () => void;
}

/** @param between the rows from one place to another, wherever they are. */
export function useChosen(between: (from: number, to: number) => Promise<ClaimView[]>): Chosen {
  const [claims, setClaims] = useState<ReadonlyMap<string, ClaimView>>(new Map());
  const [last, setLast] = useState<number | undefined>();
  const add = (some: readonly ClaimView[]): void => setClaims((before) => new Map([...before, ...some.map((claim): [string, ClaimView] => [claim.id, claim])]));
  return {
    claims, add,
    has: (claim) => claims.has(claim.id),
    clear: () => { setClaims(new Map()); setLast(undefined); },
    toggle: (claim, place, range) => {
      if (range && last !== undefined) void between(Math.min(last, place), Math.max(last, place)).then(add);
      else if (claims.has(claim.id)) setClaims((before) => { const after = new Map(before); after.delete(claim.id); return after; });
      else add([claim]);
      setLast(place);
    },
  };
}
