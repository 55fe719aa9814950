/**
 * Rows of the parks sheets as entries: places, units and projects with a property in each column, milestones and targets as claims.
 * Invariant: a unit is named within its building, so that two units 301 of two buildings never become one.
 */
import { hasHan, newId, type BaseUnit, type Label, type Modality } from "../kernel/index.ts";
import type { Entry } from "../ledger/index.ts";
import { PARKS_KINDS, PLACE_WHOLES, propertyOf, templateFields, validateClaimShape, type ParksKind, type TemplateKind } from "../ontology/index.ts";
import { dateOf, type Desk, numberOf, type SheetRow, sourceOf } from "./sheet-row.ts";

type Values = ReadonlyMap<string, string>;

export const isParksKind = (kind: TemplateKind): kind is ParksKind => (PARKS_KINDS as readonly string[]).includes(kind);

/** A row of milestones or targets with what its kind leaves unsaid. */
export function datedRow(kind: "milestones" | "targets", values: Values): Values {
  return kind === "milestones" ? new Map([["unit", "date"], ...values]) : new Map([["modality", "target"], ...values]);
}

const inLanguage = (text: string): Label => (hasHan(text) ? { zh: text } : { en: text });

/** The names that a row will look up, for one question to the record beforehand. */
export function namesAsked(kind: TemplateKind, cell: (key: string) => string | undefined): string[] {
  if (kind !== "units") return [];
  const building = cell("building") ?? "";
  return [building, ...["name_zh", "name_en"].flatMap((key) => (cell(key) ? [withinBuilding(building, cell(key)!)] : []))];
}

const withinBuilding = (building: string, name: string): string => (name.includes(building) ? name : `${building} ${name}`);

interface Draft {
  property: string;
  value: string | number;
  unit: BaseUnit;
  /** For entity values: the type given to a name that is not known yet. */
  type?: string;
}

/** An entity with a claim for each filled cell. */
export async function placeRow(kind: Exclude<ParksKind, "milestones" | "targets">, values: Values, row: SheetRow, desk: Desk): Promise<Entry[]> {
  const { check, ontology, ctx } = desk;
  const label = nameIn(kind, values);
  if (!label.zh && !label.en) check.add(row, "name_zh", "missing", "中文名和英文名至少填一个", "give the name in at least one language");
  const type = kind === "units" ? "Unit" : kind === "projects" ? "Project" : (values.get("type") ?? "Park");
  const source = await sourceOf(values, row, desk);
  const when = dateOf(values, row, "as_of", check);
  const modality = (values.get("modality") ?? (kind === "projects" ? "planned" : "actual")) as Modality;
  const before = check.problems.length;
  if (values.has("part_of") && [label.zh, label.en].includes(values.get("part_of"))) check.add(row, "part_of", "part-of-itself", "不能隶属于自身", "nothing is part of itself", { zh: "填上一级的名称", en: "give the name of what it belongs to" });
  const drafts = draftsOf(kind, values, row, desk, type);
  for (const d of drafts) {
    const shape = { subject_type: type, property: d.property, value: d.value, unit: d.unit, currency: null, modality: "actual", bound: "eq", when: null };
    for (const p of validateClaimShape(ontology, shape)) check.problems.push({ ...p, file: check.file, line: row.row, column: d.property, ...(row.cells.get(d.property) ? { cell: row.cells.get(d.property)!.cell } : {}) });
  }
  if (!source || (!label.zh && !label.en) || check.problems.length > before) return [];
  const subject_id = await desk.entities.resolve(label, type);
  const entries: Entry[] = [];
  for (const d of drafts) {
    const value = d.unit === "entity" ? await desk.entities.resolve(inLanguage(String(d.value)), d.type ?? "Region") : d.value;
    entries.push({
      kind: "claim", subject_id, id: newId(ctx.clock), property: d.property, value, unit: d.unit, ...(when && d.unit !== "date" && d.unit !== "entity" ? { when } : {}),
      modality: d.unit === "yuan" || d.unit === "m2" ? moneyModality(d.property, modality) : "actual", bound: "eq",
      ...(source.published ? { stated_on: source.published } : {}), source_id: source.id, locator: { row: row.row }, visibility: source.visibility, entered: "accepted",
    });
  }
  return entries;
}

/** What has arrived or is secured has happened, whatever the row says of the rest. */
const moneyModality = (property: string, modality: Modality): Modality => (property === "investment.arrived" || property === "investment.financed" ? "actual" : modality);

function nameIn(kind: ParksKind, values: Values): Label {
  const building = values.get("building");
  const name = (key: string): string | undefined => {
    const text = values.get(key);
    return text === undefined ? undefined : kind === "units" && building ? withinBuilding(building, text) : text;
  };
  const [zh, en] = [name("name_zh"), name("name_en")];
  return { ...(zh ? { zh } : {}), ...(en ? { en } : {}) };
}

function draftsOf(kind: ParksKind, values: Values, row: SheetRow, desk: Desk, type: string): Draft[] {
  const { ontology, check } = desk;
  const drafts: Draft[] = [];
  const whole = kind === "units" ? values.get("building") : kind === "places" ? values.get("part_of") : undefined;
  if (whole) drafts.push({ property: "part_of", value: whole, unit: "entity", type: kind === "units" ? "Building" : (PLACE_WHOLES[type] ?? "Region") });
  for (const field of templateFields(ontology, kind)) {
    const property = field.key === "part_of" ? undefined : ontology.properties.get(field.key);
    if (!property || !values.has(field.key)) continue;
    const value = property.value === "number" ? numberOf(row, field.key, check) : property.value === "date" ? dateOf(values, row, field.key, check) : values.get(field.key);
    if (value === undefined) continue;
    drafts.push({ property: property.name, value, unit: property.unit, ...(property.value === "entity" ? { type: propertyOf(ontology, property.name).target?.find((t) => ontology.types.has(t)) ?? "Region" } : {}) });
  }
  return drafts;
}
