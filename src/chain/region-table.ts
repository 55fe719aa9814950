/**
 * The region × activity table that relatedness and complexity are read from: one that ships, one that a user brings, or the record itself.
 * Invariant: a table below the floors is refused with its sizes; every activity says which nodes of the chain it stands for.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { z } from "zod";
import { AppError, type Label } from "../kernel/index.ts";
import { analyse, auc, aucRange, readActivityTable, tableOf, uninformedRange, type ActivityTable, type Analysis, type Range } from "./complexity/index.ts";
import type { ChainRecord } from "./model.ts";
import type { CodeSystem, CompiledPack } from "./pack/index.ts";
import { CODE_SYSTEMS } from "./pack/index.ts";

export interface TableInfo { id: string; label: Label; note: Label; source: string }

/** A table with its analysis, and which nodes each of its activities stands for. */
export interface PreparedTable {
  info: TableInfo;
  system: CodeSystem | "node";
  table: ActivityTable;
  analysis: Analysis;
  /** Activities (places in the table) that stand for nodes of the chain, in order. */
  activities: number[];
  nodesOf: Map<number, string[]>;
  activitiesOf: Map<string, number[]>;
  sample: { regions: number; activities: number; ones: number; on_chain: number };
  refusal?: Required<Label>;
  recovery?: Recovery;
}

/** Whether density, each cell's own activity left out, tells the ones of M from the zeros: a check of the table, not a forecast. */
export interface Recovery { auc: number; range?: Range; /** What diversity × ubiquity alone gives, without any relatedness. */ size_auc: number; no_information: { auc: number } & Range; cells: number; ones: number }

const size = z.number().int().min(1);
const share = z.number().min(0).max(5);
const rulesShape = z.strictObject({
  exponents: z.strictObject({ priority: share, relatedness: share, complexity: share }),
  floors: z.strictObject({ regions: size, activities: size, ones: size, basket: size }), draws: z.number().int().min(20).max(2_000),
});
export type NextRules = z.infer<typeof rulesShape>;

const DATA = new URL("../../data/chain/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, DATA), "utf8");

/** @throws AppError `chain/next-rules` naming the fields that are wrong. */
export function readNextRules(yaml: string, file = "next-weights.yaml"): NextRules {
  const read = rulesShape.safeParse(parse(yaml));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new AppError("chain/next-rules", { file, wrong }, { zh: `${file} 有误：${wrong.join("；")}`, en: `${file} is wrong: ${wrong.join("; ")}` });
}

export const shippedNextRules = (): NextRules => readNextRules(text("next-weights.yaml"));

interface Shipped { id: string; file: string; system: CodeSystem; columns: { region: string; activity: string; value: string }; zh: string; en: string; note_zh: string; note_en: string; source: string }
const shippedTables = (): Shipped[] => parse(text("tables/tables.yaml")) as Shipped[];

/** The tables that ship, by name. */
export const tableInfos = (): TableInfo[] => shippedTables().map((t) => ({ id: t.id, label: { zh: t.zh, en: t.en }, note: { zh: t.note_zh, en: t.note_en }, source: t.source }));

/** Reads and analyses a table that ships. @throws AppError `chain/no-table`. */
export async function shippedTable(id: string, pack: CompiledPack, rules: NextRules): Promise<PreparedTable> {
  const found = shippedTables().find((t) => t.id === id);
  if (!found) throw new AppError("chain/no-table", { table: id, tables: shippedTables().map((t) => t.id) }, { status: 404, zh: `没有表“${id}”`, en: `there is no table “${id}”` });
  const { table } = await readBytes(found.file, new Uint8Array(gunzipSync(readFileSync(new URL(`tables/${found.file}`, DATA)))), found.columns);
  return prepareTable(tableInfos().find((t) => t.id === id)!, table, pack, rules, found.system);
}

/** A table that a user brings, from memory. @throws AppError of the reader, naming lines. */
export async function broughtTable(name: string, bytes: Uint8Array, pack: CompiledPack, rules: NextRules, system?: CodeSystem | "node"): Promise<PreparedTable> {
  const { table } = await readBytes(name, bytes, {});
  const told = { zh: name, en: name };
  return prepareTable({ id: "brought", label: told, note: { zh: "上传的表", en: "a table brought by the user" }, source: name }, table, pack, rules, system ?? systemOf(table, pack));
}

async function readBytes(name: string, bytes: Uint8Array, columns: Partial<Shipped["columns"]>) {
  return await readActivityTable({
    name: name.replace(/\.gz$/, ""), byteLength: bytes.byteLength, stream: async function* () { yield bytes; },
    slice: async (from, to) => bytes.slice(from, to).buffer as ArrayBuffer,
  }, columns);
}

/** Which codes the activities are: the kind that most of them match. */
function systemOf(table: ActivityTable, pack: CompiledPack): CodeSystem | "node" {
  const nodes = table.activities.filter((a) => pack.byId.has(a)).length;
  const matched = CODE_SYSTEMS.map((system) => ({ system, n: table.activities.filter((a) => matches(a, pack, system).length > 0).length })).sort((a, b) => b.n - a.n)[0]!;
  return nodes >= matched.n ? "node" : matched.system;
}

function matches(activity: string, pack: CompiledPack, system: CodeSystem | "node"): string[] {
  if (system === "node") return pack.byId.has(activity) ? [activity] : [];
  const code = activity.replace(/\D/g, "");
  // A coarser class of the table stands for all nodes below it; two digits are an economy's sector and say nothing of a node.
  return code.length < 3 ? [] : pack.nodes.filter((n) => n.codes[system].some((c) => c === code || c.startsWith(code))).map((n) => n.id);
}

/** The record's own table: places (each firm's nearest region) × nodes, counted in shares of firms. */
export function recordTable(record: ChainRecord, rules: NextRules): PreparedTable {
  const cells: [string, string, number][] = [];
  for (const firm of record.firms) {
    const region = firm.places.map((p) => record.places.get(p)).find((p) => p?.type === "Region");
    if (region) for (const n of firm.nodes) if (!n.pending) cells.push([region.slug, n.node, n.share]);
  }
  const info = { id: "record", label: { zh: "记录本身", en: "The record itself" }, note: { zh: "各地区在各环节的企业（按份额计）", en: "firms by region and node, counted by share" }, source: "Lightvalley" };
  return prepareTable(info, tableOf(cells), record.pack, rules, "node");
}

/** Analyses a table once; below the floors only the refusal is left. */
export function prepareTable(info: TableInfo, table: ActivityTable, pack: CompiledPack, rules: NextRules, system: CodeSystem | "node"): PreparedTable {
  const nodesOf = new Map<number, string[]>();
  const activitiesOf = new Map<string, number[]>();
  table.activities.forEach((name, a) => {
    const nodes = matches(name, pack, system);
    if (nodes.length === 0) return;
    nodesOf.set(a, nodes);
    for (const node of nodes) activitiesOf.set(node, [...(activitiesOf.get(node) ?? []), a]);
  });
  const activities = [...nodesOf.keys()];
  const analysis = analyse(table, { draws: rules.draws, densityVariant: "balland" });
  const { sample: s } = analysis;
  const sample = { regions: s.regions - s.regionsWithoutOne.length, activities: s.activities - s.activitiesWithoutOne.length, ones: s.ones, on_chain: activities.length };
  const refusal = refusalOf(sample, rules.floors, analysis);
  const recovery = refusal ? undefined : recoveryOf(analysis, activities);
  return { info, system, table, analysis, activities, nodesOf, activitiesOf, sample, ...(refusal ? { refusal } : {}), ...(recovery ? { recovery } : {}) };
}

function refusalOf(sample: PreparedTable["sample"], floors: NextRules["floors"], analysis: Analysis): Required<Label> | undefined {
  if (sample.regions < floors.regions || sample.activities < floors.activities || sample.ones < floors.ones || sample.on_chain < floors.activities) {
    return {
      zh: `样本过小：有专业化活动的地区 ${sample.regions} 个（至少 ${floors.regions}）、活动 ${sample.activities} 个（其中对应本链 ${sample.on_chain} 个，至少 ${floors.activities}）、专业化单元 ${sample.ones} 个（至少 ${floors.ones}），不计算关联度与复杂度`,
      en: `Too small a sample: ${sample.regions} regions (at least ${floors.regions}), ${sample.activities} activities, ${sample.on_chain} of them on this chain (at least ${floors.activities}), ${sample.ones} specialisations (at least ${floors.ones}); relatedness and complexity are not computed`,
    };
  }
  const told = analysis.refusals.find((r) => r.what !== "intervals");
  return told && { zh: told.zh, en: told.en };
}

const RECOVERY_DRAWS = 100;

function recoveryOf(analysis: Analysis, activities: readonly number[]): Recovery | undefined {
  const { m, relatedness } = analysis;
  if (!relatedness) return undefined;
  const [score, size, outcome, group]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let r = 0; r < m.regions; r += 1) {
    if (m.diversity[r]! < 2) continue;
    const basket = new Set(m.column.subarray(m.rowStart[r]!, m.rowStart[r + 1]!));
    for (const a of activities) {
      const omega = relatedness.density[r * relatedness.stride + a]!;
      if (!Number.isFinite(omega)) continue;
      score.push(omega);
      const own = basket.has(a) ? 1 : 0;
      size.push((m.diversity[r]! - own) * (m.ubiquity[a]! - own));
      outcome.push(own);
      group.push(r);
    }
  }
  const ones = outcome.reduce((a, b) => a + b, 0);
  const value = auc(score, outcome);
  if (value === undefined) return undefined;
  const range = aucRange(score, outcome, group, RECOVERY_DRAWS);
  return { auc: value, ...(range ? { range } : {}), size_auc: auc(size, outcome)!, no_information: { auc: 0.5, ...uninformedRange(ones, outcome.length - ones) }, cells: outcome.length, ones };
}
