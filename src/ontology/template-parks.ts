/**
 * Columns of the workbooks of parks and promises: places, milestones, units, projects, targets.
 * Invariant: every property column is a property of the ontology, with its label and definition; nothing here names a property of its own.
 */
import { BOUNDS, MODALITIES } from "../kernel/index.ts";
import type { BothLabel, Ontology } from "./model.ts";
import { codesOf, DATE_NOTE, field, type TemplateField } from "./template-field.ts";
import { BOUND_LABELS, MODALITY_LABELS, UNIT_LABELS } from "./vocabulary.ts";

export type ParksKind = "places" | "milestones" | "units" | "projects" | "targets";
export const PARKS_KINDS: readonly ParksKind[] = ["places", "milestones", "units", "projects", "targets"];

export const PARKS_SHEETS: Readonly<Record<ParksKind, BothLabel>> = {
  places: { zh: "园区期次楼宇", en: "Parks and phases" }, milestones: { zh: "里程碑", en: "Milestones" }, units: { zh: "单元", en: "Units" }, projects: { zh: "项目", en: "Projects" }, targets: { zh: "目标与实际", en: "Targets" },
};

/** Which types a places sheet may hold, and what each is usually part of. */
export const PLACE_WHOLES: Readonly<Record<string, string>> = { Zone: "Region", Park: "Zone", ParkPhase: "Park", Lot: "Park", Building: "ParkPhase", Floor: "Building" };

const STEPS = ["signed_date", "site_chosen_date", "approved_date", "start_date", "capped_date", "enclosed_date", "fitted_out_date", "delivered_date", "tenants_in_date", "production_date", "full_capacity_date"];
const MONEY = ["investment", "investment.equipped", "investment.arrived", "investment.financed"];
const COLUMNS = {
  places: ["phase_number", "floor_number", "area.land", "area.floor", "storeys", "lot_status", "use", ...MONEY, "operated_by"],
  units: ["floor_number", "area.floor", "use", "power_kva", "floor_load_kpa", "clear_height_m", "available_from"],
  projects: ["located_in", "invested_by", ...MONEY, "contract_value", "area.land", "area.floor", "output_value", "employees"],
} as const;

const subject = (types: Map<string, BothLabel>): TemplateField[] => [
  field("subject_zh", "主体（中文）", "Subject (Chinese)", "按来源所写的最完整名称；中英文至少填一个", "The fullest name that the source writes; at least one of the two languages", { width: 32 }),
  field("subject_en", "主体（英文）", "Subject (English)", "按来源所写的英文名称", "The English name that the source writes", { width: 32 }),
  field("subject_type", "主体类型", "Subject type", "从列表选择", "Choose from the list", { required: true, width: 14, codes: types }),
];
const named = (zh: string, en: string): TemplateField[] => [
  field("name_zh", "名称（中文）", "Name (Chinese)", zh, en, { width: 32 }), field("name_en", "名称（英文）", "Name (English)", "英文名称；中英文至少填一个", "The English name; at least one of the two languages", { width: 32 }),
];
const SOURCE = field("source_id", "来源编号", "Source id", "这一行信息的来源：来源表中的编号，或已有来源的编号", "The source of this row: an id of the sources template, or of a source already kept", { required: true, width: 22 });
const SAID = field("stated_on", "陈述日期", "Stated on", "来源说这话的日期；空则取来源的发布日期", "When the source said it; empty takes the source's own date");
const QUOTE = field("quote", "引文", "Quote", "来源中带有该值的原文，一字不改", "The words of the source that carry the value, unchanged", { width: 40 });
const AS_OF = field("as_of", "截至", "As of", ...DATE_NOTE);
const BOUND = field("bound", "界", "Bound", "等于、不晚于、约……；空为等于", "Exactly, at most, about …; empty means exactly", { width: 12, codes: codesOf(BOUNDS, BOUND_LABELS) });
const modality = (zh: string, en: string, required: boolean): TemplateField => field("modality", "情态", "Modality", zh, en, { width: 12, required, codes: codesOf(MODALITIES, MODALITY_LABELS) });

const types = (ontology: Ontology, names: readonly string[]): Map<string, BothLabel> => new Map(names.map((n) => [n, ontology.types.get(n)!.label]));
const properties = (ontology: Ontology, names: readonly string[]): TemplateField[] => names.map((name) => {
  const p = ontology.properties.get(name)!;
  return field(name, p.label.zh, p.label.en, p.definition.zh, p.definition.en, { type: p.value === "number" ? "number" : "text", ...(p.options ? { codes: new Map(p.options.map((o) => [o.value, o.label])) } : {}) });
});

/** The fields of a parks sheet in the order of its columns. */
export function parksFields(ontology: Ontology, kind: ParksKind): TemplateField[] {
  switch (kind) {
    case "places": return [
      ...named("园区、期次、楼宇、楼层或地块的全称", "The full name of the park, phase, building, floor or lot"),
      field("type", "类型", "Type", "从列表选择", "Choose from the list", { required: true, width: 14, codes: types(ontology, Object.keys(PLACE_WHOLES)) }),
      field("part_of", "隶属于", "Part of", "上一级的名称：期次属于园区，楼宇属于期次或园区", "The name of what it belongs to: a phase to a park, a building to a phase or park", { width: 30 }),
      ...properties(ontology, COLUMNS.places), modality("面积和金额是实际还是计划；空为实际", "Whether areas and money are actual or planned; empty means actual", false), AS_OF, SOURCE,
    ];
    case "units": return [
      field("building", "楼宇", "Building", "单元所在楼宇的名称", "The name of the building that the unit is in", { required: true, width: 30 }),
      ...named("楼宇内的门牌，如 301；程序会在前面加上楼宇名", "Its number in the building, such as 301; the building's name is put before it"), ...properties(ontology, COLUMNS.units), AS_OF, SOURCE,
    ];
    case "projects": return [...named("项目全称", "The full name of the project"), ...properties(ontology, COLUMNS.projects), modality("金额是实际还是计划；空为计划", "Whether money is actual or planned; empty means planned", false), AS_OF, SOURCE];
    case "milestones": return [
      ...subject(types(ontology, ["Park", "ParkPhase", "Building", "Project"])),
      field("property", "里程碑", "Milestone", "从列表选择；每次说法一行，不要改旧行", "Choose from the list; one row for each time it was said, old rows stay as they are", { required: true, width: 18, codes: new Map(STEPS.map((n) => [n, ontology.properties.get(n)!.label])) }),
      field("value", "日期", "Date", ...DATE_NOTE, { required: true, type: "text" }), modality("计划（承诺）或实际（已发生）", "Planned (promised) or actual (it happened)", true), BOUND,
      field("qualifier", "部分", "Part", "只指一部分时说明是哪一部分，如 主厂房", "Which part is meant, where it is not the whole, such as main plant", { width: 20 }), SAID, SOURCE, QUOTE,
    ];
    case "targets": return [
      ...subject(new Map([...ontology.types.values()].map((t) => [t.name, t.label]))),
      field("property", "指标", "Indicator", "从列表选择", "Choose from the list", { required: true, width: 20, codes: new Map([...ontology.properties.values()].filter((p) => p.value === "number").map((p) => [p.name, p.label])) }),
      field("value", "值", "Value", "基本单位的数，如 900 亿元写 90000000000", "A number in base units, such as 90000000000 for 90 billion", { required: true, type: "number" }),
      field("unit", "单位", "Unit", "从列表选择", "Choose from the list", { required: true, width: 14, codes: new Map(Object.entries(UNIT_LABELS)) }),
      field("currency", "货币", "Currency", "单位为其他货币时填 ISO 4217 代码", "The ISO 4217 code where the unit is another currency", { width: 10 }),
      field("when", "期限或年度", "Term or year", ...DATE_NOTE, { required: true }), modality("目标、实际、计划或预测；空为目标", "Target, actual, planned or forecast; empty means target", false), BOUND,
      field("qualifier", "口径", "Scope", "数字只指一部分时说明是哪一部分", "What narrows the figure, where it speaks of a part only", { width: 24 }), SAID, SOURCE, QUOTE,
    ];
  }
}
