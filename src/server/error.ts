/**
 * The one place where a refusal becomes a response, always of one shape.
 * Invariant: a bug's words stay in the log; the client learns only that it was a bug.
 */
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../kernel/index.ts";
import type { ApiError } from "./api-types.ts";
import { type Issue, wrongWith } from "./request-words.ts";

export function errorBody(error: AppError): ApiError {
  return {
    error: {
      code: error.code, message: error.label, payload: error.payload, ...(error.hint ? { hint: error.hint } : {}), ...(error.problems.length > 0 ? { problems: error.problems } : {}),
    },
  };
}

/** @param log takes what the client is not told. */
export function answerError(error: unknown, c: Context, log: (text: string) => void): Response {
  if (error instanceof AppError) return c.json(errorBody(error), error.status as ContentfulStatusCode);
  if (error instanceof HTTPException) {
    const wrong = new AppError("server/bad-request", {}, { zh: `请求有误：${error.message}`, en: `the request is wrong: ${error.message}`, status: error.status });
    return c.json(errorBody(wrong), error.status);
  }
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const bug = new AppError("server/bug", {}, { zh: "程序出错，已记入日志；您的数据没有改动", en: "the program failed and has logged why; your data was not changed", status: 500 });
  return c.json(errorBody(bug), 500);
}

/** What zod found wrong in a request, listed with the path of each, in words of both languages. */
export function requestError(issues: readonly Issue[]): AppError {
  return new AppError("server/bad-request", { count: issues.length }, {
    zh: "请求的内容有误", en: "the request is wrong",
    problems: issues.map((issue) => {
      const path = issue.path.join("."), what = wrongWith(issue);
      return { code: "server/bad-request", path, message: { zh: `${path}：${what.zh}`, en: `${path}: ${what.en}` } };
    }),
  });
}
