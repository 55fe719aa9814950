/**
 * The building site as last read, for each clearance and pair of days; read again only when the ledger has moved.
 * Invariant: a viewer never gets a reading of another clearance; one reading at a time is made of each.
 */
import { changesPage, type Clocks } from "../ledger/index.ts";
import { dayOf, type Visibility } from "../kernel/index.ts";
import { readSite, type Site } from "../parks/index.ts";
import { readTargets, type TargetsRecord } from "../targets/index.ts";
import type { Deps } from "./deps.ts";

interface Reading {
  head: number;
  site: Promise<Site>;
  targets?: Promise<TargetsRecord>;
}

/** Kept at once: a few clearances on a few days. */
const KEPT_MAX = 8;

export class SiteDesk {
  readonly #deps: Deps;
  readonly #kept = new Map<string, Reading>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async site(clearance: Visibility, clocks: Clocks): Promise<Site> {
    return await (await this.#reading(clearance, clocks)).site;
  }

  async targets(clearance: Visibility, clocks: Clocks): Promise<TargetsRecord> {
    const reading = await this.#reading(clearance, clocks);
    const today = dayOf(this.#deps.clock.now());
    return await (reading.targets ??= reading.site.then(async (site) => await readTargets(this.#deps.database.reader(clearance), clocks, today, site)));
  }

  async #reading(clearance: Visibility, clocks: Clocks): Promise<Reading> {
    // The head of the whole ledger, whatever the viewer sees of it: a decision above his clearance may still change a claim below it.
    const head = (await changesPage(this.#deps.database.reader("confidential"), { limit: 1 }))[0]?.seq ?? 0;
    const today = dayOf(this.#deps.clock.now());
    const key = [clearance, today, clocks.valid_on ?? "", clocks.known_on ?? "", clocks.recorded_on ?? ""].join(" ");
    const kept = this.#kept.get(key);
    if (kept && kept.head >= head) return kept;
    const reading: Reading = { head, site: readSite(this.#deps.database.reader(clearance), clocks, today) };
    this.#kept.delete(key);
    this.#kept.set(key, reading);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    reading.site.catch(() => { if (this.#kept.get(key) === reading) this.#kept.delete(key); });
    return reading;
  }
}
