/**
 * Open findings: figures that cannot all be true, each with its arithmetic, the claims and what would settle it.
 * Invariant: every finding that marks a figure of the paper is listed here or counted as left out.
 */
import { inLang, whenWords } from "../../kernel/index.ts";
import type { Finding } from "../../ledger/index.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

/** The numbers of an arithmetic closed up to the Chinese words beside them, as a paper sets them. */
const closed = (text: string): string => text.replaceAll(/(?<=[\p{Script=Han}]) (?=\d)|(?<=\d) (?=[\p{Script=Han}])/gu, "");

const words = (f: Finding, text: string): Run => ({ text, basis: { kind: "finding", claims: f.claims, finding: f.id } });

function table(context: SectionContext, found: readonly Finding[], id: string, title: string): Block {
  const { scribe } = context;
  const rows: Cell[][] = found.map((f) => [[scribe.name(f.subject)], [words(f, closed(inLang(f.arithmetic, scribe.lang)))], [words(f, inLang(f.resolve, scribe.lang))]]);
  return {
    kind: "table", id, title: [{ text: title }],
    columns: [{ head: scribe.of("对象", "Subject"), width: 1.1 }, { head: scribe.of("算式", "Arithmetic"), width: 2.4 }, { head: scribe.of("如何核定", "What would settle it"), width: 1.6 }], ...cut(rows, context.rows_max),
  };
}

export const findings: SectionDef = {
  id: "findings", title: { zh: "待核事项", en: "Open findings" },
  empty: { zh: "以记录所载，没有相互矛盾的数字，也没有逾期无果的承诺。", en: "By what the record holds, no figures contradict each other and no promise is past its day." },
  make(context) {
    const { scribe, material } = context;
    const open = material.findings.filter((f) => f.severity !== "note" && !material.rulings.has(f.id));
    const ruled = material.findings.filter((f) => f.severity !== "note" && material.rulings.has(f.id));
    const [errors, warnings] = [open.filter((f) => f.severity === "error"), open.filter((f) => f.severity === "warning")];
    if (open.length + ruled.length === 0) return undefined;
    const n = (list: readonly Finding[]): Run => scribe.count(list.length, { claims: [...new Set(list.flatMap((f) => f.claims))] });
    const blocks: Block[] = [para(scribe.of(
      say`对记录逐项核算，${n(errors)}组数字不可能同时成立，${n(warnings)}项存疑或逾期未见结果。凡涉及的数字在本报告中均带▲。`,
      say`Checked against each other, ${n(errors)} ${scribe.noun(errors.length, "", "set", "sets")} of figures cannot all be true, and ${n(warnings)} more ${scribe.noun(warnings.length, "", "is a doubtful figure or a promise", "are doubtful figures or promises")} past ${scribe.noun(warnings.length, "", "its", "their")} day. Every figure that stands in one bears the sign ▲ in this paper.`,
    ), "lead")];
    if (errors.length > 0) blocks.push(heading([{ text: scribe.of("不可能同时成立", "Cannot all be true") }]), table(context, errors, "findings-errors", scribe.of("不可能同时成立的数字", "Figures that cannot all be true")));
    if (warnings.length > 0) blocks.push(heading([{ text: scribe.of("存疑与逾期", "Doubtful or overdue") }]), table(context, warnings, "findings-warnings", scribe.of("存疑的数字与逾期未见结果的承诺", "Doubtful figures and promises past their day")));
    if (ruled.length > 0) blocks.push(...ruledOn(context, ruled));
    return blocks;
  },
};

/** Findings that somebody ruled on, with the ruling and its reason. */
function ruledOn(context: SectionContext, ruled: readonly Finding[]): Block[] {
  const { scribe, material } = context;
  const rows: Cell[][] = ruled.map((f) => {
    const r = material.rulings.get(f.id)!;
    const verdict = scribe.of({ prefer: "采用其中一说", "different-definitions": "口径不同，各自成立", "no-conflict": "并不矛盾", "leave-open": "", withdraw: "" }, { prefer: "one is preferred", "different-definitions": "on different definitions, each holds", "no-conflict": "no conflict", "leave-open": "", withdraw: "" })[r.verdict];
    const claim = r.prefers ? material.claims.get(r.prefers) : undefined;
    const preferred = claim ? scribe.of(say`：${scribe.claim(claim)}`, say`: ${scribe.claim(claim)}`) : [];
    return [[scribe.name(f.subject)], [words(f, closed(inLang(f.arithmetic, scribe.lang)))], say`${verdict}${preferred}`, [words(f, r.note), { text: " " }, words(f, whenWords(r.at.slice(0, 10), scribe.lang))]];
  });
  return [heading([{ text: scribe.of("已裁定", "Ruled on") }]), {
    kind: "table", id: "findings-ruled", title: [{ text: scribe.of("已有裁定的事项", "Findings on which a ruling was made") }],
    columns: [{ head: scribe.of("对象", "Subject"), width: 1 }, { head: scribe.of("算式", "Arithmetic"), width: 2.2 }, { head: scribe.of("裁定", "Ruling"), width: 1 }, { head: scribe.of("理由与日期", "Reason and day"), width: 1.4 }], ...cut(rows, context.rows_max),
  }];
}
