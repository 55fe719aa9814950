/**
 * The head of an entity's page, its facts, ties and sources, from one reading and the page that the ontology gives its type.
 * Invariant: nothing is shown that no claim says; what an office expects and the record lacks is named, never filled in; every list is bounded.
 */
import type { Kysely } from "kysely";
import type { Schema } from "../db/index.ts";
import { whenRange } from "../kernel/index.ts";
import { entitiesByIds, latestFacts, scopeOf, sourcesByIds, type Claim, type Clocks, type Fact } from "../ledger/index.ts";
import { HEADLINE_MAX, propertyOf, type OneOf, type Ontology, type PageDef, type TypeDef } from "../ontology/index.ts";
import type { EntityFacts, EntityPage, EntitySources, EntityTies, Label, MissingProperty, PageTile, TieGroup } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import type { EntityReading } from "./entity-desk.ts";
import { tiedGroups, type MemberMeans } from "./entity-members.ts";
import { claimsOfFacts, entityRef, Hydration, labelOfProperty, labelOfType, sourceRef, withText } from "./views.ts";

type Db = Kysely<Schema>;

/** Facts of one headline figure that are sent: its newest of each kind. */
const TILE_FACTS = 8;
const LACKING_MAX = 2;
/** Of one property in the table of facts; the table of claims has them all. */
export const GROUP_FACTS = 6;
const NAMES_SHOWN = 60;
const MERGED_SHOWN = 20;
const TIES_SHOWN = 8;
const SOURCES_SHOWN = 12;
const RIVALS_SHOWN = 20;
/** What files an entity in the record: names and groups, shown apart. */
const FILING = new Set(["name", "short_name", "alias", "former_name", "record_group"]);

const EMPTY_PAGE: PageDef = { headline: [], steps: [], relations: [], expects: [], columns: [], parts: [] };
export const pageOfType = (ontology: Ontology, type: string): PageDef => ontology.types.get(type)?.page ?? EMPTY_PAGE;

/** What a property is called on the page of this type (“Opens” of an expo's start date). */
export function labelOfUse(ontology: Ontology, type: TypeDef | undefined, property: string): Label {
  return type?.properties.find((use) => use.property.name === property)?.label ?? labelOfProperty(ontology, property);
}

/** A fact with no more rivals than are read; the claims that it needs. */
export const bounded = (fact: Fact): Fact => (fact.rivals.length > RIVALS_SHOWN ? { ...fact, rivals: fact.rivals.slice(0, RIVALS_SHOWN) } : fact);

/** The first of the properties that is on record, with its latest facts: of the whole before those of parts. */
export function tileFacts(facts: readonly Fact[], oneOf: OneOf): { property: string; facts: Fact[] } {
  for (const property of oneOf) {
    const own = facts.filter((f) => f.property === property);
    if (own.length === 0) continue;
    const rank = (f: Fact): number => (scopeOf(f.property, f.qualifier) === "" ? 0 : 1);
    return { property, facts: latestFacts(own).sort((a, b) => rank(a) - rank(b)).slice(0, TILE_FACTS).map(bounded) };
  }
  return { property: oneOf[0]!, facts: [] };
}

/**
 * The figures that lead, at most five: those on record in the order of the type; where there are fewer, up to two that an office would expect and the record lacks.
 * Of an entity without any figure none is shown as missing here: the list of what is missing says it all.
 */
export function headlineOf(facts: readonly Fact[], page: PageDef): { property: string; facts: Fact[] }[] {
  const tiles = page.headline.map((oneOf) => tileFacts(facts, oneOf));
  const told = tiles.filter((t) => t.facts.length > 0).slice(0, HEADLINE_MAX);
  if (told.length === 0) return [];
  const expected = new Set(page.expects.flat());
  const lacking = tiles.filter((t) => t.facts.length === 0 && expected.has(t.property)).slice(0, Math.min(LACKING_MAX, HEADLINE_MAX - told.length));
  return tiles.filter((t) => told.includes(t) || lacking.includes(t));
}

/** The head of the page. */
export async function entityPage(deps: Deps, db: Db, reading: EntityReading, clocks: Clocks): Promise<EntityPage> {
  const { entity, facts, accepted, proposed, seq } = reading;
  const { ontology } = deps;
  const type = ontology.types.get(entity.type);
  const page = pageOfType(ontology, entity.type);
  const tiles = headlineOf(facts, page);
  const h = await new Hydration(ontology).load(db, tiles.flatMap((t) => claimsOfFacts(t.facts)));
  const on = new Set(facts.map((f) => f.property));
  const missing = page.expects.filter((oneOf) => !oneOf.some((property) => on.has(property)));
  const names = await db.selectFrom("entity_name").select(["text", "kind", "lang"]).where("entity_id", "in", db.selectFrom("entity").select("id").where("canonical_id", "=", entity.id))
    .orderBy("kind").orderBy("text").limit(NAMES_SHOWN).execute();
  const merged = await db.selectFrom("entity").select("id").where("canonical_id", "=", entity.id).where("id", "!=", entity.id).limit(MERGED_SHOWN).execute();
  return {
    ...entityRef(entity), type_label: labelOfType(ontology, entity.type), canonical_id: entity.id, names, merged: [...(await entitiesByIds(db, merged.map((m) => m.id))).values()].map(entityRef),
    headline: tiles.map((t): PageTile => ({ property: t.property, label: labelOfUse(ontology, type, t.property), facts: t.facts.map((f) => h.fact(f)) })),
    missing: missing.map((oneOf): MissingProperty => ({ property: oneOf[0]!, label: labelOfUse(ontology, type, oneOf[0]!), help: propertyOf(ontology, oneOf[0]!).definition, also: oneOf.slice(1).map((p) => labelOfUse(ontology, type, p)) })),
    expected: page.expects.length, parts: [...page.parts],
    counts: { claims: accepted.length, facts: facts.filter((f) => !FILING.has(f.property)).length, contested: facts.filter((f) => f.rivals.length > 0).length, proposed }, today: reading.today, seq, as_of: clocks,
  };
}

const lastTold = (f: Fact): string => f.when || f.best.known_from;

/** Facts of every property, those that the type leads with first, the newest of each. */
export async function entityFacts(deps: Deps, db: Db, { entity, facts }: EntityReading): Promise<EntityFacts> {
  const type = deps.ontology.types.get(entity.type);
  const page = pageOfType(deps.ontology, entity.type);
  const order = [...page.headline.flat(), ...page.expects.flat(), ...(type?.properties.map((use) => use.property.name) ?? [])];
  const rank = (property: string): number => { const at = order.indexOf(property); return at < 0 ? order.length : at; };
  const shown = facts.filter((f) => f.unit !== "entity" && !FILING.has(f.property));
  const groups = [...Map.groupBy(shown, (f) => f.property)].sort((a, b) => rank(a[0]) - rank(b[0]) || (a[0] < b[0] ? -1 : 1))
    .map(([property, some]) => ({ property, total: some.length, facts: some.sort((a, b) => (lastTold(a) < lastTold(b) ? 1 : -1)).slice(0, GROUP_FACTS).map(bounded) }));
  const h = await new Hydration(deps.ontology).load(db, groups.flatMap((g) => claimsOfFacts(g.facts)));
  return { total: shown.length, groups: groups.map((g) => ({ ...g, label: labelOfUse(deps.ontology, type, g.property), facts: g.facts.map((f) => h.fact(f)) })) };
}

const TREND_PROPERTIES = 8;
const TREND_FACTS = 60;

/** Figures told of more than one period: what a chart over time is drawn from. */
export async function entityTrends(deps: Deps, db: Db, { entity, facts }: EntityReading): Promise<EntityFacts> {
  const type = deps.ontology.types.get(entity.type);
  const page = pageOfType(deps.ontology, entity.type);
  const order = page.headline.flat();
  const dated = facts.filter((f) => typeof f.best.value === "number" && f.when !== "" && f.property !== "other_count");
  const groups = [...Map.groupBy(dated, (f) => f.property)].filter(([, some]) => new Set(some.map((f) => whenRange(f.when).last.slice(0, 4))).size > 1)
    .sort((a, b) => (order.includes(b[0]) ? 1 : 0) - (order.includes(a[0]) ? 1 : 0) || b[1].length - a[1].length).slice(0, TREND_PROPERTIES)
    .map(([property, some]) => ({ property, total: some.length, facts: some.sort((a, b) => (a.when < b.when ? 1 : -1)).slice(0, TREND_FACTS).map(bounded) }));
  const h = await new Hydration(deps.ontology).load(db, groups.flatMap((g) => claimsOfFacts(g.facts)));
  return { total: dated.length, groups: groups.map((g) => ({ ...g, label: labelOfUse(deps.ontology, type, g.property), facts: g.facts.map((f) => h.fact(f)) })) };
}

interface OutTies {
  property: string;
  claims: Claim[];
}

function outTies(reading: EntityReading): OutTies[] {
  const ties = reading.facts.filter((f) => f.unit === "entity" && f.best.value !== reading.entity.id);
  return [...Map.groupBy(ties, (f) => f.property)].map(([property, some]) => ({ property, claims: [...new Map(some.map((f) => [String(f.best.value), f.best])).values()] }));
}

/** Ties in words, grouped by kind in both directions, in the order of the type; a few of each, and how many there are. */
export async function entityTies(deps: Deps, means: MemberMeans, reading: EntityReading, limit = TIES_SHOWN): Promise<EntityTies> {
  const { relations } = pageOfType(deps.ontology, reading.entity.type);
  const [out, inward] = [outTies(reading), await tiedGroups(means, reading.entity.id, limit)];
  const h = await new Hydration(deps.ontology).load(means.db, [...out.flatMap((g) => g.claims.slice(0, limit)), ...inward.flatMap((g) => g.ties.map((t) => t.claim))]);
  const wordsOf = (property: string, direction: "in" | "out"): Label => relations.find((r) => r.property === property && r.direction === direction)?.label
    ?? (direction === "in" ? deps.ontology.properties.get(property)?.inverse : undefined) ?? labelOfProperty(deps.ontology, property);
  const groups: TieGroup[] = [
    ...out.map((g): TieGroup => ({ property: g.property, direction: "out", label: wordsOf(g.property, "out"), n: g.claims.length, ties: g.claims.slice(0, limit).map((c) => ({ other: h.entity(String(c.value)), claim: h.claim(c) })) })),
    ...inward.map(({ property, n, ties }): TieGroup => ({ property, direction: "in", label: wordsOf(property, "in"), n, ties: ties.map((t) => ({ other: h.entity(t.subject_id), claim: h.claim(t.claim) })) })),
  ];
  const rank = (g: TieGroup): number => { const at = relations.findIndex((r) => r.property === g.property && r.direction === g.direction); return at < 0 ? relations.length : at; };
  return { total: groups.reduce((sum, g) => sum + g.n, 0), groups: groups.sort((a, b) => rank(a) - rank(b) || b.n - a.n) };
}

/** The sources of its accepted claims, the most used first. */
export async function entitySources(db: Db, reading: EntityReading): Promise<EntitySources> {
  const uses = new Map<string, number>();
  for (const claim of reading.accepted) uses.set(claim.source_id, (uses.get(claim.source_id) ?? 0) + 1);
  const most = [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1)).slice(0, SOURCES_SHOWN);
  const [found, texts] = [await sourcesByIds(db, most.map(([id]) => id)), await withText(db, most.map(([id]) => id))];
  return { total: uses.size, items: most.flatMap(([id, n]) => { const source = found.get(id); return source ? [{ source: sourceRef(source, texts.has(id)), n }] : []; }) };
}
