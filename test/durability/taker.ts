/** Takes the locks of several folders, each at an agreed moment, and tells which it won: `taker.ts START_MS STEP_MS FOLDER…`. */
import { lockFolder } from "../../src/db/lock.ts";
import { AppError } from "../../src/kernel/index.ts";

const [start, step, ...folders] = process.argv.slice(2);
process.stdout.write("ready\n");
folders.forEach((folder, i) => {
  const at = Number(start) + i * Number(step);
  while (Date.now() < at); // to the millisecond: a timer would come late
  try {
    lockFolder(folder);
    process.stdout.write(`${i} won\n`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stdout.write(`${i} ${error.code}\n`);
  }
});
process.stdout.write("done\n");
process.stdin.resume(); // holds what it won until it is killed
