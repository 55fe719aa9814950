/** A model's help, against a small HTTP server of our own: good answers, made-up ones, and every way of failing. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../db/index.ts";
import { openForTest } from "../db/open-for-test.ts";
import { systemClock } from "../kernel/index.ts";
import { claimsPage } from "../ledger/index.ts";
import { loadOntology } from "../ontology/index.ts";
import { claimsIn, piecesOf } from "./assist.ts";
import { Assistant, endpointOf, lexiconOf, readIntoLedger, type Citation } from "./index.ts";

const ontology = loadOntology();
const KEY = "a-key-that-nobody-may-see";
const TEXT = "云岭光电产业园昨日开放。园区引来资金30亿元，办公楼12栋。\n云岭光电产业园预计2027年6月竣工。\n";
const citation: Citation = { title: "云岭光电产业园开放", language: "zh", body_start: 0, published: "2026-03-02" };
const good = { subject: "云岭光电产业园", subject_type: "Park", property: "investment", value: 3_000_000_000, unit: "yuan", modality: "actual", bound: "eq", as_of: null, quote: "园区引来资金30亿元" };

let server: Server;
let base: string;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
let seen: { path: string; key: string | undefined; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      seen.push({ path: request.url ?? "", key: request.headers.authorization, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen = [];
});

const says = (content: string) => (_: IncomingMessage, response: ServerResponse): void => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content } }] }));
};
const claims = (...list: unknown[]) => says(JSON.stringify({ claims: list }));
const assistant = (limits: Record<string, number> = {}, url = `${base}/v1`): Assistant =>
  new Assistant({ fetch: globalThis.fetch, endpoint: endpointOf({ LIGHTVALLEY_MODEL_URL: url, LIGHTVALLEY_MODEL_NAME: "test-model", LIGHTVALLEY_MODEL_KEY: KEY }), ontology, limits: { retry_ms: 1, ...limits }, wait: async () => {} });
const asked = async (list: unknown[], own = [] as never[]) => {
  answer = claims(...list);
  return await assistant().assist(TEXT, citation, own);
};

describe("the gate", () => {
  it("lets a suggestion through whose quote and number stand, marked with the model and with little confidence", async () => {
    const { proposals, refused, pieces } = await asked([good]);
    expect(refused).toEqual({});
    expect(pieces).toBe(1);
    expect(proposals).toMatchObject([{ property: "investment", value: 3e9, start: 12, figure: { start: 18 }, reasons: { assist: "test-model" } }]);
    const [p] = proposals;
    expect(TEXT.slice(p!.start, p!.end)).toBe(p!.quote);
    expect(TEXT.slice(p!.figure.start, p!.figure.end)).toBe("30亿元");
    expect(p!.confidence).toBeLessThan(0.5);
    expect(seen).toMatchObject([{ path: "/v1/chat/completions", key: `Bearer ${KEY}` }]);
    expect(seen[0]!.body).toContain("30亿元");
    expect(seen[0]!.body).not.toContain(KEY);
  });

  it("takes dates and counts, worked out again from the quote", async () => {
    const { proposals, refused } = await asked([
      { ...good, property: "expected_completion", value: "2027-06", unit: "date", modality: "planned", quote: "云岭光电产业园预计2027年6月竣工" },
      { ...good, property: "other_count", value: 12, unit: "count", qualifier: "办公楼", quote: "办公楼12栋" },
    ]);
    expect(refused).toEqual({});
    expect(proposals.map((p) => p.value)).toEqual(["2027-06", 12]);
  });

  it.each([
    ["a quote that is nowhere in the text", { quote: "园区引来资金300亿元" }, "quote-not-in-text"],
    ["a quote over two lines", { quote: "办公楼12栋。\n云岭光电产业园" }, "quote-over-lines"],
    ["a wrong number", { value: 300_000_000 }, "number-not-in-quote"],
    ["a number of the text that is not in its quote", { value: 12, unit: "count", property: "other_count" }, "number-not-in-quote"],
    ["a quote that cuts a number in two", { value: 0, quote: "0亿元，办公楼" }, "number-not-in-quote"],
    ["a wrong unit", { unit: "currency", currency: "USD" }, "number-not-in-quote"],
    ["a type that is none", { subject_type: "Castle" }, "not-in-ontology"],
    ["a property that the type does not have", { subject_type: "Policy", property: "storeys", value: 12, unit: "count", quote: "办公楼12栋" }, "not-in-ontology"],
    ["a property that is none", { property: "glory" }, "not-in-ontology"],
    ["a subject that the text does not name", { subject: "天河光电产业园" }, "subject-not-in-text"],
    ["a year that the text does not speak of", { as_of: "2031" }, "date-not-in-text"],
    ["a date that is none", { as_of: "2026-02-30" }, "not-in-ontology"],
    ["a modality that is none", { modality: "wished" }, "malformed"],
    ["a bound that is none", { bound: "huge" }, "malformed"],
    ["no object at all", "30亿元", "malformed"],
  ])("refuses and counts %s", async (_, change, why) => {
    const { proposals, refused } = await asked([typeof change === "string" ? change : { ...good, ...change }]);
    expect({ proposals, refused }).toEqual({ proposals: [], refused: { [why]: 1 } });
  });

  it("drops what the reader or the model itself has said already", async () => {
    const first = await asked([good, good]);
    expect(first).toMatchObject({ proposals: [{}], refused: { duplicate: 1 } });
    expect(await asked([good], first.proposals as never[])).toMatchObject({ proposals: [], refused: { duplicate: 1 } });
  });

  it("takes a rate only with the sign that the words beside it bear out", async () => {
    const rate = { ...good, property: "growth_rate", unit: "ratio", quote: "产值同比下降3.5%" };
    answer = claims({ ...rate, value: 0.035 }, { ...rate, value: -0.035 });
    expect(await assistant().assist("云岭光电产业园产值同比下降3.5%。", citation, [])).toMatchObject({ proposals: [{ value: -0.035 }], refused: { "number-not-in-quote": 1 } });
    answer = claims({ ...rate, value: -0.04, quote: "产值增长4%" });
    expect(await assistant().assist("云岭光电产业园产值增长4%。", citation, [])).toMatchObject({ proposals: [], refused: { "number-not-in-quote": 1 } });
  });

  it("takes the bound from the words beside the figure, not from the model", async () => {
    answer = claims({ ...good, quote: "引来资金超过30亿元", bound: "eq" });
    const { proposals } = await assistant().assist("云岭光电产业园引来资金超过30亿元。", citation, []);
    expect(proposals).toMatchObject([{ bound: "gt" }]);
  });
});

describe("an endpoint that fails", () => {
  const failure = async (limits: Record<string, number> = {}, signal?: AbortSignal) => {
    const helper = assistant(limits);
    const result = await helper.assist(TEXT, citation, [], signal);
    expect(result.proposals).toEqual([]);
    expect(JSON.stringify([result, helper.tally])).not.toContain(KEY);
    return result;
  };

  it("malformed answers are counted, and the next piece is asked", async () => {
    for (const content of ["I could not find any.", "{\"claims\": 3}", "{\"claims\": [", ""]) {
      answer = says(content);
      expect(await failure(), content).toMatchObject({ refused: { malformed: 1 } });
    }
    answer = (_, response) => response.end("<html>not json</html>");
    expect(await failure()).toMatchObject({ refused: { malformed: 1 } });
  });

  it("one that streams unasked is read all the same, and counted where it breaks off", async () => {
    const events = [...JSON.stringify({ claims: [good] })].map((part) => `data: ${JSON.stringify({ choices: [{ delta: { content: part } }] })}\n\n`);
    answer = (_, response) => {
      response.setHeader("content-type", "text/event-stream");
      for (const event of events) response.write(event);
      response.end("data: [DONE]\n\n");
    };
    expect((await assistant().assist(TEXT, citation, [])).proposals).toHaveLength(1);
    answer = (_, response) => response.end(events.slice(0, 20).join(""));
    expect(await failure()).toMatchObject({ refused: { malformed: 1 } });
    answer = (_, response) => response.end("data: {\"choices\": [{\"del");
    expect(await failure()).toMatchObject({ refused: { malformed: 1 } });
  });

  it("a slow one is given up", async () => {
    answer = () => {};
    expect((await failure({ timeout_ms: 60 })).failure?.code).toBe("documents/assist-slow");
  });

  it("an answer that trickles on beyond its time is given up too", async () => {
    answer = (_, response) => response.write("{\"choices\":");
    expect((await failure({ timeout_ms: 60 })).failure?.code).toBe("documents/assist-slow");
  });

  it("a huge answer is cut off", async () => {
    answer = (_, response) => {
      response.on("error", () => {});
      response.write("x".repeat(200_000));
      response.end("x".repeat(200_000));
    };
    expect((await failure({ answer_bytes: 10_000 })).failure?.code).toBe("documents/assist-too-large");
  });

  it("a server error is tried again, so often and no more; a refusal is not", async () => {
    answer = (_, response) => {
      response.statusCode = 500;
      response.end(`{"error":"no ${KEY}"}`);
    };
    expect((await failure({ attempts: 3 })).failure?.code).toBe("documents/assist-refused");
    expect(seen).toHaveLength(3);
    seen = [];
    answer = (_, response) => {
      response.statusCode = 401;
      response.end();
    };
    expect((await failure({ attempts: 3 })).failure?.code).toBe("documents/assist-refused");
    expect(seen).toHaveLength(1);
    let tries = 0;
    answer = (request, response, body) => {
      if (++tries === 1) {
        response.statusCode = 503;
        response.end();
      } else claims(good)(request, response);
      void body;
    };
    expect((await assistant().assist(TEXT, citation, [])).proposals).toHaveLength(1);
  });

  it("a redirect is not followed: nobody else is sent the text or the key", async () => {
    answer = (request, response) => {
      if (request.url === "/elsewhere") return claims(good)(request, response);
      response.statusCode = 307;
      response.setHeader("location", `${base}/elsewhere`);
      response.end();
    };
    expect((await failure()).failure?.code).toBe("documents/assist-redirect");
    expect(seen.map((s) => s.path)).toEqual(["/v1/chat/completions"]);
  });

  it("nobody there: said, and after two documents no more are asked", async () => {
    const helper = assistant({ attempts: 1 }, "http://127.0.0.1:1/v1");
    for (const _ of [1, 2]) expect((await helper.assist(TEXT, citation, [])).failure?.code).toBe("documents/assist-unreachable");
    const third = await helper.assist(TEXT, citation, []);
    expect(third).toMatchObject({ pieces: 0, not_asked: 1 });
    expect(third.failure).toBeUndefined();
    expect(helper.tally.failed).toBe(2);
  });

  it("a stop stops it", async () => {
    const stop = new AbortController();
    answer = () => stop.abort(new Error("stopped by hand"));
    await expect(assistant().assist(TEXT, citation, [], stop.signal)).rejects.toThrow("stopped by hand");
  });
});

describe("the endpoint's setting", () => {
  it("is the user's: nothing set, or no web address, is refused without repeating it", () => {
    expect(() => endpointOf({})).toThrow(expect.objectContaining({ code: "documents/assist-not-set" }) as Error);
    for (const url of ["file:///etc/passwd", "not a url", "https://user:secret@example.org/v1"]) {
      expect(() => endpointOf({ LIGHTVALLEY_MODEL_URL: url, LIGHTVALLEY_MODEL_NAME: "m" })).toThrow(expect.objectContaining({ code: "documents/assist-bad-url", message: expect.not.stringContaining("secret") as string }) as Error);
    }
    expect(endpointOf({ LIGHTVALLEY_MODEL_URL: "http://localhost:8080/v1/", LIGHTVALLEY_MODEL_NAME: "m" })).toEqual({ url: "http://localhost:8080/v1/chat/completions", model: "m" });
    expect(endpointOf({ LIGHTVALLEY_MODEL_URL: "https://x.example/v1/chat/completions?v=2", LIGHTVALLEY_MODEL_NAME: "m" }).url).toBe("https://x.example/v1/chat/completions?v=2");
  });
});

describe("a long text", () => {
  it("is cut at line ends into bounded pieces that together are the text", () => {
    const text = `${"甲乙丙丁。".repeat(30)}\n${"短句。\n".repeat(80)}`;
    const pieces = piecesOf(text, 3, 100);
    expect(pieces.map((p) => text.slice(p.start, p.end)).join("")).toBe(text.slice(3));
    expect(Math.max(...pieces.map((p) => p.end - p.start))).toBeLessThanOrEqual(100);
  });

  it("is not asked about beyond the limit, and that is said", async () => {
    answer = claims();
    const result = await assistant({ piece_chars: 50, pieces: 2 }).assist(TEXT.repeat(10), citation, []);
    expect(seen).toHaveLength(2);
    expect(result.pieces).toBe(2);
    expect(result.not_asked).toBeGreaterThan(0);
  });

  it("quotes are found in their own piece", async () => {
    answer = (request, response) => (seen.length === 2 ? claims(good)(request, response) : claims()(request, response));
    const text = TEXT + TEXT;
    const { proposals } = await assistant({ piece_chars: TEXT.length }).assist(text, citation, []);
    expect(proposals.map((p) => p.start)).toEqual([TEXT.length + 12]);
  });
});

it("reads an answer in a fence or with words around it", () => {
  const wrap = (content: string): string => JSON.stringify({ choices: [{ message: { content } }] });
  expect(claimsIn(wrap("```json\n{\"claims\": [1]}\n```"))).toEqual([1]);
  expect(claimsIn(wrap("Here they are: [1, 2]. Done."))).toEqual([1, 2]);
  expect(claimsIn(wrap("<think>They want {claims} as [JSON].</think>{\"claims\": [3]}"))).toEqual([3]);
  expect(claimsIn(JSON.stringify({ choices: [{ message: { content: [{ type: "text", text: "{\"claims\":" }, { type: "text", text: "[4]}" }] } }] }))).toEqual([4]);
  expect(claimsIn("{}")).toBeUndefined();
});

describe("reading into the ledger with help", () => {
  let db: Database;
  beforeEach(async () => void (db = await openForTest()));
  afterEach(async () => await db.close());
  const ctx = { actor: "reader", clock: systemClock };
  const input = { name: "page.txt", bytes: new TextEncoder().encode(TEXT) };

  it("records what passed beside the reader's own, and says what did not", async () => {
    const odd = { ...good, property: "other_count", value: 12, unit: "count", qualifier: "办公楼", quote: "办公楼12栋" };
    answer = claims(odd, { ...good, value: 5 });
    const alone = await readIntoLedger(db, ctx, { name: "alone.txt", bytes: new TextEncoder().encode(`${TEXT} `) }, { lexicon: lexiconOf(ontology) });
    const result = await readIntoLedger(db, ctx, input, { lexicon: lexiconOf(ontology), assistant: assistant() });
    const assisted = (await claimsPage(db.writer, { source_id: result.source_id })).filter((c) => c.reasons?.["assist"] === "test-model");
    expect(assisted.length).toBe(result.assistance!.proposals.length);
    expect(result.claims).toBe(alone.claims + assisted.length);
    expect(result.assistance!.refused["number-not-in-quote"]).toBe(1);
    expect(assisted.every((c) => c.status === "proposed" && c.confidence! < 0.5)).toBe(true);
  });

  it("stands without it when the endpoint fails", async () => {
    answer = (_, response) => {
      response.statusCode = 500;
      response.end();
    };
    const result = await readIntoLedger(db, ctx, input, { lexicon: lexiconOf(ontology), assistant: assistant() });
    expect(result.state).toBe("done");
    expect(result.claims).toBeGreaterThan(0);
    expect(result.assistance?.failure?.code).toBe("documents/assist-refused");
  });
});
