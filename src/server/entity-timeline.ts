/**
 * The timeline of one entity: dated steps with every version of their promise, figures by period, dated ties, events, and who changed what, newest first.
 * Invariant: a promise and its outcome are one line; nothing is dated that no claim dates; of everything it is said how much there is.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { whenRange, type Label } from "../kernel/index.ts";
import { changesOn, chooseFact, entitiesByIds, scopeOf, standingClaims, tiedOfTypes, type ChangeSetRecord, type Claim, type Clocks, type Entity, type Fact } from "../ledger/index.ts";
import { milestoneLabel, milestonesOf, slipAgainst, versionsOf, SITE_TYPES, type MilestoneRow } from "../parks/index.ts";
import type { TypeDef } from "../ontology/index.ts";
import type { EntityTimeline, TimelineItem, TimelineKind } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import type { EntityReading } from "./entity-desk.ts";
import { bounded, labelOfUse } from "./entity-page.ts";
import { slipView, versionView } from "./parks-views.ts";
import { changeView, claimsOfFacts, Hydration } from "./views.ts";

export const TIMELINE_KINDS = ["step", "promise", "figure", "tie", "event", "edit"] as const satisfies readonly TimelineKind[];
const EVENTS_MAX = 200;
const EDITS_MAX = 200;
/** Of one step: the newest versions of its promise, and of each the claims that said it first. */
const VERSIONS_SHOWN = 24;
const CLAIMS_SHOWN = 8;
const EVENT_TYPES = ["Event", "Expo"];
const FILING = new Set(["name", "short_name", "alias", "former_name", "record_group"]);

type Step = Pick<MilestoneRow, "versions" | "done" | "status" | "part" | "slip_from_last" | "overdue_days"> & { key: string; label: Label };

/** A line before its claims are filled in. */
interface Line {
  key: string;
  kinds: TimelineKind[];
  when: string;
  day: string;
  label: Label;
  step?: Step;
  fact?: Fact;
  entity?: Entity;
  change?: ChangeSetRecord;
}

/** The last day of a period; of one without an end its first. */
function dayOf(when: string): string {
  const { first, last } = whenRange(when);
  return last.startsWith("9999") ? first : last;
}

/** What is done by one property is promised by another. */
const DONE_BY: Readonly<Record<string, string>> = { expected_completion: "completion_date" };

/** Dated steps of a type that is not built: one for each dated property and part, promises beside outcomes. */
function plainSteps(claims: readonly Claim[], type: TypeDef | undefined, deps: Deps, today: string): Step[] {
  const dated = claims.filter((c) => c.unit === "date");
  const groups = new Map<string, Claim[]>();
  for (const [property, some] of Map.groupBy(dated, (c) => DONE_BY[c.property] ?? c.property)) {
    const scopes = (list: readonly Claim[]): number => new Set(list.map((c) => scopeOf(c.property, c.qualifier))).size;
    // Words beside a date (“closing”, “opening ceremony”) name the step itself where one thing was promised and one came of it.
    const one = scopes(some.filter((c) => c.modality !== "actual")) <= 1 && scopes(some.filter((c) => c.modality === "actual")) <= 1;
    for (const [scope, part] of Map.groupBy(some, (c) => (one ? "" : scopeOf(c.property, c.qualifier)))) groups.set(`${property}\u0001${scope}`, part);
  }
  return [...groups].map(([key, some]): Step => {
    const promised = some.filter((c) => c.modality !== "actual");
    const happened = some.filter((c) => c.modality === "actual");
    const versions = versionsOf(promised);
    const choice = chooseFact(happened);
    const latest = versions.filter((v) => v.deadline !== undefined).at(-1);
    const status = choice ? "done" : latest === undefined ? "open" : latest.deadline! < today ? "overdue" : "ahead";
    const property = choice ? choice.best.property : some.at(-1)!.property;
    const part = key.endsWith("\u0001") ? undefined : some[0]!.qualifier;
    const rivals = new Set(choice?.rivals.map((c) => c.id));
    return {
      key, label: labelOfUse(deps.ontology, type, property), ...(part ? { part } : {}), versions, status,
      ...(choice ? { done: { when: String(choice.best.value), claim: choice.best, agreeing: happened.filter((c) => c !== choice.best && !rivals.has(c.id)), rivals: choice.rivals } } : {}),
      ...(choice && latest ? { slip_from_last: slipAgainst(latest.deadline!, String(choice.best.value), choice.best.bound) } : {}),
    };
  });
}

function stepsOf(deps: Deps, reading: EntityReading): Step[] {
  const { entity, accepted, today } = reading;
  const type = deps.ontology.types.get(entity.type);
  if (!(SITE_TYPES as readonly string[]).includes(entity.type) || entity.type === "Zone") return plainSteps(accepted, type, deps, today);
  const names = [entity.label.zh, entity.label.en, ...accepted.filter((c) => FILING.has(c.property) && c.property !== "record_group").map((c) => String(c.value))].filter((n): n is string => !!n);
  return milestonesOf(entity.id, names, accepted, today).rows.map((row) => ({ ...row, key: `${row.milestone}\u0001${row.part ?? ""}`, label: milestoneLabel({ milestone: row.milestone }) }));
}

function stepLines(deps: Deps, reading: EntityReading): Line[] {
  return stepsOf(deps, reading).flatMap((step): Line[] => {
    const when = step.done?.when ?? step.versions.at(-1)?.due;
    if (when === undefined) return [];
    const kinds: TimelineKind[] = [...(step.done ? ["step" as const] : []), ...(step.versions.length > 0 ? ["promise" as const] : [])];
    const versions = step.versions.slice(-VERSIONS_SHOWN).map((v) => ({ ...v, claims: v.claims.slice(0, CLAIMS_SHOWN) }));
    const done = step.done && { ...step.done, rivals: step.done.rivals.slice(0, CLAIMS_SHOWN) };
    return [{ key: `step ${step.key}`, kinds, when, day: dayOf(when), label: step.label, step: { ...step, versions, ...(done ? { done } : {}) } }];
  });
}

function factLines(deps: Deps, { entity, facts }: EntityReading): Line[] {
  const type = deps.ontology.types.get(entity.type);
  return facts.filter((f) => f.when !== "" && f.unit !== "date" && !FILING.has(f.property)).map((f): Line => {
    const kinds: TimelineKind[] = f.unit === "entity" ? ["tie"] : f.modality === "actual" ? ["figure"] : ["figure", "promise"];
    return { key: `fact ${f.best.id}`, kinds, when: f.when, day: dayOf(f.when), label: labelOfUse(deps.ontology, type, f.property), fact: bounded(f) };
  });
}

/** Events that name this entity, or that it names, at the day on which they began. */
async function eventLines(deps: Deps, db: Kysely<Schema>, reading: EntityReading, clocks: Clocks): Promise<Line[]> {
  const outward = [...new Set(reading.facts.filter((f) => f.unit === "entity").map((f) => String(f.best.value)))].slice(0, EVENTS_MAX);
  const named = [...(await entitiesByIds(db, outward)).values()].filter((e) => EVENT_TYPES.includes(e.type)).map((e) => e.canonical_id);
  const ids = [...new Set([...named, ...(await tiedOfTypes(db, reading.entity.id, EVENT_TYPES, clocks, EVENTS_MAX))])].filter((id) => id !== reading.entity.id);
  if (ids.length === 0) return [];
  const { subjects, claims } = await standingClaims(db, { subjects: ids, properties: ["start_date"] }, clocks);
  return ids.flatMap((id): Line[] => {
    const entity = subjects.get(id);
    const choice = chooseFact((claims.get(id) ?? []).filter((c) => c.modality === "actual")) ?? chooseFact((claims.get(id) ?? []).slice(-1));
    if (!entity || !choice) return [];
    const when = String(choice.best.value);
    const fact: Fact = { subject_id: id, property: "start_date", qualifier: choice.best.qualifier ?? "", when: "", modality: choice.best.modality, unit: "date", ...choice };
    return [{ key: `event ${id}`, kinds: ["event"], when, day: dayOf(when), label: labelOfUse(deps.ontology, deps.ontology.types.get(entity.type), "start_date"), fact: bounded(fact), entity }];
  });
}

async function editLines(db: Kysely<Schema>, reading: EntityReading, { known_on, recorded_on }: Clocks): Promise<Line[]> {
  const by = [known_on, recorded_on].filter((day) => day !== undefined).sort()[0];
  const changes = await changesOn(db, reading.entity.id, EDITS_MAX);
  return changes.filter((c) => by === undefined || c.at.slice(0, 10) <= by).map((change) => ({ key: `edit ${change.id}`, kinds: ["edit"], when: change.at, day: change.at, label: {}, change }));
}

const claimsOfLine = ({ step, fact }: Line): Claim[] => [
  ...(fact ? claimsOfFacts([fact]) : []), ...(step ? [...step.versions.flatMap((v) => v.claims), ...(step.done ? [step.done.claim, ...step.done.rivals] : [])] : []),
];

function itemOf(h: Hydration, { key, kinds, when, label, step, fact, entity, change }: Line): TimelineItem {
  return {
    key, kinds, when, label, ...(fact ? { fact: h.fact(fact) } : {}), ...(entity ? { entity: h.entity(entity.id) } : {}), ...(change ? { change: changeView(change) } : {}),
    ...(step ? { step: {
      status: step.status, ...(step.part ? { part: step.part } : {}), versions: step.versions.map((v) => versionView(h, v)),
      ...(step.done ? { done: { claim: h.claim(step.done.claim), agreeing: step.done.agreeing.length, rivals: step.done.rivals.map((c) => h.claim(c)) } } : {}),
      ...(step.slip_from_last ? { slip: slipView(step.slip_from_last) } : {}), ...(step.overdue_days === undefined ? {} : { overdue_days: step.overdue_days }),
    } } : {}),
  };
}

/** A stretch of the timeline. @param asked kinds to show (all where empty), and where to begin. */
export async function entityTimeline(deps: Deps, db: Kysely<Schema>, reading: EntityReading, clocks: Clocks, asked: { kinds: readonly TimelineKind[]; from: number; limit: number }): Promise<EntityTimeline> {
  const lines = [...stepLines(deps, reading), ...factLines(deps, reading), ...(await eventLines(deps, db, reading, clocks)), ...(await editLines(db, reading, clocks))]
    .sort((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : a.key < b.key ? -1 : 1));
  const counts = Object.fromEntries(TIMELINE_KINDS.map((kind) => [kind, lines.filter((line) => line.kinds.includes(kind)).length])) as Record<TimelineKind, number>;
  const wanted = asked.kinds.length === 0 ? lines : lines.filter((line) => line.kinds.some((kind) => asked.kinds.includes(kind)));
  const shown = wanted.slice(asked.from, asked.from + asked.limit);
  const h = await new Hydration(deps.ontology).load(db, shown.flatMap(claimsOfLine));
  return { today: reading.today, total: wanted.length, from: asked.from, counts, items: shown.map((line) => itemOf(h, line)) };
}
