/** Opening the record for a command: which folder or server, and the first filling of a new one. */
import { userInfo } from "node:os";
import { resolve } from "node:path";
import type { Database, DatabasePlace } from "../db/index.ts";
import type { Ctx } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import { say, type Io } from "./command.ts";

export interface Opened {
  database: Database;
  ontology: Ontology;
  ctx: Ctx;
  place: string;
}

/** `--data` before `DATABASE_URL` before `LIGHTVALLEY_DATA` before `./lightvalley-data`. */
export function placeOf(io: Io, data: string | undefined): { place: DatabasePlace; shown: string } {
  const url = io.env["DATABASE_URL"];
  if (data === undefined && url) {
    const shown = URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : "DATABASE_URL";
    return { place: { kind: "server", url }, shown };
  }
  const folder = resolve(data ?? io.env["LIGHTVALLEY_DATA"] ?? "lightvalley-data");
  return { place: { kind: "folder", folder }, shown: folder };
}

/** The name that this machine's user acts by, until accounts come. */
export function actorName(io: Io): string {
  const told = io.env["LIGHTVALLEY_ACTOR"]?.trim();
  if (told) return told.slice(0, 100);
  try {
    return userInfo().username || "local";
  } catch {
    return "local";
  }
}

/**
 * Opens the record; a new one is filled with the reference record unless it shall stay empty.
 * @throws AppError as `openDatabase`.
 */
export async function openRecord(io: Io, options: { data?: string | undefined; empty?: boolean | undefined }): Promise<Opened> {
  const { place, shown } = placeOf(io, options.data);
  // Loaded here and not at the top, so that help and wrong use answer at once.
  const [{ openDatabase }, { fillWithReference }, { countsOf, settleFacts }, { loadOntology }] = await Promise.all([
    import("../db/index.ts"), import("../documents/index.ts"), import("../ledger/index.ts"), import("../ontology/index.ts"),
  ]);
  const database = await openDatabase(place);
  try {
    const ontology = loadOntology();
    const ctx: Ctx = { actor: actorName(io), clock: io.clock };
    if (!options.empty && (await countsOf(database.writer)).changes === 0) {
      const claims = await fillWithReference(database, { ...ctx, actor: "lightvalley" }, ontology);
      say(io, { zh: `新记录 ${shown}：装入参考记录 ${claims} 条记载`, en: `new record ${shown}: filled with the ${claims} claims of the reference record` });
    }
    await settleFacts(database.writer); // what a batch that was cut off left behind
    return { database, ontology, ctx, place: shown };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens, works, and closes whatever happens. */
export async function withRecord<T>(io: Io, options: { data?: string | undefined; empty?: boolean | undefined }, work: (opened: Opened) => Promise<T>): Promise<T> {
  const opened = await openRecord(io, options);
  try {
    return await work(opened);
  } finally {
    await opened.database.close();
  }
}
