/**
 * A chosen list as a workbook or as CSV: typed cells, units in the heads, the source beside every row and in a note on the figure.
 * Invariant: the file holds exactly the rows of the list, or it is refused; it is written while it is read, a few rows in memory at a time.
 */
import { csvLines, streamXlsx, type SheetColumn, type StreamedRow } from "../files/index.ts";
import { AppError } from "../kernel/index.ts";
import type { TableNoun } from "../ledger/index.ts";
import { MODALITY_LABELS, UNIT_LABELS, BOUND_LABELS } from "../ontology/index.ts";
import type { ClaimView, Label, SourceView } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { entityColumns, entityRow, type EntitySheet } from "./entity-sheet.ts";
import { headsIn, sourceNote, words, type Lang } from "./sheet-words.ts";
import { claimItems, entityItems, sourceItems, type AskedList } from "./table-lists.ts";
import { labelOfType } from "./views.ts";

export const XLSX_ROWS_MAX = 200_000;
export const CSV_ROWS_MAX = 2_000_000;
const ROWS_AT_ONCE = 500;
/** Excel itself grows slow with more notes than this; the source columns hold every row's source in any case. */
const NOTES_MAX = 5_000;

type Cells = Record<string, unknown>;
const STATUS: Record<string, Label> = {
  proposed: { zh: "待审核", en: "proposed" }, accepted: { zh: "已采纳", en: "accepted" }, rejected: { zh: "已驳回", en: "rejected" }, corrected: { zh: "已更正", en: "corrected" }, withdrawn: { zh: "已撤回", en: "withdrawn" },
};

/** Base units in which the numbers of a file stand: named in the head of their column. */
const unitHead = (unit: string, lang: Lang): string => ({
  yuan: { zh: "值（元）", en: "Value (yuan)" }, m2: { zh: "值（平方米）", en: "Value (m²)" }, count: { zh: "值（个数）", en: "Value (count)" }, ratio: { zh: "值（比例）", en: "Value (ratio)" },
  currency: { zh: "值（其他货币）", en: "Value (other currency)" }, date: { zh: "值（日期）", en: "Value (date)" }, entity: { zh: "值（对象）", en: "Value (entity)" }, text: { zh: "值（文字）", en: "Value (words)" },
} as Record<string, Label>)[unit]?.[lang] ?? (lang === "zh" ? `值（${words((UNIT_LABELS as Record<string, Label>)[unit], lang) || unit}）` : `Value (${words((UNIT_LABELS as Record<string, Label>)[unit], lang) || unit})`);

const NUMBERS = new Set(["yuan", "m2", "count", "currency"]);
const unitType = (unit: string): SheetColumn["type"] => (unit === "ratio" ? "percent" : unit === "date" ? "date" : unit === "entity" || unit === "text" ? "text" : NUMBERS.has(unit) ? "number" : "number");

function claimColumns(units: readonly string[], lang: Lang): SheetColumn[] {
  const head = headsIn(lang);
  return [
    head("subject", "主体", "Subject"), head("subject_type", "类型", "Type"), head("property", "属性", "Property"), head("qualifier", "限定语", "Qualifier"), head("bound", "界", "Bound"),
    ...units.map((unit): SheetColumn => ({ key: `value.${unit}`, header: unitHead(unit, lang), type: unitType(unit) })),
    ...(units.includes("currency") ? [head("currency", "货币代码", "Currency code")] : []),
    head("when", "适用时间", "When", "date"), head("modality", "情态", "Modality"), head("status", "状态", "Status"), head("stated_on", "陈述日期", "Stated on", "date"),
    head("source", "来源", "Source"), head("publisher", "发布者", "Publisher"), head("published", "发布日期", "Published", "date"), head("address", "网址", "Address"), head("quote", "引文", "Quote"), head("id", "编号", "Id"),
  ];
}

function claimRow(deps: Deps, claim: ClaimView, lang: Lang, noted: boolean): StreamedRow {
  const key = `value.${claim.unit}`;
  const cells: Cells = {
    subject: words(claim.subject.label, lang), subject_type: words(labelOfType(deps.ontology, claim.subject.type), lang), property: words(claim.property_label, lang),
    qualifier: claim.qualifier_label ? words(claim.qualifier_label, lang) : (claim.qualifier ?? ""), bound: claim.bound === "eq" ? "" : words((BOUND_LABELS as Record<string, Label>)[claim.bound], lang),
    [key]: claim.object ? words(claim.object.label, lang) : claim.value, currency: claim.currency ?? "", when: claim.when ?? "", modality: words((MODALITY_LABELS as Record<string, Label>)[claim.modality], lang),
    status: words(STATUS[claim.status], lang), stated_on: claim.stated_on ?? "", source: claim.source.title, publisher: claim.source.publisher ?? "", published: claim.source.published ?? "",
    address: claim.source.address ?? "", quote: claim.quote ?? "", id: claim.id,
  };
  return { cells, ...(noted ? { notes: { [key]: sourceNote(claim, lang) } } : {}) };
}

const NAMES: Record<TableNoun, Label> = { claims: { zh: "记载", en: "Claims" }, entities: { zh: "对象", en: "Entities" }, sources: { zh: "来源", en: "Sources" } };

function sourceColumns(lang: Lang): SheetColumn[] {
  const head = headsIn(lang);
  return [head("title", "标题", "Title"), head("publisher", "发布者", "Publisher"), head("published", "发布日期", "Published", "date"), head("language", "语言", "Language"), head("address", "网址", "Address"), head("claims", "记载（条）", "Claims", "integer"), head("open", "待审核（条）", "Waiting", "integer"), head("id", "编号", "Id")];
}

const sourceRow = (s: SourceView): StreamedRow => ({ cells: { title: s.title, publisher: s.publisher ?? "", published: s.published ?? "", language: s.language ?? "", address: s.address ?? "", claims: s.claims, open: s.open, id: s.id } });

async function* rowsOf(deps: Deps, noun: TableNoun, asked: AskedList, sheet: EntitySheet, lang: Lang): AsyncGenerator<StreamedRow> {
  const { rows } = asked.list;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const page = rows.slice(from, from + ROWS_AT_ONCE);
    const noted = from < NOTES_MAX;
    if (noun === "claims") for (const claim of await claimItems(deps, asked, page)) yield claimRow(deps, claim, lang, noted);
    else if (noun === "entities") for (const row of await entityItems(deps, asked, page, sheet.figures)) yield entityRow(deps, row, sheet, lang, noted);
    else for (const source of await sourceItems(asked, page)) yield sourceRow(source);
  }
}

/** The whole list as a file. @param sheet what the columns of entities are. @throws AppError `server/too-many-rows`: a cut file would be taken for the whole. */
export function exportList(deps: Deps, noun: TableNoun, asked: AskedList, form: "xlsx" | "csv", sheet: EntitySheet, lang: Lang): Response {
  const total = asked.list.rows.length, max = form === "xlsx" ? XLSX_ROWS_MAX : CSV_ROWS_MAX;
  if (total > max) {
    throw new AppError("server/too-many-rows", { rows: total, max }, {
      status: 413, zh: `筛选出 ${total} 行，一个文件最多 ${max} 行`, en: `the filters choose ${total} rows; one file holds at most ${max}`,
      hint: form === "xlsx" ? { zh: "请缩小筛选范围，或导出 CSV", en: "narrow the filters, or export CSV" } : { zh: "请缩小筛选范围", en: "narrow the filters" },
    });
  }
  const units = (asked.list.facets["unit"] ?? []).map((u) => u.value);
  const columns = noun === "claims" ? claimColumns(units.length > 0 ? units : ["text"], lang) : noun === "entities" ? entityColumns(deps, sheet, lang) : sourceColumns(lang);
  const rows = rowsOf(deps, noun, asked, sheet, lang);
  const name = `lightvalley-${noun}-${deps.clock.now().toISOString().slice(0, 10)}.${form}`;
  const headers = { "content-disposition": `attachment; filename="${name}"`, "cache-control": "no-store" };
  if (form === "xlsx") {
    return new Response(streamXlsx({ name: words(NAMES[noun], lang), columns }, rows), { headers: { ...headers, "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } });
  }
  return new Response(csvStream(columns, rows), { headers: { ...headers, "content-type": "text/csv; charset=utf-8" } });
}

function csvStream(columns: readonly SheetColumn[], rows: AsyncGenerator<StreamedRow>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const { head, line } = csvLines(columns);
  let begun = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = begun ? "" : `\uFEFF${head}`;
      begun = true;
      for (let i = 0; i < ROWS_AT_ONCE; i++) {
        const next = await rows.next();
        if (next.done) {
          if (text !== "") controller.enqueue(encoder.encode(text));
          controller.close();
          return;
        }
        text += line(next.value.cells);
      }
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
}
