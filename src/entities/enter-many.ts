/**
 * One figure entered on many entities at once, with its source: a location, a status, an honour, a date, a count that holds for each of them.
 * Invariant: all or none, one change set, which can be taken back as a whole; an entity that already has the very claim from this source gets no second one.
 */
import { sql, type Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { AppError, newId, type Problem, type Visibility } from "../kernel/index.ts";
import { enterMany, entitiesByIds, entityBy, sourceBy, type ChangeSetRecord, type Ctx, type Entity, type EnteredOn, type SourceRecord } from "../ledger/index.ts";
import { validateClaimShape, type Ontology } from "../ontology/index.ts";
import { placeOf, type CitedSource, type EnteredClaim } from "./enter-claim.ts";

export interface EnteredOnMany extends Omit<EnteredClaim, "subject"> {
  /** Ids. */
  subjects: readonly string[];
  /** What stands of the same figure (property, modality, period, qualifier) was wrong: the new claim corrects it. */
  instead: boolean;
}

export interface EnteredMany {
  change: ChangeSetRecord;
  entered: number;
  /** Claims that were corrected. */
  corrected: number;
  /** Entities that already had the claim. */
  unchanged: number;
}

interface Standing {
  id: string;
  canonical_id: string;
  head: string | null;
  value_num: number | null;
  value_text: string | null;
  value_entity: string | null;
  bound: string;
  source_id: string;
  change_seq: string | number;
  status: string;
}

/** The claims of the same figure on each entity. One question. */
async function standingOn(db: Kysely<Schema>, subjects: readonly string[], claim: EnteredOnMany): Promise<Map<string, Standing[]>> {
  const { rows } = await sql<Standing>`select c.id, e.canonical_id, c.head, c.value_num, c.value_text, c.value_entity, c.bound, c.source_id, c.change_seq, c.status
    from entity e join claim c on c.subject_id = e.id
    where e.canonical_id = any(${`{${subjects.join(",")}}`}::uuid[]) and c.property = ${claim.property} and c.modality = ${claim.modality} and c.when_text = ${claim.when ?? ""} and c.qualifier = ${claim.qualifier ?? ""}
      and c.status in ('accepted', 'proposed') order by c.change_seq, c.n`.execute(db);
  return Map.groupBy(rows, (row) => row.canonical_id);
}

const nameOf = (entity: Entity): string => entity.label.zh ?? entity.label.en ?? entity.slug;

/** Each entity for which the claim would be out of order, and each that somebody has told otherwise since the maker looked. */
function refuseFlaws(ontology: Ontology, entities: readonly Entity[], claim: EnteredOnMany, target: Entity | undefined, standing: ReadonlyMap<string, Standing[]>): void {
  const problems = entities.flatMap((entity): Problem[] => [
    ...validateClaimShape(ontology, {
      subject_type: entity.type, property: claim.property, value: claim.value, unit: claim.unit, currency: claim.currency ?? null, modality: claim.modality, bound: claim.bound, when: claim.when ?? null,
      ...(target ? { value_type: target.type } : {}),
    }).map((problem) => ({ ...problem, path: nameOf(entity) })),
    ...(target?.canonical_id === entity.canonical_id ? [{ code: "entities/itself", path: nameOf(entity), message: { zh: "不能指向它自己", en: "it cannot point to itself" } }] : []),
  ]);
  if (problems.length > 0) throw new AppError("entities/not-a-claim", { count: problems.length }, { zh: "其中有对象不能这样记，均未写入", en: "this cannot be said of some of them; nothing was written", problems: problems.slice(0, 200) });
  const { seen } = claim;
  const since = seen === undefined || claim.unit === "entity" ? [] : entities.flatMap((entity): Problem[] => ((standing.get(entity.canonical_id) ?? []).some((one) => Number(one.change_seq) > seen && !same(one, claim, undefined))
    ? [{ code: "entities/changed-meanwhile", path: nameOf(entity), message: { zh: "您选择之后，他人记入了同一个数字的另一个值", en: "somebody has recorded another value of this figure since you chose it" } }] : []));
  if (since.length > 0) throw new AppError("entities/changed-meanwhile", { count: since.length }, { status: 409, zh: "其中有对象已被他人改动，均未写入", en: "some of them have been changed by others meanwhile; nothing was written", problems: since.slice(0, 200), hint: { zh: "请刷新列表后再定", en: "renew the list, then decide again" } });
}

const same = (one: Standing, claim: EnteredOnMany, target: Entity | undefined): boolean =>
  one.bound === claim.bound && (target ? one.value_entity === target.canonical_id : typeof claim.value === "number" ? one.value_num === claim.value : one.value_text === claim.value);

/**
 * Records the claim as accepted on each entity: the person who enters it vouches for it.
 * @throws AppError `entities/not-a-claim`, `entities/changed-meanwhile`, `entities/quote-not-in-source`, `entities/nothing-new`, `ledger/no-entity`, `ledger/no-source`.
 */
export async function enterOnMany(db: Kysely<Schema>, ontology: Ontology, ctx: Ctx, claim: EnteredOnMany): Promise<EnteredMany> {
  const found = await entitiesByIds(db, claim.subjects), missing = claim.subjects.find((id) => !found.has(id));
  if (missing !== undefined) throw new AppError("ledger/no-entity", { entity_id: missing }, { status: 404, zh: `没有编号为 ${missing} 的对象`, en: `there is no entity ${missing}` });
  const entities = [...new Map([...found.values()].map((entity) => [entity.canonical_id, entity])).values()];
  const asked = claim.unit === "entity" ? await entityBy(db, String(claim.value)) : undefined;
  const target = asked && asked.canonical_id !== asked.id ? await entityBy(db, asked.canonical_id) : asked;
  const standing = await standingOn(db, entities.map((entity) => entity.canonical_id), claim);
  refuseFlaws(ontology, entities, claim, target, standing);
  const cited = typeof claim.source === "string" ? await sourceBy(db, claim.source) : undefined;
  const visibility: Visibility = cited?.visibility ?? claim.visibility ?? "public", source_id = cited?.id ?? newId(ctx.clock);
  const place = await placeOf(db, source_id, claim.quote);
  const stated_on = cited ? cited.published : (claim.source as CitedSource).published;
  const entered = entities.flatMap((entity): EnteredOn[] => {
    const there = standing.get(entity.canonical_id) ?? [];
    if (there.some((one) => one.status === "accepted" && one.source_id === source_id && same(one, claim, target))) return [];
    const next: EnteredOn["next"] = {
      subject_id: entity.canonical_id, property: claim.property, value: target?.canonical_id ?? claim.value, unit: claim.unit, modality: claim.modality, bound: claim.bound, source_id, visibility,
      ...(claim.currency ? { currency: claim.currency } : {}), ...(claim.when ? { when: claim.when } : {}), ...(claim.qualifier ? { qualifier: claim.qualifier } : {}),
      ...(claim.quote ? { quote: claim.quote } : {}), ...(place ? { locator: place } : {}), ...(stated_on ? { stated_on } : {}),
    };
    return [{ next, instead: claim.instead ? there.filter((one) => one.status === "accepted" && !same(one, claim, target)).map((one) => ({ claim_id: one.id, ...(one.head ? { expects: one.head } : {}) })) : [] }];
  });
  if (entered.length === 0) throw new AppError("entities/nothing-new", { count: entities.length }, { status: 409, zh: "选中的对象都已有这条记载，没有可写入的", en: "all that were chosen have this claim already; there is nothing to record" });
  const source: SourceRecord | undefined = typeof claim.source === "string" ? undefined : { id: source_id, version: 1, what: "page", visibility, ...claim.source };
  const { change } = await enterMany(db, ctx, entered, source, claim.note);
  return { change, entered: entered.length, corrected: entered.reduce((sum, one) => sum + one.instead.length, 0), unchanged: entities.length - entered.length };
}
