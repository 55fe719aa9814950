/**
 * Industry belts: a cluster that is said to lie along a street. Its line where one was given; else which places the record puts on that street.
 * Pure. Invariant: a place is on the belt only where a claim says that it is part of it, lies in it, or has an address on its street.
 */
import { soundOf, type Claim } from "../../ledger/index.ts";
import { hasHan } from "../../kernel/index.ts";
import { pointsOf, type Geometry } from "./geometry.ts";
import type { LonLat } from "./simplify.ts";
import { placeOf, type MapRecord, type Thing } from "./record.ts";

export interface BeltStop {
  id: string;
  claims: Claim[];
}
export interface Belt {
  id: string;
  /** The line that was given. */
  line?: LonLat[];
  /** The claims that name its street, and the one that gives its line. */
  claims: Claim[];
  /** The street as the claim writes it. */
  street?: string;
  stops: BeltStop[];
}

const NAMED = /(产业带|走廊)$|\b(belt|corridor)\b/i;
const KINDS: readonly (readonly [RegExp, string])[] = [[/(?:大街|街道|街)$/, "street"], [/(?:大道)$/, "avenue"], [/(?:公路|大路|路)$/, "road"]];
const ENGLISH = /\b([A-Z][A-Za-z']*(?: [A-Z][A-Za-z']*){0,3}) (Street|St|Avenue|Ave|Boulevard|Road|Rd)\b\.?/g;
const ENGLISH_KIND: Readonly<Record<string, string>> = { street: "street", st: "street", avenue: "avenue", ave: "avenue", boulevard: "avenue", road: "road", rd: "road" };

/** The streets that an address names, each as one key in both languages: 福州街 and Fuzhou Street are `fuzhou street`. */
export function streetsOf(address: string): string[] {
  const found = new Set<string>();
  if (hasHan(address)) {
    for (const part of address.normalize("NFKC").split(/[省市区县旗]|[与和及、，,；;（）()\s—-]|交会|交汇|交叉|以[东西南北]|东侧|西侧|南侧|北侧|两侧|沿线|\d+号/)) {
      for (const [ending, kind] of KINDS) {
        const name = part.replace(/^(?:位于|沿|在)/, "");
        const bare = name.replace(ending, "");
        if (bare === name || bare.length < 1 || bare.length > 8) continue;
        found.add(`${soundOf(bare).split(" ")[0]} ${kind}`);
        break;
      }
    }
  }
  for (const m of address.matchAll(ENGLISH)) found.add(`${m[1]!.toLowerCase().replace(/[^a-z]/g, "")} ${ENGLISH_KIND[m[2]!.toLowerCase()]}`);
  return [...found];
}

const lineOf = (g: Geometry | undefined): LonLat[] | undefined => (g?.kind === "line" ? [...pointsOf(g)] : undefined);

/** The belts of a cluster (`all` = of every one) with the places along them, in the order of their names. */
export function beltsOf(record: MapRecord, cluster: string): Belt[] {
  const belts = [...record.things.values()].filter((t) => t.type === "Cluster" && (cluster === "all" || t.groups.has(cluster)) && (NAMED.test(t.label.zh ?? "") || NAMED.test(t.label.en ?? "")));
  return belts.map((belt) => beltOf(record, belt)).filter((b) => b.line !== undefined || b.claims.length > 0);
}

function beltOf(record: MapRecord, belt: Thing): Belt {
  const found = placeOf(record, belt.id);
  const line = "placed" in found ? lineOf(found.placed.geometry) : undefined;
  const addresses = belt.claims.filter((c) => c.property === "address_text");
  const streets = new Set(addresses.flatMap((c) => streetsOf(String(c.value))));
  const stops: BeltStop[] = [];
  for (const thing of record.things.values()) {
    if (thing.id === belt.id) continue;
    const claims = thing.claims.filter((c) => (c.unit === "entity" && c.value === belt.id && (c.property === "part_of" || c.property === "located_in"))
      || (c.property === "address_text" && streetsOf(String(c.value)).some((s) => streets.has(s)) && sameCity(record, thing, belt)));
    if (claims.length > 0) stops.push({ id: thing.id, claims });
  }
  const name = (id: string): string => { const label = record.things.get(id)!.label; return label.zh ? soundOf(label.zh) || label.zh : (label.en ?? ""); };
  stops.sort((a, b) => (name(a.id) < name(b.id) ? -1 : 1));
  const street = addresses[0] ? String(addresses[0].value) : undefined;
  return { id: belt.id, ...(line ? { line } : {}), claims: [...("placed" in found && line ? found.placed.claims.slice(0, 1) : []), ...addresses], ...(street ? { street } : {}), stops };
}

/** A street of that name is in many cities: one that is known to be elsewhere does not count; what shares no cluster neither. */
function sameCity(record: MapRecord, a: Thing, b: Thing): boolean {
  const [p, q] = [placeOf(record, a.id), placeOf(record, b.id)];
  if ("placed" in p && "placed" in q && p.placed.division && q.placed.division) return p.placed.division.code.slice(0, 4) === q.placed.division.code.slice(0, 4);
  return [...a.groups].some((g) => b.groups.has(g));
}
