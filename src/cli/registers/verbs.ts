/** The other verbs of `register`: what there is, its rows, its pairs with the record, its duplicates, adoption. */
import { adoptRows, dedupeRegister, linkRegister, registerBy, registersOf, removeRegister, rowsAfter, searchRegister, type RegisterRow } from "../../entities/registers/index.ts";
import { AppError, isId, problemLine } from "../../kernel/index.ts";
import { entitiesByIds, entityBy } from "../../ledger/index.ts";
import { EXIT, say, usage, writeLine, type Io } from "../command.ts";
import { Progress } from "../progress.ts";
import { withRecord, type Opened } from "../record.ts";

interface DataWords {
  data?: string;
  empty?: boolean;
}

/** A register by its id, the beginning of it, or its title. @throws AppError `registers/no-register`. */
async function idOf({ database }: Opened, told: string): Promise<string> {
  if (isId(told)) return (await registerBy(database.writer, told)).id;
  const all = await registersOf(database.writer);
  const found = all.filter((r) => r.title === told || (told.length >= 6 && (r.id.startsWith(told) || r.id.endsWith(told))));
  if (found.length !== 1) {
    throw new AppError("registers/no-register", { told, found: found.map((r) => r.id) }, { status: 404, zh: found.length === 0 ? `没有名册“${told}”` : `有 ${found.length} 份名册叫“${told}”，请用编号`, en: found.length === 0 ? `there is no register “${told}”` : `${found.length} registers are called “${told}”; use an id`, hint: { zh: "见 register list", en: "see register list" } });
  }
  return found[0]!.id;
}

export async function listRegisters(io: Io, words: DataWords & { json?: boolean }): Promise<number> {
  return await withRecord(io, words, async ({ database }) => {
    for (const r of await registersOf(database.writer)) {
      await writeLine(io.out, words.json ? JSON.stringify(r) : [r.id, r.state, r.rows_sound, r.rows_flawed, r.title, r.file_name].join("\t"));
    }
    return EXIT.done;
  });
}

export async function showRegister(io: Io, told: string, words: DataWords & { json?: boolean; search?: string; rows?: number }): Promise<number> {
  return await withRecord(io, words, async (opened) => {
    const { database } = opened;
    const register = await registerBy(database.writer, await idOf(opened, told));
    io.err.write(`${register.title} · ${register.file_name} · ${register.state} · ${register.rows_sound}${register.rows_flawed ? ` (+${register.rows_flawed} ✗)` : ""}\n`);
    const rows = words.search ? await searchRegister(database.writer, register.id, words.search, words.rows ?? 20) : await rowsAfter(database.writer, register.id, -1, words.rows ?? 20);
    const line = (r: RegisterRow): string => (words.json ? JSON.stringify(r) : [r.row, r.name_zh ?? "", r.name_en ?? "", r.uscc ?? "", r.place ?? ""].join("\t"));
    for (const row of rows) await writeLine(io.out, line(row));
    return rows.length > 0 || !words.search ? EXIT.done : EXIT.refused;
  });
}

/** A bar for work whose parts are not known beforehand. */
function barFor(io: Io): { tell: (done: number, of: number) => void; clear: () => void } {
  let bar: Progress | undefined;
  return { tell: (done, of) => (bar ??= new Progress(io, of)).step(Math.min(done, of), ""), clear: () => bar?.clear() };
}

export async function linkOne(io: Io, told: string, words: DataWords & { all?: boolean }): Promise<number> {
  return await withRecord(io, words, async (opened) => {
    const { database } = opened;
    const bar = barFor(io);
    const links = await linkRegister(database, await idOf(opened, told), () => io.clock.now(), { progress: bar.tell, signal: io.signal });
    bar.clear();
    const shown = words.all ? links : links.filter((l) => l.decision === "link");
    const entities = await entitiesByIds(database.writer, shown.map((l) => l.entity_id));
    for (const { row, entity_id, score, decision, veto, features } of shown) {
      await writeLine(io.out, JSON.stringify({ row, entity: entities.get(entity_id)?.slug ?? entity_id, score, decision, ...(veto ? { veto } : {}), features }));
    }
    say(io, { zh: `${links.filter((l) => l.decision === "link").length} 对可连，${links.filter((l) => l.decision === "review").length} 对待审`, en: `${links.filter((l) => l.decision === "link").length} links, ${links.filter((l) => l.decision === "review").length} pairs for review` });
    return EXIT.done;
  });
}

export async function dedupeOne(io: Io, told: string, words: DataWords & { all?: boolean; threshold?: string }): Promise<number> {
  const threshold = words.threshold === undefined ? undefined : Number(words.threshold);
  if (threshold !== undefined && !(threshold >= 0 && threshold <= 1)) throw usage({ zh: "--threshold 要 0 到 1 之间的数", en: "--threshold takes a number from 0 to 1" });
  return await withRecord(io, words, async (opened) => {
    const { database } = opened;
    const found = await dedupeRegister(database.writer, await idOf(opened, told), threshold === undefined ? {} : { threshold });
    const twins = found.clusters.filter((c) => c.rows.length > 1);
    for (const { rows, name, score, reasons } of words.all ? found.clusters : twins) await writeLine(io.out, JSON.stringify({ rows, name, score, reasons }));
    say(io, { zh: `${found.clusters.length} 个机构，其中 ${twins.length} 个不止一行`, en: `${found.clusters.length} organisations, ${twins.length} of them in more than one row` });
    return EXIT.done;
  });
}

/** `12`, `12-15`, `12,14`. @throws AppError `cli/usage`. */
export function rowNumbers(told: readonly string[]): number[] {
  const rows = told.flatMap((t) => t.split(",")).filter((t) => t !== "").flatMap((part) => {
    const m = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    const [from, to] = [Number(m?.[1]), Number(m?.[2] ?? m?.[1])];
    if (!m || to < from || to - from > 100_000) throw usage({ zh: `“${part}”不是行号`, en: `“${part}” is no row number` });
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  if (rows.length === 0) throw usage({ zh: "请给出行号", en: "give the rows" });
  return rows;
}

export async function adoptRowsOf(io: Io, told: string, rows: readonly string[], words: DataWords & { entity?: string; type?: string; note?: string }): Promise<number> {
  const numbers = rowNumbers(rows);
  return await withRecord(io, words, async (opened) => {
    const { database, ctx, ontology } = opened;
    if (words.type !== undefined && !ontology.types.has(words.type)) throw usage({ zh: `没有“${words.type}”这一类型`, en: `there is no type “${words.type}”` });
    const entity = words.entity === undefined ? undefined : await entityBy(database.writer, words.entity);
    const done = await adoptRows(database, ctx, ontology, await idOf(opened, told), numbers, { ...(entity ? { entity_id: entity.id } : {}), ...(words.type ? { entity_type: words.type } : {}), ...(words.note ? { note: words.note } : {}) });
    const entities = await entitiesByIds(database.writer, done.adopted.map((a) => a.entity_id));
    for (const one of done.adopted) await writeLine(io.out, JSON.stringify({ row: one.row, entity: entities.get(one.entity_id)?.slug ?? one.entity_id, new: one.is_new, claims: one.claims }));
    for (const flaw of done.left_out) io.err.write(`  ${problemLine(flaw, io.lang)}\n`);
    say(io, { zh: `采用 ${done.adopted.length} 个机构，${done.adopted.reduce((n, a) => n + a.claims, 0)} 条记载${done.before.length ? `；${done.before.length} 行此前已采用` : ""}`, en: `${done.adopted.length} organisations adopted, ${done.adopted.reduce((n, a) => n + a.claims, 0)} claims${done.before.length ? `; ${done.before.length} rows had been adopted before` : ""}` });
    return EXIT.done;
  });
}

export async function removeOne(io: Io, told: string, words: DataWords): Promise<number> {
  return await withRecord(io, words, async (opened) => {
    await removeRegister(opened.database, await idOf(opened, told));
    say(io, { zh: "已去掉", en: "removed" });
    return EXIT.done;
  });
}
