/** The program of one thread of ./threads.ts: does the tasks it is sent, answers each. Invariant: one answer a task, in order. */
import { parentPort } from "node:worker_threads";
import { DedupePart, type Task } from "./dedupe-part.ts";
import { profileOf } from "./profile.ts";

// Word lists and tables are read while the names are still being read.
profileOf("北京光谷光电技术有限公司");
const part = new DedupePart();
parentPort!.on("message", (task: Task) => { parentPort!.postMessage(part.run(task)); });
