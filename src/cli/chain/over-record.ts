/**
 * `chain panorama`, `chain gaps`, `chain node`, `chain next` over the record: what the pages of the chain show, in the terminal.
 * Invariant: counted as the machine's own user may see (all of it), as of the clocks given; data on standard output, talk on standard error.
 */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import type { ChainRecord, ChainScope, PreparedTable } from "../../chain/index.ts";
import { inLang, parseWhen, type Label } from "../../kernel/index.ts";
import type { Clocks } from "../../ledger/index.ts";
import { DATA_OPTIONS, EXIT, readWords, say, usage, wholeNumber, writeLine, type Io } from "../command.ts";
import { withRecord } from "../record.ts";

const text = { type: "string" } as const;
const OPTIONS = { ...DATA_OPTIONS, region: text, rung: text, size: text, against: text, "as-of": text, "known-on": text, "with-region": text, "with-known-on": text, table: text, top: text, xlsx: text, json: { type: "boolean" } } as const;
const KINDS = ["panorama", "gaps", "node", "next"] as const;
type Kind = (typeof KINDS)[number];
type Values = ReturnType<typeof readWords<typeof OPTIONS>>["values"];

/** Whether these words after `chain` ask about the record rather than about a file. */
export function asksRecord(words: readonly string[]): boolean {
  const [kind, next] = words;
  if (kind === "panorama" || kind === "node" || kind === "next") return true;
  return kind === "gaps" && (next === undefined || next.startsWith("-"));
}

function day(value: string | undefined, flag: string): string | undefined {
  if (value === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && parseWhen(value)) return value;
  throw usage({ zh: `${flag} 要一个真实的日子，如 2023-12-01，不是“${value}”`, en: `${flag} takes a real day such as 2023-12-01, not “${value}”` });
}

const given = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } => (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };

function scopeOf(values: Values): ChainScope {
  if (values.against !== undefined && values.against !== "stated" && values.against !== "record") throw usage({ zh: "--against 只能是 stated 或 record", en: "--against takes stated or record" });
  return { ...given("region", values.region), ...given("rung", values.rung), ...given("size", values.size), ...(values.against ? { against: values.against } : {}) };
}

/** Runs the words after `chain`. @returns the exit code. @throws AppError for wrong use, or for a region, rung, size, node or table that there is not. */
export async function chainOverRecord(words: string[], io: Io): Promise<number> {
  const [kind, ...rest] = words as [Kind, ...string[]];
  const { values, positionals } = readWords(rest, OPTIONS);
  const clocks: Clocks = { ...given("valid_on", day(values["as-of"], "--as-of")), ...given("known_on", day(values["known-on"], "--known-on")) };
  const top = wholeNumber(values.top, "--top", 1, 1_000) ?? 20;
  const scope = scopeOf(values);
  const chain = await import("../../chain/index.ts");
  return await withRecord(io, values, async ({ database }) => {
    const means = chain.shippedMeans();
    const db = database.reader("confidential");
    const record = await chain.readChain(db, means, clocks);
    if (kind === "node") return await tellNode(io, record, positionals[0], scope, values, chain);
    if (kind === "gaps") return await tellGaps(io, record, scope, values, top, chain);
    if (kind === "next") return await tellNext(io, record, scope, values, top, chain);
    const otherClocks = { ...clocks, ...given("known_on", day(values["with-known-on"], "--with-known-on")) };
    const other = values["with-region"] === undefined && values["with-known-on"] === undefined ? undefined
      : { record: values["with-known-on"] ? await chain.readChain(db, means, otherClocks) : record, scope: { ...scope, ...given("region", values["with-region"]) } };
    return await tellPanorama(io, record, scope, values, other, chain);
  });
}

type Door = typeof import("../../chain/index.ts");
const nameOf = (io: Io, record: ChainRecord, node: string): string => inLang(record.pack.byId.get(node)!.name, io.lang);
const json = async (io: Io, value: unknown): Promise<number> => { await writeLine(io.out, JSON.stringify(value)); return EXIT.done; };

async function tellPanorama(io: Io, record: ChainRecord, scope: ChainScope, values: Values, other: { record: ChainRecord; scope: ChainScope } | undefined, chain: Door): Promise<number> {
  const answer = chain.panoramaOf(record, scope);
  const differences = other && chain.compareScopes(other, { record, scope });
  if (values.xlsx !== undefined) {
    const [{ writeXlsx }, { chainWorkbook }] = await Promise.all([import("../../files/index.ts"), import("../../server/index.ts")]);
    await writeFile(values.xlsx, await writeXlsx(chainWorkbook(record, scope, io.lang)));
    say(io, { zh: `已写入 ${values.xlsx}`, en: `written: ${values.xlsx}` });
    return EXIT.done;
  }
  const { survey, in_record, placed, pending } = answer.scoped;
  if (values.json) {
    const nodes = answer.nodes.map(({ id, name, stage, line, presence, firms }) => ({ id, name, line, ...presence, stage, named: firms.map((at) => record.firms[at]!.slug) }));
    return await json(io, { scope, clocks: record.clocks, survey: { ...survey, in_record, placed, pending }, states: answer.states, nodes, ...(differences ? { differences } : {}) });
  }
  for (const n of answer.nodes) {
    if (n.presence.firms === 0) continue;
    const firms = n.firms.map((at) => inLang(record.firms[at]!.label, io.lang)).join(io.lang === "zh" ? "、" : ", ");
    await writeLine(io.out, [inLang(record.pack.stages.find((s) => s.id === n.stage)!.name, io.lang), nameOf(io, record, n.id), n.presence.state, n.presence.firms, n.presence.hhi!.toFixed(2), firms].join("\t"));
  }
  for (const d of differences ?? []) if (d.firms !== 0) await writeLine(io.out, [d.firms > 0 ? `+${d.firms}` : String(d.firms), nameOf(io, record, d.node), `${d.before} → ${d.after}`].join("\t"));
  const states = Object.entries(answer.states).map(([state, n]) => `${state} ${n}`).join(", ");
  say(io, {
    zh: `记录中 ${in_record} 家企业，${placed} 家已定位，${pending} 家待核实；已知 ${survey.firms_known} 家，已读 ${survey.firms_read} 家；${states}`,
    en: `${in_record} firms in the record, ${placed} placed, ${pending} pending; ${survey.firms_known} known of, ${survey.firms_read} read; ${states}`,
  });
  return EXIT.done;
}

async function tellGaps(io: Io, record: ChainRecord, scope: ChainScope, values: Values, top: number, chain: Door): Promise<number> {
  const { gaps, weakest, scoped } = chain.gapsOf(record, scope);
  if (values.json) return await json(io, { scope, clocks: record.clocks, survey: scoped.survey, gaps: gaps.slice(0, top), weakest: weakest.slice(0, top) });
  for (const gap of gaps.slice(0, top)) {
    await writeLine(io.out, `${gap.priority.toFixed(3)}  ${gap.state}  ${nameOf(io, record, gap.node)} (${gap.node})\n    ${gap.explanation[io.lang]}${gap.claims.length > 0 ? `\n    ${gap.claims.join(" ")}` : ""}`);
  }
  return EXIT.done;
}

async function tellNode(io: Io, record: ChainRecord, node: string | undefined, scope: ChainScope, values: Values, chain: Door): Promise<number> {
  if (node === undefined) throw usage({ zh: "请给出环节的编号，如 cis-design", en: "name the node, such as cis-design" });
  const answer = chain.nodeOf(record, node, scope);
  if (values.json) {
    const { scoped: _scoped, firms, pending, ...rest } = answer;
    const told = (list: typeof firms) => list.map(({ firm, at }) => ({ firm: firm.slug, label: firm.label, ...at }));
    return await json(io, { ...rest, firms: told(firms), pending: told(pending) });
  }
  await writeLine(io.out, `${nameOf(io, record, node)}  ${answer.presence.state}\n${inLang(answer.node.means, io.lang)}`);
  for (const { firm, at } of [...answer.firms, ...answer.pending]) {
    await writeLine(io.out, `  ${inLang(firm.label, io.lang)}\t${at.pending ? "?" : `${Math.round(at.share * 100)}%`}\t${[...new Set(at.evidence.map((e) => e.said))].join("; ")}\t${at.claims.join(" ")}`);
  }
  if (answer.gap) await writeLine(io.out, answer.gap.explanation[io.lang]);
  for (const e of answer.risk.exposed) await writeLine(io.out, `  ${e.path.map((id) => nameOf(io, record, id)).join(" → ")}`);
  return EXIT.done;
}

async function tellNext(io: Io, record: ChainRecord, scope: ChainScope, values: Values, top: number, chain: Door): Promise<number> {
  const rules = chain.shippedNextRules();
  const table = await tableOf(record, values.table ?? chain.tableInfos()[0]!.id, chain, rules);
  const answer = chain.whatNext(record, scope, table, rules);
  if (values.json) return await json(io, { scope, clocks: record.clocks, table: { ...table.info, ...table.sample }, recovery: table.recovery, refusal: answer.refusal, complexity: answer.complexity, basket: answer.basket, candidates: answer.candidates.slice(0, top).map(({ gap, ...c }) => ({ ...c, state: gap.state, priority: gap.priority, explanation: gap.explanation, claims: gap.claims })) });
  if (answer.refusal) { say(io, answer.refusal); return EXIT.refused; }
  const index = (i: { value: number; lo?: number; hi?: number; n: number } | undefined): string => (i ? `${i.value.toFixed(2)} [${i.lo?.toFixed(2) ?? "-"}, ${i.hi?.toFixed(2) ?? "-"}] n=${i.n}` : "-");
  for (const c of answer.candidates.slice(0, top)) await writeLine(io.out, [c.rank ?? "-", nameOf(io, record, c.node), c.gap.state, c.score?.toFixed(3) ?? "-", c.gap.priority.toFixed(2), index(c.relatedness), index(c.complexity), c.quadrant ?? "-"].join("\t"));
  const recovery: Label = { zh: `参照表 ${table.sample.regions} × ${table.sample.activities}`, en: `reference table ${table.sample.regions} × ${table.sample.activities}` };
  say(io, table.recovery ? { zh: `${recovery.zh}；区分有无的 AUC ${table.recovery.auc.toFixed(3)}（只看规模 ${table.recovery.size_auc.toFixed(3)}，无信息 0.5）`, en: `${recovery.en}; AUC of presence ${table.recovery.auc.toFixed(3)} (size alone ${table.recovery.size_auc.toFixed(3)}, no information 0.5)` } : recovery);
  return EXIT.done;
}

/** A shipped table by id, `record`, or a file. */
async function tableOf(record: ChainRecord, name: string, chain: Door, rules: ReturnType<Door["shippedNextRules"]>): Promise<PreparedTable> {
  if (name === "record") return chain.recordTable(record, rules);
  if (chain.tableInfos().some((t) => t.id === name) || !/[./]/.test(name)) return await chain.shippedTable(name, record.pack, rules);
  const bytes = await readFile(name).catch((error: NodeJS.ErrnoException) => { throw usage({ zh: `无法读取 ${name}（${error.code ?? ""}）`, en: `cannot read ${name} (${error.code ?? ""})` }); });
  return await chain.broughtTable(basename(name), new Uint8Array(bytes), record.pack, rules);
}
