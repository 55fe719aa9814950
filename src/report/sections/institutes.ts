/**
 * Institutes and laboratories: what is told of each, and with whom it works.
 * Invariant: cooperation is listed as stated; being near a firm or sharing its name is none.
 */
import { factsWanted, membersOf, newestFirst, related } from "../facts.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

/** Institutes named in a sentence rather than a row. */
const NAMED_MAX = 60;
const SHOWN = ["patents", "employees", "contract_value", "investment", "revenue", "other_count", "start_date", "projects_count"];

function told({ scribe, material }: SectionContext, id: string): Run[] {
  const lines = SHOWN.flatMap((property) => newestFirst(factsWanted(material, id, { property, modality: "actual", whole: false })).slice(0, property === "other_count" ? 3 : 1)).map((f) => {
    const named = scribe.of("始建于", "founded");
    const when = f.when ? scribe.of(say`（${scribe.period(f)}）`, say` (${scribe.period(f)})`) : [];
    return f.property === "start_date" ? say`${named}${scribe.of("", " ")}${scribe.figure(f)}${when}` : say`${scribe.labelled(f)}${when}`;
  });
  return scribe.join(lines.slice(0, 4));
}

function cooperation(context: SectionContext): Block[] {
  const { scribe, material } = context;
  const rows: Cell[][] = [];
  for (const id of material.members) {
    for (const { fact } of related(material, id, "cooperates_with")) rows.push([[scribe.name(id)], [scribe.figure(fact)], fact.qualifier ? [scribe.qualifier(fact)] : [], fact.when ? [scribe.period(fact)] : [scribe.said(fact.best)]]);
  }
  if (rows.length === 0) return [];
  rows.sort((a, b) => (a[0]![0]!.text < b[0]![0]!.text ? -1 : 1));
  return [heading([{ text: scribe.of("合作", "Cooperation") }]), {
    kind: "table", id: "cooperation", title: [{ text: scribe.of("有记载的合作", "Recorded cooperation") }],
    columns: [{ head: scribe.of("一方", "Who"), width: 1.5 }, { head: scribe.of("合作方", "With whom"), width: 1.5 }, { head: scribe.of("事项", "About"), width: 1.3 }, { head: scribe.of("时间", "When") }], ...cut(rows, context.rows_max),
  }];
}

export const institutes: SectionDef = {
  id: "institutes", title: { zh: "科研院所与合作", en: "Institutes and cooperation" },
  empty: { zh: "记录中没有科研院所。", en: "The record names no institute." },
  make(context) {
    const { scribe, material } = context;
    const ids = membersOf(material, ["Institute", "Lab"]);
    if (ids.length === 0) return undefined;
    const known = ids.filter((id) => told(context, id).length > 0 || related(material, id, "award").length > 0);
    const bare = ids.filter((id) => !known.includes(id));
    const rows: Cell[][] = known.map((id) => [[scribe.name(id)], [{ text: material.ontology.types.get(material.entities.get(id)!.type)?.label[scribe.lang] ?? "" }], told(context, id), scribe.join(related(material, id, "award").slice(0, 3).map((a) => [scribe.figure(a.fact)]), scribe.of("、", ", "))]);
    return [
      para(scribe.of(say`记录载有${scribe.count(ids.length, { entities: ids })}家院所、高校与实验室。`, say`The record names ${scribe.count(ids.length, { entities: ids })} ${scribe.noun(ids.length, "", "institute, university or laboratory", "institutes, universities and laboratories")}.`), "lead"),
      ...(rows.length === 0 ? [] : [{ kind: "table", id: "institutes", title: [{ text: scribe.of("院所与实验室", "Institutes and laboratories") }], columns: [{ head: scribe.of("名称", "Name"), width: 1.8 }, { head: scribe.of("类别", "Type"), width: 0.7 }, { head: scribe.of("记载", "What is told"), width: 2 }, { head: scribe.of("荣誉", "Honours") }], ...cut(rows, context.rows_max) } as Block]),
      ...(bare.length === 0 || bare.length > NAMED_MAX ? [] : [para(scribe.of(say`另有${scribe.count(bare.length, { entities: bare })}家仅有名称可查：${scribe.names(bare)}。`, say`${scribe.count(bare.length, { entities: bare })} more ${scribe.noun(bare.length, "", "is", "are")} named with little else on record: ${scribe.names(bare)}.`))]),
      ...cooperation(context),
    ];
  },
};
