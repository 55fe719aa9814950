/**
 * From parsed files to the resolved ontology: inheritance, cross-references and sanity of each definition.
 * Invariant: a reference to a noun or property that does not exist, a cycle of parents or a range upside down never passes.
 */
import type { BaseUnit, Problem } from "../kernel/index.ts";
import { pageOfLine } from "./page.ts";
import { lineOf } from "./yaml-place.ts";
import type { Ontology, Parsed, PropertyDef, PropertyFile, PropertyUse, TypeDef, TypeFile } from "./model.ts";

const KIND_UNITS: Readonly<Record<PropertyFile["value"], readonly BaseUnit[]>> = {
  number: ["yuan", "currency", "m2", "count", "ratio"],
  date: ["date"],
  entity: ["entity"],
  text: ["text"],
};

/** Resolves sound files; every flaw is added to `problems`, and then the result must not be used. */
export function resolveOntology(typeFiles: readonly Parsed<TypeFile>[], propertyFiles: readonly Parsed<PropertyFile>[], problems: Problem[]): Ontology {
  const properties = new Map<string, PropertyDef>();
  const known = new Map(typeFiles.map((t) => [t.data.name, t]));
  for (const f of propertyFiles) {
    checkProperty(f, known, problems);
    properties.set(f.data.name, propertyDef(f.data));
  }
  const types = new Map<string, TypeDef>();
  const abstracts = new Map<string, TypeDef>();
  for (const f of typeFiles) {
    const line = lineage(f, known, problems);
    if (!line) continue;
    (f.data.abstract ? abstracts : types).set(f.data.name, typeDef(f, line, properties, problems));
  }
  return Object.freeze({ types, abstracts, properties });
}

function propertyDef(p: PropertyFile): PropertyDef {
  // Money stated in another currency keeps that currency; any property in yuan therefore also takes `currency`.
  const units = new Set<BaseUnit>([p.unit, ...(p.units ?? [])]);
  if (units.has("yuan")) units.add("currency");
  // Labels stand at the head of a form's line: they begin with a capital, however the file writes them.
  const label = { zh: p.label.zh, en: p.label.en.charAt(0).toUpperCase() + p.label.en.slice(1) };
  return deepFreeze({ ...p, label, units: [...units], language: p.language ?? false });
}

function checkProperty(f: Parsed<PropertyFile>, types: ReadonlyMap<string, unknown>, problems: Problem[]): void {
  const p = f.data;
  const wrong = (path: string, zh: string, en: string): void => {
    problems.push({ code: "ontology/property", file: f.file, line: lineOf(f.text, path.split(".")), path, message: { zh, en } });
  };
  for (const unit of [p.unit, ...(p.units ?? [])]) {
    if (!KIND_UNITS[p.value].includes(unit)) wrong("unit", `${p.value} 类的值不能以 ${unit} 为单位`, `A ${p.value} cannot have the unit ${unit}`);
  }
  if (p.value === "entity" && !p.target?.length) wrong("value", "实体类的值须写明可指向的类型（target）", "An entity value needs the types it may point at (target)");
  for (const t of p.target ?? []) if (!types.has(t)) wrong("target", `没有名为 ${t} 的类型`, `There is no type ${t}`);
  const { min, max } = p.range ?? {};
  if (min !== undefined && max !== undefined && min > max) wrong("range", `下限 ${min} 大于上限 ${max}`, `The minimum ${min} is above the maximum ${max}`);
  if (p.pattern !== undefined && !isPattern(p.pattern)) wrong("pattern", "不是合法的正则式", "Not a valid regular expression");
}

/** The type and its ancestors, itself first; undefined (and a problem) where a parent is missing or the line turns in a circle. */
function lineage(f: Parsed<TypeFile>, known: ReadonlyMap<string, Parsed<TypeFile>>, problems: Problem[]): Parsed<TypeFile>[] | undefined {
  const line: Parsed<TypeFile>[] = [f];
  for (let parent = f.data.parent; parent !== undefined; parent = line.at(-1)?.data.parent) {
    const next = known.get(parent);
    const [zh, en] = !next ? [`没有名为 ${parent} 的上级类型`, `There is no parent type ${parent}`] : [`上级类型 ${parent} 循环`, `The parent ${parent} closes a circle`];
    if (!next || line.includes(next)) {
      problems.push({ code: "ontology/parent", file: f.file, line: lineOf(f.text, ["parent"]), path: "parent", message: { zh, en } });
      return undefined;
    }
    line.push(next);
  }
  return line;
}

function typeDef(f: Parsed<TypeFile>, line: readonly Parsed<TypeFile>[], properties: ReadonlyMap<string, PropertyDef>, problems: Problem[]): TypeDef {
  const uses = new Map<string, PropertyUse>();
  const accepts = new Set<string>();
  for (const level of line.toReversed()) {
    for (const [name, use, at] of usesOf(level.data)) {
      const property = properties.get(name);
      if (!property) {
        if (level === f) missing(f, name, ["properties", at], problems);
        continue;
      }
      const before = uses.get(name);
      // A noun that names an inherited property again moves it to its own place in the form.
      uses.delete(name);
      uses.set(name, {
        property, label: use.label ?? before?.label ?? property.label, required: use.required ?? before?.required ?? false,
        range: use.range ?? before?.range ?? property.range, from: before?.from ?? level.data.name,
      });
      accepts.add(name);
    }
    for (const name of level.data.also ?? []) {
      if (properties.has(name)) accepts.add(name);
      else if (level === f) missing(f, name, ["also"], problems);
    }
  }
  const t = f.data;
  return Object.freeze({
    name: t.name, abstract: t.abstract ?? false, label: t.label, plural: t.plural, definition: t.definition, source: t.source,
    ...(t.parent === undefined ? {} : { parent: t.parent }), ancestors: line.slice(1).map((l) => l.data.name),
    ...(t.schema === undefined ? {} : { schema: t.schema }), triggers: deepFreeze(t.triggers), suffixes: deepFreeze(t.names.suffixes),
    properties: Object.freeze([...uses.values()].map((u) => Object.freeze(u))), accepts, page: deepFreeze(pageOfLine(line, accepts, properties, problems)),
  });
}

function usesOf(t: TypeFile): [string, Partial<Pick<PropertyUse, "label" | "required" | "range">>, number][] {
  return t.properties.flatMap((p, i) => (typeof p === "string" ? [[p, {}, i] as [string, object, number]] : Object.entries(p).map(([k, v]) => [k, v, i] as [string, typeof v, number])));
}

function missing(f: Parsed<TypeFile>, name: string, path: readonly PropertyKey[], problems: Problem[]): void {
  problems.push({
    code: "ontology/unknown-property", file: f.file, line: lineOf(f.text, path), path: `properties.${name}`,
    message: { zh: `没有名为 ${name} 的属性`, en: `There is no property ${name}` },
    hint: { zh: `在 properties/${name}.yaml 中定义它，或改正拼写`, en: `define it in properties/${name}.yaml, or correct the spelling` },
  });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
