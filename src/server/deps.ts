/** What the routes are given: the database, the ontology, the reader's lexicon, the clock, and who is asking. */
import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { Database, Schema } from "../db/index.ts";
import type { RecordSearch } from "../entities/index.ts";
import type { Lexicon } from "../documents/index.ts";
import { AppError, type Clock, type Visibility } from "../kernel/index.ts";
import type { Ctx } from "../ledger/index.ts";
import type { Ontology } from "../ontology/index.ts";
import type { Jobs } from "./jobs.ts";

export interface Deps {
  database: Database;
  ontology: Ontology;
  lexicon: Lexicon;
  clock: Clock;
  jobs: Jobs;
  /** Search by an index in memory; where absent the database is asked. */
  search?: RecordSearch;
  /** A folder of its own for uploads that wait for the next step of a wizard; where absent they wait in memory. */
  uploads?: string;
  /** Claims from which on findings are worked out in the background; where absent 50,000. */
  findings_told_from?: number;
  /** Names up to which pairs that may be one are worked out while one waits; where absent 5,000. */
  pairs_in_place_names?: number;
  version: string;
}

/** Who asks. `local`: the one user of a server bound to loopback. `public`: anybody, who may read what is public. */
export interface Viewer {
  actor: string;
  role: "local" | "admin" | "public";
  clearance: Visibility;
}

export type Env = { Variables: { viewer: Viewer } };

/** The reader that the viewer's clearance allows. */
export const readerOf = (deps: Deps, c: Context<Env>): Kysely<Schema> => deps.database.reader(c.get("viewer").clearance);

/** The actor for a write. @throws AppError `server/forbidden` for a viewer who may only read. */
export function actorOf(deps: Deps, c: Context<Env>): Ctx {
  const viewer = c.get("viewer");
  if (viewer.role === "public") {
    throw new AppError("server/forbidden", {}, {
      status: 401, zh: "只有登录的用户才能改动记录", en: "only a signed-in user may change the record", hint: { zh: "请带上管理员令牌", en: "sign in with the admin token" },
    });
  }
  return { actor: viewer.actor, clock: deps.clock };
}
