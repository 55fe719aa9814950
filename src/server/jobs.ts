/**
 * Long work with live progress: a job reads files one after another and tells each listener what it did.
 * Invariant: what a job has read is in the ledger whatever becomes of the job; a job that is stopped or lost is resumed by
 * giving it the same files again, since the same file twice is one document.
 */
import { AppError, newId, type Clock, type Problem } from "../kernel/index.ts";
import type { JobView } from "./api-types.ts";

export interface JobFile {
  name: string;
  bytes: Uint8Array;
}

type Listener = (job: JobView) => void;
export type JobWork = (file: JobFile, signal: AbortSignal) => Promise<{ state: "done" | "same"; source_id: string; claims: number }>;

/** How far one long piece of work has come; `share` of the whole, where that can be told. */
export interface WorkDone {
  rows?: number;
  flawed?: number;
  share?: number;
  register_id?: string;
  /** What is being done now. */
  step?: string;
  edition_id?: string;
  warnings?: Problem[];
  changes?: NonNullable<JobView["items"][number]["changes"]>;
}
export type OneWork = (signal: AbortSignal, tell: (done: WorkDone) => void) => Promise<WorkDone>;

/** Beyond this, jobs that have ended are forgotten. */
const JOBS_KEPT = 100;
/** Listeners are told no more often than this. */
const TELL_MS = 100;

interface Job {
  view: JobView;
  stop: AbortController;
  listeners: Set<Listener>;
}

export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #clock: Clock;
  readonly #running = new Set<Promise<void>>();
  /** Files that a person has put aside, as `job.at`. */
  readonly #aside = new Set<string>();
  #queue: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts a job behind those that wait. */
  start(files: JobFile[], work: JobWork): JobView {
    const id = newId(this.#clock);
    const view: JobView = { id, kind: "read", state: "waiting", total: files.length, done: 0, items: files.map((f) => ({ name: f.name, state: "waiting" })) };
    const job: Job = { view, stop: new AbortController(), listeners: new Set() };
    this.#add(job);
    this.#queue = this.#queue.then(() => this.#run(job, files, work));
    return structuredClone(view);
  }

  /** Starts one long piece of work at once, beside whatever is being read. */
  startOne(kind: "import" | "link" | "report" | "tables" | "findings", name: string, work: OneWork): JobView {
    const id = newId(this.#clock);
    const view: JobView = { id, kind, state: "running", total: 1, done: 0, items: [{ name, state: "running" }] };
    const job: Job = { view, stop: new AbortController(), listeners: new Set() };
    this.#add(job);
    const run = this.#runOne(job, work).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return structuredClone(view);
  }

  /** The oldest that have ended go; one that is at work can be stopped as long as it is. */
  #add(job: Job): void {
    this.#jobs.set(job.view.id, job);
    const ended = [...this.#jobs.values()].filter(({ view }) => view.state !== "waiting" && view.state !== "running");
    for (const { view } of ended.slice(0, Math.max(0, this.#jobs.size - JOBS_KEPT))) this.#jobs.delete(view.id);
  }

  /** Stops what is going on, and waits until it has stopped: before the database is closed. */
  async close(): Promise<void> {
    for (const id of this.#jobs.keys()) this.stop(id);
    await Promise.all([...this.#running, this.#queue]);
  }

  async #runOne(job: Job, work: OneWork): Promise<void> {
    const item = job.view.items[0]!;
    let told = 0;
    try {
      Object.assign(item, await work(job.stop.signal, (done) => {
        Object.assign(item, done);
        const now = this.#clock.now().getTime();
        if (now - told < TELL_MS) return;
        told = now;
        this.#tell(job);
      }));
      item.state = job.stop.signal.aborted ? "waiting" : "done";
    } catch (error) {
      item.state = job.stop.signal.aborted ? "waiting" : "failed";
      if (!job.stop.signal.aborted) item.error = errorOf(error);
    }
    if (item.state !== "waiting") job.view.done = 1;
    job.view.state = job.stop.signal.aborted ? "stopped" : item.state === "failed" ? "failed" : "done";
    this.#tell(job);
    job.listeners.clear();
  }

  async #run(job: Job, files: JobFile[], work: JobWork): Promise<void> {
    job.view.state = "running";
    for (const [i, file] of files.entries()) {
      if (job.stop.signal.aborted) break;
      const item = job.view.items[i]!;
      item.state = "running";
      this.#tell(job);
      try {
        const { state, source_id, claims } = await work(file, job.stop.signal);
        Object.assign(item, { state, source_id, claims });
      } catch (error) {
        item.state = job.stop.signal.aborted ? "waiting" : "failed";
        if (!job.stop.signal.aborted) item.error = errorOf(error);
      }
      files[i] = { name: file.name, bytes: new Uint8Array() }; // let the memory of a finished file go
      if (item.state !== "waiting") job.view.done++;
      this.#tell(job);
    }
    job.view.state = job.stop.signal.aborted ? "stopped" : job.view.items.every((i) => i.state === "failed") ? "failed" : "done";
    this.#tell(job);
    job.listeners.clear();
  }

  #tell(job: Job): void {
    for (const listener of job.listeners) listener(structuredClone(job.view));
  }

  #of(id: string): Job {
    const job = this.#jobs.get(id);
    if (!job) throw new AppError("server/no-job", { id }, { status: 404, zh: "没有这项任务，或服务已重新启动", en: "there is no such job, or the server has restarted since", hint: { zh: "请再次上传；读过的文件不会重复", en: "upload again; files already read are not read twice" } });
    return job;
  }

  view(id: string): JobView {
    return structuredClone(this.#of(id).view);
  }

  stop(id: string): JobView {
    const job = this.#of(id);
    job.stop.abort(new AppError("server/stopped", {}, { zh: "已停止", en: "stopped" }));
    return structuredClone(job.view);
  }

  /** The jobs still kept, newest first; of their files the name of the first, and of one long piece of work its share. */
  list(): Omit<JobView, "items">[] {
    return [...this.#jobs.values()].reverse().map(({ view: { items, ...view } }) => {
      const [first] = items;
      return { ...view, ...(first ? { name: first.name } : {}), ...(view.kind !== "read" && first?.share !== undefined ? { share: first.share } : {}) };
    });
  }

  /** Files that could not be read, of the jobs still kept, newest first. */
  failures(): { job: string; at: number; item: JobView["items"][number] }[] {
    return [...this.#jobs.values()].flatMap(({ view }) => view.items.flatMap((item, at) => (item.state === "failed" && item.error && !this.#aside.has(`${view.id}.${at}`) ? [{ job: view.id, at, item: structuredClone(item) }] : []))).reverse();
  }

  /** A person has seen to a file that could not be read, or has not after all: it is told of or not. */
  putAside(id: string, at: number, aside: boolean): void {
    const key = `${this.#of(id).view.id}.${at}`;
    if (aside) this.#aside.add(key);
    else this.#aside.delete(key);
  }

  /** @returns the function that stops listening. */
  listen(id: string, listener: Listener): () => void {
    const job = this.#of(id);
    job.listeners.add(listener);
    return () => job.listeners.delete(listener);
  }
}

function errorOf(error: unknown): NonNullable<JobView["items"][number]["error"]> {
  if (error instanceof AppError) return { code: error.code, message: error.label, ...(error.hint ? { hint: error.hint } : {}), ...(error.problems.length > 0 ? { problems: error.problems } : {}) };
  return { code: "server/bug", message: { zh: "程序出错，此文件未读入", en: "the program failed on this file; it was not read" } };
}
