/**
 * The panorama: what stands at each node of the chain in a region, with its state; two panoramas compared; and where
 * each node is drawn. Invariant: every node of the pack has its line, with or without firms.
 */
import { AppError } from "../../kernel/index.ts";
import type { CompiledPack } from "../pack/index.ts";
import { CITED_MOST } from "./model.ts";
import type { GapRules, NodeState, Presence, Survey } from "./model.ts";
import type { Roster } from "./roster.ts";

export interface PanoramaRequest {
  /** A region of the roster; all regions together where absent. */
  region?: string;
  survey: Survey;
  /** Which firms count, one byte each in the order of `roster.firms` (zone, rung, size): the caller's filters. */
  firms?: Uint8Array;
  /** Which rows count besides. */
  counts?: (row: number) => boolean;
}

/** One line a node, in the order of the pack. One scan over the roster. */
export function panorama(pack: CompiledPack, roster: Roster, rules: GapRules, request: PanoramaRequest): Presence[] {
  checkSurvey(request.survey);
  const sums = sumByNode(pack.nodes.length, roster, rowFilter(roster, request));
  const searched = new Set(request.survey.nodes_searched ?? []);
  const covered = readPart(request.survey);
  return pack.nodes.map((node, i): Presence => {
    const [firms, known, weight, output] = [sums.firms[i]!, sums.known[i]!, sums.weight[i]!, sums.output[i]!];
    const byOutput = firms > 0 && known === firms && output > 0;
    const line: Presence = {
      node: node.id, stage: node.stage, firms, weight, output_yuan: output, output_known: known, honours: sums.honours[i]!, lines: sums.lines[i]!,
      coverage: searched.has(node.id) ? 1 : covered, state: "no_data", claims: sums.cited[i]!,
    };
    if (firms > 0) {
      line.hhi_basis = byOutput ? "output" : "weight";
      line.hhi = byOutput ? sums.outputSquares[i]! / output ** 2 : sums.squares[i]! / weight ** 2;
      line.top_share = byOutput ? sums.topOutput[i]! / output : sums.top[i]! / weight;
      const top = roster.firm[byOutput ? sums.topOutputRow[i]! : sums.topRow[i]!]!;
      line.top_firm = roster.firms[top]!;
      if (roster.labels) line.top_label = roster.labels[top]!;
    }
    line.state = stateOf(line, rules);
    return line;
  });
}

/** Which rows count, as one byte a row; undefined = all of them. */
function rowFilter(roster: Roster, { region, firms, counts }: PanoramaRequest): Uint8Array | undefined {
  if (region === undefined && !firms && !counts) return undefined;
  const wanted = region === undefined ? -1 : roster.regions.indexOf(region);
  const kept = new Uint8Array(roster.rows);
  for (let row = 0; row < roster.rows; row++) {
    if (region !== undefined && roster.region[row] !== wanted) continue;
    if (firms && firms[roster.firm[row]!] === 0) continue;
    if (!counts || counts(row)) kept[row] = 1;
  }
  return kept;
}

/** Sums by node in one pass over the columns; claims are gathered only until a line has enough to cite. */
function sumByNode(n: number, roster: Roster, kept: Uint8Array | undefined) {
  const [weight, squares, output, outputSquares, honours, lines, top, topOutput] = Array.from({ length: 8 }, () => new Float64Array(n)) as
    [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const [firms, known, topRow, topOutputRow] = [new Int32Array(n), new Int32Array(n), new Int32Array(n).fill(-1), new Int32Array(n).fill(-1)];
  const cited: string[][] = Array.from({ length: n }, () => []);
  const full = new Uint8Array(n);
  for (let row = 0; row < roster.rows; row++) {
    if (kept && kept[row] === 0) continue;
    const node = roster.node[row]!;
    const share = roster.share[row]!;
    firms[node]!++;
    weight[node]! += share;
    squares[node]! += share * share;
    honours[node]! += roster.honours[row]!;
    lines[node]! += roster.lines[row]!;
    if (share > top[node]!) { top[node] = share; topRow[node] = row; }
    const made = roster.output[row]!;
    if (made >= 0) {
      known[node]!++;
      output[node]! += made;
      outputSquares[node]! += made * made;
      if (made > topOutput[node]!) { topOutput[node] = made; topOutputRow[node] = row; }
    }
    if (full[node] === 0) full[node] = cite(cited[node]!, roster.claims[row]!);
  }
  return { firms, known, weight, squares, output, outputSquares, honours, lines, top, topRow, topOutput, topOutputRow, cited };
}

/** @returns 1 when the line has enough. */
function cite(cited: string[], claims: readonly string[]): 0 | 1 {
  for (const claim of claims) {
    if (cited.length >= CITED_MOST) return 1;
    cited.push(claim);
  }
  return 0;
}

/** Strong, thin, single source; or, without a firm, missing where the evidence covers the node, else no data. */
export function stateOf(line: Pick<Presence, "firms" | "weight" | "hhi" | "top_share" | "coverage">, rules: GapRules): NodeState {
  const { strong_firms, strong_hhi, single_share, coverage_floor } = rules.states;
  if (line.firms === 0) return line.coverage >= coverage_floor ? "missing" : "no_data";
  if (line.firms === 1 || line.top_share! >= single_share) return "single_source";
  return line.weight >= strong_firms && line.hhi! < strong_hhi ? "strong" : "thin";
}

const readPart = (survey: Survey): number => (survey.firms_known === 0 ? 0 : survey.firms_read / survey.firms_known);

function checkSurvey({ firms_known, firms_read }: Survey): void {
  if (Number.isInteger(firms_known) && Number.isInteger(firms_read) && firms_read >= 0 && firms_read <= firms_known) return;
  throw new AppError("chain/survey", { firms_known, firms_read }, {
    zh: "已读企业数应为不大于已知企业数的非负整数", en: "Firms read must be a whole number from 0 up to the firms known",
  });
}

export interface Difference { node: string; stage: string; before: NodeState; after: NodeState; firms: number; output_yuan: number }

/** Nodes whose state or count differs between two panoramas of one pack (two regions, or two days). */
export function comparePanoramas(before: readonly Presence[], after: readonly Presence[]): Difference[] {
  const then = new Map(before.map((line) => [line.node, line]));
  return after.flatMap((now) => {
    const was = then.get(now.node);
    if (!was || (was.state === now.state && was.firms === now.firms && was.output_yuan === now.output_yuan)) return [];
    return [{ node: now.node, stage: now.stage, before: was.state, after: now.state, firms: now.firms - was.firms, output_yuan: now.output_yuan - was.output_yuan }];
  });
}

export interface PlaceOnPage { node: string; column: number; row: number }

/**
 * Where nodes are drawn: a column a stage from upstream to downstream, rows by line of the chain, then by the mean row of
 * neighbours (barycentre method, Sugiyama, Tagawa, Toda 1981), so that few flows cross.
 */
export function layout(pack: CompiledPack): PlaceOnPage[] {
  const columns = pack.stages.map((stage) => pack.nodes.filter((n) => n.stage === stage.id).map((n) => n.id));
  const lineAt = new Map(pack.lines.map((line, i) => [line.id, i]));
  const lineOf = (id: string): number => lineAt.get(pack.byId.get(id)!.line ?? "") ?? pack.lines.length;
  for (const column of columns) column.sort((a, b) => lineOf(a) - lineOf(b));
  for (let sweep = 0; sweep < 4; sweep++) {
    const row = new Map(columns.flatMap((column) => column.map((id, i) => [id, i / Math.max(1, column.length - 1)] as const)));
    const mean = (id: string): number => {
      const near = [...pack.upstream.get(id)!.map((f) => f.from), ...pack.downstream.get(id)!.map((f) => f.to)].map((other) => row.get(other) ?? 0.5);
      return near.length === 0 ? row.get(id)! : near.reduce((sum, r) => sum + r, 0) / near.length;
    };
    for (const column of columns) {
      const means = new Map(column.map((id) => [id, mean(id)]));
      column.sort((a, b) => lineOf(a) - lineOf(b) || means.get(a)! - means.get(b)!);
    }
  }
  return columns.flatMap((column, c) => column.map((node, r) => ({ node, column: c, row: r })));
}
