/**
 * Parks and projects: phases with their sizes, what was promised for when, what was reached, and how late.
 * Invariant: a phase is called complete only by a claim of its completion; a promise past its day without one is said to be just that.
 */
import { whenRange, type Modality } from "../../kernel/index.ts";
import type { Fact } from "../../ledger/index.ts";
import { factsWanted, membersOf, newest, newestFirst } from "../facts.ts";
import type { Block, Cell, Chart, Run, Span } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
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
/** The promise that the work is held to: the last one, so that a renewed promise does not count as broken. */
const lastPromise = (w: Works): Fact | undefined => w.promised.filter((f) => f.property !== "capped_date").at(-1);
const isOverdue = (w: Works, day: string): boolean => w.completed === undefined && lastPromise(w) !== undefined && promisedDay(lastPromise(w)!) < day;

function status(context: SectionContext, w: Works): Run[] {
  const { scribe, material } = context;
  if (w.completed) return scribe.of(say`${scribe.figure(w.completed)}完成`, say`completed ${scribe.figure(w.completed)}`);
  if (isOverdue(w, material.day)) return [{ text: scribe.of("约定日已过，未见完成的记载", "promise has passed; no record of completion"), strong: true }];
  if (lastPromise(w)) return [{ text: scribe.of("未到约定日", "not yet due") }];
  return [{ text: scribe.of("未载明", "not told"), quiet: true }];
}

const withScope = (scribe: Scribe, f: Fact): Run[] => (f.qualifier ? scribe.of(say`${scribe.figure(f)}（${scribe.qualifier(f)}）`, say`${scribe.figure(f)} (${scribe.qualifier(f)})`) : [scribe.figure(f)]);

function sizes({ scribe, material }: SectionContext, id: string): Run[] {
  const land = newest(material, id, { property: "area.land" });
  const floor = newest(material, id, { property: "area.floor" });
  return scribe.join([
    ...(land ? [scribe.of(say`占地${scribe.figure(land)}`, say`${scribe.figure(land)} of land`)] : []), ...(floor ? [scribe.of(say`建筑面积${scribe.figure(floor)}`, say`${scribe.figure(floor)} of floor`)] : []),
  ]);
}

function money({ scribe, material }: SectionContext, id: string): Run[] {
  const f = newest(material, id, { property: "investment" }) ?? newestFirst(factsWanted(material, id, { property: "investment", whole: false, scope: /总|total/i }))[0];
  return f ? [scribe.figure(f)] : [];
}

function worksTable(context: SectionContext, works: readonly Works[], title: Run[], id: string): Block {
  const { scribe } = context;
  const rows: Cell[][] = works.map((w) => [
    [scribe.name(w.id)], sizes(context, w.id), money(context, w.id), w.started ? withScope(scribe, w.started) : [], w.capped ? [scribe.figure(w.capped)] : [],
    scribe.join(w.promised.map((f) => (f.property === "capped_date" ? say`${scribe.property(f.property)}${scribe.of("", " ")}${withScope(scribe, f)}` : withScope(scribe, f)))), status(context, w),
  ]);
  return {
    kind: "table", id, title,
    columns: [
      { head: scribe.of("名称", "Name"), width: 1.5 }, { head: scribe.of("规模", "Size"), width: 1.3 }, { head: scribe.of("投资", "Investment") }, { head: scribe.of("开工", "Begun"), width: 0.9 },
      { head: scribe.of("封顶", "Capped"), width: 0.9 }, { head: scribe.of("约定完成", "Promised for"), width: 1.2 }, { head: scribe.of("结果", "Outcome"), width: 1.2 },
    ], ...cut(rows, context.rows_max),
  };
}

function spansOf(scribe: Scribe, w: Works): Span[] {
  const spans: Span[] = [];
  const day = (f: Fact, side: "first" | "last"): string => whenRange(String(f.best.value))[side];
  const end = w.completed ?? w.capped;
  if (w.started && end) spans.push({ label: scribe.figure(end), modality: "actual", from: day(w.started, "first"), to: day(end, "last"), what: { text: w.completed ? scribe.of("开工至完成", "begun to completed") : scribe.of("开工至封顶", "begun to capped") } });
  else if (w.started ?? end) spans.push({ label: scribe.figure((w.started ?? end)!), modality: "actual", from: day((w.started ?? end)!, "first"), to: day((w.started ?? end)!, "last"), what: { text: w.started ? scribe.of("开工", "begun") : scribe.of("完成", "completed") } });
  const promise = lastPromise(w);
  if (promise && !w.completed) {
    const begin = spans.length > 0 ? spans[0]!.to : day(promise, "first");
    spans.push({ label: scribe.figure(promise), modality: "planned" satisfies Modality, from: begin < promisedDay(promise) ? begin : day(promise, "first"), to: promisedDay(promise), what: { text: scribe.of("约定完成", "promised for") } });
  }
  return spans;
}

function timeline(context: SectionContext, works: readonly Works[]): Chart | undefined {
  const { scribe, material } = context;
  const lanes = works.map((w) => ({ name: scribe.name(w.id), spans: spansOf(scribe, w) })).filter((l) => l.spans.length > 0).slice(0, 14);
  if (lanes.length < 2) return undefined;
  const days = [material.day, ...lanes.flatMap((l) => l.spans.flatMap((s) => [s.from, s.to]))].map((d) => Number(d.slice(0, 4)));
  const first = Math.min(...days);
  const years = Array.from({ length: Math.max(...days) - first + 1 }, (_, i) => scribe.setting("axis", String(first + i)));
  return {
    kind: "chart", id: "works", title: scribe.of(say`建设进程：已发生与约定`, say`Works: what happened and what was promised`),
    chart: { kind: "spans", lanes, today: { day: material.day, run: scribe.day("day", material.day) }, years, alt: scribe.of("各分期的开工、封顶、完成与约定完成", "Begin, topping out, completion and promised completion of each phase") },
  };
}

/** What is told of a park that has no phases: its newest figures in one line. */
function told({ scribe, material }: SectionContext, id: string): Run[] {
  const wanted = ["area.land", "area.floor", "investment", "firms_count", "output_value", "revenue"];
  const lines = wanted.flatMap((property) => {
    const f = newest(material, id, { property }) ?? newest(material, id, { property, whole: false });
    if (!f) return [];
    const scope = f.qualifier ? scribe.of(say`（${scribe.qualifier(f)}）`, say` (${scribe.qualifier(f)})`) : [];
    return [say`${scribe.property(property)}${scribe.of("", " ")}${scribe.figure(f)}${scope}`];
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

function opening(context: SectionContext, works: readonly Works[], parks: readonly string[]): Block {
  const { scribe, material } = context;
  const [done, overdue] = [works.filter((w) => w.completed), works.filter((w) => isOverdue(w, material.day))];
  const n = (list: readonly Works[]): Run => scribe.count(list.length, { entities: list.map((w) => w.id), claims: list.flatMap((w) => [w.completed ?? lastPromise(w)].flatMap((f) => (f ? [f.best.id] : []))) });
  return para(scribe.of(
    say`记录载有${scribe.count(parks.length, { entities: parks })}个园区。有日期可查的分期、楼栋与项目中，${n(done)}项已有完成的记载，${n(overdue)}项的约定日已过（截至${scribe.day("day", material.day)}）而未见完成的记载。`,
    say`The record names ${scribe.count(parks.length, { entities: parks })} parks. Of the phases, buildings and projects with a date, ${n(done)} are recorded as completed, and for ${n(overdue)} the promised day has passed (as of ${scribe.day("day", material.day)}) without a record of completion.`,
  ), "lead");
}

export const parks: SectionDef = {
  id: "parks", title: { zh: "园区与项目", en: "Parks and projects" },
  empty: { zh: "记录中没有园区或项目。", en: "The record tells of no park and no project." },
  make(context) {
    const { material, scribe } = context;
    const all = membersOf(material, ["Park"]);
    const works = membersOf(material, PIECES).map((id) => worksOf(context, id)).filter(isDated);
    if (all.length + works.length === 0) return undefined;
    const blocks: Block[] = [opening(context, works, all)];
    const chart = timeline(context, oldestFirstWorks(works));
    if (chart) blocks.push(chart);
    const shown = new Set<string>();
    const withPhases = new Set<string>();
    for (const park of all) {
      const own = works.filter((w) => !shown.has(w.id) && isBelow(context, w.id, park));
      if (own.length === 0) continue;
      own.forEach((w) => shown.add(w.id));
      withPhases.add(park);
      blocks.push(heading([scribe.name(park)]), worksTable(context, own, scribe.of(say`${scribe.name(park)}：分期与节点`, say`${scribe.name(park)}: phases and milestones`), `works-${material.entities.get(park)?.slug ?? park}`));
    }
    const rest = works.filter((w) => !shown.has(w.id));
    if (rest.length > 0) blocks.push(heading([{ text: scribe.of("其他项目与楼栋", "Other projects and buildings") }]), worksTable(context, rest, [{ text: scribe.of("其他项目与楼栋的节点", "Milestones of other projects and buildings") }], "works-other"));
    blocks.push(...otherParks(context, all.filter((id) => !withPhases.has(id))));
    return blocks;
  },
};

/** Whether a piece belongs to the park, be it through a phase. */
function isBelow({ material }: SectionContext, piece: string, park: string): boolean {
  const seen = new Set<string>();
  const queue = [piece];
  while (queue.length > 0) {
    const id = queue.pop()!;
    if (id === park) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const f of material.facts.get(id) ?? []) if (f.unit === "entity" && (f.property === "part_of" || f.property === "located_in")) queue.push(material.canonical(String(f.best.value)));
  }
  return false;
}

function oldestFirstWorks(works: readonly Works[]): Works[] {
  const first = (w: Works): string => [w.started, w.capped, w.completed, ...w.promised].flatMap((f) => (f ? [whenRange(String(f.best.value)).first] : [])).sort()[0] ?? "";
  return works.toSorted((a, b) => (first(a) < first(b) ? -1 : 1));
}
