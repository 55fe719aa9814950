/**
 * Targets against what was reached: each with its revisions, what is reached so far, what it still asks for, the chance of it, and how those who set targets kept them.
 * Invariant: verdicts, shares and chances are those of the targets room; a chance is set as a forecast and names what it was worked out of.
 */
import { inLang, whenRange, type Bound } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import type { TargetRow, TargetVersion } from "../../targets/index.ts";
import { qualifierWords } from "../../documents/index.ts";
import { bulletOf } from "../chart/index.ts";
import { membersOf } from "../facts.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

/** The claim that speaks for a version: the newest of those that say its figure with its bound. */
const speaker = (v: TargetVersion): Claim => v.claims.findLast((c) => c.value === v.value && c.bound === v.bound) ?? v.claims.at(-1)!;
const keyOfTarget = (row: TargetRow): string => ["target", row.subject.id, row.property, row.scope, row.due ?? "", row.unit].join("|");

function outcomeWords(scribe: Scribe, verdict: TargetRow["verdict"]): string {
  return scribe.of(
    { met: "已达到", missed: "未达到", unclear: "按公布的说法不能断定", "no-actual": "到期而未见实际数", ahead: "未到期", "no-term": "未载明期限" }[verdict],
    { met: "reached", missed: "missed", unclear: "cannot be told from the words", "no-actual": "due with no actual figure", ahead: "not yet due", "no-term": "no year named" }[verdict],
  );
}

function indicator(scribe: Scribe, row: TargetRow): Run[] {
  const claim = speaker(row.target);
  if (!claim.qualifier) return [scribe.property(row.property)];
  const words: Run = { text: inLang(qualifierWords(claim.qualifier), scribe.lang) || claim.qualifier, basis: { kind: "words", claims: [claim.id] } };
  return row.property === "other_count" ? [words] : [scribe.property(row.property), { text: scribe.of(" · ", ": ") }, words];
}

/** The actual figure held against it: that of the term, else the last. */
const against = (row: TargetRow) => row.outcome ?? row.last;

/** The bound of a quotient: “over 900 of 1,000” is over nine tenths; two open ends say nothing sharper than “about”. */
function boundOfShare(actual: Bound, target: Bound): Bound {
  if (target === "eq" || target === "ge" || target === "gt") return actual;
  return actual === "eq" ? "approx" : actual;
}

function reached(scribe: Scribe, row: TargetRow): Cell {
  const point = against(row);
  const best = point?.fact.best;
  if (!best || typeof best.value !== "number" || row.target.value <= 0 || row.direction === "down") return [];
  const value = best.value / row.target.value;
  return [scribe.derived({ value: Number(value.toFixed(3)), unit: "ratio", property: "market_share", bound: boundOfShare(best.bound, row.target.bound) }, [best, speaker(row.target)], scribe.of("实际数除以目标数", "the actual figure over the target"), "actual", `${keyOfTarget(row)}|share`)];
}

/** All that a chance was worked out of. */
const groundsOf = (row: TargetRow): Claim[] => [speaker(row.target), ...row.actuals.map((p) => p.fact.best), ...row.worked_back.flatMap((w) => [w.level.best, w.growth.best]), ...row.peer_claims];

function chance(scribe: Scribe, row: TargetRow): Cell {
  const { forecast } = row;
  if (forecast === undefined) return [];
  if (forecast.status === "refused") return row.verdict === "ahead" || row.verdict === "no-actual" ? [{ text: scribe.of("不作预测", "none"), quiet: true }] : [];
  const percent = Math.round(forecast.probability * 100);
  const text = percent < 1 ? scribe.of("不足1%", "under 1%") : percent > 99 ? scribe.of("超过99%", "over 99%") : scribe.of(`约${percent}%`, `about ${percent}%`);
  return [scribe.worked(text, groundsOf(row), inLang(forecast.method, scribe.lang).replace(/^(?:方法：|Method: )/, "").replace(/[。.]$/, ""), { modality: "forecast", bound: "approx", key: `${keyOfTarget(row)}|chance` })];
}

/** Yearly growth that would lead from the last figure to the target. */
function needed(scribe: Scribe, row: TargetRow): Cell {
  const rate = row.required?.yearly;
  const best = row.last?.fact.best;
  if (rate === undefined || !best || row.verdict === "met" || row.verdict === "missed") return [];
  return [scribe.derived({ value: Number(rate.toFixed(3)), unit: "ratio", property: "growth_rate", bound: "eq" }, [speaker(row.target), best], scribe.of("目标数与最近一年实际数之比，按相隔年数开方，减一", "target over the last actual figure, the root of as many years, less one"), "target", `${keyOfTarget(row)}|needed`)];
}

function table(context: SectionContext, rows: readonly TargetRow[]): Block {
  const { scribe } = context;
  const [any_chance, any_need] = [rows.some((r) => r.forecast?.status === "forecast"), rows.filter((r) => needed(scribe, r).length > 0).length > 1];
  const cells = rows.map((row): Cell[] => {
    const point = against(row);
    // A figure of another year than the term's says so.
    const year = point && point !== row.outcome ? scribe.of(say`（${scribe.period(point.fact)}）`, say` (${scribe.period(point.fact)})`) : [];
    return [
      [scribe.name(row.subject.id)], indicator(scribe, row), [scribe.period(speaker(row.target))], [scribe.claim(speaker(row.target), keyOfTarget(row))],
      point ? [scribe.figure(point.fact), ...year.filter((r) => r.text !== "")] : [], reached(scribe, row), ...(any_need ? [needed(scribe, row)] : []), ...(any_chance ? [chance(scribe, row)] : []),
      [{ text: outcomeWords(scribe, row.verdict), ...(row.verdict === "missed" ? { strong: true } : {}) }],
    ];
  });
  const note = any_chance ? [{ text: scribe.of("达成可能为推断，非任何一方的承诺；序列过短者不作预测。", "The chance is inferred and promised by nobody; where too few figures are known there is none. ") }] : [];
  return {
    kind: "table", id: "targets", title: [{ text: scribe.of("目标与实际", "Targets and what was reached") }],
    columns: [
      { head: scribe.of("对象", "Subject"), width: scribe.of(1.4, 1.8) }, { head: scribe.of("指标", "Indicator"), width: 1.25 }, { head: scribe.of("期限", "Due"), width: 0.6 }, { head: scribe.of("目标", "Target"), align: "end", width: 1.3 },
      { head: scribe.of("实际", "Actual so far"), align: "end", width: 1.3 }, { head: scribe.of("达成率", "Reached"), align: "end", width: 0.8 }, ...(any_need ? [{ head: scribe.of("年均需增", "Growth needed"), align: "end" as const, width: 0.8 }] : []),
      ...(any_chance ? [{ head: scribe.of("达成可能", "Chance"), align: "end" as const, width: 0.8 }] : []), { head: scribe.of("结果", "Outcome"), width: 0.95 },
    ], ...cut(cells, context.rows_max), ...(note.length > 0 ? { note } : {}),
  };
}

/** Targets that were set anew: from what to what, and when. */
function revisions(context: SectionContext, rows: readonly TargetRow[]): Block[] {
  const { scribe } = context;
  const cells = rows.filter((r) => r.versions.length > 1).map((row): Cell[] => [
    [scribe.name(row.subject.id)], indicator(scribe, row), [scribe.period(speaker(row.target))],
    scribe.join(row.versions.map((v, i) => scribe.of(say`${scribe.claim(speaker(v), `${keyOfTarget(row)}|${i}`)}（${scribe.said(v.claims[0]!)}）`, say`${scribe.claim(speaker(v), `${keyOfTarget(row)}|${i}`)} (${scribe.said(v.claims[0]!)})`)), " → "),
  ]);
  if (cells.length === 0) return [];
  return [heading([{ text: scribe.of("目标的修订", "Targets set anew") }]), {
    kind: "table", id: "targets-revised", title: [{ text: scribe.of("先后提出的目标值，括号内为提出时间", "Figures set one after the other, with the day they were said") }],
    columns: [{ head: scribe.of("对象", "Subject"), width: 1.4 }, { head: scribe.of("指标", "Indicator"), width: 1.2 }, { head: scribe.of("期限", "Due"), width: 0.7 }, { head: scribe.of("目标值", "Targets"), width: 3 }], ...cut(cells, context.rows_max),
  }];
}

const VERDICTS = ["met", "missed", "unclear", "no-actual", "ahead"] as const;

/** How those who set targets kept them. */
function track(context: SectionContext, rows: readonly TargetRow[]): Block[] {
  const { scribe } = context;
  const groups = [...Map.groupBy(rows, (r) => (r.by ?? r.subject).id)].toSorted(([, a], [, b]) => b.length - a.length);
  if (groups.length === 0) return [];
  const shown = VERDICTS.filter((v) => rows.some((r) => r.verdict === v));
  const cells = groups.map(([id, own]): Cell[] => [[scribe.name(id)], ...shown.map((v) => own.filter((r) => r.verdict === v)).map((those) => (those.length === 0 ? [] : [countOf(scribe, those)]))]);
  return [heading([{ text: scribe.of("目标兑现记录", "Track record") }]), {
    kind: "table", id: "targets-track", title: [{ text: scribe.of("各地历次目标的结果，按项数", "Outcomes of the targets that each place set, by number") }],
    columns: [{ head: scribe.of("提出者所在地", "Where it was set"), width: 2 }, ...shown.map((v) => ({ head: scribe.of({ met: "达到", missed: "未达到", unclear: "不能断定", "no-actual": "无实际数", ahead: "未到期" }[v], { met: "Reached", missed: "Missed", unclear: "Unclear", "no-actual": "No actual", ahead: "Not due" }[v]), align: "end" as const, width: 0.8 }))],
    ...cut(cells, context.rows_max),
  }];
}

const countOf = (scribe: Scribe, rows: readonly TargetRow[]): Run => scribe.count(rows.length, { claims: [...new Set(rows.flatMap((r) => [speaker(r.target).id, ...(r.outcome ? [r.outcome.fact.best.id] : [])]))] });

function undated(context: SectionContext, rows: readonly TargetRow[]): Block[] {
  const { scribe } = context;
  if (rows.length === 0) return [];
  const cells = rows.map((r): Cell[] => [[scribe.name(r.subject.id)], indicator(scribe, r), [scribe.claim(speaker(r.target), keyOfTarget(r))], [scribe.said(speaker(r.target))]]);
  return [heading([{ text: scribe.of("未载明期限的目标", "Targets without a date") }]), {
    kind: "table", id: "targets-undated", title: [{ text: scribe.of("目标值与公布日期", "Targets that name no year, and when they were stated") }],
    columns: [{ head: scribe.of("对象", "Subject"), width: 1.8 }, { head: scribe.of("指标", "Indicator"), width: 1.2 }, { head: scribe.of("目标", "Target"), align: "end" }, { head: scribe.of("公布于", "Stated on") }], ...cut(cells, context.rows_max),
  }];
}

/** What the leading industry still has to do for its next target. */
function ahead(context: SectionContext, rows: readonly TargetRow[]): Run[] {
  const { scribe, principal } = context;
  const row = rows.find((r) => r.subject.id === principal && r.property === "output_value" && r.scope === "" && r.required?.yearly !== undefined && r.last && r.verdict !== "met" && r.verdict !== "missed");
  if (!row?.last) return [];
  const [need, odds] = [needed(scribe, row), chance(scribe, row).filter((r) => r.basis)];
  const [last, target] = [row.last.fact, speaker(row.target)];
  const told = row.verdict === "no-actual" ? scribe.of("；期限已过，实际数尚未见公布", "; the term is over and no actual figure is on record") : "";
  return scribe.of(
    say`产值由${scribe.period(last)}的${scribe.figure(last)}到${scribe.period(target)}的目标${scribe.claim(target, keyOfTarget(row))}，年均需增长${need}${odds.length > 0 ? say`，以历年增速推断，达成的可能为${odds}` : ""}${told}。`,
    say`From an output of ${scribe.figure(last)} in ${scribe.period(last)} to the target of ${scribe.claim(target, keyOfTarget(row))} for ${scribe.period(target)} takes a yearly growth of ${need}${odds.length > 0 ? say`; by past growth the chance of it is ${odds}` : ""}${told}.`,
  );
}

/** The leading industry first, then by place, the latest term first. */
function inOrder(context: SectionContext, rows: readonly TargetRow[]): TargetRow[] {
  const order = [...(context.principal ? [context.principal] : []), ...membersOf(context.material, ["Cluster", "Region", "Zone", "Park", "ParkPhase", "Project", "Firm", "Expo"])];
  const rank = new Map(order.map((id, i) => [id, i] as const).toReversed());
  const end = (r: TargetRow): string => (r.due ? whenRange(r.due).last : "");
  return rows.toSorted((a, b) => (rank.get(a.subject.id) ?? 1e9) - (rank.get(b.subject.id) ?? 1e9) || (end(a) < end(b) ? 1 : end(a) > end(b) ? -1 : a.id < b.id ? -1 : 1));
}

/** Targets that the drawing shows; the table holds all. */
const LINES_MAX = 12;

function drawn({ scribe }: SectionContext, rows: readonly TargetRow[]): Block | undefined {
  const chart = bulletOf(scribe, rows.filter((r) => r.last || r.outcome).slice(0, LINES_MAX));
  return chart && { kind: "chart", id: "targets-reached", title: [{ text: scribe.of("已达到的份额：各项目标对齐在一条竖线上", "What is reached of each target; all targets stand on one upright line") }], chart };
}

export const targets: SectionDef = {
  id: "targets", title: { zh: "目标与实际", en: "Targets against actual" },
  empty: { zh: "记录中没有目标。", en: "The record tells of no target." },
  async make(context) {
    const { scribe, material } = context;
    const all = (await material.aims()).rows.filter((r) => material.members.has(r.subject.id));
    if (all.length === 0) return undefined;
    const rows = inOrder(context, all.filter((r) => r.due !== undefined));
    await material.hold(all.flatMap(groundsOf));
    const parts = VERDICTS.flatMap((v) => {
      const those = rows.filter((r) => r.verdict === v);
      return those.length === 0 ? [] : [scribe.of(say`${countOf(scribe, those)}项${outcomeWords(scribe, v)}`, say`${countOf(scribe, those)} ${outcomeWords(scribe, v)}`)];
    });
    const opening = rows.length === 0 ? [] : [para(scribe.of(
      say`记录载有${countOf(scribe, rows)}项注明期限的目标：${scribe.join(parts, "，")}。`, say`The record holds ${countOf(scribe, rows)} dated ${scribe.noun(rows.length, "", "target", "targets")}: ${scribe.join(parts, ", ")}.`,
    ), "lead")];
    const next = ahead(context, rows);
    const chart = drawn(context, rows);
    return [...opening, ...(next.length > 0 ? [para(next)] : []), ...(chart ? [chart] : []), ...(rows.length > 0 ? [table(context, rows)] : []), ...revisions(context, rows), ...track(context, rows), ...undated(context, all.filter((r) => r.due === undefined))];
  },
};
