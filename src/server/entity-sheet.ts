/**
 * Rows of entities as a sheet: of one type with the columns that suit it, typed, each figure with its period, its modality and its source; else with what is told first of each.
 * Invariant: a number stands in the base unit that the head of its column names; one in another currency or unit stands in words, never as a bare number.
 */
import type { SheetColumn, StreamedRow } from "../files/index.ts";
import { MODALITY_LABELS, UNIT_LABELS } from "../ontology/index.ts";
import type { FactView, Label, TableEntity } from "./api-types.ts";
import type { Deps } from "./deps.ts";
import { labelOfUse } from "./entity-page.ts";
import { headsIn, sourceNote, words, type Lang } from "./sheet-words.ts";
import { labelOfProperty, labelOfType } from "./views.ts";

export interface EntitySheet {
  /** The properties of each column; none = what is told first of each entity. */
  figures: string[][];
  /** The one type of all rows, whose words head the columns. */
  type?: string | undefined;
}

const UNIT_HEADS: Record<string, Label> = { yuan: { zh: "元", en: "yuan" }, m2: { zh: "平方米", en: "m²" } };
const TYPES: Record<string, SheetColumn["type"]> = { ratio: "percent", date: "date", entity: "text", text: "text" };
const unitOf = (deps: Deps, oneOf: readonly string[]): string => deps.ontology.properties.get(oneOf[0] ?? "")?.unit ?? "text";

export function entityColumns(deps: Deps, { figures, type }: EntitySheet, lang: Lang): SheetColumn[] {
  const of = headsIn(lang);
  const own = figures.flatMap((oneOf, i) => {
    const label = type === undefined ? labelOfProperty(deps.ontology, oneOf[0]!) : labelOfUse(deps.ontology, deps.ontology.types.get(type), oneOf[0]!);
    const unit = unitOf(deps, oneOf), named = UNIT_HEADS[unit];
    const name = words(label, lang), value = named === undefined ? name : lang === "zh" ? `${name}（${named.zh}）` : `${name} (${named.en})`;
    const dated = unit === "entity" || unit === "text" || unit === "date" ? [] : [of(`when${i}`, `${name}：时间`, `${name}: when`, "date")];
    return [{ key: `value${i}`, header: value, type: TYPES[unit] ?? "number" } satisfies SheetColumn, ...dated, of(`modality${i}`, `${name}：情态`, `${name}: modality`)];
  });
  const first = [1, 2, 3].flatMap((i) => [of(`figure${i}`, `数字${i}`, `Figure ${i}`), of(`value${i}`, `数字${i}的值（基本单位）`, `Value of figure ${i} (base unit)`, "number"), of(`unit${i}`, `数字${i}的单位`, `Unit of figure ${i}`)]);
  return [
    of("name_zh", "中文名称", "Chinese name"), of("name_en", "英文名称", "English name"), of("type", "类型", "Type"), ...(figures.length > 0 ? own : first),
    of("claims", "已采纳记载（条）", "Accepted claims", "integer"), of("waiting", "待审核（条）", "Waiting", "integer"), of("id", "编号", "Id"),
  ];
}

const modalityOf = (fact: FactView, lang: Lang): string => words((MODALITY_LABELS as Record<string, Label>)[fact.modality], lang);

/** A value as its column holds it; in another unit than the column's it is said with that unit. */
function valueOf(fact: FactView, unit: string, lang: Lang): unknown {
  const { best } = fact;
  if (best.object) return words(best.object.label, lang);
  if (best.value_label) return words(best.value_label, lang);
  return typeof best.value === "number" && fact.unit !== unit ? `${best.value} ${best.currency ?? words((UNIT_LABELS as Record<string, Label>)[fact.unit], lang)}` : best.value;
}

export function entityRow(deps: Deps, row: TableEntity, { figures }: EntitySheet, lang: Lang, noted: boolean): StreamedRow {
  const cells: Record<string, unknown> = { name_zh: row.label.zh ?? "", name_en: row.label.en ?? "", type: words(labelOfType(deps.ontology, row.type), lang), claims: row.claims, waiting: row.waiting, id: row.id };
  const notes: Record<string, string> = {};
  figures.forEach((oneOf, i) => {
    const fact = row.figures.find((one) => oneOf.includes(one.property));
    if (fact === undefined) return;
    Object.assign(cells, { [`value${i}`]: valueOf(fact, unitOf(deps, oneOf), lang), [`when${i}`]: fact.when, [`modality${i}`]: modalityOf(fact, lang) });
    notes[`value${i}`] = [fact.qualifier && words(fact.best.qualifier_label, lang), sourceNote(fact.best, lang)].filter(Boolean).join("\n");
  });
  if (figures.length === 0) row.figures.slice(0, 3).forEach((fact, i) => {
    const at = i + 1;
    Object.assign(cells, {
      [`figure${at}`]: [words(fact.property_label, lang), fact.qualifier, fact.when, modalityOf(fact, lang)].filter(Boolean).join(" "), [`value${at}`]: fact.best.value,
      [`unit${at}`]: fact.best.currency ?? words((UNIT_LABELS as Record<string, Label>)[fact.unit], lang),
    });
    notes[`value${at}`] = sourceNote(fact.best, lang);
  });
  return { cells, ...(noted ? { notes } : {}) };
}
