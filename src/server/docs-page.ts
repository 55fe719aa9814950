/** The API as a page to read, made from its OpenAPI document: no script, nothing fetched from elsewhere. */
interface Operation {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: { type?: string | string[]; enum?: string[] } }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
}

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function operation(method: string, path: string, o: Operation): string {
  const rows = (o.parameters ?? []).map((p) => `<tr><td><code>${escape(p.name)}</code></td><td>${escape(p.in)}</td><td>${p.required ? "required" : ""}</td><td>${escape(p.schema?.enum?.join(" | ") ?? [p.schema?.type ?? ""].flat().join(" | "))}</td></tr>`).join("");
  const body = Object.entries(o.requestBody?.content ?? {}).map(([type, { schema }]) => `<p>Body, <code>${escape(type)}</code>:</p><pre>${escape(JSON.stringify(schema, null, 1))}</pre>`).join("");
  return `<section><h3><b>${method.toUpperCase()}</b> <code>${escape(path)}</code></h3><p>${escape(o.summary ?? "")}</p>${rows ? `<table>${rows}</table>` : ""}${body}</section>`;
}

/** @param document an OpenAPI 3.1 document. */
export function docsPage(document: { info: { title: string; version: string }; paths?: object }): string {
  const operations = Object.entries((document.paths ?? {}) as Record<string, Record<string, Operation>>).flatMap(([path, methods]) => Object.entries(methods).map(([method, o]) => ({ path, method, o })));
  const tags = [...new Set(operations.map(({ o }) => o.tags?.[0] ?? "other"))];
  const parts = tags.map((tag) => `<h2>${escape(tag)}</h2>${operations.filter(({ o }) => (o.tags?.[0] ?? "other") === tag).map(({ method, path, o }) => operation(method, path, o)).join("")}`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(document.info.title)} API ${escape(document.info.version)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}section{border-top:1px solid #ddd}pre{background:#f5f5f5;padding:.5rem;overflow:auto;max-height:20rem}td{padding:.1rem .8rem .1rem 0;vertical-align:top}h3 b{font-weight:600}</style></head>
<body><h1>${escape(document.info.title)} API</h1><p>OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. Lists page by <code>cursor</code>; end a list's or an entity's path in <code>.csv</code> or <code>.jsonld</code> for those forms; answers carry ETags; every refusal is <code>{error: {code, message: {zh, en}, payload, hint, problems}}</code>. Live progress of a job: <code>GET /api/jobs/{id}/events</code> (server-sent events). Templates: <code>GET /api/templates/{claims|firms|sources}.xlsx</code>. Whole ledger: <code>GET /api/export.ndjson</code>.</p>${parts.join("")}</body></html>`;
}
