/**
 * `lightvalley chain …` and `lightvalley place …`: read the words and run what they name.
 * Invariant: returns an exit code (0 done, 1 problems, 2 wrong use or refusal), never throws on wrong use.
 */
import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { AppError } from "../../kernel/index.ts";
import type { Lang } from "../../kernel/index.ts";
import { runChainCheck, runChainImport } from "./check.ts";
import { runChainGaps } from "./gaps.ts";
import type { ChainIo } from "./io.ts";
import { runPlace } from "./place.ts";

export const CHAIN_HELP = `lightvalley chain check [--pack ID | --folder DIR] [--json]     compile a chain pack, list its problems
lightvalley chain import DIR --out DIR --id ID --name NAME --title TITLE --publisher WHO     tables to a pack
lightvalley chain gaps FILE [--region R] [--known N --read N] [--searched ID,ID] [--fails ID] [--top N] [--json]
lightvalley place FILE --text COL[,COL] [--name COL] [--honours COL] [--gbt COL] [--hs COL] [--naics COL] [--format jsonl|brief|csv]
All: --pack ID (optoelectronics)  --lang zh|en
`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const COMMON = { pack: text, lang: text, help: flag } as const;
const OPTIONS = {
  check: { ...COMMON, folder: text, json: flag },
  import: { ...COMMON, out: text, id: text, name: text, title: text, publisher: text },
  gaps: { ...COMMON, region: text, known: text, read: text, searched: text, fails: text, top: text, json: flag },
  place: { ...COMMON, name: text, text, honours: text, gbt: text, hs: text, naics: text, format: text },
} satisfies Record<string, ParseArgsConfig["options"]>;
type Command = keyof typeof OPTIONS;
interface Given { values: Record<string, string | undefined>; flags: Record<string, boolean>; positionals: string[] }

/** Runs the words after `chain`. */
export function chainCommand(words: string[], io: ChainIo): Promise<number> {
  const [command, ...rest] = words;
  if (command === "check" || command === "import" || command === "gaps") return guarded(command, rest, io);
  return help(io, words.includes("--help") ? 0 : 2);
}

/** Runs the words after `place`. */
export const placeCommand = (words: string[], io: ChainIo): Promise<number> => guarded("place", words, io);

async function guarded(command: Command, words: string[], io: ChainIo): Promise<number> {
  try {
    const given = read(command, words);
    if (given.flags["help"]) return await help(io, 0);
    return await RUN[command](given, langOf(given), io);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const lang = words[words.indexOf("--lang") + 1] === "zh" ? "zh" : "en";
    io.err(`${error.code}: ${error.label[lang]}`);
    return 2;
  }
}

const RUN: Record<Command, (given: Given, lang: Lang, io: ChainIo) => Promise<number>> = {
  check: ({ values, flags }, lang, io) => runChainCheck({
    pack: values["pack"] ?? "optoelectronics", json: flags["json"] ?? false, lang, ...(values["folder"] === undefined ? {} : { folder: values["folder"] }),
  }, io),
  import: ({ values, positionals }, lang, io) => runChainImport({
    folder: one(positionals, "DIR"), out: need(values, "out"), id: need(values, "id"), name: need(values, "name"),
    title: need(values, "title"), publisher: need(values, "publisher"), lang,
  }, io),
  gaps: ({ values, flags, positionals }, lang, io) => runChainGaps({
    file: one(positionals, "FILE"), pack: values["pack"] ?? "optoelectronics", searched: list(values["searched"]), top: whole(values, "top") ?? 20,
    json: flags["json"] ?? false, lang, ...given("region", values["region"]), ...given("fails", values["fails"]), ...given("known", whole(values, "known")), ...given("read", whole(values, "read")),
  }, io),
  place: ({ values, positionals }, lang, io) => {
    const format = values["format"] ?? "jsonl";
    if (format !== "jsonl" && format !== "brief" && format !== "csv") throw wrong(`--format ${format}`);
    return runPlace({
      file: one(positionals, "FILE"), pack: values["pack"] ?? "optoelectronics", text: list(values["text"]), format, lang,
      codes: { ...given("gbt", values["gbt"]), ...given("hs", values["hs"]), ...given("naics", values["naics"]) },
      ...given("name", values["name"]), ...given("honours", values["honours"]),
    }, io);
  },
};

function read(command: Command, words: string[]): Given {
  try {
    const { values, positionals } = parseArgs({ args: words, options: OPTIONS[command], allowPositionals: true });
    const entries = Object.entries(values as Record<string, string | boolean>);
    return {
      values: Object.fromEntries(entries.filter(([, v]) => typeof v === "string")) as Record<string, string>,
      flags: Object.fromEntries(entries.filter(([, v]) => typeof v === "boolean")) as Record<string, boolean>, positionals,
    };
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

async function help(io: ChainIo, code: number): Promise<number> {
  await io.write(CHAIN_HELP);
  return code;
}

const wrong = (what: string): AppError => new AppError("chain/wrong-use", { what }, { zh: `用法有误：${what}`, en: `Wrong use: ${what}` });
const langOf = ({ values }: Given): Lang => (values["lang"] === "zh" ? "zh" : "en");
const list = (value: string | undefined): string[] => (value ?? "").split(",").map((s) => s.trim()).filter(Boolean);
const given = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

function one(positionals: string[], what: string): string {
  if (positionals.length !== 1) throw wrong(`${what} (${positionals.length})`);
  return positionals[0]!;
}

function need(values: Given["values"], name: string): string {
  if (values[name] === undefined) throw wrong(`--${name}`);
  return values[name];
}

function whole(values: Given["values"], name: string): number | undefined {
  if (values[name] === undefined) return undefined;
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0) throw wrong(`--${name} ${values[name]}`);
  return number;
}
