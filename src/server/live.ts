/**
 * Tells those who look on when the ledger has moved, so that what one person accepts another sees.
 * Invariant: the ledger is asked only while somebody listens, once for all listeners; what is told is a number that only grows.
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

  constructor(database: Database) {
    this.#database = database;
  }

  /** The number of the last change set, 0 for an empty ledger. */
  async head(): Promise<number> {
    this.#head = Math.max(this.#head, (await changesPage(this.#database.reader("confidential"), { limit: 1 }))[0]?.seq ?? 0);
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
    const before = this.#head;
    try {
      if ((await this.head()) > before) for (const listener of this.#listeners) listener(this.#head);
    } catch {
      // The database is closing or away for a moment: the next question will tell.
    } finally {
      this.#asking = false;
    }
  }
}
