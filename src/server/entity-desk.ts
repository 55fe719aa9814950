/**
 * Entities as last read, for each clearance and set of days, so that the parts of one page come from one reading; read again when the ledger has moved.
 * Invariant: a viewer never gets a reading of another clearance; a reading is of the ledger's head at the time of asking.
 */
import { entityBy, headOf, standOf, type Clocks, type Entity, type Stand } from "../ledger/index.ts";
import { dayOf, type Visibility } from "../kernel/index.ts";
import { dayAsked } from "../parks/index.ts";
import type { Deps } from "./deps.ts";

export interface EntityReading extends Stand {
  entity: Entity;
  /** The last change set that it was read after. */
  seq: number;
  /** The day that promises are held against. */
  today: string;
}

/** Kept at once: the pages of a few people, and no more claims than this. */
const KEPT_MAX = 24;
const CLAIMS_KEPT_MAX = 60_000;

export class EntityDesk {
  readonly #deps: Deps;
  readonly #kept = new Map<string, { seq: number; reading: Promise<Stand>; size: number }>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws AppError `ledger/no-entity`. */
  async read(clearance: Visibility, ref: string, clocks: Clocks): Promise<EntityReading> {
    const db = this.#deps.database.reader(clearance);
    // The head of the whole ledger: a decision above the reader's clearance may still change a claim below it.
    const seq = await headOf(this.#deps.database.reader("confidential"));
    const asked = await entityBy(db, ref);
    const entity = asked.canonical_id === asked.id ? asked : await entityBy(db, asked.canonical_id);
    const today = dayAsked(clocks, dayOf(this.#deps.clock.now()));
    const key = [clearance, entity.id, clocks.valid_on, clocks.known_on, clocks.recorded_on].join("~");
    const kept = this.#kept.get(key);
    if (kept && kept.seq >= seq) return { ...(await kept.reading), entity, seq, today };
    const reading = standOf(db, entity.id, clocks);
    const entry = { seq, reading, size: 0 };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    reading.then((stand) => { entry.size = stand.accepted.length; this.#bound(); }, () => { if (this.#kept.get(key) === entry) this.#kept.delete(key); });
    return { ...(await reading), entity, seq, today };
  }

  /** Lets the oldest go. */
  #bound(): void {
    let claims = [...this.#kept.values()].reduce((sum, one) => sum + one.size, 0);
    for (const [key, one] of this.#kept) {
      if (this.#kept.size <= KEPT_MAX && claims <= CLAIMS_KEPT_MAX) return;
      this.#kept.delete(key);
      claims -= one.size;
    }
  }
}
