/**
 * The `lightvalley` command: finds the command, runs it, turns what it throws into words and an exit code.
 * Invariant: this is the one place that reads the process and sets its exit code.
 */
import { readFileSync } from "node:fs";
import { AppError, inLang, problemLine, systemClock, type Lang } from "../kernel/index.ts";
import { EXIT, type Command, type Io } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { helpOf, helpPage } from "./help.ts";

/** The language of talk: `--lang`, else the locale. */
function langOf(words: string[], env: NodeJS.ProcessEnv): Lang {
  const told = words.includes("--lang") ? words[words.indexOf("--lang") + 1] : undefined;
  const locale = told ?? env["LC_ALL"] ?? env["LC_MESSAGES"] ?? env["LANG"] ?? "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function versionOf(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

function complain(io: Io, error: AppError): number {
  io.err.write(`lightvalley: ${inLang(error.label, io.lang)}\n`);
  for (const p of error.problems.slice(0, 50)) io.err.write(`  ${problemLine(p, io.lang)}\n`);
  if (error.problems.length > 50) io.err.write(`  … ${error.problems.length - 50} more\n`);
  if (error.hint) io.err.write(`  ${inLang(error.hint, io.lang)}\n`);
  if (error.code === "cli/usage") return EXIT.usage;
  return error.code.startsWith("db/") || error.code === "server/port" || error.code === "server/needs-token" ? EXIT.unavailable : EXIT.refused;
}

async function run(words: string[], io: Io): Promise<number> {
  const [name, ...rest] = words;
  if (name === "--version" || name === "-V") {
    io.out.write(`${io.version}\n`);
    return EXIT.done;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const about = name === "help" ? COMMANDS.find((c) => c.name === rest[0]) : undefined;
    (name === undefined ? io.err : io.out).write(about ? helpOf(about, io.lang) : helpPage(COMMANDS, io.lang));
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const command: Command | undefined = COMMANDS.find((c) => c.name === name);
  if (!command) {
    io.err.write(io.lang === "zh" ? `lightvalley: 没有“${name}”这个命令，见 lightvalley --help\n` : `lightvalley: there is no command “${name}”; see lightvalley --help\n`);
    return EXIT.usage;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    io.out.write(helpOf(command, io.lang));
    return EXIT.done;
  }
  return await command.run(rest, io);
}

/** Takes `--lang X` out of the words: every command takes it. The analytical commands read it themselves. */
function withoutLang(words: string[]): string[] {
  const at = words.indexOf("--lang");
  return at < 0 || ["complexity"].includes(words[0] ?? "") ? words : [...words.slice(0, at), ...words.slice(at + 2)];
}

export async function main(argv: string[]): Promise<number> {
  const stop = new AbortController();
  let asked = 0;
  const onSignal = (): void => {
    if (++asked > 1) process.exit(EXIT.stopped);
    stop.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.done);
  });
  const io: Io = {
    out: process.stdout, err: process.stderr, env: process.env, clock: systemClock, lang: langOf(argv, process.env), terminal: process.stderr.isTTY === true,
    signal: stop.signal, version: versionOf(),
  };
  try {
    return await run(withoutLang(argv), io);
  } catch (error) {
    if (error instanceof AppError) return complain(io, error);
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
