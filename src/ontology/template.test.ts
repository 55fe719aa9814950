/** What people see in templates and forms leads back to what programs mean. */
import { describe, expect, it } from "vitest";
import { apiSchemas, codeOf, columnKeyOf, formOf, importTemplate, loadOntology, TEMPLATE_KINDS, templateFields, validateClaimShape } from "./index.ts";
import type { TemplateLang } from "./index.ts";

const ontology = loadOntology();
const KINDS = TEMPLATE_KINDS;
const LANGS: TemplateLang[] = ["zh", "en", "both"];

describe.each(KINDS.flatMap((kind) => LANGS.map((lang) => [kind, lang] as const)))("the template for %s in %s", (kind, lang) => {
  const template = importTemplate(ontology, kind, lang);
  const [table, about, lists] = template.sheets;

  it("has headings that lead back to their keys, and list words that lead back to their codes", () => {
    const fields = templateFields(ontology, kind);
    expect(table?.columns.map((c) => columnKeyOf(ontology, kind, c.header))).toEqual(fields.map((f) => f.key));
    for (const c of table?.columns ?? []) {
      const codes = fields.find((f) => f.key === c.key)?.codes;
      expect((c.list ?? []).map((w) => codeOf(ontology, kind, c.key, w)), c.key).toEqual([...(codes?.keys() ?? [])]);
    }
  });

  it("has no rows that could be imported by mistake, and explains every column and list word", () => {
    expect(table?.rows).toEqual([]);
    expect(about?.rows.map((r) => r["key"])).toEqual(table?.columns.map((c) => c.key));
    expect(lists?.rows.length ?? 0).toBe((table?.columns ?? []).reduce((n, c) => n + (c.list?.length ?? 0), 0));
  });

  it("has sheet names that a workbook can take", () => {
    const names = template.sheets.map((s) => s.name);
    expect(new Set(names).size).toBe(names.length);
    for (const n of names) expect(n).toMatch(/^[^\\/?*[\]:]{1,31}$/);
  });

  it("keeps to its language", () => {
    const text = JSON.stringify(table?.columns.map((c) => [c.header, c.note]));
    expect(/\p{Script=Han}/u.test(text)).toBe(lang !== "en" || /万|亿/.test(text));
  });
});

it("headings are read however they are spaced, cased or bracketed", () => {
  expect(columnKeyOf(ontology, "claims", "  SUBJECT  (chinese) ")).toBe("subject_zh");
  expect(columnKeyOf(ontology, "claims", "主体(中文)")).toBe("subject_zh");
  expect(columnKeyOf(ontology, "claims", "subject_zh")).toBe("subject_zh");
  expect(columnKeyOf(ontology, "claims", "Remarks")).toBeUndefined();
  expect(codeOf(ontology, "claims", "subject_type", "园区")).toBe("Park");
  expect(codeOf(ontology, "claims", "modality", "maybe")).toBeUndefined();
});

describe("forms", () => {
  it("offer every property of the type once, in the group of its kind of value", () => {
    for (const t of ontology.types.values()) {
      const offered = formOf(ontology, t.name).groups.flatMap((g) => g.fields.map((f) => f.property));
      expect([...offered].sort(), t.name).toEqual(t.properties.map((u) => u.property.name).sort());
    }
  });

  it("offer only what the check of a claim lets through", () => {
    for (const t of ontology.types.values()) {
      for (const f of formOf(ontology, t.name).groups.flatMap((g) => g.fields)) {
        const value = f.input === "number" ? (f.range?.min ?? 1) : f.input === "date" ? "2024-06" : (f.options?.[0]?.value ?? "name");
        for (const unit of f.units.length > 0 ? f.units.map((u) => u.unit) : [f.input === "date" ? "date" : f.input === "entity" ? "entity" : "text"]) {
          const problems = validateClaimShape(ontology, {
            subject_type: t.name, property: f.property, value, unit, currency: unit === "currency" ? "USD" : null, modality: "actual", bound: "eq", value_type: f.targets?.[0],
          }).filter((p) => f.pattern === undefined || p.code !== "claim/wrong-form");
          expect(problems, `${t.name} ${f.property} ${unit}`).toEqual([]);
        }
      }
    }
  });
});

describe("API schemas", () => {
  const schemas = apiSchemas(ontology);

  it("have a component for every property, and the union points at each", () => {
    const refs = (schemas.claim["oneOf"] as { $ref: string }[]).map((r) => r.$ref.replace("#/components/schemas/", ""));
    expect(refs.sort()).toEqual(Object.keys(schemas.components).sort());
    expect(refs).toHaveLength(ontology.properties.size);
    for (const name of refs) expect(name).toMatch(/^[A-Za-z0-9_]+$/);
  });

  it("take a sound claim and refuse a wrong unit, a wrong noun, a bound on a name and a day that is not", () => {
    const takes = (c: Record<string, unknown>): boolean | undefined => schemas.zodOf(String(c["property"]))?.safeParse(c).success;
    const claim = { property: "investment", subject_type: "Project", value: 5e8, unit: "yuan", modality: "planned", bound: "ge", when: "2024" };
    expect(takes(claim)).toBe(true);
    expect(takes({ ...claim, unit: "m2" })).toBe(false);
    expect(takes({ ...claim, subject_type: "Company" })).toBe(false);
    expect(takes({ ...claim, when: "2024-13" })).toBe(false);
    expect(takes({ ...claim, property: "located_in", value: "长春", unit: "entity", bound: "ge" })).toBe(false);
    expect(takes({ ...claim, property: "market_share", value: 15, unit: "ratio", bound: "eq" })).toBe(false);
  });
});
