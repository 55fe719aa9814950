/**
 * Reads the YAML files of a pack into nodes and flows, each with its place. One file is `pack.yaml` (the head); every
 * other file has a `stage`, its `nodes`, and maybe a `flow_note` for all its flows.
 * Invariant: whatever cannot be read is a Problem with file and line; what can be read is kept.
 */
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Node as YamlNode, YAMLMap } from "yaml";
import type { Label, Problem } from "../../kernel/index.ts";
import { CODE_SYSTEMS } from "./model.ts";
import type { ChainNode, ChainPack, CodeSystem, Flow, PackFile, PackSource, Stage, Words } from "./model.ts";

const HEAD_FILE = "pack.yaml";
const NODE_FIELDS = new Set([
  "id", "stage", "line", "zh", "en", "means_zh", "means_en", "words", "weak", "codes", "feeds", "flow_note", "kind_of", "source",
]);

interface Place { file: string; line: number }

/** Reads the files of one pack. The order of files does not matter; nodes keep the order of name, then of writing. */
export function readPack(files: readonly PackFile[]): { pack: ChainPack; problems: Problem[] } {
  const problems: Problem[] = [];
  const pack: ChainPack = {
    id: "", version: 1, name: {}, languages: ["zh", "en"], stages: [], lines: [], sources: {}, nodes: [], flows: [],
  };
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const head = sorted.find((f) => f.name === HEAD_FILE);
  if (!head) problems.push(problem("pack/no-head", { file: HEAD_FILE, line: 1 }, `缺少 ${HEAD_FILE}`, `${HEAD_FILE} is missing`));
  for (const file of sorted) readFile(file, pack, problems);
  return { pack, problems };
}

function readFile(file: PackFile, pack: ChainPack, problems: Problem[]): void {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  for (const error of [...document.errors, ...document.warnings]) {
    const line = error.linePos?.[0].line ?? 1;
    problems.push(problem("pack/yaml", { file: file.name, line }, `YAML 无法读取：${firstLine(error.message)}`, `YAML cannot be read: ${firstLine(error.message)}`));
  }
  const at = (node: unknown): Place => {
    const range = (node as YamlNode | undefined)?.range;
    return { file: file.name, line: range ? lines.linePos(range[0]).line : 1 };
  };
  const root = document.contents;
  if (!isMap(root)) {
    problems.push(problem("pack/shape", at(root), "文件顶层应为映射", "The top of the file must be a mapping"));
    return;
  }
  if (file.name === HEAD_FILE) { readHead(root.toJS(document) as Record<string, unknown>, pack, problems); return; }
  const stage = text(root.get("stage"));
  const nodes = root.get("nodes", true);
  if (!isSeq(nodes)) {
    problems.push(problem("pack/shape", at(root), "缺少 nodes 列表", "The list `nodes` is missing"));
    return;
  }
  const fileNote = labelOf(root.get("flow_note"));
  for (const item of nodes.items) {
    if (!isMap(item)) { problems.push(problem("pack/shape", at(item), "节点应为映射", "A node must be a mapping")); continue; }
    readNode(item, stage, fileNote, at(item), pack, problems);
  }
}

function readHead(head: Record<string, unknown>, pack: ChainPack, problems: Problem[]): void {
  const place = { file: HEAD_FILE, line: 1 };
  pack.id = typeof head["id"] === "string" ? head["id"] : "";
  if (pack.id === "") problems.push(problem("pack/field-missing", place, "缺少 id", "`id` is missing"));
  pack.version = typeof head["version"] === "number" ? head["version"] : 1;
  pack.name = labelOf(head["name"]) ?? {};
  const languages = strings(head["languages"]).filter((l): l is "zh" | "en" => l === "zh" || l === "en");
  if (languages.length > 0) pack.languages = languages;
  pack.stages = named(head["stages"]);
  pack.lines = named(head["lines"]);
  if (pack.stages.length === 0) problems.push(problem("pack/field-missing", place, "缺少 stages", "`stages` is missing"));
  for (const [key, value] of Object.entries((head["sources"] ?? {}) as Record<string, unknown>)) {
    const source = value as Partial<PackSource> | null;
    if (!source?.title || !source.publisher) {
      problems.push(problem("pack/source-incomplete", place, `来源 ${key} 缺少标题或出版者`, `Source ${key} lacks its title or publisher`));
    }
    pack.sources[key] = { title: source?.title ?? "", publisher: source?.publisher ?? "", ...(source?.address ? { address: source.address } : {}) };
  }
}

function readNode(item: YAMLMap, fileStage: string, fileNote: Label | undefined, place: Place, pack: ChainPack, problems: Problem[]): void {
  const value = item.toJSON() as Record<string, unknown>;
  for (const field of Object.keys(value)) {
    if (!NODE_FIELDS.has(field)) problems.push(problem("pack/field-unknown", place, `未知字段 ${field}`, `Unknown field ${field}`));
  }
  const id = text(value["id"]);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) {
    problems.push(problem("pack/id", place, `节点 id 无效：“${id}”`, `Not a node id: “${id}”`, { zh: "用小写字母、数字与连字符", en: "use lower-case letters, digits and hyphens" }));
    return;
  }
  const codes = (value["codes"] ?? {}) as Record<string, unknown>;
  const node: ChainNode = {
    id, stage: text(value["stage"]) || fileStage, name: { zh: text(value["zh"]), en: text(value["en"]) },
    means: { zh: text(value["means_zh"]), en: text(value["means_en"]) },
    words: words(value["words"]), weak: words(value["weak"]),
    codes: Object.fromEntries(CODE_SYSTEMS.map((s) => [s, strings(codes[s])])) as Record<CodeSystem, string[]>,
    kind_of: strings(value["kind_of"]), source: strings(value["source"]), file: place.file, at_line: place.line,
  };
  if (value["line"] !== undefined) node.line = text(value["line"]);
  for (const system of Object.keys(codes)) {
    if (!(CODE_SYSTEMS as readonly string[]).includes(system)) problems.push(problem("pack/field-unknown", place, `未知代码体系 ${system}`, `Unknown code system ${system}`));
  }
  pack.nodes.push(node);
  readFlows(value["feeds"], node, labelOf(value["flow_note"]) ?? fileNote, place, pack.flows);
}

/** A flow is written as the id it feeds, or as `{to, note, source}` where it has a note or a source of its own. */
function readFlows(feeds: unknown, node: ChainNode, note: Label | undefined, place: Place, flows: Flow[]): void {
  for (const feed of Array.isArray(feeds) ? (feeds as unknown[]) : []) {
    const own = typeof feed === "object" && feed !== null ? (feed as Record<string, unknown>) : { to: feed };
    const flow: Flow = { from: node.id, to: text(own["to"]), source: strings(own["source"]), file: place.file, at_line: place.line };
    if (flow.source.length === 0) flow.source = node.source;
    const said = labelOf(own["note"]) ?? note;
    if (said) flow.note = said;
    flows.push(flow);
  }
}

export function problem(code: string, place: Place, zh: string, en: string, hint?: Label): Problem {
  return { code, message: { zh, en }, file: place.file, line: place.line, ...(hint ? { hint } : {}) };
}

const firstLine = (message: string): string => message.split("\n")[0]!;
const text = (value: unknown): string => (isScalar(value) ? text(value.value) : typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "");
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter((s) => s !== "") : []);

function words(value: unknown): Words {
  const given = (value ?? {}) as Record<string, unknown>;
  return { zh: strings(given["zh"]), en: strings(given["en"]) };
}

function labelOf(value: unknown): Label | undefined {
  const plain = isMap(value) ? (value.toJSON() as unknown) : value;
  if (typeof plain !== "object" || plain === null) return undefined;
  const { zh, en } = plain as Record<string, unknown>;
  return { ...(text(zh) ? { zh: text(zh) } : {}), ...(text(en) ? { en: text(en) } : {}) };
}

function named(value: unknown): Stage[] {
  return Array.isArray(value)
    ? (value as Record<string, unknown>[]).map((entry) => ({ id: text(entry["id"]), name: labelOf(entry["name"]) ?? {} })).filter((s) => s.id !== "")
    : [];
}
