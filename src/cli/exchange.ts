/** `export`, `import`, `verify`: the whole ledger out, in, and checked. */
import { createReadStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { AppError } from "../kernel/index.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, writeLine, type Command } from "./command.ts";
import { withRecord } from "./record.ts";

export const exportCommand: Command = {
  name: "export",
  usage: "export [FILE]",
  summary: { zh: "导出整个账本（每行一个 JSON；无 FILE 则写到标准输出）", en: "write the whole ledger, one JSON object a line (to standard output without FILE)" },
  options: DATA_FLAGS,
  async run(words, io) {
    const { values, positionals } = readWords(words, DATA_OPTIONS);
    const { exportLines } = await import("../ledger/index.ts");
    return await withRecord(io, values, async ({ database }) => {
      const file = positionals[0];
      if (file === undefined) {
        for await (const line of exportLines(database)) await writeLine(io.out, line);
        return EXIT.done;
      }
      // Written aside and renamed, so that a full disk or a Ctrl-C leaves no half file under the name.
      const aside = `${file}.part`;
      const handle = await open(aside, "w");
      try {
        for await (const line of exportLines(database)) {
          if (io.signal.aborted) throw new AppError("cli/stopped", {}, { zh: "已停止，未留下文件", en: "stopped; no file was left" });
          await handle.write(`${line}\n`);
        }
        await handle.sync();
        await handle.close();
        await rename(aside, file);
      } catch (error) {
        await handle.close().catch(() => {});
        await rm(aside, { force: true });
        throw error;
      }
      return EXIT.done;
    });
  },
};

export const importCommand: Command = {
  name: "import",
  usage: "import FILE|-",
  summary: { zh: "把导出的账本读进一个空记录（新文件夹不装参考记录）", en: "read an exported ledger into an empty record (a new folder starts empty)" },
  options: DATA_FLAGS.slice(0, 1),
  async run(words, io) {
    const { values, positionals } = readWords(words, DATA_OPTIONS);
    const file = positionals[0];
    if (file === undefined) throw usage({ zh: "请给出导出文件，- 为标准输入", en: "name the exported file, or - for standard input" });
    const input = file === "-" ? process.stdin : createReadStream(file);
    const opened = await new Promise<void>((resolve, reject) => {
      if (file === "-") resolve();
      else (input as ReturnType<typeof createReadStream>).once("open", () => resolve()).once("error", reject);
    }).catch((error: NodeJS.ErrnoException) => error);
    if (opened) throw new AppError("cli/no-file", { file }, { zh: `打不开 ${file}（${opened.code}）`, en: `cannot open ${file} (${opened.code})` });
    const { importLines } = await import("../ledger/index.ts");
    return await withRecord(io, { ...values, empty: true }, async ({ database }) => {
      const done = await importLines(database, createInterface({ input, crlfDelay: Infinity }));
      say(io, { zh: `导入 ${done.changes} 个变更集，${done.entries} 条`, en: `${done.changes} change sets imported, ${done.entries} entries` });
      return EXIT.done;
    });
  },
};

export const verify: Command = {
  name: "verify",
  usage: "verify [--rebuild]",
  summary: { zh: "重算全部哈希，任何改动都会显出", en: "work out every hash again; any tampering shows" },
  options: [{ flag: "--rebuild", zh: "顺便重建全部事实", en: "rebuild all facts as well" }, { flag: "--json", zh: "输出 JSON", en: "print JSON" }, ...DATA_FLAGS],
  async run(words, io) {
    const { values } = readWords(words, { ...DATA_OPTIONS, json: { type: "boolean" }, rebuild: { type: "boolean" } });
    const { rebuildFacts, verifyLedger } = await import("../ledger/index.ts");
    return await withRecord(io, values, async ({ database }) => {
      const result = await verifyLedger(database);
      if (values.rebuild) await rebuildFacts(database.writer);
      if (values.json) await writeLine(io.out, JSON.stringify(result));
      else {
        for (const f of result.flaws) await writeLine(io.out, `${f.change}\t${io.lang === "zh" ? f.message.zh : f.message.en}`);
        say(io, result.flaws.length > 0
          ? { zh: `发现 ${result.flaws.length} 处改动`, en: `${result.flaws.length} flaws: the ledger was altered` }
          : { zh: `${result.changes} 个变更集、${result.entries} 条，哈希全部相符；末端 ${result.head}`, en: `${result.changes} change sets, ${result.entries} entries, every hash fits; head ${result.head}` });
      }
      return result.flaws.length > 0 ? EXIT.refused : EXIT.done;
    });
  },
};
