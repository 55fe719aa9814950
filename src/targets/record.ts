/**
 * The targets of the record as of the clocks, with who set them, their track record, and regions side by side.
 * Invariant: one reading of the ledger answers all of it, so that a page's rows, shares and comparisons agree.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { type Label, whenRange } from "../kernel/index.ts";
import { standingClaims, type Claim, type Clocks, type Entity } from "../ledger/index.ts";
import { dayAsked, deliveryOf, readSite, subtreeOf, type Site } from "../parks/index.ts";
import { trackRecord, type PastTarget, type TrackRecord } from "./forecast/index.ts";
import { subjectsWithTargets } from "./store.ts";
import { type PipelineEntry, type SubjectRef, targetRows, type TargetRow } from "./target-rows.ts";

export interface TargetsRecord {
  today: string;
  rows: TargetRow[];
  /** Of the targets whose term is over: all, by place that set them, by who told of them. */
  track: { all: TrackRecord; by_place: { key: string; label: Label; record: TrackRecord }[] };
}

const WIDE = ["Cluster", "Region", "Zone"];

/**
 * Reads the targets as a viewer may see them. @param db a reader of his clearance. @param today the clock's civil day.
 */
export async function readTargets(db: Kysely<Schema>, clocks: Clocks, today: string, given?: Site): Promise<TargetsRecord> {
  const day = dayAsked(clocks, today);
  const site = given ?? (await readSite(db, clocks, today));
  const wide = await standingClaims(db, { types: WIDE }, clocks);
  const others = (await subjectsWithTargets(db)).filter((id) => !wide.subjects.has(id));
  const more = await standingClaims(db, { subjects: others }, clocks);
  const subjects = new Map<string, SubjectRef>([...wide.subjects, ...more.subjects].map(([id, e]) => [id, refOf(e)]));
  const claims = new Map([...wide.claims, ...more.claims]);
  const rows = targetRows({ subjects, claims, today: day, setterOf: setters(subjects, claims, site), projectsOf: (id, property, by) => projects(site, id, property, by, claims) });
  return { today: day, rows, track: track(rows, day) };
}

const refOf = ({ id, slug, type, label }: Entity): SubjectRef => ({ id, slug, type, label });

/** The body that an indicator names, else the region that the subject lies in, else the subject itself where it is a region or zone. */
function setters(subjects: ReadonlyMap<string, SubjectRef>, claims: ReadonlyMap<string, readonly Claim[]>, site: Site): (id: string) => SubjectRef | undefined {
  const known = (id: string): SubjectRef | undefined => {
    const place = site.places.get(id);
    return subjects.get(id) ?? (place && { id: place.id, slug: place.slug, type: place.type, label: place.label });
  };
  return (id) => {
    const own = claims.get(id) ?? site.places.get(id)?.claims ?? [];
    const named = own.find((c) => c.property === "set_by")?.value;
    if (named !== undefined) return known(String(named));
    let at: string | undefined = id;
    for (let steps = 0; at !== undefined && steps < 8; steps++) {
      const ref = known(at);
      if (ref?.type === "Region") return ref;
      const list: readonly Claim[] = claims.get(at) ?? site.places.get(at)?.claims ?? [];
      const up: Claim | undefined = list.find((c) => c.property === "located_in") ?? list.find((c) => c.property === "part_of");
      at = up ? String(up.value) : undefined;
    }
    return known(id);
  };
}

/** Projects below the place of a subject with an announced output and an open date: what they would add, and the chance that they come in time. */
function projects(site: Site, subject_id: string, property: string, by_day: string, claims: ReadonlyMap<string, readonly Claim[]>): PipelineEntry[] {
  if (property !== "output_value") return [];
  const within = (claims.get(subject_id) ?? []).find((c) => c.property === "located_in" || c.property === "part_of")?.value;
  const root = site.places.has(subject_id) ? subject_id : within === undefined ? undefined : String(within);
  if (root === undefined || !site.places.has(root)) return [];
  return subtreeOf(site.places, root).flatMap((place): PipelineEntry[] => {
    const output = place.type === "Project" ? place.claims.find((c) => c.property === "output_value" && c.modality === "planned" && c.unit === "yuan") : undefined;
    const open = site.milestones.get(place.id)?.rows.filter((r) => r.status === "ahead" || r.status === "overdue").at(-1);
    const delivery = open && deliveryOf(site, open, [by_day]);
    if (!output || delivery?.status !== "forecast") return [];
    return [{ project: { id: place.id, slug: place.slug, type: place.type, label: place.label }, claim: output, adds: Number(output.value), chance: delivery.by[0]!.chance }];
  });
}

const pastOf = (row: TargetRow, by: string): PastTarget => {
  const best = row.outcome?.fact.best;
  return {
    id: row.id, by, due: row.due!, value: row.target.value, bound: row.direction === "down" && row.target.bound !== "lt" ? "le" : row.target.bound,
    ...(best ? { actual: { value: Number(best.value), bound: best.bound, ...(best.stated ? { stated: best.stated } : {}) } } : {}),
  };
};

/** Targets whose term is over, with how they came out. */
function track(rows: readonly TargetRow[], today: string): TargetsRecord["track"] {
  const past = rows.filter((r) => r.due !== undefined && whenRange(r.due).last < today);
  const places = new Map(past.map((r) => [(r.by ?? r.subject).id, r.by ?? r.subject]));
  const { all, by } = trackRecord(past.map((r) => pastOf(r, (r.by ?? r.subject).id)), today);
  const by_place = [...by].map(([id, record]) => ({ key: places.get(id)!.slug, label: places.get(id)!.label, record }));
  return { all, by_place: by_place.sort((a, b) => b.record.verdicts.length - a.record.verdicts.length || (a.key < b.key ? -1 : 1)) };
}

/** One figure of several places side by side. */
export interface Comparison {
  property: string;
  unit: string;
  scope: string;
  rows: TargetRow[];
}

/** The figures that more than one place has a target for, each with its rows; the latest term of each subject first. */
export function comparisons(rows: readonly TargetRow[]): Comparison[] {
  const groups = Map.groupBy(rows.filter((r) => r.due !== undefined), (r) => [r.property, r.unit, r.currency ?? ""].join(" "));
  return [...groups.values()].flatMap((group) => {
    const latest = new Map<string, TargetRow>();
    for (const row of group) {
      const before = latest.get(row.subject.id);
      if (row.scope === "" && (!before || whenRange(row.due!).last > whenRange(before.due!).last)) latest.set(row.subject.id, row);
    }
    return latest.size < 2 ? [] : [{ property: group[0]!.property, unit: group[0]!.unit, scope: "", rows: [...latest.values()] }];
  }).sort((a, b) => b.rows.length - a.rows.length);
}
