/**
 * The panorama as a workbook: nodes, firms at nodes, gaps, and what was asked. Invariant: it holds what the page of the same address shows,
 * and every firm's row names the claims behind it.
 */
import { gapsOf, panoramaOf, type ChainRecord, type ChainScope } from "../chain/index.ts";
import type { SheetOut } from "../files/index.ts";
import { GROUP_LABELS } from "./group-labels.ts";

type Lang = "zh" | "en";
const HEADS = {
  zh: { nodes: "环节", firms: "企业", gaps: "缺口", about: "说明", id: "编号", node: "环节", stage: "阶段", line: "分支", state: "状态", count: "企业数", weight: "按份额计", output: "产值（元）", known: "有产值的企业", honours: "荣誉数", lines: "产线", hhi: "集中度 HHI", basis: "依据", top: "最大企业", share: "份额", coverage: "覆盖度", firm: "企业", score: "得分", ruled: "人工裁定", pending: "待核实", words: "依据的词", claims: "记载编号", priority: "优先级", why: "说明", rung: "梯度", size: "规模", what: "项目", value: "内容" },
  en: { nodes: "Nodes", firms: "Firms", gaps: "Gaps", about: "About", id: "id", node: "Node", stage: "Stage", line: "Line", state: "State", count: "Firms", weight: "By share", output: "Output (yuan)", known: "With output", honours: "Honours", lines: "Lines", hhi: "HHI", basis: "Basis", top: "Largest firm", share: "Share", coverage: "Coverage", firm: "Firm", score: "Score", ruled: "Ruled", pending: "Pending", words: "Words", claims: "Claims", priority: "Priority", why: "Why", rung: "Rung", size: "Size", what: "Item", value: "Value" },
} as const;
export const STATE_WORDS = {
  zh: { strong: "较强", thin: "薄弱", single_source: "单一来源", missing: "缺失", no_data: "无数据" },
  en: { strong: "strong", thin: "thin", single_source: "single source", missing: "missing", no_data: "no data" },
} as const;

/** Four sheets in the reader's language. @throws AppError as `scopeFirms`. */
export function chainWorkbook(record: ChainRecord, scope: ChainScope, lang: Lang): SheetOut[] {
  const h = HEADS[lang];
  const say = (label: { zh?: string; en?: string } | undefined): string => label?.[lang] ?? label?.en ?? label?.zh ?? "";
  const panorama = panoramaOf(record, scope);
  const { gaps } = gapsOf(record, scope);
  const stage = (id: string): string => say(record.pack.stages.find((s) => s.id === id)?.name);
  const line = (id: string | undefined): string => say(record.pack.lines.find((l) => l.id === id)?.name);
  const state = (id: keyof typeof STATE_WORDS.zh): string => STATE_WORDS[lang][id];
  const { scoped } = panorama;
  const rows = record.firms.flatMap((firm, at) => (scoped.firms?.[at] === 0 ? [] : firm.nodes.map((n) => ({
    firm: say(firm.label), node: say(record.pack.byId.get(n.node)!.name), id: n.node, share: n.pending ? null : n.share, score: n.score, ruled: n.ruled, pending: n.pending,
    rung: say(step(record.rungs.rungs, firm.rung)), size: say(step(record.rungs.sizes, firm.size)), output: firm.output?.yuan ?? null,
    words: [...new Set(n.evidence.map((e) => e.said))].join("; "), claims: n.claims.join(" "),
  }))));
  const about: [string, string][] = [
    [say(record.pack.name), `${record.pack.id} ${record.pack.version}`], ["region", scope.region ? say(GROUP_LABELS[scope.region] ?? record.regions.find((r) => r.key === scope.region)?.label) : "*"],
    ["rung", scope.rung ?? ""], ["size", scope.size ?? ""], ["valid_on", record.clocks.valid_on ?? ""], ["known_on", record.clocks.known_on ?? ""], ["against", scope.against ?? "stated"],
    ["firms_known", String(scoped.survey.firms_known)], ["firms_read", String(scoped.survey.firms_read)], ["placed", String(scoped.placed)],
  ];
  return [
    { name: h.nodes, columns: columns(h, { id: 0, node: 0, stage: 0, line: 0, state: 0, count: 1, weight: 1, output: 1, known: 1, honours: 1, lines: 1, hhi: 1, basis: 0, top: 0, share: 1, coverage: 1 }),
      rows: panorama.nodes.map(({ id, name, stage: s, line: l, presence: p }) => ({ id, node: say(name), stage: stage(s), line: line(l), state: state(p.state), count: p.firms, weight: p.weight, output: p.output_known === 0 ? null : p.output_yuan, known: p.output_known, honours: p.honours, lines: p.lines, hhi: p.hhi ?? null, basis: p.hhi_basis ?? "", top: say(p.top_label), share: p.top_share ?? null, coverage: p.coverage })) },
    { name: h.firms, columns: columns(h, { firm: 0, node: 0, id: 0, share: 1, score: 1, ruled: 2, pending: 2, rung: 0, size: 0, output: 1, words: 0, claims: 0 }), rows },
    { name: h.gaps, columns: columns(h, { priority: 1, node: 0, id: 0, state: 0, why: 0, claims: 0 }), rows: gaps.map((g) => ({ priority: g.priority, node: say(record.pack.byId.get(g.node)!.name), id: g.node, state: state(g.state), why: g.explanation[lang], claims: g.claims.join(" ") })) },
    { name: h.about, columns: columns(h, { what: 0, value: 0 }), rows: about.map(([what, value]) => ({ what, value })) },
  ];
}

const step = (list: readonly { id: string; zh: string; en: string }[], id: string | undefined): { zh: string; en: string } | undefined => list.find((s) => s.id === id);
const TYPES = ["text", "number", "boolean"] as const;
const columns = (h: Record<string, string>, of: Record<string, 0 | 1 | 2>): SheetOut["columns"] => Object.entries(of).map(([key, type]) => ({ key, header: h[key]!, type: TYPES[type] }));
