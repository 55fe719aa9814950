/** What the registers' pages read and write. Invariant: keys begin with the noun, so that a change of the ledger refreshes them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type AdoptionAnswer, type FlawedRowView, type JobView, type Page, type RegisterPreviewView, type RegisterRowView, type RegisterView, getFrom, request } from "../../api.ts";
import { withQuery } from "../../path.ts";

const at = (id: string): string => `/api/registers/${encodeURIComponent(id)}`;

export const registers = () => queryOptions({ queryKey: ["registers"], queryFn: ({ signal }) => getFrom<{ items: RegisterView[] }>("/api/registers", signal) });
export const register = (id: string) => queryOptions({ queryKey: ["register", id], queryFn: ({ signal }) => getFrom<RegisterView>(at(id), signal) });
export const rows = (id: string, q: string) => infiniteQueryOptions({
  queryKey: ["register-rows", id, q], initialPageParam: "",
  queryFn: ({ signal, pageParam }) => getFrom<Page<RegisterRowView>>(withQuery(`${at(id)}/rows`, { q, cursor: pageParam }), signal), getNextPageParam: (page) => page.next,
});
export const flaws = (id: string) => infiniteQueryOptions({
  queryKey: ["register-flaws", id], initialPageParam: "",
  queryFn: ({ signal, pageParam }) => getFrom<Page<FlawedRowView>>(withQuery(`${at(id)}/flaws`, { cursor: pageParam }), signal), getNextPageParam: (page) => page.next,
});
export const flawSheet = (id: string, form: "xlsx" | "csv", lang: string): string => withQuery(`${at(id)}/flaws.${form}`, { lang });

export type Mapping = RegisterPreviewView["mapping"];
export interface TakeIn {
  token: string;
  mapping: Mapping;
  title: string;
  publisher?: string;
  published?: string;
  address?: string;
  visibility: string;
  entity_type: string;
}

export const preview = (file: File) => {
  const form = new FormData();
  form.append("file", file, file.name);
  return request<RegisterPreviewView>("POST", "/api/registers/preview", form);
};
export const remap = (token: string, mapping: Mapping) => request<RegisterPreviewView>("POST", "/api/registers/mapping", { token, mapping });
export const takeIn = (body: TakeIn) => request<JobView>("POST", "/api/registers", body);
export const complete = (id: string) => request<RegisterView>("POST", `${at(id)}/completion`);
export const remove = (id: string) => request<{ removed: boolean }>("DELETE", at(id));
export const adopt = (id: string, chosen: number[]) => request<AdoptionAnswer>("POST", `${at(id)}/adoptions`, { rows: chosen });
export const link = (id: string) => request<JobView>("POST", `${at(id)}/links`);
