/** `lexicon` at the command line, on a data folder of its own: listed, taken back, and wrong use refused. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../db/index.ts";
import { lexiconOf, teachByHand, type TaughtWord } from "../documents/index.ts";
import { systemClock } from "../kernel/index.ts";
import { loadOntology } from "../ontology/index.ts";
import type { Io } from "./command.ts";
import { lexicon } from "./lexicon.ts";

const folder = mkdtempSync(join(tmpdir(), "lightvalley-lexicon-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const database = await openDatabase({ kind: "folder", folder });
  const ontology = loadOntology();
  await teachByHand(database, { actor: "analyst", clock: systemClock }, ontology, lexiconOf(ontology), { what: "trigger", word: "揭榜金额", property: "contract_value" });
  await database.close();
});

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const io: Io = { out, err, env: { LIGHTVALLEY_ACTOR: "chief" }, clock: systemClock, lang: "en", terminal: false, signal: new AbortController().signal, version: "0.0.0" };
  const code = await lexicon.run([...words, "--data", folder, "--empty"], io);
  return { code, out: String(out.read() ?? ""), err: String(err.read() ?? "") };
}

it("lists what was taught and takes a word back", async () => {
  const words = JSON.parse((await run("--json")).out) as TaughtWord[];
  expect(words).toMatchObject([{ word: "揭榜金额", means: "contract_value", taught_by: "analyst", state: "standing" }]);
  const line = (await run()).out;
  for (const part of [words[0]!.id, "揭榜金额", "analyst", "by hand", "standing"]) expect(line).toContain(part);
  const { code, out } = await run("withdraw", words[0]!.id);
  expect(code).toBe(0);
  expect(out).toContain("withdrawn");
  expect(JSON.parse((await run("--json")).out)).toMatchObject([{ state: "withdrawn", withdrawn_by: "chief" }]);
  await expect(run("withdraw", words[0]!.id)).rejects.toMatchObject({ code: "documents/word-withdrawn" });
});

it("refuses words that it does not know", async () => {
  for (const words of [["forget"], ["withdraw"], ["withdraw", "a", "b"]]) await expect(run(...words), words.join(" ")).rejects.toMatchObject({ code: "cli/usage" });
});
