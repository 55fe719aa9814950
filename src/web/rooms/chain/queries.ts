/** What the chain's pages read and write. Invariant: a page's address holds the whole question; keys begin with "chain", so that it is refreshed by that name. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as Api from "../../api.ts";
import { cache, getFrom, sendTo } from "../../api.ts";
import { withQuery } from "../../path.ts";

/** Members of the address that the chain's questions are made of. */
const SCOPE = ["region", "rung", "size", "against", "valid_on", "known_on"] as const;
const COMPARE = ["with_region", "with_valid_on", "with_known_on"] as const;

const pick = (search: URLSearchParams, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => { const value = search.get(name); return value ? [[name, value]] : []; }));
export const scopeIn = (search: URLSearchParams): Record<string, string> => pick(search, SCOPE);
export const comparedIn = (search: URLSearchParams): Record<string, string> => pick(search, [...SCOPE, ...COMPARE]);

export const chainQueries = {
  panorama: (query: Record<string, string>) => queryOptions({ queryKey: ["chain", query], queryFn: ({ signal }) => getFrom<Api.ChainView>(withQuery("/api/chain", query), signal) }),
  node: (node: string, query: Record<string, string>) => queryOptions({ queryKey: ["chain", "node", node, query], queryFn: ({ signal }) => getFrom<Api.ChainNodePage>(withQuery(`/api/chain/nodes/${encodeURIComponent(node)}`, query), signal) }),
  next: (query: Record<string, string>) => queryOptions({ queryKey: ["chain", "next", query], queryFn: ({ signal }) => getFrom<Api.ChainNext>(withQuery("/api/chain/next", query), signal) }),
  backtest: () => queryOptions({ queryKey: ["chain", "backtest"], queryFn: ({ signal }) => getFrom<{ items: Api.ChainBacktest[] }>("/api/chain/backtest", signal) }),
};

/** What is read page by page. */
export const chainLists = {
  gaps: (query: Record<string, string>) => infiniteQueryOptions({
    queryKey: ["chain", "gaps", query], initialPageParam: "",
    queryFn: ({ signal, pageParam }) => getFrom<Api.ChainGaps>(withQuery("/api/chain/gaps", { ...query, cursor: pageParam }), signal),
    getNextPageParam: (page) => page.next,
  }),
};

const formOf = (file: File): FormData => { const form = new FormData(); form.append("file", file, file.name); return form; };

export const chainSend = {
  rule: async (firm: string, node: string, here: boolean) => {
    const answer = await sendTo<{ claim: Api.ClaimView }>("/api/chain/rulings", { firm, node, here });
    await cache.invalidateQueries({ queryKey: ["chain"] });
    return answer;
  },
  nextOver: (query: Record<string, string>, file: File) => sendTo<Api.ChainNext>(withQuery("/api/chain/next", query), formOf(file)),
  backtestOn: (period: string, file: File) => sendTo<{ items: Api.ChainBacktest[] }>(withQuery("/api/chain/backtest", { period }), formOf(file)),
};
