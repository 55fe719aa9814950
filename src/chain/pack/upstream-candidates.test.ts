/** Hidden flows found again: what the ranking knows, told as it is, on the shipped pack and on the published chip chain where it is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { compilePack, hitsAtTen, importTable, loadPack, upstreamCandidates } from "./index.ts";

const { pack } = loadPack();

describe("candidates to feed a node", () => {
  it("names every other node once, and not those that feed it already", () => {
    const fed = pack.upstream.get("cis-fab")!.map((f) => f.from);
    const ranked = upstreamCandidates(pack).rank("cis-fab").map((c) => c.node);
    expect(new Set(ranked).size).toBe(ranked.length);
    expect(ranked.length).toBe(pack.nodes.length - 1 - new Set(fed).size);
    expect(ranked.some((id) => fed.includes(id))).toBe(false);
  });
  it("finds hidden flows of the shipped pack better than the number of users alone", () => {
    const told = hitsAtTen(pack);
    console.log(`shipped pack: Hits@10 ${told.hits.toFixed(3)} of ${told.flows} flows (users alone ${told.by_users_alone.toFixed(3)}), MRR ${told.mean_reciprocal_rank.toFixed(3)}`);
    expect(told.hits).toBeGreaterThan(told.by_users_alone);
  });
});

const folder = new URL("../../../../shared/datasets/eto-chip-chain/", import.meta.url);
test.skipIf(!existsSync(folder))("the chip chain (skipped where the data is absent)", () => {
  const read = (name: string): string => readFileSync(new URL(`${name}.csv`, folder), "utf8");
  const made = importTable({ inputs: read("inputs"), sequence: read("sequence"), stages: read("stages") }, { id: "eto", name: "ETO", title: "T", publisher: "P" });
  const eto = compilePack(made.files).pack;
  const told = hitsAtTen(eto);
  console.log(`chip chain: Hits@10 ${told.hits.toFixed(3)} of ${told.flows} flows (users alone ${told.by_users_alone.toFixed(3)}), MRR ${told.mean_reciprocal_rank.toFixed(3)}`);
  expect(told.flows).toBeGreaterThan(40);
});
