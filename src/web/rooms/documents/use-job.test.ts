/** Work as it goes on: what the stream tells and what was asked for meanwhile. */
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { laterOf } from "./use-job.ts";

const job = (state: string, done: number) => ({ id: "1", kind: "import", state, total: 2, done, items: [] });

test.each([["done", job("done", 2)], ["failed", job("failed", 2)], ["stopped", job("stopped", 1)]])("an answer from before the end does not bring back work that is %s", async (_state, ended) => {
  const client = new QueryClient(), queryKey = ["job", "1"];
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const asked = client.fetchQuery({ queryKey, structuralSharing: laterOf, queryFn: () => promise });
  client.setQueryData(queryKey, ended);
  resolve(job("running", 0));
  await asked;
  expect(client.getQueryData(queryKey)).toEqual(ended);
});

test("what goes on is told on, and an ended job may be told anew", () => {
  expect(laterOf(undefined, job("waiting", 0))).toEqual(job("waiting", 0));
  expect(laterOf(job("running", 0), job("running", 1))).toEqual(job("running", 1));
  expect(laterOf(job("failed", 1), job("done", 2))).toEqual(job("done", 2));
});
