/** `chain check` and `chain import`: compile a pack and list what is wrong with it; turn tables into a pack. */
import { problemLine } from "../../kernel/index.ts";
import type { Lang } from "../../kernel/index.ts";
import { compilePack, importTable, packFolder, readPackFolder, shippedCodeLists } from "../../chain/pack/index.ts";
import type { ChainIo } from "./io.ts";

export interface CheckOptions { pack: string; folder?: string; json: boolean; lang: Lang }

/** Compiles a pack; lists every problem with its place. @returns 0 when there is none, else 1. */
export async function runChainCheck(options: CheckOptions, io: ChainIo): Promise<number> {
  const { pack, problems } = compilePack(readPackFolder(options.folder ?? packFolder(options.pack)), shippedCodeLists());
  if (options.json) await io.write(`${JSON.stringify({ pack: pack.id, nodes: pack.nodes.length, flows: pack.flows.length, problems })}\n`);
  else {
    for (const found of problems) await io.write(`${problemLine(found, options.lang)}\n`);
    const size = `${pack.nodes.length} / ${pack.flows.length}`;
    await io.write(options.lang === "zh" ? `${pack.id}：节点与流 ${size}，问题 ${problems.length} 个\n` : `${pack.id}: nodes and flows ${size}, ${problems.length} problems\n`);
  }
  return problems.length === 0 ? 0 : 1;
}

export interface ImportOptions { folder: string; out: string; id: string; name: string; title: string; publisher: string; lang: Lang }

/** Reads inputs.csv, sequence.csv, stages.csv (and provision.csv) of a folder; writes the pack and `provision.jsonl`. */
export async function runChainImport(options: ImportOptions, io: ChainIo): Promise<number> {
  const table = (name: string): Promise<string> => io.readText(`${options.folder}/${name}.csv`);
  const [inputs, sequence, stages] = await Promise.all([table("inputs"), table("sequence"), table("stages")]);
  const provision = await table("provision").catch(() => undefined);
  const made = importTable({ inputs, sequence, stages, ...(provision === undefined ? {} : { provision }) }, options);
  for (const file of made.files) await io.writeFile(options.out, file.name, file.text);
  if (made.provisions.length > 0) await io.writeFile(options.out, "provision.jsonl", made.provisions.map((p) => `${JSON.stringify(p)}\n`).join(""));
  const { pack, problems } = compilePack(made.files);
  for (const found of [...made.problems, ...problems]) io.err(problemLine(found, options.lang));
  await io.write(`${JSON.stringify({ pack: pack.id, nodes: pack.nodes.length, flows: pack.flows.length, provisions: made.provisions.length, problems: made.problems.length + problems.length })}\n`);
  return made.problems.length === 0 ? 0 : 1;
}
