/**
 * The parts of a page that only some types have: place in the chain, tenancies, what lies within, editions of a series, a project's stage.
 * Invariant: each part is counted from what the viewer may see as of the clocks, and each figure in it comes with its claim.
 */
import { sql, type Kysely } from "kysely";
import { panoramaOf, placeFirms, type ChainFirm, type ChainKeeper, type ChainRecord } from "../chain/index.ts";
import type { Schema } from "../db/index.ts";
import type { Visibility } from "../kernel/index.ts";
import { claimsByIds, entitiesByIds, factsOfMany, latestFacts, scopeOf, standingClaims, tiedTo, type Clocks, type Entity, type Fact, type LedgerTables } from "../ledger/index.ts";
import { projectPipeline, tenanciesOfFirm } from "../parks/index.ts";
import type { EntityChain, EntityEditions, EntityProject, EntityRef, EntityTenancies, EntityWithin, Label } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import type { EntityReading } from "./entity-desk.ts";
import { membersWithin, tiedBy } from "./entity-members.ts";
import { bounded, labelOfUse, pageOfType } from "./entity-page.ts";
import { pipelineClaims, projectRow, tenancyView } from "./parks-views.ts";
import type { SiteDesk } from "./site-desk.ts";
import { claimsOfFacts, claimViews, entityRef, Hydration, labelOfType } from "./views.ts";

export interface PartMeans {
  deps: Deps;
  db: Kysely<Schema>;
  clearance: Visibility;
  clocks: Clocks;
  site: SiteDesk;
  chain: ChainKeeper;
  tables: LedgerTables;
}

const CLAIMS_SHOWN = 6;
const FIRMS_SHOWN = 6;
const NODES_SHOWN = 12;
const TENANCIES_SHOWN = 20;
const EDITIONS_SHOWN = 8;
const CELL_FACTS = 4;

const firmRef = ({ id, slug, type, label }: ChainFirm): EntityRef => ({ id, slug, type, label });
const stepLabel = (list: readonly { id: string; zh: string; en: string }[], id: string | undefined): Label | undefined => { const at = list.find((s) => s.id === id); return at && { zh: at.zh, en: at.en }; };

type NodeRow = { id: string; share: number; ruled: boolean; pending: boolean; firms: EntityRef[]; said: string[]; claims: string[] };

/** Nodes of a product: those that its makers stand at because of the claim that they make it. */
function nodesOfProduct(record: ChainRecord, made: ReadonlySet<string>): NodeRow[] {
  const rows = new Map<string, NodeRow>();
  for (const firm of record.firms) {
    if (!firm.fields.some((f) => made.has(f.claim_id)) && !firm.nodes.some((n) => n.claims.some((id) => made.has(id)))) continue;
    for (const node of firm.nodes) {
      const claims = node.claims.filter((id) => made.has(id));
      if (claims.length === 0) continue;
      const row = rows.get(node.node) ?? { id: node.node, share: 0, ruled: false, pending: false, firms: [], said: [], claims: [] };
      rows.set(node.node, row);
      row.firms.push(firmRef(firm));
      row.claims.push(...claims);
      row.ruled ||= node.ruled;
      row.said.push(...node.evidence.filter((e) => e.claim_id !== undefined && made.has(e.claim_id)).map((e) => e.said));
    }
  }
  return [...rows.values()];
}

/** Each is placed by itself, which takes milliseconds: a product of more makers is placed by these. */
const MAKERS_READ = 60;
const MAKERS_COUNTED = 200_000;

/** Where it stands in the chain: a firm by itself, a product by those that make it. Only these are read and placed. */
export async function entityChain(means: PartMeans, reading: EntityReading): Promise<EntityChain> {
  const { deps, db, clocks, chain } = means;
  const { id, type } = reading.entity;
  const all = type === "Firm" ? [id] : await tiedBy(means, id, "produces", MAKERS_COUNTED), makers = all.slice(0, MAKERS_READ);
  const record = await placeFirms(db, chain.means, makers, clocks);
  const firm = type === "Firm" ? record.firms[0] : undefined;
  const made = firm || makers.length === 0 ? new Set<string>() : new Set([...(await standingClaims(db, { subjects: makers, properties: ["produces"] }, clocks)).claims.values()].flat().filter((c) => c.value === id).map((c) => c.id));
  const rows: NodeRow[] = firm ? firm.nodes.map((n) => ({ id: n.node, share: n.share, ruled: n.ruled, pending: n.pending, firms: [], said: n.evidence.map((e) => e.said), claims: n.claims })) : nodesOfProduct(record, made);
  const shown = rows.sort((a, b) => Number(a.pending) - Number(b.pending) || b.share - a.share || b.firms.length - a.firms.length).slice(0, NODES_SHOWN).map((r) => ({ ...r, claims: [...new Set(r.claims)].slice(0, CLAIMS_SHOWN) }));
  const honours = (firm?.honours ?? []).slice(0, NODES_SHOWN);
  const found = await claimsByIds(db, [...shown.flatMap((r) => r.claims), ...honours.map((h) => h.claim_id)]);
  const views = new Map((await claimViews(db, deps.ontology, [...found.values()])).map((c) => [c.id, c]));
  const { pack } = record;
  const stages = new Map(pack.stages.map((s) => [s.id, s.name]));
  const [rung, size] = [stepLabel(record.rungs.rungs, firm?.rung), stepLabel(record.rungs.sizes, firm?.size)];
  return {
    state: firm?.state ?? (rows.length > 0 ? "placed" : "none"),
    nodes: shown.map((r) => { const node = pack.byId.get(r.id)!; return { id: r.id, name: node.name, stage: stages.get(node.stage) ?? {}, share: r.share, ruled: r.ruled, pending: r.pending, firms: r.firms.slice(0, FIRMS_SHOWN), said: [...new Set(r.said)].slice(0, FIRMS_SHOWN), claims: r.claims.flatMap((id) => views.get(id) ?? []) }; }),
    ...(rung ? { rung } : {}), ...(size ? { size } : {}), honours: honours.flatMap((h) => { const claim = views.get(h.claim_id); return claim ? [{ award: h.award, claim }] : []; }),
    ...(all.length > makers.length ? { makers: { read: makers.length, total: all.length } } : {}),
  };
}

/** Units that the firm is in, was in or has reserved. */
export async function entityTenancies({ db, clocks }: PartMeans, reading: EntityReading): Promise<EntityTenancies> {
  const members = await db.selectFrom("entity").select("id").where("canonical_id", "=", reading.entity.id).execute();
  const all = (await tenanciesOfFirm(db, members.map((m) => m.id), clocks.known_on)).filter((t) => !t.cancelled);
  const shown = all.slice(0, TENANCIES_SHOWN);
  const found = await entitiesByIds(db, [...shown.map((t) => t.unit_id), reading.entity.id]);
  const ref = (id: string): EntityRef => { const e = found.get(id); return e ? entityRef(e) : { id, slug: id, type: "Unit", label: {} }; };
  const { today } = reading;
  return { total: all.length, items: shown.map((t) => ({ tenancy: tenancyView(ref, t), unit: ref(t.unit_id), state: t.first_day > today ? "ahead" : t.last_day !== undefined && t.last_day < today ? "ended" : "running" })) };
}

/** The place whose members are counted: the entity itself, or where a cluster lies. */
async function placeOf(db: Kysely<Schema>, reading: EntityReading): Promise<Entity | undefined> {
  if (reading.entity.type !== "Cluster") return reading.entity;
  const ties = reading.facts.filter((f) => f.property === "located_in" && f.unit === "entity").sort((a, b) => b.agreeing - a.agreeing);
  const found = await entitiesByIds(db, ties.map((f) => String(f.best.value)));
  const places = [...found.values()].filter((e) => e.type === "Region" || e.type === "Zone");
  return places.find((e) => e.type === "Region") ?? places[0];
}

const TYPE_ORDER = ["Region", "Zone", "Park", "ParkPhase", "Building", "Lot", "Project", "Institute", "Lab"];
/** Firms of a record that is placed for a page; of a larger one the coverage is shown once the panorama has been opened. */
const FIRMS_PLACED = 10_000;

async function chainRecord({ db, clearance, clocks, chain }: PartMeans): Promise<ChainRecord | undefined> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from entity where type = 'Firm' limit ${FIRMS_PLACED + 1}) f`.execute(db);
  return rows[0]!.n > FIRMS_PLACED ? await chain.ready(clearance, clocks) : await chain.of(clearance, clocks);
}

/** What lies in it, against what is said of it. */
export async function entityWithin(means: PartMeans, reading: EntityReading): Promise<EntityWithin> {
  const { deps, db, clearance, clocks, site } = means;
  const place = await placeOf(db, reading);
  const stated = latestFacts(reading.facts.filter((f) => f.property === "firms_count" && scopeOf(f.property, f.qualifier) === "")).slice(0, 6).map(bounded);
  const h = await new Hydration(deps.ontology).load(db, claimsOfFacts(stated));
  const nothing = { announced: 0, building: 0, finished: 0, overdue: 0 };
  if (!place) return { types: [], firms: { stated: stated.map((f) => h.fact(f)), on_record: 0 }, projects: nothing };
  const members = await membersWithin(means, place.canonical_id);
  const [counts, ids] = [Map.groupBy(members, (one) => one.type), new Set(members.map((one) => one.id))];
  const board = counts.has("Project") ? projectPipeline(await site.site(clearance, clocks)).rows.filter((r) => ids.has(r.project.id)) : [];
  const record = await chainRecord(means);
  const region = record?.regions.find((r) => r.place === place.canonical_id);
  const answer = record && region ? panoramaOf(record, { region: region.key }) : undefined;
  return {
    place: entityRef(place), types: TYPE_ORDER.flatMap((type) => { const n = counts.get(type)?.length ?? 0; return n === 0 ? [] : [{ type, label: labelOfType(deps.ontology, type), n }]; }),
    firms: { stated: stated.map((f) => h.fact(f)), on_record: counts.get("Firm")?.length ?? 0 },
    projects: {
      announced: board.filter((r) => r.stage === "announced" || r.stage === "signed").length, building: board.filter((r) => r.stage === "started").length,
      finished: board.filter((r) => r.stage === "built" || r.stage === "producing" || r.stage === "at-capacity").length, overdue: board.filter((r) => r.state === "overdue").length,
    },
    ...(record && region && answer ? { chain: { region: region.key, coverage: answer.scoped.survey.firms_known === 0 || answer.scoped.survey.total_unknown ? 0 : answer.scoped.survey.firms_read / answer.scoped.survey.firms_known, states: answer.states, nodes: record.pack.nodes.length } } : {}),
  };
}

/** Editions of one series side by side: the type's headline and dates of each, with everyone who says otherwise. */
export async function entityEditions({ deps, db, clocks }: PartMeans, reading: EntityReading): Promise<EntityEditions> {
  const { entity } = reading;
  const ofType = async (ids: readonly string[]): Promise<Entity[]> => [...(await entitiesByIds(db, ids)).values()].filter((e) => e.type === entity.type);
  const parents = await ofType(reading.facts.filter((f) => f.property === "part_of" && f.unit === "entity").map((f) => String(f.best.value)));
  const children = await ofType(await tiedTo(db, entity.id, "part_of", clocks, 200));
  const series = children.length > 0 ? entity : parents[0];
  const siblings = children.length > 0 ? children : series ? await ofType(await tiedTo(db, series.canonical_id, "part_of", clocks, 200)) : [entity];
  const type = deps.ontology.types.get(entity.type);
  const page = pageOfType(deps.ontology, entity.type);
  const properties = [...new Set([...page.steps.filter((s) => s === "start_date" || s === "completion_date"), "located_in", ...page.headline.flat(), "growth_rate"])];
  const facts = await factsOfMany(db, siblings.map((e) => e.canonical_id), clocks);
  const told = (e: Entity): Fact[] => properties.flatMap((property) => {
    const own = latestFacts((facts.get(e.canonical_id) ?? []).filter((f) => f.property === property));
    const whole = own.filter((f) => f.unit === "entity" || scopeOf(f.property, f.qualifier) === "");
    return (whole.length > 0 ? whole : own).slice(0, CELL_FACTS).map(bounded);
  });
  const begins = (e: Entity): string => String((facts.get(e.canonical_id) ?? []).find((f) => f.property === "start_date")?.best.value ?? "");
  const editions = siblings.sort((a, b) => (begins(a) < begins(b) ? 1 : -1)).slice(0, EDITIONS_SHOWN).toReversed().map((e) => ({ entity: e, facts: told(e) }));
  const h = await new Hydration(deps.ontology).load(db, editions.flatMap((e) => claimsOfFacts(e.facts)));
  return {
    ...(series ? { series: entityRef(series) } : {}), total: siblings.length,
    properties: properties.filter((p) => editions.some((e) => e.facts.some((f) => f.property === p))).map((property) => ({ property, label: labelOfUse(deps.ontology, type, property) })),
    editions: editions.map((e) => ({ entity: entityRef(e.entity), facts: e.facts.map((f) => h.fact(f)) })),
  };
}

/** The stage that is proven of a project, its money and milestones. */
export async function entityProject({ deps, db, clearance, clocks, site }: PartMeans, reading: EntityReading): Promise<EntityProject> {
  const board = projectPipeline(await site.site(clearance, clocks));
  const row = board.rows.find((r) => r.project.id === reading.entity.id);
  if (!row) return { today: board.today };
  const h = await new Hydration(deps.ontology).load(db, pipelineClaims(row));
  return { today: board.today, row: projectRow(h, row) };
}
