/**
 * From milestones to lanes of time: every version of a promise, its forecast, its outcome.
 * Pure. Invariant: a step is drawn as done only by the claim that says so; a promise stands at the last day on which it would be kept.
 */
import { whenRange, whenWords } from "../../kernel/index.ts";
import type { Claim } from "../../ledger/index.ts";
import { milestoneLabel, type MilestoneView } from "../../parks/index.ts";
import type { Run } from "../model.ts";
import { howOf, standing, type Named, type Scribe } from "../scribe.ts";
import type { Lane, Promised, Span, Spans } from "./definition.ts";
import { yearsShown } from "./draw-spans.ts";

export interface SpansAsked {
  /** Civil day from which one looks. */
  today: string;
  /** Lanes in groups by place; else each lane names its place. */
  grouped: boolean;
  lanes_max?: number;
  alt?: string;
}

type Told = Scribe<Named>;

const oneLine = (left: Run, right: Run, between: string, claims: string[]): Run => ({ text: `${left.text}${between}${right.text}`, basis: { kind: "words", claims } });

function promisesOf(scribe: Told, row: MilestoneView): Promised[] {
  return row.versions.flatMap((v): Promised[] => {
    const claim = standing(scribe, v.claims);
    if (!claim) return [];
    const first = v.claims[0]!;
    // Where a source does not say when it speaks, the day that it was published on counts.
    const basis: Run["basis"] = first.stated_on === v.first_said ? { kind: "period", claims: [first.id] } : { kind: "words", claims: [first.id] };
    const said: Run = { text: scribe.of(`${whenWords(v.first_said, "zh")}说`, `said ${whenWords(v.first_said, "en")}`), basis: standing(scribe, [first]) ? basis : { kind: "words", claims: [claim.id] } };
    return [{ label: scribe.claim(claim), said, day: v.deadline ?? whenRange(v.due).first, ...(v.contradicted ? { contradicted: true } : {}) }];
  });
}

function bandOf(scribe: Told, row: MilestoneView): Lane["band"] {
  const rests = row.versions.flatMap((v) => v.claims).filter((c) => standing(scribe, [c])).map((c) => c.id);
  if (row.delivery?.status !== "forecast" || rests.length === 0) return undefined;
  const { p50, p80, basis } = row.delivery;
  const month = (day: string): string => whenWords(day.slice(0, 7), scribe.lang);
  const text = scribe.of(`五成把握${month(p50)}，八成把握${month(p80)}`, `one in two by ${month(p50)}, four in five by ${month(p80)}`);
  return { p50, p80, label: { text, basis: { kind: "figure", claims: rests.slice(-4), modality: "forecast", bound: "approx", derived: howOf(basis, scribe.lang) } } };
}

function doneOf(scribe: Told, row: MilestoneView): Span[] {
  const claim = row.done && standing(scribe, [row.done.claim, ...row.done.agreeing]);
  if (!row.done || !claim) return [];
  const { first, last } = whenRange(row.done.when);
  return [{ label: scribe.claim(claim), modality: "actual", from: first, to: last, what: { text: "" } }];
}

function laneOf(scribe: Told, row: MilestoneView, grouped: boolean): Lane | undefined {
  const [spans, promises, band] = [doneOf(scribe, row), promisesOf(scribe, row), bandOf(scribe, row)];
  if (spans.length + promises.length === 0) return undefined;
  const claims: Claim[] = [...row.versions.flatMap((v) => v.claims), ...(row.done ? [row.done.claim] : [])].filter((c) => standing(scribe, [c]));
  const words = milestoneLabel(row)[scribe.lang] ?? "";
  const step: Run = row.part === undefined ? { text: words } : { text: words, basis: { kind: "words", claims: claims.slice(0, 1).map((c) => c.id) } };
  const place = scribe.name(row.subject.id);
  return { ...(grouped ? { group: place } : {}), name: grouped ? step : oneLine(place, step, scribe.of(" ", ": "), claims.slice(0, 1).map((c) => c.id)), spans, ...(promises.length > 0 ? { promises } : {}), ...(band && spans.length === 0 ? { band } : {}) };
}

/** Promises over time. Nothing where no step has a day. */
export function spansOf(scribe: Told, rows: readonly MilestoneView[], asked: SpansAsked): Spans | undefined {
  const lanes = rows.flatMap((row) => laneOf(scribe, row, asked.grouped) ?? []).slice(0, asked.lanes_max ?? 200);
  if (lanes.length === 0) return undefined;
  const [first, last] = yearsShown(lanes, asked.today);
  const years = Array.from({ length: last - first + 1 }, (_, i) => scribe.setting("axis", String(first + i)));
  return { kind: "spans", lanes, today: { day: asked.today, run: scribe.day("day", asked.today) }, years, alt: asked.alt ?? scribe.of("约定、预测与完成", "Promised, forecast and done") };
}
