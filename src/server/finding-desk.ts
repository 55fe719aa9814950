/**
 * Findings as the routes ask for them. Those of a small record are waited for; those of a large one, of now or of a past day, are worked out in the background,
 * told of in the tray, and refused meanwhile with how far the work is.
 * Invariant: what is given is whole and of the ledger's head; there is never an answer that holds only some of the findings.
 */
import { AppError, dayOf } from "../kernel/index.ts";
import { countsOf, FindingBook, type Clocks, type Found } from "../ledger/index.ts";
import type { Deps, Viewer } from "./deps.ts";

/** The refusal's code: ask again, the answer is on its way. */
export const WORKING = "server/findings-working";
/** With fewer claims than this nobody waits longer than for a page. */
const TOLD_FROM = 50_000;
const ASK_AGAIN_S = 2;
const TELL_MS = 500;
/** Everybody who had been waiting learns that the work was stopped; who asks later begins it anew. */
const STOPPED_MS = 5_000;
/** So many days wait to be worked out at once; each is a walk through the whole record. */
const WORKING_MAX = 4;

const timeless = (clocks: Clocks): boolean => clocks.valid_on === undefined && clocks.known_on === undefined && clocks.recorded_on === undefined;

export class FindingDesk {
  readonly #deps: Deps;
  readonly #told_from: number;
  readonly #book: FindingBook;
  readonly #working = new Set<string>();
  readonly #stopped = new Map<string, number>();

  constructor(deps: Deps, told_from = TOLD_FROM) {
    this.#deps = deps;
    this.#told_from = told_from;
    this.#book = new FindingBook(deps.database, (name) => deps.ontology.properties.get(name)?.label);
  }

  /**
   * The findings of now, or those of the clocks where a day is set. A promise is held against the earliest day named: what was due after it was not late then.
   * @param today the day of now. @throws AppError `server/findings-working` (503) with `share` while they are being worked out; `ledger/findings-stopped`.
   */
  async found(viewer: Viewer, { valid_on, known_on, recorded_on }: Clocks, today: string): Promise<Found> {
    const clocks = { ...(valid_on ? { valid_on } : {}), ...(known_on ? { known_on } : {}), ...(recorded_on ? { recorded_on } : {}) };
    const day = [...Object.values(clocks), today].sort()[0]!;
    if (await this.isReady(viewer, clocks)) return await this.#book.of(viewer.clearance, day, clocks);
    throw await this.#begun(viewer, clocks, day);
  }

  /** Whether they can be had without working through a large record first. */
  async isReady(viewer: Viewer, clocks: Clocks = {}): Promise<boolean> {
    return (await this.#book.progress(viewer.clearance, clocks)) === 1 || (await countsOf(this.#deps.database.reader("confidential"))).claims < this.#told_from;
  }

  /** Begins the work where nobody has. @returns the refusal that says how far it is. */
  async #begun(viewer: Viewer, clocks: Clocks, day: string): Promise<AppError> {
    const key = JSON.stringify([viewer.clearance, clocks]), name = timeless(clocks) ? "" : [clocks.valid_on, clocks.known_on ?? clocks.recorded_on].filter((one, at, all) => one && all.indexOf(one) === at).join(" / ");
    if (performance.now() - (this.#stopped.get(key) ?? -Infinity) < STOPPED_MS) {
      return new AppError("ledger/findings-stopped", {}, { status: 409, zh: "发现的推算已停止", en: "working out these findings was stopped", hint: { zh: "稍后重试即重新开始", en: "try again in a moment to begin anew" } });
    }
    const { claims } = await countsOf(this.#deps.database.reader("confidential")), share = (await this.#book.progress(viewer.clearance, clocks)) ?? 0;
    if (share < 1 && !this.#working.has(key)) { // it may have ended since it was asked whether they are ready
      if (this.#working.size >= WORKING_MAX) {
        return new AppError("server/findings-busy", { working: this.#working.size }, { status: 503, zh: `已有 ${WORKING_MAX} 天的发现正在推算`, en: `the findings of ${WORKING_MAX} days are being worked out already`, hint: { zh: "请等其中之一完成", en: "wait until one of them is done" } });
      }
      this.#begin(key, name, viewer, clocks, day);
    }
    const percent = Math.floor(100 * share);
    return new AppError(WORKING, { share, claims, ask_again_s: ASK_AGAIN_S }, {
      status: 503, zh: `正在从 ${claims.toLocaleString("en")} 条记载推算${timeless(clocks) ? "" : "当日的"}发现，已完成 ${percent}%`, en: `working out the findings${timeless(clocks) ? "" : " of that day"} from ${claims.toLocaleString("en")} claims, ${percent}% done`,
      hint: { zh: "完成后自动显示；也可在任务盘里停止", en: "they are shown when they are there; the tray tells of the work and stops it" },
    });
  }

  #begin(key: string, name: string, viewer: Viewer, clocks: Clocks, day: string): void {
    this.#working.add(key);
    this.#deps.jobs.startOne("findings", name, async (signal, tell) => {
      const stop = (): void => {
        this.#stopped.set(key, performance.now());
        void this.#book.stop(viewer.clearance, clocks).catch(() => undefined);
      };
      signal.addEventListener("abort", stop, { once: true });
      const told = setInterval(() => void this.#book.progress(viewer.clearance, clocks).then((share) => tell({ share: share ?? 0 }), () => undefined), TELL_MS);
      try {
        await this.#book.of(viewer.clearance, day, clocks);
        return { share: 1 };
      } finally {
        clearInterval(told);
        this.#working.delete(key);
      }
    });
  }
}

const desks = new WeakMap<Deps, FindingDesk>();

/** The one desk of findings of a server. */
export function findingDeskOf(deps: Deps): FindingDesk {
  const made = desks.get(deps) ?? new FindingDesk(deps, deps.findings_told_from);
  desks.set(deps, made);
  return made;
}

/** The day of now. */
export const todayOf = (deps: Deps): string => dayOf(deps.clock.now());
