/**
 * A paper as a workbook: a sheet for each table with its sources beside, each figure's claim in a comment, then all claims and sources.
 * Invariant: figures that are one claim stand as numbers in base units; no cell is a formula.
 */
import { writeXlsx, type SheetColumn, type SheetComment, type SheetOut } from "../../files/index.ts";
import type { Material } from "../material.ts";
import type { Block, Cell, Paper, Run, Section } from "../model.ts";
import { claimsOf, sentenceOf } from "../trace.ts";
import { CLAIM_COLUMNS, claimRows } from "./data.ts";

/** The number of a cell that shows one claim's value and nothing else. */
function numberIn(cell: Cell, material: Material): number | undefined {
  const shown = cell.filter((r) => r.text.trim() !== "");
  const only = shown.length === 1 ? shown[0]! : undefined;
  if (only?.basis?.kind !== "figure" || only.basis.derived || only.basis.claims.length !== 1) return undefined;
  const claim = material.claims.get(only.basis.claims[0]!);
  // An open bound is part of what was said: such a cell stays in words, its base value is on the claims sheet.
  return claim && typeof claim.value === "number" && claim.bound === "eq" ? claim.value : undefined;
}

function commentOn(cell: Cell, paper: Paper, material: Material): string {
  const lines = cell.flatMap((run: Run) => claimsOf(run).slice(0, 4).map((id) => {
    const c = material.claims.get(id)!;
    const source = material.sources.get(c.source_id);
    const mark = run.mark === "open" ? `▲ ${paper.words.open}` : "";
    return [`${run.text}${run.basis?.kind === "figure" && run.basis.modality !== "actual" ? `（${paper.words.modality[run.basis.modality]}）` : ""}`, [source?.publisher, source?.title, source?.published].filter(Boolean).join(" · "), c.quote, id, mark].filter(Boolean).join("\n");
  }));
  return [...new Set(lines)].slice(0, 6).join("\n\n");
}

function tableSheet(table: Extract<Block, { kind: "table" }>, name: string, paper: Paper, material: Material, sources: SourceNames): SheetOut {
  const columns: SheetColumn[] = [...table.columns.map((c, i) => ({ key: `c${i}`, header: c.head, ...(c.align === "end" ? { type: "number" as const } : {}) })), { key: "source", header: paper.words.source, width: 40 }];
  const comments: SheetComment[] = [];
  // All rows of the table, those that paper has no room for as well.
  const rows = [...table.rows, ...(table.rest ?? [])].map((row, r) => Object.fromEntries([...row.map((cell, i) => {
    const text = r < table.rows.length ? commentOn(cell, paper, material) : "";
    if (text !== "") comments.push({ row: r, key: `c${i}`, text });
    return [`c${i}`, numberIn(cell, material) ?? sentenceOf(cell)];
  }), ["source", sourceNames(row, sources)]]));
  return { name, columns, rows, comments };
}

/** Sources of a row's claims, numbered as in the paper. */
interface SourceNames {
  noOf: ReadonlyMap<string, number>;
  names: ReadonlyMap<number, string>;
}

/** Sources that one cell names. */
const NAMED_MAX = 20;

function sourceNames(row: readonly Cell[], { noOf, names }: SourceNames): string {
  const numbers = [...new Set(row.flatMap((cell) => cell.flatMap((run) => claimsOf(run).map((id) => noOf.get(id)!))))].sort((a, b) => a - b);
  return [...numbers.slice(0, NAMED_MAX).map((no) => `[${no}] ${names.get(no)}`), ...(numbers.length > NAMED_MAX ? ["…"] : [])].join("\n");
}

function sheetsOf(section: Section, paper: Paper, material: Material, sources: SourceNames): SheetOut[] {
  const tables = section.blocks.filter((b) => b.kind === "table");
  return tables.map((t) => tableSheet(t, `${section.title} ${sentenceOf(t.title)}`, paper, material, sources));
}

function textSheet(paper: Paper): SheetOut {
  const zh = paper.meta.lang === "zh";
  const notes = new Map(paper.notes.map((n) => [n.no, sentenceOf(n.runs)]));
  const rows = paper.sections.flatMap((s) => s.blocks.flatMap((b) => (b.kind === "para" ? [{ section: s.title, text: sentenceOf(b.runs), source: b.runs.flatMap((r) => (r.note === undefined ? [] : [`${r.note}. ${notes.get(r.note)}`])).join("\n") }] : [])));
  return {
    name: zh ? "正文" : "Text", columns: [{ key: "section", header: zh ? "部分" : "Section" }, { key: "text", header: zh ? "文字" : "Text", width: 60 }, { key: "source", header: zh ? "来源" : "Source", width: 60 }], rows,
  };
}

export async function renderXlsx(paper: Paper, material: Material): Promise<Uint8Array> {
  const { meta } = paper;
  const zh = meta.lang === "zh";
  const about = [["title", meta.title], ["edition", meta.edition], ["ledger", meta.ledger_hash], ["built_on", meta.built_on], ["as_of", meta.as_of ?? ""], ["known_on", meta.known_on ?? ""], ["profile", meta.profile], ["version", meta.version]].map(([key, value]) => ({ key, value }));
  const sources = paper.sources.map((s) => ({ no: s.no, text: sentenceOf(s.runs), address: s.address ?? "" }));
  const numbered: SourceNames = { noOf: new Map(paper.cited.map((c) => [c.claim, c.source_no])), names: new Map(paper.sources.map((s) => [s.no, sentenceOf(s.runs)])) };
  return await writeXlsx([
    textSheet(paper), ...paper.sections.flatMap((s) => sheetsOf(s, paper, material, numbered)),
    { name: paper.words.claims, columns: CLAIM_COLUMNS.map((c) => ({ key: c.key, header: zh ? c.zh : c.header })), rows: claimRows(paper, material) },
    { name: paper.words.sources, columns: [{ key: "no", header: zh ? "号" : "No." }, { key: "text", header: paper.words.source, width: 60 }, { key: "address", header: zh ? "地址" : "Address", width: 50 }], rows: sources },
    { name: zh ? "版次" : "Edition", columns: [{ key: "key", header: zh ? "项" : "Item" }, { key: "value", header: zh ? "值" : "Value", width: 60 }], rows: about },
  ]);
}
