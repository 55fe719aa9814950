/**
 * Expos: one edition beside the other, what was announced beside what was counted.
 * Invariant: announced and counted figures stand in separate rows; a bound keeps its word.
 */
import type { Modality } from "../../kernel/index.ts";
import type { Fact } from "../../ledger/index.ts";
import { factsWanted, newestFirst } from "../facts.ts";
import { isWhole, lastDay } from "../headline.ts";
import type { Block, Cell, Chart, Run } from "../model.ts";
import { say } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

const MEASURES = ["exhibition_area", "exhibitors", "projects_count", "contract_value"] as const;
/** Signed projects are the whole of what an expo counts as projects. */
const SIGNED = /^(?:签约(?:项目)?|signed(?: projects?)?)$/i;

function measure({ material }: SectionContext, id: string, property: string, modality: Modality): Fact | undefined {
  const facts = newestFirst(factsWanted(material, id, { property, modality, whole: false }));
  return facts.find(isWhole) ?? (property === "projects_count" ? facts.find((f) => SIGNED.test(f.qualifier)) : undefined);
}

function lead(context: SectionContext, id: string): Run[] {
  const { scribe } = context;
  const f = (property: string): Fact | undefined => measure(context, id, property, "actual");
  const [area, exhibitors, projects, money] = MEASURES.map(f);
  const parts = [
    ...(area ? [scribe.of(say`展览面积${scribe.figure(area)}`, say`${scribe.figure(area)} of exhibition area`)] : []), ...(exhibitors ? [scribe.of(say`参展企业${scribe.figure(exhibitors)}`, [scribe.figure(exhibitors)])] : []),
    ...(projects ? [scribe.of(say`签约项目${scribe.figure(projects)}`, say`${scribe.figure(projects)} signed`)] : []), ...(money ? [scribe.of(say`签约金额${scribe.figure(money)}`, say`contracts worth ${scribe.figure(money)}`)] : []),
  ];
  return parts.length === 0 ? [] : scribe.of(say`${scribe.name(id)}：${scribe.join(parts, "，")}。`, say`${scribe.name(id)}: ${scribe.join(parts, ", ")}.`);
}

function compared(context: SectionContext, ids: readonly string[]): Block | undefined {
  const { scribe } = context;
  const rows: Cell[][] = ids.flatMap((id) => (["actual", "planned"] as const).flatMap((modality) => {
    const facts = MEASURES.map((property) => measure(context, id, property, modality));
    return facts.some((f) => f !== undefined) ? [[[scribe.name(id)], [{ text: modality === "actual" ? scribe.of("实际", "counted") : scribe.of("计划", "announced") }], ...facts.map((f) => (f ? [scribe.figure(f)] : []))]] : [];
  }));
  if (rows.length === 0) return undefined;
  return {
    kind: "table", id: "expos", title: [{ text: scribe.of("各届展会", "The expos, edition by edition") }],
    columns: [{ head: scribe.of("展会", "Expo"), width: 2 }, { head: scribe.of("性质", "Kind"), width: 0.8 }, { head: scribe.of("展览面积", "Area"), align: "end", width: 1.1 }, { head: scribe.of("参展企业", "Exhibitors"), align: "end", width: 1.1 }, { head: scribe.of("签约项目", "Signed"), align: "end" }, { head: scribe.of("签约金额", "Contracts"), align: "end", width: 1.1 }],
    ...cut(rows, context.rows_max),
  };
}

function chart(context: SectionContext, ids: readonly string[]): Chart | undefined {
  const { scribe } = context;
  const points = ids.toReversed().flatMap((id) => (["planned", "actual"] as const).flatMap((modality) => {
    const f = measure(context, id, "exhibitors", modality);
    return f && typeof f.best.value === "number" ? [{ at: scribe.name(id), value: f.best.value, label: scribe.figure(f), modality, bound: f.best.bound }] : [];
  }));
  if (points.length < 2) return undefined;
  return { kind: "chart", id: "exhibitors", title: [{ text: scribe.of("参展企业：宣布的与实际的", "Exhibitors: announced and counted") }], chart: { kind: "rows", unit: scribe.of("参展企业", "Exhibitors"), points, alt: scribe.of("各届参展企业数", "Exhibitors by edition") } };
}

/** Whatever else is told of the newest edition, part by part. */
function details(context: SectionContext, id: string): Block | undefined {
  const { scribe, material } = context;
  const facts = newestFirst((material.facts.get(id) ?? []).filter((f) => typeof f.best.value === "number" && f.modality === "actual" && f.property !== "edition_number" && !(MEASURES as readonly string[]).includes(f.property) || (f.qualifier !== "" && typeof f.best.value === "number" && f.modality === "actual" && !isWhole(f))));
  const rows = facts.toSorted((a, b) => (a.property === b.property ? (lastDay(a) < lastDay(b) ? 1 : -1) : a.property < b.property ? -1 : 1)).map((f) => [[f.property === "other_count" && f.qualifier ? scribe.qualifier(f) : scribe.property(f.property)], f.qualifier && f.property !== "other_count" ? [scribe.qualifier(f)] : [], [scribe.figure(f)], [scribe.period(f)]]);
  if (rows.length === 0) return undefined;
  return {
    kind: "table", id: "expo-details", title: scribe.of(say`${scribe.name(id)}：其他公布的数字`, say`${scribe.name(id)}: other published figures`),
    columns: [{ head: scribe.of("指标", "Indicator"), width: 1.1 }, { head: scribe.of("范围", "Of what"), width: 2 }, { head: scribe.of("数值", "Value"), align: "end" }, { head: scribe.of("时期", "Period") }], ...cut(rows, context.rows_max),
  };
}

export const expo: SectionDef = {
  id: "expo", title: { zh: "光电展会", en: "Expos" },
  empty: { zh: "记录中没有展会的数字。", en: "The record holds no figures of an expo." },
  make(context) {
    const ids = context.expos;
    if (ids.length === 0) return undefined;
    const opening = lead(context, ids[0]!);
    const parts = [...(opening.length > 0 ? [para(opening, "lead")] : []), chart(context, ids), compared(context, ids)].filter((b): b is Block => b !== undefined);
    const more = details(context, ids[0]!);
    return more ? [...parts, heading([context.scribe.name(ids[0]!)]), more] : parts;
  },
};
