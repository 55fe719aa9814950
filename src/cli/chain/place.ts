/**
 * `place FILE`: reads a register row by row and writes a placement a row. Invariant: memory does not grow with the file;
 * a row that says nothing is written as abstained, never dropped.
 */
import { AppError } from "../../kernel/index.ts";
import type { Lang } from "../../kernel/index.ts";
import { delimitedRecords } from "../../chain/complexity/index.ts";
import { loadPack } from "../../chain/pack/index.ts";
import type { CodeSystem } from "../../chain/pack/index.ts";
import { preparePlacer, shippedRules } from "../../chain/placement/index.ts";
import type { FirmWords, Placer } from "../../chain/placement/index.ts";
import type { ChainIo } from "./io.ts";

export interface PlaceOptions {
  file: string;
  pack: string;
  name?: string;
  text: string[];
  honours?: string;
  codes: Partial<Record<CodeSystem, string>>;
  /** `jsonl`: everything with its evidence; `brief`: nodes and scores only, fastest; `csv`: one line a firm and node. */
  format: "jsonl" | "brief" | "csv";
  lang: Lang;
}

/** @returns 0, or refuses as AppError where the file or its columns do not serve. */
export async function runPlace(options: PlaceOptions, io: ChainIo): Promise<number> {
  const placer = preparePlacer(loadPack(options.pack).pack, shippedRules());
  let columns: Columns | undefined;
  const counts: Record<string, number> = {};
  if (options.format === "csv") await io.write("line,name,node,stage,score,share,review\n");
  for await (const batch of delimitedRecords(await io.readBytes(options.file))) {
    let out = "";
    for (const record of batch) {
      if (!columns) { columns = findColumns(record.fields, options); continue; }
      out += placeOne(placer, options.format, record.line, firmOf(record.fields, columns), counts);
    }
    if (out !== "") await io.write(out);
  }
  if (!columns) throw new AppError("chain/file-empty", { file: options.file }, { zh: "文件为空", en: "The file is empty" });
  io.err(Object.entries(counts).sort().map(([state, n]) => `${state} ${n}`).join(", ") || (options.lang === "zh" ? "没有数据行" : "no rows"));
  return 0;
}

interface Columns { name: number; texts: number[]; honours: number; codes: [CodeSystem, number][] }

function findColumns(header: readonly string[], options: PlaceOptions): Columns {
  const place = (column: string): number => {
    const at = header.findIndex((field) => field.trim() === column);
    if (at >= 0) return at;
    throw new AppError("chain/column-missing", { column, columns: [...header] }, {
      zh: `没有名为“${column}”的列；现有：${header.join("、")}`, en: `There is no column “${column}”; there are: ${header.join(", ")}`,
    });
  };
  if (options.text.length === 0) throw new AppError("chain/no-text-column", {}, { zh: "请用 --text 指定文本列", en: "Name the columns to read with --text" });
  return {
    name: options.name === undefined ? -1 : place(options.name), texts: options.text.map(place),
    honours: options.honours === undefined ? -1 : place(options.honours),
    codes: Object.entries(options.codes).map(([system, column]) => [system as CodeSystem, place(column)]),
  };
}

function firmOf(fields: readonly string[], columns: Columns): FirmWords {
  const firm: FirmWords = { texts: columns.texts.map((c) => fields[c] ?? "") };
  if (columns.name >= 0) firm.name = fields[columns.name] ?? "";
  if (columns.honours >= 0) firm.honours = fields[columns.honours] ?? "";
  if (columns.codes.length > 0) firm.codes = Object.fromEntries(columns.codes.map(([system, c]) => [system, (fields[c] ?? "").split(/[;；,，\s]+/).filter(Boolean)]));
  return firm;
}

function placeOne(placer: Placer, format: PlaceOptions["format"], line: number, firm: FirmWords, counts: Record<string, number>): string {
  const name = firm.name ?? "";
  if (format === "brief") {
    const nodes = placer.placeFast(firm);
    const state = nodes.length === 0 ? "abstained" : "placed";
    counts[state] = (counts[state] ?? 0) + 1;
    return `${JSON.stringify({ line, name, nodes: nodes.map((n) => [n.node, round(n.score)]) })}\n`;
  }
  const placement = placer.place(firm);
  counts[placement.state] = (counts[placement.state] ?? 0) + 1;
  if (format === "jsonl") {
    return `${JSON.stringify({
      line, name, state: placement.state, reason: placement.reason, stages: placement.stages.map((s) => ({ ...s, score: round(s.score) })),
      nodes: placement.nodes.map((n) => ({ ...n, score: round(n.score), share: round(n.share), evidence: n.evidence.map((e) => ({ ...e, weight: round(e.weight) })) })),
    })}\n`;
  }
  return placement.nodes.map((n) => `${[line, quoted(name), n.node, n.stage, round(n.score), round(n.share), n.review].join(",")}\n`).join("");
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
