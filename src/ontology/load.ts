/**
 * Reads the noun and property files into one checked ontology.
 * Invariant: either every file is sound and the result is complete, or all flaws are listed with file and line, and nothing is returned.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, YAMLParseError } from "yaml";
import type { ZodType } from "zod";
import { AppError } from "../kernel/index.ts";
import type { Problem } from "../kernel/index.ts";
import { compiledText, keptReading, readCompiled } from "./compiled.ts";
import type { Compiled } from "./compiled.ts";
import { propertyFile, shapesFile, typeFile } from "./model.ts";
import type { Ontology, OntologyFile, Parsed, PropertyFile, ShapesFile, TypeFile } from "./model.ts";
import { resolveOntology } from "./resolve.ts";
import { lineOf } from "./yaml-place.ts";

/** The one file beside the nouns: what property files leave open. */
const SHAPES = "shapes.yaml";
const HOME = new URL("../../data/ontology/", import.meta.url);
let home: Ontology | undefined;

/**
 * Loads the ontology of `dir` (a path; the house's own `data/ontology` unless told), once per process for the house's own.
 * @throws AppError `ontology/unsound` (status 500) with every flaw in its problems.
 */
export function loadOntology(dir?: string): Ontology {
  if (dir === undefined && home) return home;
  const folder = dir ?? fileURLToPath(HOME);
  const { ontology, problems } = parseOntology(readOntologyFiles(folder), readCompiled(folder));
  if (!ontology) {
    throw new AppError("ontology/unsound", { dir: dir ?? "data/ontology", count: problems.length }, {
      zh: `本体文件有 ${problems.length} 处问题`,
      en: `The ontology files have ${problems.length} problem(s): ${problems.slice(0, 3).map((p) => `${p.file}:${p.line ?? 1} ${p.message.en}`).join("; ")}`,
      status: 500,
      problems,
    });
  }
  if (dir === undefined) home = ontology;
  return ontology;
}

/** The noun files of a folder, its `shapes.yaml`, and the property files of its `properties/`, in name order. */
export function readOntologyFiles(dir: string): OntologyFile[] {
  const base = dir.endsWith("/") ? dir : `${dir}/`;
  const yamlIn = (sub: string): OntologyFile[] =>
    readdirSync(base + sub).filter((f) => f.endsWith(".yaml")).sort().map((f) => ({ file: sub + f, text: readFileSync(base + sub + f, "utf8") }));
  return [...yamlIn(""), ...yamlIn("properties/")];
}

/** Parses and checks files already read. `ontology` is undefined exactly when there are problems. */
export function parseOntology(files: readonly OntologyFile[], compiled: Compiled = {}): { ontology?: Ontology; problems: Problem[] } {
  const problems: Problem[] = [];
  const { types, properties, shapes } = readAll(files, compiled, problems);
  const ontology = resolveOntology(types, shapes.reduce(withShapes(problems), properties), problems);
  return problems.length > 0 ? { problems } : { ontology, problems };
}

/** The text of `compiled.json` for these files; undefined where any of them has a flaw of its own. */
export function compileOntology(files: readonly OntologyFile[]): string | undefined {
  const problems: Problem[] = [];
  const { types, properties, shapes } = readAll(files, {}, problems);
  return problems.length > 0 ? undefined : compiledText([...types, ...properties, ...shapes]);
}

interface ReadFiles {
  types: Parsed<TypeFile>[];
  properties: Parsed<PropertyFile>[];
  shapes: Parsed<ShapesFile>[];
}

function readAll(files: readonly OntologyFile[], compiled: Compiled, problems: Problem[]): ReadFiles {
  const read: ReadFiles = { types: [], properties: [], shapes: [] };
  const one = <T>(f: OntologyFile, shape: ZodType<T>): Parsed<T>[] => {
    const kept = keptReading(compiled, f);
    return kept === undefined ? parsed(f, shape, problems) : [{ ...f, data: kept as T }];
  };
  for (const f of files) {
    if (f.file === SHAPES) read.shapes.push(...one(f, shapesFile));
    else if (f.file.startsWith("properties/")) read.properties.push(...named(f, one(f, propertyFile), problems));
    else read.types.push(...named(f, one(f, typeFile), problems));
  }
  return read;
}

/** The file's content in an array of one, or none (and problems) where it is not YAML or not of the shape. */
function parsed<T>(f: OntologyFile, shape: ZodType<T>, problems: Problem[]): Parsed<T>[] {
  let raw: unknown;
  try {
    raw = parse(f.text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    problems.push({
      code: "ontology/yaml", file: f.file, line: error.linePos?.[0].line ?? 1, column: String(error.linePos?.[0].col ?? 1),
      message: { zh: `不是合法的 YAML：${error.code}`, en: `Not valid YAML: ${error.message.split("\n")[0] ?? error.code}` },
    });
    return [];
  }
  const read = shape.safeParse(raw);
  if (read.success) return [{ ...f, data: read.data }];
  for (const issue of read.error.issues) {
    const path = issue.path.map(String);
    problems.push({
      code: "ontology/shape", file: f.file, line: lineOf(f.text, issue.path), path: path.join("."),
      message: { zh: `${path.join(".") || "文件"}：不合规定的格式`, en: `${path.join(".") || "file"}: ${issue.message}` },
      hint: { zh: "照同一文件夹中其他文件的写法改", en: "write it as the other files of the folder do" },
    });
  }
  return [];
}

/** A noun or property lives in the file of its own name, so that it is found without a search. */
function named<T extends { name: string }>(f: OntologyFile, read: Parsed<T>[], problems: Problem[]): Parsed<T>[] {
  const expected = f.file.replace(/^.*\//, "").replace(/\.yaml$/, "");
  if (read[0] === undefined || read[0].data.name === expected) return read;
  problems.push({
    code: "ontology/file-name", file: f.file, line: lineOf(f.text, ["name"]), path: "name",
    message: { zh: `名称 ${read[0].data.name} 与文件名不同`, en: `The name ${read[0].data.name} differs from the file's name` },
    hint: { zh: `改为 ${expected}，或给文件改名`, en: `write ${expected}, or rename the file` },
  });
  return [];
}

/** Lays what the shapes file says over the property files. */
function withShapes(problems: Problem[]) {
  return (properties: Parsed<PropertyFile>[], shapes: Parsed<ShapesFile>): Parsed<PropertyFile>[] => {
    const known = new Set(properties.map((p) => p.data.name));
    for (const name of Object.keys(shapes.data).filter((n) => !known.has(n))) {
      problems.push({
        code: "ontology/unknown-property", file: shapes.file, line: lineOf(shapes.text, [name]), path: name,
        message: { zh: `没有名为 ${name} 的属性`, en: `There is no property ${name}` },
        hint: { zh: `在 properties/${name}.yaml 中定义它，或改正拼写`, en: `define it in properties/${name}.yaml, or correct the spelling` },
      });
    }
    return properties.map((p) => ({ ...p, data: { ...p.data, ...shapes.data[p.data.name] } }));
  };
}
