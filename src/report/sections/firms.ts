/**
 * Firms: what each makes, where it is, its newest figures and honours; and the rungs of cultivation as the cluster states them.
 * Invariant: the table lists firms that the record names; its length is never given out as the size of the cluster.
 */
import type { Fact } from "../../ledger/index.ts";
import { factsWanted, membersOf, newest, newestFirst, related } from "../facts.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

/** Words of rungs of the cultivation ladder, lowest first, as qualifiers write them. */
const RUNGS = /规上|规模以上|专精特新|小巨人|单项冠军|独角兽|高新技术|above scale|above-scale|little giant|specialised|champion|unicorn|high-tech/i;

/** The rungs from the lowest up. */
const RUNG_ORDER = [/规上|规模以上|above[ -]scale|designated size/i, /高新技术|high-tech/i, /小巨人|little giant/i, /单项冠军|champion/i, /独角兽|unicorn/i, /专精特新|specialised/i];

const FIGURES = ["revenue", "output_value", "market_share", "employees", "patents", "profit"] as const;

function figuresOf(scribe: Scribe, context: SectionContext, id: string): Run[] {
  const lines = FIGURES.flatMap((property) => {
    const f = newest(context.material, id, { property, modality: "actual" }) ?? newest(context.material, id, { property, modality: "actual", whole: false });
    if (!f || typeof f.best.value !== "number") return [];
    const parts = [...(f.qualifier ? [[scribe.qualifier(f)]] : []), ...(f.when ? [[scribe.period(f)]] : [])];
    const about = parts.length === 0 ? [] : scribe.of(say`（${scribe.join(parts, "，")}）`, say` (${scribe.join(parts, ", ")})`);
    return [say`${scribe.labelled(f)}${about}`];
  });
  return scribe.join(lines.slice(0, 2));
}

function ladder({ scribe, material, principal, rows_max }: SectionContext): Block[] {
  if (!principal) return [];
  const counts = newestFirst(factsWanted(material, principal, { property: "firms_count", whole: false, scope: RUNGS }));
  const shares = newestFirst(factsWanted(material, principal, { property: "market_share", whole: false, scope: RUNGS }));
  const rungOf = (f: Fact): number => RUNG_ORDER.findIndex((rung) => rung.test(f.qualifier));
  const rows: Cell[][] = [...counts, ...shares].toSorted((a, b) => Number(a.property !== "firms_count") - Number(b.property !== "firms_count") || rungOf(a) - rungOf(b) || (a.qualifier < b.qualifier ? -1 : a.qualifier > b.qualifier ? 1 : 0)).map((f: Fact) => [[scribe.qualifier(f)], [scribe.figure(f)], [scribe.period(f)], [{ text: ({ actual: scribe.of("实际", "actual"), target: scribe.of("目标", "target"), planned: scribe.of("计划", "planned"), forecast: scribe.of("预测", "forecast") } as Record<string, string>)[f.modality] ?? "" }]]);
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("培育梯队", "The cultivation ladder") }]), {
    kind: "table", id: "ladder", title: scribe.of(say`${scribe.name(principal)}：各梯队的企业数与占比`, say`${scribe.name(principal)}: firms on each rung, and their share`),
    columns: [{ head: scribe.of("梯队", "Rung"), width: 2.2 }, { head: scribe.of("数值", "Value"), align: "end" }, { head: scribe.of("时点", "As of"), width: 1.1 }, { head: scribe.of("性质", "Kind"), width: 0.7 }], ...cut(rows, rows_max),
  }];
}

/** Firms named in a sentence rather than a row. */
const NAMED_MAX = 60;

/** Whether anything that the table shows is told of a firm, beside where it is. */
function isTold({ material }: SectionContext, id: string): boolean {
  return (material.facts.get(id) ?? []).some((f) => f.property === "produces" || f.property === "award" || (FIGURES as readonly string[]).includes(f.property));
}

function firmRow(context: SectionContext, id: string): Cell[] {
  const { scribe, material } = context;
  const place = related(material, id, "located_in")[0];
  const makes = related(material, id, "produces");
  const honours = related(material, id, "award");
  return [
    [scribe.name(id)], place ? [scribe.figure(place.fact)] : [], scribe.join(makes.slice(0, 4).map((m) => [scribe.figure(m.fact)]), scribe.of("、", ", ")), figuresOf(scribe, context, id),
    scribe.join(honours.slice(0, 2).map((h) => [scribe.figure(h.fact)]), scribe.of("、", ", ")),
  ];
}

export const firms: SectionDef = {
  id: "firms", title: { zh: "企业与培育梯队", en: "Firms and the cultivation ladder" },
  empty: { zh: "记录中没有企业。", en: "The record names no firm." },
  make(context) {
    const { scribe, material } = context;
    const ids = membersOf(material, ["Firm"]);
    if (ids.length === 0) return undefined;
    const told = ids.filter((id) => (material.facts.get(id) ?? []).some((f) => f.modality === "actual" && typeof f.best.value === "number" && (FIGURES as readonly string[]).includes(f.property)));
    const [known, bare] = [ids.filter((id) => isTold(context, id)), ids.filter((id) => !isTold(context, id))];
    const rows = known.map((id) => firmRow(context, id));
    return [
      para(scribe.of(
        say`记录载有${scribe.count(ids.length, { entities: ids })}户企业，其中${scribe.count(told.length, { entities: told })}户有营收、产值、份额等数字可查。`,
        say`The record names ${scribe.count(ids.length, { entities: ids })} ${scribe.noun(ids.length, "", "firm", "firms")}; for ${scribe.count(told.length, { entities: told })} it has figures of revenue, output, market share or staff.`,
      ), "lead"),
      ...ladder(context),
      heading([{ text: scribe.of("企业名录", "The firms") }]),
      {
        kind: "table", id: "firms", title: [{ text: scribe.of("企业、产品与最新数字", "Firms, products and newest figures") }],
        columns: [{ head: scribe.of("企业", "Firm"), width: 1.5 }, { head: scribe.of("所在", "Where"), width: 1.1 }, { head: scribe.of("产品", "Products"), width: 1.2 }, { head: scribe.of("最新数字", "Newest figures"), width: 1.6 }, { head: scribe.of("荣誉", "Honours"), width: 1.5 }],
        ...cut(rows, context.rows_max),
      },
      ...(bare.length === 0 || bare.length > NAMED_MAX ? [] : [para(scribe.of(say`另有${scribe.count(bare.length, { entities: bare })}户仅有名称或所在地可查：${scribe.names(bare)}。`, say`${scribe.count(bare.length, { entities: bare })} more ${scribe.noun(bare.length, "", "is", "are")} named with little else on record: ${scribe.names(bare)}.`))]),
    ];
  },
};
