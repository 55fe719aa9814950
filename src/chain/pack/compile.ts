/**
 * The compile check of a chain pack: every flaw found, each with file, line and remedy; nothing stops at the first.
 * Invariant: a pack without problems has no orphan, no broken flow, no cycle that nobody explained, both languages
 * everywhere, and only codes, stages, lines and sources that exist.
 */
import type { Problem } from "../../kernel/index.ts";
import { cyclesOf } from "./cycles.ts";
import { CODE_SYSTEMS } from "./model.ts";
import type { ChainNode, ChainPack, CodeLists, CodeSystem, CompiledPack, Flow, PackFile } from "./model.ts";
import { problem, readPack } from "./read.ts";

const CODE_NAMES: Record<CodeSystem, string> = { gbt: "GB/T 4754-2017", hs: "HS 2022", naics: "NAICS 2017" };

export interface Compiled { pack: CompiledPack; problems: Problem[] }

/**
 * Reads and checks a pack. The pack that comes back holds what is sound (first node of an id, flows between known
 * nodes), so that one mistake does not hide a chain; a caller that must be strict looks at `problems`.
 */
export function compilePack(files: readonly PackFile[], codes: CodeLists = {}): Compiled {
  const { pack, problems } = readPack(files);
  const byId = uniqueNodes(pack, problems);
  pack.nodes = [...byId.values()];
  pack.flows = soundFlows(pack, byId, problems);
  for (const node of pack.nodes) checkNode(node, pack, byId, codes, problems);
  const upstream = new Map<string, Flow[]>(pack.nodes.map((n) => [n.id, []]));
  const downstream = new Map<string, Flow[]>(pack.nodes.map((n) => [n.id, []]));
  for (const flow of pack.flows) { downstream.get(flow.from)!.push(flow); upstream.get(flow.to)!.push(flow); }
  const isKindOfSome = new Set(pack.nodes.flatMap((n) => n.kind_of));
  for (const node of pack.nodes) {
    if (upstream.get(node.id)!.length + downstream.get(node.id)!.length + node.kind_of.length === 0 && !isKindOfSome.has(node.id)) {
      problems.push(at("pack/orphan", node, `节点 ${node.id} 没有任何流`, `Node ${node.id} has no flow in or out`, "补充上游或下游", "give it a flow up or down"));
    }
  }
  for (const cycle of cyclesOf(pack.nodes.map((n) => n.id), pack.flows.filter((f) => !f.note?.zh && !f.note?.en))) {
    const path = [...cycle, cycle[0]!].join(" → ");
    problems.push(at("pack/cycle", byId.get(cycle[0]!)!, `成环而无说明：${path}`, `A cycle without a note: ${path}`, "拆开，或在其中一条流上写明 note", "break it, or explain one of its flows with a note"));
  }
  return { pack: { ...pack, byId, upstream, downstream }, problems: sorted(problems) };
}

function uniqueNodes(pack: ChainPack, problems: Problem[]): Map<string, ChainNode> {
  const byId = new Map<string, ChainNode>();
  for (const node of pack.nodes) {
    const first = byId.get(node.id);
    if (!first) { byId.set(node.id, node); continue; }
    problems.push(at("pack/duplicate-node", node, `节点 ${node.id} 重复（首次在 ${first.file}:${first.at_line}）`, `Node ${node.id} is written twice (first in ${first.file}:${first.at_line})`, "改名或合并", "rename or merge"));
  }
  if (byId.size === 0) problems.push(problem("pack/empty", { file: "pack.yaml", line: 1 }, "没有节点", "The pack has no nodes"));
  return byId;
}

function soundFlows(pack: ChainPack, byId: ReadonlyMap<string, ChainNode>, problems: Problem[]): Flow[] {
  const seen = new Set<string>();
  return pack.flows.filter((flow) => {
    const place = { file: flow.file, line: flow.at_line };
    const key = `${flow.from}\t${flow.to}`;
    const fault = !byId.has(flow.to) ? problem("pack/broken-flow", place, `${flow.from} 指向不存在的节点 ${flow.to}`, `${flow.from} feeds ${flow.to}, which does not exist`)
      : flow.from === flow.to ? problem("pack/self-flow", place, `${flow.from} 指向自身`, `${flow.from} feeds itself`)
      : seen.has(key) ? problem("pack/duplicate-flow", place, `流重复：${flow.from} → ${flow.to}`, `Flow written twice: ${flow.from} → ${flow.to}`) : undefined;
    seen.add(key);
    if (fault) problems.push(fault);
    return fault === undefined;
  });
}

function checkNode(node: ChainNode, pack: ChainPack, byId: ReadonlyMap<string, ChainNode>, codes: CodeLists, problems: Problem[]): void {
  const say = (code: string, zh: string, en: string): number => problems.push(at(code, node, `${node.id}：${zh}`, `${node.id}: ${en}`));
  for (const lang of pack.languages) {
    if (!node.name[lang]) say("pack/language", `缺少 ${lang} 名称`, `the ${lang} name is missing`);
    if (!node.means[lang]) say("pack/language", `缺少 ${lang} 释义`, `the ${lang} definition is missing`);
    if (node.words[lang].length === 0) say("pack/no-words", `没有 ${lang} 关键词`, `no words to match in ${lang}`);
  }
  if (!pack.stages.some((s) => s.id === node.stage)) say("pack/stage-unknown", `未知环节 ${node.stage}`, `unknown stage ${node.stage}`);
  if (node.line !== undefined && !pack.lines.some((l) => l.id === node.line)) say("pack/line-unknown", `未知子链 ${node.line}`, `unknown line ${node.line}`);
  if (node.source.length === 0) say("pack/source-missing", "缺少来源", "no source");
  for (const key of node.source) if (!(key in pack.sources)) say("pack/source-unknown", `未知来源 ${key}`, `unknown source ${key}`);
  for (const parent of node.kind_of) if (!byId.has(parent)) say("pack/broken-kind", `上位节点 ${parent} 不存在`, `is a kind of ${parent}, which does not exist`);
  for (const system of CODE_SYSTEMS) {
    const list = codes[system];
    for (const code of list ? node.codes[system] : []) {
      if (!list!.has(code)) say("pack/code-unknown", `${CODE_NAMES[system]} 没有代码 ${code}（或未随附）`, `${code} is not in the ${CODE_NAMES[system]} list that is shipped`);
    }
  }
}

function at(code: string, node: ChainNode, zh: string, en: string, hintZh?: string, hintEn?: string): Problem {
  return problem(code, { file: node.file, line: node.at_line }, zh, en, hintZh ? { zh: hintZh, en: hintEn! } : undefined);
}

function sorted(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => (a.file ?? "").localeCompare(b.file ?? "") || (a.line ?? 0) - (b.line ?? 0));
}
