/**
 * Parks and projects: phases with their sizes, what was promised for when, what was reached, and how late.
 * Invariant: a phase is called complete only by a claim of its completion; a promise past its day without one is said to be just that.
 */
import { whenRange } from "../../kernel/index.ts";
import type { Fact } from "../../ledger/index.ts";
import { subtreeOf, type Site } from "../../parks/index.ts";
import { spansOf } from "../chart/index.ts";
import { factsWanted, membersOf, newest, newestFirst } from "../facts.ts";
import type { Block, Cell, Chart, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { groundsOfForecasts, milestonesBelow, milestoneTable, trackSentence, trackTable, type Standing } from "./milestones.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

const PIECES = ["ParkPhase", "Project", "Building"];

/** What is promised of a work: to be complete, and on the way there to be capped. */
const PROMISED = ["expected_completion", "completion_date", "capped_date"];

interface Works {
  id: string;
  started?: Fact;
  capped?: Fact;
  promised: Fact[];
  completed?: Fact;
}

function worksOf({ material }: SectionContext, id: string): Works {
  const [started, capped] = [newest(material, id, { property: "start_date", modality: "actual", whole: false }), newest(material, id, { property: "capped_date", modality: "actual", whole: false })];
  const completed = newest(material, id, { property: "completion_date", modality: "actual", whole: false });
  const promised = PROMISED.flatMap((property) => factsWanted(material, id, { property, whole: false })).filter((f) => f.unit === "date" && f.modality !== "actual" && !f.property.startsWith("start"));
  return { id, promised: promised.toSorted((a, b) => (promisedDay(a) < promisedDay(b) ? -1 : 1)), ...(started ? { started } : {}), ...(capped ? { capped } : {}), ...(completed ? { completed } : {}) };
}

const promisedDay = (f: Fact): string => whenRange(String(f.best.value)).last;
const isDated = (w: Works): boolean => w.started !== undefined || w.capped !== undefined || w.completed !== undefined || w.promised.length > 0;

function size({ scribe, material }: SectionContext, id: string, property: string): Cell {
  const f = newest(material, id, { property });
  return f ? [scribe.figure(f)] : [];
}

function money({ scribe, material }: SectionContext, id: string): Run[] {
  const f = newest(material, id, { property: "investment" }) ?? newestFirst(factsWanted(material, id, { property: "investment", whole: false, scope: /总|total/i }))[0];
  return f ? [scribe.figure(f)] : [];
}

/** How large each part is and what it costs: announced and arrived apart. */
function sizeTable(context: SectionContext, ids: readonly string[]): Block[] {
  const { scribe, material } = context;
  const rows = ids.map((one): Cell[] => {
    const arrived = newest(material, one, { property: "investment.arrived", modality: "actual", whole: false });
    return [[scribe.name(one)], size(context, one, "area.land"), size(context, one, "area.floor"), money(context, one), arrived ? [scribe.figure(arrived)] : []];
  }).filter((row) => row.slice(1).some((cell) => cell.length > 0));
  if (rows.length === 0) return [];
  return [{
    kind: "table", id: "sizes", title: [{ text: scribe.of("规模与投资", "Size and investment") }],
    columns: [{ head: scribe.of("名称", "Name"), width: 2.4 }, { head: scribe.of("占地", "Land"), align: "end" }, { head: scribe.of("建筑面积", "Floor area"), align: "end" }, { head: scribe.of("宣布投资", "Announced"), align: "end" }, { head: scribe.of("到位", "Arrived"), align: "end" }], ...cut(rows, context.rows_max),
  }];
}

/** Lanes that one page holds. */
const LANES_MAX = 18;

/** Promises over time: those still open first come, so that a long list is cut at what is done. */
function timeline(context: SectionContext, standing: readonly Standing[], today: string): Chart | undefined {
  const { scribe } = context;
  const promised = standing.filter((s) => s.row.versions.length > 0);
  const open = promised.filter((s) => s.stands === "overdue" || s.stands === "ahead");
  const shown = new Set([...open, ...promised.filter((s) => !open.includes(s))].slice(0, LANES_MAX));
  const chart = spansOf(scribe, promised.filter((s) => shown.has(s)).map((s) => s.row), { today, grouped: false });
  return chart && { kind: "chart", id: "promises", title: [{ text: scribe.of("承诺、预测与完成", "Promised, forecast and done") }], chart };
}

/** What is told of a park that has no phases: its newest figures in one line. */
function told({ scribe, material }: SectionContext, id: string): Run[] {
  const wanted = ["area.land", "area.floor", "investment", "firms_count", "output_value", "revenue"];
  const lines = wanted.flatMap((property) => {
    const f = newest(material, id, { property }) ?? newest(material, id, { property, whole: false });
    if (!f) return [];
    const scope = f.qualifier ? scribe.of(say`（${scribe.qualifier(f)}）`, say` (${scribe.qualifier(f)})`) : [];
    return [say`${scribe.labelled(f)}${scope}`];
  });
  return scribe.join(lines.slice(0, 4));
}

function otherParks(context: SectionContext, ids: readonly string[]): Block[] {
  const { scribe, material } = context;
  const rows = ids.map((id) => {
    const place = factsWanted(material, id, { property: "located_in", whole: false })[0] ?? factsWanted(material, id, { property: "part_of", whole: false })[0];
    return [[scribe.name(id)], place ? [scribe.figure(place)] : [], told(context, id)];
  }).filter((row) => row[2]!.length > 0);
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("其他园区", "Other parks") }]), {
    kind: "table", id: "parks-other", title: [{ text: scribe.of("其他园区的最新记载", "Newest record of the other parks") }],
    columns: [{ head: scribe.of("园区", "Park"), width: 1.4 }, { head: scribe.of("所在", "Where"), width: 1 }, { head: scribe.of("记载", "What is told"), width: 2.6 }], ...cut(rows, context.rows_max),
  }];
}

/** Lettable floor and who is in it, where units are on record; the tenancies themselves are the zone's own register. */
async function occupancy(context: SectionContext): Promise<Block[]> {
  const { scribe, material } = context;
  const plans = [...(await material.stacks())];
  await material.hold(plans.flatMap(([, plan]) => plan.floors.flatMap((f) => f.units.flatMap((u) => Object.values(u.claims)))));
  const rows = plans.map(([id, plan]): Cell[] => {
    const units = plan.floors.flatMap((f) => f.units);
    const claims = units.flatMap((u) => (u.claims["area.floor"] ? [u.claims["area.floor"]] : []));
    const area = (m2: number, how: string, key: string): Run[] => (claims.length === 0 ? [] : [scribe.derived({ value: m2, unit: "m2", property: "area.floor", bound: "eq" }, claims, how, "actual", `${id}|${key}`)]);
    const by_register = scribe.of("单元面积之和，是否已租据租赁台账", "the sum of the areas of its units; which are let is by the register of tenancies");
    return [
      [scribe.name(id)], [scribe.count(plan.units, { entities: units.map((u) => u.id), claims: claims.map((c) => c.id) })], area(plan.total_m2, scribe.of("单元面积之和", "the sum of the areas of its units"), "total"), area(plan.let_m2, by_register, "let"),
      plan.occupancy === undefined || claims.length === 0 ? [] : [scribe.derived({ value: Number(plan.occupancy.toFixed(3)), unit: "ratio", property: "occupancy_rate", bound: "eq" }, claims, by_register, "actual", `${id}|share`)],
    ];
  });
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("楼宇与入驻", "Buildings and tenants") }]), {
    kind: "table", id: "occupancy", title: [{ text: scribe.of("可租单元与已租面积", "Lettable units and floor let") }],
    columns: [{ head: scribe.of("楼宇", "Building"), width: 2 }, { head: scribe.of("单元", "Units"), align: "end", width: 0.7 }, { head: scribe.of("可租面积", "Lettable"), align: "end" }, { head: scribe.of("已租", "Let"), align: "end" }, { head: scribe.of("出租率", "Share let"), align: "end", width: 0.8 }], ...cut(rows, context.rows_max),
  }];
}

function opening(context: SectionContext, all: readonly Standing[], parks: readonly string[]): Block {
  const { scribe, material } = context;
  const named = scribe.count(parks.length, { entities: parks });
  const track = trackSentence(scribe, all);
  return para(scribe.of(
    say`记录载有${named}个园区。${track.length > 0 ? say`截至${scribe.day("day", material.day)}，园区及其分期、楼栋与项目${track}` : ""}`,
    say`The record names ${named} ${scribe.noun(parks.length, "", "park", "parks")}. ${track.length > 0 ? say`For these, their phases, buildings and projects, as of ${scribe.day("day", material.day)}, ${track}` : ""}`,
  ), "lead");
}

/** One park, or what stands by itself: a sentence and its milestones. */
function part(context: SectionContext, site: Site, { name, all, key }: Part): Block[] {
  const { scribe } = context;
  const track = trackSentence(scribe, all);
  return [
    heading(name), ...(track.length > 0 ? [para(track)] : []),
    ...(all.length > 0 ? [milestoneTable(context, site, all, `works-${key}`, key === "other" ? scribe.of(say`承诺与实际`, say`Promised and actual`) : scribe.of(say`${name}：承诺与实际`, say`${name}: promised and actual`))] : []),
  ];
}

interface Part {
  key: string;
  name: Run[];
  ids: string[];
  all: Standing[];
}

/** A park with fewer milestones shares one table with others. */
const OWN_TABLE_MIN = 4;

/** Small parks and single works in one part, behind the parks that have tables of their own. */
function gathered(scribe: Scribe, parts: readonly Part[]): Part[] {
  const [large, small] = [parts.filter((p) => p.key !== "other" && p.all.length >= OWN_TABLE_MIN), parts.filter((p) => p.key === "other" || p.all.length < OWN_TABLE_MIN)];
  const name = [{ text: large.length > 0 ? scribe.of("其他园区与项目的里程碑", "Milestones of other parks and projects") : scribe.of("里程碑", "Milestones") }];
  return [...large, ...(small.length > 0 ? [{ key: "other", name, ids: small.flatMap((p) => p.ids), all: small.flatMap((p) => p.all) }] : [])];
}

/** The parks of which works are told, and the rest of the works. */
function partsOf(context: SectionContext, site: Site, parks: readonly string[]): Part[] {
  const { scribe, material } = context;
  const taken = new Set<string>();
  const parts: Part[] = [];
  for (const park of parks) {
    const all = milestonesBelow(context, site, park).filter((s) => !taken.has(s.place.id));
    const ids = subtreeOf(site.places, park).map((p) => p.id).filter((id) => material.members.has(id) && !taken.has(id));
    if (all.length === 0) continue;
    ids.forEach((id) => taken.add(id));
    parts.push({ key: material.entities.get(park)?.slug ?? park, name: [scribe.name(park)], ids, all });
  }
  const rest = [...site.places.keys()].filter((id) => material.members.has(id) && !taken.has(id));
  const all = rest.flatMap((id) => milestonesBelow(context, site, id).filter((s) => s.place.id === id));
  if (all.length > 0) parts.push({ key: "other", name: [{ text: scribe.of("其他项目与楼栋", "Other projects and buildings") }], ids: [...new Set(all.map((s) => s.place.id))], all });
  return parts;
}

export const parks: SectionDef = {
  id: "parks", title: { zh: "园区与项目", en: "Parks and projects" },
  empty: { zh: "记录中没有园区或项目。", en: "The record tells of no park and no project." },
  async make(context) {
    const { material } = context;
    const all = membersOf(material, ["Park"]);
    const works = membersOf(material, PIECES).map((id) => worksOf(context, id)).filter(isDated);
    if (all.length + works.length === 0) return undefined;
    const site = await material.site();
    const parts = partsOf(context, site, all);
    const standing = parts.flatMap((p) => p.all);
    await material.hold(groundsOfForecasts(site, standing));
    const track = trackTable(context, parts);
    const chart = timeline(context, standing, site.today);
    const bare = all.filter((id) => !parts.some((p) => p.ids.includes(id)));
    return [
      opening(context, standing, all), ...(track ? [track] : []), ...sizeTable(context, parts.flatMap((p) => p.ids)), ...(chart ? [chart] : []), ...gathered(context.scribe, parts).flatMap((p) => part(context, site, p)), ...(await occupancy(context)), ...otherParks(context, bare),
    ];
  },
};
