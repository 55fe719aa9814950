/**
 * Builds data/chain/tables/us-metro-jobs-2018.csv.gz from County Business Patterns 2018 by metropolitan area (columns cbsa_code, naics_code,
 * naics_level, EMP): six-digit manufacturing classes, and the other classes that the pack's nodes name.
 * Invariant: values are taken over as published; rows without employment are left out.
 *     node scripts/build-region-table.ts FILE.csv.gz
 */
import { createReadStream, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { delimitedRecords } from "../src/chain/complexity/index.ts";
import { loadPack } from "../src/chain/pack/index.ts";
import { createGunzip } from "node:zlib";

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("give the file");
const named = new Set(loadPack().pack.nodes.flatMap((n) => n.codes.naics));
const out: string[] = ["metro,naics,jobs"];
let header: string[] | undefined;
for await (const batch of delimitedRecords(createReadStream(file).pipe(createGunzip()))) {
  for (const { fields } of batch) {
    if (!header) { header = fields; continue; }
    const row = Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ""]));
    const code = row["naics_code"]!;
    if (row["naics_level"] !== "6" || !(Number(row["EMP"]) > 0) || !(/^3[123]/.test(code) || named.has(code))) continue;
    out.push(`${row["cbsa_code"]},${code},${row["EMP"]}`);
  }
}
writeFileSync(new URL("../data/chain/tables/us-metro-jobs-2018.csv.gz", import.meta.url), gzipSync(`${out.join("\n")}\n`, { level: 9 }));
process.stdout.write(`${out.length - 1} rows\n`);
