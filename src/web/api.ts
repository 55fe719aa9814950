/**
 * The client of the HTTP API: typed fetches, and the one translator of refusals.
 * Invariant: whatever goes wrong (refusal, lost connection, an answer that is not JSON) arrives as an ApiFailure with words in both languages.
 */
import { QueryClient, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as Api from "../server/api-types.ts";
import { type AsOf, type ClaimFilter, type FindingFilter, withQuery } from "./path.ts";

export type * from "../server/api-types.ts";
export { queryOptions } from "@tanstack/react-query";

/** A refusal of the server, or its silence. `status` 0: nothing was reached. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly words: Api.Label;
  readonly hint: Api.Label | undefined;
  readonly payload: Record<string, unknown>;
  readonly problems: Api.Problem[];

  constructor(status: number, error: Partial<Api.ApiError["error"]> & { code: string; message: Api.Label }) {
    super(error.message.en ?? error.message.zh ?? error.code);
    this.status = status;
    this.code = error.code;
    this.words = error.message;
    this.hint = error.hint;
    this.payload = error.payload ?? {};
    this.problems = error.problems ?? [];
  }
}

const UNREACHED = {
  code: "unreached",
  message: { zh: "没有连上服务器。", en: "The server could not be reached." },
  hint: { zh: "确认服务仍在运行，再试一次；没有保存的内容还在本页。", en: "Check that it still runs, then try again; what you have not saved is still on this page." },
};

const UNREADABLE = {
  code: "unreadable_answer",
  message: { zh: "服务器的回答无法读取。", en: "The server's answer could not be read." },
};

type ApiFailureWords = Partial<Api.ApiError["error"]> & { code: string; message: Api.Label };

/** Anything thrown, or the error that a job ended with, as a failure with words. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  if (error !== null && typeof error === "object" && "code" in error && "message" in error && typeof error.message === "object") return new ApiFailure(409, error as ApiFailureWords);
  const words = error instanceof Error ? error.message : String(error);
  return new ApiFailure(0, { code: "unexpected", message: { zh: `出现意外：${words}`, en: `Something unexpected happened: ${words}` } });
}

/** The oldest change set that an answer on this page was worked out after. */
let oldest = Infinity;
export const oldestAnswer = (): number => oldest;

async function answer(response: Response): Promise<unknown> {
  const reached = response.headers.get("x-record-head");
  if (reached !== null) oldest = Math.min(oldest, Number(reached));
  if (response.status === 204) return undefined;
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new ApiFailure(response.status, UNREADABLE);
  }
  if (response.ok) return body;
  const error = (body as Partial<Api.ApiError>).error;
  throw new ApiFailure(response.status, error ?? UNREADABLE);
}

async function call<T>(method: string, address: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, headers: { accept: "application/json" } };
  if (signal !== undefined) init.signal = signal;
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: "application/json", "content-type": "application/json" };
  }
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiFailure(0, UNREACHED);
  }
  return (await answer(response)) as T;
}

/** One request, for the queries of a room; what is refused or not reached is thrown as an `ApiFailure`. */
export const request = call;

const get = <T,>(address: string, signal: AbortSignal) => call<T>("GET", address, undefined, signal);

/** For rooms that keep their queries beside their pages. */
export const getFrom = <T,>(address: string, signal: AbortSignal) => call<T>("GET", address, undefined, signal);
export const sendTo = <T,>(address: string, body: unknown) => call<T>("POST", address, body);

/** Whether the answer is on its way: long work on the server goes on, and the refusal says how far it is. */
export const isOnItsWay = (error: unknown): boolean => error instanceof ApiFailure && (error.code === "server/findings-working" || error.code === "identity/pairs-working");

const askAgainMs = (error: unknown): number => 1_000 * (error instanceof ApiFailure && typeof error.payload["ask_again_s"] === "number" ? error.payload["ask_again_s"] : 2);

/** One cache for the application. A refusal (4xx) is not asked again; silence is, once; what is on its way until it is there. */
export const cache = new QueryClient({
  defaultOptions: {
    // "always": a save without a connection is refused at once and in words, not held back and sent when nobody looks.
    mutations: { networkMode: "always" },
    queries: { networkMode: "always", staleTime: 10_000, retry: (count, error) => isOnItsWay(error) || (failureOf(error).status === 0 && count < 1), retryDelay: (count, error) => (isOnItsWay(error) ? askAgainMs(error) : Math.min(30_000, 1_000 * 2 ** count)) },
  },
});

const id = encodeURIComponent;

const FACT_PAGES_MAX = 10;

/** An entity with all its facts, as many pages as they take up to ten of 500; `next` where there are more facts than that. */
async function entityWithFacts(ref: string, asOf: AsOf, signal: AbortSignal): Promise<Api.EntityView> {
  const { next: _next, ...first } = await get<Api.EntityView>(withQuery(`/api/entities/${id(ref)}`, asOf), signal), facts = [...first.facts];
  let next = _next;
  for (let page = 1; next !== undefined && page < FACT_PAGES_MAX; page++) {
    const more = await get<Api.EntityView>(withQuery(`/api/entities/${id(ref)}`, { ...asOf, cursor: next }), signal);
    // The other lists may go on; they are not asked for here.
    if (more.facts.length === 0) return { ...first, facts };
    facts.push(...more.facts);
    next = more.next;
  }
  return { ...first, facts, ...(next === undefined ? {} : { next }) };
}

/** Two views of the record: whose figures, and the days of each side. */
export interface ComparisonQuery {
  subject?: string;
  cluster?: string;
  from_valid?: string;
  from_known?: string;
  to_valid?: string;
  to_known?: string;
}

/** What is read. Each entry is a query: its key begins with the noun, so that a noun is refreshed by its name. */
export const queries = {
  session: () => queryOptions({ queryKey: ["session"], staleTime: 60_000, queryFn: ({ signal }) => get<Api.Session>("/api/session", signal) }),
  ontology: () => queryOptions({ queryKey: ["ontology"], staleTime: Infinity, queryFn: ({ signal }) => get<Api.OntologyView>("/api/ontology", signal) }),
  overview: (query: { cluster?: string } & AsOf) =>
    queryOptions({ queryKey: ["overview", query], queryFn: ({ signal }) => get<Api.Overview>(withQuery("/api/overview", query), signal) }),
  entity: (ref: string, asOf: AsOf = {}) =>
    queryOptions({ queryKey: ["entity", ref, asOf], queryFn: ({ signal }) => entityWithFacts(ref, asOf, signal) }),
  editsOf: (ref: string) => queryOptions({ queryKey: ["changes", "of", ref], queryFn: ({ signal }) => get<{ items: Api.ChangeView[] }>(`/api/entities/${id(ref)}/changes`, signal) }),
  notesOn: (ref: string) => queryOptions({ queryKey: ["notes", ref], queryFn: ({ signal }) => get<{ items: Api.NoteView[] }>(`/api/entities/${id(ref)}/notes`, signal) }),
  comparison: (query: ComparisonQuery) =>
    queryOptions({ queryKey: ["comparison", query], queryFn: ({ signal }) => get<Api.ComparisonView>(withQuery("/api/compare", query), signal) }),
  claim: (claim: string) => queryOptions({ queryKey: ["claim", claim], queryFn: ({ signal }) => get<Api.ClaimView>(`/api/claims/${id(claim)}`, signal) }),
  history: (claim: string) =>
    queryOptions({ queryKey: ["history", claim], queryFn: ({ signal }) => get<Api.HistoryView>(`/api/claims/${id(claim)}/history`, signal) }),
  document: (source: string) =>
    queryOptions({ queryKey: ["document", source], queryFn: ({ signal }) => get<Api.DocumentView>(`/api/documents/${id(source)}`, signal) }),
  source: (source: string) => queryOptions({ queryKey: ["source", source], queryFn: ({ signal }) => get<Api.SourceView>(`/api/sources/${id(source)}`, signal) }),
  jobs: () => queryOptions({ queryKey: ["jobs"], queryFn: ({ signal }) => get<{ items: Omit<Api.JobView, "items">[] }>("/api/jobs", signal) }),
  job: (job: string) => queryOptions({ queryKey: ["job", job], queryFn: ({ signal }) => get<Api.JobView>(`/api/jobs/${id(job)}`, signal) }),
  lexicon: () => queryOptions({ queryKey: ["lexicon"], queryFn: ({ signal }) => get<{ items: Api.LexiconView[] }>("/api/lexicon", signal) }),
  finding: (finding: string, asOf: AsOf = {}) => queryOptions({ queryKey: ["finding", finding, asOf], queryFn: ({ signal }) => get<Api.FindingDetail>(withQuery(`/api/findings/${id(finding)}`, asOf), signal) }),
  marks: (asOf: AsOf = {}) => queryOptions({ queryKey: ["marks", asOf], staleTime: 60_000, queryFn: ({ signal }) => get<Api.FindingMarks>(withQuery("/api/findings/marks", asOf), signal) }),
  search: (q: string, limit = 8) =>
    queryOptions({
      queryKey: ["search", q, limit],
      enabled: q.trim() !== "",
      queryFn: ({ signal }) => get<{ items: Api.SearchHit[] }>(withQuery("/api/search", { q, limit: String(limit) }), signal),
    }),
};

function pages<T>(noun: string, address: string, query: object) {
  return infiniteQueryOptions({
    queryKey: [noun, query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) => get<Api.Page<T>>(withQuery(address, { ...query, cursor: pageParam }), signal),
    getNextPageParam: (page) => page.next,
  });
}

/** What is read page by page. */
export const lists = {
  entities: (query: { type?: string; q?: string } & AsOf) => pages<Api.EntityRow>("entities", "/api/entities", query),
  claims: (query: ClaimFilter) => pages<Api.ClaimView>("claims", "/api/claims", query),
  documents: (query: { q?: string | undefined; known_on?: string | undefined }) => pages<Api.DocumentRow>("documents", "/api/documents", query),
  sources: (query: { q?: string }) => pages<Api.SourceView>("sources", "/api/sources", query),
  findings: (query: FindingFilter & AsOf) =>
    infiniteQueryOptions({
      queryKey: ["findings", query],
      initialPageParam: "",
      queryFn: ({ signal, pageParam }) => get<Api.FindingPage>(withQuery("/api/findings", { ...query, cursor: pageParam }), signal),
      getNextPageParam: (page) => page.next,
    }),
  /** @param recorded_on change sets made by the end of this day. */
  changes: (recorded_on?: string) => pages<Api.ChangeView>("changes", "/api/changes", recorded_on === undefined ? {} : { recorded_on }),
};

export interface Ruling {
  claim_id: string;
  verdict: Api.Verdict;
  expects?: string;
}

/** What is written. */
export const send = {
  decide: (rulings: Ruling[], note?: string) => call<{ change: Api.ChangeView; claims: Api.ClaimView[] }>("POST", "/api/decisions", { rulings, note }),
  correct: (claim: string, body: Api.CorrectionBody) => call<Api.CorrectionAnswer>("POST", `/api/claims/${id(claim)}/correction`, body),
  ruleOn: (finding: string, body: Api.RulingBody) => call<Api.FindingDetail>("POST", `/api/findings/${id(finding)}/ruling`, body),
  teach: (body: Api.LexiconBody) => call<Api.LexiconView>("POST", "/api/lexicon", body),
  unteach: (word: string) => call<Api.LexiconView>("DELETE", `/api/lexicon/${id(word)}`),
  judge: (left_id: string, right_id: string, verdict: "same" | "different" | "unsure", note?: string) =>
    call<{ change: Api.ChangeView }>("POST", "/api/judgements", { left_id, right_id, verdict, note }),
  writeNote: (ref: string, text: string) => call<Api.NoteView>("POST", `/api/entities/${id(ref)}/notes`, { text }),
  changeNote: (note: string, body: { version: number; text?: string; removed?: boolean }) => call<Api.NoteView>("PATCH", `/api/notes/${id(note)}`, body),
  enter: (body: object) => call<{ change: Api.ChangeView; claim: Api.ClaimView }>("POST", "/api/claims", body),
  createEntity: (body: object) => call<Api.EntityRef>("POST", "/api/entities", body),
  editSource: (source: string, body: object) => call<Api.SourceView>("PATCH", `/api/sources/${id(source)}`, body),
  upload: (files: File[]) => call<Api.JobView>("POST", "/api/documents", formOf("files", files)),
  stopJob: (job: string) => call<Api.JobView>("DELETE", `/api/jobs/${id(job)}`),
  checkImport: (kind: string, file: File) => call<Api.ImportCheck>("POST", `/api/imports/${id(kind)}`, formOf("file", [file])),
  commitImport: (kind: string, token: string) => call<{ change: Api.ChangeView; claims: number }>("POST", `/api/imports/${id(kind)}/commit`, { token }),
};

function formOf(field: string, files: File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append(field, file, file.name);
  return form;
}

/** What does not change with the record. */
const STEADY = new Set(["session", "ontology", "job", "jobs"]);

/** After a decision or correction: everything that shows the record is asked again when next looked at. */
export async function refreshLedger(): Promise<void> {
  await cache.invalidateQueries({ predicate: ({ queryKey }) => !STEADY.has(String(queryKey[0])) });
}
