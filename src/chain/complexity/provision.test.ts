/** Concentration by node: on made-up statements, and on the published chip chain where it is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { concentrationByNode, type Provision } from "./index.ts";

test("shares, single sources and what is not stated", () => {
  const [lens, wafer] = concentrationByNode([
    { node: "lens", provider: "A", country: "JPN", share_pct: 60 }, { node: "lens", provider: "B", country: "JPN", share_pct: 20 },
    { node: "lens", provider: "C", country: "DEU" }, { node: "lens", provider: "D", country: "CHN", share_pct: 20 },
    { node: "wafer", provider: "NLD", kind: "country", share_pct: 100 }, { node: "wafer", provider: "E", country: "NLD", share_pct: 97 },
    { node: "wafer", provider: "various", country: "various", share_pct: 3, collective: true },
  ]);
  expect(lens).toMatchObject({ firms: 4, countries: 3, singleFirm: false, singleCountry: false, stated: 2, statedTotal_pct: 100, basis: "firm" });
  expect(lens!.hhiByCountry).toBeCloseTo(0.8 ** 2 + 0.2 ** 2, 12);
  expect(lens!.hhiByFirm).toBeCloseTo(0.36 + 0.04 + 0.04, 12);
  expect(wafer).toMatchObject({ singleCountry: true, hhiByCountry: 1, singleFirm: false, basis: "country" });
});

test("a collective entry is not a single source; no share, no HHI; a nonsense share counts as not stated", () => {
  const [a, b] = concentrationByNode([
    { node: "a", provider: "various companies", collective: true, share_pct: 100 }, { node: "b", provider: "X", country: "USA", share_pct: Number.NaN },
  ]);
  expect(a!.singleFirm).toBe(false);
  expect(b).toMatchObject({ singleFirm: true, singleCountry: true, stated: 0 });
  expect(b!.hhiByCountry).toBeUndefined();
});

const folder = new URL("../../../../shared/datasets/eto-chip-chain/", import.meta.url);
test.skipIf(!existsSync(folder))("the chip chain: equal to a direct computation (skipped where the data is absent)", () => {
  const rows = (name: string): Record<string, string>[] => parse(readFileSync(new URL(name, folder)), { columns: true, bom: true });
  const provider = new Map(rows("providers.csv").map((p) => [p.provider_id!, p]));
  const provisions = rows("provision.csv");
  const result = concentrationByNode(provisions.map((r): Provision => {
    const p = provider.get(r.provider_id!)!;
    const isCountry = p.provider_type === "country";
    return {
      node: r.provided_id!, provider: r.provider_id!, kind: isCountry ? "country" : "firm", country: isCountry ? undefined : p.country,
      share_pct: r.share_provided === "" ? undefined : Number(r.share_provided), collective: p.provider_name!.startsWith("Various"),
    };
  }));
  const nodes = new Set(provisions.map((r) => r.provided_id));
  expect(result.length).toBe(nodes.size);
  for (const node of result) {
    const here = provisions.filter((r) => r.provided_id === node.node && provider.get(r.provider_id!)!.provider_type === "country");
    const shares = here.filter((r) => r.share_provided !== "").map((r) => Number(r.share_provided));
    const total = shares.reduce((a, b) => a + b, 0);
    expect(node.countries).toBe(here.length);
    expect(node.singleCountry).toBe(here.length === 1 && !provider.get(here[0]!.provider_id!)!.provider_name!.startsWith("Various"));
    if (total > 0) {
      expect(node.hhiByCountry).toBeCloseTo(shares.reduce((a, s) => a + (s / total) ** 2, 0), 12);
      expect(node.hhiByCountryAtLeast).toBeCloseTo(shares.reduce((a, s) => a + (s / 100) ** 2, 0), 12);
    } else expect(node.hhiByCountry).toBeUndefined();
  }
  expect(result.filter((n) => n.singleCountry).length).toBeGreaterThan(3);
});
