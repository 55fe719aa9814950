/**
 * Importer of other chains from four plain tables: nodes, links, stages, and who provides what. The column names are
 * those of the ETO supply chain explorer (inputs, sequence, stages, provision), a real published chain of this shape.
 * Invariant: every row ends as a node, a flow, a kind-of link, a provision, or a Problem with its line.
 */
import { parse } from "csv-parse/sync";
import { stringify } from "yaml";
import type { Problem } from "../../kernel/index.ts";
import { AppError } from "../../kernel/index.ts";
import type { PackFile } from "./model.ts";

/** The tables as CSV text. `provision` may be left out. */
export interface ChainTables { inputs: string; sequence: string; stages: string; provision?: string }

/** Who provides a node (or a whole stage), where known with its share of the world market (ratio, 0..1). */
export interface ImportedProvision { node: string; whole_stage?: true; provider: string; provider_name: string; share?: number; year?: string }

export interface Imported { files: PackFile[]; provisions: ImportedProvision[]; problems: Problem[] }

export interface ImportHead { id: string; name: string; title: string; publisher: string }

type Row = Record<string, string>;
interface YamlNode {
  id: string; en: string; means_en: string; words: { en: string[] }; codes: Record<string, string[]>; kind_of?: string[]; feeds?: string[]; source: string[];
}

const UNSTAGED = "resources";

/** Turns the tables into the files of a pack in English, ready to compile and to be completed by hand. */
export function importTable(tables: ChainTables, head: ImportHead): Imported {
  const problems: Problem[] = [];
  const inputs = rows(tables.inputs, "inputs.csv", ["input_id", "input_name"]);
  const stages = rows(tables.stages, "stages.csv", ["stage_id", "stage_name"]);
  const nodes = new Map<string, YamlNode & { stage: string }>();
  inputs.forEach((row, i) => {
    const id = slug(row["input_id"]!);
    if (id === "" || nodes.has(id)) { problems.push(rowProblem("inputs.csv", i, `重复或缺失的编号 ${row["input_id"]}`, `Missing or repeated id ${row["input_id"]}`)); return; }
    const name = row["input_name"]!.trim();
    nodes.set(id, {
      id, en: name, means_en: firstSentence(row["description"] || name), words: { en: wordsOf(name) }, codes: {}, source: ["import"],
      stage: slug(row["stage_id"] ?? "") || UNSTAGED,
    });
  });
  linkNodes(rows(tables.sequence, "sequence.csv", ["input_id"]), nodes, problems);
  const provisions = tables.provision ? provisionsOf(rows(tables.provision, "provision.csv", ["provider_id", "provided_id"]), nodes, new Set(stages.map((s) => slug(s["stage_id"]!))), problems) : [];
  const packHead = {
    id: head.id, version: 1, name: { en: head.name }, languages: ["en"],
    stages: [...stages.map((s) => ({ id: slug(s["stage_id"]!), name: { en: s["stage_name"]! } })), { id: UNSTAGED, name: { en: "Tools, materials and designs" } }],
    lines: [], sources: { import: { title: head.title, publisher: head.publisher } },
  };
  return { files: packAsFiles(packHead, [...nodes.values()]), provisions, problems };
}

/** Writes a head and its nodes as YAML files: `pack.yaml` and one file a stage. */
export function packAsFiles(head: Record<string, unknown>, nodes: readonly (object & { stage: string })[]): PackFile[] {
  const files: PackFile[] = [{ name: "pack.yaml", text: stringify(head) }];
  for (const stage of [...new Set(nodes.map((n) => n.stage))].sort()) {
    const own = nodes.filter((n) => n.stage === stage).map(({ stage: _, ...rest }) => rest);
    files.push({ name: `${stage}.yaml`, text: stringify({ stage, nodes: own }) });
  }
  return files;
}

function linkNodes(sequence: Row[], nodes: Map<string, YamlNode>, problems: Problem[]): void {
  sequence.forEach((row, i) => {
    const from = nodes.get(slug(row["input_id"]!));
    const to = slug(row["goes_into_id"] ?? "");
    const parent = slug(row["is_type_of_id"] ?? "");
    if (!from || (to !== "" && !nodes.has(to)) || (parent !== "" && !nodes.has(parent)) || (to === "" && parent === "")) {
      problems.push(rowProblem("sequence.csv", i, "链接的一端不存在", "One end of the link does not exist"));
      return;
    }
    if (to !== "" && !from.feeds?.includes(to)) (from.feeds ??= []).push(to);
    if (parent !== "" && !from.kind_of?.includes(parent)) (from.kind_of ??= []).push(parent);
  });
}

function provisionsOf(table: Row[], nodes: ReadonlyMap<string, unknown>, stages: ReadonlySet<string>, problems: Problem[]): ImportedProvision[] {
  const out: ImportedProvision[] = [];
  table.forEach((row, i) => {
    const node = slug(row["provided_id"]!);
    const share = (row["share_provided"] ?? "").trim();
    const percent = Number(share);
    if (!nodes.has(node) && !stages.has(node)) { problems.push(rowProblem("provision.csv", i, `未知节点 ${row["provided_id"]}`, `Unknown node ${row["provided_id"]}`)); return; }
    if (share !== "" && !(percent >= 0 && percent <= 100)) { problems.push(rowProblem("provision.csv", i, `份额无效 ${share}`, `Not a share in per cent: ${share}`)); return; }
    out.push({
      node, provider: row["provider_id"]!, provider_name: row["provider_name"] ?? "",
      ...(nodes.has(node) ? {} : { whole_stage: true as const }), ...(share !== "" ? { share: percent / 100 } : {}), ...(row["year"] ? { year: row["year"] } : {}),
    });
  });
  return out;
}

function rows(text: string, file: string, needed: readonly string[]): Row[] {
  const table = parse(text, { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }) as Row[];
  const missing = needed.filter((column) => !(table[0] && column in table[0]));
  if (missing.length > 0) {
    throw new AppError("chain/import-columns", { file, missing }, { zh: `${file} 缺少列 ${missing.join("、")}`, en: `${file} lacks the columns ${missing.join(", ")}` });
  }
  return table;
}

function rowProblem(file: string, index: number, zh: string, en: string): Problem {
  return { code: "chain/import-row", file, line: index + 2, message: { zh, en } };
}

const slug = (id: string): string => id.trim().toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
const firstSentence = (text: string): string => text.split(/(?<=[a-z)]\.)\s/)[0]!.trim();

/** The name as a word, and without what stands in brackets. */
function wordsOf(name: string): string[] {
  const bare = name.replace(/\s*\([^)]*\)/g, "").trim();
  return bare === name || bare === "" ? [name] : [name, bare];
}
