/**
 * A PGlite file system that keeps PostgreSQL's promise: what is committed is on disk.
 * PGlite as shipped starts the engine with `-F` (fsync off) and its Node file system has no fsync at all; both are cured
 * here from outside. Invariant: every fsync that the engine asks for reaches the machine's, files and folders alike.
 */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** The engine's own start words, without `-F` and with fsync by a call that the file system below can hear. */
export const DURABLE_START_PARAMS: readonly string[] = [
  "--single", "-O", "-j",
  "-c", "search_path=public",
  "-c", "exit_on_error=false",
  "-c", "log_checkpoints=false",
  "-c", "max_worker_processes=0",
  "-c", "max_parallel_workers=0",
  "-c", "max_parallel_workers_per_gather=0",
  "-c", "max_parallel_maintenance_workers=0",
  "-c", "io_method=sync",
  "-c", "fsync=on",
  "-c", "synchronous_commit=on",
  "-c", "full_page_writes=on",
  "-c", "max_wal_size=256MB",
  // `fdatasync` is a no-op inside the engine's WebAssembly; `fsync` calls the stream operation that we install.
  "-c", "wal_sync_method=fsync",
];

interface EmscriptenStream {
  nfd?: number;
  node: unknown;
}
interface EmscriptenModule {
  NODEFS: {
    stream_ops: Record<string, unknown>;
    realPath(node: unknown): string;
  };
}

function syncStream(module: EmscriptenModule, stream: EmscriptenStream): void {
  if (typeof stream.nfd === "number") {
    fsyncSync(stream.nfd);
    return;
  }
  // A folder has no descriptor of its own in this file system.
  const fd = openSync(module.NODEFS.realPath(stream.node), "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** `onSync` is called after each sync; tests count and cut with it. */
export class DurableNodeFS extends NodeFS {
  readonly #onSync: (() => void) | undefined;

  constructor(dataDir: string, onSync?: () => void) {
    super(dataDir);
    this.#onSync = onSync;
  }

  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const base = await super.init(...args);
    const installFsync = (module: unknown): void => {
      const m = module as EmscriptenModule;
      m.NODEFS.stream_ops["fsync"] = (stream: EmscriptenStream) => {
        syncStream(m, stream);
        this.#onSync?.();
        return 0;
      };
    };
    const opts = base.emscriptenOpts as { preRun?: unknown };
    const before = opts.preRun === undefined ? [] : Array.isArray(opts.preRun) ? opts.preRun : [opts.preRun];
    opts.preRun = [...before, installFsync];
    return base;
  }
}
