/**
 * An exclusive lock on the data folder: one process at a time, and a dead process never keeps a folder locked.
 * Invariant: the lock names its holder by process id and start time, so a reused process id is not mistaken for it.
 */
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "../kernel/index.ts";

interface Holder {
  pid: number;
  started: string;
  /** Process numbers mean something on their own machine only; absent = this one. */
  host?: string;
}

const LOCK_NAME = "lightvalley.lock";
const SETTLE_MS = 50;
let asides = 0;

/** Start time of a process in clock ticks since boot, from `/proc`; empty where the machine has no `/proc`. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** A holder on another machine (a shared disk, another container) counts as alive: nobody here can tell. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== undefined && holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const started = startOf(holder.pid);
  return started === "" || holder.started === "" || started === holder.started;
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function refuse(folder: string, holder: Holder | undefined): AppError {
  const pid = holder?.pid ?? 0;
  if (holder?.host !== undefined && holder.host !== hostname()) return refuseElsewhere(folder, pid, holder.host);
  return new AppError("db/locked", { folder, pid }, {
    status: 409,
    zh: `数据文件夹 ${folder} 正被另一个进程（进程号 ${pid}）使用，未作任何改动`,
    en: `the data folder ${folder} is in use by another process (pid ${pid}); nothing was changed`,
    hint: {
      zh: "请先结束那个进程，或用 --data 指定另一个文件夹；多人同时使用请设 DATABASE_URL 连接 PostgreSQL",
      en: "stop that process first, or name another folder with --data; for several processes at once set DATABASE_URL to a PostgreSQL server",
    },
  });
}

function refuseElsewhere(folder: string, pid: number, host: string): AppError {
  const file = join(folder, LOCK_NAME);
  return new AppError("db/locked", { folder, pid, host }, {
    status: 409,
    zh: `数据文件夹 ${folder} 由机器 ${host} 上的进程 ${pid} 锁定，未作任何改动`,
    en: `the data folder ${folder} is locked by process ${pid} on the machine ${host}; nothing was changed`,
    hint: { zh: `若确知那个进程已经结束，请删除 ${file} 后重试`, en: `if you know that process has ended, delete ${file} and try again` },
  });
}

/** Removes a dead holder's lock; a second file keeps two takers from removing each other's fresh lock. */
function takeOver(folder: string, aside: string, path: string): void {
  const taking = `${path}.takeover`;
  try {
    linkSync(aside, taking);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const taker = readHolder(taking);
    if (taker && isAlive(taker)) throw refuse(folder, taker);
    rmSync(taking, { force: true });
    return;
  }
  try {
    // A lock that is gone by now must not be removed again: the one that stands here a moment later is somebody's fresh one.
    if (!existsSync(path)) return;
    const holder = readHolder(path);
    if (holder && isAlive(holder)) throw refuse(folder, holder);
    rmSync(path, { force: true });
  } finally {
    rmSync(taking, { force: true });
  }
}

/** After a take-over: a third taker that read the dead lock late may have removed ours; then it is his. */
function assertStillOurs(folder: string, path: string): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLE_MS);
  const holder = readHolder(path);
  if (holder?.pid !== process.pid) throw refuse(folder, holder);
}

/**
 * Takes the lock, or takes it over from a dead holder.
 * The lock file is written aside and linked into place, so that it is never seen half-written.
 * @returns the function that gives the lock back.
 * @throws AppError `db/locked` when a living process holds it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, LOCK_NAME);
  const aside = `${path}.${process.pid}.${asides++}`;
  const fd = openSync(aside, "w");
  writeSync(fd, JSON.stringify({ pid: process.pid, started: startOf(process.pid), host: hostname() } satisfies Holder));
  fsyncSync(fd);
  closeSync(fd);
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(aside, path);
        if (attempt > 0) assertStillOurs(folder, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        if (attempt > 5) throw refuse(folder, readHolder(path));
        takeOver(folder, aside, path);
      }
    }
  } finally {
    unlinkSync(aside);
  }
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}
