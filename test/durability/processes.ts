/** Child processes of the durability tests: started, listened to by line, killed by their own id. */
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface Running {
  child: ChildProcess;
  lines: string[];
  /** The next line that the test accepts, past ones included; fails when the process ends without it. */
  line(accepts: (line: string) => boolean): Promise<string>;
  /** Resolves when it has ended and all its words are read. */
  ended: Promise<number | null>;
}

export function start(script: string, words: readonly string[], by: readonly string[] = []): Running {
  const command = [...by, process.execPath, fileURLToPath(new URL(script, import.meta.url)), ...words];
  const child = spawn(command[0]!, command.slice(1), { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, DATABASE_URL: "", LIGHTVALLEY_DATA: "" } });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => [...waiting].forEach((f) => f());
  let over = false;
  let talk = "";
  child.stderr!.on("data", (chunk: Buffer) => (talk += chunk.toString()));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    lines.push(line);
    wake();
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => {
    over = true;
    wake();
    resolve(code);
  }));
  const line = (accepts: (line: string) => boolean): Promise<string> => new Promise((resolve, reject) => {
    const look = (): void => {
      const found = lines.find(accepts);
      if (found === undefined && !over) return;
      waiting.delete(look);
      if (found === undefined) reject(new Error(`the process ended with ${lines.at(-1) ?? "nothing said"}: ${talk}`));
      else resolve(found);
    };
    waiting.add(look);
    look();
  });
  return { child, lines, line, ended };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Claims acknowledged so far, and the syncs of each one's commit. */
export function acknowledged(lines: readonly string[]): { id: string; syncs: number }[] {
  return lines.flatMap((line) => {
    const m = /^([0-9a-f-]{36}) (\d+)$/.exec(line);
    return m ? [{ id: m[1]!, syncs: Number(m[2]) }] : [];
  });
}
