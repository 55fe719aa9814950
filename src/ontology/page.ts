/**
 * What a page of a type leads with, read from the `page:` of its noun file: headline, dated steps, relations in their order, what an office expects, columns.
 * Invariant: a page names only properties that the type may have; what a noun leaves open its parent says.
 */
import type { Problem } from "../kernel/index.ts";
import { lineOf } from "./yaml-place.ts";
import type { BothLabel, Parsed, PropertyDef, TypeFile } from "./model.ts";

/** One place of a headline, a list of what is expected, or a column: the first of these properties that is on record counts. */
export type OneOf = readonly string[];

/** A relation as a page shows it; `in` is read from the other end. `label`: what it is called on this type's page. */
export interface PageRelation {
  readonly property: string;
  readonly direction: "out" | "in";
  readonly label?: BothLabel;
}

/** Parts that are made by hand for some types; a page shows those that its type names. */
export const PAGE_PARTS = ["chain", "tenancies", "park", "within", "targets", "project", "editions", "policy"] as const;
export type PagePart = (typeof PAGE_PARTS)[number];

export interface PageDef {
  readonly headline: readonly OneOf[];
  /** Dated properties in the order in which they happen. */
  readonly steps: readonly string[];
  readonly relations: readonly PageRelation[];
  /** What an office expects to find of one of this type. */
  readonly expects: readonly OneOf[];
  readonly columns: readonly OneOf[];
  readonly parts: readonly PagePart[];
}

/** Figures of a headline; its noun names a few more, in order, for those that have not the first. */
export const HEADLINE_MAX = 5;
export const HEADLINE_NAMED_MAX = 10;
const EMPTY: PageDef = { headline: [], steps: [], relations: [], expects: [], columns: [], parts: [] };

const oneOf = (text: string): OneOf => text.split("|").map((name) => name.trim());

function relationOf(given: string | Record<string, { label: BothLabel }>): PageRelation {
  const [name, label] = typeof given === "string" ? [given, undefined] : [Object.keys(given)[0]!, Object.values(given)[0]!.label];
  return { property: name.replace(/^</, ""), direction: name.startsWith("<") ? "in" : "out", ...(label ? { label } : {}) };
}

/** The page of a type from its own file and those of its parents, the nearest word winning. @param line the type first, then its ancestors. */
export function pageOfLine(line: readonly Parsed<TypeFile>[], accepts: ReadonlySet<string>, properties: ReadonlyMap<string, PropertyDef>, problems: Problem[]): PageDef {
  const from = <K extends keyof NonNullable<TypeFile["page"]>>(key: K): NonNullable<TypeFile["page"]>[K] => line.find((level) => level.data.page?.[key] !== undefined)?.data.page?.[key];
  const page: PageDef = {
    headline: (from("headline") ?? []).map(oneOf), steps: from("steps") ?? [], relations: (from("relations") ?? []).map(relationOf), expects: (from("expects") ?? []).map(oneOf),
    columns: (from("columns") ?? []).map(oneOf), parts: from("parts") ?? [],
  };
  checkPage(line[0]!, accepts, properties, problems);
  // What is inherited speaks of the parent's kinds in general; of this type only what it may have is kept.
  const fits = (names: OneOf): OneOf => names.filter((name) => accepts.has(name));
  const kept = (list: readonly OneOf[]): OneOf[] => list.map(fits).filter((names) => names.length > 0);
  return { ...EMPTY, ...page, headline: kept(page.headline), expects: kept(page.expects), columns: kept(page.columns), steps: page.steps.filter((name) => accepts.has(name)) };
}

/** Every name of a file's own page is a property, and one that its type may have. Relations read from the other end belong to other types. */
function checkPage(file: Parsed<TypeFile>, accepts: ReadonlySet<string>, properties: ReadonlyMap<string, PropertyDef>, problems: Problem[]): void {
  const { page } = file.data;
  if (!page) return;
  const wrong = (key: string, name: string, words: BothLabel): void => {
    problems.push({ code: "ontology/page", file: file.file, line: lineOf(file.text, ["page", key]), path: `page.${key}.${name}`, message: words });
  };
  for (const key of ["headline", "steps", "expects", "columns"] as const) {
    for (const name of (page[key] ?? []).flatMap(oneOf)) {
      if (!properties.has(name)) wrong(key, name, { zh: `没有名为 ${name} 的属性`, en: `There is no property ${name}` });
      else if (!file.data.abstract && !accepts.has(name)) wrong(key, name, { zh: `${file.data.label.zh}没有 ${name} 这一属性`, en: `${name} is not a property of ${file.data.label.en}` });
    }
  }
  for (const { property, direction } of (page.relations ?? []).map(relationOf)) {
    const def = properties.get(property);
    if (def?.value !== "entity") wrong("relations", property, { zh: `${property} 不是关系`, en: `${property} is no relation` });
    else if (direction === "out" && !file.data.abstract && !accepts.has(property)) wrong("relations", property, { zh: `${file.data.label.zh}没有 ${property} 这一关系`, en: `${property} is not a relation of ${file.data.label.en}` });
  }
}
