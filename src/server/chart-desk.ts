/**
 * Which facts a chart of the page is made of, as the viewer may see them on the days asked for.
 * Invariant: everything is read by the viewer's clearance; a chart of nothing is an answer, not a failure.
 */
import type { Kysely } from "kysely";
import { ChainKeeper, gapsOf, panoramaOf } from "../chain/index.ts";
import type { Schema } from "../db/index.ts";
import { AppError, inLang, parseWhen, whenRange, whenWords, type Label, type Lang } from "../kernel/index.ts";
import { entitiesByIds, entityBy, factsOf, factsOfMany, type Clocks, type Entity, type Fact } from "../ledger/index.ts";
import { dueIn, parkView, placeBy, type MilestoneView } from "../parks/index.ts";
import { bulletOf, courseOf, flowOf, multiplesOf, seriesOf, spansOf, trendOf, type ChartDef } from "../report/chart/index.ts";
import { principalOf, Scribe, type Named } from "../report/index.ts";
import type { ChartKind, FindingMarks } from "./api-types.ts";
import { membersOf } from "./cluster-members.ts";
import type { Deps, Viewer } from "./deps.ts";
import { GROUP_LABELS } from "./group-labels.ts";
import { findingMarksFor } from "./routes-findings.ts";
import type { ChartQuery } from "./schemas-charts.ts";
import type { SiteDesk } from "./site-desk.ts";
import { labelOfProperty } from "./views.ts";

type Db = Kysely<Schema>;

export interface ChartMade {
  title: string;
  chart?: ChartDef;
  /** The findings are still being worked out: it bears no marks of them yet. */
  unmarked?: true;
}

interface Asked {
  db: Db;
  viewer: Viewer;
  query: ChartQuery;
  clocks: Clocks;
  lang: Lang;
  /** Which claims stand in a finding, as of the same days. */
  marks: FindingMarks["claims"];
}

/** Rows of one drawing; the table beneath lists no more than is drawn, and the page lists all. */
const LANES_MAX = 60;
const PLACES_MAX = 80;
const GAPS_LOOKED_AT = 24;
const SIDE_BY_SIDE = ["output_value", "firms_count", "investment"] as const;

const keepers = new WeakMap<Deps, ChainKeeper>();
/** The one keeper of chain records of a server. */
export function chainKeeperOf(deps: Deps): ChainKeeper {
  const kept = keepers.get(deps) ?? new ChainKeeper(deps.database);
  keepers.set(deps, kept);
  return kept;
}

const missing = (name: string): AppError => new AppError("server/chart-needs", { name }, { zh: `这种图须指明 ${name}`, en: `this chart needs ${name}` });
const said = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw missing(name);
  return value;
};

export class ChartDesk {
  readonly #deps: Deps;
  readonly #site: SiteDesk;

  constructor(deps: Deps, site: SiteDesk) {
    this.#deps = deps;
    this.#site = site;
  }

  /** The definition of the chart asked for. @throws AppError `server/chart-needs` where the request does not say of what. */
  async made(viewer: Viewer, kind: ChartKind, query: ChartQuery, clocks: Clocks, lang: Lang): Promise<ChartMade> {
    const marks = await findingMarksFor(this.#deps, viewer, clocks);
    const made = await this.#of(kind, { db: this.#deps.database.reader(viewer.clearance), viewer, query, clocks, lang, marks: marks ?? {} });
    return marks === undefined ? { ...made, unmarked: true } : made;
  }

  async #of(kind: ChartKind, asked: Asked): Promise<ChartMade> {
    switch (kind) {
      case "trend": return await this.#trend(asked);
      case "multiples": return await this.#multiples(asked);
      case "bullet":
      case "course": return await this.#targets(asked, kind);
      case "promises": return await this.#promises(asked);
      case "chain": return await this.#chain(asked);
    }
  }

  /** A scribe who knows these entities and what is found of their claims. */
  async #scribe({ db, lang, marks: found }: Asked, ids: readonly string[]): Promise<Scribe<Named>> {
    const first = await entitiesByIds(db, [...new Set(ids)]);
    const wholes = await entitiesByIds(db, [...first.values()].flatMap((e) => (first.has(e.canonical_id) ? [] : [e.canonical_id])));
    const entities = new Map<string, Entity>([...first, ...wholes]);
    const marks = new Map(Object.entries(found).map(([id, m]) => [id, { mark: m.ruled ? ("ruled" as const) : ("open" as const), findings: [m.first] }]));
    return new Scribe<Named>({ ontology: this.#deps.ontology, entities, canonical: (id) => entities.get(id)?.canonical_id ?? id, marks }, lang);
  }

  async #trend(asked: Asked): Promise<ChartMade> {
    const { db, query, clocks, lang } = asked;
    const { canonical_id } = await entityBy(db, said(query.subject, "subject"));
    const property = said(query.property, "property");
    const facts = (await factsOf(db, canonical_id, clocks)).filter((f) => f.property === property);
    const scribe = await this.#scribe(asked, [canonical_id]);
    const name = inLang(labelOfProperty(this.#deps.ontology, property), lang) || property;
    const title = lang === "zh" ? `${scribe.name(canonical_id).text}：${name}` : `${name}, ${scribe.name(canonical_id).text}`;
    const series = seriesOf(facts);
    const chart = series && trendOf(scribe, series, "", title);
    return { title, ...(chart ? { chart } : {}) };
  }

  async #multiples(asked: Asked): Promise<ChartMade> {
    const { db, query, clocks, lang } = asked;
    const keys = Object.keys(GROUP_LABELS).filter((key) => key !== "comparison");
    const properties = query.property ? [query.property] : SIDE_BY_SIDE;
    const groups = await Promise.all(keys.map(async (key) => {
      const ids = (await membersOf(db, key).where("type", "in", ["Cluster", "Region", "Zone"]).orderBy("slug").limit(PLACES_MAX).execute()).map((r) => r.id);
      return { key, ids, facts: await factsOfMany(db, ids, clocks), entities: await entitiesByIds(db, ids) };
    }));
    const told = groups.filter((g) => g.ids.length > 0);
    const scribe = await this.#scribe(asked, told.flatMap((g) => g.ids));
    const of = (g: (typeof told)[number], property: string): readonly Fact[] | undefined => {
      const lead = principalOf(g.facts, g.entities, property);
      return lead === undefined ? undefined : (g.facts.get(lead) ?? []).filter((f) => f.property === property);
    };
    const chart = multiplesOf(scribe, { columns: told.map((g) => [{ text: inLang(GROUP_LABELS[g.key], lang) || g.key }]), rows: properties.map((property) => ({ property, of: told.map((g) => of(g, property)) })) });
    return { title: lang === "zh" ? "各地并列" : "Places side by side", ...(chart ? { chart } : {}) };
  }

  async #targets(asked: Asked, kind: "bullet" | "course"): Promise<ChartMade> {
    const { db, viewer, query, clocks, lang } = asked;
    const { rows } = await this.#site.targets(viewer.clearance, clocks);
    const scribe = await this.#scribe(asked, rows.map((r) => r.subject.id));
    if (kind === "course") {
      const row = rows.find((r) => r.id === said(query.target, "target"));
      const chart = row && courseOf(scribe, row);
      return { title: chart?.alt ?? "", ...(chart ? { chart } : {}) };
    }
    const which = query.which ?? "all";
    const cluster = query.cluster === undefined || query.cluster === "all" ? undefined : new Set((await membersOf(db, query.cluster).execute()).map((r) => r.id));
    const some = rows.filter((r) => (which === "all" || which === (r.verdict === "ahead" || r.verdict === "no-term" ? r.verdict : "past")) && (!cluster || cluster.has(r.subject.id)));
    const chart = bulletOf(scribe, which === "past" ? some.toReversed() : some);
    return { title: lang === "zh" ? "目标与已达到的数" : "Targets and what is reached of them", ...(chart ? { chart } : {}) };
  }

  async #promises(asked: Asked): Promise<ChartMade> {
    const { viewer, query, clocks, lang } = asked;
    const site = await this.#site.site(viewer.clearance, clocks);
    let rows: MilestoneView[];
    let title: string;
    if (query.place === undefined) {
      const quarter = parseWhen(said(query.quarter, "place / quarter"));
      if (!quarter || !/Q[1-4]$/.test(quarter)) throw new AppError("server/no-quarter", { quarter: query.quarter! }, { zh: `“${query.quarter}”不是季度`, en: `“${query.quarter}” is not a quarter` });
      const { first, last } = whenRange(quarter);
      rows = [...new Map(dueIn(site, { first, last }).map(({ milestone: m }) => [`${m.subject_id} ${m.milestone} ${m.part ?? ""}`, m])).values()];
      title = lang === "zh" ? `${whenWords(quarter, lang)}到期的承诺` : `Promises due in the ${whenWords(quarter, lang)}`;
    } else {
      const place = placeBy(site, query.place);
      rows = parkView(site, place).parts.flatMap((p) => p.milestones);
      title = lang === "zh" ? `${inLang(place.label, lang) || place.slug}：承诺与结果` : `${inLang(place.label, lang) || place.slug}: promised and done`;
    }
    const scribe = await this.#scribe(asked, rows.map((r) => r.subject.id));
    const chart = spansOf(scribe, rows, { today: site.today, grouped: query.place !== undefined, lanes_max: LANES_MAX, alt: title });
    return { title, ...(chart ? { chart } : {}) };
  }

  async #chain(asked: Asked): Promise<ChartMade> {
    const { viewer, query, clocks, lang } = asked;
    const record = await chainKeeperOf(this.#deps).of(viewer.clearance, clocks);
    const { region, rung, size, against } = query;
    const scope = { ...(region ? { region } : {}), ...(rung ? { rung } : {}), ...(size ? { size } : {}), ...(against ? { against } : {}) };
    const panorama = panoramaOf(record, scope);
    const { gaps } = gapsOf(record, scope);
    const scribe = await this.#scribe(asked, []);
    const chart = flowOf(scribe, record, panorama, gaps.slice(0, GAPS_LOOKED_AT).map((g) => g.node));
    return { title: lang === "zh" ? "产业链：企业与供应关系" : "The chain: firms and who supplies whom", ...(chart ? { chart } : {}) };
  }
}

/** What is said where there is nothing to draw. */
export const NOTHING: Record<ChartKind, Label> = {
  trend: { zh: "这项指标不足两个时期，画不成图。", en: "Fewer than two periods are told of this indicator: there is nothing to draw." }, course: { zh: "这项目标没有可以对照的数字。", en: "There is no figure to hold this target against." },
  bullet: { zh: "没有可以对照的目标。", en: "No target has a figure to be held against." }, promises: { zh: "没有载明日期的承诺。", en: "No dated promise is told of." },
  multiples: { zh: "各地都没有这些指标的记载。", en: "No place has these indicators on record." }, chain: { zh: "记录中没有可以放到产业链上的企业。", en: "The record holds no firm that could be placed on the chain." },
};
