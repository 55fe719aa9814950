/**
 * Which firms of the record a question is about: a region, a rung, a size; and how much of that region was looked at.
 * Invariant: an unknown region, rung or size is refused, never answered as empty; the survey never reads more than it knows.
 */
import { AppError } from "../kernel/index.ts";
import type { Survey } from "./gaps/index.ts";
import type { ChainRecord, StatedCount } from "./model.ts";

export interface ChainScope {
  /** Slug of a place, or key of a group of the record; absent = the whole record. */
  region?: string;
  rung?: string;
  size?: string;
  /** What the region is measured against: the stated number of its firms where there is one (`stated`), or the record alone. */
  against?: "stated" | "record";
}

export interface ScopedFirms {
  scope: ChainScope;
  /** One byte a firm of the record. */
  firms: Uint8Array;
  /** One byte a firm of the roster. */
  roster: Uint8Array;
  survey: Survey;
  /** Firms of the region in the record, whatever their rung and size. */
  in_record: number;
  counted: number;
  placed: number;
  pending: number;
  stated?: StatedCount;
  /** Claims that somebody searched and found none, by node. */
  searched: Map<string, string>;
}

/** The id or group key behind a region's key. @throws AppError `chain/no-region`. */
export function placeKey(record: ChainRecord, region: string): string {
  const found = record.regions.find((r) => r.key === region);
  const place = found && found.type !== "group" ? [...record.places.values()].find((p) => p.slug === region)?.id : found?.key;
  if (place !== undefined) return place;
  throw new AppError("chain/no-region", { region, regions: record.regions.slice(0, 50).map((r) => r.key) }, {
    status: 404, zh: `记录中没有企业位于“${region}”`, en: `no firm of the record lies in “${region}”`, hint: { zh: "请从列表中选择地区", en: "choose a region of the list" },
  });
}

function checkNamed(what: "rung" | "size", id: string | undefined, known: readonly { id: string }[]): void {
  if (id === undefined || known.some((k) => k.id === id)) return;
  throw new AppError(`chain/no-${what}`, { [what]: id, known: known.map((k) => k.id) }, { status: 404, zh: `没有“${id}”这一档`, en: `there is no ${what} “${id}”; there are: ${known.map((k) => k.id).join(", ")}` });
}

/** The firms that a question counts. @throws AppError for a region, rung or size that there is not. */
export function scopeFirms(record: ChainRecord, scope: ChainScope): ScopedFirms {
  checkNamed("rung", scope.rung, record.rungs.rungs);
  checkNamed("size", scope.size, record.rungs.sizes);
  const place = scope.region === undefined ? undefined : placeKey(record, scope.region);
  const from = record.rungs.rungs.findIndex((r) => r.id === scope.rung);
  const firms = new Uint8Array(record.firms.length);
  const sums = { in_record: 0, read: 0, counted: 0, placed: 0, pending: 0 };
  record.firms.forEach((firm, at) => {
    if (place !== undefined && !firm.places.includes(place)) return;
    sums.in_record++;
    if (firm.read) sums.read++;
    // A rung counts those on it and above: a little giant is specialised too.
    if (scope.rung !== undefined && record.rungs.rungs.findIndex((r) => r.id === firm.rung) < from) return;
    if (scope.size !== undefined && firm.size !== scope.size) return;
    firms[at] = 1;
    sums.counted++;
    if (firm.nodes.some((n) => !n.pending)) sums.placed++;
    else if (firm.nodes.length > 0) sums.pending++;
  });
  const stated = scope.against === "record" || place === undefined ? undefined : record.stated.get(place);
  const searched = new Map([...(record.searched.get("") ?? []), ...(scope.region === undefined ? [] : (record.searched.get(scope.region) ?? []))]);
  return {
    scope, firms, roster: record.rosterFirm.length === 0 ? new Uint8Array(0) : Uint8Array.from(record.rosterFirm, (at) => firms[at]!),
    survey: { firms_known: Math.max(sums.in_record, stated?.count ?? 0), firms_read: sums.read, nodes_searched: [...searched.keys()] },
    in_record: sums.in_record, counted: sums.counted, placed: sums.placed, pending: sums.pending, ...(stated ? { stated } : {}), searched,
  };
}
