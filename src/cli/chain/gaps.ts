/** `chain gaps FILE`: gaps of a region from a table of placed firms, ranked, each with its reasons. */
import { AppError, problemLine } from "../../kernel/index.ts";
import type { Lang } from "../../kernel/index.ts";
import { delimitedRecords } from "../../chain/complexity/index.ts";
import { findGaps, panorama, rosterOf, shippedGapRules, supplyRisk, weakestLinks } from "../../chain/gaps/index.ts";
import type { Gap, PlacedFirm } from "../../chain/gaps/index.ts";
import { loadPack } from "../../chain/pack/index.ts";
import type { ChainIo } from "./io.ts";

export interface GapOptions {
  file: string;
  pack: string;
  region?: string;
  /** Firms known to the register in the region, and how many of them were read; the firms of the file where not told. */
  known?: number;
  read?: number;
  searched: string[];
  /** A node whose failure is followed downstream. */
  fails?: string;
  top: number;
  json: boolean;
  lang: Lang;
}

const COLUMNS = ["firm", "node", "region"] as const;

/** Columns firm, node, region; also share, output_yuan, honours, claims (ids with “;” between). @returns 1 where rows were left out. */
export async function runChainGaps(options: GapOptions, io: ChainIo): Promise<number> {
  const { pack } = loadPack(options.pack);
  const { roster, problems } = rosterOf(pack, await readPlaced(options.file, io));
  for (const found of problems) io.err(problemLine({ ...found, file: options.file }, options.lang));
  if (options.region !== undefined && !roster.regions.includes(options.region)) {
    throw new AppError("chain/region-unknown", { region: options.region, regions: roster.regions }, {
      zh: `表中没有地区“${options.region}”`, en: `The table has no region “${options.region}”; it has: ${roster.regions.join(", ")}`,
    });
  }
  const read = options.read ?? roster.firms.length;
  const survey = { firms_known: options.known ?? read, firms_read: read, nodes_searched: options.searched };
  const lines = panorama(pack, roster, shippedGapRules(), { ...(options.region === undefined ? {} : { region: options.region }), survey });
  const gaps = findGaps(pack, lines, shippedGapRules()).slice(0, options.top);
  const risks = options.fails === undefined ? weakestLinks(pack, lines).slice(0, options.top) : [supplyRisk(pack, lines, options.fails)];
  if (options.json) await io.write(`${JSON.stringify({ survey, states: count(lines.map((l) => l.state)), gaps, risks })}\n`);
  else {
    for (const gap of gaps) await io.write(gapLine(gap, options.lang));
    for (const risk of risks) await io.write(`${risk.failed} ⇒ ${risk.exposed.map((e) => e.path.join(" → ")).join("; ") || "-"}\n`);
  }
  return problems.length === 0 ? 0 : 1;
}

const gapLine = (gap: Gap, lang: Lang): string =>
  `${gap.priority.toFixed(3)}  ${gap.state}  ${gap.node}\n    ${gap.explanation[lang]}${gap.claims.length > 0 ? ` [${gap.claims.join(", ")}]` : ""}\n    ${gap.features.map((f) => `${f.name} ${f.weight}×${f.value.toFixed(2)}`).join("  ")}\n`;

function count(states: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const state of states) sums[state] = (sums[state] ?? 0) + 1;
  return sums;
}

async function readPlaced(file: string, io: ChainIo): Promise<PlacedFirm[]> {
  const placed: PlacedFirm[] = [];
  let header: string[] | undefined;
  for await (const batch of delimitedRecords(await io.readBytes(file))) {
    for (const { fields, line } of batch) {
      if (!header) {
        header = fields.map((f) => f.trim());
        const missing = COLUMNS.filter((c) => !header!.includes(c));
        if (missing.length > 0) throw new AppError("chain/column-missing", { missing, columns: header }, { zh: `缺少列 ${missing.join("、")}`, en: `The columns ${missing.join(", ")} are missing` });
        continue;
      }
      placed.push(rowOf(Object.fromEntries(header.map((name, i) => [name, (fields[i] ?? "").trim()])), line));
    }
  }
  return placed;
}

function rowOf(row: Record<string, string>, line: number): PlacedFirm {
  const number = (name: string): number | undefined => (row[name] ? Number(row[name]) : undefined);
  const [share, output, honours] = [number("share"), number("output_yuan"), number("honours")];
  return {
    firm: row["firm"]!, node: row["node"]!, region: row["region"]!, line,
    ...(share === undefined ? {} : { share }), ...(output === undefined ? {} : { output_yuan: output }), ...(honours === undefined ? {} : { honours }),
    ...(row["claims"] ? { claims: row["claims"].split(";").map((c) => c.trim()).filter(Boolean) } : {}),
  };
}
