/** The ontology files: complete and sound as shipped, and every flaw told with its file and line. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { AppError } from "../kernel/index.ts";
import { acceptedProperties, COMPILED_FILE, compileOntology, isA, loadOntology, parseOntology, propertiesOf, readOntologyFiles, typeOf } from "./index.ts";
import type { OntologyFile } from "./index.ts";

const HOME = fileURLToPath(new URL("../../data/ontology/", import.meta.url));
const NOUNS = "Zone Park ParkPhase Building Floor Unit Lot Project Firm Institute Lab Product ChainNode Policy Programme Fund Expo Event Award Cluster Region Indicator".split(" ");
const READ_FROM_TEXT = (
  "investment area.land area.floor exhibition_area storeys production_lines employees patents start_date capped_date completion_date expected_completion " +
  "output_value revenue firms_count exhibitors visitors projects_count contract_value market_share other_count growth_rate located_in produces cooperates_with award membership"
).split(" ");

describe("the ontology as shipped", () => {
  const ontology = loadOntology();

  it("has every noun of the house, each with words in both languages and a source of its definition", () => {
    expect([...ontology.types.keys()].sort()).toEqual([...NOUNS].sort());
    for (const t of ontology.types.values()) {
      expect(t.source.length, t.name).toBeGreaterThan(5);
      expect(t.triggers.zh.length, t.name).toBeGreaterThan(0);
      expect(t.triggers.en.length, t.name).toBeGreaterThan(0);
      expect(/\p{Script=Han}/u.test(t.label.zh + t.definition.zh), t.name).toBe(true);
      expect(/\p{Script=Han}/u.test(t.label.en + t.definition.en + t.plural), t.name).toBe(false);
    }
  });

  it("has every property that claims are read for, and each number has a unit that fits", () => {
    for (const name of READ_FROM_TEXT) expect(ontology.properties.has(name), name).toBe(true);
    for (const p of ontology.properties.values()) {
      expect(p.units[0], p.name).toBe(p.unit);
      expect(p.units.includes("currency"), p.name).toBe(p.units.includes("yuan"));
    }
  });

  it("leaves no property without a noun that it can be said of", () => {
    const used = new Set([...ontology.types.values()].flatMap((t) => [...t.accepts]));
    expect([...ontology.properties.keys()].filter((p) => !used.has(p))).toEqual([]);
  });

  it("inherits: a firm is an organisation, has its code, and calls its start a founding", () => {
    expect(isA(ontology, "Firm", "Organisation")).toBe(true);
    expect(isA(ontology, "Park", "Organisation")).toBe(false);
    const uses = new Map(propertiesOf(ontology, "Firm").map((u) => [u.property.name, u]));
    expect(uses.get("uscc")?.from).toBe("Organisation");
    expect(uses.get("start_date")?.label).toEqual({ zh: "成立日期", en: "Founded" });
    expect(uses.get("name")?.required).toBe(true);
    expect(acceptedProperties(ontology, "Expo").map((p) => p.name)).not.toContain("uscc");
  });

  it("has, for every relation, a concrete type to give to a name that is not known yet", () => {
    const first = Object.fromEntries([...ontology.properties.values()].filter((p) => p.value === "entity").map((p) => [p.name, p.target?.find((t) => ontology.types.has(t))]));
    expect(Object.values(first)).not.toContain(undefined);
    expect(first).toMatchObject({ located_in: "Region", produces: "Product", award: "Award", subsidiary_of: "Firm", cooperates_with: "Firm", chain_node: "ChainNode", tenant_of: "Park" });
  });

  it("is read once, and cannot be changed by a reader", () => {
    expect(loadOntology()).toBe(ontology);
    const firm = typeOf(ontology, "Firm") as { name: string };
    expect(() => { firm.name = "Company"; }).toThrow(TypeError);
    expect(() => (ontology.properties.get("investment")?.units as string[]).push("m2")).toThrow(TypeError);
  });

  it("names the known nouns when asked for one that is not there", () => {
    expect(() => typeOf(ontology, "Company")).toThrow(AppError);
  });
});

describe("kept readings", () => {
  const files = readOntologyFiles(HOME);
  const kept = readFileSync(HOME + COMPILED_FILE, "utf8");

  it("are those of the files as they stand (else run scripts/build-ontology-docs.ts)", () => {
    expect(kept === compileOntology(files)).toBe(true);
  });

  it("give the same ontology as reading the files afresh", () => {
    const quick = parseOntology(files, JSON.parse(kept)).ontology;
    const fresh = parseOntology(files).ontology;
    expect([...(quick?.types ?? [])]).toEqual([...(fresh?.types ?? [])]);
    expect([...(quick?.properties ?? [])]).toEqual([...(fresh?.properties ?? [])]);
  });

  it("are not used for a file that has changed", () => {
    const changed = files.map((f) => (f.file === "Park.yaml" ? { ...f, text: f.text.replace("en: Park }", "en: Garden }") } : f));
    expect(parseOntology(changed, JSON.parse(kept)).ontology?.types.get("Park")?.label.en).toBe("Garden");
  });
});

describe("flaws", () => {
  const noun = (name: string, more = ""): OntologyFile => ({
    file: `${name}.yaml`,
    text: `name: ${name}\nlabel: { zh: 甲, en: A }\nplural: As\ndefinition: { zh: 甲, en: A }\nsource: here\ntriggers: { zh: [甲], en: [a] }\nnames: { suffixes: { zh: [], en: [] } }\nproperties: [size]\n${more}`,
  });
  const property = (name: string, rest: string): OntologyFile => ({
    file: `properties/${name}.yaml`,
    text: `name: ${name}\nlabel: { zh: 乙, en: B }\ndefinition: { zh: 乙, en: B }\nsource: here\ntriggers: { zh: [], en: [] }\n${rest}`,
  });
  const size = property("size", "value: number\nunit: m2\n");
  const flaws = (...files: OntologyFile[]): string[] => parseOntology(files).problems.map((p) => `${p.file}:${p.line} ${p.code}`);

  it("are all listed, with file and line", () => {
    const found = flaws(
      noun("Hill", "parent: Mountain\n"), noun("Lake", "also: [depth]\n"), { file: "Torn.yaml", text: "name: [Torn\nlabel" },
      { ...noun("Sea"), file: "Ocean.yaml" }, property("size", "value: number\nunit: date\nrange: { min: 3, max: 1 }\n"),
      property("owner", "value: entity\nunit: entity\ntarget: [Person]\n"), property("code", 'value: text\nunit: text\npattern: "("\n'),
    );
    expect(found).toEqual([
      "Torn.yaml:2 ontology/yaml", "Ocean.yaml:1 ontology/file-name", "properties/size.yaml:7 ontology/property", "properties/size.yaml:8 ontology/property",
      "properties/owner.yaml:8 ontology/property", "properties/code.yaml:8 ontology/property", "Hill.yaml:9 ontology/parent", "Lake.yaml:9 ontology/unknown-property",
    ]);
  });

  it("include parents in a circle, unknown keys and a missing language", () => {
    expect(flaws(size, noun("Hill", "parent: Lake\n"), noun("Lake", "parent: Hill\n"))).toEqual(["Hill.yaml:9 ontology/parent", "Lake.yaml:9 ontology/parent"]);
    expect(flaws(size, noun("Hill", "colour: green\n"))).toEqual(["Hill.yaml:1 ontology/shape"]);
    const torn = noun("Hill");
    expect(flaws(size, { ...torn, text: torn.text.replace("label: { zh: 甲, en: A }", "label: { zh: 甲 }") })).toEqual(["Hill.yaml:2 ontology/shape"]);
    expect(flaws(size, noun("Hill"))).toEqual([]);
  });

  it("include a shape for a property that is not there, and a relation without types", () => {
    expect(flaws(size, noun("Hill"), { file: "shapes.yaml", text: "weight:\n  source: here\n" })).toEqual(["shapes.yaml:2 ontology/unknown-property"]);
    expect(flaws(size, noun("Hill"), property("owner", "value: entity\nunit: entity\n"))).toEqual(["properties/owner.yaml:6 ontology/property"]);
    expect(flaws(size, noun("Hill"), property("owner", "value: entity\nunit: entity\n"), { file: "shapes.yaml", text: "owner:\n  target: [Hill]\n" })).toEqual([]);
  });
});
