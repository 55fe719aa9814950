/** The committed pages are those of the files, and no noun, property or fixed word is without a page that explains it. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BOUND_LABELS, loadOntology, MODALITY_LABELS, ontologyDocs, VISIBILITY_LABELS } from "./index.ts";

const ontology = loadOntology();
const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

describe.each(["zh", "en"] as const)("docs/ontology/%s.md", (lang) => {
  const made = ontologyDocs(ontology, lang);

  it("is as made from the files (else run scripts/build-ontology-docs.ts)", () => {
    expect(page(`ontology/${lang}.md`) === made).toBe(true);
  });

  it("has a heading and a definition for every type and property", () => {
    for (const d of [...ontology.types.values(), ...ontology.properties.values()]) {
      expect(made, d.name).toContain(`### \`${d.name}\` ${d.label.zh} · ${d.label.en}\n\n${d.definition[lang]}\n`);
    }
  });

  it("breaks no table or heading with what the files hold", () => {
    for (const line of made.split("\n").filter((l) => l.startsWith("|"))) expect(line.split("|")).toHaveLength(5);
  });
});

describe("docs/glossary.md", () => {
  const rows = page("glossary.md").split("\n").filter((l) => l.startsWith("| ") && !l.startsWith("| ---") && !l.startsWith("| zh |")).map((l) => l.slice(2, -2).split(" | "));

  it("has six cells a row, and no word for two ideas of one room", () => {
    for (const r of rows) expect(r, r.join("|")).toHaveLength(6);
    expect(new Set(rows.map((r) => `${r[0]}|${r[5]}`)).size).toBe(rows.length);
    expect(new Set(rows.map((r) => `${r[1]}|${r[5]}`)).size).toBe(rows.length);
  });

  it("agrees with the words that forms and templates show", () => {
    const words = new Map(rows.map((r) => [r[2], r]));
    for (const [code, label] of Object.entries(MODALITY_LABELS)) expect(words.get(`\`${code}\``)?.slice(0, 2), code).toEqual([label.zh, label.en]);
    for (const labels of [BOUND_LABELS, VISIBILITY_LABELS]) {
      const row = words.get(labels === BOUND_LABELS ? "`bound`" : "`visibility`") ?? [];
      for (const label of Object.values(labels)) {
        expect(row[3]).toContain(label.zh);
        expect(row[4]).toContain(label.en);
      }
    }
  });

  it("names every room of the house that has words of its own, and none that is not there", () => {
    const rooms = "kernel ontology ledger entities documents chain parks firms institutes policy investment services expo targets report".split(" ");
    expect([...new Set(rows.map((r) => r[5]))].sort()).toEqual([...rooms].sort());
  });
});
