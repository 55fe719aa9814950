/**
 * Every address of the application, and of the API's downloads, made in one place.
 * Invariant: an address holds all that the page shows (filters, as-of days, chosen claim), so that it can be passed on.
 */

export interface AsOf {
  valid_on?: string;
  known_on?: string;
}

export interface ClaimFilter {
  source?: string;
  subject?: string;
  status?: string;
  property?: string;
  modality?: string;
  year?: string;
  /** Words that name, property or source must have. */
  q?: string;
}

export interface FindingFilter {
  severity?: string;
  check?: string;
  subject?: string;
  /** A part of the record. */
  cluster?: string;
  state?: string;
}

type Query = Record<string, string | undefined>;

/** Adds the named members as a query, leaving out those that are empty; their order is the order given. */
export function withQuery(address: string, query: object): string {
  const named = Object.entries(query as Query).filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "");
  return named.length === 0 ? address : `${address}?${new URLSearchParams(named).toString()}`;
}

const part = encodeURIComponent;

export const path = {
  overview: (query: { cluster?: string } & AsOf = {}) => withQuery("/", query),
  documents: (query: { q?: string; job?: string } = {}) => withQuery("/documents", query),
  document: (source: string, claim?: string) => `/documents/${part(source)}${claim ? `#claim=${part(claim)}` : ""}`,
  entities: (query: { type?: string; q?: string; within?: string; tied?: string } = {}) => withQuery("/entities", query),
  entity: (ref: string, query: AsOf = {}) => withQuery(`/entities/${part(ref)}`, query),
  tied: (ref: string, direction: "in" | "out", property: string) => withQuery("/entities", { tied: `${direction}.${property}.${ref}` }),
  sideBySide: (refs: readonly string[]) => `/entities/compare${refs.length > 0 ? `?${new URLSearchParams(refs.map((ref) => ["of", ref])).toString()}` : ""}`,
  newEntity: (query: { type?: string } = {}) => withQuery("/entities/new", query),
  claims: (query: ClaimFilter = {}) => withQuery("/claims", query),
  claim: (id: string) => `/claims/${part(id)}`,
  sources: (query: { q?: string } = {}) => withQuery("/sources", query),
  source: (id: string) => `/sources/${part(id)}`,
  report: (query: { a?: string; b?: string } = {}) => withQuery("/report", query),
  compare: (query: { a?: string; b?: string; by?: string; cluster?: string; subject?: string } = {}) => withQuery("/compare", query),
  changes: () => "/changes",
  chain: (query: object = {}) => withQuery("/chain", query),
  chainNode: (node: string, query: object = {}) => withQuery(`/chain/${part(node)}`, query),
  chainGaps: (query: object = {}) => withQuery("/chain-gaps", query),
  chainNext: (query: object = {}) => withQuery("/chain-next", query),
  chainBacktest: () => "/chain-backtest",
  map: (query: { cluster?: string; layers?: string; figure?: string; at?: string; mend?: string } & AsOf = {}) => withQuery("/map", query),
  parks: () => "/parks",
  park: (ref: string, query: AsOf = {}) => withQuery(`/parks/${part(ref)}`, query),
  projects: () => "/projects",
  promises: (query: { quarter?: string } = {}) => withQuery("/promises", query),
  targets: () => "/targets",
  imports: () => "/import",
  inbox: (query: { kind?: string } = {}) => withQuery("/inbox", query),
  identity: (query: { register?: string; show?: string } = {}) => withQuery("/identity", query),
  identityHistory: () => "/identity/history",
  registers: () => "/registers",
  registerImport: (query: { job?: string } = {}) => withQuery("/registers/import", query),
  register: (id: string, query: { q?: string } = {}) => withQuery(`/registers/${part(id)}`, query),
  lexicon: () => "/lexicon",
  findings: (query: FindingFilter = {}) => withQuery("/findings", query),
  finding: (id: string) => `/findings/${part(id)}`,
};

export const download = {
  claims: (format: "csv" | "jsonld", query: ClaimFilter) => withQuery(`/api/claims.${format}`, query),
  entities: (format: "csv" | "jsonld", query: { type?: string; q?: string }) => withQuery(`/api/entities.${format}`, query),
  findings: (format: "csv" | "jsonld", query: FindingFilter) => withQuery(`/api/findings.${format}`, query),
  chain: (query: object) => withQuery("/api/chain/workbook.xlsx", query),
  template: (kind: string, lang: "zh" | "en" | "both") => withQuery(`/api/templates/${part(kind)}.xlsx`, { lang }),
};

/** The claim that an address points at (`#claim=ID`), if it does. */
export function claimInHash(hash: string): string | undefined {
  const found = /^#claim=(.+)$/.exec(hash);
  return found?.[1] === undefined ? undefined : decodeURIComponent(found[1]);
}

/** Where a figure leads: to its words in the reader where the ledger holds them, else to the claim's own page. */
export function figureAddress(claim: { id: string; source: { id: string; has_text: boolean }; locator?: { start?: number } }): string {
  return claim.source.has_text && claim.locator?.start !== undefined ? path.document(claim.source.id, claim.id) : path.claim(claim.id);
}

/** Only http and https addresses are linked; anything else (javascript:, data: …) is shown as words. */
export function linkable(address: string | undefined): string | undefined {
  return address !== undefined && /^https?:\/\//i.test(address) ? address : undefined;
}
