/** `register import`: a file from the disk, streamed, with a bar; what cannot be used is listed with its reasons. */
import { createReadStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { flawsAfter, flawSheet, previewRegister, takeInRegister, toldMapping, FIELD_LABELS, type Register, type RegisterPreview, type TakeInOptions } from "../../entities/registers/index.ts";
import type { Database } from "../../db/index.ts";
import type { FileSource } from "../../files/index.ts";
import { AppError, inLang, parseWhen, problemLine, VISIBILITIES, type Visibility } from "../../kernel/index.ts";
import { EXIT, say, usage, writeLine, type Io } from "../command.ts";
import { Progress } from "../progress.ts";
import { withRecord } from "../record.ts";

export interface ImportWords {
  data?: string;
  empty?: boolean;
  map?: string[];
  title?: string;
  publisher?: string;
  published?: string;
  address?: string;
  visibility?: string;
  type?: string;
  sheet?: string;
  resume?: boolean;
  "sound-rows"?: boolean;
  errors?: string;
  preview?: boolean;
}

const CHUNK_BYTES = 1024 * 1024;
const SHOWN = 20;

/** A file on the disk, read anew for every pass. @throws AppError `cli/not-a-file`. */
async function fileAt(path: string): Promise<FileSource> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError("cli/not-found", { path }, { zh: `${path}：找不到（${error.code}）`, en: `${path}: not found (${error.code})` });
  });
  if (!info.isFile()) throw new AppError("cli/not-a-file", { path }, { zh: `${path} 不是普通文件`, en: `${path} is not a regular file` });
  return { name: path, bytes: info.size, chunks: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array> };
}

function optionsOf(words: ImportWords): TakeInOptions {
  if (words.published !== undefined && !parseWhen(words.published)) throw usage({ zh: `--published 要真实的日期，不是“${words.published}”`, en: `--published takes a real date, not “${words.published}”` });
  if (words.address !== undefined && !/^https?:\/\/\S+$/i.test(words.address)) throw usage({ zh: "--address 须以 http:// 或 https:// 开头", en: "--address begins with http:// or https://" });
  if (words.visibility !== undefined && !(VISIBILITIES as readonly string[]).includes(words.visibility)) throw usage({ zh: `--visibility 可写 ${VISIBILITIES.join("、")}`, en: `--visibility takes ${VISIBILITIES.join(", ")}` });
  const citation = { ...(words.publisher ? { publisher: words.publisher } : {}), ...(words.published ? { published: words.published } : {}), ...(words.address ? { address: words.address } : {}) };
  return {
    citation, ...(words.title ? { title: words.title } : {}), ...(words.sheet ? { sheet: words.sheet } : {}), ...(words.type ? { entity_type: words.type } : {}),
    ...(words.visibility ? { visibility: words.visibility as Visibility } : {}), ...(words["sound-rows"] ? { without_flawed: true } : {}),
    ...(words.map ? { mappingFrom: (header, guess) => toldMapping(words.map!, header, guess) } : {}),
  };
}

function sayMapping(io: Io, preview: RegisterPreview): void {
  const used = preview.mapping.columns.map((c) => `${preview.header[c.column]} → ${inLang(FIELD_LABELS[c.field], io.lang)}${c.scale ? ` ×${c.scale}` : ""}`);
  say(io, { zh: `列对应（${preview.mapping_from === "remembered" ? "沿用上次" : "按表头推定"}）：${used.join("；")}`, en: `columns (${preview.mapping_from === "remembered" ? "as last time" : "guessed"}): ${used.join("; ")}` });
}

export async function importRegister(io: Io, path: string, words: ImportWords): Promise<number> {
  const file = await fileAt(path);
  const options = optionsOf(words);
  return await withRecord(io, words, async ({ database, ctx, ontology }) => {
    if (options.entity_type !== undefined && !ontology.types.has(options.entity_type)) throw usage({ zh: `没有“${options.entity_type}”这一类型`, en: `there is no type “${options.entity_type}”` });
    const preview = await previewRegister(database.writer, file, { ...options, signal: io.signal });
    sayMapping(io, preview);
    if (words.preview) {
      for (const row of preview.checked) await writeLine(io.out, JSON.stringify(row));
      return EXIT.done;
    }
    if (words.resume && preview.same?.state !== "reading") throw new AppError("registers/nothing-to-resume", { path }, { zh: `${path} 没有中断过的导入`, en: `no import of ${path} was stopped`, hint: { zh: "去掉 --resume 即从头导入", en: "leave --resume out to begin" } });
    const bar = new Progress(io, 100);
    const started = io.clock.now().getTime();
    const register = await takeInRegister(database, ctx, file, {
      ...options, mapping: preview.mapping, signal: io.signal,
      progress: ({ rows, flawed, share }) => bar.step(Math.round((share ?? 0) * 100), `${rows} ${io.lang === "zh" ? "行" : "rows"}${flawed ? `, ${flawed} ✗` : ""}`),
    });
    bar.clear();
    return await report(io, database, register, words, (io.clock.now().getTime() - started) / 1000);
  });
}

async function report(io: Io, database: Database, register: Register, words: ImportWords, seconds: number): Promise<number> {
  if (register.state === "reading") {
    say(io, { zh: `已停止，读入 ${register.rows_sound} 行；再运行同一命令即可继续`, en: `stopped after ${register.rows_sound} rows; run the same command again to go on` });
    return EXIT.stopped;
  }
  const flawed = await flawsAfter(database.writer, register.id, -1, SHOWN);
  for (const row of flawed) for (const reason of row.reasons) io.err.write(`  ${problemLine({ file: register.file_name, ...reason }, io.lang)}\n`);
  if (register.rows_flawed > SHOWN) say(io, { zh: `  …另有 ${register.rows_flawed - SHOWN} 行`, en: `  … ${register.rows_flawed - SHOWN} more rows` });
  if (words.errors !== undefined && register.rows_flawed > 0) {
    await writeFile(words.errors, await flawSheet(database.writer, register.id, /\.csv$/i.test(words.errors) ? "csv" : "xlsx", io.lang));
    say(io, { zh: `不能用的行及原因已写入 ${words.errors}`, en: `unusable rows and their reasons are in ${words.errors}` });
  }
  const noted = Object.entries(register.noted).map(([note, n]) => `${note} ${n}`).join(", ");
  const rate = seconds > 0 ? Math.round((register.rows_sound + register.rows_flawed) / seconds) : 0;
  await writeLine(io.out, JSON.stringify({ id: register.id, title: register.title, state: register.state, rows: register.rows_sound, flawed: register.rows_flawed, noted: register.noted, sha256: register.sha256 }));
  if (register.state === "checked") {
    say(io, {
      zh: `${register.rows_flawed} 行不能用，名册尚未收下；改好文件再导入，或加 --sound-rows 只收下其余 ${register.rows_sound} 行`,
      en: `${register.rows_flawed} rows cannot be used and the register is not shown yet; mend the file and import it again, or add --sound-rows to take the other ${register.rows_sound}`,
    });
    return EXIT.refused;
  }
  say(io, { zh: `名册“${register.title}”：${register.rows_sound} 行（每秒 ${rate} 行）${noted ? `；留意：${noted}` : ""}`, en: `register “${register.title}”: ${register.rows_sound} rows (${rate} a second)${noted ? `; noted: ${noted}` : ""}` });
  return EXIT.done;
}
