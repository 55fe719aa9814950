/**
 * `report`: a paper on a cluster as PDF, DOCX, HTML, XLSX, or its data as CSV or JSON-LD.
 * Invariant: the file is written whole or not at all, and only after every figure in it was traced to a standing claim.
 */
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { AppError, dayOf, parseWhen } from "../kernel/index.ts";
import type { Comparison, Order, Why } from "../report/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command, type Io } from "./command.ts";
import { withRecord } from "./record.ts";

function dayFrom(text: string | undefined, flag: string): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !parseWhen(text)) throw usage({ zh: `${flag} 要一个真实的日子，不是“${text}”`, en: `${flag} takes a real day, not “${text}”` });
  return text;
}

const wordsFile = z.record(z.string(), z.string());

/** Editors' paragraphs: a YAML file of section id → text. */
async function ownWords(file: string | undefined): Promise<Record<string, string> | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new AppError("cli/no-file", { file }, { zh: `打不开 ${file}（${error.code}）`, en: `cannot open ${file} (${error.code})` });
  });
  const read = wordsFile.safeParse(parse(text));
  if (!read.success) throw usage({ zh: `${file} 应为“部分: 文字”的 YAML`, en: `${file} must be YAML of section: text` });
  return read.data;
}

const OPTIONS = {
  ...DATA_OPTIONS, lang: { type: "string" }, out: { type: "string", multiple: true }, "as-of": { type: "string" }, "known-on": { type: "string" }, profile: { type: "string" }, sections: { type: "string" },
  cluster: { type: "string" }, title: { type: "string" }, issuer: { type: "string" }, words: { type: "string" }, date: { type: "string" }, base: { type: "string" },
  compare: { type: "boolean" }, editions: { type: "boolean" }, json: { type: "boolean" },
} as const;
const readReportWords = (words: string[]) => readWords(words, OPTIONS);
type Values = ReturnType<typeof readReportWords>["values"];

function orderOf(io: Io, values: Values, words: Record<string, string> | undefined): Order {
  if (values.lang !== undefined && values.lang !== "zh" && values.lang !== "en") throw usage({ zh: "--lang 为 zh 或 en", en: "--lang is zh or en" });
  const [valid_on, known_on] = [dayFrom(values["as-of"], "--as-of"), dayFrom(values["known-on"], "--known-on")];
  return {
    lang: values.lang === "zh" || values.lang === "en" ? values.lang : io.lang, profile: values.profile ?? "whitepaper", built_on: dayFrom(values.date, "--date") ?? dayOf(io.clock.now()),
    clocks: { ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}) }, ...(values.cluster ? { cluster: values.cluster } : {}),
    ...(values.sections ? { sections: values.sections.split(",").map((s) => s.trim()).filter(Boolean) } : {}), ...(values.title ? { title: values.title } : {}), ...(values.issuer ? { issuer: values.issuer } : {}),
    ...(words ? { words } : {}), ...(values.base ? { base: values.base.replace(/\/+$/, "") } : {}),
  };
}

async function build(io: Io, values: Values): Promise<number> {
  const outs = values.out ?? [];
  if (outs.length === 0) throw usage({ zh: "请给出 --out 文件", en: "name the file with --out" });
  const { buildEdition, compareEditions, editionBefore, extensionOf, writeWhole } = await import("../report/index.ts");
  const files = outs.map((file) => ({ file, format: extensionOf(file) }));
  const order = orderOf(io, values, await ownWords(values.words));
  return await withRecord(io, values, async ({ database, ontology, ctx }) => {
    const press = { database, ontology, clock: io.clock, version: io.version, actor: ctx.actor, clearance: "public" as const, signal: io.signal };
    const { paper, edition, files: made, warnings } = await buildEdition(press, order, [...new Set(files.map((f) => f.format))], false);
    for (const { file, format } of files) {
      await writeWhole(file, made.get(format)!);
      say(io, { zh: `${file}：${paper.notes.length} 条脚注，${paper.cited.length} 条记载，${paper.sources.length} 个来源`, en: `${file}: ${paper.notes.length} notes, ${paper.cited.length} claims, ${paper.sources.length} sources` });
    }
    say(io, { zh: `版次 ${edition.id}，账本 ${edition.ledger_hash.slice(0, 16)}`, en: `edition ${edition.id}, ledger ${edition.ledger_hash.slice(0, 16)}` });
    for (const w of warnings) say(io, { zh: `注意 ${w.path}：${w.message.zh}`, en: `note, ${w.path}: ${w.message.en}` });
    const before = await editionBefore(database.reader("public"), edition);
    if (before) await tellChanges(io, await compareEditions(database.reader("public"), before, edition));
    return EXIT.done;
  });
}

const WHY: Record<Why, { zh: string; en: string }> = {
  "new-claim": { zh: "有新的记载", en: "new claim" }, correction: { zh: "更正", en: "correction" }, decision: { zh: "采纳、驳回或撤回", en: "accepted, rejected or withdrawn" }, ruling: { zh: "裁定", en: "ruling" },
  clock: { zh: "所看的日子不同", en: "another day" }, choice: { zh: "所选部分不同", en: "other sections" }, definition: { zh: "定义或规则不同", en: "definition" },
};

const CHANGES_TOLD = 20;

/** What is not as it was in the last edition of this kind, on the channel of messages. */
async function tellChanges(io: Io, { a, changes }: Comparison): Promise<void> {
  say(io, { zh: `与上一版 ${a.id.slice(0, 8)}（${a.built_on}）相比，${changes.length} 个数字有变`, en: `${changes.length} figures differ from edition ${a.id.slice(0, 8)} of ${a.built_on}` });
  for (const c of changes.slice(0, CHANGES_TOLD)) {
    const line = `  ${WHY[c.why][io.lang]}: ${c.before?.text ?? "—"} → ${c.after?.text ?? "—"}  ${(c.after ?? c.before)!.sentence.slice(0, 120)}`;
    say(io, { zh: line, en: line });
  }
  if (changes.length > CHANGES_TOLD) say(io, { zh: `  其余见 report --compare`, en: `  for the rest, report --compare` });
}

/** Every figure that changed between two editions, one a line. */
async function compare(io: Io, values: Values, positionals: readonly string[]): Promise<number> {
  const [a, b] = positionals;
  if (a === undefined || b === undefined) throw usage({ zh: "请给出两个版次号", en: "name two editions" });
  const { compareEditions, editionBy } = await import("../report/index.ts");
  return await withRecord(io, values, async ({ database }) => {
    const db = database.reader("confidential");
    const found = await compareEditions(db, await editionBy(db, a), await editionBy(db, b));
    for (const c of found.changes) {
      if (values.json) await writeLine(io.out, JSON.stringify(c));
      else await writeLine(io.out, `${WHY[c.why][io.lang]}\t${c.before?.text ?? "—"}\t${c.after?.text ?? "—"}\t${(c.after ?? c.before)!.sentence}`);
    }
    say(io, { zh: `${found.changes.length} 个数字有变，${found.same} 个未变`, en: `${found.changes.length} figures changed, ${found.same} did not` });
    return EXIT.done;
  });
}

async function listEditions(io: Io, values: Values): Promise<number> {
  const { editionsPage } = await import("../report/index.ts");
  return await withRecord(io, values, async ({ database }) => {
    for (const e of await editionsPage(database.reader("confidential"), 200)) await writeLine(io.out, values.json ? JSON.stringify(e) : `${e.id}\t${e.built_on}\t${e.lang}\t${e.profile}\t${e.figures}\t${e.title}`);
    return EXIT.done;
  });
}


export const report: Command = {
  name: "report",
  usage: "report --out FILE.(pdf|docx|html|xlsx|csv|jsonld)",
  summary: { zh: "由记录生成白皮书，每个数字附来源", en: "a paper on a cluster from the record, every figure with its source" },
  options: [
    { flag: "--out FILE", zh: "写到哪里；可给多个，后缀决定格式", en: "where to; several may be given, the ending says which form" }, { flag: "--lang zh|en", zh: "语言", en: "language" },
    { flag: "--profile P", zh: "whitepaper、brief、investor 或 expo", en: "whitepaper, brief, investor or expo" }, { flag: "--sections S,S", zh: "只要这些部分", en: "only these sections" }, { flag: "--cluster C", zh: "哪个集群；all 为整个记录", en: "which cluster; all for the whole record" },
    { flag: "--as-of D", zh: "只取当日已成立的事实", en: "only what held on this day" }, { flag: "--known-on D", zh: "只取当日前已公布的说法", en: "only what had been said by this day" }, { flag: "--date D", zh: "版次日期（默认今天）", en: "day of the edition (today)" },
    { flag: "--title T", zh: "封面标题", en: "title on the cover" }, { flag: "--issuer T", zh: "封面上的发布单位", en: "who issues it" }, { flag: "--words FILE", zh: "编者段落（YAML：部分: 文字，可含 {{fact …}}）", en: "own paragraphs (YAML of section: text, with {{fact …}})" },
    { flag: "--base URL", zh: "记录网页的地址，供数字链接", en: "where the record's pages are served, for links" },
    { flag: "--editions", zh: "列出已生成的版次", en: "list the editions made" }, { flag: "--compare A B", zh: "两个版次之间变了哪些数字，为什么", en: "which figures changed between two editions, and why" }, { flag: "--json", zh: "每行一个 JSON", en: "one JSON object a line" }, ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values, positionals } = readReportWords(words);
    if (values.compare) return await compare(io, values, positionals);
    if (values.editions) return await listEditions(io, values);
    return await build(io, values);
  },
};
