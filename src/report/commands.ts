/**
 * Building a paper: read, compose, render, make sure that nothing it cites has fallen meanwhile, keep it as an edition.
 * Invariant: no file leaves the house, and no edition is kept, of a paper that cites a claim which no longer stands.
 */
import type { Database } from "../db/index.ts";
import { AppError, type Clock, type Problem, type Visibility } from "../kernel/index.ts";
import type { Clocks } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { compose, type PaperRequest } from "./compose.ts";
import { figuresOf, type Edition } from "./edition.ts";
import { loadMaterial, type Material } from "./material.ts";
import type { Paper } from "./model.ts";
import { glyphWarnings } from "./render/glyphs.ts";
import { renderAs, type PaperFormat } from "./render/index.ts";
import { editionBy, editionsPage, fallen, saveEdition } from "./store.ts";
import { claimsOf, linesOf, sentenceOf } from "./trace.ts";

export interface Press {
  database: Database;
  ontology: Ontology;
  clock: Clock;
  version: string;
  actor: string;
  clearance: Visibility;
  signal?: AbortSignal;
  /** Hears what is being done, and how much of the whole is done. */
  progress?: (step: string, share: number) => void | Promise<void>;
}

export interface Order extends PaperRequest {
  clocks: Clocks;
  cluster?: string;
  built_on: string;
}

/** Material and paper, nothing rendered. */
export async function setPaper(press: Press, order: Order): Promise<{ paper: Paper; material: Material }> {
  const { database, ontology, clearance, signal, version } = press;
  const { clocks, cluster, built_on, ...request } = order;
  await press.progress?.("read", 0.02);
  const material = await loadMaterial(database, ontology, { clearance, clocks, today: built_on, ...(cluster ? { cluster } : {}), ...(signal ? { signal } : {}) });
  let made = 0;
  const paper = await compose(material, request, { built_on, version, progress: (section) => void press.progress?.(section, Math.min(0.45, 0.2 + 0.025 * (made += 1))) });
  return { paper, material };
}

/** @throws AppError `report/lost-claim` naming each sentence whose claim fell while the paper was being made. */
async function mustStandStill(press: Press, paper: Paper): Promise<void> {
  if (paper.meta.known_on !== undefined) return; // what stood on a past day may have fallen since
  const lost = await fallen(press.database.reader(press.clearance), paper.cited.map((c) => c.claim));
  if (lost.size === 0) return;
  const problems: Problem[] = [...linesOf(paper.sections)].filter((l) => l.runs.some((r) => claimsOf(r).some((id) => lost.has(id))))
    .map((l) => ({ code: "report/lost-claim", path: `${l.section}: ${l.where}`, message: { zh: `所据的记载已不成立：“${sentenceOf(l.runs)}”`, en: `its claim no longer stands: “${sentenceOf(l.runs)}”` } }));
  throw new AppError("report/lost-claim", { claims: [...lost] }, { status: 409, zh: "编制期间有记载失效，报告未生成", en: "a claim fell while the paper was being made; it was not built", problems, hint: { zh: "请再生成一次", en: "build it again" } });
}

/** Builds the files and keeps the edition. @param keep whether the files themselves are kept too. */
export async function buildEdition(press: Press, order: Order, formats: readonly PaperFormat[], keep: boolean): Promise<{ paper: Paper; edition: Edition; files: Map<PaperFormat, Uint8Array>; warnings: Problem[] }> {
  const { paper, material } = await setPaper(press, order);
  const files = new Map<PaperFormat, Uint8Array>();
  for (const [i, format] of formats.entries()) {
    press.signal?.throwIfAborted();
    await press.progress?.(format, 0.5 + (0.45 * i) / formats.length);
    files.set(format, await renderAs(format, paper, material, press.signal));
  }
  await new Promise((resolve) => setTimeout(resolve, 0)); // timers due come first: a stop that came while a file was set is heard before anything is kept
  press.signal?.throwIfAborted();
  await mustStandStill(press, paper);
  const edition = editionFrom(press, order, paper, material);
  await saveEdition(press.database.writer, edition, keep ? files : new Map());
  await press.progress?.("done", 1);
  return { paper, edition, files, warnings: formats.includes("pdf") ? glyphWarnings(paper) : [] };
}

/** The edition made last of the same kind as this one: same language, profile, cluster and days. */
export async function editionBefore(db: Parameters<typeof editionBy>[0], edition: Edition): Promise<Edition | undefined> {
  const like = (await editionsPage(db, EDITIONS_LOOKED_AT)).find((e) => e.id !== edition.id && e.lang === edition.lang && e.profile === edition.profile && e.cluster === edition.cluster && JSON.stringify(e.clocks) === JSON.stringify(edition.clocks));
  return like && (await editionBy(db, like.id));
}
const EDITIONS_LOOKED_AT = 200;

/** What a paper is kept as, or held against another by. */
export function editionFrom(press: Press, order: Order, paper: Paper, material: Material): Edition {
  const { clocks, cluster: _cluster, built_on, ...request } = order;
  const { meta } = paper;
  return {
    id: meta.edition, made_at: press.clock.now().toISOString(), actor: press.actor, visibility: press.clearance, lang: meta.lang, profile: meta.profile, cluster: meta.cluster, title: meta.title, built_on,
    ledger_hash: meta.ledger_hash, ledger_seq: meta.ledger_seq, version: meta.version, request, clocks, figures: figuresOf(paper, material),
  };
}
