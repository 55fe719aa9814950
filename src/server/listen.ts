/** Starts the HTTP server and stops it without dropping what is being answered. */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { AppError } from "../kernel/index.ts";
import type { App } from "./app.ts";

export interface Listening {
  host: string;
  port: number;
  close(): Promise<void>;
}

/** @throws AppError `server/port` when the port is taken or not allowed. */
export async function listen(app: App, host: string, port: number): Promise<Listening> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info: AddressInfo) => {
      resolve({
        host, port: info.port,
        close: () => new Promise((done) => {
          server.close(() => done());
          if ("closeIdleConnections" in server) server.closeIdleConnections();
          // Live event streams never end by themselves.
          setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), 500).unref();
        }),
      });
    });
    server.on("error", (error: NodeJS.ErrnoException) => {
      reject(new AppError("server/port", { host, port, cause: error.code ?? "" }, {
        status: 500, zh: `无法在 ${host}:${port} 启动：${error.code === "EADDRINUSE" ? "端口已被占用" : error.message}`,
        en: `cannot listen on ${host}:${port}: ${error.code === "EADDRINUSE" ? "the port is taken" : error.message}`,
        hint: { zh: "请用 --port 换一个端口", en: "choose another with --port" },
      }));
    });
  });
}
