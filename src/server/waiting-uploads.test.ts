/** Uploads that wait: on disk and in memory alike they stay within their limits and come back as they were sent. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "../kernel/index.ts";
import { WaitingUploads } from "./waiting-uploads.ts";

const place = mkdtempSync(join(tmpdir(), "lightvalley-uploads-test-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const LIMITS = { files_max: 3, bytes_max: 100 };
const of = (n: number): Uint8Array => new Uint8Array(n).fill(n);

describe.each([["on disk", join(place, "made")], ["in memory", undefined]])("uploads %s", (_name, folder) => {
  it("come back as they were sent, until the files or the bytes are too many", async () => {
    const uploads = new WaitingUploads<{ name: string }>(folder, LIMITS);
    const tokens = Array.from({ length: 5 }, () => newId());
    for (const [i, token] of tokens.slice(0, 3).entries()) await uploads.keep(token, of(10 + i), { name: `../../${i}.csv` });
    expect(await uploads.of(tokens[0]!)).toEqual({ name: "../../0.csv", bytes: of(10) });
    await uploads.keep(tokens[3]!, of(20), { name: "d" });
    await expect(uploads.of(tokens[0]!)).rejects.toMatchObject({ code: "server/no-upload" });
    await uploads.keep(tokens[4]!, of(75), { name: "e" });
    await expect(uploads.of(tokens[2]!)).rejects.toMatchObject({ code: "server/no-upload" });
    expect((await uploads.of(tokens[3]!)).bytes).toHaveLength(20);
    expect((await uploads.of(tokens[4]!)).bytes).toHaveLength(75);
    await uploads.forget(tokens[4]!);
    await expect(uploads.of(tokens[4]!)).rejects.toMatchObject({ code: "server/no-upload" });
    if (folder !== undefined) {
      expect(readdirSync(folder)).toEqual([tokens[3]]);
      expect(statSync(join(folder, tokens[3]!)).mode & 0o077).toBe(0);
    }
  });

  it("are gone for the visitor where somebody cleared them away, and only then", async () => {
    const uploads = new WaitingUploads<object>(folder, LIMITS);
    const token = newId();
    expect(await uploads.find(token)).toBeUndefined();
    await uploads.keep(token, of(7), {});
    expect(await uploads.find(token)).toEqual({ bytes: of(7) });
    if (folder === undefined) return;
    rmSync(join(folder, token));
    await expect(uploads.of(token)).rejects.toMatchObject({ code: "server/no-upload" });
    mkdirSync(join(folder, token));
    await expect(uploads.of(token)).rejects.toMatchObject({ code: "EISDIR" });
    rmSync(join(folder, token), { recursive: true });
  });

  it("keeps one that alone is over the limit until the next comes; takes no token that it did not give for a path", async () => {
    const uploads = new WaitingUploads<object>(folder, LIMITS);
    const [large, next] = [newId(), newId()];
    await uploads.keep(large, of(150), {});
    expect((await uploads.of(large)).bytes).toHaveLength(150);
    await uploads.keep(next, of(1), {});
    await expect(uploads.of(large)).rejects.toMatchObject({ code: "server/no-upload" });
    await expect(uploads.of("../made")).rejects.toMatchObject({ code: "server/no-upload" });
    if (folder !== undefined) expect(existsSync(join(folder, large))).toBe(false);
  });
});
