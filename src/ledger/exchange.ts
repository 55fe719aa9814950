/**
 * The whole ledger as newline-delimited JSON: a header line, then each change set followed by its entries in order.
 * Invariant: export → import → export is the same bytes; an import is refused, naming the line, when any hash differs.
 */
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { AppError, canonicalJson } from "../kernel/index.ts";
import type { ClaimTable, Database, Schema } from "../db/index.ts";
import { settleFacts } from "./facts-store.ts";
import { chainHash, GENESIS, inTransaction, lockHead, writeChange } from "./journal.ts";
import { statusAfter, type ChangeSetRecord, type ClaimRecord, type Entry, type Verdict } from "./model.ts";
import { refreshNames } from "./names-store.ts";
import { retally } from "./tally.ts";
import { changeRecord } from "./query.ts";
import { claimRecord, decisionRecord, documentRecord, entityRecord, entryHash, judgementRecord, lexiconRecord, rulingRecord, sourceRecord, type ClaimJson } from "./rows.ts";
import { recluster } from "./clusters.ts";
import { tendLedger } from "./tend.ts";

export const FORMAT = { format: "lightvalley-ledger", version: 1 } as const;
const CHANGES_PER_PAGE = 50;
const CLAIMS_PER_PAGE = 5_000;
const ENTITIES_PER_PAGE = 1_000;

/** Entries of one change set in their order, with the hash stored beside each. */
export async function entriesOf(db: Kysely<Schema>, change: ChangeSetRecord): Promise<{ entry: Entry; hash: string }[]> {
  const found: { n: number; entry: Entry; hash: string }[] = [];
  const where = (table: "entity" | "source" | "document" | "claim" | "decision" | "judgement" | "lexicon") => sql<never>`select * from ${sql.table(table)} where change_id = ${change.id}`;
  const add = <T extends { n: number; hash: string }>(rows: readonly T[], make: (row: T) => Entry): void => {
    for (const row of rows) found.push({ n: row.n, entry: make(row), hash: row.hash });
  };
  add((await where("entity").execute(db)).rows as never[], (r) => ({ kind: "entity", ...entityRecord(r) }));
  add((await where("source").execute(db)).rows as never[], (r) => ({ kind: "source", ...sourceRecord(r) }));
  add((await where("document").execute(db)).rows as never[], (r) => ({ kind: "document", ...documentRecord(r) }));
  for await (const page of claimPagesOf(db, change)) add(page, (r) => ({ kind: "claim", ...claimRecord(r) }));
  add(await db.selectFrom("decision").selectAll().where("change_seq", "=", change.seq).execute(), (r) => ({ kind: "decision", ...decisionRecord(r) }));
  add(await db.selectFrom("ruling").selectAll().where("change_seq", "=", change.seq).execute(), (r) => ({ kind: "ruling", ...rulingRecord(r) }));
  add((await where("judgement").execute(db)).rows as never[], (r) => ({ kind: "judgement", ...judgementRecord(r) }));
  add((await where("lexicon").execute(db)).rows as never[], (r) => ({ kind: "lexicon", ...lexiconRecord(r) }));
  return found.sort((a, b) => a.n - b.n);
}

/** Claims of one change set, a page in one cell. The first and the last page are open-ended, so that a row slipped in beyond them is seen too. */
async function* claimPagesOf(db: Kysely<Schema>, change: ChangeSetRecord): AsyncGenerator<Selectable<ClaimTable>[]> {
  for (let from = 0; from === 0 || from < change.entries; from += CLAIMS_PER_PAGE) {
    const lower = from === 0 ? sql`true` : sql`n >= ${from}::int`;
    const upper = from + CLAIMS_PER_PAGE >= change.entries ? sql`true` : sql`n < ${from + CLAIMS_PER_PAGE}::int`;
    const { rows } = await sql<{ claims: ClaimJson[] }>`select coalesce(json_agg(c), '[]'::json) as claims from claim c
      where change_seq = ${change.seq}::bigint and ${lower} and ${upper}`.execute(db);
    yield rows[0]!.claims.map((row) => ({ ...row, recorded_at: new Date(row.recorded_at) }));
  }
}

/** All change sets in order, a page at a time. */
export async function* changesInOrder(db: Kysely<Schema>): AsyncGenerator<ChangeSetRecord> {
  let after = 0;
  for (;;) {
    const page = await db.selectFrom("change_set").selectAll().where("seq", ">", after).orderBy("seq").limit(CHANGES_PER_PAGE).execute();
    if (page.length === 0) return;
    for (const row of page) yield changeRecord(row);
    after = Number(page.at(-1)!.seq);
  }
}

/** Lines of the export, without line ends. Memory holds one change set. */
export async function* exportLines(database: Database): AsyncGenerator<string> {
  yield canonicalJson(FORMAT);
  for await (const change of changesInOrder(database.writer)) {
    yield canonicalJson({ change });
    for (const { entry } of await entriesOf(database.writer, change)) yield canonicalJson(entry);
  }
}

function bad(line: number, zh: string, en: string): AppError {
  return new AppError("ledger/import", { line }, {
    zh: `第 ${line} 行：${zh}；未写入任何内容`,
    en: `line ${line}: ${en}; nothing was written`,
    hint: { zh: "请用 lightvalley export 重新导出，勿手工改动", en: "export again with lightvalley export; do not edit the file by hand" },
  });
}

function parseLine(text: string, line: number): Record<string, unknown> & { kind?: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (value && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw bad(line, "不是 JSON 对象", "not a JSON object");
}

/**
 * Reads an export into an empty ledger, in one transaction: all of it or none.
 * @throws AppError `ledger/not-empty`; `ledger/import` naming the line of the first flaw.
 */
export async function importLines(database: Database, lines: AsyncIterable<string> | Iterable<string>, onProgress?: (entries: number) => void): Promise<{ changes: number; entries: number }> {
  const done = { changes: 0, entries: 0 };
  await inTransaction(database.writer, async (tx) => {
    const head = await lockHead(tx);
    if (head.seq > 0) {
      throw new AppError("ledger/not-empty", { changes: head.seq }, { status: 409, zh: "账本里已有内容，只能导入到空账本", en: "the ledger already holds something; an import needs an empty one", hint: { zh: "请用 --data 指定一个新文件夹", en: "name a new folder with --data" } });
    }
    let prev = GENESIS;
    let line = 0;
    let change: ChangeSetRecord | undefined;
    let entries: Entry[] = [];
    const finish = async (): Promise<void> => {
      if (!change) return;
      if (entries.length !== change.entries) throw bad(line, `变更集 ${change.seq} 应有 ${change.entries} 条，实有 ${entries.length} 条`, `change set ${change.seq} should hold ${change.entries} entries but holds ${entries.length}`);
      const hashes = entries.map(entryHash);
      const { hash, ...header } = change;
      if (change.prev_hash !== prev || chainHash(header, hashes) !== hash) throw bad(line, `变更集 ${change.seq} 的哈希不符，内容被改动过`, `the hash of change set ${change.seq} does not fit: its content was altered`);
      await writeChange(tx, change, entries, hashes);
      prev = hash;
      done.changes++;
      done.entries += entries.length;
      onProgress?.(done.entries);
      change = undefined;
      entries = [];
    };
    for await (const text of lines) {
      line++;
      if (text.trim() === "") continue;
      const value = parseLine(text, line);
      if (line === 1) {
        if (value["format"] !== FORMAT.format || value["version"] !== FORMAT.version) throw bad(1, "不是 Lightvalley 账本导出文件", "not an export of a Lightvalley ledger");
        continue;
      }
      if (value["change"]) {
        await finish();
        change = value["change"] as ChangeSetRecord;
      } else if (!change) throw bad(line, "条目之前没有变更集", "an entry before any change set");
      else entries.push(value as unknown as Entry);
    }
    if (line === 0) throw bad(1, "文件是空的", "the file is empty");
    await finish();
    await refold(tx);
  });
  await settleFacts(database.writer);
  await tendLedger(database.writer);
  return done;
}

/** Works out the projections that follow from decisions, judgements and names, after rows came in raw. */
async function refold(tx: Transaction<Schema>): Promise<void> {
  const verdicts: Verdict[] = ["accept", "reject", "correct", "withdraw", "reopen"];
  const cases = sql.join(verdicts.map((v) => sql`when ${v} then ${v === "reopen" ? "proposed" : statusAfter(v, "proposed" satisfies ClaimRecord["entered"])}`), sql` `);
  await sql`update claim set head = d.id, status = case d.verdict ${cases} end
    from (select distinct on (subject_id, claim_id) subject_id, claim_id, id, verdict from decision order by subject_id, claim_id, change_seq desc, n desc) d
    where claim.subject_id = d.subject_id and claim.id = d.claim_id`.execute(tx);
  await recluster(tx);
  await retally(tx);
  for (let last = "00000000-0000-0000-0000-000000000000"; ;) {
    const page = await tx.selectFrom("entity").select("id").where("id", ">", last).orderBy("id").limit(ENTITIES_PER_PAGE).execute();
    if (page.length === 0) break;
    await refreshNames(tx, page.map((e) => e.id));
    last = page.at(-1)!.id;
  }
  await sql`insert into fact_dirty select distinct subject_id from claim where status = 'accepted' on conflict do nothing`.execute(tx);
}

