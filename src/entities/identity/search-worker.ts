/** The program of ./search-thread.ts: files names as they come, then hands over the index. Invariant: one answer a message. */
import { parentPort } from "node:worker_threads";
import { SearchBuilder } from "./search-index.ts";

const builder = new SearchBuilder();
parentPort!.on("message", (message: { names?: readonly string[]; finish?: true }) => {
  for (const name of message.names ?? []) builder.add(name);
  parentPort!.postMessage(message.finish ? builder.finish() : undefined);
});
