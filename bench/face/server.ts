/** What the tables ask of the server, each beside an indexed look-up of one row of the same server in the same run. */
import { figure, quantile } from "../record/figures.ts";
import { MADE } from "./made-rest.ts";

async function timed(address: string): Promise<number> {
  const begun = performance.now();
  const response = await fetch(address);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return performance.now() - begun;
}

const ROUNDS = 25;

/** Parts of pages of which there is much; every fifth time as of another day. */
const PARTS: readonly (readonly [string, string])[] = [
  ...(["page", "facts", "timeline?limit=16", "ties", "sources", "within", "targets"] as const).map((part) => [`region_${part.split("?")[0]}`, `${MADE.region}/${part}`] as const),
  ["zone_within", `${MADE.zone}/within`], ["zone_ties", `${MADE.zone}/ties`], ["product_chain", `${MADE.product}/chain`], ["product_ties", `${MADE.product}/ties`],
  ...(["page", "facts", "trends", "timeline?limit=16", "chain"] as const).map((part) => [`large_firm_${part.split("?")[0]}`, `${MADE.firm}/${part}`] as const),
  ["expo_editions", "expo-2024-changchun-international-optoelectronic-expo/editions"], ["project_project", "project-zhaochi-led-display-and-lighting-device-expansion-project/project"],
];

/** From the server's first word to the first rows of the largest table. */
export async function firstTable(site: string): Promise<number> {
  return figure((await timed(`${site}/api/tables/claims?limit=60`)) / 1000);
}

export async function measureServer(site: string): Promise<Record<string, unknown>> {
  const { items, total } = (await (await fetch(`${site}/api/tables/claims?limit=60`)).json()) as { items: { id: string; subject: { slug: string } }[]; total: number };
  const entities = (await (await fetch(`${site}/api/tables/entities?limit=1`)).json()) as { total: number };
  const someone = "firm-10";
  /** A number at the end makes each address new, so that its list is not there yet. */
  const asked: Record<string, (k: number) => string> = {
    one_claim_by_key: (k) => `/api/claims/${items[k % items.length]!.id}`,
    rows_in_the_middle: (k) => `/api/tables/claims?from=${(k * 37_117) % Math.max(1, total - 60)}&limit=60`,
    rows_of_entities: (k) => `/api/tables/entities?sort=name&from=${(k * 3_917) % Math.max(1, entities.total - 60)}&limit=60`,
    new_sort_and_filter: (k) => `/api/tables/claims/facets?sort=-value&property=revenue&year=${2018 + (k % 5)}&valid_on=${2024 + Math.floor(k / 5)}-01-01`,
    new_text: (k) => `/api/tables/entities/facets?q=${encodeURIComponent(`光电${k + 10}`)}`,
    new_known_day: (k) => `/api/tables/claims/facets?known_on=202${k % 4}-0${1 + (k % 9)}-15`,
    grouped: (k) => `/api/tables/claims/facets?group=source&modality=actual&valid_on=2030-01-${10 + (k % 18)}`,
    entity_page: () => `/api/entities/${someone}`,
    ...Object.fromEntries(PARTS.map(([name, path]) => [name, (k: number) => `/api/entities/${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams(k % 5 === 4 ? { valid_on: `2024-0${1 + (k % 9)}-01` } : {})}`])),
    members_as_a_table: (k) => `/api/tables/entities?within=${MADE.region}&limit=60&from=${k * 1_003}`,
    name_typed: (k) => `/api/search?q=${encodeURIComponent(`optics ${k + 10}`)}`,
  };
  const times: Record<string, number[]> = {};
  for (let k = 0; k < ROUNDS; k++) for (const [name, path] of Object.entries(asked)) (times[name] ??= []).push(await timed(site + path(k)));
  const base = quantile(times["one_claim_by_key"]!, 0.5);
  return {
    entities: entities.total, rows: total,
    ...Object.fromEntries(Object.entries(times).map(([name, list]) => [name, { p50_ms: quantile(list, 0.5), p95_ms: quantile(list, 0.95), to_look_up: figure(quantile(list, 0.5) / base) }])),
  };
}
