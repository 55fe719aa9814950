/**
 * The map as a definition: anchors (what is known of a place), groups within them, marks with their shape, size and number. Page and paper draw it alike.
 * Pure. Invariant: a mark stands on its own point only where a position was given; all others stand within the circle of what is known, in an order
 * that means nothing; what is too much to draw is counted, by kind, never dropped.
 */
import type { Label } from "../../kernel/index.ts";
import { divisionOfCode, drawnOf, type Division } from "./gazetteer.ts";
import type { Geometry } from "./geometry.ts";
import { pack, reach } from "./layout.ts";
import type { Rung } from "./placing.ts";
import { LAYERS, nameIn, type Layer, type MapRecord, type Shown } from "./record.ts";

/** A figure as a mark shows it. */
export interface Sized {
  value: number;
}

export interface MapMark {
  id: string;
  layer: Layer;
  rung: Rung;
  /** Number in the key; firms have none. */
  no?: number;
  anchor: number;
  group: number;
  /** From the anchor, in units of the drawing (a plain mark is about one across half). */
  x: number;
  y: number;
  r: number;
  geometry?: Geometry;
}
export type Counts = Partial<Record<Layer, number>>;
export interface MapGroup {
  anchor: number;
  /** The zone or district that holds these; absent for what is only known to lie in the anchor. */
  entity?: string;
  x: number;
  y: number;
  r: number;
  counts: Counts;
  /** How many are counted but not drawn one by one. */
  more: number;
}
export interface MapAnchor {
  key: string;
  rung: Rung;
  lon: number;
  lat: number;
  label: Label;
  /** Its division, as six digits, where it is one. */
  code?: string;
  /** The entity whose position it is. */
  entity?: string;
  r: number;
  counts: Counts;
}
export interface MapDefinition {
  anchors: MapAnchor[];
  groups: MapGroup[];
  marks: MapMark[];
}

export interface DefinitionOptions {
  /** Marks drawn one by one in all; the rest are counted. */
  marks_max: number;
  /** Marks of one group. */
  group_max: number;
  /** The chosen figure of each entity that has one. */
  sizes?: ReadonlyMap<string, Sized>;
  /** Layers whose marks are numbered. */
  numbered?: ReadonlySet<Layer>;
}

const PLAIN_R = 1.1;
const FIRM_R = 0.62;
const SMALL_R = 0.5;
const LARGEST_R = 4.2;
const GAP = 0.22;
const RIM = 0.7;
/** Own positions beyond the number drawn are counted by tenths of a degree. */
const CELL_DEG = 0.1;

interface Gathered {
  anchor: Omit<MapAnchor, "r" | "counts">;
  groups: Map<string, Shown[]>;
}

const levelLabel = (d: Division | undefined): Label => (d ? { zh: d.zh, en: drawnOf(d)?.en || d.en || d.zh } : {});

/** The zone or district that something lies in, itself included. */
function groupKey(record: MapRecord, { thing, placed }: Shown): string {
  for (const id of [thing.id, ...placed.chain]) {
    const one = record.things.get(id);
    if (!one) continue;
    if (one.type === "Zone") return id;
    if (one.type === "Region") return placed.division?.level === "district" && placed.rung !== "district" ? id : "";
  }
  return "";
}

function gather(record: MapRecord, shown: readonly Shown[], order: (a: Shown, b: Shown) => number, options: DefinitionOptions): Gathered[] {
  const found = new Map<string, Gathered>();
  let alone = 0;
  const put = (key: string, anchor: () => Omit<MapAnchor, "r" | "counts" | "key">, group: string, one: Shown): void => {
    const held = found.get(key) ?? { anchor: { key, ...anchor() }, groups: new Map<string, Shown[]>() };
    found.set(key, held);
    const list = held.groups.get(group);
    if (list) list.push(one);
    else held.groups.set(group, [one]);
  };
  for (const one of shown.toSorted(order)) {
    const { placed, thing } = one;
    if (placed.rung === "own" && ++alone <= options.marks_max / 2) put(`own:${thing.id}`, () => ({ rung: "own", lon: placed.lon, lat: placed.lat, label: thing.label, entity: thing.id }), "", one);
    else if (placed.rung === "own") {
      const [x, y] = [Math.round(placed.lon / CELL_DEG) * CELL_DEG, Math.round(placed.lat / CELL_DEG) * CELL_DEG].map((v) => Number(v.toFixed(2))) as [number, number];
      put(`cell:${x},${y}`, () => ({ rung: "own", lon: x, lat: y, label: {} }), "", one);
    } else if (placed.via) {
      const via = record.things.get(placed.via);
      put(`in:${placed.via}`, () => ({ rung: "container", lon: placed.lon, lat: placed.lat, label: via?.label ?? {}, entity: placed.via! }), "", one);
    } else {
      const drawn = placed.division && drawnOf(placed.division);
      const code = (drawn?.code ?? "").padEnd(6, "0");
      put(`area:${code}`, () => ({ rung: placed.rung, lon: placed.lon, lat: placed.lat, label: levelLabel(drawn), code }), groupKey(record, one), one);
    }
  }
  return [...found.values()];
}

function countsOf(list: readonly Shown[]): Counts {
  const counts: Counts = {};
  for (const { layer } of list) counts[layer] = (counts[layer] ?? 0) + 1;
  return counts;
}
const summed = (all: readonly Counts[]): Counts => {
  const counts: Counts = {};
  for (const one of all) for (const layer of LAYERS) if (one[layer]) counts[layer] = (counts[layer] ?? 0) + one[layer];
  return counts;
};

/** Larger figures first, then by kind, then by name: what is drawn when not all can be. */
function orderBy(sizes: ReadonlyMap<string, Sized> | undefined): (a: Shown, b: Shown) => number {
  const rank = (l: Layer): number => LAYERS.indexOf(l);
  const zoneFirst = (s: Shown): number => (s.layer === "zone" ? 0 : 1);
  const size = (s: Shown): number => sizes?.get(s.thing.id)?.value ?? -1;
  return (a, b) => zoneFirst(a) - zoneFirst(b) || size(b) - size(a) || rank(a.layer) - rank(b.layer) || (a.thing.slug < b.thing.slug ? -1 : 1);
}

/** @param shown what is to be drawn, with its place. */
export function definitionOf(record: MapRecord, shown: readonly Shown[], options: DefinitionOptions): MapDefinition {
  const { sizes } = options;
  const largest = Math.max(0, ...[...(sizes?.values() ?? [])].map((s) => s.value));
  const radius = (s: Shown): number => {
    if (!sizes) return s.layer === "firm" ? FIRM_R : PLAIN_R;
    const own = sizes.get(s.thing.id)?.value;
    return own === undefined || largest <= 0 ? (s.layer === "firm" ? SMALL_R : 0.8) : Math.max(0.8, LARGEST_R * Math.sqrt(Math.max(0, own) / largest));
  };
  const gathered = gather(record, shown, orderBy(sizes), options).toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.anchor.key < b.anchor.key ? -1 : 1));
  const groupsInAll = gathered.reduce((n, g) => n + g.groups.size, 0);
  const each = Math.max(4, Math.min(options.group_max, Math.floor(options.marks_max / Math.max(1, groupsInAll))));
  const out: MapDefinition = { anchors: [], groups: [], marks: [] };
  for (const { anchor, groups } of gathered) {
    const parts = [...groups].map(([entity, list]) => {
      const drawn = list.slice(0, anchor.key.startsWith("cell:") ? 0 : each);
      const radii = drawn.map(radius);
      const laid = pack(radii, GAP);
      return { entity, list, drawn, radii, laid, r: Math.max(1.2, reach(laid, radii)) + (entity ? RIM : 0), counts: countsOf(list) };
    }).sort((a, b) => b.r - a.r || (a.entity < b.entity ? -1 : 1));
    const places = pack(parts.map((p) => p.r), 0.9);
    const index = out.anchors.length;
    out.anchors.push({ ...anchor, r: anchor.rung === "own" && !anchor.key.startsWith("cell:") ? parts[0]!.r : reach(places, parts.map((p) => p.r)) + RIM, counts: summed(parts.map((p) => p.counts)) });
    parts.forEach((part, i) => {
      const { x, y } = places[i]!;
      out.groups.push({ anchor: index, ...(part.entity ? { entity: part.entity } : {}), x, y, r: part.r, counts: part.counts, more: part.list.length - part.drawn.length });
      part.drawn.forEach((one, j) => out.marks.push({
        id: one.thing.id, layer: one.layer, rung: one.placed.rung, anchor: index, group: out.groups.length - 1, x: Math.round((x + part.laid[j]!.x) * 100) / 100, y: Math.round((y + part.laid[j]!.y) * 100) / 100,
        r: part.radii[j]!, ...(one.placed.geometry && one.placed.geometry.kind !== "point" ? { geometry: one.placed.geometry } : {}),
      }));
    });
  }
  number(record, out, options.numbered ?? new Set(LAYERS.filter((l) => l !== "firm")));
  return out;
}

const sizeOf = (g: Gathered): number => [...g.groups.values()].reduce((n, list) => n + list.length, 0);

/** Numbers run through the kinds, and within one through anchors and groups, so that neighbours on the map are neighbours in the key. */
function number(record: MapRecord, out: MapDefinition, numbered: ReadonlySet<Layer>): void {
  const name = (id: string): string => nameIn(record.things.get(id)!.label, "zh");
  const marks = out.marks.filter((m) => numbered.has(m.layer)).sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || a.anchor - b.anchor || a.group - b.group || (name(a.id) < name(b.id) ? -1 : 1));
  marks.forEach((m, i) => { m.no = i + 1; });
}

/** The divisions that are set off on the map: those in which something is shown. */
export const divisionsShown = (definition: MapDefinition): Division[] => definition.anchors.flatMap((a) => (a.code ? (divisionOfCode(a.code.replace(/0000$|00$/, "")) ?? []) : []));
