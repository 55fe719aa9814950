/**
 * Taking a register in: surveyed, its mapping checked, its rows read in batches, shown only when all of it is sound or a person has said
 * that the sound rows will do.
 * Invariant: what a stop leaves behind is invisible and is gone on with by giving the same file again; a file that changed while it was
 * read leaves nothing behind.
 */
import { sql, type Kysely } from "kysely";
import type { Database, Schema } from "../../db/index.ts";
import { headerIndex, streamTable, surveyFile, type FileSource, type FileSurvey, type TableRow } from "../../files/index.ts";
import { AppError, newId, VISIBILITIES, type Visibility } from "../../kernel/index.ts";
import { inTransaction, recordIn, sourceOfBytes, type Ctx } from "../../ledger/index.ts";
import { checkRow, rowReader } from "./check-row.ts";
import { checkMapping, guessMapping, mappingKey, noNameColumn, signatureOf } from "./mapping.ts";
import type { Citation, FlawedRow, Mapping, Register, RegisterRow } from "./model.ts";
import { dropRegister, insertRegister, mappingFor, registerBy, registerOfFile, rememberMapping, writeBatch } from "./store.ts";

export interface TakeInOptions {
  /** What the columns mean; else as remembered for these headings, else guessed. */
  mapping?: Mapping;
  /** Told from headings and guess, when the file has been looked into. */
  mappingFrom?: (header: readonly string[], guess: Mapping) => Mapping;
  sheet?: string;
  title?: string;
  citation?: Citation;
  entity_type?: string;
  visibility?: Visibility;
  /** Shows the register even where some rows are flawed. */
  without_flawed?: boolean;
  signal?: AbortSignal;
  /** Called after every batch. `share` is how much of the file has been read, where that can be told. */
  progress?: (done: { rows: number; flawed: number; share?: number }) => void;
}

/** What a file looks like before it is taken in. */
export interface RegisterPreview {
  survey: FileSurvey;
  sheet?: string;
  /** Row number of the headings. */
  header_row: number;
  header: string[];
  sample: { row: number; cells: string[] }[];
  mapping: Mapping;
  mapping_from: "remembered" | "guessed";
  /** The first rows as they would be taken in, or why they would not. */
  checked: (RegisterRow | FlawedRow)[];
  /** A register that holds this very file already, or began to. */
  same?: Register;
}

const HEAD_ROWS = 20;
const SAMPLE_ROWS = 500;
const CHECKED_ROWS = 50;
const BATCH_ROWS = 5_000;

interface Head {
  sheet?: string;
  header_row: number;
  header: string[];
  sample: { row: number; cells: string[] }[];
}

/** The headings and first rows of the wanted sheet, or of the first that has any. @throws AppError `registers/no-header`. */
async function headOf(file: FileSource, survey: FileSurvey, wanted: string | undefined, signal?: AbortSignal): Promise<Head> {
  const rows: TableRow[] = [];
  let sheet: string | undefined;
  for await (const row of streamTable(file, survey, signal ? { signal } : {})) {
    if (wanted !== undefined && row.sheet !== wanted) continue;
    if (rows.length > 0 && row.sheet !== sheet) break;
    sheet = row.sheet;
    rows.push(row);
    if (rows.length >= SAMPLE_ROWS + HEAD_ROWS) break;
  }
  const top = rows.slice(0, HEAD_ROWS).map((r) => ({ row: r.row, cells: r.raw }));
  const at = survey.format === "parquet" && top.length > 0 ? 0 : headerIndex(top);
  if (at < 0) {
    throw new AppError("registers/no-header", { file: file.name, ...(wanted ? { sheet: wanted } : {}) }, {
      zh: `${file.name} 的前 ${HEAD_ROWS} 行里没有表头`, en: `${file.name} has no heading row among its first ${HEAD_ROWS} rows`, hint: { zh: "第一行应写明各列是什么", en: "the first row should say what the columns are" },
    });
  }
  const cells = rows[at]!.raw;
  let width = cells.length;
  while (width > 0 && cells[width - 1]!.trim() === "") width -= 1;
  const header = cells.slice(0, width).map((h) => h.replaceAll(/\s+/g, " ").trim());
  return { ...(sheet === undefined ? {} : { sheet }), header_row: rows[at]!.row, header, sample: rows.slice(at + 1).map((r) => ({ row: r.row, cells: r.raw })) };
}

/** Looks into a file: headings, first rows, the likeliest mapping. Nothing is written. @throws AppError as `surveyFile`; `registers/no-header`. */
export async function previewRegister(db: Kysely<Schema>, file: FileSource, options: Pick<TakeInOptions, "sheet" | "mapping" | "mappingFrom" | "signal"> = {}): Promise<RegisterPreview> {
  const survey = await surveyFile(file, options.signal);
  const head = await headOf(file, survey, options.sheet, options.signal);
  const remembered = await mappingFor(db, signatureOf(head.header));
  const guess = remembered ?? guessMapping(head.header, head.sample.map((r) => r.cells));
  const mapping = options.mapping ?? options.mappingFrom?.(head.header, guess) ?? guess;
  const reader = rowReader(mapping, head.header);
  const same = await registerOfFile(db, survey.sha256);
  return {
    survey, ...head, sample: head.sample.slice(0, CHECKED_ROWS), mapping, mapping_from: remembered ? "remembered" : "guessed",
    checked: head.sample.slice(0, CHECKED_ROWS).map((r) => checkRow(reader, r.row, r.cells)), ...(same ? { same } : {}),
  };
}

/** Refuses a mapping by which none of the first rows has a name. */
function assertFits(preview: RegisterPreview, file: FileSource): void {
  if (preview.mapping.columns.length === 0) throw noNameColumn(preview.header);
  checkMapping(preview.mapping, preview.header);
  if (preview.sample.length === 0) {
    throw new AppError("registers/no-rows", { file: file.name }, { zh: `${file.name} 的表头之下没有数据行`, en: `${file.name} has no rows below its heading` });
  }
  const flawed = preview.checked.filter((r) => "reasons" in r);
  if (flawed.length === preview.checked.length) {
    throw new AppError("registers/mapping-fits-nothing", { checked: preview.checked.length, mapping: preview.mapping, header: preview.header }, {
      zh: `按这样的列对应，前 ${preview.checked.length} 行一行也读不出名称`, en: `under this mapping none of the first ${preview.checked.length} rows can be used`,
      hint: { zh: "请改正哪一列是名称", en: "correct which column holds the names" }, problems: flawed.slice(0, 20).flatMap((r) => ("reasons" in r ? r.reasons : [])),
    });
  }
}

/** Registers being read by this process, so that one file is not read twice at once. */
const busy = new Set<string>();
const isBusy = (id: string): AppError => new AppError("registers/busy", { id }, { status: 409, zh: "这份名册正在导入", en: "this register is being imported right now", hint: { zh: "请等它完成或停止", en: "wait until it is done or stopped" } });

async function begin(database: Database, ctx: Ctx, file: FileSource, preview: RegisterPreview, options: TakeInOptions): Promise<Register> {
  const key = mappingKey(preview.mapping);
  const before = await registerOfFile(database.writer, preview.survey.sha256, key);
  if (before?.state === "complete") return before;
  if (before) return await retold(database, before, options);
  const other = preview.same;
  if (other?.state === "complete") {
    throw new AppError("registers/same-file", { id: other.id, title: other.title }, {
      status: 409, zh: `这个文件已是名册“${other.title}”，列对应不同`, en: `this very file already is the register “${other.title}”, under another mapping`, hint: { zh: `若要换列对应，先去掉它：register remove ${other.id}`, en: `to map it anew, remove it first: register remove ${other.id}` },
    });
  }
  if (other) await dropRegister(database.writer, other.id); // begun under another mapping and never shown
  const register: Register = {
    id: newId(ctx.clock), title: (options.title?.trim() || file.name.replace(/^.*[\\/]/, "").replace(/\.[A-Za-z]{1,8}$/, "")).slice(0, 300), file_name: file.name.replace(/^.*[\\/]/, "").slice(0, 255),
    sha256: preview.survey.sha256, bytes: preview.survey.bytes, format: preview.survey.format, ...(preview.survey.encoding ? { encoding: preview.survey.encoding } : {}),
    ...(preview.sheet === undefined ? {} : { sheet: preview.sheet }), header_row: preview.header_row, header: preview.header, mapping: preview.mapping,
    entity_type: options.entity_type ?? "Firm", citation: options.citation ?? {}, state: "reading", last_row: preview.header_row, rows_sound: 0, rows_flawed: 0, noted: {},
    visibility: options.visibility ?? "public", actor: ctx.actor, at: ctx.clock.now().toISOString(),
  };
  await insertRegister(database.writer, register, key);
  return register;
}

/** One that was begun takes the title and citation that it is now given. */
async function retold(database: Database, before: Register, options: TakeInOptions): Promise<Register> {
  const told = { title: options.title?.trim().slice(0, 300) || before.title, citation: { ...before.citation, ...options.citation }, visibility: options.visibility ?? before.visibility, entity_type: options.entity_type ?? before.entity_type };
  await database.writer.updateTable("register").set({ ...told, citation: JSON.stringify(told.citation), visibility: VISIBILITIES.indexOf(told.visibility) }).where("id", "=", before.id).execute();
  return { ...before, ...told };
}

/**
 * Takes a register in, or goes on with one that was begun. @returns it as it stands: `complete`; `checked` where flawed rows wait for a
 * person's word; `reading` where it was stopped by the signal.
 * @throws AppError `registers/no-name-column`, `registers/mapping-fits-nothing`, `registers/file-changed`, `registers/busy`; as `surveyFile`.
 */
export async function takeInRegister(database: Database, ctx: Ctx, file: FileSource, options: TakeInOptions = {}): Promise<Register> {
  const preview = await previewRegister(database.writer, file, options);
  assertFits(preview, file);
  const register = await begin(database, ctx, file, preview, options);
  if (register.state === "complete") return register;
  if (busy.has(register.id)) throw isBusy(register.id);
  busy.add(register.id);
  try {
    if (register.state === "reading" && !(await readRows(database, file, preview.survey, register, options))) return register;
  } finally {
    busy.delete(register.id);
  }
  if (register.rows_flawed > 0 && options.without_flawed !== true) return register;
  return await completeRegister(database, ctx, register.id);
}

/** Reads rows in batches, each a transaction. @returns false when it was stopped. */
async function readRows(database: Database, file: FileSource, survey: FileSurvey, register: Register, options: TakeInOptions): Promise<boolean> {
  const reader = rowReader(register.mapping, register.header);
  let sound: RegisterRow[] = [];
  let flawed: FlawedRow[] = [];
  let [read, seen, hash] = [0, register.last_row, ""];
  const flush = async (): Promise<void> => {
    const kept = await database.writer.transaction().execute(async (tx) => await writeBatch(tx, register, sound, flawed, seen));
    if (!kept) throw isBusy(register.id);
    [sound, flawed] = [[], []];
    options.progress?.({ rows: register.rows_sound + register.rows_flawed, flawed: register.rows_flawed, ...(survey.encoding ? { share: Math.min(1, read / survey.bytes) } : {}) });
  };
  for await (const line of streamTable(file, survey, { onEnd: (sha256) => (hash = sha256), onBytes: (done) => (read = done) })) {
    if (line.sheet !== register.sheet || line.row <= register.last_row || line.row <= seen) continue;
    if (options.signal?.aborted && sound.length + flawed.length === 0) return false;
    seen = line.row;
    const checked = checkRow(reader, line.row, line.raw, line.problems !== undefined);
    if (!("reasons" in checked)) sound.push(checked);
    else if (!checked.reasons.every((r) => r.code === "registers/empty-row")) flawed.push(checked);
    if (sound.length + flawed.length < BATCH_ROWS) continue;
    await flush();
    if (options.signal?.aborted) return false;
  }
  if (hash !== register.sha256) {
    await dropRegister(database.writer, register.id);
    throw new AppError("registers/file-changed", { file: file.name, sha256: register.sha256, now: hash }, {
      status: 409, zh: `${file.name} 在读取期间被改动，没有写入任何内容`, en: `${file.name} changed while it was being read; nothing was kept`, hint: { zh: "请等文件写完后重试", en: "try again when the file is finished" },
    });
  }
  await flush();
  await database.writer.updateTable("register").set({ state: "checked" }).where("id", "=", register.id).execute();
  register.state = "checked";
  return true;
}

/**
 * Shows a register: its source is entered in the ledger and its mapping remembered for the next file with these headings.
 * @throws AppError `registers/not-ready` while rows are still missing; `registers/no-rows` when not one row is sound.
 */
export async function completeRegister(database: Database, ctx: Ctx, id: string): Promise<Register> {
  const register = await registerBy(database.writer, id);
  if (register.state === "complete") return register;
  if (register.state === "reading") throw new AppError("registers/not-ready", { id }, { status: 409, zh: "名册还没有读完", en: "the register has not been read to its end", hint: { zh: "请再次导入同一文件，即接着读", en: "import the same file again to go on" } });
  if (register.rows_sound === 0) throw new AppError("registers/no-rows", { id }, { zh: "没有一行可用", en: "not one row can be used", hint: { zh: "请改正列对应或文件", en: "correct the mapping or the file" } });
  const at = ctx.clock.now().toISOString();
  await inTransaction(database.writer, async (tx) => {
    const known = await sourceOfBytes(tx, register.sha256);
    const source_id = known?.id ?? newId(ctx.clock);
    if (!known) {
      await recordIn(tx, ctx, { kind: "import", note: register.title, entries: [{ kind: "source", id: source_id, version: 1, what: "table", title: register.title, ...register.citation, sha256: register.sha256, visibility: register.visibility }] });
    }
    await tx.updateTable("register").set({ state: "complete", completed_at: at, source_id }).where("id", "=", id).execute();
    await rememberMapping(tx, signatureOf(register.header), register.mapping, ctx.actor, at);
  });
  await analyse(database.writer);
  return await registerBy(database.writer, id);
}

/** The planner is told of the new rows: the embedded engine has nobody who does it in the background. */
async function analyse(db: Kysely<Schema>): Promise<void> {
  await sql`analyze register, register_row`.execute(db);
}

/**
 * Takes a register away: one that was begun, or one that no claim of the record rests on.
 * @throws AppError `registers/in-use` naming how many claims cite it.
 */
export async function removeRegister(database: Database, id: string): Promise<void> {
  const register = await registerBy(database.writer, id);
  if (busy.has(id)) throw isBusy(id);
  if (register.source_id) {
    const { n } = await database.writer.selectFrom("claim").select((eb) => eb.fn.countAll<number>().as("n")).where("source_id", "=", register.source_id).executeTakeFirstOrThrow();
    if (Number(n) > 0) throw new AppError("registers/in-use", { id, claims: Number(n) }, { status: 409, zh: `账本里有 ${n} 条记载出自这份名册，不能去掉`, en: `${n} claims of the record rest on this register; it stays` });
  }
  await dropRegister(database.writer, id);
}
