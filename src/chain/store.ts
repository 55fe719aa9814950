/**
 * What the chain room reads from the ledger: firms, products, awards, places, and the claims that tie them. Its only file of queries.
 * Invariant: it reads as the given reader may, and as of the clocks; nothing here writes.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { claimsOfProperties, claimsOfSubjects, entitiesByIds, entitiesOfTypes, headOf, type Claim, type Clocks } from "../ledger/index.ts";
import type { Named } from "./model.ts";

export const PLACE_TYPES = ["Region", "Zone", "Park", "ParkPhase", "Building", "Cluster", "Place"] as const;
/** Ties from a firm or place to the place around it. */
export const INSIDE = ["located_in", "part_of", "tenant_of"] as const;
const PROPERTIES = [
  ...INSIDE, "produces", "business_text", "chain_node", "industry_code", "award", "output_value", "revenue", "employees", "production_lines", "capacity_output", "firms_count",
] as const;
/** To which part of the record something belongs: no statement about the world, so no day changes it. */
const FILED = "record_group";

/** Of what the record knows anything by the clocks. */
function filed(groups: readonly Claim[], told: Iterable<readonly Claim[]>, clocks: Clocks): Claim[] {
  if (Object.values(clocks).every((day) => day === undefined)) return [...groups];
  const known = new Set<string>();
  for (const claims of told) for (const claim of claims) known.add(claim.subject_id);
  return groups.filter((claim) => known.has(claim.subject_id));
}

export interface LedgerRead {
  head: number;
  firms: Named[];
  /** Everything that claims may point to, by id. */
  named: Map<string, Named>;
  /** Claims by property; all statuses, since a rejected placement is a ruling too. */
  claims: Map<string, Claim[]>;
}

export async function readLedger(db: Kysely<Schema>, clocks: Clocks): Promise<LedgerRead> {
  const head = await headOf(db);
  const named = await entitiesOfTypes(db, ["Firm", "Product", "Award", "ChainNode", "Thing", ...PLACE_TYPES]);
  const claims = new Map<string, Claim[]>(PROPERTIES.map((p) => [p, []]));
  for (const claim of await claimsOfProperties(db, PROPERTIES, clocks)) claims.get(claim.property)!.push(claim);
  claims.set(FILED, filed(await claimsOfProperties(db, [FILED]), claims.values(), clocks));
  return { head, firms: named.filter((e) => e.type === "Firm"), named: new Map(named.map((e) => [e.id, e])), claims };
}

/** The same of a few firms only: their claims, what these point to, and what people ruled of their products. */
export async function readFirms(db: Kysely<Schema>, firm_ids: readonly string[], clocks: Clocks): Promise<LedgerRead> {
  const own = await claimsOfSubjects(db, firm_ids, PROPERTIES, clocks);
  const products = [...new Set(own.filter((c) => c.property === "produces").map((c) => String(c.value)))];
  const told = [...own, ...(await claimsOfSubjects(db, products, ["chain_node"], clocks))];
  const found = await entitiesByIds(db, [...firm_ids, ...told.filter((c) => c.unit === "entity").map((c) => String(c.value))]);
  const named = new Map([...found].map(([id, { type, slug, label }]): [string, Named] => [id, { id, type, slug, label }]));
  const claims = new Map(PROPERTIES.map((p): [string, Claim[]] => [p, told.filter((c) => c.property === p)]));
  claims.set(FILED, filed(await claimsOfSubjects(db, firm_ids, [FILED]), claims.values(), clocks));
  return { head: await headOf(db), firms: firm_ids.flatMap((id) => named.get(id) ?? []), named, claims };
}
