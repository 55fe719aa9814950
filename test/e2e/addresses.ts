/**
 * Every page of the application by name, with an address at which it has something to show on the reference record.
 * Invariant: the list is one: what is checked for access, measured for shift of layout and photographed are the same pages.
 */
import type { Page } from "playwright-core";
import { ARTICLE } from "./article.ts";
import type { Served } from "./served.ts";

async function first(server: Served, address: string): Promise<string> {
  const { items } = (await (await fetch(`${server.address}${address}`)).json()) as { items: { id: string }[] };
  return items[0]!.id;
}

/** Uploads the article and opens it in the reader. @returns the addresses of the upload, the reader and a proposal's claim. */
async function uploaded(page: Page): Promise<{ job: string; reader: string; claim: string }> {
  await page.goto("/documents");
  await page.locator("input[type=file]").setInputFiles([ARTICLE]);
  const link = page.getByRole("region", { name: "阅读进度" }).getByRole("link");
  await link.waitFor();
  const job = new URL(page.url());
  await link.click();
  await page.locator("li.proposal .proposal-head").first().click();
  const reader = new URL(page.url());
  await page.getByRole("link", { name: "看这条记载" }).click();
  await page.waitForURL(/\/claims\//);
  return { job: job.pathname + job.search, reader: reader.pathname + reader.hash, claim: new URL(page.url()).pathname };
}

/** Every page, by a name that can be a file's. An article is read on the way, so that reader, job and claim have something to show. */
export async function addressesOf(server: Served): Promise<Record<string, string>> {
  const page = await server.person({ lang: "zh" });
  const { job, reader, claim } = await uploaded(page);
  await page.context().close();
  return {
    overview: "/", "overview-comparison": "/?cluster=comparison", documents: job, reader, entities: "/entities?type=Firm", "entity-new": "/entities/new?type=Firm", "side-by-side": "/entities/compare?of=zone-changchun-new-area&of=zone-changchun-economic-and-technological-development-zone",
    park: "/entities/park-phase-photoelectric-information-industry-park-phase-iii", cluster: "/entities/cluster-changchun-optoelectronic-information-industry",
    firm: "/entities/firm-gpixel", expo: "/entities/expo-2024-changchun-international-optoelectronic-expo", project: "/entities/project-zhaochi-led-display-and-lighting-device-expansion-project", zone: "/entities/zone-changchun-new-area", expos: "/entities?type=Expo",
    claims: "/claims?property=output_value", "claims-grouped": "/claims?group=property&sort=-value", claim, sources: "/sources", source: reader.replace("documents", "sources").replace(/#.*/, ""),
    changes: "/changes", compare: "/compare?a=2023-12-01&cluster=changchun", import: "/import", report: "/report", "map-country": "/map?cluster=all&figure=output_value", "map-position": "/map?mend=park-jixing-industrial-park", lexicon: "/lexicon", identity: "/identity", "identity-history": "/identity/history",
    registers: "/registers", "registers-import": "/registers/import", findings: "/findings", finding: `/findings/${await first(server, "/api/findings?limit=1")}`, inbox: "/inbox", "inbox-pairs": "/inbox?kind=pair",
    map: "/map", parks: "/parks", "park-space": "/parks/park-photoelectric-information-industry-park", projects: "/projects", promises: "/promises?quarter=2024-Q2", targets: "/targets",
    chain: "/chain?region=changchun", "chain-node": "/chain/cis-design?region=changchun", "chain-gaps": "/chain-gaps?region=changchun", "chain-next": "/chain-next?region=changchun", "chain-backtest": "/chain-backtest",
  };
}
