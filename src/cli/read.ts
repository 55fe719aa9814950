/**
 * `read`: files and folders into the ledger, one change set a file. Stopped or killed, it is resumed by the same command:
 * what was read is known by its bytes.
 */
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, inLang, problemLine } from "../kernel/index.ts";
import { ASSIST_FLAG, assistantFor, failureLine, sayAssisted } from "./assist.ts";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, usage, type Command, type Io } from "./command.ts";
import { Progress } from "./progress.ts";
import { withRecord } from "./record.ts";

const READABLE = /\.(txt|md|markdown|html?|docx|pdf|xlsx|csv|parquet)$/i;

/** Files named, and the readable files below the folders named, in name order. Links are not followed. */
export async function filesBelow(paths: readonly string[], onMissing: (path: string, why: string) => void): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".")) await walk(path);
      else if (entry.isFile() && READABLE.test(entry.name)) found.push(path);
    }
  };
  for (const path of paths) {
    try {
      const info = await lstat(path);
      if (info.isDirectory()) await walk(path);
      else found.push(path);
    } catch (error) {
      onMissing(path, (error as NodeJS.ErrnoException).code ?? String(error));
    }
  }
  return found;
}

/** The bytes of a file, refused before reading when there are too many. */
export async function bytesOf(path: string): Promise<Uint8Array> {
  const { LIMITS } = await import("../files/index.ts");
  const info = await stat(path);
  if (!info.isFile()) throw new AppError("cli/not-a-file", { path }, { zh: `${path} 不是普通文件`, en: `${path} is not a regular file` });
  if (info.size > LIMITS.bytes_max) {
    throw new AppError("files/too-large", { path, bytes: info.size }, { zh: `${path} 有 ${info.size} 字节，超过 ${LIMITS.bytes_max}`, en: `${path} has ${info.size} bytes; at most ${LIMITS.bytes_max} are read`, hint: { zh: "请拆成几个文件", en: "split it into several files" } });
  }
  return new Uint8Array(await readFile(path));
}

/** One line on what was refused, with place and remedy. */
export function refusalLine(io: Io, path: string, error: unknown): string {
  if (!(error instanceof AppError)) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return io.lang === "zh" ? `${path}：无法读取（${code}）` : `${path}: cannot be read (${code})`;
  }
  const words = inLang(error.label, io.lang);
  const line = words.includes(path) ? words : `${path}: ${words}`;
  const hint = error.hint ? ` (${inLang(error.hint, io.lang)})` : "";
  return [`${line}${hint}`, ...error.problems.slice(0, 5).map((p) => `  ${problemLine(p, io.lang)}`)].join("\n");
}

export const read: Command = {
  name: "read",
  usage: "read FILE|DIR… [--assist]",
  summary: { zh: "把文件读入账本，提出记载（可中断，再运行即续）", en: "read files into the ledger and propose claims (stop it and run it again to go on)" },
  options: [ASSIST_FLAG, ...DATA_FLAGS],
  async run(words, io) {
    const { values, positionals } = readWords(words, { ...DATA_OPTIONS, assist: { type: "boolean" } });
    if (positionals.length === 0) throw usage({ zh: "请给出要读的文件或文件夹", en: "name the files or folders to read" });
    const { lexiconOf, readIntoLedger } = await import("../documents/index.ts");
    let failed = 0;
    const complain = (line: string): void => {
      failed++;
      io.err.write(`${line}\n`);
    };
    const files = await filesBelow(positionals, (path, why) => complain(io.lang === "zh" ? `${path}：找不到（${why}）` : `${path}: not found (${why})`));
    return await withRecord(io, values, async ({ database, ontology, ctx }) => {
      const assistant = assistantFor(io, values.assist, ontology);
      const progress = new Progress(io, files.length);
      const count = { read: 0, same: 0, claims: 0 };
      for (const [i, path] of files.entries()) {
        if (io.signal.aborted) break;
        progress.step(i, path);
        try {
          const result = await readIntoLedger(database, ctx, { name: path, bytes: await bytesOf(path) }, { lexicon: lexiconOf(ontology), ...(assistant ? { assistant, signal: io.signal } : {}) });
          const trouble = failureLine(io, path, result.assistance);
          if (trouble) {
            progress.clear();
            io.err.write(`${trouble}\n`);
          }
          count[result.state === "done" ? "read" : "same"]++;
          count.claims += result.claims;
        } catch (error) {
          progress.clear();
          if (io.signal.aborted) break; // a model's answer was not waited for; nothing of this file was written
          complain(refusalLine(io, path, error));
        }
        progress.step(i + 1, path);
      }
      progress.clear();
      say(io, {
        zh: `读入 ${count.read} 个文件，提出 ${count.claims} 条记载；${count.same} 个此前已读${failed ? `；${failed} 个未能读入` : ""}`,
        en: `${count.read} files read, ${count.claims} claims proposed; ${count.same} had been read before${failed ? `; ${failed} could not be read` : ""}`,
      });
      sayAssisted(io, assistant);
      if (io.signal.aborted) {
        say(io, { zh: "已停止；再运行同一命令即可继续", en: "stopped; run the same command again to go on" });
        return EXIT.stopped;
      }
      return failed > 0 ? EXIT.refused : EXIT.done;
    });
  },
};
