/**
 * Who is asking. A server bound to loopback has one named local user; a server bound to anything else has an admin token,
 * and everybody without it reads what is public.
 * Invariant: a page of another site can neither read nor write through a visitor's browser: foreign hosts (DNS rebinding)
 * and foreign origins are refused before any route runs.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { getCookie } from "hono/cookie";
import type { MiddlewareHandler } from "hono";
import { AppError } from "../kernel/index.ts";
import type { Env, Viewer } from "./deps.ts";

export interface Access {
  /** Name of the local user; a server bound to loopback acts as him. */
  local?: string;
  token?: string;
}

export const COOKIE = "lightvalley_token";
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);
const TOKEN_MIN = 16;

export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/** @throws AppError `server/needs-token`: a server that others can reach does not start open. */
export function accessFor(host: string, actor: string, token: string | undefined): Access {
  if (token !== undefined && token.length < TOKEN_MIN) {
    throw new AppError("server/short-token", { min: TOKEN_MIN }, { zh: `LIGHTVALLEY_ADMIN_TOKEN 至少要 ${TOKEN_MIN} 个字符`, en: `LIGHTVALLEY_ADMIN_TOKEN needs at least ${TOKEN_MIN} characters` });
  }
  if (isLoopback(host)) return { local: actor, ...(token ? { token } : {}) };
  if (!token) {
    throw new AppError("server/needs-token", { host }, {
      zh: `绑定 ${host} 时，别的机器也能访问；没有管理员令牌不启动`, en: `bound to ${host} the server can be reached from other machines; it does not start without an admin token`,
      hint: { zh: "请设环境变量 LIGHTVALLEY_ADMIN_TOKEN，或绑定 127.0.0.1", en: "set LIGHTVALLEY_ADMIN_TOKEN, or bind to 127.0.0.1" },
    });
  }
  return { token };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
export const tokenFits = (given: string | undefined, token: string | undefined): boolean =>
  given !== undefined && token !== undefined && timingSafeEqual(digest(given), digest(token));

const hostName = (host: string): string => host.replace(/:\d+$/, "");

function refuseForeign(): AppError {
  return new AppError("server/foreign-origin", {}, { status: 403, zh: "拒绝来自其他网站的请求", en: "a request from another site is refused" });
}

export function whoAsks(access: Access): MiddlewareHandler<Env> {
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    if (access.local !== undefined && host !== "" && !LOOPBACK.has(hostName(host))) throw refuseForeign();
    const origin = c.req.header("origin");
    const foreign = origin !== undefined && origin !== "null" ? new URL(origin).host !== host : origin === "null";
    if (c.req.method !== "GET" && c.req.method !== "HEAD" && (foreign || c.req.header("sec-fetch-site") === "cross-site")) throw refuseForeign();
    const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? getCookie(c, COOKIE);
    let viewer: Viewer = { actor: "public", role: "public", clearance: "public" };
    if (tokenFits(given, access.token)) viewer = { actor: "admin", role: "admin", clearance: "confidential" };
    else if (access.local !== undefined) viewer = { actor: access.local, role: "local", clearance: "confidential" };
    c.set("viewer", viewer);
    await next();
  };
}
