/**
 * Import of claims, firms and sources from Excel or CSV.
 * Invariant: a sheet is checked whole before anything is written; every flaw is listed with its row and column and how to
 * mend it, and a sheet with a flaw writes nothing.
 */
import type { Database } from "../db/index.ts";
import { EntityDesk } from "../entities/index.ts";
import { AppError, hasHan, newId, type BaseUnit, type Bound, type Label, type Modality, type Problem, type Visibility } from "../kernel/index.ts";
import { inTransaction, recordIn, type ChangeSetRecord, type ClaimRecord, type Ctx, type Entry, type SourceRecord } from "../ledger/index.ts";
import { propertyOf, templateFields, validateClaimShape, type Ontology, type TemplateKind } from "../ontology/index.ts";
import { datedRow, isParksKind, namesAsked, placeRow } from "./import-parks.ts";
import { Check, common, dateOf, type Desk, type ImportOptions, numberOf, PROBLEMS_MAX, sheetRows, SourceDesk, type SheetRow, sourceOf } from "./sheet-row.ts";

/** A checked sheet. Its `entries` may be recorded when `problems` is empty. */
export interface CheckedImport {
  kind: TemplateKind;
  rows: number;
  problems: Problem[];
  /** What was read but deserves a look (a formula whose stored value was used); it keeps nothing from being written. */
  notes: Problem[];
  preview: { row: number; claims: number; subject: string; summary: Label }[];
  entries: Entry[];
}

const PREVIEW_ROWS = 50;

/** One claim a row. */
async function claimRow(values: ReadonlyMap<string, string>, row: SheetRow, desk: Desk): Promise<Entry[]> {
  const { check, ontology, ctx } = desk;
  const name: Label = { ...(values.get("subject_zh") ? { zh: values.get("subject_zh")! } : {}), ...(values.get("subject_en") ? { en: values.get("subject_en")! } : {}) };
  if (!name.zh && !name.en) check.add(row, "subject_zh", "missing", "主体的中文名和英文名至少填一个", "give the subject's name in at least one language");
  const unit = (values.get("unit") ?? "") as BaseUnit;
  const numeric = ["yuan", "currency", "m2", "count", "ratio"].includes(unit);
  const value = numeric ? numberOf(row, "value", check) : unit === "date" ? dateOf(values, row, "value", check) : values.get("value");
  const when = dateOf(values, row, "when", check);
  const stated_on = dateOf(values, row, "stated_on", check);
  const source = await sourceOf(values, row, desk);
  const before = check.problems.length;
  if (value !== undefined && values.has("property") && values.has("subject_type")) {
    const shape = { subject_type: values.get("subject_type")!, property: values.get("property")!, value, unit, currency: values.get("currency") ?? null, modality: values.get("modality") ?? "actual", bound: values.get("bound") ?? "eq", when: when ?? null };
    for (const p of validateClaimShape(ontology, shape)) {
      const column = p.path ?? p.column ?? "value";
      check.problems.push({ ...p, file: check.file, line: row.row, column, ...(row.cells.get(column) ? { cell: row.cells.get(column)!.cell } : {}) });
    }
  }
  const whole = ["subject_type", "property", "unit"].every((key) => values.has(key));
  if (!whole || value === undefined || !source || (!name.zh && !name.en) || check.problems.length > before) return [];
  const said = stated_on ?? source.published;
  const target = unit === "entity" ? (propertyOf(ontology, values.get("property")!).target?.find((t) => ontology.types.has(t)) ?? "Firm") : undefined;
  const claim: ClaimRecord = {
    subject_id: await desk.entities.resolve(name, values.get("subject_type")!), id: newId(ctx.clock), property: values.get("property")!,
    value: target ? await desk.entities.resolve(hasHan(String(value)) ? { zh: String(value) } : { en: String(value) }, target) : value,
    unit, ...(values.get("currency") ? { currency: values.get("currency")!.toUpperCase() } : {}), ...(when ? { when } : {}),
    modality: (values.get("modality") ?? "actual") as Modality, bound: (values.get("bound") ?? "eq") as Bound,
    ...(values.get("qualifier") ? { qualifier: values.get("qualifier")! } : {}), ...(said ? { stated_on: said } : {}), source_id: source.id,
    locator: { row: row.row }, ...(values.get("quote") ? { quote: values.get("quote")! } : {}), visibility: source.visibility, entered: "accepted",
  };
  return [{ kind: "claim", ...claim }];
}

async function firmRow(values: Map<string, string>, row: SheetRow, desk: Desk): Promise<Entry[]> {
  const { check, ontology, ctx } = desk;
  const name: Label = { ...(values.get("name_zh") ? { zh: values.get("name_zh")! } : {}), ...(values.get("name_en") ? { en: values.get("name_en")! } : {}) };
  if (!name.zh && !name.en) check.add(row, "name_zh", "missing", "企业的中文名和英文名至少填一个", "give the firm's name in at least one language");
  const source = await sourceOf(values, row, desk);
  const when = dateOf(values, row, "as_of", check);
  const drafts: { property: string; value: string | number; unit: BaseUnit }[] = [];
  for (const other of split(values.get("other_names"))) drafts.push({ property: "alias", value: other, unit: "text" });
  if (values.get("short_zh")) drafts.push({ property: "short_name", value: values.get("short_zh")!, unit: "text" });
  for (const field of templateFields(ontology, "firms")) {
    const property = ontology.properties.get(field.key);
    if (!property || !values.has(field.key)) continue;
    const cells = property.value === "number" ? [numberOf(row, field.key, check)] : property.value === "date" ? [dateOf(values, row, field.key, check)] : split(values.get(field.key));
    for (const value of cells) if (value !== undefined) drafts.push({ property: property.name, value, unit: property.unit });
  }
  for (const d of drafts) {
    const shape = { subject_type: "Firm", property: d.property, value: d.value, unit: d.unit, currency: null, modality: "actual", bound: "eq", when: d.unit === "date" ? null : (when ?? null) };
    for (const p of validateClaimShape(ontology, shape)) check.problems.push({ ...p, file: check.file, line: row.row, column: d.property, ...(row.cells.get(d.property) ? { cell: row.cells.get(d.property)!.cell } : {}) });
  }
  if (!source || (!name.zh && !name.en)) return [];
  const subject_id = await desk.entities.resolve(name, "Firm");
  const entries: Entry[] = [];
  for (const d of drafts) {
    const target = d.unit === "entity" ? (propertyOf(ontology, d.property).target?.find((t) => ontology.types.has(t)) ?? "Region") : undefined;
    const value = target ? await desk.entities.resolve(hasHan(String(d.value)) ? { zh: String(d.value) } : { en: String(d.value) }, target) : d.value;
    entries.push({
      kind: "claim", subject_id, id: newId(ctx.clock), property: d.property, value, unit: d.unit, ...(when && d.unit !== "date" ? { when } : {}), modality: "actual", bound: "eq",
      ...(source.published ? { stated_on: source.published } : {}), source_id: source.id, locator: { row: row.row }, visibility: source.visibility, entered: "accepted",
    });
  }
  return entries;
}

const split = (text: string | undefined): string[] => [...new Set((text ?? "").split(/[;；]/).map((t) => t.trim()).filter(Boolean))];

async function sourceRow(values: Map<string, string>, row: SheetRow, desk: Desk, seen: Map<string, number>): Promise<Entry[]> {
  const { check, ctx } = desk;
  const key = values.get("id");
  const published = dateOf(values, row, "published", check);
  const address = values.get("address");
  if (address && !/^https?:\/\/\S+$/i.test(address)) check.add(row, "address", "not-an-address", "网址须以 http:// 或 https:// 开头", "an address begins with http:// or https://");
  if (key !== undefined) {
    const twice = seen.get(key);
    if (twice !== undefined) check.add(row, "id", "twice", `编号“${key}”在第 ${twice} 行已用过`, `the id “${key}” is already used in row ${twice}`);
    else if (await desk.sources.find(key)) check.add(row, "id", "taken", `编号“${key}”已有来源在用`, `a source already has the id “${key}”`, { zh: "请换一个编号，或直接引用已有的来源", en: "choose another id, or cite the source that is there" });
    seen.set(key, row.row);
  }
  if (key === undefined || !values.get("title")) return [];
  const source: SourceRecord = {
    id: newId(ctx.clock), version: 1, key, what: "page", title: values.get("title")!, visibility: (values.get("visibility") ?? "public") as Visibility,
    ...(values.get("publisher") ? { publisher: values.get("publisher")! } : {}), ...(published ? { published } : {}),
    ...(values.get("language") ? { language: values.get("language")! } : {}), ...(address ? { address } : {}),
  };
  return [{ kind: "source", ...source }];
}

/** Checks a whole sheet against the ontology and the ledger. Nothing is written. @throws AppError where the file is no such sheet at all. */
export async function checkImport(database: Database, ctx: Ctx, ontology: Ontology, kind: TemplateKind, input: { name: string; bytes: Uint8Array }, options: ImportOptions = {}): Promise<CheckedImport> {
  const check = new Check(input.name);
  const rows = await sheetRows(ontology, kind, input, options, check);
  const desk: Desk = { ontology, check, entities: new EntityDesk(database.writer, ctx.clock), sources: new SourceDesk(database), ctx };
  await desk.entities.prepare(rows.flatMap((r) => ["subject_zh", "subject_en", "name_zh", "name_en", "part_of"].flatMap((k) => r.cells.get(k)?.text ?? []).concat(namesAsked(kind, (k) => r.cells.get(k)?.text))));
  const entries: Entry[] = [];
  const preview: CheckedImport["preview"] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    options.signal?.throwIfAborted();
    const values = common(ontology, kind, row, check);
    const made = isParksKind(kind) ? await (kind === "milestones" || kind === "targets" ? claimRow(datedRow(kind, values), row, desk) : placeRow(kind, values, row, desk)) : kind === "claims" ? await claimRow(values, row, desk) : kind === "firms" ? await firmRow(values, row, desk) : await sourceRow(values, row, desk, seen);
    entries.push(...made);
    if (preview.length < PREVIEW_ROWS) preview.push(previewOf(values, row, made));
  }
  if (rows.length === 0) {
    check.problems.push({ code: "documents/no-rows", file: input.name, message: { zh: "表头之下没有数据行", en: "there are no rows below the heading" }, hint: { zh: "请在模板表头之下逐行填写", en: "fill in rows below the heading of the template" } });
  }
  return { kind, rows: rows.length, problems: check.problems.slice(0, PROBLEMS_MAX), notes: check.notes, preview, entries: [...desk.entities.entered, ...entries] };
}

function previewOf(values: Map<string, string>, row: SheetRow, made: readonly Entry[]): CheckedImport["preview"][number] {
  const subject = values.get("subject_zh") ?? values.get("subject_en") ?? values.get("name_zh") ?? values.get("name_en") ?? values.get("title") ?? "";
  const parts = [values.get("property"), values.get("value"), values.get("unit"), values.get("when")].filter(Boolean).join(" · ");
  return { row: row.row, claims: made.filter((e) => e.kind === "claim").length, subject, summary: { zh: parts, en: parts } };
}

/**
 * Records a checked sheet in one change set.
 * @throws AppError `documents/import` with every flaw, when there is one; then nothing was written.
 */
export async function commitImport(database: Database, ctx: Ctx, checked: CheckedImport, note: string): Promise<ChangeSetRecord> {
  if (checked.problems.length > 0) {
    throw new AppError("documents/import", { count: checked.problems.length }, { zh: `有 ${checked.problems.length} 处需要改正，未写入任何内容`, en: `${checked.problems.length} flaws to mend; nothing was written`, problems: checked.problems });
  }
  return await inTransaction(database.writer, async (tx) => await recordIn(tx, ctx, { kind: "import", note, entries: checked.entries }));
}
