/**
 * From the map's definition to the API's answers: names, placing claims and figures filled in. Keeps readings of the record by clearance and days.
 * Invariant: a reading is made of what its viewer may see; an answer holds a bounded number of marks whatever the record holds.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import type { Visibility } from "../kernel/index.ts";
import { claimsByIds, claimsOfProperties, factsOfMany, headOf, type Claim, type Clocks, type Fact } from "../ledger/index.ts";
import { beltsOf, clustersOf, definitionOf, divisionOfCode, drawnOf, LAYERS, OUTLINES_NOTE, placesOf, readPlaces, upFrom, type Layer, type MapRecord, type Placing, type Shown, type Thing } from "../report/map/index.ts";
import { isWhole, lastDay } from "../report/index.ts";
import type { Ontology } from "../ontology/index.ts";
import type { EntityRef, MapView, PlaceView } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { GROUP_LABELS } from "./group-labels.ts";
import { MAP_FIGURES } from "./schemas-map.ts";
import { Hydration, labelOfProperty } from "./views.ts";

type Db = Kysely<Schema>;
const KEPT_MAX = 6;
const MARKS_MAX = 600;
const GROUP_MAX = 60;
/** Entities whose figures are read in full; of more, those that look largest. */
const SIZED_MAX = 1_000;
const BELTS_MAX = 12;

/** Readings of the record, made again when the ledger has moved. */
export class MapDesk {
  readonly #deps: Deps;
  readonly #kept = new Map<string, { head: number; record: Promise<MapRecord> }>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async record(clearance: Visibility, clocks: Clocks): Promise<MapRecord> {
    const head = await headOf(this.#deps.database.reader("confidential"));
    const key = [clearance, clocks.valid_on ?? "", clocks.known_on ?? "", clocks.recorded_on ?? ""].join(" ");
    const kept = this.#kept.get(key);
    if (kept && kept.head >= head) return await kept.record;
    const record = readPlaces(this.#deps.database.reader(clearance), clocks);
    record.catch(() => this.#kept.delete(key));
    this.#kept.delete(key);
    this.#kept.set(key, { head, record });
    for (const old of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - KEPT_MAX))) this.#kept.delete(old);
    return await record;
  }
}

export const layersAsked = (asked: string | undefined): ReadonlySet<Layer> => {
  const wanted = new Set((asked ?? "").split(",").filter((l): l is Layer => (LAYERS as readonly string[]).includes(l)));
  return asked === undefined ? new Set(LAYERS) : wanted;
};

/** The cluster asked for where the record has it, else its first. */
export function clusterAsked(record: MapRecord, asked: string | undefined): { key: string; clusters: MapView["clusters"] } {
  const counts = clustersOf(record);
  const keys = [...Object.keys(GROUP_LABELS).filter((k) => counts.has(k)), ...[...counts.keys()].filter((k) => !(k in GROUP_LABELS)).sort()];
  const clusters = [...keys.map((key) => ({ key, label: GROUP_LABELS[key] ?? { zh: key, en: key }, n: counts.get(key)! })), { key: "all", label: { zh: "全部", en: "All" }, n: [...record.things.values()].filter((t) => t.layer).length }];
  return { key: asked && clusters.some((c) => c.key === asked) ? asked : (keys[0] ?? "all"), clusters };
}

/** The newest whole figure of each thing: what is, else what is planned or aimed at. */
export async function figuresOf(db: Db, shown: readonly { thing: Thing }[], property: string | undefined, clocks: Clocks): Promise<Map<string, Fact>> {
  const found = new Map<string, Fact>();
  if (property === undefined) return found;
  const among = new Set(shown.map((s) => s.thing.id));
  const claims = new Map<string, Claim[]>();
  for (const claim of await claimsOfProperties(db, [property], clocks)) {
    if (claim.status !== "accepted" || typeof claim.value !== "number" || !among.has(claim.subject_id)) continue;
    claims.set(claim.subject_id, [...(claims.get(claim.subject_id) ?? []), claim]);
  }
  const most = (list: readonly Claim[]): number => Math.max(...list.map((c) => Number(c.value)));
  const ids = [...claims].sort(([, a], [, b]) => most(b) - most(a)).slice(0, SIZED_MAX).map(([id]) => id);
  for (const [id, facts] of await factsOfMany(db, ids, clocks)) {
    const own = facts.filter((f) => f.property === property && typeof f.best.value === "number" && f.unit !== "currency" && f.unit !== "ratio" && isWhole(f));
    const actual = own.filter((f) => f.modality === "actual");
    const best = (actual.length > 0 ? actual : own).toSorted((a, b) => (lastDay(a) < lastDay(b) ? 1 : lastDay(a) > lastDay(b) ? -1 : b.agreeing - a.agreeing))[0];
    if (best) found.set(id, best);
  }
  return found;
}

const refOf = (thing: Thing): EntityRef => ({ id: thing.id, slug: thing.slug, type: thing.type, label: thing.label });

/** Claims as they stand in the ledger, quotes and locators included. */
async function whole(db: Db, claims: readonly Claim[]): Promise<Map<string, Claim>> {
  return new Map([...(await claimsByIds(db, [...new Set(claims.map((c) => c.id))])).values()].map((c) => [c.id, c]));
}

async function hydrated(db: Db, ontology: Ontology, claims: readonly Claim[], figures: Iterable<Fact>): Promise<{ h: Hydration; full: Map<string, Claim> }> {
  const full = await whole(db, claims);
  return { h: await new Hydration(ontology).load(db, [...full.values(), ...[...figures].flatMap((f) => [f.best, ...f.rivals])]), full };
}

export async function mapAnswer(deps: Deps, db: Db, record: MapRecord, query: { cluster?: string | undefined; layers?: string | undefined; figure?: (typeof MAP_FIGURES)[number] | undefined }): Promise<MapView> {
  const { key, clusters } = clusterAsked(record, query.cluster);
  const layers = layersAsked(query.layers);
  const { shown, unplaced } = placesOf(record, key, layers);
  const figures = await figuresOf(db, shown, query.figure, record.clocks);
  const sizes = new Map([...figures].map(([id, f]) => [id, { value: Number(f.best.value) }]));
  const definition = definitionOf(record, shown, { marks_max: MARKS_MAX, group_max: GROUP_MAX, ...(query.figure ? { sizes } : {}) });
  const places = new Map(shown.map((s) => [s.thing.id, s]));
  const drawn = definition.marks.map((m) => places.get(m.id)!);
  const belts = beltsOf(record, key).slice(0, BELTS_MAX);
  const first = (s: Shown): Claim[] => s.placed.claims.slice(0, 1);
  const { h, full } = await hydrated(db, deps.ontology, [...drawn.flatMap(first), ...belts.flatMap((b) => [...b.claims, ...b.stops.flatMap((s) => s.claims)])], drawn.flatMap((s) => figures.get(s.thing.id) ?? []));
  const view = (c: Claim) => h.claim(full.get(c.id) ?? c);
  const ref = (id: string | undefined): { entity?: EntityRef } => { const thing = id === undefined ? undefined : record.things.get(id); return thing ? { entity: refOf(thing) } : {}; };
  const rungs: MapView["rungs"] = {};
  const counts: MapView["counts"] = {};
  for (const { placed, layer } of shown) { rungs[placed.rung] = (rungs[placed.rung] ?? 0) + 1; counts[layer] = (counts[layer] ?? 0) + 1; }
  return {
    cluster: key, clusters, layers: [...layers], ...(query.figure ? { figure: query.figure } : {}), figures: MAP_FIGURES.map((property) => ({ property, label: labelOfProperty(deps.ontology, property) })),
    anchors: definition.anchors.map(({ entity, ...a }) => ({ ...a, ...ref(entity) })), groups: definition.groups.map(({ entity, ...g }) => ({ ...g, ...ref(entity) })),
    marks: definition.marks.map(({ id, ...m }) => {
      const s = places.get(id)!;
      const [claim, figure] = [first(s)[0], figures.get(id)];
      return { ...m, entity: refOf(s.thing), ...(s.placed.planned ? { planned: true } : {}), ...(claim ? { claim: view(claim) } : {}), ...(figure ? { figure: h.fact(figure) } : {}), ...(s.placed.conflict ? { conflict: s.placed.conflict.words } : {}) };
    }),
    belts: belts.map((b) => ({
      entity: refOf(record.things.get(b.id)!), ...(b.line ? { line: b.line } : {}), ...(b.street ? { street: b.street } : {}), claims: b.claims.map(view),
      stops: b.stops.map((s) => ({ entity: refOf(record.things.get(s.id)!), ...wholeOf(record, s.id), claims: s.claims.map(view) })),
    })),
    rungs, counts, conflicts: shown.filter((s) => s.placed.conflict).length, unplaced: unplaced.length, outlines_note: OUTLINES_NOTE, as_of: record.clocks,
  };
}

/** The park of a phase, by the record. */
function wholeOf(record: MapRecord, id: string): { part_of?: EntityRef } {
  const of = record.things.get(id)?.claims.find((c) => c.property === "part_of" && c.unit === "entity");
  const thing = of ? record.things.get(String(of.value)) : undefined;
  return thing ? { part_of: refOf(thing) } : {};
}

const claimsOfPlacing = (p: Placing): Claim[] => ("placed" in p ? [...p.placed.claims, ...(p.placed.conflict?.claims ?? [])] : p.unplaced.claims);

/** Places with everything that says where each is. */
export async function placeViews(deps: Deps, db: Db, record: MapRecord, things: readonly Thing[], figures: ReadonlyMap<string, Fact> = new Map()): Promise<PlaceView[]> {
  const placings = things.map((thing) => ({ thing, placing: record.placer.of(thing.id) }));
  const { h, full } = await hydrated(db, deps.ontology, placings.flatMap(({ placing }) => claimsOfPlacing(placing)), things.flatMap((t) => figures.get(t.id) ?? []));
  const view = (c: Claim) => h.claim(full.get(c.id) ?? c);
  return placings.map(({ thing, placing }): PlaceView => {
    const figure = figures.get(thing.id);
    const head = { entity: refOf(thing), ...(thing.layer ? { layer: thing.layer } : {}), ...(figure ? { figure: h.fact(figure) } : {}) };
    if ("unplaced" in placing) return { ...head, unplaced: { why: placing.unplaced.why, claims: placing.unplaced.claims.map(view), ...(placing.unplaced.words ? { words: placing.unplaced.words } : {}) } };
    const { placed: p } = placing;
    const via = p.via ? record.things.get(p.via) : undefined;
    return {
      ...head,
      placed: {
        rung: p.rung, lon: p.lon, lat: p.lat, ...(p.geometry ? { geometry: p.geometry } : {}), by: p.by, ...(p.planned ? { planned: true } : {}),
        divisions: (p.division ? upFrom(p.division) : []).map((d) => ({ code: d.code, label: { zh: d.zh, en: (divisionOfCode(d.code) && drawnOf(d)?.code === d.code ? drawnOf(d)?.en : d.en) || d.zh } })),
        ...(via ? { via: refOf(via) } : {}), chain: p.chain.flatMap((id) => { const t = record.things.get(id); return t ? [refOf(t)] : []; }), claims: p.claims.map(view),
        ...(p.conflict ? { conflict: { words: p.conflict.words, claims: p.conflict.claims.map(view) } } : {}),
      },
    };
  });
}

