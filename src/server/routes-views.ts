/** Saved views: list, open, save, rename, share, delete and take back. */
import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { actorOf, type Deps, type Env } from "./deps.ts";
import { editView, saveView, viewBy, viewsFor, type ViewEdit } from "./saved-views.ts";
import { answers } from "./schemas.ts";
import { savedView, viewBody, viewEdit, viewRoom } from "./schemas-tables.ts";

export function viewRoutes(app: OpenAPIHono<Env>, deps: Deps): void {
  const byId = z.object({ id: z.uuid() });
  app.openapi(createRoute({ method: "get", path: "/api/views", tags: ["views"], summary: "Your views and the shared ones", request: { query: z.object({ room: viewRoom.optional() }) }, responses: answers(z.object({ items: z.array(savedView) }), "Newest changed first") }),
    async (c) => c.json({ items: await viewsFor(deps.database.writer, c.get("viewer").actor, c.req.valid("query").room) }, 200));
  app.openapi(createRoute({ method: "get", path: "/api/views/{id}", tags: ["views"], summary: "One view", request: { params: byId }, responses: answers(savedView, "The view") }),
    async (c) => c.json(await viewBy(deps.database.writer, c.get("viewer").actor, c.req.valid("param").id), 200));
  app.openapi(createRoute({ method: "post", path: "/api/views", tags: ["views"], summary: "Save a view", request: { body: { content: { "application/json": { schema: viewBody } } } }, responses: answers(savedView, "The view") }),
    async (c) => c.json(await saveView(deps.database.writer, actorOf(deps, c), c.req.valid("json")), 200));
  app.openapi(createRoute({ method: "patch", path: "/api/views/{id}", tags: ["views"], summary: "Rename, change, share, delete or take back a view", request: { params: byId, body: { content: { "application/json": { schema: viewEdit } } } }, responses: answers(savedView, "The view as it now stands") }),
    async (c) => c.json(await editView(deps.database.writer, actorOf(deps, c), c.req.valid("param").id, c.req.valid("json") as ViewEdit), 200));
}
