/**
 * Which firms of the record a question is about: a region, a rung, a size; and how much of that region was looked at.
 * Invariant: an unknown region, rung or size is refused, never answered as empty; the survey never reads more than it knows.
 */
import { AppError } from "../kernel/index.ts";
import type { Survey } from "./gaps/index.ts";
import { FLAG, type ChainRecord, type StatedCount } from "./model.ts";

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
  /** One byte a firm of the record; absent where every firm counts. */
  firms?: Uint8Array;
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
  const place = found?.place;
  if (place !== undefined) return place;
  throw new AppError("chain/no-region", { region, regions: record.regions.slice(0, 50).map((r) => r.key) }, {
    status: 404, zh: `记录中没有企业位于“${region}”`, en: `no firm of the record lies in “${region}”`, hint: { zh: "请从列表中选择地区", en: "choose a region of the list" },
  });
}

function checkNamed(what: "rung" | "size", id: string | undefined, known: readonly { id: string }[]): void {
  if (id === undefined || known.some((k) => k.id === id)) return;
  throw new AppError(`chain/no-${what}`, { [what]: id, known: known.map((k) => k.id) }, { status: 404, zh: `没有“${id}”这一档`, en: `there is no ${what} “${id}”; there are: ${known.map((k) => k.id).join(", ")}` });
}

/** Of the whole record: the largest number stated of any of its clusters is a lower bound of what there is to know. */
function largest(record: ChainRecord): StatedCount | undefined {
  return [...record.stated.values()].reduce<StatedCount | undefined>((most, s) => (most === undefined || s.count > most.count ? s : most), undefined);
}

/** The firms that a question counts. @throws AppError for a region, rung or size that there is not. */
export function scopeFirms(record: ChainRecord, scope: ChainScope): ScopedFirms {
  checkNamed("rung", scope.rung, record.rungs.rungs);
  checkNamed("size", scope.size, record.rungs.sizes);
  const place = scope.region === undefined ? undefined : placeKey(record, scope.region);
  const { flags, rung, size, byPlace } = record.columns;
  // A rung counts those on it and above: a little giant is specialised too.
  const from = scope.rung === undefined ? -1 : record.rungs.rungs.findIndex((r) => r.id === scope.rung);
  const wanted = scope.size === undefined ? -1 : record.rungs.sizes.findIndex((one) => one.id === scope.size);
  const members = place === undefined ? undefined : byPlace.get(place)!;
  const n = members?.length ?? flags.length;
  const whole = members === undefined && from < 0 && wanted < 0;
  const firms = new Uint8Array(whole ? 0 : flags.length);
  const sums = { in_record: n, read: 0, counted: 0, placed: 0, pending: 0 };
  for (let i = 0; i < n; i++) {
    const at = members === undefined ? i : members[i]!;
    const flag = flags[at]!;
    if (flag & FLAG.read) sums.read++;
    if (from >= 0 && rung[at]! < from) continue;
    if (wanted >= 0 && size[at] !== wanted) continue;
    if (!whole) firms[at] = 1;
    sums.counted++;
    if (flag & FLAG.placed) sums.placed++;
    else if (flag & FLAG.pending) sums.pending++;
  }
  const stated = scope.against === "record" ? undefined : place === undefined ? largest(record) : record.stated.get(place);
  const searched = new Map([...(record.searched.get("") ?? []), ...(scope.region === undefined ? [] : (record.searched.get(scope.region) ?? []))]);
  return {
    scope, ...(whole ? {} : { firms }),
    survey: { firms_known: Math.max(sums.in_record, stated?.count ?? 0), firms_read: sums.read, ...(stated || scope.against === "record" ? {} : { total_unknown: true }), nodes_searched: [...searched.keys()] },
    in_record: sums.in_record, counted: sums.counted, placed: sums.placed, pending: sums.pending, ...(stated ? { stated } : {}), searched,
  };
}
