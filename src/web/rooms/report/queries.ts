/** What the page of papers reads and writes. Invariant: keys begin with "report", so that it is refreshed by that name. */
import { queryOptions } from "@tanstack/react-query";
import type * as Api from "../../api.ts";
import { getFrom, sendTo } from "../../api.ts";
import { withQuery } from "../../path.ts";

export const reportQueries = {
  options: () => queryOptions({ queryKey: ["report", "options"], staleTime: Infinity, queryFn: ({ signal }) => getFrom<Api.PaperOptions>("/api/report/options", signal) }),
  editions: () => queryOptions({ queryKey: ["report", "editions"], queryFn: ({ signal }) => getFrom<{ items: Api.EditionView[] }>("/api/report/editions", signal) }),
  comparison: (a: string, b: string) => queryOptions({ queryKey: ["report", "comparison", a, b], enabled: a !== "" && b !== "" && a !== b, queryFn: ({ signal }) => getFrom<Api.EditionComparison>(withQuery("/api/report/comparison", { a, b }), signal) }),
};

export const reportSend = {
  preview: (order: Api.PaperOrder) => sendTo<Api.PaperPreview>("/api/report/preview", order),
  build: (order: Api.PaperOrder, formats: Api.PaperFormat[], previewed?: string) => sendTo<Api.JobView>("/api/report/editions", { ...order, formats, ...(previewed ? { previewed } : {}) }),
};

export const editionFile = (id: string, format: string): string => `/api/report/editions/${encodeURIComponent(id)}/files/${encodeURIComponent(format)}`;
