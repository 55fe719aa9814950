/**
 * Scale and growth: the output of the principal industry year by year, what was stated of its growth, other industries, numbers of firms.
 * Invariant: a growth rate is set beside the two levels that it links; where they do not fit, the paper says so and picks neither.
 */
import type { Fact } from "../../ledger/index.ts";
import { factsWanted, membersOf, newestFirst, yearly, yearOf } from "../facts.ts";
import { isWhole, lastDay } from "../headline.ts";
import { multiplesOf, seriesOf, trendOf } from "../chart/index.ts";
import type { Block, Cell, Chart, Point, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

const FITS = 0.006;

/** Output and growth of one subject by year, newest pair first. */
function pairs(output: readonly Fact[], growth: readonly Fact[]): { year: Fact; before?: Fact; growth?: Fact }[] {
  const actual = output.filter((f) => f.modality === "actual");
  return actual.map((year) => {
    const before = actual.find((f) => Number(yearOf(f.when)) === Number(yearOf(year.when)) - 1);
    const rate = growth.find((f) => f.when === year.when && f.modality === "actual");
    return { year, ...(before ? { before } : {}), ...(rate ? { growth: rate } : {}) };
  }).toReversed();
}

function lead(scribe: Scribe, subject: string, output: readonly Fact[], growth: readonly Fact[]): Run[][] {
  const [latest, ...older] = pairs(output, growth);
  if (!latest) return [];
  const name = scribe.name(subject);
  const rate = latest.growth ? scribe.figure(latest.growth) : undefined;
  const up = latest.growth ? (latest.growth.best.value as number) >= 0 : true;
  const first = scribe.of(
    say`${scribe.period(latest.year)}，${name}产值为${scribe.figure(latest.year)}${rate ? say`，公布的同比增速为${rate}` : ""}。`,
    say`In ${scribe.period(latest.year)} the output of ${name} was ${scribe.figure(latest.year)}${rate ? say`, ${up ? "up" : "down"} ${rate} on the year by the published rate` : ""}.`,
  );
  return [first, ...misfit(scribe, latest), ...older.slice(0, 2).flatMap((one) => earlier(scribe, one))];
}

function earlier(scribe: Scribe, one: { year: Fact; growth?: Fact }): Run[][] {
  const rate = one.growth ? scribe.figure(one.growth) : undefined;
  return [scribe.of(
    say`${scribe.period(one.year)}为${scribe.figure(one.year)}${rate ? say`，增速${rate}` : ""}。`,
    say`In ${scribe.period(one.year)} it was ${scribe.figure(one.year)}${rate ? say`, a growth of ${rate}` : ""}.`,
  )];
}

/** Where the published rate is not the one that the two levels give. */
function misfit(scribe: Scribe, { year, before, growth }: { year: Fact; before?: Fact; growth?: Fact }): Run[][] {
  if (!before || !growth || typeof year.best.value !== "number" || typeof before.best.value !== "number" || typeof growth.best.value !== "number") return [];
  const implied = year.best.value / before.best.value - 1;
  if (Math.abs(implied - growth.best.value) <= FITS) return [];
  const rate = scribe.derived({ value: Number(implied.toFixed(3)), unit: "ratio", property: "growth_rate", bound: "eq" }, [year.best, before.best], scribe.of("两年公布数相除减一", "the later published level over the earlier, less one"));
  return [scribe.of(
    say`按两年公布的产值直接相除，增幅应为${rate}，与公布的${scribe.figure(growth)}不符：两年的统计口径可能不同，本报告照录各方说法，不作取舍。`,
    say`The two published levels taken together give a growth of ${rate}, which is not the published ${scribe.figure(growth)}: the two years may not be counted alike. The paper reports both and chooses neither.`,
  )];
}

function outputChart(scribe: Scribe, subject: string, output: readonly Fact[]): Chart | undefined {
  const series = seriesOf(output);
  const chart = series && trendOf(scribe, series, scribe.of("产值", "Output"), scribe.of("各年产值：实际、预测与目标", "Output by year: actual, forecast and target"));
  return chart && { kind: "chart", id: "output", title: scribe.of(say`${scribe.name(subject)}产值`, say`Output of ${scribe.name(subject)}`), chart };
}

function seriesTable(scribe: Scribe, subject: string, output: readonly Fact[], growth: readonly Fact[], max: number): Block {
  const rows: Cell[][] = output.toSorted((a, b) => (lastDay(a) < lastDay(b) ? 1 : lastDay(a) > lastDay(b) ? -1 : a.modality < b.modality ? -1 : 1)).map((f) => {
    const rate = growth.find((g) => g.when === f.when && g.modality === f.modality);
    return [
      f.when ? [scribe.period(f)] : [{ text: scribe.of("未载明", "not stated"), quiet: true }], [scribe.figure(f)], rate ? [scribe.figure(rate)] : [],
      [{ text: kindOf(scribe, f) }], [scribe.said(f.best)],
      f.rivals.length === 0 ? [] : scribe.join(f.rivals.slice(0, 2).map((r) => [scribe.claim(r)]), scribe.of("、", ", ")),
    ];
  });
  return {
    kind: "table", id: "output-series", title: scribe.of(say`${scribe.name(subject)}产值与增速的全部记载`, say`All that is recorded of the output of ${scribe.name(subject)}`),
    columns: [
      { head: scribe.of("时期", "Period"), width: 1.5 }, { head: scribe.of("产值", "Output"), align: "end", width: 1.6 }, { head: scribe.of("同比", "On the year"), align: "end", width: 0.9 },
      { head: scribe.of("性质", "Kind"), width: 0.8 }, { head: scribe.of("公布于", "Stated on"), width: 1.5 }, { head: scribe.of("另一说法", "Also told as"), width: 1.1 },
    ], ...cut(rows, max),
  };
}

export const kindOf = (scribe: Scribe, f: Fact): string => ({ actual: scribe.of("实际", "actual"), planned: scribe.of("计划", "planned"), target: scribe.of("目标", "target"), forecast: scribe.of("预测", "forecast") })[f.modality as Point["modality"]];

/** Places and industries that one drawing holds side by side. */
const SIDE_BY_SIDE_MAX = 6;

/** The output of the industries and places of the record side by side, where several are told of. */
function sideBySide({ scribe, material }: SectionContext, principal: string | undefined): Block[] {
  const ids = [...(principal ? [principal] : []), ...membersOf(material, ["Cluster", "Region", "Zone"]).filter((id) => id !== principal)];
  const told = ids.map((id) => ({ id, facts: factsWanted(material, id, { property: "output_value", modality: "actual" }) })).filter((one) => seriesOf(one.facts, 1) !== undefined).slice(0, SIDE_BY_SIDE_MAX);
  const chart = told.length < 3 ? undefined : multiplesOf(scribe, { columns: told.map((one) => [scribe.name(one.id)]), rows: [{ property: "output_value", of: told.map((one) => one.facts) }] });
  return chart ? [{ kind: "chart", id: "side-by-side", title: [{ text: scribe.of("产值并列，同一尺度", "Output side by side, on one scale") }], chart }] : [];
}

function others(context: SectionContext, principal: string | undefined): Block[] {
  const { scribe, material } = context;
  const rows = membersOf(material, ["Cluster", "Region", "Zone"]).filter((id) => id !== principal).flatMap((id) => {
    const output = newestFirst(factsWanted(material, id, { property: "output_value", modality: "actual" }));
    const growth = factsWanted(material, id, { property: "growth_rate", modality: "actual" });
    return output.slice(0, 2).map((f) => {
      const rate = growth.find((g) => g.when === f.when);
      return [[scribe.name(id)], [scribe.period(f)], [scribe.figure(f)], rate ? [scribe.figure(rate)] : []];
    });
  });
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("相关产业", "Related industries") }]), ...sideBySide(context, principal), {
    kind: "table", id: "output-others", title: scribe.of(say`相关产业公布的产值`, say`Published output of related industries`),
    columns: [{ head: scribe.of("产业", "Industry"), width: 2.4 }, { head: scribe.of("时期", "Period"), width: 1.2 }, { head: scribe.of("产值", "Output"), align: "end", width: 1.3 }, { head: scribe.of("同比", "On the year"), align: "end" }],
    ...cut(rows, context.rows_max),
    note: scribe.of(say`各产业的统计范围互有交叉，不可相加。`, say`The industries overlap as they are counted; they must not be added up.`),
  }];
}

/** What is told of the number of firms, in all and of each kind. */
function firmCounts(context: SectionContext, principal: string): Block[] {
  const { scribe, material } = context;
  const facts = factsWanted(material, principal, { property: "firms_count", modality: "actual", whole: false });
  const latest = new Map<string, Fact>();
  for (const f of newestFirst(facts)) if (!latest.has(f.qualifier)) latest.set(f.qualifier, f);
  const rows = [...latest.values()].map((f) => [isWhole(f) ? [{ text: scribe.of("全部企业", "all firms") }] : [scribe.qualifier(f)], [scribe.figure(f)], [scribe.period(f)]]);
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("企业数量", "Numbers of firms") }]), {
    kind: "table", id: "firms-count", title: scribe.of(say`${scribe.name(principal)}的企业数量`, say`Numbers of firms, ${scribe.name(principal)}`),
    columns: [{ head: scribe.of("范围", "Which firms"), width: 2.4 }, { head: scribe.of("数量", "Number"), align: "end" }, { head: scribe.of("时点", "As of"), width: 1.2 }], ...cut(rows, context.rows_max),
  }];
}

export const growth: SectionDef = {
  id: "growth", title: { zh: "规模与增长", en: "Scale and growth" },
  empty: { zh: "记录中没有产值、增速或企业数量的记载。", en: "The record tells nothing of output, growth or numbers of firms." },
  make(context) {
    const { scribe, material, principal } = context;
    const blocks: Block[] = [];
    if (principal) {
      const output = factsWanted(material, principal, { property: "output_value" });
      const rates = factsWanted(material, principal, { property: "growth_rate" });
      const series = yearly(output);
      const [first, ...rest] = lead(scribe, principal, series, rates);
      if (first) blocks.push(para(first, "lead"));
      if (rest.length > 0) blocks.push(para(scribe.join(rest, scribe.of("", " "))));
      const chart = outputChart(scribe, principal, output);
      if (chart) blocks.push(chart);
      if (output.length > 0) blocks.push(seriesTable(scribe, principal, output, rates, context.rows_max));
      blocks.push(...firmCounts(context, principal));
    }
    blocks.push(...others(context, principal));
    return blocks.length > 0 ? blocks : undefined;
  },
};
