/**
 * The chain: how many of its nodes are strong, thin, missing here, who stands at them, and which gaps weigh most.
 * Invariant: counts and sentences are the chain room's own; “missing” and “no data” stay apart; what only a firm's name speaks for is not counted.
 */
import { gapsOf, panoramaOf, type ChainRecord, type Panorama } from "../../chain/index.ts";
import { flowOf } from "../chart/index.ts";
import { AppError, inLang, type Label } from "../../kernel/index.ts";
import type { Block, Cell, Run } from "../model.ts";
import { say, type Scribe } from "../scribe.ts";
import { cut, heading, para, type SectionContext, type SectionDef } from "./model.ts";

const STATES = ["strong", "thin", "single_source", "missing", "no_data"] as const;
type State = (typeof STATES)[number];
const FIRMS_NAMED = 4;
const GAPS_SHOWN = 12;

const stateWords = (scribe: Scribe, state: State): string => scribe.of(
  { strong: "强", thin: "薄弱", single_source: "单一来源", missing: "缺失", no_data: "无数据" }[state], { strong: "strong", thin: "thin", single_source: "single source", missing: "missing", no_data: "no data" }[state],
);
const nodeName = (scribe: Scribe, id: string, label: Label): Run => ({ text: inLang(label, scribe.lang), basis: { kind: "term", property: id } });
/** Claims of the chain that this paper's facts rest on too. */
const held = (context: SectionContext, claims: readonly string[]): string[] => claims.filter((id) => context.material.claims.has(id));

function scoped<T>(context: SectionContext, answer: (region?: string) => T): T {
  const { cluster } = context.material;
  if (cluster === "all") return answer();
  try {
    return answer(cluster);
  } catch (error) {
    if (error instanceof AppError) return answer();
    throw error;
  }
}

function presentTable(context: SectionContext, record: ChainRecord, panorama: Panorama): Block {
  const { scribe, material } = context;
  const rows: Cell[][] = panorama.nodes.filter((n) => n.presence.firms > 0).toSorted((a, b) => b.presence.firms - a.presence.firms || (a.id < b.id ? -1 : 1)).map((n) => {
    const firms = n.firms.map((i) => record.firms[i]!.id).filter((id) => material.entities.has(id));
    return [[nodeName(scribe, n.id, n.name)], [{ text: stateWords(scribe, n.presence.state) }], [scribe.count(n.presence.firms, { claims: held(context, n.presence.claims), entities: firms })], scribe.names(firms.slice(0, FIRMS_NAMED))];
  });
  return {
    kind: "table", id: "chain", title: [{ text: scribe.of("有企业可查的环节", "Nodes at which the record names firms") }],
    columns: [{ head: scribe.of("环节", "Node"), width: 1.6 }, { head: scribe.of("状态", "State"), width: 0.8 }, { head: scribe.of("企业", "Firms"), align: "end", width: 0.6 }, { head: scribe.of("其中", "Among them"), width: 3 }], ...cut(rows, context.rows_max),
  };
}

function gapTable(context: SectionContext, record: ChainRecord): Block[] {
  const { scribe } = context;
  const { gaps } = scoped(context, (region) => gapsOf(record, region ? { region } : {}));
  const names = new Map(record.pack.nodes.map((n) => [n.id, n.name]));
  const rows: Cell[][] = gaps.slice(0, GAPS_SHOWN).map((g) => [[nodeName(scribe, g.node, names.get(g.node) ?? {})], [{ text: stateWords(scribe, g.state) }], [{ text: g.explanation[scribe.lang], basis: { kind: "count", claims: held(context, g.claims), entities: [] } }]]);
  if (rows.length === 0) return [];
  return [heading([{ text: scribe.of("最要紧的缺口", "The gaps that weigh most") }]), {
    kind: "table", id: "chain-gaps", title: [{ text: scribe.of("缺口，按紧要程度", "Gaps by weight") }],
    columns: [{ head: scribe.of("环节", "Node"), width: 1.3 }, { head: scribe.of("状态", "State"), width: 0.7 }, { head: scribe.of("理由", "Why"), width: 4 }], rows,
  }];
}

function drawn(context: SectionContext, record: ChainRecord, panorama: Panorama): Block[] {
  const { scribe } = context;
  const { gaps } = scoped(context, (region) => gapsOf(record, region ? { region } : {}));
  const chart = flowOf(scribe, record, panorama, gaps.slice(0, GAPS_SHOWN * 2).map((g) => g.node));
  return chart ? [{ kind: "chart", id: "chain-flow", title: [{ text: scribe.of("企业与供应关系：段高为企业数，带宽取两端中较少的一头", "Firms and who supplies whom: links as high as they have firms, bands as wide as the fewer of their ends") }], chart }] : [];
}

export const chain: SectionDef = {
  id: "chain", title: { zh: "产业链图谱与缺口", en: "The chain and its gaps" },
  empty: { zh: "记录中没有可以放到产业链上的企业。", en: "The record holds no firm that could be placed on the chain." },
  async make(context) {
    const { scribe, material } = context;
    const record = await material.chain();
    const panorama = scoped(context, (region) => panoramaOf(record, region ? { region } : {}));
    if (!panorama.nodes.some((n) => n.presence.firms > 0)) return undefined;
    const n = (state: State): Run[][] => {
      const those = panorama.nodes.filter((node) => node.presence.state === state);
      const words = { strong: "strong", thin: "thin", single_source: "on a single source", missing: "missing", no_data: "without data" }[state];
      return those.length === 0 ? [] : [scribe.of(say`${stateWords(scribe, state)}${count(those)}个`, say`${count(those)} ${words}`)];
    };
    const count = (nodes: readonly Panorama["nodes"][number][]): Run => scribe.count(nodes.length, { claims: held(context, nodes.flatMap((node) => node.presence.claims)), entities: [] });
    const all = scribe.setting("nodes", new Intl.NumberFormat("en").format(panorama.nodes.length));
    const states = scribe.join(STATES.flatMap((s) => n(s)), scribe.of("、", ", "));
    return [
      para(scribe.of(say`光电产业链共${all}个环节，按记录所及：${states}。“缺失”指查过而没有，“无数据”指所知不足以断定。`, say`The optoelectronic chain has ${all} nodes; as far as the record reaches, ${states}. “Missing” is looked for and not found; “no data” means that too little is known to tell.`), "lead"),
      ...drawn(context, record, panorama), presentTable(context, record, panorama), ...gapTable(context, record),
    ];
  },
};
