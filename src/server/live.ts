/**
 * Tells those who look on when the ledger has moved, so that what one person accepts another sees.
 * Invariant: the ledger is asked at most once a second for all listeners; what is told is a number that only grows, and whoever finds it grown tells all.
 */
import type { Database } from "../db/index.ts";
import { changesPage } from "../ledger/index.ts";

type Listener = (head: number) => void;

/** How often the head is asked for while somebody listens: another process may write too, so its own writes are not enough. */
const EVERY_MS = 1_000;

export class Live {
  readonly #database: Database;
  readonly #listeners = new Set<Listener>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #asking = false;
  #head = 0;
  #asked_at = -Infinity;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of the last change set, 0 for an empty ledger. */
  async head(): Promise<number> {
    const begun = performance.now();
    const found = (await changesPage(this.#database.reader("confidential"), { limit: 1 }))[0]?.seq ?? 0;
    this.#asked_at = Math.max(this.#asked_at, begun);
    if (found > this.#head) {
      this.#head = found;
      for (const listener of this.#listeners) listener(found);
    }
    return this.#head;
  }

  /** A head that the ledger has reached, known without waiting after the first time: an answer worked out from now on is at least as new. */
  async reached(): Promise<number> {
    if (this.#asked_at === -Infinity) return await this.head();
    if (performance.now() - this.#asked_at > EVERY_MS) void this.#ask();
    return this.#head;
  }

  /** @returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => void this.#ask(), EVERY_MS).unref();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.head();
    } catch {
      // The database is closing or away for a moment: the next question will tell.
    } finally {
      this.#asking = false;
    }
  }
}
