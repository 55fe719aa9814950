// Regression on the labelled documents, where they lie beside the checkout: core and full F1 stay above what was reached.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { labelledDocuments, labelledFolder, projectLexicon, scorer } from "./fixture.ts";
import { findMetadata, readClaims, toInterchange } from "./index.ts";

const folder = labelledFolder();
if (!folder) console.log("labelled documents are not beside the checkout: regression skipped");

describe.skipIf(!folder)("labelled documents", () => {
  it("keeps core F1 and full F1 above the floor", () => {
    const lexicon = projectLexicon();
    const lines: string[] = [];
    for (const { name, text } of labelledDocuments(folder!)) {
      const meta = findMetadata(text);
      const { proposals } = readClaims(text, { lexicon, published: meta.published, title: meta.title, bodyStart: meta.bodyStart });
      for (const p of proposals) lines.push(JSON.stringify(toInterchange(p, name)));
    }
    const dir = mkdtempSync(join(tmpdir(), "reading-"));
    try {
      const file = join(dir, "proposed.jsonl");
      writeFileSync(file, `${lines.join("\n")}\n`);
      const out = execFileSync(process.execPath, [fileURLToPath(scorer), "--gold", fileURLToPath(new URL("gold/", folder)), "--proposed", file], { encoding: "utf8" });
      const m = /core F1 ([\d.]+) full F1 ([\d.]+)/.exec(out)!;
      expect(Number(m[1]), out).toBeGreaterThanOrEqual(96);
      expect(Number(m[2]), out).toBeGreaterThanOrEqual(85);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
