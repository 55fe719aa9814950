/**
 * `lightvalley complexity …`: reads the words and runs the command they name. Invariant: returns an exit code, never throws on wrong use.
 */
import { readArguments } from "./arguments.ts";
import { runComplexity, sayRefusal } from "./analyse-command.ts";
import { runBacktest } from "./backtest-command.ts";
import type { ComplexityIo } from "./io.ts";

/** Runs the words after `complexity`. @returns the exit code. */
export async function complexityCommand(words: string[], io: ComplexityIo): Promise<number> {
  let read: ReturnType<typeof readArguments>;
  try {
    read = readArguments(words);
  } catch (error) {
    return sayRefusal(error, io, "en");
  }
  if (read.command === "help") { await io.write(HELP); return words.includes("--help") ? 0 : 2; }
  if (read.command === "analyse") return runComplexity(read.options, io);
  return runBacktest(read.options, io);
}

const HELP = `lightvalley complexity FILE [options]            indices of a region × activity table (CSV, CSV.gz, Parquet)
lightvalley complexity backtest FILE [options]   how well entry and exit could have been told, on a panel

Columns      --region COL --activity COL --value COL   guessed where not given; --wide for a matrix, one column an activity
             --period COL (backtest)   --where COL=TEXT (repeatable)   --strict refuses missing values and duplicates
Output       --json one object; --sections rca,eci,fitness,pci,fitness_activity,outlook,concentration,proximity,density,gain
             --for REGION orders the activities it lacks   --top N rows of each table   --lang zh|en   --counts intervals of quotients, where values are counts
Methods      --threshold X (1)   --proximity minimum|association|cosine|jaccard|steijn   --density hidalgo|balland
             --outlook reference|atlas   --eci eigenvector|reflections   --fitness tacchella-2012|servedio-2018
             --iterations N (20)   --draws N bootstrap draws   --seed N   --min-regions N (5)   --min-activities N (5)   --min-ones N (2)
Backtest     --aggregate sum|mean rows of a period   --whole whole values   --absent zero|unknown   --top-activities N
             --drop-activities REGEX   --drop-regions A,B   --predictions every scored cell in the JSON
`;
