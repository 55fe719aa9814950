/** What the map reads and writes. Invariant: keys begin with "map"; the outlines are asked for once in a visit. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as Api from "../../api.ts";
import { getFrom, refreshLedger, sendTo } from "../../api.ts";
import { type AsOf, withQuery } from "../../path.ts";

/** Members of the address that the question is made of. */
const ASKED = ["cluster", "layers", "figure", "valid_on", "known_on"] as const;
export type MapAsked = Partial<Record<(typeof ASKED)[number], string>>;

export const askedIn = (search: URLSearchParams): MapAsked => Object.fromEntries(ASKED.flatMap((name) => { const value = search.get(name); return value === null || (value === "" && name !== "layers") ? [] : [[name, value]]; }));
const id = encodeURIComponent;
/** An address with these members; no layer at all is a choice too, and stays. */
function addressOf(base: string, query: MapAsked, more: Record<string, string> = {}): string {
  const all = new URLSearchParams({ ...query, ...more }).toString();
  return all === "" ? base : `${base}?${all}`;
}
export const workbookOf = (query: MapAsked, lang: string): string => addressOf("/api/map/workbook.xlsx", query, { lang });

export const mapQueries = {
  map: (query: MapAsked) => queryOptions({ queryKey: ["map", query], queryFn: ({ signal }) => getFrom<Api.MapView>(addressOf("/api/map", query), signal) }),
  outlines: () => queryOptions({ queryKey: ["map", "outlines"], staleTime: Infinity, gcTime: Infinity, queryFn: ({ signal }) => getFrom<Api.MapOutlines>("/api/map/outlines", signal) }),
  place: (ref: string, asOf: AsOf) => queryOptions({ queryKey: ["map", "place", ref, asOf], queryFn: ({ signal }) => getFrom<Api.PlaceView>(withQuery(`/api/map/places/${id(ref)}`, asOf), signal) }),
};

export const mapLists = {
  places: (query: MapAsked, placed: "yes" | "no") => infiniteQueryOptions({
    queryKey: ["map", "places", query, placed], initialPageParam: "",
    queryFn: ({ signal, pageParam }) => getFrom<Api.PlacesPage>(addressOf("/api/map/places", query, { placed, ...(pageParam ? { cursor: pageParam } : {}) }), signal),
    getNextPageParam: (page) => page.next,
  }),
};

export const mapSend = {
  check: (body: Api.PositionBody) => sendTo<Api.PositionAnswer>("/api/map/positions", { ...body, dry_run: true }),
  enter: async (body: Api.PositionBody) => {
    const answer = await sendTo<Api.PositionAnswer>("/api/map/positions", body);
    await refreshLedger();
    return answer;
  },
};
