/**
 * Targets against what was reached: every dated target beside the actual figure of its own period, and what it still asks for.
 * Invariant: a target is called reached or missed only against an actual figure of the same subject, property, scope and period.
 */
import { intervalsMeet, readInterval, roundingStep, whenRange } from "../../kernel/index.ts";
import { scopeOf, type Claim, type Fact } from "../../ledger/index.ts";
import { membersOf, yearOf, yearly, factsWanted } from "../facts.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

type Outcome = "reached" | "missed" | "unclear" | "due" | "open";

interface Held {
  target: Fact;
  actual?: Fact;
  outcome: Outcome;
}

const interval = (c: Claim) => readInterval(c.value as number, c.bound, { step: roundingStep(c.stated, c.value as number) });

/** Whether the actual figure reaches the target, by what the words of both allow. A target without a bound asks for at least its value. */
export function outcomeOf(target: Claim, actual: Claim): "reached" | "missed" | "unclear" {
  const asked = target.bound === "le" || target.bound === "lt" ? interval(target) : interval({ ...target, bound: target.bound === "gt" ? "gt" : "ge" });
  const got = interval(actual);
  if (!intervalsMeet(asked, got)) return "missed";
  const inside = got.lo >= asked.lo && got.hi <= asked.hi && !(got.lo === asked.lo && asked.loOpen && !got.loOpen);
  return inside || (typeof actual.value === "number" && actual.bound === "eq" && actual.value >= asked.lo && !(asked.loOpen && actual.value === asked.lo)) ? "reached" : "unclear";
}

function heldIn(context: SectionContext): Held[] {
  const { material } = context;
  const subjects = [...new Set([...(context.principal ? [context.principal] : []), ...membersOf(material, ["Cluster", "Region", "Zone", "Park", "Project"])])];
  return subjects.flatMap((id) => {
    const facts = material.facts.get(id) ?? [];
    return facts.filter((f) => f.modality === "target" && f.when && typeof f.best.value === "number").map((target): Held => {
      const scope = scopeOf(target.property, target.qualifier);
      const actual = facts.find((f) => f.modality === "actual" && f.property === target.property && f.when === target.when && f.unit === target.unit && scopeOf(f.property, f.qualifier) === scope);
      const due = whenRange(target.when).last <= material.day;
      return { target, ...(actual ? { actual } : {}), outcome: actual ? outcomeOf(target.best, actual.best) : due ? "due" : "open" };
    });
  });
}

function outcomeWords(scribe: Scribe, o: Outcome): string {
  return scribe.of(
    { reached: "已达到", missed: "未达到", unclear: "按公布的说法不能断定", due: "期限已过，尚无实际数", open: "期限未到" }[o],
    { reached: "reached", missed: "missed", unclear: "cannot be told from the words", due: "due, no actual figure yet", open: "not yet due" }[o],
  );
}

function table(context: SectionContext, held: readonly Held[]): Block {
  const { scribe } = context;
  const rows: Cell[][] = held.toSorted((a, b) => (a.target.when < b.target.when ? 1 : a.target.when > b.target.when ? -1 : 0)).map(({ target, actual, outcome }) => [
    [scribe.name(target.subject_id)], scribe.indicator(target),
    [scribe.period(target)], [scribe.figure(target)], actual ? [scribe.figure(actual)] : [], [{ text: outcomeWords(scribe, outcome), strong: outcome === "missed" || outcome === "due" }],
  ]);
  return {
    kind: "table", id: "targets", title: [{ text: scribe.of("目标与实际", "Targets and what was reached") }],
    columns: [{ head: scribe.of("对象", "Of"), width: 1.5 }, { head: scribe.of("指标", "Indicator"), width: 1.2 }, { head: scribe.of("时期", "Period"), width: 0.8 }, { head: scribe.of("目标", "Target"), align: "end", width: 1.1 }, { head: scribe.of("实际", "Actual"), align: "end", width: 1.1 }, { head: scribe.of("结果", "Outcome"), width: 1.2 }],
    ...cut(rows, context.rows_max),
  };
}

/** The yearly growth that would lead from the last actual year to a later target. */
function required({ scribe, material, principal }: SectionContext): Run[] {
  if (!principal) return [];
  const output = yearly(factsWanted(material, principal, { property: "output_value" }));
  const last = output.filter((f) => f.modality === "actual").at(-1);
  const target = last && output.find((f) => f.modality === "target" && Number(yearOf(f.when)) > Number(yearOf(last.when)));
  if (!last || !target || typeof last.best.value !== "number" || typeof target.best.value !== "number" || last.best.value <= 0) return [];
  const years = Number(yearOf(target.when)) - Number(yearOf(last.when));
  const rate = (target.best.value / last.best.value) ** (1 / years) - 1;
  const run = scribe.derived({ value: Number(rate.toFixed(3)), unit: "ratio", property: "growth_rate", bound: "ge" }, [target.best, last.best], scribe.of("目标值与最近一年实际值之比，按年数开方，减一", "target over the last actual level, the root of as many years, less one"), "target");
  return scribe.of(
    say`由${scribe.period(last)}的${scribe.figure(last)}到${scribe.period(target)}的目标${scribe.figure(target)}，需要年均增长${run}。`,
    say`From ${scribe.figure(last)} in ${scribe.period(last)} to the target of ${scribe.figure(target)} for ${scribe.period(target)} takes a yearly growth of ${run}.`,
  );
}

function undated(context: SectionContext): Block[] {
  const { scribe, material } = context;
  const rows: Cell[][] = membersOf(material, ["Cluster", "Region", "Zone", "Park", "Project"]).flatMap((id) => (material.facts.get(id) ?? []).filter((f) => f.modality === "target" && !f.when && typeof f.best.value === "number")
    .map((f) => [[scribe.name(id)], scribe.indicator(f), [scribe.figure(f)], [scribe.said(f.best)]]));
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("未载明期限的目标", "Targets without a date") }]), {
    kind: "table", id: "targets-undated", title: [{ text: scribe.of("未载明期限的目标", "Targets that name no year") }],
    columns: [{ head: scribe.of("对象", "Of"), width: 1.8 }, { head: scribe.of("指标", "Indicator"), width: 1.2 }, { head: scribe.of("目标", "Target"), align: "end" }, { head: scribe.of("说于", "Said") }], ...cut(rows, context.rows_max),
  }];
}

export const targets: SectionDef = {
  id: "targets", title: { zh: "目标与实际", en: "Targets against actual" },
  empty: { zh: "记录中没有目标。", en: "The record tells of no target." },
  make(context) {
    const { scribe } = context;
    const held = heldIn(context);
    const later = undated(context);
    if (held.length === 0 && later.length === 0) return undefined;
    const n = (o: Outcome, zh: string, en: string): Run[][] => {
      const those = held.filter((h) => h.outcome === o);
      return those.length === 0 ? [] : [scribe.of(say`${scribe.count(those.length, { claims: those.map((h) => h.target.best.id) })}项${zh}`, say`${scribe.count(those.length, { claims: those.map((h) => h.target.best.id) })} ${en}`)];
    };
    const by = [...n("reached", "已达到", "reached"), ...n("missed", "未达到", "missed"), ...n("unclear", "按公布的说法不能断定", "not to be told from the words"), ...n("due", "期限已过而没有同口径的实际数", "due without an actual figure of the same kind"), ...n("open", "期限未到", "not yet due")];
    const all = scribe.count(held.length, { claims: held.map((h) => h.target.best.id) });
    const opening = held.length === 0 ? [] : [para(scribe.of(
      say`记录载有${all}项注明期限的目标：${scribe.join(by, "，")}。`,
      say`The record holds ${all} dated ${scribe.noun(held.length, "", "target", "targets")}: ${scribe.join(by, ", ")}.`,
    ), "lead")];
    const need = required(context);
    return [...opening, ...(need.length > 0 ? [para(need)] : []), ...(held.length > 0 ? [table(context, held)] : []), ...later];
  },
};
