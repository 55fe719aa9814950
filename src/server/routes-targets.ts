/**
 * Targets over HTTP: each with versions, base, actuals, what is needed, the chance, how it came out; the track record; places side by side.
 * Invariant: every figure comes with its claim; a probability comes with what it rests on, or a refusal.
 */
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { whenRange } from "../kernel/index.ts";
import type { Claim } from "../ledger/index.ts";
import { qualifierWords } from "../documents/index.ts";
import { propertyOf } from "../ontology/index.ts";
import { comparisons, type GrowthForecast, type GrowthRefusal, type SeriesPoint, type TargetRow, type TrackRecord } from "../targets/index.ts";
import type { TargetForecastView, TargetPoint, TargetView, TrackRecordView } from "./api-types.ts";
import { readerOf, type Deps, type Env } from "./deps.ts";
import { clocksOf } from "./routes-parks.ts";
import { answers, clocks } from "./schemas.ts";
import { targetsAnswer } from "./schemas-targets.ts";
import type { SiteDesk } from "./site-desk.ts";
import { Hydration, labelOfProperty } from "./views.ts";

export const claimsOfTarget = (row: TargetRow): Claim[] => [
  ...row.versions.flatMap((v) => v.claims), ...row.actuals.flatMap((p) => [p.fact.best, ...p.fact.rivals]), ...row.projects.map((p) => p.claim), ...row.worked_back.flatMap((w) => [w.level.best, w.growth.best]),
];

function forecastView(f: GrowthForecast | GrowthRefusal): TargetForecastView {
  if (f.status === "refused") return { status: "refused", reason: f.reason, words: f.words };
  const { probability, fan, growth_rates, peers, method } = f;
  return { status: "forecast", probability, fan, growth_rates, peers, method };
}

export function targetView(deps: Deps, h: Hydration, row: TargetRow): TargetView {
  const { by, currency, due, base, last, outcome, progress, required, forecast, with_projects, worked_back, target: _t, ...plain } = row;
  const point = (p: SeriesPoint): TargetPoint => ({ ...p, fact: h.fact(p.fact) });
  const property = deps.ontology.properties.has(row.property) ? propertyOf(deps.ontology, row.property) : undefined;
  const scope_label = row.scope === "" ? undefined : qualifierWords(row.versions.at(-1)?.claims.at(-1)?.qualifier ?? row.scope);
  return {
    ...plain, property_label: labelOfProperty(deps.ontology, row.property), definition: property?.definition ?? {}, definition_source: property?.source ?? "", ...(scope_label ? { scope_label } : {}),
    ...(by ? { by } : {}), ...(currency ? { currency } : {}), ...(due ? { due, due_day: whenRange(due).last } : {}), versions: row.versions.map((v) => ({ ...v, claims: v.claims.map((c) => h.claim(c)) })),
    ...(base ? { base: point(base) } : {}), actuals: row.actuals.map(point), ...(last ? { last: point(last) } : {}), ...(outcome ? { outcome: point(outcome) } : {}), ...(progress === undefined ? {} : { progress }),
    ...(required ? { required: { gap: required.gap, years: required.years, ...(required.yearly === undefined ? {} : { yearly: required.yearly }) } } : {}),
    ...(forecast ? { forecast: forecastView(forecast) } : {}), ...(with_projects ? { with_projects: forecastView(with_projects) } : {}),
    worked_back: worked_back.map((w) => ({ year: w.point.year, value: w.point.value, level: h.claim(w.level.best), growth: h.claim(w.growth.best) })),
    projects: row.projects.map(({ project, claim, adds, chance }) => ({ project, claim: h.claim(claim), adds, chance })),
  };
}

const recordView = ({ met, missed, unclear, no_actual, share, share_range }: TrackRecord): TrackRecordView => ({ met, missed, unclear, no_actual, ...(share === undefined ? {} : { share }), ...(share_range ? { share_range } : {}) });

export function targetRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: SiteDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/targets", tags: ["targets"], summary: "Targets against actuals, with what is needed and how likely it is", request: { query: clocks }, responses: answers(targetsAnswer, "Targets, track record, comparisons") }),
    async (c) => {
      const { today, rows, track } = await desk.targets(c.get("viewer").clearance, clocksOf(c.req.valid("query")));
      const h = await new Hydration(deps.ontology).load(readerOf(deps, c), rows.flatMap(claimsOfTarget));
      return c.json({
        today, rows: rows.map((r) => targetView(deps, h, r)), track: { all: recordView(track.all), by_place: track.by_place.map((p) => ({ ...p, record: recordView(p.record) })) },
        comparisons: comparisons(rows).map(({ property, unit, rows: side }) => ({ property, property_label: labelOfProperty(deps.ontology, property), unit, rows: side.map((r) => r.id) })),
      }, 200);
    });
}
