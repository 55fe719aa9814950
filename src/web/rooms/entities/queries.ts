/** What the parts of an entity's page ask. Invariant: every key begins with "entity", so that one word refreshes them all, and holds the days asked for. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as Api from "../../../server/api-types.ts";
import { getFrom as get } from "../../api.ts";
import { type AsOf, withQuery } from "../../path.ts";

const id = encodeURIComponent;
const part = <T,>(name: string) => (ref: string, asOf: AsOf) =>
  queryOptions({ queryKey: ["entity", name, ref, asOf], queryFn: ({ signal }) => get<T>(withQuery(`/api/entities/${id(ref)}/${name}`, asOf), signal) });

export const pages = {
  head: part<Api.EntityPage>("page"),
  facts: part<Api.EntityFacts>("facts"),
  trends: part<Api.EntityFacts>("trends"),
  /** The first of each kind by name, in the order of the language. */
  ties: (ref: string, asOf: AsOf, lang: string) =>
    queryOptions({ queryKey: ["entity", "ties", ref, asOf, lang], queryFn: ({ signal }) => get<Api.EntityTies>(withQuery(`/api/entities/${id(ref)}/ties`, { lang, ...asOf }), signal) }),
  sources: part<Api.EntitySources>("sources"),
  chain: part<Api.EntityChain>("chain"),
  tenancies: part<Api.EntityTenancies>("tenancies"),
  within: part<Api.EntityWithin>("within"),
  targets: part<Api.EntityTargets>("targets"),
  project: part<Api.EntityProject>("project"),
  editions: part<Api.EntityEditions>("editions"),
  timeline: (ref: string, kinds: string, asOf: AsOf) =>
    infiniteQueryOptions({
      queryKey: ["entity", "timeline", ref, kinds, asOf],
      initialPageParam: 0,
      queryFn: ({ signal, pageParam }) => get<Api.EntityTimeline>(withQuery(`/api/entities/${id(ref)}/timeline`, { kinds, from: String(pageParam), limit: pageParam === 0 ? "16" : "40", ...asOf }), signal),
      getNextPageParam: (page) => (page.from + page.items.length < page.total ? page.from + page.items.length : undefined),
    }),
};

/** The form of a type; it changes with the program only. */
export const entryForm = (type: string) => queryOptions({ queryKey: ["ontology", "type", type], staleTime: Infinity, queryFn: ({ signal }) => get<Api.EntryFormDef>(`/api/ontology/types/${id(type)}`, signal) });
