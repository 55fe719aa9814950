/**
 * The record of a chain on a day: all firms that a reader may see, placed, with where they are and what they amount to.
 * Invariant: it follows from the claims alone; the same claims and clocks give the same record, in the order of entity ids.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { isId, whenRange, type Label } from "../kernel/index.ts";
import { chooseFact, scopeOf, type Claim, type Clocks } from "../ledger/index.ts";
import { rungOf, sizeOf, type RungRules } from "./firm-rungs.ts";
import type { GapRules } from "./gaps/index.ts";
import { columnsOf, rosterFrom } from "./columns.ts";
import type { ChainFirm, ChainRecord, Field, Named, StatedCount } from "./model.ts";
import { nodeNames } from "./node-names.ts";
import type { CompiledPack } from "./pack/index.ts";
import { placeFirm, type NodeRuling } from "./place-firm.ts";
import type { Placer } from "./placement/index.ts";
import { placesOf } from "./places.ts";
import { INSIDE, PLACE_TYPES, readFirms, readLedger, type LedgerRead } from "./store.ts";

/** What a record is made with: the pack, its placer, and the rules as data. */
export interface ChainMeans { pack: CompiledPack; placer: Placer; rules: GapRules; rungs: RungRules }

/** Reads the ledger as of the clocks and places every firm. @param db a reader: what it may see is what is counted. */
export async function readChain(db: Kysely<Schema>, means: ChainMeans, clocks: Clocks = {}): Promise<ChainRecord> {
  return recordOf(await readLedger(db, clocks), means, clocks);
}

/** A few firms placed, without reading the others: placement is one firm's own affair. */
export async function placeFirms(db: Kysely<Schema>, means: ChainMeans, firm_ids: readonly string[], clocks: Clocks = {}): Promise<ChainRecord> {
  return recordOf(await readFirms(db, firm_ids, clocks), means, clocks);
}

const names = (label: Label): string[] => [label.zh, label.en].filter((n) => n !== undefined);
const standing = (claims: readonly Claim[]): Claim[] => claims.filter((c) => c.status === "accepted" && c.modality === "actual");

function bySubject(claims: readonly Claim[]): Map<string, Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) {
    const list = groups.get(claim.subject_id);
    if (list) list.push(claim);
    else groups.set(claim.subject_id, [claim]);
  }
  return groups;
}

/** As `readChain`, from what was read. */
export function recordOf(read: LedgerRead, means: ChainMeans, clocks: Clocks): ChainRecord {
  const { pack } = means;
  const of = (property: string): Map<string, Claim[]> => bySubject(standing(read.claims.get(property) ?? []));
  const [produces, business, codes, awards, output, revenue, employees, lines, capacity, groups] = [
    of("produces"), of("business_text"), of("industry_code"), of("award"), of("output_value"), of("revenue"), of("employees"), of("production_lines"), of("capacity_output"), of("record_group"),
  ];
  const nodeOf = nodeNames(pack);
  const rulings = rulingsOf(read, nodeOf);
  const inside = insideOf(read, groups);
  const isPlace = (id: string): boolean => (PLACE_TYPES as readonly string[]).includes(read.named.get(id)?.type ?? "") || (!read.named.has(id) && !isId(id));
  const places = placesOf(read.firms.map((f) => f.id), inside, isPlace);
  const firms = read.firms.map((entity): ChainFirm => {
    const made = (produces.get(entity.id) ?? []).map((claim) => ({ claim, product: read.named.get(String(claim.value)) })).filter((m) => m.product !== undefined) as { claim: Claim; product: Named }[];
    const told = (product: string): [string, NodeRuling][] => [...(rulings.get(product) ?? [])].filter(([, r]) => r.here);
    const fields: Field[] = [
      ...made.filter((m) => told(m.product.id).length === 0).flatMap((m) => names(m.product.label).map((text) => ({ text, claim_id: m.claim.id }))),
      ...(business.get(entity.id) ?? []).map((c) => ({ text: String(c.value), claim_id: c.id })),
    ];
    const honours = (awards.get(entity.id) ?? []).flatMap((c) => { const award = read.named.get(String(c.value)); return award ? [{ award: award.label, claim_id: c.id }] : []; });
    const placed = placeFirm(pack, means.placer, {
      ...(entity.label.zh ?? entity.label.en ? { name: entity.label.zh ?? entity.label.en! } : {}), fields,
      honours: honours.map((h) => ({ text: names(h.award).join(" "), claim_id: h.claim_id })),
      codes: (codes.get(entity.id) ?? []).map((c) => ({ text: String(c.value).replace(/\D/g, ""), claim_id: c.id })),
      products: made.flatMap((m) => told(m.product.id).map(([node, r]) => ({ node, claims: [m.claim.id, r.claim_id] }))), rulings: rulings.get(entity.id) ?? new Map<string, NodeRuling>(),
    });
    const [made_yuan, staff, line] = [newest(output.get(entity.id)) ?? newest(revenue.get(entity.id)), newest(employees.get(entity.id)), newest(lines.get(entity.id))];
    const earned = newest(revenue.get(entity.id)) ?? newest(output.get(entity.id));
    const rung = rungOf(honours.flatMap((h) => names(h.award)), means.rungs);
    const size = sizeOf(numberOf(staff), numberOf(earned), means.rungs);
    return {
      ...entity, places: places.get(entity.id) ?? [], fields, honours, ...placed, capacity: (capacity.get(entity.id) ?? []).map((c) => c.id),
      ...(rung ? { rung } : {}), ...(size ? { size } : {}),
      ...(made_yuan ? { output: { yuan: numberOf(made_yuan)!, when: made_yuan.when ?? "", property: made_yuan.property as "revenue", claim_id: made_yuan.id } } : {}),
      ...(line ? { lines: { count: numberOf(line)!, claim_id: line.id } } : {}),
    };
  });
  const columns = columnsOf(firms, means.rungs);
  return {
    pack, rules: means.rules, rungs: means.rungs, clocks, head: read.head, firms, roster: rosterFrom(pack, firms), columns, places: read.named,
    regions: [...columns.byPlace].map(([key, list]) => ({ key: read.named.get(key)?.slug ?? key, place: key, label: read.named.get(key)?.label ?? { zh: key, en: key }, type: read.named.get(key)?.type ?? "group", firms: list.length }))
      .sort((a, b) => Number(b.type === "group") - Number(a.type === "group") || b.firms - a.firms || (a.key < b.key ? -1 : 1)),
    stated: statedCounts(read, inside), searched: searchedNodes(read, nodeOf),
  };
}

const numberOf = (claim: Claim | undefined): number | undefined => (typeof claim?.value === "number" ? claim.value : undefined);

/** The fact of the latest period, in yuan or counts; of the whole firm, unless `parts` has been told apart before. */
function newest(claims: readonly Claim[] | undefined, parts = false): Claim | undefined {
  const whole = (claims ?? []).filter((c) => typeof c.value === "number" && c.value >= 0 && (parts || scopeOf(c.property, c.qualifier) === "") && (c.currency === undefined || c.currency === "CNY"));
  const last = (c: Claim): string => (c.when ? whenRange(c.when).last : c.known_from);
  const latest = whole.reduce((day, c) => (last(c) > day ? last(c) : day), "");
  return chooseFact(whole.filter((c) => last(c) === latest))?.best;
}

/** What the record says directly: firm or place → the places around it; the parts of the record are places of their own. */
function insideOf(read: LedgerRead, groups: ReadonlyMap<string, readonly Claim[]>): Map<string, string[]> {
  const inside = new Map<string, string[]>();
  const add = (from: string, to: string): void => { const list = inside.get(from); if (list) list.push(to); else inside.set(from, [to]); };
  for (const property of INSIDE) for (const claim of standing(read.claims.get(property) ?? [])) add(claim.subject_id, String(claim.value));
  // Only of firms: a province grouped with one city's record does not take its firms there.
  for (const firm of read.firms) for (const claim of groups.get(firm.id) ?? []) add(firm.id, String(claim.value));
  return inside;
}

/** What people ruled of firms and products: an accepted or rejected claim of a node; the later word counts. */
function rulingsOf(read: LedgerRead, nodeOf: (entity: Named) => string | undefined): Map<string, Map<string, NodeRuling>> {
  const rulings = new Map<string, Map<string, NodeRuling>>();
  for (const claim of read.claims.get("chain_node") ?? []) {
    if (claim.status !== "accepted" && claim.status !== "rejected") continue;
    const entity = read.named.get(String(claim.value));
    const node = entity && nodeOf(entity);
    if (node === undefined) continue;
    const of = rulings.get(claim.subject_id) ?? new Map<string, NodeRuling>();
    rulings.set(claim.subject_id, of);
    const before = of.get(node);
    if (!before || before.at < claim.recorded_at) of.set(node, { here: claim.status === "accepted", claim_id: claim.id, at: claim.recorded_at });
  }
  return rulings;
}

/** The newest stated number of firms of each cluster, by the cluster and by the places and groups it lies in (the largest there). */
function statedCounts(read: LedgerRead, inside: ReadonlyMap<string, readonly string[]>): Map<string, StatedCount> {
  const stated = new Map<string, StatedCount>();
  const groups = bySubject(standing(read.claims.get("record_group") ?? []));
  for (const [id, claims] of bySubject(standing(read.claims.get("firms_count") ?? []))) {
    const of = read.named.get(id);
    if (of?.type !== "Cluster") continue;
    const claim = largestPart(claims);
    if (!claim) continue;
    const count: StatedCount = { count: numberOf(claim)!, when: claim.when ?? "", claim_id: claim.id, of };
    const where = [id, ...(placesOf([id], inside, () => true).get(id) ?? []), ...(groups.get(id) ?? []).map((c) => String(c.value))];
    for (const place of where) if ((stated.get(place)?.count ?? -1) < count.count) stated.set(place, count);
  }
  return stated;
}

/** A count of a part (“firms above designated size”) is a lower bound of the whole, so the largest of the newest counts is taken. */
function largestPart(claims: readonly Claim[]): Claim | undefined {
  const parts = new Map<string, Claim[]>();
  for (const claim of claims) {
    const part = scopeOf("firms_count", claim.qualifier);
    parts.set(part, [...(parts.get(part) ?? []), claim]);
  }
  return [...parts.values()].flatMap((list) => newest(list, true) ?? []).sort((a, b) => numberOf(b)! - numberOf(a)! || (a.id < b.id ? -1 : 1))[0];
}

/** Nodes of which somebody counted no firm: a claim “number of firms 0” on the node, its qualifier naming the place (none = everywhere). */
function searchedNodes(read: LedgerRead, nodeOf: (entity: Named) => string | undefined): ChainRecord["searched"] {
  const searched: ChainRecord["searched"] = new Map();
  for (const claim of standing(read.claims.get("firms_count") ?? [])) {
    const entity = read.named.get(claim.subject_id);
    const node = entity?.type === "ChainNode" && claim.value === 0 ? nodeOf(entity) : undefined;
    if (node === undefined) continue;
    const place = claim.qualifier ?? "";
    searched.set(place, (searched.get(place) ?? new Map<string, string>()).set(node, claim.id));
  }
  return searched;
}
