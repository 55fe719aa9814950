/**
 * The cluster in one page: the few figures that are asked for first, each with its kind and its source.
 * Invariant: every line is one fact or a count of what stands in the paper; a line without a fact is left out.
 */
import { whenRange } from "../../kernel/index.ts";
import type { Fact } from "../../ledger/index.ts";
import { factsWanted, membersOf, newest, yearOf, yearly } from "../facts.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { kindOf } from "./growth.ts";
import { milestonesBelow, trackSentence } from "./milestones.ts";
import { para, type SectionContext, type SectionDef } from "./model.ts";
import { whereBlocks } from "./where.ts";

function industry(context: SectionContext): Run[][] {
  const { scribe, material, principal } = context;
  if (!principal) return [];
  const output = yearly(factsWanted(material, principal, { property: "output_value", modality: "actual" })).at(-1);
  const rate = output && factsWanted(material, principal, { property: "growth_rate", modality: "actual" }).find((f) => f.when === output.when);
  const lines: Run[][] = [];
  if (output) {
    lines.push(scribe.of(
      say`${scribe.period(output)}，${scribe.name(principal)}产值${scribe.figure(output)}${rate ? say`，公布的同比增速${scribe.figure(rate)}` : ""}。`,
      say`In ${scribe.period(output)} the output of ${scribe.name(principal)} was ${scribe.figure(output)}${rate ? say`, with a published growth of ${scribe.figure(rate)}` : ""}.`,
    ));
  }
  const target = nextTarget(context, output);
  if (target) {
    const over = whenRange(target.when).last < material.day;
    lines.push(scribe.of(
      say`${scribe.period(target)}的目标是产值${scribe.figure(target)}${over ? "，期限已过，实际数尚未见公布" : ""}。`,
      say`The target for ${scribe.period(target)} ${over ? "was" : "is"} an output of ${scribe.figure(target)}${over ? "; the year is over and no actual figure is on record" : ""}.`,
    ));
  }
  return lines;
}

/** The first target after the last actual year. */
function nextTarget({ material, principal }: SectionContext, output: Fact | undefined): Fact | undefined {
  const after = output ? Number(yearOf(output.when)) : 0;
  return yearly(factsWanted(material, principal!, { property: "output_value", modality: "target" })).find((f) => Number(yearOf(f.when)) > after);
}

function expo({ scribe, material, expos }: SectionContext): Run[][] {
  const id = expos[0];
  if (id === undefined) return [];
  const told = (property: string, zh: (r: Run) => Run[], en: (r: Run) => Run[]): Run[][] => {
    const f = newest(material, id, { property, modality: "actual" }) ?? newest(material, id, { property, modality: "planned" });
    return f ? [scribe.of(zh(scribe.figure(f)), en(scribe.figure(f)))] : [];
  };
  const parts = [
    ...told("exhibition_area", (r) => say`展览面积${r}`, (r) => say`${r} of exhibition area`), ...told("exhibitors", (r) => say`参展企业${r}`, (r) => say`${r}`),
    ...signed(scribe, material, id),
  ];
  return parts.length === 0 ? [] : [scribe.of(say`${scribe.name(id)}：${scribe.join(parts, "，")}。`, say`${scribe.name(id)}: ${scribe.join(parts, ", ")}.`)];
}

function signed(scribe: Scribe, material: SectionContext["material"], id: string): Run[][] {
  const money = newest(material, id, { property: "contract_value", modality: "actual" });
  const projects = factsWanted(material, id, { property: "projects_count", modality: "actual", whole: false, scope: /^(?:签约|signed|contracts?)?$/i })[0];
  if (!money) return [];
  return [scribe.of(say`签约${projects ? say`${scribe.figure(projects)}项目、` : ""}${scribe.figure(money)}`, say`${projects ? say`${scribe.figure(projects)} signed, ` : ""}${scribe.figure(money)} of contracts`)];
}

function extent({ scribe, material }: SectionContext): Run[][] {
  const [firms, institutes, parks] = [membersOf(material, ["Firm"]), membersOf(material, ["Institute", "Lab"]), membersOf(material, ["Park"])];
  if (firms.length + institutes.length + parks.length === 0) return [];
  const n = (ids: string[]): Run => scribe.count(ids.length, { entities: ids });
  return [scribe.of(
    say`记录逐一载有${n(firms)}户企业、${n(institutes)}家院所与实验室、${n(parks)}个园区；这是有记载可查的名单，不是全部。`,
    say`The record names ${n(firms)} firms, ${n(institutes)} institutes and laboratories and ${n(parks)} parks: those of which something is told, not all there are.`,
  )];
}

/** How the promises of parks and projects stand. */
async function promises(context: SectionContext): Promise<Run[][]> {
  const { scribe, material } = context;
  const site = await material.site();
  const all = [...site.places.values()].filter((p) => material.members.has(p.id)).flatMap((p) => milestonesBelow(context, site, p.id).filter((s) => s.place.id === p.id));
  const track = trackSentence(scribe, all);
  return track.length === 0 ? [] : [scribe.of(say`园区与项目方面，${track}`, say`Of parks and projects, ${track}`)];
}

function doubts({ scribe, material }: SectionContext): Run[][] {
  const errors = material.findings.filter((f) => f.severity === "error" && !material.rulings.has(f.id));
  if (errors.length === 0) return [];
  const n = scribe.count(errors.length, { claims: errors.flatMap((f) => f.claims) });
  return [scribe.of(say`另有${n}组数字不可能同时成立，凡涉及者以▲标出，详见“待核事项”。`, say`${n} ${scribe.noun(errors.length, "", "set", "sets")} of figures cannot all be true; whatever stands in one bears the sign ▲ and is explained under “Open findings”.`)];
}

const LINES: readonly { of: "industry" | "expo"; property: string; kinds: readonly ("actual" | "target" | "forecast" | "planned")[]; scope?: RegExp }[] = [
  { of: "industry", property: "output_value", kinds: ["actual", "forecast", "target"] }, { of: "industry", property: "growth_rate", kinds: ["actual"] },
  { of: "industry", property: "firms_count", kinds: ["actual", "target"] }, { of: "expo", property: "exhibitors", kinds: ["actual"] },
  { of: "expo", property: "exhibition_area", kinds: ["actual"] }, { of: "expo", property: "contract_value", kinds: ["actual"] },
];

function keyFigures(context: SectionContext): Block | undefined {
  const { scribe, material, principal, expos } = context;
  const rows: Cell[][] = LINES.flatMap(({ of, property, kinds }) => {
    const subject = of === "industry" ? principal : expos[0];
    if (!subject) return [];
    return kinds.flatMap((modality) => {
      const facts = factsWanted(material, subject, { property, modality });
      const f = yearly(facts).at(-1) ?? newest(material, subject, { property, modality });
      return f ? [[[scribe.property(property)], [scribe.figure(f)], [scribe.period(f)], [{ text: kindOf(scribe, f) }], [scribe.name(subject)]]] : [];
    });
  });
  if (rows.length === 0) return undefined;
  return {
    kind: "table", id: "key-figures", title: [{ text: scribe.of("关键数字", "Key figures") }],
    columns: [{ head: scribe.of("指标", "Indicator"), width: scribe.of(1.3, 1.05) }, { head: scribe.of("数值", "Value"), align: "end", width: 1.3 }, { head: scribe.of("时期", "Period"), width: 0.8 }, { head: scribe.of("性质", "Kind"), width: 0.6 }, { head: scribe.of("对象", "Subject"), width: scribe.of(2, 2.9) }], rows,
  };
}

export const summary: SectionDef = {
  id: "summary", title: { zh: "一页概览", en: "The cluster in one page" },
  empty: { zh: "记录中还没有可以概览的内容。", en: "The record holds nothing yet that could be summed up." },
  async make(context) {
    const lines = [...industry(context), ...expo(context), ...(await promises(context)), ...extent(context), ...doubts(context)];
    const table = keyFigures(context);
    if (lines.length === 0 && !table) return undefined;
    const [first, ...rest] = lines;
    return [...(first ? [para(first, "lead")] : []), ...rest.map((l) => para(l)), ...(table ? [table] : []), ...whereBlocks(context)];
  },
};
