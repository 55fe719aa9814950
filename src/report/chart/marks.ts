/**
 * The marks of a chart in the order in which they are drawn and read: whose, where, how much, what it rests on.
 * Pure. Invariant: whatever is drawn as a figure is here once, with at least one claim; the table, the export and the links are made of this list.
 */
import type { Bound, Lang, Modality } from "../../kernel/index.ts";
import { MODALITY_WORDS } from "../number-words.ts";
import type { Run } from "../model.ts";
import type { BulletRow, ChartDef, Lane, Point } from "./definition.ts";

export interface Mark {
  /** Stable within its chart. */
  id: string;
  /** The part of the definition that is drawn. */
  part: object;
  /** Series, lane, panel or row that it belongs to. */
  of: Run[];
  /** Period, step or node. */
  at: Run;
  label: Run;
  /** A number in base units, or a civil day. */
  value: number | string;
  low?: number | string;
  high?: number | string;
  modality: Modality;
  bound: Bound;
  part_of_period?: boolean;
  rivals: { value: number; label: Run }[];
  claims: string[];
  /** Of a link of the chain: its id, for its own page. */
  node?: string;
}

type Bare = Omit<Mark, "id" | "claims">;
const claimsOf = (run: Run): string[] => (run.basis && "claims" in run.basis ? run.basis.claims : []);

const ofPoint = (p: Point, of: Run[], at = p.at): Bare => ({
  part: p, of, at, label: p.label, value: p.value, ...(p.low === undefined ? {} : { low: p.low }), ...(p.high === undefined ? {} : { high: p.high }), modality: p.modality, bound: p.bound,
  ...(p.part ? { part_of_period: true } : {}), rivals: p.rivals ?? [],
});

function ofLane(lane: Lane): Bare[] {
  const of = lane.group ? [lane.group, { text: " · " }, lane.name] : [lane.name];
  return [
    ...lane.spans.map((s): Bare => ({ part: s, of, at: s.what, label: s.label, value: s.to, ...(s.from === s.to ? {} : { low: s.from, high: s.to }), modality: s.modality, bound: "eq", rivals: [] })),
    ...(lane.promises ?? []).map((p): Bare => ({ part: p, of, at: p.said, label: p.label, value: p.day, modality: "planned", bound: boundOf(p.label), rivals: [] })),
    ...(lane.band ? [{ part: lane.band, of, at: lane.name, label: lane.band.label, value: lane.band.p50, low: lane.band.p50, high: lane.band.p80, modality: "forecast" as const, bound: "eq" as const, rivals: [] }] : []),
  ];
}

const boundOf = (run: Run): Bound => (run.basis?.kind === "figure" ? run.basis.bound : "eq");
const ofBullet = (row: BulletRow): Bare[] => [row.base, row.actual, row.forecast, row.target].flatMap((p) => (p ? [ofPoint(p, row.name)] : []));

function bare(chart: ChartDef): Bare[] {
  switch (chart.kind) {
    case "trend":
    case "rows": return chart.points.map((p) => ofPoint(p, []));
    case "bullet": return chart.rows.flatMap(ofBullet);
    case "spans": return chart.lanes.flatMap(ofLane);
    case "multiples": return chart.rows.flatMap((r) => r.panels.flatMap((panel, i) => (panel?.points ?? []).map((p) => ofPoint(p, [...chart.columns[i]!, { text: " · " }, ...r.name]))));
    case "flow": return chart.stages.flatMap((s) => s.nodes.flatMap((n): Bare[] => (n.label ? [{ part: n, of: [s.name], at: n.name, label: n.label, value: n.value, modality: "actual", bound: "eq", rivals: [], ...(n.node ? { node: n.node } : {}) }] : [])));
    case "map": return [
      ...chart.spots.flatMap((spot) => (spot.label ?? []).map((label): Bare => ({ part: label, of: [], at: spot.name, label, value: label.text, modality: "actual", bound: boundOf(label), rivals: [] }))),
      ...(chart.around ?? []).flatMap((a) => a.signs.map((sign): Bare => ({ part: sign, of: a.name, at: sign.name, label: sign.label, value: sign.label.text, modality: sign.planned ? "planned" : "actual", bound: "eq", rivals: [] }))),
    ];
  }
}

/** All marks. */
export const marksOf = (chart: ChartDef): Mark[] => bare(chart).map((mark, i) => ({ ...mark, id: `m${i + 1}`, claims: [...new Set([mark.label, ...mark.rivals.map((r) => r.label)].flatMap(claimsOf))] }));

/** Every run that a chart shows or speaks, those of axes and lanes included: what tracing looks at. */
export function runsOf(chart: ChartDef): Run[][] {
  const ticks = (list: readonly { run: Run }[] | undefined): Run[][] => (list ?? []).map((t) => [t.run]);
  const marks = marksOf(chart).map((m) => [...m.of, m.at, m.label, ...m.rivals.map((r) => r.label)]);
  switch (chart.kind) {
    case "trend": return [...marks, ...(chart.slots ?? []).map((s) => [s]), ...ticks(chart.ticks)];
    case "rows": return marks;
    case "bullet": return [...marks, ...chart.rows.map((r) => [...r.name, ...(r.term ? [r.term] : [])])];
    case "spans": return [...marks, ...chart.lanes.map((l) => [...(l.group ? [l.group] : []), l.name]), ...(chart.today ? [[chart.today.run]] : []), ...chart.years.map((y) => [y])];
    case "multiples": return [...marks, ...chart.columns, ...chart.rows.flatMap((r) => [r.name, ...ticks(r.ticks), ...r.panels.map((p) => p?.slots ?? [])])];
    case "flow": return [...marks, ...chart.stages.flatMap((s) => [[s.name], ...(s.rest ? [[s.rest]] : []), ...s.nodes.map((n) => [n.name])])];
    case "map": return [...chart.spots.map((s) => [s.name, ...(s.label ?? [])]), ...(chart.around ?? []).flatMap((a) => [a.name, ...a.signs.map((sign) => [sign.name, sign.label])])];
  }
}

const plain = (runs: readonly Run[]): string => runs.map((r) => r.text).join("");

/** What a mark says to someone who does not see it: whose, when, how much, which kind of statement. */
export function wordsOf(mark: Mark, lang: Lang): string {
  const rivals = mark.rivals.length > 0 ? `${lang === "zh" ? "另一说法" : "told also as"} ${mark.rivals.map((r) => r.label.text).join(lang === "zh" ? "、" : ", ")}` : "";
  const finding = mark.label.mark === "open" ? (lang === "zh" ? "有待核事项" : "in an open finding") : "";
  return [plain(mark.of), mark.at.text, mark.label.text, mark.node ? "" : MODALITY_WORDS[lang][mark.modality], rivals, finding].filter(Boolean).join(lang === "zh" ? "，" : ", ");
}

