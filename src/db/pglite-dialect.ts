/**
 * A Kysely dialect over one PGlite instance, shared by one writer and one reader per clearance.
 * Kysely's own PGlite driver hands its single connection to everybody at once, so a query of one caller can land inside
 * the open transaction of another; ours queues callers and sets the session's role before each turn.
 * Invariant: a connection is held by one caller at a time, and always with that caller's role.
 */
import type { PGlite } from "@electric-sql/pglite";
import {
  CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler,
  type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult,
} from "kysely";

/** One at a time, in the order of asking. */
export class Turnstile {
  #last: Promise<void> = Promise.resolve();

  async enter(): Promise<() => void> {
    let leave = (): void => {};
    const mine = new Promise<void>((resolve) => (leave = resolve));
    const before = this.#last;
    this.#last = before.then(() => mine);
    await before;
    return leave;
  }
}

/** The engine, its queue, and the session words now in force. */
export interface SharedSession {
  pglite: PGlite;
  turnstile: Turnstile;
  words: string;
  /** A late caller is refused, never let into the next user of the engine. */
  closed: boolean;
  /** Bytes that have gone in since the log was last looked at, roughly. */
  unlogged: number;
}

const LOOK_EVERY_BYTES = 32 * 1024 * 1024;
/** What one commit may have written besides its COPY: its rows, their index entries, pages touched for the first time. */
const COMMIT_BYTES = 64 * 1024;
const LOG_BYTES_MAX = 256 * 1024 * 1024;

/**
 * A server writes a checkpoint when its log has grown; the embedded engine, which has no background process, would only do so when it is
 * closed: its log would fill the disk, and a start after a kill would replay all of it.
 */
async function keepLogShort(session: SharedSession, bytes: number): Promise<void> {
  session.unlogged += bytes;
  if (session.unlogged < LOOK_EVERY_BYTES) return;
  session.unlogged = 0;
  const { rows } = await session.pglite.query<{ bytes: number }>("select (pg_current_wal_insert_lsn() - redo_lsn)::float8 as bytes from pg_control_checkpoint()");
  if (rows[0]!.bytes > LOG_BYTES_MAX) await session.pglite.exec("checkpoint");
}

class SessionConnection implements DatabaseConnection {
  readonly #session: SharedSession;
  leave: (() => void) | undefined;

  constructor(session: SharedSession) {
    this.#session = session;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const first = query.parameters[0];
    // COPY takes no parameters: a blob in their place is the file that it reads.
    const copies = first instanceof Blob;
    const result = await this.#session.pglite.query<R>(query.sql, copies ? [] : (query.parameters as unknown[]), copies ? { blob: first } : {});
    if (copies) await keepLogShort(this.#session, first.size);
    return { rows: result.rows, numAffectedRows: BigInt(result.affectedRows ?? 0) };
  }

  // PGlite has no cursors over its protocol: pages are asked for by key instead.
  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not to be had from PGlite: page by key");
  }
}

/** The writer comes in with all rights. */
export const WRITER_WORDS = "reset role";

/** Marks the engine that reads COPY from memory. */
export class CopyingAdapter extends PostgresAdapter {}

class SessionDriver implements Driver {
  readonly #session: SharedSession;
  readonly #words: string;

  constructor(session: SharedSession, words: string) {
    this.#session = session;
    this.#words = words;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const leave = await this.#session.turnstile.enter();
    const connection = new SessionConnection(this.#session);
    connection.leave = leave;
    try {
      if (this.#session.closed) throw new Error("the database is closed");
      if (this.#session.words !== this.#words) {
        await this.#session.pglite.exec(this.#words);
        this.#session.words = this.#words;
      }
    } catch (error) {
      this.#session.words = "";
      leave();
      throw error;
    }
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as SessionConnection).leave?.();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
    if (this.#words === WRITER_WORDS) await keepLogShort(this.#session, COMMIT_BYTES);
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }
  async destroy(): Promise<void> {}
}

/** @param words SQL that puts the session into this user's role, e.g. `reset role` or `set role reader; …`. */
export function sessionDialect(session: SharedSession, words: string): Dialect {
  return {
    createDriver: () => new SessionDriver(session, words),
    createAdapter: () => new CopyingAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
