/** What the pages of parks and promises read and write. Invariant: every key begins with "parks", so that one word refreshes them all. */
import { queryOptions } from "@tanstack/react-query";
import type * as Api from "../../../server/api-types.ts";
import { cache, getFrom as get, request as call } from "../../api.ts";
import { type AsOf, withQuery } from "../../path.ts";

const id = encodeURIComponent;

export const parks = {
  list: (asOf: { cluster?: string } & AsOf) => queryOptions({ queryKey: ["parks", "list", asOf], queryFn: ({ signal }) => get<Api.ParksAnswer>(withQuery("/api/parks", asOf), signal) }),
  one: (ref: string, asOf: AsOf) => queryOptions({ queryKey: ["parks", "one", ref, asOf], queryFn: ({ signal }) => get<Api.ParkAnswer>(withQuery(`/api/parks/${id(ref)}`, asOf), signal) }),
  stacking: (ref: string, asOf: AsOf) => queryOptions({ queryKey: ["parks", "stacking", ref, asOf], queryFn: ({ signal }) => get<Api.StackingAnswer>(withQuery(`/api/parks/${id(ref)}/stacking`, asOf), signal) }),
  fit: (ref: string, need: Record<string, string>) => queryOptions({ queryKey: ["parks", "fit", ref, need], queryFn: ({ signal }) => get<Api.FitView>(withQuery(`/api/parks/${id(ref)}/fit`, need), signal) }),
  events: (unit: string) => queryOptions({ queryKey: ["parks", "events", unit], queryFn: ({ signal }) => get<{ items: Api.TenancyEventView[] }>(`/api/units/${id(unit)}/events`, signal) }),
  projects: (query: { phases?: string } & AsOf) => queryOptions({ queryKey: ["parks", "projects", query], queryFn: ({ signal }) => get<Api.ProjectsAnswer>(withQuery("/api/projects", query), signal) }),
  promises: (query: { quarter?: string; cluster?: string } & AsOf) => queryOptions({ queryKey: ["parks", "promises", query], queryFn: ({ signal }) => get<Api.PromisesAnswer>(withQuery("/api/promises", query), signal) }),
};

export interface TenancyBody {
  unit_id: string;
  tenant_id?: string;
  kind: "tenant" | "reservation";
  first_day: string;
  last_day?: string;
  visibility: "public" | "internal" | "confidential";
}

export const tenancies = {
  enter: (body: TenancyBody) => call<Api.TenancyView>("POST", "/api/tenancies", body),
  change: (t: Api.TenancyView, body: { last_day?: string; cancelled?: boolean }) => call<Api.TenancyView>("PATCH", `/api/tenancies/${id(t.unit_id)}/${id(t.id)}`, { expects: t.version, ...body }),
  move: (t: Api.TenancyView, to_unit_id: string, day: string) => call<{ begun: Api.TenancyView }>("POST", `/api/tenancies/${id(t.unit_id)}/${id(t.id)}/move`, { expects: t.version, to_unit_id, day }),
};

export async function refreshParks(): Promise<void> {
  await cache.invalidateQueries({ queryKey: ["parks"] });
}
