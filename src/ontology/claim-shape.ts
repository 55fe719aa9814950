/**
 * Whether a claim is well formed: its property fits its subject, its value fits the property, its unit, range, date and
 * words are in order. It judges the form only; whether a claim is true is for a person.
 * Invariant: all flaws are returned, each with the field, words in both languages and a remedy; nothing is thrown.
 */
import { BOUNDS, MODALITIES, parseWhen } from "../kernel/index.ts";
import type { Label, Problem } from "../kernel/index.ts";
import { isLei, isUscc } from "./codes.ts";
import type { Ontology, PropertyDef, TypeDef } from "./model.ts";
import { BOUND_LABELS, isCurrency, MODALITY_LABELS, UNIT_LABELS } from "./vocabulary.ts";

/** What of a claim is judged by form. `value` is a number, or an ISO date, an entity's name or id, or text. */
export interface ClaimShape {
  subject_type: string;
  property: string;
  value: number | string;
  unit: string;
  currency?: string | null;
  modality: string;
  bound: string;
  when?: string | null;
  /** For entity values: the type of the value, where it is known. */
  value_type?: string | null;
}

const MAX_TEXT = 2000;
const ALL: Readonly<Record<string, readonly string[]>> = { modality: MODALITIES, bound: BOUNDS };

/** Every flaw in the form of a claim; an empty list means that it may be recorded. */
export function validateClaimShape(ontology: Ontology, claim: ClaimShape): Problem[] {
  const problems: Problem[] = [];
  const type = ontology.types.get(claim.subject_type);
  const property = ontology.properties.get(claim.property);
  if (!type) problems.push(unknown("subject_type", claim.subject_type, [...ontology.types.keys()], { zh: "类型", en: "type" }));
  if (!property) problems.push(unknown("property", claim.property, [...ontology.properties.keys()], { zh: "属性", en: "property" }));
  for (const field of ["modality", "bound"] as const) {
    if (!ALL[field]?.includes(claim[field])) {
      problems.push(unknown(field, claim[field], ALL[field] ?? [], field === "modality" ? { zh: "情态", en: "modality" } : { zh: "界", en: "bound" }));
    }
  }
  if (claim.when !== undefined && claim.when !== null && claim.when !== "" && parseWhen(claim.when) === undefined) {
    problems.push(flaw("when", "not-a-date", `适用时间“${clip(claim.when)}”不是真实的日期`, `“${clip(claim.when)}” is not a real date`, DATE_HINT));
  }
  if (!property) return problems;
  if (type && !type.accepts.has(property.name)) problems.push(notOfType(type, property));
  return [...problems, ...unitFlaws(property, claim), ...valueFlaws(ontology, property, type, claim)];
}

const DATE_HINT = {
  zh: "写成 2024、2024-06、2024-06-19、2024-Q2、2024-H1，或 2023-01/2023-12",
  en: "write 2024, 2024-06, 2024-06-19, 2024-Q2, 2024-H1, or 2023-01/2023-12",
};

function unitFlaws(property: PropertyDef, claim: ClaimShape): Problem[] {
  const { unit } = claim;
  const currency = claim.currency ?? "";
  const allowed = property.units as readonly string[];
  const list = property.units.map((u) => u).join(", ");
  if (!allowed.includes(unit)) {
    return [flaw("unit", "wrong-unit", `“${property.label.zh}”不能以 ${clip(unit) || "（空）"} 为单位`, `${property.label.en} cannot have the unit ${clip(unit) || "(empty)"}`,
      { zh: `用 ${property.units.map((u) => `${u}（${UNIT_LABELS[u].zh}）`).join("、")}`, en: `use ${list}` })];
  }
  if (unit === "currency" && currency === "CNY") {
    return [flaw("unit", "yuan-as-currency", "人民币金额的单位是 yuan", "An amount in yuan has the unit yuan", { zh: "单位写 yuan，货币留空", en: "write yuan and leave the currency empty" })];
  }
  if (unit === "currency" && !isCurrency(currency)) {
    return [flaw("currency", "no-currency", `货币“${clip(currency)}”不是 ISO 4217 代码`, `“${clip(currency)}” is not a currency code of ISO 4217`, { zh: "写三个字母，如 USD、EUR、JPY", en: "write three letters, such as USD, EUR, JPY" })];
  }
  if (unit !== "currency" && currency !== "" && !(unit === "yuan" && currency === "CNY")) {
    return [flaw("currency", "needless-currency", `单位为 ${unit} 时不写货币`, `The unit ${unit} takes no currency`, { zh: "删去货币，或把单位改为 currency", en: "remove the currency, or make the unit currency" })];
  }
  return [];
}

function valueFlaws(ontology: Ontology, property: PropertyDef, type: TypeDef | undefined, claim: ClaimShape): Problem[] {
  const { value } = claim;
  switch (property.value) {
    case "number":
      return numberFlaws(property, type, claim);
    case "date":
      if (typeof value === "string" && parseWhen(value) !== undefined) return [];
      return [flaw("value", "not-a-date", `“${clip(value)}”不是真实的日期`, `“${clip(value)}” is not a real date`, DATE_HINT)];
    case "entity":
      return [...textFlaws(property, value), ...targetFlaws(ontology, property, claim), ...exactOnly(property, claim)];
    case "text":
      return [...textFlaws(property, value), ...exactOnly(property, claim)];
  }
}

function numberFlaws(property: PropertyDef, type: TypeDef | undefined, claim: ClaimShape): Problem[] {
  const { value } = claim;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return [flaw("value", "not-a-number", `“${clip(value)}”不是数`, `“${clip(value)}” is not a number`, { zh: "写基本单位的数，如 1960000000", en: "write a number in base units, such as 1960000000" })];
  }
  // The range is meant for the property's usual unit; where several are allowed (other figures), it cannot speak for the others.
  if (claim.unit !== property.unit && claim.unit !== "currency") return [];
  const range = type?.properties.find((u) => u.property === property)?.range ?? property.range;
  const { min, max } = range ?? {};
  const below = min !== undefined && value < min;
  // A yen is worth a twentieth of a yuan: for other money only the lower limit (mostly zero) can be held.
  const above = claim.unit !== "currency" && max !== undefined && value > max;
  if (!below && !above) return [];
  const hint = property.unit === "ratio"
    ? { zh: "百分数写成比例：12.5% 写 0.125", en: "write per cent as a ratio: 12.5 % is 0.125" }
    : { zh: "核对单位与数量级（万、亿）", en: "check the unit and the order of magnitude (thousand, million, 万, 亿)" };
  return [flaw("value", "out-of-range", `“${property.label.zh}”的值 ${value} ${below ? `小于下限 ${min}` : `大于上限 ${max}`}`,
    `${property.label.en} of ${value} is ${below ? `below the least possible ${min}` : `above the greatest possible ${max}`}`, hint)];
}

function textFlaws(property: PropertyDef, value: number | string): Problem[] {
  if (typeof value !== "string" || value.trim() === "") {
    return [flaw("value", "empty-text", `“${property.label.zh}”须有文字`, `${property.label.en} needs text`, { zh: "按来源填写", en: "fill it in as the source has it" })];
  }
  if (value.length > MAX_TEXT) {
    return [flaw("value", "long-text", `文字有 ${value.length} 个字符，上限 ${MAX_TEXT}`, `The text has ${value.length} characters; at most ${MAX_TEXT}`, { zh: "只写名称或要点，其余放在引文", en: "write the name or the point; the rest belongs to the quote" })];
  }
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(value)) {
    return [flaw("value", "control-character", "文字中有控制字符", "The text holds a control character", { zh: "删去看不见的字符后重试", en: "remove the invisible characters" })];
  }
  if (property.pattern !== undefined && !new RegExp(property.pattern).test(value)) {
    return [flaw("value", "wrong-form", `“${clip(value)}”不合“${property.label.zh}”的格式`, `“${clip(value)}” does not have the form of ${property.label.en}`, { zh: `格式：${property.pattern}`, en: `the form: ${property.pattern}` })];
  }
  const sound = property.check === "uscc" ? isUscc : property.check === "lei" ? isLei : undefined;
  if (sound && !sound(value)) {
    return [flaw("value", "wrong-check", `“${clip(value)}”的校验位不对`, `The check character of “${clip(value)}” is wrong`, { zh: "与登记证核对每一位", en: "compare each character with the certificate" })];
  }
  if (property.options && !property.options.some((o) => o.value === value)) return [unknown("value", value, property.options.map((o) => o.value), property.label)];
  return [];
}

function targetFlaws(ontology: Ontology, property: PropertyDef, claim: ClaimShape): Problem[] {
  const given = claim.value_type;
  if (given === undefined || given === null || given === "" || !property.target) return [];
  const type = ontology.types.get(given);
  if (!type) return [unknown("value_type", given, [...ontology.types.keys()], { zh: "类型", en: "type" })];
  if (property.target.some((t) => t === given || type.ancestors.includes(t))) return [];
  const words = property.target.map((t) => (ontology.types.get(t) ?? ontology.abstracts.get(t))?.label);
  return [flaw("value", "wrong-target", `“${property.label.zh}”的值不能是${type.label.zh}`, `${property.label.en} cannot point at the type ${type.label.en}`,
    { zh: `可以是：${words.map((w) => w?.zh).join("、")}`, en: `it may be: ${words.map((w) => w?.en.toLowerCase()).join(", ")}` })];
}

function exactOnly(property: PropertyDef, claim: ClaimShape): Problem[] {
  if (claim.bound === "eq" || !(BOUNDS as readonly string[]).includes(claim.bound)) return [];
  return [flaw("bound", "needless-bound", `“${property.label.zh}”没有大小，界只能是“${BOUND_LABELS.eq.zh}”`, `${property.label.en} has no size; its bound can only be eq`, { zh: "写 eq", en: "write eq" })];
}

function notOfType(type: TypeDef, property: PropertyDef): Problem {
  return flaw("property", "not-of-type", `${type.label.zh}没有“${property.label.zh}”这一属性`, `“${property.label.en}” is not a property of the type ${type.label.en}`,
    { zh: "核对主体的类型，或改用“其他数量”并在限定语中说明", en: "check the subject's type, or use other_count and name the figure in the qualifier" });
}

function unknown(field: string, given: string, known: readonly string[], noun: Label): Problem {
  const near = nearest(given, known);
  const shown = field === "modality" ? Object.entries(MODALITY_LABELS).map(([k, v]) => `${k}（${v.zh}）`).join("、") : known.join("、");
  return flaw(field, "unknown", `没有名为“${clip(given)}”的${noun.zh}`, `There is no ${noun.en?.toLowerCase()} “${clip(given)}”`,
    near !== undefined
      ? { zh: `是否指 ${near}？`, en: `did you mean ${near}?` }
      : { zh: known.length <= 30 ? `可用：${shown}` : "见本体说明", en: known.length <= 30 ? `known: ${known.join(", ")}` : "see the ontology's reference" });
}

/** The known word at one or two letters' distance (Levenshtein 1966), so that a slip of the pen is told at once. */
function nearest(given: string, known: readonly string[]): string | undefined {
  if (given.length > 40) return undefined;
  const word = given.toLowerCase();
  let best: { word: string; d: number } | undefined;
  for (const k of known) {
    const d = distance(word, k.toLowerCase());
    if (d <= 2 && d < k.length / 2 && d < (best?.d ?? 3)) best = { word: k, d };
  }
  return best?.word;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function flaw(path: string, code: string, zh: string, en: string, hint: Label): Problem {
  return { code: `claim/${code}`, path, message: { zh, en }, hint };
}

/** A value as shown inside a message: short, and on one line. */
function clip(value: number | string): string {
  const text = String(value).replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
