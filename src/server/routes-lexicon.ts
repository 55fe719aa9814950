/** The reader's taught words: listed with who, when and why; taught by hand; taken back. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { listTaught, teachByHand, withdrawWord } from "../documents/index.ts";
import { requestError } from "./error.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers, lexiconBody, lexiconWord } from "./schemas.ts";
import { lexiconViews } from "./views.ts";

export function lexiconRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const query = z.object({ state: z.enum(["standing", "all"]).optional() });
  app.openapi(createRoute({ method: "get", path: "/api/lexicon", tags: ["lexicon"], summary: "Words that the reader was taught, newest first", request: { query }, responses: answers(z.object({ items: z.array(lexiconWord) }), "Who taught what, when, from which claim, and whether it stands") }),
    async (c) => {
      actorOf(deps, c); // words come out of documents that the public may not see
      const words = await listTaught(deps.database);
      const { state } = c.req.valid("query");
      return c.json({ items: await lexiconViews(readerOf(deps, c), deps.ontology, state === "standing" ? words.filter((w) => w.state === "standing") : words) }, 200);
    });

  app.openapi(createRoute({ method: "post", path: "/api/lexicon", tags: ["lexicon"], summary: "Teach a word by hand", request: { body: { content: { "application/json": { schema: lexiconBody } } } }, responses: answers(lexiconWord, "The word as it now stands") }),
    async (c) => {
      const ctx = actorOf(deps, c);
      const { what, word, entity_id, property, note } = c.req.valid("json");
      const missing = (path: string): Error => requestError([{ path: [path], message: what === "alias" ? "an alias needs entity_id" : "a trigger word needs property" }]);
      if (what === "alias" && entity_id === undefined) throw missing("entity_id");
      if (what === "trigger" && (property === undefined || !deps.ontology.properties.has(property))) throw missing("property");
      const taught = await teachByHand(deps.database, ctx, deps.ontology, deps.lexicon, what === "alias" ? { what, word, entity_id: entity_id! } : { what, word, property: property! }, note);
      return c.json((await lexiconViews(readerOf(deps, c), deps.ontology, [taught]))[0]!, 200);
    });

  app.openapi(createRoute({ method: "delete", path: "/api/lexicon/{id}", tags: ["lexicon"], summary: "Take a taught word back; the record of it stays", request: { params: z.object({ id: z.uuid() }) }, responses: answers(lexiconWord, "The word as withdrawn") }),
    async (c) => {
      const withdrawn = await withdrawWord(deps.database, actorOf(deps, c), c.req.valid("param").id);
      return c.json((await lexiconViews(readerOf(deps, c), deps.ontology, [withdrawn]))[0]!, 200);
    });
}
