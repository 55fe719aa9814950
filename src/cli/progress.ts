/** A bar for long work: drawn over on a terminal, a line now and then elsewhere. Invariant: it only ever writes talk. */
import type { Io } from "./command.ts";

const WIDTH = 28;

export class Progress {
  readonly #io: Io;
  readonly #total: number;
  readonly #started: number;
  #done = 0;
  #lastDrawn = 0;

  constructor(io: Io, total: number) {
    this.#io = io;
    this.#total = total;
    this.#started = io.clock.now().getTime();
  }

  /** @param what is in hand now. */
  step(done: number, what: string): void {
    this.#done = done;
    const now = this.#io.clock.now().getTime();
    const due = this.#io.terminal ? 80 : 10_000;
    if (now - this.#lastDrawn < due && done < this.#total) return;
    this.#lastDrawn = now;
    const share = this.#total === 0 ? 1 : done / this.#total;
    const seconds = (now - this.#started) / 1000;
    const left = done > 0 && done < this.#total ? ` · ${Math.ceil((seconds / done) * (this.#total - done))} s` : "";
    if (this.#io.terminal) {
      const filled = Math.round(share * WIDTH);
      this.#io.err.write(`\r\u001b[2K${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${done}/${this.#total}${left} ${what.slice(-40)}`);
    } else if (done > 0) this.#io.err.write(`${done}/${this.#total}${left}\n`);
  }

  /** Takes the bar away, so that a line of talk can stand alone. */
  clear(): void {
    if (this.#io.terminal) this.#io.err.write("\r\u001b[2K");
  }

  get done(): number {
    return this.#done;
  }
}
