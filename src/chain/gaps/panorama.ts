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
  const rows = rowFilter(roster, request);
  const searched = new Set(request.survey.nodes_searched ?? []);
  const covered = readPart(request.survey);
  return pack.nodes.map((node, i): Presence => {
    const sums = sumNode(roster, roster.nodeStart[i]!, roster.nodeStart[i + 1]!, request.firms, rows);
    const { firms, known, weight, output } = sums;
    const byOutput = firms > 0 && known === firms && output > 0;
    const line: Presence = {
      node: node.id, stage: node.stage, firms, weight, output_yuan: output, output_known: known, honours: sums.honours, lines: sums.lines,
      coverage: searched.has(node.id) ? 1 : covered, state: "no_data", claims: sums.claims,
    };
    if (request.survey.total_unknown && !searched.has(node.id)) line.read_of_unknown = request.survey.firms_read;
    if (firms > 0) {
      line.hhi_basis = byOutput ? "output" : "weight";
      line.hhi = byOutput ? sums.outputSquares / output ** 2 : sums.squares / weight ** 2;
      line.top_share = byOutput ? roster.output[sums.topOutputRow]! / output : roster.share[sums.topRow]! / weight;
      const top = roster.firm[byOutput ? sums.topOutputRow : sums.topRow]!;
      line.top_firm = roster.firms[top]!;
      if (roster.labels) line.top_label = roster.labels[top]!;
    }
    line.state = stateOf(line, rules);
    return line;
  });
}

/** Which rows count by region or by the caller's own test, as one byte a row; undefined = all of them. */
function rowFilter(roster: Roster, { region, counts }: PanoramaRequest): Uint8Array | undefined {
  if (region === undefined && !counts) return undefined;
  const wanted = region === undefined ? -1 : roster.regions.indexOf(region);
  const kept = new Uint8Array(roster.rows);
  for (let row = 0; row < roster.rows; row++) {
    if (region !== undefined && roster.region[row] !== wanted) continue;
    if (!counts || counts(row)) kept[row] = 1;
  }
  return kept;
}

/** Sums over the rows of one node, the largest share first; claims of the first rows only. */
function sumNode(roster: Roster, from: number, to: number, byFirm: Uint8Array | undefined, byRow: Uint8Array | undefined) {
  const { firm, share, output: made, honours: titles, lines: tracks } = roster;
  // One variable each: kept in registers, where an array of them would be written at every row.
  let firms = 0;
  let known = 0;
  let weight = 0;
  let squares = 0;
  let output = 0;
  let outputSquares = 0;
  let honours = 0;
  let lines = 0;
  let topRow = -1;
  let topOutputRow = -1;
  let topOutput = -1;
  const claims: string[] = [];
  for (let row = from; row < to; row++) {
    if (byFirm !== undefined && byFirm[firm[row]!] === 0) continue;
    if (byRow !== undefined && byRow[row] === 0) continue;
    const part = share[row]!;
    if (firms === 0) topRow = row;
    firms++;
    weight += part;
    squares += part * part;
    honours += titles[row]!;
    lines += tracks[row]!;
    const yuan = made[row]!;
    if (yuan >= 0) {
      known++;
      output += yuan;
      outputSquares += yuan * yuan;
      if (yuan > topOutput) { topOutput = yuan; topOutputRow = row; }
    }
    if (firms <= CITED_MOST) cite(claims, roster.claims[row]!);
  }
  return { firms, known, weight, squares, output, outputSquares, honours, lines, topRow, topOutputRow, claims };
}

function cite(cited: string[], claims: readonly string[]): void {
  for (const claim of claims) if (cited.length < CITED_MOST) cited.push(claim);
}

/** Strong, thin, single source; or, without a firm, missing where the evidence covers the node, else no data. */
export function stateOf(line: Pick<Presence, "firms" | "weight" | "hhi" | "top_share" | "coverage">, rules: GapRules): NodeState {
  const { strong_firms, strong_hhi, single_share, coverage_floor } = rules.states;
  if (line.firms === 0) return line.coverage >= coverage_floor ? "missing" : "no_data";
  if (line.firms === 1 || line.top_share! >= single_share) return "single_source";
  return line.weight >= strong_firms && line.hhi! < strong_hhi ? "strong" : "thin";
}

const readPart = (survey: Survey): number => (survey.firms_known === 0 || survey.total_unknown ? 0 : survey.firms_read / survey.firms_known);

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
