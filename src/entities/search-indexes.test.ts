/** Names in memory: found by what is typed, per scope and clearance. The names are made up. */
import { describe, expect, it } from "vitest";
import { registerScope, RECORD_SCOPE, SearchIndexes, type IndexedName } from "./index.ts";

const NAMES: IndexedName[] = [
  { id: "1", name: "长春星辰光电技术有限公司", kind: "label" }, { id: "1", name: "Xingchen Optoelectronics", kind: "alias" },
  { id: "2", name: "长春星河光电技术有限公司", visibility: 2 }, { id: "3", name: "武汉瀚海激光科技股份有限公司" },
];

async function* stream(names: readonly IndexedName[]): AsyncGenerator<IndexedName> {
  for (const n of names) yield await Promise.resolve(n);
}

describe("search indexes", () => {
  it("answers undefined until a generation stands, then one hit a subject", async () => {
    const indexes = new SearchIndexes();
    expect(indexes.find("星辰", { scopes: [RECORD_SCOPE], clearance: "public" })).toBeUndefined();
    expect(await indexes.indexNames(RECORD_SCOPE, stream(NAMES))).toMatchObject({ state: "ready", names: 4, generation: 1 });
    for (const typed of ["星辰", "xingchen", "xcgd", "ccxc"]) expect(indexes.find(typed, { clearance: "confidential" })?.[0]?.id, typed).toBe("1");
    expect(indexes.find("xingchen", { clearance: "confidential" })?.filter((h) => h.id === "1")).toHaveLength(1);
  });

  it("never shows a name above the clearance", async () => {
    const indexes = new SearchIndexes();
    await indexes.indexNames(RECORD_SCOPE, NAMES);
    expect(indexes.find("星河", { clearance: "confidential" })?.[0]?.id).toBe("2");
    expect(indexes.find("长春星河光电技术有限公司", { clearance: "internal" })?.map((h) => h.id)).not.toContain("2");
  });

  it("leaves to the database what is too large, and forgets", async () => {
    const indexes = new SearchIndexes({ names_max: 5 });
    await indexes.indexNames(RECORD_SCOPE, NAMES);
    expect(await indexes.indexNames(registerScope("r"), NAMES)).toMatchObject({ state: "too_large" });
    expect(indexes.find("瀚海", { scopes: [registerScope("r")], clearance: "public" })).toBeUndefined();
    indexes.forget(RECORD_SCOPE);
    expect(await indexes.indexNames(registerScope("r"), NAMES)).toMatchObject({ state: "ready" });
    expect(indexes.find("瀚海", { clearance: "public" })?.[0]).toMatchObject({ scope: "register:r", id: "3" });
  });

  it("keeps the older generation when the stream breaks", async () => {
    const indexes = new SearchIndexes();
    await indexes.indexNames(RECORD_SCOPE, NAMES);
    const broken = async function* (): AsyncGenerator<IndexedName> { yield await Promise.resolve(NAMES[0]!); throw new Error("gone"); };
    await expect(indexes.indexNames(RECORD_SCOPE, broken())).rejects.toThrow("gone");
    expect(indexes.find("瀚海", { clearance: "public" })?.[0]?.id).toBe("3");
  });
});
