/**
 * Milestones on paper: what was promised first and last, what happened, how late, and when the rest will come by the record's own slips.
 * Invariant: days and dates are those of the parks room; a forecast is never set like a date that somebody gave, and rests on the cases that it names.
 */
import { qualifierWords } from "../../documents/index.ts";
import { inLang, whenWords } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import { kindOfMilestone, MILESTONE_LABELS, milestonesAt, outcomeOf, subtreeOf, type Delivery, type MilestoneView, type Place, type PromiseVersion, type Site, type SlipRange } from "../../parks/index.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, type SectionContext } from "./model.ts";

/** A milestone with how it stands against its promise. */
export interface Standing {
  row: MilestoneView;
  place: Place;
  stands: "kept" | "late" | "unclear" | "overdue" | "ahead" | "unpromised";
}

const dated = (row: MilestoneView): PromiseVersion[] => row.versions.filter((v) => v.deadline !== undefined);
/** The claim that speaks for a version: the one said first. */
const speaker = (v: PromiseVersion): Claim => v.claims[0]!;
const promiseClaims = (row: MilestoneView): Claim[] => row.versions.flatMap((v) => v.claims);

function standsOf(row: MilestoneView): Standing["stands"] {
  if (dated(row).length === 0) return "unpromised";
  if (row.status === "overdue") return "overdue";
  if (row.status === "ahead" || row.status === "open") return "ahead";
  return row.slip_from_last ? outcomeOf(row.slip_from_last) : "unclear";
}

/** Milestones of a place and of what lies in it, the place first. */
export function milestonesBelow({ material }: SectionContext, site: Site, id: string): Standing[] {
  return subtreeOf(site.places, id).filter((p) => material.members.has(p.id)).flatMap((place) => milestonesAt(site, place).map((row) => ({ row, place, stands: standsOf(row) })));
}

/** The ended promises that a forecast of this kind rests on, as claims: the promise, and what became of it. */
function casesOf(site: Site, kind: ReturnType<typeof kindOfMilestone>): Claim[] {
  return [...site.milestones.values()].flatMap((m) => m.rows).filter((r) => r.done && r.slip_from_last && Number.isFinite(r.slip_from_last.days_max) && kindOfMilestone(r.milestone) === kind)
    .flatMap((r) => [r.versions.filter((v) => v.deadline !== undefined).at(-1)!.claims[0]!, r.done!.claim]);
}

/** Every claim that the forecasts of these milestones rest on, to be taken in before they are written. */
export const groundsOfForecasts = (site: Site, all: readonly Standing[]): Claim[] =>
  all.some((s) => s.row.delivery?.status === "forecast") ? [...casesOf(site, "building"), ...casesOf(site, "before-building")] : [];

const number = (n: number): string => new Intl.NumberFormat("en").format(n);

/** A slip in words: “12 days late”, “延误12天”; where dates are known to a month only, from and to. */
export function slipWords(scribe: Scribe, { days_min, days_max }: SlipRange): string {
  const days = (n: number): string => scribe.of(`${number(n)}天`, n === 1 ? "1 day" : `${number(n)} days`);
  const span = (a: number, b: number): string => (a === b ? days(a) : scribe.of(`${number(a)}至${number(b)}天`, `${number(a)} to ${number(b)} days`));
  if (days_min === 0 && days_max === 0) return scribe.of("如期", "on the day");
  if (days_min === -Infinity) return days_max <= 0 ? scribe.of(`提前至少${days(-days_max)}`, `at least ${days(-days_max)} early`) : scribe.of(`延误至多${days(days_max)}`, `at most ${days(days_max)} late`);
  if (days_max === Infinity) return days_min >= 0 ? scribe.of(`延误至少${days(days_min)}`, `at least ${days(days_min)} late`) : scribe.of(`提前至多${days(-days_min)}`, `at most ${days(-days_min)} early`);
  if (days_min >= 0) return scribe.of(`延误${span(days_min, days_max)}`, `${span(days_min, days_max)} late`);
  if (days_max <= 0) return scribe.of(`提前${span(-days_max, -days_min)}`, `${span(-days_max, -days_min)} early`);
  return scribe.of(`提前${days(-days_min)}至延误${days(days_max)}之间`, `between ${days(-days_min)} early and ${days(days_max)} late`);
}

const keyOfRow = (row: MilestoneView): string => [row.subject_id, row.milestone, row.part ?? ""].join("|");

function outcome(scribe: Scribe, { row, stands }: Standing): Run[] {
  const [first, last] = [dated(row)[0], dated(row).at(-1)];
  if (row.done && row.slip_from_last && first && last) {
    const against = dated(row).filter((v) => v.first_said <= row.done!.claim.known_from).at(-1) ?? last;
    const how = scribe.of("实际日期减承诺的截止日", "the actual date less the last day of the promise");
    const run: Run = { ...scribe.worked(slipWords(scribe, row.slip_from_last), [speaker(against), row.done.claim], how, { key: `${keyOfRow(row)}|slip` }), ...(stands === "late" ? { strong: true } : {}) };
    if (dated(row).length < 2 || !row.slip_from_first) return [run];
    const whole = scribe.worked(slipWords(scribe, row.slip_from_first), [speaker(first), row.done.claim], how, { key: `${keyOfRow(row)}|slip-first` });
    return scribe.of(say`${run}；较最初承诺${whole}`, say`${run}; against the first promise ${whole}`);
  }
  if (row.overdue_days !== undefined && last) {
    const run = scribe.worked(scribe.of(`逾期${number(row.overdue_days)}天`, `${number(row.overdue_days)} ${row.overdue_days === 1 ? "day" : "days"} past`), [speaker(last)], scribe.of("编制日减承诺的截止日", "the day of this paper less the last day of the promise"), { key: `${keyOfRow(row)}|overdue` });
    return scribe.of(say`${{ ...run, strong: true }}，未见结果`, say`${{ ...run, strong: true }}, no outcome on record`);
  }
  if (row.status === "implied") return [{ text: scribe.of("后一里程碑已完成，完成日未见记载", "passed, as a later milestone is done; no day on record"), quiet: true }];
  if (row.status === "ahead") return [{ text: scribe.of("未到期", "not yet due") }];
  if (row.status === "open") return [{ text: scribe.of("未载明最后期限", "no last day was named"), quiet: true }];
  return [{ text: scribe.of("完成；未见事先的承诺", "done; no promise on record"), quiet: true }];
}

/** Half and four fifths of such promises have come by these months. A month is all that such a forecast can mean. */
function forecast(scribe: Scribe, row: MilestoneView, site: Site): Cell {
  const delivery: Delivery | undefined = row.delivery;
  if (delivery === undefined) return [];
  if (delivery.status === "refused") return [{ text: scribe.of("不作预测", "none"), quiet: true }];
  const claims = [...promiseClaims(row), ...casesOf(site, kindOfMilestone(row.milestone))];
  const how = inLang(delivery.basis, scribe.lang).replace(/[。.]$/, "");
  const month = (day: string): string => day.slice(0, 7);
  const by = (day: string, key: string): Run => scribe.worked(whenWords(month(day), scribe.lang), claims, how, { modality: "forecast", key: `${keyOfRow(row)}|${key}` });
  return month(delivery.p50) === month(delivery.p80) ? [by(delivery.p80, "p80")] : say`${by(delivery.p50, "p50")}${scribe.of("／", " / ")}${by(delivery.p80, "p80")}`;
}

function label(scribe: Scribe, row: MilestoneView): Run[] {
  const name: Run = { text: MILESTONE_LABELS[row.milestone][scribe.lang] };
  const claim = row.done?.claim ?? row.versions[0]?.claims[0];
  if (!row.part || !claim) return [name];
  const part: Run = { text: inLang(qualifierWords(claim.qualifier ?? ""), scribe.lang) || row.part, basis: { kind: "words", claims: [claim.id] } };
  return scribe.of(say`${name}（${part}）`, say`${name} (${part})`);
}

/** One row for each milestone. A version that is the first and the last stands once. */
export function milestoneTable(context: SectionContext, site: Site, all: readonly Standing[], id: string, title: Run[]): Block {
  const { scribe } = context;
  const foreseen = all.some((s) => s.row.delivery?.status === "forecast");
  const refused = foreseen && all.some((s) => s.row.delivery?.status === "refused");
  const moved = all.some((s) => s.row.versions.length > 1);
  const rows = all.map((s): Cell[] => {
    const versions = s.row.versions;
    const [first, last] = [versions[0], versions.at(-1)];
    const promised = (v: PromiseVersion, key: string): Run => scribe.claim(speaker(v), `${keyOfRow(s.row)}|${key}`);
    return [
      [scribe.name(s.place.id)], label(scribe, s.row), first ? [promised(first, "first")] : [], ...(moved ? [last && last !== first ? [promised(last, "last")] : last ? [{ text: scribe.of("未改期", "unchanged"), quiet: true }] : []] : []),
      s.row.done ? [scribe.claim(s.row.done.claim, `${keyOfRow(s.row)}|done`)] : [], outcome(scribe, s), ...(foreseen ? [forecast(scribe, s.row, site)] : []),
    ];
  });
  const note = [
    ...(foreseen ? [{ text: scribe.of("交付预测为推断，非任何一方的承诺：同类承诺的历史延误表明，分别有一半和八成的可能在所示月份之前完成。", "The forecast is inferred and promised by nobody: by how late such promises came before, it is done by these months with a chance of one half and of four fifths. ") }] : []),
    ...(refused ? [{ text: scribe.of("标“不作预测”者，拖延之久已少有同类可比。", "Where it says none, few of its kind were ever as late. ") }] : []),
  ];
  return {
    kind: "table", id, title,
    columns: [
      { head: scribe.of("对象", "Work"), width: 1.6 }, { head: scribe.of("里程碑", "Milestone"), width: scribe.of(0.7, 0.85) }, { head: moved ? scribe.of("最初承诺", "First promised") : scribe.of("承诺日期", "Promised for"), width: 1.25 }, ...(moved ? [{ head: scribe.of("最近承诺", "Last promised"), width: 1.1 }] : []),
      { head: scribe.of("实际日期", "Actual"), width: 1.1 }, { head: scribe.of("结果", "Outcome"), width: 1.5 }, ...(foreseen ? [{ head: scribe.of("交付预测", "Forecast"), width: 1.3 }] : []),
    ], ...cut(rows, context.rows_max), ...(note.length > 0 ? { note } : {}),
  };
}

const STANDS = ["kept", "late", "unclear", "overdue", "ahead"] as const;
const WORDS: Record<(typeof STANDS)[number], [zh: string, en: string]> = {
  kept: ["如期或提前", "kept"], late: ["延误", "late"], unclear: ["日期不足以断定", "cannot be told from the dates"], overdue: ["已逾期而未见结果", "past their day with no outcome on record"], ahead: ["未到期", "not yet due"],
};

const countOf = (scribe: Scribe, list: readonly Standing[]): Run => scribe.count(list.length, { entities: list.map((s) => s.place.id), claims: [...new Set(list.flatMap((s) => [...promiseClaims(s.row), ...(s.row.done ? [s.row.done.claim] : [])].map((c) => c.id)))] });

/** “Of 9 promises, 1 was kept, 2 were late …”: what has none is left unsaid. */
export function trackSentence(scribe: Scribe, all: readonly Standing[]): Run[] {
  const promised = all.filter((s) => s.stands !== "unpromised");
  if (promised.length === 0) return [];
  const all_run = countOf(scribe, promised);
  const only = promised.every((s) => s.stands === promised[0]!.stands) ? (promised[0]!.stands as (typeof STANDS)[number]) : undefined;
  if (only !== undefined) {
    return promised.length === 1
      ? scribe.of(say`载有期限的承诺有${all_run}项，${WORDS[only][0]}。`, say`${all_run} dated promise is on record: ${WORDS[only][1]}.`)
      : scribe.of(say`载有期限的承诺有${all_run}项，均${WORDS[only][0]}。`, say`${all_run} dated promises are on record, all ${WORDS[only][1]}.`);
  }
  const parts = STANDS.flatMap((stands) => {
    const those = promised.filter((s) => s.stands === stands);
    return those.length === 0 ? [] : [scribe.of(say`${countOf(scribe, those)}项${WORDS[stands][0]}`, say`${countOf(scribe, those)} ${WORDS[stands][1]}`)];
  });
  return scribe.of(say`载有期限的承诺共${all_run}项：${scribe.join(parts, "，")}。`, say`${all_run} dated promises are on record: ${scribe.join(parts, ", ")}.`);
}

/** How each park, and what stands by itself, kept its promises. */
export function trackTable(context: SectionContext, groups: readonly { name: Run[]; all: readonly Standing[] }[]): Block | undefined {
  const { scribe } = context;
  const shown = STANDS.filter((stands) => groups.some((g) => g.all.some((s) => s.stands === stands)));
  const rows = groups.map(({ name, all }) => ({ name, promised: all.filter((s) => s.stands !== "unpromised") })).filter((g) => g.promised.length > 0)
    .map(({ name, promised }): Cell[] => [name, [countOf(scribe, promised)], ...shown.map((stands) => promised.filter((s) => s.stands === stands)).map((those) => (those.length === 0 ? [] : [countOf(scribe, those)]))]);
  if (rows.length < 2 || shown.length < 2) return undefined;
  return {
    kind: "table", id: "promises", title: [{ text: scribe.of("承诺兑现情况", "How promises were kept") }],
    columns: [{ head: scribe.of("园区或项目", "Park or project"), width: 2 }, { head: scribe.of("承诺", "Promises"), align: "end", width: 0.8 }, ...shown.map((s) => ({ head: scribe.of({ kept: "如期", late: "延误", unclear: "难断定", overdue: "逾期无果", ahead: "未到期" }[s], { kept: "Kept", late: "Late", unclear: "Unclear", overdue: "No outcome", ahead: "Not due" }[s]), align: "end" as const, width: 0.8 }))],
    rows,
  };
}
