/** `serve`: the record in the browser. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DATA_FLAGS, DATA_OPTIONS, EXIT, readWords, say, wholeNumber, type Command } from "./command.ts";
import { actorName, openRecord } from "./record.ts";

const WEB = fileURLToPath(new URL("../../dist/web", import.meta.url));
export const DEFAULT_PORT = 4600;

export const serve: Command = {
  name: "serve",
  usage: "serve [--port N] [--host H]",
  summary: { zh: "在浏览器里打开记录", en: "open the record in the browser" },
  options: [
    { flag: "--port N", zh: `端口（${DEFAULT_PORT}；0 为任选）`, en: `port (${DEFAULT_PORT}; 0 picks a free one)` },
    { flag: "--host H", zh: "绑定的地址（127.0.0.1）；其他地址须设 LIGHTVALLEY_ADMIN_TOKEN", en: "address to bind (127.0.0.1); any other needs LIGHTVALLEY_ADMIN_TOKEN" },
    ...DATA_FLAGS,
  ],
  async run(words, io) {
    const { values } = readWords(words, { ...DATA_OPTIONS, port: { type: "string" }, host: { type: "string" } });
    const [{ lexiconOf }, { accessFor, createApp, fillTables, indexRegisters, Jobs, listen, stopPairs }] = await Promise.all([import("../documents/index.ts"), import("../server/index.ts")]);
    const { RecordSearch } = await import("../entities/index.ts");
    const host = values.host ?? "127.0.0.1";
    const port = wholeNumber(values.port, "--port", 0, 65_535) ?? DEFAULT_PORT;
    const access = accessFor(host, actorName(io), io.env["LIGHTVALLEY_ADMIN_TOKEN"]);
    const { database, ontology, place } = await openRecord(io, values);
    let uploads: string | undefined;
    try {
      // Taken away again when the server stops; what a killed one leaves behind is the machine's to clear.
      uploads = mkdtempSync(join(tmpdir(), "lightvalley-uploads-"));
      const search = new RecordSearch(database);
      const deps = { database, ontology, lexicon: lexiconOf(ontology), clock: io.clock, jobs: new Jobs(io.clock), version: io.version, search, uploads };
      const app = createApp({ deps, access, ...(existsSync(WEB) ? { web: WEB } : {}), log: (text) => io.err.write(`${text}\n`) });
      const listening = await listen(app, host, port);
      const shown = host === "127.0.0.1" ? "localhost" : host;
      say(io, { zh: `记录 ${place} 已在 http://${shown}:${listening.port} 打开，按 Ctrl-C 结束`, en: `the record ${place} is open at http://${shown}:${listening.port}; Ctrl-C ends it` });
      // Tables first: they have no other way to answer, while a search is answered from the database until its index stands.
      const failed = (what: string) => (error: unknown): void => void io.err.write(`${what}: ${(error as Error).message}\n`);
      const indexed = fillTables(deps, io.signal).catch(failed("tables")).then(async () => {
        if (io.signal.aborted) return;
        await search.build();
        await indexRegisters(database, search, io.signal);
      }).catch(failed("search index"));
      await new Promise<void>((resolve) => {
        if (io.signal.aborted) resolve();
        else io.signal.addEventListener("abort", () => resolve(), { once: true });
      });
      search.stop();
      stopPairs(deps);
      await deps.jobs.close();
      await listening.close();
      await indexed;
      return EXIT.done;
    } finally {
      await database.close();
      if (uploads !== undefined) rmSync(uploads, { recursive: true, force: true });
    }
  },
};
