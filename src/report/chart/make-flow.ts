/**
 * From the panorama of the chain to its layers: the links with most firms of each stage, the gaps that weigh most, and the supplies between them.
 * Pure. Invariant: a count of firms rests on the claims that place them; links left out are counted, not hidden.
 */
import type { ChainRecord, Panorama, PanoramaNode } from "../../chain/index.ts";
import { inLang } from "../../kernel/index.ts";
import type { Named, Scribe } from "../scribe.ts";
import type { Flow, FlowNode } from "./definition.ts";

const SHOWN = 7;
const GAPS = 2;

/** @param gaps ids of gaps, the weightiest first. @returns nothing where no firm is placed. */
export function flowOf(scribe: Scribe<Named>, record: ChainRecord, panorama: Panorama, gaps: readonly string[]): Flow | undefined {
  const { claims } = scribe.material;
  const stages = record.pack.stages.map((stage) => {
    const own = panorama.nodes.filter((n) => n.stage === stage.id);
    const present = own.filter((n) => n.presence.firms > 0).toSorted((a, b) => b.presence.firms - a.presence.firms || (a.id < b.id ? -1 : 1));
    const weighty = gaps.filter((id) => own.some((n) => n.id === id && n.presence.firms === 0)).slice(0, GAPS);
    const shown = [...present.slice(0, SHOWN), ...own.filter((n) => weighty.includes(n.id))];
    const more = present.length - Math.min(SHOWN, present.length);
    const rest = more > 0 ? { text: scribe.of(`另有${more}个环节`, `${more} more with firms`), basis: { kind: "count" as const, claims: [], entities: [] } } : undefined;
    const nodes = shown.map((n): FlowNode => {
      const held = n.presence.claims.filter((id) => !claims || claims.has(id));
      return {
        id: n.id, node: n.id, name: { text: inLang(n.name, scribe.lang), basis: { kind: "term", property: n.id } }, state: n.presence.state, value: n.presence.firms,
        ...(n.presence.firms > 0 && held.length > 0 ? { label: { text: firmsWords(scribe, n), basis: { kind: "count", claims: held } } } : {}),
      };
    });
    return { name: { text: inLang(stage.name, scribe.lang) }, nodes, ...(rest ? { rest } : {}) };
  }).filter((s) => s.nodes.length > 0);
  if (!stages.some((s) => s.nodes.some((n) => n.label))) return undefined;
  const firms = new Map(stages.flatMap((s) => s.nodes.map((n) => [n.id, n.value])));
  const links = record.pack.flows.filter((f) => firms.has(f.from) && firms.has(f.to)).map((f) => ({ from: f.from, to: f.to, weight: Math.min(firms.get(f.from)!, firms.get(f.to)!) }));
  return { kind: "flow", stages, links, alt: scribe.of("产业链各阶段的企业与供应关系", "Firms along the stages of the chain, and who supplies whom") };
}

function firmsWords(scribe: Scribe<Named>, { presence }: PanoramaNode): string {
  const n = new Intl.NumberFormat("en").format(presence.firms);
  return scribe.of(`${n}户`, presence.firms === 1 ? `${n} firm` : `${n} firms`);
}
