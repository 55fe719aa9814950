/**
 * The chain over HTTP: panorama and comparison, gaps, one node, rulings, what next, backtests, a workbook.
 * Invariant: everything is counted from what the viewer may see, as of the clocks that he names.
 */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  broughtTable, compareScopes, gapsOf, nodeOf, panoramaOf, recordTable, ruleNode, runBacktest, shippedBacktests, shippedNextRules, shippedTable, whatNext,
  type ChainRecord, type ChainScope, type PreparedTable,
} from "../chain/index.ts";
import { writeXlsx } from "../files/index.ts";
import { AppError } from "../kernel/index.ts";
import { claimBy, type Clocks } from "../ledger/index.ts";
import { claimsOfNode, CLAIMS_SHOWN, gapView, nextView, nodePage, panoramaView, riskView, shownClaims, statesOf, surveyView, filtersOf } from "./chain-views.ts";
import { chainKeeperOf } from "./chart-desk.ts";
import { chainWorkbook } from "./chain-workbook.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { filesOf, uploadLimit } from "./routes-documents.ts";
import { answers, claim, pageQuery } from "./schemas.ts";
import { chainBacktest, chainCompare, chainGaps, chainNext, chainNodePage, chainRuling, chainScope, chainView } from "./schemas-chain.ts";
import { claimViews } from "./views.ts";

const GAPS_SHOWN = 20;
const WEAKEST_SHOWN = 12;

type ScopeQuery = z.infer<typeof chainScope>;
const clocksOf = ({ valid_on, known_on, recorded_on }: ScopeQuery): Clocks => ({ ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}), ...(recorded_on ? { recorded_on } : {}) });
const scopeOf = ({ region, rung, size, against }: ScopeQuery): ChainScope => ({ ...(region ? { region } : {}), ...(rung ? { rung } : {}), ...(size ? { size } : {}), ...(against ? { against } : {}) });

/** What one server keeps between questions of the chain: records of the ledger, and prepared tables. */
class ChainDesk {
  readonly #deps: Deps;
  readonly #tables = new Map<string, Promise<PreparedTable>>();
  readonly #own = new WeakMap<ChainRecord, PreparedTable>();
  readonly rules = shippedNextRules();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async record(c: Context<Env>, query: ScopeQuery): Promise<ChainRecord> {
    return await chainKeeperOf(this.#deps).of(c.get("viewer").clearance, clocksOf(query));
  }

  async table(id: string, record: ChainRecord): Promise<PreparedTable> {
    if (id === "record") {
      const own = this.#own.get(record) ?? recordTable(record, this.rules);
      this.#own.set(record, own);
      return own;
    }
    const kept = this.#tables.get(id) ?? shippedTable(id, record.pack, this.rules);
    this.#tables.set(id, kept);
    kept.catch(() => this.#tables.delete(id));
    return await kept;
  }
}

export function chainRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const desk = new ChainDesk(deps);
  panoramaRoutes(app, deps, desk);
  nodeRoutes(app, deps, desk);
  nextRoutes(app, deps, desk);
}

function panoramaRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: ChainDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/chain", tags: ["chain"], summary: "The panorama of the chain, for a region, rung and size, as of a day; compared with another region or day", request: { query: chainCompare }, responses: answers(chainView, "Every node with what stands there") }),
    async (c) => {
      const query = c.req.valid("query");
      const record = await desk.record(c, query);
      const answer = panoramaOf(record, scopeOf(query));
      const compared = query.with_region !== undefined || query.with_valid_on !== undefined || query.with_known_on !== undefined;
      const otherQuery = { ...query, ...(query.with_region === undefined ? {} : { region: query.with_region === "*" ? undefined : query.with_region }), ...(query.with_valid_on ? { valid_on: query.with_valid_on } : {}), ...(query.with_known_on ? { known_on: query.with_known_on } : {}) };
      const otherRecord = compared ? await desk.record(c, otherQuery) : record;
      const other = compared ? panoramaOf(otherRecord, scopeOf(otherQuery)) : undefined;
      const claims = await shownClaims(deps, readerOf(deps, c), [answer, other].flatMap((a) => (a?.scoped.stated ? [a.scoped.stated.claim_id] : [])));
      return c.json({
        ...panoramaView(record, answer, claims),
        ...(other ? { other: {
          survey: surveyView(otherRecord, other.scoped, claims), states: other.states,
          nodes: Object.fromEntries(other.nodes.map((n) => [n.id, { state: n.presence.state, firms: n.presence.firms, output_yuan: n.presence.output_yuan }])),
          differences: compareScopes({ record: otherRecord, scope: scopeOf(otherQuery) }, { record, scope: scopeOf(query) }).map(({ node, before, after, firms, output_yuan }) => ({ node, before, after, firms, output_yuan })),
        } } : {}),
      }, 200);
    });

  app.get("/api/chain/workbook.xlsx", async (c) => {
    const query = chainScope.safeParse(c.req.query());
    if (!query.success) throw new AppError("server/bad-request", { issues: query.error.issues }, { zh: "请求的参数有误", en: "the request's parameters are wrong" });
    const lang = z.enum(["zh", "en"]).catch("zh").parse(c.req.query("lang"));
    const bytes = await writeXlsx(chainWorkbook(await desk.record(c, query.data), scopeOf(query.data), lang));
    return c.body(new Uint8Array(bytes).buffer, 200, { "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "content-disposition": 'attachment; filename="lightvalley-chain.xlsx"' });
  });

  const gapQuery = chainScope.extend(pageQuery.shape).extend({ state: z.enum(["thin", "single_source", "missing", "no_data"]).optional(), stage: z.string().max(40).optional() });
  app.openapi(createRoute({ method: "get", path: "/api/chain/gaps", tags: ["chain"], summary: "Gaps ranked by priority, each with its features, two sentences and the claims behind them", request: { query: gapQuery }, responses: answers(chainGaps, "A page of gaps, and the single sources on which most hangs") }),
    async (c) => {
      const query = c.req.valid("query");
      const record = await desk.record(c, query);
      const answer = gapsOf(record, scopeOf(query));
      const wanted = answer.gaps.filter((g) => (query.state === undefined || g.state === query.state) && (query.stage === undefined || g.stage === query.stage));
      const from = cursorOf(query.cursor);
      const limit = query.limit ?? GAPS_SHOWN;
      const page = wanted.slice(from, from + limit);
      const claims = await shownClaims(deps, readerOf(deps, c), [...page.flatMap((g) => g.claims.slice(0, CLAIMS_SHOWN)), ...(answer.scoped.stated ? [answer.scoped.stated.claim_id] : [])]);
      return c.json({
        items: page.map((g) => gapView(record, g, claims)), ...(from + limit < wanted.length ? { next: String(from + limit) } : {}), total: wanted.length,
        states: statesOf(answer, record.pack.nodes.length), weakest: answer.weakest.slice(0, WEAKEST_SHOWN).map((r) => riskView(record, r)), survey: surveyView(record, answer.scoped, claims), filters: filtersOf(record),
      }, 200);
    });
}

/** @throws AppError `server/bad-cursor`. */
function cursorOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw new AppError("server/bad-cursor", { cursor }, { zh: "翻页标记无效", en: "this is not a cursor of the list", hint: { zh: "请从第一页开始", en: "begin at the first page" } });
}

function nodeRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: ChainDesk): void {
  app.openapi(createRoute({ method: "get", path: "/api/chain/nodes/{node}", tags: ["chain"], summary: "One node: definition, firms with evidence, suppliers, demand, gap, what falls with it", request: { params: z.object({ node: z.string().max(80) }), query: chainScope }, responses: answers(chainNodePage, "The node") }),
    async (c) => {
      const query = c.req.valid("query");
      const record = await desk.record(c, query);
      const answer = nodeOf(record, c.req.valid("param").node, scopeOf(query));
      return c.json(nodePage(record, answer, await shownClaims(deps, readerOf(deps, c), claimsOfNode(answer))), 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/chain/rulings", tags: ["chain"], summary: "Rule that a firm (or product) stands at a node, or does not", request: { body: { content: { "application/json": { schema: chainRuling } } } }, responses: answers(z.object({ claim }), "The claim that holds the ruling") }),
    async (c) => {
      const { note, ...rule } = c.req.valid("json");
      const ctx = actorOf(deps, c);
      const { pack } = await desk.record(c, {});
      const { claim_id } = await ruleNode(deps.database.writer, ctx, pack, { ...rule, ...(note ? { note } : {}) });
      const [view] = await claimViews(deps.database.writer, deps.ontology, [await claimBy(deps.database.writer, claim_id)]);
      return c.json({ claim: view! }, 200);
    });
}

function nextRoutes(app: OpenAPIHono<Env>, deps: Deps, desk: ChainDesk): void {
  const nextQuery = chainScope.extend({ table: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(400).optional() });
  const answerNext = async (c: Context<Env>, query: z.infer<typeof nextQuery>, prepared: (record: ChainRecord) => Promise<PreparedTable>) => {
    const record = await desk.record(c, query);
    const answer = whatNext(record, scopeOf(query), await prepared(record), desk.rules);
    const shown = query.limit ?? 400;
    const claims = await shownClaims(deps, readerOf(deps, c), [...answer.candidates.slice(0, shown).flatMap((x) => x.gap.claims.slice(0, 4)), ...(answer.scoped.stated ? [answer.scoped.stated.claim_id] : [])]);
    return nextView(record, answer, desk.rules, shown, claims);
  };
  app.openapi(createRoute({ method: "get", path: "/api/chain/next", tags: ["chain"], summary: "What to attract next: gaps by priority × relatedness × complexity", request: { query: nextQuery }, responses: answers(chainNext, "Candidates with every part, its sample and interval") }),
    async (c) => { const query = c.req.valid("query"); return c.json(await answerNext(c, query, async (record) => await desk.table(query.table ?? "us-metro-jobs-2018", record)), 200); });

  app.use("/api/chain/next", uploadLimit);
  app.use("/api/chain/backtest", uploadLimit);
  const file = { content: { "multipart/form-data": { schema: z.object({ file: z.any().openapi({ type: "string", format: "binary" }) }) } } };
  app.openapi(createRoute({ method: "post", path: "/api/chain/next", tags: ["chain"], summary: "The same over a region × activity table of your own (CSV or Parquet; nothing is kept)", request: { query: nextQuery, body: file }, responses: answers(chainNext, "Candidates with every part, its sample and interval") }),
    async (c) => { const [table] = await filesOf(c.req, "file"); return c.json(await answerNext(c, c.req.valid("query"), async (record) => await broughtTable(table!.name, table!.bytes, record.pack, desk.rules)), 200); });

  app.openapi(createRoute({ method: "get", path: "/api/chain/backtest", tags: ["chain"], summary: "How well density and models told entry and exit on a published panel", responses: answers(chainBacktest, "AUC with the no-information baseline") }),
    async (c) => c.json({ items: shippedBacktests() }, 200));
  app.openapi(createRoute({ method: "post", path: "/api/chain/backtest", tags: ["chain"], summary: "The backtest on a panel of your own (CSV or Parquet with a period; nothing is kept)", request: { query: z.object({ period: z.string().max(60) }), body: file }, responses: answers(chainBacktest, "AUC with the no-information baseline") }),
    async (c) => { const [panel] = await filesOf(c.req, "file"); return c.json({ items: [await runBacktest(panel!.name, panel!.bytes, c.req.valid("query").period)] }, 200); });
}
