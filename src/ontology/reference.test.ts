/** The reference record: whole, linked, sound by the ontology, without people, and with the contradictions that make it real. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { parseWhen } from "../kernel/index.ts";
import { loadOntology, validateClaimShape } from "./index.ts";

type Row = Record<string, string>;
const read = (name: string): Row[] => parse(readFileSync(new URL(`../../data/reference/${name}.csv`, import.meta.url)), { columns: true }) as Row[];
const [sources, entities, claims] = [read("sources"), read("entities"), read("claims")];
const ontology = loadOntology();
const entityOf = new Map(entities.map((e) => [e["id"], e]));
const sourceOf = new Map(sources.map((s) => [s["id"], s]));

describe("the reference record", () => {
  it("has ids that are unique, and names that lead to one entity of a type", () => {
    for (const rows of [sources, entities, claims]) expect(new Set(rows.map((r) => r["id"])).size).toBe(rows.length);
    for (const lang of ["name_zh", "name_en"]) {
      const names = entities.filter((e) => e[lang] !== "").map((e) => `${e["type"]} ${e[lang]}`);
      expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
    }
    for (const e of entities) expect(e["id"]).toMatch(/^[a-z][a-z0-9-]+$/);
  });

  it("links every claim to its subject, source and pointed-at entity, and every entity to its page", () => {
    for (const c of claims) {
      expect(entityOf.get(c["subject_id"])?.["type"], c["id"]).toBe(c["subject_type"]);
      expect(sourceOf.has(c["source_id"]), c["id"]).toBe(true);
      if (c["value_id"] !== "") expect(entityOf.has(c["value_id"]), c["id"]).toBe(true);
      expect(c["value_id"]).not.toBe(c["subject_id"]);
    }
    for (const e of entities) {
      expect(sourceOf.has(e["source_id"]), e["id"]).toBe(true);
      for (const key of ["zone_id", "parent_id"]) if (e[key] !== "") expect(entityOf.has(e[key]), `${e["id"]} ${key}`).toBe(true);
    }
    expect(claims.filter((c) => (c["unit"] === "entity") !== (c["value_id"] !== "")).map((c) => c["id"])).toEqual([]);
  });

  it("holds only claims that the ontology lets through", () => {
    const problems = claims.flatMap((c) => {
      const worded = ["entity", "date", "text"].includes(c["unit"] ?? "");
      return validateClaimShape(ontology, {
        subject_type: c["subject_type"] ?? "", property: c["property"] ?? "", value: worded ? (c["value"] ?? "") : Number(c["value"]), unit: c["unit"] ?? "", currency: c["currency"],
        modality: c["modality"] ?? "", bound: c["bound"] ?? "", when: c["when"], value_type: entityOf.get(c["value_id"])?.["type"],
      }).map((p) => `${c["id"]} ${p.message.en}`);
    });
    expect(problems).toEqual([]);
    for (const t of entities.map((e) => e["type"] ?? "")) expect(ontology.types.has(t), t).toBe(true);
    for (const s of sources) if (s["published"] !== "") expect(parseWhen(s["published"] ?? ""), s["id"]).toBe(s["published"]);
  });

  it("states figures as written only where they give the value", () => {
    const scale: Row = { 万: "1e4", 亿: "1e8", million: "1e6", billion: "1e9" };
    const unit: Row = { "%": "0.01", mu: String(2000 / 3), "square kilometers": "1e6", "square kilometres": "1e6" };
    const stated = claims.filter((c) => c["stated_number"] !== "");
    expect(stated.length).toBeGreaterThan(50);
    for (const c of stated) {
      const read = Number(c["stated_number"]?.replaceAll(",", "")) * Number(scale[c["stated_scale"] ?? ""] ?? 1) * Number(unit[c["stated_unit"] ?? ""] ?? 1);
      expect(Math.abs(read - Number(c["value"])), c["id"]).toBeLessThanOrEqual(0.005);
    }
  });

  it("has every qualifier in both languages", () => {
    for (const c of claims) {
      expect([c["qualifier_zh"], c["qualifier_en"]].includes(""), c["id"]).toBe(c["qualifier"] === "");
      expect(/\p{Script=Han}/u.test(c["qualifier_en"] ?? ""), c["id"]).toBe(false);
    }
  });

  it("names no person and keeps no sentence: cells are short, and titles of office stand alone", () => {
    const person = /\p{Script=Han}(?:先生|女士|书记|市长|省长|院士说|教授说|董事长说)|\b(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z]/u;
    for (const c of claims) {
      for (const key of ["qualifier", "note", "value", "subject_zh"]) expect(person.test(c[key] ?? ""), `${c["id"]} ${key}`).toBe(false);
      expect((c["qualifier"] ?? "").length, c["id"]).toBeLessThanOrEqual(60);
      expect(/[。！？]/u.test((c["qualifier"] ?? "") + (c["note"] ?? "")), c["id"]).toBe(false);
    }
    for (const e of entities) expect(person.test(Object.values(e).join(" ")), e["id"]).toBe(false);
  });

  it("knows where every park phase, zone and edition belongs", () => {
    const wholes = new Map(claims.filter((c) => c["property"] === "part_of").map((c) => [c["subject_id"], entityOf.get(c["value_id"])]));
    for (const e of entities.filter((x) => ["ParkPhase", "Zone"].includes(x["type"] ?? ""))) expect(wholes.has(e["id"]), e["id"]).toBe(true);
    for (const e of entities.filter((x) => x["type"] === "Expo" && /\d/.test((x["name_zh"] ?? "") + (x["name_en"] ?? "")))) expect(wholes.get(e["id"])?.["type"], e["id"]).toBe("Expo");
    // No whole is a part of itself, by whatever way.
    for (const start of wholes.keys()) {
      const seen = new Set([start]);
      for (let at = wholes.get(start)?.["id"]; at !== undefined; at = wholes.get(at)?.["id"]) {
        expect(seen.has(at), start).toBe(false);
        seen.add(at);
      }
    }
  });

  it("keeps the contradictions of its pages: three figures of Changchun that cannot all hold", () => {
    const said = (when: string, property: string): number[] =>
      claims.filter((c) => c["subject_zh"] === "长春市光电信息产业" && c["property"] === property && c["when"] === when && c["modality"] === "actual").map((c) => Number(c["value"]));
    expect(said("2023", "output_value")).toContain(75e9);
    expect(said("2024", "output_value")).toContain(90.02e9);
    expect(said("2024", "growth_rate")).toContain(0.071);
  });
});
