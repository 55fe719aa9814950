/** The URL map, inline, so that a change of any address is seen in review. */
import { expect, test } from "vitest";
import { claimInHash, download, figureAddress, linkable, path } from "./path.ts";

test("every address of the application", () => {
  expect({
    overview: path.overview(),
    overviewAsOf: path.overview({ cluster: "nanchang", valid_on: "2024-12-31", known_on: "" }),
    documents: path.documents(),
    documentsWithJob: path.documents({ job: "j1" }),
    document: path.document("s1"),
    documentClaim: path.document("s1", "c/1"),
    entities: path.entities({ type: "Firm", q: "光电" }),
    entity: path.entity("park-photoelectric", { known_on: "2023-12-01" }),
    claims: path.claims({ property: "output_value", modality: "target" }),
    claim: path.claim("c1"),
    sources: path.sources({ q: "中国吉林网" }),
    source: path.source("seed-000"),
    changes: path.changes(),
    identity: path.identity({ register: "r1" }),
    identityHistory: path.identityHistory(),
    imports: path.imports(),
    register: path.register("r1", { q: "辰芯" }),
    registerImport: path.registerImport({ job: "j1" }),
    registers: path.registers(),
    lexicon: path.lexicon(),
    findings: path.findings({ severity: "error" }),
    finding: path.finding("f1"),
    claimsCsv: download.claims("csv", { status: "accepted" }),
    entitiesJsonLd: download.entities("jsonld", { type: "Park" }),
    template: download.template("firms", "both"),
  }).toMatchInlineSnapshot(`
    {
      "changes": "/changes",
      "claim": "/claims/c1",
      "claims": "/claims?property=output_value&modality=target",
      "claimsCsv": "/api/claims.csv?status=accepted",
      "document": "/documents/s1",
      "documentClaim": "/documents/s1#claim=c%2F1",
      "documents": "/documents",
      "documentsWithJob": "/documents?job=j1",
      "entities": "/entities?type=Firm&q=%E5%85%89%E7%94%B5",
      "entitiesJsonLd": "/api/entities.jsonld?type=Park",
      "entity": "/entities/park-photoelectric?known_on=2023-12-01",
      "finding": "/findings/f1",
      "findings": "/findings?severity=error",
      "identity": "/identity?register=r1",
      "identityHistory": "/identity/history",
      "imports": "/import",
      "lexicon": "/lexicon",
      "overview": "/",
      "overviewAsOf": "/?cluster=nanchang&valid_on=2024-12-31",
      "register": "/registers/r1?q=%E8%BE%B0%E8%8A%AF",
      "registerImport": "/registers/import?job=j1",
      "registers": "/registers",
      "source": "/sources/seed-000",
      "sources": "/sources?q=%E4%B8%AD%E5%9B%BD%E5%90%89%E6%9E%97%E7%BD%91",
      "template": "/api/templates/firms.xlsx?lang=both",
    }
  `);
});

test("a figure leads to its words, or to its claim where the record has no text", () => {
  const claim = { id: "c1", locator: { start: 3 }, source: { id: "s1", has_text: true } };
  expect(figureAddress(claim)).toBe("/documents/s1#claim=c1");
  expect(figureAddress({ ...claim, source: { id: "s1", has_text: false } })).toBe("/claims/c1");
  expect(figureAddress({ ...claim, locator: {} })).toBe("/claims/c1");
});

test("the claim in a hash survives its encoding", () => {
  expect(claimInHash(new URL(`http://x${path.document("s", "a b/c")}`).hash)).toBe("a b/c");
  expect(claimInHash("#other")).toBeUndefined();
});

test("only web addresses are linked", () => {
  expect(linkable("https://example.org/a")).toBe("https://example.org/a");
  expect(linkable("javascript:alert(1)")).toBeUndefined();
  expect(linkable("")).toBeUndefined();
});
