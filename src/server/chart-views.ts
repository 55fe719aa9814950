/**
 * A chart's definition as the page gets it: the drawing in the page's colours, its marks, and the claims that they open; and as files.
 * Invariant: drawing, table and files are made of the one list of marks; a claim that the viewer may not see is in none of them.
 */
import { writeXlsx, type SheetColumn } from "../files/index.ts";
import { inLang, type Label, type Lang } from "../kernel/index.ts";
import { claimsByIds } from "../ledger/index.ts";
import { BOUND_LABELS, MODALITY_LABELS, UNIT_LABELS } from "../ontology/index.ts";
import { drawChart, framed, marksOf, PAGE, type ChartDef, type Mark } from "../report/chart/index.ts";
import type { ChartAnswer, ChartKind, ChartMark, ClaimView } from "./api-types.ts";
import { NOTHING, type ChartMade } from "./chart-desk.ts";
import type { Deps, Viewer } from "./deps.ts";
import { claimViews } from "./views.ts";

const PUBLISHERS_NAMED = 3;

const text = (runs: readonly { text: string }[]): string => runs.map((r) => r.text).join("");

/** Where a claim's figure leads: to its words in the reader where the record holds them, else to the claim's own page. */
export function addressOf(claim: Pick<ClaimView, "id" | "source" | "locator">): string {
  const id = encodeURIComponent(claim.id);
  return claim.source.has_text && claim.locator?.start !== undefined ? `/documents/${encodeURIComponent(claim.source.id)}#claim=${id}` : `/claims/${id}`;
}

async function claimsIn(deps: Deps, viewer: Viewer, marks: readonly Mark[]): Promise<Map<string, ClaimView>> {
  const db = deps.database.reader(viewer.clearance);
  const found = await claimsByIds(db, [...new Set(marks.flatMap((m) => m.claims))]);
  return new Map((await claimViews(db, deps.ontology, [...found.values()])).map((c) => [c.id, c]));
}

/** Who said what is drawn, in one line. */
export function sourceLine(claims: ReadonlyMap<string, ClaimView>, lang: Lang): string {
  const named = [...new Set([...claims.values()].map((c) => c.source.publisher || c.source.title).filter(Boolean))];
  if (named.length === 0) return "";
  const sources = new Set([...claims.values()].map((c) => c.source.id)).size;
  const first = named.slice(0, PUBLISHERS_NAMED);
  if (lang === "zh") return `来源：${first.join("、")}${named.length > first.length ? ` 等，共${sources}个来源` : ""}`;
  return `Source: ${first.join(", ")}${named.length > first.length ? ` and others, ${sources} sources in all` : ""}`;
}

function markView(mark: Mark, claims: ReadonlyMap<string, ClaimView>): ChartMark {
  const { of, at, label, rivals, part: _part, ...rest } = mark;
  const unit = mark.node ? "count" : claims.get(mark.claims[0] ?? "")?.unit;
  return {
    ...rest, of: text(of), at: at.text, label: label.text, rivals: rivals.map((r) => r.label.text), ...(unit ? { unit } : {}), ...(label.mark ? { finding: label.mark } : {}),
    ...(label.basis?.kind === "figure" && label.basis.derived !== undefined ? { derived: label.basis.derived } : {}),
  };
}

export interface ChartWanted {
  kind: ChartKind;
  lang: Lang;
  width: number;
  /** Query of the chain's scope, for the pages of its links. */
  scope: string;
}

/** The answer of the JSON route. */
export async function chartView(deps: Deps, viewer: Viewer, made: ChartMade, wanted: ChartWanted): Promise<ChartAnswer> {
  const { kind, lang, width, scope } = wanted;
  const { title, chart, unmarked } = made;
  if (!chart) return { kind, title, empty: NOTHING[kind], width, height: 0, source: "", marks: [], claims: {} };
  const marks = marksOf(chart);
  const claims = await claimsIn(deps, viewer, marks);
  const first = (mark: Mark): ClaimView | undefined => mark.claims.map((id) => claims.get(id)).find((c) => c !== undefined);
  const href = (mark: Mark): string | undefined => {
    const claim = first(mark);
    return mark.node ? `/chain/${encodeURIComponent(mark.node)}${scope}` : claim && addressOf(claim);
  };
  const drawing = drawChart(chart, { lang, id: idOf(title, width), width, look: PAGE, href });
  return { kind, title, svg: drawing.svg, width, height: drawing.height, source: sourceLine(claims, lang), marks: marks.map((m) => markView(m, claims)), claims: Object.fromEntries(claims), ...(unmarked ? { unmarked } : {}) };
}

/** Patterns of several charts in one page must not share a name. */
function idOf(title: string, width: number): string {
  let hash = 5381;
  for (const c of `${title} ${width}`) hash = (hash * 33 + c.codePointAt(0)!) >>> 0;
  return `c${hash.toString(36)}`;
}

/** The chart as a file that stands for itself: ink on white, with title and source. */
export async function chartSvgFile(deps: Deps, viewer: Viewer, made: ChartMade & { chart: ChartDef }, wanted: ChartWanted): Promise<string> {
  const claims = await claimsIn(deps, viewer, marksOf(made.chart));
  return framed(made.chart, { lang: wanted.lang, id: "x", width: Math.max(wanted.width, 480) }, { title: made.title, source: sourceLine(claims, wanted.lang) });
}

const HEADS = {
  zh: { of: "对象", at: "时期或节点", label: "写法", value: "值", low: "下限", high: "上限", unit: "单位", kind: "性质", bound: "界限", rivals: "另一说法", finding: "待核", derived: "算法", source: "来源", address: "地址", quote: "原文", claims: "记载编号" },
  en: { of: "Of", at: "Period or step", label: "As written", value: "Value", low: "From", high: "To", unit: "Unit", kind: "Kind", bound: "Bound", rivals: "Also told as", finding: "Finding", derived: "Worked out", source: "Source", address: "Address", quote: "In its words", claims: "Claims" },
} as const;
const FINDING_LABELS: Readonly<Record<string, Label>> = { open: { zh: "未决", en: "open" }, ruled: { zh: "已裁定", en: "ruled" } };
/** What a name of the record's own is called in the language; a name without words stays as it is. */
const called = (labels: object, name: string | undefined, lang: Lang): string => (name === undefined ? "" : inLang((labels as Record<string, Label>)[name] ?? {}, lang) || name);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The chart's data as a workbook: one row a mark, typed cells, who said it beside. */
export async function chartWorkbook(deps: Deps, viewer: Viewer, made: ChartMade, lang: Lang): Promise<Uint8Array> {
  const marks = made.chart ? marksOf(made.chart) : [];
  const claims = await claimsIn(deps, viewer, marks);
  const typed = (value: number | string | undefined): unknown => (typeof value === "string" && DAY.test(value) ? new Date(`${value}T00:00:00Z`) : value ?? null);
  const dated = marks.some((m) => typeof m.value === "string");
  const rows = marks.map((m) => markView(m, claims)).map((m) => {
    const own = m.claims.flatMap((id) => claims.get(id) ?? []);
    const sources = [...new Map(own.map((c) => [c.source.id, c.source])).values()];
    return {
      of: m.of, at: m.at, label: m.label, value: typed(m.value), low: typed(m.low), high: typed(m.high), unit: own[0]?.currency ?? called(UNIT_LABELS, m.unit, lang), kind: called(MODALITY_LABELS, m.modality, lang), bound: called(BOUND_LABELS, m.bound, lang), rivals: m.rivals.join("; "), finding: called(FINDING_LABELS, m.finding, lang), derived: m.derived ?? "",
      source: sources.map((s) => [s.publisher, s.title, s.published].filter(Boolean).join(" · ")).join("\n"), address: sources.flatMap((s) => s.address ?? []).join("\n"), quote: own.flatMap((c) => c.quote ?? []).join("\n"), claims: m.claims.join(" "),
    };
  });
  const type = dated ? "date" : "number";
  const columns = (Object.keys(HEADS.zh) as (keyof typeof HEADS.zh)[]).map((key): SheetColumn => ({ key, header: HEADS[lang][key], ...(key === "value" || key === "low" || key === "high" ? { type } : {}) }));
  return await writeXlsx([{ name: made.title || "chart", columns, rows }]);
}

export const emptyWords = (kind: ChartKind, lang: Lang): string => inLang(NOTHING[kind], lang);
