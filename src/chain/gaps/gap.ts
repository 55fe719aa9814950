/**
 * Gaps: nodes of a region ranked by a table of named features, each with its two sentences and the claims behind them.
 * Invariant: the priority is the sum of the features shown; `missing` and `no_data` never say the same thing.
 */
import { scoreOf } from "../../kernel/index.ts";
import type { Feature, Label } from "../../kernel/index.ts";
import type { ChainNode, CompiledPack } from "../pack/index.ts";
import { CITED_MOST, FEATURES } from "./model.ts";
import type { FeatureName, Gap, GapRules, Presence } from "./model.ts";

/** All nodes that are not strong, by falling priority; nodes without data come in the same list, with their own words. */
export function findGaps(pack: CompiledPack, lines: readonly Presence[], rules: GapRules): Gap[] {
  const at = new Map(lines.map((line) => [line.node, line]));
  return lines.filter((line) => line.state !== "strong")
    .map((line) => gapOf(pack, line, at, rules))
    .sort((a, b) => b.priority - a.priority || (a.node < b.node ? -1 : 1));
}

function gapOf(pack: CompiledPack, line: Presence, at: ReadonlyMap<string, Presence>, rules: GapRules): Gap {
  const here = (id: string): boolean => (at.get(id)?.firms ?? 0) > 0;
  const down = [...new Set(pack.downstream.get(line.node)!.map((flow) => flow.to))];
  const up = [...new Set(pack.upstream.get(line.node)!.map((flow) => flow.from))];
  const neededBy = down.filter(here);
  const fedBy = up.filter(here);
  const users = neededBy.reduce((sum, id) => sum + at.get(id)!.firms, 0);
  const values: Record<FeatureName, [number, string]> = {
    absence: [rules.absence_of[line.state], line.state],
    local_demand: [down.length === 0 ? 0 : neededBy.length / down.length, `${neededBy.length}/${down.length}`],
    demand_firms: [Math.min(1, Math.log1p(users) / Math.log1p(rules.demand_firms_full)), `${users}`],
    local_supply: [up.length === 0 ? 0 : fedBy.length / up.length, `${fedBy.length}/${up.length}`],
    dependence: [neededBy.length === 0 ? 0 : line.firms === 0 ? 1 : line.top_share!, line.top_firm ?? "-"],
    evidence: [line.coverage, `${Math.round(line.coverage * 100)}%`],
  };
  const features: Feature[] = FEATURES.map((name) => ({ name, weight: rules.features[name].weight, value: values[name][0], detail: values[name][1] }));
  // What is here, then a few firms of each node that needs it: enough to open the sentence, not to prove the whole panorama.
  const claims = [...new Set([...line.claims, ...neededBy.flatMap((id) => at.get(id)!.claims.slice(0, CITED_EACH))])].slice(0, CITED_MOST);
  return {
    node: line.node, stage: line.stage, state: line.state, priority: scoreOf(features).total, features, presence: line,
    needed_by: neededBy, fed_by: fedBy, explanation: explain(pack, line, neededBy, fedBy, users), claims,
  };
}

/** Claims taken from each node that needs this one. */
const CITED_EACH = 3;
const NAMED_MOST = 3;

/** First sentence: what is here and how well we know it. Second: who here needs it and who could feed it. */
function explain(pack: CompiledPack, line: Presence, neededBy: readonly string[], fedBy: readonly string[], users: number): Required<Label> {
  const node = pack.byId.get(line.node)!;
  return {
    zh: `${presenceZh(node, line)}${neededBy.length === 0 ? "本地没有需要它的下游环节" : `本地有 ${users} 家下游企业需要它（${names(pack, neededBy, "zh")}）`}，${fedBy.length === 0 ? "也没有可供给它的上游环节。" : `可由本地上游供给（${names(pack, fedBy, "zh")}）。`}`,
    en: `${presenceEn(node, line)} ${neededBy.length === 0 ? "No node downstream of it is present here" : `Here ${users} ${users === 1 ? "firm" : "firms"} downstream ${users === 1 ? "needs" : "need"} it (${names(pack, neededBy, "en")})`}, and ${fedBy.length === 0 ? "nothing upstream could feed it." : `local firms could feed it (${names(pack, fedBy, "en")}).`}`,
  };
}

function presenceZh(node: ChainNode, line: Presence): string {
  const name = `“${node.name.zh ?? node.id}”`;
  const read = line.read_of_unknown === undefined ? `已核实本地企业的 ${percent(line.coverage)}` : `已核实 ${line.read_of_unknown} 家，企业总数无人说明`;
  switch (line.state) {
    case "missing": return `本地没有${name}企业（${read}）。`;
    case "no_data": return `${name}尚无数据：${line.read_of_unknown === undefined ? "仅" : ""}${read}，不能断言缺失。`;
    case "single_source": return `${name}依赖单一来源${line.top_label?.zh ?? line.top_label?.en ?? line.top_firm}（占 ${percent(line.top_share!)}，${read}）。`;
    default: return `${name}有 ${line.firms} 家企业，集中度 HHI 为 ${line.hhi!.toFixed(2)}（${read}）。`;
  }
}

function presenceEn(node: ChainNode, line: Presence): string {
  const name = node.name.en ?? node.id;
  const read = line.read_of_unknown === undefined ? `${percent(line.coverage)} of the known firms here have been read` : `${line.read_of_unknown} firms have been read, of a total that nobody has stated`;
  switch (line.state) {
    case "missing": return `No firm here makes or offers “${name}” (${read}).`;
    case "no_data": return `There is no data on “${name}”: ${line.read_of_unknown === undefined ? "only " : ""}${read}, so its absence cannot be stated.`;
    case "single_source": return `“${name}” hangs on a single source, ${line.top_label?.en ?? line.top_label?.zh ?? line.top_firm} (${percent(line.top_share!)} of it; ${read}).`;
    default: return `“${name}” has ${line.firms} firms with a concentration (HHI) of ${line.hhi!.toFixed(2)} (${read}).`;
  }
}

const percent = (ratio: number): string => `${Math.round(ratio * 100)}%`;

function names(pack: CompiledPack, ids: readonly string[], lang: "zh" | "en"): string {
  const shown = ids.slice(0, NAMED_MOST).map((id) => pack.byId.get(id)!.name[lang] ?? id).join(lang === "zh" ? "、" : ", ");
  return ids.length <= NAMED_MOST ? shown : lang === "zh" ? `${shown}等` : `${shown} and ${ids.length - NAMED_MOST} more`;
}
