/**
 * Where the things of the record are, and how exactly that is known: by a position that somebody gave, else by the chain of places that each is
 * said to lie in, up to a division whose middle is known; else not at all.
 * Pure. Invariant: nothing is placed more exactly than a claim says; every place names its claims; two places that cannot both be are told, not mixed.
 */
import { type Label, whenRange } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import { agree, divisionMeant, divisionOfAddress, drawnOf, type Division } from "./gazetteer.ts";
import { distance_m, middleOf, readWkt, type Geometry } from "./geometry.ts";

/** Properties that say where something is. */
export const PLACE_PROPERTIES = ["position", "located_in", "tenant_of", "part_of", "address_text"] as const;

/** An entity with the standing claims that say where it is. */
export interface Placeable {
  id: string;
  type: string;
  label: Label;
  claims: readonly Claim[];
}

/** How exactly it is known, from the sharpest: its own position, that of what it lies in, a district, a city, a province. */
export type Rung = "own" | "container" | "district" | "city" | "province";
export const RUNGS: readonly Rung[] = ["own", "container", "district", "city", "province"];

/** Two claims that put it in different places. */
export interface PlaceConflict {
  claims: Claim[];
  words: Label;
}

export interface Placed {
  id: string;
  rung: Rung;
  lon: number;
  lat: number;
  /** What was drawn of it, for its own position. */
  geometry?: Geometry;
  /** The division that it lies in, as far down as is told. */
  division?: Division;
  /** The entity whose position it has, where that is not its own. */
  via?: string;
  /** Entities that it lies in, the nearest first. */
  chain: string[];
  /** The claims that place it, from its own to the last of the chain. Empty where its name alone does. */
  claims: Claim[];
  by: "position" | "relation" | "name" | "address";
  /** Placed where it is planned to be; no claim says that it is there. */
  planned?: boolean;
  conflict?: PlaceConflict;
}

export type Unplaced = { id: string; why: "nothing" | "unknown-name" | "ambiguous" | "loop" | "bad-position"; claims: Claim[]; words?: Label };
export type Placing = { placed: Placed } | { unplaced: Unplaced };

/** Types whose `part_of` says where they are; a firm that is part of a group need not be where the group is. */
const LIES_IN_WHOLE = new Set(["Region", "Zone", "Park", "ParkPhase", "Lot", "Building", "Floor", "Unit", "Project", "Expo", "Event", "Cluster", "Lab"]);
const DEPTH_MAX = 24;
/** Positions that differ by less are one. */
const APART_M = 500;
const REACH: Record<Rung, number> = { own: 0, container: 1, district: 2, city: 3, province: 4 };

const saidOn = (c: Claim): string => (c.stated_on ? whenRange(c.stated_on).last : c.known_from);
const newest = (a: Claim, b: Claim): number => (saidOn(a) === saidOn(b) ? (a.id < b.id ? 1 : -1) : saidOn(a) < saidOn(b) ? 1 : -1);
const actualFirst = (claims: readonly Claim[]): Claim[] => { const actual = claims.filter((c) => c.modality === "actual"); return (actual.length > 0 ? actual : [...claims]).sort(newest); };
const nameOf = (label: Label | undefined, lang: "zh" | "en"): string => label?.[lang] ?? label?.zh ?? label?.en ?? "?";

interface Candidate {
  claim: Claim;
  target: string;
  found: Placed;
}

export class Placer {
  readonly #things: ReadonlyMap<string, Placeable>;
  readonly #known = new Map<string, Placing>();

  constructor(things: ReadonlyMap<string, Placeable>) {
    this.#things = things;
  }

  /** Where it is. Each entity is worked out once. */
  of(id: string): Placing {
    return this.#of(id, new Set());
  }

  #of(id: string, above: ReadonlySet<string>): Placing {
    const known = this.#known.get(id);
    if (known) return known;
    if (above.has(id) || above.size > DEPTH_MAX) return { unplaced: { id, why: "loop", claims: [] } };
    const thing = this.#things.get(id);
    const found: Placing = thing ? this.#work(thing, new Set([...above, id])) : { unplaced: { id, why: "nothing", claims: [] } };
    // What failed within a loop may do better when it is asked for itself.
    if (!("unplaced" in found && found.unplaced.why === "loop" && above.size > 0)) this.#known.set(id, found);
    return found;
  }

  #work(thing: Placeable, above: ReadonlySet<string>): Placing {
    const own = this.#ownPosition(thing);
    const lies = this.#chosen(thing, above);
    const division = thing.type === "Region" ? this.#ownDivision(thing, lies) : undefined;
    if (own && "placed" in own) {
      const within = division && "placed" in division ? division.placed : lies && "placed" in lies ? lies.placed : undefined;
      return { placed: { ...own.placed, chain: within?.chain ?? [], ...(within?.division ? { division: within.division } : {}) } };
    }
    if (own) return lies && "placed" in lies ? lies : own;
    if (division) return division;
    if (lies && "placed" in lies) return lies;
    const named = thing.type === "Zone" ? this.#ownDivision(thing, undefined) : undefined;
    if (named && "placed" in named) return named;
    return this.#byAddress(thing) ?? lies ?? { unplaced: { id: thing.id, why: "nothing", claims: [] } };
  }

  #ownPosition(thing: Placeable): Placing | undefined {
    const told = actualFirst(thing.claims.filter((c) => c.property === "position"));
    if (told.length === 0) return undefined;
    const read = told.map((claim) => ({ claim, read: readWkt(String(claim.value)) }));
    const sound = read.flatMap(({ claim, read: r }) => ("geometry" in r ? [{ claim, geometry: r.geometry }] : []));
    const first = sound[0];
    if (!first) {
      const { claim, read: r } = read[0]!;
      return { unplaced: { id: thing.id, why: "bad-position", claims: [claim], ...("flaw" in r ? { words: { zh: r.flaw.zh, en: r.flaw.en } } : {}) } };
    }
    const [lon, lat] = middleOf(first.geometry);
    const rival = sound.slice(1).find((o) => distance_m(middleOf(o.geometry), [lon, lat]) > APART_M && !later(first.claim, o.claim));
    const apart_km = rival ? Math.round(distance_m(middleOf(rival.geometry), [lon, lat]) / 100) / 10 : 0;
    return {
      placed: {
        id: thing.id, rung: "own", lon, lat, geometry: first.geometry, chain: [], claims: [first.claim], by: "position", ...(first.claim.modality === "actual" ? {} : { planned: true }),
        ...(rival ? { conflict: { claims: [first.claim, rival.claim], words: { zh: `两处位置相距 ${apart_km} 公里`, en: `two positions ${apart_km} km apart` } } } : {}),
      },
    };
  }

  /** The division that its own name means, within what it is said to lie in. */
  #ownDivision(thing: Placeable, lies: Placing | undefined): Placing | undefined {
    const within = lies && "placed" in lies ? lies.placed : undefined;
    const meant = divisionMeant(thing.label, within?.division);
    if (!meant) return thing.type === "Region" && !within ? { unplaced: { id: thing.id, why: "unknown-name", claims: [] } } : undefined;
    if ("many" in meant) return within ? undefined : { unplaced: { id: thing.id, why: "ambiguous", claims: [], words: { zh: `同名：${meant.many.slice(0, 4).map(pathWords).join("、")}`, en: `of that name: ${meant.many.slice(0, 4).map(pathWords).join(", ")}` } } };
    const drawn = drawnOf(meant.one);
    if (!drawn) return undefined;
    return { placed: { id: thing.id, rung: drawn.level, lon: drawn.lon, lat: drawn.lat, division: meant.one, chain: within?.chain ?? [], claims: within?.claims ?? [], by: within ? "relation" : "name" } };
  }

  #byAddress(thing: Placeable): Placing | undefined {
    for (const claim of actualFirst(thing.claims.filter((c) => c.property === "address_text"))) {
      const division = divisionOfAddress(String(claim.value));
      const drawn = division && drawnOf(division);
      if (drawn) return { placed: { id: thing.id, rung: drawn.level, lon: drawn.lon, lat: drawn.lat, division, chain: [], claims: [claim], by: "address", ...(claim.modality === "actual" ? {} : { planned: true }) } };
    }
    return undefined;
  }

  /** Of the places that it is said to lie in, the one that holds: the sharpest of those that agree, the latest said of those that do not. */
  #chosen(thing: Placeable, above: ReadonlySet<string>): Placing | undefined {
    const relations = thing.claims.filter((c) => c.unit === "entity" && c.value !== thing.id
      && (c.property === "located_in" || c.property === "tenant_of" || (c.property === "part_of" && LIES_IN_WHOLE.has(thing.type))));
    if (relations.length === 0) return undefined;
    const said = relations.filter((c) => c.property !== "part_of");
    const first = this.#from(thing, said.filter((c) => c.modality === "actual"), above);
    if (first && "placed" in first) return first;
    const second = this.#from(thing, relations.filter((c) => c.property === "part_of"), above);
    if (second && "placed" in second) return second;
    const third = this.#from(thing, said.filter((c) => c.modality !== "actual"), above);
    if (third && "placed" in third) return { placed: { ...third.placed, planned: true } };
    return first ?? second ?? third;
  }

  #from(thing: Placeable, claims: readonly Claim[], above: ReadonlySet<string>): Placing | undefined {
    if (claims.length === 0) return undefined;
    const all = claims.map((claim) => ({ claim, target: String(claim.value), placing: this.#of(String(claim.value), above) }));
    const found: Candidate[] = all.flatMap(({ claim, target, placing }) => ("placed" in placing ? [{ claim, target, found: placing.placed }] : []));
    if (found.length === 0) {
      const { claim, placing } = all[0]!;
      return "unplaced" in placing ? { unplaced: { ...placing.unplaced, id: thing.id, claims: [claim, ...placing.unplaced.claims] } } : undefined;
    }
    const { best, rival } = bestOf(found);
    const { claim, target, found: there } = best;
    const placed: Placed = {
      id: thing.id, rung: there.rung === "own" ? "container" : there.rung, lon: there.lon, lat: there.lat, ...(there.division ? { division: there.division } : {}),
      ...(there.rung === "own" ? { via: target } : there.via ? { via: there.via } : {}), chain: [target, ...there.chain], claims: [claim, ...there.claims], by: "relation",
      ...(there.planned ? { planned: true } : {}),
    };
    if (!rival) return { placed };
    const names = (lang: "zh" | "en"): [string, string] => [nameOf(this.#things.get(target)?.label, lang), nameOf(this.#things.get(rival.target)?.label, lang)];
    const [[a, b], [c, d]] = [names("zh"), names("en")];
    return { placed: { ...placed, conflict: { claims: [claim, rival.claim], words: { zh: `一说在${a}，一说在${b}`, en: `said to be in ${c}, and in ${d}` } } } };
  }
}

const pathWords = (d: Division): string => `${d.zh} (${d.code})`;

/** Whether two places cannot both be: divisions that do not lie in one another, or positions far apart. */
function atOdds(a: Placed, b: Placed): boolean {
  if (a.division && b.division) return !agree(a.division, b.division);
  if (REACH[a.rung] <= 1 && REACH[b.rung] <= 1) return distance_m([a.lon, a.lat], [b.lon, b.lat]) > 30_000;
  return false;
}

/** Both say since when, and one begins after the other: it moved, and nobody contradicts anybody. */
function later(a: Claim, b: Claim): boolean {
  return a.when !== undefined && b.when !== undefined && whenRange(a.when).first > whenRange(b.when).first;
}

function bestOf(found: readonly Candidate[]): { best: Candidate; rival?: Candidate } {
  const order = found.toSorted((x, y) => newest(x.claim, y.claim));
  // What replaced another is not weighed against it.
  const standing = order.filter((one) => !order.some((other) => other !== one && atOdds(one.found, other.found) && later(other.claim, one.claim)));
  const latest = standing[0]!;
  const rival = standing.find((one) => atOdds(one.found, latest.found));
  const fitting = standing.filter((one) => !atOdds(one.found, latest.found));
  const best = fitting.toSorted((x, y) => REACH[x.found.rung] - REACH[y.found.rung] || y.found.chain.length - x.found.chain.length || newest(x.claim, y.claim))[0]!;
  return { best, ...(rival ? { rival } : {}) };
}
