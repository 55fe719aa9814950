/** What identity's pages read and write. Invariant: keys begin with the noun, so that a change of the ledger refreshes them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type JudgedAnswer, type JudgementView, type KnownAsView, type Page, type PairPage, getFrom, request } from "../../api.ts";
import { type AsOf, withQuery } from "../../path.ts";

export interface PairsAsked {
  register?: string;
  show?: string;
}

export const pairs = (asked: PairsAsked) => queryOptions({
  queryKey: ["pairs", asked], queryFn: ({ signal }) => getFrom<PairPage>(withQuery("/api/identity/pairs", { ...asked, limit: "30" }), signal),
});

export const judgements = (asked: { entity?: string } = {}) => infiniteQueryOptions({
  queryKey: ["judgements", asked], initialPageParam: "",
  queryFn: ({ signal, pageParam }) => getFrom<Page<JudgementView>>(withQuery("/api/identity/judgements", { ...asked, cursor: pageParam }), signal), getNextPageParam: (page) => page.next,
});

export const knownAs = (ref: string, asOf: AsOf) => queryOptions({
  queryKey: ["known-as", ref, asOf], queryFn: ({ signal }) => getFrom<KnownAsView>(withQuery(`/api/identity/entities/${encodeURIComponent(ref)}`, asOf), signal),
});

export type Word = { verdict: "same" | "different" | "unsure"; note?: string; expects: string | null } & ({ left_id: string; right_id: string } | { register_id: string; row: number; entity_id: string });

export const judge = (word: Word) => request<JudgedAnswer>("POST", "/api/identity/judgements", word);
export const takeBack = (id: string) => request<JudgedAnswer>("POST", `/api/identity/judgements/${encodeURIComponent(id)}/reversal`, {});
export const applyRule = (rule: "same-code") => request<{ judged: number }>("POST", "/api/identity/rules", { rule });
