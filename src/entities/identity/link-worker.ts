/** The program of one thread that asks a short list for names of a long one (./link-part.ts): does the tasks it is sent. Invariant: one answer a task, in order. */
import { parentPort } from "node:worker_threads";
import { LinkPart, type LinkTask } from "./link-part.ts";

const part = new LinkPart();
parentPort!.on("message", (task: LinkTask) => { parentPort!.postMessage(part.run(task)); });
