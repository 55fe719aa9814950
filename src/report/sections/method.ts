/**
 * Method: what a figure here is, how it was chosen among rivals, what the signs mean, and how the indicators are defined.
 * Invariant: the definitions are the ontology's own words; the rules stated are those the program follows.
 */
import type { Block, Cell } from "../model.ts";
import { say } from "../scribe.ts";
import { heading, para, type SectionDef } from "./model.ts";

/** Indicators of the record's claims, those told of most first. */
const DEFINED_MAX = 24;

export const method: SectionDef = {
  id: "method", title: { zh: "方法与定义", en: "Method and definitions" }, empty: {},
  make({ scribe, material }) {
    const used = new Map<string, number>();
    for (const c of material.claims.values()) if (typeof c.value === "number" && c.property !== "other_count") used.set(c.property, (used.get(c.property) ?? 0) + 1);
    const terms = [...used].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, DEFINED_MAX).map(([p]) => p).filter((p) => material.ontology.properties.has(p));
    const rows: Cell[][] = terms.map((p) => [[scribe.property(p)], [{ text: material.ontology.properties.get(p)!.definition[scribe.lang], basis: { kind: "term", property: p } }]]);
    const claims = scribe.setting("claims", new Intl.NumberFormat("en").format(material.claims_read));
    const sources = scribe.setting("sources", new Intl.NumberFormat("en").format(material.sources_read));
    const clocks = [
      ...(material.clocks.valid_on ? [scribe.of(say`只取${scribe.day("as_of", material.clocks.valid_on)}当日已成立的事实`, say`only what held on ${scribe.day("as_of", material.clocks.valid_on)}`)] : []),
      ...(material.clocks.known_on ? [scribe.of(say`只取${scribe.day("known_on", material.clocks.known_on)}前已公布的说法`, say`only what had been said by ${scribe.day("known_on", material.clocks.known_on)}`)] : []),
    ];
    const blocks: Block[] = [
      para(scribe.of(
        say`本报告由记录直接生成，写作时共有${claims}条记载、${sources}个来源。每个数字都是来源所说的一条记载，正文与表格中的数字均以脚注注明出处，数字密集的表在表下注明；注中的记载号对应附录“所引记载”中的原值。`,
        say`This paper is made from the record itself, which held ${claims} claims from ${sources} sources when it was written. Every figure is what a source says: a note on every figure of text and tables says which, below the table where figures stand close; the claim numbers in a note lead to the annex, which gives each claim to the last digit.`,
      )),
      ...(clocks.length > 0 ? [para(scribe.of(say`时间范围：${scribe.join(clocks)}。`, say`Clocks: ${scribe.join(clocks)}.`))] : []),
      para(scribe.of(
        say`同一事实有几种说法时，以最近的说法为准；与之相容的说法中取最确切者（确数先于约数，约数先于“超过”“不足”）。不相容的说法列为“另一说法”，不删除。来源所用的“超过”“近”“约”等字一律保留。`,
        say`Where a fact is told in several ways, the latest statement decides, and of those that agree with it the sharpest speaks: an exact figure before an approximate one, that before an open-ended one. Statements that disagree are kept and shown as told also. Words such as “over”, “nearly” and “about” are always kept.`,
      )),
      para(scribe.of(
        say`“实际”指已经发生；“计划”指约定将发生；“目标”指争取达到；“预测”指有人推断。四者从不混用，图中分别以实心、斜线、空心带旗、点线表示。`,
        say`“Actual” is what has happened, “planned” what is arranged to happen, “target” what is striven for, “forecast” what somebody expects. They are never mixed; charts draw them solid, hatched, hollow with a flag, and dotted.`,
      )),
      para(scribe.of(
        say`▲表示该数字与别的记载不可能同时成立或存疑，见“待核事项”；△表示已有裁定。由数个数字推算所得者，脚注说明算法。`,
        say`▲ marks a figure that cannot be true together with another, or is doubtful (see “Open findings”); △ marks one on which a ruling was made. Where a figure is worked out of others, its footnote says how.`,
      )),
    ];
    blocks.push(
      para(scribe.of(
        say`交付预测与达成可能是推断，以点线标出。交付预测依据同类承诺的历史延误：先取记录中已有结果的承诺，不足时以公开的学校建设工期为参照；给出一半与八成可能完成的月份，同类过少则不作预测。达成可能由历年增速模拟得出，序列过短则不作预测。所依据的每条记载都列入数据附件。`,
        say`Delivery forecasts and chances are inferred and set with a dotted line. A delivery forecast rests on how late promises of the same kind came: first those of the record whose outcome is known, then a public class of school construction; it gives the months by which one half and four fifths are done, or nothing where too few are alike. The chance of a target is simulated from past growth, or not given where the series is too short. Every claim that they rest on is in the data annex.`,
      )),
      para(scribe.of(
        say`随本报告另有数据附件，含XLSX、CSV与JSON-LD三种，载有本报告所依据的每条记载：印出的、用于推算或计数的、以及未印出的表行所据的，各有对象、指标、原值、单位、时期、性质、界限、原文及其位置、来源。XLSX并载各表的全部行。`,
        say`A data annex comes with this paper as XLSX, CSV and JSON-LD. It holds every claim that the paper rests on: those printed, those from which something was computed or counted, and those of table rows that were not printed; each with subject, indicator, value, unit, period, kind, bound, quote, place of the quote and source. The XLSX has all rows of the tables as well.`,
      )),
    );
    if (rows.length > 0) {
      blocks.push(heading([{ text: scribe.of("指标定义", "Definitions") }]), {
        kind: "table", id: "definitions", title: [{ text: scribe.of("指标的定义", "How the indicators are defined") }],
        columns: [{ head: scribe.of("指标", "Indicator"), width: 1 }, { head: scribe.of("定义", "Definition"), width: 4 }], rows,
      });
    }
    return blocks;
  },
};
