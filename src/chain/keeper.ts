/**
 * Records of the chain kept by clearance and clocks, worked out again only when the ledger has moved, one at a time.
 * Invariant: whoever asks gets a record of the ledger's head at the time of asking, and only of what he may see.
 */
import { setImmediate as turn } from "node:timers/promises";
import type { Database } from "../db/index.ts";
import type { Visibility } from "../kernel/index.ts";
import { headOf, type Clocks } from "../ledger/index.ts";
import { shippedRungRules } from "./firm-rungs.ts";
import { shippedGapRules } from "./gaps/index.ts";
import type { ChainRecord } from "./model.ts";
import { loadPack } from "./pack/index.ts";
import { preparePlacer, shippedRules } from "./placement/index.ts";
import { readChain, type ChainMeans } from "./record.ts";

/** Kept at once: a few clearances on a few days. */
const KEPT_MAX = 6;

/** The shipped pack with its placer and rules; prepared once a process (some 0.3 s). */
export function shippedMeans(pack = "optoelectronics"): ChainMeans {
  const compiled = loadPack(pack).pack;
  return { pack: compiled, placer: preparePlacer(compiled, shippedRules()), rules: shippedGapRules(), rungs: shippedRungRules() };
}

export class ChainKeeper {
  readonly #database: Database;
  readonly #kept = new Map<string, { head: number; record: Promise<ChainRecord> }>();
  #means: ChainMeans | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /** What placement is done with; prepared at the first question. */
  get means(): ChainMeans {
    return (this.#means ??= shippedMeans());
  }

  /** The same, prepared in steps: a server that has just started answers other questions between them. */
  async #prepared(): Promise<ChainMeans> {
    if (this.#means) return this.#means;
    const { pack } = loadPack("optoelectronics");
    await turn();
    const placer = preparePlacer(pack, shippedRules());
    await turn();
    return (this.#means ??= { pack, placer, rules: shippedGapRules(), rungs: shippedRungRules() });
  }

  /** The record, where it has been made and the ledger has not moved since; making it of a large record takes its time. */
  async ready(clearance: Visibility, clocks: Clocks = {}): Promise<ChainRecord | undefined> {
    const kept = this.#kept.get([clearance, clocks.valid_on, clocks.known_on, clocks.recorded_on].join("~"));
    return kept && kept.head >= (await headOf(this.#database.reader("confidential"))) ? await kept.record : undefined;
  }

  /** The record as of the clocks, as this clearance may see it. */
  async of(clearance: Visibility, clocks: Clocks = {}): Promise<ChainRecord> {
    // The head of the whole ledger: a decision above the reader's clearance may still change a claim below it.
    const head = await headOf(this.#database.reader("confidential"));
    const key = [clearance, clocks.valid_on, clocks.known_on, clocks.recorded_on].join("~");
    const kept = this.#kept.get(key);
    if (kept && kept.head >= head) return await kept.record;
    const record = this.#last.then(async () => await readChain(this.#database.reader(clearance), await this.#prepared(), clocks));
    this.#last = record.catch(() => undefined);
    const entry = { head, record };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    record.catch(() => { if (this.#kept.get(key) === entry) this.#kept.delete(key); });
    return await record;
  }
}
