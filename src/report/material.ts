/**
 * What a paper is made from, read once: the entities of a cluster, their facts as of the clocks, sources, findings, and the ledger's head.
 * Invariant: every section reads this and nothing else, so that a paper is a pure function of it; it never holds more than its reader may see.
 */
import { sql } from "kysely";
import { readChain, shippedMeans, type ChainRecord } from "../chain/index.ts";
import type { Database } from "../db/index.ts";
import { AppError, type Visibility } from "../kernel/index.ts";
import { changesPage, entitiesByIds, standingOfMany, reconcile, rulingHeads, sourcesByIds, type Ruling, type Claim, type Clocks, type Entity, type Fact, type Finding, type SourceRecord } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { readSite, stackingPlan, tenanciesOf, unitsBelow, type Site, type StackingPlan } from "../parks/index.ts";
import { readTargets, type TargetsRecord } from "../targets/index.ts";
import type { Mark } from "./model.ts";

export interface MaterialOptions {
  clearance: Visibility;
  /** Group of the record (`record_group`); absent = the one with most members, or everything where the record has no groups; `all` = everything. */
  cluster?: string;
  clocks: Clocks;
  /** The civil day that the paper is made on: promises are held against it. */
  today: string;
  signal?: AbortSignal;
}

export interface Material {
  ontology: Ontology;
  /** Canonical entities, those of the cluster and those that its facts name. */
  entities: ReadonlyMap<string, Entity>;
  members: ReadonlySet<string>;
  /** Any entity id → the canonical one. */
  canonical: (id: string) => string;
  facts: ReadonlyMap<string, readonly Fact[]>;
  /** Every claim that stands on a member; beside them those that `hold` took in. */
  claims: ReadonlyMap<string, Claim>;
  /** How many claims the cluster itself has. */
  claims_read: number;
  sources_read: number;
  sources: ReadonlyMap<string, SourceRecord>;
  findings: readonly Finding[];
  /** The ruling that settles a finding, by finding; one that leaves it open settles nothing. */
  rulings: ReadonlyMap<string, Ruling>;
  marks: ReadonlyMap<string, { mark: Mark; findings: string[] }>;
  /** Firms placed on the chain, worked out when first asked for. */
  chain: () => Promise<ChainRecord>;
  /** Parks, phases and projects with what was promised of them, read when first asked for. */
  site: () => Promise<Site>;
  /** Targets with what came of them and how likely the rest is, read when first asked for. */
  aims: () => Promise<TargetsRecord>;
  /** Buildings of the cluster that have units on record, with their stacking plan. */
  stacks: () => Promise<ReadonlyMap<string, StackingPlan>>;
  /** Takes in claims of others that a section rests on, such as the cases of a forecast, with their sources and names. */
  hold: (claims: readonly Claim[]) => Promise<void>;
  cluster: string;
  clusters: readonly string[];
  clocks: Clocks;
  /** The day that the paper speaks from: what is held to have passed by then. */
  day: string;
  today: string;
  head: { seq: number; hash: string };
}

/** Above this many entities a cluster is not laid out in one paper. */
const ENTITIES_MAX = 200_000;
const ENTITIES_PER_STEP = 1_000;

async function groupsOf(database: Database, clearance: Visibility): Promise<{ key: string; n: number }[]> {
  const { rows } = await sql<{ key: string; n: number }>`select value_text as key, count(distinct subject_id)::int as n from claim
    where property = 'record_group' and status = 'accepted' and value_text is not null group by value_text order by n desc, key`.execute(database.reader(clearance));
  return rows;
}

async function memberIds(database: Database, clearance: Visibility, cluster: string): Promise<string[]> {
  const db = database.reader(clearance);
  const { rows } = cluster === "all"
    ? await sql<{ id: string }>`select id from entity where canonical_id = id order by slug limit ${ENTITIES_MAX + 1}`.execute(db)
    : await sql<{ id: string }>`select id from (select distinct e.canonical_id as id from claim c join entity e on e.id = c.subject_id
        where c.property = 'record_group' and c.value_text = ${cluster} and c.status = 'accepted') g order by id limit ${ENTITIES_MAX + 1}`.execute(db);
  if (rows.length > ENTITIES_MAX) {
    throw new AppError("report/too-large", { max: ENTITIES_MAX }, {
      zh: `一份报告最多容纳 ${ENTITIES_MAX} 个对象`, en: `one paper holds at most ${ENTITIES_MAX} entities`, hint: { zh: "请选择一个集群", en: "choose one cluster" },
    });
  }
  return rows.map((r) => r.id);
}

async function entitiesOf(database: Database, clearance: Visibility, ids: readonly string[]): Promise<Map<string, Entity>> {
  const found = new Map<string, Entity>();
  const unique = [...new Set(ids)];
  for (let at = 0; at < unique.length; at += 5_000) for (const [id, e] of await entitiesByIds(database.reader(clearance), unique.slice(at, at + 5_000))) found.set(id, e);
  return found;
}

async function sourcesOf(database: Database, clearance: Visibility, ids: readonly string[]): Promise<Map<string, SourceRecord>> {
  const found = new Map<string, SourceRecord>();
  const unique = [...new Set(ids)];
  for (let at = 0; at < unique.length; at += 5_000) for (const [id, s] of await sourcesByIds(database.reader(clearance), unique.slice(at, at + 5_000))) found.set(id, s);
  return found;
}

/** Rulings that settle something, as of the known day. */
function settled(heads: ReadonlyMap<string, Ruling>, known_on: string | undefined): Map<string, Ruling> {
  return new Map([...heads].filter(([, r]) => r.verdict !== "withdraw" && r.verdict !== "leave-open" && (known_on === undefined || r.at.slice(0, 10) <= known_on)));
}

/** A claim bears ▲ while any finding on it is open, △ once all are settled. */
function marksOf(findings: readonly Finding[], rulings: ReadonlyMap<string, Ruling>): Map<string, { mark: Mark; findings: string[] }> {
  const marks = new Map<string, { mark: Mark; findings: string[] }>();
  for (const f of findings) {
    if (f.severity === "note") continue;
    for (const id of f.claims) {
      const mark: Mark = rulings.has(f.id) ? "ruled" : "open";
      const known = marks.get(id);
      if (known) {
        known.findings.push(f.id);
        if (mark === "open") known.mark = "open";
      } else marks.set(id, { mark, findings: [f.id] });
    }
  }
  return marks;
}

function clusterFor(groups: readonly { key: string }[], wanted: string | undefined): string {
  if (wanted === undefined) return groups[0]?.key ?? "all";
  if (wanted !== "all" && !groups.some((g) => g.key === wanted)) {
    throw new AppError("report/no-cluster", { cluster: wanted }, {
      status: 404, zh: `记录里没有名为“${wanted}”的集群`, en: `the record has no cluster “${wanted}”`,
      hint: { zh: `可选：${[...groups.map((g) => g.key), "all"].join("、")}`, en: `choose among: ${[...groups.map((g) => g.key), "all"].join(", ")}` },
    });
  }
  return wanted;
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= read());
}

/** Stacking plans of the buildings that have units. */
async function stacksOf(db: ReturnType<Database["reader"]>, buildings: readonly string[], clocks: Clocks, day: string): Promise<Map<string, StackingPlan>> {
  const plans = new Map<string, StackingPlan>();
  for (const id of buildings) {
    const { units } = await unitsBelow(db, id, clocks);
    if (units.length > 0) plans.set(id, stackingPlan(units, await tenanciesOf(db, units.map((u) => u.id), clocks.known_on), day));
  }
  return plans;
}

/** Reads everything. @throws AppError `report/no-cluster`, `report/too-large`. */
export async function loadMaterial(database: Database, ontology: Ontology, options: MaterialOptions): Promise<Material> {
  const { clearance, clocks, signal, today } = options;
  const db = database.reader(clearance);
  const head = (await changesPage(database.reader("confidential"), { limit: 1 }))[0];
  const groups = await groupsOf(database, clearance);
  const cluster = clusterFor(groups, options.cluster);
  const ids = await memberIds(database, clearance, cluster);
  const facts = new Map<string, readonly Fact[]>();
  const claims = new Map<string, Claim>();
  for (let at = 0; at < ids.length; at += ENTITIES_PER_STEP) {
    signal?.throwIfAborted();
    for (const [id, stand] of await standingOfMany(db, ids.slice(at, at + ENTITIES_PER_STEP), clocks)) {
      if (stand.facts.length > 0) facts.set(id, stand.facts);
      for (const c of stand.claims) claims.set(c.id, c);
    }
  }
  const all = (await reconcile(db, clocks.known_on ?? today, (name) => ontology.properties.get(name)?.label)).filter((f) => f.claims.some((id) => claims.has(id)));
  // Findings of what had not been said by the clocks, or of claims outside this cluster, are not findings of this paper.
  const findings = all.filter((f) => f.claims.every((id) => claims.has(id))).toSorted((a, b) => (a.subject === b.subject ? (a.id < b.id ? -1 : 1) : a.subject < b.subject ? -1 : 1));
  const rulings = settled(await rulingHeads(db), clocks.known_on);
  const named = [...claims.values()].flatMap((c) => (c.unit === "entity" ? [c.subject_id, String(c.value)] : [c.subject_id]));
  const first = await entitiesOf(database, clearance, [...ids, ...named]);
  const whole = await entitiesOf(database, clearance, [...first.values()].map((e) => e.canonical_id).filter((id) => !first.has(id)));
  const entities = new Map([...first, ...whole]);
  const sources = await sourcesOf(database, clearance, [...claims.values()].map((c) => c.source_id));
  const members = new Set(ids);
  const hold = async (more: readonly Claim[]): Promise<void> => {
    const strange = more.filter((c) => !claims.has(c.id));
    if (strange.length === 0) return;
    for (const c of strange) claims.set(c.id, c);
    for (const [id, s] of await sourcesOf(database, clearance, strange.map((c) => c.source_id).filter((id) => !sources.has(id)))) sources.set(id, s);
    const unknown = strange.flatMap((c) => (c.unit === "entity" ? [c.subject_id, String(c.value)] : [c.subject_id])).filter((id) => !entities.has(id));
    for (const [id, e] of await entitiesOf(database, clearance, unknown)) entities.set(id, e);
  };
  const site = once(() => readSite(db, clocks, today));
  return {
    ontology, entities, members, canonical: (id) => entities.get(id)?.canonical_id ?? id, facts, claims, claims_read: claims.size, sources_read: sources.size, sources, findings, rulings, marks: marksOf(findings, rulings), cluster, clusters: groups.map((g) => g.key),
    chain: once(() => readChain(db, shippedMeans(), clocks)), site, aims: once(async () => await readTargets(db, clocks, today, await site())), hold,
    stacks: once(async () => await stacksOf(db, [...members].filter((id) => entities.get(id)?.type === "Building"), clocks, clocks.valid_on ?? clocks.known_on ?? today)), clocks, day: clocks.valid_on ?? clocks.known_on ?? today, today, head: { seq: head?.seq ?? 0, hash: head?.hash ?? "" },
  };
}
