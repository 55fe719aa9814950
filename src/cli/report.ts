/**
 * `report`: a paper on a cluster as PDF, DOCX, HTML, XLSX, or its data as CSV or JSON-LD.
 * Invariant: the file is written whole or not at all, and only after every figure in it was traced to a standing claim.
 */
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { AppError, dayOf, parseWhen } from "../kernel/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, type Command, type Io } from "./command.ts";
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
} as const;

async function build(io: Io, values: ReturnType<typeof readReportWords>["values"]): Promise<number> {
  const outs = values.out ?? [];
  if (outs.length === 0) throw usage({ zh: "请给出 --out 文件", en: "name the file with --out" });
  if (values.lang !== undefined && values.lang !== "zh" && values.lang !== "en") throw usage({ zh: "--lang 为 zh 或 en", en: "--lang is zh or en" });
  const { compose, extensionOf, loadMaterial, renderAs, writeWhole } = await import("../report/index.ts");
  const files = outs.map((file) => ({ file, format: extensionOf(file) }));
  const today = dayFrom(values.date, "--date") ?? dayOf(io.clock.now());
  const [valid_on, known_on] = [dayFrom(values["as-of"], "--as-of"), dayFrom(values["known-on"], "--known-on")];
  const words = await ownWords(values.words);
  return await withRecord(io, values, async ({ database, ontology }) => {
    const material = await loadMaterial(database, ontology, { clearance: "public", clocks: { ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}) }, today, signal: io.signal, ...(values.cluster ? { cluster: values.cluster } : {}) });
    const request = {
      lang: values.lang === "zh" || values.lang === "en" ? values.lang : io.lang, profile: values.profile ?? "whitepaper", ...(values.sections ? { sections: values.sections.split(",").map((s) => s.trim()).filter(Boolean) } : {}),
      ...(values.title ? { title: values.title } : {}), ...(values.issuer ? { issuer: values.issuer } : {}), ...(words ? { words } : {}), ...(values.base ? { base: values.base.replace(/\/+$/, "") } : {}),
    };
    const paper = await compose(material, request, { built_on: today, version: io.version });
    for (const { file, format } of files) {
      const bytes = await renderAs(format, paper, material);
      await writeWhole(file, bytes);
      say(io, { zh: `${file}：${paper.notes.length} 条脚注，${paper.cited.length} 条记载，${paper.sources.length} 个来源`, en: `${file}: ${paper.notes.length} notes, ${paper.cited.length} claims, ${paper.sources.length} sources` });
    }
    say(io, { zh: `版次 ${paper.meta.edition}，账本 ${paper.meta.ledger_hash.slice(0, 16)}`, en: `edition ${paper.meta.edition}, ledger ${paper.meta.ledger_hash.slice(0, 16)}` });
    return EXIT.done;
  });
}

const readReportWords = (words: string[]) => readWords(words, OPTIONS);

export const report: Command = {
  name: "report",
  usage: "report --out FILE.(pdf|docx|html|xlsx|csv|jsonld)",
  summary: { zh: "由记录生成白皮书，每个数字附来源", en: "a paper on a cluster from the record, every figure with its source" },
  options: [
    { flag: "--out FILE", zh: "写到哪里；可给多个，后缀决定格式", en: "where to; several may be given, the ending says which form" }, { flag: "--lang zh|en", zh: "语言", en: "language" },
    { flag: "--profile P", zh: "whitepaper、brief、investor 或 expo", en: "whitepaper, brief, investor or expo" }, { flag: "--sections S,S", zh: "只要这些部分", en: "only these sections" }, { flag: "--cluster C", zh: "哪个集群；all 为整个记录", en: "which cluster; all for the whole record" },
    { flag: "--as-of D", zh: "只取当日已成立的事实", en: "only what held on this day" }, { flag: "--known-on D", zh: "只取当日前已公布的说法", en: "only what had been said by this day" }, { flag: "--date D", zh: "版次日期（默认今天）", en: "day of the edition (today)" },
    { flag: "--title T", zh: "封面标题", en: "title on the cover" }, { flag: "--issuer T", zh: "封面上的发布单位", en: "who issues it" }, { flag: "--words FILE", zh: "编者段落（YAML：部分: 文字，可含 {{fact …}}）", en: "own paragraphs (YAML of section: text, with {{fact …}})" },
    { flag: "--base URL", zh: "记录网页的地址，供数字链接", en: "where the record's pages are served, for links" }, ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values } = readReportWords(words);
    return await build(io, values);
  },
};
