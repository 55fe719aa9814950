/**
 * Findings: figures of the record that cannot all be true, and promises whose day has passed, each with its arithmetic and its claims.
 * Invariant: findings are worked out from what the viewer may see, never from more, and are those of the ledger's head at the time of asking.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { AppError, dayOf, type Visibility } from "../kernel/index.ts";
import { changesPage, claimBy, entitiesByIds, reconcile, type Finding } from "../ledger/index.ts";
import type { FindingMarks, FindingView, Label } from "./api-types.ts";
import { readerOf, type Deps, type Env, type Viewer } from "./deps.ts";
import { answers, day, findingMarks, findingPage, pageQuery, severity } from "./schemas.ts";
import { claimViews, entityRef } from "./views.ts";

const CHECK_LABELS: Record<string, Label> = {
  "cumulative-series": { zh: "累计数只增不减", en: "cumulative series" },
  "growth-identity": { zh: "水平与增速", en: "levels and growth" },
  "implied-rest": { zh: "推得的其余部分", en: "implied rest" },
  "milestone-order": { zh: "节点先后", en: "order of milestones" },
  "one-subject": { zh: "是否同一对象", en: "one subject or two" },
  "parts-and-wholes": { zh: "部分与整体", en: "parts and wholes" },
  "planned-passed": { zh: "到期未见结果", en: "plans past their day" },
  "same-fact": { zh: "同一数字两种说法", en: "one figure told two ways" },
  shares: { zh: "占比", en: "shares" },
  "stale-figure": { zh: "陈旧数字", en: "stale figure" },
  "target-reached": { zh: "目标与结果", en: "target and outcome" },
  "unit-slip": { zh: "疑似单位之误", en: "slip of the unit" },
};

const ORDER = { error: 0, warning: 1, note: 2 } as const;
/** Kept at once: a few clearances on a few days. */
const KEPT_MAX = 12;

/** Findings by clearance and day, worked out again only when the ledger has moved, and one computation at a time. */
class FoundFindings {
  readonly #deps: Deps;
  readonly #kept = new Map<string, { head: number; found: Promise<Finding[]> }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async of(clearance: Visibility, today: string): Promise<Finding[]> {
    // The head of the whole ledger, whatever the viewer sees of it: a decision above his clearance may still change a claim below it.
    const head = (await changesPage(this.#deps.database.reader("confidential"), { limit: 1 }))[0]?.seq ?? 0;
    const key = `${clearance} ${today}`;
    const kept = this.#kept.get(key);
    if (kept && kept.head >= head) return await kept.found;
    const found = this.#last.then(async () => await this.#work(clearance, today));
    this.#last = found.catch(() => undefined);
    const entry = { head, found };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    found.catch(() => { if (this.#kept.get(key) === entry) this.#kept.delete(key); });
    return await found;
  }

  async #work(clearance: Visibility, today: string): Promise<Finding[]> {
    const { database, ontology } = this.#deps;
    return (await reconcile(database.reader(clearance), today, (name) => ontology.properties.get(name)?.label)).toSorted(compare);
  }
}

const placeOf = (f: Finding): [number, string, string] => [ORDER[f.severity], f.subject, f.id];
const comparePlaces = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  for (const [at, one] of a.entries()) if (one !== b[at]) return one < b[at]! ? -1 : 1;
  return 0;
};
const compare = (a: Finding, b: Finding): number => comparePlaces(placeOf(a), placeOf(b));

/** The place that a cursor names; it holds when the ledger moves between two pages. @throws AppError `server/bad-cursor`. */
function placeIn(cursor: string): [number, string, string] {
  const m = /^([012])~([0-9a-f-]{36})~([0-9a-f]{24})$/.exec(cursor);
  if (!m) throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
  return [Number(m[1]), m[2]!, m[3]!];
}

async function findingViews(deps: Deps, db: ReturnType<typeof readerOf>, found: readonly Finding[]): Promise<FindingView[]> {
  const subjects = await entitiesByIds(db, found.map((f) => f.subject));
  const ids = [...new Set(found.flatMap((f) => f.claims))];
  const claims = new Map((await claimViews(db, deps.ontology, await Promise.all(ids.map(async (id) => await claimBy(db, id))))).map((c) => [c.id, c]));
  return found.map((f) => {
    const subject = subjects.get(f.subject);
    return {
      id: f.id, check: f.check, check_label: CHECK_LABELS[f.check] ?? { zh: f.check, en: f.check }, severity: f.severity, arithmetic: f.arithmetic, resolve: f.resolve,
      subject: subject ? entityRef(subject) : { id: f.subject, slug: f.subject, type: "Thing", label: {} }, claims: f.claims.flatMap((id) => claims.get(id) ?? []),
    };
  });
}

function countsOf(found: readonly Finding[]): FindingMarks["counts"] {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const f of found) counts[f.severity] += 1;
  return counts;
}

/** Claims in errors and warnings; `found` is errors first, so the first finding of a claim is its worst. */
function marksOf(found: readonly Finding[]): FindingMarks["claims"] {
  const marks: FindingMarks["claims"] = {};
  for (const f of found) {
    if (f.severity === "note") continue;
    for (const id of f.claims) {
      const mark = (marks[id] ??= { findings: 0, worst: f.severity, first: f.id });
      mark.findings += 1;
    }
  }
  return marks;
}

export function findingRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const findings = new FoundFindings(deps);
  const today = z.object({ today: day.optional() });
  /** Each day asked for is a computation: whoever may only read gets the clock's. */
  const dayFor = (viewer: Viewer, asked: string | undefined): string => (viewer.role === "public" ? undefined : asked) ?? dayOf(deps.clock.now());
  const filter = pageQuery.extend({ severity: severity.optional(), check: z.string().max(60).optional(), subject: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }).extend(today.shape);
  app.openapi(createRoute({ method: "get", path: "/api/findings", tags: ["claims"], summary: "Figures that cannot all be true, errors first", request: { query: filter }, responses: answers(findingPage, "A page of findings with their claims") }),
    async (c) => {
      const query = c.req.valid("query");
      const { limit = 50 } = query;
      const after = query.cursor === undefined ? undefined : placeIn(query.cursor);
      const about = (await findings.of(c.get("viewer").clearance, dayFor(c.get("viewer"), query.today))).filter((f) => (!query.check || f.check === query.check) && (!query.subject || f.subject === query.subject));
      const rest = about.filter((f) => (!query.severity || f.severity === query.severity) && (!after || comparePlaces(placeOf(f), after) > 0));
      const page = rest.slice(0, limit);
      return c.json({ items: await findingViews(deps, readerOf(deps, c), page), counts: countsOf(about), ...(rest.length > limit ? { next: placeOf(page.at(-1)!).join("~") } : {}) }, 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/findings/marks", tags: ["claims"], summary: "Which claims stand in a finding", request: { query: today }, responses: answers(findingMarks, "Claims in errors and warnings") }),
    async (c) => {
      const found = await findings.of(c.get("viewer").clearance, dayFor(c.get("viewer"), c.req.valid("query").today));
      return c.json({ claims: marksOf(found), counts: countsOf(found) }, 200);
    });
}
