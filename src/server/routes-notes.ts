/** Notes beside an entity. Invariant: whoever may only read may not write; a change over somebody else's words is refused. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { changeNote, NOTE_CHARS_MAX, noteHistory, notesOn, writeNote } from "../entities/index.ts";
import { VISIBILITIES } from "../kernel/index.ts";
import type * as api from "./api-types.ts";
import { actorOf, readerOf, type Deps, type Env } from "./deps.ts";
import { answers } from "./schemas.ts";

const note = z.object({
  id: z.string(), entity_id: z.string(), text: z.string(), actor: z.string(), at: z.string(), version: z.number(), removed: z.boolean(), visibility: z.enum(VISIBILITIES),
}).openapi("Note") satisfies z.ZodType<api.NoteView>;
const event = z.object({ n: z.number(), what: z.enum(["written", "edited", "removed", "restored"]), text: z.string(), actor: z.string(), at: z.string() }).openapi("NoteEvent");
const text = z.string().max(NOTE_CHARS_MAX * 2);

export function noteRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const byRef = z.object({ ref: z.string().max(200) });
  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/notes", tags: ["entities"], summary: "What people wrote beside it, newest first", request: { params: byRef }, responses: answers(z.object({ items: z.array(note) }), "Notes") }),
    async (c) => c.json({ items: await notesOn(readerOf(deps, c), c.req.valid("param").ref) }, 200));

  const written = z.strictObject({ text, visibility: z.enum(VISIBILITIES).optional() });
  app.openapi(createRoute({ method: "post", path: "/api/entities/{ref}/notes", tags: ["entities"], summary: "Write a note", request: { params: byRef, body: { content: { "application/json": { schema: written } } } }, responses: answers(note, "The note") }),
    async (c) => {
      const { visibility, ...body } = c.req.valid("json");
      return c.json(await writeNote(deps.database.writer, actorOf(deps, c), { entity: c.req.valid("param").ref, ...body, ...(visibility ? { visibility } : {}) }), 200);
    });

  const byId = z.object({ id: z.uuid() });
  const changed = z.strictObject({ version: z.number().int(), text: text.optional(), removed: z.boolean().optional() });
  app.openapi(createRoute({ method: "patch", path: "/api/notes/{id}", tags: ["entities"], summary: "Change a note, remove it or bring it back", request: { params: byId, body: { content: { "application/json": { schema: changed } } } }, responses: answers(note, "The note as it is now") }),
    async (c) => {
      const { version, text: words, removed } = c.req.valid("json");
      return c.json(await changeNote(deps.database.writer, actorOf(deps, c), c.req.valid("param").id, { version, ...(words === undefined ? {} : { text: words }), ...(removed === undefined ? {} : { removed }) }), 200);
    });

  app.openapi(createRoute({ method: "get", path: "/api/entities/{ref}/notes/{id}/history", tags: ["entities"], summary: "Everything that happened to a note", request: { params: z.object({ ref: z.uuid(), id: z.uuid() }) }, responses: answers(z.object({ items: z.array(event) }), "Its states in order") }),
    async (c) => {
      const { ref, id } = c.req.valid("param");
      return c.json({ items: await noteHistory(readerOf(deps, c), ref, id) }, 200);
    });
}
