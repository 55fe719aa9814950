/** The table of commands. The analytical ones load their room only when called, so that `--help` stays quick. */
import { readFile } from "node:fs/promises";
import { check, ruleCommand } from "./check.ts";
import { readWords, usage, wholeNumber, type Command, type Io } from "./command.ts";
import { exportCommand, importCommand, verify } from "./exchange.ts";
import { lexicon } from "./lexicon.ts";
import { promisesCommand, targetsCommand } from "./promises.ts";
import { propose } from "./propose.ts";
import { read } from "./read.ts";
import { register } from "./registers/command.ts";
import { report } from "./report.ts";
import { search, show } from "./show.ts";
import { serve } from "./serve.ts";

const FORMAT = { flag: "--format jsonl|csv", zh: "输出格式（jsonl）", en: "form of the output (jsonl)" };
const columns = (texts: string[] | undefined): string[] | undefined => texts?.flatMap((t) => t.split(",")).map((t) => t.trim()).filter(Boolean);

function formatOf(text: string | undefined): "jsonl" | "csv" {
  if (text === undefined || text === "jsonl") return "jsonl";
  if (text === "csv") return "csv";
  throw usage({ zh: `没有“${text}”这种格式`, en: `there is no format “${text}”` });
}

function share(text: string | undefined, flag: string): { threshold?: number } {
  if (text === undefined) return {};
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw usage({ zh: `${flag} 要 0 到 1 之间的数`, en: `${flag} takes a number from 0 to 1` });
  return { threshold: value };
}

const dedupe: Command = {
  name: "dedupe", usage: "dedupe FILE --name COL…",
  summary: { zh: "找出一张表里是同一机构的行，每行一组", en: "rows of one list that are one organisation, one cluster a line" },
  options: [{ flag: "--name COL", zh: "名称列（可多列；不给则按表头猜）", en: "name columns (several may be given; guessed from headers where not)" }, FORMAT, { flag: "--all", zh: "也列出单独的行", en: "print rows that stand alone too" }, { flag: "--threshold X", zh: "判为同一的界线", en: "where a match begins" }],
  async run(words, io) {
    const { values, positionals } = readWords(words, { name: { type: "string", multiple: true }, format: { type: "string" }, all: { type: "boolean" }, threshold: { type: "string" } });
    // `--name A B` is how people write several columns: the file comes first.
    const [file, ...more] = positionals;
    if (file === undefined) throw usage({ zh: "请给出文件", en: "name the file" });
    const { processIo, runDedupe } = await import("./identity/index.ts");
    const name = columns([...(values.name ?? []), ...more]);
    return await runDedupe({ file, format: formatOf(values.format), all: values.all === true, ...(name?.length ? { name } : {}), ...share(values.threshold, "--threshold") }, { ...processIo(), err: io.err, signal: io.signal });
  },
};

const link: Command = {
  name: "link", usage: "link A B --name COL[,COL]",
  summary: { zh: "找出两张表里是同一机构的行，每行一对", en: "rows of two lists that are one organisation, one link a line" },
  options: [
    { flag: "--name COL[,COL]", zh: "名称列（不给则按表头猜）", en: "name columns (guessed from headers where not given)" },
    { flag: "--context COL[,COL…]", zh: "一并比较的列，如 city 或 city:town", en: "columns to compare besides, such as city or city:town" },
    FORMAT, { flag: "--all", zh: "也列出待审的对", en: "add pairs for review" }, { flag: "--top K", zh: "与 --all 同用：每行列出前 K 个候选", en: "with --all: the K best candidates of each row" },
    { flag: "--many", zh: "允许多行对一行", en: "allow many rows to one" }, { flag: "--threshold X", zh: "判为同一的界线", en: "where a link begins" },
  ],
  async run(words, io) {
    const { values, positionals } = readWords(words, { name: { type: "string", multiple: true }, context: { type: "string", multiple: true }, format: { type: "string" }, all: { type: "boolean" }, top: { type: "string" }, many: { type: "boolean" }, threshold: { type: "string" } });
    const [a, b, ...more] = positionals;
    if (a === undefined || b === undefined) throw usage({ zh: "请给出两个文件", en: "name two files" });
    const { processIo, runLink } = await import("./identity/index.ts");
    const [name, context, top] = [columns([...(values.name ?? []), ...more]), columns(values.context), wholeNumber(values.top, "--top", 1, 1_000)];
    return await runLink({ a, b, format: formatOf(values.format), all: values.all === true, many: values.many === true, ...(name?.length ? { name } : {}), ...(context ? { context } : {}), ...(top ? { top } : {}), ...share(values.threshold, "--threshold") }, { ...processIo(), err: io.err, signal: io.signal });
  },
};

const pairs: Command = {
  name: "pairs", usage: "pairs FILE --left COL --right COL",
  summary: { zh: "给成对的名称打分，每行一对", en: "score given pairs of names, one a line" },
  options: [{ flag: "--left COL", zh: "左列", en: "left column" }, { flag: "--right COL", zh: "右列", en: "right column" }, { flag: "--kind K", zh: "person、organisation，或说明类型的列", en: "person, organisation, or the column that says which" }, FORMAT, { flag: "--threshold X", zh: "判为同一的界线", en: "where a match begins" }],
  async run(words, io) {
    const { values, positionals } = readWords(words, { left: { type: "string" }, right: { type: "string" }, kind: { type: "string" }, format: { type: "string" }, threshold: { type: "string" } });
    if (positionals[0] === undefined) throw usage({ zh: "请给出文件", en: "name the file" });
    const { processIo, runPairs } = await import("./identity/index.ts");
    return await runPairs({ file: positionals[0], format: formatOf(values.format), ...(values.left ? { left: values.left } : {}), ...(values.right ? { right: values.right } : {}), ...(values.kind ? { kind: values.kind } : {}), ...share(values.threshold, "--threshold") }, { ...processIo(), err: io.err, signal: io.signal });
  },
};

const complexity: Command = {
  name: "complexity", usage: "complexity FILE [--region COL --activity COL --value COL] [--json]",
  summary: { zh: "由地区×活动表算关联度与复杂度", en: "relatedness and complexity of a region × activity table" },
  options: [{ flag: "backtest FILE", zh: "用面板数据检验进入与退出的预测", en: "backtest of entry and exit on a panel" }, { flag: "--json", zh: "输出 JSON", en: "print JSON" }],
  async run(words, io) {
    const { complexityCommand, processIo } = await import("./complexity/index.ts");
    return await complexityCommand(words, processIo(io.out, io.err));
  },
};

const place: Command = {
  name: "place", usage: "place FILE --name COL --text COL,COL",
  summary: { zh: "把企业放到产业链节点上，附依据的词", en: "firms onto the nodes of the chain, with the words that decided" },
  options: [
    { flag: "--name COL", zh: "企业名称列", en: "column of the firm's name" }, { flag: "--text COL[,COL]", zh: "产品、经营范围等文字列", en: "columns of products, business text" },
    { flag: "--honours COL", zh: "荣誉列", en: "column of honours" }, { flag: "--gbt/--hs/--naics COL", zh: "行业或商品代码列", en: "columns of codes" }, { flag: "--format jsonl|brief|csv", zh: "输出格式", en: "form of the output" },
  ],
  async run(words, io) {
    const { placeCommand, processChainIo } = await import("./chain/index.ts");
    return await placeCommand([...words, "--lang", io.lang], processChainIo(io.out, io.err));
  },
};

const chain: Command = {
  name: "chain", usage: "chain panorama | gaps | node ID | next | check | gaps FILE | import DIR",
  summary: { zh: "记录上的产业链：全景、缺口、环节、下一步；检查或导入产业链数据", en: "the chain over the record: panorama, gaps, nodes, what next; check or import a pack" },
  options: [
    { flag: "panorama [--region R] [--with-region R] [--xlsx F]", zh: "记录中的企业在各环节的分布；对照；写成 Excel", en: "where the record's firms stand; compared; as Excel" },
    { flag: "gaps [--region R] [--against stated|record]", zh: "记录的缺口，附依据的记载", en: "gaps of the record, with the claims they rest on" },
    { flag: "node ID", zh: "一个环节：企业、依据、供需、牵连", en: "one node: firms, evidence, neighbours, what falls with it" },
    { flag: "next [--region R] [--table ID|FILE|record]", zh: "下一步：优先级 × 关联度 × 复杂度", en: "what next: priority × relatedness × complexity" },
    { flag: "--rung/--size/--as-of/--known-on/--top/--json", zh: "以上各项共用", en: "for all of these" },
    { flag: "check [--json]", zh: "编译并列出问题", en: "compile a pack and list its problems" }, { flag: "gaps FILE [--region R]", zh: "各节点的状态与缺口", en: "state and gaps of every node" },
    { flag: "import DIR --out DIR", zh: "把表格变成产业链数据", en: "tables to a pack" },
  ],
  async run(words, io) {
    const { asksRecord, chainCommand, chainOverRecord, processChainIo } = await import("./chain/index.ts");
    if (asksRecord(words)) return await chainOverRecord(words, io);
    return await chainCommand([...words, "--lang", io.lang], processChainIo(io.out, io.err));
  },
};

const forecast: Command = {
  name: "forecast", usage: "forecast slips --train FILE --test FILE [--json] | delivery PLACE [--json]",
  summary: { zh: "由过往拖期估计交付日：slips 在留出的项目上检验，delivery 预测记录里的承诺", en: "delivery dates from past slips: slips scores them on projects held back, delivery forecasts the record's promises" },
  options: [{ flag: "--train FILE", zh: "用来学习的项目表", en: "phases to learn from" }, { flag: "--test FILE", zh: "用来检验的项目表", en: "phases to score on" }, { flag: "--json", zh: "输出 JSON", en: "print JSON" }],
  async run(words, io) {
    if (words[0] === "delivery") return await (await import("./promises.ts")).runForecastDelivery(words, io);
    const { values, positionals } = readWords(words, { train: { type: "string" }, test: { type: "string" }, json: { type: "boolean" } });
    if (positionals[0] !== "slips") throw usage({ zh: "有 forecast slips 和 forecast delivery", en: "there are forecast slips and forecast delivery" });
    const { runForecastSlips } = await import("./forecast/index.ts");
    return await runForecastSlips({ ...values, lang: io.lang }, streams(io));
  },
};

const streams = (io: Io) => ({
  readFile: async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(path)),
  out: (line: string): void => void io.out.write(`${line}\n`),
  err: (line: string): void => void io.err.write(`${line}\n`),
});

export const COMMANDS: readonly Command[] = [serve, read, propose, show, search, lexicon, exportCommand, importCommand, verify, check, ruleCommand, promisesCommand, targetsCommand, register, report, dedupe, link, pairs, place, chain, complexity, forecast];
