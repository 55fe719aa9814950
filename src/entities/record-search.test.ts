/** Search over a real record: the index answers as the record stands now, for each viewer. Names are made up. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForTest } from "../db/open-for-test.ts";
import type { Database } from "../db/index.ts";
import { fixedClock } from "../kernel/index.ts";
import { judge, record, type Entry } from "../ledger/index.ts";
import { EntityDesk, RecordSearch } from "./index.ts";

let database: Database;
const ctx = { actor: "analyst", clock: fixedClock("2026-11-22T08:00:00Z") };
const ids = new Map<string, string>();

async function enter(name: string, en: string | undefined, visibility: "public" | "confidential" = "public"): Promise<string> {
  const desk = new EntityDesk(database.writer, ctx.clock, visibility);
  const id = await desk.enter({ zh: name, ...(en ? { en } : {}) }, "Firm");
  const entries: Entry[] = desk.entered;
  await record(database.writer, ctx, { kind: "record", note: "", entries });
  ids.set(name, id);
  return id;
}

beforeAll(async () => {
  database = await openForTest();
  await enter("长春星辰光电技术有限公司", "Stardust Optronics Co., Ltd.");
  await enter("武汉瀚海激光科技股份有限公司", undefined);
  await enter("长春星河光电技术有限公司", undefined, "confidential");
});
afterAll(async () => await database.close());

describe("search over the record", () => {
  it("answers by SQL until the index stands, and then forgives a slip", async () => {
    const search = new RecordSearch(database);
    expect((await search.search("public", "瀚海"))[0]?.id).toBe(ids.get("武汉瀚海激光科技股份有限公司"));
    expect(await search.search("public", "stardsut optr")).toEqual([]);
    await search.build();
    for (const typed of ["星辰", "xingchen", "xcgd", "stardust", "stardsut optr", "長春星辰"]) expect((await search.search("public", typed))[0], typed).toMatchObject({ id: ids.get("长春星辰光电技术有限公司"), type: "Firm" });
  });

  it("knows what was entered, merged and un-merged since it was built", async () => {
    const search = new RecordSearch(database);
    await search.build();
    const late = await enter("苏州云岫光学有限公司", "Yunxiu Optics");
    expect((await search.search("public", "yunx"))[0]?.id).toBe(late);
    const twin = await enter("云岫光学（苏州）有限公司", undefined);
    await judge(database.writer, ctx, { left_id: late, right_id: twin, verdict: "same", note: "" });
    const merged = (await search.search("public", "云岫光学")).map((h) => h.id);
    expect(merged.filter((id) => id === late || id === twin)).toHaveLength(1);
    await judge(database.writer, ctx, { left_id: late, right_id: twin, verdict: "different", note: "" });
    expect((await search.search("public", "云岫光学")).map((h) => h.id)).toEqual(expect.arrayContaining([late, twin]));
  });

  it("shows nobody a name above his clearance, indexed or entered later", async () => {
    const search = new RecordSearch(database);
    await search.build();
    const later = await enter("成都星槎光电技术有限公司", undefined, "confidential");
    for (const [typed, id] of [["星河光电", ids.get("长春星河光电技术有限公司")], ["星槎", later]] as const) {
      expect((await search.search("confidential", typed))[0]?.id, typed).toBe(id);
      expect((await search.search("public", typed)).map((h) => h.id), typed).not.toContain(id);
    }
  });
});
